"""Carries a slot of the week view from day to day by mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from ilacs_desktop.desktop.pages.timetable.cards import Card
from ilacs_desktop.desktop.pages.timetable.week.layout import Day
from ilacs_desktop.desktop.theme import Theme

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.week.view import WeekView


@dataclass(frozen=True, slots=True)
class Carried:
    """A slot in hand: its card, where it is drawn, and how far from its corner it was grasped."""

    card: Card
    rect: QRect
    grasp: QPoint


class WeekMouse:
    """What the mouse holds over the weeks, and where it would let it go."""

    def __init__(self, view: WeekView, theme: Theme) -> None:
        self._view = view
        self._theme = theme
        self._pressed: tuple[QPoint, tuple[int, int]] | None = None
        self.carried: Carried | None = None

    def press(self, event: QMouseEvent) -> None:
        """Choose what lies here; below the last slot of a day that is the day."""
        view, position = self._view, event.position().toPoint()
        cell = view.cell_at(position)
        if cell is None:
            return
        layout = view.weeks.layout
        chosen = cell if layout.is_taken(*cell) else (layout.head_of(cell[0]), cell[1])
        view.setCurrentIndex(view.weeks.index(*chosen))
        if event.button() is Qt.MouseButton.LeftButton and cell in layout.uids:
            self._pressed = (position, cell)

    def move(self, event: QMouseEvent) -> None:
        """Carry the slot that was pressed; a cancelled one stays."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        view, position = self._view, event.position().toPoint()
        start, cell = self._pressed
        is_far = (position - start).manhattanLength() >= QApplication.startDragDistance()
        card = view.weeks.cards[view.weeks.layout.uids[cell]]
        if (self.carried is None and not is_far) or card.slot.is_cancelled:
            return
        rect = view.card_rect(*cell)
        grasp = self.carried.grasp if self.carried else start - rect.topLeft()
        self._scroll_at_edges(position)
        self.carried = Carried(card, QRect(position - grasp, rect.size()), grasp)
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        view.viewport().update()

    def let_go(self) -> tuple[Carried | None, Day | None]:
        """What was carried, and the day it was let go over."""
        carried, day = self.carried, self.target()
        self.forget()
        return carried, day

    def forget(self) -> None:
        """Nothing is held any more."""
        self._pressed = self.carried = None
        self._view.viewport().unsetCursor()
        self._view.viewport().update()

    def target(self) -> Day | None:
        """The day a carried slot would go to; None over its own day or one that is none of ours."""
        if self.carried is None:
            return None
        cell = self._view.cell_at(self.carried.rect.topLeft() + self.carried.grasp)
        day = self._view.weeks.layout.day_at(*cell) if cell else None
        is_other = day is not None and day.is_open and day.day != self.carried.card.slot.day
        return day if is_other else None

    def target_rect(self) -> QRect | None:
        """The column of the week of the day a carried slot would go to."""
        view, day = self._view, self.target()
        layout = view.weeks.layout
        cell = layout.cell_of_day(day.day) if day else None
        if cell is None:
            return None
        row, column = cell
        later = next((head for head in layout.heads if head > row), layout.row_count)
        return view.cell_rect(row, column).united(view.cell_rect(later - 1, column))

    def _scroll_at_edges(self, position: QPoint) -> None:
        margin, bar = self._theme.px(24), self._view.verticalScrollBar()
        if position.y() < margin:
            bar.setValue(bar.value() - margin // 2)
        elif position.y() > self._view.viewport().height() - margin:
            bar.setValue(bar.value() + margin // 2)
