"""When people, places and children cannot be had, as whole numbers with one bit for each minute.

Whether a span is free is then one comparison, however much is going on. What is never different within a
situation, such as hours, absences and wishes, is worked out once and kept with it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from ilacs_desktop.domain.moments import day_of, moment
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.replan.choices import Crew, Mode
from ilacs_desktop.domain.replan.situation import Situation, Span, minute_of, moment_of, on_days
from ilacs_desktop.domain.timetable import Slot

MARGIN = timedelta(days=2)
LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Way:
    """One crew that could do a slot: what it costs, who is then bound, and whether a swap is not granted."""

    crew: Crew
    cost: int
    people: frozenset[int]
    is_against: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What a slot could become if nothing stood in its way.

    ``starts`` gives for each start its bits and which of ``ways`` are possible then.
    """

    sites: dict[int | None, str]
    place_costs: dict[int | None, int]
    ways: tuple[Way, ...]
    starts: tuple[tuple[int, int, tuple[int, ...]], ...]
    modes: dict[tuple[int, str], Mode]
    too_small: frozenset[int | None]
    is_plain: bool


class Calendar:
    """What of a situation is the same whatever moves."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        days = sorted(on_days(situation))
        self._first, self._last = days[0] - MARGIN, days[-1] + MARGIN
        self.origin = minute_of(moment(self._first, time()))
        self._end = minute_of(moment(self._last, time()))
        self.outlines: dict[Hashable, Outline] = {}
        self._own: dict[int, int] = {}
        self._closed: dict[int, int] = {}
        self._dates: dict[int, date] = {}
        self.of_day = self.day(situation.day)
        self.shut = 0
        if situation.facts.days is not None:
            self.shut = sum(self.day(day) for day in self._days() if day not in situation.facts.days)

    def bits(self, start: int, end: int) -> int:
        """The minutes of a span."""
        start, end = max(start, self.origin), min(end, self._end)
        return ((1 << (end - start)) - 1) << (start - self.origin) if end > start else 0

    def day(self, day: date) -> int:
        """The minutes of a day."""
        starts, ends = moment(day, time()), moment(day + timedelta(days=1), time())
        return self.bits(minute_of(starts), minute_of(ends))

    def date_of(self, minute: int) -> date:
        """The day of a minute."""
        found = self._dates.get(minute)
        if found is None:
            found = self._dates[minute] = day_of(moment_of(minute))
        return found

    def is_plain(self, span: Span) -> bool:
        """Whether bits can stand for the span: not empty, not over midnight, not far away."""
        start, end = span
        return (
            start < end <= start + LONGEST_MINUTES
            and self.origin <= start
            and end <= self._end
            and self.date_of(start) == self.date_of(end - 1)
        )

    def own(self, person_id: int) -> int:
        """When somebody cannot be had, whatever is planned."""
        found = self._own.get(person_id)
        if found is None:
            situation = self._situation
            found = 0
            for spans in (situation.absences, situation.away):
                for start, end in spans.get(person_id, ()):
                    found |= self.bits(start, end)
            person = situation.people.get(person_id)
            if person is not None:
                found |= self._off(person)
            self._own[person_id] = found
        return found

    def closed(self, place_id: int) -> int:
        """When a place cannot be used, whatever is planned."""
        found = self._closed.get(place_id)
        if found is None:
            found = 0
            for start, end in self._situation.closed.get(place_id, ()):
                found |= self.bits(start, end)
            self._closed[place_id] = found
        return found

    def taken(self, spans: Iterable[tuple[Span, str, str]], site: str) -> int:
        """What somebody does already, as seen from a site: the way there and back included."""
        found = 0
        for (start, end), there, _ in spans:
            way = self._situation.minutes_between_sites(site, there)
            found |= self.bits(start - way, end + way)
        return found

    def _off(self, person: Person) -> int:
        """The days and hours on which the person does not work here."""
        whole = self.bits(self.origin, self._end)
        if not person.is_active:
            return whole
        found = 0
        for day in self._days():
            if not (person.on_site_from or day) <= day <= (person.on_site_until or day):
                found |= self.day(day)
            elif person.side is not Side.INSPECTORATE:
                hours = minute_of(moment(day, person.works_from)), minute_of(moment(day, person.works_until))
                found |= self.day(day) & ~self.bits(*hours)
        return found

    def _days(self) -> list[date]:
        return [self._first + timedelta(days=number) for number in range((self._last - self._first).days)]


def calendar_of(situation: Situation) -> Calendar:
    """The calendar of a situation, made once."""
    found = situation.known.get("calendar")
    if not isinstance(found, Calendar):
        found = situation.known["calendar"] = Calendar(situation)
    return found


def are_plain(slots: Iterable[Slot]) -> bool:
    """Whether every slot lasts a minute at least, so that bits can stand for it."""
    return all(int(slot.ends_at.timestamp()) // 60 > int(slot.starts_at.timestamp()) // 60 for slot in slots)
