"""Draws the card of a slot. Fonts, pictures and shortened texts are kept until the look changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QStaticText,
    QTransform,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ilacs_desktop.desktop.pages.timetable.board.model import CARD_ROLE
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


_RIGHT = Qt.TextElideMode.ElideRight
MOST_TEXTS = 4000
MOST_GROUNDS = 120


class Face(Enum):
    """The three ways words are set on a card."""

    TITLE = 1
    STRUCK = 2
    LINE = 3


@dataclass(frozen=True, slots=True)
class _Words:
    """Some words of a card, laid out, and where they stand in it."""

    left: int
    top: int
    text: QStaticText
    face: Face


class CardDelegate(QStyledItemDelegate):
    """Draws cards, and nothing for free time: the board itself draws its hairlines."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plans: dict[tuple[object, ...], tuple[_Words, ...]] = {}
        self._texts: dict[tuple[str, Face], QStaticText] = {}
        self._grounds: dict[tuple[Look, bool, QSize], QPixmap] = {}
        self._learn_look()
        theme.changed.connect(self._learn_look)

    def _learn_look(self) -> None:
        theme = self._theme
        self._plans.clear()
        self._texts.clear()
        self._grounds.clear()
        self._title_font = theme.font("strong")
        self._line_font = theme.font("body")
        self._line_font.setPixelSize(theme.px(12))
        self._fonts = {
            Face.TITLE: self._title_font,
            Face.STRUCK: self._title_font,
            Face.LINE: self._line_font,
        }
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
        self._line_height = self._line_metrics.height() + theme.px(1)

    @property
    def line_height(self) -> int:
        """Pixels from one line of a card to the next."""
        return self._line_height

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
        if is_selected or has_focus:
            self._paint_ring(painter, rect, has_focus=has_focus)
        key = (card.look, card.is_changed, rect.size())
        ratio = painter.device().devicePixelRatioF()
        if (ground := self._grounds.get(key)) is None or ground.devicePixelRatio() != ratio:
            if len(self._grounds) > MOST_GROUNDS:
                self._grounds.clear()
            ground = QPixmap(rect.size() * ratio)
            ground.setDevicePixelRatio(ratio)
            ground.fill(Qt.GlobalColor.transparent)
            own = QPainter(ground)
            own.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_ground(own, QRect(QPoint(0, 0), rect.size()), card, ink)
            own.end()
            self._grounds[key] = ground
        painter.drawPixmap(rect.topLeft(), ground)

    def _draw_ground(self, painter: QPainter, rect: QRect, card: Card, ink: _Ink) -> None:
        ground: QColor | QBrush = self._colours[ink.ground]
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
        title_height = self._title_metrics.height()
        if rect.width() < 3 * self._pad or rect.height() < title_height - 3:
            return
        top = rect.top() + self._top_of(rect.height())
        self._paint_lock(painter, rect, top, card, ink)
        if card.icon:
            role = ink.line if card.look in _EDGED else ink.title
            self._paint_icon(painter, card.icon, role, rect.left() + self._pad, top)
        face: Face | None = None
        for words in self._plan(card, rect.width(), rect.height()):
            if words.face is not face:
                face = words.face
                painter.setPen(self._colours[ink.line if face is Face.LINE else ink.title])
                painter.setFont(self._fonts[face])
            at = QPointF(rect.left() + words.left, rect.top() + words.top)
            painter.drawStaticText(at, words.text)
            if words.face is Face.STRUCK:  # Qt draws the line of a static text in another place
                y = at.y() + self._title_metrics.ascent() - self._title_metrics.strikeOutPos()
                painter.drawLine(at + QPointF(0, y - at.y()), QPointF(at.x() + words.text.size().width(), y))

    def _top_of(self, height: int) -> int:
        """Where the words begin in a card of this height: in its middle if it is low."""
        title_height = self._title_metrics.height()
        is_low = height < title_height + self._pad
        return max(0, (height - title_height) // 2) if is_low else self._pad - 2

    def _plan(self, card: Card, width: int, height: int) -> tuple[_Words, ...]:
        """Where all the words of a card stand in a card of this size, worked out once."""
        is_struck = card.look is Look.CANCELLED
        key = (card.title, card.lines, bool(card.icon), card.slot.locked, is_struck, width, height)
        if key not in self._plans:
            if len(self._plans) > MOST_TEXTS:
                self._plans.clear()
            self._plans[key] = tuple(self._set_words(card, width, height))
        return self._plans[key]

    def _set_words(self, card: Card, full_width: int, height: int) -> Iterator[_Words]:
        face = Face.STRUCK if card.look is Look.CANCELLED else Face.TITLE
        width, bottom = full_width - 2 * self._pad, height - 1
        title_height, top = self._title_metrics.height(), self._top_of(height)
        right = self._theme.px(13) + self._gap if card.slot.locked else 0
        start = self._pad + (self._theme.px(13) + self._gap if card.icon else 0)
        spare = max(0, bottom - 1 - top - title_height - 1) // self._line_height > len(card.lines)
        for words in self._title_rows(card.title, self._pad + width - right - start, width, may_wrap=spare):
            yield _Words(start, top, self._text(words, face), face)
            start = self._pad
            top += title_height + 1
        for line in _packed(card.lines, max(0, bottom - 1 - top) // self._line_height):
            if line in card.shorter and self._line_metrics.horizontalAdvance(line) > width:
                line = card.shorter[line]  # noqa: PLW2901  # said shorter rather than cut
            yield _Words(
                self._pad,
                top,
                self._text(self._line_metrics.elidedText(line, _RIGHT, width), Face.LINE),
                Face.LINE,
            )
            top += self._line_height

    def _title_rows(self, title: str, room: int, width: int, *, may_wrap: bool) -> tuple[str, ...]:
        """The title on one row, or where there is height to spare on two; cut where it still does not fit."""
        metrics = self._title_metrics
        words = title.split(" ")
        if not may_wrap or len(words) < 2 or metrics.horizontalAdvance(title) < room - 1:
            return (metrics.elidedText(title, _RIGHT, room),)
        taken = 1
        while metrics.horizontalAdvance(" ".join(words[: taken + 1])) < room - 1:
            taken += 1
        first, second = " ".join(words[:taken]), " ".join(words[taken:])
        return (metrics.elidedText(first, _RIGHT, room), metrics.elidedText(second, _RIGHT, width))

    def _text(self, words: str, face: Face) -> QStaticText:
        """Words laid out once and kept; laying them out takes longer than drawing them."""
        key = (words, face)
        if key not in self._texts:
            if len(self._texts) > MOST_TEXTS:
                self._texts.clear()
            text = QStaticText(words)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            text.prepare(QTransform(), self._fonts[face])
            self._texts[key] = text
        return self._texts[key]

    def _paint_lock(self, painter: QPainter, rect: QRect, top: int, card: Card, ink: _Ink) -> None:
        """Draw the lock at the right edge."""
        if card.slot.locked:
            side = self._theme.px(13)
            self._paint_icon(painter, "lock", ink.line, rect.right() - self._pad - side + 2, top)

    def _paint_icon(self, painter: QPainter, name: str, role: str, left: int, top: int) -> None:
        side = self._theme.px(13)
        offset = max(0, (self._title_metrics.height() - side) // 2)
        painter.drawPixmap(left, top + offset, self._theme.pixmap(name, role, 13))


def _packed(lines: tuple[str, ...], rows: int) -> tuple[str, ...]:
    """``lines`` in at most ``rows`` rows; what would not fit joins the last row."""
    if rows <= 0:
        return ()
    if len(lines) <= rows:
        return lines
    return (*lines[: rows - 1], " · ".join(lines[rows - 1 :]))
