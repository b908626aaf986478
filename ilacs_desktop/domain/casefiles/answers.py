"""What an answer of a debrief can become, and how we read the tone of a session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Question(StrEnum):
    """The five questions of a debrief, by the field that keeps the answer."""

    ASKED = "asked"
    LIKED = "liked"
    WORRIED = "worried"
    PROMISED = "promised"
    WORKER_IS = "worker_is"


class Becomes(StrEnum):
    """What an answer is made into, beside being kept."""

    REQUEST = "request"
    SIGNAL = "signal"
    CLARIFICATION = "clarification"
    FIGURE = "figure"
    CONCERN = "concern"


class Tone(StrEnum):
    """How a session sounded to us; never what Ofsted thinks."""

    WARM = "warm"
    NEUTRAL = "neutral"
    PROBING = "probing"
    WORRIED = "worried"


class ToneFrom(StrEnum):
    """Where our reading of the tone comes from."""

    HEARD = "heard it ourselves"
    TOLD = "told by the worker"
    INFERRED = "inferred"


class Confidence(StrEnum):
    """How sure we are of our own reading."""

    SURE = "sure"
    FAIRLY = "fairly sure"
    GUESS = "a guess"


@dataclass(frozen=True, slots=True)
class OurReading:
    """The tone of a session as we read it, with where it comes from and how sure we are."""

    tone: Tone
    source: ToneFrom = ToneFrom.TOLD
    confidence: Confidence = Confidence.FAIRLY

    @property
    def said(self) -> str:
        """“our reading: probing, told by the worker, fairly sure”; never without whose it is."""
        return f"our reading: {self.tone.value}, {self.source.value}, {self.confidence.value}"
