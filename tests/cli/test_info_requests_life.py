"""What happens inside a request, by command."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from ilacs_desktop.cli import info_requests
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import ClockRuns, RequestKind, RequestRules


@pytest.fixture
def run(command, inspection):
    """Does a command and gives what it prints, read as JSON unless text is asked for."""
    say = command(info_requests, "requests")
    return lambda *words, as_json=True: say(*words, as_json=as_json)


@pytest.fixture
def asked(house, inspection, person):
    person("Prakash Nandy")
    return house.info_requests.add(
        inspection.id,
        verbatim="Return interviews, by month and by team",
        owner_id=person("Ama Osei").id,
        items=("By month", "By team"),
    )


def test_that_a_request_is_taken_through_its_life(run, house, inspection, asked):
    enquiry = house.enquiry.start(inspection.id, "Missing children")
    for words in (
        ("acknowledge", "IR-001"),
        ("change", "IR-001", "--meaning", "In 72 hours", "--asked-how", "call", "--enquiry", enquiry.code),
        ("item", "IR-001", "By t", "--owner", "P. Nandy"),
        ("item", "IR-001", "By t", "--state", "waived", "--reason", "they saw it"),
        ("check", "IR-001", "accuracy", "--by", "P. Nandy"),
        ("clear", "IR-001", "--redaction", "P. Nandy"),
        ("split", "IR-001", "What was learned"),
        ("duplicate", "IR-001"),
        ("link", "IR-001", "IR-003", "--why", "the same data"),
        ("merge", "IR-003", "IR-001"),
        ("reopen", "IR-003"),
    ):
        run(*words)

    done = house.info_requests.one(asked.id)
    assert (done.meaning, done.asked_how, done.enquiry, done.ours.value, done.cleared_by) == (
        "In 72 hours", "call", "Missing children", "cleared", "K. Boyle",
    )  # fmt: skip
    assert [(item.what, item.state.value, item.owner) for item in done.items] == [
        ("By month", "wanted", ""),
        ("By team", "waived", "P. Nandy"),
    ]
    assert [
        (row.ref, row.theirs.value) for row in house.info_requests.all(inspection.id) if not row.staged
    ] == [
        ("IR-001", "not given"),
        ("IR-002", "not given"),
        ("IR-003", "not given"),
    ]


def test_that_a_request_is_shown_with_its_items_and_why_it_came_back(run, house, asked):
    run("status", "IR-001", "gathering")
    run("status", "IR-001", "assigned", "--reason", "wrong team")

    told = run("show", "IR-001")

    assert (told["returned_reason"], [(item["what"], item["state"]) for item in told["items"]]) == (
        "wrong team", [("By month", "wanted"), ("By team", "wanted")],
    )  # fmt: skip
    lines = run("show", "IR-001", as_json=False).splitlines()
    assert lines[1] == "Sent back: wrong team"
    assert "  By team: wanted, owner A. Osei" in lines


def test_that_a_link_is_taken_away_and_one_that_is_none_is_refused(run, house, inspection, asked):
    other = house.info_requests.add(inspection.id, verbatim="Interviews by quarter")
    run("link", "IR-001", other.ref)

    assert run("unlink", other.ref, "IR-001") == {"from": "IR-002", "no_longer": "IR-001"}

    assert house.lookup.linked(Ref(Kind.INFO_REQUEST, asked.id)) == ()
    with pytest.raises(Explained, match="IR-001 and IR-002 are not joined"):
        run("unlink", "IR-001", other.ref)


def test_that_the_rules_are_shown_and_changed(run, house):
    assert run("rules")[0] == {
        "kind": "document",
        "acknowledge_minutes": 30,
        "answer_minutes": 120,
        "clock": "round the clock",
        "hours": "09:00-17:00",
        "on_site_hours": "08:00-19:00",
        "checks": "needed",
        "checked_by": "another",
    }

    run("rules", "--kind", "audit", "--answer", "300", "--clock", "in working hours")
    said = run(
        "rules", "--acknowledge", "20", "--hours", "08:30-18:00", "--checked-by", "anybody", as_json=False
    )

    usual = RequestRules()
    assert house.info_requests.rules() == replace(
        usual,
        answer_minutes={**usual.answer_minutes, RequestKind.AUDIT: 300},
        acknowledge_minutes=dict.fromkeys(RequestKind, 20),
        clock=ClockRuns.WORKING,
        opens=time(8, 30),
        closes=time(18),
        checked_by_another=False,
    )
    assert said.splitlines()[-2:] == [
        "These times run in working hours; a working day is 08:30-18:00, a day on site 08:00-19:00.",
        "Checks before clearing: needed; by anybody.",
    ]
    with pytest.raises(Explained, match="Say what is usual for this kind"):
        run("rules", "--kind", "data")
    with pytest.raises(Explained, match="The working hours end before they begin"):
        run("rules", "--hours", "18:00-09:00")
