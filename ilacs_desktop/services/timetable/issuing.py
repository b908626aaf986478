"""Making an issue of the draft, and looking ahead at what that would mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import Change, Impact, Slip, Slot, changes_between, impact_of, issuable
from ilacs_desktop.services.timetable import reading, telling
from ilacs_desktop.store.briefing import SheetRecord
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.timetable import (
    IssuedSlotRecord,
    IssueRecord,
    digest_of,
    frozen,
    to_plain,
)


def preview(session: Session, inspection_id: int, *, working_days: Collection[date], now: datetime) -> Impact:
    """What issuing the draft at ``now`` would mean."""
    last, draft, changes, slips = _ahead(session, inspection_id, now=now)
    days = days_touched(changes)
    on_those_days = {slot.uid for slot in draft if slot.day in days}
    return impact_of(
        changes,
        slips,
        issue_number=last + 1,
        people=reading.people(session),
        absences=reading.absences(session),
        clashes=tuple(
            clash
            for clash in reading.clashes(session, inspection_id, working_days=working_days, slots=draft)
            if on_those_days.intersection(clash.uids)
        ),
        now=now,
        sheets_out_of_date=_sheets(session, inspection_id, days),
    )


def slips_ahead(session: Session, inspection_id: int, *, now: datetime) -> tuple[Slip, ...]:
    """The messages that issuing the draft at ``now`` would prepare, soonest first."""
    slips = _ahead(session, inspection_id, now=now)[3]
    return tuple(sorted(slips, key=lambda slip: (slip.first_starts_at, slip.name, slip.person_id)))


def _ahead(
    session: Session, inspection_id: int, *, now: datetime
) -> tuple[int, tuple[Slot, ...], tuple[Change, ...], tuple[Slip, ...]]:
    """The last issue's number, the draft, what has changed since, and whom it would be told."""
    last = reading.last_number(session, inspection_id)
    old = reading.issued_slots(session, inspection_id, last)
    draft = reading.draft(session, inspection_id)
    new = issuable(draft, old)
    changes = changes_between(old, new)
    if not changes:
        return last, draft, (), ()
    given = telling.slips_to_give(session, inspection_id, old, last, new, now=now)
    return last, draft, changes, tuple(each.slip for each in given)


def issue_within(session: Session, inspection_id: int, *, note: str, issued_by: str, now: datetime) -> int:
    """Freeze the draft and prepare the messages; the number of the new issue."""
    last = reading.last_number(session, inspection_id)
    old = reading.issued_slots(session, inspection_id, last)
    new = tuple(frozen(slot) for slot in issuable(reading.draft(session, inspection_id), old))
    changes = changes_between(old, new)
    if not changes:
        if not last:
            raise Explained("There is nothing to issue yet.", remedy="Put slots into the draft first.")
        raise Explained(f"Nothing has changed since issue {last}.", remedy=f"Issue {last} still stands.")
    slips = telling.slips_to_give(session, inspection_id, old, last, new, now=now)
    held = [to_plain(slot) for slot in new]
    record = IssueRecord(
        inspection_id=inspection_id,
        number=next_number(session, inspection_id, "issue"),
        issued_at=now,
        issued_by=issued_by,
        note=note.strip(),
        changes=len(changes),
        slot_count=len(held),
        digest=digest_of(held),
    )
    session.add(record)
    session.flush()
    if held:
        session.execute(
            insert(IssuedSlotRecord),
            [{"issue_id": record.id, "uid": each["uid"], "slot": each} for each in held],
        )
    telling.prepare(session, record, slips, now=now)
    session.flush()
    return record.number


def days_touched(changes: Iterable[Change]) -> frozenset[date]:
    """The London days on which something is different, the day left behind included."""
    both = (slot for change in changes for slot in (change.before, change.after))
    return frozenset(slot.day for slot in both if slot is not None)


def _sheets(session: Session, inspection_id: int, days: frozenset[date]) -> int:
    """How many frozen sheets there are for these days."""
    count = session.scalar(
        select(func.count())
        .select_from(SheetRecord)
        .where(SheetRecord.inspection_id == inspection_id, SheetRecord.day.in_(days))
    )
    return count or 0
