"""What the keys do on the day board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from ilacs_desktop.desktop.pages.timetable.drag import Move
from ilacs_desktop.desktop.pages.timetable.layout import DAY_MINUTES, QUARTER_MINUTES, Block

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.board_view import BoardView

_Action = QAbstractItemView.CursorAction
_ARROWS = {
    int(Qt.Key.Key_Up): (0, -1),
    int(Qt.Key.Key_Down): (0, 1),
    int(Qt.Key.Key_Left): (-1, 0),
    int(Qt.Key.Key_Right): (1, 0),
}
_ENTER = {int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter), int(Qt.Key.Key_F2)}


class BoardKeys:
    """Turns keys into the board's wishes, and finds the cell an arrow leads to."""

    def __init__(self, view: BoardView) -> None:
        self._view = view
        self._minute: int | None = None

    def knows(self, event: QKeyEvent) -> bool:
        """Whether the key is one of ours and must not become a shortcut of the window."""
        if event.key() in _ARROWS:
            return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ours = {int(Qt.Key.Key_Delete), int(Qt.Key.Key_Insert), int(Qt.Key.Key_L), *_ENTER}
        return plain and event.key() in ours

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; False when it is none of ours."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        block = self._view.current_block()
        if event.key() in _ARROWS:
            return self._press_arrow(event.key(), held, block)
        return not held and self._press_plain(event.key(), block)

    def _press_plain(self, key: int, block: Block | None) -> bool:
        view = self._view
        if key == Qt.Key.Key_Insert or (key in _ENTER and block is None):
            view.add_wanted.emit(view.span_at_cursor())
        elif key == Qt.Key.Key_Escape and view.currentIndex().isValid():
            view.choose_nothing()
        elif block is None:
            return False
        elif key in _ENTER:
            view.edit_wanted.emit(block.uid)
        elif key == Qt.Key.Key_Delete:
            view.cancel_wanted.emit(block.uid)
        elif key == Qt.Key.Key_L:
            view.lock_wanted.emit(block.uid)
        else:
            return False
        return True

    def _press_arrow(self, key: int, held: Qt.KeyboardModifier, block: Block | None) -> bool:
        aside, down = _ARROWS[key]
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if not (alt or ctrl):
            return False
        if block is None:
            return True
        start, end, lane = block.start, block.end, block.lane
        if shift:
            end += down * QUARTER_MINUTES
        elif down:
            start, end = start + down * QUARTER_MINUTES, end + down * QUARTER_MINUTES
        else:
            lane += aside
        lanes = self._view.board.layout.lanes
        is_possible = 0 <= start < end <= DAY_MINUTES and 0 <= lane < len(lanes)
        if is_possible and (start, end, lane) != (block.start, block.end, block.lane):
            self._view.move_wanted.emit(Move(block.uid, lanes[block.lane], lanes[lane], start, end))
        return True

    def cell_after(self, action: QAbstractItemView.CursorAction) -> QModelIndex:
        """The cell that ``action`` leads to from the current one."""
        view, layout = self._view, self._view.board.layout
        if not layout.columns:
            return QModelIndex()
        current = view.currentIndex()
        if not current.isValid():
            first = layout.blocks[0] if layout.blocks else None
            return view.board.cell_of(first) if first else view.board.index(0, 0)
        block = view.board.block_of(current)
        if action in {_Action.MoveHome, _Action.MoveEnd, _Action.MovePageUp, _Action.MovePageDown}:
            return self._slot_after(action, block)
        row, column = current.row(), current.column()
        if block is not None:
            row, column = block.row, block.column
        if action in {_Action.MoveUp, _Action.MovePrevious}:
            self._minute = None
            row -= 1
        elif action in {_Action.MoveDown, _Action.MoveNext}:
            self._minute = None
            row += block.rows if block else 1
        else:
            self._minute = layout.marks[row] if self._minute is None else self._minute
            row = layout.row_of(self._minute)
            column += (block.columns if block else 1) if action is _Action.MoveRight else -1
        if not (0 <= row < layout.row_count and 0 <= column < len(layout.columns)):
            return current
        covering = layout.block_at(row, column)
        return view.board.cell_of(covering) if covering else view.board.index(row, column)

    def _slot_after(self, action: QAbstractItemView.CursorAction, block: Block | None) -> QModelIndex:
        """Home and End go to the first and last slot of all, the page keys to the one before or after."""
        self._minute = None
        view, blocks = self._view, self._view.board.layout.blocks
        current = view.currentIndex()
        if not blocks:
            return current
        if action is _Action.MoveHome:
            return view.board.cell_of(blocks[0])
        if action is _Action.MoveEnd:
            return view.board.cell_of(blocks[-1])
        here = (block.column, block.row) if block else (current.column(), current.row())
        if action is _Action.MovePageDown:
            later = [other for other in blocks if (other.column, other.row) > here]
            return view.board.cell_of(later[0]) if later else current
        earlier = [other for other in blocks if (other.column, other.row) < here]
        return view.board.cell_of(earlier[-1]) if earlier else current
