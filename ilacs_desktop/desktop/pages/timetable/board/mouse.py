"""What the mouse does on the day board: choose, carry, stretch, copy, draw new slots, sweep over many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QRegion
from PySide6.QtWidgets import QApplication

from ilacs_desktop.desktop.pages.timetable.board.drag import Drag, Grip, Span, carry_of, grasp, sweep
from ilacs_desktop.desktop.pages.timetable.board.layout import Block
from ilacs_desktop.desktop.theme import Theme

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.board.view import BoardView

EDGE_PIXELS = 7
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class BoardMouse:
    """Turns the mouse into the board's choices and wishes. ``drag`` is what is held or was just let go."""

    def __init__(self, view: BoardView, theme: Theme) -> None:
        self._view = view
        self._theme = theme
        self._drag: Drag | None = None
        self._let_go: Drag | None = None
        self._pressed_at = QPoint()
        self._pointer = QPoint()
        self._sole: Block | None = None
        self._fast = ""

    @property
    def drag(self) -> Drag | None:
        """What is to be drawn over the board: the drag in hand, or one whose outcome is awaited."""
        return self._drag or self._let_go

    @property
    def is_dragging(self) -> bool:
        """Whether something is being carried now."""
        return self._drag is not None and not self._drag.is_idle

    @property
    def band(self) -> QRect | None:
        """The rectangle swept over slots, while it is."""
        if self._drag is None or self._drag.grip is not Grip.BAND:
            return None
        return QRect(self._pressed_at, self._pointer).normalized()

    def forget(self) -> None:
        """Nothing is held, and nothing awaited."""
        self._drag = self._let_go = None
        self._view.viewport().update()

    def give_up(self) -> bool:
        """Let go without a wish; False when nothing was held."""
        if self._drag is None:
            return False
        self._drag = None
        self._view.viewport().unsetCursor()
        self._view.viewport().update()
        return True

    def block_under(self, position: QPoint) -> Block | None:
        """The slot under the pointer, or None."""
        return self._view.board.block_of(self._view.indexAt(position))

    def _grip_at(self, block: Block, position: QPoint) -> Grip:
        rect = self._view.block_rect(block)
        if rect.height() <= 3 * EDGE_PIXELS or self._view.board.cards[block.uid].slot.locked:
            return Grip.MOVE
        if position.y() >= rect.bottom() - EDGE_PIXELS:
            return Grip.END
        return Grip.START if position.y() <= rect.top() + EDGE_PIXELS else Grip.MOVE

    # -- press, move, release ------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Choose what lies here, and take hold of it."""
        view, position = self._view, event.position().toPoint()
        index = view.indexAt(position)
        self._pressed_at = self._pointer = position
        self._sole, self._fast = None, ""
        if not index.isValid():
            return
        is_left = event.button() is Qt.MouseButton.LeftButton
        held = event.modifiers()
        block = view.board.block_of(index)
        if block is None:
            self._press_free(index, held, position, is_left=is_left)
            return
        if held & _SHIFT:
            view.go_to(view.board.cell_of(block))
            view.picks.through(block)
            return
        if held & _CTRL:
            view.go_to(view.board.cell_of(block))
            view.picks.toggle(block)
        elif block.uid in view.picks:
            view.go_to(view.board.cell_of(block))
            self._sole = block if is_left else None
        else:
            view.setCurrentIndex(view.board.cell_of(block))
        if is_left and not view.is_still:
            self._take(block, position)

    def _press_free(
        self, index: QModelIndex, held: Qt.KeyboardModifier, position: QPoint, *, is_left: bool
    ) -> None:
        view = self._view
        lane, minute = view.lane_at(position.x()), view.minute_at(position.y())
        if held & (_CTRL | _SHIFT):
            if is_left:
                self._drag = sweep(lane, minute, Grip.BAND)
            return
        view.setCurrentIndex(index)
        if is_left and not view.is_still:
            self._drag = sweep(lane, minute)

    def _take(self, block: Block, position: QPoint) -> None:
        view = self._view
        card = view.board.cards[block.uid]
        if card.slot.is_cancelled:
            return
        if card.slot.locked:
            self._fast = block.uid
            return
        grip = self._grip_at(block, position)
        others = view.picks.blocks(block)[1:] if block.uid in view.picks else ()
        self._drag = grasp(
            block,
            view.minute_at(position.y()),
            grip,
            others=[other for other in others if not view.board.cards[other.uid].slot.is_cancelled],
            lane_count=len(view.board.layout.lanes),
        )

    def move(self, event: QMouseEvent) -> None:
        """Carry what is held; otherwise show what could be done here."""
        position = event.position().toPoint()
        is_far = (position - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        is_down = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if self._fast and is_down and is_far:
            self._view.held_fast.emit(self._fast)
            self._fast = ""
        if self._drag is None or not is_down:
            self._show_grip(position)
            return
        if not is_far and self._drag.is_idle:
            return
        was = self.region()
        self._scroll_at_edges(position)
        self._pointer = position
        copies = self._drag.grip is Grip.MOVE and bool(event.modifiers() & _CTRL)
        view = self._view
        self._drag = self._drag.to(view.lane_at(position.x()), view.minute_at(position.y()))
        if copies is not self._drag.copies:
            self._drag = self._drag.copied(copies=copies)
        if self._drag.grip is Grip.MOVE:
            shape = Qt.CursorShape.DragCopyCursor if copies else Qt.CursorShape.ClosedHandCursor
            view.viewport().setCursor(shape)
        now = self.region()
        if now != was:
            view.viewport().update(was | now)

    def release(self, event: QMouseEvent) -> None:
        """Let go: what was carried becomes a wish."""
        drag, self._drag = self._drag, None
        view = self._view
        view.viewport().unsetCursor()
        is_far = (event.position().toPoint() - self._pressed_at).manhattanLength() >= (
            QApplication.startDragDistance()
        )
        if drag is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if drag.grip is Grip.BAND:
            view.viewport().update()
            if is_far:
                self._pick_band()
        elif drag.grip is Grip.MAKE:
            view.viewport().update()
            if is_far:
                view.add_wanted.emit(Span(view.board.layout.lanes[drag.lane], drag.start, drag.end))
        elif not drag.is_idle:
            self._let_go = drag
            view.viewport().update()
            view.move_wanted.emit(carry_of(drag, view.board.layout.lanes))
        elif self._sole is not None and not is_far:
            view.setCurrentIndex(view.board.cell_of(self._sole))
            view.picks.only(self._sole)

    def _pick_band(self) -> None:
        view = self._view
        rect = QRect(self._pressed_at, self._pointer).normalized()
        view.picks.within(
            view.lane_at(rect.left()),
            view.lane_at(rect.right()),
            int(view.minute_at(rect.top())),
            int(view.minute_at(rect.bottom())) + 1,
        )
        blocks = view.picks.blocks()
        if blocks and view.current_block() not in blocks:
            view.go_to(view.board.cell_of(blocks[0]))

    def double_click(self, event: QMouseEvent) -> None:
        """Edit the slot, or put a new one into the free time."""
        view, position = self._view, event.position().toPoint()
        self._drag = None
        if event.button() is not Qt.MouseButton.LeftButton or not view.indexAt(position).isValid():
            return
        block = self.block_under(position)
        if block is not None:
            view.edit_wanted.emit(block.uid)
        elif not view.is_still:
            view.add_wanted.emit(view.span_at_cursor())

    def menu(self, event: QContextMenuEvent) -> None:
        """Ask for the deeds of the chosen slot."""
        view = self._view
        block = view.current_block()
        if block is None or view.is_still:
            return
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            view.menu_wanted.emit(block.uid, view.viewport().mapToGlobal(view.block_rect(block).center()))
        else:
            view.menu_wanted.emit(block.uid, event.globalPos())

    # -- showing -------------------------------------------------------------------------------

    def region(self) -> QRegion:
        """What the drag in hand covers, for drawing no more than that anew."""
        drag = self.drag
        region = QRegion()
        if drag is None:
            return region
        if (band := self.band) is not None:
            return QRegion(band.adjusted(-2, -2, 2, 2))
        margin = self._theme.px(2) + 2
        for place in drag.places:
            rect = self._view.lane_span_rect(place.lane, place.start, place.end)
            width = max(rect.width(), self._theme.px(110))
            region |= QRegion(
                rect.left() - margin, rect.top() - margin, width + 2 * margin, rect.height() + 2 * margin
            )
        return region

    def _show_grip(self, position: QPoint) -> None:
        block = self.block_under(position)
        edge = (
            block is not None and not self._view.is_still and self._grip_at(block, position) is not Grip.MOVE
        )
        self._view.viewport().setCursor(Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor)

    def _scroll_at_edges(self, position: QPoint) -> None:
        margin = self._theme.px(24)
        viewport = self._view.viewport()
        for bar, at, size in (
            (self._view.verticalScrollBar(), position.y(), viewport.height()),
            (self._view.horizontalScrollBar(), position.x(), viewport.width()),
        ):
            if at < margin:
                bar.setValue(bar.value() - margin // 2)
            elif at > size - margin:
                bar.setValue(bar.value() + margin // 2)
