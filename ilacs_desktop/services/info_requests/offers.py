"""Offers of the authority: made, taken up or declined; in all else they are followed like requests."""

from __future__ import annotations

from datetime import datetime

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    InfoRequest,
    RequestKind,
    TheirStatus,
    WorkingHours,
    check_can_be_declined,
    check_can_be_taken_up,
    default_target,
)
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import InfoRequestRecord

from .rows import note, read_clock, read_clocks, the_record, whole_requests


class OfferedEvidence:
    """The part of :class:`InfoRequests` that follows what we offered: requests of the kind "offer"."""

    _store: Store
    _clock: Clock
    _hours: WorkingHours | None

    def offers(self, inspection_id: int) -> tuple[InfoRequest, ...]:
        """Every offer of an inspection, the latest first; those merged into another are left out."""
        query = whole_requests().where(
            InfoRequestRecord.inspection_id == inspection_id,
            InfoRequestRecord.kind == RequestKind.OFFER,
            InfoRequestRecord.staged.is_(False),
            InfoRequestRecord.merged_into_id.is_(None),
        )
        with self._store.reading() as session:
            rows = read_clocks(session, session.scalars(query).all(), self._clock(), self._hours)
        return tuple(sorted(rows, key=lambda row: (row.asked_at, row.number), reverse=True))

    def take_up(
        self,
        request_id: int,
        *,
        words: str = "",
        target_at: datetime | None = None,
        by: object | None = None,
    ) -> InfoRequest:
        """The inspectors want what we offered: its clock starts; without ``target_at`` the usual time runs.

        Raises:
            Explained: it is no offer, has been taken up before, or would be wanted in the past.
        """
        with self._store.working("Record that an offer was taken up", by=by) as session:
            record = the_record(session, request_id)
            check_can_be_taken_up(record.row())
            now = self._clock()
            if target_at is not None and target_at < now:
                raise Explained("This moment has passed.", remedy="Say when they want it, or leave it open.")
            usual = default_target(RequestKind.OFFER)
            record.theirs = TheirStatus.NOT_GIVEN
            record.restarted_at = now
            record.target_at = target_at
            record.target_minutes = usual.minutes if target_at is None else None
            record.target_basis = usual.basis if target_at is None else "asked for"
            record.anchor_uid = record.anchor_edge = record.anchor_minutes = None
            note(session, record, at=now, by=self._store.actor, what="taken up", why=words)
            session.flush()
            return read_clock(session, record, now, self._hours)

    def decline(self, request_id: int, *, reason: str, by: object | None = None) -> InfoRequest:
        """The inspectors do not want what we offered; ``reason`` is what they said.

        Raises:
            Explained: it is no offer, is not open any more, or there are no words.
        """
        with self._store.working("Record that an offer was declined", by=by) as session:
            record = the_record(session, request_id)
            check_can_be_declined(record.row(), reason=reason)
            now = self._clock()
            record.theirs = TheirStatus.WITHDRAWN
            note(session, record, at=now, by=self._store.actor, what="declined", why=reason)
            session.flush()
            return read_clock(session, record, now, self._hours)
