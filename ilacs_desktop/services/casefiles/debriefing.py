"""Writing down what was said in a session, and making of each answer what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles import (
    Becomes,
    CaseSession,
    Debrief,
    OurReading,
    Question,
    SessionState,
)
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import SlotStatus
from ilacs_desktop.services.casefiles import answers, sessions
from ilacs_desktop.services.casefiles.concerns import ConcernDeeds
from ilacs_desktop.services.casefiles.session_deeds import SessionDeeds
from ilacs_desktop.store.casefiles import CaseSessionRecord, DebriefRecord
from ilacs_desktop.store.settings import JottingRecord

RAISED = "Raised as a concern for the child’s safety; the words are there."
"""What a debrief, which everybody reads, holds of an answer that became a concern."""
JOTTING = "debrief.half_written.{}"
"""The key of what is half written of the debrief of one session."""


class DebriefDeeds(SessionDeeds, ConcernDeeds):
    """What one can do with debriefs; the case-file room leans on it."""

    _answers: answers.Answers | None

    def debrief(
        self,
        session_id: int,
        *,
        asked: str = "",
        liked: str = "",
        worried: str = "",
        promised: str = "",
        worker_is: str = "",
        reading: OurReading | None = None,
        becomes: Mapping[Question, Becomes] | None = None,
        enquiry_id: int | None = None,
        owner_id: int | None = None,
        deputy_id: int | None = None,
        reader_ids: Sequence[int] = (),
        said_at: datetime | None = None,
        began_at: datetime | None = None,
        ended_at: datetime | None = None,
        by: object | None = None,
    ) -> Debrief:
        """Write down what the worker said; a second time corrects the first, and the audit trail keeps both.

        ``becomes`` says by question what an answer is made into, in the same transaction and once only: a
        signal needs ``enquiry_id``, a concern ``owner_id``, and its words then stand in the concern alone.
        ``said_at`` is when it was said: the end of the session, or now if that is earlier, unless it is
        given. ``reading`` is our reading of the tone.
        A session that nobody marked is ended in the timetable as well: from ``began_at`` to ``ended_at``,
        which are as noted there, else as planned, unless they are given.

        Raises:
            Explained: nothing was written, the session has not begun, an answer cannot become that, or it
                would have ended before it began or in the future.
        """
        said = {
            Question.ASKED: asked.strip(),
            Question.LIKED: liked.strip(),
            Question.WORRIED: worried.strip(),
            Question.PROMISED: promised.strip(),
            Question.WORKER_IS: worker_is.strip(),
        }
        _check(said, becomes or {})
        now = self._clock()
        with self._store.working("Debrief a case-file session", by=by) as session:
            record = sessions.record_of(session, session_id)
            current = self._session_row(record)
            begun = current.state.place_in_order >= SessionState.IN_SESSION.place_in_order
            if not begun and (current.starts_at is None or current.starts_at > now):
                raise Explained("This session has not begun yet.", remedy="Debrief it once it has.")
            if record.debrief is None:
                record.debrief = DebriefRecord(at=now, by=self._store.actor)
            for question, words in said.items():
                is_concern = (becomes or {}).get(question) is Becomes.CONCERN
                setattr(record.debrief, question.value, RAISED if is_concern else words)
            _read_tone(record.debrief, reading)
            if not current.is_debriefed:
                self._end(record, began_at, ended_at, by=by)
                sessions.take_step(record, SessionState.DEBRIEFED, at=now, by=self._store.actor)
            session.flush()
            at = min(said_at or current.ends_at or now, now)
            for question, kind in (becomes or {}).items():
                if answers.why(question, kind) in answers.became(session, session_id):
                    continue
                words = said[question]
                if kind is Becomes.CONCERN:
                    ref = self._concern(words, current, owner_id, deputy_id, reader_ids, at=at, by=by)
                else:
                    ref = self._made(kind, words, current, at=at, enquiry_id=enquiry_id, by=by)
                answers.note(session, current, question, kind, ref)
                session.flush()
            if (half := session.scalar(_jotting(session_id))) is not None:
                session.delete(half)
            session.flush()
            return _whole(session, record.debrief)

    def debrief_of(self, session_id: int) -> Debrief | None:
        """What was written down after a session and what became of it, if anything."""
        with self._store.reading() as session:
            record = sessions.record_of(session, session_id)
            return _whole(session, record.debrief) if record.debrief else None

    def jot(self, session_id: int, jotting: Mapping[str, Any], *, by: object | None = None) -> None:
        """Keep what is half written of a debrief, so that neither Escape nor a crash loses it.

        ``jotting`` is what the dialog shows, as plain values; an empty one lets it go. It goes by itself when
        the debrief is stored, and the audit trail holds none of it.
        """
        with self._store.working("Keep a half-written debrief", by=by) as session:
            record = session.scalar(_jotting(session_id))
            if record is not None and not jotting:
                session.delete(record)
            elif record is not None:
                record.value = dict(jotting)
            elif jotting:
                sessions.record_of(session, session_id)
                session.add(JottingRecord(key=JOTTING.format(session_id), value=dict(jotting)))

    def jotting_of(self, session_id: int) -> dict[str, Any]:
        """What is half written of a debrief; empty if nothing is."""
        with self._store.reading() as session:
            record = session.scalar(_jotting(session_id))
            return dict(record.value) if record is not None else {}

    def _end(
        self,
        record: CaseSessionRecord,
        began_at: datetime | None,
        ended_at: datetime | None,
        *,
        by: object | None,
    ) -> None:
        """Note in the timetable and here that a session took place, unless it is noted."""
        slot = self._slots(record).get(record.slot_uid)
        if slot is None or slot.status not in {SlotStatus.PLANNED, SlotStatus.STARTED}:
            return
        if slot.status is SlotStatus.STARTED and began_at is ended_at is None:
            self._timetable.actuals.end(record.inspection_id, slot.uid, by=by)
            return
        if record.state.place_in_order < SessionState.IN_SESSION.place_in_order:
            sessions.take_step(record, SessionState.IN_SESSION, at=self._clock(), by=self._store.actor)
        self._timetable.actuals.took_place(
            record.inspection_id, slot.uid, began_at=began_at, ended_at=ended_at, by=by
        )

    def _made(
        self,
        kind: Becomes,
        words: str,
        of: CaseSession,
        *,
        at: datetime,
        enquiry_id: int | None,
        by: object | None,
    ) -> Ref:
        if self._answers is None:
            raise Explained("Answers cannot be made into anything here.")
        return self._answers.make(kind, words, of, at=at, enquiry_id=enquiry_id, by=by)

    def _concern(
        self,
        words: str,
        of: CaseSession,
        owner_id: int | None,
        deputy_id: int | None,
        reader_ids: Sequence[int],
        *,
        at: datetime,
        by: object | None,
    ) -> Ref:
        if of.inspector_id is None:
            raise Explained("Say who raised the concern.", remedy="Name the inspector in the timetable.")
        if owner_id is None:
            raise Explained("A concern needs a senior owner.", remedy="Name one.")
        concern = self.raise_concern(
            of.inspection_id,
            said_by_id=of.inspector_id,
            what=words,
            owner_id=owner_id,
            deputy_id=deputy_id,
            child_id=of.child.id,
            reader_ids=reader_ids,
            said_at=at,
            by=by,
        )
        return Ref(Kind.CONCERN, concern.id)


def _jotting(session_id: int) -> Select[JottingRecord]:
    return select(JottingRecord).where(JottingRecord.key == JOTTING.format(session_id))


def _check(said: Mapping[Question, str], becomes: Mapping[Question, Becomes]) -> None:
    if not any(said.values()):
        raise Explained("Nothing was written down.", remedy="A word for one of the questions is enough.")
    for question, kind in becomes.items():
        if not said[question]:
            raise Explained(
                f"There is no answer to make a {kind.value} of.",
                remedy=f"Write it down under: {question.value.replace('_', ' ')}.",
            )


def _read_tone(record: DebriefRecord, reading: OurReading | None) -> None:
    if reading is not None:
        record.tone = reading.tone.value
        record.tone_from = reading.source.value
        record.tone_confidence = reading.confidence.value


def _whole(session: Session, record: DebriefRecord) -> Debrief:
    found = answers.became(session, record.session_id)
    return replace(record.row(), became=tuple(dict.fromkeys(found.values())))
