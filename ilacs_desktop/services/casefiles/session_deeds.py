"""What one can do with case-file sessions: plan, take step by step, and ask for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ilacs_desktop.domain.casefiles import CaseSession, SessionState, is_awaiting_debrief
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.slots import FELL_THROUGH
from ilacs_desktop.services.casefiles import sessions
from ilacs_desktop.store.casefiles import CaseSessionRecord
from ilacs_desktop.store.people import PersonRecord

if TYPE_CHECKING:
    from ilacs_desktop.domain.moments import Clock
    from ilacs_desktop.services.casefiles.children import Cards
    from ilacs_desktop.services.timetable import Timetable
    from ilacs_desktop.store.door import Store

PURPOSE = "records"
LONGEST_MINUTES = 12 * 60
STATUS_OF = {SessionState.IN_SESSION: SlotStatus.STARTED, SessionState.ENDED: SlotStatus.ENDED}
"""How a slot is marked when its session comes to this."""


class SessionDeeds:
    """What one can do with sessions; the case-file room leans on it."""

    _store: Store
    _clock: Clock
    _cards: Cards
    _timetable: Timetable

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
        sits_in_id: int | None = None,
        by_video: bool = False,
        by: object | None = None,
    ) -> CaseSession:
        """Put a session into the timetable, or move it there; both are stored, or neither.

        ``sits_in_id`` is a manager who sits in; ``by_video`` says that it is held at a distance.
        One edit of the draft: undone, the session waits to be planned, or is again where it was.

        Raises:
            Explained: there is no such session, it has begun, the times are not possible, or the
                person who is to lead is no inspector.
        """
        if not 0 < minutes <= LONGEST_MINUTES:
            raise Explained(
                f"A session of {minutes:,} minutes is not possible.",
                remedy=f"Give a length from 1 to {LONGEST_MINUTES} minutes.",
            )
        ends_at = starts_at + timedelta(minutes=minutes)
        parts = [(inspector_id, PartKind.LEADS), (worker_id, PartKind.ATTENDS)]
        if navigator_id is not None and navigator_id != worker_id:
            parts.append((navigator_id, PartKind.NAVIGATES))
        if sits_in_id is not None and sits_in_id not in {worker_id, navigator_id}:
            parts.append((sits_in_id, PartKind.ATTENDS))
        with self._store.working("Plan a case-file session", by=by) as session:
            record = sessions.record_of(session, session_id)
            inspector = session.get(PersonRecord, inspector_id)
            if inspector is None or inspector.side is not Side.INSPECTORATE:
                raise Explained("A case-file session is led by an inspector.")
            slot = self._slots(record).get(record.slot_uid)
            if slot is None:
                slot = self._timetable.add(
                    record.inspection_id,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    purpose=PURPOSE,
                    kind=SlotKind.CASE_SESSION,
                    place_id=place_id,
                    parts=parts,
                    child_id=record.child_key,
                    case_code=record.child.code or "",
                    by=by,
                )
                record.slot_uid = slot.uid
            else:
                if slot.status is SlotStatus.CANCELLED:
                    self._timetable.reinstate(record.inspection_id, slot.uid, by=by)
                elif slot.status in FELL_THROUGH:
                    self._timetable.mark(record.inspection_id, slot.uid, SlotStatus.PLANNED, by=by)
                self._timetable.move(
                    record.inspection_id,
                    slot.uid,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    place_id=place_id,
                    by=by,
                )
                self._timetable.change(record.inspection_id, slot.uid, parts=parts, by=by)
            manager = session.get(PersonRecord, sits_in_id) if sits_in_id not in {None, worker_id} else None
            record.sits_in = sessions.sits_in_mark(manager.id) if manager else None
            record.by_video = by_video
            session.flush()
            return self._session_row(record)

    def stand_down(self, session_id: int, *, why: str = "", by: object | None = None) -> CaseSession:
        """Take a session off the timetable: cancelled if it was still to come, else it did not happen.

        It can be planned again, here or by reinstating it there. ``why`` stays with the coordinator.

        Raises:
            Explained: it has no time, is off already or debriefed; its time has come and no reason is given;
                or its slot is locked.
        """
        with self._store.working("Stand a case-file session down", by=by) as session:
            record = sessions.record_of(session, session_id)
            current = self._session_row(record)
            slot = self._slots(record).get(record.slot_uid)
            if slot is None:
                raise Explained("This session has no time and place yet.")
            if current.did_not_happen:
                raise Explained("This session was stood down already.", remedy="Plan it again to hold it.")
            if current.is_debriefed:
                raise Explained("This session took place: it has been debriefed.")
            if slot.status is SlotStatus.PLANNED and slot.starts_at > self._clock():
                self._timetable.cancel(record.inspection_id, slot.uid, reason=why, by=by)
            else:
                self._timetable.actuals.did_not_happen(record.inspection_id, slot.uid, why, by=by)
            session.flush()
            return self._session_row(record)

    def sessions(self, inspection_id: int) -> tuple[CaseSession, ...]:
        """All sessions: those with a time in its order, then those that wait to be planned."""
        slots = {slot.uid: slot for slot in self._timetable.draft(inspection_id)}
        with self._store.reading() as session:
            rows = [
                sessions.row(record, slots, self._cards, day_of(self._clock()))
                for record in sessions.records(session, inspection_id)
            ]
        return tuple(
            sorted(rows, key=lambda each: (each.starts_at is None, each.starts_at or self._clock(), each.id))
        )

    def one_session(self, session_id: int) -> CaseSession:
        """One session.

        Raises:
            Explained: there is none.
        """
        with self._store.reading() as session:
            return self._session_row(sessions.record_of(session, session_id))

    def not_debriefed(self, inspection_id: int, now: datetime | None = None) -> tuple[CaseSession, ...]:
        """Sessions that have ended by ``now`` and were not debriefed, the oldest first."""
        now = now or self._clock()
        return tuple(each for each in self.sessions(inspection_id) if is_awaiting_debrief(each, now))

    def advance(self, session_id: int, state: SessionState, *, by: object | None = None) -> CaseSession:
        """Take a session to ``state``; starting and ending are noted in the timetable as well.

        Raises:
            Explained: it has been there, is not planned, was stood down, or was not debriefed.
        """
        with self._store.working(f"Case-file session: {state.value}", by=by) as session:
            record = sessions.record_of(session, session_id)
            sessions.check_step(self._session_row(record), state)
            if (status := STATUS_OF.get(state)) is not None:
                self._timetable.mark(record.inspection_id, record.slot_uid, status, by=by)
            if record.state is not state:  # else the slot has taken its session along
                sessions.take_step(record, state, at=self._clock(), by=self._store.actor)
            session.flush()
            return self._session_row(record)

    def step_back(self, session_id: int, *, by: object | None = None) -> CaseSession:
        """Take the last step of a session back, for it was a mistake; who and when is noted like any step.

        A start or an end is taken back in the timetable too. One that was ended by mistake goes on, with
        its start; one that has never started is to come again.

        Raises:
            Explained: nothing has been noted yet, or the session is debriefed.
        """
        with self._store.working("Take a step of a session back", by=by) as session:
            record = sessions.record_of(session, session_id)
            to = sessions.check_back(self._session_row(record))
            slot = self._slots(record).get(record.slot_uid)
            wanted = STATUS_OF.get(to, SlotStatus.PLANNED)
            stays = to is SessionState.DEBRIEFED or slot is None or slot.status not in STATUS_OF.values()
            if slot is not None and not stays and slot.status is not wanted:
                self._timetable.mark(record.inspection_id, slot.uid, wanted, by=by)
            if record.state is not to:
                sessions.take_step(record, to, at=self._clock(), by=self._store.actor)
            session.flush()
            return self._session_row(record)

    def _slots(self, record: CaseSessionRecord) -> dict[str, Slot]:
        """The slot of one session by its uid; none when it has no slot, or the slot is gone."""
        if not record.slot_uid:
            return {}
        try:
            slot = self._timetable.slot(record.inspection_id, record.slot_uid)
        except Explained:
            return {}
        return {slot.uid: slot}

    def _session_row(self, record: CaseSessionRecord) -> CaseSession:
        return sessions.row(record, self._slots(record), self._cards, day_of(self._clock()))
