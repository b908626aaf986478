"""The registers beside the requests as lists that leave the house: figures, points of clarification."""

from __future__ import annotations

from collections.abc import Iterable

from ilacs_desktop.domain.info_requests.clarifications import Clarification
from ilacs_desktop.domain.info_requests.figures import Figure
from ilacs_desktop.domain.listings import Grid, Head, Look

_FIGURE_HEADS = (
    Head("Ref", 8, share=0),
    Head("What it counts", 38, share=3),
    Head("Figure", 12, share=0),
    Head("Over which time", 18, share=1.2),
    Head("As of", 15, Look.DAY, share=0),
    Head("Source", 30, share=2),
    Head("Said or written", 12, share=0),
    Head("To whom", 18, share=1.2),
    Head("By whom", 18),
    Head("When", 21, Look.MOMENT, share=0),
    Head("In which slot", 24),
    Head("Request", 9),
    Head("Line of enquiry", 24),
    Head("State", 12, Look.STATE, share=0),
    Head("Taken back because", 30),
    Head("Line as typed", 40),
)
_POINT_HEADS = (
    Head("Ref", 8, share=0),
    Head("They said", 44, share=4),
    Head("Who said it", 16, share=1.2, printed="Who"),
    Head("Said at", 21, Look.MOMENT, share=0),
    Head("Our evidence", 44, share=4),
    Head("Owner", 16, share=1.2),
    Head("Raise at", 21, Look.MOMENT, share=0),
    Head("Where", 20),
    Head("Raised at", 21, Look.MOMENT),
    Head("State", 12, Look.STATE, share=0),
    Head("Outcome", 36, share=2.5),
    Head("Request", 9),
    Head("Line of enquiry", 24),
    Head("Line as typed", 40),
)


def figures_grid(rows: Iterable[Figure]) -> Grid:
    """A row a figure, in the order given."""
    return Grid(
        "Figures",
        _FIGURE_HEADS,
        tuple(
            (
                row.ref,
                row.measure,
                row.said,
                row.period,
                row.as_of,
                row.source,
                row.manner.value,
                row.told_to,
                row.told_by,
                row.told_at,
                row.slot,
                row.request_ref,
                row.enquiry,
                _state(row),
                row.withdrawn_reason,
                row.verbatim,
            )
            for row in rows
        ),
        "No figure has been told yet.",
    )


def points_grid(rows: Iterable[Clarification]) -> Grid:
    """A row a point of clarification, in the order given."""
    return Grid(
        "Clarifications",
        _POINT_HEADS,
        tuple(
            (
                row.ref,
                row.they_said,
                row.said_by,
                row.said_at,
                row.evidence,
                row.owner,
                row.raise_at,
                row.slot or row.raise_where,
                row.raised_at,
                row.state.value,
                row.outcome,
                row.request_ref,
                row.enquiry,
                row.verbatim,
            )
            for row in rows
        ),
        "There is no point of clarification.",
    )


def _state(row: Figure) -> str:
    if row.withdrawn_reason:
        return "taken back"
    return "superseded" if row.superseded_by_id is not None else "current"
