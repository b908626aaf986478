"""The messages of a thread as a virtual list: only what is in sight is painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ilacs_desktop.desktop.pages.threads.passages import became_pill, characters_before
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, PillText, paint_pill, pill_size
from ilacs_desktop.domain.feedback import Message
from ilacs_desktop.domain.moments import said_when

Index = QModelIndex | QPersistentModelIndex

MESSAGE_ROLE = Qt.ItemDataRole.UserRole + 1
WHEN_ROLE = Qt.ItemDataRole.UserRole + 2
LINES = 2
PEEK = 400
"""Characters of a message looked at for its two lines."""


class Messages(QAbstractListModel):
    """Messages oldest first, as the service gave them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages: tuple[Message, ...] = ()
        self._now: datetime | None = None

    def show(self, messages: Sequence[Message], now: datetime) -> None:
        """Show other messages; the same again change nothing."""
        self._now = now
        if tuple(messages) != self._messages:
            self.beginResetModel()
            self._messages = tuple(messages)
            self.endResetModel()

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages shown."""
        return self._messages

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """How many messages."""
        return 0 if parent.isValid() else len(self._messages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A message in its own words, and as it is read out."""
        if not index.isValid() or index.row() >= len(self._messages):
            return None
        message = self._messages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{message.sender}: {message.text[:PEEK]}"
        if role == MESSAGE_ROLE:
            return message
        if role == WHEN_ROLE:
            return said_when(message.received_at, self._now) if self._now else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            became = "".join(f", {became_pill(each).word}" for each in message.extracts)
            when = said_when(message.received_at, self._now) if self._now else ""
            return f"{message.sender}, {when}: {message.text[:PEEK]}{became}"
        return None


class _Lines(QStyledItemDelegate):
    """Sender and moment, two lines of the words, and what became of them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one message."""
        theme = current_theme()
        place: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        message: Message = index.data(MESSAGE_ROLE)
        painter.save()
        painter.fillRect(place, theme.colour("selection" if chosen else "surface"))
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if message.is_answer:
            painter.fillRect(
                QRect(place.left(), place.top(), theme.px(3), place.height() - 1), theme.colour("accent")
            )
        self._paint_focus(painter, place, index, chosen=chosen)
        inner = place.adjusted(theme.px(12), theme.px(7), -theme.px(10), -theme.px(6))
        head = QRect(inner.left(), inner.top(), inner.width(), theme.px(18))
        right = self._paint_right(painter, head, message, str(index.data(WHEN_ROLE)))
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("on_selection" if chosen else "text"))
        name = painter.fontMetrics().elidedText(
            message.sender, Qt.TextElideMode.ElideRight, right - head.left()
        )
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        painter.setFont(theme.font("body"))
        self._paint_words(painter, inner.adjusted(0, theme.px(20), 0, 0), message)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The same for every message, so that thousands need no measuring."""
        return QSize(100, current_theme().px(70))

    @staticmethod
    def _paint_right(painter: QPainter, head: QRect, message: Message, when: str) -> int:
        """The moment, and left of it what the words became; gives where that begins."""
        theme = current_theme()
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), when)
        right = head.right() - painter.fontMetrics().horizontalAdvance(when) - theme.px(8)
        pills = [became_pill(extract) for extract in message.extracts[:3]]
        if message.attachments:
            pills.append(PillText(str(len(message.attachments)), "plain", "paperclip"))
        if message.problems:
            pills.append(PillText("", "warn", "triangle-alert"))
        for pill in reversed(pills):
            width = pill_size(theme, pill).width()
            if right - width < head.left() + head.width() // 3:
                break
            paint_pill(painter, theme, QRect(right - width, head.top(), width, head.height()), pill)
            right -= width + theme.px(6)
        return right

    @staticmethod
    def _paint_words(painter: QPainter, place: QRect, message: Message) -> None:
        """The first two lines, the second cut with an ellipsis."""
        text = " ".join(message.text[:PEEK].split())
        layout = QTextLayout(text, painter.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top, metrics = place.top(), painter.fontMetrics()
        for number in range(LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(place.width())
            start = characters_before(text, line.textStart())
            words = text[start : characters_before(text, line.textStart() + line.textLength())]
            if number == LINES - 1:
                words = text[start:] + ("…" if len(message.text) > PEEK else "")
                words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            box = QRect(place.left(), top, place.width(), metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine), words)
            top += metrics.height() + 1
        layout.endLayout()

    def _paint_focus(self, painter: QPainter, place: QRect, index: Index, *, chosen: bool) -> None:
        view = self.parent()
        if chosen and isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(current_theme().colour("focus"), 2))
            painter.drawRect(place.adjusted(1, 1, -1, -2))


class MessageList(QListView):
    """A thread to scroll through; ``chosen`` carries the `Message` now selected, or None."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_of_messages = Messages(self)
        self.setModel(self.model_of_messages)
        self.setItemDelegate(_Lines(self))
        self.setAccessibleName(self.tr("Messages"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self._empty = EmptyState("message-square", self.tr("No message in this thread yet"))
        self._empty.setParent(self.viewport())
        self._empty.hide()

    def show_messages(self, messages: Sequence[Message], now: datetime, *, choose_id: int = 0) -> None:
        """Show a thread. The choice stays if it can; else the last message, or ``choose_id``, is chosen."""
        before = self.selected()
        wanted = choose_id or (before.id if before is not None else 0)
        self.model_of_messages.show(messages, now)
        self._empty.setVisible(not messages)
        self._empty.setGeometry(self.viewport().rect())
        rows = [row for row, message in enumerate(messages) if message.id == wanted]
        if messages:
            row = rows[0] if rows else len(messages) - 1
            index = self.model_of_messages.index(row)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.chosen.emit(self.selected())

    def selected(self) -> Message | None:
        """The message selected."""
        indexes = self.selectionModel().selectedIndexes()
        message: Message | None = indexes[0].data(MESSAGE_ROLE) if indexes else None
        return message

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """Say which message is now chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.selected())

    def resizeEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Keep the empty state in the middle."""
        super().resizeEvent(event)
        self._empty.setGeometry(self.viewport().rect())
