"""Reading everything a sheet needs, in a number of queries that does not grow with what is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.briefing import Earlier, Facts, SheetKind, base_issue
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection, InspectionState
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.redaction import Audience
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.services.casefiles import Casefiles
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.info_requests import Clarifications, Figures, InfoRequests
from ilacs_desktop.services.inspections import Inspections
from ilacs_desktop.services.people import People
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.briefing import SheetRecord
from ilacs_desktop.store.casefiles import ChildRecord

EMBARGOED = frozenset({InspectionState.FEEDBACK, InspectionState.DRAFTING, InspectionState.FACTUAL_ACCURACY})
"""While the outcome is known to few and not yet published."""

EMBARGO = "Embargoed: the outcome is provisional until the report is published. Do not pass this on."


@dataclass(frozen=True)
class Sources:
    """The services a sheet is read from."""

    inspections: Inspections
    timetable: Timetable
    info_requests: InfoRequests
    casefiles: Casefiles
    enquiry: Enquiries
    people: People
    figures: Figures
    clarifications: Clarifications


def gather(
    sources: Sources,
    inspection_id: int,
    *,
    day: date,
    now: datetime,
    earlier: tuple[Earlier, ...],
    person_id: int | None = None,
    staff_line: str = "",
) -> Facts:
    """The facts for ``day`` as they are ``now``.

    Raises:
        Explained: there is no such inspection or person.
    """
    inspection = sources.inspections.one(inspection_id)
    people = sources.people.all()
    issues = sources.timetable.issues(inspection_id)
    number = max((issue.number for issue in issues), default=None)
    base = base_issue(number, day, earlier)
    if number is None:
        slots = sources.timetable.draft(inspection_id)
    else:
        slots = sources.timetable.issue_numbered(inspection_id, number).slots
    base_slots: tuple[Slot, ...] = ()
    if base is not None and base != number:
        base_slots = sources.timetable.issue_numbered(inspection_id, base).slots
    return Facts(
        inspection_id=inspection_id,
        authority=inspection.authority,
        inspection_title=inspection.title,
        day=day,
        day_line=inspection.day_line(day),
        as_of=now,
        issue_number=number,
        base_number=base,
        slots=slots,
        base_slots=base_slots,
        requests=sources.info_requests.all(inspection_id),
        given=sources.info_requests.given(inspection_id),
        points=sources.clarifications.open(inspection_id),
        disagreements=sources.figures.disagreeing(inspection_id),
        sessions=sources.casefiles.sessions(inspection_id),
        concerns=sources.casefiles.concerns(inspection_id),
        have_open=sources.casefiles.have_open(inspection_id),
        enquiries=sources.enquiry.all(inspection_id),
        tellings=sources.timetable.tellings(inspection_id) if number is not None else (),
        people=people,
        person=_person(people, person_id),
        staff_line=staff_line,
        embargo=_embargo(inspection),
    )


def earlier_sheets(
    session: Session, inspection_id: int, *, kind: SheetKind, audience: Audience, person_id: int | None
) -> tuple[Earlier, ...]:
    """The sheets of the same series, in order of number."""
    rows = session.execute(
        select(SheetRecord.number, SheetRecord.day, SheetRecord.issue_number)
        .where(
            SheetRecord.inspection_id == inspection_id,
            SheetRecord.kind == kind,
            SheetRecord.audience == audience,
            SheetRecord.person_id == person_id if kind.is_personal else SheetRecord.person_id.is_(None),
        )
        .order_by(SheetRecord.number)
    )
    return tuple(Earlier(number, day, issue) for number, day, issue in rows)


def child_ids(session: Session) -> tuple[str, ...]:
    """Every child identifier in the store, of whichever inspection."""
    return tuple(session.scalars(select(ChildRecord.child_id)))


def _person(people: Iterable[Person], person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    found = next((person for person in people if person.id == person_id), None)
    if found is None:
        raise Explained("This person is not on the list.", remedy="Choose somebody who is.")
    return found


def _embargo(inspection: Inspection) -> str:
    return EMBARGO if inspection.state in EMBARGOED else ""
