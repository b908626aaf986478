"""A request's way: our steps, theirs, and the clock that stops and runs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    OUR_ORDER,
    InfoRequest,
    OurStatus,
    TheirStatus,
    WorkingHours,
    check_our_step,
    check_their_step,
    default_target,
)
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import ClockPauseRecord, InfoRequestRecord

from .rows import note, read_clock, the_record


class RequestSteps:
    """The part of :class:`InfoRequests` that moves a request along."""

    _store: Store
    _clock: Clock
    _hours: WorkingHours | None

    def set_ours(
        self, request_id: int, status: OurStatus, *, reason: str = "", by: object | None = None
    ) -> InfoRequest:
        """Take our side one step on, or back with a reason, which then stands before the owner.

        Raises:
            Explained: the rule refuses the step.
        """
        with self._store.working("Move a request", by=by) as session:
            record = the_record(session, request_id)
            row = record.row()
            check_our_step(row, status, reason=reason)
            is_back = OUR_ORDER.index(status) < OUR_ORDER.index(row.ours)
            record.ours = status
            record.returned_reason = reason.strip() if is_back else ""
            record.cleared_by = self._store.actor if status is OurStatus.CLEARED else ""
            what = f"sent back to {status}" if is_back else str(status)
            note(session, record, at=self._clock(), by=self._store.actor, what=what, why=reason)
            return self._row(session, record)

    def set_theirs(
        self,
        request_id: int,
        status: TheirStatus,
        *,
        reason: str = "",
        target_at: datetime | None = None,
        by: object | None = None,
    ) -> InfoRequest:
        """Record how the inspectors stand to it. "More wanted" starts the clock anew.

        Raises:
            Explained: the rule refuses the step.
        """
        with self._store.working("Move a request", by=by) as session:
            record = the_record(session, request_id)
            check_their_step(record.row(), status, reason=reason)
            now = self._clock()
            record.theirs = status
            if status is TheirStatus.MORE_WANTED:
                record.restarted_at = now
                usual = default_target(record.kind)
                record.target_at = target_at
                record.target_minutes = usual.minutes if target_at is None else None
                record.target_basis = usual.basis if target_at is None else "asked for"
                record.promised_at = None
                record.anchor_uid = record.anchor_edge = record.anchor_minutes = None
                record.ours = OurStatus.CAPTURED if record.owner_id is None else OurStatus.ASSIGNED
                record.returned_reason = reason.strip()
                record.cleared_by = ""
            what = "reopened" if status is TheirStatus.NOT_GIVEN else str(status)
            note(session, record, at=now, by=self._store.actor, what=what, why=reason)
            return self._row(session, record)

    def withdraw(self, request_id: int, *, reason: str, by: object | None = None) -> InfoRequest:
        """It is no longer wanted; its number stays used."""
        return self.set_theirs(request_id, TheirStatus.WITHDRAWN, reason=reason, by=by)

    def pause(self, request_id: int, *, why: str, by: object | None = None) -> InfoRequest:
        """Stop the clock while we wait for an answer of theirs; ``why`` as in "asked which months".

        Raises:
            Explained: it stands still already, is not open, or no reason is given.
        """
        if not why.strip():
            raise Explained("Say what we asked.", remedy="For instance “asked which months”.")
        with self._store.working("Pause a request", by=by) as session:
            record = the_record(session, request_id)
            row = record.row()
            if row.is_paused:
                raise Explained(f"The clock of {row.ref} stands still already.")
            if not row.is_open:
                raise Explained(
                    f"{row.ref} has no running clock.", remedy="Only an open request can be paused."
                )
            now = self._clock()
            record.pauses.append(ClockPauseRecord(paused_at=now, why=why.strip()))
            note(session, record, at=now, by=self._store.actor, what="clock stopped", why=f"we {why.strip()}")
            session.flush()
            return self._row(session, record)

    def resume(self, request_id: int, *, by: object | None = None) -> InfoRequest:
        """The clock runs again.

        Raises:
            Explained: it does not stand still.
        """
        with self._store.working("Resume a request", by=by) as session:
            record = the_record(session, request_id)
            still = [pause for pause in record.pauses if pause.resumed_at is None]
            if not still:
                raise Explained(f"The clock of {record.ref} is running.")
            now = self._clock()
            for pause in still:
                pause.resumed_at = max(now, pause.paused_at)
            note(session, record, at=now, by=self._store.actor, what="clock running")
            return self._row(session, record)

    def _row(self, session: Session, record: InfoRequestRecord) -> InfoRequest:
        session.flush()
        return read_clock(session, record, self._clock(), self._hours)
