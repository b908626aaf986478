"""The column of one day: cards at their times, and between them what is free, the way and what is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ilacs_desktop.desktop.pages.timetable.board.delegate import CardDelegate
from ilacs_desktop.desktop.pages.timetable.cards import Card
from ilacs_desktop.desktop.pages.timetable.one_day.rows import Entry, EntryKind
from ilacs_desktop.desktop.tables import ROW_ROLE, Column, RowTable
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.domain.moments import said_minutes, said_time

_ICONS = {EntryKind.TRAVEL: "car", EntryKind.AWAY: "circle-slash", EntryKind.DUE: "bell", EntryKind.GAP: ""}
WIDEST_PIXELS = 620
_LOW = {EntryKind.GAP, EntryKind.TRAVEL, EntryKind.DUE}


class _Entries(QStyledItemDelegate):
    """Draws one row of the column."""

    def __init__(self, column: DayColumn, theme: Theme) -> None:
        super().__init__(column)
        self._column = column
        self._theme = theme
        self._cards = CardDelegate(theme, self)

    def sizeHint(  # noqa: N802  # Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as what it says; a long slot is higher than a short one."""
        del option
        theme = self._theme
        entry = index.data(ROW_ROLE)
        if not isinstance(entry, Entry) or entry.kind in _LOW:
            return QSize(1, theme.px(30))
        if entry.kind is EntryKind.AWAY:
            return QSize(1, theme.px(44))
        title = QFontMetrics(theme.font("strong")).height() + theme.px(14)
        card = self._column.cards.get(entry.uid)
        lines = len(card.lines) if card else 1
        least = title + lines * self._cards.line_height
        return QSize(1, max(least, min(theme.px(110), theme.px(entry.minutes))))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the time at the left and what happens at the right."""
        entry = index.data(ROW_ROLE)
        if not isinstance(entry, Entry):
            return
        theme = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = is_selected and self._column.hasFocus()
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.font("small")
        times = QFontMetrics(small).horizontalAdvance("00:00") + theme.space(1.5)
        body = rect.adjusted(times + theme.px(4), theme.px(3), -theme.px(6), -theme.px(3))
        body.setWidth(min(body.width(), theme.px(WIDEST_PIXELS)))
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        top = rect.top() + theme.px(7) + QFontMetrics(small).ascent()
        painter.drawText(QPointF(rect.left() + theme.px(4), top), said_time(entry.starts_at))
        after = index.sibling(index.row() + 1, index.column()).data(ROW_ROLE)
        is_told = isinstance(after, Entry) and after.starts_at == entry.ends_at
        if not is_told and rect.height() > 3 * QFontMetrics(small).height():
            painter.drawText(
                QPointF(rect.left() + theme.px(4), rect.bottom() - theme.px(7)), said_time(entry.ends_at)
            )
        card = self._column.cards.get(entry.uid) if entry.slot else None
        if card is not None:
            self._cards.paint_card(painter, body, card, is_selected=is_selected, has_focus=has_focus)
        else:
            self._paint_between(painter, body, entry, is_selected=is_selected, has_focus=has_focus)
        painter.restore()

    def _paint_between(
        self, painter: QPainter, body: QRect, entry: Entry, *, is_selected: bool, has_focus: bool
    ) -> None:
        theme = self._theme
        if is_selected:
            painter.setPen(QPen(theme.colour("focus"), 2.0 if has_focus else 1.2))
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(QRectF(body).adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))
        elif entry.kind is EntryKind.AWAY:
            pen = QPen(theme.colour("muted"), 1)
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(theme.colour("background"))
            painter.drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6))
        is_grave = entry.is_short or bool(entry.request and entry.request.due.is_overdue)
        role = "warn" if is_grave else "text" if entry.kind in {EntryKind.AWAY, EntryKind.DUE} else "muted"
        left = body.left() + theme.px(9)
        if entry.kind is EntryKind.GAP:
            pen = QPen(theme.colour("muted"), 1)
            pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(
                body.left() + theme.px(3), body.top() + 1, body.left() + theme.px(3), body.bottom() - 1
            )
        name = "triangle-alert" if is_grave else _ICONS.get(entry.kind, "")
        if name:
            side = theme.px(14)
            painter.drawPixmap(left, body.center().y() - side // 2 + 1, theme.pixmap(name, role, 14))
            left += side + theme.px(6)
        painter.setFont(theme.font("strong" if is_grave else "body"))
        painter.setPen(theme.colour(role))
        room = QRect(left, body.top(), body.right() - left - theme.px(4), body.height())
        text = self._column.text_of(entry)
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)


class DayColumn(QTableView):
    """One day from above to below; ``opened`` carries the entry that was entered or double-clicked."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: Mapping[str, Card] = {}
        self._theme = theme
        self.rows = RowTable([Column(self.tr("Day"), self.text_of, spoken=self.spoken)], self)
        self.setModel(self.rows)
        self.setItemDelegate(_Entries(self, theme))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumWidth(1)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))
        self.selectionModel().currentChanged.connect(
            lambda current: self.chosen.emit(current.data(ROW_ROLE) if current.isValid() else None)
        )
        theme.changed.connect(self.resizeRowsToContents)

    def show_entries(self, entries: Sequence[Entry], cards: Mapping[str, Card]) -> None:
        """Show a day; the row that was chosen stays chosen where it still is."""
        kept = self.entry
        self.cards = cards
        self.rows.show(())
        self.rows.show(tuple(entries))
        self.resizeRowsToContents()
        if kept is not None:
            self.choose(kept.uid)

    @property
    def entry(self) -> Entry | None:
        """The row that is chosen."""
        entry = self.currentIndex().data(ROW_ROLE)
        return entry if isinstance(entry, Entry) else None

    def choose(self, uid: str) -> None:
        """Go to a row, if it is there."""
        for number, entry in enumerate(self.rows.rows):
            if entry.uid == uid:
                self.setCurrentIndex(self.rows.index(number, 0))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter opens the row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.entry is not None:
            self.opened.emit(self.entry)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Measure the rows anew."""
        super().resizeEvent(event)
        self.resizeRowsToContents()

    # -- words ---------------------------------------------------------------------------------

    def text_of(self, entry: Entry) -> str:
        """What a row says."""
        if entry.kind is EntryKind.SLOT:
            card = self.cards.get(entry.uid)
            return card.title if card else ""
        if entry.kind is EntryKind.GAP:
            return self.tr("{length} free").format(length=said_minutes(entry.minutes))
        if entry.kind is EntryKind.TRAVEL:
            way = (
                self.tr("{length} to {site}")
                if not entry.is_short
                else self.tr("{length} to {site}, and only {there} for it")
            )
            there = said_minutes(round((entry.ends_at - entry.starts_at).total_seconds()) // 60)
            return way.format(length=said_minutes(entry.minutes), site=entry.to_site, there=there)
        if entry.absence is not None:
            until = self.tr("{kind} until {end}").format(
                kind=entry.absence.kind.value.capitalize(), end=said_time(entry.ends_at)
            )
            return f"{until} · {entry.absence.note}" if entry.absence.note else until
        request = entry.request
        if request is None:
            return ""
        due = self.tr("{ref} was due: {what}") if request.due.is_overdue else self.tr("{ref} is due: {what}")
        return due.format(ref=request.ref, what=request.title or request.meaning or request.verbatim)

    def spoken(self, entry: Entry) -> str:
        """What a screen reader says of a row, with its time."""
        if entry.kind is EntryKind.SLOT:
            card = self.cards.get(entry.uid)
            return card.spoken if card else ""
        if entry.kind is EntryKind.GAP:
            return self.tr("{text}, {start} to {end}").format(
                text=self.text_of(entry), start=said_time(entry.starts_at), end=said_time(entry.ends_at)
            )
        return f"{said_time(entry.starts_at)}, {self.text_of(entry)}"
