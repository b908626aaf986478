"""The day board: a table whose cells are slots, drawn as cards and moved by mouse or keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QToolTip, QWidget

from ilacs_desktop.desktop.pages.timetable.board.delegate import CardDelegate
from ilacs_desktop.desktop.pages.timetable.board.drag import Span
from ilacs_desktop.desktop.pages.timetable.board.headers import LaneHeader, TimeHeader
from ilacs_desktop.desktop.pages.timetable.board.key_help import keys_in_a_sentence
from ilacs_desktop.desktop.pages.timetable.board.keys import BoardKeys
from ilacs_desktop.desktop.pages.timetable.board.layout import Block, BoardLayout
from ilacs_desktop.desktop.pages.timetable.board.model import BoardModel, said_minute
from ilacs_desktop.desktop.pages.timetable.board.mouse import BoardMouse
from ilacs_desktop.desktop.pages.timetable.board.paint import BoardPaint
from ilacs_desktop.desktop.pages.timetable.board.picks import Picks
from ilacs_desktop.desktop.pages.timetable.cards import Card
from ilacs_desktop.desktop.pages.timetable.spoken import announce
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.desktop.widgets.labels import plain_tooltip

HOUR_PIXELS = 62
LANE_PIXELS = 102
COLUMN_PIXELS = 78


class BoardView(QTableView):
    """Shows one day; every wish leaves as a signal and nothing is changed here."""

    slot_chosen = Signal(object)  # uid, or None on free time
    edit_wanted = Signal(str)
    add_wanted = Signal(object)  # Span
    move_wanted = Signal(object)  # Carry
    cancel_wanted = Signal(object)  # uids
    copy_wanted = Signal(object)  # uids, to the clipboard
    paste_wanted = Signal(object)  # Span where the cursor stands on free time, or None
    double_wanted = Signal(object)  # uids, to be copied right after themselves
    deed_wanted = Signal(str, object)  # one of the words of LETTERS, uids
    picks_changed = Signal(object)  # uids
    held_fast = Signal(str)  # uid of a locked slot somebody tries to move
    menu_wanted = Signal(str, QPoint)  # uid, global position

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, is_still: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self.is_still = is_still
        self._now_minute: int | None = None
        self._kept: tuple[str, int | None, int] | None = None
        self._is_showing = False
        self._is_going = False
        self.board = BoardModel(self)
        self.setModel(self.board)
        self.cards = CardDelegate(theme, self)
        self.setItemDelegate(self.cards)
        self.lanes = LaneHeader(self.board, theme, self)
        self.setHorizontalHeader(self.lanes)
        self.hours = TimeHeader(self.board, theme, self)
        self.setVerticalHeader(self.hours)
        self._keys = BoardKeys(self)
        self.mouse = BoardMouse(self, theme)
        self.picks = Picks(self)
        self._paint = BoardPaint(self, theme)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that scrolling moves pixels
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Day board"))
        self.setAccessibleDescription(keys_in_a_sentence())
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.changed.connect(self._measure)

    # -- showing -------------------------------------------------------------------------------

    def show_day(self, layout: BoardLayout, cards: Mapping[str, Card], *, is_other_day: bool = False) -> None:
        """Show a day. The slot or the free time that was chosen stays chosen where it still is."""
        kept = None if is_other_day else self._kept
        self.mouse.forget()
        self._is_showing = True
        self.setUpdatesEnabled(False)
        self.clearSpans()
        self.board.show(layout, cards)
        for block in layout.blocks:
            if block.rows > 1 or block.columns > 1:
                self.setSpan(block.row, block.column, block.rows, block.columns)
        self._measure()
        picked = self.picks.uids
        self._choose_again(kept)
        if not is_other_day:
            self._pick_again(picked)
        self.setUpdatesEnabled(True)
        self._is_showing = False
        if is_other_day:
            first = min((block.start for block in layout.blocks), default=9 * 60)
            self.scroll_to(min(first, 9 * 60) if first >= 8 * 60 else first)
        current = self.current_block()
        self.slot_chosen.emit(current.uid if current else None)

    def show_now(self, minute: int | None) -> None:
        """Draw the now-line at ``minute``; None on any other day."""
        self._now_minute = minute
        self._place_now()
        self.viewport().update()

    def choose(self, uid: str) -> None:
        """Go to a slot; nothing happens when it does not lie on this day's board."""
        block = self.board.layout.find(uid)
        if block is not None:
            self.setCurrentIndex(self.board.cell_of(block))
            self.scrollTo(self.board.cell_of(block))

    def expect(self, uid: str, lane_key: int | None, minute: int) -> None:
        """Have the slot chosen in this lane when the day is shown again, for it is about to move there."""
        self._kept = (uid, lane_key, minute)

    def forget_move(self) -> None:
        """The slot that was let go stays where it was: the move was refused."""
        self.mouse.forget()

    def choose_nothing(self) -> None:
        """Leave the chosen slots."""
        self.setCurrentIndex(QModelIndex())
        self.picks.only(None)

    def go_to(self, index: QModelIndex) -> None:
        """Put the cursor on a cell and leave the chosen slots as they are."""
        if index.isValid():
            self._is_going = True
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
            self._is_going = False

    def pick(self, uids: Iterable[str]) -> None:
        """Choose several slots together; the first that lies here takes the cursor."""
        self.picks.set(uids)
        blocks = self.picks.blocks()
        if blocks:
            self.go_to(self.board.cell_of(blocks[0]))

    def chosen_uids(self) -> tuple[str, ...]:
        """The slots a deed is meant for: those chosen together, or the one under the cursor."""
        block = self.current_block()
        if self.picks.is_many or block is None:
            return self.picks.uids
        return (block.uid,)

    def say_picks(self) -> None:
        """Say how many slots are chosen together."""
        count = len(self.picks.uids)
        block = self.current_block()
        name = self.board.cards[block.uid].title if block else ""
        if count != 1:
            announce(self, self.tr("{n} slots chosen").format(n=count))
        else:
            announce(self, self.tr("{slot} chosen").format(slot=name))

    def current_block(self) -> Block | None:
        """The slot that is chosen, or None."""
        return self.board.block_of(self.currentIndex())

    def scroll_to(self, minute: int) -> None:
        """Bring ``minute`` to the top of the board."""
        header = self.verticalHeader()
        self.verticalScrollBar().setValue(header.sectionPosition(self.board.layout.row_of(minute)))

    def span_at_cursor(self, minutes: int = 60) -> Span:
        """The free time the cursor stands on, for a new slot of ``minutes``."""
        index = self.currentIndex()
        layout = self.board.layout
        if not index.isValid():
            return Span(None, 9 * 60, 9 * 60 + minutes)
        start = layout.marks[index.row()] // 15 * 15
        return Span(layout.lanes[layout.columns[index.column()]], start, start + minutes)

    def _choose_again(self, kept: tuple[str, int | None, int] | None) -> None:
        if kept is None:
            self._kept = None
            return
        uid, key, minute = kept
        layout = self.board.layout
        lane = next((n for n, lane in enumerate(layout.lanes) if lane.key == key), None)
        block = layout.find(uid, lane) if uid else None
        if block is not None:
            self.setCurrentIndex(self.board.cell_of(block))
        elif lane is not None:
            row, column = layout.row_of(minute), layout.columns_of(lane)[0]
            covering = layout.block_at(row, column)
            self.setCurrentIndex(self.board.cell_of(covering) if covering else self.board.index(row, column))
        else:
            self._kept = None

    def _pick_again(self, picked: tuple[str, ...]) -> None:
        """Those chosen together stay so; otherwise the slot under the cursor is the chosen one."""
        if len(picked) > 1:
            self.picks.set(picked)

    def _on_current_changed(self, current: QModelIndex) -> None:
        layout = self.board.layout
        if not self._is_going:
            self.picks.only(self.board.block_of(current))
        if current.isValid():
            block = self.board.block_of(current)
            lane = layout.lanes[layout.columns[current.column()]].key
            minute = block.start if block else layout.marks[current.row()]
            self._kept = (block.uid if block else "", lane, minute)
        elif not self._is_showing:
            self._kept = None
        if not self._is_showing:
            block = self.board.block_of(current)
            self.slot_chosen.emit(block.uid if block else None)
        self.viewport().update()

    # -- measuring -----------------------------------------------------------------------------

    def _measure(self) -> None:
        """Give rows and columns their pixels: the board fills its place and scrolls when it must."""
        layout = self.board.layout
        if not layout.columns:
            return
        hours = (layout.marks[-1] - layout.marks[0]) / 60
        hour = max(self._theme.px(HOUR_PIXELS), self.viewport().height() / hours)
        edges = [round((mark - layout.marks[0]) * hour / 60) for mark in layout.marks]
        rows = self.verticalHeader()
        for row in range(layout.row_count):
            rows.resizeSection(row, edges[row + 1] - edges[row])
        widths = [layout.columns_of(lane)[1] for lane in range(len(layout.lanes))]
        least = [max(self._theme.px(LANE_PIXELS), self._theme.px(COLUMN_PIXELS) * width) for width in widths]
        spare = max(0.0, self.viewport().width() - 1 - sum(least)) / len(least)
        columns = self.horizontalHeader()
        for lane, width in enumerate(widths):
            first = layout.columns_of(lane)[0]
            room = least[lane] + spare
            for step in range(width):
                columns.resizeSection(first + step, int((step + 1) * room / width) - int(step * room / width))
        self._place_now()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Measure again for the new size."""
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  # Qt's name
        """The now-line scrolls with the hours."""
        super().scrollContentsBy(dx, dy)
        self._place_now()

    def _place_now(self) -> None:
        layout = self.board.layout
        is_shown = self._now_minute is not None and layout.marks[0] <= self._now_minute <= layout.marks[-1]
        self.hours.now_y = self.y_of(self._now_minute or 0) if is_shown else None
        self.hours.now_text = said_minute(self._now_minute or 0)
        self.hours.viewport().update()

    def y_of(self, minute: float) -> int:
        """Where ``minute`` lies in the viewport."""
        layout = self.board.layout
        row = layout.row_of(int(minute))
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        length = layout.marks[row + 1] - layout.marks[row]
        return top + round((minute - layout.marks[row]) * height / length)

    def minute_at(self, y: int) -> float:
        """The minute under ``y``, also beyond the last row."""
        layout = self.board.layout
        row = self.verticalHeader().logicalIndexAt(y)
        if row < 0:
            return float(layout.marks[0] if y < 0 else layout.marks[-1])
        length = layout.marks[row + 1] - layout.marks[row]
        within = (y - self.rowViewportPosition(row)) / max(1, self.rowHeight(row))
        return layout.marks[row] + within * length

    def lane_at(self, x: int) -> int:
        """The lane under ``x``; the nearest one beyond the edges."""
        columns = self.board.layout.columns
        column = self.horizontalHeader().logicalIndexAt(x)
        if column < 0:
            return columns[0] if x < 0 else columns[-1]
        return columns[column]

    def block_rect(self, block: Block) -> QRect:
        """Where the card of a slot is drawn in the viewport."""
        left = self.columnViewportPosition(block.column)
        last = block.column + block.columns - 1
        right = self.columnViewportPosition(last) + self.columnWidth(last)
        top, bottom = self.y_of(block.start), self.y_of(block.end)
        return QRect(left + 4, top + 1, right - left - 7, bottom - top - 2)

    def lane_span_rect(self, lane: int, start: int, end: int) -> QRect:
        """The rectangle of a stretch of time over a whole lane."""
        first, count = self.board.layout.columns_of(lane)
        left = self.columnViewportPosition(first)
        right = self.columnViewportPosition(first + count - 1) + self.columnWidth(first + count - 1)
        top, bottom = self.y_of(start), self.y_of(end)
        return QRect(left + 4, top + 1, right - left - 7, bottom - top - 2)

    # -- drawing -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw hairlines, then only the cards that can be seen; free cells cost nothing."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("surface"))
        if self.board.layout.columns:
            self._paint.paint(painter, event.rect(), self.mouse)
        painter.end()

    # -- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Choose what lies here, and take hold of it."""
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Carry what is held; otherwise show what could be done here."""
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Let go: what was carried becomes a wish."""
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Edit the slot, or put a new one into the free time."""
        self.mouse.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """Ask for the deeds of the chosen slot."""
        self.mouse.menu(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Tips are plain text, and come for a whole card."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            block = self.mouse.block_under(event.pos())
            if block is None or self.mouse.is_dragging:
                QToolTip.hideText()
            else:
                tip = self.board.cards[block.uid].tip
                QToolTip.showText(
                    event.globalPos(), plain_tooltip(tip), self.viewport(), self.block_rect(block)
                )
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """Take the keyboard without choosing anything; Qt would choose the first cell, unasked."""
        had_choice = self.currentIndex().isValid()
        self._is_showing = not had_choice
        super().focusInEvent(event)
        if not had_choice:
            self.setCurrentIndex(QModelIndex())
            self._kept = None
        self._is_showing = False

    # -- the keys ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep our own keys from becoming the window's shortcuts."""
        is_press = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_press and isinstance(event, QKeyEvent) and self._keys.knows(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Arrows go, with Alt they move the slot, with Shift and Alt they make it longer or shorter."""
        if event.key() == Qt.Key.Key_Escape and self.mouse.give_up():
            return
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def selectionCommand(  # noqa: N802  # Qt's name
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Qt selects nothing by itself: what is chosen together is decided in `Picks`."""
        del index, event
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def moveCursor(  # noqa: N802  # Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The next cell in a direction; a slot is one cell, however many rows it has."""
        del modifiers
        return self._keys.cell_after(action)
