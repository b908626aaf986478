"""What each person hears when slots change places: one line, that stands alone and contradicts no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import (
    Part,
    PartKind,
    Slot,
    SlotKind,
    SlotStatus,
    changes_between,
    slips_of,
)

THURSDAY = date(2026, 12, 3)
INSPECTOR_B = Part(1, "Inspector B", Side.INSPECTORATE, PartKind.LEADS)
INSPECTOR_C = Part(2, "Inspector C", Side.INSPECTORATE, PartKind.LEADS)
MALIK = Part(3, "R. Malik", Side.AUTHORITY, PartKind.ATTENDS)
ADEYEMI = Part(4, "J. Adeyemi", Side.AUTHORITY, PartKind.ATTENDS)
KHAN = Part(5, "S. Khan", Side.AUTHORITY, PartKind.NAVIGATES)


def at(hour: int, minute: int = 0) -> datetime:
    return moment(THURSDAY, time(hour, minute))


A = Slot(
    uid="a",
    starts_at=at(9, 30),
    ends_at=at(10, 30),
    purpose="records",
    kind=SlotKind.CASE_SESSION,
    place_id=2,
    place="Room 2",
    parts=(INSPECTOR_B, MALIK, KHAN),
    case_code="C-014",
)
B = replace(
    A,
    uid="b",
    starts_at=at(11),
    ends_at=at(12),
    place_id=4,
    place="Room 4",
    parts=(INSPECTOR_B, ADEYEMI),
    case_code="C-020",
)
BESIDE = replace(B, starts_at=at(9, 30), ends_at=at(10, 30), parts=(INSPECTOR_C, ADEYEMI))


def heard(old: tuple[Slot, ...], new: tuple[Slot, ...], now: datetime | None = None) -> dict[str, str]:
    return {slip.name: slip.text for slip in slips_of(changes_between(old, new), now=now)}


def test_that_of_two_slots_that_swap_times_a_person_in_both_hears_one_line():
    later = replace(A, starts_at=at(11), ends_at=at(12))
    sooner = replace(B, starts_at=at(9, 30), ends_at=at(10, 30))

    assert heard((A, B), (later, sooner)) == {
        "Inspector B": (
            "C-014 records and C-020 records with Inspector B swap times on Thursday 3 December:"
            " C-014 records is now at 11:00 and C-020 records at 09:30."
        ),
        "R. Malik": "Thu 3 Dec: C-014 records with Inspector B moves from 09:30 to 11:00, Room 2.",
        "S. Khan": "Thu 3 Dec: C-014 records with Inspector B moves from 09:30 to 11:00, Room 2.",
        "J. Adeyemi": ("Thu 3 Dec: C-020 records with Inspector B moves from 11:00 to 09:30, Room 4."),
    }


def test_that_two_inspectors_who_change_places_hear_of_each_other_in_one_line():
    new = (
        replace(A, parts=(INSPECTOR_C, MALIK, KHAN)),
        replace(BESIDE, parts=(INSPECTOR_B, ADEYEMI)),
    )

    assert heard((A, BESIDE), new) == {
        "Inspector B": (
            "You change places with Inspector C: C-020 records, Thursday 3 December 09:30 to 10:30, Room 4,"
            " instead of C-014 records, Room 2; you lead."
        ),
        "Inspector C": (
            "You change places with Inspector B: C-014 records, Thursday 3 December 09:30 to 10:30, Room 2,"
            " instead of C-020 records, Room 4; you lead."
        ),
        "R. Malik": (
            "Thu 3 Dec 09:30: C-014 records with Inspector B is now with Inspector C instead of Inspector B."
        ),
        "S. Khan": (
            "Thu 3 Dec 09:30: C-014 records with Inspector B is now with Inspector C instead of Inspector B."
        ),
        "J. Adeyemi": (
            "Thu 3 Dec 09:30: C-020 records with Inspector C is now with Inspector B instead of Inspector C."
        ),
    }


def test_that_our_people_who_change_sessions_hear_the_other_time():
    later = replace(B, parts=(INSPECTOR_B, MALIK))
    alone = replace(A, parts=(INSPECTOR_B, MALIK))
    new = (replace(alone, parts=(INSPECTOR_B, ADEYEMI)), later)

    said = heard((alone, B), new)

    assert said["R. Malik"] == (
        "You change places with J. Adeyemi: C-020 records with Inspector B,"
        " Thursday 3 December 11:00 to 12:00, Room 4,"
        " instead of C-014 records with Inspector B, 09:30 to 10:30, Room 2; you attend."
    )
    assert said["Inspector B"] == (
        "C-014 records and C-020 records with Inspector B swap people on Thursday 3 December:"
        " C-014 records is now with J. Adeyemi and C-020 records with R. Malik."
    )


@pytest.mark.parametrize("down", [None, replace(A, status=SlotStatus.CANCELLED)])
def test_that_a_slot_for_a_slot_is_one_line_for_who_stays_and_both_substitutes_hear(down: Slot | None):
    new = replace(BESIDE, parts=(INSPECTOR_B, ADEYEMI))

    assert heard((A,), (new, *([down] if down else []))) == {
        "Inspector B": (
            "Replaced: C-020 records, Thursday 3 December 09:30 to 10:30, Room 4,"
            " instead of C-014 records, Room 2; you lead."
        ),
        "J. Adeyemi": (
            "Added: C-020 records with Inspector B, Thursday 3 December 09:30 to 10:30, Room 4; you attend."
            " You take the place of R. Malik."
        ),
        "R. Malik": (
            "Stood down: C-014 records with Inspector B, Thursday 3 December 09:30 to 10:30, Room 2."
            " J. Adeyemi takes your place."
        ),
        "S. Khan": (
            "Stood down: C-014 records with Inspector B, Thursday 3 December 09:30 to 10:30, Room 2."
        ),
    }


def test_that_half_a_swap_that_is_over_leaves_the_other_half_to_tell():
    early, late = replace(A, ends_at=at(9, 45)), replace(B, parts=(INSPECTOR_C, ADEYEMI))
    new = (
        replace(early, place_id=4, place="Room 4"),
        replace(late, place_id=2, place="Room 2"),
    )

    said = "Thu 3 Dec 11:00: C-020 records with Inspector C is now in Room 2 instead of Room 4."
    assert heard((early, late), new, now=at(10)) == {"Inspector C": said, "J. Adeyemi": said}


def test_that_a_person_must_have_heard_before_the_first_start_that_is_theirs_and_still_to_come():
    later = replace(A, starts_at=at(14), ends_at=at(15), parts=(INSPECTOR_B, MALIK, KHAN, ADEYEMI))
    changes = changes_between([A], [later])

    def starts(now: datetime | None) -> dict[str, datetime]:
        return {slip.name: slip.first_starts_at for slip in slips_of(changes, now=now)}

    assert starts(None) == dict.fromkeys(["Inspector B", "R. Malik", "S. Khan"], at(9, 30)) | {
        "J. Adeyemi": at(14)
    }
    assert starts(at(11)) == dict.fromkeys(["Inspector B", "J. Adeyemi", "R. Malik", "S. Khan"], at(14))
