"""Running late: a lane shifts up to what swallows the delay, and no further."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.moments import day_of, moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.late import DAY_ENDS, LONGEST, LateShift, late_shift
from ilacs_desktop.domain.timetable.moves import SlotMove

DAY = date(2026, 12, 3)
MARSH = Part(1, "Inspector B", Side.INSPECTORATE, PartKind.LEADS)
OGDEN = Part(2, "Inspector C", Side.INSPECTORATE, PartKind.LEADS)
MALIK = Part(3, "R. Malik", Side.AUTHORITY, PartKind.ATTENDS)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return moment(day, time(hour, minute))


def slot(uid: str, start: datetime, minutes: int = 60, **more: object) -> Slot:
    given = {"purpose": uid, "kind": SlotKind.MEETING, "parts": (MARSH, MALIK)} | more
    return Slot(uid=uid, starts_at=start, ends_at=start + timedelta(minutes=minutes), **given)  # type: ignore[arg-type]  # facts of a slot


def moved(shift: LateShift) -> list[tuple[str, datetime]]:
    return [(move.uid, move.starts_at) for move in shift.moves]


def test_that_the_lane_shifts_up_to_the_gap_that_swallows_the_delay() -> None:
    day = [
        slot("a", at(9)),
        slot("b", at(10, 10)),
        slot("c", at(11, 30)),
        slot("elsewhere", at(10), parts=(OGDEN,)),
        slot("tomorrow", at(9, day=date(2026, 12, 4))),
    ]

    assert late_shift(day, "a", 20) == LateShift(
        "a",
        20,
        (SlotMove("a", at(9, 20), at(10, 20)), SlotMove("b", at(10, 30), at(11, 30))),
        at(11, 30),
        "2 slots move 20 min later; back on time at 11:30.",
        people=2,
    )


def test_that_lunch_stays_and_is_cut_short() -> None:
    day = [
        slot("a", at(11, 30)),
        slot("lunch", at(12, 30), 45, kind=SlotKind.LOGISTICS),
        slot("b", at(13, 15)),
    ]

    shift = late_shift(day, "a", 20)

    assert (moved(shift), shift.stops_at) == ([("a", at(11, 50))], at(13, 15))
    assert shift.sentence == "a moves 20 min later; back on time at 13:15. lunch at 12:30 is 20 min shorter."


def test_that_a_lunch_shorter_than_the_delay_does_not_swallow_it() -> None:
    day = [
        slot("a", at(11, 30)),
        slot("lunch", at(12, 30), 30, kind=SlotKind.LOGISTICS),
        slot("b", at(13)),
        slot("c", at(15)),
    ]

    shift = late_shift(day, "a", 60)

    assert moved(shift) == [("a", at(12, 30)), ("b", at(14))]
    assert (shift.stops_at, shift.overlaps) == (at(15), ("lunch at 12:30 is 30 min shorter",))


def test_that_a_locked_slot_stays_and_the_overlap_is_said() -> None:
    day = [slot("a", at(9)), slot("fixed", at(10), locked=True), slot("b", at(11))]

    shift = late_shift(day, "a", 20)

    assert moved(shift) == [("a", at(9, 20))]
    assert shift.overlaps == ("fixed at 10:00 is locked and overlaps by 20 min",)


def test_that_one_that_has_begun_stays_and_what_follows_moves() -> None:
    day = [
        slot("a", at(9), status=SlotStatus.STARTED),
        slot("gone", at(10), status=SlotStatus.CANCELLED),
        slot("missed", at(10), status=SlotStatus.DID_NOT_HAPPEN),
        slot("b", at(10)),
    ]

    assert moved(late_shift(day, "a", 15)) == [("b", at(10, 15))]
    assert late_shift(day[:1], "a", 15).sentence == "Nothing has to move."


def test_that_nothing_moves_past_the_end_of_the_day() -> None:
    day = [slot("a", at(16)), slot("b", at(17))]

    shift = late_shift(day, "a", 30)

    assert (shift.moves, shift.is_possible) == ((), False)
    assert shift.sentence.startswith("b would end at 18:30, past the end of the day at 18:00.")
    assert moved(late_shift([*day, slot("late", at(19))], "a", 30)) == [("a", at(16, 30)), ("b", at(17, 30))]


def test_that_without_an_inspector_the_lane_is_everyone_in_the_slot() -> None:
    day = [
        slot("a", at(9), parts=(MALIK,)),
        slot("b", at(10), parts=(MARSH, MALIK)),
        slot("c", at(10), parts=()),
    ]

    assert moved(late_shift(day, "a", 15)) == [("a", at(9, 15)), ("b", at(10, 15))]


def test_that_an_unknown_slot_and_an_impossible_delay_are_faults() -> None:
    with pytest.raises(ValueError, match="there is no slot"):
        late_shift([], "a", 10)
    for minutes in (0, -1, LONGEST + 1):
        with pytest.raises(ValueError, match="is no delay"):
            late_shift([slot("a", at(9))], "a", minutes)


@st.composite
def days(draw: st.DrawFn) -> list[Slot]:
    """A day of up to ten slots in two lanes and out of them, some of them fixed."""
    slots = []
    for number in range(draw(st.integers(1, 10))):
        start = at(8) + timedelta(minutes=15 * draw(st.integers(0, 34)))
        slots.append(
            slot(
                f"s{number}",
                start,
                draw(st.sampled_from((15, 30, 45, 60, 90))),
                kind=draw(st.sampled_from((SlotKind.MEETING, SlotKind.MEETING, SlotKind.LOGISTICS))),
                parts=draw(st.sampled_from(((MARSH,), (MARSH, MALIK), (OGDEN,), (MALIK,), ()))),
                status=draw(st.sampled_from((SlotStatus.PLANNED,) * 4 + tuple(SlotStatus))),
                locked=draw(st.sampled_from((False, False, False, True))),
            )
        )
    return slots


@given(days(), st.integers(1, LONGEST))
def test_that_only_the_loose_slots_of_the_lane_move_all_by_the_same_and_keep_their_length(
    day: list[Slot], minutes: int
) -> None:
    late = day[0]
    shift = late_shift(day, late.uid, minutes)
    by_uid = {each.uid: each for each in day}
    lane = {part.person_id for part in late.inspectors or late.parts}

    for move in shift.moves:
        was = by_uid[move.uid]
        assert move.starts_at - was.starts_at == move.ends_at - was.ends_at == timedelta(minutes=minutes)
        assert not was.is_fixed
        assert was.takes_time or was is late
        assert was is late or was.kind is not SlotKind.LOGISTICS
        assert was is late or lane & {part.person_id for part in was.parts}
        assert day_of(move.ends_at) == DAY
    lane_ends = max(each.ends_at for each in day)
    assert all(move.ends_at <= max(at(DAY_ENDS.hour), lane_ends) for move in shift.moves)
    assert len({move.uid for move in shift.moves}) == len(shift.moves)
    assert shift.sentence.endswith(".")


@given(days(), st.integers(1, 90))
def test_that_a_lane_without_overlaps_has_no_new_ones_but_with_what_stays(
    day: list[Slot], minutes: int
) -> None:
    lane: list[Slot] = []
    for each in sorted(day, key=lambda each: (each.starts_at, each.uid)):
        if not lane or each.starts_at >= lane[-1].ends_at:
            lane.append(replace(each, parts=(MARSH,), status=SlotStatus.PLANNED))
    shift = late_shift(lane, lane[0].uid, minutes)
    spans = {move.uid: move for move in shift.moves}

    after = [(spans.get(each.uid, each), each) for each in lane]
    clashing = [
        later for (one, _), (two, later) in zip(after, after[1:], strict=False) if two.starts_at < one.ends_at
    ]

    assert all(each.is_fixed or each.kind is SlotKind.LOGISTICS for each in clashing)
    assert len(clashing) <= len(shift.overlaps)


@given(days(), st.integers(1, 90))
def test_that_the_order_of_the_slots_is_of_no_account(day: list[Slot], minutes: int) -> None:
    assert late_shift(day[::-1], day[0].uid, minutes) == late_shift(day, day[0].uid, minutes)
