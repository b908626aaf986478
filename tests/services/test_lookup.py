"""The audit trail is read in words."""

from datetime import UTC, datetime, timedelta

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.timetable import PartKind, SlotKind


def test_that_the_audit_trail_says_fields_and_times_in_words(house, inspection, clock):
    starts_at = clock().replace(hour=9, minute=30, second=0) + timedelta(days=1)
    slot = house.timetable.add(
        inspection.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        purpose="Duty team",
        kind=SlotKind.OBSERVATION,
    )

    house.timetable.move(
        inspection.id,
        slot.uid,
        starts_at=starts_at + timedelta(hours=1),
        ends_at=starts_at + timedelta(hours=2),
    )

    (row,) = house.lookup.audit(text="Move")
    assert set(row.what.split("; ")) == {
        "starts at: Thu 3 Dec 09:30 → Thu 3 Dec 10:30",
        "ends at: Thu 3 Dec 10:30 → Thu 3 Dec 11:30",
    }


def test_that_the_trail_leads_from_the_parts_of_a_slot_to_the_slot(house, inspection, person):
    worker = person("J. Adeyemi")
    at = datetime(2026, 12, 3, 9, tzinfo=UTC)
    slot = house.timetable.add(
        inspection.id,
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        purpose="records",
        kind=SlotKind.MEETING,
        parts=[(worker.id, PartKind.LEADS)],
    )

    made = house.lookup.audit(kind=Kind.SLOT, limit=2)

    assert [row.ref for row in made] == [Ref(Kind.SLOT, slot.id)] * 2
