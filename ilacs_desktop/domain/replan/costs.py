"""What a change costs: how many people have to be told, and how much it upsets their day.

The points only compare timetables with each other; people are shown the counts behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from ilacs_desktop.domain.replan.situation import Situation, minute_of
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.domain.timetable.telling import NEAR_MINUTES

GRID_MINUTES = 15
"""Times are tried on the quarter hours."""


@dataclass(frozen=True, slots=True)
class Points:
    """What each disturbance weighs. Source: the order the coordinators gave, the figures are ours.

    To tell a person weighs ``told``, more if they have confirmed what they were told last and if their
    first start is near, and little if they will hear something anyway. A change of time weighs more than
    one of inspector, that more than one of place; cancelling weighs most.
    """

    told: int = 10
    told_again: int = 5
    told_soon: int = 5
    told_anyway: int = 3
    time: int = 8
    quarter: int = 1
    most_quarters: int = 16
    other_day: int = 60
    inspector: int = 6
    without: int = 7
    place: int = 3
    site: int = 4
    cancelled: int = 300

    def moved(self, before: int, after: int, *, other_day: bool = False) -> int:
        """What a new start costs; nothing when it is the old one. Both are minutes."""
        if before == after:
            return 0
        if other_day:
            return self.other_day + self.time + self.most_quarters * self.quarter
        quarters = max(1, round(abs(after - before) / GRID_MINUTES))
        return self.time + min(quarters, self.most_quarters) * self.quarter


POINTS = Points()


@dataclass(frozen=True)
class Telling:
    """What it weighs to tell each person."""

    situation: Situation
    points: Points = POINTS

    @cached_property
    def _first_starts(self) -> Mapping[int, datetime]:
        """Of everyone in the draft of that day, their first start."""
        firsts: dict[int, datetime] = {}
        for slot in self.situation.slots:
            if slot.day == self.situation.day and slot.takes_time:
                for part in slot.parts:
                    first = firsts.get(part.person_id)
                    if first is None or slot.starts_at < first:
                        firsts[part.person_id] = slot.starts_at
        return firsts

    @cached_property
    def _weights(self) -> dict[int, int]:
        return {}

    def weight(self, person_id: int) -> int:
        """The points for telling one person."""
        found = self._weights.get(person_id)
        if found is None:
            found = self._weights[person_id] = self._weight(person_id)
        return found

    def _weight(self, person_id: int) -> int:
        points, situation = self.points, self.situation
        if person_id in situation.hearing:
            return points.told_anyway
        first = self._first_starts.get(person_id)
        soon = situation.now + timedelta(minutes=NEAR_MINUTES)
        return (
            points.told
            + (points.told_again if person_id in situation.confirmed else 0)
            + (points.told_soon if first is not None and first <= soon else 0)
        )


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What turning one draft into another upsets. ``told`` are the people who have to hear of it."""

    cost: int
    told: frozenset[int]
    moved: int = 0
    other_day: int = 0
    placed: int = 0
    crewed: int = 0
    cancelled: int = 0
    reinstated: int = 0

    @property
    def touched(self) -> int:
        """How many slots change at all."""
        return self.moved + self.placed + self.crewed + self.cancelled + self.reinstated


def disturbance(
    situation: Situation, after: Iterable[Slot], points: Points = POINTS, telling: Telling | None = None
) -> Disturbance:
    """What it costs to have ``after`` instead of the draft of ``situation``.

    A slot counts once, by the gravest of what happens to it. Slots that ``after`` does not hold stay.
    """
    telling = telling or Telling(situation, points)
    told: set[int] = set()
    counts = dict.fromkeys(("moved", "other_day", "placed", "crewed", "cancelled", "reinstated"), 0)
    cost = 0
    for now in after:
        was = situation.by_uid[now.uid]
        slot_cost, kind = _slot_cost(was, now, points)
        if kind:
            cost += slot_cost
            counts[kind] += 1
            counts["other_day"] += kind == "moved" and was.day != now.day
            told.update(part.person_id for slot in (was, now) for part in slot.parts)
    cost += sum(telling.weight(person_id) for person_id in told)
    return Disturbance(cost, frozenset(told), **counts)


def _slot_cost(was: Slot, now: Slot, points: Points) -> tuple[int, str]:
    """The points for one slot without the telling, and in which count it goes; nothing if it stays."""
    if now.is_cancelled:
        return (0, "") if was.is_cancelled else (points.cancelled, "cancelled")
    time = points.moved(minute_of(was.starts_at), minute_of(now.starts_at), other_day=was.day != now.day)
    before = {part.person_id for part in was.parts}
    after = {part.person_id for part in now.parts}
    come, gone = len(after - before), len(before - after)
    crew = come * points.inspector + max(0, gone - come) * points.without
    place = 0
    if was.place_id != now.place_id:
        place = points.place + (points.site if was.site != now.site else 0)
    cost = time + crew + place
    if was.is_cancelled:
        return cost, "reinstated"
    if time:
        return cost, "moved"
    if crew:
        return cost, "crewed"
    return cost, "placed" if place else ""
