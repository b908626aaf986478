"""Tabs of which each is made when it is first wanted: most days show few of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QWidget


class LateTabs(QTabWidget):
    """A row of tabs that stand empty until somebody turns to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[QWidget, Callable[[], object]] = {}
        self.currentChanged.connect(self._make_current)

    def add_late(self, title: str, make: Callable[[], object]) -> QWidget:
        """A tab that ``make`` fills by `put`, once it is turned to; gives what stands in its place."""
        place = QWidget()
        self._waiting[place] = make
        self.addTab(place, title)
        return place

    def put(self, place: QWidget, widget: QWidget) -> None:
        """Let ``widget`` stand where ``place`` stood."""
        del self._waiting[place]
        number, shown = self.indexOf(place), self.currentIndex()
        blocker = QSignalBlocker(self)
        self.insertTab(number, widget, self.tabText(number))
        self.removeTab(number + 1)
        self.setCurrentIndex(shown)
        blocker.unblock()
        place.deleteLater()

    def make_all(self) -> None:
        """Make every tab, shown or not."""
        for make in tuple(self._waiting.values()):
            make()

    def _make_current(self, _number: int) -> None:
        place = self.currentWidget()
        if self.isVisible() and place in self._waiting:
            self._waiting[place]()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The tab that is in front is wanted now."""
        super().showEvent(event)
        self._make_current(self.currentIndex())
