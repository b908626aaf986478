"""A big inspection: four weeks, 7 inspectors, 120 of our staff, 40 slots a day, 40 issues. All invented.

``house, inspection = big_timetable(folder)`` opens it in a new store; it is the same every time.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ilacs_desktop.domain.clashes import Level
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind, TellingState
from ilacs_desktop.services.house import House, build
from ilacs_desktop.store import schema
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.engine import make_engine
from ilacs_desktop.store.head import Head
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.people import PersonRecord, PlaceRecord
from ilacs_desktop.store.timetable import (
    IssuedSlotRecord,
    IssueRecord,
    SlotPartRecord,
    SlotRecord,
    TellingRecord,
    digest_of,
    to_plain,
)

NOW = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
DAYS = tuple(
    date(2026, 11, 16) + timedelta(days=7 * week + weekday) for week in range(4) for weekday in range(5)
)
INSPECTORS = tuple(f"Inspector {letter}" for letter in "ABCDEFG")
STAFF = 120
PLACES = 14
SLOTS_A_DAY = 40
ISSUES = 40
STARTS_MINUTES = (510, 585, 660, 780, 855, 930)
"""Six sessions an inspector a day and a seventh place left over: 40 of 42 are used."""


def open_house(folder: Path) -> House:
    """A new house in ``folder``, on a clock that stands at the evening of the second of December."""
    folder.mkdir(parents=True, exist_ok=True)
    key = bytes(range(32))
    engine = make_engine(folder / "inspection.db", key)
    schema.create(engine)
    secret = b"the chain secret of the benchmarks"
    store = Store(
        engine,
        clock=lambda: NOW,
        secret=secret,
        head=Head(folder / "inspection.head", secret),
        generation=schema.generation_of(engine),
        actor="K. Boyle",
    )
    return build(store, lambda: NOW, folder=folder, key=key)


def big_timetable(folder: Path, *, issues: int = ISSUES) -> tuple[House, Inspection]:
    """The house and its inspection, with the draft four changes ahead of the last issue."""
    house = open_house(folder)
    inspection = house.inspections.open_inspection(
        authority="Borsetshire",
        framework_key="standard",
        notified_at=datetime(2026, 11, 9, 9, 20, tzinfo=UTC),
        lead_inspector="P. Marsh",
    )
    inspection = house.inspections.set_days(inspection.id, on_site_from=DAYS[0], on_site_until=DAYS[-1])
    fill(house, inspection.id)
    for rule, level in house.timetable.rules.levels().items():
        if level is Level.STOP:
            house.timetable.rules.set_level(rule, Level.WARN)  # what is moved by chance may clash
    issue_often(house, inspection.id, issues)
    return house, inspection


def fill(house: House, inspection_id: int) -> None:
    """Put people, places and eight hundred slots into the store, in one transaction."""
    with house.store.working("Fill a big inspection") as session:
        inspectors = [
            PersonRecord(name=f"P. Example {n}", side=Side.INSPECTORATE, known_as=known_as, role="HMI")
            for n, known_as in enumerate(INSPECTORS)
        ]
        staff = [
            PersonRecord(
                name=f"W. Worker {n:03}", side=Side.AUTHORITY, role="social worker", team=f"Team {n % 9}"
            )
            for n in range(STAFF)
        ]
        places = [
            PlaceRecord(name=f"Room {n}", site="Civic Centre" if n < PLACES - 2 else "North House")
            for n in range(1, PLACES + 1)
        ]
        session.add_all([*inspectors, *staff, *places])
        session.flush()
        session.add_all(
            _slot(inspection_id, day_number, number, inspectors, staff, places)
            for day_number in range(len(DAYS))
            for number in range(SLOTS_A_DAY)
        )


def _slot(
    inspection_id: int,
    day_number: int,
    number: int,
    inspectors: list[PersonRecord],
    staff: list[PersonRecord],
    places: list[PlaceRecord],
) -> SlotRecord:
    turn, inspector = divmod(number, len(inspectors))
    serial = day_number * SLOTS_A_DAY + number
    start = STARTS_MINUTES[turn]
    starts_at = moment(DAYS[day_number], time(start // 60, start % 60))
    is_session = number % 4 != 3
    worker = staff[serial % STAFF]
    navigator = staff[(serial + STAFF // 2) % STAFF]
    return SlotRecord(
        inspection_id=inspection_id,
        uid=f"big-{serial:04}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=60 if number % 3 else 45),
        purpose="records" if is_session else f"Team meeting {serial}",
        kind=SlotKind.CASE_SESSION if is_session else SlotKind.MEETING,
        case_code=f"C-{serial:03}" if is_session else "",
        place_id=places[(number + day_number) % len(places)].id,
        parts=[
            SlotPartRecord(person_id=inspectors[inspector].id, part=PartKind.LEADS),
            SlotPartRecord(person_id=worker.id, part=PartKind.ATTENDS),
            SlotPartRecord(person_id=navigator.id, part=PartKind.NAVIGATES),
        ],
    )


def issue_often(house: House, inspection_id: int, issues: int = ISSUES) -> None:
    """Issue the draft again and again with a few changes between, and tell everyone but the last ones.

    The first and the last three are issued as a coordinator would; those between are written straight
    into the store, for that is a hundred times as fast: every second one takes back what the one before
    it moved.
    """
    chance = random.Random(7)  # noqa: S311  # the same inspection every time, not a secret
    _issue(house, inspection_id, is_last=issues == 1)
    between = max(0, issues - 4) // 2 * 2
    _write_issues(house, inspection_id, between, chance)
    for number in range(between + 2, issues + 1):
        change_some(house, inspection_id, chance)
        _issue(house, inspection_id, is_last=number == issues)
    change_some(house, inspection_id, chance)


def _issue(house: House, inspection_id: int, *, is_last: bool) -> None:
    issue = house.timetable.issue(inspection_id)
    if not is_last:
        tellings = house.timetable.tellings(inspection_id, issue.number)
        house.timetable.mark_confirmed([telling.id for telling in tellings], how="by the benchmark")


def _write_issues(house: House, inspection_id: int, count: int, chance: random.Random) -> None:
    with house.store.working("Write issues between") as session:
        held = [to_plain(slot) for slot in house.timetable.issue_numbered(inspection_id, 1).slots]
        for _ in range(0, count, 2):
            chosen = set(chance.sample(range(len(held)), 4))
            moved = [_later(each) if n in chosen else each for n, each in enumerate(held)]
            for slots in (moved, held):
                _write_issue(session, inspection_id, slots, [held[n] for n in sorted(chosen)])


def _write_issue(
    session: Session, inspection_id: int, held: list[dict[str, Any]], changed: list[dict[str, Any]]
) -> None:
    number = next_number(session, inspection_id, "issue")
    at = NOW - timedelta(hours=24 * (ISSUES - number) / 4)
    record = IssueRecord(
        inspection_id=inspection_id,
        number=number,
        issued_at=at,
        issued_by="K. Boyle",
        changes=len(changed),
        slot_count=len(held),
        digest=digest_of(held),
    )
    session.add(record)
    session.flush()
    session.execute(
        insert(IssuedSlotRecord),
        [{"issue_id": record.id, "uid": each["uid"], "slot": each} for each in held],
    )
    told = {part[0]: each for each in changed for part in each["parts"]}
    session.add_all(
        TellingRecord(
            issue_id=record.id,
            person_id=person_id,
            since_number=number - 1,
            lines=["A quarter of an hour later, or back."],
            first_starts_at=datetime.fromisoformat(each["starts_at"]),
            state=TellingState.CONFIRMED,
            how="by the benchmark",
            told_by="K. Boyle",
            prepared_at=at,
            sent_at=at,
            confirmed_at=at,
        )
        for person_id, each in told.items()
    )


def _later(held: dict[str, Any]) -> dict[str, Any]:
    times = {
        name: (datetime.fromisoformat(held[name]) + timedelta(minutes=15)).isoformat()
        for name in ("starts_at", "ends_at")
    }
    return {**held, **times}


def change_some(house: House, inspection_id: int, chance: Any) -> None:
    """Move three slots of the days ahead by a quarter of an hour, and another to another room."""
    ahead = [slot for slot in _ahead(house, inspection_id) if not slot.is_cancelled]
    *moved, elsewhere = chance.sample(ahead, 4)
    for slot in moved:
        later = timedelta(minutes=15 if slot.starts_at.minute < 30 else -15)
        house.timetable.move(inspection_id, slot.uid, starts_at=slot.starts_at + later)
    places = house.people.places()
    house.timetable.change(
        inspection_id, elsewhere.uid, place_id=next(p.id for p in places if p.id != elsewhere.place_id)
    )


def _ahead(house: House, inspection_id: int) -> tuple[Slot, ...]:
    return tuple(slot for slot in house.timetable.draft(inspection_id) if slot.starts_at > NOW)
