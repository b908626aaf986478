"""Finding one person's record."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store.people import PersonRecord

GONE = "This person is no longer on the list."
LOOK_AGAIN = "Look at the list again, then repeat your change."


def the_person(session: Session, person_id: int) -> PersonRecord:
    """One person's record.

    Raises:
        Explained: there is no such person.
    """
    record = session.get(PersonRecord, person_id)
    if record is None:
        raise Explained(GONE, remedy=LOOK_AGAIN)
    return record
