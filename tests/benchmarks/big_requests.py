"""Many requests in one inspection: 120 owners, 7 inspectors, 12 lines of enquiry, five items each. All invented.

``house, inspection = big_requests(folder, 10_000)`` opens it in a new store; it is the same every time.
"""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from big_timetable import INSPECTORS, NOW, STAFF, open_house
from sqlalchemy import insert

from ilacs_desktop.domain.enquiry import EnquiryState
from ilacs_desktop.domain.info_requests import ItemState, OurStatus, RequestKind, TheirStatus
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.house import House
from ilacs_desktop.store.enquiry import EnquiryRecord
from ilacs_desktop.store.info_requests import ClockPauseRecord, InfoRequestRecord, RequestItemRecord
from ilacs_desktop.store.people import PersonRecord

ITEMS = 5
SUBJECTS = (
    "Return interviews, six months",
    "Supervision records, Team 3",
    "Unsuitable accommodation",
    "LADO annual report",
    "PLO tracker",
    "Children educated at home, by year",
    "Agency staff, October",
    "Placement moves since April",
    "Strategy discussions out of time",
    "Pathway plans, care leavers",
)


def big_requests(folder: Path, count: int, *, items: int = ITEMS) -> tuple[House, Inspection]:
    """The house and its inspection; a third of the requests were given, one in ten stands still."""
    house = open_house(folder)
    inspection = house.inspections.open_inspection(
        authority="Borsetshire", framework_key="standard", notified_at=NOW - timedelta(days=9), by=None
    )
    chance = random.Random(4)  # noqa: S311  # the same every time, no secret
    with house.store.working("Take down many requests") as session:
        owners = [PersonRecord(name=f"Owner {n:03d}", side=Side.AUTHORITY) for n in range(STAFF)]
        askers = [PersonRecord(name=name, side=Side.INSPECTORATE) for name in INSPECTORS]
        enquiries = [
            EnquiryRecord(
                inspection_id=inspection.id,
                number=900 + n,
                title=f"Line of enquiry {n + 1}",
                state=EnquiryState.ACTIVE,
                started_at=NOW,
            )
            for n in range(12)
        ]
        session.add_all([*owners, *askers, *enquiries])
        session.flush()
        records = [_request(inspection.id, n, chance, owners, askers, enquiries) for n in range(1, count + 1)]
        session.add_all(records)
        session.flush()
        rows: list[dict[str, Any]] = [
            {
                "request_id": record.id,
                "what": f"Part {n + 1}",
                "owner_id": chance.choice(owners).id,
                "state": chance.choice((ItemState.WANTED, ItemState.READY, ItemState.GIVEN)),
                "version": 1,
            }
            for record in records
            for n in range(items)
        ]
        if rows:
            session.execute(insert(RequestItemRecord), rows)
        stands = [record for record in records if record.number % 10 == 0]
        if stands:
            session.execute(
                insert(ClockPauseRecord),
                [
                    {
                        "request_id": record.id,
                        "paused_at": record.asked_at + timedelta(minutes=20),
                        "resumed_at": None,
                        "why": "asked which months",
                        "version": 1,
                    }
                    for record in stands
                ],
            )
    return house, inspection


def _request(
    inspection_id: int,
    number: int,
    chance: random.Random,
    owners: list[PersonRecord],
    askers: list[PersonRecord],
    enquiries: list[EnquiryRecord],
) -> InfoRequestRecord:
    subject = f"{chance.choice(SUBJECTS)}, number {number}"
    is_given = number % 3 == 0
    asked_at = NOW - timedelta(minutes=chance.randrange(5, 9 * 24 * 60))
    return InfoRequestRecord(
        inspection_id=inspection_id,
        series="IR",
        number=number + 1_000,  # those taken down later begin at one
        verbatim=f"Could we have {subject.casefold()} please?",
        title=subject,
        meaning=f"{subject}, with themes",
        kind=chance.choice(tuple(RequestKind)),
        asked_at=asked_at,
        asked_by_id=chance.choice(askers).id,
        owner_id=chance.choice(owners).id if number % 7 else None,
        enquiry_id=chance.choice(enquiries).id if number % 4 else None,
        ours=OurStatus.CLEARED if is_given else chance.choice(tuple(OurStatus)),
        theirs=TheirStatus.GIVEN if is_given else TheirStatus.NOT_GIVEN,
        given_at=asked_at + timedelta(hours=3) if is_given else None,
        target_minutes=chance.choice((60, 120, 240, 1440)),
        moved_at=asked_at,
    )
