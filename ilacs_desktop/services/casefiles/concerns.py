"""Concerns for one child's safety: raised, acknowledged, acted on, reported back, closed; never deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from ilacs_desktop.domain.casefiles import Concern, is_called
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.services.casefiles.children import Cards, give_code
from ilacs_desktop.services.casefiles.children import record_of as child_of
from ilacs_desktop.store.casefiles import ConcernRecord
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.people import PersonRecord


class ConcernDeeds:
    """What one can do with concerns; the case-file room leans on it.

    What was said and what is done leave here only when the name at the keyboard is that of somebody named:
    the owner, the deputy or a reader. There are no log-ins; who named a reader is in the audit trail.
    """

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
        reader_ids: Sequence[int] = (),
        by: object | None = None,
    ) -> Concern:
        """Write down a concern for a child's safety. Its clock runs from the moment it was said.

        Whoever is at the keyboard has heard it and may read it, if they are on the list of people.

        Raises:
            Explained: no words, a moment in the future, an owner, deputy or reader who is an inspector, or
                owner and deputy are the same.
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
            here = [person.id for person in _staff(session).values() if is_called(person, self._store.actor)]
            record = ConcernRecord(
                inspection_id=inspection_id,
                ref=f"CC-{next_number(session, inspection_id, 'concern'):02d}",
                child=child,
                said_at=said_at or now,
                said_by_id=said_by_id,
                what=what.strip(),
                owner_id=owner_id,
                deputy_id=deputy_id,
                readers=_readers(session, (*reader_ids, *here), (owner_id, deputy_id)),
            )
            session.add(record)
            session.flush()
            return self._concern_row(session, record)

    def concerns(self, inspection_id: int) -> tuple[Concern, ...]:
        """All concerns: open ones first, the oldest on top; without their words for those not named."""
        with self._store.reading() as session:
            found = records(session, inspection_id)
            staff = _staff(session) if found else {}
            return tuple(
                row(each, self._cards, self._today, staff=staff, actor=self._store.actor) for each in found
            )

    def one_concern(self, concern_id: int) -> Concern:
        """One concern. Raises Explained when there is none."""
        with self._store.reading() as session:
            return self._concern_row(session, record_of(session, concern_id))

    def acknowledge(
        self, concern_id: int, *, who: str = "", at: datetime | None = None, by: object | None = None
    ) -> Concern:
        """Somebody has heard it: ``who``, or whoever is at the keyboard; now, or at ``at``.

        Raises:
            Explained: it is closed or was acknowledged before, or the moment is in the future or before it
                was said.
        """
        with self._store.working("Acknowledge a concern", by=by) as session:
            record = open_record(session, concern_id)
            self._acknowledge(record, who=who, at=at)
            return self._concern_row(session, record)

    def act(self, concern_id: int, *, action: str, by: object | None = None) -> Concern:
        """Say what is done; acknowledges it too. What was said to be done before stays, above it.

        Raises:
            Explained: no words are given, or it is closed.
        """
        if not action.strip():
            raise Explained("Say what is done.")
        with self._store.working("Say what is done about a concern", by=by) as session:
            record = open_record(session, concern_id)
            if record.acknowledged_at is None:
                self._acknowledge(record)
            record.action = "\n".join(filter(None, (record.action, action.strip())))
            return self._concern_row(session, record)

    def report_back(
        self, concern_id: int, *, at: datetime | None = None, by: object | None = None
    ) -> Concern:
        """The inspector has been told, now or at ``at``.

        Raises:
            Explained: nothing is done yet, it is closed or was noted before, or as for ``acknowledge``.
        """
        with self._store.working("Report back on a concern", by=by) as session:
            record = open_record(session, concern_id)
            if not record.action:
                raise Explained("Nothing has been recorded as done.", remedy="Say what is done first.")
            _not_before(record, record.reported_back_at)
            record.reported_back_at = self._moment(record, at)
            return self._concern_row(session, record)

    def close(self, concern_id: int, *, by: object | None = None) -> Concern:
        """Close a concern. Raises Explained before it was reported back."""
        with self._store.working("Close a concern", by=by) as session:
            record = open_record(session, concern_id)
            if record.reported_back_at is None:
                raise Explained("The inspector has not been told.", remedy="Report back first.")
            record.closed_at = self._clock()
            return self._concern_row(session, record)

    def reopen(self, concern_id: int, *, by: object | None = None) -> Concern:
        """Open a closed concern again; it waits to be closed. Raises Explained when it is open."""
        with self._store.working("Open a concern again", by=by) as session:
            record = record_of(session, concern_id)
            if record.closed_at is None:
                raise Explained(f"Concern {record.ref} is open.")
            record.closed_at = None
            return self._concern_row(session, record)

    def name_people(
        self,
        concern_id: int,
        *,
        owner_id: int,
        deputy_id: int | None,
        reader_ids: Sequence[int] = (),
        by: object | None = None,
    ) -> Concern:
        """Say who owns a concern, who is the deputy, and who else may read it; these and no others.

        Raises:
            Explained: one of them is an inspector or off the list, or owner and deputy are the same.
        """
        if deputy_id == owner_id:
            raise Explained("Owner and deputy are two different people.")
        with self._store.working("Name who may read a concern", by=by) as session:
            record = record_of(session, concern_id)
            record.owner = senior(session, owner_id, "owner")
            record.deputy = senior(session, deputy_id, "deputy") if deputy_id is not None else None
            record.readers = _readers(session, reader_ids, (owner_id, deputy_id))
            return self._concern_row(session, record)

    def _acknowledge(self, record: ConcernRecord, *, who: str = "", at: datetime | None = None) -> None:
        _not_before(record, record.acknowledged_at)
        record.acknowledged_at = self._moment(record, at)
        record.acknowledged_by = who.strip() or self._store.actor

    def _moment(self, record: ConcernRecord, at: datetime | None) -> datetime:
        now = self._clock()
        if at is not None and at > now:
            raise Explained("That moment has not come yet.")
        if at is not None and at < record.said_at:
            raise Explained(f"Concern {record.ref} had not been said by then.")
        return at or now

    def _concern_row(self, session: Session, record: ConcernRecord) -> Concern:
        session.flush()
        return row(record, self._cards, self._today, staff=_staff(session), actor=self._store.actor)


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


def row(record: ConcernRecord, cards: Cards, on: date, *, staff: Mapping[int, Person], actor: str) -> Concern:
    """The frozen row of a concern, without its words unless ``actor`` is one of the people named."""
    reader_ids = tuple(record.readers or ())
    whole = Concern(
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
        deputy_id=record.deputy_id,
        acknowledged_by=record.acknowledged_by or "",
        reader_ids=reader_ids,
        readers=tuple(staff[each].label for each in reader_ids if each in staff),
        has_action=bool(record.action),
    )
    named = (record.owner_id, record.deputy_id, *reader_ids)
    if any(each in staff and is_called(staff[each], actor) for each in named if each is not None):
        return whole
    return replace(whole, what="", action="", child=None, is_withheld=True)


def _staff(session: Session) -> dict[int, Person]:
    """Everybody of ours, by key; few hundreds at most."""
    query = select(PersonRecord).where(PersonRecord.side != Side.INSPECTORATE)
    return {record.id: record.row() for record in session.scalars(query)}


def _readers(session: Session, wanted: Iterable[int], beside: Iterable[int | None]) -> list[int]:
    """The keys of those who may read a concern beside its owner and deputy, each once."""
    known = set(beside)
    return [senior(session, each, "reader").id for each in dict.fromkeys(wanted) if each not in known]


def _not_before(record: ConcernRecord, noted_at: datetime | None) -> None:
    if noted_at is not None:
        raise Explained(f"This was noted before for concern {record.ref}.")


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
