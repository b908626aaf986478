"""Making a plan better by hand: put a slot where somebody stands in its way, and find those another place.

What comes out need not be the best. It is good enough that most of the model can be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ilacs_desktop.domain.replan.choices import Choice, Mode, Task
from ilacs_desktop.domain.replan.greedy import Board, Plan, plan_cost
from ilacs_desktop.domain.replan.preparing import Prepared, certain_to_hear, least_change

MOST_EJECTED = 2
ROUNDS = 4


class Ejector:
    """Improves plans over one prepared day. ``prepared`` holds all slots that may move."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._telling = prepared.telling
        self._tasks: Mapping[str, Task] = {task.slot.uid: task for task in prepared.tasks}
        self._certain = certain_to_hear(prepared.tasks)
        self._ordered: dict[str, list[Choice]] = {}
        self._loss = {
            task.slot.uid: least_change(task, self._certain, self._telling) if task.present else 0
            for task in prepared.tasks
        }

    def improve(self, plan: Plan, stop: Callable[[], bool] = lambda: False) -> dict[str, Choice | None]:
        """A plan that costs no more than ``plan``; the costliest slots are looked at first."""
        best = {task.slot.uid: plan.get(task.slot.uid, task.present) for task in self._prepared.tasks}
        least = self._cost(best)
        for _ in range(ROUNDS):
            before = least
            order = sorted(self._prepared.touched, key=lambda task: (-self._own(task, best), task.slot.uid))
            for task in order:
                if stop():
                    return best
                better = self._moved(task, best, least)
                if better is not None:
                    best, least = better
            if least == before:
                break
        return best

    def _moved(
        self, task: Task, plan: dict[str, Choice | None], least: int
    ) -> tuple[dict[str, Choice | None], int] | None:
        """The best plan in which this slot is elsewhere, if it costs less than ``least``."""
        board = self._board(plan)
        board.lift(task.slot.uid)
        now = self._own(task, plan)
        found: tuple[dict[str, Choice | None], int] | None = None
        for cost, start, mode in self._ways(task, now):
            for uids, place_id, at in self._rooms(board, task, start, mode):
                if (
                    cost + at + sum(self._loss[uid] for uid in uids if plan[uid] == self._tasks[uid].present)
                    >= now
                ):
                    continue
                trial = self._replaced(board, plan, task, Choice(start, mode.crew, place_id), uids)
                if trial is not None:
                    total = self._cost(trial)
                    if total < least:
                        found, least = (trial, total), total
                break
        return found

    def _ways(self, task: Task, now: int) -> list[tuple[int, int, Mode]]:
        """Times and crews that cost less than what the slot costs now, the cheapest first."""
        found = []
        for start, modes in task.modes.items():
            for number, (mode, who) in enumerate(modes.items()):
                cost = task.cost_of_start[start] + who + self._comers(mode)
                if cost < now:
                    found.append((cost, abs(start - task.start), start, number, mode))
        found.sort(key=lambda each: each[:4])
        return [(cost, start, mode) for cost, _, start, _, mode in found]

    def _rooms(
        self, board: Board, task: Task, start: int, mode: Mode
    ) -> list[tuple[set[str], int | None, int]]:
        """The place with the fewest in the way, if they are few."""
        options = [
            (board.in_the_way(task, start, mode.crew, place_id), place_id, cost)
            for place_id, cost in task.places[start].items()
            if task.sites[place_id] == mode.site
        ]
        options.sort(key=lambda each: (len(each[0]), each[2], each[1] or 0))
        return [each for each in options[:1] if len(each[0]) <= MOST_EJECTED]

    def _replaced(
        self, board: Board, plan: dict[str, Choice | None], task: Task, choice: Choice, uids: set[str]
    ) -> dict[str, Choice | None] | None:
        """The plan with this choice, and those in its way where it costs least; None without a place.

        The board, on which the task is nowhere, is left as it was.
        """
        for uid in uids:
            board.lift(uid)
        board.put(task, choice)
        trial: dict[str, Choice | None] | None = {**plan, task.slot.uid: choice}
        for uid in sorted(uids, key=lambda each: (-self._tasks[each].length, each)):
            other = self._tasks[uid]
            place = next((each for each in self._by_cost(other) if board.fits(other, each)), None)
            if place is None or trial is None:
                trial = None
                break
            board.put(other, place)
            trial[uid] = place
        for uid in (task.slot.uid, *uids):
            board.lift(uid)
        for uid in uids:
            before = plan[uid]
            if before is not None:
                board.put(self._tasks[uid], before)
        return trial

    def _by_cost(self, task: Task) -> list[Choice]:
        known = self._ordered.get(task.slot.uid)
        if known is None:
            priced = task.priced()
            comers = {crew: self._comers(Mode(crew)) for crew in {choice.crew for _, choice in priced}}
            priced.sort(key=lambda each: each[0] + comers[each[1].crew])
            known = self._ordered[task.slot.uid] = [choice for _, choice in priced]
        return known

    def _board(self, plan: Plan) -> Board:
        board = Board(self._prepared.situation)
        for uid, choice in plan.items():
            if choice is not None:
                board.put(self._tasks[uid], choice)
        return board

    def _own(self, task: Task, plan: Plan) -> int:
        """What the slot itself costs in a plan."""
        choice = plan[task.slot.uid]
        return task.cost(choice, self._telling.points) + (self._comers_of(choice) if choice else 0)

    def _comers(self, mode: Mode) -> int:
        return sum(self._telling.weight(come) for _, come in mode.crew if come and come not in self._certain)

    def _comers_of(self, choice: Choice) -> int:
        return self._comers(Mode(choice.crew))

    def _cost(self, plan: Plan) -> int:
        return plan_cost(self._prepared.tasks, plan, self._telling)
