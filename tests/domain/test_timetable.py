"""What changed between two timetables, and what each person hears of it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Side
from ilacs_desktop.domain.timetable import (
    Change,
    ChangeKind,
    Part,
    PartKind,
    Slip,
    Slot,
    SlotKind,
    SlotStatus,
    Telling,
    TellingState,
    apply_changes,
    changes_between,
    facts,
    impact_of,
    inverse,
    issuable,
    slips_of,
    urgent_first,
)
from ilacs_desktop.domain.timetable.slips import line_for

THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)
INSPECTOR_B = Part(1, "Inspector B", Side.INSPECTORATE, PartKind.LEADS)
INSPECTOR_C = Part(2, "Inspector C", Side.INSPECTORATE, PartKind.LEADS)
MALIK = Part(3, "R. Malik", Side.AUTHORITY, PartKind.ATTENDS)
ADEYEMI = Part(4, "J. Adeyemi", Side.AUTHORITY, PartKind.ATTENDS)
LEADING = replace(MALIK, part=PartKind.LEADS)
NAVIGATOR = Part(5, "S. Khan", Side.AUTHORITY, PartKind.NAVIGATES)


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    return moment(day, time(hour, minute))


SESSION = Slot(
    uid="s1",
    starts_at=at(9, 30),
    ends_at=at(10, 30),
    purpose="records",
    kind=SlotKind.CASE_SESSION,
    place_id=2,
    place="Room 2",
    parts=(INSPECTOR_B, MALIK, NAVIGATOR),
    case_code="C-014",
)

AT_NINE = "Thu 3 Dec 09:30: "
AS_WAS = "C-014 records with Inspector B, Thursday 3 December 09:30 to 10:30, Room 2"


def moved(slot: Slot = SESSION, *, by: timedelta = timedelta(minutes=90)) -> Slot:
    return replace(slot, starts_at=slot.starts_at + by, ends_at=slot.ends_at + by)


def only_change(after: Slot | None, before: Slot | None = SESSION) -> Change:
    (change,) = changes_between([before] if before else [], [after] if after else [])
    return change


# Any two timetables ------------------------------------------------------------------------------------

PARTS = st.lists(
    st.builds(
        lambda person, part: replace(person, part=part),
        st.sampled_from([INSPECTOR_B, INSPECTOR_C, MALIK, ADEYEMI, NAVIGATOR]),
        st.sampled_from(PartKind),
    ),
    max_size=3,
    unique_by=lambda part: part.person_id,
).map(tuple)


@st.composite
def slots(draw: st.DrawFn, uid: str) -> Slot:
    starts = at(8, day=draw(st.sampled_from([THURSDAY, FRIDAY]))) + timedelta(
        minutes=15 * draw(st.integers(0, 8))
    )
    place = draw(st.sampled_from([None, 1, 2]))
    return Slot(
        uid=uid,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=15 * draw(st.integers(1, 4))),
        purpose=draw(st.sampled_from(["records", "supervision"])),
        kind=draw(st.sampled_from([SlotKind.CASE_SESSION, SlotKind.MEETING, SlotKind.BLOCKER])),
        place_id=place,
        place=f"Room {place}" if place else "",
        parts=draw(PARTS),
        case_code=draw(st.sampled_from(["", "C-014", "C-020"])),
        enquiries=tuple(draw(st.lists(st.sampled_from(["K-01", "K-02"]), unique=True))),
        status=draw(st.sampled_from(SlotStatus)),
        locked=(own := draw(st.booleans())),
        note="bring keys" if own else "",
        version=int(own),
    )


@st.composite
def timetables(draw: st.DrawFn) -> tuple[Slot, ...]:
    uids = draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=4))
    return tuple(draw(slots(uid)) for uid in uids)


def told(timetable: tuple[Slot, ...]) -> dict[str, tuple[object, ...]]:
    return {slot.uid: facts(slot) for slot in timetable}


@given(timetables(), timetables())
def test_that_applying_the_changes_to_the_old_gives_the_new(old: tuple[Slot, ...], new: tuple[Slot, ...]):
    assert told(apply_changes(old, changes_between(old, new))) == told(new)


@settings(max_examples=60)
@given(timetables(), timetables())
def test_that_the_inverse_undoes_the_changes(old: tuple[Slot, ...], new: tuple[Slot, ...]):
    changes = changes_between(old, new)

    assert told(apply_changes(apply_changes(old, changes), inverse(changes))) == told(old)
    assert inverse(changes) == changes_between(new, old)


@settings(max_examples=60)
@given(timetables(), timetables(), st.randoms(use_true_random=False))
def test_that_order_does_not_matter(old: tuple[Slot, ...], new: tuple[Slot, ...], dice: random.Random):
    changes = changes_between(old, new)
    shuffled = [list(each) for each in (old, new, changes)]
    for each in shuffled:
        dice.shuffle(each)

    assert changes_between(shuffled[0], shuffled[1]) == changes
    assert apply_changes(shuffled[0], shuffled[2]) == apply_changes(old, changes)


@settings(max_examples=30)
@given(timetables())
def test_that_a_timetable_does_not_differ_from_itself(timetable: tuple[Slot, ...]):
    assert changes_between(timetable, timetable) == ()


@settings(max_examples=60)
@given(timetables(), timetables())
def test_that_every_change_says_in_which_way(old: tuple[Slot, ...], new: tuple[Slot, ...]):
    assert [change.uid for change in changes_between(old, new) if not change.kinds] == []


@settings(max_examples=60)
@given(timetables(), timetables())
def test_that_what_is_issued_holds_no_blocker_and_no_news_that_was_none(
    previous: tuple[Slot, ...], draft: tuple[Slot, ...]
):
    known = {slot.uid for slot in previous}

    issued = issuable(draft, previous)

    assert [slot for slot in issued if slot.kind is SlotKind.BLOCKER] == []
    assert [slot for slot in issued if slot.is_cancelled and slot.uid not in known] == []
    assert changes_between(issued, issuable(draft, issued)) == ()


@settings(max_examples=60)
@given(timetables(), timetables())
def test_that_everyone_whose_standing_slots_changed_gets_exactly_one_slip(
    old: tuple[Slot, ...], new: tuple[Slot, ...]
):
    def mornings(timetable: tuple[Slot, ...]) -> dict[int, set[object]]:
        found: dict[int, set[object]] = {}
        for slot in timetable:
            if not slot.is_cancelled:
                for part in slot.parts:
                    found.setdefault(part.person_id, set()).add(facts(slot))
        return found

    was, now = mornings(old), mornings(new)
    expected = sorted(person for person in was.keys() | now.keys() if was.get(person) != now.get(person))

    slips = slips_of(changes_between(old, new))

    assert sorted(slip.person_id for slip in slips) == expected
    assert [slip for slip in slips if not all(slip.lines)] == []


# One change at a time ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        (None, (ChangeKind.REMOVED,)),
        (replace(SESSION, status=SlotStatus.CANCELLED), (ChangeKind.CANCELLED,)),
        (moved(), (ChangeKind.RETIMED,)),
        (moved(by=timedelta(days=1)), (ChangeKind.MOVED_DAY,)),
        (replace(SESSION, ends_at=at(11)), (ChangeKind.RELENGTHENED,)),
        (replace(SESSION, starts_at=at(9)), (ChangeKind.RETIMED, ChangeKind.RELENGTHENED)),
        (replace(SESSION, place_id=4, place="Room 4"), (ChangeKind.REPLACED,)),
        (replace(SESSION, site="Castle House"), (ChangeKind.REPLACED,)),
        (replace(SESSION, link="https://meet.example/1"), (ChangeKind.REPLACED,)),
        (replace(SESSION, parts=(INSPECTOR_C, MALIK, NAVIGATOR)), (ChangeKind.RECREWED,)),
        (replace(SESSION, parts=(INSPECTOR_B, LEADING, NAVIGATOR)), (ChangeKind.RECREWED,)),
        (replace(SESSION, purpose="supervision"), (ChangeKind.REPURPOSED,)),
        (replace(SESSION, kind=SlotKind.INTERVIEW), (ChangeKind.REPURPOSED,)),
        (replace(SESSION, case_code="C-020"), (ChangeKind.RECASED,)),
        (replace(SESSION, child_id=7), (ChangeKind.RECASED,)),
        (replace(SESSION, enquiries=("K-03",)), (ChangeKind.OTHER,)),
    ],
)  # fmt: skip
def test_that_a_change_of_any_field_of_a_morning_is_seen(after: Slot | None, kinds: tuple[ChangeKind, ...]):
    assert only_change(after).kinds == kinds


@pytest.mark.parametrize(
    "after",
    [
        replace(SESSION, locked=True),
        replace(SESSION, note="ring first"),
        replace(SESSION, status=SlotStatus.STARTED, late_minutes=20),
        replace(SESSION, status=SlotStatus.DID_NOT_HAPPEN),
        replace(SESSION, version=9, id=4),
        replace(SESSION, parts=(NAVIGATOR, replace(MALIK, name="R. Malik-Jones"), INSPECTOR_B)),
    ],
)
def test_that_the_coordinators_own_marks_are_not_changes(after: Slot):
    assert changes_between([SESSION], [after]) == ()


def test_that_changes_are_refused_on_another_timetable():
    with pytest.raises(ValueError, match="slot s1 is not as it was"):
        apply_changes([moved()], [only_change(None)])


@pytest.mark.parametrize(
    ("after", "line"),
    [
        (None, "Stood down: C-014 records with Inspector B, Thursday 3 December 09:30 to 10:30, Room 2."),
        (moved(), "C-014 records with Inspector B moves from 09:30 to 11:00, Room 2."),
        (
            moved(by=timedelta(days=1, minutes=90)),
            "C-014 records with Inspector B moves from Thu 3 Dec 09:30 to Fri 4 Dec 11:00, Room 2.",
        ),
        (
            replace(moved(), place_id=4, place="Room 4", parts=(MALIK,)),
            (
                "C-014 records with Inspector B moves from 09:30 to 11:00, is now in Room 4 instead of Room 2"
                " and goes on without Inspector B and S. Khan."
            ),
        ),
        (replace(SESSION, ends_at=at(11)), "C-014 records with Inspector B ends at 11:00 instead of 10:30."),
        (
            replace(SESSION, place_id=4, place="Room 4"),
            "C-014 records with Inspector B is now in Room 4 instead of Room 2.",
        ),
        (
            replace(SESSION, parts=(INSPECTOR_C, MALIK, NAVIGATOR)),
            "C-014 records with Inspector B is now with Inspector C instead of Inspector B.",
        ),
        (
            replace(SESSION, case_code="C-020"),
            "C-014 records with Inspector B is now about C-020 instead of C-014.",
        ),
        (
            replace(SESSION, parts=(INSPECTOR_B, LEADING, NAVIGATOR)),
            "C-014 records with Inspector B now has you leading.",
        ),
    ],
)
def test_that_a_change_is_told_in_plain_words(after: Slot | None, line: str):
    assert line_for(MALIK.person_id, only_change(after)) == line


def test_that_of_two_substitutes_both_hear_and_so_do_the_others():
    change = only_change(replace(SESSION, parts=(INSPECTOR_B, ADEYEMI, NAVIGATOR)))

    assert slips_of([change]) == (
        Slip(
            1,
            "Inspector B",
            (f"{AT_NINE}C-014 records with Inspector B is now with J. Adeyemi instead of R. Malik.",),
            at(9, 30),
            Side.INSPECTORATE,
        ),
        Slip(
            4,
            "J. Adeyemi",
            (f"Added: {AS_WAS}; you attend. You take the place of R. Malik.",),
            at(9, 30),
        ),
        Slip(
            3,
            "R. Malik",
            (f"Stood down: {AS_WAS}. J. Adeyemi takes your place.",),
            at(9, 30),
        ),
        Slip(
            5,
            "S. Khan",
            (f"{AT_NINE}C-014 records with Inspector B is now with J. Adeyemi instead of R. Malik.",),
            at(9, 30),
        ),
    )


def test_that_a_slip_says_all_changes_of_a_person_in_order_of_time():
    later = replace(SESSION, uid="s2", starts_at=at(14), ends_at=at(15), case_code="C-020", parts=(MALIK,))

    (slip,) = (
        slip for slip in slips_of(changes_between([SESSION, later], [moved()])) if slip.name == "R. Malik"
    )

    assert slip.text == (
        "Thu 3 Dec: C-014 records with Inspector B moves from 09:30 to 11:00, Room 2.\n"
        "Stood down: C-020 records, Thursday 3 December 14:00 to 15:00, Room 2."
    )


def test_that_nobody_hears_of_what_is_over():
    assert slips_of([only_change(moved())], now=at(12)) == ()
    assert len(slips_of([only_change(moved())], now=at(11, 59))) == 3


def test_that_a_reinstated_slot_is_on_again():
    change = only_change(SESSION, replace(SESSION, status=SlotStatus.CANCELLED))

    assert change.sentence == (
        "C-014 records with Inspector B, Thursday 3 December 09:30 to 10:30, Room 2, is on again"
    )
    assert line_for(3, change) == (
        "On again: C-014 records with Inspector B, Thursday 3 December 09:30 to 10:30, Room 2; you attend."
    )


def test_that_the_told_board_puts_the_near_and_not_confirmed_first():
    def telling(id_: int, state: TellingState, hour: int, day: date = THURSDAY) -> Telling:
        return Telling(id_, 4, id_, f"Person {id_}", state, (), at(hour, day=day))

    confirmed = telling(1, TellingState.CONFIRMED, 8)
    near = telling(2, TellingState.SENT, 9)
    later = telling(3, TellingState.PREPARED, 9, FRIDAY)

    assert urgent_first([confirmed, later, near]) == (near, later, confirmed)
    evening = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
    assert [each.is_near(evening) for each in (near, later, confirmed)] == [True, False, False]


def test_that_the_impact_names_whoever_has_gone_home_or_is_away():
    changes = changes_between([SESSION], [moved()])
    people = {
        3: Person(3, "Rashida Malik", Side.AUTHORITY, works_until=time(17)),
        5: Person(5, "Sam Khan", Side.AUTHORITY, works_until=time(19)),
    }
    leave = Absence(1, 5, AbsenceKind.LEAVE, at(0), at(23, day=FRIDAY))

    impact = impact_of(
        changes,
        slips_of(changes),
        issue_number=4,
        people=people,
        absences=[leave],
        clashes=(),
        now=datetime(2026, 12, 2, 18, 40, tzinfo=UTC),
    )

    assert impact.gone_home == ("R. Malik (finished at 17:00)", "S. Khan (leave until Fri 4 Dec)")
    assert (impact.issue_number, impact.people_to_tell, impact.changes) == (4, 3, changes)
