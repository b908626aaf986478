"""The evening: who can still answer, what was decided, and one message to each owner."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Tonight
from ilacs_desktop.domain.info_requests.ladder import ReminderRules, check_reminder_rules
from ilacs_desktop.domain.info_requests.numbers import median, percentile
from ilacs_desktop.domain.people import AbsenceKind
from ilacs_desktop.domain.timetable import PartKind, SlotKind


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def requests(house):
    return house.info_requests


@pytest.fixture
def asked(house, inspection, person):
    """Osei works until eight and meets Inspector B tomorrow; Hartley has gone home, Nandy is on leave."""
    marsh = person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    osei = person("Ama Osei", works_until=at(2, 20).time(), email="a.osei@borsetshire.example")
    hartley = person("Lee Hartley", works_until=at(2, 17).time())
    nandy = person("Priya Nandy")
    house.people.add_absence(nandy.id, kind=AbsenceKind.LEAVE, starts_at=at(2, 9), ends_at=at(3, 9))
    house.timetable.add(
        inspection.id, starts_at=at(3, 9), ends_at=at(3, 10, 30), purpose="Missing", kind=SlotKind.MEETING,
        parts=[(marsh.id, PartKind.LEADS), (osei.id, PartKind.ATTENDS)],
    )  # fmt: skip
    add = house.info_requests.add
    return [
        add(inspection.id, verbatim="Return interviews", asked_by_id=marsh.id, owner_id=osei.id,
            asked_at=at(2, 16), target_at=at(2, 18, 55)),
        add(inspection.id, verbatim="Supervision records", asked_by_id=marsh.id, owner_id=hartley.id,
            asked_at=at(2, 16), target_at=at(2, 18)),
        add(inspection.id, verbatim="LADO report", asked_by_id=marsh.id, owner_id=nandy.id,
            asked_at=at(2, 16), target_at=at(3, 9)),
        add(inspection.id, verbatim="PLO tracker", asked_by_id=marsh.id, owner_id=osei.id,
            asked_at=at(2, 16), target_at=at(3, 12)),
    ]  # fmt: skip


def test_that_the_evening_shows_who_can_still_answer_and_who_is_taken_tomorrow(requests, inspection, asked):
    requests.pause(asked[3].id, why="asked which months")

    rows = requests.tonight(inspection.id)

    assert [
        (row.request.ref, row.off_duty, row.owner_busy, row.waits_for, row.is_late_tonight) for row in rows
    ] == [
        ("IR-002", "off duty since 17:00", "", "L. Hartley", True),
        ("IR-001", "", "busy 09:00–10:30, with Inspector B", "A. Osei", True),
        ("IR-003", "leave until Thu 09:00", "busy until 09:00, leave", "P. Nandy", False),
        ("IR-004", "", "busy 09:00–10:30, with Inspector B", "Inspector B", False),
    ]


def test_that_a_decision_is_kept_with_who_agreed_and_is_history_by_noon(requests, inspection, asked, clock):
    request = asked[0]
    with pytest.raises(Explained, match="only if somebody has agreed"):
        requests.decide(request.id, Tonight.CAN_WAIT)

    requests.decide(request.id, Tonight.BY_EIGHT)
    decided = requests.decide(request.id, Tonight.CAN_WAIT, agreed_with="P. Marsh", agreed_at=at(2, 18, 30))

    assert (decided.tonight, decided.tonight_note) == (Tonight.CAN_WAIT, "agreed with P. Marsh at 18:30")
    assert [(each.what, each.why) for each in requests.history(request.id)][-2:] == [
        ("triage: by 08:00", ""), ("triage: can wait", "agreed with P. Marsh at 18:30"),
    ]  # fmt: skip
    held = {row.request.ref: row.decided for row in requests.tonight(inspection.id)}
    assert held == {"IR-002": None, "IR-001": Tonight.CAN_WAIT, "IR-003": None, "IR-004": None}
    clock.now = at(3, 12)
    assert {row.decided for row in requests.tonight(inspection.id)} == {None}


def test_that_each_owner_gets_one_message_with_all_they_owe(requests, inspection, asked, tmp_path):
    requests.decide(asked[3].id, Tonight.CAN_WAIT, agreed_with="Inspector B")

    digests = requests.digests(inspection.id)

    assert [(each.owner, each.refs, each.late) for each in digests] == [
        ("L. Hartley", ("IR-002",), 1), ("A. Osei", ("IR-001", "IR-004"), 0), ("P. Nandy", ("IR-003",), 0),
    ]  # fmt: skip
    assert digests[1].text == (
        "A. Osei,\n\n"
        "2 requests wait for you on Wednesday 2 December at 18:40, the most pressing first:\n\n"
        "- IR-001: Return interviews. Due 18:55.\n"
        "- IR-004: PLO tracker. Due Thu 12:00. Can wait, agreed with Inspector B at 18:40.\n\n"
        "If one of these is not yours, or the time cannot be kept, please say so now.\n\n"
        f"{requests._store.actor}\n"
    )

    paths = requests.write_digests(inspection.id, tmp_path / "out", owner_ids=[digests[1].owner_id])

    (path,) = paths
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (message["To"], message["Subject"].strip(), message["X-Unsent"]) == (
        '"A. Osei" <a.osei@borsetshire.example>',
        "Borsetshire inspection: what is still wanted from you, Wednesday 2 December",
        "1",
    )


def rings(house, inspection):
    return [each.text for each in house.reminders.due(inspection.id) if "IR-" in each.text]


def test_that_a_request_rings_once_on_each_rung_and_a_late_one_is_escalated(house, inspection, asked, clock):
    house.info_requests.pause(asked[1].id, why="asked which teams")
    clock.now = at(2, 18, 24)
    before = rings(house, inspection)
    clock.now = at(2, 18, 40)
    soon = house.reminders.due(inspection.id)
    house.reminders.dismiss(inspection.id, soon[0].key)
    after_dismissing = rings(house, inspection)
    clock.now = at(2, 18, 55)
    at_due = rings(house, inspection)
    clock.now = at(2, 21)  # it slept past the rung of half an hour: one ring, the latest

    assert (before, [each.text for each in soon], after_dismissing, at_due, rings(house, inspection)) == (
        [],
        ["IR-001 is due 18:55, with A. Osei."],
        [],
        ["IR-001 is due 18:55, with A. Osei."],
        ["IR-001 was due 18:55, late 2 h 05, with A. Osei. Tell the inspection lead."],
    )


def test_that_a_promise_rings_although_the_answer_is_due_later(house, inspection, asked, clock):
    promised = house.info_requests.change(asked[2].id, promised_at=at(2, 19, 10))
    clock.now = at(2, 18, 40)
    before = [each for each in rings(house, inspection) if "IR-003" in each]
    clock.now = at(2, 19, 11)
    house.info_requests.decide(asked[0].id, Tonight.BY_EIGHT)
    late = [each for each in rings(house, inspection) if "IR-003" in each]
    clock.now = at(3, 9)

    assert (promised.due.at, before, late) == (
        at(3, 9),
        ["IR-003 is promised to Inspector B for 19:10, with P. Nandy."],
        ["IR-003 was promised to Inspector B for 19:10, late 1 min, with P. Nandy."],
    )
    assert house.info_requests.one(promised.id).due.working.endswith(
        "Promised to Inspector B for Wed 19:10, which is past."
    )
    assert "IR-003 is due 09:00, with P. Nandy." in rings(house, inspection)


def test_that_the_night_is_quiet_and_the_morning_is_one_line(house, inspection, asked, person, clock):
    for number in range(4):
        house.info_requests.add(
            inspection.id, verbatim=f"List {number}", asked_at=at(2, 18), target_at=at(2, 21)
        )
    house.reminders.set(inspection.id, at=at(2, 23), text="Ring the night team")
    clock.now = at(2, 23, 30)
    night = [each.text for each in house.reminders.due(inspection.id)]
    clock.now = at(3, 8, 40)
    morning = house.reminders.due(inspection.id)

    assert night == ["Ring the night team"]
    assert [each.text for each in morning if each.level == "soon"] == [
        "7 requests: 6 late, 1 due soon; the first is IR-002, with L. Hartley."
    ]
    house.reminders.dismiss(
        inspection.id, next(each.key for each in morning if each.key.startswith("requests-"))
    )
    assert rings(house, inspection) == []
    clock.now = at(3, 9)
    assert rings(house, inspection) == ["IR-003 is due 09:00, with P. Nandy."]


def test_that_what_was_put_off_in_the_evening_rests_until_its_time(house, inspection, asked, clock):
    house.reminders.set_rules(
        replace(ReminderRules(), quiet_from=at(2, 0).time(), quiet_until=at(2, 0).time())
    )
    house.info_requests.decide(asked[0].id, Tonight.BY_EIGHT)
    house.info_requests.decide(asked[1].id, Tonight.CAN_WAIT, agreed_with="Inspector B")
    clock.now = at(2, 23)
    night = rings(house, inspection)
    clock.now = at(3, 7, 30)

    assert night == []
    assert rings(house, inspection) == [
        "IR-001 was due Wed 18:55, late 12 h 35, with A. Osei. Tell the inspection lead."
    ]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (ReminderRules(before=(), after=()), "Nothing would ring."),
        (ReminderRules(before=(0,)), "A step is a number of minutes."),
        (ReminderRules(after=(2000,)), "A step is a day at most."),
    ],
)
def test_that_a_ladder_that_makes_no_sense_is_refused(rules, said):
    with pytest.raises(Explained, match=said):
        check_reminder_rules(rules)


def test_that_the_numbers_say_age_turnaround_and_what_was_given_in_time(house, inspection, asked, clock):
    requests = house.info_requests
    for request, minutes in ((asked[0], 15), (asked[1], 35)):
        clock.now = at(2, 18, 40) + timedelta(minutes=minutes)
        requests.clear(request.id, accuracy_by="P. Nandy", redaction_by="S. Byrne")
        requests.give(request.id, how="printed")

    numbers = requests.numbers(inspection.id)

    assert numbers.sentence == "4 asked, 2 open, 1 of 2 given in time."
    assert {
        chart.key: [(bar.label, bar.said) for bar in chart.bars if bar.value] for chart in numbers.charts
    } == {
        "age": [("2 to 8 h", "2")],
        "per_day": [("Wed 2 Dec", "4")],
        "in_time": [("in time", "1 · 50 %"), ("late", "1 · 50 %")],
        "kind": [("document", "3 h 05 · 3 h 15 · 2")],
        "inspector": [("Inspector B", "3 h 05 · 3 h 15 · 2")],
        "enquiry": [],
    }


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40))
@settings(max_examples=60)
def test_that_nine_in_ten_do_not_exceed_the_ninetieth_percentile(values):
    most = percentile(values, 0.9)

    assert sum(each <= most for each in values) * 10 >= len(values) * 9
    assert sum(each < most for each in values) * 10 < len(values) * 9
    assert min(values) <= median(values) <= max(values)
