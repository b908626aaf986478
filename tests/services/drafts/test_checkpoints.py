"""Named states of the draft, and going back to them and to issues."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import ChangeKind, PartKind, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.journal import Checkpoint, Restored
from ilacs_desktop.store.ledger import AuditEntryRecord, verify

EVENING = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)


def three_slots(draft: Any) -> None:
    draft.add(note="ring first")
    draft.add(11, uid="s2", case_code="C-020")
    draft.add(14, uid="quiet", kind=SlotKind.BLOCKER, purpose="hold", case_code="")


def test_that_a_checkpoint_keeps_the_draft_by_name(draft: Any) -> None:
    three_slots(draft)
    kept = draft.timetable.checkpoints.keep(draft.id, "  Before  lunch ")
    held = draft.slots()
    draft.move(15)

    assert kept == Checkpoint(kept.id, "Before lunch", EVENING, "K. Boyle", 3)
    assert draft.timetable.checkpoints.all(draft.id) == (kept,)
    assert list(draft.timetable.checkpoints.slots(kept.id)) == held


def test_that_a_checkpoint_is_compared_with_the_draft(draft: Any) -> None:
    three_slots(draft)
    kept = draft.timetable.checkpoints.keep(draft.id, "A")
    draft.move(15)
    draft.timetable.cancel(draft.id, "s2")
    draft.add(16, uid="new")
    draft.add(16, uid="never told")
    draft.timetable.cancel(draft.id, "never told")
    draft.timetable.move(draft.id, "quiet", starts_at=draft.at(8))

    changes = {change.uid: change.kinds for change in draft.timetable.checkpoints.changes(draft.id, kept.id)}

    assert changes == {
        "s1": (ChangeKind.RETIMED,),
        "s2": (ChangeKind.CANCELLED,),
        "new": (ChangeKind.ADDED,),
        "quiet": (ChangeKind.RETIMED,),
    }


def test_that_restoring_a_checkpoint_is_one_edit_and_leaves_what_is_locked_or_begun(draft: Any) -> None:
    three_slots(draft)
    draft.add(12, uid="lunch", purpose="Lunch", case_code="", kind=SlotKind.LOGISTICS)
    kept = draft.timetable.checkpoints.keep(draft.id, "A")
    at_first = {slot.uid: slot for slot in draft.slots()}
    draft.timetable.change(
        draft.id, "s1", note="", purpose="other", parts=[(draft.adeyemi, PartKind.ATTENDS)]
    )
    draft.move(15)
    draft.timetable.move(draft.id, "s2", starts_at=draft.at(15))
    draft.timetable.mark(draft.id, "s2", SlotStatus.STARTED)
    draft.timetable.move(draft.id, "lunch", starts_at=draft.at(13))
    draft.timetable.lock(draft.id, "lunch")
    draft.add(16, uid="later")
    before = {slot.uid: slot for slot in draft.slots()}

    restored = draft.timetable.checkpoints.restore(draft.id, kept.id)

    after = {slot.uid: slot for slot in draft.slots()}
    assert restored == Restored(2, ("C-020 records", "Lunch"))
    assert restored.sentence == (
        "2 slots are as they were. 2 stay as they are, locked or begun: C-020 records and Lunch."
    )
    assert after == before | {
        "s1": at_first["s1"],
        "later": replace(before["later"], status=SlotStatus.CANCELLED),
    }
    assert draft.undo() == "Restore the checkpoint “A”"
    assert {slot.uid: slot for slot in draft.slots()} == before


def test_that_restoring_puts_back_what_undo_had_taken_out(draft: Any) -> None:
    draft.add()
    kept = draft.timetable.checkpoints.keep(draft.id, "A")
    before = draft.slots()
    draft.undo()

    assert draft.timetable.checkpoints.restore(draft.id, kept.id) == Restored(1)
    assert draft.slots() == before
    assert draft.timetable.checkpoints.restore(draft.id, kept.id).sentence == "Nothing had to change."


def test_that_rolling_back_to_an_issue_leaves_blockers_notes_and_what_has_begun(draft: Any) -> None:
    three_slots(draft)
    draft.timetable.issue(draft.id)
    draft.move(15)
    draft.timetable.change(draft.id, "s1", note="new note")
    draft.timetable.mark(draft.id, "s2", SlotStatus.DID_NOT_HAPPEN, reason="ill")
    draft.timetable.move(draft.id, "quiet", starts_at=draft.at(8))
    draft.add(16, uid="later")
    before = {slot.uid: slot for slot in draft.slots()}

    restored = draft.timetable.checkpoints.roll_back(draft.id, 1)

    after = {slot.uid: slot for slot in draft.slots()}
    assert restored == Restored(2, ())
    assert after == before | {
        "s1": replace(before["s1"], starts_at=draft.at(9, 30), ends_at=draft.at(10, 30)),
        "later": replace(before["later"], status=SlotStatus.CANCELLED),
    }
    assert draft.undo() == "Roll the draft back to issue 1"
    assert {slot.uid: slot for slot in draft.slots()} == before


def test_that_bad_names_and_removed_checkpoints_are_refused(draft: Any) -> None:
    kept = draft.timetable.checkpoints.keep(draft.id, "A")

    with pytest.raises(Explained, match="needs a name"):
        draft.timetable.checkpoints.keep(draft.id, "  ")
    with pytest.raises(Explained, match="a checkpoint “a” already"):
        draft.timetable.checkpoints.keep(draft.id, "a")
    with pytest.raises(Explained, match="room for 120 letters"):
        draft.timetable.checkpoints.keep(draft.id, "x" * 121)
    with pytest.raises(Explained, match="has been removed"):
        draft.timetable.checkpoints.restore(draft.another().id, kept.id)
    draft.timetable.checkpoints.remove(draft.id, kept.id)
    draft.timetable.checkpoints.remove(draft.id, kept.id)
    assert draft.timetable.checkpoints.all(draft.id) == ()
    with pytest.raises(Explained, match="has been removed"):
        draft.timetable.checkpoints.changes(draft.id, kept.id)
    with pytest.raises(Explained, match="no issue 4"):
        draft.timetable.checkpoints.roll_back(draft.id, 4)


def test_that_nothing_is_restored_when_a_place_has_been_deleted(draft: Any) -> None:
    draft.add()
    draft.add(15, uid="s2", place_id=None)
    kept = draft.timetable.checkpoints.keep(draft.id, "A")
    draft.timetable.change(draft.id, "s1", place_id=None)
    draft.timetable.move(draft.id, "s2", starts_at=draft.at(16))
    with draft.store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DELETE FROM places WHERE id = :id"), {"id": draft.room_2})
    before = draft.slots()

    with pytest.raises(Explained, match="a place it would bring back has been deleted"):
        draft.timetable.checkpoints.restore(draft.id, kept.id)

    assert draft.slots() == before
    (held, _) = draft.timetable.checkpoints.slots(kept.id)
    assert (held.place, held.minutes) == ("", int(timedelta(hours=1).total_seconds() // 60))


def test_that_the_audit_trail_holds_a_checkpoint_by_its_fingerprint(draft: Any) -> None:
    three_slots(draft)
    kept = draft.timetable.checkpoints.keep(draft.id, "A")
    draft.timetable.checkpoints.remove(draft.id, kept.id)

    with draft.store.reading() as session:
        held = session.execute(
            select(AuditEntryRecord.before, AuditEntryRecord.after)
            .where(AuditEntryRecord.record_table == "checkpoints")
            .order_by(AuditEntryRecord.sequence)
        ).all()
        assert verify(session, draft.store.secret)[1] is None

    (made, gone) = ((entry.after or entry.before)["slots"] for entry in held)
    assert made == gone
    assert set(made) == {"bytes", "sha256"}
