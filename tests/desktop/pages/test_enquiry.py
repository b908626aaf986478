"""The page of lines of enquiry, pressed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit

from ilacs_desktop.desktop.dialogs.enquiry import StartEnquiryDialog
from ilacs_desktop.desktop.dialogs.signal import SignalDialog
from ilacs_desktop.desktop.pages.enquiry import EnquiryPage
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.enquiry import EnquiryState, Provenance, Strength


@pytest.fixture
def page(desk, inspection, qtbot):
    page = EnquiryPage(desk)
    qtbot.addWidget(page.view)
    desk.changed.connect(page.on_changed)
    desk.set_inspection(inspection)
    page.view.resize(1130, 640)
    page.view.show()
    page.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    return page


def dialog_of(page, kind):
    found = page.view.findChildren(kind)
    return found[-1] if found else None


def test_that_a_line_is_started_with_a_theme_as_its_title(page, house, inspection, qtbot) -> None:
    qtbot.mouseClick(page.lines.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog_of(page, StartEnquiryDialog) is not None)
    dialog = dialog_of(page, StartEnquiryDialog)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    refused, offered = dialog.form.has_errors, dialog.line_title.completer().model().rowCount()

    qtbot.keyClicks(dialog.line_title, "Neglect")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: page.lines.rows.rowCount() == 1)
    assert refused
    assert offered == len(house.enquiry.themes())
    assert [each.title for each in house.enquiry.all(inspection.id)] == ["Neglect"]


def test_that_a_title_given_twice_is_refused_in_the_dialog_and_nothing_typed_is_lost(
    page, house, inspection, qtbot
) -> None:
    house.enquiry.start(inspection.id, "Neglect")
    qtbot.mouseClick(page.lines.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog_of(page, StartEnquiryDialog) is not None)
    dialog = dialog_of(page, StartEnquiryDialog)

    dialog.line_title.setText("neglect")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: dialog.accept_button.isEnabled() and not dialog._refusal.isHidden())
    assert dialog._refusal.text() == "K-01 has this title already. Add a signal to it instead."
    assert dialog.line_title.text() == "neglect"


def test_that_a_signal_is_typed_and_moves_the_suggestion_which_a_person_confirms(
    page, house, inspection, person, qtbot, clock
) -> None:
    marsh = person("P. Marsh", "inspectorate", known_as="Inspector B")
    line = house.enquiry.start(inspection.id, "Neglect")
    house.enquiry.add_signal(line.id, quote="x", source="Call", strength=Strength.STRONG)
    qtbot.waitUntil(lambda: page.lines.rows.rowCount() == 1 and page.lines.rows.rows[0].signal_count == 1)
    qtbot.mouseClick(page.lines.add_signal, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog_of(page, SignalDialog) is not None)
    dialog = dialog_of(page, SignalDialog)

    dialog.quote.setPlainText("How long do they wait?")
    dialog.source.setText("Case session, C-014")
    dialog.inspector.setCurrentIndex(dialog.inspector.findData(marsh.id))
    dialog.provenance.setCurrentText(Provenance.SECOND_HAND.value)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: page.lines.rows.rows[0].signal_count == 2)
    signal = house.enquiry.signals(line.id)[0]
    assert (signal.quote, signal.source, signal.inspector, signal.provenance, signal.at) == (
        "How long do they wait?", "Case session, C-014", "Inspector B", Provenance.SECOND_HAND, clock.now,
    )  # fmt: skip
    assert page.lines.header.sentence == "2 signals today · 1 movement to confirm"
    qtbot.waitUntil(lambda: hasattr(page.lines.panel, "confirm"))
    qtbot.mouseClick(page.lines.panel.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.lines.rows.rows[0].state is EnquiryState.ACTIVE)
    assert house.enquiry.one(line.id).state is EnquiryState.ACTIVE


def test_that_the_heat_is_a_table_whose_cells_are_spoken_in_full(
    page, house, inspection, person, qtbot, clock
) -> None:
    marsh = person("P. Marsh", "inspectorate", known_as="Inspector B")
    line = house.enquiry.start(inspection.id, "Neglect")
    house.enquiry.add_signal(line.id, quote="x", source="Call", inspector_id=marsh.id)
    house.enquiry.add_signal(line.id, quote="y", source="Call", at=clock.now - timedelta(days=1))
    qtbot.waitUntil(
        lambda: page.lines.heat.counts.heat.rows != () and page.lines.rows.rows[0].signal_count == 2
    )
    model = page.lines.heat.counts
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    def row(role):
        return [model.index(0, column).data(role) for column in range(model.columnCount())]

    headings = [
        model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        for column in range(model.columnCount())
    ]
    assert headings == [
        "Line of enquiry", "Monday 30 November", "Tuesday 1 December", "Wednesday 2 December", "Inspector B",
        "not known",
    ]  # fmt: skip
    assert row(Qt.ItemDataRole.DisplayRole) == ["K-01  Neglect", "", "1", "1", "1", "1"]
    assert row(Qt.ItemDataRole.AccessibleTextRole)[1:3] == [
        "K-01, Monday 30 November: 0 signals",
        "K-01, Tuesday 1 December: 1 signal",
    ]


def test_that_a_signal_made_of_words_leads_back_to_them(page, house, inspection, desk, qtbot) -> None:
    from ilacs_desktop.domain.feedback import Passage

    line = house.enquiry.start(inspection.id, "Neglect")
    thread = house.feedback.start_thread(inspection.id, "Rooms")
    message = house.feedback.add_message(thread.id, "They ask about neglect", sender="Ops desk")
    house.feedback.make_signal(Passage("neglect", 15, 22, message_id=message.id), enquiry_id=line.id)

    def shown() -> list[QAbstractButton]:
        buttons = page.lines.panel.findChildren(QAbstractButton)
        return [each for each in buttons if each.text() == "Show" and each.isVisible()]

    qtbot.waitUntil(lambda: shown() != [])
    (show,) = shown()

    with qtbot.waitSignal(desk.go_wanted) as went:
        qtbot.mouseClick(show, Qt.MouseButton.LeftButton)

    assert went.args == [Ref(Kind.MESSAGE, message.id)]


def test_that_a_signal_opens_its_line(page, house, inspection, qtbot) -> None:
    house.enquiry.start(inspection.id, "Neglect")
    other = house.enquiry.start(inspection.id, "Adoption")
    signal = house.enquiry.add_signal(other.id, quote="x", source="Call")
    qtbot.waitUntil(lambda: page.lines.rows.rowCount() == 2)

    page.open(Ref(Kind.SIGNAL, signal.id))

    qtbot.waitUntil(
        lambda: page.lines.table.selected() is not None and page.lines.table.selected().id == other.id
    )


def test_that_every_control_has_a_spoken_name(page, house, inspection, person, qtbot) -> None:
    person("P. Marsh", "inspectorate")
    line = house.enquiry.start(inspection.id, "Neglect")
    house.enquiry.add_signal(line.id, quote="x", source="Call", strength=Strength.STRONG)
    house.enquiry.add_signal(line.id, quote="y", source="Call", strength=Strength.STRONG)
    qtbot.waitUntil(lambda: page.lines.rows.rowCount() == 1 and page.lines.rows.rows[0].signal_count == 2)
    dialog = SignalDialog(
        house.enquiry.all(inspection.id), house.people.all(), now=house.clock(), parent=page.view
    )

    assert unnamed(page.view) == []
    assert unnamed(dialog) == []


def unnamed(root) -> list[str]:
    """Visible controls a screen reader would have no name for."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    silent = []
    for widget in root.findChildren(kinds[0]) + [w for kind in kinds[1:] for w in root.findChildren(kind)]:
        inner = widget.objectName().startswith("qt_") or widget.window() is not root.window()
        if inner or widget.isHidden() or widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is not None and not face.text(QAccessible.Text.Name):
            silent.append(type(widget).__name__)
    return silent
