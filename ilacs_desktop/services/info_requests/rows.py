"""Records of requests to frozen rows, in a number of queries that does not grow with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import InfoRequest, WorkingHours, acknowledgement_of, due_of
from ilacs_desktop.store.info_requests import InfoRequestRecord, RequestEventRecord, RequestItemRecord

from .slots import with_slots
from .targets import hours_in


def whole_requests() -> Select[InfoRequestRecord]:
    """Requests with all that a row shows."""
    return select(InfoRequestRecord).options(
        joinedload(InfoRequestRecord.asked_by),
        joinedload(InfoRequestRecord.owner),
        joinedload(InfoRequestRecord.enquiry),
        selectinload(InfoRequestRecord.items).joinedload(RequestItemRecord.owner),
        selectinload(InfoRequestRecord.pauses),
    )


def the_record(session: Session, request_id: int) -> InfoRequestRecord:
    """One request's record.

    Raises:
        Explained: there is no such request.
    """
    record = session.get(InfoRequestRecord, request_id)
    if record is None:
        raise Explained("There is no such request.", remedy="Refresh the list.")
    return record


def the_item(session: Session, item_id: int) -> RequestItemRecord:
    """One item's record.

    Raises:
        Explained: there is no such item.
    """
    item = session.get(RequestItemRecord, item_id)
    if item is None:
        raise Explained("There is no such item.", remedy="Refresh the list.")
    return item


def read_clock(
    session: Session, record: InfoRequestRecord, now: datetime, hours: WorkingHours | None
) -> InfoRequest:
    """The row of ``record``, its clock read at ``now``."""
    return read_clocks(session, (record,), now, hours)[0]


def read_clocks(
    session: Session, records: Iterable[InfoRequestRecord], now: datetime, hours: WorkingHours | None
) -> tuple[InfoRequest, ...]:
    """The rows of ``records``, their clocks read at ``now``; the slots they hang on are looked up at once."""
    return with_clocks(session, (record.row() for record in records), now, hours)


def with_clocks(
    session: Session, rows: Iterable[InfoRequest], now: datetime, hours: WorkingHours | None
) -> tuple[InfoRequest, ...]:
    """``rows`` with their clocks read at ``now``; the slots they hang on are looked up at once."""
    rows = with_slots(session, rows)
    found = {one: hours or hours_in(session, one) for one in {row.inspection_id for row in rows}}
    return tuple(
        replace(
            row,
            due=due_of(row, now, hours=found[row.inspection_id]),
            acknowledgement=acknowledgement_of(row, now, hours=found[row.inspection_id]),
        )
        for row in rows
    )


def note(
    session: Session, record: InfoRequestRecord, *, at: datetime, by: str, what: str, why: str = ""
) -> None:
    """Write one line of a request's history, and remember that it moved."""
    record.moved_at = at
    session.add(RequestEventRecord(request_id=record.id, at=at, by=by, what=what, why=why.strip()))
