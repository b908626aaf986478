"""What stands around the entries of a register, by name: requests, people, lines of enquiry and slots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import said_ref
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.store.enquiry import EnquiryRecord
from ilacs_desktop.store.info_requests import ClarificationRecord, FigureRecord, InfoRequestRecord
from ilacs_desktop.store.people import PersonRecord

from .slots import slots_now

SOMEONE_ELSE = "Someone else has just changed {ref}."
LOOK_AGAIN = "Look again, then repeat your change."


@dataclass(frozen=True)
class Around:
    """Refs of requests, labels of people and titles of lines of enquiry by id; slots by their uid."""

    requests: dict[int, str]
    people: dict[int, str]
    enquiries: dict[int, str]
    slots: dict[str, Slot]

    def request(self, request_id: int | None) -> str:
        """The ref of a request, empty for none."""
        return self.requests.get(request_id, "") if request_id is not None else ""

    def person(self, person_id: int | None) -> str:
        """What a person is called, empty for nobody."""
        return self.people.get(person_id, "") if person_id is not None else ""

    def enquiry(self, enquiry_id: int | None) -> str:
        """The title of a line of enquiry, empty for none."""
        return self.enquiries.get(enquiry_id, "") if enquiry_id is not None else ""

    def slot(self, uid: str | None) -> Slot | None:
        """A slot as the draft has it now; None for one that is gone."""
        return self.slots.get(uid) if uid else None


def around(session: Session, records: Iterable[FigureRecord | ClarificationRecord]) -> Around:
    """What stands around ``records``; a query for each kind of thing among them, however many there are."""
    records = list(records)
    requests = {each.request_id for each in records if each.request_id is not None}
    enquiries = {each.enquiry_id for each in records if each.enquiry_id is not None}
    points = [each for each in records if isinstance(each, ClarificationRecord)]
    people = {number for each in points for number in (each.said_by_id, each.owner_id) if number is not None}
    slots = {(each.inspection_id, each.slot_uid) for each in records if each.slot_uid}
    refs = select(InfoRequestRecord.id, InfoRequestRecord.series, InfoRequestRecord.number)
    titles = select(EnquiryRecord.id, EnquiryRecord.title).where(EnquiryRecord.id.in_(enquiries))
    asked = session.execute(refs.where(InfoRequestRecord.id.in_(requests))) if requests else ()
    known = session.scalars(select(PersonRecord).where(PersonRecord.id.in_(people))) if people else ()
    return Around(
        requests={number: said_ref(series, counted) for number, series, counted in asked},
        people={record.id: record.row().label for record in known},
        enquiries=dict(session.execute(titles).all()) if enquiries else {},
        slots={uid: slot for (_, uid), slot in slots_now(session, slots).items()} if slots else {},
    )


def check_around(
    session: Session,
    inspection_id: int,
    *,
    request_id: int | None = None,
    enquiry_id: int | None = None,
    people: Iterable[int | None] = (),
) -> None:
    """Refuse what belongs to another inspection, or is not there.

    Raises:
        Explained: a request, line of enquiry or person is not there to be named.
    """
    if request_id is not None:
        request = session.get(InfoRequestRecord, request_id)
        if request is None or request.inspection_id != inspection_id:
            raise Explained("There is no such request in this inspection.", remedy="Choose another one.")
    if enquiry_id is not None:
        enquiry = session.get(EnquiryRecord, enquiry_id)
        if enquiry is None or enquiry.inspection_id != inspection_id:
            raise Explained(
                "There is no such line of enquiry in this inspection.", remedy="Choose another one."
            )
    for person_id in people:
        if person_id is not None and session.get(PersonRecord, person_id) is None:
            raise Explained("This person is no longer on the list.", remedy="Look at the list again.")
