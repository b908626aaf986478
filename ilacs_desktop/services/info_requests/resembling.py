"""What may answer a line already: the full-text index offers some, the rule in the domain ranks them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import (
    FIGURE_SERIES,
    OurStatus,
    Similar,
    Supplied,
    TheirStatus,
    rank_similar,
    said_ref,
    said_value,
    ways_to_say,
)
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.store.info_requests import FigureRecord, GivenItemRecord, InfoRequestRecord
from ilacs_desktop.store.search_index import resembling

_KINDS = (Kind.INFO_REQUEST, Kind.GIVEN_ITEM, Kind.FIGURE)


def similar_in(
    session: Session,
    inspection_id: int,
    text: str,
    now: datetime,
    *,
    limit: int = 5,
    apart_from: int | None = None,
) -> tuple[Similar, ...]:
    """What resembles ``text`` among requests open, answered and staged, what was given, and figures.

    Only what the index offers is read, never every request. A given file stands under its request.
    """
    ways = ways_to_say(text)
    found = resembling(session.connection(), ways, kinds=_KINDS)
    supplied, strangers = _supplied(session, inspection_id, found, now)
    if strangers:
        found = resembling(session.connection(), ways, kinds=_KINDS, inspection_id=inspection_id)
        supplied, _ = _supplied(session, inspection_id, found, now)
    own = Ref(Kind.INFO_REQUEST, apart_from) if apart_from is not None else None
    return rank_similar(text, [each for each in supplied if each.ref != own], limit=limit)


def _supplied(
    session: Session, inspection_id: int, found: Sequence[Ref], now: datetime
) -> tuple[list[Supplied], bool]:
    """What the references stand for, and whether any of them belongs to another inspection."""
    given = _ids(found, Kind.GIVEN_ITEM)
    files = select(GivenItemRecord.request_id, GivenItemRecord.file_name, GivenItemRecord.title)
    wanted = set(_ids(found, Kind.INFO_REQUEST))
    if given:
        wanted |= set(
            session.scalars(select(GivenItemRecord.request_id).where(GivenItemRecord.id.in_(given)))
        )
    names: dict[int, list[str]] = {}
    for request_id, file_name, title in session.execute(files.where(GivenItemRecord.request_id.in_(wanted))):
        names.setdefault(request_id, []).extend((file_name, title))
    requests, have_strangers = _requests(session, inspection_id, wanted, names, now)
    figures, have_others = _figures(session, inspection_id, _ids(found, Kind.FIGURE), now)
    return [*requests, *figures], have_strangers or have_others


def _requests(
    session: Session, inspection_id: int, ids: set[int], names: dict[int, list[str]], now: datetime
) -> tuple[list[Supplied], bool]:
    record = InfoRequestRecord
    query = select(
        record.id, record.inspection_id, record.series, record.number, record.title, record.verbatim,
        record.meaning, record.given_at, record.staged, record.ours, record.theirs, record.merged_into_id,
    ).where(record.id.in_(ids))  # fmt: skip
    rows = session.execute(query).all()
    supplied = [
        Supplied(
            ref=Ref(Kind.INFO_REQUEST, row.id),
            label=said_ref(row.series, row.number),
            title=row.title,
            text="\n".join((row.verbatim, row.meaning, *names.get(row.id, ()))),
            state=_said_state(row.given_at, _stands(row.ours, row.theirs), now, is_staged=row.staged),
            is_given=row.given_at is not None,
        )
        for row in rows
        if row.inspection_id == inspection_id and row.merged_into_id is None
    ]
    return supplied, any(row.inspection_id != inspection_id for row in rows)


def _figures(
    session: Session, inspection_id: int, ids: Sequence[int], now: datetime
) -> tuple[list[Supplied], bool]:
    if not ids:
        return [], False
    superseded = select(FigureRecord.supersedes_id).where(FigureRecord.supersedes_id.is_not(None))
    query = select(FigureRecord).where(
        FigureRecord.id.in_(ids), FigureRecord.withdrawn_reason == "", FigureRecord.id.not_in(superseded)
    )
    records = session.scalars(query).all()
    supplied = [
        Supplied(
            ref=Ref(Kind.FIGURE, record.id),
            label=said_ref(FIGURE_SERIES, record.number),
            title=f"{record.measure}: {said_value(record.value, record.unit)}",
            text=f"{record.period}\n{record.source}\n{record.verbatim}",
            state=f"{record.manner} {said_when(record.told_at, now)}",
        )
        for record in records
        if record.inspection_id == inspection_id
    ]
    return supplied, any(record.inspection_id != inspection_id for record in records)


def _ids(found: Sequence[Ref], kind: Kind) -> list[int]:
    return [ref.id for ref in found if ref.kind is kind]


def _said_state(given_at: datetime | None, ours: str, now: datetime, *, is_staged: bool) -> str:
    if given_at is not None:
        return f"given {said_when(given_at, now)}"
    return "staged" if is_staged else ours


def _stands(ours: OurStatus, theirs: TheirStatus) -> str:
    """Our status; of one that is no longer wanted, that."""
    return str(theirs if theirs is TheirStatus.WITHDRAWN else ours)
