"""Changes as one tells them: a swap is one thing, and so is a slot for a slot."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import (
    Change,
    Exchange,
    Part,
    PartKind,
    Replacement,
    Slot,
    SlotKind,
    SlotStatus,
    Swap,
    changes_between,
    said_with_day,
    told_units,
)

THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)
INSPECTOR_B = Part(1, "Inspector B", Side.INSPECTORATE, PartKind.LEADS)
INSPECTOR_C = Part(2, "Inspector C", Side.INSPECTORATE, PartKind.LEADS)
MALIK = Part(3, "R. Malik", Side.AUTHORITY, PartKind.ATTENDS)
ADEYEMI = Part(4, "J. Adeyemi", Side.AUTHORITY, PartKind.ATTENDS)
EVERYONE = (INSPECTOR_B, INSPECTOR_C, MALIK, ADEYEMI)


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    return moment(day, time(hour, minute))


A = Slot(
    uid="a",
    starts_at=at(9, 30),
    ends_at=at(10, 30),
    purpose="records",
    kind=SlotKind.CASE_SESSION,
    place_id=2,
    place="Room 2",
    parts=(INSPECTOR_B, MALIK),
    case_code="C-014",
)
B = replace(A, uid="b", starts_at=at(11), ends_at=at(12), parts=(INSPECTOR_B, ADEYEMI), case_code="C-020")
BESIDE = replace(
    A, uid="b", place_id=4, place="Room 4", parts=(INSPECTOR_C, ADEYEMI), case_code="C-020"
)  # at the time of A


def begins(slot: Slot, as_: Slot) -> Slot:
    return replace(slot, starts_at=as_.starts_at, ends_at=as_.starts_at + (slot.ends_at - slot.starts_at))


def in_place_of(slot: Slot, other: Slot) -> Slot:
    return replace(slot, place_id=other.place_id, place=other.place)


def kinds_of(units: tuple[object, ...]) -> list[str]:
    return [type(unit).__name__ for unit in units]


# Swaps -------------------------------------------------------------------------------------------------

NAVIGATED = replace(A, uid="b", parts=(INSPECTOR_C, ADEYEMI), place_id=4, place="Room 4")


@pytest.mark.parametrize(
    ("old", "new", "of", "sentence"),
    [
        (
            (A, B),
            (begins(A, B), begins(B, A)),
            (Exchange.TIMES,),
            (
                "C-014 records and C-020 records with Inspector B swap times on Thursday 3 December:"
                " C-014 records is now at 11:00 and C-020 records at 09:30"
            ),
        ),
        (
            (A, BESIDE),
            (in_place_of(A, BESIDE), in_place_of(BESIDE, A)),
            (Exchange.PLACES,),
            (
                "C-014 records and C-020 records swap rooms on Thursday 3 December:"
                " C-014 records is now in Room 4 and C-020 records in Room 2"
            ),
        ),
        (
            (A, BESIDE),
            (replace(A, parts=(INSPECTOR_C, MALIK)), replace(BESIDE, parts=(INSPECTOR_B, ADEYEMI))),
            (Exchange.INSPECTORS,),
            (
                "C-014 records and C-020 records swap inspectors on Thursday 3 December:"
                " C-014 records is now with Inspector C and C-020 records with Inspector B"
            ),
        ),
        (
            (A, B),
            (replace(A, parts=(INSPECTOR_B, ADEYEMI)), replace(B, parts=(INSPECTOR_B, MALIK))),
            (Exchange.STAFF,),
            (
                "C-014 records and C-020 records with Inspector B swap people on Thursday 3 December:"
                " C-014 records is now with J. Adeyemi and C-020 records with R. Malik"
            ),
        ),
        (
            (A, replace(BESIDE, starts_at=at(11), ends_at=at(12), parts=(INSPECTOR_B, ADEYEMI))),
            (
                in_place_of(begins(A, B), BESIDE),
                replace(BESIDE, parts=(INSPECTOR_B, ADEYEMI), place_id=2, place="Room 2", case_code="C-021"),
            ),
            (Exchange.TIMES, Exchange.PLACES),
            (
                "C-014 records and C-020 records with Inspector B swap times and rooms on Thursday 3 December:"
                " C-014 records is now at 11:00, in Room 4 and C-020 records at 09:30, in Room 2;"
                " C-020 records is now about C-021 instead of C-020"
            ),
        ),
        (
            (A, replace(B, starts_at=at(11, day=FRIDAY), ends_at=at(12, day=FRIDAY))),
            (replace(A, starts_at=at(11, day=FRIDAY), ends_at=at(12, day=FRIDAY)), begins(B, A)),
            (Exchange.TIMES,),
            (
                "C-014 records and C-020 records with Inspector B swap times:"
                " C-014 records is now on Fri 4 Dec at 11:00 and C-020 records on Thu 3 Dec at 09:30"
            ),
        ),
        (
            (A, replace(A, uid="b", place_id=4, place="Room 4", parts=(INSPECTOR_C, ADEYEMI))),
            (replace(A, parts=(INSPECTOR_C, MALIK)), replace(NAVIGATED, parts=(INSPECTOR_B, ADEYEMI))),
            (Exchange.INSPECTORS,),
            (
                "C-014 records in Room 2 and C-014 records in Room 4 swap inspectors on Thursday 3 December:"
                " C-014 records in Room 2 is now with Inspector C"
                " and C-014 records in Room 4 with Inspector B"
            ),
        ),
    ],
)  # fmt: skip
def test_that_two_slots_that_change_places_are_one_swap(
    old: tuple[Slot, ...], new: tuple[Slot, ...], of: tuple[Exchange, ...], sentence: str
):
    changes = changes_between(old, new)
    by_uid = {change.uid: change for change in changes}

    (unit,) = told_units(changes)

    assert unit == Swap(by_uid["a"], by_uid["b"], of)
    assert unit.sentence == sentence


def test_that_a_longer_and_a_shorter_slot_swap_when_each_keeps_its_length_or_takes_the_other():
    long = replace(B, ends_at=at(12, 30))
    keeps = changes_between([A, long], [begins(A, long), begins(long, A)])
    takes = changes_between([A, long], [replace(A, starts_at=at(11), ends_at=at(12, 30)), begins(B, A)])
    neither = changes_between([A, long], [replace(A, starts_at=at(11), ends_at=at(11, 15)), begins(long, A)])

    assert [kinds_of(told_units(each)) for each in (keeps, takes, neither)] == [
        ["Swap"],
        ["Swap"],
        ["Change", "Change"],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (  # strangers in different rooms, whose times happen to cross
            (A, replace(BESIDE, starts_at=at(11), ends_at=at(12))),
            (begins(A, B), BESIDE),
        ),
        (  # one takes the other's room, which goes elsewhere
            (A, BESIDE),
            (in_place_of(A, BESIDE), replace(BESIDE, place_id=5, place="Room 5")),
        ),
        (  # rooms that cross on two days
            (A, replace(BESIDE, starts_at=at(9, 30, FRIDAY), ends_at=at(10, 30, FRIDAY))),
            (
                in_place_of(A, BESIDE),
                replace(
                    BESIDE,
                    starts_at=at(9, 30, FRIDAY),
                    ends_at=at(10, 30, FRIDAY),
                    place_id=2,
                    place="Room 2",
                ),
            ),
        ),
    ],
)
def test_that_chance_is_not_a_swap(old: tuple[Slot, ...], new: tuple[Slot, ...]):
    assert kinds_of(told_units(changes_between(old, new))) == ["Change", "Change"]


def test_that_of_three_slots_the_two_that_exchange_most_are_the_swap():
    third = replace(BESIDE, uid="c", parts=(), case_code="C-030")
    old = (A, replace(BESIDE, parts=(ADEYEMI,)), third)
    new = (
        replace(in_place_of(A, BESIDE), parts=(INSPECTOR_B, ADEYEMI)),
        replace(in_place_of(BESIDE, A), parts=(MALIK,)),
        in_place_of(third, A),
    )
    by_uid = {change.uid: change for change in changes_between(old, new)}

    assert told_units(by_uid.values()) == (
        Swap(by_uid["a"], by_uid["b"], (Exchange.PLACES, Exchange.STAFF)),
        by_uid["c"],
    )


# Replacements ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (
            replace(A, uid="b", parts=(INSPECTOR_B, ADEYEMI), case_code="C-020"),
            (
                "C-014 records with Inspector B, Thursday 3 December 09:30 to 10:30, Room 2,"
                " is replaced by C-020 records with Inspector B"
            ),
        ),
        (
            replace(BESIDE, starts_at=at(10), ends_at=at(11), parts=(INSPECTOR_B,)),
            (
                "C-014 records with Inspector B, Thursday 3 December 09:30 to 10:30, Room 2,"
                " is replaced by C-020 records with Inspector B, 10:00 to 11:00, Room 4"
            ),
        ),
    ],
)
@pytest.mark.parametrize("down", [None, replace(A, status=SlotStatus.CANCELLED)])
def test_that_a_slot_for_a_slot_of_the_same_person_is_a_replacement(
    new: Slot, sentence: str, down: Slot | None
):
    changes = changes_between([A], [new, *([down] if down else [])])
    by_uid = {change.uid: change for change in changes}

    (unit,) = told_units(changes)

    assert unit == Replacement(by_uid["a"], by_uid["b"])
    assert unit.sentence == sentence


@pytest.mark.parametrize(
    "new",
    [
        replace(A, uid="b", parts=(INSPECTOR_C, ADEYEMI)),  # nobody is in both
        begins(replace(A, uid="b"), B),  # at another time
        replace(A, uid="b", parts=(replace(INSPECTOR_B, part=PartKind.OPTIONAL),)),  # who need not come
    ],
)
def test_that_what_nobody_needs_to_be_in_instead_is_not_a_replacement(new: Slot):
    assert kinds_of(told_units(changes_between([A], [new]))) == ["Change", "Change"]


def test_that_of_two_new_slots_the_one_at_the_same_start_replaces():
    early = replace(A, uid="b", starts_at=at(9), ends_at=at(9, 45))
    same = replace(A, uid="c", ends_at=at(10))
    by_uid = {change.uid: change for change in changes_between([A], [early, same])}

    assert told_units(by_uid.values()) == (by_uid["b"], Replacement(by_uid["a"], by_uid["c"]))


def test_that_among_others_a_unit_says_its_day_once():
    (move,) = told_units(changes_between([A], [begins(A, B)]))
    (swap,) = told_units(changes_between([A, B], [begins(A, B), begins(B, A)]))
    (new,) = told_units(changes_between([], [A]))

    assert [said_with_day(unit) for unit in (move, swap, new)] == [
        "Thu 3 Dec: C-014 records with Inspector B moves from 09:30 to 11:00, Room 2.",
        f"{swap.sentence}.",
        f"{new.sentence}.",
    ]


# Any two timetables ------------------------------------------------------------------------------------


@st.composite
def days_with_swaps(draw: st.DrawFn) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """An evening's work: a timetable, and the same after slots gave each other this and that."""
    old = []
    for uid in draw(st.lists(st.sampled_from("abcde"), unique=True, min_size=2)):
        starts = at(9, day=draw(st.sampled_from([THURSDAY, FRIDAY]))) + timedelta(
            minutes=30 * draw(st.integers(0, 4))
        )
        place = draw(st.sampled_from([None, 2, 4]))
        old.append(
            replace(
                A,
                uid=uid,
                starts_at=starts,
                ends_at=starts + timedelta(minutes=draw(st.sampled_from([30, 60]))),
                place_id=place,
                place=f"Room {place}" if place else "",
                parts=tuple(draw(st.lists(st.sampled_from(EVERYONE), unique=True, max_size=3))),
                case_code=f"C-{uid}",
                status=draw(st.sampled_from([SlotStatus.PLANNED] * 5 + [SlotStatus.CANCELLED])),
            )
        )
    new = {slot.uid: slot for slot in old}
    for _ in range(draw(st.integers(1, 4))):
        one, other = new[draw(st.sampled_from(sorted(new)))], new[draw(st.sampled_from(sorted(new)))]
        deed = draw(st.sampled_from(["times", "rooms", "people", "cancel", "replace"]))
        if deed == "times":
            new |= {one.uid: begins(one, other), other.uid: begins(other, one)}
        elif deed == "rooms":
            new |= {one.uid: in_place_of(one, other), other.uid: in_place_of(other, one)}
        elif deed == "people":
            new |= {
                one.uid: replace(new[one.uid], parts=other.parts),
                other.uid: replace(new[other.uid], parts=one.parts),
            }
        elif deed == "cancel":
            new[one.uid] = replace(one, status=SlotStatus.CANCELLED)
        else:
            new[one.uid + "2"] = replace(one, uid=one.uid + "2", case_code=f"C-{one.uid}2")
            new[one.uid] = replace(one, status=SlotStatus.CANCELLED)
    return tuple(old), tuple(new.values())


@settings(max_examples=60)
@given(days_with_swaps())
def test_that_every_change_is_told_in_exactly_one_unit(days: tuple[tuple[Slot, ...], tuple[Slot, ...]]):
    changes = changes_between(*days)

    units = told_units(changes)

    assert sorted((change for unit in units for change in unit.changes), key=lambda change: change.uid) == (
        sorted(changes, key=lambda change: change.uid)
    )
    assert [unit for unit in units if not unit.sentence] == []


@settings(max_examples=30)
@given(days_with_swaps())
def test_that_whoever_is_in_a_change_is_in_its_unit(days: tuple[tuple[Slot, ...], tuple[Slot, ...]]):
    for unit in told_units(changes_between(*days)):
        held = {part.person_id for change in unit.changes for part in change.people}
        assert {part.person_id for part in unit.people} == held
        assert len(unit.people) == len(held)


@settings(max_examples=30)
@given(days_with_swaps(), st.randoms(use_true_random=False))
def test_that_units_do_not_hang_on_the_order_of_the_changes(
    days: tuple[tuple[Slot, ...], tuple[Slot, ...]], dice: random.Random
):
    changes: list[Change] = list(changes_between(*days))
    units = told_units(changes)
    dice.shuffle(changes)

    assert told_units(changes) == units


@settings(max_examples=30)
@given(days_with_swaps())
def test_that_what_a_swap_says_is_exchanged_is_exchanged(days: tuple[tuple[Slot, ...], tuple[Slot, ...]]):
    had = {
        Exchange.TIMES: lambda slot: slot.starts_at,
        Exchange.PLACES: lambda slot: slot.where,
        Exchange.INSPECTORS: lambda slot: {part.person_id for part in slot.inspectors},
        Exchange.STAFF: lambda slot: {part.person_id for part in slot.staff},
    }
    for unit in told_units(changes_between(*days)):
        if isinstance(unit, Swap):
            for what in unit.of:
                fact = had[what]
                assert fact(unit.first.before) == fact(unit.second.after)
                assert fact(unit.second.before) == fact(unit.first.after)
                assert fact(unit.first.before) != fact(unit.first.after)
