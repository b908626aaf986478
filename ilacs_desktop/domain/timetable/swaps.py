"""Changes as one tells them: two slots that change places are one swap, a slot for a slot one replacement.

A change knows one uid. People think in mornings: “C-014 and C-020 swap times”, “C-014 is replaced by
C-020”. Here changes are put together to such units; nothing is dropped and nothing is said twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import product

from ilacs_desktop.domain.moments import said_day, said_short_day, said_time
from ilacs_desktop.domain.timetable.diff import Change, differences, said_span
from ilacs_desktop.domain.timetable.slots import Part, PartKind, Slot, said_list


class Exchange(StrEnum):
    """What two slots can give each other."""

    TIMES = "times"
    PLACES = "rooms"
    INSPECTORS = "inspectors"
    STAFF = "people"


@dataclass(frozen=True, slots=True)
class Swap:
    """Two slots that exchange times, rooms, inspectors or people; ``first`` was the earlier one."""

    first: Change
    second: Change
    of: tuple[Exchange, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that are told together."""
        return (self.first, self.second)

    @property
    def slot(self) -> Slot:
        """The slot that was the earlier one, as it is."""
        return self.first.slot

    @property
    def people(self) -> tuple[Part, ...]:
        """Everyone with a part in either, each once, by name."""
        return _people(self.changes)

    @property
    def sentence(self) -> str:
        """The swap in plain words, without a full stop: ``C-014 records and C-020 records swap times …``."""
        return said_swap(self)


@dataclass(frozen=True, slots=True)
class Replacement:
    """A slot that is stood down, and one that takes its time with one of its people."""

    gone: Change
    new: Change

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that are told together."""
        return (self.gone, self.new)

    @property
    def slot(self) -> Slot:
        """The slot that stands now."""
        return self.new.slot

    @property
    def was(self) -> Slot:
        """The slot that is stood down."""
        return self.gone.before or self.gone.slot

    @property
    def people(self) -> tuple[Part, ...]:
        """Everyone with a part in either, each once, by name."""
        return _people(self.changes)

    @property
    def sentence(self) -> str:
        """The replacement in plain words, without a full stop: ``C-014 records … is replaced by …``."""
        was, now = self.was, self.slot
        same = (was.starts_at, was.ends_at, was.where) == (now.starts_at, now.ends_at, now.where)
        span = "" if same else f", {_times_and_place(now)}"
        return (
            f"{was.title_with_inspectors}, {said_span(was)}, is replaced by {now.title_with_inspectors}{span}"
        )


Told = Change | Swap | Replacement
"""What is told as one thing; each has ``changes``, ``slot``, ``people`` and ``sentence``."""


def told_units(changes: Iterable[Change]) -> tuple[Told, ...]:
    """``changes`` as they are told, in order of time; each change is in exactly one unit.

    Two slots swap when each takes what the other had: their times, if a person or a place is in both;
    their rooms, their inspectors or the rest of their people, if they are on the same day. A slot that
    is stood down is replaced by one that is new, when somebody who had to be in the one has to be in the
    other at the same time.
    """
    held = sorted(changes, key=lambda change: (change.slot.starts_at, change.uid))
    units: list[Told] = [*_swaps(held), *_replacements(held)]
    together = {change.uid for unit in units for change in unit.changes}
    units += [change for change in held if change.uid not in together]
    return tuple(sorted(units, key=lambda unit: (unit.slot.starts_at, unit.changes[0].uid)))


def said_with_day(unit: Told) -> str:
    """The sentence of a unit as it stands among others of other days, with its full stop.

    ``Thu 3 Dec: C-014 records moves from 09:30 to 11:00.``
    """
    day = unit.slot.day
    said = unit.sentence
    has_day = said_day(day) in said or said_short_day(day) in said
    return f"{said}." if has_day else f"{said_short_day(day)}: {said}."


def said_swap(swap: Swap, *, to: int | None = None) -> str:
    """A swap as one sentence without its full stop. ``to`` is the person who is spoken to."""
    pairs = [(each.before, each.after) for each in swap.changes]
    slots = [(before, after) for before, after in pairs if before and after]
    labels = _labels(*(before for before, _ in slots))
    (one, _), (other, _) = slots
    with_whom = ""
    if Exchange.INSPECTORS not in swap.of and one.inspectors and one.inspectors == other.inspectors:
        with_whom = f" with {said_list([part.name for part in one.inspectors])}"
    days = {slot.day for pair in slots for slot in pair}
    on = f" on {said_day(one.day)}" if len(days) == 1 else ""
    now = [
        f"{label} {'is now ' if number == 0 else ''}{_now(after, swap.of, has_day=not on)}"
        for number, (label, (_, after)) in enumerate(zip(labels, slots, strict=True))
    ]
    said = f"{said_list(labels)}{with_whom} swap {said_list(swap.of)}{on}: {' and '.join(now)}"
    for label, (before, after) in zip(labels, slots, strict=True):
        rest = differences(_as_if_swapped(before, after, swap.of), after, to=to)
        if rest:
            said += f"; {label} {said_list(rest)}"
    return said


# Swaps -------------------------------------------------------------------------------------------------

_FACETS: dict[Exchange, Callable[[Slot], Hashable]] = {
    Exchange.TIMES: lambda slot: slot.starts_at,
    Exchange.PLACES: lambda slot: (slot.place_id, slot.place, slot.site, slot.link),
    Exchange.INSPECTORS: lambda slot: frozenset((part.person_id, part.part) for part in slot.inspectors),
    Exchange.STAFF: lambda slot: frozenset((part.person_id, part.part) for part in slot.staff),
}


def _swaps(changes: Sequence[Change]) -> list[Swap]:
    """The best pairs: with most exchanged and least beside it, then in order of time."""
    moving = [(number, change.before, change.after) for number, change in enumerate(changes)]
    standing = [
        (number, before, after)
        for number, before, after in moving
        if before and after and not before.is_cancelled and not after.is_cancelled
    ]
    found: set[tuple[int, int]] = set()
    for facet in _FACETS.values():
        takes: dict[tuple[date, Hashable, date, Hashable], list[int]] = defaultdict(list)
        for number, before, after in standing:
            if facet(before) != facet(after):
                takes[before.day, facet(before), after.day, facet(after)].append(number)
        for (day, was, other_day, now), numbers in takes.items():
            others = takes.get((other_day, now, day, was), ())
            found.update((one, other) for one, other in product(numbers, others) if one < other)
    ranked = []
    for one, other in found:
        first, second = changes[one], changes[other]
        of = _exchanged(first, second)
        if of:
            beside = sum(len(_left_over(change, of)) for change in (first, second))
            ranked.append((-len(of), beside, one, other, of))
    taken: set[int] = set()
    swaps = []
    for _, _, one, other, of in sorted(ranked):
        if not taken & {one, other}:
            taken |= {one, other}
            pair = sorted((changes[one], changes[other]), key=_as_it_was)
            swaps.append(Swap(pair[0], pair[1], of))
    return swaps


def _exchanged(one: Change, other: Change) -> tuple[Exchange, ...]:
    """What the two give each other; nothing when it could as well be chance."""
    if not (one.before and one.after and other.before and other.after):
        return ()
    of = [
        what
        for what, facet in _FACETS.items()
        if facet(one.before) != facet(one.after)
        and facet(one.before) == facet(other.after)
        and facet(one.after) == facet(other.before)
    ]
    if Exchange.TIMES in of and not (
        _keeps_length(one, other) and _belong_together(one.before, other.before)
    ):
        of.remove(Exchange.TIMES)
    if len({slot.day for each in (one, other) for slot in (each.before, each.after) if slot}) > 1:
        of = of if Exchange.TIMES in of else []
    return tuple(of)


def _keeps_length(one: Change, other: Change) -> bool:
    """Whether each stays as long as it was, or they take each other's length too."""
    was = [change.before.minutes for change in (one, other) if change.before]
    now = [change.after.minutes for change in (one, other) if change.after]
    return now in (was, was[::-1])


def _belong_together(one: Slot, other: Slot) -> bool:
    same_place = one.place_id is not None and one.place_id == other.place_id
    return same_place or bool(_needed(one) & _needed(other))


def _as_it_was(change: Change) -> tuple[object, ...]:
    slot = change.before or change.slot
    return (slot.starts_at, slot.purpose, slot.case_code, change.uid)


def _as_if_swapped(before: Slot, after: Slot, of: tuple[Exchange, ...]) -> Slot:
    """``before`` with what is exchanged as it is now, so that only the rest differs from ``after``."""
    if Exchange.TIMES in of:
        before = replace(before, starts_at=after.starts_at, ends_at=after.ends_at)
    if Exchange.PLACES in of:
        before = replace(before, place_id=after.place_id, place=after.place, site=after.site, link=after.link)
    inspectors = (after if Exchange.INSPECTORS in of else before).inspectors
    staff = (after if Exchange.STAFF in of else before).staff
    return replace(before, parts=(*inspectors, *staff))


def _left_over(change: Change, of: tuple[Exchange, ...]) -> list[str]:
    if change.before is None or change.after is None:
        return []
    return differences(_as_if_swapped(change.before, change.after, of), change.after)


def _labels(one: Slot, other: Slot) -> list[str]:
    """What to call the two: by title, and where that is the same by time, place or people too."""
    ways: tuple[Callable[[Slot], str], ...] = (
        lambda slot: slot.title,
        lambda slot: f"{slot.title} at {said_time(slot.starts_at)}",
        lambda slot: f"{slot.title} in {slot.where}" if slot.where else slot.title,
        lambda slot: slot.title_with_inspectors,
        lambda slot: f"{slot.title} on {said_short_day(slot.day)} at {said_time(slot.starts_at)}",
    )
    pairs = [[way(one), way(other)] for way in ways]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def _now(slot: Slot, of: tuple[Exchange, ...], *, has_day: bool) -> str:
    said = []
    if Exchange.TIMES in of:
        said.append(f"{f'on {said_short_day(slot.day)} ' if has_day else ''}at {said_time(slot.starts_at)}")
    if Exchange.PLACES in of:
        said.append(f"in {slot.where}" if slot.where else "without a place")
    if Exchange.INSPECTORS in of:
        said.append(_with(slot.inspectors, "an inspector"))
    if Exchange.STAFF in of:
        said.append(_with(slot.staff, "our people"))
    return ", ".join(said)


def _with(parts: tuple[Part, ...], nobody: str) -> str:
    return f"with {said_list(sorted(part.name for part in parts))}" if parts else f"without {nobody}"


# Replacements ------------------------------------------------------------------------------------------


def _replacements(changes: Sequence[Change]) -> list[Replacement]:
    """The best pairs: at the same start, with most people in common, then in order of time."""
    gone, new = [], []
    for number, change in enumerate(changes):
        before, after = _standing(change.before), _standing(change.after)
        if before and not after:
            gone.append((number, before))
        elif after and not before:
            new.append((number, after))
    by_person: dict[Hashable, list[tuple[int, Slot]]] = defaultdict(list)
    for number, slot in new:
        for person_id in _needed(slot):
            by_person[slot.day, person_id].append((number, slot))
    ranked = []
    for number, was in gone:
        there = {
            other: now
            for person_id in _needed(was)
            for other, now in by_person.get((was.day, person_id), ())
            if now.starts_at < was.ends_at and was.starts_at < now.ends_at
        }
        ranked += [
            (was.starts_at != now.starts_at, -len(_needed(was) & _needed(now)), number, other)
            for other, now in there.items()
        ]
    taken: set[int] = set()
    found = []
    for _, _, number, other in sorted(ranked):
        if not taken & {number, other}:
            taken |= {number, other}
            found.append(Replacement(changes[number], changes[other]))
    return found


def _standing(slot: Slot | None) -> Slot | None:
    return None if slot is None or slot.is_cancelled else slot


def _needed(slot: Slot) -> frozenset[int]:
    """Those who have to be there."""
    return frozenset(part.person_id for part in slot.parts if part.part is not PartKind.OPTIONAL)


def _times_and_place(slot: Slot) -> str:
    times = f"{said_time(slot.starts_at)} to {said_time(slot.ends_at)}"
    return f"{times}, {slot.where}" if slot.where else times


def _people(changes: Iterable[Change]) -> tuple[Part, ...]:
    parts = {part.person_id: part for change in changes for part in change.people}
    return tuple(sorted(parts.values(), key=lambda part: (part.name, part.person_id)))
