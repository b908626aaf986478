"""Draws the card of a slot. Fonts, pictures and shortened texts are kept until the look changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ilacs_desktop.desktop.pages.timetable.board_model import CARD_ROLE
from ilacs_desktop.desktop.pages.timetable.cards import Card, Look
from ilacs_desktop.desktop.theme import Theme


@dataclass(frozen=True, slots=True)
class _Ink:
    """Roles of one look: ground, edge, title and lines."""

    ground: str
    edge: str
    title: str
    line: str


INKS: Mapping[Look, _Ink] = {
    Look.PLAIN: _Ink("plain_tint", "hairline", "text", "plain"),
    Look.MEETING: _Ink("info_tint", "hairline", "text", "info"),
    Look.CHANGED: _Ink("accent_tint", "accent", "text", "accent"),
    Look.CLASH: _Ink("warn_tint", "warn", "text", "warn"),
    Look.CANCELLED: _Ink("background", "muted", "muted", "muted"),
    Look.PRIVATE: _Ink("surface", "muted", "text", "muted"),
}
_EDGED = {Look.CHANGED, Look.CLASH}
_BROKEN = {Look.CANCELLED, Look.PRIVATE}


class CardDelegate(QStyledItemDelegate):
    """Draws cards, and nothing for free time: the board itself draws its hairlines."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shortened: dict[tuple[str, int, bool], str] = {}
        self._learn_look()
        theme.changed.connect(self._learn_look)

    def _learn_look(self) -> None:
        theme = self._theme
        self._shortened.clear()
        self._title_font = theme.font("strong")
        self._struck_font = QFont(self._title_font)
        self._struck_font.setStrikeOut(True)
        self._line_font = theme.font("body")
        self._line_font.setPixelSize(theme.px(12))
        self._title_metrics = QFontMetrics(self._title_font)
        self._line_metrics = QFontMetrics(self._line_font)
        self._colours = {
            role: theme.colour(role)
            for ink in INKS.values()
            for role in (ink.ground, ink.edge, ink.title, ink.line)
        }
        self._focus = theme.colour("focus")
        self._accent = theme.colour("accent")
        self._surface = theme.colour("surface")
        self._pad = theme.px(8)
        self._gap = theme.px(4)
        self._radius = theme.px(6)

    @property
    def line_height(self) -> int:
        """Pixels from one line of a card to the next."""
        return self._line_metrics.height() + self._theme.px(1)

    def sizeHint(  # noqa: N802  # Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Rows and columns are measured by the board, never by their text."""
        del option, index
        return QSize(1, 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the card of a cell, if a slot hangs on it."""
        card = index.data(CARD_ROLE)
        if isinstance(card, Card):
            state: QStyle.StateFlag = option.state
            rect: QRect = option.rect
            self.paint_card(
                painter,
                rect,
                card,
                is_selected=bool(state & QStyle.StateFlag.State_Selected),
                has_focus=bool(state & QStyle.StateFlag.State_HasFocus),
            )

    def paint_card(
        self,
        painter: QPainter,
        rect: QRect,
        card: Card,
        *,
        is_selected: bool = False,
        has_focus: bool = False,
    ) -> None:
        """Draw ``card`` within ``rect``."""
        ink = INKS[card.look]
        self._paint_ground(painter, rect, card, ink, is_selected=is_selected, has_focus=has_focus)
        self._paint_words(painter, rect, card, ink)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, card: Card, ink: _Ink, *, is_selected: bool, has_focus: bool
    ) -> None:
        ground: QColor | QBrush = self._colours[ink.ground]
        if is_selected:
            self._paint_ring(painter, rect, has_focus=has_focus)
        width = 1.4 if card.look in _EDGED else 1.0
        pen = QPen(self._colours[ink.edge], width)
        if card.look in _BROKEN:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
        inset = width / 2
        box = QRectF(rect).adjusted(inset, inset, -inset, -inset)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, self._radius, self._radius)
        if card.look is Look.CLASH and card.is_changed:
            bar = QRectF(rect.left() + 2.5, rect.top() + 5, 3, max(4, rect.height() - 10))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._accent)
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_ring(self, painter: QPainter, rect: QRect, *, has_focus: bool) -> None:
        """Draw the ring of the chosen slot, outside its own edge so that neither hides the other."""
        width = 2.2 if has_focus else 1.4
        gap = 1 + width / 2
        painter.setPen(QPen(self._focus, width))
        painter.setBrush(self._surface)
        ring = QRectF(rect).adjusted(-gap, -gap, gap, gap)
        painter.drawRoundedRect(ring, self._radius + gap, self._radius + gap)

    def _paint_words(self, painter: QPainter, rect: QRect, card: Card, ink: _Ink) -> None:
        left, width = rect.left() + self._pad, rect.width() - 2 * self._pad
        title_height = self._title_metrics.height()
        is_low = rect.height() < title_height + self._pad
        top = rect.top() + (max(0, (rect.height() - title_height) // 2) if is_low else self._pad - 2)
        if width < self._pad or rect.height() < title_height - 3:
            return
        right = self._paint_lock(painter, rect, top, card, ink)
        start = left
        if card.icon:
            self._paint_icon(painter, card.icon, ink.line if card.look in _EDGED else ink.title, start, top)
            start += self._theme.px(13) + self._gap
        painter.setPen(self._colours[ink.title])
        painter.setFont(self._struck_font if card.look is Look.CANCELLED else self._title_font)
        below = rect.bottom() - 1 - top - title_height - 1
        rows = max(0, below) // self.line_height
        spare = rows > len(card.lines)
        for words in self._title_rows(card.title, left + width - right - start, width, may_wrap=spare):
            painter.drawText(QPointF(start, top + self._title_metrics.ascent()), words)
            start = left
            top += title_height + 1
        rows = max(0, rect.bottom() - 1 - top) // self.line_height
        painter.setPen(self._colours[ink.line])
        painter.setFont(self._line_font)
        for line in _packed(card.lines, rows):
            if line in card.shorter and self._line_metrics.horizontalAdvance(line) > width:
                line = card.shorter[line]  # noqa: PLW2901  # said shorter rather than cut
            painter.drawText(
                QPointF(left, top + self._line_metrics.ascent()), self._fitted(line, width, is_title=False)
            )
            top += self.line_height

    def _title_rows(self, title: str, room: int, width: int, *, may_wrap: bool) -> tuple[str, ...]:
        """The title on one row, or where there is height to spare on two; cut where it still does not fit."""
        metrics = self._title_metrics
        words = title.split(" ")
        if not may_wrap or len(words) < 2 or metrics.horizontalAdvance(title) < room - 1:
            return (self._fitted(title, room, is_title=True),)
        taken = 1
        while metrics.horizontalAdvance(" ".join(words[: taken + 1])) < room - 1:
            taken += 1
        first, second = " ".join(words[:taken]), " ".join(words[taken:])
        return (self._fitted(first, room, is_title=True), self._fitted(second, width, is_title=True))

    def _paint_lock(self, painter: QPainter, rect: QRect, top: int, card: Card, ink: _Ink) -> int:
        """Draw the lock at the right edge; gives the pixels it takes from the title."""
        if not card.slot.locked:
            return 0
        side = self._theme.px(13)
        self._paint_icon(painter, "lock", ink.line, rect.right() - self._pad - side + 2, top)
        return side + self._gap

    def _paint_icon(self, painter: QPainter, name: str, role: str, left: int, top: int) -> None:
        side = self._theme.px(13)
        offset = max(0, (self._title_metrics.height() - side) // 2)
        painter.drawPixmap(left, top + offset, self._theme.pixmap(name, role, 13))

    def _fitted(self, text: str, width: int, *, is_title: bool) -> str:
        key = (text, width, is_title)
        if key not in self._shortened:
            if len(self._shortened) > 4000:
                self._shortened.clear()
            metrics = self._title_metrics if is_title else self._line_metrics
            self._shortened[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return self._shortened[key]


def _packed(lines: tuple[str, ...], rows: int) -> tuple[str, ...]:
    """``lines`` in at most ``rows`` rows; what would not fit joins the last row."""
    if rows <= 0:
        return ()
    if len(lines) <= rows:
        return lines
    return (*lines[: rows - 1], " · ".join(lines[rows - 1 :]))
