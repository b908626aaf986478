"""Writing down every edit of the draft, whoever makes it, in the same transaction.

Nobody has to remember to record an edit, and none can be left out: a listener looks at what a
session flushes, as the audit trail does. What a slot was is read before its first change in a deed,
what it became when the deed is stored; both are whole, so that an edit can be undone exactly. One
deed through the door is one edit of the draft, of however many slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, event, select
from sqlalchemy.orm import Session, UOWTransaction, selectinload

from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable.journal import SlotEdit, said_edit
from ilacs_desktop.domain.timetable.slots import Part, PartKind, Slot, SlotKind, SlotStatus
from ilacs_desktop.store.ledger import Deed
from ilacs_desktop.store.people import PlaceRecord
from ilacs_desktop.store.timetable.drafts import DraftDeedRecord, SlotEditRecord
from ilacs_desktop.store.timetable.records import SlotPartRecord, SlotRecord

Held = dict[str, Any]
"""A slot of the draft as JSON can carry it: all it is but its numbers."""

MOMENTS = ("starts_at", "ends_at", "started_at", "ended_at")
FACTS = (
    "purpose", "kind", "place_id", "child_id", "case_code", "enquiries", "status", "status_reason",
    "locked", "note", "late_minutes",
)  # fmt: skip
SAID_LETTERS = 200
DRAFTED = (SlotRecord, SlotPartRecord)
"""The records a draft is made of."""


@dataclass(slots=True)
class _Open:
    """What a deed that is not stored yet has touched: (inspection, uid) → as it was before."""

    before: dict[tuple[int, str], Held | None] = field(default_factory=dict)
    said: dict[int, str] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)


@contextmanager
def recording(session: Session, inspection_id: int, said: str) -> Iterator[None]:
    """Say in words what is being done to the draft; within a deed that has said it already, nothing.

    Every edit is recorded without this too: an edit of one slot then says itself, and one of many is
    called what the deed is called.
    """
    _open(session).said.setdefault(inspection_id, said)
    yield


@contextmanager
def unrecorded(session: Session) -> Iterator[None]:
    """Undo and redo move along the journal and do not write into it.

    Raises:
        RuntimeError: the deed has edited the draft already, and would be half recorded.
    """
    session.flush()
    if _open(session).before:
        raise RuntimeError("an edit cannot be undone within the deed of another edit")
    session.info["draft_is_unrecorded"] = True
    try:
        yield
        session.flush()
    finally:
        session.info["draft_is_unrecorded"] = False


def held_slots(connection: Connection, *where: ColumnElement[bool]) -> dict[tuple[int, str], Held]:
    """The slots of the draft for which ``where`` holds, by inspection and uid. Two queries."""
    rows = connection.execute(select(SlotRecord.__table__).where(*where)).all()
    parts: dict[int, list[list[Any]]] = {}
    if rows:
        for slot_id, person_id, part in connection.execute(
            select(SlotPartRecord.slot_id, SlotPartRecord.person_id, SlotPartRecord.part)
            .join(SlotRecord, SlotRecord.id == SlotPartRecord.slot_id)
            .where(*where)
            .order_by(SlotPartRecord.id)
        ):
            parts.setdefault(slot_id, []).append([person_id, PartKind(part).value])
    return {(row.inspection_id, row.uid): _held(row, parts.get(row.id, [])) for row in rows}


def slot_of(
    uid: str, held: Mapping[str, Any], *, people: Mapping[int, tuple[str, Side]], places: Mapping[int, Any]
) -> Slot:
    """A slot as it was held. ``people`` gives name and side, ``places`` name, site and link, by id."""
    name, site, link = places.get(held["place_id"], ("", "", ""))
    unknown = ("someone no longer known", Side.AUTHORITY)
    return Slot(
        uid=uid,
        starts_at=datetime.fromisoformat(held["starts_at"]),
        ends_at=datetime.fromisoformat(held["ends_at"]),
        purpose=held["purpose"],
        kind=SlotKind(held["kind"]),
        place_id=held["place_id"],
        place=name,
        site=site,
        link=link,
        parts=tuple(
            Part(person_id, *people.get(person_id, unknown), PartKind(part))
            for person_id, part in held["parts"]
        ),
        child_id=held["child_id"],
        case_code=held["case_code"],
        enquiries=tuple(held["enquiries"]),
        status=SlotStatus(held["status"]),
        locked=held["locked"],
        note=held["note"],
        late_minutes=held["late_minutes"],
        started_at=_moment(held["started_at"]),
        ended_at=_moment(held["ended_at"]),
        status_reason=held["status_reason"],
    )


def values_of(held: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the slot’s record as ``held`` has them; the people are not among them."""
    values = {name: held[name] for name in FACTS} | {name: _moment(held[name]) for name in MOMENTS}
    return values | {
        "kind": SlotKind(held["kind"]),
        "status": SlotStatus(held["status"]),
        "enquiries": list(held["enquiries"]),
    }


def _open(session: Session) -> _Open:
    journal: _Open = session.info.setdefault("draft_journal", _Open())
    return journal


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _held(row: Any, parts: list[list[Any]]) -> Held:
    held: Held = {name: getattr(row, name) for name in FACTS}
    for name in MOMENTS:
        at = getattr(row, name)
        held[name] = None if at is None else at.isoformat()
    return held | {"kind": row.kind.value, "status": row.status.value, "parts": parts}


@event.listens_for(Session, "before_flush")
def _remember(session: Session, _context: UOWTransaction, _objects: object) -> None:
    """Read what the slots about to be changed still are, each once in a deed."""
    if "deed" not in session.info or session.info.get("draft_is_unrecorded"):
        return
    fresh = [record for record in session.new if isinstance(record, SlotRecord)]
    touched = [each for each in session.dirty if isinstance(each, DRAFTED) and session.is_modified(each)]
    touched += [each for each in (*session.deleted, *session.new) if isinstance(each, DRAFTED)]
    if not touched:
        return
    ids = {record.id if isinstance(record, SlotRecord) else record.slot_id for record in touched}
    ids.discard(None)  # what is new has no number yet
    journal = _open(session)
    for record in fresh:
        journal.before.setdefault((record.inspection_id, record.uid), None)
    ids -= journal.seen
    if ids:
        journal.seen |= ids
        for key, held in held_slots(session.connection(), SlotRecord.id.in_(ids)).items():
            journal.before.setdefault(key, held)


@event.listens_for(Session, "before_commit")
def _write_down(session: Session) -> None:
    """Store the deed with each slot before and after; a deed that changed nothing leaves no trace."""
    if "deed" not in session.info:
        return
    session.flush()
    journal: _Open | None = session.info.pop("draft_journal", None)
    if journal is None or not journal.before:
        return
    for inspection_id in sorted({key[0] for key in journal.before}):
        before = {uid: held for (number, uid), held in journal.before.items() if number == inspection_id}
        now = held_slots(
            session.connection(), SlotRecord.inspection_id == inspection_id, SlotRecord.uid.in_(before)
        )
        edits = [
            SlotEditRecord(uid=uid, before=was, after=now.get((inspection_id, uid)))
            for uid, was in before.items()
            if was != now.get((inspection_id, uid))
        ]
        if not edits:
            continue
        _drop_undone(session, inspection_id)
        deed: Deed = session.info["deed"]
        said = journal.said.get(inspection_id) or _said(session, edits) or deed.deed
        session.add(
            DraftDeedRecord(
                inspection_id=inspection_id,
                said=said if len(said) <= SAID_LETTERS else said[: SAID_LETTERS - 1] + "…",
                done_at=deed.at,
                done_by=deed.actor,
                edits=edits,
            )
        )


def _drop_undone(session: Session, inspection_id: int) -> None:
    """After a new edit nothing that was undone can be redone. What was undone is the newest there is."""
    deeds = select(DraftDeedRecord).where(DraftDeedRecord.inspection_id == inspection_id)
    newest = session.scalar(deeds.order_by(DraftDeedRecord.id.desc()).limit(1))
    if newest is None or not newest.is_undone:
        return
    undone = deeds.where(DraftDeedRecord.is_undone).options(selectinload(DraftDeedRecord.edits))
    for record in session.scalars(undone.order_by(DraftDeedRecord.id)):
        session.delete(record)


def _said(session: Session, edits: list[SlotEditRecord]) -> str:
    """An edit of one slot in words; empty when there are more."""
    if len(edits) != 1:
        return ""
    (edit,) = edits
    sides = [held for held in (edit.before, edit.after) if held is not None]
    names = place_names(session, (held["place_id"] for held in sides))
    before, after = (
        None if held is None else slot_of(edit.uid, held, people={}, places=names)
        for held in (edit.before, edit.after)
    )
    return said_edit(SlotEdit(edit.uid, before, after))


def place_names(session: Session, ids: Iterable[int | None]) -> dict[int, tuple[str, str, str]]:
    """Name, site and link of places, by id."""
    wanted = {place_id for place_id in ids if place_id is not None}
    if not wanted:
        return {}
    rows = session.execute(
        select(PlaceRecord.id, PlaceRecord.name, PlaceRecord.site, PlaceRecord.link).where(
            PlaceRecord.id.in_(wanted)
        )
    )
    return {row.id: (row.name, row.site or "", row.link or "") for row in rows}
