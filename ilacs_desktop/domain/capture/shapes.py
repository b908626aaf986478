"""What one typed line was understood to mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ilacs_desktop.domain.info_requests.anchors import Edge


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
    SLOT = "slot"
    ENQUIRY = "enquiry"
    CHILD = "child"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing understood, and where in the line it stands.

    ``start`` equals ``end`` when the line does not say it and it was taken for granted or put right.
    ``choices`` (id, label) are offered when the words fit several people, slots or enquiries;
    then nothing has been chosen, and the line is stored without it.
    ``is_put_right`` says that it comes from the person at the keyboard and not from the line.
    ``meant`` is the role that words not understood seem to be about.
    """

    role: str
    text: str
    start: int
    end: int
    choices: tuple[tuple[int, str], ...] = ()
    is_put_right: bool = False
    meant: str = ""

    @property
    def corrects(self) -> str:
        """The role that putting it right is about; of whom it was asked is put right by its owner."""
        return self.meant or (Role.OWNER if self.role == Role.OF else self.role)


Choice = int | str | datetime
"""The id of a person, an enquiry or a slot; a kind or a case code as its word; a moment."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the person at the keyboard has put right about the reading of a line.

    ``dropped`` holds the roles that were misread; ``chosen`` what was picked for a role instead of what
    the line says, or beside it.
    """

    dropped: frozenset[str] = frozenset()
    chosen: Mapping[str, Choice] = field(default_factory=dict)

    def with_dropped(self, role: str) -> Corrections:
        """Leave the words of ``role`` as text."""
        return Corrections(self.dropped | {role}, {k: v for k, v in self.chosen.items() if k != role})

    def with_chosen(self, role: str, choice: Choice) -> Corrections:
        """Take ``choice`` for ``role``."""
        return Corrections(self.dropped - {role}, {**self.chosen, role: choice})

    def without(self, role: str) -> Corrections:
        """As the line says it, again."""
        return Corrections(self.dropped - {role}, {k: v for k, v in self.chosen.items() if k != role})


@dataclass(frozen=True, slots=True)
class Captured:
    """One line, understood as far as it says something, and kept word for word.

    What was not understood stays in ``about`` as it was typed. With ``slot_uid`` the deadline hangs on a
    slot: ``slot_minutes`` before its start, or after its end; ``due_at`` is then where that is now.
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
    slot_uid: str = ""
    slot_edge: Edge = Edge.START
    slot_minutes: int = 0
