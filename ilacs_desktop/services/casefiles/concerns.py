"""Concerns for one child's safety: raised, acknowledged, acted on, reported back, closed; never deleted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from ilacs_desktop.domain.casefiles import Concern
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.casefiles.children import Cards, give_code
from ilacs_desktop.services.casefiles.children import record_of as child_of
from ilacs_desktop.store.casefiles import ConcernRecord
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.people import PersonRecord


class ConcernDeeds:
    """What one can do with concerns; the case-file room leans on it."""

    def __init__(self, store: Store, clock: Clock, cards: Cards) -> None:
        self._store = store
        self._clock = clock
        self._cards = cards

    @property
    def _today(self) -> date:
        return day_of(self._clock())

    def raise_concern(
        self,
        inspection_id: int,
        *,
        said_by_id: int,
        what: str,
        owner_id: int,
        child_id: int | None = None,
        deputy_id: int | None = None,
        said_at: datetime | None = None,
        by: object | None = None,
    ) -> Concern:
        """Write down a concern for a child's safety. Its clock runs from the moment it was said.

        Raises:
            Explained: no words, a moment in the future, an owner or deputy who is an inspector, or both
                are the same.
        """
        now = self._clock()
        if not what.strip():
            raise Explained("Write down the concern in the inspector's words.")
        if said_at is not None and said_at > now:
            raise Explained("A concern cannot have been said in the future.")
        if deputy_id == owner_id:
            raise Explained("Owner and deputy are two different people.")
        with self._store.working("Raise a concern", by=by) as session:
            senior(session, owner_id, "owner")
            if deputy_id is not None:
                senior(session, deputy_id, "deputy")
            if session.get(PersonRecord, said_by_id) is None:
                raise Explained("Say who raised the concern.")
            child = child_of(session, child_id) if child_id is not None else None
            if child is not None:
                give_code(session, child)
            record = ConcernRecord(
                inspection_id=inspection_id,
                ref=f"CC-{next_number(session, inspection_id, 'concern'):02d}",
                child=child,
                said_at=said_at or now,
                said_by_id=said_by_id,
                what=what.strip(),
                owner_id=owner_id,
                deputy_id=deputy_id,
            )
            session.add(record)
            session.flush()
            return row(record, self._cards, self._today)

    def concerns(self, inspection_id: int) -> tuple[Concern, ...]:
        """All concerns: open ones first, the oldest on top."""
        with self._store.reading() as session:
            return tuple(row(each, self._cards, self._today) for each in records(session, inspection_id))

    def acknowledge(self, concern_id: int, *, by: object | None = None) -> Concern:
        """The owner has heard it. Raises Explained when it is closed, or was acknowledged before."""
        return self._step(concern_id, "Acknowledge a concern", "acknowledged_at", by=by)

    def act(self, concern_id: int, *, action: str, by: object | None = None) -> Concern:
        """Say what is done; acknowledges it too. Raises Explained without words, or when it is closed."""
        if not action.strip():
            raise Explained("Say what is done.")
        with self._store.working("Say what is done about a concern", by=by) as session:
            record = open_record(session, concern_id)
            record.acknowledged_at = record.acknowledged_at or self._clock()
            record.action = action.strip()
            session.flush()
            return row(record, self._cards, self._today)

    def report_back(self, concern_id: int, *, by: object | None = None) -> Concern:
        """The inspector has been told. Raises Explained before anything is done, or when closed."""
        return self._step(concern_id, "Report back on a concern", "reported_back_at", after="action", by=by)

    def close(self, concern_id: int, *, by: object | None = None) -> Concern:
        """Close a concern. Raises Explained before it was reported back."""
        return self._step(concern_id, "Close a concern", "closed_at", after="reported_back_at", by=by)

    def _step(
        self, concern_id: int, deed: str, field: str, *, after: str = "", by: object | None = None
    ) -> Concern:
        missing = {
            "action": Explained("Nothing has been recorded as done.", remedy="Say what is done first."),
            "reported_back_at": Explained("The inspector has not been told.", remedy="Report back first."),
        }
        with self._store.working(deed, by=by) as session:
            record = open_record(session, concern_id)
            if after and not getattr(record, after):
                raise missing[after]
            if getattr(record, field) is not None:
                raise Explained(f"This was noted before for concern {record.ref}.")
            setattr(record, field, self._clock())
            session.flush()
            return row(record, self._cards, self._today)


def record_of(session: Session, concern_id: int) -> ConcernRecord:
    """One concern. Raises Explained when there is none."""
    record = session.get(ConcernRecord, concern_id, options=_with_everything())
    if record is None:
        raise Explained("There is no such concern.", remedy="Look at the list again.")
    return record


def open_record(session: Session, concern_id: int) -> ConcernRecord:
    """One concern that has not been closed. Raises Explained otherwise."""
    record = record_of(session, concern_id)
    if record.closed_at is not None:
        raise Explained(f"Concern {record.ref} is closed.")
    return record


def records(session: Session, inspection_id: int) -> list[ConcernRecord]:
    """All concerns of an inspection: open ones first, the oldest of them on top."""
    query = (
        select(ConcernRecord)
        .where(ConcernRecord.inspection_id == inspection_id)
        .options(*_with_everything())
        .order_by(ConcernRecord.closed_at.is_not(None), ConcernRecord.said_at, ConcernRecord.id)
    )
    return list(session.scalars(query))


def row(record: ConcernRecord, cards: Cards, on: date) -> Concern:
    """The frozen row of a concern."""
    return Concern(
        id=record.id,
        inspection_id=record.inspection_id,
        code=(record.child.code or "") if record.child else "",
        said_at=record.said_at,
        said_by=record.said_by.row().label,
        what=record.what,
        owner_id=record.owner_id,
        owner=record.owner.row().label,
        deputy=record.deputy.row().label if record.deputy else "",
        acknowledged_at=record.acknowledged_at,
        action=record.action,
        reported_back_at=record.reported_back_at,
        closed_at=record.closed_at,
        version=record.version,
        ref=record.ref,
        child=cards.row(record.child, on) if record.child else None,
    )


def senior(session: Session, person_id: int, words: str) -> PersonRecord:
    """The person named as owner or deputy. Raises Explained when it is nobody of ours."""
    person = session.get(PersonRecord, person_id)
    if person is None or not person.is_active:
        raise Explained(f"The {words} is no longer on the list of people.")
    if person.side is Side.INSPECTORATE:
        raise Explained(f"The {words} of a concern is one of us, never an inspector.")
    return person


def _with_everything() -> tuple[ORMOption, ...]:
    return (
        joinedload(ConcernRecord.child),
        joinedload(ConcernRecord.said_by),
        joinedload(ConcernRecord.owner),
        joinedload(ConcernRecord.deputy),
    )
