"""Records of requests to frozen rows, in a number of queries that does not grow with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import InfoRequest, WorkingHours, due_of
from ilacs_desktop.store.info_requests import InfoRequestRecord, RequestEventRecord, RequestItemRecord


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


def read_clock(record: InfoRequestRecord, now: datetime, hours: WorkingHours | None) -> InfoRequest:
    """The row of ``record``, its clock read at ``now``."""
    row = record.row()
    return replace(row, due=due_of(row, now, hours=hours))


def note(
    session: Session, record: InfoRequestRecord, *, at: datetime, by: str, what: str, why: str = ""
) -> None:
    """Write one line of a request's history, and remember that it moved."""
    record.moved_at = at
    session.add(RequestEventRecord(request_id=record.id, at=at, by=by, what=what, why=why.strip()))
