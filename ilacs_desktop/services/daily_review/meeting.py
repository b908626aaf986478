"""The daily meeting with the lead inspector: what was said, one line at a time, and what it became."""

from __future__ import annotations

from datetime import date

from ilacs_desktop.domain.capture import Captured
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.daily_review import MeetingPoint, PointKind, review_day
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

    def capture(
        self, inspection_id: int, day: date, captured: Captured, *, by: object | None = None
    ) -> MeetingPoint:
        """Keep a point and store what it means where that belongs, both or neither.

        Raises:
            Explained: it cannot be stored as what it was read as, or the day's review is over.
        """
        with self._store.working("Keep a point of the daily meeting", by=by):
            became = self._captures.store(inspection_id, captured, by=by)
            return self._keep(inspection_id, day, captured.verbatim, captured.kind.value, became)

    def note(self, inspection_id: int, day: date, text: str, *, by: object | None = None) -> MeetingPoint:
        """Keep a point as a plain note.

        Raises:
            Explained: there are no words, or the day's review is over.
        """
        with self._store.working("Keep a point of the daily meeting", by=by):
            return self._keep(inspection_id, day, text, PointKind.NOTE.value, None)

    def edit(
        self, inspection_id: int, day: date, text: str, *, slot_uid: str, by: object | None = None
    ) -> MeetingPoint:
        """Keep a point that changes a slot of the draft; the slot is then edited on the board.

        Raises:
            Explained: there are no words, no such slot, or the day's review is over.
        """
        with self._store.working("Keep a point of the daily meeting", by=by):
            slot = self._timetable.slot(inspection_id, slot_uid)
            became = Ref(Kind.SLOT, slot.id)
            return self._keep(inspection_id, day, text, PointKind.TIMETABLE.value, became)

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
