"""Looking ahead at what issuing the draft would mean. Nothing is stored and no number is used up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.timetable import Change, Impact, Slip, Slot, changes_between, impact_of, issuable
from ilacs_desktop.domain.timetable.impact import HungDeadline, MadeSheet
from ilacs_desktop.services.info_requests.anchors import anchored_within
from ilacs_desktop.services.timetable import clashing, reading, telling
from ilacs_desktop.store.briefing import SheetRecord


@dataclass(frozen=True, slots=True)
class Ahead:
    """The draft against the last issue: what has changed, what people would be told, what it would cost.

    ``clashes`` are those of the whole draft. ``impact`` is None when nothing has changed.
    """

    changes: tuple[Change, ...]
    slips: tuple[Slip, ...]
    clashes: tuple[Clash, ...]
    impact: Impact | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    last: int
    issued: tuple[Slot, ...]
    draft: tuple[Slot, ...]
    changes: tuple[Change, ...]
    slips: tuple[Slip, ...]


def look_ahead(
    session: Session, inspection_id: int, *, working_days: Collection[date], now: datetime
) -> Ahead:
    """Changes, slips, clashes and impact in one look, so that draft and issue are read once."""
    found = _found(session, inspection_id, now=now)
    clashes = _clashes(session, inspection_id, found, working_days, now)
    impact = _impact(session, inspection_id, found, clashes, now) if found.changes else None
    return Ahead(found.changes, found.slips, clashes, impact)


def preview(session: Session, inspection_id: int, *, working_days: Collection[date], now: datetime) -> Impact:
    """What issuing the draft at ``now`` would mean."""
    found = _found(session, inspection_id, now=now)
    clashes = _clashes(session, inspection_id, found, working_days, now)
    return _impact(session, inspection_id, found, clashes, now)


def slips_ahead(session: Session, inspection_id: int, *, now: datetime) -> tuple[Slip, ...]:
    """The messages that issuing the draft at ``now`` would prepare, soonest first."""
    return _found(session, inspection_id, now=now).slips


def days_touched(changes: Iterable[Change]) -> frozenset[date]:
    """The London days on which something is different, the day left behind included."""
    both = (slot for change in changes for slot in (change.before, change.after))
    return frozenset(slot.day for slot in both if slot is not None)


def _found(session: Session, inspection_id: int, *, now: datetime) -> _Found:
    last = reading.last_number(session, inspection_id)
    old = reading.issued_slots(session, inspection_id, last)
    draft = reading.draft(session, inspection_id)
    new = issuable(draft, old)
    changes = changes_between(old, new)
    if not changes:
        return _Found(last, old, draft, (), ())
    given = telling.slips_to_give(session, inspection_id, old, last, new, now=now)
    slips = sorted(
        (each.slip for each in given), key=lambda slip: (slip.first_starts_at, slip.name, slip.person_id)
    )
    return _Found(last, old, draft, changes, tuple(slips))


def _clashes(
    session: Session, inspection_id: int, found: _Found, working_days: Collection[date], now: datetime
) -> tuple[Clash, ...]:
    return clashing.clashes(session, inspection_id, working_days=working_days, now=now, slots=found.draft)


def _impact(
    session: Session, inspection_id: int, found: _Found, clashes: Iterable[Clash], now: datetime
) -> Impact:
    days = days_touched(found.changes)
    on_those_days = {slot.uid for slot in found.draft if slot.day in days}
    return impact_of(
        found.changes,
        found.slips,
        issue_number=found.last + 1,
        people=reading.people(session),
        absences=reading.absences(session),
        clashes=[
            clash
            for clash in clashes
            if clash.stops or (not clash.is_let_stand and on_those_days.intersection(clash.uids))
        ],
        now=now,
        sheets=_sheets(session, inspection_id, days),
        hung=_hung(session, inspection_id),
        issued=found.issued,
        draft=found.draft,
    )


def _sheets(session: Session, inspection_id: int, days: frozenset[date]) -> list[MadeSheet]:
    """The newest sheet of each sort for these days."""
    rows = session.execute(
        select(
            SheetRecord.number, SheetRecord.kind, SheetRecord.audience, SheetRecord.day, SheetRecord.person_id
        )
        .where(SheetRecord.inspection_id == inspection_id, SheetRecord.day.in_(days))
        .order_by(SheetRecord.number)
    )
    newest = {
        (row.kind, row.audience, row.day, row.person_id): MadeSheet(
            row.number,
            f"{row.kind.value}, {row.audience.value}" if row.person_id is None else row.kind.value,
            row.day,
            row.person_id,
        )
        for row in rows
    }
    return list(newest.values())


def _hung(session: Session, inspection_id: int) -> list[HungDeadline]:
    """The open requests whose deadline hangs on a slot."""
    return [
        HungDeadline(
            request.ref, request.anchor.uid, request.anchor.minutes, request.anchor.edge.value == "end"
        )
        for request in anchored_within(session, inspection_id)
        if request.anchor is not None
    ]
