"""Forms: the only way to add a field, so that none lacks a label, a spoken name or a place for its error."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, TypeVar

from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Label, Muted

Editor = TypeVar("Editor", bound=QWidget)


class Form(QWidget):
    """Fields below each other: label, editor, unit, a line of help and a place for what is wrong with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space(2))
        self._grid.setVerticalSpacing(theme.space(1))
        self._grid.setColumnStretch(1, 1)
        self._errors: dict[QWidget, QLabel] = {}
        self._labels: dict[QWidget, QLabel] = {}
        self._cells: dict[QWidget, QWidget] = {}
        self._names: dict[str, QWidget] = {}
        self._lines: dict[QWidget, QHBoxLayout] = {}

    def add_row(
        self,
        label: str,
        editor: Editor,
        help: str = "",  # noqa: A002 - the word every caller expects
        unit: str = "",
        *,
        name: str = "",
    ) -> Editor:
        """Add a field and give its editor back.

        ``label`` may carry an ``&`` for its key. ``help`` stands below the editor and is read out as its
        description. ``name`` is its key in `values`, else the label without ``&``.
        """
        spoken = label.replace("&", "")
        words = Label(label)
        words.setBuddy(editor)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(0.25))
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        line.addWidget(editor, 1)
        if unit:
            line.addWidget(Muted(unit))
        column.addLayout(line)
        if help:
            column.addWidget(Muted(help, font="small", wrap=True))
        error = Label("", role="alert", wrap=True)
        error.hide()
        column.addWidget(error)
        editor.setAccessibleName(f"{spoken}, {unit}" if unit else spoken)
        editor.setAccessibleDescription(help)
        _polish(editor)
        row = self._grid.rowCount()
        self._grid.addWidget(words, row, 0)
        self._align(words, editor)
        self._grid.addWidget(cell, row, 1)
        self._errors[editor], self._labels[editor], self._cells[editor] = error, words, cell
        self._names[name or spoken] = editor
        self._lines[editor] = line
        return editor

    def add_beside(self, editor: QWidget, widget: QWidget) -> None:
        """Put something at the right of a field; it needs a spoken name of its own. Raises KeyError."""
        line = self._lines[editor]
        line.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def add_wide(self, widget: Editor) -> Editor:
        """Add something that spans the form, such as an explanation or a table."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)
        return widget

    def show_row(self, editor: QWidget, shown: bool) -> None:
        """Show or hide a field together with its label."""
        self._labels[editor].setVisible(shown)
        self._cells[editor].setVisible(shown)

    def error(self, editor: QWidget, text: str) -> None:
        """Say what is wrong beside a field and put the keyboard there. Raises KeyError if not ours."""
        label = self._errors[editor]
        label.setText(text)
        label.show()
        _mark(editor, wrong=True)
        editor.setAccessibleDescription(text)
        editor.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard in the first field that can be changed."""
        for editor in self._names.values():
            is_fixed = isinstance(editor, QLineEdit) and editor.isReadOnly()
            if editor.isEnabled() and not is_fixed and not self._cells[editor].isHidden():
                editor.setFocus()
                return

    def clear_errors(self) -> None:
        """Take back what was said to be wrong."""
        for editor, label in self._errors.items():
            label.hide()
            label.setText("")
            _mark(editor, wrong=False)

    @property
    def has_errors(self) -> bool:
        """Whether anything is said to be wrong."""
        return any(label.text() for label in self._errors.values())

    def editor(self, name: str) -> QWidget:
        """The editor added under a name. Raises KeyError."""
        return self._names[name]

    def values(self) -> dict[str, Any]:
        """What each field holds: str, int, bool, date, time, naive datetime, a combo's data (else text)."""
        return {name: value_of(editor) for name, editor in self._names.items()}

    def _align(self, words: QLabel, editor: QWidget) -> None:
        top = Qt.AlignmentFlag.AlignTop
        words.setContentsMargins(0, current_theme().px(6), 0, 0)
        self._grid.setAlignment(words, top)
        if isinstance(editor, QCheckBox):
            words.setContentsMargins(0, current_theme().px(3), 0, 0)


def value_of(editor: QWidget) -> Any:  # noqa: PLR0911 - one line for each kind of editor
    """What an editor holds, as a plain Python value; None for a kind it does not know."""
    if isinstance(editor, QLineEdit):
        return editor.text().strip()
    if isinstance(editor, QPlainTextEdit | QTextEdit):
        return editor.toPlainText().strip()
    if isinstance(editor, QComboBox):
        data = editor.currentData()
        return editor.currentText().strip() if data is None and editor.isEditable() else data
    if isinstance(editor, QSpinBox):
        return editor.value()
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, QTimeEdit):
        return time(editor.time().hour(), editor.time().minute())
    if isinstance(editor, QDateEdit):
        return to_date(editor.date())
    if isinstance(editor, QDateTimeEdit):
        return to_naive(editor.dateTime())
    return None


def to_date(day: QDate) -> date:
    """The date of a Qt date."""
    return date(day.year(), day.month(), day.day())


def to_naive(at: QDateTime) -> datetime:
    """What the editor shows, without a zone; `domain.moments.moment` makes a London moment of its parts."""
    day, clock = at.date(), at.time()
    return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute())  # noqa: DTZ001 - shown, not kept


def date_edit(day: date | None = None) -> QDateEdit:
    """An editor for a day, with a calendar to pick from; shown as ``Thu 3 Dec 2026``."""
    editor = QDateEdit()
    editor.setCalendarPopup(True)
    editor.setDisplayFormat("ddd d MMM yyyy")
    if day is not None:
        editor.setDate(QDate(day.year, day.month, day.day))
    return editor


def time_edit(at: time | None = None) -> QTimeEdit:
    """An editor for a time of day, ``09:30``."""
    editor = QTimeEdit()
    editor.setDisplayFormat("HH:mm")
    if at is not None:
        editor.setTime(QTime(at.hour, at.minute))
    _polish(editor)
    return editor


def _polish(editor: QWidget) -> None:
    """What a style sheet cannot reach: Tab leaves a text, a spin box stands off its edge."""
    if isinstance(editor, QTextEdit | QPlainTextEdit):
        editor.setTabChangesFocus(True)
    elif isinstance(editor, QAbstractSpinBox):
        inner = editor.findChild(QLineEdit)
        has_popup = isinstance(editor, QDateTimeEdit) and editor.calendarPopup()
        if inner is not None and not has_popup:
            inner.setTextMargins(current_theme().px(7), 0, 0, 0)


def _mark(editor: QWidget, *, wrong: bool) -> None:
    if bool(editor.property("wrong")) != wrong:
        editor.setProperty("wrong", wrong)
        editor.style().unpolish(editor)
        editor.style().polish(editor)
