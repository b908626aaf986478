"""The evening: what is open by slack, what was decided of it, and one message to each owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    Busy,
    InfoRequest,
    Tonight,
    TriageRow,
    busy_tomorrow,
    by_slack,
    check_decision,
    duty,
    triage,
)
from ilacs_desktop.domain.info_requests.digest import Digest, digest_subject, digests_of
from ilacs_desktop.domain.info_requests.numbers import Numbers, numbers_of
from ilacs_desktop.domain.moments import day_of, moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import SlotStatus
from ilacs_desktop.outlets.files import slug, write_all
from ilacs_desktop.outlets.mail import Letter, address_of, eml
from ilacs_desktop.store.info_requests import InfoRequestRecord
from ilacs_desktop.store.info_requests.reading import rows_where
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.people import AbsenceRecord, PersonRecord
from ilacs_desktop.store.timetable import SlotRecord

from .room import RequestRoom
from .rows import note, the_record, with_clocks
from .targets import hours_in


class Evenings(RequestRoom):
    """The part of :class:`InfoRequests` that looks at what is open in the evening, and decides."""

    def tonight(
        self,
        inspection_id: int,
        *,
        busy: Sequence[Busy] = (),
        among: Iterable[InfoRequest] | None = None,
    ) -> tuple[TriageRow, ...]:
        """The open requests by slack, with owners who are off duty or, as ``busy`` says, taken tomorrow.

        With ``among`` it looks at those, read just now, and reads them no second time.
        """
        now = self._clock()
        with self._store.reading() as session:
            rows = self._open(session, inspection_id, now) if among is None else among
            absences = _absences(session, now)
            people = [record.row() for record in session.scalars(select(PersonRecord))]
            known = (*busy, *absences, *_sessions(session, inspection_id, now))
        return triage(rows, now, busy=busy_tomorrow(known, now), off_duty=duty(people, absences, now))

    def decide(
        self,
        request_id: int,
        decision: Tonight | None,
        *,
        agreed_with: str = "",
        agreed_at: datetime | None = None,
        by: object | None = None,
    ) -> InfoRequest:
        """Decide this evening's way for a request, or take the decision back with None.

        ``agreed_with`` says with whom it is agreed that it can wait, at ``agreed_at`` or now.

        Raises:
            Explained: it is not open, or it is to wait and nobody has agreed.
        """
        with self._store.working("Decide on a request for tonight", by=by) as session:
            record = the_record(session, request_id)
            now = self._clock()
            words = check_decision(
                record.row(), decision, agreed_with=agreed_with, agreed_at=agreed_at or now, now=now
            )
            record.tonight = decision.value if decision else None
            record.tonight_note = words
            record.tonight_at = now if decision else None
            what = f"triage: {decision}" if decision else "triage: undecided again"
            note(session, record, at=now, by=self._store.actor, what=what, why=words)
            return self._row(session, record)

    def digests(self, inspection_id: int) -> tuple[Digest, ...]:
        """One message for each owner of something open: theirs by slack, and what they owe to others'."""
        now = self._clock()
        with self._store.reading() as session:
            rows = self._open(session, inspection_id, now)
            people = {record.id: record.row() for record in session.scalars(select(PersonRecord))}
        return digests_of(rows, people, now, sender=self._store.actor)

    def write_digests(
        self, inspection_id: int, folder: Path, *, owner_ids: Iterable[int] | None = None
    ) -> tuple[Path, ...]:
        """Write the messages into ``folder`` as unsent e-mails, one an owner: all of them, or none.

        Raises:
            Explained: nobody owns anything open, or the folder cannot be written to.
        """
        wanted = None if owner_ids is None else set(owner_ids)
        chosen = [each for each in self.digests(inspection_id) if wanted is None or each.owner_id in wanted]
        if not chosen:
            raise Explained("Nobody owns anything open.", remedy="Assign the open requests first.")
        now = self._clock()
        with self._store.reading() as session:
            authority = session.get_one(InspectionRecord, inspection_id).authority
        made = []
        for each in chosen:
            letter = Letter(
                key=f"requests-{now:%Y%m%d}-{each.owner_id}.{inspection_id}",
                name=each.owner,
                address=each.email if address_of(each.owner, each.email) is not None else "",
                subject=digest_subject(authority, now),
                text=each.text,
                made_at=now,
            )
            name = f"requests-{day_of(now)}-{slug(each.owner) or 'owner'}-{each.owner_id}.eml"
            made.append((folder / name, eml(letter)))
        write_all(made)
        return tuple(path for path, _ in made)

    def numbers(self, inspection_id: int) -> Numbers:
        """How many are open and how old, how long answers take, and what is asked most."""
        now = self._clock()
        with self._store.reading() as session:
            rows = rows_where(
                session,
                InfoRequestRecord.inspection_id == inspection_id,
                InfoRequestRecord.staged == False,  # noqa: E712 - SQL, not Python
            )
            hours = self._hours or hours_in(session, inspection_id)
            return numbers_of(with_clocks(session, rows, now, self._hours), now, hours=hours)

    def _open(self, session: Session, inspection_id: int, now: datetime) -> tuple[InfoRequest, ...]:
        rows = rows_where(
            session,
            InfoRequestRecord.inspection_id == inspection_id,
            InfoRequestRecord.staged == False,  # noqa: E712 - SQL, not Python
        )
        clocked = with_clocks(session, (row for row in rows if row.is_open), now, self._hours)
        return tuple(sorted(clocked, key=by_slack))


def _sessions(session: Session, inspection_id: int, now: datetime) -> list[Busy]:
    """Who has a part in tomorrow's draft, and with which inspectors."""
    tomorrow = day_of(now) + timedelta(days=1)
    query = (
        select(SlotRecord)
        .where(
            SlotRecord.inspection_id == inspection_id,
            SlotRecord.starts_at >= moment(tomorrow, time()),
            SlotRecord.starts_at < moment(tomorrow + timedelta(days=1), time()),
            SlotRecord.status.in_((SlotStatus.PLANNED, SlotStatus.STARTED)),
        )
        .options(selectinload(SlotRecord.parts))
    )
    taken: list[Busy] = []
    slots = session.scalars(query).all()
    ids = {part.person_id for slot in slots for part in slot.parts}
    known = session.scalars(select(PersonRecord).where(PersonRecord.id.in_(ids)))
    by_id = {record.id: record.row() for record in known}
    for slot in slots:
        people = [by_id[part.person_id] for part in slot.parts]
        guests = [each.label for each in people if each.side is Side.INSPECTORATE]
        why = f"with {', '.join(guests)}" if guests else slot.purpose
        taken += [Busy(each.id, slot.starts_at, slot.ends_at, why) for each in people]
    return taken


def _absences(session: Session, now: datetime) -> tuple[Busy, ...]:
    query = select(AbsenceRecord).where(AbsenceRecord.ends_at > now)
    return tuple(
        Busy(record.person_id, record.starts_at, record.ends_at, record.kind.value)
        for record in session.scalars(query)
    )
