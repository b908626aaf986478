"""The week view: every day and every slot a cell, gone to, moved and opened by keys and mouse."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.views_deeds import ViewsDeeds

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
MONDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 12, day) for day in (7, 2, 3, 4))


@pytest.fixture
def week(page, settle):
    page.view.show_as(Showing.WEEK)
    settle()
    week = next(deeds for deeds in page.deeds if isinstance(deeds, ViewsDeeds)).week
    week.setFocus()
    return week


@pytest.fixture
def go(week, sample, settle):
    """``go("031")`` to a slot, or ``go(THURSDAY)`` to a day."""

    def do(where):
        layout = week.weeks.layout
        cell = layout.cell_of_day(where) if isinstance(where, date) else layout.cells[sample.slots[where].uid]
        week.setCurrentIndex(week.weeks.index(*cell))
        settle()

    return do


@pytest.fixture
def press(week, settle, qtbot):
    def do(key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(week, key, modifiers)
        qtbot.wait(150)  # the panel follows the keyboard when it rests
        settle()

    return do


def spoken(week) -> str:
    return week.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_every_day_and_slot_is_a_cell_that_says_how_it_stands(week, go, qtmodeltester):
    layout = week.weeks.layout
    days = [layout.days[head, column].day for head in layout.heads for column in range(len(layout.columns))]
    assert (days[0], days[-1], len(layout.heads)) == (date(2026, 11, 23), date(2026, 12, 11), 3)

    go(THURSDAY)
    assert spoken(week).startswith("Thursday 3 December, Week 2, day 4 of 10, 14 slots, 3 changes not issued")
    go(WEDNESDAY)
    assert spoken(week).startswith("Wednesday 2 December, Week 2, day 3 of 10, today, 6 slots")
    go(date(2026, 11, 24))
    assert spoken(week).startswith("Tuesday 24 November, Off-site week, day 2 of 5, off site, ")
    go("058")
    assert spoken(week) == (
        "C-058 records, Inspector D with K. Shaw, Room 5, Civic Centre, 13:30 to 15:00, locked,"
        " Thursday 3 December"
    )
    table = QAccessible.queryAccessibleInterface(week)
    names = {
        child.text(QAccessible.Text.Name)
        for number in range(table.childCount())
        if (child := table.child(number)).role() is QAccessible.Role.Cell
    }
    cells = [*layout.cells.values(), *layout.days]
    assert {week.weeks.index(*cell).data(Qt.ItemDataRole.AccessibleTextRole) for cell in cells} <= names
    assert (week.horizontalScrollBar().maximum(), week.columnWidth(0) >= 150) == (0, True)
    week.verticalScrollBar().setValue(week.verticalHeader().sectionPosition(layout.heads[1]) + 200)
    rect, day = week.held_head(3)
    assert (rect.top(), day.day) == (0, THURSDAY)
    qtmodeltester.check(week.weeks, force_py=True)


def test_that_keys_go_from_slot_to_slot_move_a_slot_by_a_day_and_open(page, week, go, press, slot, at):
    go(THURSDAY)
    press(Qt.Key.Key_Down)
    assert (week.uid != "", week.day) == (True, THURSDAY)
    press(Qt.Key.Key_Home)
    assert week.day == date(2026, 11, 30)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_PageDown)
    assert (week.day, page.view.sight.day) == (date(2026, 12, 11), date(2026, 12, 11))
    press(Qt.Key.Key_PageUp)
    assert (week.uid, week.day) == ("", FRIDAY)
    press(Qt.Key.Key_Right)
    assert week.day == MONDAY

    go("058")
    press(Qt.Key.Key_Right, ALT)
    assert (slot("058").day, week.uid, week.day) == (THURSDAY, slot("058").uid, THURSDAY)
    assert "locked" in page.view.property("said")

    go("009")
    press(Qt.Key.Key_Right, ALT)
    assert (slot("009").starts_at, slot("009").ends_at) == (at("10:00", FRIDAY), at("11:30", FRIDAY))
    assert page.view.property("said") == "C-009 records moved to Fri 4 Dec 10:00"
    assert (week.uid, week.day) == (slot("009").uid, FRIDAY)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Down)
    assert (page.view.sight.day, page.view.uid) == (FRIDAY, slot("009").uid)
    assert page.view.side.currentWidget() is page.view.slot_panel

    press(Qt.Key.Key_Return)
    assert page.view.showing is Showing.INSPECTORS
    assert page.view.board.current_block().uid == slot("009").uid
    page.view.show_as(Showing.WEEK)
    go(THURSDAY)
    press(Qt.Key.Key_Return)
    assert (page.view.showing, page.view.sight.day) == (Showing.INSPECTORS, THURSDAY)


def test_that_a_slot_is_dragged_to_another_day(week, go, slot, settle, at):
    go("009")
    layout, viewport = week.weeks.layout, week.viewport()
    start = week.card_rect(*layout.cells[slot("009").uid]).center()
    row, column = layout.cell_of_day(FRIDAY)
    end = week.head_rect(row, column).center()
    end.setY(max(end.y(), 20))

    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    assert week.mouse.target().day == FRIDAY
    QTest.mouseRelease(viewport, LEFT, pos=end)
    settle()

    assert slot("009").starts_at == at("10:00", FRIDAY)
