"""Which slots that no wish touches are worth pushing: those that stand in the way of something cheaper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ilacs_desktop.domain.replan.choices import Mode, Task
from ilacs_desktop.domain.replan.greedy import Plan
from ilacs_desktop.domain.replan.preparing import Prepared, certain_to_hear, least_change
from ilacs_desktop.domain.replan.situation import Span, bound_people, meet, span_of
from ilacs_desktop.domain.timetable import Slot

MOST_IN_THE_WAY = 2
"""A time for which more than so many others would have to move is not worth it."""


def worth_pushing(prepared: Prepared, plan: Plan) -> dict[str, int]:
    """How many points it may save, at most, to push each slot, when ``plan`` is what is known so far.

    ``prepared`` holds the slots that are touched, with all they could become if nothing unlocked stood in
    their way; a slot is in the way of one of their choices when it needs the same person, or the last
    place that is free. Slots that could save nothing are not in the answer.
    """
    points, telling = prepared.telling.points, prepared.telling
    certain = certain_to_hear(prepared.tasks)
    movable = {task.slot.uid: task for task in prepared.tasks if task.present is not None}
    loss = {uid: least_change(task, certain, telling) for uid, task in movable.items()}
    people, places = _taken([task.slot for task in movable.values()])
    saved: dict[str, int] = defaultdict(int)
    for task in prepared.touched:
        choice = plan[task.slot.uid]
        so_far = (
            task.cost(choice, points) if choice is None or choice.start in task.modes else points.cancelled
        )
        if choice is not None:
            so_far += sum(telling.weight(come) for _, come in choice.crew if come and come not in certain)
        best: dict[str, int] = {}
        for start, modes in task.modes.items():
            for mode, who in modes.items():
                found = _in_the_way(prepared, task, (start, mode), people, places)
                if found is None:
                    continue
                uids, where = found
                cost = task.cost_of_start[start] + who + where + sum(loss[uid] for uid in uids)
                cost += sum(telling.weight(come) for _, come in mode.crew if come and come not in certain)
                for uid in uids:
                    best[uid] = max(best.get(uid, 0), so_far - cost)
        for uid, points_saved in best.items():
            if points_saved > 0:
                saved[uid] += points_saved
    return dict(saved)


def _taken(
    slots: list[Slot],
) -> tuple[Mapping[int, list[tuple[Span, str, str]]], Mapping[int, list[tuple[Span, str]]]]:
    people: dict[int, list[tuple[Span, str, str]]] = defaultdict(list)
    places: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for slot in slots:
        for person_id in bound_people(slot):
            people[person_id].append((span_of(slot), slot.site, slot.uid))
        if slot.place_id is not None:
            places[slot.place_id].append((span_of(slot), slot.uid))
    return people, places


def _in_the_way(
    prepared: Prepared,
    task: Task,
    way: tuple[int, Mode],
    people: Mapping[int, list[tuple[Span, str, str]]],
    places: Mapping[int, list[tuple[Span, str]]],
) -> tuple[frozenset[str], int] | None:
    """Who is in the way of this, where it costs least, and the points of that place.

    None when nobody is, or too many are.
    """
    start, mode = way
    span = start, start + task.length
    uids = set()
    for person_id in task.busy(mode.crew):
        for taken, site, uid in people.get(person_id, ()):
            travel = prepared.situation.minutes_between_sites(mode.site, site)
            if meet((span[0] - travel, span[1] + travel), taken):
                uids.add(uid)
    if len(uids) > MOST_IN_THE_WAY:
        return None
    options = []
    for place_id, cost in task.places[start].items():
        if task.sites[place_id] == mode.site:
            here = {uid for taken, uid in places.get(place_id or 0, ()) if meet(span, taken)}
            options.append((len(uids | here), cost, sorted(uids | here)))
    count, cost, found = min(options)
    return (frozenset(found), cost) if 0 < count <= MOST_IN_THE_WAY else None
