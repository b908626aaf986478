"""The audit trail is read in words."""

from datetime import timedelta

from ilacs_desktop.domain.timetable import SlotKind


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
