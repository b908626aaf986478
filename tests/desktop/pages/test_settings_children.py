"""The tab of the children's data: a day is set, the data is taken out, its certificate saved."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ilacs_desktop.desktop.dialogs.purge import PurgeDialog
from ilacs_desktop.desktop.pages.settings.page import SettingsPage
from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft

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
    (purge,) = house.casefiles.purge_facts(inspection.id).purges
    page.children_data.save(purge, tmp_path / "certificate.txt")
    qtbot.waitUntil((tmp_path / "certificate.txt").is_file)

    assert (agreed, refused, dict(purge.counts)["children"]) == (date(2027, 6, 3), True, 1)
    assert panel.says.text() == "Nothing of any child is kept here beyond codes such as C-014."
    assert [panel.rows.index(0, column).data() for column in range(4)] == [
        "1",
        "18:40",
        "K. Boyle",
        "Retention period over",
    ]
