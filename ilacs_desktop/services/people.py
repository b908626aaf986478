"""Everything one can do with people and places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.people import (
    PERSON_FIELDS,
    PLACE_FIELDS,
    Absence,
    AbsenceKind,
    Outcome,
    PeopleCounts,
    PeopleReview,
    Person,
    PersonChange,
    PersonDraft,
    Place,
    PlaceChange,
    PlaceDraft,
    Side,
    Travel,
    compare_people,
    compare_places,
    plain,
)
from ilacs_desktop.intake.people_list import read_people_list
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.people import AbsenceRecord, PersonRecord, PlaceRecord, TravelRecord

GONE = "This person is no longer on the list."
LOOK_AGAIN = "Look at the list again, then repeat your change."


class People:
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
            return _person(session, person_id).row()

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
        by: object | None = None,
    ) -> Person:
        """Put a person on the list.

        Raises:
            Explained: the name is blank, or the same person is on the list already.
        """
        name = " ".join(name.split())
        if not name:
            raise Explained("A person needs a name.")
        if works_until <= works_from:
            raise Explained("The working day ends before it starts.")
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
        by: object | None = None,
    ) -> Person:
        """Change what is given; what is None stays.

        Raises:
            Explained: there is no such person, the name is blank, or the day ends before it starts.
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
            record = _person(session, person_id)
            for field, value in wanted.items():
                if value is not None and getattr(record, field) != value:
                    setattr(record, field, value.strip() if type(value) is str else value)
            if record.works_until <= record.works_from:
                raise Explained("The working day ends before it starts.")
            session.flush()
            return record.row()

    def remove(self, person_id: int, *, by: object | None = None) -> None:
        """Take a person off the list; what they did stays in the record."""
        with self._store.working("Take a person off the list", by=by) as session:
            _person(session, person_id).is_active = False

    def places(self) -> tuple[Place, ...]:
        """All places, by site and name."""
        with self._store.reading() as session:
            records = session.scalars(select(PlaceRecord).order_by(PlaceRecord.site, PlaceRecord.name))
            return tuple(record.row() for record in records)

    def add_place(
        self,
        name: str,
        *,
        site: str = "",
        capacity: int | None = None,
        link: str = "",
        by: object | None = None,
    ) -> Place:
        """Put a room or a link on the list.

        Raises:
            Explained: the name is blank, the capacity is not positive, or the place is known already.
        """
        name, site = " ".join(name.split()), " ".join(site.split())
        if not name:
            raise Explained("A place needs a name.")
        if capacity is not None and capacity < 1:
            raise Explained(
                "A place holds at least one person.", remedy="Leave the capacity empty if unknown."
            )
        with self._store.working("Add a place", by=by) as session:
            for other in session.scalars(select(PlaceRecord)):
                if (plain(other.name), plain(other.site)) == (plain(name), plain(site)):
                    raise Explained(f"{other.row().label} is already on the list.")
            record = PlaceRecord(name=name, site=site, capacity=capacity, link=link.strip())
            session.add(record)
            session.flush()
            return record.row()

    def change_place(
        self,
        place_id: int,
        *,
        name: str,
        site: str = "",
        capacity: int | None = None,
        link: str = "",
        by: object | None = None,
    ) -> Place:
        """Give a place these details, all of them.

        Raises:
            Explained: there is no such place, or the details are not possible.
        """
        if not name.strip():
            raise Explained("A place needs a name.")
        if capacity is not None and capacity < 1:
            raise Explained(
                "A place holds at least one person.", remedy="Leave the capacity empty if unknown."
            )
        with self._store.working("Change a place", by=by) as session:
            record = session.get(PlaceRecord, place_id)
            if record is None:
                raise Explained("This place is no longer on the list.", remedy=LOOK_AGAIN)
            for other in session.scalars(select(PlaceRecord).where(PlaceRecord.id != place_id)):
                if (plain(other.name), plain(other.site)) == (plain(name), plain(site)):
                    raise Explained(f"{other.row().label} is already on the list.")
            record.name, record.site = " ".join(name.split()), " ".join(site.split())
            record.capacity, record.link = capacity, link.strip()
            session.flush()
            return record.row()

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
            _person(session, person_id)
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

    def travel(self) -> tuple[Travel, ...]:
        """Minutes between sites, each pair once."""
        with self._store.reading() as session:
            records = session.scalars(
                select(TravelRecord).order_by(TravelRecord.from_site, TravelRecord.to_site)
            )
            return tuple(record.row() for record in records)

    def set_travel(self, from_site: str, to_site: str, *, minutes: int, by: object | None = None) -> Travel:
        """Say how long it takes between two sites, either way.

        Raises:
            Explained: the sites are the same or blank, or the minutes are negative.
        """
        first, second = sorted((from_site.strip(), to_site.strip()))
        if not first or first == second:
            raise Explained("Travel needs two different sites.")
        if minutes < 0:
            raise Explained("Travel cannot take less than no time.")
        with self._store.working("Set a travel time", by=by) as session:
            record = session.scalar(
                select(TravelRecord).where(TravelRecord.from_site == first, TravelRecord.to_site == second)
            )
            if record is None:
                record = TravelRecord(from_site=first, to_site=second, minutes=minutes)
                session.add(record)
            record.minutes = minutes
            session.flush()
            return record.row()

    def review_people(self, path: Path, *, cancelled: Callable[[], bool] | None = None) -> PeopleReview:
        """What a list of people or places would do; nothing is stored.

        Raises:
            Explained: the file cannot be read at all.
        """
        drafts = read_people_list(path, cancelled=cancelled)
        people, twins = compare_people(drafts.people, self.all(with_former=True))
        return PeopleReview(
            file_name=drafts.file_name,
            people=people,
            places=compare_places(drafts.places, self.places()),
            refusals=drafts.refusals + twins,
            notes=drafts.notes,
        )

    def import_people(self, review: PeopleReview, *, by: object | None = None) -> PeopleCounts:
        """Store what was reviewed, in one deed, after a backup; a blank never wipes out what we know.

        Raises:
            Explained: nothing in the list is new or changed.
        """
        if review.is_empty:
            raise Explained("There is nothing new in this list.")
        if self._safekeeping is not None:
            self._safekeeping.backup_now()
        with self._store.working("Take in a list of people", by=by) as session:
            for change in review.people:
                if change.outcome is not Outcome.SAME:
                    _take_person(session, change.person_id, change.draft)
            for place in review.places:
                if place.outcome is not Outcome.SAME:
                    _take_place(session, place.place_id, place.draft)
        return PeopleCounts(
            added=_number(review.people, Outcome.ADDED),
            changed=_number(review.people, Outcome.CHANGED),
            same=review.count(Outcome.SAME),
            places_added=_number(review.places, Outcome.ADDED),
            places_changed=_number(review.places, Outcome.CHANGED),
        )


def _number(changes: Iterable[PersonChange | PlaceChange], outcome: Outcome) -> int:
    return sum(change.outcome is outcome for change in changes)


def _person(session: Session, person_id: int) -> PersonRecord:
    record = session.get(PersonRecord, person_id)
    if record is None:
        raise Explained(GONE, remedy=LOOK_AGAIN)
    return record


def _take_person(session: Session, person_id: int | None, draft: PersonDraft) -> None:
    given = {
        field: getattr(draft, field) for field in PERSON_FIELDS if getattr(draft, field) not in {None, ""}
    }
    if person_id is None:
        given.setdefault("side", Side.AUTHORITY)
        session.add(PersonRecord(name=draft.name, is_active=True, **given))
        return
    record = _person(session, person_id)
    record.is_active = True
    for field, value in given.items():
        setattr(record, field, value)


def _take_place(session: Session, place_id: int | None, draft: PlaceDraft) -> None:
    given = {
        field: getattr(draft, field) for field in PLACE_FIELDS if getattr(draft, field) not in {None, ""}
    }
    if place_id is None:
        session.add(PlaceRecord(name=draft.name, site=draft.site, **given))
        return
    record = session.get(PlaceRecord, place_id)
    if record is None:
        raise Explained("This place is no longer on the list.", remedy=LOOK_AGAIN)
    for field, value in given.items():
        setattr(record, field, value)
