"""Rows as they came from a service, and the columns through which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import plain_tooltip
from ilacs_desktop.desktop.widgets.pill import PillText

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
PILL_ROLE = Qt.ItemDataRole.UserRole + 3
STRONG_ROLE = Qt.ItemDataRole.UserRole + 4
MUTED_ROLE = Qt.ItemDataRole.UserRole + 5
_TITLE_ROLES = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)})
_FONT_ROLE = int(Qt.ItemDataRole.FontRole)
_ALIGNMENT_ROLE = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
"""Plain numbers: a header asks thousands of times while a window is made."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """How one field of a row is shown, sorted and spoken.

    ``sort`` gives a str or a number, never a date: the proxy cannot compare one. ``pill`` gives the pill to
    paint instead of the text, or None; its word is spoken unless ``spoken`` says otherwise. ``stretch`` gives
    the column what is left over. ``width`` is in pixels at 100 %; without it a column is as wide as what it
    shows. A ``lesser`` column is left out where there is no room; what it says must stand elsewhere as well.
    """

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], str | int | float] | None = None
    spoken: Callable[[Any], str] | None = None
    pill: Callable[[Any], PillText | None] | None = None
    stretch: bool = False
    width: int | None = None
    strong: bool = False
    muted: bool = False
    tooltip: Callable[[Any], str] | None = None
    lesser: bool = False


def identity_of(row: Any) -> Any:
    """By what a row is known again: its id or uid; None for one that has neither."""
    return getattr(row, "id", None) or getattr(row, "uid", None)


def _is_other(row: Any, before: Any) -> bool:
    """Whether something else is said of a row; the same object is looked at no closer."""
    return row is not before and row != before


class RowTable(QAbstractTableModel):
    """Rows as they came from a service, shown through columns. It never queries."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Any, ...] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Show other rows; the same rows again change nothing.

        Where the same things stand in the same order, only what is said of them changes: whoever looks
        keeps the place.
        """
        new, old = tuple(rows), self._rows
        if [identity_of(row) for row in new] != [identity_of(row) for row in old] or None in map(
            identity_of, new
        ):
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        numbers = range(len(new))
        first = next((number for number in numbers if _is_other(new[number], old[number])), None)
        self._rows = new
        if first is not None:
            last = next(number for number in reversed(numbers) if _is_other(new[number], old[number]))
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows shown, in the order given."""
        return self._rows

    def is_measured(self, row: Any) -> bool:  # noqa: ARG002 - for those that have rows of another kind
        """Whether what a row says in its cells decides how wide the columns are."""
        return True

    def row(self, index: Index) -> Any:
        """The row an index of this model stands for. Raises IndexError for one that is not in it."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(  # noqa: PLR0911 - one line for each role
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What is shown, spoken or sorted in one cell."""
        if not index.isValid() or not index.row() < len(self._rows):
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(column, row)
        if role == SORT_ROLE:
            return column.sort(row) if column.sort else column.text(row).casefold()
        if role == ROW_ROLE:
            return row
        if role == PILL_ROLE:
            return column.pill(row) if column.pill else None
        if role == Qt.ItemDataRole.ToolTipRole and column.tooltip:
            return plain_tooltip(column.tooltip(row))
        if role == STRONG_ROLE:
            return column.strong
        if role == MUTED_ROLE:
            return column.muted
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns; rows have none."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role in _TITLE_ROLES:
                return self.columns[section].title
            if role == _FONT_ROLE:
                return current_theme().font("pill")
            if role == _ALIGNMENT_ROLE:
                return _LEFT
        return None

    @staticmethod
    def _spoken(column: Column, row: Any) -> str:
        if column.spoken:
            return column.spoken(row)
        pill = column.pill(row) if column.pill else None
        return (pill.word if pill else "") or column.text(row)
