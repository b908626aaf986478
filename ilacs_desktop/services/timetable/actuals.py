"""What became of a slot on the day, each with one key; and the rest of a lane when one runs late."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, day_of, minutes_between
from ilacs_desktop.domain.timetable import Slot, SlotStatus
from ilacs_desktop.domain.timetable.late import LONGEST, LateShift, late_shift
from ilacs_desktop.services.timetable import drafting, reading
from ilacs_desktop.services.timetable.holding import follow_sessions
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.timetable import recording


class Actuals:
    """None of it is a change of the timetable that anyone has to be told; each can be undone.

    ``Slot.outcome`` says it in words. It is held in the slot: its status, when it started and ended,
    by how much it started late, and why it fell through.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def start(self, inspection_id: int, uid: str, *, by: object | None = None) -> Slot:
        """It has just started; by how much late is kept.

        Raises:
            Explained: it is cancelled.
        """
        return self._mark(inspection_id, uid, SlotStatus.STARTED, by=by)

    def end(self, inspection_id: int, uid: str, *, by: object | None = None) -> Slot:
        """It has ended: just now when it was under way, otherwise when it was planned to.

        Raises:
            Explained: it is cancelled.
        """
        return self._mark(inspection_id, uid, SlotStatus.ENDED, by=by)

    def ran_over(
        self, inspection_id: int, uid: str, minutes: int | None = None, *, by: object | None = None
    ) -> Slot:
        """It has ended ``minutes`` later than planned; without them: just now.

        Raises:
            Explained: it is cancelled, the minutes are not possible, or without them it is not past its end.
        """
        with self._store.working("Mark a slot: ran over", by=by) as session:
            slot = reading.slot(session, inspection_id, uid)
            if minutes is None:
                minutes = minutes_between(slot.ends_at, self._clock())
                if minutes <= 0 or day_of(self._clock()) != slot.day:
                    raise Explained(
                        f"“{slot.title}” is not running over now.", remedy="Say by how many minutes it did."
                    )
            elif not 0 < minutes <= LONGEST * 2:
                raise Explained(
                    f"A slot cannot run over by {minutes} minutes.",
                    remedy=f"Give a number from 1 to {LONGEST * 2}.",
                )
            drafting.mark_within(
                session,
                inspection_id,
                uid,
                SlotStatus.ENDED,
                now=self._clock(),
                ended_at=slot.ends_at + timedelta(minutes=minutes),
            )
            follow_sessions(session, inspection_id, [uid], now=self._clock(), by=self._store.actor)
            return reading.slot(session, inspection_id, uid)

    def took_place(
        self,
        inspection_id: int,
        uid: str,
        *,
        began_at: datetime | None = None,
        ended_at: datetime | None = None,
        by: object | None = None,
    ) -> Slot:
        """Note after the fact from when to when it was; what is not said was as noted, else as planned.

        Raises:
            Explained: it is cancelled, or it would have ended before it began, in the future or on
                another day.
        """
        with self._store.working("Mark a slot: took place", by=by) as session:
            now = self._clock()
            slot = reading.slot(session, inspection_id, uid)
            began = began_at or slot.started_at or slot.starts_at
            ended = ended_at or max(began, min(slot.ends_at, now))
            if ended < began:
                raise Explained("It cannot have ended before it began.", remedy="Put right one of the two.")
            if ended > now:
                raise Explained("It cannot have ended in the future.", remedy="Give a time that has passed.")
            if day_of(began) != slot.day or day_of(ended) != slot.day:
                raise Explained("It was planned for another day.", remedy="Move it there first.")
            drafting.mark_within(
                session, inspection_id, uid, SlotStatus.ENDED, now=now, started_at=began, ended_at=ended
            )
            follow_sessions(session, inspection_id, [uid], now=now, by=self._store.actor)
            return reading.slot(session, inspection_id, uid)

    def did_not_happen(self, inspection_id: int, uid: str, why: str, *, by: object | None = None) -> Slot:
        """It fell through on the day.

        Raises:
            Explained: no reason is given, or it is cancelled.
        """
        if not why.strip():
            raise Explained("Say why it did not happen.", remedy="A word is enough: worker ill.")
        return self._mark(inspection_id, uid, SlotStatus.DID_NOT_HAPPEN, reason=why, by=by)

    def went_elsewhere(
        self, inspection_id: int, uid: str, where: str = "", *, by: object | None = None
    ) -> Slot:
        """The inspector went elsewhere instead; ``where``, if it is known.

        Raises:
            Explained: it is cancelled.
        """
        return self._mark(inspection_id, uid, SlotStatus.WENT_ELSEWHERE, reason=where, by=by)

    def take_back(self, inspection_id: int, uid: str, *, by: object | None = None) -> Slot:
        """Nothing is known of it again: it is planned. A case-file session goes back with it.

        Raises:
            Explained: it is cancelled.
        """
        return self._mark(inspection_id, uid, SlotStatus.PLANNED, by=by)

    def late(
        self,
        inspection_id: int,
        uid: str,
        minutes: int,
        *,
        person_id: int | None = None,
        place_id: int | None = None,
    ) -> LateShift:
        """What it would mean when this slot runs ``minutes`` late; nothing is changed.

        The lane is that of a person or a place; without either that of the slot’s inspectors.

        Raises:
            Explained: there is no such slot, it does not take place, or the minutes are not possible.
        """
        with self._store.reading() as session:
            return _late(session, inspection_id, uid, minutes, lane=(person_id, place_id))

    def shift(self, inspection_id: int, late: LateShift, *, by: object | None = None) -> tuple[Slot, ...]:
        """Do what was previewed, as one deed; the slots that moved.

        Raises:
            Explained: nothing can be moved, or the timetable has changed since the preview.
        """
        if not late.moves:
            raise Explained(late.sentence)
        with self._store.working("Shift the rest of a lane", by=by) as session:
            lane = (late.person_id, late.place_id)
            again = _late(session, inspection_id, late.uid, late.minutes, lane=lane)
            if again.moves != late.moves:
                raise Explained(
                    "The timetable has changed since this was worked out.", remedy="Look again, then shift."
                )
            title = reading.slot(session, inspection_id, late.uid).title
            with recording(session, inspection_id, f"Run {late.minutes} min late from {title}"):
                drafting.move_many_within(session, inspection_id, late.moves)
            return reading.slots_of(session, inspection_id, [move.uid for move in late.moves])

    def _mark(
        self,
        inspection_id: int,
        uid: str,
        status: SlotStatus,
        *,
        reason: str = "",
        by: object | None = None,
    ) -> Slot:
        with self._store.working(f"Mark a slot: {status.value}", by=by) as session:
            now = self._clock()
            drafting.mark_within(session, inspection_id, uid, status, reason=reason, now=now)
            follow_sessions(session, inspection_id, [uid], now=now, by=self._store.actor)
            return reading.slot(session, inspection_id, uid)


def _late(
    session: Session, inspection_id: int, uid: str, minutes: int, *, lane: tuple[int | None, int | None]
) -> LateShift:
    """The shift for the lane of a person or a place, or of the slot itself."""
    slot = reading.slot(session, inspection_id, uid)
    if not slot.takes_time:
        raise Explained(f"“{slot.title}” does not take place and cannot run late.")
    if not 0 < minutes <= LONGEST:
        raise Explained(
            f"A lane cannot be shifted by {minutes} minutes.", remedy=f"Give a number from 1 to {LONGEST}."
        )
    day = reading.draft(session, inspection_id, slot.day)
    return late_shift(day, uid, minutes, person_id=lane[0], place_id=lane[1])
