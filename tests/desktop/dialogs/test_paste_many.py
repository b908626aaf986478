"""A list is reviewed line by line before it is stored, with real keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ilacs_desktop.desktop.dialogs.paste_many import PasteManyDialog, begin
from ilacs_desktop.desktop.pages.info_requests import InfoRequestsPage

LIST = """\
Dear Kath,
- Return-interview data by 2pm re missing @AD
- Agency staff, October
- Caseloads by team by tomorrow morning
Kind regards
"""


@pytest.fixture
def asked(desk, house, inspection, person, clock):
    """The people and the line of enquiry of the list, at 10:41; the desk looks at the inspection."""
    person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    person("Rosa Quinn", role="Assistant Director")
    house.enquiry.start(inspection.id, "Missing and return interviews")
    clock.now = datetime(2026, 12, 2, 10, 41, tzinfo=UTC)
    desk.set_inspection(inspection)
    return inspection


@pytest.fixture
def reviewed(desk, asked, qtbot):
    """Gives the dialog that ``begin`` opens on a list."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1200, 760)
    parent.show()

    def review(source):
        begin(desk, parent, source)
        qtbot.waitUntil(lambda: parent.findChild(PasteManyDialog) is not None)
        dialog = parent.findChild(PasteManyDialog)
        qtbot.waitUntil(dialog.isVisible)
        return dialog

    yield review
    qtbot.waitUntil(lambda: desk.jobs.is_idle)


def test_that_lines_are_left_changed_and_put_right_and_the_rest_is_stored_in_one_deed(
    house, asked, reviewed, qtbot
):
    dialog = reviewed(LIST)
    assert dialog.accept_button.text() == "Take down 3"

    dialog.table.selectRow(2)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.accept_button.text() == "Take down 2"
    dialog.table.selectRow(3)
    assert dialog.editor.why.text() == "Not understood: tomorrow morning: which time?."
    dialog.editor.text.setFocus()
    dialog.editor.text.selectAll()
    QTest.keyClicks(dialog.editor.text, "Caseloads by team by tomorrow 9")
    qtbot.waitUntil(lambda: dialog.candidates[3].captured.due_at == datetime(2026, 12, 3, 9, tzinfo=UTC))
    dialog.asked_by.setCurrentIndex(1)
    dialog.asked_by.activated.emit(1)
    qtbot.waitUntil(lambda: dialog.candidates[3].captured.asked_by == "Inspector B")
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(house.info_requests.open(asked.id)) == 2)
    made = sorted(house.info_requests.open(asked.id), key=lambda each: each.number)
    assert [(each.ref, each.verbatim, each.title, each.asked_by) for each in made] == [
        ("IR-001", "- Return-interview data by 2pm re missing @AD", "Return-interview data", "Inspector B"),
        ("IR-002", "- Caseloads by team by tomorrow morning", "Caseloads by team", "Inspector B"),
    ]


def test_that_a_chip_of_a_line_is_put_right_by_keyboard(reviewed, qtbot):
    dialog = reviewed(LIST)
    dialog.table.selectRow(2)
    dialog.editor.chips.buttons[-1].setFocus()

    QTest.keyClick(dialog.editor.chips.buttons[-1], Qt.Key.Key_Return)
    QTest.keyClicks(dialog.editor.corrector.typed, "owns")
    QTest.keyClick(dialog.editor.corrector.typed, Qt.Key.Key_Return)
    QTest.keyClick(dialog.editor.corrector.typed, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: dialog.candidates[2].captured.owner == "R. Quinn")


def test_that_a_refused_line_is_named_and_the_review_stays(house, asked, reviewed, qtbot):
    dialog = reviewed("- = nothing that counts\n- Caseloads\n")

    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(dialog._refusal.isVisible)
    assert dialog._refusal.text().startswith("Line 1: ")
    assert house.info_requests.open(asked.id) == ()


def test_that_a_list_dropped_on_the_page_or_pasted_from_its_menu_is_reviewed(desk, asked, qtbot):
    page = InfoRequestsPage(desk)
    qtbot.addWidget(page.view)
    page.view.show()
    data = QMimeData()
    data.setText(LIST)
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page.view, QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(page.view, QDropEvent(QPointF(5, 5), *how))
    qtbot.waitUntil(lambda: len(page.view.findChildren(PasteManyDialog)) == 1)
    page.view.findChild(PasteManyDialog).reject()

    QGuiApplication.clipboard().setText("Agency staff\nCaseloads\n")
    begin(desk, page.view)
    qtbot.waitUntil(
        lambda: (
            [len(each.candidates) for each in page.view.findChildren(PasteManyDialog) if each.isVisible()]
            == [2]
        )
    )


def test_that_every_control_of_the_review_has_a_spoken_name(reviewed, unnamed):
    dialog = reviewed(LIST)

    assert unnamed(dialog) == []
