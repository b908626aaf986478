"""Draws the day board: hairlines, cards, the now-line and what is being dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ilacs_desktop.desktop.pages.timetable.board_model import said_minute
from ilacs_desktop.desktop.pages.timetable.drag import Drag, Grip
from ilacs_desktop.desktop.theme import Theme

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.board_view import BoardView


class BoardPaint:
    """Draws only what can be seen; a free cell costs nothing."""

    def __init__(self, view: BoardView, theme: Theme) -> None:
        self._view = view
        self._theme = theme

    def paint(self, painter: QPainter, area: QRect, drag: Drag | None) -> None:
        """Draw what lies in ``area`` of the viewport."""
        view = self._view
        self._paint_lines(painter, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_free_cursor(painter)
        current = view.current_block()
        for block in sorted(view.board.layout.blocks, key=lambda block: block == current):
            rect = view.block_rect(block)
            if not rect.intersects(area):
                continue
            is_current = current is not None and block.uid == current.uid
            view.cards.paint_card(
                painter,
                rect,
                view.board.cards[block.uid],
                is_selected=is_current,
                has_focus=block == current and view.hasFocus(),
            )
        self._paint_now(painter)
        self._paint_drag(painter, drag)

    def _paint_lines(self, painter: QPainter, area: QRect) -> None:
        layout = self._view.board.layout
        painter.setPen(QPen(self._theme.colour("hairline")))
        for row, mark in enumerate(layout.marks[:-1]):
            if mark % 60 == 0:
                y = self._view.rowViewportPosition(row)
                painter.drawLine(area.left(), y, area.right(), y)
        for lane in range(len(layout.lanes)):
            x = self._view.columnViewportPosition(layout.columns_of(lane)[0])
            painter.drawLine(x, area.top(), x, area.bottom())

    def _paint_free_cursor(self, painter: QPainter) -> None:
        index = self._view.currentIndex()
        if not index.isValid() or self._view.board.block_of(index) is not None or not self._view.hasFocus():
            return
        rect = QRectF(self._view.visualRect(index)).adjusted(4.5, 1.5, -3.5, -0.5)
        painter.setPen(QPen(self._theme.colour("focus"), 1.6))
        painter.setBrush(self._theme.colour("selection"))
        painter.drawRoundedRect(rect, 4, 4)

    def _paint_now(self, painter: QPainter) -> None:
        if self._view.hours.now_y is None:
            return
        accent = self._theme.colour("accent")
        y = self._view.hours.now_y
        painter.setPen(QPen(accent, 1.6))
        painter.drawLine(0, y, self._view.viewport().width(), y)

    def _paint_drag(self, painter: QPainter, drag: Drag | None) -> None:
        if drag is None or (drag.grip is not Grip.MAKE and drag.is_idle):
            return
        rect = self._view.lane_span_rect(drag.lane, drag.start, drag.end)
        accent = self._theme.colour("accent")
        ground = QColor(accent)
        ground.setAlpha(46)
        pen = QPen(accent, 1.6)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(rect), self._theme.px(6), self._theme.px(6))
        text = f"{said_minute(drag.start)}–{said_minute(drag.end)}"  # an en dash is meant
        painter.setFont(self._theme.font("pill"))
        width = painter.fontMetrics().horizontalAdvance(text) + self._theme.px(12)
        height = painter.fontMetrics().height() + self._theme.px(4)
        tag = QRectF(rect.left() + 4, rect.top() + 4, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(self._theme.colour("on_accent"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)
