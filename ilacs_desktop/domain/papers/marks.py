"""What is said beside a printed slot: what it was in the issue before, and when it last moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.papers.shapes import State
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.domain.timetable.slots import said_list


def state_of(before: Slot | None, after: Slot | None, *, has_before: bool) -> tuple[State, tuple[str, ...]]:
    """What became of a slot, and its marks: ``was 09:30``. Without an issue before, nothing has changed."""
    if not has_before or after is None:
        return (State.GONE if after is None else State.SAME), ()
    if before is None or (before.is_cancelled and not after.is_cancelled):
        return State.NEW, ("new",) if before is None else ("on again",)
    if after.is_cancelled:
        return State.GONE, ("stood down",)
    marks = tuple(_marks(before, after))
    return (State.CHANGED if marks else State.SAME), marks


def _marks(before: Slot, after: Slot) -> Iterable[str]:
    was, now = said_time(before.starts_at), said_time(after.starts_at)
    if before.day != after.day:
        yield f"was {said_short_day(before.day)} {was}"
    elif was != now:
        yield f"was {was}"
    elif before.ends_at != after.ends_at:
        yield f"was until {said_time(before.ends_at)}"
    if before.where != after.where:
        yield f"was {before.where}" if before.where else "now has a place"
    yield from _crew(before, after)
    if before.title != after.title:
        yield f"was “{before.title}”"


def _crew(before: Slot, after: Slot) -> Iterable[str]:
    was = {part.person_id: part.name for part in before.parts}
    now = {part.person_id: part.name for part in after.parts}
    left = sorted(name for key, name in was.items() if key not in now)
    come = sorted(name for key, name in now.items() if key not in was)
    if left and come:
        yield f"{said_list(come)} for {said_list(left)}"
    elif come:
        yield f"with {said_list(come)}"
    elif left:
        yield f"without {said_list(left)}"


@dataclass(frozen=True, slots=True)
class Moved:
    """When and where a slot was before it last moved; ``number`` is the issue that moved it."""

    number: int
    before: Slot

    def said(self, after: Slot) -> str:
        """``Moved in issue 5 from 09:30, Room 2.``; with the day if it was another."""
        day = f"{said_short_day(self.before.day)} " if self.before.day != after.day else ""
        place = f", {self.before.where}" if self.before.where else ", no place"
        return f"Moved in issue {self.number} from {day}{said_time(self.before.starts_at)}{place}."


def moved_last(history: Iterable[tuple[int, Slot]]) -> tuple[Moved | None, int]:
    """The last move in a slot's issues, oldest first, and the issue it first stood in (0: in none).

    A move is another day, start or place; a slot that was stood down in between has not moved by that.
    """
    moved: Moved | None = None
    first, last = 0, None
    for number, slot in history:
        first = first or number
        if last is not None and (last.starts_at, last.where) != (slot.starts_at, slot.where):
            moved = Moved(number, last)
        last = slot
    return moved, first
