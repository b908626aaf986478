"""Draws the week view: the heads of days, in sight as long as their week is, and slots as short cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from ilacs_desktop.desktop.pages.timetable.board.delegate import INKS
from ilacs_desktop.desktop.pages.timetable.cards import Card, Look
from ilacs_desktop.desktop.pages.timetable.week.layout import Day
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.desktop.widgets.pill import PillText, paint_pill, pill_size
from ilacs_desktop.domain.moments import said_short_day, said_time

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.week.view import WeekView

_EDGED = {Look.CHANGED, Look.CLASH}
_BROKEN = {Look.CANCELLED, Look.PRIVATE}


class WeekPaint:
    """Draws only what can be seen; fonts and shortened texts are kept until the look changes."""

    def __init__(self, view: WeekView, theme: Theme) -> None:
        self._view = view
        self._theme = theme
        self._shortened: dict[tuple[str, int, bool], str] = {}
        self.learn_look()

    def learn_look(self) -> None:
        """Take the fonts of the theme anew."""
        theme = self._theme
        self._shortened.clear()
        self._strong = theme.font("strong")
        self._struck = QFont(self._strong)
        self._struck.setStrikeOut(True)
        self._small = theme.font("body")
        self._small.setPixelSize(theme.px(12))
        self._tiny = theme.font("small")
        self._strong_metrics = QFontMetrics(self._strong)
        self._small_metrics = QFontMetrics(self._small)
        self._tiny_metrics = QFontMetrics(self._tiny)

    @property
    def head_height(self) -> int:
        """Pixels for the head of a day: its name, its counter, how it stands."""
        theme = self._theme
        return self._strong_metrics.height() + self._tiny_metrics.height() + theme.px(19 + 20)

    @property
    def slot_height(self) -> int:
        """Pixels for a slot: two lines, and air around the card."""
        return self._strong_metrics.height() + self._small_metrics.height() + self._theme.px(12)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw what lies in ``area`` of the viewport."""
        view, layout = self._view, self._view.weeks.layout
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in range(max(0, view.rowAt(area.top())), layout.row_count):
            if view.rowViewportPosition(row) > area.bottom():
                break
            for column in range(len(layout.columns)):
                self._paint_cell(painter, row, column)
        for column in range(len(layout.columns)):
            held = view.held_head(column)
            if held is not None:
                self._paint_head(painter, held[0], held[1], has_cursor=False)
        self._paint_carried(painter)

    # -- cells ---------------------------------------------------------------------------------

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        view, layout = self._view, self._view.weeks.layout
        rect = view.cell_rect(row, column)
        current = view.currentIndex()
        is_current = current.isValid() and (current.row(), current.column()) == (row, column)
        head = layout.days.get((row, column))
        if head is not None:
            self._paint_head(painter, view.head_rect(row, column), head, has_cursor=is_current)
            return
        day = layout.day_at(row, column)
        if day is not None and not day.is_open:
            painter.fillRect(rect, self._theme.colour("background"))
        card = view.weeks.cards.get(layout.uids.get((row, column), ""))
        if card is not None:
            self._paint_card(painter, view.card_rect(row, column), card, is_current=is_current)
        elif is_current and view.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 1.6))
            painter.setBrush(self._theme.colour("selection"))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 2, -4, -2), 4, 4)

    def _paint_head(self, painter: QPainter, rect: QRect, day: Day, *, has_cursor: bool) -> None:
        theme = self._theme
        ground = "surface" if day.is_open else "background"
        painter.fillRect(rect, theme.colour(ground))
        inner = QRectF(rect).adjusted(3.5, 3.5, -3.5, -3.5)
        painter.setPen(self._head_pen(day, has_cursor=has_cursor))
        painter.setBrush(
            theme.colour("selection" if has_cursor else "surface" if day.is_open else "background")
        )
        painter.drawRoundedRect(inner, theme.px(6), theme.px(6))
        if day.is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(inner.left() + 1, inner.top() + 1, 4, inner.height() - 2), 2, 2)
        left, width = int(inner.left()) + theme.px(9), int(inner.width()) - theme.px(14)
        top = int(inner.top()) + theme.px(4)
        right = self._paint_word(painter, day, QRect(left, top, width, self._strong_metrics.height()))
        painter.setFont(self._strong)
        painter.setPen(theme.colour("text" if day.is_open else "muted"))
        name = self._fitted(said_short_day(day.day), width - right, self._strong_metrics)
        painter.drawText(QPointF(left, top + self._strong_metrics.ascent()), name)
        top += self._strong_metrics.height()
        painter.setFont(self._tiny)
        painter.setPen(theme.colour("muted"))
        counter = self._counter(day, width)
        painter.drawText(QPointF(left, top + self._tiny_metrics.ascent()), counter)
        top += self._tiny_metrics.height() + theme.px(3)
        self._paint_counts(painter, day, QRect(left, top, width, theme.px(20)))

    def _head_pen(self, day: Day, *, has_cursor: bool) -> QPen:
        """Solid on site, broken off site; thick and in the focus colour under the cursor."""
        theme = self._theme
        if has_cursor and self._view.hasFocus():
            return QPen(theme.colour("focus"), 2.2)
        if day.is_today:
            return QPen(theme.colour("accent"), 1.4)
        pen = QPen(theme.colour("muted" if day.is_open and not day.is_on_site else "hairline"), 1.0)
        if not day.is_on_site:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
        return pen

    def _paint_word(self, painter: QPainter, day: Day, place: QRect) -> int:
        """Draw “today” or “off site” at the right; gives the pixels it takes from the name."""
        word = self._view.word_of(day)
        if word is None:
            return 0
        theme = self._theme
        name = self._strong_metrics.horizontalAdvance(said_short_day(day.day))
        size = pill_size(theme, word)
        if name + size.width() + theme.px(4) > place.width():
            word = PillText("", word.role, word.icon)
            size = pill_size(theme, word)
        paint_pill(
            painter,
            theme,
            QRect(place.right() - size.width() + 1, place.top(), size.width(), place.height()),
            word,
        )
        return size.width() + theme.px(4)

    def _paint_counts(self, painter: QPainter, day: Day, place: QRect) -> None:
        """How many slots, and in amber what is changed or clashes; in numbers alone where it is narrow."""
        theme = self._theme
        if not day.is_open and not day.slots:
            return
        for words in self._view.counts_of(day):
            widths = [pill_size(theme, word).width() + theme.px(4) for word in words]
            if sum(widths) - theme.px(4) <= place.width():
                break
        left = place.left()
        for word, width in zip(words, widths, strict=True):
            paint_pill(painter, theme, QRect(left, place.top(), width, place.height()), word)
            left += width

    def _counter(self, day: Day, width: int) -> str:
        """``Week 2 · day 3 of 10``, or its end where that is too long."""
        if self._tiny_metrics.horizontalAdvance(day.counter) <= width:
            return day.counter
        return self._fitted(day.counter.rsplit(" · ", maxsplit=1)[-1], width, self._tiny_metrics)

    def _paint_card(self, painter: QPainter, rect: QRect, card: Card, *, is_current: bool) -> None:
        theme, ink = self._theme, INKS[card.look]
        pen = QPen(theme.colour(ink.edge), 1.4 if card.look in _EDGED else 1.0)
        if card.look in _BROKEN:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
        if is_current:
            ring = QRectF(rect).adjusted(-1.2, -1.2, 1.2, 1.2)
            painter.setPen(QPen(theme.colour("focus"), 2.4 if self._view.hasFocus() else 1.6))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(ring, theme.px(6) + 2, theme.px(6) + 2)
            rect = rect.adjusted(1, 1, -1, -1)
        painter.setPen(pen)
        painter.setBrush(theme.colour(ink.ground))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.7, 0.7, -0.7, -0.7), theme.px(5), theme.px(5))
        self._paint_words(painter, rect, card)

    def _paint_words(self, painter: QPainter, rect: QRect, card: Card) -> None:
        theme, ink = self._theme, INKS[card.look]
        left, width = rect.left() + theme.px(7), rect.width() - theme.px(13)
        top = rect.top() + (rect.height() - self._strong_metrics.height() - self._small_metrics.height()) // 2
        role = ink.line if card.look in _EDGED else ink.title
        at = said_time(card.slot.starts_at)
        painter.setPen(theme.colour(ink.line))
        painter.setFont(self._small)
        base = top + self._strong_metrics.ascent()
        painter.drawText(QPointF(left, base), at)
        start = left + self._small_metrics.horizontalAdvance(at) + theme.px(5)
        painter.setPen(theme.colour(ink.title))
        painter.setFont(self._struck if card.look is Look.CANCELLED else self._strong)
        room = left + width - start
        painter.drawText(QPointF(start, base), self._fitted(card.title, room, self._strong_metrics))
        top += self._strong_metrics.height()
        right = 0
        for name in (card.icon, "lock" if card.slot.locked else ""):
            if name:
                side = theme.px(13)
                offset = (self._small_metrics.height() - side) // 2
                place = QPointF(left + width - right - side, top + offset)
                painter.drawPixmap(place, theme.pixmap(name, role, 13))
                right += side + theme.px(4)
        painter.setPen(theme.colour(ink.line))
        painter.setFont(self._small)
        line = self._fitted(self._view.line_of(card), width - right, self._small_metrics)
        painter.drawText(QPointF(left, top + self._small_metrics.ascent()), line)

    # -- what is carried -----------------------------------------------------------------------

    def _paint_carried(self, painter: QPainter) -> None:
        """The day under a carried slot is framed; the card hangs at the pointer."""
        carried = self._view.mouse.carried
        if carried is None:
            return
        theme = self._theme
        target = self._view.mouse.target_rect()
        accent = theme.colour("accent")
        if target is not None:
            ground = QColor(accent)
            ground.setAlpha(36)
            pen = QPen(accent, 1.6)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(target).adjusted(2, 2, -2, -2), theme.px(6), theme.px(6))
        self._paint_card(painter, carried.rect, carried.card, is_current=True)

    def _fitted(self, text: str, width: int, metrics: QFontMetrics) -> str:
        key = (text, width, metrics is self._strong_metrics)
        if key not in self._shortened:
            if len(self._shortened) > 4000:
                self._shortened.clear()
            self._shortened[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return self._shortened[key]
