"""The daily meeting with the lead inspector: what was said, one line at a time, and what it became."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ilacs_desktop.domain.capture import Captured, CaptureKind
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.daily_review import POINT_KINDS, MeetingPoint, PointKind, review_day, suggested_kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, said_day
from ilacs_desktop.services.capture import Captures
from ilacs_desktop.services.daily_review import records
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.daily_review import MeetingPointRecord
from ilacs_desktop.store.door import Store


class Meeting:
    """Keeps the points of a day's meeting. Each is kept word for word, together with what it became."""

    def __init__(self, store: Store, clock: Clock, *, captures: Captures, timetable: Timetable) -> None:
        self._store = store
        self._clock = clock
        self._captures = captures
        self._timetable = timetable

    def points(self, inspection_id: int, day: date) -> tuple[MeetingPoint, ...]:
        """The points of a day, in the order they were noted."""
        with self._store.reading() as session:
            return records.points(session, inspection_id, day, now=self._clock())

    def read(self, inspection_id: int, line: str) -> Captured:
        """What a line would become if it were captured; nothing is stored."""
        return self._captures.read(inspection_id, line)

    def keep(
        self,
        inspection_id: int,
        day: date,
        line: str,
        *,
        kind: str = "",
        slot_uid: str | None = None,
        by: object | None = None,
    ) -> MeetingPoint:
        """Keep a point, and store what it means where that belongs: both or neither.

        ``kind`` is one of `POINT_KINDS`; without it the line itself says what it is. A timetable edit names
        the slot it changes with ``slot_uid``, or none yet; the slot itself is then edited on the board.

        Raises:
            Explained: there are no words, no such kind or slot, the line cannot be stored as its kind, or
                the day's review is over.
        """
        with self._store.working("Keep a point of the daily meeting", by=by):
            captured = self._captures.read(inspection_id, line)
            kind = kind or (suggested_kind(captured) if slot_uid is None else PointKind.TIMETABLE.value)
            became: Ref | None = None
            if kind == PointKind.TIMETABLE.value and slot_uid is not None:
                became = Ref(Kind.SLOT, self._timetable.slot(inspection_id, slot_uid).id)
            elif kind not in set(PointKind):
                named = replace(captured, kind=_capture_kind(kind))
                became = self._captures.store(inspection_id, named, by=by)
            return self._keep(inspection_id, day, line, kind, became)

    def take_back(self, point_id: int, *, by: object | None = None) -> None:
        """Take a point off the list; what it became stays, and the audit trail keeps that it was there.

        Raises:
            Explained: the review of its day is over.
        """
        with self._store.working("Take back a point of the daily meeting", by=by) as session:
            record = session.get(MeetingPointRecord, point_id)
            if record is not None:
                self._check(record.day)
                session.delete(record)

    def _keep(self, inspection_id: int, day: date, text: str, kind: str, became: Ref | None) -> MeetingPoint:
        if not text.strip():
            raise Explained("There is nothing to keep yet.", remedy="Write down what was said.")
        self._check(day)
        with self._store.working("Keep a point of the daily meeting") as session:
            record = MeetingPointRecord(
                inspection_id=inspection_id,
                day=day,
                text=text.strip(),
                kind=kind,
                became_kind=became.kind.value if became else None,
                became_id=became.id if became else None,
                noted_at=self._clock(),
                noted_by=self._store.actor,
            )
            session.add(record)
            session.flush()
            return records.said(session, [record], now=self._clock())[0]

    def _check(self, day: date) -> None:
        refuse_past(day, review_day(self._clock()))


def _capture_kind(kind: str) -> CaptureKind:
    try:
        return CaptureKind(kind)
    except ValueError:
        raise Explained(
            f"A point cannot be kept as “{kind}”.", remedy=f"Choose one of: {', '.join(POINT_KINDS)}."
        ) from None


def refuse_past(day: date, today: date) -> None:
    """Refuse to write into the review of a day that is behind us, when ``today`` is under review.

    Raises:
        Explained: the day's review is over.
    """
    if day < today:
        raise Explained(
            f"The review of {said_day(day)} is over.",
            remedy="It can be looked at. What comes up now belongs to today’s review.",
        )
