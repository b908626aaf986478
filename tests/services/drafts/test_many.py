"""Moving, copying and cancelling many slots at once: one deed each, all or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import PartKind, SlotStatus
from ilacs_desktop.domain.timetable.moves import SlotMove


def test_that_many_move_in_one_deed_in_the_order_asked_for(draft: Any) -> None:
    draft.add()
    draft.add(11, uid="s2")
    before = draft.slots()

    moved = draft.timetable.move_many(
        draft.id,
        [
            SlotMove("s2", draft.at(14), draft.at(15), place_id=None, parts=[(draft.malik, PartKind.LEADS)]),
            SlotMove("s1", draft.at(10), draft.at(10, 45)),
        ],
    )

    assert [(slot.uid, slot.starts_at, slot.minutes, slot.place_id) for slot in moved] == [
        ("s2", draft.at(14), 60, None),
        ("s1", draft.at(10), 45, draft.room_2),
    ]
    assert [part.name for part in moved[0].parts] == ["R. Malik"]
    assert draft.undo() == "Move 2 slots"
    assert draft.slots() == before


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda d: d.timetable.move_many(d.id, [SlotMove("s1", d.at(14), d.at(15)),
                                                SlotMove("shut", d.at(14), d.at(15))]), "is locked"),
        (lambda d: d.timetable.move_many(d.id, [SlotMove("s1", d.at(14), d.at(15)),
                                                SlotMove("s1", d.at(15), d.at(16))]), "named twice"),
        (lambda d: d.timetable.move_many(d.id, [SlotMove("s1", d.at(14), d.at(13))]), "ends before it starts"),
        (lambda d: d.timetable.move_many(d.id, []), "No slot was chosen"),
        (lambda d: d.timetable.cancel_many(d.id, ["s1", "shut"]), "is locked"),
        (lambda d: d.timetable.cancel_many(d.id, ()), "No slot was chosen"),
        (lambda d: d.timetable.copy(d.id, ["s1", "gone"]), "not in the draft"),
        (lambda d: d.timetable.copy(d.id, ["s1"], minutes_later=840), "ends on the day it starts"),
        (lambda d: d.timetable.copy(d.id, []), "No slot was chosen"),
    ],
)  # fmt: skip
def test_that_what_is_refused_for_one_is_done_for_none(draft: Any, deed: Any, words: str) -> None:
    draft.add()
    draft.add(11, uid="shut")
    draft.timetable.lock(draft.id, "shut")
    before, last = draft.slots(), draft.timetable.journal.next_undo(draft.id)

    with pytest.raises(Explained, match=words):
        deed(draft)

    assert draft.slots() == before
    assert draft.timetable.journal.next_undo(draft.id) == last


def test_that_a_copy_is_planned_unlocked_and_the_same_in_everything_else(draft: Any) -> None:
    draft.add(note="ring first", enquiries=("K-03",))
    draft.timetable.mark(draft.id, "s1", SlotStatus.STARTED)
    draft.timetable.lock(draft.id, "s1")
    (original,) = draft.slots()

    (copy,) = draft.timetable.copy(draft.id, ["s1"], minutes_later=90)

    assert replace(copy, id=0, version=0) == replace(
        original,
        uid=copy.uid,
        starts_at=draft.at(11),
        ends_at=draft.at(12),
        status=SlotStatus.PLANNED,
        locked=False,
        started_at=None,
        late_minutes=0,
    )
    assert copy.uid != "s1"


def test_that_a_copy_to_another_day_keeps_its_london_time_across_the_clock_change(draft: Any) -> None:
    draft.add(starts_at=draft.at(9, 30, date(2027, 3, 26)))

    (copy,) = draft.timetable.copy(draft.id, ["s1"], to_day=date(2027, 3, 29))

    assert (copy.starts_at, copy.minutes) == (draft.at(9, 30, date(2027, 3, 29)), 60)


def test_that_a_copy_may_go_to_other_people_and_another_place(draft: Any) -> None:
    draft.add()

    (copy,) = draft.timetable.copy_to(
        draft.id,
        [
            SlotMove(
                "s1",
                draft.at(14),
                draft.at(15),
                draft.room_4,
                [(draft.other_inspector, PartKind.LEADS)],
            )
        ],
    )

    assert (copy.place, [part.name for part in copy.parts]) == ("Room 4", ["Inspector C"])
    assert draft.undo() == "Add C-014 records at 14:00"
