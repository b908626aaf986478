"""What can be done with the line chosen in a register: one button for the usual, a menu for the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ilacs_desktop.desktop.widgets import make_button

from .frame import Frame


@dataclass(frozen=True)
class _Deed:
    action: QAction
    icon: str
    when: Callable[[Any], bool]
    is_usual: bool


class RowDeeds(QObject):
    """Deeds of one line. ``offer`` puts what makes sense into the panel, the first usual one as a button."""

    def __init__(self, view: Frame, spoken: str) -> None:
        super().__init__(view)
        self._view = view
        self._deeds: dict[str, _Deed] = {}
        self._usual: QAction | None = None
        self.row: Any = None
        self.menu = QMenu(view)
        self.button = make_button("", parent=view)
        self.button.hide()
        self.button.clicked.connect(self._do_usual)
        self.more = make_button("", "ellipsis", spoken=spoken, parent=view)
        self.more.hide()
        self.more.clicked.connect(
            lambda: self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))
        )

    def add(
        self,
        name: str,
        text: str,
        deed: Callable[[Any], object],
        *,
        icon: str = "",
        when: Callable[[Any], bool] = lambda _: True,
        is_usual: bool = False,
    ) -> QAction:
        """Add a deed; it gets the row in the panel, and only one for which ``when`` holds."""
        action = QAction(text, self)
        action.triggered.connect(lambda _=False: deed(self.row))
        self.menu.addAction(action)
        self._deeds[name] = _Deed(action, icon, when, is_usual)
        return action

    @property
    def actions(self) -> dict[str, QAction]:
        """The action of each deed, by its name."""
        return {name: deed.action for name, deed in self._deeds.items()}

    def offer(self, row: Any) -> None:
        """Put the deeds of ``row`` at the right of the panel's title line."""
        self.row, self._usual = row, None
        left = 0
        for deed in self._deeds.values():
            is_possible = deed.when(row)
            is_button = is_possible and deed.is_usual and self._usual is None
            if is_button:
                self._usual = deed.action
                self.button.setText(deed.action.text())
                self.button.setAccessibleName(deed.action.text())
                self.button.set_icon(deed.icon)
            deed.action.setEnabled(is_possible)
            deed.action.setVisible(is_possible and not is_button)
            left += is_possible and not is_button
        buttons = [self.button] if self._usual is not None else []
        self._view.detail.set_deeds(*buttons, *([self.more] if left else []))

    def _do_usual(self) -> None:
        if self._usual is not None:
            self._usual.trigger()
