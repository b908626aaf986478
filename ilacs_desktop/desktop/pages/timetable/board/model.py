"""The day board as a table: a cell for every slot and for every free quarter of an hour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ilacs_desktop.desktop.pages.timetable.board.layout import Block, BoardLayout
from ilacs_desktop.desktop.pages.timetable.cards import Card

CARD_ROLE = int(Qt.ItemDataRole.UserRole) + 41
BLOCK_ROLE = int(Qt.ItemDataRole.UserRole) + 42

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


def said_minute(minute: int) -> str:
    """Minutes after midnight as ``09:30``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


class BoardModel(QAbstractTableModel):
    """Shows a laid-out day. It never queries; the page hands it everything at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = BoardLayout()
        self.cards: Mapping[str, Card] = {}

    def show(self, layout: BoardLayout, cards: Mapping[str, Card]) -> None:
        """Replace the day shown; ``cards`` holds every uid that ``layout`` places."""
        self.beginResetModel()
        self.layout = layout
        self.cards = cards
        self.endResetModel()

    def block_of(self, index: Index) -> Block | None:
        """The slot that covers a cell, or None when it is free."""
        return self.layout.block_at(index.row(), index.column()) if index.isValid() else None

    def cell_of(self, block: Block) -> QModelIndex:
        """The cell a slot hangs on: its first row and column."""
        return self.index(block.row, block.column)

    # -- what Qt asks --------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802  # Qt's name
        """Rows of the day."""
        return 0 if parent.isValid() else self.layout.row_count

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802  # Qt's name
        """Columns of all lanes."""
        return 0 if parent.isValid() else len(self.layout.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, spoken text and tip of a cell, or the card that lies on it."""
        if not index.isValid():
            return None
        block = self.block_of(index)
        card = self.cards[block.uid] if block else None
        texts: dict[int, Any] = {
            CARD_ROLE: card,
            BLOCK_ROLE: block,
            int(Qt.ItemDataRole.DisplayRole): "\n".join((card.title, *card.lines)) if card else "",
            int(Qt.ItemDataRole.AccessibleTextRole): card.spoken if card else self._spoken_free(index),
            int(Qt.ItemDataRole.AccessibleDescriptionRole): card.tip if card else "",
            int(Qt.ItemDataRole.ToolTipRole): card.tip if card else None,
        }
        return texts.get(int(role))

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Lane names across, times down."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if orientation == Qt.Orientation.Vertical:
            return said_minute(self.layout.marks[section]) if section < self.layout.row_count else None
        if section >= len(self.layout.columns):
            return None
        lane = self.layout.lanes[self.layout.columns[section]]
        if role == Qt.ItemDataRole.AccessibleTextRole and lane.role:
            return f"{lane.name}, {lane.role}"
        return lane.name

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be gone to; nothing is edited in place."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _spoken_free(self, index: Index) -> str:
        lane = self.layout.lanes[self.layout.columns[index.column()]]
        return self.tr("free, {lane}, {time}").format(
            lane=lane.name, time=said_minute(self.layout.marks[index.row()])
        )
