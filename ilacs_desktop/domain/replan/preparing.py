"""From a situation to what the model is made of: which slots may move, and what is worth looking at.

Three things keep it small. Only what the wishes touch moves far; what they push moves a little. What
stands fixed, or cannot be worth moving, is an obstacle. And whatever costs at least as much as a plan that
is known already is left out, which loses no better plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from ilacs_desktop.domain.replan.choices import Mode, Task
from ilacs_desktop.domain.replan.costs import POINTS, Points, Telling
from ilacs_desktop.domain.replan.greedy import Board, Plan
from ilacs_desktop.domain.replan.offers import Offers
from ilacs_desktop.domain.replan.situation import Situation, bound_people, meet, span_of
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind

MOST_STAND_INS = 3
"""How many inspectors are tried to stand in for one at each time."""
MOST_ROOMS = 2
"""How many rooms beside its own are tried for a slot at each time."""


@dataclass(frozen=True, slots=True)
class Freedom:
    """What a proposal may do: change times, change inspectors, push slots that no wish touches."""

    retime: bool = True
    recrew: bool = True
    push: bool = True


FREE = Freedom()


@dataclass(frozen=True)
class Prepared:
    """The slots that may move, and everything that stands beside them."""

    situation: Situation
    tasks: tuple[Task, ...]
    standing: tuple[Slot, ...]
    telling: Telling

    @property
    def touched(self) -> tuple[Task, ...]:
        """Those that cannot stay as they are."""
        return tuple(task for task in self.tasks if task.present is None)


def touches(situation: Situation, slot: Slot) -> bool:
    """Whether some wish forbids that the slot stays as it is."""
    if slot.uid in situation.must and (slot.is_cancelled or slot.day != situation.day):
        return True
    if not slot.takes_time:
        return False
    if slot.uid in situation.cancel:
        return True
    span = span_of(slot)
    people = bound_people(slot)
    return (
        any(meet(span, away) for person_id in people for away in situation.away.get(person_id, ()))
        or (slot.day == situation.day and not situation.swaps.keys().isdisjoint(people | _optional(slot)))
        or any(meet(span, closed) for closed in situation.closed.get(slot.place_id or 0, ()))
    )


def stuck(situation: Situation) -> tuple[Slot, ...]:
    """The slots a wish touches and nothing may touch: locked ones, and those that have begun."""
    return tuple(
        slot
        for slot in situation.slots
        if touches(situation, slot)
        and situation.is_fixed(slot)
        and slot.kind is not SlotKind.BLOCKER
        and slot.ends_at > situation.now
        and (slot.day == situation.day or slot.uid in situation.cancel | situation.must)
    )


def prepare(situation: Situation, freedom: Freedom = FREE, points: Points = POINTS) -> Prepared:
    """Every slot of the day that may move, with all it could become."""
    moving = [slot for slot in situation.slots if not situation.is_fixed(slot)]
    touched = {slot.uid for slot in moving if touches(situation, slot)}
    pushed = _sound(situation, moving, touched) if freedom.push else set()
    return with_pushed(situation, touched, pushed, freedom, Telling(situation, points))


def pruned(prepared: Prepared, upper: int, freedom: Freedom = FREE) -> Prepared:
    """The same without whatever could only come out at more than ``upper`` points.

    No plan that costs as little, or less, is lost.
    """
    upper += 1
    touched = {task.slot.uid for task in prepared.touched}
    for _ in range(3):
        slack = upper - least_cost(prepared)
        certain = certain_to_hear(prepared.tasks)
        pushed = {
            task.slot.uid
            for task in prepared.tasks
            if task.present is not None and least_change(task, certain, prepared.telling) < slack
        }
        if len(pushed) + len(touched) == len(prepared.tasks):
            break
        prepared = with_pushed(prepared.situation, touched, pushed, freedom, prepared.telling)
    slack = upper - least_cost(prepared)
    certain = certain_to_hear(prepared.tasks)
    tasks = tuple(_trimmed(task, slack, certain, prepared.telling) for task in prepared.tasks)
    return replace(prepared, tasks=tasks)


def few_rooms(prepared: Prepared, plan: Plan, most: int = MOST_ROOMS) -> Prepared:
    """The same with a few rooms to choose from at each start: its own, and those least in demand.

    Rooms of one site are as good as each other, and trying all of them means looking through the same day
    many times over. What ``plan`` uses stays, so that the search can begin from it.
    """
    demand: dict[int | None, int] = {}
    for task in prepared.tasks:
        demand[task.slot.place_id] = demand.get(task.slot.place_id, 0) + 1
    tasks = []
    for number, task in enumerate(prepared.tasks):
        used = plan.get(task.slot.uid)
        places = {}
        for start, found in task.places.items():
            kept = [
                place
                for place in found
                if place == task.slot.place_id
                or (used is not None and (start, place) == (used.start, used.place_id))
            ]
            others = sorted(
                (place for place in found if place not in kept),
                key=lambda place: (
                    found[place],
                    demand.get(place, 0),
                    ((place or 0) + number) % len(prepared.situation.places or (0,)),
                ),
            )
            for site in dict.fromkeys(task.sites[place] for place in others):
                kept += [place for place in others if task.sites[place] == site][:most]
            places[start] = {place: found[place] for place in kept}
        tasks.append(replace(task, places=places))
    return replace(prepared, tasks=tuple(tasks))


def few_crews(prepared: Prepared, plan: Plan, most: int = MOST_STAND_INS) -> Prepared:
    """The same with a few inspectors to stand in for one at each start: those who cost least.

    Of those who cost the same, such as have the least to do on that day come first. What ``plan`` uses stays.
    """
    load: dict[int, int] = {}
    for task in prepared.tasks:
        for person_id in task.people:
            load[person_id] = load.get(person_id, 0) + task.length
    certain = certain_to_hear(prepared.tasks)
    tasks = []
    for number, task in enumerate(prepared.tasks):
        used = plan.get(task.slot.uid)
        modes = {}
        for start, found in task.modes.items():
            kept = {
                mode
                for mode in found
                if not any(come for _, come in mode.crew)
                or (used is not None and (start, mode.crew) == (used.start, used.crew))
            }
            others = sorted(
                (mode for mode in found if mode not in kept),
                key=lambda mode: (
                    found[mode] + _comers(mode, certain, prepared.telling),
                    sum(load.get(come, 0) for _, come in mode.crew),
                    [(come + number) % 7 for _, come in mode.crew],
                ),
            )
            kept.update(others[:most])
            modes[start] = {mode: cost for mode, cost in found.items() if mode in kept}
        places = {
            start: {
                place: cost
                for place, cost in found.items()
                if any(mode.site == task.sites[place] for mode in modes[start])
            }
            for start, found in task.places.items()
        }
        tasks.append(replace(task, modes=modes, places=places))
    return replace(prepared, tasks=tuple(tasks))


def with_pushed(
    situation: Situation,
    touched: AbstractSet[str],
    pushed: AbstractSet[str],
    freedom: Freedom,
    telling: Telling,
) -> Prepared:
    """The tasks when just these slots may move, and all else stands."""
    moving = touched | pushed
    standing = tuple(slot for slot in situation.slots if slot.uid not in moving)
    offers = Offers(situation, standing, telling.points)
    tasks = tuple(
        offers.task(slot, touched=slot.uid in touched, retime=freedom.retime, recrew=freedom.recrew)
        for slot in situation.slots
        if slot.uid in moving
    )
    return Prepared(situation, tasks, standing, telling)


def _sound(situation: Situation, moving: Iterable[Slot], touched: set[str]) -> set[str]:
    """Those that clash with nothing as they are; a clash that is there already is nobody's to mend."""
    board = Board(situation, (slot for slot in situation.slots if slot.uid not in touched))
    offers = Offers(situation, ())
    found = set()
    for slot in moving:
        if slot.uid not in touched and slot.takes_time:
            task = offers.task(slot, touched=False, retime=False, recrew=False)
            if task.present is not None and board.fits(task, task.present):
                found.add(slot.uid)
    return found


def certain_to_hear(tasks: Iterable[Task]) -> frozenset[int]:
    """Those who are told whatever comes out."""
    return frozenset(person for task in tasks if task.present is None for person in task.everyone)


def least_cost(prepared: Prepared) -> int:
    """What every plan costs at least."""
    telling = prepared.telling
    told = sum(telling.weight(person_id) for person_id in certain_to_hear(prepared.tasks))
    return told + sum(_cheapest(task, telling.points) for task in prepared.touched)


def _cheapest(task: Task, points: Points) -> int:
    costs = [
        task.cost_of_start[start] + min(task.modes[start].values()) + min(task.places[start].values())
        for start in task.modes
    ]
    return min([*costs, *([points.cancelled] if task.may_cancel else [])], default=0)


def least_change(task: Task, certain: frozenset[int], telling: Telling) -> int:
    """What it adds at least when this slot does not stay."""
    told = sum(telling.weight(person_id) for person_id in task.everyone - certain)
    return told + min(telling.points.place, telling.points.inspector, telling.points.time)


def _trimmed(task: Task, slack: int, certain: frozenset[int], telling: Telling) -> Task:
    """The task without the choices that use up all of ``slack``."""
    if task.present is None:
        spare = slack + _cheapest(task, telling.points)
        base = 0
    else:
        spare = slack
        base = sum(telling.weight(person_id) for person_id in task.everyone - certain)
    modes, places = {}, {}
    for start, who in task.modes.items():
        where = task.places[start]
        first = task.cost_of_start[start] + base
        least_who, least_where = min(who.values()), min(where.values())
        kept_modes = {
            mode: cost
            for mode, cost in who.items()
            if first + cost + least_where + _comers(mode, certain, telling) < spare
        }
        kept_places = {place: cost for place, cost in where.items() if first + least_who + cost < spare}
        if task.present is not None and start == task.present.start:
            mode = Mode((), task.slot.site)
            kept_modes.setdefault(mode, who[mode])
            kept_places.setdefault(task.slot.place_id, where[task.slot.place_id])
        sites = {mode.site for mode in kept_modes} & {task.sites[place] for place in kept_places}
        kept_modes = {mode: cost for mode, cost in kept_modes.items() if mode.site in sites}
        kept_places = {place: cost for place, cost in kept_places.items() if task.sites[place] in sites}
        if kept_modes:
            modes[start], places[start] = kept_modes, kept_places
    may_cancel = task.may_cancel and telling.points.cancelled + base < spare
    return replace(task, modes=modes, places=places, may_cancel=may_cancel)


def _comers(mode: Mode, certain: frozenset[int], telling: Telling) -> int:
    return sum(telling.weight(come) for _, come in mode.crew if come and come not in certain)


def _optional(slot: Slot) -> frozenset[int]:
    return frozenset(part.person_id for part in slot.parts if part.part is PartKind.OPTIONAL)
