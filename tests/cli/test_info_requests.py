"""``requests …`` on a whole house: what is printed, and the same as JSON."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from ilacs_desktop.cli import info_requests
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import SlotKind


@pytest.fixture
def say(command, house, inspection, person):
    """Run one command line and give what it printed, as text or as JSON."""
    person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    person("Rosa Quinn", role="Assistant Director")

    return command(info_requests, "requests")


LINE = "16:40 Inspector B asked AD for return-interview data by 8pm"


def test_that_a_line_is_shown_then_kept_then_listed(say):
    reviewed = say("add", LINE, "--review")
    before = say("list")
    kept = say("add", LINE)

    chips = "[request] [asked 16:40] [by Inspector B · P. Marsh] [owner AD · R. Quinn] [due today 20:00]"
    assert reviewed == f"return-interview data  {chips}\n"
    assert before == "Nothing here yet.\n"
    assert kept == f"Kept IR-001: return-interview data  {chips}\n"
    assert say("list").splitlines()[2] == (
        "IR-001  return-interview data  R. Quinn  assigned  not given  20:00  1 h 20"
    )


def test_that_a_usual_time_is_named_when_it_is_stored(say):
    assert say("add", "16:45 the structure chart").endswith("[due 18:45 as usual]\n")


def test_that_a_whole_life_is_told_to_programs(say, tmp_path):
    file = tmp_path / "rhi.xlsx"
    file.write_bytes(b"figures")
    say("add", LINE)
    say("pause", "IR-001", "asked which months")
    say("resume", "ir-001")
    say("clear", "IR-001", "--accuracy", "P. Nandy", "--redaction", "T. Lind")
    given = say("give", "IR-001", str(file), as_json=True)
    accepted = say("status", "IR-001", "accepted", as_json=True)

    assert (given["file_name"], given["sha256"], given["size_bytes"], given["given_to"]) == (
        "rhi.xlsx",
        hashlib.sha256(b"figures").hexdigest(),
        7,
        "Inspector B",
    )
    assert (accepted["ours"], accepted["theirs"], accepted["is_overdue"]) == ("cleared", "accepted", False)
    assert [each["what"] for each in say("show", "IR-001", as_json=True)["history"]] == [
        "captured",
        "assigned to R. Quinn",
        "clock stopped",
        "clock running",
        "accuracy checked by P. Nandy",
        "redaction checked by T. Lind",
        "cleared",
        "given: rhi.xlsx, version 1 (sharing site)",
        "accepted",
    ]
    assert [row["id"] for row in say("given", as_json=True)] == [given["id"]]


def test_that_a_staged_request_is_activated_by_its_ref(say):
    staged = say("staged", as_json=True)
    active = say("activate", "A-01", "--by", "Inspector B", "--due", "2026-12-03T09:00", as_json=True)

    assert staged[0]["ref"] == "A-01"
    assert (active["ref"], active["staged"], active["asked_by"], active["due_at"]) == (
        "A-01",
        False,
        "Inspector B",
        "2026-12-03T09:00:00+00:00",
    )


def test_that_an_owner_is_assigned_by_name_or_role(say):
    say("add", "caseloads by 8pm")

    assert say("assign", "IR-001", "Assistant Director").startswith(
        "IR-001: assigned, not given, owner R. Quinn."
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "IR-099"), "There is no request IR-099."),
        (("assign", "A-01", "Nobody"), "Nobody is called “Nobody”."),
        (("give", "A-01"), "Name the file that was given."),
        (("withdraw", "A-01", "why"), "A-01 has not been asked for yet."),
    ],
)
def test_that_what_cannot_be_is_refused_in_one_sentence(say, words, message):
    with pytest.raises(Explained) as refusal:
        say(*words)

    assert refusal.value.message == message


def test_that_a_deadline_is_tied_to_a_slot_and_let_go(say, house, inspection):
    house.timetable.add(
        inspection.id,
        starts_at=datetime(2026, 12, 3, 14, tzinfo=UTC),
        ends_at=datetime(2026, 12, 3, 15, tzinfo=UTC),
        purpose="C-014 records",
        kind=SlotKind.MEETING,
        uid="s1",
    )
    say("add", LINE)

    tied = say("anchor", "IR-001", "--slot", "s1", "--before", "30")
    house.timetable.move(inspection.id, "s1", starts_at=datetime(2026, 12, 3, 15, 30, tzinfo=UTC))

    assert tied == (
        "IR-001: assigned, not given, owner R. Quinn. "
        "Asked 16:40, due 30 min before C-014 records, Thu 13:30.\n"
    )
    assert say("anchored").splitlines()[-1] == (
        "IR-001  return-interview data  Thu 15:00  30 min before C-014 records"
    )
    assert say("anchored", as_json=True)[0]["anchor"] == {
        "slot": "s1",
        "edge": "start",
        "minutes": 30,
        "said": "30 min before C-014 records",
        "trouble": "",
    }
    released = say("release", "IR-001", as_json=True)
    assert (released["anchor"], released["due_at"]) == (None, "2026-12-03T15:00:00+00:00")
