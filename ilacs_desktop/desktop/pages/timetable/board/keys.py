"""What the keys do on the day board."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from ilacs_desktop.desktop.pages.timetable.board.drag import Drag, Grip, carry_of, grasp
from ilacs_desktop.desktop.pages.timetable.board.layout import DAY_MINUTES, QUARTER_MINUTES, Block

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.board.view import BoardView

_Action = QAbstractItemView.CursorAction
_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
ARROWS = {
    int(_Key.Key_Up): (0, -1),
    int(_Key.Key_Down): (0, 1),
    int(_Key.Key_Left): (-1, 0),
    int(_Key.Key_Right): (1, 0),
}
_ENTER = {int(_Key.Key_Return), int(_Key.Key_Enter), int(_Key.Key_F2)}
LETTERS: Mapping[int, str] = {
    int(_Key.Key_L): "lock",
    int(_Key.Key_S): "started",
    int(_Key.Key_E): "ended",
    int(_Key.Key_O): "over",
    int(_Key.Key_N): "missed",
    int(_Key.Key_W): "elsewhere",
    int(_Key.Key_B): "planned",
    int(_Key.Key_T): "late",
}
"""One key each for what became of a slot; see the key help."""
_WITH_CTRL = {
    int(key) for key in (_Key.Key_Space, _Key.Key_A, _Key.Key_C, _Key.Key_V, _Key.Key_D, _Key.Key_Insert)
}


class BoardKeys:
    """Turns keys into the board's wishes, and finds the cell an arrow leads to."""

    def __init__(self, view: BoardView) -> None:
        self._view = view
        self._minute: int | None = None

    def knows(self, event: QKeyEvent) -> bool:
        """Whether the key is one of ours and must not become a shortcut of the window."""
        key, held = event.key(), _held(event)
        if key in ARROWS:
            return True
        if held == _CTRL:
            return key in _WITH_CTRL
        ours = {int(_Key.Key_Delete), int(_Key.Key_Insert), *LETTERS, *_ENTER}
        return held == _NONE and key in ours

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; False when it is none of ours."""
        held = _held(event)
        block = self._view.current_block()
        if event.key() in ARROWS:
            return self._press_arrow(event.key(), held, block)
        if held == _CTRL:
            return self._press_with_ctrl(event.key(), block)
        return held == _NONE and self._press_plain(event.key(), block)

    def _press_plain(self, key: int, block: Block | None) -> bool:
        view = self._view
        if key == _Key.Key_Escape and view.picks.is_many:
            view.picks.only(block)
        elif key == _Key.Key_Escape and view.currentIndex().isValid():
            view.choose_nothing()
        elif view.is_still:
            return False
        elif key == _Key.Key_Insert or (key in _ENTER and block is None):
            view.add_wanted.emit(view.span_at_cursor())
        elif block is None:
            return False
        elif key in _ENTER:
            view.edit_wanted.emit(block.uid)
        elif key == _Key.Key_Delete:
            view.cancel_wanted.emit(view.chosen_uids())
        elif key in LETTERS:
            view.deed_wanted.emit(LETTERS[key], view.chosen_uids())
        else:
            return False
        return True

    def _press_with_ctrl(self, key: int, block: Block | None) -> bool:
        view = self._view
        if key == _Key.Key_A:
            view.picks.every()
            view.say_picks()
            return True
        deeds: dict[int, Callable[[], object]] = {
            int(_Key.Key_C): lambda: view.copy_wanted.emit(view.chosen_uids()),
            int(_Key.Key_Insert): lambda: view.copy_wanted.emit(view.chosen_uids()),
            int(_Key.Key_D): lambda: view.double_wanted.emit(view.chosen_uids()),
        }
        if key == _Key.Key_Space and block is not None:
            view.picks.toggle(block)
            view.say_picks()
        elif key == _Key.Key_V and not view.is_still:
            is_free = view.currentIndex().isValid() and block is None
            view.paste_wanted.emit(view.span_at_cursor() if is_free else None)
        elif key in deeds and view.chosen_uids() and not view.is_still:
            deeds[key]()
        else:
            return key in _WITH_CTRL
        return True

    def _press_arrow(self, key: int, held: Qt.KeyboardModifier, block: Block | None) -> bool:
        view = self._view
        if held & _ALT:
            if block is not None and not view.is_still:
                self._carry(ARROWS[key], block, stretches=bool(held & _SHIFT))
            return True
        if held == _SHIFT:
            self._extend(key, block)
            return True
        if held == _CTRL:
            view.go_to(self.cell_after(_ACTIONS[key]))
            return True
        return False

    def _carry(self, step: tuple[int, int], block: Block, *, stretches: bool) -> None:
        aside, down = step
        view = self._view
        lanes = view.board.layout.lanes
        if stretches:
            wish = _stretched(block, aside * QUARTER_MINUTES, down * QUARTER_MINUTES)
        else:
            others = view.picks.blocks(block)[1:] if block.uid in view.picks else ()
            still = [other for other in others if not view.board.cards[other.uid].slot.is_cancelled]
            held = grasp(block, block.start, others=still, lane_count=len(lanes))
            wish = held.by(aside, down * QUARTER_MINUTES)
        if not wish.is_idle:
            view.move_wanted.emit(carry_of(wish, lanes))

    def _extend(self, key: int, block: Block | None) -> None:
        """Go one further and take the slot that is reached along."""
        view = self._view
        if block is not None:
            view.picks.add(block)
        view.go_to(self.cell_after(_ACTIONS[key]))
        reached = view.current_block()
        if reached is not None:
            view.picks.add(reached)
            view.say_picks()

    # -- where the arrows lead -----------------------------------------------------------------

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


_ACTIONS = {
    int(_Key.Key_Up): _Action.MoveUp,
    int(_Key.Key_Down): _Action.MoveDown,
    int(_Key.Key_Left): _Action.MoveLeft,
    int(_Key.Key_Right): _Action.MoveRight,
}


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _stretched(block: Block, start_later: int, end_later: int) -> Drag:
    """The slot with one edge moved: across the board for its start, down the board for its end."""
    grip = Grip.START if start_later else Grip.END
    held = grasp(block, block.start, grip)
    if start_later:
        return held.to(block.lane, max(0, block.start + start_later))
    return held.to(block.lane, min(block.end + end_later, DAY_MINUTES))
