"""People, places and the way between them: one staff list for every inspection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class Side(StrEnum):
    """Whom a person belongs to."""

    INSPECTORATE = "inspectorate"
    AUTHORITY = "authority"
    PARTNER = "partner"


class AbsenceKind(StrEnum):
    """Why a person is not to be had."""

    LEAVE = "leave"
    COURT = "court"
    TRAINING = "training"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks, answers, leads, attends or is told.

    ``known_as`` is what sheets call them ("Inspector B"); ``works_from`` and ``works_until`` are London clock times.
    """

    id: int
    name: str
    side: Side
    role: str = ""
    team: str = ""
    locality: str = ""
    email: str = ""
    phone: str = ""
    known_as: str = ""
    works_from: time = time(9)
    works_until: time = time(17)
    is_active: bool = True
    version: int = 0

    @property
    def short_name(self) -> str:
        """Initials and family name, "R. Malik"; a name of one word stays as it is."""
        return short_name(self.name)

    @property
    def initials(self) -> str:
        """The first letter of the first and of the last word, "RM"."""
        words = [word for word in self.name.replace(".", " ").split() if word[0].isalnum()]
        if not words:
            return "?"
        if len(words) == 1:
            return words[0][0].upper()
        return (words[0][0] + words[-1][0]).upper()

    @property
    def label(self) -> str:
        """What a screen or a sheet calls this person: ``known_as``, or the short name."""
        return self.known_as or self.short_name


def short_name(name: str) -> str:
    """Initials and family name of ``name``: "Rashida Malik" gives "R. Malik", "J. Adeyemi" stays."""
    words = name.split()
    if len(words) < 2:
        return name.strip()
    firsts = " ".join(f"{word[0].upper()}." for word in words[:-1])
    return f"{firsts} {words[-1]}"


@dataclass(frozen=True, slots=True)
class Absence:
    """A time in which a person is not to be had; both ends are moments."""

    id: int
    person_id: int
    kind: AbsenceKind
    starts_at: datetime
    ends_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A room, or a link to meet at; ``site`` is the building it is in."""

    id: int
    name: str
    site: str = ""
    capacity: int | None = None
    link: str = ""
    version: int = 0

    @property
    def label(self) -> str:
        """Name and site, "Room 4, Civic Centre"."""
        return f"{self.name}, {self.site}" if self.site else self.name


@dataclass(frozen=True, slots=True)
class Travel:
    """How long it takes between two sites, either way."""

    from_site: str
    to_site: str
    minutes: int
