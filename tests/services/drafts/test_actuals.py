"""What became of a slot on the day, and the rest of a lane when one runs late."""

from __future__ import annotations

from typing import Any

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.moves import SlotMove


def test_that_a_slot_starts_late_ends_and_says_so(draft: Any, clock: Any) -> None:
    draft.add()
    actuals = draft.timetable.actuals
    clock.now = draft.at(9, 50)
    started = actuals.start(draft.id, "s1")
    clock.now = draft.at(10, 50)
    ended = actuals.end(draft.id, "s1")
    back = actuals.take_back(draft.id, "s1")

    assert [slot.outcome for slot in (started, ended, back)] == [
        "started 09:50, 20 min late",
        "ran over 20 min",
        "",
    ]
    assert (ended.started_at, ended.ended_at, back.started_at) == (draft.at(9, 50), draft.at(10, 50), None)
    assert (back.status, back.late_minutes) == (SlotStatus.PLANNED, 0)


@pytest.mark.parametrize(
    ("started", "noted", "outcome"),
    [
        (None, (18, 40), "ended 10:30"),  # in the evening: it took place
        (None, (10, 20), "ended 10:20"),
        ((9, 30), (10, 35), "ran over 5 min"),
        ((9, 30), (18, 40), "ended 10:30"),  # forgotten
    ],
)
def test_that_an_end_noted_after_the_fact_is_the_planned_one(
    draft: Any, clock: Any, started: Any, noted: Any, outcome: str
) -> None:
    draft.add()
    if started:
        clock.now = draft.at(*started)
        draft.timetable.actuals.start(draft.id, "s1")
    clock.now = draft.at(*noted)

    assert draft.timetable.actuals.end(draft.id, "s1").outcome == outcome


def test_that_it_ran_over_by_so_much_or_until_now(draft: Any, clock: Any) -> None:
    draft.add()
    assert draft.timetable.actuals.ran_over(draft.id, "s1", 20).outcome == "ran over 20 min"
    clock.now = draft.at(10, 42)
    assert draft.timetable.actuals.ran_over(draft.id, "s1").outcome == "ran over 12 min"
    for now, minutes, words in (
        (draft.at(9), None, "not running over now"),
        (draft.at(9), 0, "cannot run over by 0 minutes"),
        (draft.at(9), 999, "cannot run over by 999 minutes"),
    ):
        clock.now = now
        with pytest.raises(Explained, match=words):
            draft.timetable.actuals.ran_over(draft.id, "s1", minutes)


def test_that_a_slot_fell_through_and_keeps_why(draft: Any) -> None:
    draft.add()
    actuals = draft.timetable.actuals

    with pytest.raises(Explained, match="Say why"):
        actuals.did_not_happen(draft.id, "s1", "  ")
    missed = actuals.did_not_happen(draft.id, "s1", "worker ill")
    elsewhere = actuals.went_elsewhere(draft.id, "s1", "the front door")
    unknown = actuals.went_elsewhere(draft.id, "s1")

    assert [slot.outcome for slot in (missed, elsewhere, unknown)] == [
        "did not happen: worker ill",
        "inspector went elsewhere: the front door",
        "inspector went elsewhere",
    ]
    assert not unknown.takes_time
    assert draft.undo() == "Mark C-014 records: inspector went elsewhere"
    draft.undo()
    draft.undo()
    assert draft.slots()[0].outcome == ""


def test_that_nothing_becomes_of_a_cancelled_slot(draft: Any) -> None:
    draft.add()
    draft.timetable.cancel(draft.id, "s1", reason="court")
    actuals = draft.timetable.actuals

    for deed in (actuals.start, actuals.end, actuals.went_elsewhere, actuals.take_back):
        with pytest.raises(Explained, match="is cancelled"):
            deed(draft.id, "s1")
    assert draft.slots()[0].outcome == "cancelled: court"


def test_that_a_late_lane_is_previewed_then_shifted_as_one_edit(draft: Any) -> None:
    draft.add()
    draft.add(10, 30, uid="s2")
    draft.add(12, 0, uid="s3")
    draft.add(10, 30, uid="other", parts=[(draft.other_inspector, PartKind.LEADS)], place_id=draft.room_4)
    before = draft.slots()

    late = draft.timetable.actuals.late(draft.id, "s1", 20)
    assert draft.slots() == before
    moved = draft.timetable.actuals.shift(draft.id, late)

    assert late.moves == (
        SlotMove("s1", draft.at(9, 50), draft.at(10, 50)),
        SlotMove("s2", draft.at(10, 50), draft.at(11, 50)),
    )
    assert (late.stops_at, late.sentence) == (
        draft.at(12),
        "2 slots move 20 min later; back on time at 12:00.",
    )
    assert [(slot.uid, slot.starts_at) for slot in moved] == [
        ("s1", draft.at(9, 50)),
        ("s2", draft.at(10, 50)),
    ]
    assert draft.undo() == "Run 20 min late from C-014 records"
    assert draft.slots() == before


def test_that_a_lane_may_be_a_place_or_another_person(draft: Any) -> None:
    draft.add()
    draft.add(10, 30, uid="room", parts=[])
    draft.add(10, 30, uid="malik", parts=[(draft.malik, PartKind.LEADS)], place_id=None)
    late = draft.timetable.actuals.late

    assert [move.uid for move in late(draft.id, "s1", 15, place_id=draft.room_2).moves] == ["s1", "room"]
    assert [move.uid for move in late(draft.id, "s1", 15, person_id=draft.malik).moves] == ["s1", "malik"]
    assert [move.uid for move in late(draft.id, "s1", 15).moves] == ["s1"]


def test_that_a_shift_is_refused_when_it_cannot_be_or_the_draft_has_changed(draft: Any) -> None:
    draft.add()
    draft.add(17, 0, uid="last")
    draft.add(12, uid="off", kind=SlotKind.MEETING)
    draft.timetable.cancel(draft.id, "off")
    actuals = draft.timetable.actuals

    past_end = actuals.late(draft.id, "last", 30)
    assert (past_end.is_possible, past_end.sentence) == (
        False,
        (
            "C-014 records would end at 18:30, past the end of the day at 18:00."
            " Nothing was moved: cancel or move a slot first."
        ),
    )
    with pytest.raises(Explained, match="past the end of the day"):
        actuals.shift(draft.id, past_end)
    late = actuals.late(draft.id, "s1", 30)
    draft.add(10, 30, uid="in the way")
    with pytest.raises(Explained, match="has changed since"):
        actuals.shift(draft.id, late)
    with pytest.raises(Explained, match="cannot run late"):
        actuals.late(draft.id, "off", 10)
    for minutes in (0, -5, 241):
        with pytest.raises(Explained, match=f"cannot be shifted by {minutes} minutes"):
            actuals.late(draft.id, "s1", minutes)
