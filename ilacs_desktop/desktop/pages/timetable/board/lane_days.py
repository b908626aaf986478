"""From the head of a lane to the day of whoever it belongs to, by a double click or its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.board.view import BoardView


class LaneDays(QObject):
    """Listens at the heads of a board's lanes. ``day_wanted`` carries a person's or a place's id."""

    day_wanted = Signal(int)

    def __init__(self, board: BoardView) -> None:
        super().__init__(board)
        self._board = board
        board.lanes.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """A double click opens the day at once, the menu offers it."""
        if event.type() is QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            return self._open(event.position().toPoint())
        if isinstance(event, QContextMenuEvent):
            return self._offer(event.pos(), event.globalPos())
        return super().eventFilter(watched, event)

    def _open(self, position: QPoint) -> bool:
        key = lane_key(self._board, self._board.lanes.logicalIndexAt(position))
        if key is not None:
            self.day_wanted.emit(key)
        return key is not None

    def _offer(self, position: QPoint, at: QPoint) -> bool:
        column = self._board.lanes.logicalIndexAt(position)
        key = lane_key(self._board, column)
        if key is None:
            return False
        name = self._board.board.headerData(column, Qt.Orientation.Horizontal)
        menu = QMenu(self._board)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(self.tr("Day of {who}").format(who=name).replace("&", "&&"))
        action.triggered.connect(lambda: self.day_wanted.emit(key))
        menu.popup(at)
        return True


def lane_key(board: BoardView, column: int) -> int | None:
    """The id of the person or the place whose lane a column is in; None for the lane of nobody."""
    layout = board.board.layout
    return layout.lanes[layout.columns[column]].key if 0 <= column < len(layout.columns) else None
