"""The week view: all days of the inspection, a week below the other, each slot and each day a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
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
    QApplication,
    QFrame,
    QHeaderView,
    QTableView,
    QToolTip,
    QWidget,
)

from ilacs_desktop.desktop.pages.timetable.cards import Card, Look, Phrases
from ilacs_desktop.desktop.pages.timetable.sight import day_beside
from ilacs_desktop.desktop.pages.timetable.week_keys import cell_after
from ilacs_desktop.desktop.pages.timetable.week_layout import Day, WeekLayout
from ilacs_desktop.desktop.pages.timetable.week_model import WeekModel
from ilacs_desktop.desktop.pages.timetable.week_paint import WeekPaint
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.desktop.widgets.labels import plain_tooltip
from ilacs_desktop.desktop.widgets.pill import PillText

COLUMN_PIXELS = 124
_ENTER = {int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)}


@dataclass(frozen=True, slots=True)
class Carried:
    """A slot in hand: its card, where it is drawn, and how far from its corner it was grasped."""

    card: Card
    rect: QRect
    grasp: QPoint


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
        self._pressed: tuple[QPoint, tuple[int, int]] | None = None
        self.carried: Carried | None = None
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
        self._pressed = self.carried = None
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
            self.scrollTo(self.weeks.index(*today), QAbstractItemView.ScrollHint.PositionAtTop)

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
            return PillText(self.tr("off site"), "plain", "house")
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
        middle = tuple(
            PillText(pill.word if not pill.icon else pill.word.split(" ")[0], pill.role, pill.icon)
            for pill in long
        )
        short = tuple(PillText(pill.word.split(" ")[0], pill.role, pill.icon) for pill in long)
        return long, middle, short

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
            self.setRowHeight(row, head if row in layout.heads else slot)
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
        if day is None or self.rowViewportPosition(head) >= 0:
            return None
        later = next((row for row in layout.heads if row > head), None)
        height = self.rowHeight(head)
        end = self.rowViewportPosition(later) if later is not None else self.viewport().height()
        rect = QRect(self.columnViewportPosition(column), 0, self.columnWidth(column), height)
        return rect.translated(0, min(0, end - height)), day

    def _cell_at(self, position: QPoint) -> tuple[int, int] | None:
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
        """The held heads do not scroll along."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Tips are plain text; a day says how it stands."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(event.pos()) if self.carried is None else None
            index = self.weeks.index(*cell) if cell else QModelIndex()
            card, day = self.weeks.card_at(index), self.weeks.day_at(index)
            tip = card.tip if card else self.weeks.said_day(day).replace(", ", "\n") if day else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(tip), self.viewport())
            return True
        return super().viewportEvent(event)

    # -- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Choose what lies here, and take hold of a slot."""
        position = event.position().toPoint()
        cell = self._cell_at(position)
        if cell is None:
            return
        if self.weeks.layout.is_taken(*cell):
            self.setCurrentIndex(self.weeks.index(*cell))
        else:
            head = (self.weeks.layout.head_of(cell[0]), cell[1])
            self.setCurrentIndex(self.weeks.index(*head))
        if event.button() is Qt.MouseButton.LeftButton and cell in self.weeks.layout.uids:
            self._pressed = (position, cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Carry the slot that is held."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        position = event.position().toPoint()
        start, cell = self._pressed
        is_far = (position - start).manhattanLength() >= QApplication.startDragDistance()
        card = self.weeks.cards[self.weeks.layout.uids[cell]]
        if (self.carried is None and not is_far) or card.slot.is_cancelled:
            return
        rect = self.card_rect(*cell)
        grasp = self.carried.grasp if self.carried else start - rect.topLeft()
        self._scroll_at_edges(position)
        self.carried = Carried(card, QRect(position - grasp, rect.size()), grasp)
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Let go: the day under the pointer becomes a wish."""
        del event
        carried, self._pressed = self.carried, None
        target = self._target() if carried else None
        self.carried = None
        self.viewport().unsetCursor()
        self.viewport().update()
        if carried is not None and target is not None:
            self.move_wanted.emit(carried.card.uid, target.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Open the day, or go to the slot."""
        if event.button() is Qt.MouseButton.LeftButton and self._cell_at(event.position().toPoint()):
            self._open()

    def _target(self) -> Day | None:
        """The day a carried slot would go to; None over its own day or one that is none of ours."""
        if self.carried is None:
            return None
        cell = self._cell_at(self.carried.rect.topLeft() + self.carried.grasp)
        day = self.weeks.layout.day_at(*cell) if cell else None
        is_other = day is not None and day.is_open and day.day != self.carried.card.slot.day
        return day if is_other else None

    def target_rect(self) -> QRect | None:
        """The column of the week of the day a carried slot would go to."""
        day = self._target()
        cell = self.weeks.layout.cell_of_day(day.day) if day else None
        if cell is None:
            return None
        row, column = cell
        later = next((head for head in self.weeks.layout.heads if head > row), self.weeks.layout.row_count)
        return self.cell_rect(row, column).united(self.cell_rect(later - 1, column))

    def _scroll_at_edges(self, position: QPoint) -> None:
        margin, bar = self._theme.px(24), self.verticalScrollBar()
        if position.y() < margin:
            bar.setValue(bar.value() - margin // 2)
        elif position.y() > self.viewport().height() - margin:
            bar.setValue(bar.value() + margin // 2)

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
        elif event.key() == Qt.Key.Key_Escape and self.carried is not None:
            self.carried = self._pressed = None
            self.viewport().unsetCursor()
            self.viewport().update()
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
        index: QModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, below the head that is held at the top."""
        if hint is not QAbstractItemView.ScrollHint.EnsureVisible:
            super().scrollTo(index, hint)
            return
        self._bring_into_sight(index)

    def _bring_into_sight(self, index: QModelIndex) -> None:
        super().scrollTo(index)
        head = self.weeks.layout.head_of(index.row())
        if index.row() == head:
            return
        hidden = self.rowHeight(head) - self.rowViewportPosition(index.row())
        if hidden > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - hidden)
