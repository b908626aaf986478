"""What may become of a slot: a time, who does it, and where; or that it is cancelled."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ilacs_desktop.domain.replan.costs import POINTS, Points
from ilacs_desktop.domain.replan.situation import (
    Situation,
    moment_of,
)
from ilacs_desktop.domain.timetable import Part, Slot, SlotKind, SlotStatus

Crew = tuple[tuple[int, int], ...]
"""Who goes and who comes instead; 0 when nobody does."""


@dataclass(frozen=True, slots=True)
class Mode:
    """Who does a slot and at which site."""

    crew: Crew = ()
    site: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that could become of a slot; ``start`` is a minute. None stands for cancelled."""

    start: int
    crew: Crew = ()
    place_id: int | None = None


@dataclass(frozen=True)
class Task:
    """A slot that may move, with everything it may become.

    ``modes`` and ``places`` hold for each possible start who could do it and where; a mode goes with the
    places of its site. ``present`` is None when the slot cannot stay as it is.
    """

    slot: Slot
    start: int
    length: int
    people: frozenset[int]
    present: Choice | None
    may_cancel: bool
    modes: Mapping[int, Mapping[Mode, int]] = field(repr=False)
    places: Mapping[int, Mapping[int | None, int]] = field(repr=False)
    cost_of_start: Mapping[int, int] = field(repr=False)
    sites: Mapping[int | None, str] = field(repr=False)

    @property
    def everyone(self) -> frozenset[int]:
        """Everyone with a part, optional ones too: those who hear of any change."""
        return frozenset(part.person_id for part in self.slot.parts)

    def busy(self, crew: Crew) -> frozenset[int]:
        """Who is bound when this crew does it."""
        return (self.people - {out for out, _ in crew}) | {come for _, come in crew if come}

    def cost(self, choice: Choice | None, points: Points = POINTS) -> int:
        """The points of a choice without the telling."""
        if choice is None:
            return points.cancelled
        mode = Mode(choice.crew, self.sites[choice.place_id])
        at = self.places[choice.start][choice.place_id]
        return self.cost_of_start[choice.start] + self.modes[choice.start][mode] + at

    def choices(self) -> Iterator[Choice]:
        """All of them, near the old time first, the cheaper first among those of one time."""
        return (choice for _, choice in self.priced())

    def priced(self) -> list[tuple[int, Choice]]:
        """The same, each with its points without the telling."""
        priced = []
        for start, modes in self.modes.items():
            by_site: dict[str, list[tuple[int | None, int]]] = {}
            for place_id, at in self.places[start].items():
                by_site.setdefault(self.sites[place_id], []).append((place_id, at))
            found = [
                (at + who, number, place_id, mode.crew)
                for number, (mode, who) in enumerate(modes.items())
                for place_id, at in by_site.get(mode.site, ())
            ]
            found.sort(key=lambda each: each[:2])
            first = self.cost_of_start[start]
            priced += [(first + cost, Choice(start, crew, place_id)) for cost, _, place_id, crew in found]
        return priced


def child_of(slot: Slot) -> Hashable:
    """What stands for the child of a case session; None when the slot is about no child."""
    return (slot.case_code or slot.child_id or None) if slot.kind is SlotKind.CASE_SESSION else None


def becomes(situation: Situation, task: Task, choice: Choice | None) -> Slot:
    """The slot when it becomes that."""
    slot = task.slot
    if choice is None:
        return replace(slot, status=SlotStatus.CANCELLED)
    place = situation.places.get(choice.place_id) if choice.place_id is not None else None
    where = (
        {}
        if choice.place_id == slot.place_id
        else {
            "place_id": choice.place_id,
            "place": place.name if place else "",
            "site": place.site if place else "",
            "link": place.link if place else "",
        }
    )
    return replace(
        slot,
        starts_at=moment_of(choice.start),
        ends_at=moment_of(choice.start + task.length),
        parts=_crewed(situation, slot.parts, choice.crew),
        status=SlotStatus.PLANNED,
        **where,  # type: ignore[arg-type]  # the four facts of a place, by name
    )


def _crewed(situation: Situation, parts: tuple[Part, ...], crew: Crew) -> tuple[Part, ...]:
    """The people after those of ``crew`` have gone and come; who comes takes the part of who goes."""
    if not crew:
        return parts
    instead = dict(crew)
    found = []
    for part in parts:
        come = instead.get(part.person_id)
        if come is None:
            found.append(part)
        elif come:
            person = situation.people[come]
            found.append(Part(come, person.label, person.side, part.part))
    return tuple(found)


def days_after(days: Iterable[date], day: date, count: int) -> tuple[date, ...]:
    """The next ``count`` of ``days`` after ``day``."""
    return tuple(sorted(other for other in days if day < other <= day + timedelta(days=14))[:count])
