"""Editing the draft within an open session, for the timetable itself and for deeds of other rooms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.keep import KEEP, Keep
from ilacs_desktop.domain.moments import day_of, local, minutes_between, moment, said_time
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.moves import SlotMove
from ilacs_desktop.domain.timetable.slots import HAS_BEGUN
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.services.timetable.holding import adopt_session
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.people import PersonRecord, PlaceRecord
from ilacs_desktop.store.timetable import SlotPartRecord, SlotRecord

REHEARSAL: Final = UUID("5b0e7a52-2b38-4c0e-9f0c-6f0f6a4d7c11")
"""Under this name the slots of a rehearsal get uids that are the same each time it is played."""

PURPOSE_LETTERS = 300

FORGOTTEN_AFTER = timedelta(hours=2)
"""Who notes an end so long after the planned one had forgotten to."""


def add_within(
    session: Session,
    inspection_id: int,
    *,
    starts_at: datetime,
    ends_at: datetime,
    purpose: str,
    kind: SlotKind,
    place_id: int | None = None,
    parts: Sequence[tuple[int, PartKind]] = (),
    child_id: int | None = None,
    case_code: str = "",
    enquiries: Sequence[str] = (),
    note: str = "",
    uid: str | None = None,
    flush: bool = True,
) -> str:
    """Put a new slot into the draft; its uid. Refuses what ``Timetable.add`` refuses.

    ``flush`` is False for one of many, which are then written together.
    """
    _check_times(starts_at, ends_at)
    with session.no_autoflush:
        record = SlotRecord(
            inspection_id=inspection_id,
            uid=uid or _fresh_uid(session, inspection_id),
            starts_at=starts_at,
            ends_at=ends_at,
            purpose=_checked_purpose(purpose),
            kind=kind,
            place_id=_checked_place(session, place_id),
            child_id=child_id,
            case_code=case_code.strip(),
            enquiries=list(enquiries),
            note=note.strip(),
        )
        crew(session, record, parts)
        session.add(record)
    if flush:
        session.flush()
        adopt_session(session, record)
    return record.uid


def move_within(
    session: Session,
    inspection_id: int,
    uid: str,
    *,
    starts_at: datetime,
    ends_at: datetime | None = None,
    place_id: int | Keep | None = KEEP,
) -> None:
    """Move a slot; without ``ends_at`` it keeps its length. Refuses what ``Timetable.move`` refuses."""
    record = _open_record(session, inspection_id, uid)
    ends_at = ends_at or starts_at + (record.ends_at - record.starts_at)
    _check_times(starts_at, ends_at)
    place = record.place_id if place_id is KEEP else _checked_place(session, place_id)
    record.starts_at, record.ends_at, record.place_id = starts_at, ends_at, place
    session.flush()


def change_within(
    session: Session,
    inspection_id: int,
    uid: str,
    *,
    purpose: str | Keep = KEEP,
    kind: SlotKind | Keep = KEEP,
    starts_at: datetime | Keep = KEEP,
    ends_at: datetime | Keep = KEEP,
    place_id: int | Keep | None = KEEP,
    parts: Sequence[tuple[int, PartKind]] | Keep = KEEP,
    child_id: int | Keep | None = KEEP,
    case_code: str | Keep = KEEP,
    enquiries: Sequence[str] | Keep = KEEP,
    note: str | Keep = KEEP,
    version: int | None = None,
) -> None:
    """Change what is given about a slot. Refuses what ``Timetable.change`` refuses."""
    facts = (purpose, kind, starts_at, ends_at, place_id, parts, child_id, case_code, enquiries)
    only_note = all(fact is KEEP for fact in facts)
    record = (record_of if only_note else _open_record)(session, inspection_id, uid)
    if version is not None and version != record.version:
        raise Explained(
            "Someone else has just changed this slot.", remedy="Look again, then repeat your change."
        )
    starts = record.starts_at if starts_at is KEEP else starts_at
    ends = record.ends_at if ends_at is KEEP else ends_at
    _check_times(starts, ends)
    checked = {
        "starts_at": starts,
        "ends_at": ends,
        "purpose": purpose if purpose is KEEP else _checked_purpose(purpose),
        "kind": kind,
        "place_id": place_id if place_id is KEEP else _checked_place(session, place_id),
        "child_id": child_id,
        "case_code": case_code if case_code is KEEP else case_code.strip(),
        "enquiries": enquiries if enquiries is KEEP else list(enquiries),
        "note": note if note is KEEP else note.strip(),
    }
    with session.no_autoflush:
        if parts is not KEEP:
            crew(session, record, parts)
        for name, value in checked.items():
            if value is not KEEP:
                setattr(record, name, value)
    session.flush()
    if case_code is not KEEP or kind is not KEEP:
        adopt_session(session, record)


def cancel_within(session: Session, inspection_id: int, uid: str, *, reason: str = "") -> None:
    """Stand a slot down. Refuses what ``Timetable.cancel`` refuses."""
    cancel_many_within(session, inspection_id, [uid], reason=reason)


def cancel_many_within(
    session: Session, inspection_id: int, uids: Sequence[str], *, reason: str = ""
) -> None:
    """Stand slots down, all or none. Refuses what ``Timetable.cancel_many`` refuses."""
    check_some(uids, may_repeat=True)
    for record in records_of(session, inspection_id, list(dict.fromkeys(uids))):
        _check_unlocked(record)
        if record.status is SlotStatus.CANCELLED:
            raise Explained(f"“{_title(record)}” is cancelled already.")
        if record.status in HAS_BEGUN:
            raise Explained(
                f"“{_title(record)}” has begun and cannot be cancelled.",
                remedy="Mark it as ended, or as not having happened.",
            )
        record.status = SlotStatus.CANCELLED
        record.status_reason = reason.strip()
    session.flush()


def reinstate_within(session: Session, inspection_id: int, uid: str) -> None:
    """Put a cancelled slot on again. Refuses what ``Timetable.reinstate`` refuses."""
    record = record_of(session, inspection_id, uid)
    _check_unlocked(record)
    if record.status is not SlotStatus.CANCELLED:
        raise Explained(f"“{_title(record)}” is not cancelled.")
    record.status = SlotStatus.PLANNED
    record.status_reason = ""
    session.flush()


def mark_within(
    session: Session,
    inspection_id: int,
    uid: str,
    status: SlotStatus,
    *,
    reason: str = "",
    now: datetime,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
) -> None:
    """Say what became of a slot at ``now``. Refuses what ``Timetable.mark`` refuses.

    ``started_at`` is noted after the fact, with the end. Without ``ended_at``, one that is under way ends
    now; of any other it is noted after the fact that it took place, and it ended when it was planned to.
    One that had started and was ended by mistake goes on: it keeps its start.
    """
    record = record_of(session, inspection_id, uid)
    if status is SlotStatus.CANCELLED:
        raise Explained("Cancelling a slot is a change of the timetable.", remedy="Use Cancel for it.")
    if record.status is SlotStatus.CANCELLED:
        raise Explained(f"“{_title(record)}” is cancelled.", remedy="Reinstate it first.")
    if status is SlotStatus.STARTED and record.status is SlotStatus.ENDED and record.started_at is not None:
        record.ended_at = None
    elif status is SlotStatus.STARTED:
        record.started_at, record.ended_at = now, None
        record.late_minutes = max(0, minutes_between(record.starts_at, now))
    elif status is SlotStatus.ENDED:
        if started_at is not None:
            record.started_at = started_at
            record.late_minutes = max(0, minutes_between(record.starts_at, started_at))
        record.ended_at = ended_at or (now if _is_under_way(record, now) else record.ends_at)
    else:
        record.started_at = record.ended_at = None
        record.late_minutes = 0
    record.status = status
    record.status_reason = reason.strip()
    session.flush()


def move_many_within(session: Session, inspection_id: int, moves: Sequence[SlotMove]) -> None:
    """Move several slots. Refuses what ``Timetable.move_many`` refuses."""
    check_some([move.uid for move in moves])
    records = records_of(session, inspection_id, [move.uid for move in moves])
    with session.no_autoflush:
        for record, move in zip(records, moves, strict=True):
            _check_open(record)
            _check_times(move.starts_at, move.ends_at)
            record.starts_at, record.ends_at = move.starts_at, move.ends_at
            if move.place_id is not KEEP:
                record.place_id = _checked_place(session, move.place_id)
            if move.parts is not KEEP:
                crew(session, record, move.parts)
    session.flush()


def copy_within(session: Session, inspection_id: int, moves: Sequence[SlotMove]) -> list[str]:
    """Copy slots to where the moves say; the uids of the copies. Refuses what ``copy`` refuses."""
    check_some([move.uid for move in moves], may_repeat=True)
    made = []
    for record, move in zip(
        records_of(session, inspection_id, [move.uid for move in moves]), moves, strict=True
    ):
        there = [(part.person_id, part.part) for part in record.parts]
        made.append(
            add_within(
                session,
                inspection_id,
                starts_at=move.starts_at,
                ends_at=move.ends_at,
                purpose=record.purpose,
                kind=record.kind,
                place_id=record.place_id if move.place_id is KEEP else move.place_id,
                parts=there if move.parts is KEEP else move.parts,
                child_id=record.child_id,
                case_code=record.case_code,
                enquiries=record.enquiries,
                note=record.note,
                flush=False,
            )
        )
    session.flush()
    return made


def shifted(slot: Slot, minutes_later: int, to_day: date | None) -> SlotMove:
    """``slot`` so much later, and at the same London time of another day."""
    start, later = slot.starts_at, timedelta(minutes=minutes_later)
    if to_day is not None:
        start = moment(to_day, local(start).time())
    return SlotMove(slot.uid, start + later, start + later + (slot.ends_at - slot.starts_at))


def check_some(uids: Sequence[str], *, may_repeat: bool = False) -> None:
    """Refuse a deed on many slots that names none, or one of them twice."""
    if not uids:
        raise Explained("No slot was chosen.", remedy="Choose one or more slots.")
    if not may_repeat and len(set(uids)) != len(uids):
        raise Explained("A slot is named twice.", remedy="Name each slot once.")


def record_of(session: Session, inspection_id: int, uid: str) -> SlotRecord:
    """The record of one slot, with its people. Raises Explained when there is none."""
    record = session.scalar(
        select(SlotRecord)
        .where(SlotRecord.inspection_id == inspection_id, SlotRecord.uid == uid)
        .options(selectinload(SlotRecord.parts))
    )
    if record is None:
        raise reading.no_slot()
    return record


def records_of(session: Session, inspection_id: int, uids: Sequence[str]) -> list[SlotRecord]:
    """The records of slots, with their people, as they are named. Raises Explained when one is not there."""
    query = (
        select(SlotRecord)
        .where(SlotRecord.inspection_id == inspection_id, SlotRecord.uid.in_(uids))
        .options(selectinload(SlotRecord.parts))
    )
    found = {record.uid: record for record in session.scalars(query)}
    if not found.keys() >= set(uids):
        raise reading.no_slot()
    return [found[uid] for uid in uids]


def _fresh_uid(session: Session, inspection_id: int) -> str:
    """A uid no other slot has, here or on any other machine; in a rehearsal the same at each playing."""
    inspection = session.get(InspectionRecord, inspection_id)
    if inspection is None or not inspection.is_rehearsal:
        return uuid4().hex
    return uuid5(REHEARSAL, f"{inspection_id}/{next_number(session, inspection_id, 'slot')}").hex


def _open_record(session: Session, inspection_id: int, uid: str) -> SlotRecord:
    """The record of a slot that may be moved and changed."""
    record = record_of(session, inspection_id, uid)
    _check_open(record)
    return record


def _check_open(record: SlotRecord) -> None:
    _check_unlocked(record)
    if record.status is SlotStatus.CANCELLED:
        raise Explained(f"“{_title(record)}” is cancelled.", remedy="Reinstate it first.")


def _is_under_way(record: SlotRecord, now: datetime) -> bool:
    """Whether an end that is noted now is the end: it was seen to start, or its time is running."""
    if day_of(now) != day_of(record.starts_at) or now > record.ends_at + FORGOTTEN_AFTER:
        return False
    return record.status is SlotStatus.STARTED or record.starts_at < now <= record.ends_at


def _check_unlocked(record: SlotRecord) -> None:
    if record.locked:
        raise Explained(f"“{_title(record)}” is locked.", remedy="Unlock it first.")


def _check_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Explained(
            f"A slot from {said_time(starts_at)} to {said_time(ends_at)} ends before it starts.",
            remedy="Give an end that is later than the start.",
        )
    if day_of(starts_at) != day_of(ends_at):
        raise Explained("A slot ends on the day it starts.", remedy="Make two slots of it.")


def _checked_purpose(purpose: str) -> str:
    words = " ".join(purpose.split())
    if not words:
        raise Explained("A slot needs a purpose.", remedy="Say in a few words what it is for.")
    if len(words) > PURPOSE_LETTERS:
        raise Explained(
            f"A purpose has room for {PURPOSE_LETTERS} letters; this one has {len(words)}.",
            remedy="Say it shorter and put the rest into the note.",
        )
    return words


def _checked_place(session: Session, place_id: int | None) -> int | None:
    if place_id is not None and session.get(PlaceRecord, place_id) is None:
        raise Explained("This place is not known.", remedy="Choose one from the list of places.")
    return place_id


def crew(session: Session, record: SlotRecord, parts: Sequence[tuple[int, PartKind]]) -> None:
    """Make ``parts`` the people of the slot, keeping the records of those who stay."""
    wanted = dict(parts)
    if len(wanted) != len(parts):
        raise Explained("A person is named twice in this slot.", remedy="Give each person one part.")
    held = {part.person_id: part for part in record.parts}
    for person_id in held.keys() - wanted.keys():
        record.parts.remove(held[person_id])
    fresh = wanted.keys() - held.keys()
    if fresh:
        known = set(session.scalars(select(PersonRecord.id).where(PersonRecord.id.in_(fresh))))
        if fresh - known:
            raise Explained("A person of this slot is not known.", remedy="Choose people from the list.")
    for person_id, part in wanted.items():
        if person_id in held:
            held[person_id].part = part
        else:
            record.parts.append(SlotPartRecord(person_id=person_id, part=part))


def _title(record: SlotRecord) -> str:
    return f"{record.case_code} {record.purpose}".strip()
