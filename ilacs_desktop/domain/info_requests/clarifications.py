"""Points of clarification: what they said, what our evidence is, when it is raised and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ilacs_desktop.domain.errors import Explained

from .shapes import said_ref

POINT_SERIES = "Q"
"""What the number of a point of clarification begins with: ``Q-01``."""


class PointState(StrEnum):
    """How a point stands; the value is the word shown."""

    OPEN = "to be raised"
    RAISED = "raised"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not accepted"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Clarification:
    """One point on which what the inspectors said and our evidence differ.

    ``raise_at`` is when it is to be raised: the start of ``slot`` as the draft has it now when it hangs on
    one, else the time that was set. ``raise_where`` is the meeting, call or mail. ``verbatim`` is the line
    it was taken down with, as it was typed.
    """

    id: int
    inspection_id: int
    number: int
    they_said: str
    said_by_id: int | None
    said_by: str
    said_at: datetime
    evidence: str = ""
    owner_id: int | None = None
    owner: str = ""
    raise_at: datetime | None = None
    raise_where: str = ""
    raised_at: datetime | None = None
    state: PointState = PointState.OPEN
    outcome: str = ""
    request_id: int | None = None
    request_ref: str = ""
    slot_uid: str = ""
    slot: str = ""
    enquiry_id: int | None = None
    enquiry: str = ""
    verbatim: str = ""
    version: int = 0

    @property
    def ref(self) -> str:
        """Its number as it is said: ``Q-01``."""
        return said_ref(POINT_SERIES, self.number)

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in {PointState.OPEN, PointState.RAISED}

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been raised by ``now``."""
        return self.state is PointState.OPEN and self.raise_at is not None and self.raise_at < now


@dataclass(frozen=True, slots=True)
class PointEntry:
    """What is written down of a point, and may be put right; the fields are those of `Clarification`.

    ``said_at`` is now when it is not said; ``slot_uid`` is the meeting in which it is to be raised.
    """

    they_said: str
    said_by_id: int | None = None
    said_at: datetime | None = None
    evidence: str = ""
    owner_id: int | None = None
    raise_at: datetime | None = None
    raise_where: str = ""
    request_id: int | None = None
    slot_uid: str = ""
    enquiry_id: int | None = None


def by_urgency(point: Clarification) -> tuple[bool, bool, float, int]:
    """Sorts points: to be raised, the earliest first, without a time after those; then what is over."""
    at = point.raise_at.timestamp() if point.raise_at is not None and point.is_open else 0.0
    return not point.is_open, point.is_open and point.raise_at is None, at, -point.number


def check_can_be_raised(point: Clarification) -> None:
    """Refuse to raise what is not open, or what we have no evidence for.

    Raises:
        Explained: it may not be recorded as raised.
    """
    if point.state is not PointState.OPEN:
        raise Explained(f"{point.ref} is {point.state} already.", remedy="Open it again first.")
    if not point.evidence.strip():
        raise Explained(
            f"{point.ref} has no evidence yet.", remedy="Write down what our evidence is, then raise it."
        )


def check_outcome(point: Clarification, state: PointState, *, outcome: str) -> None:
    """Refuse an outcome without words, of a point that was never raised, or of one that is over.

    A point may be dropped without being raised.

    Raises:
        Explained: the outcome may not be recorded.
    """
    if state not in {PointState.ACCEPTED, PointState.NOT_ACCEPTED, PointState.DROPPED}:
        raise Explained(f"“{state}” is no outcome.", remedy="Accepted, not accepted or dropped.")
    if not point.is_open:
        raise Explained(f"{point.ref} is {point.state} already.", remedy="Open it again first.")
    if state is not PointState.DROPPED and point.state is not PointState.RAISED:
        raise Explained(f"{point.ref} has not been raised yet.", remedy="Record when it was raised first.")
    if not outcome.strip():
        raise Explained(f"Say what came of {point.ref}.", remedy="One line is enough.")
