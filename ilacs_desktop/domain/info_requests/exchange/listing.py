"""Requests and the given register as lists that leave the house, and can come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from ilacs_desktop.domain.info_requests.exchange.kept import kept_line
from ilacs_desktop.domain.info_requests.shapes import GivenItem, InfoRequest, RequestItem, TheirStatus
from ilacs_desktop.domain.listings import Cell, Grid, Head, Look
from ilacs_desktop.domain.people import Person

OWN_LIST = "ILACS Desktop requests"
COMING_BACK = "For coming back"
REQUESTS, ITEMS, REGISTER = "Requests", "Items", "Given register"
STAGED, ASKED = "staged", "asked for"


class Title(StrEnum):
    """The headings of a list of requests that the import reads; the value is the heading."""

    REF = "Ref"
    TITLE = "What was asked"
    VERBATIM = "In their words"
    MEANING = "What we take it to mean"
    ASKED_AT = "Asked at"
    ASKED_BY = "Asked by"
    ASKED_HOW = "How it was asked"
    OWNER = "Owner"
    ENQUIRY = "Line of enquiry"
    KIND = "Kind"
    STAGED = "Standing"
    OURS = "Ours"
    THEIRS = "Theirs"
    TARGET_AT = "Wanted by"
    PROMISED_AT = "Promised for"
    GIVEN_AT = "Given at"


_REQUEST_HEADS = (
    Head(Title.REF, 9, share=0),
    Head(Title.TITLE, 38, share=5),
    Head(Title.VERBATIM, 44, under=Title.TITLE),
    Head(Title.MEANING, 34),
    Head(Title.ASKED_AT, 21, Look.MOMENT, share=0),
    Head(Title.ASKED_BY, 15, share=1.3),
    Head(Title.OWNER, 26, share=1.9),
    Head(Title.OURS, 11, Look.STATE, share=0),
    Head(Title.THEIRS, 12, Look.STATE, share=0),
    Head("Due", 21, Look.MOMENT, share=0),
    Head("Minutes left", 12, Look.SLACK, share=0, printed="Left"),
    Head(Title.ENQUIRY, 24),
    Head(Title.KIND, 13),
    Head(Title.STAGED, 11),
    Head(Title.TARGET_AT, 21, Look.MOMENT),
    Head(Title.PROMISED_AT, 21, Look.MOMENT),
    Head(Title.GIVEN_AT, 21, Look.MOMENT),
    Head(Title.ASKED_HOW, 14),
    Head("Acknowledged at", 21, Look.MOMENT),
    Head("Items", 30),
    Head("Sent back because", 24),
    Head("Last movement", 21, Look.MOMENT),
    Head("Where it comes from", 22),
)
_ITEM_HEADS = (
    Head("Ref", 9),
    Head("Item", 50),
    Head("Owner", 16),
    Head("Status", 11, Look.STATE),
    Head("Sent back because", 30),
    Head("Accuracy checked by", 20),
    Head("Redaction checked by", 20),
    Head("Cleared by", 16),
)
_GIVEN_HEADS = (
    Head("Given at", 21, Look.MOMENT, share=0),
    Head("For", 9, share=0),
    Head("What", 36, share=3),
    Head("File", 34, share=3),
    Head("Version", 9, share=0),
    Head("As of", 15, Look.DAY, share=0),
    Head("Review on", 15, Look.DAY),
    Head("How", 22, share=1.4),
    Head("Given to", 15, share=1.2),
    Head("Given by", 15),
    Head("Cleared by", 15, share=1.2),
    Head("Received at", 21, Look.MOMENT),
    Head("Receipt", 22),
    Head("State", 12, Look.STATE, share=0),
    Head("Superseded by line", 11, Look.NUMBER),
    Head("Bytes", 11, Look.NUMBER),
    Head("SHA-256", 20, Look.SMALL, under="File"),
    Head("Line", 7, Look.NUMBER),
)
_COMING_BACK = Head(COMING_BACK, 15, Look.SMALL)


def requests_grid(
    rows: Iterable[InfoRequest],
    *,
    people: Sequence[Person] = (),
    refs: Mapping[int, str] | None = None,
    comes_back: bool = False,
    empty_says: str = "No request is in this list.",
) -> Grid:
    """A row a request, in the order given. ``refs`` by id name what a merged one went into."""
    names = {person.label: person.name for person in people}
    heads = (*_REQUEST_HEADS, _COMING_BACK) if comes_back else _REQUEST_HEADS
    grid = []
    for row in rows:
        cells = tuple(request_cells(row).values())
        if comes_back:
            used = {label: names[label] for label in _labels(row) if label in names}
            into = (refs or {}).get(row.merged_into_id or 0, "")
            cells = (*cells, kept_line(row, names=used, merged_into=into))
        grid.append(cells)
    return Grid(REQUESTS, heads, tuple(grid), empty_says)


def request_cells(row: InfoRequest) -> dict[str, Cell]:
    """What stands under each heading, but for the line by which it comes back."""
    due = row.due.at if row.is_open else None
    cells: tuple[Cell, ...] = (
        row.ref,
        row.title,
        row.verbatim,
        row.meaning,
        None if row.staged else row.asked_at,
        row.asked_by,
        row.owner or (f"for {row.owner_role}" if row.owner_role else ""),
        row.ours.value,
        row.theirs.value,
        due,
        row.due.slack_minutes if row.is_open else None,
        row.enquiry,
        row.kind.value,
        STAGED if row.staged else ASKED,
        row.target_at,
        row.promised_at,
        row.given_at,
        row.asked_how,
        row.acknowledged_at,
        "\n".join(_said_item(number, item) for number, item in enumerate(row.items, start=1)),
        row.returned_reason,
        row.moved_at,
        " · ".join(filter(None, (row.group, row.source))),
    )
    return {head.title: cell for head, cell in zip(_REQUEST_HEADS, cells, strict=True)}


def items_grid(rows: Iterable[InfoRequest]) -> Grid:
    """A row an item, below each other as their requests are."""
    grid = tuple(
        (
            row.ref,
            item.what,
            item.owner,
            item.state.value,
            item.returned_reason,
            item.accuracy_checked_by,
            item.redaction_checked_by,
            item.cleared_by,
        )
        for row in rows
        for item in row.items
    )
    return Grid(ITEMS, _ITEM_HEADS, grid, "No request in this list has items.")


def given_grid(rows: Iterable[GivenItem], *, comes_back: bool = False) -> Grid:
    """A row a line of the given register, in the order given."""
    heads = (*_GIVEN_HEADS, _COMING_BACK) if comes_back else _GIVEN_HEADS
    grid = []
    for row in rows:
        cells: tuple[Cell, ...] = (
            row.given_at,
            row.ref,
            row.title,
            row.file_name,
            row.version_label if row.file_name else "",
            row.as_of,
            row.review_on,
            row.how,
            row.given_to,
            row.given_by,
            row.cleared_by,
            row.received_at,
            row.receipt,
            "superseded" if row.is_superseded else "current",
            row.superseded_by_id,
            row.size_bytes if row.file_name else None,
            row.sha256,
            row.id,
        )
        grid.append((*cells, kept_line(row)) if comes_back else cells)
    return Grid(REGISTER, heads, tuple(grid), "Nothing has been given yet.")


def said_count(rows: Sequence[InfoRequest], whole: int) -> str:
    """``12 of 40 requests, 7 of them open, 2 late``."""
    late = sum(row.is_open and row.due.is_overdue for row in rows)
    first = f"{len(rows)} of {whole}" if len(rows) < whole else str(len(rows))
    parts = [f"{first} {'request' if len(rows) == 1 else 'requests'}"]
    if still := sum(row.is_open for row in rows):
        parts.append(f"{still} open")
    if late:
        parts.append(f"{late} late")
    if gone := sum(row.theirs is TheirStatus.WITHDRAWN for row in rows):
        parts.append(f"{gone} withdrawn")
    return ", ".join(parts)


def _labels(row: InfoRequest) -> set[str]:
    return {row.owner, row.asked_by, *(item.owner for item in row.items)} - {""}


def _said_item(number: int, item: RequestItem) -> str:
    owner = f" – {item.owner}" if item.owner else ""
    return f"{number}. {item.what}{owner} ({item.state.value})"
