"""What the inspectors were told in numbers, and the points on which they and our evidence differ."""

from __future__ import annotations

from datetime import date, timedelta

from ilacs_desktop.domain.info_requests import FigureEntry, Manner, PointEntry, PointState
from ilacs_desktop.services.rehearsal.hands import london
from ilacs_desktop.services.rehearsal.stage import Stage


def write_down(stage: Stage) -> None:
    """Figures and points of clarification, each written down two minutes after it was told."""
    _figures(stage)
    _points(stage)


def _figures(stage: Stage) -> None:
    figures = stage.house.figures
    labels = {person.name: person.label for person in stage.house.people.all()}
    latest: dict[str, int] = {}
    for row in stage.data.week["figures"]:
        at, to, by, measure, value, period, as_of, source, manner, enquiry, before = row
        stage.hands.set(london(at) + timedelta(minutes=2))
        entry = FigureEntry(
            measure,
            value,
            period=period,
            as_of=date.fromisoformat(as_of),
            source=source,
            manner=Manner(manner),
            told_to=to,
            told_by=labels[by],
            told_at=london(at),
            enquiry_id=stage.enquiries[enquiry],
        )
        told = (
            figures.supersede(latest[before], entry) if before else figures.note(stage.inspection_id, entry)
        )
        latest[measure] = told.id


def _points(stage: Stage) -> None:
    points = stage.house.clarifications
    for at, by, they_said, evidence, owner, raise_at, where, outcome in stage.data.week["points"]:
        stage.hands.set(london(at) + timedelta(minutes=2))
        point = points.note(
            stage.inspection_id,
            PointEntry(
                they_said,
                said_by_id=stage.people[by],
                said_at=london(at),
                evidence=evidence,
                owner_id=stage.people[owner],
                raise_at=london(raise_at) if raise_at else None,
                raise_where=where,
            ),
        )
        if outcome:
            stage.hands.set(london(raise_at) + timedelta(minutes=20))
            points.raise_point(point.id, where=where)
            points.settle(point.id, PointState.ACCEPTED, outcome=outcome)
