"""The cards of the board: what they say and how they are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ilacs_desktop.desktop.tables import ROW_ROLE, PillText
from ilacs_desktop.desktop.theme import Theme, current_theme
from ilacs_desktop.desktop.widgets import paint_pill
from ilacs_desktop.domain.info_requests import InfoRequest

from .columns import RequestColumns

Index = QModelIndex | QPersistentModelIndex
CARD_PIXELS = 110


class CardWords(RequestColumns):
    """What a card says."""

    def owner(self, request: InfoRequest) -> str:
        """Whose it is."""
        return self._owner(request)

    def pill(self, request: InfoRequest) -> PillText:
        """When it is due; urgent when little is left, and standing still while it does."""
        slack = request.due.slack_minutes
        if request.is_paused:
            return PillText(self.tr("paused"), "info", "pause")
        if slack is None:
            return PillText(self.tr("no time set"), "plain")
        if slack < 0:
            return PillText(self._slack_text(request), "alert", "timer")
        return PillText(self.due(request), "warn" if slack < 60 else "plain", "timer" if slack < 60 else "")

    def spoken(self, request: InfoRequest) -> str:
        """All that the card says, in one sentence."""
        parts = [request.ref, request.title, request.ours.value, self.owner(request)]
        parts.append(self.tr("due {due}").format(due=self.due(request)) if request.due.at else "")
        slack = request.due.slack_minutes
        if request.is_paused:
            parts.append(self.tr("its clock stands still"))
        elif slack is not None:
            left = self._slack_text(request)
            parts.append(left if slack < 0 else self.tr("{left} left").format(left=left))
        if request.returned_reason:
            parts.append(self.tr("sent back: {reason}").format(reason=request.returned_reason))
        return ", ".join(part for part in parts if part)


class Cards(QStyledItemDelegate):
    """Paints a card: its number and time, two lines of its title, and whose it is."""

    def __init__(self, words: CardWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card, or nothing where there is none."""
        theme, request = current_theme(), index.data(ROW_ROLE)
        painter.save()
        painter.fillRect(option.rect, theme.colour("surface"))
        if isinstance(request, InfoRequest):
            gap = theme.px(4)
            self._paint_card(painter, theme, option, option.rect.adjusted(gap, gap, -gap, -gap), request)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Every card is as high as every other."""
        return QSize(current_theme().px(140), current_theme().px(CARD_PIXELS))

    def _paint_card(
        self,
        painter: QPainter,
        theme: Theme,
        option: QStyleOptionViewItem,
        box: QRect,
        request: InfoRequest,
    ) -> None:
        view = self.parent()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and isinstance(view, QTableView) and view.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.colour("focus" if focused else "accent" if chosen else "hairline")
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(theme.colour("selection" if chosen else "background"))
        painter.drawRoundedRect(box, theme.radius, theme.radius)
        ink, quiet = theme.colour("on_selection" if chosen else "text"), theme.colour("muted")
        inner = box.adjusted(theme.px(10), theme.px(7), -theme.px(8), -theme.px(7))
        line = theme.px(22)
        pill = self._words.pill(request)
        head = QRect(inner.left(), inner.top(), inner.width(), line)
        foot = QRect(inner.left(), inner.bottom() - line + 1, inner.width(), line)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        left, right = int(Qt.AlignmentFlag.AlignLeft) | middle, int(Qt.AlignmentFlag.AlignRight) | middle
        painter.setFont(theme.font("strong"))
        painter.setPen(ink)
        painter.drawText(head, left, _cut(painter, request.ref, head.width()))
        taken = painter.fontMetrics().horizontalAdvance(request.ref) + theme.px(8)
        painter.setFont(theme.font("small"))
        painter.setPen(ink if chosen else quiet)
        beside = head.adjusted(taken, 0, 0, 0)
        painter.drawText(beside, right, _cut(painter, self._words.owner(request), beside.width()))
        paint_pill(painter, theme, foot, pill)
        painter.setFont(theme.font("body"))
        painter.setPen(ink)
        top = head.bottom() + theme.px(2)
        _draw_lines(
            painter,
            QRect(inner.left(), top, inner.width(), foot.top() - top),
            " ".join(request.title.split()),
        )


def _cut(painter: QPainter, text: str, width: int) -> str:
    words = " ".join(text.split())
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, width))


def _draw_lines(painter: QPainter, place: QRect, text: str) -> None:
    """As many lines as there is room for; the last is cut with an ellipsis."""
    metrics = painter.fontMetrics()
    height = metrics.lineSpacing()
    count = max(1, place.height() // height)
    layout = QTextLayout(text, painter.font())
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    for number in range(count):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(place.width())
        rest = text[line.textStart() :]
        is_last = number == count - 1
        shown = rest if is_last else rest[: line.textLength()]
        box = QRect(place.left(), place.top() + number * height, place.width(), height)
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(box, flags, metrics.elidedText(shown, Qt.TextElideMode.ElideRight, place.width()))
    layout.endLayout()
