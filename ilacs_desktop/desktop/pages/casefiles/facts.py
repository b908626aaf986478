"""What the case-file page shows, fetched in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.casefiles import CaseSession, Child, ChildrenSummary, Concern


@dataclass(frozen=True, slots=True)
class Everything:
    """What the page shows, fetched in one go."""

    summary: ChildrenSummary
    children: tuple[Child, ...]
    sessions: tuple[CaseSession, ...]
    concerns: tuple[Concern, ...]
    now: datetime
