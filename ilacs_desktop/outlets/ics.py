"""Calendar files of an issue (RFC 5545 and 5546), for one person, one place or the whole team.

An event keeps its UID through every issue and bears the issue's number as SEQUENCE, so that a calendar
replaces what it has. Who is stood down gets the same UID once more, in a file whose METHOD is CANCEL. Of a
child an event holds the case code and nothing else; notes and lines of enquiry stay out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ilacs_desktop.domain.moments import local
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.outlets.safe_text import one_line

if TYPE_CHECKING:
    from icalendar import Event

MAKER: Final = "-//ILACS Desktop//Timetable//EN"

LONDON_ZONE: Final = b"""BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
"""The rule in force since 1996 (directive 2000/84/EC as kept by the Summer Time Act 1972), exact in both
directions; the one icalendar makes of the zone turns to summer time an hour late."""


class Method(StrEnum):
    """What the reader's calendar is asked to do with the events of a file."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Source:
    """What all events of a file have in common.

    ``inspection_id`` keeps the events of two inspections apart; ``issued_at`` is their time stamp.
    """

    inspection_id: int
    authority: str
    issue_number: int
    issued_at: datetime


class Calendars:
    """Makes the calendar files of one issue; an event that is in many files is set once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._events: dict[tuple[Slot, Method, int | None], bytes] = {}

    def file(
        self,
        slots: Iterable[Slot],
        *,
        name: str,
        method: Method = Method.PUBLISH,
        place_id: int | None = None,
    ) -> bytes:
        """A calendar file named ``name`` with an event for each of ``slots``; the same input, the same bytes.

        With ``place_id`` it is that place's own: its events have a UID apart, so that a slot that leaves
        the place is taken back there and nowhere else.
        """
        from icalendar import Calendar, Timezone

        made = Calendar()
        made.add("prodid", MAKER)
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        made.add("method", method.value)
        made.add("x-wr-calname", one_line(name))
        made.add("x-wr-timezone", "Europe/London")
        made.add_component(Timezone.from_ical(LONDON_ZONE))
        whole: bytes = made.to_ical()
        head, end, _ = whole.rpartition(b"END:VCALENDAR")
        in_order = sorted(slots, key=lambda slot: (slot.starts_at, slot.uid))
        events = b"".join(self._event(slot, method, place_id) for slot in in_order)
        return head + events + end + b"\r\n"

    def _event(self, slot: Slot, method: Method, place_id: int | None) -> bytes:
        key = (slot, method, place_id)
        made = self._events.get(key)
        if made is None:
            made = self._events[key] = _event(slot, self._source, method, place_id).to_ical()
        return made


def calendar(slots: Iterable[Slot], *, source: Source, name: str, method: Method = Method.PUBLISH) -> bytes:
    """One calendar file, as ``Calendars.file`` makes it."""
    return Calendars(source).file(slots, name=name, method=method)


def event_uid(inspection_id: int, slot_uid: str, place_id: int | None = None) -> str:
    """The UID of a slot's event, the same in every issue and for every person; a place has its own."""
    at_place = "" if place_id is None else f".place-{place_id}"
    return f"{slot_uid}.{inspection_id}{at_place}@timetable.ilacs-desktop"


def _event(slot: Slot, source: Source, method: Method, place_id: int | None) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", event_uid(source.inspection_id, slot.uid, place_id))
    event.add("dtstamp", source.issued_at.astimezone(UTC))
    event.add("last-modified", source.issued_at.astimezone(UTC))
    event.add("sequence", source.issue_number)
    event.add("dtstart", _london(slot.starts_at))
    event.add("dtend", _london(slot.ends_at))
    event.add("summary", one_line(slot.title_with_inspectors))
    if slot.where:
        event.add("location", one_line(slot.where))
    event.add("description", _description(slot, source))
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if method is Method.CANCEL else "OPAQUE")
    event.add("class", "PRIVATE")
    organiser = one_line(f"Inspection coordinator, {source.authority}")
    event.add("organizer", "invalid:nomail", parameters={"CN": organiser})
    return event


def _description(slot: Slot, source: Source) -> str:
    people = [f"{part.name} ({part.part.value})" for part in slot.parts]
    lines = [
        f"With: {', '.join(people)}" if people else "",
        f"Join at: {slot.link}" if slot.link else "",
        f"Timetable issue {source.issue_number}.",
    ]
    return "\n".join(one_line(line) for line in lines if line)


def _london(at: datetime) -> datetime:
    """London time; the second 01:30 of an October night, which it cannot tell from the first, in UTC."""
    there = local(at)
    return at.astimezone(UTC) if there.fold else there
