"""All that one can do, in one place: every service on one store, in the order they lean on each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.services.briefing import Briefing
from ilacs_desktop.services.capture import Captures
from ilacs_desktop.services.casefiles import Answers, Casefiles
from ilacs_desktop.services.daily_review import DailyReview
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.feedback import Feedback
from ilacs_desktop.services.info_requests import Clarifications, Figures, InfoRequests
from ilacs_desktop.services.info_requests.exports import RequestExports
from ilacs_desktop.services.info_requests.imports import RequestImports
from ilacs_desktop.services.inspections import Inspections
from ilacs_desktop.services.lookup import Lookup
from ilacs_desktop.services.people import People
from ilacs_desktop.services.readiness import Readiness
from ilacs_desktop.services.reminders import Reminders
from ilacs_desktop.services.replan import Replan
from ilacs_desktop.services.safekeeping import Safekeeping
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.door import Store


@dataclass(frozen=True)
class House:
    """Every service on one open store."""

    clock: Clock
    store: Store
    safekeeping: Safekeeping
    people: People
    enquiry: Enquiries
    info_requests: InfoRequests
    figures: Figures
    clarifications: Clarifications
    request_exports: RequestExports
    request_imports: RequestImports
    timetable: Timetable
    replan: Replan
    inspections: Inspections
    casefiles: Casefiles
    capture: Captures
    feedback: Feedback
    readiness: Readiness
    briefing: Briefing
    daily_review: DailyReview
    reminders: Reminders
    lookup: Lookup


def build(store: Store, clock: Clock, *, folder: Path, key: bytes) -> House:
    """Every service on ``store``; ``folder`` and ``key`` are for its backups."""
    safekeeping = Safekeeping(store, clock, folder, key)
    people = People(store, clock, safekeeping)
    enquiry = Enquiries(store, clock)
    info_requests = InfoRequests(store, clock)
    figures = Figures(store, clock)
    clarifications = Clarifications(store, clock)
    timetable = Timetable(store, clock)
    inspections = Inspections(store, clock, info_requests, timetable)
    answers = Answers(
        info_requests=info_requests, enquiry=enquiry, figures=figures, clarifications=clarifications
    )
    casefiles = Casefiles(
        store,
        clock,
        people,
        timetable,
        safekeeping=safekeeping,
        info_requests=info_requests,
        answers=answers,
    )
    briefing = Briefing(
        store,
        clock,
        inspections=inspections,
        timetable=timetable,
        info_requests=info_requests,
        casefiles=casefiles,
        enquiry=enquiry,
        people=people,
        figures=figures,
        clarifications=clarifications,
        audit_code=safekeeping.audit_code,
    )
    captures = Captures(
        store,
        clock,
        people=people,
        enquiry=enquiry,
        timetable=timetable,
        info_requests=info_requests,
        figures=figures,
        clarifications=clarifications,
        casefiles=casefiles,
    )
    return House(
        clock=clock,
        store=store,
        safekeeping=safekeeping,
        people=people,
        enquiry=enquiry,
        info_requests=info_requests,
        figures=figures,
        clarifications=clarifications,
        request_exports=RequestExports(
            clock,
            inspections=inspections,
            info_requests=info_requests,
            figures=figures,
            clarifications=clarifications,
            people=people,
        ),
        request_imports=RequestImports(
            store,
            clock,
            inspections=inspections,
            info_requests=info_requests,
            people=people,
            enquiry=enquiry,
            safekeeping=safekeeping,
        ),
        timetable=timetable,
        replan=Replan(store, clock, timetable),
        inspections=inspections,
        casefiles=casefiles,
        capture=captures,
        feedback=Feedback(
            store,
            clock,
            info_requests=info_requests,
            clarifications=clarifications,
            enquiry=enquiry,
            casefiles=casefiles,
            people=people,
            safekeeping=safekeeping,
        ),
        readiness=Readiness(store, clock, inspections, info_requests),
        briefing=briefing,
        daily_review=DailyReview(
            store,
            clock,
            timetable=timetable,
            casefiles=casefiles,
            info_requests=info_requests,
            enquiry=enquiry,
            captures=captures,
        ),
        reminders=Reminders(
            store,
            clock,
            inspections=inspections,
            info_requests=info_requests,
            casefiles=casefiles,
            timetable=timetable,
        ),
        lookup=Lookup(store, clock),
    )
