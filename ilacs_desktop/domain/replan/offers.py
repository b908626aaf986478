"""Finds what could become of each slot: times near the old one first, inspectors, places that fit.

Whatever a rule forbids for a slot on its own, or together with something fixed, is not offered. A fault
that the draft has already, such as a session outside somebody's hours, may stay; no new one comes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from ilacs_desktop.domain.moments import day_of, local, moment
from ilacs_desktop.domain.people import Person, Place, Side
from ilacs_desktop.domain.replan.choices import Choice, Crew, Mode, Task, child_of
from ilacs_desktop.domain.replan.costs import GRID_MINUTES, POINTS, Points
from ilacs_desktop.domain.replan.situation import (
    Situation,
    Span,
    bound_people,
    meet,
    minute_of,
    moment_of,
    span_of,
)
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind

EARLIEST, LATEST = time(8), time(18)
"""Between these London times slots are put; what is planned outside them may stay there."""
FAR_MINUTES = 600
PUSHED_MINUTES = 120
"""How far a slot may be pushed that no wish touches."""
OTHER_DAY_MINUTES = 120
"""How far from its old clock time a slot may come on another day."""


@dataclass(frozen=True)
class Obstacles:
    """What stands fixed: by person, by place and by child."""

    people: Mapping[int, tuple[tuple[Span, str, str], ...]]
    places: Mapping[int, tuple[tuple[Span, str], ...]]
    children: Mapping[Hashable, tuple[tuple[Span, str, frozenset[int]], ...]]


def obstacles(slots: Iterable[Slot]) -> Obstacles:
    """What these slots take up; cancelled ones take up nothing."""
    people: dict[int, list[tuple[Span, str, str]]] = {}
    places: dict[int, list[tuple[Span, str]]] = {}
    children: dict[Hashable, list[tuple[Span, str, frozenset[int]]]] = {}
    for slot in slots:
        if not slot.takes_time:
            continue
        span = span_of(slot)
        for person_id in bound_people(slot):
            people.setdefault(person_id, []).append((span, slot.site, slot.uid))
        if slot.place_id is not None:
            places.setdefault(slot.place_id, []).append((span, slot.uid))
        if child_of(slot) is not None:
            inspectors = frozenset(part.person_id for part in slot.inspectors)
            children.setdefault(child_of(slot), []).append((span, slot.uid, inspectors))
    return Obstacles(
        {key: tuple(found) for key, found in people.items()},
        {key: tuple(found) for key, found in places.items()},
        {key: tuple(found) for key, found in children.items()},
    )


class Offers:
    """Finds what each slot could become in one situation, around what stands fixed."""

    def __init__(self, situation: Situation, fixed: Iterable[Slot], points: Points = POINTS) -> None:
        self._situation = situation
        self._fixed = obstacles(fixed)
        self._points = points
        self._hours: dict[tuple[int, date], Span | None] = {}
        self._days: dict[int, date] = {}
        self._known: dict[tuple[int, int, int, str], frozenset[Hashable]] = {}

    def task(self, slot: Slot, *, touched: bool, retime: bool = True, recrew: bool = True) -> Task:
        """Everything ``slot`` could become; the untouched are only pushed a little.

        Without ``retime`` it keeps its time, without ``recrew`` its inspectors (a swap that is wished
        for happens all the same).
        """
        situation, points = self._situation, self._points
        start, end = span_of(slot)
        people = bound_people(slot)
        sites = self._sites(slot, touched=touched)
        wanted = slot.uid in situation.must
        tolerated = (
            self._faults(slot, start, end, Mode((), slot.site)) if slot.day == situation.day else frozenset()
        )
        bad_place = self._place_faults(slot, start, end, slot.place_id)
        modes: dict[int, dict[Mode, int]] = {}
        places: dict[int, dict[int | None, int]] = {}
        starts = self._starts(slot, start, end, touched=touched, retime=retime)
        for at in starts:
            until = at + end - start
            found = {
                place_id: self._place_cost(slot, place_id, sites[place_id])
                for place_id in sites
                if self._place_faults(slot, at, until, place_id) <= _kept(bad_place)
            }
            near = recrew and (touched or at == start)
            crews = {
                mode: self._crew_cost(mode.crew)
                for crew in self._crews(slot, at, until, recrew=near)
                for mode in dict.fromkeys(Mode(crew, sites[place_id]) for place_id in found)
                if self._faults(slot, at, until, mode) <= _kept(tolerated)
            }
            fitting = {mode.site for mode in crews}
            found = {place_id: cost for place_id, cost in found.items() if sites[place_id] in fitting}
            if crews and found:
                modes[at], places[at] = crews, found
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
            cost_of_start={at: points.moved(start, at, other_day=self._day(at) != slot.day) for at in modes},
            sites=sites,
        )

    # -- times -----------------------------------------------------------------------------------

    def _starts(self, slot: Slot, start: int, end: int, *, touched: bool, retime: bool) -> list[int]:
        """The starts worth trying, near the old one first."""
        situation = self._situation
        found: list[int] = []
        if slot.day == situation.day:
            found.append(start)
        if retime or slot.day != situation.day:
            reach = FAR_MINUTES if touched else PUSHED_MINUTES
            wanted = moment(situation.day, local(slot.starts_at).time())
            found += self._grid(situation.day, minute_of(wanted), end - start, reach)
            if touched:
                found += self._after_gaps(slot, end - start)
                if slot.uid not in situation.must:
                    for day in situation.other_days:
                        there = minute_of(moment(day, local(slot.starts_at).time()))
                        found += self._grid(day, there, end - start, OTHER_DAY_MINUTES)
        at_least = minute_of(situation.now) + 1
        return [at for at in dict.fromkeys(found) if at >= at_least]

    def _grid(self, day: date, near: int, length: int, reach: int) -> list[int]:
        first, last = minute_of(moment(day, EARLIEST)), minute_of(moment(day, LATEST)) - length
        on_grid = range(first, last + 1, GRID_MINUTES)
        found = {near} if first <= near <= last else set()
        found.update(at for at in on_grid if abs(at - near) <= reach)
        return sorted(found, key=lambda at: (abs(at - near), at))

    def _after_gaps(self, slot: Slot, length: int) -> list[int]:
        """Right after somebody of the slot, or its place, is to be had again: off the grid if need be."""
        situation = self._situation
        ends = {span[1] for person_id in bound_people(slot) for span in situation.away.get(person_id, ())} | {
            span[1] for span in situation.closed.get(slot.place_id or 0, ())
        }
        rounded = (-(-end // 5) * 5 for end in sorted(ends))
        first = minute_of(moment(situation.day, EARLIEST))
        last = minute_of(moment(situation.day, LATEST)) - length
        return [at for at in rounded if first <= at <= last]

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
        people = bound_people(slot)
        if mode.crew:
            people = (people - {out for out, _ in mode.crew}) | {come for _, come in mode.crew if come}
        for person_id in people:
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
        day = self._days.get(start)
        if day is None:
            day = self._days[start] = day_of(moment_of(start))
        return day

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
