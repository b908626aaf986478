"""What can be said when something cannot be done."""

from __future__ import annotations

from dataclasses import dataclass


class Explained(Exception):
    """A refusal in our own words, to be shown as it stands.

    ``message`` says what happened and where; ``remedy`` says what to do about it.
    Neither carries case data beyond codes, for both may be written to a log.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing an import did not take, or took with a problem, and why."""

    place: str
    reason: str
