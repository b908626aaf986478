from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog

from ilacs_desktop.desktop.dialogs.readiness import (
    DaysDialog,
    EventDialog,
    JudgeDialog,
    PastDialog,
    SetDateDialog,
)
from ilacs_desktop.desktop.pages.readiness import ReadinessPage
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.inspection import Basis, Event, InspectionState
from ilacs_desktop.domain.pathways import Grade


@pytest.fixture
def page(desk, qtbot):
    page = ReadinessPage(desk)
    qtbot.addWidget(page.view)
    page.view.resize(1170, 690)
    page.view.show()
    desk.changed.connect(page.on_changed)
    return page


@pytest.fixture
def open_page(page, desk, inspection, qtbot):
    """The page with the inspection at hand."""
    desk.set_inspection(inspection)
    page.refresh()
    qtbot.waitUntil(lambda: page.readiness.dates.rows.rowCount() == 17)
    return page


@pytest.fixture
def press(qtbot):
    return lambda button: qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog(page, kind, qtbot):
    """The dialog of a kind that has just been opened."""
    qtbot.waitUntil(lambda: any(isinstance(each, kind) for each in page.view.findChildren(QDialog)))
    return next(each for each in page.view.findChildren(QDialog) if isinstance(each, kind))


def row(page, key):
    return next(each for each in page.readiness.dates.rows.rows if each.key == key)


def choose(page, key):
    assert page.readiness.dates.table.select_where(lambda each: each.key == key)


def test_that_the_page_says_how_things_stand(open_page):
    assert open_page.readiness.header.sentence == (
        "0 of 12 tasks done · 8 late · 51 requests to expect, 0 with an owner"
    )
    assert row(open_page, "publish_report").basis is Basis.STATUTORY


def test_that_the_first_date_to_be_done_is_selected(open_page):
    assert open_page.readiness.dates.table.selected().key == "set_up"
    assert open_page.readiness.dates.detail.what.text() == row(open_page, "set_up").what


def test_that_without_an_inspection_one_can_be_begun(page, desk, qtbot, press):
    page.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)

    assert page.readiness.stack.currentWidget() is page.readiness.empty
    with qtbot.waitSignal(desk.new_inspection_wanted):
        press(page.readiness.empty.button)


def test_that_a_date_is_set_as_it_was_said_and_carries_what_hangs_on_it(open_page, qtbot, press):
    choose(open_page, "annex_a_lists")
    press(open_page.readiness.dates.detail.set_button)
    asked = dialog(open_page, SetDateDialog, qtbot)
    asked.day.setDate(date(2026, 11, 25))
    asked.note.setText("Set-up call")

    press(asked.accept_button)

    qtbot.waitUntil(lambda: row(open_page, "annex_a_lists").due_on == date(2026, 11, 25))
    changed = row(open_page, "annex_a_lists")
    assert (changed.due_at_time, changed.basis, changed.note) == (time(17), Basis.OFSTED, "Set-up call")
    assert row(open_page, "cases_chosen").due_on == date(2026, 11, 27)


def test_that_a_date_goes_back_to_the_rule(open_page, house, qtbot, press):
    house.inspections.override(row(open_page, "annex_a_lists").id, due_on=date(2026, 11, 26))
    qtbot.waitUntil(lambda: row(open_page, "annex_a_lists").is_overridden)
    choose(open_page, "annex_a_lists")

    press(open_page.readiness.dates.detail.back_button)

    qtbot.waitUntil(lambda: row(open_page, "annex_a_lists").due_on == date(2026, 11, 24))
    assert not open_page.readiness.dates.detail.back_button.isVisible()


def test_that_a_date_is_marked_done_and_back(open_page, qtbot, press):
    choose(open_page, "set_up")
    button = open_page.readiness.dates.detail.done_button

    press(button)
    qtbot.waitUntil(lambda: row(open_page, "set_up").done_at is not None)
    qtbot.waitUntil(lambda: button.text() == "Not done")
    press(button)

    qtbot.waitUntil(lambda: row(open_page, "set_up").done_at is None)


def test_that_days_on_site_are_set_and_dates_move(open_page, house, inspection, qtbot, press):
    press(open_page.readiness.days_button)
    asked = dialog(open_page, DaysDialog, qtbot)
    asked.last.setDate(date(2026, 11, 27))
    press(asked.accept_button)
    assert asked.form.has_errors

    asked.first.setDate(date(2026, 12, 7))
    asked.last.setDate(date(2026, 12, 18))
    press(asked.accept_button)

    qtbot.waitUntil(lambda: row(open_page, "final_feedback").due_on == date(2026, 12, 18))
    assert house.inspections.one(inspection.id).on_site_basis is Basis.OFSTED


def test_that_the_receipt_of_the_report_starts_its_clocks(open_page, clock, qtbot, press):
    clock.now = datetime(2027, 2, 1, 9, tzinfo=UTC)
    open_page.readiness.show_face(open_page.readiness.after)
    choose(open_page, "action_statement")
    open_page.readiness.show_face(open_page.readiness.dates)
    press(open_page.readiness.dates.detail.event_button)
    asked = dialog(open_page, EventDialog, qtbot)
    asked.day.setDate(date(2027, 1, 29))

    press(asked.accept_button)

    qtbot.waitUntil(lambda: row(open_page, "action_statement").due_on is not None)
    assert (row(open_page, "publish_report").due_on, row(open_page, "action_statement").due_on) == (
        date(2027, 3, 12),
        date(2027, 5, 12),
    )


def test_that_a_day_before_the_inspectors_is_refused_in_the_dialog(open_page, qtbot, press):
    open_page.readiness.show_face(open_page.readiness.after)
    open_page.readiness.after.event_wanted.emit(Event.REPORT_RECEIVED)
    asked = dialog(open_page, EventDialog, qtbot)
    asked.day.setDate(date(2026, 11, 2))

    press(asked.accept_button)

    qtbot.waitUntil(lambda: not asked._refusal.isHidden())
    assert asked._refusal.text() == (
        "That day lies before the first day on site. Check the day that was entered."
    )


def test_that_a_provisional_grade_is_shown_as_embargoed(open_page, house, inspection, qtbot, press):
    open_page.readiness.show_face(open_page.readiness.after)
    press(open_page.readiness.after.judgements.button)
    asked = dialog(open_page, JudgeDialog, qtbot)
    asked.provisional.setCurrentText("good")

    press(asked.accept_button)

    qtbot.waitUntil(lambda: house.readiness.judgements(inspection.id)[0].provisional is Grade.GOOD)
    judgements = open_page.readiness.after.judgements
    qtbot.waitUntil(lambda: judgements._note.text() == "under embargo")


def test_that_an_inspection_pauses_and_goes_on(open_page, house, inspection, qtbot, press):
    button = open_page.readiness.dates.pause_button

    press(button)
    qtbot.waitUntil(lambda: button.text() == "Go on")
    assert house.inspections.one(inspection.id).state is InspectionState.PAUSED
    press(button)

    qtbot.waitUntil(lambda: button.text() == "Pause")
    assert house.inspections.one(inspection.id).state is InspectionState.NOTIFIED


def test_that_the_last_judgements_give_the_next_inspection(open_page, qtbot, press):
    pathway = open_page.readiness.pathway
    open_page.readiness.show_face(pathway)
    press(pathway.add_button)
    asked = dialog(open_page, PastDialog, qtbot)
    asked.day.setDate(date(2023, 11, 24))
    asked.grades["overall"].setCurrentText("good")

    press(asked.accept_button)

    qtbot.waitUntil(lambda: pathway.next.name.text() == "Short inspection")
    assert pathway.next.window_line.text() == "Likely from May 2026 to May 2027"
    pathway.table.selectRow(0)
    press(pathway.remove_button)
    qtbot.waitUntil(lambda: pathway.rows.rowCount() == 0)


def test_that_the_areas_asked_for_follow_the_day(qtbot, house, theme):
    eras = house.inspections.framework("standard").eras
    asked = PastDialog([("Short inspection", True), ("Focused visit", False)], eras, date(2026, 12, 2))
    qtbot.addWidget(asked)

    assert asked.shown == {"leaders", "help_protection", "in_care", "care_leavers"}
    asked.day.setDate(date(2021, 5, 7))
    assert asked.shown == {"leaders", "help_protection", "combined_care", "overall"}
    asked.kind.setCurrentIndex(1)
    assert asked.shown == set()
    assert asked.values()["grades"] == {}


def test_that_a_reminder_leads_to_its_milestone(open_page):
    wanted = row(open_page, "final_feedback")

    open_page.open(Ref(Kind.MILESTONE, wanted.id))

    assert open_page.readiness.dates.table.selected() == wanted


def test_that_late_dates_are_counted_in_the_sidebar(page, desk, inspection, qtbot):
    desk.set_inspection(inspection)

    with qtbot.waitSignal(page.badge_changed, check_params_cb=lambda count: count == "8"):
        page.refresh()


def test_that_the_rules_name_their_source(open_page):
    rows = open_page.readiness.framework.rows.rows

    assert [each.what for each in rows] == [
        "Power to inspect",
        "Notice",
        "On site",
        "Inspectors",
        "Result",
        "Judged",
    ]
    assert all(each.source for each in rows)


def test_that_the_tables_keep_the_rules_of_qt(open_page):
    readiness = open_page.readiness
    for model in (
        readiness.dates.rows,
        readiness.after.clocks,
        readiness.after.judgements.rows,
        readiness.pathway.rows,
        readiness.framework.rows,
    ):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_that_staged_requests_lead_to_their_page(open_page, desk, qtbot, press):
    with qtbot.waitSignal(desk.go_wanted) as gone:
        press(open_page.readiness.dates.staged.link)

    assert gone.args == ["info_requests"]


def test_that_every_control_has_a_spoken_name(open_page, unnamed):
    readiness = open_page.readiness
    for face in (readiness.dates, readiness.after, readiness.pathway, readiness.framework):
        readiness.show_face(face)
        assert unnamed(open_page.view) == []


def test_that_every_control_of_its_dialogs_has_a_spoken_name(open_page, house, inspection, qtbot, unnamed):
    today = date(2026, 12, 2)
    eras = house.inspections.framework("standard").eras
    dialogs = (
        SetDateDialog(row(open_page, "arrival"), today),
        DaysDialog(inspection),
        EventDialog(Event.REPORT_RECEIVED, None, today),
        JudgeDialog(open_page.readiness.after.judgements.rows.rows[0]),
        PastDialog([("Short inspection", True)], eras, today),
    )
    for asked in dialogs:
        qtbot.addWidget(asked)

    assert [name for asked in dialogs for name in unnamed(asked)] == []
