"""All that the page shows of one day, and the lanes it falls into; `looking` fetches it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ilacs_desktop.desktop.pages.timetable.board.layout import DAY_MINUTES, Lane, Wish
from ilacs_desktop.desktop.pages.timetable.cards import LanesBy
from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.moments import day_of, local
from ilacs_desktop.domain.people import Person, Place, Side
from ilacs_desktop.domain.timetable import Change, Impact, IssueHeading, Slip, Slot, Telling

EVENING_HOUR = 16
PLACES_ALWAYS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Sight:
    """One day of the draft, and what stands around it. ``impact`` is of issuing the whole draft now."""

    day: date
    days: tuple[date, ...]
    now: datetime
    slots: tuple[Slot, ...]
    changes: tuple[Change, ...]
    slips: tuple[Slip, ...]
    clashes: tuple[Clash, ...]
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    issues: tuple[IssueHeading, ...]
    tellings: tuple[Telling, ...]
    impact: Impact | None = None
    let_stand: tuple[Clash, ...] = ()
    """Clashes of the day that somebody let stand; ``clashes`` are the others."""
    changed: Mapping[str, Change] = field(default_factory=dict)
    counter: str = ""
    """Where the day lies in the inspection: ``Week 2 · day 4 of 10``."""

    @property
    def last_issue(self) -> int:
        """The number of the newest issue; 0 before the first."""
        return self.issues[0].number if self.issues else 0

    @property
    def next_issue(self) -> int:
        """The number the next issue would bear."""
        return self.impact.issue_number if self.impact else self.last_issue + 1

    @property
    def not_told(self) -> tuple[Telling, ...]:
        """Those not yet known to have heard."""
        return tuple(telling for telling in self.tellings if not telling.is_confirmed)

    @property
    def home_site(self) -> str:
        """The site with most places; what is elsewhere is off-site."""
        sites = Counter(place.site for place in self.places if place.site)
        return max(sorted(sites), key=lambda site: sites[site]) if sites else ""

    def slot(self, uid: str) -> Slot | None:
        """A slot of this day, by uid."""
        return next((slot for slot in self.slots if slot.uid == uid), None)


def day_that_matters(now: datetime, days: Sequence[date]) -> date:
    """The day to show first: today, or from the evening on the next; the nearest day of the inspection."""
    today = day_of(now)
    if not days:
        return today
    is_evening = local(now).hour >= EVENING_HOUR
    coming = [day for day in days if day > today or (day == today and not is_evening)]
    return coming[0] if coming else days[-1]


def day_beside(day: date, days: Sequence[date], step: int) -> date | None:
    """The day of the inspection after (``step`` 1) or before (-1) ``day``; None at the end."""
    if step > 0:
        return next((other for other in days if other > day), None)
    return next((other for other in reversed(days) if other < day), None)


def lanes_of(sight: Sight, lanes_by: LanesBy) -> tuple[tuple[Lane, ...], tuple[Wish, ...]]:
    """The lanes of a day and what lies in them; a slot of two inspectors lies in both lanes."""
    if lanes_by is LanesBy.PLACES:
        return _by_place(sight)
    inspectors = lanes_by is LanesBy.INSPECTORS
    used = Counter(
        part.person_id
        for slot in sight.slots
        for part in slot.parts
        if (part.side is Side.INSPECTORATE) is inspectors
    )
    known = [
        person
        for person in sight.people
        if (person.side is Side.INSPECTORATE) is inspectors and (inspectors or person.id in used)
    ]
    known.sort(key=_order)
    lanes = [Lane(person.id, person.label, person.role or person.team) for person in known]
    listed = {person.id for person in known}
    strangers = {
        part.person_id: part.name
        for slot in sight.slots
        for part in slot.parts
        if part.person_id in used and part.person_id not in listed
    }
    lanes += [Lane(key, name) for key, name in sorted(strangers.items(), key=lambda item: item[1])]
    keys = {
        slot.uid: [part.person_id for part in (slot.inspectors if inspectors else slot.staff)]
        for slot in sight.slots
    }
    return _filled(sight, lanes, keys)


def _order(person: Person) -> tuple[bool, bool, str, int]:
    """The lead first, then the lettered inspectors, then the others by name."""
    is_lead = "lead" in person.role.casefold().split()
    return (not is_lead, not person.label.startswith("Inspector"), person.label.casefold(), person.id)


def _by_place(sight: Sight) -> tuple[tuple[Lane, ...], tuple[Wish, ...]]:
    used = {slot.place_id for slot in sight.slots}
    places = [place for place in sight.places if place.id in used or len(sight.places) <= PLACES_ALWAYS_SHOWN]
    lanes = [Lane(place.id, place.name, place.site) for place in places]
    listed = {place.id for place in places}
    keys = {
        slot.uid: [slot.place_id] if slot.place_id in listed and slot.place_id is not None else []
        for slot in sight.slots
    }
    return _filled(sight, lanes, keys)


def _filled(
    sight: Sight, lanes: list[Lane], keys: Mapping[str, Sequence[int]]
) -> tuple[tuple[Lane, ...], tuple[Wish, ...]]:
    """Lanes and wishes; what has no key gets a lane of its own at the end."""
    if not lanes or any(not keys[slot.uid] for slot in sight.slots):
        lanes = [*lanes, Lane(None, "")]
    number = {lane.key: position for position, lane in enumerate(lanes)}
    wishes = [
        Wish(slot.uid, number[key], *minutes_of(slot))
        for slot in sight.slots
        for key in dict.fromkeys(keys[slot.uid] or (None,))
    ]
    return tuple(lanes), tuple(wishes)


def minutes_of(slot: Slot) -> tuple[int, int]:
    """Start and end of a slot in minutes after midnight by London clocks."""
    start, end = local(slot.starts_at), local(slot.ends_at)
    last = end.hour * 60 + end.minute if end.date() == start.date() else DAY_MINUTES
    return start.hour * 60 + start.minute, last


def with_parts_moved(
    slot: Slot, leaves: int | None, comes: int | None, anew: str = "leads"
) -> tuple[tuple[int, str], ...]:
    """The people of a slot when one hands over to another: who comes takes the part of who leaves.

    Nobody may come (the part falls away) and nobody may leave (who comes has the part ``anew``). Parts are
    their words.
    """
    was = next((part for part in slot.parts if part.person_id == leaves), None)
    parts = [
        (part.person_id, part.part.value) for part in slot.parts if part.person_id not in {leaves, comes}
    ]
    if comes is not None:
        parts.append((comes, was.part.value if was else anew))
    return tuple(parts)
