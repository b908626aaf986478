"""Which slots are chosen together on the board, and the sets that keys and mouse ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from ilacs_desktop.desktop.pages.timetable.board.layout import Block

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.board.view import BoardView


class Picks:
    """The chosen slots by uid. The table's own selection says the same, for assistive technology."""

    def __init__(self, view: BoardView) -> None:
        self._view = view
        self._uids: tuple[str, ...] = ()
        self._anchor: Block | None = None

    @property
    def uids(self) -> tuple[str, ...]:
        """The chosen slots in the order of the board."""
        return self._uids

    @property
    def is_many(self) -> bool:
        """Whether more than one slot is chosen."""
        return len(self._uids) > 1

    def __contains__(self, uid: str) -> bool:
        return uid in self._uids

    def blocks(self, first: Block | None = None) -> tuple[Block, ...]:
        """One block of each chosen slot, ``first`` before the others and the others in their first lane."""
        layout = self._view.board.layout
        found = [layout.find(uid) for uid in self._uids if first is None or uid != first.uid]
        others = tuple(block for block in found if block is not None)
        return (first, *others) if first is not None else others

    def only(self, block: Block | None) -> None:
        """Choose this slot and no other; None chooses nothing."""
        self._anchor = block
        self.set((block.uid,) if block else ())

    def toggle(self, block: Block) -> None:
        """Add a slot to those that are chosen, or take it from them."""
        self._anchor = block
        if block.uid in self._uids:
            self.set(uid for uid in self._uids if uid != block.uid)
        else:
            self.set((*self._uids, block.uid))

    def add(self, block: Block) -> None:
        """Add a slot to those that are chosen."""
        if block.uid not in self._uids:
            self.set((*self._uids, block.uid))

    def through(self, block: Block) -> None:
        """Choose all slots between the one chosen first and this one, in lanes and in time."""
        anchor = self._anchor or block
        lanes = sorted((anchor.lane, block.lane))
        first, last = min(anchor.start, block.start), max(anchor.end, block.end)
        self.within(lanes[0], lanes[1], first, last)

    def within(self, first_lane: int, last_lane: int, start: int, end: int) -> None:
        """Choose all slots that touch this stretch of time in these lanes."""
        self.set(
            block.uid
            for block in self._view.board.layout.blocks
            if first_lane <= block.lane <= last_lane and block.start < end and block.end > start
        )

    def every(self) -> None:
        """Choose all slots of the day that still stand."""
        cards = self._view.board.cards
        self.set(
            block.uid for block in self._view.board.layout.blocks if not cards[block.uid].slot.is_cancelled
        )

    def again(self) -> None:
        """After the day was laid out anew, keep those that are still there."""
        self._anchor = None
        self.set(self._uids)

    def set(self, uids: Iterable[str]) -> None:
        """Choose these; what is not on the board is left out."""
        wanted = set(uids)
        layout = self._view.board.layout
        was = self._uids
        self._uids = tuple(dict.fromkeys(block.uid for block in layout.blocks if block.uid in wanted))
        selection = QItemSelection()
        for block in layout.blocks:
            if block.uid in wanted:
                cell = self._view.board.cell_of(block)
                selection.select(cell, cell)
        model = self._view.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if was != self._uids:
            self._view.viewport().update()
            self._view.picks_changed.emit(self._uids)
