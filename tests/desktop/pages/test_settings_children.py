"""The tab of the children's data: a day is set, the data is taken out, its certificate saved."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from ilacs_desktop.desktop.dialogs.purge import CloseInspectionDialog, DeleteBackupsDialog, PurgeDialog
from ilacs_desktop.desktop.dialogs.purge_due import PurgeDueDialog
from ilacs_desktop.desktop.pages.settings.page import SettingsPage
from ilacs_desktop.desktop.window.banner import ProgressStrip
from ilacs_desktop.desktop.window.children_due import ChildrenDue
from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft
from ilacs_desktop.domain.casefiles.purging import WHERE

DRAFT = ChildDraft("900101", ("child in need",), "Care 1", "R. Malik", "10 to 15", ())


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(desk, house, inspection, qtbot):
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), (DRAFT,)))
    page = SettingsPage(desk)
    qtbot.addWidget(page.view)
    desk.changed.connect(page.on_changed)
    desk.set_inspection(inspection)
    page.view.resize(1130, 640)
    page.view.show()
    page.tabs.setCurrentWidget(page.children_data.panel)
    page.refresh()
    qtbot.waitUntil(lambda: page.children_data.panel.facts is not None)
    return page


def test_that_the_data_is_given_a_day_taken_out_and_certified(page, house, inspection, qtbot, tmp_path):
    panel = page.children_data.panel
    assert panel.says.text() == "No day has been set on which it goes."
    press(qtbot, panel.set_button)
    qtbot.waitUntil(lambda: panel.says.text() == "It is to go on Thursday 3 June 2027.")
    agreed = house.casefiles.purge_facts(inspection.id).purge_on

    press(qtbot, panel.purge_button)
    dialog = page.view.findChild(PurgeDialog)
    dialog.why.setText("Retention period over")
    press(qtbot, dialog.accept_button)
    refused = dialog.form.has_errors
    dialog.sure.setText("borsetshire")
    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 1)
    qtbot.waitUntil(panel.delete_button.isVisible)
    before = panel.backup_words.text()
    press(qtbot, panel.delete_button)
    press(qtbot, page.view.findChild(DeleteBackupsDialog).accept_button)
    qtbot.waitUntil(lambda: not panel.delete_button.isVisible())
    (purge,) = house.casefiles.purge_facts(inspection.id).purges
    page.children_data.save(purge, tmp_path / "certificate.txt")
    qtbot.waitUntil((tmp_path / "certificate.txt").is_file)

    assert (agreed, refused, dict(purge.counts)["children"]) == (date(2027, 6, 3), True, 1)
    assert before == "backup-20261202T184000Z.db, today"
    assert panel.says.text() == "Nothing of any child is kept here beyond codes such as C-014."
    assert [panel.rows.index(0, column).data() for column in range(4)] == [
        "1",
        "18:40",
        "K. Boyle",
        "Retention period over",
    ]


def test_that_closing_asks_what_becomes_of_the_data(page, house, inspection, qtbot):
    panel = page.children_data.panel

    press(qtbot, panel.close_button)
    dialog = page.view.findChild(CloseInspectionDialog)
    on_a_day = (dialog.day.isVisible(), dialog.why.isVisible())
    dialog.choice.setCurrentIndex(1)
    at_once = (dialog.day.isVisible(), dialog.why.isVisible())
    press(qtbot, dialog.accept_button)
    refused = dialog.form.has_errors
    dialog.choice.setCurrentIndex(0)
    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: not panel.close_button.isVisible())

    facts = house.casefiles.purge_facts(inspection.id)
    assert (on_a_day, at_once, refused) == ((True, False), (False, True), True)
    assert (facts.is_closed, facts.purge_on) == (True, date(2027, 6, 3))


def test_that_on_the_day_the_window_asks_and_one_button_does_it(page, desk, house, inspection, clock, qtbot):
    house.casefiles.set_purge_day(inspection.id, date(2026, 12, 3))
    asking, gone = ChildrenDue(desk, page.view), []
    desk.go_wanted.connect(gone.append)
    asking.look()
    qtbot.waitUntil(lambda: not asking._is_looking)
    early = page.view.findChildren(PurgeDueDialog)
    clock.now += timedelta(hours=6)
    asking.look()
    qtbot.waitUntil(lambda: bool(page.view.findChildren(PurgeDueDialog)))
    (dialog,) = page.view.findChildren(PurgeDueDialog)

    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: bool(gone))

    (purge,) = house.casefiles.purge_facts(inspection.id).purges
    assert (early, purge.why, gone) == ([], "The day agreed for it has come", [WHERE])
    assert house.casefiles.purges_due() == ()
    page.open(WHERE)
    assert page.tabs.currentWidget() is page.children_data.panel


def test_that_escape_stops_a_purge_and_nothing_is_changed(page, desk, house, inspection, qtbot):
    facts, mark, busy = house.casefiles.purge_facts(inspection.id), house.store.mark(), threading.Event()
    desk.jobs.run(page.view, busy.wait)
    press(qtbot, page.children_data.panel.purge_button)
    dialog = page.view.findChild(PurgeDialog)
    dialog.why.setText("Retention period over")
    dialog.sure.setText("Borsetshire")
    press(qtbot, dialog.accept_button)
    press(qtbot, dialog.accept_button)
    shown = dialog.findChild(ProgressStrip)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    busy.set()
    qtbot.waitUntil(dialog.accept_button.isEnabled)

    assert (shown is not None, dialog.isVisible(), dialog.is_waiting) == (True, True, False)
    assert dialog._refusal.text() == "Stopped. Nothing was changed."
    assert (house.casefiles.purge_facts(inspection.id), house.store.mark()) == (facts, mark)
    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: page.children_data.panel.rows.rowCount() == 1)


def test_that_a_purge_begun_before_the_window_is_locked_is_done_whole(page, desk, house, inspection, qtbot):
    busy, panel = threading.Event(), page.children_data.panel
    desk.jobs.run(page.view, busy.wait)
    press(qtbot, panel.purge_button)
    dialog = page.view.findChild(PurgeDialog)
    dialog.why.setText("Retention period over")
    dialog.sure.setText("Borsetshire")
    press(qtbot, dialog.accept_button)

    dialog.hide()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    busy.set()
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 1)

    facts = house.casefiles.purge_facts(inspection.id)
    assert (facts.has_data, len(facts.purges)) == (False, 1)
