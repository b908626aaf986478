"""Named, private states of the draft, and going back to one of them or to an issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.timetable import Change, Slot, changes_between
from ilacs_desktop.domain.timetable.journal import Checkpoint, Restored
from ilacs_desktop.domain.timetable.slots import SlotKind, SlotStatus
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.services.timetable.holding import check_references, follow_sessions, write_slots
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.people import PersonRecord
from ilacs_desktop.store.timetable import (
    CheckpointRecord,
    Held,
    SlotRecord,
    held_slots,
    place_names,
    recording,
    slot_of,
)

NAME_LETTERS = 120
PLAN = (
    "starts_at", "ends_at", "purpose", "kind", "place_id", "child_id", "case_code", "enquiries",
)  # fmt: skip
"""What going back restores of a slot, with its people and whether it stands."""


class Checkpoints:
    """The whole draft under a name, for the coordinators only; it is never issued and nobody hears of it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def keep(self, inspection_id: int, name: str, *, by: object | None = None) -> Checkpoint:
        """Keep the draft as it is now under ``name``.

        Raises:
            Explained: no name is given, it is too long, or there is a checkpoint of this name.
        """
        name = " ".join(name.split())
        if not name:
            raise Explained("A checkpoint needs a name.", remedy="Say in a word or two what it is for.")
        if len(name) > NAME_LETTERS:
            raise Explained(f"A name has room for {NAME_LETTERS} letters; this one has {len(name)}.")
        with self._store.working("Keep a checkpoint of the draft", by=by) as session:
            if any(each.name.casefold() == name.casefold() for each in _all(session, inspection_id)):
                raise Explained(
                    f"There is a checkpoint “{name}” already.",
                    remedy="Choose another name, or remove the old one.",
                )
            session.flush()
            held = held_slots(session.connection(), SlotRecord.inspection_id == inspection_id)
            record = CheckpointRecord(
                inspection_id=inspection_id,
                name=name,
                made_at=self._clock(),
                made_by=self._store.actor,
                slots=[{"uid": uid, **each} for (_, uid), each in held.items()],
            )
            session.add(record)
            session.flush()
            return _row(record)

    def all(self, inspection_id: int) -> tuple[Checkpoint, ...]:
        """All checkpoints, newest first."""
        with self._store.reading() as session:
            return _all(session, inspection_id)

    def slots(self, checkpoint_id: int) -> tuple[Slot, ...]:
        """The draft as it was kept, in order of time, with people and places as they are called now.

        Raises:
            Explained: the checkpoint has been removed.
        """
        with self._store.reading() as session:
            return _slots(session, _record(session, checkpoint_id))

    def changes(self, inspection_id: int, checkpoint_id: int) -> tuple[Change, ...]:
        """What has changed in the draft since the checkpoint, private blockers included.

        Raises:
            Explained: the checkpoint has been removed.
        """
        with self._store.reading() as session:
            old = _slots(session, _record(session, checkpoint_id, inspection_id))
            known = {slot.uid for slot in old}
            draft = reading.draft(session, inspection_id)
            return changes_between(
                old, [slot for slot in draft if not slot.is_cancelled or slot.uid in known]
            )

    def restore(self, inspection_id: int, checkpoint_id: int, *, by: object | None = None) -> Restored:
        """Make the draft what it was at the checkpoint, as one deed that can be undone.

        Slots that are locked now or have begun stay as they are; one that came later is cancelled.

        Raises:
            Explained: the checkpoint has been removed, or a person or place of it has been deleted.
        """
        with self._store.working("Restore a checkpoint of the draft", by=by) as session:
            record = _record(session, checkpoint_id, inspection_id)
            said = f"Restore the checkpoint “{record.name}”"
            targets = {each["uid"]: _target(each, note=each["note"], locked=each["locked"])
                       for each in record.slots}  # fmt: skip
            return self._go_back(session, inspection_id, targets, said=said)

    def remove(self, inspection_id: int, checkpoint_id: int, *, by: object | None = None) -> None:
        """Remove a checkpoint; nothing happens when it has been removed before."""
        with self._store.working("Remove a checkpoint of the draft", by=by) as session:
            record = session.get(CheckpointRecord, checkpoint_id)
            if record is not None and record.inspection_id == inspection_id:
                session.delete(record)

    def roll_back(self, inspection_id: int, number: int, *, by: object | None = None) -> Restored:
        """Make the draft say what issue ``number`` says, as one deed that can be undone.

        Private blockers, locked slots and what has begun stay; a slot the issue does not know is
        cancelled.

        Raises:
            Explained: there is no such issue, or a person or place of it has been deleted.
        """
        said = f"Roll the draft back to issue {number}"
        with self._store.working(said, by=by) as session:
            issue = reading.issue(session, inspection_id, number)
            targets = {slot.uid: _target(_held_of(slot)) for slot in issue.slots}
            return self._go_back(session, inspection_id, targets, said=said, keep_blockers=True)

    def _go_back(
        self,
        session: Session,
        inspection_id: int,
        targets: Mapping[str, Held],
        *,
        said: str,
        keep_blockers: bool = False,
    ) -> Restored:
        session.flush()
        present = {
            uid: held
            for (_, uid), held in held_slots(
                session.connection(), SlotRecord.inspection_id == inspection_id
            ).items()
        }
        gone = {"status": SlotStatus.CANCELLED.value, "status_reason": ""}
        wanted: dict[str, Held] = {}
        left: list[Held] = []
        for uid in dict.fromkeys((*targets, *present)):
            now = present.get(uid)
            if uid not in targets and now is not None:
                if keep_blockers and now["kind"] == SlotKind.BLOCKER.value:
                    continue
                change = {} if now["status"] == SlotStatus.CANCELLED.value else gone
            else:
                change = _difference(now, targets[uid])
            if not change:
                continue
            if now is not None and _is_fixed(now):
                left.append(now)
            else:
                wanted[uid] = (now or _FRESH) | change
        check_references(session, wanted.values(), doing="The draft cannot go back")
        with recording(session, inspection_id, said):
            write_slots(session, inspection_id, wanted)
            follow_sessions(session, inspection_id, wanted, now=self._clock(), by=self._store.actor)
        titles = sorted(f"{held['case_code']} {held['purpose']}".strip() for held in left)
        return Restored(changed=len(wanted), left=tuple(titles))


_FRESH: Held = {
    "status_reason": "", "locked": False, "note": "", "late_minutes": 0, "started_at": None, "ended_at": None,
}  # fmt: skip
"""What a slot that is put back from nothing is besides its plan."""


def _target(held: Mapping[str, Any], **more: Any) -> Held:
    """What a slot is to be again: its plan, its people, whether it stands, and ``more``."""
    is_cancelled = held["status"] == SlotStatus.CANCELLED.value
    status = SlotStatus.CANCELLED if is_cancelled else SlotStatus.PLANNED
    plan = {name: held[name] for name in PLAN}
    return plan | {"parts": [list(part) for part in held["parts"]], "status": status.value, **more}


def _held_of(slot: Slot) -> Held:
    """An issued slot in the words of the draft."""
    return {
        "starts_at": slot.starts_at.isoformat(),
        "ends_at": slot.ends_at.isoformat(),
        "purpose": slot.purpose,
        "kind": slot.kind.value,
        "place_id": slot.place_id,
        "child_id": slot.child_id,
        "case_code": slot.case_code,
        "enquiries": list(slot.enquiries),
        "parts": [[part.person_id, part.part.value] for part in slot.parts],
        "status": slot.status.value,
    }


def _difference(now: Held | None, target: Held) -> Held:
    """What is to change; the order of people is of no account."""
    if now is None:
        return dict(target)
    change = {
        name: value
        for name, value in target.items()
        if name not in {"parts", "status"} and now[name] != value
    }
    if sorted(now["parts"]) != sorted(target["parts"]):
        change["parts"] = target["parts"]
    was_cancelled = now["status"] == SlotStatus.CANCELLED.value
    is_cancelled = target["status"] == SlotStatus.CANCELLED.value
    if was_cancelled != is_cancelled:
        change |= {"status": target["status"], "status_reason": ""}
    return change


def _is_fixed(held: Held) -> bool:
    loose = {SlotStatus.PLANNED.value, SlotStatus.CANCELLED.value}
    return bool(held["locked"]) or held["status"] not in loose


def _all(session: Session, inspection_id: int) -> tuple[Checkpoint, ...]:
    """All checkpoints, newest first; what they hold is counted and not read."""
    query = (
        select(
            CheckpointRecord.id,
            CheckpointRecord.name,
            CheckpointRecord.made_at,
            CheckpointRecord.made_by,
            func.json_array_length(CheckpointRecord.slots),
        )
        .where(CheckpointRecord.inspection_id == inspection_id)
        .order_by(CheckpointRecord.id.desc())
    )
    return tuple(Checkpoint(*row) for row in session.execute(query))


def _record(session: Session, checkpoint_id: int, inspection_id: int | None = None) -> CheckpointRecord:
    record = session.get(CheckpointRecord, checkpoint_id)
    if record is None or inspection_id not in {None, record.inspection_id}:
        raise Explained("This checkpoint has been removed.", remedy="Choose another one.")
    return record


def _row(record: CheckpointRecord) -> Checkpoint:
    return Checkpoint(record.id, record.name, record.made_at, record.made_by, len(record.slots))


def _slots(session: Session, record: CheckpointRecord) -> tuple[Slot, ...]:
    ids = {person_id for held in record.slots for person_id, _ in held["parts"]}
    query = select(PersonRecord).where(PersonRecord.id.in_(ids))
    people = {row.id: (row.label, row.side) for row in (each.row() for each in session.scalars(query))}
    places = place_names(session, (held["place_id"] for held in record.slots))
    slots = (slot_of(held["uid"], held, people=people, places=places) for held in record.slots)
    return tuple(sorted(slots, key=lambda slot: (slot.starts_at, slot.uid)))
