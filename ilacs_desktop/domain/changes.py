"""What is announced once something has been stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of thing that can change, be linked, be found and be opened."""

    INSPECTION = "inspection"
    MILESTONE = "milestone"
    PERSON = "person"
    PLACE = "place"
    ABSENCE = "absence"
    SLOT = "slot"
    ISSUE = "issue"
    TELLING = "telling"
    INFO_REQUEST = "request"
    GIVEN_ITEM = "given item"
    FIGURE = "figure"
    CLARIFICATION = "point of clarification"
    CHILD = "child"
    CASE_SESSION = "case session"
    CONCERN = "concern"
    THREAD = "thread"
    MESSAGE = "message"
    NOTE = "note"
    ENQUIRY = "line of enquiry"
    SIGNAL = "signal"
    SHEET = "sheet"
    REMINDER = "reminder"
    REVIEW = "daily review"
    LINK = "link"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Ref:
    """Points at any one thing.

    ``inspection_id`` says whose it is where that may be another inspection than the one at hand; 0 otherwise.
    """

    kind: Kind
    id: int
    inspection_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds touched by one stored deed, and who asked for it.

    ``by`` lets a page know its own echo; it is compared by identity only.
    """

    kinds: frozenset[Kind]
    by: object | None = None

    def touch(self, *kinds: Kind) -> bool:
        """Whether any of ``kinds`` was changed."""
        return not self.kinds.isdisjoint(kinds)
