"""The evening on the page: three keys through the list of tonight, and one message an owner."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog

from ilacs_desktop.desktop.dialogs.evening import CanWaitDialog, DigestDialog
from ilacs_desktop.desktop.dialogs.reminder_rules import ReminderRulesDialog
from ilacs_desktop.desktop.pages.info_requests import InfoRequestsPage
from ilacs_desktop.domain.info_requests import Tonight
from ilacs_desktop.domain.info_requests.ladder import ReminderRules
from tests.desktop.pages.test_info_requests import click, settle


@pytest.fixture
def page(in_sight, desk, inspection, house, person, clock, qtbot):
    """Tonight in sight, with three open requests of one owner who has gone home."""
    osei = person("Ama Osei")
    for minutes, words in ((15, "Return interviews"), (80, "Supervision records"), (800, "LADO report")):
        house.info_requests.add(
            inspection.id, verbatim=words, owner_id=osei.id, target_at=clock.now + timedelta(minutes=minutes)
        )
    page = in_sight(InfoRequestsPage)
    click(page.view.switch.button("Tonight"))
    return page


def dialog(page, kind, qtbot):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.view.findChildren(kind)))
    return next(each for each in page.view.findChildren(kind) if each.isVisible())


def shown(page):
    rows = page.view.tonight.proxy
    return [
        [rows.index(row, column).data() for column in range(rows.columnCount())]
        for row in range(rows.rowCount())
    ]


def test_that_three_keys_decide_one_after_the_other(page, inspection, house, qtbot):
    table = page.view.tonight
    table.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(table, key)
        if key == Qt.Key.Key_3:
            asks = dialog(page, CanWaitDialog, qtbot)
            asks.agreed_with.setText("Inspector B")
            click(asks.accept_button)
        settle(page, qtbot)

    qtbot.waitUntil(lambda: not any(each.isVisible() for each in page.view.findChildren(QDialog)))
    settle(page, qtbot)
    assert [
        (row.decided, row.request.tonight_note) for row in house.info_requests.tonight(inspection.id)
    ] == [
        (Tonight.TONIGHT, ""),
        (Tonight.BY_EIGHT, ""),
        (Tonight.CAN_WAIT, "agreed with Inspector B at 18:40"),
    ]
    assert shown(page) == [
        ["IR-001", "Return interviews", "A. Osei", "off duty", "18:40", "18:55", "15 min", "tonight"],
        ["IR-002", "Supervision records", "A. Osei", "off duty", "18:40", "20:00", "1 h 20", "by 08:00"],
        ["IR-003", "LADO report", "A. Osei", "off duty", "18:40", "Thu 08:00", "13 h 20", "can wait"],
    ]


def test_that_each_owner_s_one_message_is_shown_copied_and_written(page, tmp_path, qtbot):
    QTest.keyClick(page.view.tonight, Qt.Key.Key_Y)
    messages = dialog(page, DigestDialog, qtbot)

    listed = [(each.owner, each.refs) for each in messages.owners.rows.rows]
    click(messages.copy_button)
    messages.folder.line.setText(str(tmp_path / "out"))
    click(messages.accept_button)
    settle(page, qtbot)

    assert listed == [("A. Osei", ("IR-001", "IR-002", "IR-003"))]
    assert QApplication.clipboard().text().startswith("A. Osei,\n\n3 requests wait for you on Wednesday 2")
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".eml"]


def test_that_the_numbers_are_bars_one_can_read_and_hear(page, qtbot):
    click(page.view.switch.button("Numbers"))
    settle(page, qtbot)
    charts = page.view.stack.currentWidget()

    age = charts.charts["age"].chart
    heard = [age.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]

    assert charts.sentence.text() == "3 asked, 3 open."
    assert sorted(key for key, chart in charts.charts.items() if chart.isVisible()) == ["age", "per_day"]
    assert heard == ["Open by age, under 2 h: 3", "Open by age, 2 to 8 h: 0"]
    QAbstractItemModelTester(age, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_that_the_ladder_of_reminders_and_the_quiet_hours_are_agreed_on_the_page(page, house, qtbot):
    (entry,) = [each for each in page.view.more.actions() if each.text().startswith("Reminders")]
    entry.trigger()
    rules = dialog(page, ReminderRulesDialog, qtbot)
    rules.before.setText("soon")
    click(rules.accept_button)
    stays = rules.isVisible()
    rules.before.setText("60, 15")
    rules.tell.setText("R. Quinn")
    rules.quiet_from.setTime(QTime(21, 30))
    click(rules.accept_button)
    settle(page, qtbot)

    assert stays
    assert house.reminders.rules() == ReminderRules((15, 60), (0, 30, 120), "R. Quinn", time(21, 30), time(7))
