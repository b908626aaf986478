"""Points of clarification: taken down, given their evidence, raised, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    POINT_SERIES,
    Clarification,
    PointEntry,
    PointState,
    by_urgency,
    check_can_be_raised,
    check_outcome,
    said_ref,
)
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import ClarificationRecord
from ilacs_desktop.store.numbers import next_number

from .around import LOOK_AGAIN, SOMEONE_ELSE, Around, around, check_around
from .slots import slots_now

_SERIES = "clarification"
_LONGEST_PLACE = 200


class Clarifications:
    """Everything one can do with the points on which the inspectors' view and our evidence differ."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self, inspection_id: int) -> tuple[Clarification, ...]:
        """Every point of an inspection: those still open by when they are to be raised, then the rest."""
        query = select(ClarificationRecord).where(ClarificationRecord.inspection_id == inspection_id)
        with self._store.reading() as session:
            rows = _rows(session, session.scalars(query).all())
        return tuple(sorted(rows, key=by_urgency))

    def open(self, inspection_id: int) -> tuple[Clarification, ...]:
        """The points something is still to come of, by when they are to be raised."""
        return tuple(point for point in self.all(inspection_id) if point.is_open)

    def one(self, point_id: int) -> Clarification:
        """One point.

        Raises:
            Explained: there is no such point.
        """
        with self._store.reading() as session:
            return _row(session, _record(session, point_id))

    def note(
        self, inspection_id: int, entry: PointEntry, *, verbatim: str = "", by: object | None = None
    ) -> Clarification:
        """Write down a point.

        Raises:
            Explained: it does not say what they said, was said in the future, or names what is not there.
        """
        with self._store.working("Note a point of clarification", by=by) as session:
            record = ClarificationRecord(
                inspection_id=inspection_id,
                number=next_number(session, inspection_id, _SERIES),
                state=PointState.OPEN.value,
                verbatim=verbatim,
                **self._checked(session, inspection_id, entry),
            )
            session.add(record)
            session.flush()
            return _row(session, record)

    def take_down(
        self,
        inspection_id: int,
        *,
        verbatim: str,
        they_said: str = "",
        said_by_id: int | None = None,
        said_at: datetime | None = None,
        owner_id: int | None = None,
        raise_at: datetime | None = None,
        request_id: int | None = None,
        enquiry_id: int | None = None,
        by: object | None = None,
    ) -> Clarification:
        """Take a point down from one line; ``they_said`` is the part with their words, else the whole line.

        Raises:
            Explained: there are no words, or as by `note`.
        """
        entry = PointEntry(
            they_said=they_said or verbatim,
            said_by_id=said_by_id,
            said_at=said_at,
            owner_id=owner_id,
            raise_at=raise_at,
            request_id=request_id,
            enquiry_id=enquiry_id,
        )
        return self.note(inspection_id, entry, verbatim=verbatim, by=by)

    def put_right(
        self, point_id: int, entry: PointEntry, *, version: int | None = None, by: object | None = None
    ) -> Clarification:
        """Change what is written down of a point: their words, our evidence, when it is raised.

        Raises:
            Explained: it was changed since ``version``, it is over, or the entry is refused as by `note`.
        """
        with self._store.working("Change a point of clarification", by=by) as session:
            record = _record(session, point_id)
            if version is not None and record.version != version:
                raise Explained(SOMEONE_ELSE.format(ref=_ref(record)), remedy=LOOK_AGAIN)
            if PointState(record.state) not in {PointState.OPEN, PointState.RAISED}:
                raise Explained(f"{_ref(record)} is {record.state}.", remedy="Open it again first.")
            for name, value in self._checked(session, record.inspection_id, entry).items():
                setattr(record, name, value)
            session.flush()
            return _row(session, record)

    def raise_point(
        self, point_id: int, *, where: str = "", at: datetime | None = None, by: object | None = None
    ) -> Clarification:
        """Record that a point was raised; ``at`` is now when it is not said.

        Raises:
            Explained: it has no evidence, is not open, or would be raised in the future or before it was
                said.
        """
        with self._store.working("Record that a point was raised", by=by) as session:
            record = _record(session, point_id)
            check_can_be_raised(_row(session, record))
            now = self._clock()
            at = at or now
            if not record.said_at <= at <= now:
                raise Explained(
                    "It is raised after it was said, and not in the future.", remedy="Put the time right."
                )
            record.raised_at = at
            record.raise_where = _place(where) or record.raise_where
            record.state = PointState.RAISED.value
            session.flush()
            return _row(session, record)

    def settle(
        self, point_id: int, state: PointState | str, *, outcome: str, by: object | None = None
    ) -> Clarification:
        """Record what came of a point: accepted, not accepted, or dropped.

        Raises:
            Explained: there are no words, it was not raised, or it is over already.
        """
        try:
            became = PointState(state)
        except ValueError:
            raise Explained(
                f"“{state}” is no outcome.", remedy="Accepted, not accepted or dropped."
            ) from None
        with self._store.working("Record what came of a point", by=by) as session:
            record = _record(session, point_id)
            check_outcome(_row(session, record), became, outcome=outcome)
            record.state = became.value
            record.outcome = outcome
            session.flush()
            return _row(session, record)

    def reopen(self, point_id: int, *, by: object | None = None) -> Clarification:
        """Raise a point once more: it is open again, and what came of it first stays to be read.

        Raises:
            Explained: it is open.
        """
        with self._store.working("Open a point again", by=by) as session:
            record = _record(session, point_id)
            if PointState(record.state) in {PointState.OPEN, PointState.RAISED}:
                raise Explained(f"{_ref(record)} is open.")
            record.state = PointState.OPEN.value
            record.raise_at = record.slot_uid = record.raised_at = None
            session.flush()
            return _row(session, record)

    def _checked(self, session: Session, inspection_id: int, entry: PointEntry) -> dict[str, object]:
        """The entry as columns; a slot gives the time and the place until it is gone."""
        if not entry.they_said.strip():
            raise Explained("A point needs their words.", remedy="Write down what they said.")
        said_at = entry.said_at or self._clock()
        if said_at > self._clock():
            raise Explained("Nobody has said this yet.", remedy="Put right when it was said.")
        raise_at, where = entry.raise_at, _place(entry.raise_where)
        if entry.slot_uid:
            slot = slots_now(session, {(inspection_id, entry.slot_uid)}).get((inspection_id, entry.slot_uid))
            if slot is None or not slot.takes_time:
                raise Explained(
                    "This meeting is not in the draft, or is stood down.",
                    remedy="Choose a meeting that stands, or a time.",
                )
            raise_at, where = slot.starts_at, where or _place(slot.title_with_inspectors)
        if raise_at is not None and raise_at < said_at:
            raise Explained(
                "It would be raised before it was said.", remedy="Put right one of the two times."
            )
        check_around(
            session,
            inspection_id,
            request_id=entry.request_id,
            enquiry_id=entry.enquiry_id,
            people=(entry.said_by_id, entry.owner_id),
        )
        return {
            "they_said": entry.they_said,
            "said_by_id": entry.said_by_id,
            "said_at": said_at,
            "evidence": entry.evidence,
            "owner_id": entry.owner_id,
            "raise_at": raise_at,
            "raise_where": where,
            "request_id": entry.request_id,
            "slot_uid": entry.slot_uid or None,
            "enquiry_id": entry.enquiry_id,
        }


def _place(words: str) -> str:
    if len(words) > _LONGEST_PLACE:
        raise Explained(
            f"“{words[:30]}…” is longer than {_LONGEST_PLACE} signs.", remedy="Say the place shorter."
        )
    return words


def _ref(record: ClarificationRecord) -> str:
    return said_ref(POINT_SERIES, record.number)


def _record(session: Session, point_id: int) -> ClarificationRecord:
    record = session.get(ClarificationRecord, point_id)
    if record is None:
        raise Explained("There is no such point of clarification.", remedy="Refresh the list.")
    return record


def _row(session: Session, record: ClarificationRecord) -> Clarification:
    return _rows(session, (record,))[0]


def _rows(session: Session, records: Sequence[ClarificationRecord]) -> list[Clarification]:
    named = around(session, records)
    return [_as_row(record, named) for record in records]


def _as_row(record: ClarificationRecord, named: Around) -> Clarification:
    slot = named.slot(record.slot_uid)
    stands = slot is not None and slot.takes_time
    return Clarification(
        id=record.id,
        inspection_id=record.inspection_id,
        number=record.number,
        they_said=record.they_said,
        said_by_id=record.said_by_id,
        said_by=named.person(record.said_by_id),
        said_at=record.said_at,
        evidence=record.evidence,
        owner_id=record.owner_id,
        owner=named.person(record.owner_id),
        raise_at=slot.starts_at if slot is not None and stands else record.raise_at,
        raise_where=record.raise_where,
        raised_at=record.raised_at,
        state=PointState(record.state),
        outcome=record.outcome,
        request_id=record.request_id,
        request_ref=named.request(record.request_id),
        slot_uid=record.slot_uid or "",
        slot=slot.title_with_inspectors if slot is not None and stands else "",
        enquiry_id=record.enquiry_id,
        enquiry=named.enquiry(record.enquiry_id),
        verbatim=record.verbatim,
        version=record.version,
    )
