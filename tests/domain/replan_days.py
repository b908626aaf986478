"""Hard days for the re-plan: full, on two sites, with absences, short hours and locked slots.

A day is made so that nothing clashes; then something must change. The same seed gives the same day.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from ilacs_desktop.domain.clashes import ClashFacts
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Place, Side, Travel
from ilacs_desktop.domain.replan.preparing import stuck
from ilacs_desktop.domain.replan.situation import Situation, bound_people, meet, minute_of, moment_of, span_of
from ilacs_desktop.domain.replan.wishes import Away, Cancel, Closed, Late, Must, Swap, Wish
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind

DAY = date(2026, 12, 3)
EVENING = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
NAMES = (  # noqa: SIM905 - a list of names reads better as words
    "Adeyemi Begum Clarke Desai Ellis Flynn Grant Hughes Iqbal Jarvis Khan Lewis Malik Nandy Osei Patel"
    " Quinn Rees Shaw Turner Usman Vaughan Walsh Xu Young Zaman Abbott Barker Cole Dunn"
).split()
CENTRE, NORTH = "Civic Centre", "North House"


@dataclass(frozen=True)
class Size:
    """How large a day is."""

    sessions: int = 40
    inspectors: int = 7
    workers: int = 28
    places: int = 8


HARD = Size()


def clock(text: str, day: date = DAY) -> datetime:
    """``09:30`` of the day as a moment."""
    hour, minute = text.split(":")
    return moment(day, time(int(hour), int(minute)))


def minute(text: str) -> int:
    """``09:30`` of the day as a minute."""
    return minute_of(clock(text))


def hard_day(seed: int, size: Size = HARD) -> Situation:
    """A full day with what must change on it."""
    dice = random.Random(seed)  # noqa: S311 - days for tests, the same each time
    people = _people(dice, size)
    places = _places(size)
    absences = _absences(dice, people)
    slots = _sessions(dice, size, people, places, absences)
    facts = ClashFacts(
        people={person.id: person for person in people},
        absences=absences,
        places={place.id: place for place in places},
        travel=(Travel(CENTRE, NORTH, 25),),
        days=(DAY,),
    )
    situation = Situation(
        slots=tuple(sorted(slots, key=lambda slot: (slot.starts_at, slot.uid))),
        day=DAY,
        now=EVENING,
        facts=facts,
        wishes=_wishes(dice, slots, people, places),
        confirmed=frozenset(person.id for person in people if dice.random() < 0.5),
    )
    if stuck(situation):
        # somebody is wished away from what goes on while another is late; that is another test
        return replace(situation, wishes=situation.wishes[:-1])
    return situation


def _people(dice: random.Random, size: Size) -> list[Person]:
    inspectors = [
        Person(
            number + 1,
            f"Inspector {'ABCDEFGHIJ'[number]}",
            Side.INSPECTORATE,
            known_as=f"Inspector {'ABCDEFGHIJ'[number]}",
        )
        for number in range(size.inspectors)
    ]
    hours = [(time(9), time(17))] * 6 + [
        (time(8, 30), time(16, 30)),
        (time(9), time(15)),
        (time(9), time(13)),
        (time(10), time(18)),
    ]
    workers = []
    for number in range(size.workers):
        starts, ends = dice.choice(hours)
        workers.append(
            Person(
                100 + number,
                f"{'ABCDEFGHJK'[number % 10]}. {NAMES[number % len(NAMES)]}",
                Side.AUTHORITY,
                works_from=starts,
                works_until=ends,
            )
        )
    return inspectors + workers


def _places(size: Size) -> list[Place]:
    north = max(1, size.places // 4) if size.places > 2 else 0
    return [
        Place(
            number + 1,
            f"Room {number + 1}",
            NORTH if number >= size.places - north else CENTRE,
            capacity=8 if number == 0 else dice_capacity(number),
        )
        for number in range(size.places)
    ]


def dice_capacity(number: int) -> int:
    """Small and middling rooms by turns."""
    return (4, 6, 5)[number % 3]


def _absences(dice: random.Random, people: list[Person]) -> tuple[Absence, ...]:
    workers = [person for person in people if person.side is Side.AUTHORITY]
    found = []
    for number, person in enumerate(dice.sample(workers, max(1, len(workers) // 7))):
        span = dice.choice([("09:00", "12:00"), ("13:00", "17:00"), ("11:00", "14:00")])
        kind = dice.choice([AbsenceKind.COURT, AbsenceKind.LEAVE, AbsenceKind.TRAINING])
        found.append(Absence(number + 1, person.id, kind, clock(span[0]), clock(span[1])))
    return tuple(found)


def _sessions(
    dice: random.Random, size: Size, people: list[Person], places: list[Place], absences: tuple[Absence, ...]
) -> list[Slot]:
    inspectors = [person for person in people if person.side is Side.INSPECTORATE]
    workers = [person for person in people if person.side is Side.AUTHORITY]
    slots: list[Slot] = []
    tries = 0
    while len(slots) < size.sessions and tries < 20_000:
        tries += 1
        kind, length, crew = _draw(dice, inspectors, workers)
        place = dice.choice(places)
        start = minute("08:30") + 15 * dice.randrange(0, 33)
        slot = Slot(
            uid=f"s{len(slots):02}",
            starts_at=moment_of(start),
            ends_at=moment_of(start + length),
            purpose="records" if kind is SlotKind.CASE_SESSION else kind.value,
            kind=kind,
            place_id=place.id,
            place=place.name,
            site=place.site,
            parts=tuple(
                Part(
                    person.id, person.label, person.side, PartKind.LEADS if number == 0 else PartKind.ATTENDS
                )
                for number, person in enumerate(crew)
            ),
            case_code=f"C-{len(slots) + 1:03}" if kind is SlotKind.CASE_SESSION else "",
            locked=dice.random() < 0.06,
        )
        if _fits(slot, slots, people, places, absences):
            slots.append(slot)
    return slots


def _draw(
    dice: random.Random, inspectors: list[Person], workers: list[Person]
) -> tuple[SlotKind, int, list[Person]]:
    kind = dice.choices(
        [SlotKind.CASE_SESSION, SlotKind.MEETING, SlotKind.VISIT, SlotKind.INTERVIEW], [70, 12, 8, 10]
    )[0]
    length = dice.choice([45, 60, 60, 75, 90])
    seats = {
        SlotKind.CASE_SESSION: (1, 1),
        SlotKind.MEETING: (2, 3),
        SlotKind.VISIT: (1, 2),
        SlotKind.INTERVIEW: (1, 1),
    }
    ours, theirs = seats[kind]
    crew = dice.sample(inspectors, min(ours, len(inspectors))) + dice.sample(
        workers, min(theirs, len(workers))
    )
    return kind, length, crew


def _fits(
    slot: Slot, slots: list[Slot], people: list[Person], places: list[Place], absences: tuple[Absence, ...]
) -> bool:
    room = next(place for place in places if place.id == slot.place_id)
    if room.capacity is not None and len(slot.parts) > room.capacity:
        return False
    start, end = span_of(slot)
    crew = bound_people(slot)
    for person in people:
        if person.id in crew and person.side is Side.AUTHORITY:
            hours = minute_of(moment(DAY, person.works_from)), minute_of(moment(DAY, person.works_until))
            if start < hours[0] or end > hours[1]:
                return False
    if any(
        absence.person_id in crew and slot.starts_at < absence.ends_at and absence.starts_at < slot.ends_at
        for absence in absences
    ):
        return False
    for other in slots:
        way = 25 if other.site != slot.site else 0
        if other.place_id == slot.place_id and meet((start, end), span_of(other)):
            return False
        if crew & bound_people(other) and meet((start - way, end + way), span_of(other)):
            return False
    return True


def _wishes(
    dice: random.Random, slots: list[Slot], people: list[Person], places: list[Place]
) -> tuple[Wish, ...]:
    """An inspector away for half a day, workers in court, a room closed; now and then something more.

    Nothing is wished that a locked slot forbids; that is another test.
    """
    inspectors = [person for person in people if person.side is Side.INSPECTORATE]
    workers = [person for person in people if person.side is Side.AUTHORITY]
    locked = [slot for slot in slots if slot.locked]

    def is_free(span: tuple[int, int], person_id: int = 0, place_id: int = 0) -> bool:
        return not any(
            meet(span, span_of(slot)) and (person_id in bound_people(slot) or place_id == slot.place_id)
            for slot in locked
        )

    found = _absent(dice, inspectors, workers, is_free)
    for place in dice.sample(places, len(places)):
        half = dice.choice([("08:00", "12:00"), ("12:00", "18:00"), ("10:00", "16:00")])
        if is_free((minute(half[0]), minute(half[1])), place_id=place.id):
            found.append(Closed(place.id, clock(half[0]), clock(half[1])))
            break
    away = {wish.person_id for wish in found if isinstance(wish, Away)}
    here = [person for person in inspectors if person.id not in away]
    spare = [slot for slot in slots if not slot.locked]
    more = dice.random()
    if more < 0.2:
        found.append(Cancel(dice.choice(spare).uid))
    elif more < 0.4:
        found.append(Late(dice.choice(here).id, 20, clock("10:00")))
    elif more < 0.5 and len(here) > 1:
        one, other = dice.sample(here, 2)
        if is_free((minute("08:00"), minute("18:00")), one.id):
            found.append(Swap(one.id, other.id))
    elif more < 0.7:
        found.append(Must(dice.choice(spare).uid))
    return tuple(found)


def _absent(
    dice: random.Random, inspectors: list[Person], workers: list[Person], is_free: Callable[..., bool]
) -> list[Wish]:
    """An inspector for half a day, and up to four workers."""
    found: list[Wish] = []
    for person in dice.sample(inspectors, len(inspectors)):
        half = dice.choice([("08:00", "13:00"), ("12:30", "18:00")])
        if is_free((minute(half[0]), minute(half[1])), person.id):
            found.append(Away(person.id, clock(half[0]), clock(half[1])))
            break
    for person in dice.sample(workers, min(len(workers), 8)):
        half = dice.choice([("09:00", "13:00"), ("13:00", "17:00"), ("10:00", "15:00")])
        if len(found) < 5 and is_free((minute(half[0]), minute(half[1])), person.id):
            found.append(Away(person.id, clock(half[0]), clock(half[1])))
    return found
