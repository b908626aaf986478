"""Checkpoints of the draft: keep one with a name, compare it, restore it, remove it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.timetable.journal import Checkpoint


class CheckpointsDialog(QDialog):
    """Opened by ``.open()``; every wish leaves as a signal and the list is shown anew after each deed."""

    keep_wanted = Signal(str)
    compare_wanted = Signal(object)  # Checkpoint
    restore_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._now = now
        self.setWindowTitle(self.tr("Checkpoints"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(theme.px(600), theme.px(400))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(2.5),) * 4)
        column.setSpacing(theme.space(1.5))
        column.addWidget(Label(self.tr("Checkpoints"), font="title"))
        text = self.tr("The draft as it was, under a name. They are private: nobody hears of them.")
        column.addWidget(Muted(text, wrap=True))
        column.addLayout(self._name_line())
        self.refusal = Label("", role="alert", wrap=True)
        self.refusal.hide()
        column.addWidget(self.refusal)
        self.table = self._table()
        column.addWidget(self.table, 1)
        column.addLayout(self._deeds())
        self.table.chosen.connect(lambda _: self._enable())
        self.table.opened.connect(self.compare_wanted)
        self.table.installEventFilter(self)
        self._enable()
        self.name.setFocus()

    def _name_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Before the evening’s changes"))
        self.name.setAccessibleName(self.tr("Name of the new checkpoint"))
        self.name.setMaxLength(120)
        self.keep = make_button(
            self.tr("Keep now"), "bookmark-plus", main=True, spoken=self.tr("Keep the draft as it is now")
        )
        self.keep.setDefault(True)  # Enter in the name keeps, and leaves the dialog open
        self.keep.clicked.connect(self._keep)
        line.addWidget(self.name, 1)
        line.addWidget(self.keep)
        return line

    def _table(self) -> ListTable:
        rows = RowTable(
            [
                Column(self.tr("Name"), lambda row: row.name, stretch=True, strong=True),
                Column(
                    self.tr("Kept"),
                    lambda row: said_when(row.made_at, self._now),
                    sort=lambda row: row.made_at.isoformat(),
                ),
                Column(self.tr("By"), lambda row: row.made_by),
                Column(self.tr("Slots"), lambda row: str(row.slots), sort=lambda row: row.slots, width=60),
            ],
            self,
        )
        table = ListTable(rows, self.tr("Checkpoints kept"))
        table.set_empty(
            EmptyState(
                "bookmark",
                self.tr("No checkpoint yet"),
                self.tr("Keep one before you try something out; you can come back to it."),
            )
        )
        return table

    def _deeds(self) -> QHBoxLayout:
        self.compare = make_button(self.tr("Compare with the draft"), "git-compare")
        self.restore = make_button(self.tr("Restore…"), "history")
        self.remove = make_button(self.tr("Remove…"), "trash-2")
        self.close_button = make_button(self.tr("Close"))
        for button, signal in (
            (self.compare, self.compare_wanted),
            (self.restore, self.restore_wanted),
            (self.remove, self.remove_wanted),
        ):
            button.clicked.connect(lambda _=False, signal=signal: self._emit(signal))
        self.close_button.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        line.addWidget(in_flow(self.compare, self.restore, self.remove), 1)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        return line

    # -- showing -------------------------------------------------------------------------------

    def show_checkpoints(self, checkpoints: Sequence[Checkpoint], *, kept: bool = False) -> None:
        """Show these, newest first; after one was ``kept`` the name line is free for the next."""
        self.refusal.hide()
        if kept:
            self.name.clear()
        self.table.rows.show(tuple(checkpoints))
        if self.table.selected() is None and checkpoints:
            self.table.selectRow(0)
        self._enable()

    def refuse(self, error: Explained) -> None:
        """Say why a deed was refused."""
        self.refusal.setText(str(error))
        self.refusal.show()
        self.name.setFocus()

    def _keep(self) -> None:
        self.keep_wanted.emit(self.name.text())

    def _emit(self, signal: object) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            signal.emit(chosen)  # type: ignore[attr-defined]  # one of our own signals

    def _enable(self) -> None:
        has_choice = self.table.selected() is not None
        for button in (self.compare, self.restore, self.remove):
            button.setEnabled(has_choice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Delete in the list removes the chosen one."""
        is_press = watched is self.table and event.type() is QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            self._emit(self.remove_wanted)
            return True
        return super().eventFilter(watched, event)
