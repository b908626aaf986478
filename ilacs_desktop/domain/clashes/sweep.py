"""What cannot, or should not, happen at the same time. A clash warns; it never blocks an edit.

Found by a sweep: for each person, place and child the slots are walked once in order of time, and only
those still going on are compared. Slots that meet end to start do not clash. Cancelled slots and those
that did not happen take no time; a person whose part is optional is not bound by it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import combinations
from operator import attrgetter

from ilacs_desktop.domain.clashes.facts import LEVELS
from ilacs_desktop.domain.moments import day_of, local, said_day, said_short_day, said_time
from ilacs_desktop.domain.people import Absence, Person, Side
from ilacs_desktop.domain.timetable.clash import Clash, Level, Rule
from ilacs_desktop.domain.timetable.slots import Part, PartKind, Slot, SlotKind, SlotStatus, said_list

GRAVITY = {rule: rank for rank, rule in enumerate(Rule)}


def find_clashes(
    slots: Iterable[Slot],
    *,
    people: Mapping[int, Person] | None = None,
    absences: Iterable[Absence] = (),
    days: Collection[date] | None = None,
    levels: Mapping[Rule, Level] = LEVELS,
) -> tuple[Clash, ...]:
    """Every clash in ``slots``, gravest first, then in order of time.

    ``people`` says who is on the list and works when; of people not in it none are known. ``days`` are
    the days of the inspection, None when they are not known. A rule whose level is ignore finds nothing.
    """
    busy = sorted((slot for slot in slots if slot.takes_time), key=_in_time)
    bound: dict[int, list[Slot]] = {}
    names: dict[int, str] = {}
    for slot in busy:
        for part in slot.parts:
            if part.part is not PartKind.OPTIONAL:
                bound.setdefault(part.person_id, []).append(slot)
                names[part.person_id] = part.name
    found: list[tuple[datetime, Clash]] = []

    def add(rule: Rule, about: Hashable, who: str, sentence: str, *clashing: Slot) -> None:
        uids = tuple(slot.uid for slot in clashing)
        key = f"{rule.value}:{about}:{':'.join(sorted(uids))}"
        found.append((clashing[0].starts_at, Clash(rule, levels[rule], uids, who, sentence, key)))

    finders: Mapping[Rule, Callable[[], None]] = {
        Rule.PERSON: lambda: _people_twice(bound, names, add),
        Rule.PLACE: lambda: _places_twice(busy, add),
        Rule.CHILD: lambda: _children_twice(busy, add),
        Rule.OFF_THE_LIST: lambda: _off_the_list(bound, names, people or {}, add),
        Rule.ABSENCE: lambda: _away(bound, names, absences, add),
        Rule.WORKING_HOURS: lambda: _outside_hours(bound, names, people or {}, add),
        Rule.INSPECTION_DAYS: lambda: _outside_days(busy, days, add),
    }
    for rule, find in finders.items():
        if levels[rule] is not Level.IGNORE:
            find()
    found.sort(key=lambda each: (GRAVITY[each[1].rule], each[0], each[1].key))
    return tuple(clash for _, clash in found)


Add = Callable[..., None]


def _people_twice(bound: Mapping[int, list[Slot]], names: Mapping[int, str], add: Add) -> None:
    for person_id, slots in bound.items():
        for one, other in overlapping(slots):
            who = names[person_id]
            sentence = f"{who} is in two places: {_said(one)} and {_said(other)}, {said_short_day(one.day)}."
            add(Rule.PERSON, person_id, who, sentence, one, other)


def _places_twice(busy: Iterable[Slot], add: Add) -> None:
    for place_id, slots in _grouped(busy, attrgetter("place_id")).items():
        for one, other in overlapping(slots):
            who = one.where
            sentence = f"{who} is used twice: {_said(one)} and {_said(other)}, {said_short_day(one.day)}."
            add(Rule.PLACE, place_id, who, sentence, one, other)


def _children_twice(busy: Iterable[Slot], add: Add) -> None:
    """A child's record seen by two inspectors in different sessions, at whatever time."""
    sessions = (slot for slot in busy if slot.kind is SlotKind.CASE_SESSION)
    for child, slots in _grouped(sessions, _child).items():
        for one, other in combinations(slots, 2):
            first, second = _inspectors(one), _inspectors(other)
            if first and second and not first.keys() & second.keys():
                who = one.case_code or other.case_code or "The same child"
                sentence = (
                    f"{who} is with {said_list(list(first.values()))} on {said_short_day(one.day)}"
                    f" {said_time(one.starts_at)} and with {said_list(list(second.values()))}"
                    f" on {said_short_day(other.day)} {said_time(other.starts_at)}."
                )
                add(Rule.CHILD, child, who, sentence, one, other)


def _off_the_list(
    bound: Mapping[int, list[Slot]], names: Mapping[int, str], people: Mapping[int, Person], add: Add
) -> None:
    """Somebody who has left, or will not come, and still has a part in what is planned."""
    for person_id, slots in bound.items():
        person = people.get(person_id)
        if person is None or person.is_active:
            continue
        who = names[person_id]
        for slot in slots:
            if slot.status is SlotStatus.PLANNED:
                sentence = f"{who} is off the list of people: {_said(slot)}, {said_short_day(slot.day)}."
                add(Rule.OFF_THE_LIST, person_id, who, sentence, slot)


def _away(
    bound: Mapping[int, list[Slot]], names: Mapping[int, str], absences: Iterable[Absence], add: Add
) -> None:
    for absence in absences:
        who = names.get(absence.person_id, "")
        for slot in bound.get(absence.person_id, ()):
            if slot.starts_at < absence.ends_at and absence.starts_at < slot.ends_at:
                sentence = f"{who} {_said_absence(absence)}: {_said(slot)}, {said_short_day(slot.day)}."
                add(Rule.ABSENCE, f"{absence.person_id}/{absence.id}", who, sentence, slot)


def _outside_hours(
    bound: Mapping[int, list[Slot]], names: Mapping[int, str], people: Mapping[int, Person], add: Add
) -> None:
    """Our own people only: inspectors set their own hours."""
    for person_id, slots in bound.items():
        person = people.get(person_id)
        if person is None or person.side is Side.INSPECTORATE:
            continue
        for slot in slots:
            starts, ends = _clock(slot.starts_at), _clock(slot.ends_at)
            if starts < person.works_from or ends > person.works_until:
                who = names[person_id]
                sentence = (
                    f"{who} works {person.works_from:%H:%M} to {person.works_until:%H:%M}:"
                    f" {_said(slot)}, {said_short_day(slot.day)}."
                )
                add(Rule.WORKING_HOURS, person_id, who, sentence, slot)


def _outside_days(busy: Iterable[Slot], days: Collection[date] | None, add: Add) -> None:
    if days is None:
        return
    known = frozenset(days)
    for slot in busy:
        if slot.day not in known:
            sentence = f"{said_day(slot.day)} is not a working day of this inspection: {_said(slot)}."
            add(Rule.INSPECTION_DAYS, slot.day, said_short_day(slot.day), sentence, slot)


def overlapping(slots: Iterable[Slot]) -> Iterator[tuple[Slot, Slot]]:
    """Each pair of slots that share time, the earlier first; ``slots`` are in order of start."""
    going_on: list[Slot] = []
    for slot in slots:
        going_on = [earlier for earlier in going_on if earlier.ends_at > slot.starts_at]
        for earlier in going_on:
            yield earlier, slot
        going_on.append(slot)


def _grouped(slots: Iterable[Slot], about: Callable[[Slot], Hashable]) -> dict[Hashable, list[Slot]]:
    groups: dict[Hashable, list[Slot]] = {}
    for slot in slots:
        key = about(slot)
        if key is not None:
            groups.setdefault(key, []).append(slot)
    return groups


def _child(slot: Slot) -> Hashable:
    return slot.case_code or slot.child_id


def _inspectors(slot: Slot) -> dict[int, str]:
    return {part.person_id: part.name for part in slot.inspectors if _is_bound(part)}


def _is_bound(part: Part) -> bool:
    return part.part is not PartKind.OPTIONAL


def _in_time(slot: Slot) -> tuple[datetime, str]:
    return slot.starts_at, slot.uid


def _said(slot: Slot) -> str:
    return f"{slot.title} {said_time(slot.starts_at)}–{said_time(slot.ends_at)}"


def _said_absence(absence: Absence) -> str:
    if absence.kind.value == "other":
        words = "is away"
    else:
        words = f"is {'in' if absence.kind.value in {'court', 'training'} else 'on'} {absence.kind.value}"
    first, last = day_of(absence.starts_at), day_of(absence.ends_at)
    if first == last:
        return f"{words} {said_time(absence.starts_at)}–{said_time(absence.ends_at)}"
    return f"{words} until {said_short_day(last)}"


def _clock(at: datetime) -> time:
    return local(at).time()
