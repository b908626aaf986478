"""The deeds of the case-file room."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from ilacs_desktop.domain.casefiles import (
    CaseSession,
    Child,
    ChildrenSummary,
    Cohort,
    Debrief,
    SessionState,
    is_awaiting_debrief,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.slots import FELL_THROUGH
from ilacs_desktop.paths import resources
from ilacs_desktop.services.casefiles import children, sessions
from ilacs_desktop.services.casefiles.annex_a import AnnexADeeds
from ilacs_desktop.services.casefiles.concerns import ConcernDeeds
from ilacs_desktop.services.people import People
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.casefiles import (
    CaseSessionRecord,
    ChildRecord,
    DebriefRecord,
)
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.people import PersonRecord

PURPOSE = "records"


class Casefiles(AnnexADeeds, ConcernDeeds):
    """Children, sessions, debriefs and concerns of one inspection at a time."""

    def __init__(
        self, store: Store, clock: Clock, people: People, timetable: Timetable, safekeeping: Any = None
    ) -> None:
        super().__init__(store, clock, children.Cards(resources() / "annex_a"))
        self._people = people
        self._timetable = timetable
        self._safekeeping = safekeeping

    # Children

    def summary(self, inspection_id: int) -> ChildrenSummary:
        """How many children there are, by cohort, and their teams."""
        columns = [
            func.count().filter(ChildRecord.cohorts.contains(f"|{cohort.value}|", autoescape=True))
            for cohort in Cohort
        ]
        with self._store.reading() as session:
            total, *counts = session.execute(
                select(func.count(), *columns).where(ChildRecord.inspection_id == inspection_id)
            ).one()
            teams = session.scalars(
                select(ChildRecord.team)
                .where(ChildRecord.inspection_id == inspection_id, ChildRecord.team != "")
                .distinct()
                .order_by(ChildRecord.team)
            )
            by_cohort = tuple(
                (cohort.value, count) for cohort, count in zip(Cohort, counts, strict=True) if count
            )
            return ChildrenSummary(total=total, by_cohort=by_cohort, teams=tuple(teams))

    def children(
        self, inspection_id: int, text: str = "", *, cohort: str = "", team: str = "", limit: int = 500
    ) -> tuple[Child, ...]:
        """Children by ID, code, team, worker or cohort, chosen ones first; several IDs are read as a list."""
        with self._store.reading() as session:
            query = children.found(inspection_id, text, cohort, team, limit)
            return tuple(self._cards.row(record, self._today) for record in session.scalars(query))

    def child(self, child_id: int) -> Child:
        """One child by its own key.

        Raises:
            Explained: there is none.
        """
        with self._store.reading() as session:
            return self._cards.row(children.record_of(session, child_id), self._today)

    # Sessions

    def choose(
        self, child_ids: Sequence[int], *, reason: str, by: object | None = None
    ) -> tuple[CaseSession, ...]:
        """Choose children: each gets a code such as C-014, if it has none, and a session.

        Raises:
            Explained: nobody was chosen, no reason was given, or a child has a session that waits
                to be planned.
        """
        if not child_ids:
            raise Explained("No child was chosen.")
        if not reason.strip():
            raise Explained(
                "Say why, so that the worker can be told.", remedy="For instance: sampled by Ofsted."
            )
        with self._store.working("Choose children for sessions", by=by) as session:
            made = []
            for key in dict.fromkeys(child_ids):
                child = children.record_of(session, key)
                waiting = session.scalar(sessions.waiting(key))
                if waiting is not None:
                    raise Explained(f"{child.code} is chosen already and waits to be planned.")
                children.give_code(session, child)
                record = CaseSessionRecord(
                    inspection_id=child.inspection_id, child=child, reason=reason.strip(), slot_uid=""
                )
                sessions.take_step(record, SessionState.CHOSEN, at=self._clock(), by=self._store.actor)
                session.add(record)
                made.append(record)
            session.flush()
            return tuple(self._row(record) for record in made)

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
                sessions.row(record, slots, self._cards, self._today)
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

    # Within

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
        return sessions.row(record, self._slots(record), self._cards, self._today)
