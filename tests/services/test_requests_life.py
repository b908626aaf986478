"""What happens inside a request: acknowledging, checks, items, several of one, working hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    CheckKind,
    ClockRuns,
    Due,
    Happening,
    ItemState,
    OurStatus,
    RequestKind,
    TheirStatus,
)
from ilacs_desktop.services.info_requests import Part

HASH = "b" * 64


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def requests(house):
    return house.info_requests


@pytest.fixture
def osei(person):
    return person("Ama Osei", role="Performance Analyst")


@pytest.fixture
def asked(requests, inspection, osei, clock):
    clock.now = at(16, 12)
    return requests.add(
        inspection.id,
        verbatim="Return interviews, by month and by team",
        owner_id=osei.id,
        asked_at=at(16, 10),
        items=("By month", "By team"),
    )


def what_happened(requests, request_id):
    return [each.what for each in requests.history(request_id)]


def test_that_acknowledging_has_a_clock_of_its_own(requests, asked, clock):
    clock.now = at(16, 30)
    waiting = requests.one(asked.id).acknowledgement

    known = requests.acknowledge(asked.id)

    assert waiting == Due(
        at=at(16, 40),
        slack_minutes=10,
        working="Acknowledge by 16:40, 30 minutes after it was asked.",
    )
    assert (known.acknowledged_at, known.due.at) == (at(16, 30), at(18, 10))
    assert known.acknowledgement == Due(working="Acknowledged 16:30.")
    with pytest.raises(Explained, match="IR-001 has been acknowledged already"):
        requests.acknowledge(asked.id)


def test_that_another_than_the_owner_checks_before_it_is_cleared_and_given(requests, asked):
    with pytest.raises(Explained, match="IR-001: accuracy and redaction are not checked yet"):
        requests.set_ours(asked.id, OurStatus.CLEARED)
    with pytest.raises(Explained, match="owns IR-001; somebody else has to check it"):
        requests.check(asked.id, CheckKind.ACCURACY, checked_by="a. osei")
    with pytest.raises(Explained, match="only what is cleared can be given"):
        requests.give(asked.id, how="said")
    requests.check(asked.id, CheckKind.ACCURACY)
    with pytest.raises(Explained, match="IR-001: redaction is not checked yet"):
        requests.clear(asked.id)

    cleared = requests.clear(asked.id, redaction_by="P. Nandy")

    assert (cleared.ours, cleared.accuracy_checked_by, cleared.redaction_checked_by, cleared.cleared_by) == (
        OurStatus.CLEARED, "K. Boyle", "P. Nandy", "K. Boyle",
    )  # fmt: skip
    back = requests.set_ours(asked.id, OurStatus.GATHERING, reason="names in table 2")
    assert (back.returned_reason, back.accuracy_checked_by, back.redaction_checked_by, back.cleared_by) == (
        "names in table 2", "", "", "",
    )  # fmt: skip


def test_that_what_was_agreed_otherwise_holds(requests, asked):
    rules = requests.rules()
    requests.set_rules(replace(rules, checked_by_another=False))
    owner = requests.check(asked.id, CheckKind.ACCURACY, checked_by="A. Osei")
    requests.set_rules(replace(rules, needs_checks=False))

    assert (owner.accuracy_checked_by, owner.ours) == ("A. Osei", OurStatus.CHECKING)
    assert requests.set_ours(asked.id, OurStatus.CLEARED).ours is OurStatus.CLEARED


def test_that_a_request_is_complete_when_all_its_items_are_settled(requests, asked, clock):
    month, team = asked.items
    requests.clear_item(month.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    requests.give(
        asked.id, how="sharing site", file_name="m.xlsx", sha256=HASH, size_bytes=1, item_id=month.id
    )
    before = requests.one(asked.id)
    clock.now = at(17)

    done = requests.set_item(team.id, ItemState.WAIVED, reason="they saw it on screen")

    assert (before.theirs, before.is_open) == (TheirStatus.NOT_GIVEN, True)
    assert (done.theirs, [item.state for item in done.items]) == (
        TheirStatus.GIVEN, [ItemState.GIVEN, ItemState.WAIVED],
    )  # fmt: skip
    assert requests.history(asked.id)[-2:] == (
        Happening(at(17), "K. Boyle", "By team: waived", "they saw it on screen"),
        Happening(at(17), "K. Boyle", "complete: every item is settled"),
    )


def test_that_a_request_of_which_nothing_is_wanted_any_more_is_withdrawn(requests, asked):
    for item in asked.items:
        done = requests.set_item(item.id, ItemState.WITHDRAWN, reason="the session was cancelled")

    assert (done.theirs, done.due.working) == (TheirStatus.WITHDRAWN, "Withdrawn; nothing is due.")


def test_that_an_item_returned_when_all_was_given_brings_its_request_back(requests, asked, clock):
    requests.clear(asked.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    requests.give(asked.id, how="printed")
    clock.now = at(19)

    back = requests.set_item(asked.items[1].id, ItemState.WANTED, reason="names in table 2")

    assert (back.theirs, back.is_open, back.returned_reason, back.due.at) == (
        TheirStatus.MORE_WANTED, True, "By team: names in table 2", at(21),
    )  # fmt: skip
    assert [(item.state, item.returned_reason) for item in back.items] == [
        (ItemState.GIVEN, ""),
        (ItemState.WANTED, "names in table 2"),
    ]


def test_that_what_is_linked_can_be_parted_from_either_side(requests, asked, house):
    other = requests.add(asked.inspection_id, verbatim="Interviews by quarter")
    one, two = (Ref(Kind.INFO_REQUEST, each.id) for each in (asked, other))
    house.lookup.link(asked.inspection_id, one, two, why="the same data")

    house.lookup.unlink(two, one)
    house.lookup.unlink(two, one)

    assert house.lookup.linked(one) == requests.linked_things(asked.id) == ()


def test_that_what_is_divided_off_is_due_when_the_whole_was(requests, asked, house, clock):
    requests.acknowledge(asked.id)
    clock.now = at(16, 40)
    requests.pause(asked.id, why="asked which months")
    clock.now = at(17, 25)
    whole = requests.resume(asked.id)

    (new,) = requests.split(asked.id, [Part("By team", (asked.items[1].id,))])

    assert (new.ref, new.title, new.verbatim, new.owner) == ("IR-002", "By team", asked.verbatim, "A. Osei")
    assert [item.what for item in new.items] == ["By team"]
    assert [item.what for item in requests.one(asked.id).items] == ["By month"]
    assert (new.due, new.acknowledged_at) == (whole.due, at(16, 12))
    assert house.lookup.linked(Ref(Kind.INFO_REQUEST, asked.id)) == (Ref(Kind.INFO_REQUEST, new.id),)
    assert what_happened(requests, new.id)[-1] == "divided from IR-001"
    with pytest.raises(Explained, match="An item of IR-001 cannot be moved"):
        requests.split(asked.id, [Part("Again", (asked.items[1].id,))])
    assert [row.ref for row in requests.live(asked.inspection_id)] == ["IR-001", "IR-002"]


def test_that_what_is_asked_again_has_a_number_and_a_clock_of_its_own(requests, asked, person, clock):
    adams = person("Rita Adams", side="inspectorate", known_as="Inspector C")
    clock.now = at(18)

    again = requests.duplicate(asked.id, asked_by_id=adams.id)

    assert (again.ref, again.asked_by, again.asked_at, again.due.at, again.ours) == (
        "IR-002", "Inspector C", at(18), at(20), OurStatus.CAPTURED,
    )  # fmt: skip
    assert [(item.what, item.state) for item in again.items] == [
        ("By month", ItemState.WANTED),
        ("By team", ItemState.WANTED),
    ]
    assert what_happened(requests, asked.id)[-1] == "asked again as IR-002"


def test_that_usual_times_run_in_working_hours_and_longer_on_site(requests, inspection, osei):
    rules = requests.rules()
    requests.set_rules(
        replace(
            rules,
            clock=ClockRuns.WORKING,
            answer_minutes={**rules.answer_minutes, RequestKind.DATA: 120},
        )
    )
    on_a_site_day, on_the_last = at(18, 30), at(18, 30, day=11)

    due = [
        requests.add(inspection.id, verbatim="Data", kind="data", asked_at=each).due.at
        for each in (on_a_site_day, on_the_last)
    ]

    assert inspection.on_site_until == on_the_last.date()
    assert due == [at(9, 30, day=3), at(10, 30, day=14)]
