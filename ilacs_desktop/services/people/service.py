"""Everything one can do with people and places."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.keep import KEEP, Keep
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Side, plain
from ilacs_desktop.services.people.finding import the_person
from ilacs_desktop.services.people.imports import ListImports
from ilacs_desktop.services.people.places import Places
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.people import AbsenceRecord, PersonRecord


class People(Places, ListImports):
    """The one list of people and places, for every inspection."""

    def __init__(self, store: Store, clock: Clock, safekeeping: Any = None) -> None:
        self._store = store
        self._clock = clock
        self._safekeeping = safekeeping

    def all(self, side: Side | None = None, *, with_former: bool = False) -> tuple[Person, ...]:
        """Active people of one side, or of all, by name; ``with_former`` adds those no longer active."""
        query = select(PersonRecord).order_by(PersonRecord.name, PersonRecord.id)
        if side is not None:
            query = query.where(PersonRecord.side == side)
        if not with_former:
            query = query.where(PersonRecord.is_active)
        with self._store.reading() as session:
            return tuple(record.row() for record in session.scalars(query))

    def one(self, person_id: int) -> Person:
        """One person, active or not.

        Raises:
            Explained: there is no such person.
        """
        with self._store.reading() as session:
            return the_person(session, person_id).row()

    def add(
        self,
        name: str,
        side: Side,
        *,
        role: str = "",
        team: str = "",
        locality: str = "",
        email: str = "",
        phone: str = "",
        known_as: str = "",
        works_from: time = time(9),
        works_until: time = time(17),
        on_site_from: date | None = None,
        on_site_until: date | None = None,
        by: object | None = None,
    ) -> Person:
        """Put a person on the list.

        ``on_site_from`` and ``on_site_until`` are an inspector's own first and last day on site; without
        them the inspection's count.

        Raises:
            Explained: the name is blank, the same person is on the list already, the day or the time on
                site ends before it begins, or somebody who is no inspector has days on site.
        """
        name = " ".join(name.split())
        if not name:
            raise Explained("A person needs a name.")
        if works_until <= works_from:
            raise Explained("The working day ends before it starts.")
        _check_on_site(side, on_site_from, on_site_until)
        with self._store.working("Add a person", by=by) as session:
            for other in session.scalars(select(PersonRecord).where(PersonRecord.is_active)):
                same_mail = bool(email) and other.email.casefold() == email.strip().casefold()
                same_name = plain(other.name) == plain(name) and plain(other.team) == plain(team)
                if same_mail or (same_name and not (email and other.email)):
                    raise Explained(
                        f"{other.name} is already on the list.", remedy="Change that entry instead."
                    )
            record = PersonRecord(
                name=name,
                side=side,
                role=role.strip(),
                team=team.strip(),
                locality=locality.strip(),
                email=email.strip(),
                phone=phone.strip(),
                known_as=known_as.strip(),
                works_from=works_from,
                works_until=works_until,
                is_active=True,
                on_site_from=on_site_from,
                on_site_until=on_site_until,
            )
            session.add(record)
            session.flush()
            return record.row()

    def change(
        self,
        person_id: int,
        *,
        name: str | None = None,
        side: Side | None = None,
        role: str | None = None,
        team: str | None = None,
        locality: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        known_as: str | None = None,
        works_from: time | None = None,
        works_until: time | None = None,
        is_active: bool | None = None,
        on_site_from: date | Keep | None = KEEP,
        on_site_until: date | Keep | None = KEEP,
        by: object | None = None,
    ) -> Person:
        """Change what is given; what is None stays, but for the days on site, where None is the inspection's.

        Who is no longer an inspector has no days on site of their own any more.

        Raises:
            Explained: there is no such person, the name is blank, the day or the time on site ends before
                it begins, or somebody who is no inspector has days on site.
        """
        wanted = {
            "name": " ".join(name.split()) if name is not None else None,
            "side": side,
            "role": role,
            "team": team,
            "locality": locality,
            "email": email,
            "phone": phone,
            "known_as": known_as,
            "works_from": works_from,
            "works_until": works_until,
            "is_active": is_active,
        }
        if wanted["name"] == "":
            raise Explained("A person needs a name.")
        with self._store.working("Change a person", by=by) as session:
            record = the_person(session, person_id)
            for field, value in wanted.items():
                if value is not None and getattr(record, field) != value:
                    setattr(record, field, value.strip() if type(value) is str else value)
            if record.works_until <= record.works_from:
                raise Explained("The working day ends before it starts.")
            _set_on_site(record, on_site_from, on_site_until)
            session.flush()
            return record.row()

    def remove(self, person_id: int, *, by: object | None = None) -> None:
        """Take a person off the list; what they did stays in the record."""
        with self._store.working("Take a person off the list", by=by) as session:
            the_person(session, person_id).is_active = False

    def absences(self, person_id: int | None = None) -> tuple[Absence, ...]:
        """All absences, or those of one person, by their start."""
        query = select(AbsenceRecord).order_by(AbsenceRecord.starts_at, AbsenceRecord.id)
        if person_id is not None:
            query = query.where(AbsenceRecord.person_id == person_id)
        with self._store.reading() as session:
            return tuple(record.row() for record in session.scalars(query))

    def add_absence(
        self,
        person_id: int,
        *,
        kind: AbsenceKind,
        starts_at: datetime,
        ends_at: datetime,
        note: str = "",
        by: object | None = None,
    ) -> Absence:
        """Say when a person is not to be had.

        Raises:
            Explained: there is no such person, or it ends before it starts.
        """
        if ends_at <= starts_at:
            raise Explained("The absence ends before it starts.")
        with self._store.working("Add an absence", by=by) as session:
            the_person(session, person_id)
            record = AbsenceRecord(
                person_id=person_id, kind=kind, starts_at=starts_at, ends_at=ends_at, note=note.strip()
            )
            session.add(record)
            session.flush()
            return record.row()

    def remove_absence(self, absence_id: int, *, by: object | None = None) -> None:
        """Take an absence back; nothing happens when it has been taken back before."""
        with self._store.working("Take an absence back", by=by) as session:
            record = session.get(AbsenceRecord, absence_id)
            if record is not None:
                session.delete(record)


def _set_on_site(record: PersonRecord, first: date | Keep | None, last: date | Keep | None) -> None:
    """Set what is given of an inspector's own days on site; who is no inspector has none."""
    is_inspector = record.side is Side.INSPECTORATE
    wanted = {"on_site_from": first, "on_site_until": last}
    for field, value in wanted.items():
        if value is not KEEP:
            setattr(record, field, value)
        elif not is_inspector:
            setattr(record, field, None)
    _check_on_site(record.side, record.on_site_from, record.on_site_until)


def _check_on_site(side: Side, first: date | None, last: date | None) -> None:
    if side is not Side.INSPECTORATE and (first or last):
        raise Explained("Only an inspector has days on site.", remedy="Leave them empty.")
    if first and last and last < first:
        raise Explained("The last day on site is before the first.", remedy="Put right one of the two days.")
