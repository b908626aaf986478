"""What one typed line was understood to mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CaptureKind(StrEnum):
    """What a line becomes; the value is the word shown."""

    REQUEST = "request"
    SIGNAL = "signal"
    CLARIFICATION = "clarification"
    FIGURE = "figure"
    OFFER = "offer"
    CONCERN = "child-safety concern"


class Role(StrEnum):
    """What a chip says about the line."""

    KIND = "kind"
    ASKED = "asked"
    BY = "by"
    OF = "of"
    OWNER = "owner"
    DUE = "due"
    ENQUIRY = "enquiry"
    CHILD = "child"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing understood, and where in the line it stands.

    ``start`` equals ``end`` when the line does not say it and it was taken for granted.
    ``choices`` (id, label) are offered when the words fit several people or enquiries;
    then nothing has been chosen, and the line is stored without it.
    """

    role: str
    text: str
    start: int
    end: int
    choices: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the person at the keyboard has put right about the reading of a line.

    ``dropped`` holds the roles that were misread; ``chosen`` the id picked for a role.
    """

    dropped: frozenset[str] = frozenset()
    chosen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Captured:
    """One line, understood as far as it says something, and kept word for word.

    What was not understood stays in ``about`` as it was typed.
    """

    kind: CaptureKind
    verbatim: str
    asked_at: datetime
    asked_by_id: int | None = None
    asked_by: str = ""
    asked_of: str = ""
    owner_id: int | None = None
    owner: str = ""
    due_at: datetime | None = None
    enquiry_id: int | None = None
    enquiry: str = ""
    about: str = ""
    chips: tuple[Chip, ...] = ()
    case_code: str = ""
