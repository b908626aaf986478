"""Undo, redo and the history of a slot: reading the journal that the store keeps of the draft."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable.journal import DraftDeed, SlotEdit, SlotEvent, told_edit
from ilacs_desktop.domain.timetable.slots import said_list
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.services.timetable.holding import check_references, follow_sessions, write_slots
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.people import PersonRecord
from ilacs_desktop.store.timetable import (
    DraftDeedRecord,
    Held,
    IssuedSlotRecord,
    IssueRecord,
    SlotEditRecord,
    SlotRecord,
    held_slots,
    place_names,
    recording,
    slot_of,
    unrecorded,
)

__all__ = ["UNDOABLE", "Journal", "recording"]

UNDOABLE = 500
"""So many of the newest deeds of a draft can be undone; older ones remain as history."""


class Journal:
    """The edits of a draft, newest last: back and forth along them, and the story of one slot.

    Undoing and redoing never touches an issue: people are told by the next one.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def next_undo(self, inspection_id: int) -> DraftDeed | None:
        """What undo would take back; None when there is nothing, or it is too long ago."""
        with self._store.reading() as session:
            record = _next_undo(session, inspection_id)
            return None if record is None else _row(record)

    def next_redo(self, inspection_id: int) -> DraftDeed | None:
        """What redo would do again; None when nothing was undone, or the draft was edited since."""
        with self._store.reading() as session:
            record = _next_redo(session, inspection_id)
            return None if record is None else _row(record)

    def undo(self, inspection_id: int, *, by: object | None = None) -> DraftDeed:
        """Take the last deed back: every slot in it is again exactly as it was before.

        Raises:
            Explained: there is nothing to undo, a slot has been changed since without a record of it,
                or a person or place it would bring back does not exist any more; then nothing is done.
        """
        with self._store.working("Undo an edit of the draft", by=by) as session:
            record = _next_undo(session, inspection_id)
            if record is None:
                raise Explained("There is nothing to undo.", remedy="Make an edit first.")
            turned = {edit.uid: (edit.after, edit.before) for edit in record.edits}
            return self._step(session, record, turned, is_undone=True)

    def redo(self, inspection_id: int, *, by: object | None = None) -> DraftDeed:
        """Do again what was undone last.

        Raises:
            Explained: there is nothing to redo, or it cannot be done any more, as for ``undo``.
        """
        with self._store.working("Redo an edit of the draft", by=by) as session:
            record = _next_redo(session, inspection_id)
            if record is None:
                raise Explained(
                    "There is nothing to redo.", remedy="Only what was just undone can be done again."
                )
            turned = {edit.uid: (edit.before, edit.after) for edit in record.edits}
            return self._step(session, record, turned, is_undone=False)

    def history(self, inspection_id: int, uid: str) -> tuple[SlotEvent, ...]:
        """What happened to a slot, oldest first, with the issues it went into; a fixed number of queries.

        A slot that is not in the draft any more has its history all the same. What was undone is told,
        and said to be undone.

        Raises:
            Explained: there never was such a slot.
        """
        with self._store.reading() as session:
            edits = _edits_of(session, inspection_id, uid)
            issued = _issues_of(session, inspection_id, uid)
            if not edits and not issued:
                reading.slot(session, inspection_id, uid)
            told = _told(session, uid, edits)
        return _with_issues(told, issued)

    def _step(
        self,
        session: Session,
        record: DraftDeedRecord,
        turned: Mapping[str, tuple[Held | None, Held | None]],
        *,
        is_undone: bool,
    ) -> DraftDeed:
        """Bring every slot of a deed from how it must be now to how it is to be."""
        inspection_id = record.inspection_id
        word = "undone" if is_undone else "redone"
        present = held_slots(
            session.connection(), SlotRecord.inspection_id == inspection_id, SlotRecord.uid.in_(turned)
        )
        for uid, (expected, _) in turned.items():
            held = present.get((inspection_id, uid))
            if held != expected:
                raise _changed_since(held or expected, record.said, word)
        targets = {uid: target for uid, (_, target) in turned.items()}
        check_references(session, targets.values(), doing=f"“{record.said}” cannot be {word}")
        session.info["deed"].deed = f"{'Undo' if is_undone else 'Redo'}: {record.said}"
        with unrecorded(session):
            write_slots(session, inspection_id, targets)
            follow_sessions(session, inspection_id, targets, now=self._store.clock(), by=self._store.actor)
            record.is_undone = is_undone
        return _row(record, remark=_remark(session, turned.values()))


def _next_undo(session: Session, inspection_id: int) -> DraftDeedRecord | None:
    """The newest deed that stands, if it is among the newest ``UNDOABLE``."""
    record = session.scalar(_newest(inspection_id).where(~DraftDeedRecord.is_undone))
    if record is None:
        return None
    newer = session.scalar(
        select(func.count())
        .select_from(DraftDeedRecord)
        .where(DraftDeedRecord.inspection_id == inspection_id, DraftDeedRecord.id > record.id)
    )
    return record if (newer or 0) < UNDOABLE else None


def _next_redo(session: Session, inspection_id: int) -> DraftDeedRecord | None:
    """The oldest deed that was undone; a new edit has removed what could no longer be redone."""
    query = _newest(inspection_id).where(DraftDeedRecord.is_undone)
    return session.scalar(query.order_by(None).order_by(DraftDeedRecord.id))


def _newest(inspection_id: int) -> Select[DraftDeedRecord]:
    return (
        select(DraftDeedRecord)
        .where(DraftDeedRecord.inspection_id == inspection_id)
        .options(selectinload(DraftDeedRecord.edits))
        .order_by(DraftDeedRecord.id.desc())
        .limit(1)
    )


def _row(record: DraftDeedRecord, *, remark: str = "") -> DraftDeed:
    return DraftDeed(
        id=record.id,
        said=record.said,
        done_at=record.done_at,
        done_by=record.done_by,
        is_undone=record.is_undone,
        uids=tuple(edit.uid for edit in record.edits),
        remark=remark,
    )


def _changed_since(held: Held | None, said: str, word: str) -> Explained:
    title = f"{held['case_code']} {held['purpose']}".strip() if held else "A slot"
    return Explained(
        f"“{title}” has been changed since in a way that was not recorded, so “{said}” cannot be {word}.",
        remedy="Nothing was changed. Edit the slot by hand.",
    )


def _remark(session: Session, turned: Iterable[tuple[Held | None, Held | None]]) -> str:
    """Who was brought back into a slot and is off the list of people by now."""
    back: set[int] = set()
    for was, now in turned:
        before = {person_id for person_id, _ in was["parts"]} if was else set()
        back |= {person_id for person_id, _ in now["parts"]} - before if now else set()
    if not back:
        return ""
    query = select(PersonRecord).where(PersonRecord.id.in_(back), ~PersonRecord.is_active)
    gone = sorted(record.row().label for record in session.scalars(query))
    if not gone:
        return ""
    return f"{said_list(gone)} {'is' if len(gone) == 1 else 'are'} no longer on the list of people."


def _edits_of(session: Session, inspection_id: int, uid: str) -> list[Any]:
    return list(
        session.execute(
            select(
                SlotEditRecord.before,
                SlotEditRecord.after,
                DraftDeedRecord.done_at,
                DraftDeedRecord.done_by,
                DraftDeedRecord.is_undone,
            )
            .join(DraftDeedRecord, DraftDeedRecord.id == SlotEditRecord.deed_id)
            .where(DraftDeedRecord.inspection_id == inspection_id, SlotEditRecord.uid == uid)
            .order_by(SlotEditRecord.id)
        )
    )


def _issues_of(session: Session, inspection_id: int, uid: str) -> list[Any]:
    return list(
        session.execute(
            select(IssueRecord.number, IssueRecord.issued_at, IssueRecord.issued_by, IssuedSlotRecord.slot)
            .join(IssuedSlotRecord, IssuedSlotRecord.issue_id == IssueRecord.id)
            .where(IssueRecord.inspection_id == inspection_id, IssuedSlotRecord.uid == uid)
            .order_by(IssueRecord.number)
        )
    )


def _told(session: Session, uid: str, edits: Collection[Any]) -> list[tuple[SlotEvent, Held | None]]:
    """Each edit as an event, with what the slot was after it."""
    sides = [held for edit in edits for held in (edit.before, edit.after) if held is not None]
    ids = {person_id for held in sides for person_id, _ in held["parts"]}
    query = select(PersonRecord).where(PersonRecord.id.in_(ids))
    people = {row.id: (row.label, row.side) for row in (record.row() for record in session.scalars(query))}
    places = place_names(session, (held["place_id"] for held in sides))
    told = []
    for edit in edits:
        before, after = (
            None if held is None else slot_of(uid, held, people=people, places=places)
            for held in (edit.before, edit.after)
        )
        sentence = told_edit(SlotEdit(uid, before, after)) + (" (undone)" if edit.is_undone else "")
        told.append((SlotEvent(edit.done_at, edit.done_by, sentence), edit.after))
    return told


def _with_issues(told: list[tuple[SlotEvent, Held | None]], issued: Iterable[Any]) -> tuple[SlotEvent, ...]:
    """The events, each with the issues that held the slot as it then was; or an issue by itself."""
    numbers: dict[int, list[int]] = {}
    alone: list[SlotEvent] = []
    for number, issued_at, issued_by, slot in issued:
        fitting = [
            place
            for place, (event, after) in enumerate(told)
            if event.at <= issued_at and after is not None and _same_span(after, slot)
        ]
        if fitting:
            numbers.setdefault(fitting[-1], []).append(number)
        elif alone and _is_between(alone[-1].at, issued_at, told):
            alone[-1] = SlotEvent(alone[-1].at, alone[-1].by, "", (*alone[-1].issues, number))
        else:
            alone.append(SlotEvent(issued_at, issued_by, "", (number,)))
    events = [
        SlotEvent(event.at, event.by, event.sentence, tuple(numbers.get(place, ())))
        for place, (event, _) in enumerate(told)
    ]
    return tuple(sorted((*alone, *events), key=lambda event: event.at))


def _is_between(start: datetime, end: datetime, told: list[tuple[SlotEvent, Held | None]]) -> bool:
    """Whether nothing was edited between two issues."""
    return not any(start < event.at <= end for event, _ in told)


def _same_span(after: Held, slot: Mapping[str, Any]) -> bool:
    return all(
        datetime.fromisoformat(after[name]) == datetime.fromisoformat(slot[name])
        for name in ("starts_at", "ends_at")
    )
