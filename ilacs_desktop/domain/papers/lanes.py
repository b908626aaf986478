"""Who has a lane on a board, what lies beside each other in it, and how many lanes a page bears."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ilacs_desktop.domain.papers.shapes import Entry, Lane
from ilacs_desktop.domain.people import Person, order_of_label

if TYPE_CHECKING:
    from ilacs_desktop.domain.papers.build import Told

NO_INSPECTOR = "No inspector"
MOST_COLUMNS = 8
"""So many columns are legible across an A4 page: each is 3 cm wide."""

SHORTEST_MINUTES = 15
"""What is shorter is drawn as long as this, so that its line can be read."""


def lanes_of(
    told: Sequence[Told], people: Mapping[int, Person]
) -> list[tuple[int | None, str, str, list[Told]]]:
    """Each inspector, what they are there for, and what lies in their lane; last what has no inspector."""
    names = {part.person_id: part.name for each in told for part in each.slot.inspectors}

    def order(key: int) -> tuple[bool, bool, str]:
        person = people.get(key)
        is_lead = person is not None and "lead" in person.role.casefold().split()
        return (not is_lead, *order_of_label(names[key]))

    lanes: list[tuple[int | None, str, str, list[Told]]] = []
    for key in sorted(names, key=order):
        within = [each for each in told if any(part.person_id == key for part in each.slot.inspectors)]
        person = people.get(key)
        lanes.append((key, names[key], person.role if person else "", within))
    without = [each for each in told if not each.slot.inspectors]
    if without:
        lanes.append((None, NO_INSPECTOR, "", without))
    return lanes


def side_by_side(name: str, note: str, entries: Iterable[Entry]) -> Lane:
    """A lane in which no slot lies on another: those that overlap share its width."""
    placed: list[Entry] = []
    cluster: list[Entry] = []
    until = -1
    widest = 1
    for each in sorted(entries, key=lambda entry: (entry.from_minute, entry.until_minute, entry.uid)):
        if cluster and each.from_minute >= until:
            widest = max(widest, _settle(cluster, placed))
            cluster = []
            until = -1
        cluster.append(each)
        until = max(until, _drawn_until(each))
    if cluster:
        widest = max(widest, _settle(cluster, placed))
    return Lane(name, note, tuple(placed), widest)


def _settle(cluster: Sequence[Entry], placed: list[Entry]) -> int:
    """Give each of a cluster the first column that is free; how many columns that took."""
    ends: list[int] = []
    columns = []
    for each in cluster:
        free = next((at for at, end in enumerate(ends) if end <= each.from_minute), len(ends))
        if free == len(ends):
            ends.append(0)
        ends[free] = _drawn_until(each)
        columns.append(free)
    placed.extend(
        replace(each, column=at, columns=len(ends)) for each, at in zip(cluster, columns, strict=True)
    )
    return len(ends)


def _drawn_until(entry: Entry) -> int:
    return max(entry.until_minute, entry.from_minute + SHORTEST_MINUTES)


def on_pages(lanes: Sequence[Lane], most: int = MOST_COLUMNS) -> list[list[Lane]]:
    """The lanes divided into as few pages as are legible, about the same on each."""
    total = sum(lane.columns for lane in lanes)
    wanted = max(1, -(-total // most))
    fair = total / wanted
    pages: list[list[Lane]] = [[]]
    width = 0
    for lane in lanes:
        if pages[-1] and (width + lane.columns > most or width >= fair):
            pages.append([])
            width = 0
        pages[-1].append(lane)
        width += lane.columns
    return pages
