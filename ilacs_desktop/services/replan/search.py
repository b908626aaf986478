"""Looking for the plan that disturbs least, in widening circles, within a time limit.

First only what the wishes touch may move; then also what stands in its way and is worth pushing, the most
promising first. Each circle begins from the best plan so far, and leaves out what could only cost more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from ilacs_desktop.domain.replan.choices import Choice
from ilacs_desktop.domain.replan.ejecting import Ejector
from ilacs_desktop.domain.replan.greedy import Plan, best_of_greedy, greedy_repair, plan_cost
from ilacs_desktop.domain.replan.model import Model, build_model, plan_of, values_of
from ilacs_desktop.domain.replan.preparing import (
    Freedom,
    Prepared,
    few_crews,
    few_rooms,
    least_cost,
    prepare,
    pruned,
    with_pushed,
)
from ilacs_desktop.domain.replan.pushing import worth_pushing
from ilacs_desktop.domain.replan.situation import Situation
from ilacs_desktop.services.replan.solver import Answer, Outcome, Solver

CIRCLES = (3, 7, 12, 18)
"""How many slots that no wish touches may be pushed, circle by circle."""
FREE = Freedom()
SHARE = 0.6
"""A circle may take so much of the time left; a wider one is sometimes easier."""
LEAST_SECONDS = 0.3
"""With less left to solve it in, another circle is not begun."""
MARGIN = 0.12
"""The solver looks at its watch only now and then; so much is kept back for that."""


@dataclass(frozen=True, slots=True)
class Quest:
    """With what, how long and around what is looked; ``until`` is a reading of the stop-watch."""

    solver: Solver
    until: float
    cuts: Sequence[Plan] = ()
    apart: int = 1
    stop: Callable[[], bool] = lambda: False

    @property
    def seconds(self) -> float:
        """What is left."""
        return self.until - MARGIN - perf_counter()

    def ask(self, circle: Prepared, plan: Plan | None) -> tuple[Model, Answer]:
        """The best plan in a circle, beginning from one that is known."""
        model = self.model(circle)
        return model, self.solved(model, circle, plan)

    def model(self, circle: Prepared) -> Model:
        """The circle as plain numbers."""
        return build_model(circle.situation, circle.tasks, circle.telling, self.cuts, apart=self.apart)

    def solved(self, model: Model, circle: Prepared, plan: Plan | None, *, share: float = 1.0) -> Answer:
        """The best of a model, beginning from a plan that is known, in a share of the time left."""
        start = values_of(model, circle.tasks, plan) if plan is not None else None
        return self.solver.solve(model, start=start, seconds=self.seconds * share, stop=self.stop)


@dataclass
class Found:
    """The best plan so far.

    ``bound`` is what no plan of the widest finished circle can be below; ``considered`` is how many slots
    might move in it. ``greedy`` is what the greedy repair would cost; None when it finds nothing.
    """

    plan: dict[str, Choice | None]
    cost: int
    bound: int
    considered: int
    prepared: Prepared
    greedy: int | None = None
    is_proven: bool = False
    is_closed: bool = False
    """Whether a circle was searched to its end with this plan, or one as good."""
    rounds: list[str] = field(default_factory=list)

    @property
    def changes(self) -> dict[str, Choice | None]:
        """What the plan makes of the slots that do not stay as they are."""
        return {
            task.slot.uid: self.plan[task.slot.uid]
            for task in self.prepared.tasks
            if task.present is None or self.plan[task.slot.uid] != task.present
        }

    @property
    def gap(self) -> float:
        """How far the best possible could lie below, as a share of the cost; 0 when proven."""
        return 0.0 if self.is_proven or not self.cost else (self.cost - self.bound) / self.cost


def search(
    situation: Situation,
    solver: Solver,
    *,
    seconds: float,
    freedom: Freedom = FREE,
    cuts: Sequence[Plan] = (),
    apart: int = 1,
    stop: Callable[[], bool] = lambda: False,
) -> Found | None:
    """The plan that disturbs least; None when there is none at all.

    ``cuts`` name what was found already; what comes out differs from each in ``apart`` slots at least.
    """
    quest = Quest(solver, perf_counter() + seconds, cuts, apart, stop)
    alone = prepare(situation, Freedom(freedom.retime, freedom.recrew, push=False))
    everything: Prepared | None = None
    found = None if cuts else _guess(alone)
    if found is not None and freedom.push:
        everything = prepare(situation, freedom)
        _eject(found, everything, stop)
    if found is None or not _moved(found):
        found = _first(alone, quest, found)
    if not freedom.push or stop():
        return found
    everything = everything or prepare(situation, freedom)
    if found is None:
        return _widest(everything, quest)
    _widen_all(found, everything, quest, freedom)
    return found


def _widen_all(found: Found, everything: Prepared, quest: Quest, freedom: Freedom) -> None:
    """Circle after circle; the first holds what the plan moves already, for it has to be closed."""
    done: frozenset[str] = frozenset()
    took = 0.0
    sizes = [0, *CIRCLES]
    while sizes and not quest.stop():
        size = sizes.pop(0)
        began = perf_counter()
        pushed = moved = _moved(found)
        if size:
            saved = worth_pushing(everything, found.plan)
            ranked = sorted(saved, key=lambda uid: (-saved[uid], uid))
            pushed = frozenset([*sorted(moved), *[uid for uid in ranked if uid not in moved]][:size])
        if pushed == done or (size and pushed < done) or not pushed:
            continue
        if done and quest.seconds < LEAST_SECONDS + took:
            break
        share = SHARE if found.is_closed and sizes else 1.0
        cost, done = found.cost, pushed
        took = _widen(found, _circle(everything, pushed, found.cost, freedom), quest, share, began)
        if size and found.cost < cost and not found.is_closed:
            # better, but stopped early: first close the circle of what this plan moves
            sizes.insert(0, 0)


def _circle(everything: Prepared, pushed: frozenset[str], cost: int, freedom: Freedom) -> Prepared:
    """The day on which only the touched and these may move, without what could only cost more."""
    touched = {task.slot.uid for task in everything.touched}
    circle = with_pushed(everything.situation, touched, pushed, freedom, everything.telling)
    return pruned(circle, cost, freedom)


def _moved(found: Found) -> frozenset[str]:
    """What the plan pushes though no wish touches it."""
    touched = {task.slot.uid for task in found.prepared.touched}
    return frozenset(found.changes.keys() - touched)


def by_hand(situation: Situation, stop: Callable[[], bool] = lambda: False) -> Found | None:
    """What can be done without a solver: the best of a few greedy repairs, improved by pushing others."""
    alone = prepare(situation, Freedom(push=False))
    guess = best_of_greedy(situation, alone.tasks, alone.standing, alone.telling)
    if guess is None:
        return None
    found = Found(guess, plan_cost(alone.tasks, guess, alone.telling), 0, len(alone.tasks), alone)
    _eject(found, prepare(situation), stop)
    return found


def _eject(found: Found, everything: Prepared, stop: Callable[[], bool]) -> None:
    better = Ejector(everything).improve(found.plan, stop)
    cost = plan_cost(everything.tasks, better, everything.telling)
    if cost < found.cost:
        found.plan, found.cost, found.prepared = better, cost, everything
        found.is_proven, found.is_closed, found.bound = False, False, least_cost(everything)
        found.rounds.append(f"ejecting: {cost}")


def _guess(alone: Prepared) -> Found | None:
    """What a few greedy repairs come to; None when none of them finds room for all that must be."""
    telling = alone.telling
    guess = best_of_greedy(alone.situation, alone.tasks, alone.standing, telling)
    if guess is None:
        return None
    plain = greedy_repair(alone.situation, alone.tasks, alone.standing, telling)
    greedy = None if plain is None else plan_cost(alone.tasks, plain, telling)
    return Found(guess, plan_cost(alone.tasks, guess, telling), 0, len(alone.tasks), alone, greedy)


def _first(alone: Prepared, quest: Quest, found: Found | None) -> Found | None:
    """The innermost circle: only what is touched may move."""
    circle = alone
    if found is not None:
        circle = few_rooms(few_crews(pruned(alone, found.cost), found.plan), found.plan)
    model, answer = quest.ask(circle, None if found is None else found.plan)
    if answer.values is None:
        return found if answer.outcome is not Outcome.IMPOSSIBLE else None
    plan = plan_of(model, circle.tasks, answer.values)
    if found is None:
        found = Found(plan, answer.cost, answer.bound, len(alone.tasks), alone)
    _take(found, circle, plan, answer)
    return found


def _widen(found: Found, circle: Prepared, quest: Quest, share: float, began: float) -> float:
    """Let more slots be pushed, beginning from what is found; how long it took to put it together."""
    plan = {task.slot.uid: found.plan.get(task.slot.uid, task.present) for task in circle.tasks}
    circle = few_rooms(few_crews(circle, plan), plan)
    model = quest.model(circle)
    took = perf_counter() - began
    answer = quest.solved(model, circle, plan, share=share)
    if answer.values is None:
        return took
    if answer.is_close or answer.cost < found.cost or (not found.is_closed and answer.bound > found.bound):
        _take(found, circle, plan_of(model, circle.tasks, answer.values), answer)
    else:
        # stopped early with nothing better: what was proven of the circle before still holds
        found.rounds.append(f"{len(circle.tasks)} slots: {found.cost} (stopped, at least {answer.bound})")
    return took


def _widest(everything: Prepared, quest: Quest) -> Found | None:
    """Everything may move at once: for days on which the touched slots alone find no room."""
    model, answer = quest.ask(everything, None)
    if answer.values is None:
        return None
    plan = plan_of(model, everything.tasks, answer.values)
    found = Found(plan, answer.cost, answer.bound, len(everything.tasks), everything)
    _take(found, everything, plan, answer)
    return found


def _take(found: Found, circle: Prepared, plan: dict[str, Choice | None], answer: Answer) -> None:
    found.plan, found.cost, found.bound = plan, answer.cost, answer.bound
    found.is_closed = answer.is_close
    found.is_proven = answer.outcome is Outcome.PROVEN
    found.considered, found.prepared = len(circle.tasks), circle
    found.rounds.append(f"{len(circle.tasks)} slots: {answer.cost} ({answer.outcome.value})")
