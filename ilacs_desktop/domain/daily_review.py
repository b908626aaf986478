"""The steps that bring a day to its end, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StepState(StrEnum):
    """What has become of a step of the daily review."""

    OPEN = "open"
    NOTHING = "nothing to do"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step: how many things wait in it, in a sentence, and whether it is behind us.

    ``note`` is what was written when the step was finished or skipped.
    """

    key: str
    title: str
    count: int
    sentence: str
    state: StepState
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something still waits here."""
        return self.state is StepState.OPEN
