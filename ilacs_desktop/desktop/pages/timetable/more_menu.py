"""The menu of deeds that are not wanted every hour: each room of the page adds its own."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button


class More(IntEnum):
    """The sections of the menu, from above; a thin line between them."""

    PLAN = 1
    LOOK_BACK = 2
    PAPERS = 3
    BACK = 4
    HELP = 5


class MoreMenu(QMenu):
    """Deeds in sections, in the order they were added whatever room added them first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds: list[tuple[More, QAction, str]] = []
        self.aboutToShow.connect(self._tint)

    def add(self, section: More, text: str, icon: str, deed: Callable[[], object]) -> QAction:
        """Add a deed to a section; disable the action it gives while there is nothing to do."""
        action = QAction(text, self)
        action.triggered.connect(lambda _=False: deed())
        self._deeds.append((section, action, icon))
        self._deeds.sort(key=lambda entry: entry[0])
        for own_action in self.actions():  # clear() would delete them
            self.removeAction(own_action)
        last: More | None = None
        for own, entry, _icon in self._deeds:
            if last is not None and own is not last:
                self.addSeparator()
            self.addAction(entry)
            last = own
        return action

    def _tint(self) -> None:
        """Give each its picture in the colours of now."""
        for _section, action, icon in self._deeds:
            action.setIcon(current_theme().icon(icon))


def more_button(menu: MoreMenu, text: str, spoken: str) -> IconButton:
    """The button that opens ``menu`` below itself."""
    button = make_button(text, "ellipsis", spoken=spoken)
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2))))
    return button
