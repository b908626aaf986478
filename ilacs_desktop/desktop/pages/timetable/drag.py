"""A drag on the board: what it would do if it were let go now. Plain sums, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ilacs_desktop.desktop.pages.timetable.layout import DAY_MINUTES, QUARTER_MINUTES, Block, Lane, snapped


class Grip(StrEnum):
    """What is held: a whole slot, its lower edge, or a free stretch of time."""

    MOVE = "move"
    RESIZE = "resize"
    MAKE = "make"


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag in hand. ``held`` is the minute under the pointer when it began."""

    grip: Grip
    uid: str
    from_lane: int
    held: int
    from_start: int
    from_end: int
    lane: int
    start: int
    end: int

    @property
    def is_idle(self) -> bool:
        """Whether letting go now would change nothing."""
        return (self.lane, self.start, self.end) == (self.from_lane, self.from_start, self.from_end)

    def to(self, lane: int, minute: float) -> Drag:
        """The drag with the pointer over ``minute`` of ``lane``; it stays within the day."""
        if self.grip is Grip.MOVE:
            length = self.from_end - self.from_start
            start = snapped(self.from_start + minute - self.held)
            start = min(max(start, 0), max(0, DAY_MINUTES - length))
            return replace(self, lane=lane, start=start, end=start + length)
        if self.grip is Grip.RESIZE:
            end = max(snapped(minute), self.from_start + QUARTER_MINUTES)
            return replace(self, end=min(end, DAY_MINUTES))
        first = int(min(self.held, minute) // QUARTER_MINUTES) * QUARTER_MINUTES
        last = -int(-max(self.held + 1, minute) // QUARTER_MINUTES) * QUARTER_MINUTES
        return replace(self, start=max(first, 0), end=min(max(last, first + QUARTER_MINUTES), DAY_MINUTES))


def grasp(block: Block, minute: float, *, edge: bool) -> Drag:
    """Take hold of a slot at ``minute``, or of its lower edge."""
    grip = Grip.RESIZE if edge else Grip.MOVE
    held = round(minute)
    return Drag(grip, block.uid, block.lane, held, block.start, block.end, block.lane, block.start, block.end)


def sweep(lane: int, minute: float) -> Drag:
    """Begin to draw a new slot over free time."""
    start = int(minute // QUARTER_MINUTES) * QUARTER_MINUTES
    end = start + QUARTER_MINUTES
    return Drag(Grip.MAKE, "", lane, int(minute), start, end, lane, start, end)


@dataclass(frozen=True, slots=True)
class Move:
    """A wish: the slot that lies in ``from_lane`` is to lie in ``to_lane`` from ``start`` to ``end``."""

    uid: str
    from_lane: Lane
    to_lane: Lane
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A free stretch of time in a lane."""

    lane: Lane | None
    start: int
    end: int
