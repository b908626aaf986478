"""From a situation to up to three proposals that differ, each looked at once more before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter

from ilacs_desktop.domain.clashes import Level
from ilacs_desktop.domain.replan.checking import new_clashes, with_changes
from ilacs_desktop.domain.replan.choices import Choice, becomes
from ilacs_desktop.domain.replan.costs import Telling, disturbance
from ilacs_desktop.domain.replan.excluding import excluded, fixed_exclusions, said
from ilacs_desktop.domain.replan.greedy import Plan
from ilacs_desktop.domain.replan.model import build_model
from ilacs_desktop.domain.replan.preparing import Freedom, prepare
from ilacs_desktop.domain.replan.proposals import Proposal, Proposals, Way, digest_of_draft
from ilacs_desktop.domain.replan.situation import Situation
from ilacs_desktop.domain.replan.wishes import Wish
from ilacs_desktop.domain.timetable import Slot, changes_between
from ilacs_desktop.services.replan.search import Found, by_hand, search
from ilacs_desktop.services.replan.solver import Outcome, Solver

SECONDS = 2.0
"""So long the best is looked for; each of the others half as long."""
MOST = 3
APART = 2
"""Two proposals differ in so many slots at least, if so many change at all."""
TRIES = 3
"""How often a plan that breaks a rule the model does not know is looked for anew."""
NO_SOLVER = (
    "The solver could not be loaded on this machine. These come from a simple repair, slot after slot."
)

Stop = Callable[[], bool]


def propose(
    situation: Situation, solver: Solver | None, *, seconds: float = SECONDS, stop: Stop = lambda: False
) -> Proposals:
    """Up to three timetables that grant every wish; or which wishes cannot be granted."""
    answer = Proposals(
        day=situation.day,
        wishes=situation.wishes,
        said=tuple(said(situation, wish) for wish in situation.wishes),
        note="" if solver is not None else NO_SOLVER,
    )
    exclusions = fixed_exclusions(situation)
    if exclusions:
        return replace(answer, exclusions=exclusions)
    telling = Telling(situation)
    if solver is None:
        found = by_hand(situation, stop)
        proposals = [] if found is None else [_proposal(situation, found, Way.BY_HAND, telling)]
        return replace(answer, proposals=_numbered(proposals))
    best = _sound(situation, solver, Freedom(), (), seconds=seconds, stop=stop)
    if best is None:
        if stop():
            return answer
        return replace(answer, exclusions=(excluded(situation, _asker(situation, solver)),))
    proposals = [_proposal(situation, best, Way.LEAST, telling)]
    plans: list[Plan] = [best.plan]
    changes: list[Plan] = [best.changes]
    if not proposals[0].after:
        return replace(answer, proposals=_numbered(proposals))
    for way, freedom in (
        (Way.TIMES_STAY, Freedom(retime=False)),
        (Way.INSPECTORS_STAY, Freedom(recrew=False)),
        (Way.OTHER, Freedom()),
        (Way.OTHER, Freedom()),
    ):
        if len(proposals) == MOST or stop():
            break
        cuts = tuple(changes) if way is Way.OTHER else ()
        found = _sound(situation, solver, freedom, cuts, seconds=seconds / 2, stop=stop)
        if found is None or not _differs(found, plans):
            continue
        proposals.append(_proposal(situation, found, way, telling))
        plans.append(found.plan)
        changes.append(found.changes)
    return replace(answer, proposals=_numbered(proposals))


def _sound(
    situation: Situation,
    solver: Solver,
    freedom: Freedom,
    cuts: Sequence[Plan],
    *,
    seconds: float,
    stop: Stop,
) -> Found | None:
    """A plan in which no clash that stops an issue is new; looked for anew when there is one."""
    until = perf_counter() + seconds
    known = list(cuts)
    for _ in range(TRIES):
        found = search(
            situation,
            solver,
            seconds=max(0.3, until - perf_counter()),
            freedom=freedom,
            cuts=tuple(known),
            apart=APART if cuts else 1,
            stop=stop,
        )
        if found is None or stop():
            return found
        stops = [
            clash
            for clash in new_clashes(
                situation, with_changes(situation.slots, changed_slots(situation, found))
            )
            if clash.level is Level.STOP
        ]
        if not stops:
            return found
        for clash in stops:
            known.append({uid: found.plan[uid] for uid in clash.uids if uid in found.plan})
    return None


def changed_slots(situation: Situation, found: Found) -> tuple[Slot, ...]:
    """The slots that the plan changes, as they would be."""
    changed = []
    for task in found.prepared.tasks:
        choice = found.plan[task.slot.uid]
        if choice is None or choice != task.present:
            after = becomes(situation, task, choice)
            if after != task.slot:
                changed.append(after)
    return tuple(changed)


def _proposal(situation: Situation, found: Found, way: Way, telling: Telling) -> Proposal:
    after = changed_slots(situation, found)
    draft = with_changes(situation.slots, after)
    upset = disturbance(situation, after, telling=telling)
    names = {part.person_id: part.name for slot in draft for part in slot.parts}
    names |= {part.person_id: part.name for slot in situation.slots for part in slot.parts}
    return Proposal(
        number=0,
        way=way,
        disturbance=upset,
        changes=changes_between(situation.slots, draft),
        after=after,
        told=tuple(sorted(names[person_id] for person_id in upset.told)),
        hearing=len(upset.told & situation.hearing),
        bound=None if way is Way.BY_HAND else (upset.cost if found.is_proven else found.bound),
        warnings=tuple(clash for clash in new_clashes(situation, draft) if clash.level is Level.WARN),
        day=situation.day,
        digest=digest_of_draft(situation.slots, situation.day),
    )


def _numbered(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The least disturbing first, numbered from 1."""
    ordered = sorted(proposals, key=lambda each: each.cost)
    return tuple(replace(each, number=number) for number, each in enumerate(ordered, 1))


def _differs(found: Found, plans: Sequence[Plan]) -> bool:
    """Whether the plan is truly another: two slots, or all it changes, become something else."""
    for plan in plans:
        uids = plan.keys() | found.plan.keys()
        apart = sum(_core(plan, uid) != _core(found.plan, uid) for uid in uids)
        if apart < min(APART, max(1, len(found.changes))):
            return False
    return True


def _core(plan: Plan, uid: str) -> tuple[object, ...]:
    """Time and crew of a choice; another room alone does not make another proposal."""
    if uid not in plan:
        return ("stays",)
    choice: Choice | None = plan[uid]
    return ("cancelled",) if choice is None else (choice.start, choice.crew)


def _asker(situation: Situation, solver: Solver) -> Callable[[Sequence[Wish]], bool]:
    """Asks whether some wishes can be granted: whether there is room for all that must not be cancelled.

    Whatever else may move might be cancelled, and is out of the way.
    """

    def can_be(wishes: Sequence[Wish]) -> bool:
        fewer = replace(situation, wishes=tuple(wishes))
        prepared = prepare(fewer)
        must = [task for task in prepared.tasks if not task.may_cancel]
        if any(not task.modes for task in must):
            return False
        model = build_model(fewer, must, prepared.telling)
        return solver.solve(model, seconds=1.0).outcome is not Outcome.IMPOSSIBLE

    return can_be
