"""A list of people or places from a file: looked at first, taken in afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import (
    PERSON_FIELDS,
    PLACE_FIELDS,
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
    compare_people,
    compare_places,
)
from ilacs_desktop.intake.people_list import read_people_list
from ilacs_desktop.services.people.finding import LOOK_AGAIN, the_person
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.people import PersonRecord, PlaceRecord


class ListImports:
    """The part of :class:`People` that takes in lists."""

    _store: Store
    _safekeeping: Any

    if TYPE_CHECKING:

        def all(self, side: Side | None = None, *, with_former: bool = False) -> tuple[Person, ...]:
            """As in :class:`People`."""
            ...

        def places(self) -> tuple[Place, ...]:
            """As in :class:`Places`."""
            ...

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


def _take_person(session: Session, person_id: int | None, draft: PersonDraft) -> None:
    given = {
        field: getattr(draft, field) for field in PERSON_FIELDS if getattr(draft, field) not in {None, ""}
    }
    if person_id is None:
        given.setdefault("side", Side.AUTHORITY)
        session.add(PersonRecord(name=draft.name, is_active=True, **given))
        return
    record = the_person(session, person_id)
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
