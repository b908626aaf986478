"""Case-file sessions within an open session of the store; when and where is the timetable's to say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from ilacs_desktop.domain.casefiles import CaseSession, SessionState, Tick, step_before
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotStatus
from ilacs_desktop.domain.timetable.slots import FELL_THROUGH
from ilacs_desktop.services.casefiles.children import Cards
from ilacs_desktop.services.timetable.holding import SLOT_SAYS
from ilacs_desktop.store.casefiles import CaseSessionRecord, SessionStepRecord
from ilacs_desktop.store.timetable import SlotRecord

NEEDS_SLOT = frozenset({SessionState.READY, SessionState.IN_SESSION, SessionState.ENDED})
OFF = FELL_THROUGH | {SlotStatus.CANCELLED}


def record_of(session: Session, session_id: int) -> CaseSessionRecord:
    """One session. Raises Explained when there is none."""
    record = session.get(CaseSessionRecord, session_id, options=_with_everything())
    if record is None:
        raise Explained("This session is no longer on the list.", remedy="Look at the list again.")
    return record


def records(session: Session, inspection_id: int) -> list[CaseSessionRecord]:
    """All sessions of an inspection, with what belongs to them, in a fixed number of queries."""
    query = (
        select(CaseSessionRecord)
        .where(CaseSessionRecord.inspection_id == inspection_id)
        .options(*_with_everything())
        .order_by(CaseSessionRecord.id)
    )
    return list(session.scalars(query))


def all_waiting(session: Session, child_keys: Collection[int]) -> frozenset[int]:
    """Those children who have a session without a slot: not planned yet, or its planning was undone."""
    is_in_draft = (
        select(SlotRecord.id)
        .where(
            SlotRecord.inspection_id == CaseSessionRecord.inspection_id,
            SlotRecord.uid == CaseSessionRecord.slot_uid,
        )
        .exists()
    )
    query = select(CaseSessionRecord.child_key).where(
        CaseSessionRecord.child_key.in_(
            bindparam("keys", [*child_keys], expanding=True, literal_execute=True)
        ),
        ~is_in_draft,
    )
    return frozenset(session.scalars(query))


def row(record: CaseSessionRecord, slots: Mapping[str, Slot], cards: Cards, on: date) -> CaseSession:
    """The frozen row: the record, and its slot if it has one."""
    slot = slots.get(record.slot_uid)
    return CaseSession(
        id=record.id,
        inspection_id=record.inspection_id,
        child=cards.row(record.child, on),
        case_code=record.child.code or "",
        slot_uid=record.slot_uid,
        reason=record.reason,
        state=_state(record, slot),
        starts_at=(slot.started_at or slot.starts_at) if slot else None,
        ends_at=(slot.ended_at or slot.ends_at) if slot else None,
        inspector=", ".join(part.name for part in slot.inspectors) if slot else "",
        worker=", ".join(part.name for part in _attending(slot, record.sits_in)) or record.child.worker,
        place=slot.where if slot else "",
        debriefed_at=record.debrief.at if record.debrief else None,
        version=record.version,
        navigator=_navigator(slot),
        steps=tuple(step.row() for step in record.steps),
        did_not_happen=slot is not None and slot.status in OFF,
        reason_kind=record.reason_kind or "",
        inspector_id=next((part.person_id for part in slot.inspectors), None) if slot else None,
        worker_id=next((part.person_id for part in _attending(slot, record.sits_in)), record.child.worker_id),
        sits_in=next((part.name for part in slot.staff if _is(part, record.sits_in)), "") if slot else "",
        by_video=bool(record.by_video),
        was_planned=record.by_video is not None,
        ticks=tuple(
            Tick(key, datetime.fromisoformat(at), by) for key, (at, by) in (record.ticks or {}).items()
        ),
        welfare_at=record.welfare_at,
        welfare=record.welfare or "",
        reading=record.debrief.row().reading if record.debrief else None,
    )


def take_step(record: CaseSessionRecord, state: SessionState, *, at: datetime, by: str) -> None:
    """Note who took a session to ``state`` and when."""
    record.state = state
    record.steps.append(SessionStepRecord(state=state, at=at, by=by))


def check_step(current: CaseSession, state: SessionState) -> None:
    """Whether a session may go to ``state``.

    Raises:
        Explained: it has been there, is not planned yet, did not happen, or was not debriefed.
    """
    if state.place_in_order <= current.state.place_in_order:
        raise Explained(
            f"This session has already come to: {current.state.value}.",
            remedy="A step that was a mistake is taken back one at a time.",
        )
    if state is SessionState.DEBRIEFED:
        raise Explained("A session is debriefed by its debrief.", remedy="Write down what was said.")
    if state is SessionState.DONE and not current.is_debriefed:
        raise Explained(
            "This session has not been debriefed.", remedy="Debrief it first; it takes two minutes."
        )
    if state in NEEDS_SLOT and current.starts_at is None:
        raise Explained("This session has no time and place yet.", remedy="Plan it first.")
    if state in NEEDS_SLOT and current.did_not_happen:
        raise Explained("This session was stood down.", remedy="Plan it again.")


def check_back(current: CaseSession) -> SessionState:
    """Where a session goes when its last step is taken back.

    Raises:
        Explained: nothing was done yet, or it is debriefed: what was written down stays, and is corrected.
    """
    if current.state is SessionState.CHOSEN:
        raise Explained("Nothing has been noted yet that could be taken back.")
    if current.state is SessionState.DEBRIEFED:
        raise Explained("What was written down stays.", remedy="Correct the debrief instead.")
    return step_before(current.state, current.steps)


def _state(record: CaseSessionRecord, slot: Slot | None) -> SessionState:
    """The further of what was noted here and what the timetable says of the slot."""
    says = SLOT_SAYS.get(slot.status) if slot else None
    if says is not None and says.place_in_order > record.state.place_in_order:
        return says
    return record.state


def _attending(slot: Slot | None, sits_in: str | None) -> list[Part]:
    """Those of ours whose session it is: neither the navigator nor the manager who sits in."""
    if slot is None:
        return []
    return [part for part in slot.staff if part.part is not PartKind.NAVIGATES and not _is(part, sits_in)]


def sits_in_mark(person_id: int) -> str:
    """How a session keeps the manager who sits in: by their number, whatever they are called later."""
    return f"#{person_id}"


def _is(part: Part, sits_in: str | None) -> bool:
    """Whether a part is the manager kept; an older session kept the name."""
    return bool(sits_in) and sits_in in {sits_in_mark(part.person_id), part.name}


def _navigator(slot: Slot | None) -> str:
    navigators = [part.name for part in slot.staff if part.part is PartKind.NAVIGATES] if slot else []
    return ", ".join(navigators)


def _with_everything() -> tuple[ORMOption, ...]:
    return (
        joinedload(CaseSessionRecord.child),
        selectinload(CaseSessionRecord.steps),
        selectinload(CaseSessionRecord.debrief),
    )
