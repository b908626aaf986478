"""``timetable impact|diff|slips|ics|told`` on a whole house, as people read it and as JSON."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from datetime import date, datetime, time
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from ilacs_desktop.cli import timetable
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.timetable import PartKind, SlotKind
from ilacs_desktop.services.house import House

Say = Callable[..., str]
THURSDAY = date(2026, 12, 3)


def at(hour: int) -> datetime:
    return moment(THURSDAY, time(hour))


@pytest.fixture
def say(house: House, inspection: Inspection, person: Callable[..., Person]) -> Say:
    """Says a command and gives back what it prints; two meetings are issued, and they swap times."""
    lead = person("P. Marsh", Side.INSPECTORATE, known_as="Inspector B")
    malik = person("R. Malik", team="Duty", email="r.malik@borsetshire.example")
    room = house.people.add_place("Room 2", site="Castle House")
    house.timetable.cancel_many(inspection.id, [each.uid for each in house.timetable.draft(inspection.id)])
    for uid, hour, purpose in (("a", 10, "Supervision"), ("b", 14, "Placements")):
        house.timetable.add(
            inspection.id,
            starts_at=at(hour),
            ends_at=at(hour + 1),
            purpose=purpose,
            kind=SlotKind.MEETING,
            place_id=room.id,
            parts=[(lead.id, PartKind.LEADS), (malik.id, PartKind.ATTENDS)],
            uid=uid,
        )
    house.timetable.issue(inspection.id)
    house.timetable.mark_sent([each.id for each in house.timetable.tellings(inspection.id)], how="phone")
    house.timetable.move(inspection.id, "a", starts_at=at(14))
    house.timetable.move(inspection.id, "b", starts_at=at(10))
    parser = argparse.ArgumentParser()
    timetable.register(parser.add_subparsers())

    def run(*words: str, as_json: bool = False) -> str:
        args = parser.parse_args(["timetable", *words])
        args.inspection = inspection.id
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return stream.getvalue()

    return run


SWAPPED = (
    "Supervision and Placements with Inspector B swap times on Thursday 3 December:"
    " Supervision is now at 14:00 and Placements at 10:00"
)


def test_that_a_swap_is_one_line_of_the_diff(say: Say):
    assert say("diff").splitlines()[2].split("  ")[0] == "swap of times"
    (row,) = json.loads(say("diff", as_json=True))

    assert (row["told_as"], row["of"], row["sentence"]) == ("swap", ["times"], SWAPPED)
    assert [change["uid"] for change in row["changes"]] == ["a", "b"]


@pytest.mark.parametrize("words", [("impact",), ("issue", "--preview")])
def test_that_the_impact_is_said_and_nothing_is_issued(say: Say, words: tuple[str, ...]):
    lines = say(*words).splitlines()
    told: dict[str, Any] = json.loads(say(*words, as_json=True))

    assert lines[:4] == [
        "Issue 2 would bring 2 changes to 2 people.",
        "",
        "What changes",
        f"  {SWAPPED}.",
    ]
    assert "  R. Malik (finished at 17:00)" in lines
    assert (told["issue"], told["people_to_tell"], told["calendars"], told["deadlines"]) == (
        2,
        ["Inspector B", "R. Malik"],
        ["Inspector B", "R. Malik", "Room 2", "whole team"],
        [],
    )
    assert [row["issue"] for row in json.loads(say("told", as_json=True))] == [1, 1]


def test_that_with_nothing_changed_the_impact_says_so(say: Say):
    say("issue")

    assert say("impact") == "Nothing has changed. There is nothing to issue.\n"
    assert json.loads(say("impact", as_json=True)) == {"changes": 0}


def test_that_the_messages_are_written_as_mails(say: Say, tmp_path: Path):
    say("issue")

    assert say("slips", "--eml", "--out", str(tmp_path / "out")) == (
        f"2 unsent e-mails in {tmp_path / 'out'}.\nNo e-mail address is known of Inspector B.\n"
    )
    assert json.loads(say("slips", "--eml", "--out", str(tmp_path / "again"), as_json=True)) == {
        "files": ["issue-2-inspector-b.eml", "issue-2-r-malik.eml"],
        "without_address": ["Inspector B"],
    }
    content = (tmp_path / "out" / "issue-2-r-malik.eml").read_bytes()
    assert content == (tmp_path / "again" / "issue-2-r-malik.eml").read_bytes()
    message = message_from_bytes(content, policy=policy.default)
    body = message.get_body()
    assert body is not None
    assert f"- {SWAPPED}." in body.get_content()
    with pytest.raises(Explained, match="E-mails need --eml and --out"):
        say("slips", "--eml")


def test_that_calendars_are_written_for_a_place_or_the_team(say: Say, tmp_path: Path):
    assert json.loads(say("ics", "--out", str(tmp_path), "--place", "Room 2", as_json=True)) == {
        "files": ["place-room-2-castle-house.ics"]
    }
    assert json.loads(say("ics", "--out", str(tmp_path), "--team", as_json=True)) == {
        "files": ["whole-team.ics"]
    }


def test_that_a_team_is_confirmed_and_the_rest_still_waits(say: Say):
    say("issue")

    (told,) = json.loads(say("told", "--team", "duty", "--confirm-team", as_json=True))
    waiting = json.loads(say("told", "--waiting", as_json=True))

    assert (told["name"], told["team"], told["state"], told["how"], told["by"]) == (
        "R. Malik",
        "Duty",
        "confirmed",
        "team briefing",
        "K. Boyle",
    )
    assert {row["name"] for row in waiting} == {"Inspector B"}
    with pytest.raises(Explained, match="Which team has been told"):
        say("told", "--confirm-team")
