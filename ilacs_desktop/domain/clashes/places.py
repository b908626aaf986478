"""Rooms: used twice at a time, or too small; and the days on which there is an inspection at all."""

from __future__ import annotations

from ilacs_desktop.domain.clashes.week import Busy, Found, Week
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.timetable.clash import Rule


def twice(week: Week, found: Found) -> None:
    """A place with two slots that share time."""
    going_on: dict[int, list[Busy]] = {}
    for each in week.busy:
        place_id = each.slot.place_id
        if place_id is None:
            continue
        still = [earlier for earlier in going_on.get(place_id, ()) if earlier.ends_at > each.starts_at]
        for one in still:
            who = one.slot.where
            sentence = f"{who} is used twice: {one.said} and {each.said}, {one.on}."
            found.add(Rule.PLACE, place_id, who, sentence, one, each)
        going_on[place_id] = [*still, each]


def too_small(week: Week, found: Found) -> None:
    """More people bound to a slot than the place holds; those who are free to come are not counted."""
    for each in week.busy:
        place = week.facts.places.get(each.slot.place_id or 0)
        if place is None or place.capacity is None or len(each.bound) <= place.capacity:
            continue
        who = each.slot.where
        sentence = (
            f"{who} holds {place.capacity}, and {len(each.bound)} people are in {each.said}, {each.on}."
        )
        found.add(Rule.CAPACITY, place.id, who, sentence, each, because=(place.capacity,))


def outside_days(week: Week, found: Found) -> None:
    """A slot on a day that is none of the inspection's."""
    if week.facts.days is None:
        return
    known = frozenset(week.facts.days)
    for each in week.busy:
        if each.day not in known:
            sentence = f"{said_day(each.day)} is not a working day of this inspection: {each.said}."
            found.add(Rule.INSPECTION_DAYS, each.day, each.on, sentence, each)
