"""Greedy repair: what somebody would do by hand, slot after slot, without moving what is not touched.

It is the first guess for the solver, the measure it has to beat, and what is left when it cannot be loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from ilacs_desktop.domain.replan.choices import Choice, Crew, Task, child_of
from ilacs_desktop.domain.replan.costs import Telling
from ilacs_desktop.domain.replan.masks import calendar_of
from ilacs_desktop.domain.replan.situation import Situation, Span, bound_people, meet, span_of
from ilacs_desktop.domain.timetable import Slot

Plan = Mapping[str, Choice | None]
"""What becomes of each task, by uid; None is cancelled."""


class Board:
    """Who and what is taken when, while a plan is put together."""

    def __init__(self, situation: Situation, slots: Iterable[Slot] = ()) -> None:
        self._situation = situation
        self._calendar = calendar_of(situation)
        self._people: dict[int, list[tuple[Span, str, str]]] = {}
        self._places: dict[int, list[tuple[Span, str]]] = {}
        self._children: dict[Hashable, list[tuple[Span, str]]] = {}
        self._held: dict[str, tuple[Collection[int], int | None, Hashable]] = {}
        self._people_bits: dict[int, dict[str, int]] = {}
        self._places_bits: dict[int, int] = {}
        for slot in slots:
            if slot.takes_time:
                self._take(slot, span_of(slot), bound_people(slot), slot.place_id, slot.site)

    def put(self, task: Task, choice: Choice) -> None:
        """Take what this choice needs."""
        span = choice.start, choice.start + task.length
        self._take(task.slot, span, task.busy(choice.crew), choice.place_id, task.sites[choice.place_id])

    def lift(self, uid: str) -> None:
        """Give back whatever a slot has taken."""
        people, place_id, child = self._held.pop(uid, ((), None, None))
        for person_id in people:
            taken = self._people[person_id]
            taken[:] = [each for each in taken if each[2] != uid]
            self._people_bits.pop(person_id, None)
        if place_id is not None:
            self._places[place_id][:] = [each for each in self._places[place_id] if each[1] != uid]
            self._places_bits.pop(place_id, None)
        if child is not None:
            self._children[child][:] = [each for each in self._children[child] if each[1] != uid]

    def fits(self, task: Task, choice: Choice) -> bool:
        """Whether nobody and nothing it needs is taken, the way between two sites included."""
        if task.slot.uid in self._held:
            return not self.in_the_way(task, choice.start, choice.crew, choice.place_id)
        span = choice.start, choice.start + task.length
        bits = self._calendar.bits(*span)
        site = task.sites[choice.place_id]
        if choice.place_id is not None and self._place_bits(choice.place_id) & bits:
            return False
        if any(self._person_bits(person_id, site) & bits for person_id in task.busy(choice.crew)):
            return False
        return not any(meet(span, taken) for taken, _ in self._children.get(child_of(task.slot), ()))

    def in_the_way(self, task: Task, start: int, crew: Crew, place_id: int | None) -> set[str]:
        """Who else has taken somebody or something that this needs, by uid."""
        span, uid = (start, start + task.length), task.slot.uid
        site = task.sites[place_id]
        found = set()
        for person_id in task.busy(crew):
            for taken, there, other in self._people.get(person_id, ()):
                way = self._situation.minutes_between_sites(site, there)
                if meet((span[0] - way, span[1] + way), taken):
                    found.add(other)
        found |= self.in_the_room(span, place_id)
        child = child_of(task.slot)
        if child is not None:
            found |= {other for taken, other in self._children.get(child, ()) if meet(span, taken)}
        return found - {uid}

    def in_the_room(self, span: Span, place_id: int | None) -> set[str]:
        """Who has taken a place meanwhile, by uid."""
        if place_id is None:
            return set()
        return {other for taken, other in self._places.get(place_id, ()) if meet(span, taken)}

    def _person_bits(self, person_id: int, site: str) -> int:
        by_site = self._people_bits.setdefault(person_id, {})
        found = by_site.get(site)
        if found is None:
            found = by_site[site] = self._calendar.taken(self._people.get(person_id, ()), site)
        return found

    def _place_bits(self, place_id: int) -> int:
        found = self._places_bits.get(place_id)
        if found is None:
            found = 0
            for taken, _ in self._places.get(place_id, ()):
                found |= self._calendar.bits(*taken)
            self._places_bits[place_id] = found
        return found

    def _take(self, slot: Slot, span: Span, people: Collection[int], place_id: int | None, site: str) -> None:
        child = child_of(slot)
        self._held[slot.uid] = people, place_id, child
        for person_id in people:
            self._people.setdefault(person_id, []).append((span, site, slot.uid))
            self._people_bits.pop(person_id, None)
        if place_id is not None:
            self._places.setdefault(place_id, []).append((span, slot.uid))
            self._places_bits.pop(place_id, None)
        if child is not None:
            self._children.setdefault(child, []).append((span, slot.uid))


def greedy_repair(
    situation: Situation,
    tasks: Sequence[Task],
    standing: Iterable[Slot],
    telling: Telling,
    *,
    order: Sequence[Task] | None = None,
) -> dict[str, Choice | None] | None:
    """Put each task, in order of time or of ``order``, where it costs least beside all that stands.

    None when a slot that has to happen finds no room that way.
    """
    board = Board(situation, standing)
    waiting = [task for task in tasks if task.present is None]
    for task in tasks:
        if task.present is not None:
            board.put(task, task.present)
    plan: dict[str, Choice | None] = {task.slot.uid: task.present for task in tasks}
    told: set[int] = set()
    in_order = order if order is not None else sorted(waiting, key=lambda task: (task.start, task.slot.uid))
    for task in in_order:
        best = _cheapest(task, board, told, telling)
        if best is None and not task.may_cancel:
            return None
        plan[task.slot.uid] = best
        told |= task.everyone
        if best is not None:
            told |= {come for _, come in best.crew if come}
            board.put(task, best)
    return plan


def best_of_greedy(
    situation: Situation, tasks: Sequence[Task], standing: Sequence[Slot], telling: Telling
) -> dict[str, Choice | None] | None:
    """The best of a few orders: by time, the most bound first, the longest first, the last first."""
    waiting = [task for task in tasks if task.present is None]
    orders = (
        sorted(waiting, key=lambda task: (task.start, task.slot.uid)),
        sorted(waiting, key=lambda task: (task.may_cancel, len(task.modes), task.slot.uid)),
        sorted(waiting, key=lambda task: (task.may_cancel, -task.length, task.slot.uid)),
        sorted(waiting, key=lambda task: (task.may_cancel, -task.start, task.slot.uid)),
    )
    best: dict[str, Choice | None] | None = None
    least = 0
    for order in orders:
        plan = greedy_repair(situation, tasks, standing, telling, order=order)
        if plan is None:
            continue
        cost = plan_cost(tasks, plan, telling)
        if best is None or cost < least:
            best, least = plan, cost
    return best


def plan_cost(tasks: Iterable[Task], plan: Plan, telling: Telling) -> int:
    """The points of a plan, the telling included."""
    told: set[int] = set()
    cost = 0
    for task in tasks:
        choice = plan[task.slot.uid]
        if choice == task.present and choice is not None:
            continue
        cost += task.cost(choice, telling.points)
        told |= task.everyone
        if choice is not None:
            told |= {come for _, come in choice.crew if come}
    return cost + sum(telling.weight(person_id) for person_id in told)


def _cheapest(task: Task, board: Board, told: set[int], telling: Telling) -> Choice | None:
    best: Choice | None = None
    least = telling.points.cancelled if task.may_cancel else None
    for alone, choice in task.priced():
        if least is not None and alone >= least:
            continue
        cost = alone + sum(telling.weight(come) for _, come in choice.crew if come and come not in told)
        if (least is None or cost < least) and board.fits(task, choice):
            best, least = choice, cost
    return best
