"""``timetable …`` on a whole house: what is printed, and the same as JSON."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ilacs_desktop.cli import timetable
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.people import Person
from ilacs_desktop.store.inspection import InspectionRecord

Say = Callable[..., str]
ADD = ("add", "--start", "2026-12-03T11:00", "--end", "2026-12-03T12:00", "--purpose", "x")


@pytest.fixture
def inspection(house: Any) -> Inspection:
    """Borsetshire with an empty draft."""
    record = InspectionRecord(
        authority="Borsetshire",
        framework_key="standard",
        framework_name="Standard inspection",
        framework_edition="2026",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
        on_site_from=date(2026, 11, 30),
        on_site_until=date(2026, 12, 11),
    )
    with house.store.working("Prepare") as session:
        session.add(record)
    return record.row()


@pytest.fixture
def say(house: Any, inspection: Inspection, person: Callable[..., Person]) -> Say:
    """Says a command and gives back what it prints."""
    person("P. Marsh", "inspectorate", known_as="Inspector B")
    person("Rashida Malik")
    house.people.add_place("Room 2", site="Castle House")
    parser = argparse.ArgumentParser()
    timetable.register(parser.add_subparsers())

    def run(*words: str, as_json: bool = False) -> str:
        args = parser.parse_args(["timetable", *words])
        args.inspection = inspection.id
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return stream.getvalue()

    return run


def added(say: Say) -> str:
    answer = say(
        "add", "--start", "2026-12-03T09:30", "--end", "2026-12-03T10:30", "--purpose", "records",
        "--kind", "case session", "--place", "Room 2", "--people", "Inspector B:leads, R. Malik",
        "--case", "C-014", as_json=True,
    )  # fmt: skip
    uid: str = json.loads(answer)["uid"]
    return uid


def test_that_a_slot_is_added_moved_cancelled_and_shown(say: Say):
    uid = added(say)

    assert say("move", uid[:6], "--start", "2026-12-03T11:00") == (
        f"Moved: C-014 records, Thu 3 Dec 11:00–12:00 ({uid[:8]}).\n"
    )
    assert say("cancel", uid, "--reason", "court").startswith("Cancelled: C-014 records")
    (cancelled,) = json.loads(say("show", "--day", "2026-12-03", as_json=True))
    say("reinstate", uid)
    (again,) = json.loads(say("show", as_json=True))

    assert cancelled == {
        "uid": uid,
        "starts_at": "2026-12-03T11:00:00+00:00",
        "ends_at": "2026-12-03T12:00:00+00:00",
        "purpose": "records",
        "kind": "case session",
        "place": "Room 2",
        "site": "Castle House",
        "people": [{"name": "Inspector B", "part": "leads"}, {"name": "R. Malik", "part": "attends"}],
        "case": "C-014",
        "enquiries": [],
        "status": "cancelled",
        "locked": False,
    }
    assert again == {**cancelled, "status": "planned"}
    assert say("show", "--day", "2026-12-04") == "No slots.\n"


def test_that_the_evening_is_played_on_the_command_line(say: Say, tmp_path: Path):
    uid = added(say)

    assert say("issue", "--note", "first") == (
        "Issue 1: 1 change, 2 people to tell, 1 clash.\nNot at work now: R. Malik (finished at 17:00).\n"
    )
    numbers = [str(row["number"]) for row in json.loads(say("told", as_json=True))]
    say("told", "--sent", *numbers, "--how", "mail")
    say("move", uid, "--start", "2026-12-03T11:00")

    (change,) = json.loads(say("diff", as_json=True))
    assert (change["kinds"], change["sentence"]) == (
        ["re-timed"],
        "C-014 records with Inspector B moves from 09:30 to 11:00, Room 2, Castle House",
    )
    assert [row["lines"] for row in json.loads(say("slips", as_json=True))] == [
        [f"Thu 3 Dec: {change['sentence']}."],
        [f"Thu 3 Dec: {change['sentence']}."],
    ]
    assert json.loads(say("issue", as_json=True))["number"] == 2
    say("cancel", uid)
    say("issue")
    assert [row["state"] for row in json.loads(say("told", "--issue", "3", as_json=True))] == ["prepared"] * 2
    assert say("ics", "--out", str(tmp_path / "ics")) == f"4 calendar files in {tmp_path / 'ics'}.\n"
    assert sorted(path.name for path in (tmp_path / "ics").iterdir()) == [
        "inspector-b-stood-down.ics",
        "place-room-2-castle-house-stood-down.ics",
        "r-malik-stood-down.ics",
        "whole-team-stood-down.ics",
    ]
    assert say("clashes") == "Nothing clashes.\n"
    assert say("diff") == "Nothing has changed.\n"


def test_that_the_list_is_a_table_for_people(say: Say):
    uid = added(say)
    say("issue")

    headings, line, row = say("show", "--issue", "1").splitlines()
    assert headings.split() == ["Day", "Time", "What", "Where", "Who", "Status", "Slot"]
    assert set(line) == {"-", " "}
    assert [cell for cell in row.split("  ") if cell] == [
        "Thu 3 Dec",
        "09:30–10:30",
        "C-014 records",
        "Room 2, Castle House",
        "Inspector B, R. Malik",
        "planned",
        uid[:8],
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("issue",), "There is nothing to issue yet."),
        (("show", "--issue", "4"), "There is no issue 4."),
        (("move", "nowhere", "--start", "2026-12-03T11:00"), "No slot begins with “nowhere”."),
        (("ics", "--out", "x"), "Nothing has been issued yet."),
        (("ics", "--out", "x", "--person", "Nobody"), "“Nobody” is nobody on the list."),
        (
            (*ADD, "--end", "2026-12-03T10:00"),
            "A slot from 11:00 to 10:00 ends before it starts.",
        ),
        (
            (*ADD, "--place", "Hall"),
            "“Hall” is not a known place.",
        ),
        (
            (*ADD, "--people", "R. Malik:sings"),
            "“sings” is not a part.",
        ),
    ],
)
def test_that_what_cannot_be_is_refused_in_a_sentence(say: Say, words: tuple[str, ...], message: str):
    with pytest.raises(Explained) as refused:
        say(*words)

    assert refused.value.message == message
