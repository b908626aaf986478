"""A drag on the board: what it would do if it were let go now. Plain sums, no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ilacs_desktop.desktop.pages.timetable.board.layout import (
    DAY_MINUTES,
    QUARTER_MINUTES,
    Block,
    Lane,
    snapped,
)


class Grip(StrEnum):
    """What is held: whole slots, one's upper or lower edge, a free stretch of time, or a band over slots."""

    MOVE = "move"
    START = "start"
    END = "end"
    MAKE = "make"
    BAND = "band"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot that is carried would lie."""

    uid: str
    from_lane: int
    lane: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag in hand. ``held`` is the minute under the pointer when it began.

    ``others`` are the slots that come along with the one under the pointer. With ``copies`` all of them
    stay where they are, and what is let go is new.
    """

    grip: Grip
    uid: str
    from_lane: int
    held: int
    from_start: int
    from_end: int
    lane: int
    start: int
    end: int
    others: tuple[Block, ...] = ()
    lane_count: int = 1
    copies: bool = False

    @property
    def is_idle(self) -> bool:
        """Whether letting go now would change nothing."""
        return (self.lane, self.start, self.end) == (self.from_lane, self.from_start, self.from_end)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where everything that is held would lie, the slot under the pointer first."""
        first = Place(self.uid, self.from_lane, self.lane, self.start, self.end)
        aside, later = self.lane - self.from_lane, self.start - self.from_start
        return (
            first,
            *(
                Place(other.uid, other.lane, other.lane + aside, other.start + later, other.end + later)
                for other in self.others
            ),
        )

    def to(self, lane: int, minute: float) -> Drag:
        """The drag with the pointer over ``minute`` of ``lane``; all that is held stays within the board."""
        if self.grip is Grip.MOVE:
            return self.by(
                lane - self.from_lane, snapped(self.from_start + minute - self.held) - self.from_start
            )
        if self.grip is Grip.END:
            end = max(snapped(minute), self.from_start + QUARTER_MINUTES)
            return replace(self, end=min(end, DAY_MINUTES))
        if self.grip is Grip.START:
            start = min(snapped(minute), self.from_end - QUARTER_MINUTES)
            return replace(self, start=max(start, 0))
        first = int(min(self.held, minute) // QUARTER_MINUTES) * QUARTER_MINUTES
        last = -int(-max(self.held + 1, minute) // QUARTER_MINUTES) * QUARTER_MINUTES
        return replace(self, start=max(first, 0), end=min(max(last, first + QUARTER_MINUTES), DAY_MINUTES))

    def copied(self, *, copies: bool) -> Drag:
        """The same drag as a copy, or no longer as one."""
        return replace(self, copies=copies)

    def by(self, lanes: int, minutes: int) -> Drag:
        """The drag moved by so many lanes and minutes, as far as all that is held stays within the board."""
        first = min([self.from_start, *(other.start for other in self.others)])
        last = max([self.from_end, *(other.end for other in self.others)])
        minutes = max(min(minutes, DAY_MINUTES - last), -first)
        leftmost = min([self.from_lane, *(other.lane for other in self.others)])
        rightmost = max([self.from_lane, *(other.lane for other in self.others)])
        lanes = max(min(lanes, self.lane_count - 1 - rightmost), -leftmost)
        return replace(
            self,
            lane=self.from_lane + lanes,
            start=self.from_start + minutes,
            end=self.from_end + minutes,
        )


def grasp(
    block: Block,
    minute: float,
    grip: Grip = Grip.MOVE,
    *,
    others: Iterable[Block] = (),
    lane_count: int = 1,
    copies: bool = False,
) -> Drag:
    """Take hold of a slot and ``others`` at ``minute``, or of one of its edges."""
    return Drag(
        grip,
        block.uid,
        block.lane,
        round(minute),
        block.start,
        block.end,
        block.lane,
        block.start,
        block.end,
        tuple(others) if grip is Grip.MOVE else (),
        lane_count,
        copies and grip is Grip.MOVE,
    )


def sweep(lane: int, minute: float, grip: Grip = Grip.MAKE) -> Drag:
    """Begin to draw a new slot over free time, or a band over slots."""
    start = int(minute // QUARTER_MINUTES) * QUARTER_MINUTES
    end = start + QUARTER_MINUTES
    return Drag(grip, "", lane, int(minute), start, end, lane, start, end)


@dataclass(frozen=True, slots=True)
class Move:
    """One slot that lies in ``from_lane`` is to lie in ``to_lane`` from ``start`` to ``end``."""

    uid: str
    from_lane: Lane
    to_lane: Lane
    start: int
    end: int

    @property
    def changes_lane(self) -> bool:
        """Whether it goes to somebody else, or somewhere else."""
        return self.from_lane.key != self.to_lane.key


@dataclass(frozen=True, slots=True)
class Carry:
    """A wish: these slots are to lie elsewhere, or with ``copies`` a copy of each is. The held one first."""

    moves: tuple[Move, ...]
    copies: bool = False


def carry_of(drag: Drag, lanes: tuple[Lane, ...]) -> Carry:
    """What letting go now asks for."""
    return Carry(
        tuple(
            Move(place.uid, lanes[place.from_lane], lanes[place.lane], place.start, place.end)
            for place in drag.places
        ),
        drag.copies,
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A free stretch of time in a lane."""

    lane: Lane | None
    start: int
    end: int
