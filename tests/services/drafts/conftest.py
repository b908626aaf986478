"""One inspection with four people, two rooms and nothing in its draft, for the deeds on a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.people import PersonRecord, PlaceRecord

THURSDAY = date(2026, 12, 3)


@dataclass(frozen=True)
class Draft:
    """The timetable of one inspection, with short words for what the tests do."""

    timetable: Timetable
    store: Store
    id: int
    inspector: int
    other_inspector: int
    malik: int
    adeyemi: int
    room_2: int
    room_4: int

    def at(self, hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
        return moment(day, time(hour, minute))

    def add(self, hour: int = 9, minute: int = 30, uid: str = "s1", **more: Any) -> Slot:
        given = {
            "purpose": "records",
            "kind": SlotKind.CASE_SESSION,
            "place_id": self.room_2,
            "parts": [(self.inspector, PartKind.LEADS), (self.malik, PartKind.ATTENDS)],
            "case_code": "C-014",
        } | more
        starts = given.pop("starts_at", self.at(hour, minute))
        ends = given.pop("ends_at", starts + timedelta(hours=1))
        return self.timetable.add(self.id, starts_at=starts, ends_at=ends, uid=uid, **given)

    def move(self, hour: int, minute: int = 0, uid: str = "s1") -> Slot:
        return self.timetable.move(self.id, uid, starts_at=self.at(hour, minute))

    def slots(self) -> list[Slot]:
        """The whole draft, without the numbers of the store."""
        return [replace(slot, id=0, version=0) for slot in self.timetable.draft(self.id)]

    def undo(self) -> str:
        return self.timetable.journal.undo(self.id).said

    def redo(self) -> str:
        return self.timetable.journal.redo(self.id).said

    def another(self) -> Draft:
        """The same people and rooms in another inspection, with nothing in its draft."""
        record = _inspection()
        with self.store.working("Prepare") as session:
            session.add(record)
        return replace(self, id=record.id)


def _inspection() -> InspectionRecord:
    return InspectionRecord(
        authority="Borsetshire",
        framework_key="standard",
        framework_name="Standard inspection",
        framework_edition="2026",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
        on_site_from=date(2026, 11, 30),
        on_site_until=date(2026, 12, 11),
    )


@pytest.fixture
def draft(store: Store, clock: Callable[[], datetime]) -> Draft:
    inspection = _inspection()
    people = [
        PersonRecord(name="P. Marsh", side=Side.INSPECTORATE, known_as="Inspector B"),
        PersonRecord(name="T. Ogden", side=Side.INSPECTORATE, known_as="Inspector C"),
        PersonRecord(name="Rashida Malik", side=Side.AUTHORITY, role="social worker"),
        PersonRecord(name="J. Adeyemi", side=Side.AUTHORITY, role="director"),
    ]
    rooms = [PlaceRecord(name="Room 2"), PlaceRecord(name="Room 4", site="Castle House")]
    with store.working("Prepare") as session:
        session.add_all([inspection, *people, *rooms])
    ids = [record.id for record in (inspection, *people, *rooms)]
    return Draft(Timetable(store, clock), store, *ids)
