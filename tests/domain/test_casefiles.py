from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.casefiles import (
    CaseSession,
    Child,
    Cohort,
    Concern,
    Expected,
    SessionState,
    card_facts,
    concern_clock,
    debrief_alarm,
    is_awaiting_debrief,
    is_debrief_overdue,
    weak_spots,
)

TODAY = date(2026, 12, 2)
NOW = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
VISITS = Expected(Cohort.IN_CARE, "care_visit_on", 42, "social work visit")
CHILD = Child(1, 1, "900123", "C-014", ("child in care",), "Team 1", "R. Malik")
STARTED, ENDED = NOW - timedelta(hours=2), NOW - timedelta(minutes=48)
SESSION = CaseSession(
    1,
    1,
    CHILD,
    "C-014",
    "u1",
    "sampled",
    SessionState.IN_SESSION,
    STARTED,
    ENDED,
    "Inspector B",
    "R. Malik",
    "Room 2",
)
CONCERN = Concern(
    1, 1, "C-014", NOW - timedelta(minutes=70), "Inspector B", "Words", 3, "A. Director", ref="CC-01"
)


def test_that_a_gap_is_said_in_days():
    facts = {"care_visit_on": "2026-10-16"}

    assert weak_spots(["child in care"], facts, on=TODAY, expected=[VISITS]) == (
        "no social work visit for 47 days",
    )


@pytest.mark.parametrize(
    ("day", "said"), [("2026-10-21", ()), ("2026-10-20", ("no social work visit for 43 days",))]
)
def test_that_a_gap_is_weak_only_beyond_its_interval(day, said):
    assert weak_spots(["child in care"], {"care_visit_on": day}, on=TODAY, expected=[VISITS]) == said


def test_that_a_blank_date_is_said_only_where_one_is_expected():
    may_be_blank = replace(VISITS, may_be_blank=True)

    assert weak_spots(["child in care"], {}, on=TODAY, expected=[VISITS]) == (
        "no social work visit recorded",
    )
    assert weak_spots(["child in care"], {}, on=TODAY, expected=[may_be_blank]) == ()
    assert weak_spots(["child in need"], {}, on=TODAY, expected=[VISITS]) == ()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"return_offered": "Yes", "return_accepted": "No"}, ("return interview offered, not accepted",)),
        ({"missing_episodes": "2", "return_offered": "No"}, ("missing, return interview not offered",)),
        ({"missing_episodes": "0", "return_offered": "No"}, ()),
        ({"seen_alone": "No"}, ("not seen alone at the last visit",)),
        ({"placements": "3"}, ("3 placements in 12 months",)),
        ({"placements": "2"}, ()),
        (
            {"in_touch": "No", "suitable_home": "Unsuitable"},
            ("care leaver, not in touch", "accommodation not suitable"),
        ),
        ({"suitable_home": "Suitable", "in_touch": "NREQ"}, ()),
    ],
)
def test_that_what_was_recorded_is_said_in_words(facts, said):
    assert weak_spots(["child protection"], facts, on=TODAY) == said


def test_that_the_card_says_how_long_ago_a_date_was():
    labels = {
        "care_visit_on": "Last social work visit",
        "legal_status": "Legal status",
        "health_on": "Health",
    }
    facts = {"legal_status": "C2: FCO", "care_visit_on": "2026-11-01", "postcode": "never"}

    assert card_facts(facts, labels, on=TODAY) == (
        ("Last social work visit", "1 Nov 2026, 31 days ago"),
        ("Legal status", "C2: FCO"),
    )


def test_that_an_ended_session_rings_until_it_is_debriefed():
    debriefed = replace(SESSION, state=SessionState.DEBRIEFED)

    assert debrief_alarm(SESSION, NOW) == "ended 48 min ago, not debriefed"
    assert is_debrief_overdue(SESSION, NOW)
    assert not is_debrief_overdue(SESSION, NOW - timedelta(minutes=20))
    assert (debrief_alarm(debriefed, NOW), is_awaiting_debrief(debriefed, NOW)) == ("", False)


def test_that_a_session_that_did_not_happen_never_rings():
    assert not is_awaiting_debrief(replace(SESSION, did_not_happen=True), NOW)


def test_that_the_states_of_a_session_follow_one_another():
    states = list(SessionState)

    assert [state.following for state in states] == [*states[1:], None]


@pytest.mark.parametrize(
    ("change", "clock", "step"),
    [
        ({}, "said 1 h 10 ago, not acknowledged", "acknowledge"),
        ({"acknowledged_at": NOW}, "said 1 h 10 ago, no action recorded", "say what is done"),
        ({"acknowledged_at": NOW, "action": "Visited"}, "said 1 h 10 ago, not reported back", "report back"),
        (
            {"acknowledged_at": NOW, "action": "Visited", "reported_back_at": NOW},
            "said 1 h 10 ago, reported back, not closed",
            "close",
        ),
        ({"closed_at": NOW}, "closed after 1 h 10", ""),
    ],
)
def test_that_a_concern_says_what_it_waits_for(change, clock, step):
    concern = replace(CONCERN, **change)

    assert (concern_clock(concern, NOW), concern.next_step) == (clock, step)


@given(st.integers(0, 600), st.integers(1, 200))
def test_that_a_gap_is_said_exactly_when_it_is_longer_than_expected(ago, days):
    facts = {"care_visit_on": (TODAY - timedelta(days=ago)).isoformat()}
    rule = replace(VISITS, days=days)

    said = weak_spots(["child in care"], facts, on=TODAY, expected=[rule])

    assert said == ((f"no social work visit for {ago} days",) if ago > days else ())
