"""The week view: all days of the inspection, a week below the other, each slot and each day a cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QToolTip,
    QWidget,
)

from ilacs_desktop.desktop.pages.timetable.cards import Card, Look, Phrases
from ilacs_desktop.desktop.pages.timetable.sight import day_beside
from ilacs_desktop.desktop.pages.timetable.week.keys import cell_after
from ilacs_desktop.desktop.pages.timetable.week.layout import Day, WeekLayout
from ilacs_desktop.desktop.pages.timetable.week.model import WeekModel
from ilacs_desktop.desktop.pages.timetable.week.mouse import WeekMouse
from ilacs_desktop.desktop.pages.timetable.week.paint import WeekPaint
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.desktop.widgets.labels import plain_tooltip
from ilacs_desktop.desktop.widgets.pill import PillText

COLUMN_PIXELS = 124
_ENTER = {int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)}


class WeekView(QTableView):
    """Shows every day; every wish leaves as a signal and nothing is changed here."""

    chosen = Signal(str, object)  # uid (empty on a day), date
    slot_opened = Signal(str, object)  # uid, date
    day_opened = Signal(object)  # date
    move_wanted = Signal(str, object)  # uid, date

    def __init__(self, theme: Theme, phrases: Phrases, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phrases = phrases
        self._days: tuple[date, ...] = ()
        self._kept: tuple[str, date] | None = None
        self._is_showing = False
        self.mouse = WeekMouse(self, theme)
        self.weeks = WeekModel(self)
        self.setModel(self.weeks)
        self._paint = WeekPaint(self, theme)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Weeks of the inspection"))
        self.setAccessibleDescription(
            self.tr(
                "Days run across, the weeks stand below each other. Enter opens a day or goes to a slot, "
                "Alt and left or right move a slot by a day, Page Up and Page Down go from week to week."
            )
        )
        self.setMinimumWidth(1)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.changed.connect(self._on_look_changed)

    # -- showing -------------------------------------------------------------------------------

    def show_weeks(self, layout: WeekLayout, cards: Mapping[str, Card], days: tuple[date, ...]) -> None:
        """Show the weeks; the slot or the day that was chosen stays chosen where it still is.

        ``days`` are those of the inspection: a slot can be moved to them.
        """
        is_first = not self.weeks.layout.heads
        self._days = days
        at = self.verticalScrollBar().value()
        self._is_showing = True
        self.mouse.forget()
        self.weeks.show(layout, cards)
        self._measure()
        self.verticalScrollBar().setValue(at)
        if self._kept is not None:
            self._go_to(*self._kept)
        self._is_showing = False
        if is_first:
            self.show_today()

    def show_today(self) -> None:
        """Bring the week of today, or the last one, to the top."""
        layout = self.weeks.layout
        today = next((cell for cell, day in layout.days.items() if day.is_today), None)
        if today is not None:
            apart = self._theme.space(1.5) if today[0] else 0
            top = self.verticalHeader().sectionPosition(today[0]) + apart
            self.verticalScrollBar().setValue(top)

    def choose(self, uid: str, day: date) -> None:
        """Go to a slot, or with no uid to a day; nothing is said about it."""
        self._is_showing = True
        self._kept = (uid, day)
        self._go_to(uid, day)
        self._is_showing = False

    def expect(self, uid: str, day: date) -> None:
        """Have the slot chosen on ``day`` when the weeks are shown again, for it is about to move there."""
        self._kept = (uid, day)

    @property
    def uid(self) -> str:
        """The slot that is chosen; empty for none."""
        card = self.weeks.card_at(self.currentIndex())
        return card.uid if card else ""

    @property
    def day(self) -> date | None:
        """The day that is chosen, or the one of the slot that is."""
        current = self.currentIndex()
        day = self.weeks.layout.day_at(current.row(), current.column()) if current.isValid() else None
        return day.day if day else None

    def _go_to(self, uid: str, day: date) -> None:
        layout = self.weeks.layout
        cell = layout.cells.get(uid) or layout.cell_of_day(day)
        if cell is not None:
            self.setCurrentIndex(self.weeks.index(*cell))
            self._bring_into_sight(self.weeks.index(*cell))

    def _on_current_changed(self, current: QModelIndex) -> None:
        self.viewport().update()
        day = self.weeks.layout.day_at(current.row(), current.column()) if current.isValid() else None
        if day is None or self._is_showing:
            return
        self._kept = (self.uid, day.day)
        self.chosen.emit(self.uid, day.day)

    # -- words that need the language ----------------------------------------------------------

    def word_of(self, day: Day) -> PillText | None:
        """What stands at the right of a day's name."""
        if day.is_today:
            return PillText(self.tr("today"), "accent", "sun")
        if day.is_open and not day.is_on_site:
            return PillText(self.tr("off site"), "plain")
        return None

    def counts_of(self, day: Day) -> tuple[tuple[PillText, ...], ...]:
        """How a day stands, in words and, where there is no room for them, in numbers."""
        slots = self.tr("1 slot") if day.slots == 1 else self.tr("{n} slots").format(n=day.slots)
        changed = self.tr("{n} changed").format(n=day.changes)
        clashes = self.tr("1 clash") if day.clashes == 1 else self.tr("{n} clashes").format(n=day.clashes)
        long = (
            PillText(slots, "plain"),
            *((PillText(changed, "accent", "pencil-line"),) if day.changes else ()),
            *((PillText(clashes, "warn", "triangle-alert"),) if day.clashes else ()),
        )
        short = tuple(PillText(pill.word.split(" ")[0], pill.role, pill.icon) for pill in long)
        return long, (long[0], *short[1:]), short, short[1:]

    def line_of(self, card: Card) -> str:
        """The second line of a slot: who of the inspectors, else our people, else where."""
        slot = card.slot
        who = self._phrases.people(slot.inspectors) or self._phrases.people(slot.staff)
        words = [self._phrases.status(slot)] if card.look is Look.CANCELLED else []
        words.append(who or self._phrases.where(slot) or slot.kind.value)
        return " · ".join(words)

    # -- measuring -----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Any size will do."""
        return QSize(1, 1)

    def _on_look_changed(self) -> None:
        self._paint.learn_look()
        self._measure()

    def _measure(self) -> None:
        layout = self.weeks.layout
        if not layout.columns:
            return
        head, slot = self._paint.head_height, self._paint.slot_height
        for row in range(layout.row_count):
            apart = self._theme.space(1.5) if row else 0
            self.setRowHeight(row, head + apart if row in layout.heads else slot)
        count = len(layout.columns)
        room = max(self.viewport().width(), count * self._theme.px(COLUMN_PIXELS))
        for column in range(count):
            self.setColumnWidth(column, (column + 1) * room // count - column * room // count)
        self.verticalScrollBar().setSingleStep(slot)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Share the width out anew."""
        super().resizeEvent(event)
        self._measure()

    def cell_rect(self, row: int, column: int) -> QRect:
        """Where a cell lies in the viewport."""
        return QRect(
            self.columnViewportPosition(column),
            self.rowViewportPosition(row),
            self.columnWidth(column),
            self.rowHeight(row),
        )

    def head_rect(self, row: int, column: int) -> QRect:
        """Where the head of a day is drawn: at the foot of its cell, apart from the week above."""
        rect = self.cell_rect(row, column)
        rect.setTop(rect.bottom() + 1 - self._paint.head_height)
        return rect

    def card_rect(self, row: int, column: int) -> QRect:
        """Where the card of a slot is drawn."""
        return self.cell_rect(row, column).adjusted(4, 2, -4, -2)

    def held_head(self, column: int) -> tuple[QRect, Day] | None:
        """The head of a day that is scrolled away while its week is in sight: it is held at the top."""
        layout, top = self.weeks.layout, self.rowAt(0)
        if top < 0:
            return None
        head = layout.head_of(top)
        day = layout.days.get((head, column))
        if day is None or self.head_rect(head, column).top() >= 0:
            return None
        later = next((row for row in layout.heads if row > head), None)
        height = self._paint.head_height
        end = self.rowViewportPosition(later) if later is not None else self.viewport().height()
        rect = QRect(self.columnViewportPosition(column), 0, self.columnWidth(column), height)
        return rect.translated(0, min(0, end - height)), day

    def cell_at(self, position: QPoint) -> tuple[int, int] | None:
        """The cell under a point; a head that is held at the top is its day."""
        index = self.indexAt(position)
        if not index.isValid():
            return None
        held = self.held_head(index.column())
        if held is not None and held[0].contains(position):
            return self.weeks.layout.cell_of_day(held[1].day)
        return index.row(), index.column()

    # -- drawing -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the cells that can be seen."""
        painter = QPainter(self.viewport())
        self._paint.paint(painter, event.rect())
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  # Qt's name
        """What is seen already is only shifted; the held heads do not scroll along and are drawn anew."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update(0, 0, self.viewport().width(), self._paint.head_height + abs(dy) + 2)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Tips are plain text; a day says how it stands."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos()) if self.mouse.carried is None else None
            index = self.weeks.index(*cell) if cell else QModelIndex()
            card, day = self.weeks.card_at(index), self.weeks.day_at(index)
            tip = card.tip if card else self.weeks.said_day(day).replace(", ", "\n") if day else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(tip), self.viewport())
            return True
        return super().viewportEvent(event)

    # -- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Choose what lies here, and take hold of a slot."""
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Carry the slot that is held."""
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Let go: the day under the pointer becomes a wish."""
        del event
        carried, day = self.mouse.let_go()
        if carried is not None and day is not None:
            self.move_wanted.emit(carried.card.uid, day.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Open the day, or go to the slot."""
        if event.button() is Qt.MouseButton.LeftButton and self.cell_at(event.position().toPoint()):
            self._open()

    # -- the keys ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep our own keys from becoming the window's shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter opens, Alt with left or right moves the slot by a day, Escape lets go."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() in _ENTER:
            self._open()
        elif event.key() == Qt.Key.Key_Escape and self.mouse.carried is not None:
            self.mouse.forget()
        elif alt and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._move_by(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_T and not event.modifiers():
            self.show_today()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """Begin at today, not in the first cell."""
        if not self.currentIndex().isValid():
            days = self.weeks.layout.days
            cell = next((cell for cell, day in days.items() if day.is_today), None) or next(iter(days), None)
            if cell is not None:
                self.setCurrentIndex(self.weeks.index(*cell))
        super().focusInEvent(event)
        self.viewport().update()

    def _open(self) -> None:
        current = self.currentIndex()
        day = self.weeks.layout.day_at(current.row(), current.column()) if current.isValid() else None
        if day is None:
            return
        if self.uid:
            self.slot_opened.emit(self.uid, day.day)
        elif day.is_open:
            self.day_opened.emit(day.day)

    def _move_by(self, step: int) -> None:
        card = self.weeks.card_at(self.currentIndex())
        day = day_beside(card.slot.day, self._days, step) if card else None
        if card is not None and day is not None:
            self.move_wanted.emit(card.uid, day)

    def moveCursor(  # noqa: N802  # Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """From slot to slot and from day to day; free cells are passed over."""
        del modifiers
        layout, current = self.weeks.layout, self.currentIndex()
        if not current.isValid():
            return self.weeks.index(0, 0) if layout.row_count else QModelIndex()
        return self.weeks.index(*cell_after(layout, action, current.row(), current.column()))

    def scrollTo(  # noqa: N802  # Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, below the head that is held at the top."""
        if hint is not QAbstractItemView.ScrollHint.EnsureVisible:
            super().scrollTo(index, hint)
            return
        self._bring_into_sight(index)

    def _bring_into_sight(self, index: QModelIndex | QPersistentModelIndex) -> None:
        super().scrollTo(index)
        head = self.weeks.layout.head_of(index.row())
        if index.row() == head:
            return
        hidden = self.rowHeight(head) - self.rowViewportPosition(index.row())
        if hidden > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - hidden)
