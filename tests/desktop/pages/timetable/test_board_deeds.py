"""Undo, what became of slots, running late, the slot panel and the way back to an issue."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.pages.timetable.slot.late_dialog import LateDialog
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.timetable import SlotStatus

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


@pytest.fixture
def dialog(page):
    """The dialog that is open."""
    return lambda kind=FormDialog: next(each for each in page.view.findChildren(kind) if each.isVisible())


@pytest.fixture
def click(settle):
    """Press a button and wait for what follows."""

    def do(button):
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)
        settle()

    return do


def words(panel) -> list[str]:
    return [each.text() for each in panel.findChildren(QWidget) if hasattr(each, "text") and each.isVisible()]


def test_that_undo_and_redo_say_what_they_would_do_and_choose_the_slot(
    page, press, click, slot, sample, at, settle
):
    view, header = page.view, page.view.header
    press("009", KEY.Key_Down, ALT)
    assert header.undo.accessibleName() == "Undo: Move C-009 records to 10:15"
    assert header.undo.toolTip() == "Undo: Move C-009 records to 10:15 (Ctrl+Z)"
    view.choose_nothing()

    click(header.undo)
    assert slot("009").starts_at == at("10:00")
    assert (view.uid, view.property("said")) == (
        sample.slots["009"].uid,
        "Undone: Move C-009 records to 10:15",
    )
    assert header.redo.accessibleName() == "Redo: Move C-009 records to 10:15"

    click(header.redo)
    assert slot("009").starts_at == at("10:15")
    assert not header.redo.isEnabled()


def test_that_ctrl_z_and_ctrl_shift_z_do_the_same(page, press, board, slot, at, settle, qtbot):
    press("009", KEY.Key_Down, ALT)
    page.view.activateWindow()
    qtbot.waitUntil(page.view.isActiveWindow)
    board.setFocus()

    QTest.keyClick(board, KEY.Key_Z, CTRL)
    settle()
    assert slot("009").starts_at == at("10:00")

    QTest.keyClick(board, KEY.Key_Z, CTRL | SHIFT)
    settle()
    assert slot("009").starts_at == at("10:15")


def test_that_one_key_says_what_became_of_a_slot(page, press, slot, clock, at):
    clock.now = at("10:20")
    press("009", KEY.Key_S)
    assert (slot("009").status, slot("009").late_minutes) == (SlotStatus.STARTED, 20)

    clock.now = at("11:20")
    press("009", KEY.Key_E)
    assert (slot("009").status, slot("009").ended_at) == (SlotStatus.ENDED, at("11:20"))

    press("009", KEY.Key_B)
    assert slot("009").status is SlotStatus.PLANNED

    clock.now = at("11:50")
    press("009", KEY.Key_O)
    assert slot("009").outcome == "ran over 20 min"

    press("017", KEY.Key_W)
    assert slot("017").status is SlotStatus.WENT_ELSEWHERE
    assert page.view.property("said") == "C-017 records: inspector went elsewhere"


def test_that_n_asks_why_and_o_asks_by_how_long(page, press, dialog, click, slot):
    press("009", KEY.Key_N)
    form = dialog()
    click(form.accept_button)
    assert slot("009").status is SlotStatus.PLANNED
    QTest.keyClicks(form.findChild(QLineEdit), "worker ill")
    click(form.accept_button)
    assert slot("009").outcome == "did not happen: worker ill"

    press("017", KEY.Key_O)
    form = dialog()
    form.findChild(QSpinBox).setValue(25)
    click(form.accept_button)
    assert slot("017").outcome == "ran over 25 min"


def test_that_running_late_is_previewed_and_shifts_the_lane_as_one_deed(
    page, press, dialog, click, slot, at, settle, qtbot, house, inspection
):
    press("017", KEY.Key_T)
    form = dialog(LateDialog)
    form.minutes.setValue(30)
    qtbot.waitUntil(lambda: form.late is not None and form.late.minutes == 30)
    assert form.sentence.text() == "2 slots move 30 min later; back on time at 13:30."
    settle()
    assert "09:15 → 09:45–11:15" in words(form)  # an en dash is meant

    click(form.accept_button)

    assert (slot("017").starts_at, slot("duty").starts_at) == (at("09:45"), at("11:00"))
    assert slot("040").starts_at == at("13:30")
    house.timetable.journal.undo(inspection.id)
    assert (slot("017").starts_at, slot("duty").starts_at) == (at("09:15"), at("10:30"))


def test_that_the_panel_tells_the_history_and_opens_what_belongs_to_the_slot(
    page, press, click, settle, house, inspection, sample, desk, qtbot
):
    asked = house.info_requests.add(inspection.id, verbatim="The chronology of C-009, please")
    house.info_requests.anchor(asked.id, slot_uid=sample.slots["009"].uid, minutes=30)
    press("009", KEY.Key_Down, ALT)

    said = words(page.view.slot_panel)
    assert any(line.startswith("moved 10:00 → 10:15 by K. Boyle") for line in said)
    assert "C-009" in said
    link = next(
        each
        for each in page.view.slot_panel.findChildren(QWidget)
        if each.accessibleName() == f"Open {asked.ref} {asked.title}"
    )
    with qtbot.waitSignal(desk.go_wanted) as went:
        click(link)
    assert went.args == [Ref(Kind.INFO_REQUEST, asked.id)]


def test_that_the_header_counts_the_day_and_says_off_site_days(page, view_days, settle):
    assert page.view.header.counter.text() == "Week 2 · day 4 of 10"

    page.show_day(view_days[1])
    settle()

    assert page.view.header.counter.text() == "Off-site week · day 2 of 5"


@pytest.fixture
def view_days(page):
    """The days of the inspection."""
    return page.view.days


def test_that_the_header_is_never_cut(page, qtbot):
    header = page.view.header
    for width in (1130, 1000, 820, 640):
        page.view.resize(width, 658)
        qtbot.wait(1)
        shown = [each for each in (header.issue, header.more, header.undo, header.switch) if each.isVisible()]
        assert len(shown) == 4
        for each in shown:
            right = each.mapTo(page.view, each.rect().topRight()).x()
            assert right <= width, (width, each.accessibleName())
