"""A field is never without a label, a spoken name and a place for its error."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QSpinBox

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.forms import Form, date_edit, time_edit
from ilacs_desktop.domain.errors import Explained


@pytest.fixture
def form(theme, qtbot):
    form = Form()
    qtbot.addWidget(form)
    form.show()
    return form


def test_that_a_field_has_a_buddy_a_spoken_name_and_a_description(form):
    editor = form.add_row("Late &by", QSpinBox(), "Shifts what follows.", "minutes")

    label = next(label for label in form.findChildren(QLabel) if label.buddy() is editor)
    assert (label.text(), editor.accessibleName(), editor.accessibleDescription()) == (
        "Late &by",
        "Late by, minutes",
        "Shifts what follows.",
    )


def test_that_an_error_stands_beside_its_field_until_it_is_taken_back(form):
    editor = form.add_row("Name", QLineEdit())

    form.error(editor, "Type a name.")
    said = (form.has_errors, editor.property("wrong"), editor.accessibleDescription())
    form.clear_errors()

    assert said == (True, True, "Type a name.")
    assert (form.has_errors, editor.property("wrong")) == (False, False)


def test_that_values_are_plain(form):
    form.add_row("&Name", QLineEdit(" Borsetshire "))
    form.add_row("Words", QPlainTextEdit("two\nlines"), name="words")
    combo = form.add_row("Kind", QComboBox(), name="kind")
    combo.addItem("Short", "short")
    form.add_row("Minutes", QSpinBox(), name="minutes").setValue(20)
    form.add_row("Done", QCheckBox(), name="done").setChecked(True)
    form.add_row("Day", date_edit(date(2026, 12, 3)), name="day")
    form.add_row("Time", time_edit(time(9, 30)), name="time")

    assert form.values() == {
        "Name": "Borsetshire",
        "words": "two\nlines",
        "kind": "short",
        "minutes": 20,
        "done": True,
        "day": date(2026, 12, 3),
        "time": time(9, 30),
    }


@pytest.fixture
def dialog(theme, qtbot):
    dialog = FormDialog("Assign", None, "Assign")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.form.add_row("Owner", QLineEdit("A. Osei"), name="owner")
    dialog.open()
    return dialog


def test_that_a_dialog_hands_its_values_over_and_closes(dialog, qtbot):
    with qtbot.waitSignal(dialog.accepted_values) as values:
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    assert (values.args, dialog.isVisible()) == ([{"owner": "A. Osei"}], False)


def test_that_a_dialog_stays_while_something_is_wrong(dialog, qtbot):
    dialog.check = lambda: False

    with qtbot.assertNotEmitted(dialog.accepted_values):
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    assert dialog.isVisible()


def test_that_a_refused_deed_loses_nothing_that_was_typed(dialog, qtbot):
    dialog.stays_open = True
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    dialog.refuse(Explained("Someone else has just changed this.", remedy="Look again."))

    assert (dialog.isVisible(), dialog.accept_button.isEnabled()) == (True, True)
    assert dialog.form.values() == {"owner": "A. Osei"}
