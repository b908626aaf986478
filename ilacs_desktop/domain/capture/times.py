"""Times as people type them: 2pm, cop, tomorrow 9, Thu 10:30, in 2 hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A moment and where in the line it stands; ``unsure`` says what is missing when it is no moment."""

    at: datetime | None
    start: int
    end: int
    unsure: str = ""


def find_asked(line: str, now: datetime) -> Found | None:
    """The moment named at the beginning of ``line``, or None."""
    raise NotImplementedError


def find_due(line: str, after: datetime) -> Found | None:
    """The moment by which something is wanted, or None."""
    raise NotImplementedError
