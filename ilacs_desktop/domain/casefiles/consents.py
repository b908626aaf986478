"""Whether a family was asked if inspectors may talk to them, and what they said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ilacs_desktop.domain.listings import Grid, Head, Look


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


HEADS = (
    Head("Child", 10, share=0),
    Head("Asked by", 20, share=1.4),
    Head("Whom", 20, share=1.2),
    Head("Asked", 21, Look.MOMENT, share=0),
    Head("Answer", 14, share=0),
    Head("Answered", 21, Look.MOMENT, share=0),
    Head("Leaflet", 10, share=0),
    Head("Needs", 30, share=1.6),
    Head("Note", 30, share=1.6),
)


def said_answer(consent: Consent) -> str:
    """The answer in a word or three: "no answer yet"."""
    return "no answer yet" if consent.is_waiting else consent.answer.value


def consents_grid(consents: Iterable[Consent]) -> Grid:
    """The log as a list that leaves the house: codes, never a name of a child."""
    return Grid(
        "Families asked",
        HEADS,
        tuple(
            (
                each.child,
                each.asked_by,
                each.asked_whom,
                each.asked_at,
                said_answer(each),
                each.answered_at,
                "given" if each.leaflet else "not given",
                each.needs,
                each.note,
            )
            for each in consents
        ),
        "No family has been asked yet.",
    )
