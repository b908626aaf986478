"""The calendar file that goes with a sheet: the issue it rests on, as far as its readers may know it."""

from __future__ import annotations

from collections.abc import Iterator

from ilacs_desktop.domain.briefing import Sheet
from ilacs_desktop.domain.moments import said_short_day
from ilacs_desktop.domain.redaction import slot_for
from ilacs_desktop.domain.timetable import Issue, Slot, SlotKind


def calendar_slots(sheet: Sheet, issue: Issue) -> tuple[Slot, ...]:
    """The slots of the sheet's day and after, redacted for its audience; a personal page has one's own."""
    return tuple(
        slot_for(slot, sheet.audience)
        for slot in issue.slots
        if slot.day >= sheet.day
        and not slot.is_cancelled
        and slot.kind is not SlotKind.BLOCKER
        and (not sheet.kind.is_personal or any(part.person_id == sheet.person_id for part in slot.parts))
    )


def calendar_places(slots: tuple[Slot, ...]) -> Iterator[tuple[str, str]]:
    """Every text of the calendar with the place where it stands, for the check before it goes out."""
    for slot in slots:
        where = f"calendar, {said_short_day(slot.day)}"
        yield where, slot.title
        yield where, slot.where
        yield from ((where, part.name) for part in slot.parts)


def calendar_bytes(sheet: Sheet, issue: Issue, slots: tuple[Slot, ...]) -> bytes:
    """``slots`` as a calendar file."""
    from ilacs_desktop.outlets import ics

    source = ics.Source(sheet.inspection_id, sheet.authority, issue.number, issue.issued_at)
    name = f"{sheet.authority} inspection" + (f", {sheet.person}" if sheet.person else "")
    return ics.calendar(slots, source=source, name=name)
