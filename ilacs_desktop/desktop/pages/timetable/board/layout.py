"""Where each slot lies on the day board: plain sums, no Qt.

Time runs down in rows, lanes across in columns. Rows begin at every quarter of an hour and at
every moment a slot begins or ends, so that a slot is always a whole number of rows. A lane has as
many columns as slots in it ever run at once, so that overlapping slots lie side by side.

All times here are minutes after midnight by London clocks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time

QUARTER_MINUTES = 15
DAY_MINUTES = 24 * 60
OPENS_MINUTES = 8 * 60
CLOSES_MINUTES = 18 * 60


@dataclass(frozen=True, slots=True)
class Lane:
    """One heading of the board: an inspector, one of our people or a place.

    ``key`` is the person's or the place's id; None is the lane of what has nobody or no place.
    """

    key: int | None
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A slot that wants to lie in a lane from ``start`` to ``end``."""

    uid: str
    lane: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """Where a slot lies: its lane, its first row and column, and how many of each it covers."""

    uid: str
    lane: int
    start: int
    end: int
    row: int
    rows: int
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """The whole board: ``marks`` are the row edges, ``columns`` names the lane of each column."""

    lanes: tuple[Lane, ...] = ()
    marks: tuple[int, ...] = (OPENS_MINUTES, CLOSES_MINUTES)
    columns: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    _covered: dict[tuple[int, int], Block] = field(default_factory=dict, repr=False, compare=False)

    @property
    def row_count(self) -> int:
        """How many rows the day has."""
        return len(self.marks) - 1

    def row_of(self, minute: int) -> int:
        """The row in which ``minute`` lies; the first or last row for one outside the day."""
        return min(max(bisect_right(self.marks, minute) - 1, 0), self.row_count - 1)

    def columns_of(self, lane: int) -> tuple[int, int]:
        """First column of a lane and how many it has."""
        first = bisect_left(self.columns, lane)
        return first, bisect_right(self.columns, lane) - first

    def block_at(self, row: int, column: int) -> Block | None:
        """The slot that covers a cell, or None when it is free."""
        return self._covered.get((row, column))

    def find(self, uid: str, lane: int | None = None) -> Block | None:
        """The block of a slot, in ``lane`` if it lies there, else in its first lane."""
        found = [block for block in self.blocks if block.uid == uid]
        return next((block for block in found if block.lane == lane), found[0] if found else None)


def clock_of(minute: int) -> time:
    """Minutes after midnight as a time of day; midnight at the end is a minute earlier."""
    minute = min(minute, DAY_MINUTES - 1)
    return time(minute // 60, minute % 60)


def snapped(minute: float, step: int = QUARTER_MINUTES) -> int:
    """The nearest multiple of ``step`` minutes; a drag never lands on 09:07."""
    return int((minute + step / 2) // step) * step


def arrange(
    lanes: Sequence[Lane],
    wishes: Iterable[Wish],
    *,
    opens: int = OPENS_MINUTES,
    closes: int = CLOSES_MINUTES,
) -> BoardLayout:
    """Lay ``wishes`` out in ``lanes``; the day grows by whole hours as far as they need.

    A slot shorter than a quarter of an hour is given a quarter, so that it can be read and
    grasped. What lies outside the day, or ends before it starts, is cut to it.
    """
    cut = [_cut(wish) for wish in wishes]
    first = min([opens, *(wish.start // 60 * 60 for wish in cut)])
    last = max([closes, *(-(-wish.end // 60) * 60 for wish in cut)])
    edges = {edge for wish in cut for edge in (wish.start, wish.end)}
    marks = tuple(sorted(edges | set(range(first, last + 1, QUARTER_MINUTES))))
    columns: list[int] = []
    blocks: list[Block] = []
    for lane in range(len(lanes)):
        groups = _groups([wish for wish in cut if wish.lane == lane])
        width = max([len(tracks) for tracks in groups], default=1)
        for tracks in groups:
            blocks.extend(_placed(tracks, marks, len(columns), width))
        columns.extend([lane] * width)
    covered = {
        (row, column): block
        for block in blocks
        for row in range(block.row, block.row + block.rows)
        for column in range(block.column, block.column + block.columns)
    }
    blocks.sort(key=lambda block: (block.column, block.row))
    return BoardLayout(tuple(lanes), marks, tuple(columns), tuple(blocks), covered)


def _cut(wish: Wish) -> Wish:
    start = min(max(wish.start, 0), DAY_MINUTES - QUARTER_MINUTES)
    end = min(max(wish.end, start + QUARTER_MINUTES), DAY_MINUTES)
    return Wish(wish.uid, wish.lane, start, end)


def _groups(wishes: list[Wish]) -> list[list[list[Wish]]]:
    """Groups of slots that touch one another, each as tracks in which nothing overlaps."""
    groups: list[list[list[Wish]]] = []
    group_ends = -1
    for wish in sorted(wishes, key=lambda wish: (wish.start, -wish.end, wish.uid)):
        if wish.start >= group_ends:
            groups.append([])
        group_ends = max(group_ends, wish.end)
        tracks = groups[-1]
        free = next((track for track in tracks if track[-1].end <= wish.start), None)
        if free is None:
            tracks.append([wish])
        else:
            free.append(wish)
    return groups


def _placed(tracks: list[list[Wish]], marks: tuple[int, ...], offset: int, width: int) -> Iterable[Block]:
    for number, track in enumerate(tracks):
        column = number * width // len(tracks)
        columns = (number + 1) * width // len(tracks) - column
        for wish in track:
            row = bisect_left(marks, wish.start)
            rows = bisect_left(marks, wish.end) - row
            yield Block(wish.uid, wish.lane, wish.start, wish.end, row, rows, offset + column, columns)
