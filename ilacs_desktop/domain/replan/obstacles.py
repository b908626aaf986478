"""What stands fixed, and may not be run into: by person, by place and by child."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from ilacs_desktop.domain.replan.choices import child_of
from ilacs_desktop.domain.replan.situation import Span, bound_people, span_of
from ilacs_desktop.domain.timetable import Slot


@dataclass(frozen=True)
class Obstacles:
    """What stands fixed: by person, by place and by child."""

    people: Mapping[int, tuple[tuple[Span, str, str], ...]]
    places: Mapping[int, tuple[tuple[Span, str], ...]]
    children: Mapping[Hashable, tuple[tuple[Span, str, frozenset[int]], ...]]


def obstacles(slots: Iterable[Slot]) -> Obstacles:
    """What these slots take up; cancelled ones take up nothing."""
    people: dict[int, list[tuple[Span, str, str]]] = {}
    places: dict[int, list[tuple[Span, str]]] = {}
    children: dict[Hashable, list[tuple[Span, str, frozenset[int]]]] = {}
    for slot in slots:
        if not slot.takes_time:
            continue
        span = span_of(slot)
        for person_id in bound_people(slot):
            people.setdefault(person_id, []).append((span, slot.site, slot.uid))
        if slot.place_id is not None:
            places.setdefault(slot.place_id, []).append((span, slot.uid))
        if child_of(slot) is not None:
            inspectors = frozenset(part.person_id for part in slot.inspectors)
            children.setdefault(child_of(slot), []).append((span, slot.uid, inspectors))
    return Obstacles(
        {key: tuple(found) for key, found in people.items()},
        {key: tuple(found) for key, found in places.items()},
        {key: tuple(found) for key, found in children.items()},
    )
