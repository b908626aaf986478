"""The told board: what each person is still to be told, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Text, case, cast, select
from sqlalchemy.orm import Session, aliased

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, moment
from ilacs_desktop.domain.timetable import (
    Slip,
    Slot,
    Telling,
    TellingState,
    changes_between,
    slips_of,
    urgent_first,
)
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.store.people import PersonRecord
from ilacs_desktop.store.timetable import IssuedSlotRecord, IssueRecord, TellingRecord, from_plain


@dataclass(frozen=True, slots=True)
class SlipToGive:
    """A slip, and the number of the issue the person knows already; 0 when they know of none."""

    slip: Slip
    since_number: int


def slips_to_give(
    session: Session,
    inspection_id: int,
    last: Sequence[Slot],
    last_number: int,
    new: Sequence[Slot],
    *,
    now: datetime,
) -> tuple[SlipToGive, ...]:
    """What each person has to hear, if ``new`` is issued after issue ``last_number``, which held ``last``.

    Whoever was told of the last issue, or had nothing to hear of it, hears what changed since then. Whoever
    has a message not yet sent hears everything since the issue before that message, in one.
    """
    waiting = {record.person_id: record.since_number or 0 for record in _waiting(session, inspection_id)}
    known = {last_number: last}
    slips: dict[int, dict[int, Slip]] = {}
    for number in {last_number, *waiting.values()}:
        if number not in known:
            known[number] = _slots_beside(session, inspection_id, number, last_number, last)
        changes = changes_between(known[number], new)
        slips[number] = {slip.person_id: slip for slip in slips_of(changes, now=now)}
    people = waiting.keys() | slips[last_number].keys()
    found = ((person, waiting.get(person, last_number)) for person in people)
    return tuple(
        SlipToGive(slips[number][person], number)
        for person, number in sorted(found)
        if person in slips[number]
    )


def prepare(session: Session, issue: IssueRecord, slips: Iterable[SlipToGive], *, now: datetime) -> None:
    """Store the messages of a new issue; those not yet sent of earlier issues are superseded."""
    for record in _waiting(session, issue.inspection_id):
        record.superseded_by = issue.number
    session.add_all(
        TellingRecord(
            issue_id=issue.id,
            person_id=each.slip.person_id,
            since_number=each.since_number or None,
            lines=list(each.slip.lines),
            first_starts_at=each.slip.first_starts_at,
            state=TellingState.PREPARED,
            prepared_at=now,
        )
        for each in slips
    )


def board(session: Session, inspection_id: int, number: int | None, *, now: datetime) -> tuple[Telling, ...]:
    """The told board of one issue, or as it stands at ``now``."""
    query = (
        select(TellingRecord, IssueRecord.number, PersonRecord)
        .join(IssueRecord, IssueRecord.id == TellingRecord.issue_id)
        .join(PersonRecord, PersonRecord.id == TellingRecord.person_id)
        .where(IssueRecord.inspection_id == inspection_id, TellingRecord.superseded_by.is_(None))
    )
    if number is not None:
        query = query.where(IssueRecord.number == number)
    rows = [_row(record, issue, person) for record, issue, person in session.execute(query)]
    return urgent_first(rows if number is not None else _as_it_stands(rows, now))


def mark_sent(session: Session, telling_ids: Sequence[int], *, how: str, who: str, now: datetime) -> None:
    """Move prepared messages on to sent; those further on stay as they are."""
    for record in _chosen(session, telling_ids):
        if record.state is TellingState.PREPARED:
            record.state = TellingState.SENT
            record.how, record.told_by, record.sent_at = how.strip(), who, now


def mark_confirmed(
    session: Session, telling_ids: Sequence[int], *, how: str, who: str, now: datetime
) -> None:
    """Move messages on to confirmed; those confirmed already stay as they are."""
    for record in _chosen(session, telling_ids):
        if record.state is not TellingState.CONFIRMED:
            record.state = TellingState.CONFIRMED
            record.how = how.strip() or record.how
            record.told_by, record.confirmed_at = who, now


def _as_it_stands(rows: Sequence[Telling], now: datetime) -> list[Telling]:
    newest = max((row.issue_number for row in rows), default=0)
    confirmed: dict[int, int] = {}
    for row in rows:
        if row.is_confirmed:
            confirmed[row.person_id] = max(row.issue_number, confirmed.get(row.person_id, 0))
    today = moment(day_of(now), time())
    return [
        row
        for row in rows
        if row.issue_number == newest
        or (
            not row.is_confirmed
            and row.first_starts_at >= today
            and row.issue_number > confirmed.get(row.person_id, 0)
        )
    ]


def _slots_beside(
    session: Session, inspection_id: int, number: int, last_number: int, last: Sequence[Slot]
) -> tuple[Slot, ...]:
    """The slots of issue ``number``, of which only those are read that the last issue has otherwise.

    What stayed the same is kept word for word the same, so the store can tell.
    """
    if not (number and last_number):
        return reading.issued_slots(session, inspection_id, number)
    found = session.execute(
        select(IssueRecord.number, IssueRecord.id).where(
            IssueRecord.inspection_id == inspection_id, IssueRecord.number.in_([number, last_number])
        )
    )
    ids = {row.number: row.id for row in found}
    then, since = aliased(IssuedSlotRecord), aliased(IssuedSlotRecord)
    rows = session.execute(
        select(then.uid, case((cast(then.slot, Text) == cast(since.slot, Text), None), else_=then.slot))
        .outerjoin(since, (since.uid == then.uid) & (since.issue_id == ids[last_number]))
        .where(then.issue_id == ids[number])
    )
    same = {slot.uid: slot for slot in last}
    return tuple(same[uid] if plain is None else from_plain(plain) for uid, plain in rows)


def _waiting(session: Session, inspection_id: int) -> Sequence[TellingRecord]:
    return session.scalars(
        select(TellingRecord)
        .join(IssueRecord, IssueRecord.id == TellingRecord.issue_id)
        .where(
            IssueRecord.inspection_id == inspection_id,
            TellingRecord.superseded_by.is_(None),
            TellingRecord.state == TellingState.PREPARED,
        )
    ).all()


def _chosen(session: Session, telling_ids: Sequence[int]) -> Sequence[TellingRecord]:
    wanted = set(telling_ids)
    records = session.scalars(select(TellingRecord).where(TellingRecord.id.in_(wanted))).all()
    if len(records) != len(wanted):
        raise Explained(
            "One of these messages is not there any more.", remedy="Look at the told board again."
        )
    if any(record.superseded_by is not None for record in records):
        raise Explained(
            "A newer issue has superseded one of these messages.",
            remedy="Look at the told board again; the new message says everything.",
        )
    return records


def _row(record: TellingRecord, issue_number: int, person: PersonRecord) -> Telling:
    return Telling(
        id=record.id,
        issue_number=issue_number,
        person_id=record.person_id,
        name=person.row().label,
        state=record.state,
        lines=tuple(record.lines),
        first_starts_at=record.first_starts_at,
        how=record.how,
        by=record.told_by,
        prepared_at=record.prepared_at,
        sent_at=record.sent_at,
        confirmed_at=record.confirmed_at,
        since_number=record.since_number,
        side=person.side,
        version=record.version,
        team=person.team,
    )
