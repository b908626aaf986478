"""The checklist of sessions, the look at a record before one, and how the worker is afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ilacs_desktop.domain.casefiles import (
    CaseSession,
    CheckPoint,
    HaveOpen,
    RecordCheck,
    SessionState,
    read_points,
    record_check,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Framework
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.paths import resources
from ilacs_desktop.services.casefiles import sessions
from ilacs_desktop.services.casefiles.session_deeds import SessionDeeds
from ilacs_desktop.services.inspections.frameworks import compose, read_framework
from ilacs_desktop.services.inspections.records import framework_of
from ilacs_desktop.store.casefiles import CaseSessionRecord
from ilacs_desktop.store.settings import SettingRecord


class ChecklistDeeds(SessionDeeds):
    """What one can do with the checklist; the case-file room leans on it."""

    def checklist(self, inspection_id: int) -> tuple[CheckPoint, ...]:
        """The points in the order of their steps: as edited, else as the type of inspection has them."""
        with self._store.reading() as session:
            return self._points(session, inspection_id)

    def edit_checklist(
        self, inspection_id: int, lines: Iterable[tuple[str, SessionState]], *, by: object | None = None
    ) -> tuple[CheckPoint, ...]:
        """Keep a checklist of our own for an inspection; a point whose words stay keeps its ticks.

        A point that comes back in the words of the type of inspection is that point again; a checklist that
        says what the type of inspection says is no longer our own.

        Raises:
            Explained: nothing is left, a point is too long or stands twice, or its step cannot be prepared.
        """
        with self._store.working("Edit the checklist of sessions", by=by) as session:
            usual = self._usual_points(session, inspection_id)
            points = read_points(lines, (*usual, *self._points(session, inspection_id)))
            record = _setting(session, inspection_id)
            if {*points} == {*usual} and len(points) == len(usual):
                if record is not None:
                    session.delete(record)
                return usual
            value = [{"key": each.key, "what": each.what, "step": each.step.value} for each in points]
            if record is None:
                session.add(SettingRecord(key=_key(inspection_id), value=value))
            else:
                record.value = value
            return points

    def usual_checklist(self, inspection_id: int) -> tuple[CheckPoint, ...]:
        """The points as the type of inspection has them, whatever was edited."""
        with self._store.reading() as session:
            return self._usual_points(session, inspection_id)

    def tick(self, session_id: int, key: str, *, done: bool = True, by: object | None = None) -> CaseSession:
        """Tick a point off for one session, or take the tick back; when and who is kept.

        Raises:
            Explained: there is no such session or point.
        """
        with self._store.working("Tick a point of a session", by=by) as session:
            record = sessions.record_of(session, session_id)
            if key not in {point.key for point in self._points(session, record.inspection_id)}:
                raise Explained("This point is no longer on the checklist.", remedy="Look at it again.")
            ticks = {name: value for name, value in (record.ticks or {}).items() if name != key or done}
            if done:
                ticks.setdefault(key, [self._clock().isoformat(), self._store.actor])
            record.ticks = ticks
            session.flush()
            return self._session_row(record)

    def check_record(
        self, session_id: int, *, keys: Sequence[str] = (), by: object | None = None
    ) -> CaseSession:
        """Note that the record was looked at, with the points of that step that are true.

        Raises:
            Explained: there is no such session or point, or it has come further.
        """
        with self._store.working("Check a record before its session", by=by) as session:
            points = self._points(session, sessions.record_of(session, session_id).inspection_id)
            current = self.one_session(session_id)
            ticked = {tick.key for tick in current.ticks}
            for point in points:
                is_done = point.key in keys
                if point.step is SessionState.CHECKED and is_done is not (point.key in ticked):
                    self.tick(session_id, point.key, done=is_done, by=by)
            return self.advance(session_id, SessionState.CHECKED, by=by)

    def record_check(self, session_id: int) -> RecordCheck:
        """What a reader of the child's record sees first, and what to have open; never what to alter.

        Raises:
            Explained: there is no such session.
        """
        with self._store.reading() as session:
            record = sessions.record_of(session, session_id)
            framework = self._framework(session, record.inspection_id)
            offered = [HaveOpen(each.what, each.cohort) for each in framework.session_open]
            return record_check(self._cards.row(record.child, day_of(self._clock())), offered)

    def have_open(self, inspection_id: int) -> dict[str, tuple[str, ...]]:
        """What to have open in each session that has its time, by the uid of its slot: for its papers."""
        with self._store.reading() as session:
            query = (
                select(CaseSessionRecord)
                .where(CaseSessionRecord.inspection_id == inspection_id, CaseSessionRecord.slot_uid != "")
                .options(joinedload(CaseSessionRecord.child))
            )
            records = session.scalars(query).all()
            if not records:
                return {}
            framework, on = self._framework(session, inspection_id), day_of(self._clock())
            offered = [HaveOpen(each.what, each.cohort) for each in framework.session_open]
            return {
                each.slot_uid: record_check(self._cards.row(each.child, on), offered).have_open
                for each in records
            }

    def welfare(self, session_id: int, words: str, *, by: object | None = None) -> CaseSession:
        """Note how the worker is, asked apart from the debrief.

        Raises:
            Explained: there is no such session, or nothing was written.
        """
        if not words.strip():
            raise Explained("Say how the worker is.", remedy="A word is enough.")
        with self._store.working("Note how a worker is", by=by) as session:
            record = sessions.record_of(session, session_id)
            record.welfare, record.welfare_at = words.strip(), self._clock()
            session.flush()
            return self._session_row(record)

    def _points(self, session: Session, inspection_id: int) -> tuple[CheckPoint, ...]:
        kept = _setting(session, inspection_id)
        if kept is None:
            return self._usual_points(session, inspection_id)
        lines: list[dict[str, Any]] = kept.value
        return _in_order(CheckPoint(each["key"], each["what"], SessionState(each["step"])) for each in lines)

    def _usual_points(self, session: Session, inspection_id: int) -> tuple[CheckPoint, ...]:
        checks = self._framework(session, inspection_id).session_checks
        return _in_order(CheckPoint(each.key, each.what, SessionState(each.step)) for each in checks)

    def _framework(self, session: Session, inspection_id: int) -> Framework:
        """The framework kept with the inspection; today's lists where an older one has none of these."""
        kept = framework_of(session, inspection_id)
        return kept if kept.session_checks else self._usual

    @cached_property
    def _usual(self) -> Framework:
        path = resources() / "frameworks" / "standard.toml"
        return read_framework(compose(path), f"{path.parent.name}/{path.name}")


def _in_order(points: Iterable[CheckPoint]) -> tuple[CheckPoint, ...]:
    return tuple(sorted(points, key=lambda point: point.step.place_in_order))


def _key(inspection_id: int) -> str:
    return f"session_checklist.{inspection_id}"


def _setting(session: Session, inspection_id: int) -> SettingRecord | None:
    return session.scalar(select(SettingRecord).where(SettingRecord.key == _key(inspection_id)))
