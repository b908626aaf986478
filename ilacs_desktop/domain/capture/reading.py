"""A line on the way of being understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ilacs_desktop.domain.people import Person, Side

from .shapes import Chip, Choice, Corrections, Role
from .who import People, Someone

NOTHING = "\0"
"""Stands where something was understood and is no longer part of what is asked."""

OURS = (Side.AUTHORITY, Side.PARTNER)
THEIRS = (Side.INSPECTORATE,)
ALL = (*THEIRS, *OURS)


@dataclass(slots=True)
class Reading:
    """A line on the way of being understood: what is left of it, and the chips so far."""

    line: str
    left: str
    now: datetime
    people: People
    corrections: Corrections
    chips: list[Chip] = field(default_factory=list)

    def is_dropped(self, role: Role) -> bool:
        """Whether the person at the keyboard has taken this understanding off."""
        return role in self.corrections.dropped

    def chosen(self, role: Role) -> Choice | None:
        """What the person at the keyboard picked for ``role`` instead of what the line says."""
        return self.corrections.chosen.get(role)

    def chosen_person(self, role: Role) -> Person | None:
        """The person picked for ``role``, if there is still one of that id."""
        number = self.chosen(role)
        return self.people.one(number) if isinstance(number, int) else None

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as understood; it is no longer part of what is asked."""
        self.left = self.left[:start] + NOTHING * (end - start) + self.left[end:]

    def begin(self, position: int = 0) -> int:
        """The first place from ``position`` on where something is left."""
        while position < len(self.left) and (
            self.left[position].isspace()
            or self.left[position] == NOTHING
            or (self.left[position] in ",;:–—-" and NOTHING in self.left[:position])
        ):
            position += 1
        return position

    def chip(
        self, role: Role, text: str, start: int, end: int, choices: tuple[tuple[int, str], ...] = ()
    ) -> None:
        """Say one thing that was understood."""
        is_put_right = role in self.corrections.chosen and not choices
        self.chips.append(Chip(role, text, start, end, choices, is_put_right))

    def unsure(self, meant: Role, text: str, start: int, end: int) -> None:
        """Say what was not understood, and what it seems to be about."""
        self.chips.append(Chip(Role.UNSURE, text, start, end, meant=meant))

    def has_chip(self, role: Role) -> bool:
        """Whether something was said about ``role`` and understood."""
        return any(chip.role == role and not chip.choices for chip in self.chips)


def one_of(reading: Reading, found: Someone, role: Role) -> Person | None:
    """The person meant: the one that was chosen, out of several or instead, else the only one."""
    chosen = reading.chosen_person(role)
    if chosen is not None:
        return chosen
    return found.people[0] if len(found.people) == 1 else None


def several(reading: Reading, role: Role, found: Someone, start: int) -> None:
    """Offer several people of one name, and take none of them."""
    words = reading.line[found.start : found.end]
    choices = tuple((each.id, f"{each.label}, {each.role}".rstrip(", ")) for each in found.people)
    reading.chip(role, f"“{words}”: {len(found.people)} people", start, found.end, choices)


def said(reading: Reading, found: Someone, person: Person) -> str:
    """“AD · R. Quinn” when a role was typed, else the label."""
    words = reading.line[found.start : found.end]
    return f"{words} · {person.label}" if found.by_role and person in found.people else person.label
