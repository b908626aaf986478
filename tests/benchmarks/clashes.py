"""How long it takes to look a whole inspection through for clashes: four weeks, 40 or 55 slots a day.

The floor is the least any such rule must do: sort the same slots and walk each person's once.
Run as a script it prints its figures; ``measure`` is for whoever prints a table of them.
"""

from __future__ import annotations

import random
import statistics
import sys
import time as stopwatch
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from ilacs_desktop.domain.clashes import Clash, ClashFacts, DueMoment, find_clashes
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Place, Side, Travel
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind

MONDAY = date(2026, 11, 30)
SITES = ("County Hall", "Felpersham", "North House")
INSPECTORS = range(1, 8)
STAFF = range(8, 128)
WAVES = tuple(60 * hour + minute for hour, minute in ((9, 0), (10, 30), (13, 0), (14, 30), (15, 45)))
AIM_MS = 50.0


@dataclass(frozen=True)
class Figure:
    """What was measured: medians in milliseconds, ours as a multiple of the floor, and how much was in it."""

    name: str
    ours_ms: float
    floor_ms: float
    ratio: float
    aim_ms: float
    slots: int
    clashes: int


def inspection(slots_a_day: int = 40, *, seed: int = 7) -> tuple[tuple[Slot, ...], ClashFacts]:
    """A made-up inspection of four weeks, and all that its rules look at. Some of it clashes."""
    dice = random.Random(seed)  # noqa: S311  # a benchmark, not a secret
    days = [MONDAY + timedelta(days=7 * week + day) for week in range(4) for day in range(5)]
    places = {n: Place(n, f"Room {n}", SITES[n % 3], capacity=4 + n % 9) for n in range(1, 13)}
    people = {
        n: Person(n, f"Person {n}", Side.INSPECTORATE if n in INSPECTORS else Side.AUTHORITY)
        for n in (*INSPECTORS, *STAFF)
    }
    slots = tuple(
        slot for number, day in enumerate(days) for slot in _day(number, day, slots_a_day, dice, places)
    )
    facts = ClashFacts(
        people=people,
        absences=tuple(_absence(n, dice, days) for n in range(60)),
        places=places,
        travel=(
            Travel("County Hall", "Felpersham", 25),
            Travel("County Hall", "North House", 40),
            Travel("Felpersham", "North House", 30),
        ),
        dues=tuple(
            DueMoment(f"IR-{n:03}", dice.choice(STAFF), _at(dice.choice(days), dice.randrange(540, 1020)))
            for n in range(150)
        ),
        days=days,
    )
    return slots, facts


def _day(number: int, day: date, count: int, dice: random.Random, places: dict[int, Place]) -> Iterator[Slot]:
    """One day: five sessions for each inspector in their own room, the rest meetings of our own people.

    It was planned with some care: one slot in twenty has somebody in it who was picked blindly.
    """
    free = dice.sample(STAFF, len(STAFF))
    navigators = [free.pop() for _ in INSPECTORS]
    for n in range(count):
        wave, lane = divmod(n, len(INSPECTORS))
        is_session = wave < len(WAVES)
        workers = [free.pop()] if is_session else dice.sample(free, 3)
        if dice.random() < 0.05:
            workers[0] = dice.choice(STAFF)
        parts = [Part(each, f"Person {each}", Side.AUTHORITY, PartKind.ATTENDS) for each in workers]
        if is_session:
            navigator = navigators[lane]
            parts = [
                Part(lane + 1, f"Inspector {lane + 1}", Side.INSPECTORATE, PartKind.LEADS),
                *parts,
                Part(navigator, f"Person {navigator}", Side.AUTHORITY, PartKind.NAVIGATES),
            ]
        place = places[lane + 1 if is_session else dice.randrange(8, 13)]
        starts = _at(day, WAVES[wave] if is_session else 540 + 15 * dice.randrange(29))
        child = dice.randrange(700) if dice.random() < 0.05 else number * count + n
        yield Slot(
            uid=f"s{number:02}-{n:02}",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=75 if is_session else 45),
            purpose="records" if is_session else "supervision",
            kind=SlotKind.CASE_SESSION if is_session else SlotKind.MEETING,
            place_id=place.id,
            place=place.name,
            site=place.site,
            parts=tuple(parts),
            case_code=f"C-{child:04}" if is_session else "",
        )


def _absence(n: int, dice: random.Random, days: list[date]) -> Absence:
    starts = _at(dice.choice(days), 540)
    length = timedelta(hours=dice.choice((3, 8, 32)))
    return Absence(n, dice.choice(STAFF), dice.choice(list(AbsenceKind)), starts, starts + length)


def _at(day: date, minute: int) -> datetime:
    return moment(day, time(minute // 60, minute % 60))


def walk(slots: tuple[Slot, ...]) -> int:
    """The floor: the slots in order of time, and each person's walked once."""
    lanes: dict[int, list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: (slot.starts_at, slot.uid)):
        for part in slot.parts:
            lanes.setdefault(part.person_id, []).append(slot)
    return sum(
        one.ends_at > other.starts_at
        for lane in lanes.values()
        for one, other in zip(lane, lane[1:], strict=False)
    )


def measure(times: int = 15) -> tuple[Figure, ...]:
    """Both sizes, ours and the floor by turns, in processor time."""
    figures = []
    for slots_a_day in (40, 55):
        slots, facts = inspection(slots_a_day)
        ours: list[float] = []
        floor: list[float] = []
        found: tuple[Clash, ...] = ()
        for _ in range(times + 1):
            begun = stopwatch.process_time()
            found = find_clashes(slots, facts=facts)
            ours.append(_since(begun))
            begun = stopwatch.process_time()
            walk(slots)
            floor.append(_since(begun))
        mine, least = statistics.median(ours[1:]), statistics.median(floor[1:])
        name = f"clashes of {len(slots)} slots"
        figures.append(
            Figure(
                name, round(mine, 1), round(least, 2), round(mine / least, 1), AIM_MS, len(slots), len(found)
            )
        )
    return tuple(figures)


def _since(begun: float) -> float:
    return (stopwatch.process_time() - begun) * 1000


def main(say: Callable[[str], object] = print) -> None:
    """Print the figures."""
    for each in measure():
        say(
            f"{each.name}: {each.ours_ms} ms (aim {each.aim_ms:.0f}), {each.ratio} × sorting and walking"
            f" them ({each.floor_ms} ms), {each.clashes} clashes found"
        )


if __name__ == "__main__":
    main()
