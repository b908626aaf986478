"""Concerns for a child's safety raised by an inspector."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.casefiles.children import Child
from ilacs_desktop.domain.moments import minutes_between, said_minutes


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern for one child's safety raised by an inspector. It has its own clock and is never deleted."""

    id: int
    inspection_id: int
    code: str
    said_at: datetime
    said_by: str
    what: str
    owner_id: int
    owner: str
    deputy: str = ""
    acknowledged_at: datetime | None = None
    action: str = ""
    reported_back_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 0
    ref: str = ""
    child: Child | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self.closed_at is None

    @property
    def next_step(self) -> str:
        """What has to happen next, in words; empty once it is closed."""
        if self.closed_at is not None:
            return ""
        if self.acknowledged_at is None:
            return "acknowledge"
        if not self.action:
            return "say what is done"
        if self.reported_back_at is None:
            return "report back"
        return "close"


def concern_clock(concern: Concern, now: datetime) -> str:
    """How long ago a concern was said, and what it waits for: "said 1 h 10 ago, waits to be acknowledged"."""
    said = f"said {said_minutes(max(0, minutes_between(concern.said_at, now)))} ago"
    if concern.closed_at is not None:
        return f"closed after {said_minutes(minutes_between(concern.said_at, concern.closed_at))}"
    if concern.acknowledged_at is None:
        return f"{said}, not acknowledged"
    if not concern.action:
        return f"{said}, no action recorded"
    if concern.reported_back_at is None:
        return f"{said}, not reported back"
    return f"{said}, reported back, not closed"
