"""Reading the given register: plain columns to frozen lines, with their marks."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import GivenItem, said_ref
from ilacs_desktop.domain.info_requests.given import mark_superseded
from ilacs_desktop.store.info_requests import GivenItemRecord, GivenReceiptRecord, InfoRequestRecord


def register_of(session: Session, inspection_id: int) -> tuple[GivenItem, ...]:
    """The given register of an inspection, newest first, with its marks, in one query.

    Columns, not records: ten thousand lines are read in a fifth of the time.
    """
    line, request, receipt = GivenItemRecord, InfoRequestRecord, GivenReceiptRecord
    query = (
        select(
            line.id, line.request_id, request.series, request.number, line.file_name, line.version_label,
            line.sha256, line.size_bytes, line.as_of, line.cleared_by, line.given_by, line.how, line.given_at,
            line.supersedes_id, line.title, line.given_to, line.review_on, line.item_id,
            receipt.received_at, receipt.what.label("receipt"),
        )
        .join(request, request.id == line.request_id)
        .outerjoin(receipt, receipt.given_item_id == line.id)
        .where(line.inspection_id == inspection_id)
        .order_by(line.given_at.desc(), line.id.desc())
    )  # fmt: skip
    lines = []
    for row in session.execute(query).mappings():
        values = dict(row)
        ref = said_ref(values.pop("series"), values.pop("number"))
        receipt_words = values.pop("receipt") or ""
        lines.append(GivenItem(ref=ref, receipt=receipt_words, **values))
    return mark_superseded(lines)


def line_in(session: Session, line_id: int) -> tuple[GivenItem, tuple[GivenItem, ...]]:
    """One line, and the register it stands in.

    Raises:
        Explained: there is no such line.
    """
    record = session.get(GivenItemRecord, line_id)
    if record is None:
        raise no_such_line()
    lines = register_of(session, record.inspection_id)
    return next(line for line in lines if line.id == line_id), lines


def no_such_line() -> Explained:
    """What is said of a line that is not there."""
    return Explained("There is no such line in the given register.", remedy="Refresh the list.")
