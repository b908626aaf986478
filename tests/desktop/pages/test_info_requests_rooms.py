"""A room that hangs its list, its wish and its own thing to show on the requests page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ilacs_desktop.desktop.pages.info_requests.frame import EmptyWords
from ilacs_desktop.desktop.pages.info_requests.view import InfoRequestsView
from ilacs_desktop.desktop.pages.info_requests.wishes import Section
from ilacs_desktop.desktop.tables import Column


@pytest.fixture
def said():
    """What the added list was asked to show."""
    return []


@pytest.fixture
def view(desk, said, qtbot):  # the desk brings the theme
    """The view in sight, with a list of words added at the right of the switch."""
    view = InfoRequestsView()
    qtbot.addWidget(view)
    words = EmptyWords("hash", "No figure yet", "Type = and a number.")
    columns = (Column("Figure", str, stretch=True),)
    view.figures = view.add_list("Figures", columns, words, show=said.append)
    view.resize(1150, 640)
    view.show()
    return view


def press(view, name):
    QTest.mouseClick(view.switch.button(name), Qt.MouseButton.LeftButton)


def test_that_an_added_list_says_it_is_empty_then_shows_and_narrows_its_rows(view, said):
    press(view, "Figures")
    was_empty = view.empties[-1].isVisible()
    view.figures.rows.show(("412 children", "61 workers"))
    view.filter.setText("work")

    assert (was_empty, view.empties[-1].isVisible()) == (True, False)
    assert view.figures.proxy.rowCount() == 1
    assert (said[0], view.request, view.side.isVisible()) == ("412 children", None, True)


def test_that_what_is_no_list_brings_its_own_panel_and_hides_the_filter(view):
    panel = QLabel("by month")
    view.figures.rows.show(("412 children",))
    view.add_main("Numbers", QLabel("a chart"), panel)

    press(view, "Numbers")
    beside = (view.table, view.filter.isVisible(), panel.isVisible())
    press(view, "Figures")

    assert beside == (None, False, True)
    assert (view.table, view.filter.isVisible(), panel.isVisible()) == (view.figures, True, False)


def test_that_the_menu_keeps_its_sections_whatever_room_came_first(view):
    view.wishes.add("end", Section.END, "Withdraw", print)
    view.wishes.add("step", Section.STEP, "Next step", print)

    assert [entry.text() for entry in view.wishes.menu.actions()] == ["Next step", "", "Withdraw"]
    assert not any(action.isEnabled() for action in view.wishes.actions.values())
