from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from ilacs_desktop.desktop.dialogs.new_inspection import NewInspectionDialog
from ilacs_desktop.domain.inspection import Basis

CALL = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)


@pytest.fixture
def dialog(desk, clock, qtbot):
    clock.now = datetime(2026, 11, 23, 9, 35, tzinfo=UTC)
    dialog = NewInspectionDialog(desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.preview.plan is not None)
    return dialog


def choose(dialog, key):
    dialog.kind.setCurrentIndex(dialog.kind.findData(key))


def test_that_all_dates_are_shown_before_anything_is_stored(dialog, house, qtbot):
    choose(dialog, "standard")
    dialog.set_call(CALL)

    qtbot.waitUntil(lambda: dialog.preview.plan.on_site_until == date(2026, 12, 11))

    assert dialog.preview._days.text() == "On site Mon 30 Nov to Fri 11 Dec 2026"
    assert dialog.preview._basis.pill.word == "template"
    assert dialog.preview._rest.text() == (
        "6 inspectors to plan for · 51 requests to expect · first timetable of 58 lines · 4 areas judged"
    )
    assert dialog.preview.rows.rowCount() == 17
    assert dialog.preview.cautions.sentences == ()
    assert house.inspections.all() == ()


def test_that_opening_stores_the_inspection_and_says_so(dialog, house, qtbot):
    choose(dialog, "standard")
    qtbot.keyClicks(dialog.authority, "Borsetshire")
    qtbot.keyClicks(dialog.lead, "P. Marsh")
    dialog.set_call(CALL)

    with qtbot.waitSignal(dialog.opened) as opened:
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    assert opened.args == [house.inspections.one(1)]
    stored = house.inspections.one(1)
    assert (stored.title, stored.lead_inspector, stored.notified_at, stored.on_site_from) == (
        "Borsetshire · Standard inspection",
        "P. Marsh",
        CALL,
        date(2026, 11, 30),
    )
    assert not dialog.isVisible()


def test_that_the_authority_cannot_be_left_out(dialog, house, qtbot):
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    assert dialog.form.has_errors
    assert house.inspections.all() == ()


def test_that_unusual_dates_are_said_while_typing(dialog, qtbot):
    choose(dialog, "short")
    dialog.set_call(datetime(2026, 7, 28, 8, 20, tzinfo=UTC))

    qtbot.waitUntil(lambda: len(dialog.preview.cautions.sentences) == 3)

    assert dialog.preview.cautions.sentences == (
        "The call usually comes on a Monday, not on a Tuesday.",
        "That is 4 working days’ notice; 5 are usual.",
        "Inspections are not normally held in August.",
    )


def test_that_days_that_were_said_are_taken(dialog, qtbot):
    choose(dialog, "standard")
    dialog.set_call(CALL)
    dialog.days_said.setChecked(True)
    dialog.first.setDate(date(2026, 12, 7))

    qtbot.waitUntil(lambda: dialog.preview.plan.on_site_from == date(2026, 12, 7))

    assert dialog.preview.plan.on_site_until == date(2026, 12, 18)
    assert dialog.preview._basis.pill.word == str(Basis.OFSTED)


def test_that_agreed_dates_are_asked_for(dialog, qtbot):
    choose(dialog, "monitoring_visit")

    qtbot.waitUntil(lambda: dialog.preview.plan.framework.key == "monitoring_visit")

    assert not dialog.first.parentWidget().isHidden()
    assert not dialog.days_said.isEnabled()


def test_that_a_last_day_before_the_first_is_refused(dialog, house, qtbot):
    qtbot.keyClicks(dialog.authority, "Borsetshire")
    dialog.days_said.setChecked(True)
    dialog.first.setDate(date(2026, 12, 7))
    dialog.last.setDate(date(2026, 12, 4))

    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    assert dialog.form.has_errors
    assert house.inspections.all() == ()


def test_that_authorities_are_completed_but_any_may_be_typed(dialog, qtbot):
    qtbot.keyClicks(dialog.authority, "somer")

    completer = dialog.authority.completer()
    offered = [completer.setCurrentRow(number) and completer.currentCompletion() for number in range(3)]
    assert offered == ["Bath and North East Somerset", "North Somerset", "Somerset"]


def test_that_a_visit_has_a_theme(dialog, house, qtbot):
    choose(dialog, "focused_visit")
    qtbot.keyClicks(dialog.authority, "Borsetshire")
    dialog.focus.setText("Front door")
    dialog.set_call(CALL)

    with qtbot.waitSignal(dialog.opened):
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    assert house.inspections.one(1).focus == "Front door"


def test_that_every_control_has_a_spoken_name(dialog, unnamed):
    assert unnamed(dialog) == []
