"""The menu of the page's deeds that belong to no one request: each room adds its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import make_button


class MoreDeeds(QMenu):
    """Deeds in sections; their keys work anywhere on ``ground``. ``button`` opens the menu below itself."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self._deeds: list[tuple[int, QAction, str]] = []
        self.button = make_button(self.tr("More"), "ellipsis", spoken=self.tr("More deeds of this page"))
        self.button.clicked.connect(
            lambda: self.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))
        )
        self.aboutToShow.connect(self._tint)

    def add(
        self, text: str, deed: Callable[[], object], key: str = "", *, icon: str = "", section: int = 0
    ) -> QAction:
        """Add a deed; disable or hide the action it gives while there is nothing to do."""
        action = QAction(text, self)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: deed())
        self._ground.addAction(action)
        self._deeds.append((section, action, icon))
        self._deeds.sort(key=lambda entry: entry[0])
        for entry in self.actions():  # clear() would delete them
            self.removeAction(entry)
        last: int | None = None
        for own, each, _icon in self._deeds:
            if last is not None and own != last:
                self.addSeparator()
            self.addAction(each)
            last = own
        return action

    def said_keys(self) -> tuple[tuple[str, str], ...]:
        """Each key and what it does."""
        return tuple(
            (key, action.text().rstrip("…"))
            for _, action, _icon in self._deeds
            if (key := action.shortcut().toString())
        )

    def _tint(self) -> None:
        """Give each its picture in the colours of now."""
        for _section, action, icon in self._deeds:
            if icon:
                action.setIcon(current_theme().icon(icon))
