"""Whether a family was asked if inspectors may talk to them, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ConsentAnswer(StrEnum):
    """What became of the question."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


ASKED_WHOM = ("parent", "child or young person", "carer", "adopter", "other")
"""Whom one asks; the log takes other words as well, but never a name."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One question to a family: who asked, when, the answer, whether they had the leaflet, what they need.

    ``child_key`` is the child's key; ``child`` is what lists call the child: the code, or the ID.
    """

    id: int
    inspection_id: int
    child_key: int
    child: str
    asked_by: str
    asked_whom: str
    asked_at: datetime
    answer: ConsentAnswer = ConsentAnswer.ASKED
    answered_at: datetime | None = None
    leaflet: bool = False
    needs: str = ""
    note: str = ""
    version: int = 0

    @property
    def is_waiting(self) -> bool:
        """Whether the family has not answered."""
        return self.answer is ConsentAnswer.ASKED

    @property
    def may_talk(self) -> bool:
        """Whether inspectors may talk to them, as the log says."""
        return self.answer is ConsentAnswer.YES
