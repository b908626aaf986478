"""One invented inspection day, as plain facts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from ilacs_desktop.domain.briefing import Facts
from ilacs_desktop.domain.casefiles import CaseSession, Child, Concern, SessionState
from ilacs_desktop.domain.enquiry import Enquiry, EnquiryState
from ilacs_desktop.domain.info_requests import Due, GivenItem, InfoRequest, OurStatus, TheirStatus
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind, SlotStatus, Telling, TellingState

DAY = date(2026, 12, 3)
EVENING_BEFORE = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)

INSPECTORS = {
    letter: Part(ord(letter), f"Inspector {letter}", Side.INSPECTORATE, PartKind.LEADS) for letter in "ABCDEF"
}
STAFF = {
    name: Part(number, name, Side.AUTHORITY, PartKind.ATTENDS)
    for number, name in enumerate(
        (
            "J. Adeyemi",
            "R. Malik",
            "M. Clarke",
            "T. Flynn",
            "L. Hartley",
            "P. Nandy",
            "A. Osei",
            "S. Byrne",
            "M. Quinn",
        ),
        start=1,
    )
}


def at(hours: str, day: date = DAY) -> datetime:
    return moment(day, time.fromisoformat(hours))


def slot(
    uid: str,
    start: str,
    end: str,
    purpose: str,
    *who: str,
    kind: SlotKind = SlotKind.MEETING,
    code: str = "",
    place: str = "",
    site: str = "",
    link: str = "",
    day: date = DAY,
    status: SlotStatus = SlotStatus.PLANNED,
) -> Slot:
    parts = tuple(INSPECTORS[name] if name in INSPECTORS else STAFF[name] for name in who)
    return Slot(
        uid,
        at(start, day),
        at(end, day),
        purpose,
        SlotKind.CASE_SESSION if code else kind,
        place=place,
        site=site,
        link=link,
        parts=parts,
        child_id=int(code[2:]) if code else None,
        case_code=code,
        status=status,
        note="the coordinator’s own note about C-014",
    )


CASTLE = "Castle House"
BEFORE = (
    slot("s1", "09:00", "10:20", "records", "B", "J. Adeyemi", code="C-014", place="Room 2", site=CASTLE),
    slot(
        "s2",
        "09:30",
        "10:30",
        "Care leavers’ team",
        "C",
        "M. Clarke",
        kind=SlotKind.FOCUS_GROUP,
        place="Room 4",
        site=CASTLE,
    ),
    slot("s3", "10:45", "12:00", "records", "B", "T. Flynn", code="C-017", place="Room 2", site=CASTLE),
    slot(
        "s5",
        "15:30",
        "16:30",
        "Front door, live contacts",
        "D",
        "S. Byrne",
        kind=SlotKind.OBSERVATION,
        place="MASH",
        site="Riverside",
    ),
    slot(
        "s6",
        "16:30",
        "17:00",
        "Keep in touch",
        "A",
        "M. Quinn",
        kind=SlotKind.KEEP_IN_TOUCH,
        place="Director’s office",
        site=CASTLE,
    ),
    slot(
        "f1",
        "09:00",
        "10:00",
        "Virtual school head",
        "E",
        "P. Nandy",
        place="Room 1",
        day=DAY + timedelta(days=1),
    ),
)
AFTER = (
    slot("s1", "09:00", "10:20", "records", "B", "R. Malik", code="C-014", place="Room 2", site=CASTLE),
    slot(
        "s2",
        "11:00",
        "12:00",
        "Care leavers’ team",
        "C",
        "M. Clarke",
        kind=SlotKind.FOCUS_GROUP,
        place="Room 4",
        site=CASTLE,
    ),
    slot("s3", "10:45", "12:00", "records", "B", "T. Flynn", code="C-022", place="Room 2", site=CASTLE),
    slot(
        "s4",
        "14:00",
        "14:45",
        "Supervision and management oversight in the permanence teams",
        "A",
        "E",
        "L. Hartley",
        "A. Osei",
        "P. Nandy",
        "R. Malik",
        "M. Clarke",
        link="https://meet.example/abc",
    ),
    slot(
        "s5",
        "15:30",
        "16:30",
        "Front door, live contacts",
        "D",
        "S. Byrne",
        kind=SlotKind.OBSERVATION,
        place="MASH",
        site="Riverside",
        status=SlotStatus.CANCELLED,
    ),
    slot(
        "s6",
        "16:30",
        "17:00",
        "Keep in touch",
        "A",
        "M. Quinn",
        kind=SlotKind.KEEP_IN_TOUCH,
        place="Director’s office",
        site=CASTLE,
    ),
    slot(
        "s7", "13:00", "13:45", "Independent reviewing officers", "D", "S. Byrne", kind=SlotKind.FOCUS_GROUP
    ),
    slot(
        "s8",
        "09:15",
        "10:00",
        "Missing children: data walk-through",
        "F",
        "A. Osei",
        place="Room 1",
        site=CASTLE,
    ),
    slot(
        "f1",
        "09:30",
        "10:30",
        "Virtual school head",
        "E",
        "P. Nandy",
        place="Room 1",
        day=DAY + timedelta(days=1),
    ),
)


def request(
    number: int,
    title: str,
    owner: str,
    due: datetime | None,
    *,
    late: bool = False,
    paused: bool = False,
    ours: OurStatus = OurStatus.GATHERING,
    theirs: TheirStatus = TheirStatus.NOT_GIVEN,
    enquiry: str = "",
) -> InfoRequest:
    slack = None if due is None else int((due - EVENING_BEFORE).total_seconds() // 60)
    return InfoRequest(
        id=number,
        inspection_id=1,
        number=number,
        ref=f"IR-{number:03d}",
        verbatim=f"Inspector’s words on {title}, C-014",
        meaning=title,
        title=title,
        asked_at=EVENING_BEFORE - timedelta(hours=4),
        owner=owner,
        owner_id=STAFF[owner].person_id if owner in STAFF else None,
        enquiry=enquiry,
        ours=ours,
        theirs=theirs,
        due=Due(due, slack, late, paused),
    )


def enquiry(number: int, title: str, state: EnquiryState, signals: int, today: int = 0) -> Enquiry:
    return Enquiry(number, 1, f"K-{number:02d}", title, state, state, None, None, signals, today, 1)


def session(number: int, uid: str, state: SessionState, worker: str, code: str) -> CaseSession:
    child = Child(number, 1, f"BOR{90000 + number}", code, (), "Team 3", worker)
    where = next(each for each in AFTER if each.uid == uid)
    return CaseSession(
        number,
        1,
        child,
        code,
        uid,
        "sample",
        state,
        where.starts_at,
        where.ends_at,
        "Inspector B",
        worker,
        where.place,
    )


@pytest.fixture
def facts() -> Facts:
    people = (
        Person(
            1,
            "Joy Adeyemi",
            Side.AUTHORITY,
            "Social worker",
            phone="01632 960101",
            email="joy@borsetshire.example",
        ),
        Person(2, "Rashida Malik", Side.AUTHORITY, "Social worker", phone="01632 960102"),
        Person(9, "Maeve Quinn", Side.AUTHORITY, "Head of service", phone="01632 960109"),
        Person(66, "P. Marsh", Side.INSPECTORATE, "HMI", known_as="Inspector B", phone="01632 960999"),
    )
    return Facts(
        inspection_id=1,
        authority="Borsetshire",
        inspection_title="Borsetshire · Standard inspection",
        day=DAY,
        day_line="Week 2 · day 4 of 10 · Thursday 3 December",
        as_of=EVENING_BEFORE,
        issue_number=6,
        base_number=5,
        slots=AFTER,
        base_slots=BEFORE,
        requests=(
            request(
                31,
                "Return interviews, six months",
                "A. Osei",
                EVENING_BEFORE + timedelta(minutes=15),
                ours=OurStatus.CHECKING,
                enquiry="Missing and return interviews",
            ),
            request(
                28,
                "Supervision records, Team 3",
                "L. Hartley",
                EVENING_BEFORE - timedelta(minutes=40),
                late=True,
            ),
            request(
                34,
                "Care leavers in unsuitable accommodation",
                "A. Osei",
                at("08:30"),
                ours=OurStatus.ASSIGNED,
                enquiry="Care leavers: accommodation",
            ),
            request(33, "PLO tracker, current", "S. Byrne", None, paused=True),
            request(
                30,
                "EHE numbers by year",
                "",
                at("12:00", DAY + timedelta(days=1)),
                ours=OurStatus.CLEARED,
                theirs=TheirStatus.MORE_WANTED,
            ),
            request(27, "Agency staff, October", "M. Quinn", None, theirs=TheirStatus.ACCEPTED),
        ),
        given=(
            GivenItem(
                1,
                27,
                "IR-027",
                "agency C-014.xlsx",
                "1",
                "ab",
                10,
                None,
                "M. Quinn",
                "K. Boyle",
                "sharing site",
                EVENING_BEFORE - timedelta(hours=2),
            ),
        ),
        sessions=(
            session(14, "s1", SessionState.WORKER_TOLD, "R. Malik", "C-014"),
            session(22, "s3", SessionState.READY, "T. Flynn", "C-022"),
        ),
        concerns=(
            Concern(
                1,
                1,
                "C-022",
                EVENING_BEFORE - timedelta(minutes=112),
                "Inspector B",
                "not seen since",
                9,
                "M. Quinn",
                ref="CC-01",
            ),
        ),
        enquiries=(
            enquiry(1, "Permanence planning", EnquiryState.ACTIVE, 9, 3),
            enquiry(2, "Care leavers: accommodation", EnquiryState.ACTIVE, 6, 1),
            enquiry(3, "Missing and return interviews", EnquiryState.EMERGING, 3, 3),
            enquiry(4, "Front door thresholds", EnquiryState.QUIET, 5),
        ),
        tellings=(
            Telling(
                1,
                6,
                1,
                "J. Adeyemi",
                TellingState.SENT,
                ("Stood down: C-014 records with Inspector B.",),
                at("09:00"),
            ),
            Telling(
                2,
                6,
                3,
                "M. Clarke",
                TellingState.PREPARED,
                ("Care leavers’ team moves to 11:00.", "Another."),
                at("09:30"),
            ),
            Telling(3, 6, 2, "R. Malik", TellingState.CONFIRMED, ("Added: C-014 records.",), at("09:00")),
        ),
        people=people,
        staff_line="thank you for Wednesday: seventeen sessions, and every record was open on time.",
    )
