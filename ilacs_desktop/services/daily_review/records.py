"""Reading what is kept of the reviews: steps, points of the meeting, and the days there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.daily_review import HOME, TITLES, KeptStep, MeetingPoint, ReviewRecord
from ilacs_desktop.domain.info_requests import FIGURE_SERIES, POINT_SERIES, said_ref
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.store.casefiles import ConcernRecord
from ilacs_desktop.store.daily_review import MeetingPointRecord, ReviewStepRecord
from ilacs_desktop.store.enquiry import EnquiryRecord, SignalRecord
from ilacs_desktop.store.info_requests import ClarificationRecord, FigureRecord, InfoRequestRecord
from ilacs_desktop.store.timetable import SlotRecord

CLOSED = "Gone home"
"""The title under which it is shown that a day was closed."""


def step_records(session: Session, inspection_id: int, day: date) -> dict[str, ReviewStepRecord]:
    """The records of one day's steps, by key."""
    records = session.scalars(
        select(ReviewStepRecord).where(
            ReviewStepRecord.inspection_id == inspection_id, ReviewStepRecord.day == day
        )
    )
    return {record.key: record for record in records}


def kept(record: ReviewStepRecord) -> KeptStep:
    """What is kept of one step."""
    return KeptStep(
        key=record.key,
        title=TITLES.get(record.key, CLOSED if record.key == HOME else record.key),
        state=record.state,
        note=record.note,
        finished_at=record.finished_at,
        finished_by=record.finished_by,
    )


def points(session: Session, inspection_id: int, day: date, *, now: datetime) -> tuple[MeetingPoint, ...]:
    """The points of one day's meeting, in the order they were noted."""
    records = session.scalars(
        select(MeetingPointRecord)
        .where(MeetingPointRecord.inspection_id == inspection_id, MeetingPointRecord.day == day)
        .order_by(MeetingPointRecord.id)
    ).all()
    return tuple(said(session, records, now=now))


def said(session: Session, records: Iterable[MeetingPointRecord], *, now: datetime) -> list[MeetingPoint]:
    """The points with what each became in words; one query for each kind of thing there is among them."""
    records = list(records)
    refs = {ref for record in records if (ref := _ref(record)) is not None}
    names = _names(session, refs, now)
    return [
        MeetingPoint(
            id=record.id,
            day=record.day,
            text=record.text,
            kind=record.kind,
            became=ref,
            said=names.get(ref, "") if ref else "",
            noted_at=record.noted_at,
            noted_by=record.noted_by,
        )
        for record in records
        for ref in (_ref(record),)
    ]


def _ref(record: MeetingPointRecord) -> Ref | None:
    if record.became_kind is None or record.became_id is None:
        return None
    return Ref(Kind(record.became_kind), record.became_id)


def _names(session: Session, refs: set[Ref], now: datetime) -> dict[Ref, str]:
    names: dict[Ref, str] = {}
    for kind, of_kind in _NAMES.items():
        wanted = {ref.id for ref in refs if ref.kind is kind}
        if wanted:
            names |= {Ref(kind, number): name for number, name in of_kind(session, wanted, now)}
    return names


def _of_requests(session: Session, wanted: set[int], _now: datetime) -> Iterator[tuple[int, str]]:
    for request in session.scalars(select(InfoRequestRecord).where(InfoRequestRecord.id.in_(wanted))):
        yield request.id, request.ref


def _of_slots(session: Session, wanted: set[int], now: datetime) -> Iterator[tuple[int, str]]:
    for slot in session.scalars(select(SlotRecord).where(SlotRecord.id.in_(wanted))):
        leads = bool(slot.case_code) and slot.case_code not in slot.purpose
        title = f"{slot.case_code} {slot.purpose}" if leads else slot.purpose
        yield slot.id, f"{title}, {said_when(slot.starts_at, now)}"


def _of_signals(session: Session, wanted: set[int], _now: datetime) -> Iterator[tuple[int, str]]:
    of = select(SignalRecord.id, EnquiryRecord).join(
        EnquiryRecord, EnquiryRecord.id == SignalRecord.enquiry_id
    )
    for signal_id, enquiry in session.execute(of.where(SignalRecord.id.in_(wanted))):
        yield signal_id, enquiry.code


def _of_concerns(session: Session, wanted: set[int], _now: datetime) -> Iterator[tuple[int, str]]:
    for concern in session.scalars(select(ConcernRecord).where(ConcernRecord.id.in_(wanted))):
        yield concern.id, concern.ref


def _of_figures(session: Session, wanted: set[int], _now: datetime) -> Iterator[tuple[int, str]]:
    of = select(FigureRecord.id, FigureRecord.number).where(FigureRecord.id.in_(wanted))
    for figure_id, number in session.execute(of):
        yield figure_id, said_ref(FIGURE_SERIES, number)


def _of_clarifications(session: Session, wanted: set[int], _now: datetime) -> Iterator[tuple[int, str]]:
    of = select(ClarificationRecord.id, ClarificationRecord.number).where(ClarificationRecord.id.in_(wanted))
    for point_id, number in session.execute(of):
        yield point_id, said_ref(POINT_SERIES, number)


_NAMES: Mapping[Kind, Callable[[Session, set[int], datetime], Iterator[tuple[int, str]]]] = {
    Kind.INFO_REQUEST: _of_requests,
    Kind.SLOT: _of_slots,
    Kind.SIGNAL: _of_signals,
    Kind.CONCERN: _of_concerns,
    Kind.FIGURE: _of_figures,
    Kind.CLARIFICATION: _of_clarifications,
}


def record(session: Session, inspection_id: int, day: date, *, now: datetime) -> ReviewRecord:
    """What is kept of the review of ``day``."""
    held = {key: kept(each) for key, each in step_records(session, inspection_id, day).items()}
    return ReviewRecord(
        day=day,
        steps=tuple(held[key] for key in TITLES if key in held),
        points=points(session, inspection_id, day, now=now),
        closed=held.get(HOME),
    )


def days(session: Session, inspection_id: int) -> tuple[date, ...]:
    """The days of which something is kept, the latest first."""
    steps = select(ReviewStepRecord.day).where(ReviewStepRecord.inspection_id == inspection_id)
    noted = select(MeetingPointRecord.day).where(MeetingPointRecord.inspection_id == inspection_id)
    return tuple(sorted({*session.scalars(steps), *session.scalars(noted)}, reverse=True))
