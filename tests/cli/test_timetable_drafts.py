"""``timetable undo``, ``history``, ``checkpoint``, ``mark``, ``late`` and their kin on a whole house."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ilacs_desktop.cli import timetable
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained

Say = Callable[..., str]


@pytest.fixture
def say(house: Any, inspection: Any, person: Any) -> Say:
    """Says a command and gives back what it prints; the draft is empty at first."""
    person("P. Marsh", "inspectorate", known_as="Inspector B")
    person("Rashida Malik")
    house.people.add_place("Room 2", site="Castle House")
    house.timetable.cancel_many(inspection.id, [slot.uid for slot in house.timetable.draft(inspection.id)])
    parser = argparse.ArgumentParser()
    timetable.register(parser.add_subparsers())

    def run(*words: str, as_json: bool = False) -> str:
        args = parser.parse_args(["timetable", *words])
        args.inspection = inspection.id
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return stream.getvalue()

    return run


def added(say: Say, start: str = "09:30", end: str = "10:30", purpose: str = "records") -> str:
    answer = say(
        "add", "--start", f"2026-12-03T{start}", "--end", f"2026-12-03T{end}", "--purpose", purpose,
        "--people", "Inspector B:leads, R. Malik", "--place", "Room 2", as_json=True,
    )  # fmt: skip
    uid: str = json.loads(answer)["uid"]
    return uid


def test_that_edits_are_undone_and_redone(say: Say) -> None:
    uid = added(say)
    say("move", uid, "--start", "2026-12-03T11:00")

    assert say("undo") == "Undone: Move records to 11:00.\n"
    assert json.loads(say("redo", as_json=True)) == {
        "said": "Move records to 11:00",
        "done_at": "2026-12-02T18:40:00+00:00",
        "done_by": "K. Boyle",
        "is_undone": False,
        "slots": [uid],
        "remark": "",
    }
    with pytest.raises(Explained, match="nothing to redo"):
        say("redo")


def test_that_the_history_of_a_slot_is_listed_even_after_it_was_taken_out(say: Say) -> None:
    uid = added(say)
    say("issue")
    say("move", uid, "--start", "2026-12-03T11:00")

    listed = say("history", uid[:6]).splitlines()
    (first, second) = json.loads(say("history", uid, as_json=True))
    say("undo")
    say("undo")

    assert listed[2:] == [
        "Wed 2 Dec 18:40  K. Boyle  added at 09:30, Thu 3 Dec, Room 2, Castle House  1",
        "Wed 2 Dec 18:40  K. Boyle  moved 09:30 → 11:00",
    ]
    assert (first["issues"], second) == (
        [1],
        {
            "at": "2026-12-02T18:40:00+00:00",
            "by": "K. Boyle",
            "sentence": "moved 09:30 → 11:00",
            "issues": [],
            "line": "moved 09:30 → 11:00 by K. Boyle, Wed 2 Dec 18:40",
        },
    )
    assert "(undone)" in say("history", uid)
    with pytest.raises(Explained, match="not in the draft"):
        say("history", "nowhere")


def test_that_checkpoints_are_kept_compared_restored_and_removed(say: Say) -> None:
    uid = added(say)

    assert say("checkpoint") == "There are no checkpoints.\n"
    assert say("checkpoint", "keep", "before lunch").startswith("Kept: before lunch, ")
    say("move", uid, "--start", "2026-12-03T11:00")
    say("lock", added(say, "14:00", "15:00", "tea"))
    assert "moves from 09:30 to 11:00" in say("checkpoint", "diff", "Before Lunch")
    (tea, moved) = sorted(
        json.loads(say("checkpoint", "diff", "before lunch", as_json=True)), key=lambda each: each["kinds"]
    )
    assert (tea["kinds"], moved["kinds"]) == (["added"], ["re-timed"])
    assert json.loads(say("checkpoint", "restore", "before lunch", as_json=True)) == {
        "changed": 1,
        "left": ["tea"],
    }
    assert say("checkpoint", "restore", "before lunch") == (
        "Restored “before lunch”: Nothing had to change. 1 stays as it is, locked or begun: tea.\n"
    )
    assert uid[:8] in say("checkpoint", "show", "before lunch")
    assert [each["name"] for each in json.loads(say("checkpoint", "list", as_json=True))] == ["before lunch"]
    assert say("checkpoint", "remove", "before lunch") == "Removed: before lunch.\n"
    with pytest.raises(Explained, match="no checkpoint “before lunch”"):
        say("checkpoint", "restore", "before lunch")


def test_that_the_draft_goes_back_to_an_issue(say: Say) -> None:
    uid = added(say)
    say("issue")
    say("move", uid, "--start", "2026-12-03T11:00")

    assert say("rollback", "1") == "Back to issue 1: 1 slot is as it was.\n"
    assert say("undo") == "Undone: Roll the draft back to issue 1.\n"
    assert json.loads(say("rollback", "1", as_json=True)) == {"changed": 1, "left": []}


def test_that_slots_are_copied_locked_and_unlocked(say: Say) -> None:
    uid = added(say)

    (copy,) = json.loads(say("copy", uid, "--later", "120", as_json=True))
    assert (copy["starts_at"], [each["name"] for each in copy["people"]]) == (
        "2026-12-03T11:30:00+00:00",
        ["Inspector B", "R. Malik"],
    )
    assert "Fri 4 Dec" in say("copy", uid, "--to", "2026-12-04")
    assert say("lock", uid, copy["uid"]) == "Locked: records, records.\n"
    assert say("undo") == "Undone: Lock 2 slots.\n"
    say("redo")
    unlocked = json.loads(say("unlock", uid, as_json=True))
    assert [slot["locked"] for slot in unlocked["slots"]] == [False]
    with pytest.raises(Explained, match="where the copies go"):
        say("copy", uid)


def test_that_what_became_of_a_slot_is_noted(say: Say, clock: Any) -> None:
    uid = added(say)
    clock.now = datetime(2026, 12, 3, 9, 50, tzinfo=UTC)

    assert say("mark", uid, "started") == "records: started 09:50, 20 min late.\n"
    assert say("mark", uid, "ended") == "records: ended 09:50.\n"
    over = json.loads(say("mark", uid, "ran-over", "--minutes", "20", as_json=True))
    assert (over["outcome"], over["minutes_over"], over["ended_at"]) == (
        "ran over 20 min",
        20,
        "2026-12-03T10:50:00+00:00",
    )
    assert say("mark", uid, "missed", "--why", "worker ill") == "records: did not happen: worker ill.\n"
    assert say("mark", uid, "elsewhere") == "records: inspector went elsewhere.\n"
    assert say("mark", uid, "planned") == "records: planned.\n"
    for words, refusal in (
        (("missed",), "Say why"),
        (("started", "--why", "x"), "A reason belongs to"),
        (("ended", "--minutes", "4"), "Minutes belong to"),
    ):
        with pytest.raises(Explained, match=refusal):
            say("mark", uid, *words)


def test_that_a_late_lane_is_previewed_and_then_shifted(say: Say, house: Any, inspection: Any) -> None:
    uid = added(say)
    follows = added(say, "10:30", "11:00", "tea")

    preview = say("late", uid, "20")
    before = [slot.starts_at for slot in house.timetable.draft(inspection.id)]
    done = json.loads(say("late", uid, "20", "--do", as_json=True))

    assert preview == (
        "09:30 → 09:50  records with Inspector B\n"
        "10:30 → 10:50  tea with Inspector B\n"
        "2 slots move 20 min later.\n"
        "2 people in it. Nothing was moved; add --do to do it.\n"
    )
    assert (done["done"], [move["uid"] for move in done["moves"]]) == (True, [uid, follows])
    assert [slot.starts_at for slot in house.timetable.draft(inspection.id)] != before
    assert say("undo") == "Undone: Run 20 min late from records.\n"
    assert "1 slot" not in say("late", follows, "15", "--person", "R. Malik")
    assert "tea moves 15 min later" in say("late", follows, "15", "--place", "Room 2")
    with pytest.raises(Explained, match="of a person or of a place"):
        say("late", uid, "15", "--place", "Room 2", "--person", "R. Malik")
