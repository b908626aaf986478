"""What a request refers to: its kind by word, people and lines of enquiry that are there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import RequestKind
from ilacs_desktop.store.enquiry import EnquiryRecord
from ilacs_desktop.store.people import PersonRecord


def the_kind(kind: RequestKind | str) -> RequestKind:
    """A kind by its word.

    Raises:
        Explained: there is no such kind.
    """
    try:
        return RequestKind(kind)
    except ValueError:
        words = ", ".join(RequestKind)
        raise Explained(f"“{kind}” is no kind of request.", remedy=f"Choose one of: {words}.") from None


def check_links(
    session: Session, people: Sequence[int | None], enquiry_id: int | None, inspection_id: int
) -> None:
    """Refuse people who are not on the list, and a line of enquiry of another inspection.

    Raises:
        Explained: one of them is not there.
    """
    for person_id in people:
        if person_id is not None and session.get(PersonRecord, person_id) is None:
            raise Explained("This person is no longer on the list.", remedy="Look at the list again.")
    if enquiry_id is not None:
        enquiry = session.get(EnquiryRecord, enquiry_id)
        if enquiry is None or enquiry.inspection_id != inspection_id:
            raise Explained(
                "There is no such line of enquiry in this inspection.", remedy="Choose another one."
            )
