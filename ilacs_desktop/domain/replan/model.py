"""The re-plan as plain numbers: a cost for each yes-or-no, and sums that must stay within bounds.

For each slot and start one column says that it starts then; where there is a choice, others say who does
it (a mode) and where. Of a person, a place and a child only one slot can be going on at any tick; that is
said for whole cliques at once, which keeps the relaxation tight. There is no solver in here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ilacs_desktop.domain.replan.choices import Choice, Mode, Task, child_of
from ilacs_desktop.domain.replan.costs import Telling
from ilacs_desktop.domain.replan.greedy import Plan
from ilacs_desktop.domain.replan.situation import Situation


@dataclass(frozen=True, slots=True)
class Row:
    """``low`` ≤ the sum of ``factors`` times ``columns`` ≤ ``high``; None is no bound."""

    columns: tuple[int, ...]
    factors: tuple[int, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Model:
    """Yes-or-no columns with a cost each, rows that bind them, and a cost that is there anyway."""

    costs: tuple[int, ...]
    rows: tuple[Row, ...]
    constant: int
    maps: Columns = field(repr=False)

    @property
    def size(self) -> str:
        """``412 columns, 903 rows``."""
        return f"{len(self.costs)} columns, {len(self.rows)} rows"


@dataclass
class Columns:
    """Which column means what, by number of the task."""

    starts: dict[tuple[int, int], int] = field(default_factory=dict)
    modes: dict[tuple[int, int, Mode], int] = field(default_factory=dict)
    places: dict[tuple[int, int, int | None], int] = field(default_factory=dict)
    cancels: dict[int, int] = field(default_factory=dict)
    told: dict[int, int] = field(default_factory=dict)


Entry = tuple[int, int, str, int, int]
"""From, until, site, column, number of the task."""


class _Builder:
    """Collects columns and rows of one model."""

    def __init__(self, situation: Situation, tasks: Sequence[Task], telling: Telling) -> None:
        self.situation, self.tasks, self.telling = situation, tasks, telling
        self.maps = Columns()
        self.costs: list[int] = []
        self.rows: list[Row] = []
        self.constant = 0
        self._known: set[tuple[tuple[int, ...], int]] = set()

    def column(self, cost: int) -> int:
        self.costs.append(cost)
        return len(self.costs) - 1

    def row(
        self, columns: Iterable[int], low: int | None, high: int | None, factors: Iterable[int] = ()
    ) -> None:
        found = tuple(columns)
        self.rows.append(Row(found, tuple(factors) or (1,) * len(found), low, high))

    def at_most_one(self, columns: Iterable[int]) -> None:
        """At most one of these columns is yes; said once."""
        found = tuple(sorted(set(columns)))
        if len(found) > 1 and (found, 1) not in self._known:
            self._known.add((found, 1))
            self.row(found, None, 1)

    # -- what becomes of a slot ------------------------------------------------------------------

    def task(self, number: int, task: Task) -> None:
        """The columns of one slot, and that it becomes just one thing."""
        maps = self.maps
        chosen = []
        for start, modes in task.modes.items():
            places = task.places[start]
            single = next(iter(modes.values())) if len(modes) == 1 else 0
            alone = next(iter(places.values())) if len(places) == 1 else 0
            started = self.column(task.cost_of_start[start] + single + alone)
            maps.starts[number, start] = started
            chosen.append(started)
            for mode, cost in modes.items():
                column = started if len(modes) == 1 else self.column(cost)
                maps.modes[number, start, mode] = column
            if len(modes) > 1:
                self.row(
                    (started, *(maps.modes[number, start, mode] for mode in modes)),
                    0,
                    0,
                    (-1,) + (1,) * len(modes),
                )
            self._places(number, task, start)
        if task.may_cancel:
            maps.cancels[number] = self.column(self.telling.points.cancelled)
            chosen.append(maps.cancels[number])
        self.row(chosen, 1, 1)

    def _places(self, number: int, task: Task, start: int) -> None:
        maps, places = self.maps, task.places[start]
        started = maps.starts[number, start]
        for place_id, cost in places.items():
            maps.places[number, start, place_id] = started if len(places) == 1 else self.column(cost)
        if len(places) == 1:
            return
        for site in dict.fromkeys(task.sites[place_id] for place_id in places):
            there = [maps.places[number, start, place] for place in places if task.sites[place] == site]
            modes = [maps.modes[number, start, mode] for mode in task.modes[start] if mode.site == site]
            self.row((*there, *modes), 0, 0, (1,) * len(there) + (-1,) * len(modes))

    # -- who is told -----------------------------------------------------------------------------

    def tell(self) -> None:
        """Everyone in a slot that changes is told, and whoever comes; each once."""
        certain = frozenset(person for task in self.tasks if task.present is None for person in task.everyone)
        self.constant += sum(self.telling.weight(person_id) for person_id in sorted(certain))
        for number, task in enumerate(self.tasks):
            if task.present is not None:
                self._tell_of_change(number, task, task.present, certain)
        coming: dict[tuple[int, int], set[int]] = defaultdict(set)
        for (number, _, mode), column in self.maps.modes.items():
            for _, come in mode.crew:
                if come and come not in certain:
                    coming[number, come].add(column)
        for (_, person_id), columns in sorted(coming.items()):
            ordered = sorted(columns)
            self.row((self._told(person_id), *ordered), 0, None, (1,) + (-1,) * len(ordered))

    def _tell_of_change(self, number: int, task: Task, present: Choice, certain: frozenset[int]) -> None:
        """Unless the slot stays as it is, its people are told."""
        mode = Mode(present.crew, task.sites[present.place_id])
        here = {
            self.maps.modes[number, present.start, mode],
            self.maps.places[number, present.start, present.place_id],
        }
        for person_id in sorted(task.everyone - certain):
            for column in sorted(here):
                self.row((self._told(person_id), column), 1, None)

    def _told(self, person_id: int) -> int:
        if person_id not in self.maps.told:
            self.maps.told[person_id] = self.column(self.telling.weight(person_id))
        return self.maps.told[person_id]

    # -- what cannot be at the same time ---------------------------------------------------------

    def bind(self) -> None:
        """No person, place or child twice at any tick, the way between two sites included."""
        people: dict[int, list[Entry]] = defaultdict(list)
        places: dict[int, list[Entry]] = defaultdict(list)
        children: dict[Hashable, list[Entry]] = defaultdict(list)
        for number, task in enumerate(self.tasks):
            for start, modes in task.modes.items():
                started, end = self.maps.starts[number, start], start + task.length
                self._bind_people(people, number, task, start)
                for place_id in task.places[start]:
                    if place_id is not None:
                        column = self.maps.places[number, start, place_id]
                        places[place_id].append((start, end, "", column, number))
                if child_of(task.slot) is not None and modes:
                    children[child_of(task.slot)].append((start, end, "", started, number))
        for _, entries in sorted(people.items()):
            self._cliques(entries)
            self._ways(entries)
        for group in (places.values(), children.values()):
            for entries in group:
                self._cliques(entries)

    def _bind_people(self, people: dict[int, list[Entry]], number: int, task: Task, start: int) -> None:
        modes = task.modes[start]
        end = start + task.length
        sites = {mode.site for mode in modes}
        always = frozenset.intersection(*(task.busy(mode.crew) for mode in modes))
        if len(sites) == 1:
            (site,) = sites
            for person_id in always:
                people[person_id].append((start, end, site, self.maps.starts[number, start], number))
        for mode in modes:
            column = self.maps.modes[number, start, mode]
            for person_id in task.busy(mode.crew) - (always if len(sites) == 1 else frozenset()):
                people[person_id].append((start, end, mode.site, column, number))

    def _cliques(self, entries: Sequence[Entry]) -> None:
        if len({entry[4] for entry in entries}) < 2:
            return
        for tick in sorted({entry[0] for entry in entries}):
            going_on = [entry for entry in entries if entry[0] <= tick < entry[1]]
            if len({entry[4] for entry in going_on}) > 1:
                self.at_most_one(entry[3] for entry in going_on)

    def _ways(self, entries: Sequence[Entry]) -> None:
        """Whoever leaves one site is at the other only after the way between them."""
        sites = sorted({entry[2] for entry in entries})
        for here in sites:
            for there in sites:
                way = self.situation.minutes_between_sites(here, there)
                if way:
                    self._way(entries, here, there, way)

    def _way(self, entries: Sequence[Entry], here: str, there: str, way: int) -> None:
        arriving = [entry for entry in entries if entry[2] == there]
        leaving: dict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry[2] == here:
                leaving[entry[4]].append(entry)
        for tick in sorted({entry[0] for entry in arriving}):
            going_on = [entry for entry in arriving if entry[0] <= tick < entry[1]]
            for number, mine in leaving.items():
                others = [entry[3] for entry in going_on if entry[4] != number]
                still = [entry[3] for entry in mine if entry[0] <= tick < entry[1] + way]
                if others and still:
                    self.at_most_one((*others, *still))


def build_model(
    situation: Situation,
    tasks: Sequence[Task],
    telling: Telling,
    cuts: Iterable[Plan] = (),
    *,
    apart: int = 1,
) -> Model:
    """The model over ``tasks``. ``cuts`` name what must not come out again, slot by slot.

    What comes out differs from each of them in at least ``apart`` of the slots it names; a slot that is
    none of ``tasks`` stays as it is, and so differs from what a cut makes of it.
    """
    builder = _Builder(situation, tasks, telling)
    for number, task in enumerate(tasks):
        builder.task(number, task)
    builder.tell()
    builder.bind()
    for cut in cuts:
        # of each slot the start column stands for the choice: another room alone is no difference
        same = [
            columns[0]
            for number, task in enumerate(tasks)
            if task.slot.uid in cut
            and (columns := columns_of(builder.maps, number, task, cut[task.slot.uid]))
        ]
        most = len(cut) - min(apart, len(cut))
        if len(same) > most:
            builder.row(same, None, most)
    return Model(tuple(builder.costs), tuple(builder.rows), builder.constant, builder.maps)


def columns_of(maps: Columns, number: int, task: Task, choice: Choice | None) -> tuple[int, ...]:
    """The columns that are yes when a task becomes this; the start first. Empty when it is not offered."""
    if choice is None:
        return (maps.cancels[number],) if number in maps.cancels else ()
    mode = Mode(choice.crew, task.sites.get(choice.place_id, ""))
    keys = (
        maps.starts.get((number, choice.start)),
        maps.modes.get((number, choice.start, mode)),
        maps.places.get((number, choice.start, choice.place_id)),
    )
    return () if None in keys else tuple(dict.fromkeys(key for key in keys if key is not None))


def values_of(model: Model, tasks: Sequence[Task], plan: Plan) -> tuple[int, ...] | None:
    """A plan as values of the columns, to begin from; None when the model does not offer it."""
    values = [0] * len(model.costs)
    for number, task in enumerate(tasks):
        choice = plan.get(task.slot.uid)
        columns = columns_of(model.maps, number, task, choice)
        if not columns:
            return None
        for column in columns:
            values[column] = 1
        if choice != task.present:
            come = {person for _, person in choice.crew if person} if choice is not None else set()
            for person_id in task.everyone | come:
                if person_id in model.maps.told:
                    values[model.maps.told[person_id]] = 1
    return tuple(values)


def plan_of(model: Model, tasks: Sequence[Task], values: Sequence[int]) -> dict[str, Choice | None]:
    """What each task becomes by the values of the columns."""
    maps = model.maps
    plan: dict[str, Choice | None] = {task.slot.uid: None for task in tasks}
    for (number, start), column in maps.starts.items():
        if values[column]:
            task = tasks[number]
            mode = next(each for each in task.modes[start] if values[maps.modes[number, start, each]])
            place = next(
                each
                for each in task.places[start]
                if values[maps.places[number, start, each]] and task.sites[each] == mode.site
            )
            plan[task.slot.uid] = Choice(start, mode.crew, place)
    return plan


def cost_of(model: Model, values: Sequence[int]) -> int:
    """The points of these values."""
    return model.constant + sum(cost for cost, value in zip(model.costs, values, strict=True) if value)


def is_allowed(model: Model, values: Mapping[int, int] | Sequence[int]) -> bool:
    """Whether the values keep every row."""
    for row in model.rows:
        total = sum(values[column] * factor for column, factor in zip(row.columns, row.factors, strict=True))
        if (row.low is not None and total < row.low) or (row.high is not None and total > row.high):
            return False
    return True
