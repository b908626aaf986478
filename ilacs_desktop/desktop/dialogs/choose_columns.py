"""Which columns a list shows, and in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.room import fitting
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label, make_button

KEY_ROLE = Qt.ItemDataRole.UserRole


class _Columns(QListWidget):
    """Names with ticks; Alt+Up and Alt+Down move one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the line the cursor is on."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_line(step)
            return
        super().keyPressEvent(event)

    def move_line(self, step: int) -> None:
        """Move the line the cursor is on up (-1) or down (1)."""
        row = self.currentRow()
        if 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)


class ChooseColumnsDialog(FormDialog):
    """Hands over ``{"columns": …}``, the names of the columns ticked in their order.

    ``titles`` has the title of each column by name; ``fixed`` are always shown.
    """

    def __init__(
        self,
        titles: Mapping[str, str],
        shown: Sequence[str],
        usual: Sequence[str],
        fixed: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, self.tr("Show these"))
        self.setWindowTitle(self.tr("Columns of the list"))
        self._heading.setText(self.windowTitle())
        self._titles, self._usual, self._fixed = titles, tuple(usual), frozenset(fixed)
        self.list = _Columns()
        self.list.setAccessibleName(self.tr("Columns; Space shows or hides one, Alt+Up and Alt+Down move it"))
        self.list.setMinimumHeight(min(current_theme().px(340), fitting(self, 0, 768).height() // 2))
        self.list.itemChanged.connect(lambda _: self._say())
        self.up = make_button(self.tr("Up"), "arrow-up")
        self.down = make_button(self.tr("Down"), "arrow-down")
        self.again = make_button(self.tr("As usual"), "undo-2")
        self.up.clicked.connect(lambda: self.list.move_line(-1))
        self.down.clicked.connect(lambda: self.list.move_line(1))
        self.again.clicked.connect(lambda: self._fill(self._usual))
        beside = QVBoxLayout()
        for button in (self.up, self.down, self.again):
            beside.addWidget(button)
        beside.addStretch(1)
        line = QHBoxLayout()
        line.addWidget(self.list, 1)
        line.addLayout(beside)
        self.body.addLayout(line)
        self.hint = Label("", role="muted", wrap=True)
        self.body.addWidget(self.hint)
        self._fill(shown)
        self.list.setFocus()

    def values(self) -> dict[str, Any]:
        """The columns ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = [item.data(KEY_ROLE) for item in items if item.checkState() is Qt.CheckState.Checked]
        return {"columns": tuple(chosen)}

    def _fill(self, shown: Sequence[str]) -> None:
        self.list.clear()
        for key in (*shown, *(key for key in self._titles if key not in shown)):
            item = QListWidgetItem(self._titles[key])
            item.setData(KEY_ROLE, key)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            if key in self._fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._say()

    def _say(self) -> None:
        count = len(self.values()["columns"])
        self.hint.setText(
            self.tr("{n} columns. Where there is no room, the last ones wait outside.").format(n=count)
        )
