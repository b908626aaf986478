"""Who and what is taken when, while sessions are placed; it fills up as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import date, datetime, time, timedelta

from ilacs_desktop.domain.casefiles.planning.shapes import PlanRow, uid_of
from ilacs_desktop.domain.clashes import ClashFacts
from ilacs_desktop.domain.clashes.words import said_absence
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Absence, Person, Side, plain
from ilacs_desktop.domain.replan.masks import Calendar, calendar_of
from ilacs_desktop.domain.replan.obstacles import obstacles
from ilacs_desktop.domain.replan.situation import Situation, Span, meet, minute_of, span_of
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind

_MIDNIGHT = time()
REST_MINUTES = 30
"""Between two sessions of an inspector, if it can be had: for notes, and for whoever comes next."""


class Board:
    """All slots that take time, seen by person, place and child; times are minutes as in a re-plan."""

    def __init__(self, slots: Sequence[Slot], facts: ClashFacts, days: Sequence[date], now: datetime) -> None:
        self.facts = facts
        ordered = tuple(sorted(set(days)))
        situation = Situation(tuple(slots), ordered[0], now, facts, other_days=ordered[1:])
        self._situation = situation
        self._calendar: Calendar = calendar_of(situation)
        held = obstacles(slots)
        self._people = {key: list(found) for key, found in held.people.items()}
        self._places = {key: [span for span, _ in found] for key, found in held.places.items()}
        self._children: dict[Hashable, list[tuple[Span, frozenset[int]]]] = {
            key: [(span, inspectors) for span, _, inspectors in found] for key, found in held.children.items()
        }
        self._asked: dict[int, list[Span]] = {}
        self._led: dict[int, list[Span]] = {}
        self._count: Counter[tuple[int, date]] = Counter()
        self._on_day: Counter[date] = Counter()
        self._navigated: Counter[int] = Counter()
        self._taken: dict[tuple[int, str], int] = {}
        self._spans: dict[Span, int] = {}
        self._lunches: dict[date, Span] = {}
        self._lost: dict[int, dict[Span, bool]] = {}
        self._far: dict[tuple[str, str], int] = {}
        self._ways: dict[tuple[str, str], int] = {}
        for way in facts.travel:
            self._ways[plain(way.from_site), plain(way.to_site)] = way.minutes
            self._ways[plain(way.to_site), plain(way.from_site)] = way.minutes
        for slot in slots:
            if slot.takes_time and slot.kind is SlotKind.CASE_SESSION:
                self._note_session(slot)

    def _note_session(self, slot: Slot) -> None:
        self._on_day[slot.day] += 1
        for part in slot.parts:
            if part.part is PartKind.OPTIONAL:
                continue
            if part.part is PartKind.NAVIGATES:
                self._navigated[part.person_id] += 1
                continue
            held = self._led if part.side is Side.INSPECTORATE else self._asked
            held.setdefault(part.person_id, []).append(span_of(slot))
            self._count[part.person_id, slot.day] += 1

    def add(self, row: PlanRow) -> None:
        """Take what a row needs, so that nobody else has it."""
        if row.starts_at is None or row.ends_at is None:
            return
        span, day = (minute_of(row.starts_at), minute_of(row.ends_at)), self._date(row.starts_at)
        place = self.facts.places.get(row.place_id or 0)
        everyone = (row.inspector_id, row.worker_id, row.sits_in_id, row.navigator_id)
        for person_id in dict.fromkeys(one for one in everyone if one is not None):
            entry = (span, place.site if place is not None else "", uid_of(row))
            self._people.setdefault(person_id, []).append(entry)
            self._lost.pop(person_id, None)
            self._taken = {key: bits for key, bits in self._taken.items() if key[0] != person_id}
            if person_id != row.navigator_id:
                held = self._led if person_id == row.inspector_id else self._asked
                held.setdefault(person_id, []).append(span)
                self._count[person_id, day] += 1
        if row.navigator_id is not None:
            self._navigated[row.navigator_id] += 1
        if row.place_id is not None:
            self._places.setdefault(row.place_id, []).append(span)
        self._children.setdefault(row.code, []).append((span, frozenset({row.inspector_id or 0})))
        self._on_day[day] += 1

    # -- people ----------------------------------------------------------------------------------

    def is_there(self, person_id: int, start: int, end: int) -> bool:
        """Whether somebody is on the list, on site, at work and not away."""
        is_known = person_id in self.facts.people
        return is_known and not self._calendar.own(person_id) & self._minutes(start, end)

    def is_free(self, person_id: int, start: int, end: int, site: str = "") -> bool:
        """Whether the timetable leaves somebody free, the way to and from ``site`` included."""
        bits = self._taken.get((person_id, site))
        if bits is None:
            bits = self._calendar.taken(self._people.get(person_id, ()), site)
            self._taken[person_id, site] = bits
        return not bits & self._minutes(start, end)

    def is_away(self, person_id: int, start: int, end: int) -> bool:
        """Whether an absence has a part in these minutes."""
        spans = self._situation.absences.get(person_id, ())
        return any(meet((start, end), away) for away in spans)

    def said_away(self, person: Person, day: date) -> str:
        """Why somebody cannot be had on a day: "P. Okafor is on leave", "is in court 09:30–13:00"."""
        here = self.absences_of(person, day)
        if not here:
            return f"{person.label} is away"
        words = said_absence(here[0])
        return f"{person.label} {words.split(' until ')[0]}"

    def absences_of(self, person: Person, day: date) -> list[Absence]:
        """The absences that have a part in a day, the earliest first."""
        first, last = self._ends(day)
        held = (each for each in self.facts.absences if each.person_id == person.id)
        return sorted(
            (each for each in held if _is_in(each, first, last)), key=lambda each: (each.starts_at, each.id)
        )

    def has_time_around(self, person_id: int, start: int, end: int) -> bool:
        """Whether a worker is free for a session, to prepare it and for the debrief.

        Between two sessions there is time for the debrief of the one and to prepare the other.
        """
        limits = self.facts.limits
        before, after = limits.preparation_minutes, limits.debrief_minutes
        if not self.is_free(person_id, start - before, end + after):
            return False
        apart = start - before - after, end + before + after
        return not any(meet(apart, span) for span in self._asked.get(person_id, ()))

    def leaves_time_around(self, person_id: int, start: int, end: int) -> bool:
        """Whether somebody who is asked in sessions of their own keeps the time before and after those."""
        limits = self.facts.limits
        before, after = limits.preparation_minutes, limits.debrief_minutes
        own = self._asked.get(person_id, ())
        return not any(meet((start, end), (first - before, last + after)) for first, last in own)

    def is_tight(self, inspector_id: int, start: int, end: int) -> bool:
        """Whether an inspector goes from one session to the next without a rest."""
        apart = start - REST_MINUTES, end + REST_MINUTES
        return any(meet(apart, span) for span in self._led.get(inspector_id, ()))

    def loses_lunch(self, person_id: int, day: date, start: int, end: int) -> bool:
        """Whether somebody who could have lunch on a day could not any more."""
        lunch = self._lunches.get(day)
        if lunch is None:
            limits = self.facts.limits
            from_, until = moment(day, limits.lunch_from), moment(day, limits.lunch_until)
            lunch = self._lunches[day] = minute_of(from_), minute_of(until)
        if not meet(lunch, (start, end)):
            return False
        known = self._lost.setdefault(person_id, {})
        lost = known.get((start, end))
        if lost is None:
            needs = self.facts.limits.lunch_minutes
            spans = [span for span, _, _ in self._people.get(person_id, ()) if meet(span, lunch)]
            had = _has_gap(spans, *lunch, needs)
            lost = known[start, end] = had and not _has_gap([*spans, (start, end)], *lunch, needs)
        return lost

    def has_request_due(self, person_id: int, start: int, end: int) -> bool:
        """Whether a request falls due while its owner sits in the session."""
        return any(due.owner_id == person_id and start < minute_of(due.at) <= end for due in self.facts.dues)

    def sessions_of(self, person_id: int, day: date) -> int:
        """How many sessions somebody leads or is asked in on a day."""
        return self._count[person_id, day]

    def sessions_on(self, day: date) -> int:
        """How many sessions there are on a day."""
        return self._on_day[day]

    def navigates(self, person_id: int) -> int:
        """In how many sessions somebody navigates."""
        return self._navigated[person_id]

    def _minutes(self, start: int, end: int) -> int:
        found = self._spans.get((start, end))
        if found is None:
            found = self._spans[start, end] = self._calendar.bits(start, end)
        return found

    # -- places, children and days ---------------------------------------------------------------

    def is_place_free(self, place_id: int, start: int, end: int) -> bool:
        """Whether nothing else is on at a place."""
        return not any(meet((start, end), span) for span in self._places.get(place_id, ()))

    def is_child_free(self, code: str, start: int, end: int) -> bool:
        """Whether the child's record is not read by somebody else then."""
        return not any(meet((start, end), span) for span, _ in self._children.get(code, ()))

    def had_other_inspector(self, code: str, inspector_id: int) -> bool:
        """Whether somebody else has the child's record in another session."""
        return any(crew and inspector_id not in crew for _, crew in self._children.get(code, ()))

    def minutes_from(self, locality: str, site: str) -> int:
        """The way from a locality to a site; none where it is not known, or they are one."""
        found = self._far.get((locality, site))
        if found is None:
            found = self._far[locality, site] = self._ways.get((plain(locality), plain(site)), 0)
        return found

    def is_shut(self, day: date) -> bool:
        """Whether there is no inspection on a day."""
        return self.facts.days is not None and day not in self.facts.days

    def _ends(self, day: date) -> Span:
        return minute_of(moment(day, _MIDNIGHT)), minute_of(moment(day + timedelta(days=1), _MIDNIGHT))

    def _date(self, at: datetime) -> date:
        return self._calendar.date_of(minute_of(at))


def _is_in(absence: Absence, first: int, last: int) -> bool:
    return meet((first, last), (minute_of(absence.starts_at), minute_of(absence.ends_at)))


def _has_gap(spans: Sequence[Span], first: int, last: int, needs: int) -> bool:
    """Whether so many minutes in one piece are left between two."""
    free_from = first
    for start, end in sorted(spans):
        if end <= first or start >= last:
            continue
        if start - free_from >= needs:
            return True
        free_from = max(free_from, end)
    return last - free_from >= needs
