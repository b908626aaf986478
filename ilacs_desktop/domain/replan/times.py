"""The times that are tried for a slot, near the old one first."""

from __future__ import annotations

from datetime import date, time

from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.domain.replan.costs import GRID_MINUTES
from ilacs_desktop.domain.replan.situation import Situation, bound_people, minute_of, span_of
from ilacs_desktop.domain.timetable import Slot

EARLIEST, LATEST = time(8), time(18)
"""Between these London times slots are put; what is planned outside them may stay there."""
FAR_MINUTES = 600
PUSHED_MINUTES = 120
"""How far a slot may be pushed that no wish touches."""
OTHER_DAY_MINUTES = 120
"""How far from its old clock time a slot may come on another day."""


def starts_of(situation: Situation, slot: Slot, *, touched: bool, retime: bool) -> list[int]:
    """The starts worth trying, near the old one first."""
    start, end = span_of(slot)
    found: list[int] = []
    if slot.day == situation.day:
        found.append(start)
    if retime or slot.day != situation.day:
        reach = FAR_MINUTES if touched else PUSHED_MINUTES
        wanted = moment(situation.day, local(slot.starts_at).time())
        found += _grid(situation.day, minute_of(wanted), end - start, reach)
        if touched:
            found += _after_gaps(situation, slot, end - start)
            if slot.uid not in situation.must:
                for day in situation.other_days:
                    there = minute_of(moment(day, local(slot.starts_at).time()))
                    found += _grid(day, there, end - start, OTHER_DAY_MINUTES)
    at_least = minute_of(situation.now) + 1
    return [at for at in dict.fromkeys(found) if at >= at_least]


def _grid(day: date, near: int, length: int, reach: int) -> list[int]:
    first, last = minute_of(moment(day, EARLIEST)), minute_of(moment(day, LATEST)) - length
    on_grid = range(first, last + 1, GRID_MINUTES)
    found = {near} if first <= near <= last else set()
    found.update(at for at in on_grid if abs(at - near) <= reach)
    return sorted(found, key=lambda at: (abs(at - near), at))


def _after_gaps(situation: Situation, slot: Slot, length: int) -> list[int]:
    """Right after somebody of the slot, or its place, is to be had again: off the grid if need be."""
    ends = {span[1] for person_id in bound_people(slot) for span in situation.away.get(person_id, ())} | {
        span[1] for span in situation.closed.get(slot.place_id or 0, ())
    }
    rounded = (-(-end // 5) * 5 for end in sorted(ends))
    first = minute_of(moment(situation.day, EARLIEST))
    last = minute_of(moment(situation.day, LATEST)) - length
    return [at for at in rounded if first <= at <= last]
