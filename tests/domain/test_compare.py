"""Two editions of a timetable beside each other: what counts, how it is listed, how it reads as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind, SlotStatus, apply_changes
from ilacs_desktop.domain.timetable.compare import (
    DRAFT,
    Edition,
    EditionKind,
    compare,
    differences_of,
    going_back,
    said_comparison,
    said_count,
)

THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)
ISSUE_3 = Edition(EditionKind.ISSUE, 3)
ISSUE_5 = Edition(EditionKind.ISSUE, 5)
LUNCH = Edition(EditionKind.CHECKPOINT, 1, "Before lunch")
MARSH = Part(1, "Inspector B", Side.INSPECTORATE, PartKind.LEADS)
FLYNN = Part(2, "T. Flynn", Side.AUTHORITY, PartKind.ATTENDS)
MALIK = Part(3, "R. Malik", Side.AUTHORITY, PartKind.ATTENDS)


def at(clock: str, day: date = THURSDAY) -> datetime:
    hour, minute = clock.split(":")
    return moment(day, time(int(hour), int(minute)))


def slot(uid: str, start: str, end: str, *parts: Part, day: date = THURSDAY, **more) -> Slot:
    facts = {"purpose": "records", "kind": SlotKind.CASE_SESSION, "case_code": uid} | more
    return Slot(uid=uid, starts_at=at(start, day), ends_at=at(end, day), parts=parts, **facts)


BEFORE = (
    slot("C-001", "09:00", "10:00", MARSH, FLYNN, place="Room 1", place_id=1),
    slot("C-002", "11:00", "12:00", MARSH, FLYNN),
    slot("C-003", "13:00", "14:00", FLYNN),
    slot("quiet", "08:00", "08:30", kind=SlotKind.BLOCKER, purpose="Quiet half hour", case_code=""),
)
AFTER = (
    slot("C-001", "09:00", "10:00", MARSH, FLYNN, place="Room 1", place_id=1, day=FRIDAY),
    replace(BEFORE[1], status=SlotStatus.CANCELLED),
    BEFORE[2],
    slot("C-004", "15:00", "16:00", MARSH, MALIK),
    slot("quiet", "08:00", "09:00", kind=SlotKind.BLOCKER, purpose="Quiet half hour", case_code=""),
)


def test_that_against_an_issue_blockers_are_left_out():
    assert [change.uid for change in compare(ISSUE_3, BEFORE[:3], DRAFT, AFTER).changes] == [
        "C-002", "C-004", "C-001",
    ]  # fmt: skip


def test_that_against_a_checkpoint_blockers_count_but_what_was_cancelled_unknown_does_not():
    unknown = slot("C-009", "10:00", "11:00", status=SlotStatus.CANCELLED)

    comparison = compare(LUNCH, BEFORE, DRAFT, (*AFTER, unknown))

    assert [change.uid for change in comparison.changes] == ["quiet", "C-002", "C-004", "C-001"]
    assert comparison.days == (THURSDAY, FRIDAY)


def test_that_a_comparison_reads_as_text_by_day_and_keeps_private_things_to_itself():
    comparison = compare(LUNCH, BEFORE, DRAFT, AFTER)

    assert said_comparison(comparison, title="Borsetshire · Standard inspection") == (
        "Borsetshire · Standard inspection\n"
        "What changed from checkpoint “Before lunch” to the draft\n"
        "3 differences on 2 days: 1 cancelled, 1 added, 1 moved to another day.\n"
        "\n"
        "Thursday 3 December\n"
        "- Cancelled: C-002 records with Inspector B, Thursday 3 December 11:00 to 12:00, is stood down.\n"
        "- Added: C-004 records with Inspector B, Thursday 3 December 15:00 to 16:00, is new.\n"
        "- 09:00 C-001 records is now on Fri 4 Dec 09:00.\n"
        "\n"
        "Friday 4 December\n"
        "- Moved to another day: C-001 records with Inspector B moves from Thu 3 Dec 09:00"
        " to Fri 4 Dec 09:00, Room 1.\n"
        "\n"
        "1 private difference is left out.\n"
    )


def test_that_the_same_on_both_sides_says_so():
    comparison = compare(ISSUE_3, BEFORE[:3], ISSUE_5, BEFORE[:3])

    assert differences_of(comparison.changes) == ()
    assert said_comparison(comparison) == "What changed from issue 3 to issue 5\nNo differences.\n"
    assert said_count(()) == "no differences"


def test_that_two_slots_that_change_times_are_one_difference():
    after = (
        replace(BEFORE[0], starts_at=at("11:00"), ends_at=at("12:00")),
        replace(BEFORE[1], starts_at=at("09:00"), ends_at=at("10:00")),
    )

    (difference,) = differences_of(compare(ISSUE_3, BEFORE[:2], ISSUE_5, after).changes)

    assert (difference.classes, set(difference.uids)) == (("swap",), {"C-001", "C-002"})


def test_that_going_back_cancels_what_the_issue_does_not_know_and_leaves_what_is_fixed():
    locked = replace(AFTER[0], locked=True)
    begun = replace(AFTER[3], uid="C-005", status=SlotStatus.STARTED)
    back = going_back((locked, *AFTER[1:], begun), ISSUE_3, BEFORE[:3])

    assert [(change.uid, [kind.value for kind in change.kinds]) for change in back.changes] == [
        ("C-002", ["reinstated"]),
        ("C-004", ["cancelled"]),
    ]
    assert [(each.uid, why) for each, why in back.stays] == [("C-001", "locked"), ("C-005", "started")]


@pytest.mark.parametrize(("old", "new"), [(ISSUE_3, ISSUE_5), (LUNCH, DRAFT)])
def test_that_what_is_equal_has_no_differences_whatever_the_order(old, new):
    assert compare(old, BEFORE[:3], new, reversed(BEFORE[:3])).changes == ()


times = st.sampled_from(["09:00", "10:00", "11:15", "14:30"])
slots = st.lists(
    st.builds(
        lambda n, start, status, day: slot(f"C-{n:03d}", start, "17:00", MARSH, day=day, status=status),
        st.integers(1, 6), times, st.sampled_from([SlotStatus.PLANNED, SlotStatus.CANCELLED]), st.sampled_from([THURSDAY, FRIDAY]),
    ),
    unique_by=lambda each: each.uid,
)  # fmt: skip


@given(slots, slots)
def test_that_every_change_is_listed_once_and_turns_the_one_side_into_the_other(old, new):
    comparison = compare(ISSUE_3, old, ISSUE_5, new)

    listed = [uid for difference in differences_of(comparison.changes) for uid in difference.uids]
    assert sorted(listed) == sorted(change.uid for change in comparison.changes)
    assert apply_changes(old, comparison.changes) == tuple(
        sorted(new, key=lambda each: (each.starts_at, each.uid))
    )
