from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Event, InspectionState
from ilacs_desktop.domain.pathways import Grade, Judgement
from ilacs_desktop.domain.readiness import EventRow, StagedGroup, said_hang


@pytest.fixture
def readiness(house):
    return house.readiness


def test_that_the_overview_puts_dates_requests_and_judgements_together(readiness, inspection):
    found = readiness.overview(inspection.id)

    assert (found.day_line, found.sentence) == (
        "Week 2 · day 3 of 10 · Wednesday 2 December",
        "0 of 12 tasks done · 8 late · 51 requests to expect, 0 with an owner",
    )
    assert [(group.title, group.total, group.owned) for group in found.groups] == [
        ("Annex A: child-level lists", 11, 0),
        ("Practice and audit", 7, 0),
        ("Performance", 5, 0),
        ("Leadership", 7, 0),
        ("Service reports", 17, 0),
        ("Practical", 4, 0),
    ]
    assert found.events == tuple(EventRow(event, None) for event in Event)
    assert [area.area_key for area in found.judgements] == [
        "leaders",
        "help_protection",
        "in_care",
        "care_leavers",
    ]
    assert found.cautions == ()


def test_that_a_date_says_when_it_is_due_and_how_it_stands(house, readiness, inspection):
    lists = next(row for row in readiness.overview(inspection.id).dates if row.key == "annex_a_lists")
    house.inspections.mark_done(lists.id)

    rows = {row.key: row for row in readiness.overview(inspection.id).dates}

    assert {
        key: (rows[key].said_due, rows[key].said_state)
        for key in ("annex_a_lists", "arrival", "cases_chosen", "final_feedback", "publish_report")
    } == {
        "annex_a_lists": ("Tue 24 Nov 17:00", "done Wed 2 Dec 18:40"),
        "arrival": ("Mon 30 Nov 09:00", "past"),
        "cases_chosen": ("Thu 26 Nov", "late"),
        "final_feedback": ("Fri 11 Dec 14:00", "to come"),
        "publish_report": ("on receipt", "waiting"),
    }
    assert said_hang(rows["cases_chosen"], tuple(rows.values())) == (
        "2 working days after “Child-level lists 1 to 11 checked, signed off and given”"
    )


def test_that_a_whole_day_is_not_late_before_it_is_over(readiness, inspection, clock):
    clock.now = datetime(2026, 11, 26, 18, tzinfo=UTC)

    rows = {row.key: row.is_late for row in readiness.overview(inspection.id).dates}

    assert (rows["annex_a_documents"], rows["cases_chosen"], rows["audits_returned"]) == (True, False, False)


def test_that_staged_requests_count_their_owners(house, readiness, inspection, person):
    analyst = person("A. Osei")
    staged = house.info_requests.staged(inspection.id)
    house.info_requests.assign(staged[0].id, analyst.id)
    house.info_requests.activate(staged[1].id)

    assert readiness.overview(inspection.id).groups[0] == StagedGroup(
        "Annex A: child-level lists",
        total=11,
        owned=1,
        cleared=0,
        given=0,
        roles=("performance analyst", "head of early help", "head of adoption"),
    )


def test_that_a_grade_is_embargoed_until_it_is_final(readiness, inspection):
    provisional = readiness.judge(inspection.id, "leaders", provisional=Grade.GOOD)
    final = readiness.judge(
        inspection.id, "leaders", provisional=Grade.GOOD, final=Grade.GOOD, label="The impact of leaders"
    )

    assert provisional.is_embargoed
    assert (
        readiness.judgements(inspection.id)[0]
        == final
        == Judgement("leaders", "The impact of leaders", Grade.GOOD, Grade.GOOD)
    )


def test_that_an_area_of_another_era_is_refused(readiness, inspection):
    with pytest.raises(Explained, match="not judged in this inspection"):
        readiness.judge(inspection.id, "overall", final=Grade.GOOD)


def test_that_a_visit_has_no_areas(house, readiness):
    visit = house.inspections.open_inspection(
        authority="Borsetshire",
        framework_key="focused_visit",
        notified_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    )

    assert readiness.overview(visit.id).judgements == ()


def test_that_the_pathway_follows_what_was_entered_by_hand(readiness):
    assert readiness.pathway("Borsetshire") is None

    past = readiness.add_past(
        "Borsetshire",
        name="Short inspection",
        ended_on=date(2023, 11, 24),
        grades={"overall": Grade.GOOD, "leaders": Grade.GOOD},
    )

    found = readiness.pathway("Borsetshire")
    assert (found.next_key, found.earliest_on, found.latest_on) == (
        "short",
        date(2026, 5, 24),
        date(2027, 5, 24),
    )
    assert readiness.past("Borsetshire") == (past,)
    readiness.remove_past(past.id)
    assert readiness.pathway("Borsetshire") is None


def test_that_an_own_inspection_counts_once_it_is_published(house, readiness, inspection):
    for area in ("leaders", "help_protection", "in_care", "care_leavers"):
        readiness.judge(inspection.id, area, final=Grade.GOOD)
    assert readiness.pathway("Borsetshire") is None

    house.inspections.set_state(inspection.id, InspectionState.PUBLISHED)

    found = readiness.pathway("Borsetshire")
    assert (found.next_key, found.anniversary_on, found.is_certain) == ("short", date(2029, 12, 11), False)


def test_that_an_earlier_inspection_in_the_future_is_refused(readiness):
    with pytest.raises(Explained, match="cannot end in the future"):
        readiness.add_past("Borsetshire", name="Short inspection", ended_on=date(2027, 1, 1))
    with pytest.raises(Explained, match="both needed"):
        readiness.add_past("Borsetshire", name=" ", ended_on=date(2025, 1, 1))
    with pytest.raises(Explained, match="removed already"):
        readiness.remove_past(5)
