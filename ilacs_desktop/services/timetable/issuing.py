"""Making an issue of the draft."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import Issue, changes_between, issuable
from ilacs_desktop.services.timetable import clashing, reading, telling
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.timetable import (
    IssuedSlotRecord,
    IssueRecord,
    digest_of,
    frozen,
    to_plain,
)


def issue_within(
    session: Session,
    inspection_id: int,
    *,
    note: str,
    issued_by: str,
    working_days: Collection[date],
    now: datetime,
) -> Issue:
    """Freeze the draft and prepare the messages; the new issue."""
    last = reading.last_number(session, inspection_id)
    old = reading.issued_slots(session, inspection_id, last)
    draft = reading.draft(session, inspection_id)
    new = tuple(frozen(slot) for slot in issuable(draft, old))
    changes = changes_between(old, new)
    if not changes:
        if not last:
            raise Explained("There is nothing to issue yet.", remedy="Put slots into the draft first.")
        raise Explained(f"Nothing has changed since issue {last}.", remedy=f"Issue {last} still stands.")
    clashing.check_nothing_stops(
        clashing.clashes(session, inspection_id, working_days=working_days, now=now, slots=draft)
    )
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
    return Issue(record.number, now, issued_by, record.note, new)
