"""The slots that deadlines hang on, looked up for many requests at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import Part, Slot
from ilacs_desktop.store.people import PersonRecord
from ilacs_desktop.store.timetable import DraftDeedRecord, SlotEditRecord, SlotRecord, slot_of

Key = tuple[int, str]
"""An inspection and the uid of a slot in it."""


def with_slots(session: Session, rows: Iterable[InfoRequest]) -> list[InfoRequest]:
    """The rows, each anchor with its slot as the draft has it now, or as it was last seen there.

    Without an anchor no query is made; else three, and a fourth when a slot is gone.
    """
    rows = list(rows)
    wanted = {(row.inspection_id, row.anchor.uid) for row in rows if row.anchor is not None}
    if not wanted:
        return rows
    here = slots_now(session, wanted)
    lost = wanted - here.keys()
    last = _last_seen(session, lost) if lost else {}
    return [
        replace(
            row,
            anchor=replace(
                row.anchor,
                slot=here.get(key := (row.inspection_id, row.anchor.uid)) or last.get(key),
                is_gone=key not in here,
            ),
        )
        if row.anchor is not None
        else row
        for row in rows
    ]


def slots_now(session: Session, wanted: Collection[Key]) -> dict[Key, Slot]:
    """Those of the slots wanted that the draft holds, with what a sentence says of them."""
    query = (
        select(SlotRecord)
        .where(
            SlotRecord.inspection_id.in_({number for number, _ in wanted}),
            SlotRecord.uid.in_({uid for _, uid in wanted}),
        )
        .options(selectinload(SlotRecord.parts))
    )
    records = [
        record for record in session.scalars(query).all() if (record.inspection_id, record.uid) in wanted
    ]
    ids = {part.person_id for record in records for part in record.parts}
    people = _people(session, ids)
    return {
        (record.inspection_id, record.uid): Slot(
            uid=record.uid,
            starts_at=record.starts_at,
            ends_at=record.ends_at,
            purpose=record.purpose,
            kind=record.kind,
            case_code=record.case_code,
            status=record.status,
            id=record.id,
            parts=tuple(
                Part(part.person_id, people[part.person_id].label, people[part.person_id].side, part.part)
                for part in record.parts
            ),
        )
        for record in records
    }


def _last_seen(session: Session, lost: Collection[Key]) -> dict[Key, Slot]:
    """What the draft's own record of its edits last knew of slots that are gone."""
    edits = session.execute(
        select(DraftDeedRecord.inspection_id, SlotEditRecord.uid, SlotEditRecord.before, SlotEditRecord.after)
        .join(DraftDeedRecord, DraftDeedRecord.id == SlotEditRecord.deed_id)
        .where(
            DraftDeedRecord.inspection_id.in_({number for number, _ in lost}),
            SlotEditRecord.uid.in_({uid for _, uid in lost}),
        )
        .order_by(SlotEditRecord.id)
    )
    last = {
        (number, uid): after or before
        for number, uid, before, after in edits
        if (after or before) is not None and (number, uid) in lost
    }
    people = _people(session, {person_id for held in last.values() for person_id, _ in held["parts"]})
    named = {person_id: (person.label, person.side) for person_id, person in people.items()}
    return {key: slot_of(key[1], held, people=named, places={}) for key, held in last.items()}


def _people(session: Session, ids: Collection[int]) -> dict[int, Person]:
    found = session.scalars(select(PersonRecord).where(PersonRecord.id.in_(ids))) if ids else ()
    return {record.id: record.row() for record in found}
