"""Draws the day board: hairlines, cards, the now-line and what is being dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ilacs_desktop.desktop.pages.timetable.board.drag import Drag, Grip
from ilacs_desktop.desktop.pages.timetable.board.layout import Block
from ilacs_desktop.desktop.pages.timetable.board.model import said_minute
from ilacs_desktop.desktop.theme import Theme

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.board.mouse import BoardMouse
    from ilacs_desktop.desktop.pages.timetable.board.view import BoardView


class BoardPaint:
    """Draws only what can be seen; a free cell costs nothing."""

    def __init__(self, view: BoardView, theme: Theme) -> None:
        self._view = view
        self._theme = theme

    def paint(self, painter: QPainter, area: QRect, mouse: BoardMouse) -> None:
        """Draw what lies in ``area`` of the viewport."""
        self._paint_lines(painter, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_free_cursor(painter)
        self._paint_cards(painter, area)
        self._paint_now(painter)
        if (band := mouse.band) is not None:
            self._paint_band(painter, band)
        elif mouse.drag is not None:
            self._paint_drag(painter, mouse.drag, area)

    def _paint_cards(self, painter: QPainter, area: QRect) -> None:
        """Draw the cards within ``area``, the chosen ones last, for their rings lie over their neighbours."""
        view = self._view
        current, picks, has_focus = view.current_block(), view.picks, view.hasFocus()
        chosen: list[tuple[Block, QRect]] = []
        for block in view.board.layout.blocks:
            rect = view.block_rect(block)
            if not rect.adjusted(-4, -4, 4, 4).intersects(area):
                continue
            if block.uid in picks or block == current:
                chosen.append((block, rect))
            else:
                view.cards.paint_card(painter, rect, view.board.cards[block.uid])
        for block, rect in sorted(chosen, key=lambda entry: entry[0] == current):
            view.cards.paint_card(
                painter,
                rect,
                view.board.cards[block.uid],
                is_selected=block.uid in picks,
                has_focus=block == current and has_focus,
            )

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

    def _paint_band(self, painter: QPainter, band: QRect) -> None:
        accent = self._theme.colour("accent")
        painter.setPen(self._dashed(accent))
        painter.setBrush(_thin(accent, 26))
        painter.drawRect(QRectF(band).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_drag(self, painter: QPainter, drag: Drag, area: QRect) -> None:
        if drag.grip is not Grip.MAKE and drag.is_idle:
            return
        for number, place in enumerate(drag.places):
            rect = self._view.lane_span_rect(place.lane, place.start, place.end)
            if not rect.adjusted(-4, -4, self._theme.px(110), 4).intersects(area):
                continue
            accent = self._theme.colour("accent")
            painter.setPen(self._dashed(accent))
            painter.setBrush(_thin(accent, 46))
            painter.drawRoundedRect(QRectF(rect), self._theme.px(6), self._theme.px(6))
            if number == 0:
                self._paint_tag(painter, rect, self._tag(drag))

    def _tag(self, drag: Drag) -> str:
        span = f"{said_minute(drag.start)}–{said_minute(drag.end)}"  # an en dash is meant
        return self._view.tr("copy {span}").format(span=span) if drag.copies else span

    def _paint_tag(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(self._theme.font("pill"))
        width = painter.fontMetrics().horizontalAdvance(text) + self._theme.px(12)
        height = painter.fontMetrics().height() + self._theme.px(4)
        tag = QRectF(rect.left() + 4, rect.top() + 4, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(self._theme.colour("on_accent"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)

    @staticmethod
    def _dashed(colour: QColor) -> QPen:
        pen = QPen(colour, 1.6)
        pen.setStyle(Qt.PenStyle.DashLine)
        return pen


def _thin(colour: QColor, alpha: int) -> QColor:
    thin = QColor(colour)
    thin.setAlpha(alpha)
    return thin
