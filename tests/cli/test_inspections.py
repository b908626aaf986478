from __future__ import annotations

import argparse
import io
import json

import pytest

from ilacs_desktop.__main__ import main
from ilacs_desktop.cli import inspections as room
from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.errors import Explained


@pytest.fixture
def run(house):
    """Runs one command line of this room and gives back what it prints."""

    def command(*words, as_json=False):
        parser = argparse.ArgumentParser()
        parser.add_argument("--inspection", type=int)
        room.register(parser.add_subparsers())
        stream = io.StringIO()
        args = parser.parse_args(words)
        args.deed(house, args, Output(as_json=as_json, stream=stream))
        return json.loads(stream.getvalue()) if as_json else stream.getvalue()

    return command


NEW = ("new", "--type", "standard", "--authority", "Borsetshire", "--notified", "2026-11-23T09:20")


def test_that_new_says_what_is_in_place(run):
    assert run(*NEW, "--lead", "P. Marsh") == (
        "Inspection 1: Borsetshire · Standard inspection, on site Mon 30 Nov to Fri 11 Dec.\n"
        "17 dates, 51 requests to expect and a first timetable of 58 lines are in place.\n"
    )


def test_that_new_tells_programs_the_same(run):
    assert run(*NEW, "--lead", "P. Marsh", as_json=True) == {
        "id": 1,
        "authority": "Borsetshire",
        "type": "standard",
        "edition": "April 2026",
        "notified_at": "2026-11-23T09:20:00+00:00",
        "on_site_from": "2026-11-30",
        "on_site_until": "2026-12-11",
        "lead_inspector": "P. Marsh",
        "focus": "",
        "is_rehearsal": False,
        "dates": 17,
        "staged_requests": 51,
        "timetable_lines": 58,
        "warnings": [],
    }


def test_that_unusual_dates_are_noted_and_kept(run):
    said = run("new", "--type", "short", "--authority", "Borsetshire", "--notified", "2026-07-28T09:20")

    assert said.splitlines()[2:] == [
        "Please note: The call usually comes on a Monday, not on a Tuesday.",
        "Please note: That is 4 working days’ notice; 5 are usual.",
        "Please note: Inspections are not normally held in August.",
    ]


def test_that_the_inspections_are_listed(run):
    empty = run("inspections")
    run(*NEW)

    assert empty.startswith("There is no inspection yet.")
    assert run("inspections").splitlines()[2:] == [
        "1   Borsetshire · Standard inspection  Mon 23 Nov  Mon 30 Nov to Fri 11 Dec  on site"
    ]
    assert run("inspections", as_json=True)[0]["state"] == "on site"


def test_that_a_date_is_overridden_and_says_what_moved(run):
    run(*NEW)

    said = run("milestones", "override", "annex_a_lists", "--on", "2026-11-25", "--at", "12:00")

    assert said == (
        "Child-level lists 1 to 11 checked, signed off and given: Wed 25 Nov, said by Ofsted.\n"
        "Moved with it: Children’s records chosen for sampling and audit, now Fri 27 Nov.\n"
        "Moved with it: Audits of the chosen children returned, now Mon 30 Nov 12:00.\n"
    )
    row = next(each for each in run("milestones", as_json=True) if each["key"] == "annex_a_lists")
    assert (row["due_on"], row["due_at_time"], row["basis"], row["is_overridden"]) == (
        "2026-11-25",
        "12:00",
        "said by Ofsted",
        True,
    )


def test_that_the_milestones_are_listed_with_their_basis(run):
    run(*NEW)

    lines = run("milestones").splitlines()

    assert lines[0].split() == ["Key", "What", "Due", "Basis", "State"]
    assert len(lines) == 19
    assert "statutory" in next(line for line in lines if line.startswith("publish_report"))


def test_that_an_unknown_date_is_refused_with_the_known_ones(run):
    run(*NEW)

    with pytest.raises(Explained, match="no date called “lists”") as refused:
        run("milestones", "override", "lists", "--on", "2026-11-25")
    assert "annex_a_lists" in refused.value.remedy


@pytest.mark.parametrize("words", [("--on", "25 Nov"), ("--on", "2026-11-25", "--at", "5pm")])
def test_that_wrong_use_ends_with_two(run, words):
    with pytest.raises(SystemExit) as left:
        run("milestones", "override", "annex_a_lists", *words)

    assert left.value.code == 2


def test_that_a_deed_asks_which_of_two_open_inspections_is_meant(house, run):
    run(*NEW)
    run("new", "--type", "short", "--authority", "Loamshire", "--notified", "2026-11-30T09:20")

    with pytest.raises(Explained) as refusal:
        inspection_of(house, argparse.Namespace(inspection=None))

    assert str(refusal.value) == (
        "2 inspections are open: 2 is Loamshire · Short inspection; 1 is Borsetshire · Standard inspection."
        " Say --inspection N."
    )
    assert inspection_of(house, argparse.Namespace(inspection=1)).authority == "Borsetshire"


def narrow_terminal(monkeypatch, *words) -> bytes:
    """What a command writes where the code page is that of a Western Windows."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="")
    monkeypatch.setattr("sys.stdout", stream)
    assert main(list(words)) == 0
    stream.flush()
    return stream.buffer.getvalue()


def test_that_a_code_page_without_a_letter_ends_no_command(monkeypatch, tmp_path):
    monkeypatch.setenv("ILACS_PASSPHRASE", "nine calm otters cross the river")
    data = ("--data", str(tmp_path / "data"), "--now", "2026-11-23T09:30")

    said = narrow_terminal(monkeypatch, *data, "new", "--type", "short", "--authority", "Łódź", *NEW[-2:])
    told = narrow_terminal(monkeypatch, *data, "inspections", "--json")

    assert said.startswith(b"Inspection 1: ?\xf3d?")
    assert json.loads(told)[0]["authority"] == "Łódź"
