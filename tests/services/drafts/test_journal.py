"""Undo, redo and the history of a slot, on a real store."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import AgendaItem
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.moves import SlotMove
from ilacs_desktop.services.timetable import Timetable, add_within, change_within, journal, recording
from ilacs_desktop.store.ledger import AuditEntryRecord
from ilacs_desktop.store.people import PersonRecord
from ilacs_desktop.store.timetable import DraftDeedRecord, SlotEditRecord, SlotPartRecord, SlotRecord

EDITS = ("add", "move", "change", "crew", "cancel", "reinstate", "lock", "mark", "many", "copy", "note")


def do(draft: Any, kind: str, dice: random.Random) -> None:
    """One edit of ``kind`` on any slot; what the draft refuses is no edit."""
    slots = draft.slots()
    slot = dice.choice(slots) if slots else None
    at = draft.at(dice.randint(8, 15), dice.choice((0, 15, 30)))
    crew = dice.sample(
        [draft.inspector, draft.other_inspector, draft.malik, draft.adeyemi], dice.randint(0, 4)
    )
    parts = [(person, dice.choice(list(PartKind))) for person in crew]
    timetable, number = draft.timetable, draft.id
    if kind == "add" or slot is None:
        draft.add(starts_at=at, uid=f"s{len(slots)}-{dice.random()}", parts=parts)
        return
    uid, everyone = slot.uid, [each.uid for each in slots]
    deeds = {
        "move": lambda: timetable.move(number, uid, starts_at=at, place_id=dice.choice((None, draft.room_4))),
        "change": lambda: timetable.change(number, uid, purpose=f"p{dice.random()}", enquiries=("K-03",)),
        "crew": lambda: timetable.change(number, uid, parts=parts),
        "cancel": lambda: timetable.cancel(number, uid, reason="court"),
        "reinstate": lambda: timetable.reinstate(number, uid),
        "lock": lambda: timetable.lock(number, uid, locked=not slot.locked),
        "mark": lambda: timetable.mark(number, uid, dice.choice(list(SlotStatus)), reason="ill"),
        "many": lambda: timetable.move_many(
            number, [SlotMove(each, at, at + timedelta(minutes=45)) for each in everyone]
        ),
        "copy": lambda: timetable.copy(number, everyone[:2], minutes_later=15),
        "note": lambda: timetable.change(number, uid, note=f"n{dice.random()}"),
    }
    try:
        deeds[kind]()
    except Explained:
        return


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(kinds=st.lists(st.sampled_from(EDITS), min_size=1, max_size=6), dice=st.randoms(use_true_random=False))
def test_that_edits_undone_give_the_first_draft_and_redone_the_last(
    draft: Any, kinds: list[str], dice: random.Random
) -> None:
    at_hand = draft.another()
    at_hand.add(uid="first")
    at_hand.add(11, uid="second")
    stages = [at_hand.slots()]
    for kind in kinds:
        do(at_hand, kind, dice)
        after = at_hand.slots()
        if after != stages[-1]:
            stages.append(after)

    back = []
    for _ in stages[1:]:
        at_hand.undo()
        back.append(at_hand.slots())
    forth = []
    for _ in stages[1:]:
        at_hand.redo()
        forth.append(at_hand.slots())

    assert back == stages[-2::-1]
    assert forth == stages[1:]
    assert at_hand.timetable.journal.next_redo(at_hand.id) is None


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda d: d.move(11), "Move C-014 records to 11:00"),
        (lambda d: d.timetable.move(d.id, "s1", starts_at=d.at(9, 0, d.at(9).date() + timedelta(1))),
         "Move C-014 records to Fri 4 Dec 09:00"),
        (lambda d: d.timetable.move(d.id, "s1", starts_at=d.at(9, 30), ends_at=d.at(11)),
         "Let C-014 records end at 11:00"),
        (lambda d: d.timetable.change(d.id, "s1", place_id=d.room_4),
         "Move C-014 records to Room 4, Castle House"),
        (lambda d: d.timetable.change(d.id, "s1", place_id=None), "Take C-014 records out of its place"),
        (lambda d: d.timetable.change(d.id, "s1", parts=[]), "Change who is in C-014 records"),
        (lambda d: d.timetable.change(d.id, "s1", purpose="tea"), "Rename C-014 records to tea"),
        (lambda d: d.timetable.change(d.id, "s1", note="ring"), "Change the note of C-014 records"),
        (lambda d: d.timetable.change(d.id, "s1", enquiries=["K-03"]), "Change C-014 records"),
        (lambda d: d.timetable.lock(d.id, "s1"), "Lock C-014 records"),
        (lambda d: d.timetable.cancel(d.id, "s1", reason="court"), "Cancel C-014 records"),
        (lambda d: d.timetable.mark(d.id, "s1", SlotStatus.DID_NOT_HAPPEN, reason="worker ill"),
         "Mark C-014 records: did not happen: worker ill"),
        (lambda d: d.timetable.copy(d.id, ["s1"], minutes_later=60), "Add C-014 records at 10:30"),
        (lambda d: d.timetable.cancel_many(d.id, ["s1", "s2"]), "Cancel 2 slots"),
    ],
)  # fmt: skip
def test_that_an_edit_says_itself(draft: Any, edit: Any, said: str) -> None:
    draft.add()
    draft.add(13, uid="s2")
    before = draft.slots()
    edit(draft)

    deed = draft.timetable.journal.next_undo(draft.id)

    assert (deed.said, deed.done_by, deed.is_undone) == (said, "K. Boyle", False)
    assert draft.undo() == said
    assert draft.slots() == before
    assert draft.timetable.journal.next_redo(draft.id).said == said


def test_that_a_new_edit_drops_what_could_be_redone(draft: Any) -> None:
    draft.add()
    draft.move(11)
    draft.undo()

    draft.move(14)

    assert draft.timetable.journal.next_redo(draft.id) is None
    with pytest.raises(Explained, match="nothing to redo"):
        draft.redo()
    assert [draft.undo(), draft.undo()] == ["Move C-014 records to 14:00", "Add C-014 records at 09:30"]
    with pytest.raises(Explained, match="nothing to undo"):
        draft.undo()


def test_that_a_refused_edit_and_one_that_changes_nothing_leave_no_trace(draft: Any) -> None:
    draft.add()
    draft.move(9, 30)
    with pytest.raises(Explained, match="ends before it starts"):
        draft.timetable.move(draft.id, "s1", starts_at=draft.at(11), ends_at=draft.at(10))
    with pytest.raises(Explained, match="not in the draft"):
        draft.timetable.cancel_many(draft.id, ["s1", "nowhere"])

    assert draft.undo() == "Add C-014 records at 09:30"
    assert draft.slots() == []


def test_that_one_outer_deed_is_one_edit_whoever_makes_it(draft: Any) -> None:
    draft.add()
    before = draft.slots()
    with draft.store.working("Re-plan the day") as session:
        draft.move(11)
        draft.timetable.change(draft.id, "s1", parts=[(draft.adeyemi, PartKind.ATTENDS)])
        change_within(session, draft.id, "s1", note="new")
        add_within(
            session,
            draft.id,
            starts_at=draft.at(14),
            ends_at=draft.at(15),
            purpose="tea",
            kind=SlotKind.MEETING,
            uid="s2",
        )
    after = draft.slots()

    assert draft.undo() == "Re-plan the day"
    assert draft.slots() == before
    assert draft.redo() == "Re-plan the day"
    assert draft.slots() == after


def test_that_a_deed_may_be_named_by_the_outermost_who_says_it(draft: Any) -> None:
    draft.add()
    with draft.store.working("x") as session, recording(session, draft.id, "Follow proposal 2"):
        with recording(session, draft.id, "something within"):
            draft.move(11)
        draft.timetable.lock(draft.id, "s1")

    assert draft.undo() == "Follow proposal 2"


def test_that_a_first_draft_and_a_roll_back_are_one_edit_each(draft: Any) -> None:
    items = [AgendaItem(draft.at(9), draft.at(10), f"opening {n}", "meeting", ()) for n in range(3)]
    draft.timetable.add_first_draft(draft.id, items)
    draft.timetable.issue(draft.id)
    first = draft.slots()
    draft.timetable.cancel_many(draft.id, [slot.uid for slot in first])

    assert draft.timetable.roll_back(draft.id, 1) == 3
    assert draft.slots() == first
    assert [draft.undo(), draft.undo(), draft.undo()] == [
        "Roll the draft back to issue 1",
        "Cancel 3 slots",
        "Make the first timetable",
    ]
    assert draft.slots() == []
    assert len(draft.timetable.issue_numbered(draft.id, 1).slots) == 3


def test_that_undo_lives_through_a_restart_and_keeps_to_its_inspection(draft: Any, clock: Any) -> None:
    other = draft.another()
    draft.add()
    other.add(uid="elsewhere")
    again = replace(draft, timetable=Timetable(draft.store, clock))

    assert again.undo() == "Add C-014 records at 09:30"
    assert (again.slots(), len(other.slots())) == ([], 1)


def test_that_what_was_changed_without_a_record_is_not_undone(draft: Any) -> None:
    draft.add()
    draft.move(11)
    with draft.store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE slots SET purpose = 'other' WHERE uid = 's1'"))
    before = draft.slots()

    with pytest.raises(Explained) as refusal:
        draft.undo()

    assert str(refusal.value).startswith(
        "“C-014 other” has been changed since in a way that was not recorded, so “Move C-014 records to 11:00”"
    )
    assert draft.slots() == before
    assert draft.timetable.journal.next_undo(draft.id).said == "Move C-014 records to 11:00"


def test_that_undo_never_brings_back_what_has_been_deleted(draft: Any) -> None:
    draft.add(parts=[(draft.malik, PartKind.ATTENDS)])
    draft.timetable.change(draft.id, "s1", parts=[], place_id=None)
    with draft.store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DELETE FROM people WHERE id = :who"), {"who": draft.malik})
    before = draft.slots()

    with pytest.raises(Explained, match="a person it would bring back has been deleted"):
        draft.undo()

    assert draft.slots() == before


def test_that_a_person_off_the_list_comes_back_with_a_remark(draft: Any) -> None:
    draft.add()
    before = draft.slots()
    draft.timetable.change(draft.id, "s1", parts=[(draft.inspector, PartKind.LEADS)])
    with draft.store.working("Take a person off the list") as session:
        session.get(PersonRecord, draft.malik).is_active = False

    deed = draft.timetable.journal.undo(draft.id)

    assert deed.remark == "R. Malik is no longer on the list of people."
    assert draft.slots() == before
    assert any("off the list of people" in clash.sentence for clash in draft.timetable.clashes(draft.id))


def test_that_only_the_newest_edits_can_be_undone(draft: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "UNDOABLE", 3)
    draft.add()
    for hour in (10, 11, 12):
        draft.move(hour)

    assert [draft.undo() for _ in range(3)] == [f"Move C-014 records to {hour}:00" for hour in (12, 11, 10)]
    with pytest.raises(Explained, match="nothing to undo"):
        draft.undo()
    assert len(draft.timetable.journal.history(draft.id, "s1")) == 4


def test_that_recording_an_edit_does_not_read_the_draft(draft: Any) -> None:
    def statements(hour: int) -> int:
        counted: list[int] = []

        def count(*_: Any) -> None:
            counted.append(1)

        event.listen(draft.store.engine, "before_cursor_execute", count)
        draft.move(hour)
        event.remove(draft.store.engine, "before_cursor_execute", count)
        return len(counted)

    draft.add()
    few = statements(11)
    for number in range(12):
        draft.add(8, number, uid=f"more{number}")
    many = statements(12)

    assert many == few
    with draft.store.reading() as session:
        assert session.query(SlotEditRecord).count() == session.query(DraftDeedRecord).count() == 15


def test_that_undoing_is_audited_by_its_name(draft: Any) -> None:
    draft.add()
    draft.move(11)
    draft.undo()

    with draft.store.reading() as session:
        deeds = list(session.scalars(select(AuditEntryRecord.deed).order_by(AuditEntryRecord.sequence)))

    assert deeds[-1] == "Undo: Move C-014 records to 11:00"


def test_that_the_order_of_people_is_restored_too(draft: Any) -> None:
    draft.add()
    before = draft.slots()
    draft.timetable.change(draft.id, "s1", parts=[(draft.malik, PartKind.LEADS)])
    draft.timetable.change(
        draft.id, "s1", parts=[(draft.adeyemi, PartKind.OPTIONAL), (draft.inspector, PartKind.LEADS)]
    )

    draft.undo()
    draft.undo()

    assert draft.slots() == before
    with draft.store.reading() as session:
        assert session.query(SlotPartRecord).count() == 2
        assert session.query(SlotRecord).count() == 1


# History


def test_that_the_history_of_a_slot_tells_each_edit_and_its_issues(draft: Any, clock: Any) -> None:
    def later() -> None:
        clock.now += timedelta(minutes=10)

    draft.add()
    later()
    draft.timetable.issue(draft.id)
    later()
    draft.move(11)
    later()
    draft.timetable.issue(draft.id)
    later()
    draft.add(14, uid="s2")
    draft.timetable.issue(draft.id)
    later()
    draft.timetable.change(draft.id, "s1", parts=[(draft.inspector, PartKind.ATTENDS)], place_id=draft.room_4)
    draft.timetable.cancel(draft.id, "s1", reason="court")
    draft.undo()

    assert [event.line for event in draft.timetable.journal.history(draft.id, "s1")] == [
        "added at 09:30, Thu 3 Dec, Room 2 by K. Boyle, Wed 2 Dec 18:40; issued in 1",
        "moved 09:30 → 11:00 by K. Boyle, Wed 2 Dec 19:00; issued in 2, 3",
        (
            "place Room 2 → Room 4, Castle House, R. Malik left, Inspector B now attends"
            " by K. Boyle, Wed 2 Dec 19:30"
        ),
        "cancelled: court (undone) by K. Boyle, Wed 2 Dec 19:30",
    ]


def test_that_a_slot_of_before_the_journal_still_tells_its_issues(draft: Any, clock: Any) -> None:
    draft.add()
    draft.timetable.issue(draft.id)
    draft.add(14, uid="s2")
    draft.timetable.issue(draft.id)
    with draft.store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DELETE FROM slot_edits"))
        connection.execute(text("DELETE FROM draft_deeds"))

    lines = [event.line for event in draft.timetable.journal.history(draft.id, "s1")]

    assert lines == ["issued in 1, 2 by K. Boyle, Wed 2 Dec 18:40"]


def test_that_history_takes_the_same_queries_however_long_it_is(draft: Any) -> None:
    def queries() -> int:
        counted: list[str] = []

        def count(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            counted.append(statement)

        event.listen(draft.store.engine, "before_cursor_execute", count)
        draft.timetable.journal.history(draft.id, "s1")
        event.remove(draft.store.engine, "before_cursor_execute", count)
        return len(counted)

    draft.add()
    few = queries()
    for hour in (10, 11, 12, 13):
        draft.move(hour)
        draft.timetable.issue(draft.id)

    assert queries() == few
    with pytest.raises(Explained, match="not in the draft"):
        draft.timetable.journal.history(draft.id, "nowhere")
