"""Everything one can do with children's records, case-file sessions and concerns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from ilacs_desktop.domain.casefiles import (
    AnnexACounts,
    AnnexAImport,
    AnnexAReview,
    CaseSession,
    Child,
    Concern,
    Debrief,
    SessionState,
)
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.services.people import People
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.door import Store


class Casefiles:
    """Children, sessions, debriefs and concerns of one inspection at a time."""

    def __init__(self, store: Store, clock: Clock, people: People, timetable: Timetable) -> None:
        self._store = store
        self._clock = clock
        self._people = people
        self._timetable = timetable

    def review_annex_a(
        self,
        paths: Path | Sequence[Path],
        on_progress: Callable[[int, int, str], None] | None = None,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> AnnexAReview:
        """What a workbook, or one CSV a list, would bring; nothing is stored."""
        raise NotImplementedError

    def import_annex_a(
        self, inspection_id: int, review: AnnexAReview, *, by: object | None = None
    ) -> AnnexACounts:
        """Store what was reviewed."""
        raise NotImplementedError

    def imports(self, inspection_id: int) -> tuple[AnnexAImport, ...]:
        """What was taken in so far, newest first."""
        raise NotImplementedError

    def children(
        self, inspection_id: int, text: str = "", *, cohort: str = "", team: str = "", limit: int = 500
    ) -> tuple[Child, ...]:
        """Children found."""
        raise NotImplementedError

    def child(self, child_id: int) -> Child:
        """One child by its own key."""
        raise NotImplementedError

    def choose(
        self, child_ids: Sequence[int], *, reason: str, by: object | None = None
    ) -> tuple[CaseSession, ...]:
        """Choose children; each gets a code and a session."""
        raise NotImplementedError

    def plan(
        self,
        session_id: int,
        *,
        starts_at: datetime,
        minutes: int,
        inspector_id: int,
        worker_id: int,
        navigator_id: int | None = None,
        place_id: int | None = None,
        by: object | None = None,
    ) -> CaseSession:
        """Put a session into the timetable, or move it there."""
        raise NotImplementedError

    def sessions(self, inspection_id: int) -> tuple[CaseSession, ...]:
        """All sessions."""
        raise NotImplementedError

    def not_debriefed(self, inspection_id: int, now: datetime | None = None) -> tuple[CaseSession, ...]:
        """Sessions that have ended and were not debriefed."""
        raise NotImplementedError

    def advance(self, session_id: int, state: SessionState, *, by: object | None = None) -> CaseSession:
        """Take a session to a state."""
        raise NotImplementedError

    def debrief(
        self,
        session_id: int,
        *,
        asked: str = "",
        liked: str = "",
        worried: str = "",
        promised: str = "",
        worker_is: str = "",
        by: object | None = None,
    ) -> Debrief:
        """Write down what was said."""
        raise NotImplementedError

    def debrief_of(self, session_id: int) -> Debrief | None:
        """What was written down."""
        raise NotImplementedError

    def raise_concern(
        self,
        inspection_id: int,
        *,
        said_by_id: int,
        what: str,
        owner_id: int,
        child_id: int | None = None,
        deputy_id: int | None = None,
        said_at: datetime | None = None,
        by: object | None = None,
    ) -> Concern:
        """Raise a concern."""
        raise NotImplementedError

    def concerns(self, inspection_id: int) -> tuple[Concern, ...]:
        """All concerns, open first."""
        raise NotImplementedError

    def acknowledge(self, concern_id: int, *, by: object | None = None) -> Concern:
        """The owner has heard it."""
        raise NotImplementedError

    def act(self, concern_id: int, *, action: str, by: object | None = None) -> Concern:
        """Say what is done."""
        raise NotImplementedError

    def report_back(self, concern_id: int, *, by: object | None = None) -> Concern:
        """The inspector has been told."""
        raise NotImplementedError

    def close(self, concern_id: int, *, by: object | None = None) -> Concern:
        """Close it."""
        raise NotImplementedError
