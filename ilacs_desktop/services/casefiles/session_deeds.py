"""What one can do with case-file sessions: plan, take step by step, debrief."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ilacs_desktop.domain.casefiles import CaseSession, Debrief, SessionState, is_awaiting_debrief
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.slots import FELL_THROUGH
from ilacs_desktop.services.casefiles import sessions
from ilacs_desktop.store.casefiles import CaseSessionRecord, DebriefRecord
from ilacs_desktop.store.people import PersonRecord

if TYPE_CHECKING:
    from ilacs_desktop.domain.moments import Clock
    from ilacs_desktop.services.casefiles.children import Cards
    from ilacs_desktop.services.timetable import Timetable
    from ilacs_desktop.store.door import Store

PURPOSE = "records"


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
        by: object | None = None,
    ) -> CaseSession:
        """Put a session into the timetable, or move it there; both are stored, or neither.

        One edit of the draft: undone, the session waits to be planned, or is again where it was.

        Raises:
            Explained: there is no such session, it has begun, the times are not possible, or the
                person who is to lead is no inspector.
        """
        ends_at = starts_at + timedelta(minutes=minutes)
        parts = [(inspector_id, PartKind.LEADS), (worker_id, PartKind.ATTENDS)]
        if navigator_id is not None and navigator_id != worker_id:
            parts.append((navigator_id, PartKind.NAVIGATES))
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
            session.flush()
            return self._row(record)

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
            return self._row(sessions.record_of(session, session_id))

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
            sessions.check_step(self._row(record), state)
            status = {SessionState.IN_SESSION: SlotStatus.STARTED, SessionState.ENDED: SlotStatus.ENDED}.get(
                state
            )
            if status is not None:
                self._timetable.mark(record.inspection_id, record.slot_uid, status, by=by)
            sessions.take_step(record, state, at=self._clock(), by=self._store.actor)
            session.flush()
            return self._row(record)

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
        """Write down what the worker said; a second time corrects the first, and the audit trail keeps both.

        Raises:
            Explained: nothing was written, or the session has not begun.
        """
        said = {
            "asked": asked.strip(),
            "liked": liked.strip(),
            "worried": worried.strip(),
            "promised": promised.strip(),
            "worker_is": worker_is.strip(),
        }
        if not any(said.values()):
            raise Explained("Nothing was written down.", remedy="A word for one of the questions is enough.")
        now = self._clock()
        with self._store.working("Debrief a case-file session", by=by) as session:
            record = sessions.record_of(session, session_id)
            current = self._row(record)
            begun = current.state.place_in_order >= SessionState.IN_SESSION.place_in_order
            if not begun and (current.starts_at is None or current.starts_at > now):
                raise Explained("This session has not begun yet.")
            if record.debrief is None:
                record.debrief = DebriefRecord(at=now, by=self._store.actor, **said)
            else:
                for name, words in said.items():
                    setattr(record.debrief, name, words)
            if not current.is_debriefed:
                if current.state is SessionState.IN_SESSION and record.slot_uid:
                    with suppress(Explained):  # a slot locked or gone is no reason to lose a debrief
                        self._timetable.mark(record.inspection_id, record.slot_uid, SlotStatus.ENDED, by=by)
                sessions.take_step(record, SessionState.DEBRIEFED, at=now, by=self._store.actor)
            session.flush()
            return record.debrief.row()

    def debrief_of(self, session_id: int) -> Debrief | None:
        """What was written down after a session, if anything."""
        with self._store.reading() as session:
            record = sessions.record_of(session, session_id)
            return record.debrief.row() if record.debrief else None

    def _slots(self, record: CaseSessionRecord) -> dict[str, Slot]:
        """The slot of one session by its uid; none when it has no slot, or the slot is gone."""
        if not record.slot_uid:
            return {}
        try:
            slot = self._timetable.slot(record.inspection_id, record.slot_uid)
        except Explained:
            return {}
        return {slot.uid: slot}

    def _row(self, record: CaseSessionRecord) -> CaseSession:
        return sessions.row(record, self._slots(record), self._cards, day_of(self._clock()))
