"""Reading the draft and the issues: a fixed number of queries, however many slots there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, moment
from ilacs_desktop.domain.people import Absence, Person, short_name
from ilacs_desktop.domain.timetable import (
    Change,
    Issue,
    IssueHeading,
    Part,
    Slot,
    changes_between,
    issuable,
)
from ilacs_desktop.store.people import AbsenceRecord, PersonRecord, PlaceRecord
from ilacs_desktop.store.timetable import (
    IssuedSlotRecord,
    IssueRecord,
    SlotPartRecord,
    SlotRecord,
    from_plain,
)


def draft(session: Session, inspection_id: int, day: date | None = None) -> tuple[Slot, ...]:
    """The slots of the draft in order of time, of one London day or of all days."""
    where = [SlotRecord.inspection_id == inspection_id]
    if day is not None:
        where.append(SlotRecord.starts_at >= moment(day, time()))
        where.append(SlotRecord.starts_at < moment(day + timedelta(days=1), time()))
    return _slots(session, where)


def slot(session: Session, inspection_id: int, uid: str) -> Slot:
    """One slot of the draft. Raises Explained when there is none."""
    found = _slots(session, [SlotRecord.inspection_id == inspection_id, SlotRecord.uid == uid])
    if not found:
        raise no_slot()
    return found[0]


def slots_of(session: Session, inspection_id: int, uids: Sequence[str]) -> tuple[Slot, ...]:
    """Slots of the draft in the order in which they are named. Raises Explained when one is not there."""
    where = [SlotRecord.inspection_id == inspection_id, SlotRecord.uid.in_(uids)]
    found = {slot.uid: slot for slot in _slots(session, where)}
    if not found.keys() >= set(uids):
        raise no_slot()
    return tuple(found[uid] for uid in uids)


def no_slot() -> Explained:
    """What is said when a slot cannot be found."""
    return Explained(
        "This slot is not in the draft.", remedy="Look at the timetable again and choose a slot."
    )


def days(session: Session, inspection_id: int, working_days: Collection[date]) -> tuple[date, ...]:
    """The working days of the inspection and the days that hold a slot, in order."""
    starts = session.scalars(select(SlotRecord.starts_at).where(SlotRecord.inspection_id == inspection_id))
    return tuple(sorted({*working_days, *(day_of(at) for at in starts)}))


def people(session: Session) -> dict[int, Person]:
    """Everyone, by id."""
    return {record.id: record.row() for record in session.scalars(select(PersonRecord))}


def absences(session: Session) -> tuple[Absence, ...]:
    """All absences, by start."""
    records = session.scalars(select(AbsenceRecord).order_by(AbsenceRecord.starts_at, AbsenceRecord.id))
    return tuple(record.row() for record in records)


def issues(session: Session, inspection_id: int) -> tuple[IssueHeading, ...]:
    """All issues, newest first."""
    records = session.scalars(
        select(IssueRecord)
        .where(IssueRecord.inspection_id == inspection_id)
        .order_by(IssueRecord.number.desc())
    )
    return tuple(record.heading() for record in records)


def last_number(session: Session, inspection_id: int) -> int:
    """The number of the newest issue, 0 when there is none."""
    newest = session.scalar(
        select(func.max(IssueRecord.number)).where(IssueRecord.inspection_id == inspection_id)
    )
    return newest or 0


def issue(session: Session, inspection_id: int, number: int) -> Issue:
    """One frozen issue. Raises Explained when there is none of this number."""
    record = session.scalar(
        select(IssueRecord).where(IssueRecord.inspection_id == inspection_id, IssueRecord.number == number)
    )
    if record is None:
        raise Explained(
            f"There is no issue {number}.", remedy="Choose one of the issues that have been made."
        )
    held = session.scalars(select(IssuedSlotRecord.slot).where(IssuedSlotRecord.issue_id == record.id))
    slots = sorted((from_plain(each) for each in held), key=_in_time)
    return Issue(record.number, record.issued_at, record.issued_by, record.note, tuple(slots))


def issued_slots(session: Session, inspection_id: int, number: int) -> tuple[Slot, ...]:
    """The slots of an issue; of issue 0, none."""
    return issue(session, inspection_id, number).slots if number else ()


def changes(
    session: Session, inspection_id: int, *, since: int | None = None, until: int | None = None
) -> tuple[Change, ...]:
    """What changed from issue ``since`` to issue ``until``, or to the draft."""
    if since is None:
        since = last_number(session, inspection_id) if until is None else max(until - 1, 0)
    old = issued_slots(session, inspection_id, since)
    if until is None:
        return changes_between(old, issuable(draft(session, inspection_id), old))
    return changes_between(old, issued_slots(session, inspection_id, until))


def _in_time(slot: Slot) -> tuple[datetime, str]:
    return slot.starts_at, slot.uid


def _slots(session: Session, where: Sequence[ColumnElement[bool]]) -> tuple[Slot, ...]:
    """Two queries: the slots with their places, and the parts in them with their people."""
    rows = session.execute(
        select(
            SlotRecord.__table__,
            PlaceRecord.name.label("place_name"),
            PlaceRecord.site.label("place_site"),
            PlaceRecord.link.label("place_link"),
        )
        .outerjoin(PlaceRecord, PlaceRecord.id == SlotRecord.place_id)
        .where(*where)
        .order_by(SlotRecord.starts_at, SlotRecord.uid)
    ).all()
    parts: dict[int, list[Part]] = {}
    crew = session.execute(
        select(
            SlotPartRecord.slot_id,
            SlotPartRecord.person_id,
            SlotPartRecord.part,
            PersonRecord.known_as,
            PersonRecord.name,
            PersonRecord.side,
        )
        .join(SlotRecord, SlotRecord.id == SlotPartRecord.slot_id)
        .join(PersonRecord, PersonRecord.id == SlotPartRecord.person_id)
        .where(*where)
        .order_by(SlotPartRecord.id)
    )
    for slot_id, person_id, part, known_as, name, side in crew:
        parts.setdefault(slot_id, []).append(Part(person_id, known_as or short_name(name), side, part))
    return tuple(
        Slot(
            uid=row.uid,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            purpose=row.purpose,
            kind=row.kind,
            place_id=row.place_id,
            place=row.place_name or "",
            site=row.place_site or "",
            link=row.place_link or "",
            parts=tuple(parts.get(row.id, ())),
            child_id=row.child_id,
            case_code=row.case_code,
            enquiries=tuple(row.enquiries),
            status=row.status,
            locked=row.locked,
            note=row.note,
            late_minutes=row.late_minutes,
            version=row.version,
            id=row.id,
            started_at=row.started_at,
            ended_at=row.ended_at,
            status_reason=row.status_reason,
        )
        for row in rows
    )
