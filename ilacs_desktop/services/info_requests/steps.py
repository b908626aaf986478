"""A request's way: our steps, theirs, and the clock that stops and runs."""

from __future__ import annotations

from datetime import datetime

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    OUR_ORDER,
    InfoRequest,
    OurStatus,
    TheirStatus,
    check_can_be_cleared,
    check_our_step,
    check_their_step,
)
from ilacs_desktop.store.info_requests import ClockPauseRecord

from .room import RequestRoom
from .rows import note, the_record
from .settling import forget_checks
from .targets import kept_rules


class RequestSteps(RequestRoom):
    """The part of :class:`InfoRequests` that moves a request along."""

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
            if status is OurStatus.CLEARED:
                check_can_be_cleared(row.ref, row, needs_checks=kept_rules(session).needs_checks)
            is_back = OUR_ORDER.index(status) < OUR_ORDER.index(row.ours)
            record.ours = status
            record.returned_reason = reason.strip() if is_back else ""
            record.cleared_by = self._store.actor if status is OurStatus.CLEARED else ""
            if is_back:
                forget_checks(record)
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
                record.target_at = target_at
                usual = kept_rules(session).answer_minutes[record.kind]
                record.target_minutes = usual if target_at is None else None
                record.target_basis = "template" if target_at is None else "asked for"
                record.promised_at = None
                record.anchor_uid = record.anchor_edge = record.anchor_minutes = None
                record.ours = OurStatus.CAPTURED if record.owner_id is None else OurStatus.ASSIGNED
                record.returned_reason = reason.strip()
                record.cleared_by = ""
                forget_checks(record)
            if status is TheirStatus.NOT_GIVEN:
                record.merged_into_id = None
            what = "reopened" if status is TheirStatus.NOT_GIVEN else str(status)
            note(session, record, at=now, by=self._store.actor, what=what, why=reason)
            return self._row(session, record)

    def withdraw(self, request_id: int, *, reason: str, by: object | None = None) -> InfoRequest:
        """It is no longer wanted; its number stays used."""
        return self.set_theirs(request_id, TheirStatus.WITHDRAWN, reason=reason, by=by)

    def acknowledge(
        self, request_id: int, *, at: datetime | None = None, by: object | None = None
    ) -> InfoRequest:
        """Note that the inspector knows we have it; its own clock ends.

        Raises:
            Explained: that is noted already, it was not asked for yet, or ``at`` is before it was asked.
        """
        with self._store.working("Acknowledge a request", by=by) as session:
            record = the_record(session, request_id)
            if record.acknowledged_at is not None:
                raise Explained(f"{record.ref} has been acknowledged already.")
            if record.theirs is TheirStatus.WITHDRAWN:
                raise Explained(f"{record.ref} was withdrawn.", remedy="Reopen it if it is wanted after all.")
            if record.staged:
                raise Explained(f"{record.ref} has not been asked for yet.", remedy="Activate it first.")
            now = self._clock()
            moment = at or now
            if moment < record.asked_at or moment > now:
                raise Explained(
                    "It is acknowledged after it was asked, and by now.", remedy="Say when it was."
                )
            record.acknowledged_at = moment
            note(session, record, at=now, by=self._store.actor, what="acknowledged")
            return self._row(session, record)

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
