"""Seeing requests: lists, one, its history, what resembles it, and tonight's triage."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from ilacs_desktop.domain.info_requests import (
    Happening,
    InfoRequest,
    Similar,
    WorkingHours,
    by_slack,
)
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import InfoRequestRecord, RequestEventRecord
from ilacs_desktop.store.info_requests.reading import rows_where

from .evening import Evenings
from .linked import LinkedThings
from .list_views import ListViews
from .many_deeds import ManyDeeds
from .resembling import similar_in
from .rows import read_clock, the_record, with_clocks


class RequestLists(ListViews, ManyDeeds, LinkedThings, Evenings):
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

    def _list(self, inspection_id: int, *, staged: bool | None = None) -> tuple[InfoRequest, ...]:
        conditions = [InfoRequestRecord.inspection_id == inspection_id]
        if staged is not None:
            conditions.append(InfoRequestRecord.staged == staged)
        now = self._clock()
        with self._store.reading() as session:
            return with_clocks(session, rows_where(session, *conditions), now, self._hours)


def _live_of(rows: Iterable[InfoRequest]) -> tuple[InfoRequest, ...]:
    asked = [row for row in rows if not row.staged and row.merged_into_id is None]
    done = [row for row in asked if not row.is_open]
    done.sort(key=lambda row: (row.moved_at or row.asked_at, row.id), reverse=True)
    return (*sorted((row for row in asked if row.is_open), key=by_slack), *done)
