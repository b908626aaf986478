"""What was agreed about requests, in Settings, by real widgets."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest

from ilacs_desktop.desktop.pages.settings.page import SettingsPage
from ilacs_desktop.desktop.widgets.length_box import LengthBox, read_length, said_exactly
from ilacs_desktop.domain.info_requests import ClockRuns, RequestKind, RequestRules

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot, desk):
    """The section, as the page shows it."""
    page = SettingsPage(desk)
    desk.changed.connect(page.on_changed)
    qtbot.addWidget(page.view)
    page.view.resize(1130, 658)
    page.view.show()
    page.tabs.setCurrentWidget(page.requests)
    page.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    return page.requests


def test_that_what_was_agreed_is_kept_together_and_shown_again(panel, house, qtbot):
    assert panel.rules == RequestRules()
    box = panel.answer[RequestKind.AUDIT]
    assert (box.accessibleName(), box.text()) == ("Audit: answer", "4 h")
    box.selectAll()
    QTest.keyClicks(box, "1 day 2 h")
    panel.clock.setCurrentIndex(panel.clock.findData(ClockRuns.WORKING))
    panel.closes.setTime(QTime(18, 30))
    panel.by_another.setChecked(False)

    QTest.mouseClick(panel.save, LEFT)

    usual = RequestRules()
    wanted = replace(
        usual,
        answer_minutes={**usual.answer_minutes, RequestKind.AUDIT: 26 * 60},
        clock=ClockRuns.WORKING,
        closes=time(18, 30),
        checked_by_another=False,
    )
    qtbot.waitUntil(lambda: house.info_requests.rules() == wanted)
    QTest.mouseClick(panel.usual, LEFT)
    assert panel.rules == usual
    QTest.mouseClick(panel.save, LEFT)
    qtbot.waitUntil(lambda: house.info_requests.rules() == usual)


def test_that_hours_that_cannot_be_are_refused_and_nothing_typed_is_lost(panel, house, desk, qtbot):
    panel.clock.setCurrentIndex(panel.clock.findData(ClockRuns.WORKING))
    panel.closes.setTime(QTime(8, 0))

    with qtbot.waitSignal(desk.notices.shown) as notice:
        QTest.mouseClick(panel.save, LEFT)

    assert notice.args[0].message == "The working hours end before they begin."
    assert house.info_requests.rules() == RequestRules()
    assert panel.closes.time() == QTime(8, 0)


def test_that_a_step_leads_to_the_next_round_length(qtbot):
    box = LengthBox("Answer")
    qtbot.addWidget(box)
    seen = []
    for start, steps in ((1, 1), (25, 1), (30, -1), (47, 1), (47, -1), (480, 1), (1440, -1), (1, -1)):
        box.setValue(start)
        box.stepBy(steps)
        seen.append(box.text())

    assert seen == ["5 min", "30 min", "25 min", "1 h", "45 min", "9 h", "23 h", "1 min"]


@given(st.integers(1, 14 * 24 * 60))
def test_that_a_length_is_read_as_it_is_said(minutes):
    assert read_length(said_exactly(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"), [("90", 90), ("1h30", 90), ("1 H 5m", 65), ("2 d", 2880), ("", None), ("soon", None)]
)
def test_that_a_length_may_be_written_in_short(text, minutes):
    assert read_length(text) == minutes
