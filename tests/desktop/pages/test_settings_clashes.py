"""The clashes' section of Settings: levels and limits, by real widgets."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest

from ilacs_desktop.desktop.pages.settings.page import SettingsPage
from ilacs_desktop.domain.clashes import LEVELS, Level, Limits, Rule

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot, desk):
    """The section, as the page shows it."""
    page = SettingsPage(desk)
    desk.changed.connect(page.on_changed)
    qtbot.addWidget(page.view)
    page.view.resize(1130, 658)
    page.view.show()
    page.tabs.setCurrentWidget(page.clashes)
    page.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    qtbot.waitUntil(lambda: page.clashes.preparation.value() == 30)
    return page.clashes


def test_that_a_level_is_chosen_by_keyboard_and_kept(panel, house, qtbot):
    box = panel.boxes[Rule.PERSON]
    assert box.accessibleName() == "Person in two places"
    box.setFocus()

    QTest.keyClick(box, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: house.timetable.rules.levels()[Rule.PERSON] is Level.WARN)


def test_that_all_levels_go_back_to_what_they_were_at_first(panel, house, qtbot):
    house.timetable.rules.set_level(Rule.LUNCH, Level.IGNORE)
    qtbot.waitUntil(panel.back.isEnabled)

    QTest.mouseClick(panel.back, LEFT)

    qtbot.waitUntil(lambda: house.timetable.rules.levels() == LEVELS)
    qtbot.waitUntil(lambda: not panel.back.isEnabled())
    assert panel.boxes[Rule.LUNCH].currentText() == "warns"


def test_that_limits_are_saved_together(panel, house, qtbot):
    panel.debrief.setValue(45)
    panel.lunch_until.setTime(QTime(13, 30))

    QTest.mouseClick(panel.save, LEFT)

    wanted = Limits(debrief_minutes=45, lunch_until=time(13, 30))
    qtbot.waitUntil(lambda: house.timetable.rules.limits() == wanted)


def test_that_limits_that_cannot_be_are_refused_and_nothing_typed_is_lost(panel, house, desk, qtbot):
    panel.lunch_until.setTime(QTime(12, 10))
    with qtbot.waitSignal(desk.notices.shown) as notice:
        QTest.mouseClick(panel.save, LEFT)

    assert notice.args[0].message == "Lunch of 30 minutes does not fit between 12:00 and 12:10."
    assert house.timetable.rules.limits() == Limits()
    assert panel.lunch_until.time() == QTime(12, 10)


def test_that_every_rule_can_be_set(panel):
    assert set(panel.boxes) == set(Rule)
    assert {box.currentData() for box in panel.boxes.values()} == {Level.STOP, Level.WARN}
