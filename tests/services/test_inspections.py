from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import event

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Basis, Event, InspectionState
from ilacs_desktop.services.inspections import Inspections
from ilacs_desktop.store.inspection import FrameworkSnapshot

JUNE = datetime(2025, 6, 2, 8, 20, tzinfo=UTC)


@pytest.fixture
def inspections(house) -> Inspections:
    return house.inspections


def dates(inspections, inspection_id):
    return {each.key: each.due_on for each in inspections.milestones(inspection_id)}


def milestone(inspections, inspection_id, key):
    return next(each for each in inspections.milestones(inspection_id) if each.key == key)


def test_that_the_call_puts_everything_in_place(house, inspection):
    milestones = house.inspections.milestones(inspection.id)

    assert (
        inspection.title,
        inspection.on_site_from,
        inspection.on_site_until,
        inspection.on_site_basis,
    ) == (
        "Borsetshire · Standard inspection",
        date(2026, 11, 30),
        date(2026, 12, 11),
        Basis.TEMPLATE,
    )
    assert [(each.key, each.due_on, each.due_at_time) for each in milestones] == [
        ("call", date(2026, 11, 23), time(9, 20)),
        ("set_up", date(2026, 11, 23), time(10, 20)),
        ("cascade", date(2026, 11, 23), time(11, 20)),
        ("list_extract", date(2026, 11, 23), time(12)),
        ("annex_a_lists", date(2026, 11, 24), time(17)),
        ("annex_a_documents", date(2026, 11, 25), time(17)),
        ("cases_chosen", date(2026, 11, 26), None),
        ("audits_returned", date(2026, 11, 27), time(12)),
        ("first_timetable", date(2026, 11, 27), time(15)),
        ("arrival", date(2026, 11, 30), time(9)),
        ("final_feedback", date(2026, 12, 11), time(14)),
        ("concerns_call", date(2026, 12, 14), None),
        ("earliest_publication", date(2027, 1, 19), None),
        ("usual_publication", date(2027, 1, 26), None),
    ]
    assert [each.key for each in house.inspections.waiting_clocks(inspection.id)] == [
        "factual_accuracy",
        "publish_report",
        "action_statement",
    ]
    assert [each.key for each in milestones if each.is_done] == ["call"]
    assert len(house.info_requests.staged(inspection.id)) == 51
    assert len(house.timetable.draft(inspection.id)) == 58


def test_that_a_short_call_of_june_2025_gives_the_second_week(inspections):
    opened = inspections.open_inspection(authority="Borsetshire", framework_key="short", notified_at=JUNE)

    assert (opened.on_site_from, opened.on_site_until) == (date(2025, 6, 9), date(2025, 6, 13))


def test_that_the_clock_of_the_statement_starts_on_receipt(inspections):
    opened = inspections.open_inspection(authority="Borsetshire", framework_key="short", notified_at=JUNE)

    inspections.record_event(opened.id, Event.PUBLISHED, on=date(2025, 8, 5))
    assert "action_statement" not in dates(inspections, opened.id)
    inspections.record_event(opened.id, Event.REPORT_RECEIVED, on=date(2025, 8, 14))

    found = dates(inspections, opened.id)
    assert (found["publish_report"], found["action_statement"]) == (date(2025, 9, 26), date(2025, 11, 21))
    assert inspections.one(opened.id).state is InspectionState.ACTION_PLANNING


def test_that_a_focused_visit_has_a_draft_and_a_final_plan(inspections):
    opened = inspections.open_inspection(
        authority="Borsetshire", framework_key="focused_visit", notified_at=JUNE, focus="Front door"
    )

    inspections.record_event(opened.id, Event.REPORT_RECEIVED, on=date(2025, 8, 14))

    found = dates(inspections, opened.id)
    assert (found["draft_plan"], found["action_statement"]) == (date(2025, 9, 12), date(2025, 11, 21))


def test_that_a_day_entered_by_mistake_can_be_taken_back(inspections, inspection):
    inspections.record_event(inspection.id, Event.REPORT_RECEIVED, on=date(2027, 1, 29))
    inspections.record_event(inspection.id, Event.REPORT_RECEIVED, on=None)

    assert inspections.one(inspection.id).state is InspectionState.NOTIFIED
    assert len(inspections.waiting_clocks(inspection.id)) == 3


def test_that_a_report_cannot_come_before_the_inspectors(inspections, inspection):
    with pytest.raises(Explained, match="before the first day on site"):
        inspections.record_event(inspection.id, Event.REPORT_RECEIVED, on=date(2026, 11, 1))


def test_that_an_override_is_said_by_ofsted_and_carries_what_hangs_on_it(inspections, inspection):
    before = milestone(inspections, inspection.id, "annex_a_lists")

    changed = inspections.override(
        before.id, due_on=date(2026, 11, 25), due_at_time=time(10), note="Set-up call, 10:30"
    )

    assert (changed.due_on, changed.due_at_time, changed.basis, changed.is_overridden, changed.note) == (
        date(2026, 11, 25),
        time(10),
        Basis.OFSTED,
        True,
        "Set-up call, 10:30",
    )
    found = dates(inspections, inspection.id)
    assert (found["cases_chosen"], found["audits_returned"]) == (date(2026, 11, 27), date(2026, 11, 30))
    assert found["annex_a_documents"] == date(2026, 11, 25)


def test_that_an_override_can_be_taken_back(inspections, inspection):
    before = inspections.milestones(inspection.id)
    lists = milestone(inspections, inspection.id, "annex_a_lists")

    inspections.override(lists.id, due_on=date(2026, 11, 26))
    inspections.take_back_override(lists.id)

    after = inspections.milestones(inspection.id)
    assert [(row.key, row.due_on, row.due_at_time, row.basis, row.note) for row in after] == [
        (row.key, row.due_on, row.due_at_time, row.basis, row.note) for row in before
    ]


def test_that_new_days_on_site_move_what_hangs_on_them(inspections, inspection):
    changed = inspections.set_days(
        inspection.id, on_site_from=date(2026, 12, 1), on_site_until=date(2026, 12, 10)
    )

    found = dates(inspections, inspection.id)
    assert changed.on_site_basis is Basis.OFSTED
    assert (found["first_timetable"], found["arrival"], found["final_feedback"], found["concerns_call"]) == (
        date(2026, 11, 30),
        date(2026, 12, 1),
        date(2026, 12, 10),
        date(2026, 12, 11),
    )
    assert found["annex_a_lists"] == date(2026, 11, 24)


def test_that_what_was_set_by_hand_or_is_done_stays_when_the_days_move(inspections, inspection):
    feedback = milestone(inspections, inspection.id, "final_feedback")
    arrival = milestone(inspections, inspection.id, "arrival")
    inspections.override(feedback.id, due_on=date(2026, 12, 10), due_at_time=time(15))
    inspections.mark_done(arrival.id)

    inspections.set_days(inspection.id, on_site_from=date(2026, 12, 7))

    found = dates(inspections, inspection.id)
    assert (found["final_feedback"], found["arrival"]) == (date(2026, 12, 10), date(2026, 11, 30))
    assert inspections.one(inspection.id).on_site_until == date(2026, 12, 18)


def test_that_days_in_the_wrong_order_are_refused(inspections, inspection):
    with pytest.raises(Explained, match="lies before the first"):
        inspections.set_days(inspection.id, on_site_from=date(2026, 12, 7), on_site_until=date(2026, 12, 4))


def test_that_a_milestone_is_marked_done_and_back(inspections, inspection, clock):
    lists = milestone(inspections, inspection.id, "annex_a_lists")

    inspections.mark_done(lists.id)
    done_at = milestone(inspections, inspection.id, "annex_a_lists").done_at
    inspections.mark_done(lists.id, is_done=False)

    assert done_at == clock.now
    assert milestone(inspections, inspection.id, "annex_a_lists").done_at is None


def test_that_a_clock_that_waits_cannot_be_done(inspections, inspection):
    waiting = inspections.waiting_clocks(inspection.id)[0]

    with pytest.raises(Explained, match="has not started"):
        inspections.mark_done(waiting.id)


def test_that_an_inspection_pauses_and_goes_on_where_it_was(inspections, inspection):
    inspections.record_event(inspection.id, Event.DRAFT_RECEIVED, on=date(2027, 1, 5))

    paused = inspections.pause(inspection.id)
    resumed = inspections.resume(inspection.id)

    assert (paused.state, paused.paused_on) == (InspectionState.PAUSED, date(2026, 12, 2))
    assert paused.day_line(date(2026, 12, 3)) == "Paused since Wed 2 Dec · Thursday 3 December"
    assert (resumed.state, resumed.paused_on) == (InspectionState.FACTUAL_ACCURACY, None)


def test_that_only_a_paused_inspection_can_be_resumed(inspections, inspection):
    with pytest.raises(Explained, match="not paused"):
        inspections.resume(inspection.id)


def test_that_two_inspections_run_side_by_side(inspections, inspection, house):
    other = inspections.open_inspection(
        authority="Felpersham",
        framework_key="short",
        notified_at=datetime(2026, 11, 23, 9, 50, tzinfo=UTC),
    )

    inspections.set_days(other.id, on_site_from=date(2026, 12, 7))

    assert [each.authority for each in inspections.all()] == ["Felpersham", "Borsetshire"]
    assert inspections.current() == inspections.one(other.id)
    assert inspections.one(inspection.id) == inspection
    assert len(house.info_requests.staged(inspection.id)) == len(house.info_requests.staged(other.id)) == 51


def test_that_a_closed_inspection_is_not_the_current_one(inspections, inspection):
    inspections.set_state(inspection.id, InspectionState.CLOSED)

    assert inspections.current() is None


def test_that_a_second_inspection_within_six_months_is_warned_of(inspections, inspection):
    found = inspections.preview(
        authority="Borsetshire",
        framework_key="focused_visit",
        notified_at=datetime(2027, 2, 1, 9, tzinfo=UTC),
    )

    assert [caution.sentence for caution in found.cautions] == [
        "Less than six months from “Standard inspection”, last day on site Friday 11 December 2026."
    ]
    assert inspections.warnings(inspection.id) == ()


def test_that_agreed_dates_are_asked_for(inspections):
    with pytest.raises(Explained, match="agreed in advance"):
        inspections.open_inspection(
            authority="Borsetshire", framework_key="monitoring_visit", notified_at=JUNE
        )
    opened = inspections.open_inspection(
        authority="Borsetshire",
        framework_key="monitoring-visit",
        notified_at=JUNE,
        on_site_from=date(2025, 7, 1),
    )
    assert (opened.on_site_until, opened.on_site_basis) == (date(2025, 7, 2), Basis.OFSTED)


@pytest.mark.parametrize(
    ("authority", "key", "sentence"),
    [
        ("  ", "short", "The authority is missing"),
        ("Borsetshire", "sort", "no type of inspection called “sort”"),
    ],
)
def test_that_a_call_without_its_facts_is_refused_and_nothing_stored(inspections, authority, key, sentence):
    with pytest.raises(Explained, match=sentence):
        inspections.open_inspection(authority=authority, framework_key=key, notified_at=JUNE)

    assert inspections.all() == ()


def test_that_days_in_the_wrong_order_open_nothing(inspections):
    with pytest.raises(Explained, match="lies before the first"):
        inspections.open_inspection(
            authority="Borsetshire",
            framework_key="short",
            notified_at=JUNE,
            on_site_from=date(2025, 6, 9),
            on_site_until=date(2025, 6, 6),
        )

    assert inspections.all() == ()


def test_that_an_inspection_keeps_the_edition_it_began_with(inspections, inspection, store):
    present = inspections.framework("standard")
    with store.working("A later edition of the same facts") as session:
        kept = session.query(FrameworkSnapshot).filter_by(inspection_id=inspection.id).one()
        kept.values = {**kept.values, "edition": "April 2021", "name": "Standard inspection, old"}

    assert inspections.framework_of(inspection.id).edition == "April 2021"
    assert inspections.framework("standard") == present


def test_that_opening_is_one_deed_and_announced_once(inspections, store):
    heard = []
    store.listen(heard.append)
    page = object()

    inspections.open_inspection(authority="Borsetshire", framework_key="short", notified_at=JUNE, by=page)

    assert len(heard) == 1
    assert heard[0].by is page
    assert heard[0].touch(Kind.INSPECTION, Kind.MILESTONE)
    assert {Kind.INSPECTION, Kind.MILESTONE, Kind.INFO_REQUEST, Kind.SLOT} <= heard[0].kinds


@pytest.mark.parametrize("wish", ["milestones", "waiting_clocks", "cautions"])
def test_that_looking_takes_the_same_number_of_queries_for_two_as_for_one(
    inspections, inspection, store, wish
):
    def count():
        queries = []
        listener = lambda *args: queries.append(args[2])  # noqa: E731 - an event wants a callable
        event.listen(store.engine, "before_cursor_execute", listener)
        getattr(inspections, wish)(inspection.id)
        inspections.all()
        event.remove(store.engine, "before_cursor_execute", listener)
        return len(queries)

    with_one = count()
    inspections.open_inspection(authority="Felpersham", framework_key="short", notified_at=JUNE)

    assert count() == with_one


def test_that_a_missing_inspection_is_said(inspections):
    for ask in (inspections.one, inspections.framework_of, inspections.cautions):
        with pytest.raises(Explained, match="There is no inspection 7"):
            ask(7)
    with pytest.raises(Explained, match="no such milestone"):
        inspections.mark_done(7)
