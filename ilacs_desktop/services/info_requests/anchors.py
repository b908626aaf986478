"""Deadlines tied to a slot: hung on it, let go again, and all that hang in an inspection."""

from __future__ import annotations

from sqlalchemy import Select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    LONGEST_MINUTES,
    Anchor,
    Edge,
    InfoRequest,
    WorkingHours,
    anchored_at,
    without_pauses,
)
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import InfoRequestRecord

from .rows import note, read_clock, read_clocks, the_record, whole_requests
from .slots import slots_now

TIED = "tied to a slot"
"""The basis of a target that hangs on a slot."""


class AnchoredDeadlines:
    """The part of :class:`InfoRequests` that ties deadlines to slots of the timetable."""

    _store: Store
    _clock: Clock
    _hours: WorkingHours | None

    def anchor(
        self,
        request_id: int,
        *,
        slot_uid: str,
        edge: Edge | str = Edge.START,
        minutes: int = 0,
        by: object | None = None,
    ) -> InfoRequest:
        """Tie the deadline to a slot: ``minutes`` before its start or after its end; it moves with the slot.

        What was promised to the inspector stays as it is. Tying it anew replaces the tie.

        Raises:
            Explained: the request is not open, the slot is not in the draft or stood down, it would be
                wanted before it was asked, or ``minutes`` is negative or more than a fortnight.
        """
        if not 0 <= minutes <= LONGEST_MINUTES:
            raise Explained(
                "A deadline hangs at most a fortnight from its slot.",
                remedy="Give the minutes as a number from 0 up.",
            )
        with self._store.working("Tie a deadline to a slot", by=by) as session:
            record = the_record(session, request_id)
            if not record.row().is_open:
                raise Explained(
                    f"{record.ref} is not open; nothing is due.",
                    remedy="Only an open request has one.",
                )
            key = (record.inspection_id, slot_uid)
            slot = slots_now(session, {key}).get(key)
            if slot is None or not slot.takes_time:
                raise Explained(
                    "This slot is not in the draft, or is stood down.", remedy="Choose a slot that stands."
                )
            anchor = Anchor(slot_uid, Edge(edge), minutes, slot)
            at = anchored_at(anchor, slot.starts_at, slot.ends_at)
            if at < (record.restarted_at or record.asked_at):
                raise Explained(
                    "It would be wanted before it was asked.",
                    remedy="Choose a later slot, or fewer minutes before it.",
                )
            record.anchor_uid, record.anchor_edge, record.anchor_minutes = slot_uid, str(Edge(edge)), minutes
            record.target_at, record.target_minutes, record.target_basis = at, None, TIED
            what = f"tied to a slot: due {anchor.said}"
            note(session, record, at=self._clock(), by=self._store.actor, what=what)
            session.flush()
            return read_clock(session, record, self._clock(), self._hours)

    def release(self, request_id: int, *, by: object | None = None) -> InfoRequest:
        """Let the deadline go from its slot; where it is now it stays, as a time of its own.

        Raises:
            Explained: it is not tied to a slot.
        """
        with self._store.working("Let a deadline go from its slot", by=by) as session:
            record = the_record(session, request_id)
            if record.anchor_uid is None:
                raise Explained(f"{record.ref} is not tied to a slot.")
            tied = read_clock(session, record, self._clock(), self._hours)
            hung_at = tied.anchor.at if tied.anchor is not None else None
            if hung_at is not None:
                record.target_at = without_pauses(hung_at, tied.clock_from, tied.pauses)
            record.target_basis = "asked for"
            record.anchor_uid = record.anchor_edge = record.anchor_minutes = None
            note(session, record, at=self._clock(), by=self._store.actor, what="no longer tied to a slot")
            session.flush()
            return read_clock(session, record, self._clock(), self._hours)

    def anchored(self, inspection_id: int) -> tuple[tuple[InfoRequest, str], ...]:
        """The open requests whose deadline hangs on a slot, each with the slot's uid, by number."""
        query = _anchored(inspection_id)
        with self._store.reading() as session:
            still = [record for record in session.scalars(query) if record.row().is_open]
            rows = read_clocks(session, still, self._clock(), self._hours)
        return tuple((row, row.anchor.uid) for row in rows if row.anchor is not None)


def anchored_within(session: Session, inspection_id: int) -> tuple[InfoRequest, ...]:
    """The same, for a service that has a session open; clocks are not read and slots not looked up."""
    rows = (record.row() for record in session.scalars(_anchored(inspection_id)))
    return tuple(row for row in rows if row.is_open and row.anchor is not None)


def _anchored(inspection_id: int) -> Select[InfoRequestRecord]:
    return (
        whole_requests()
        .where(InfoRequestRecord.inspection_id == inspection_id, InfoRequestRecord.anchor_uid.is_not(None))
        .order_by(InfoRequestRecord.series, InfoRequestRecord.number)
    )
