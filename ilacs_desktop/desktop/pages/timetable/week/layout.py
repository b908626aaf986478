"""Where each day and each slot lies in the week view: plain sums, no Qt.

The weeks stand below each other, Monday to Friday across. A week begins with a row of days; below it lie
the slots of each day in order of time, one to a row. Saturday and Sunday are shown only where they hold a
slot or belong to the inspection.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from ilacs_desktop.desktop.pages.timetable.whole import Whole
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.timetable import Slot

WORKING_DAYS = 5
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Day:
    """The head of one day: where it lies in the inspection, and how it stands.

    ``counter`` is ``Week 2 · day 3 of 10``; empty outside the inspection. ``is_open`` says whether a
    slot may be put there.
    """

    day: date
    counter: str = ""
    is_open: bool = False
    is_on_site: bool = False
    is_today: bool = False
    slots: int = 0
    changes: int = 0
    clashes: int = 0


@dataclass(frozen=True, slots=True)
class WeekLayout:
    """All weeks: a cell for each day and each slot, by row and column.

    ``heads`` are the rows of days, ``columns`` the weekdays shown.
    """

    columns: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()
    row_count: int = 0
    days: Mapping[tuple[int, int], Day] = field(default_factory=dict)
    uids: Mapping[tuple[int, int], str] = field(default_factory=dict)
    cells: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def head_of(self, row: int) -> int:
        """The row of days above ``row``, or ``row`` itself; 0 where there is nothing."""
        return max((head for head in self.heads if head <= row), default=0)

    def day_at(self, row: int, column: int) -> Day | None:
        """The day in whose column of whose week a cell lies."""
        return self.days.get((self.head_of(row), column))

    def cell_of_day(self, day: date) -> tuple[int, int] | None:
        """The head of a day."""
        return next((cell for cell, head in self.days.items() if head.day == day), None)

    def is_taken(self, row: int, column: int) -> bool:
        """Whether a day or a slot is in a cell."""
        return (row, column) in self.days or (row, column) in self.uids


def lay_out(whole: Whole) -> WeekLayout:
    """The weeks of an inspection, from its first day to its last."""
    by_day: dict[date, list[Slot]] = defaultdict(list)
    for slot in sorted(whole.slots, key=lambda slot: (slot.starts_at, slot.ends_at, slot.title, slot.uid)):
        by_day[slot.day].append(slot)
    shown = sorted({*whole.days, *by_day})
    if not shown:
        return WeekLayout()
    weekend = {day.weekday() for day in shown if day.weekday() >= SATURDAY}
    columns = (*range(WORKING_DAYS), *sorted(weekend))
    heads: list[int] = []
    days: dict[tuple[int, int], Day] = {}
    uids: dict[tuple[int, int], str] = {}
    counts = _Counts(whole, by_day)
    row, monday = 0, monday_of(shown[0])
    while monday <= shown[-1]:
        heads.append(row)
        depth = 1
        for column, weekday in enumerate(columns):
            day = monday + timedelta(days=weekday)
            days[row, column] = counts.day(day)
            for number, slot in enumerate(by_day.get(day, ()), start=1):
                uids[row + number, column] = slot.uid
                depth = max(depth, number)
        row += 1 + depth
        monday += timedelta(days=7)
    cells = {uid: cell for cell, uid in uids.items()}
    return WeekLayout(columns, tuple(heads), row, days, uids, cells)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def counter_of(inspection: Inspection, day: date) -> str:
    """Where a day lies in an inspection, without its date: ``Week 2 · day 3 of 10``."""
    return inspection.day_line(day).removesuffix(said_day(day)).removesuffix(" · ")


class _Counts:
    """Counts once for all days what each head says."""

    def __init__(self, whole: Whole, by_day: Mapping[date, Iterable[Slot]]) -> None:
        self._whole = whole
        self._slots = {day: sum(not slot.is_cancelled for slot in slots) for day, slots in by_day.items()}
        self._changes = Counter(
            day
            for change in whole.changed.values()
            for day in {slot.day for slot in (change.before, change.after) if slot}
        )
        day_of = {slot.uid: slot.day for slot in whole.slots}
        self._clashes = Counter(
            day for clash in whole.clashes for day in {day_of[uid] for uid in clash.uids if uid in day_of}
        )
        self._on_site = frozenset(whole.inspection.on_site_days)
        self._days = frozenset(whole.days)

    def day(self, day: date) -> Day:
        """The head of one day."""
        whole = self._whole
        inspection = whole.inspection
        is_within = inspection.notified_on <= day <= inspection.on_site_until
        return Day(
            day=day,
            counter=counter_of(inspection, day) if is_within else "",
            is_open=day in self._days,
            is_on_site=day in self._on_site,
            is_today=day == whole.today,
            slots=self._slots.get(day, 0),
            changes=self._changes[day],
            clashes=self._clashes[day],
        )
