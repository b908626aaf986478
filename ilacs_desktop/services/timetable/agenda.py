"""The first draft of a timetable, made of the agenda of its framework."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.inspection import AgendaItem
from ilacs_desktop.domain.timetable import PartKind, SlotKind
from ilacs_desktop.services.timetable.drafting import add_within
from ilacs_desktop.store.people import PersonRecord


def add_agenda_within(session: Session, inspection_id: int, agenda: Sequence[AgendaItem]) -> None:
    """Fill the draft from an agenda; people are found by their role, and only if just one has it."""
    holders: dict[str, list[int]] = {}
    for record in session.scalars(select(PersonRecord).where(PersonRecord.is_active)):
        for role in {record.role.casefold(), record.known_as.casefold()} - {""}:
            holders.setdefault(role, []).append(record.id)
    kinds = {kind.value: kind for kind in SlotKind}
    for item in agenda:
        found = {role: holders.get(role.casefold(), []) for role in item.roles}
        known = dict.fromkeys(ids[0] for ids in found.values() if len(ids) == 1)
        missing = [role for role, ids in found.items() if len(ids) != 1]
        add_within(
            session,
            inspection_id,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            purpose=item.purpose,
            kind=kinds.get(item.kind.replace("_", " ").lower(), SlotKind.MEETING),
            parts=[(person_id, PartKind.ATTENDS) for person_id in known],
            note=f"Still to name: {', '.join(missing)}" if missing else "",
        )
