"""Putting slots back as they were once held: for undo and redo, checkpoints and rolling back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ilacs_desktop.domain.casefiles import SessionState, noted_until
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus
from ilacs_desktop.store.casefiles import CaseSessionRecord, ChildRecord, SessionStepRecord
from ilacs_desktop.store.ledger import Deed
from ilacs_desktop.store.people import PersonRecord, PlaceRecord
from ilacs_desktop.store.timetable import Held, SlotPartRecord, SlotRecord, values_of

SLOT_SAYS = {SlotStatus.STARTED: SessionState.IN_SESSION, SlotStatus.ENDED: SessionState.ENDED}
"""What a slot says of the case-file session that is held in it."""


def write_slots(session: Session, inspection_id: int, targets: Mapping[str, Held | None]) -> None:
    """Make the slots of the draft what ``targets`` says, exactly; None takes a slot out."""
    there = {
        record.uid: record
        for record in session.scalars(
            select(SlotRecord)
            .where(SlotRecord.inspection_id == inspection_id, SlotRecord.uid.in_(targets))
            .options(selectinload(SlotRecord.parts))
        )
    }
    with session.no_autoflush:
        for uid, held in targets.items():
            record = there.get(uid)
            if held is None:
                if record is not None:
                    session.delete(record)
            elif record is None:
                parts = [SlotPartRecord(person_id=who, part=PartKind(part)) for who, part in held["parts"]]
                session.add(SlotRecord(inspection_id=inspection_id, uid=uid, parts=parts, **values_of(held)))
            else:
                for name, value in values_of(held).items():
                    setattr(record, name, value)
                _drop_parts(record, held)
        session.flush()
        for uid, record in there.items():
            if (held := targets[uid]) is not None:
                _add_parts(record, held)
        session.flush()


def check_references(session: Session, targets: Iterable[Held | None], *, doing: str) -> None:
    """See that everything the slots point at is still there.

    Raises:
        Explained: a person, place or child is gone; ``doing`` begins the sentence.
    """
    held = [each for each in targets if each is not None]
    wanted: dict[str, tuple[Any, set[int | None]]] = {
        "person": (PersonRecord.id, {person_id for each in held for person_id, _ in each["parts"]}),
        "place": (PlaceRecord.id, {each["place_id"] for each in held}),
        "child": (ChildRecord.id, {each["child_id"] for each in held}),
    }
    for word, (column, ids) in wanted.items():
        ids.discard(None)
        if ids and set(session.scalars(select(column).where(column.in_(ids)))) != ids:
            raise Explained(
                f"{doing}: a {word} it would bring back has been deleted.",
                remedy="Nothing was changed. Edit the slot by hand.",
            )


def follow_sessions(
    session: Session, inspection_id: int, uids: Collection[str], *, now: datetime, by: str
) -> None:
    """Take case-file sessions on whose slot has begun or ended, and back whose slot has not any more.

    Who marked the slot took the step. A session that has been debriefed took place, whatever the
    timetable says.
    """
    for slot in session.scalars(
        select(SlotRecord).where(SlotRecord.inspection_id == inspection_id, SlotRecord.uid.in_(uids))
    ):
        adopt_session(session, slot)
    query = (
        select(CaseSessionRecord)
        .where(CaseSessionRecord.inspection_id == inspection_id, CaseSessionRecord.slot_uid.in_(uids))
        .options(selectinload(CaseSessionRecord.steps))
        .order_by(CaseSessionRecord.id)
    )
    records = session.scalars(query).all()
    if not records:
        return
    query_of_slots = select(SlotRecord.uid, SlotRecord.status).where(
        SlotRecord.inspection_id == inspection_id, SlotRecord.uid.in_(uids)
    )
    statuses = {row.uid: row.status for row in session.execute(query_of_slots)}
    for record in records:
        status = statuses.get(record.slot_uid)
        says, furthest = SLOT_SAYS.get(status) if status else None, _furthest(status)
        if record.state.place_in_order > SessionState.ENDED.place_in_order:
            continue
        if says is not None and says.place_in_order > record.state.place_in_order:
            record.state = says
        elif record.state.place_in_order > furthest.place_in_order:
            record.state = noted_until(furthest, [step.row() for step in record.steps])
        else:
            continue
        record.steps.append(SessionStepRecord(state=record.state, at=now, by=by))
    session.flush()


def adopt_session(session: Session, slot: SlotRecord) -> None:
    """Join a case session of the timetable to the chosen child whose code it carries, if that one waits.

    A slot that was another child's lets that session go: it waits to be planned again, and is no further
    than one can be without a time and place. One that was debriefed keeps its slot.
    """
    if slot.kind is not SlotKind.CASE_SESSION or not slot.case_code:
        return
    is_held = (
        select(SlotRecord.id)
        .where(
            SlotRecord.inspection_id == CaseSessionRecord.inspection_id,
            SlotRecord.uid == CaseSessionRecord.slot_uid,
        )
        .exists()
    )
    open_ones = (
        select(CaseSessionRecord)
        .join(ChildRecord, ChildRecord.id == CaseSessionRecord.child_key)
        .where(
            CaseSessionRecord.inspection_id == slot.inspection_id,
            CaseSessionRecord.state.not_in((SessionState.DEBRIEFED, SessionState.DONE)),
        )
        .order_by(CaseSessionRecord.id)
        .limit(1)
    )
    other = session.scalar(
        open_ones.where(CaseSessionRecord.slot_uid == slot.uid, ChildRecord.code != slot.case_code)
    )
    if other is not None:
        other.slot_uid, other.by_video = "", bool(other.by_video)
        if other.state.place_in_order > (furthest := _furthest(None)).place_in_order:
            deed: Deed = session.info["deed"]
            other.state = noted_until(furthest, [step.row() for step in other.steps])
            other.steps.append(SessionStepRecord(state=other.state, at=deed.at, by=deed.actor))
        session.flush()
    taken = select(CaseSessionRecord.id).where(
        CaseSessionRecord.inspection_id == slot.inspection_id, CaseSessionRecord.slot_uid == slot.uid
    )
    if session.scalar(taken.limit(1)) is not None:
        return
    waiting = session.scalar(open_ones.where(ChildRecord.code == slot.case_code, ~is_held))
    if waiting is not None:
        waiting.slot_uid, slot.child_id = slot.uid, waiting.child_key
        waiting.by_video = bool(waiting.by_video)
        session.flush()


def _furthest(status: SlotStatus | None) -> SessionState:
    """How far a session can have come whose slot is so; None: it has no slot."""
    return SessionState.CHECKED if status is None else SLOT_SAYS.get(status, SessionState.READY)


def _drop_parts(record: SlotRecord, held: Held) -> None:
    """Keep the people as far as they are the same in the same order; the rest is added after a flush."""
    wanted = held["parts"]
    keep = 0
    while keep < min(len(record.parts), len(wanted)) and record.parts[keep].person_id == wanted[keep][0]:
        record.parts[keep].part = PartKind(wanted[keep][1])
        keep += 1
    for part in record.parts[keep:]:
        record.parts.remove(part)


def _add_parts(record: SlotRecord, held: Held) -> None:
    for person_id, part in held["parts"][len(record.parts) :]:
        record.parts.append(SlotPartRecord(person_id=person_id, part=PartKind(part)))
