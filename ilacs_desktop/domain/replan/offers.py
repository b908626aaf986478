"""Finds what could become of each slot: times near the old one first, inspectors, places that fit.

Whatever a rule forbids for a slot on its own, or together with something fixed, is not offered. A fault
that the draft has already, such as a session outside somebody's hours, may stay; no new one comes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Person, Place, Side
from ilacs_desktop.domain.replan.choices import Choice, Crew, Mode, Task, child_of
from ilacs_desktop.domain.replan.costs import POINTS, Points
from ilacs_desktop.domain.replan.masks import Outline, Way, are_plain, calendar_of
from ilacs_desktop.domain.replan.obstacles import obstacles
from ilacs_desktop.domain.replan.situation import (
    Situation,
    Span,
    bound_people,
    meet,
    minute_of,
    span_of,
)
from ilacs_desktop.domain.replan.times import starts_of
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind

Modes = dict[int, dict[Mode, int]]
Places = dict[int, dict[int | None, int]]


class Offers:
    """Finds what each slot could become in one situation, around what stands fixed."""

    def __init__(self, situation: Situation, fixed: Iterable[Slot], points: Points = POINTS) -> None:
        self._situation = situation
        standing = tuple(fixed)
        self._fixed = obstacles(standing)
        self._is_plain = are_plain(standing)
        self._calendar = calendar_of(situation)
        self._people_bits: dict[tuple[int, str], int] = {}
        self._places_bits: dict[int, int] = {}
        self._points = points
        self._hours: dict[tuple[int, date], Span | None] = {}
        self._known: dict[tuple[int, int, int, str], frozenset[Hashable]] = {}

    def task(self, slot: Slot, *, touched: bool, retime: bool = True, recrew: bool = True) -> Task:
        """Everything ``slot`` could become; the untouched are only pushed a little.

        Without ``retime`` it keeps its time, without ``recrew`` its inspectors (a swap that is wished
        for happens all the same).
        """
        situation, points = self._situation, self._points
        start, end = span_of(slot)
        key = slot.uid, touched, retime, recrew, points
        outline = self._calendar.outlines.get(key)
        if outline is None:
            outline = self._outline(slot, touched=touched, retime=retime, recrew=recrew)
            self._calendar.outlines[key] = outline
        people, sites = bound_people(slot), outline.sites
        wanted = slot.uid in situation.must
        tolerated: frozenset[Hashable] = frozenset()
        if self._day(start) == situation.day:
            tolerated = _kept(self._faults(slot, start, end, Mode((), slot.site)))
        bad_place = _kept(self._place_faults(slot, start, end, slot.place_id))
        if tolerated or bad_place or not outline.is_plain or not self._is_plain:
            modes, places = self._by_fault(slot, outline, tolerated, bad_place)
        else:
            modes, places = self._by_bits(slot, outline)
        if slot.uid in situation.cancel:
            modes, places = {}, {}
        now = Choice(start, (), slot.place_id)
        stays = (
            start in modes
            and Mode((), slot.site) in modes[start]
            and slot.place_id in places[start]
            and not slot.is_cancelled
        )
        return Task(
            slot=slot,
            start=start,
            length=end - start,
            people=people,
            present=now if stays else None,
            may_cancel=not wanted,
            modes=modes,
            places=places,
            cost_of_start={
                at: points.moved(start, at, other_day=self._day(at) != self._day(start)) for at in modes
            },
            sites=sites,
        )

    def _outline(self, slot: Slot, *, touched: bool, retime: bool, recrew: bool) -> Outline:
        start, end = span_of(slot)
        sites = self._sites(slot, touched=touched)
        ways: dict[Crew, tuple[int, Way]] = {}
        starts = []
        is_plain = True
        for at in starts_of(self._situation, slot, touched=touched, retime=retime):
            until = at + end - start
            numbers = []
            for crew in self._crews(slot, at, until, recrew=recrew and (touched or at == start)):
                if crew not in ways:
                    people = _busy(bound_people(slot), crew)
                    is_against = bool((people - _comers(crew)) & self._situation.swaps.keys())
                    ways[crew] = len(ways), Way(crew, self._crew_cost(crew), people, is_against)
                numbers.append(ways[crew][0])
            starts.append((at, self._calendar.bits(at, until), tuple(numbers)))
            is_plain = is_plain and self._calendar.is_plain((at, until))
        return Outline(
            sites=sites,
            place_costs={place_id: self._place_cost(slot, place_id, sites[place_id]) for place_id in sites},
            ways=tuple(way for _, way in ways.values()),
            starts=tuple(starts),
            modes={
                (number, site): Mode(way.crew, site)
                for number, way in ways.values()
                for site in set(sites.values())
            },
            too_small=frozenset(
                place_id
                for place_id in sites
                if _is_too_small(self._situation.places.get(place_id or 0), slot)
            ),
            is_plain=is_plain,
        )

    def _by_bits(self, slot: Slot, outline: Outline) -> tuple[Modes, Places]:
        """What is free of faults, where the draft has none to begin with."""
        calendar, sites = self._calendar, outline.sites
        child = calendar.shut
        for taken, _, _ in self._fixed.children.get(child_of(slot), ()):
            child |= calendar.bits(*taken)
        rooms = [
            (place_id, outline.place_costs[place_id], site, self._place_bits(place_id))
            for place_id, site in sites.items()
            if place_id not in outline.too_small
        ]
        crews: dict[tuple[int, str], int] = {}
        for number, way in enumerate(outline.ways):
            always = child | calendar.of_day if way.is_against else child
            for site in set(sites.values()):
                found = always
                for person_id in way.people:
                    found |= self._person_bits(person_id, site)
                crews[number, site] = found
        modes: dict[int, dict[Mode, int]] = {}
        places: dict[int, dict[int | None, int]] = {}
        for at, bits, numbers in outline.starts:
            open_rooms = [(place_id, cost, site) for place_id, cost, site, taken in rooms if not taken & bits]
            there = dict.fromkeys(site for _, _, site in open_rooms)
            who = {
                outline.modes[number, site]: outline.ways[number].cost
                for number in numbers
                for site in there
                if not crews[number, site] & bits
            }
            if who:
                fitting = {mode.site for mode in who}
                modes[at] = who
                places[at] = {place_id: cost for place_id, cost, site in open_rooms if site in fitting}
        return modes, places

    def _by_fault(
        self, slot: Slot, outline: Outline, tolerated: frozenset[Hashable], bad_place: frozenset[Hashable]
    ) -> tuple[Modes, Places]:
        """What brings no fault that the draft does not have."""
        start, end = span_of(slot)
        sites = outline.sites
        modes: dict[int, dict[Mode, int]] = {}
        places: dict[int, dict[int | None, int]] = {}
        for at, _, numbers in outline.starts:
            until = at + end - start
            found = {
                place_id: cost
                for place_id, cost in outline.place_costs.items()
                if self._place_faults(slot, at, until, place_id) <= bad_place
            }
            crews = {
                mode: outline.ways[number].cost
                for number in numbers
                for mode in [outline.modes[number, site] for site in dict.fromkeys(sites[p] for p in found)]
                if self._faults(slot, at, until, mode) <= tolerated
            }
            fitting = {mode.site for mode in crews}
            found = {place_id: cost for place_id, cost in found.items() if sites[place_id] in fitting}
            if crews and found:
                modes[at], places[at] = crews, found
        return modes, places

    def _person_bits(self, person_id: int, site: str) -> int:
        found = self._people_bits.get((person_id, site))
        if found is None:
            calendar = self._calendar
            found = calendar.own(person_id) | calendar.taken(self._fixed.people.get(person_id, ()), site)
            self._people_bits[person_id, site] = found
        return found

    def _place_bits(self, place_id: int | None) -> int:
        if place_id is None:
            return 0
        found = self._places_bits.get(place_id)
        if found is None:
            found = self._calendar.closed(place_id)
            for taken, _ in self._fixed.places.get(place_id, ()):
                found |= self._calendar.bits(*taken)
            self._places_bits[place_id] = found
        return found

    # -- people ----------------------------------------------------------------------------------

    def _crews(self, slot: Slot, start: int, end: int, *, recrew: bool) -> list[Crew]:
        """Who could do it then: those who do, one inspector for another, or all but those away."""
        situation = self._situation
        held = {part.person_id for part in slot.parts}
        forced: Crew = ()
        if self._day(start) == situation.day:
            forced = tuple(
                (out, come if come not in held or come in situation.swaps else 0)
                for out, come in situation.swaps.items()
                if out in held
            )
        crews = [forced]
        if recrew:
            outs = {out for out, _ in forced}
            come = {person_id for _, person_id in forced}
            for part in slot.inspectors:
                if part.person_id not in outs and part.part is not PartKind.OPTIONAL:
                    crews += [
                        (*forced, (part.person_id, other.id))
                        for other in situation.inspectors
                        if other.id not in held and other.id not in come and other.id not in situation.swaps
                    ]
        away = [
            part
            for part in slot.parts
            if part.person_id not in dict(forced) and self._is_out(part, start, end)
        ]
        if away and _may_go_on_without(slot, away):
            crews.append((*forced, *((part.person_id, 0) for part in away)))
        return crews

    def _is_out(self, part: Part, start: int, end: int) -> bool:
        return part.part is PartKind.ATTENDS and any(
            meet((start, end), span) for span in self._situation.away.get(part.person_id, ())
        )

    def _crew_cost(self, crew: Crew) -> int:
        points = self._points
        return sum(points.inspector if come else points.without for _, come in crew)

    def _faults(self, slot: Slot, start: int, end: int, mode: Mode) -> frozenset[Hashable]:
        """What forbids this time and crew; a wish that is not granted is among it as ``wish``."""
        situation = self._situation
        day = self._day(start)
        found: set[Hashable] = set()
        if situation.facts.days is not None and day not in situation.facts.days:
            found.add(("days", day))
        for person_id in _busy(bound_people(slot), mode.crew):
            faults = self._person_faults(person_id, start, end, mode.site)
            if faults:
                found |= faults
            if person_id in situation.swaps and day == situation.day and person_id not in _comers(mode.crew):
                found.add("wish")
        for taken, uid, _ in self._fixed.children.get(child_of(slot), ()):
            if meet((start, end), taken):
                found.add(("child", uid))
        return frozenset(found)

    def _person_faults(self, person_id: int, start: int, end: int, site: str) -> frozenset[Hashable]:
        """What keeps one person from being at a site then; looked up once."""
        key = person_id, start, end, site
        known = self._known.get(key)
        if known is None:
            situation, span = self._situation, (start, end)
            found: set[Hashable] = set(self._own_faults(person_id, span, self._day(start)))
            if any(meet(span, away) for away in situation.away.get(person_id, ())):
                found.add("wish")
            for taken, there, uid in self._fixed.people.get(person_id, ()):
                way = situation.minutes_between_sites(site, there)
                if meet((start - way, end + way), taken):
                    found.add(("person", person_id, uid))
            known = self._known[key] = frozenset(found)
        return known

    def _day(self, start: int) -> date:
        return self._calendar.date_of(start)

    def _own_faults(self, person_id: int, span: Span, day: date) -> Iterator[Hashable]:
        """What the person's own days, hours and absences say against it."""
        person = self._situation.people.get(person_id)
        for away in self._situation.absences.get(person_id, ()):
            if meet(span, away):
                yield ("absence", person_id, away)
        if person is None:
            return
        if not person.is_active:
            yield ("list", person_id)
        if not _is_on_site(person, day):
            yield ("site", person_id)
        hours = self._hours_of(person, day)
        if hours is not None and (span[0] < hours[0] or span[1] > hours[1]):
            yield ("hours", person_id)

    def _hours_of(self, person: Person, day: date) -> Span | None:
        """Our own people's hours on a day; inspectors set their own."""
        if person.side is Side.INSPECTORATE:
            return None
        key = person.id, day
        if key not in self._hours:
            self._hours[key] = (
                minute_of(moment(day, person.works_from)),
                minute_of(moment(day, person.works_until)),
            )
        return self._hours[key]

    # -- places ----------------------------------------------------------------------------------

    def _sites(self, slot: Slot, *, touched: bool) -> dict[int | None, str]:
        """Where the slot could be, its own place first; other sites only when its own place is closed."""
        situation = self._situation
        found: dict[int | None, str] = {slot.place_id: slot.site}
        if slot.place_id is None:
            return found
        is_closed = slot.place_id in situation.closed and touched
        if slot.kind in {SlotKind.VISIT, SlotKind.OBSERVATION} and not is_closed:
            return found
        others = sorted(
            situation.places.values(), key=lambda place: (place.site != slot.site, place.name, place.id)
        )
        for place in others:
            if place.id == slot.place_id or bool(place.site) != bool(slot.site):
                continue
            if place.site == slot.site or is_closed:
                found[place.id] = place.site
        return found

    def _place_cost(self, slot: Slot, place_id: int | None, site: str) -> int:
        if place_id == slot.place_id:
            return 0
        return self._points.place + (self._points.site if site != slot.site else 0)

    def _place_faults(self, slot: Slot, start: int, end: int, place_id: int | None) -> frozenset[Hashable]:
        if place_id is None:
            return frozenset()
        situation, span = self._situation, (start, end)
        found: set[Hashable] = set()
        if any(meet(span, closed) for closed in situation.closed.get(place_id, ())):
            found.add("wish")
        if _is_too_small(situation.places.get(place_id), slot):
            found.add(("capacity", place_id))
        for taken, uid in self._fixed.places.get(place_id, ()):
            if meet(span, taken):
                found.add(("place", uid))
        return frozenset(found)


def _kept(faults: frozenset[Hashable]) -> frozenset[Hashable]:
    """The faults of the draft that may stay: all but a wish not granted."""
    return faults - {"wish"}


def _busy(people: frozenset[int], crew: Crew) -> frozenset[int]:
    return (people - {out for out, _ in crew}) | {come for _, come in crew if come} if crew else people


def _comers(crew: Crew) -> set[int]:
    return {come for _, come in crew}


def _may_go_on_without(slot: Slot, away: list[Part]) -> bool:
    """Whether it makes sense without them: no case session, and both sides are still there."""
    if slot.kind is SlotKind.CASE_SESSION:
        return False
    gone = {part.person_id for part in away}
    return all(
        not side or any(part.person_id not in gone for part in side) for side in (slot.inspectors, slot.staff)
    )


def _is_on_site(person: Person, day: date) -> bool:
    return (person.on_site_from or day) <= day <= (person.on_site_until or day)


def _is_too_small(place: Place | None, slot: Slot) -> bool:
    return place is not None and place.capacity is not None and len(bound_people(slot)) > place.capacity
