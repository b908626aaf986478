"""Seeing requests: lists, one, its history, what resembles it, and tonight's triage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ilacs_desktop.domain.info_requests import (
    Busy,
    Happening,
    InfoRequest,
    Similar,
    TriageRow,
    WorkingHours,
    busy_tomorrow,
    by_slack,
    triage,
)
from ilacs_desktop.domain.moments import Clock, day_of, moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import SlotStatus
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import InfoRequestRecord, RequestEventRecord
from ilacs_desktop.store.info_requests.reading import rows_where
from ilacs_desktop.store.people import AbsenceRecord, PersonRecord
from ilacs_desktop.store.timetable import SlotRecord

from .linked import LinkedThings
from .list_views import ListViews
from .many_deeds import ManyDeeds
from .resembling import similar_in
from .rows import read_clock, the_record, with_clocks


class RequestLists(ListViews, ManyDeeds, LinkedThings):
    """The part of :class:`InfoRequests` that only looks."""

    _store: Store
    _clock: Clock
    _hours: WorkingHours | None

    def all(self, inspection_id: int) -> tuple[InfoRequest, ...]:
        """Every request of an inspection, staged ones too, by number."""
        return self._list(inspection_id)

    def live(self, inspection_id: int) -> tuple[InfoRequest, ...]:
        """What has been asked for: the open ones by slack, then the rest, the latest movement first."""
        return _live_of(self._list(inspection_id, staged=False))

    def live_and_staged(self, inspection_id: int) -> tuple[tuple[InfoRequest, ...], tuple[InfoRequest, ...]]:
        """Both lists in one look: `live` and `staged`."""
        rows = self._list(inspection_id)
        return _live_of(rows), tuple(row for row in rows if row.staged)

    def reckoned(self, rows: Iterable[InfoRequest]) -> tuple[InfoRequest, ...]:
        """Rows read before, in their order, the clocks of the open ones as they are now."""
        rows = tuple(rows)
        now = self._clock()
        with self._store.reading() as session:
            still = with_clocks(session, (row for row in rows if row.is_open), now, self._hours)
        by_id = {row.id: row for row in still}
        return tuple(by_id.get(row.id, row) for row in rows)

    def open(self, inspection_id: int) -> tuple[InfoRequest, ...]:
        """The live requests the inspectors still wait for, by slack, least first."""
        rows = self._list(inspection_id, staged=False)
        return tuple(sorted((row for row in rows if row.is_open), key=by_slack))

    def staged(self, inspection_id: int) -> tuple[InfoRequest, ...]:
        """The requests that can be expected and have not been made."""
        return self._list(inspection_id, staged=True)

    def one(self, request_id: int) -> InfoRequest:
        """One request.

        Raises:
            Explained: there is no such request.
        """
        with self._store.reading() as session:
            return read_clock(session, the_record(session, request_id), self._clock(), self._hours)

    def history(self, request_id: int) -> tuple[Happening, ...]:
        """What happened to a request, oldest first."""
        query = (
            select(RequestEventRecord)
            .where(RequestEventRecord.request_id == request_id)
            .order_by(RequestEventRecord.at, RequestEventRecord.id)
        )
        with self._store.reading() as session:
            return tuple(record.row() for record in session.scalars(query))

    def similar(
        self, inspection_id: int, text: str, *, limit: int = 5, apart_from: int | None = None
    ) -> tuple[Similar, ...]:
        """What may answer ``text`` already: requests, given items and figures, across inspectors, best first.

        Raises nothing for a text of small words alone; it resembles nothing.
        """
        with self._store.reading() as session:
            return similar_in(session, inspection_id, text, self._clock(), limit=limit, apart_from=apart_from)

    def tonight(
        self,
        inspection_id: int,
        *,
        busy: Sequence[Busy] = (),
        among: Iterable[InfoRequest] | None = None,
    ) -> tuple[TriageRow, ...]:
        """The open requests by slack, with owners who are away or, as ``busy`` says, taken tomorrow.

        With ``among`` it looks at those, read just now, and reads them no second time.
        """
        now = self._clock()
        known = (*busy, *self._absences(now), *self._sessions(inspection_id, now))
        return triage(
            self.open(inspection_id) if among is None else among, now, busy=busy_tomorrow(known, now)
        )

    def _list(self, inspection_id: int, *, staged: bool | None = None) -> tuple[InfoRequest, ...]:
        conditions = [InfoRequestRecord.inspection_id == inspection_id]
        if staged is not None:
            conditions.append(InfoRequestRecord.staged == staged)
        now = self._clock()
        with self._store.reading() as session:
            return with_clocks(session, rows_where(session, *conditions), now, self._hours)

    def _sessions(self, inspection_id: int, now: datetime) -> list[Busy]:
        """Who has a part in tomorrow's draft, and with which inspectors."""
        tomorrow = day_of(now) + timedelta(days=1)
        query = (
            select(SlotRecord)
            .where(
                SlotRecord.inspection_id == inspection_id,
                SlotRecord.starts_at >= moment(tomorrow, time()),
                SlotRecord.starts_at < moment(tomorrow + timedelta(days=1), time()),
                SlotRecord.status.in_((SlotStatus.PLANNED, SlotStatus.STARTED)),
            )
            .options(selectinload(SlotRecord.parts))
        )
        taken: list[Busy] = []
        with self._store.reading() as session:
            slots = session.scalars(query).all()
            ids = {part.person_id for slot in slots for part in slot.parts}
            known = session.scalars(select(PersonRecord).where(PersonRecord.id.in_(ids)))
            by_id = {record.id: record.row() for record in known}
            for slot in slots:
                people = [by_id[part.person_id] for part in slot.parts]
                guests = [each.label for each in people if each.side is Side.INSPECTORATE]
                why = f"with {', '.join(guests)}" if guests else slot.purpose
                taken += [Busy(each.id, slot.starts_at, slot.ends_at, why) for each in people]
        return taken

    def _absences(self, now: datetime) -> tuple[Busy, ...]:
        query = select(AbsenceRecord).where(AbsenceRecord.ends_at > now)
        with self._store.reading() as session:
            return tuple(
                Busy(record.person_id, record.starts_at, record.ends_at, record.kind.value)
                for record in session.scalars(query)
            )


def _live_of(rows: Iterable[InfoRequest]) -> tuple[InfoRequest, ...]:
    asked = [row for row in rows if not row.staged and row.merged_into_id is None]
    done = [row for row in asked if not row.is_open]
    done.sort(key=lambda row: (row.moved_at or row.asked_at, row.id), reverse=True)
    return (*sorted((row for row in asked if row.is_open), key=by_slack), *done)
