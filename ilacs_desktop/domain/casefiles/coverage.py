"""What of our work inspectors have seen and will see: by inspector, team, cohort, locality and day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from ilacs_desktop.domain.casefiles.choosing import NO_COHORT, NO_LOCALITY, NO_TEAM, ChildFilter
from ilacs_desktop.domain.moments import said_short_day

NO_INSPECTOR, NO_DAY = "no inspector yet", "not planned yet"


class Dimension(StrEnum):
    """What coverage is counted by."""

    INSPECTOR = "inspector"
    TEAM = "team"
    COHORT = "cohort"
    LOCALITY = "locality"
    DAY = "day"


class Mark(StrEnum):
    """How far a session has come, as coverage sees it."""

    SEEN = "seen"
    PLANNED = "planned"
    CHOSEN = "chosen"
    """Chosen, without a time yet."""


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One session: who reads, of which team, cohort and locality, on which day, and whether it has been."""

    session_id: int
    code: str
    mark: Mark
    inspectors: tuple[str, ...] = ()
    team: str = ""
    cohort: str = ""
    locality: str = ""
    day: date | None = None
    by_video: bool = False

    def names(self, dimension: Dimension) -> tuple[str, ...]:
        """Where the session stands in a dimension; with two inspectors it stands under both."""
        if dimension is Dimension.INSPECTOR:
            return self.inspectors or (NO_INSPECTOR,)
        if dimension is Dimension.TEAM:
            return (self.team or NO_TEAM,)
        if dimension is Dimension.COHORT:
            return (self.cohort or NO_COHORT,)
        if dimension is Dimension.LOCALITY:
            return (self.locality or NO_LOCALITY,)
        return (said_short_day(self.day) if self.day else NO_DAY,)


@dataclass(frozen=True, slots=True)
class ChildrenGroup:
    """How many children there are of one team, cohort and locality."""

    team: str
    cohort: str
    locality: str
    count: int

    def name(self, dimension: Dimension) -> str:
        """Where the group stands in a dimension; children have neither inspector nor day."""
        return {
            Dimension.TEAM: self.team or NO_TEAM,
            Dimension.COHORT: self.cohort or NO_COHORT,
            Dimension.LOCALITY: self.locality or NO_LOCALITY,
        }.get(dimension, "")


@dataclass(frozen=True, slots=True)
class Cell:
    """What meets at one row and one column: sessions seen, planned and chosen, and children there are."""

    seen: int = 0
    planned: int = 0
    chosen: int = 0
    children: int | None = None
    session_ids: tuple[int, ...] = ()

    @property
    def is_missed(self) -> bool:
        """Whether there are children and nothing of them is seen or planned."""
        return bool(self.children) and not self.seen and not self.planned

    @property
    def said(self) -> str:
        """The cell in words: "2 seen, 1 planned", "not seen", or nothing where nothing can be."""
        parts = [
            f"{count} {word}"
            for count, word in ((self.seen, "seen"), (self.planned, "planned"), (self.chosen, "chosen"))
            if count
        ]
        if self.is_missed:
            return ", ".join(["not seen", *parts])
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One row of a table: its name, a cell for each column, and all of it together."""

    name: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """One dimension against another."""

    rows: Dimension
    columns: Dimension
    names: tuple[str, ...]
    lines: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something of which nothing has been seen; ``planned`` says how much is to come."""

    dimension: Dimension
    name: str
    children: int = 0
    planned: int = 0

    @property
    def said(self) -> str:
        """In words: "Team Duty: nothing seen, 2 planned; 143 children"."""
        to_come = f"{self.planned} planned" if self.planned else "none planned"
        of = f"; {self.children:,} child{'ren' if self.children != 1 else ''}" if self.children else ""
        return f"nothing seen, {to_come}{of}"


Places = dict[Dimension, dict[str, dict[int, None]]]


@dataclass(frozen=True)
class Coverage:
    """All sessions that stand, all children in groups, and everything there is to be seen by name."""

    lines: tuple[CoverageLine, ...] = ()
    groups: tuple[ChildrenGroup, ...] = ()
    inspectors: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()
    days: tuple[date, ...] = ()

    def names(self, dimension: Dimension) -> tuple[str, ...]:
        """Everything there is in a dimension, in the order lists have it; what is unknown comes last."""
        used = [name for line in self.lines for name in line.names(dimension)]
        if dimension is Dimension.DAY:
            days = sorted({*self.days, *(line.day for line in self.lines if line.day)})
            known = [said_short_day(day) for day in days]
        elif dimension is Dimension.INSPECTOR:
            known = list(self.inspectors)
        else:
            counted: Counter[str] = Counter()
            for group in self.groups:
                counted[group.name(dimension)] += group.count
            known = sorted(counted, key=lambda name: (-counted[name], name))
            if dimension is Dimension.LOCALITY:
                known += sorted(self.localities)
        unknown = {NO_TEAM, NO_COHORT, NO_LOCALITY, NO_INSPECTOR, NO_DAY}
        every = list(dict.fromkeys([*known, *sorted(set(used) - set(known))]))
        return tuple(sorted(every, key=lambda name: name in unknown))

    def table(self, rows: Dimension, columns: Dimension) -> CoverageTable:
        """One dimension against another; a session with two inspectors is counted with both."""
        across, down = self.names(columns), self.names(rows)
        return CoverageTable(
            rows,
            columns,
            across,
            tuple(
                CoverageRow(
                    name,
                    tuple(self.cell({rows: name, columns: other}) for other in across),
                    self.cell({rows: name}),
                )
                for name in down
            ),
        )

    @cached_property
    def _places(self) -> Places:
        """Which sessions stand under each name of each dimension; asked for by every cell of a table."""
        return _placed((each.names(dimension), dimension) for each in self.lines for dimension in Dimension)

    @cached_property
    def _homes(self) -> Places:
        """Which groups of children stand under each name of each dimension."""
        return _placed(
            ((each.name(dimension),), dimension) for each in self.groups for dimension in Dimension
        )

    def cell(self, where: Mapping[Dimension, str]) -> Cell:
        """What stands at the names given, in every dimension given."""
        lines = [self.lines[number] for number in _common(self._places, where, len(self.lines))]
        marks = Counter(line.mark for line in lines)
        children = None
        if not {Dimension.INSPECTOR, Dimension.DAY} & where.keys():
            children = sum(
                self.groups[number].count for number in _common(self._homes, where, len(self.groups))
            )
        return Cell(
            marks[Mark.SEEN],
            marks[Mark.PLANNED],
            marks[Mark.CHOSEN],
            children,
            tuple(line.session_id for line in lines),
        )

    def unseen(self) -> tuple[Unseen, ...]:
        """Every inspector, team, cohort, locality and day of which nothing was seen, the biggest first."""
        found = []
        for dimension in Dimension:
            for name in self.names(dimension):
                if name in {NO_INSPECTOR, NO_DAY}:
                    continue
                cell = self.cell({dimension: name})
                if not cell.seen:
                    found.append(Unseen(dimension, name, cell.children or 0, cell.planned))
        order = tuple(Dimension)
        return tuple(
            sorted(found, key=lambda each: (each.planned > 0, order.index(each.dimension), -each.children))
        )

    def lines_of(self, cell: Cell) -> tuple[CoverageLine, ...]:
        """The sessions of a cell, those seen first, then by day."""
        marks = tuple(Mark)
        found = [line for line in self.lines if line.session_id in cell.session_ids]
        return tuple(
            sorted(found, key=lambda each: (marks.index(each.mark), each.day or date.max, each.session_id))
        )


def _placed(found: Iterable[tuple[tuple[str, ...], Dimension]]) -> Places:
    """The numbers of things by dimension and name; each thing comes once for every dimension, in order."""
    places: Places = {dimension: {} for dimension in Dimension}
    for count, (names, dimension) in enumerate(found):
        for name in names:
            places[dimension].setdefault(name, {})[count // len(Dimension)] = None
    return places


def _common(places: Places, where: Mapping[Dimension, str], count: int) -> list[int]:
    """The numbers, of ``count`` things, of those that stand under every name given, in order."""
    under = [places[dimension].get(name, {}) for dimension, name in where.items()]
    first = min(under, key=len, default=range(count))
    return [number for number in first if all(number in each for each in under)]


def filter_of(where: Mapping[Dimension, str]) -> ChildFilter | None:
    """The filter that finds the children of a cell; None when no team, cohort or locality is named.

    Children have neither inspector nor day. As coverage counts a child under its leading cohort alone, so
    does the filter.
    """
    named = {
        dimension: name
        for dimension, name in where.items()
        if dimension in {Dimension.TEAM, Dimension.COHORT, Dimension.LOCALITY}
    }
    if not named:
        return None
    return ChildFilter(
        cohort=named.get(Dimension.COHORT, ""),
        team=named.get(Dimension.TEAM, ""),
        locality=named.get(Dimension.LOCALITY, ""),
        leads=Dimension.COHORT in named,
    )
