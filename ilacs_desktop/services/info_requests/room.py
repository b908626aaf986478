"""What every part of the requests has at hand."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ilacs_desktop.domain.info_requests import InfoRequest, WorkingHours
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import InfoRequestRecord

from .rows import read_clock


class RequestRoom:
    """The store, the clock, and the hours in which usual times run."""

    _store: Store
    _clock: Clock
    _hours: WorkingHours | None

    def _row(self, session: Session, record: InfoRequestRecord) -> InfoRequest:
        """What a deed gives back: the request as it stands now."""
        session.flush()
        return read_clock(session, record, self._clock(), self._hours)
