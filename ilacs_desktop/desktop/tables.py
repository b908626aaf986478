"""One model and one view for all lists; a page only describes its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import plain_tooltip
from ilacs_desktop.desktop.widgets.panes import EmptyState
from ilacs_desktop.desktop.widgets.pill import PillText, paint_pill, pill_size

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
PILL_ROLE = Qt.ItemDataRole.UserRole + 3
STRONG_ROLE = Qt.ItemDataRole.UserRole + 4
MUTED_ROLE = Qt.ItemDataRole.UserRole + 5

LEAST_STRETCH, LEAST_WORDS = 110, 64
"""Pixels at 100 % below which a column that stretches, or one of words, is not made narrower."""

Index = QModelIndex | QPersistentModelIndex

__all__ = ["PILL_ROLE", "ROW_ROLE", "SORT_ROLE", "Column", "ListTable", "PillText", "RowTable"]


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


class RowTable(QAbstractTableModel):
    """Rows as they came from a service, shown through columns. It never queries."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Any, ...] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Show other rows; the same rows again change nothing."""
        new = tuple(rows)
        if new == self._rows:
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows shown, in the order given."""
        return self._rows

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
            if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
                return self.columns[section].title
            if role == Qt.ItemDataRole.FontRole:
                return current_theme().font("pill")
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    @staticmethod
    def _spoken(column: Column, row: Any) -> str:
        if column.spoken:
            return column.spoken(row)
        pill = column.pill(row) if column.pill else None
        return (pill.word if pill else "") or column.text(row)


class _Cells(QStyledItemDelegate):
    """Paints a cell: tint when chosen, hairline below, pill or text, cut with an ellipsis."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme = current_theme()
        place: QRect = option.rect
        view = self.parent()
        if isinstance(view, QTableView) and _is_cut(view, place, index):
            return
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(place, theme.colour("selection" if chosen else "surface"))
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        self._paint_edges(painter, option, index, chosen=chosen)
        inner = place.adjusted(theme.px(8), 0, -theme.px(6), -1)
        pill = index.data(PILL_ROLE)
        if isinstance(pill, PillText):
            paint_pill(painter, theme, inner, pill)
        else:
            painter.setFont(theme.font("strong" if index.data(STRONG_ROLE) else "body"))
            painter.setPen(self._ink(index, chosen=chosen))
            text = " ".join(str(index.data() or "").split())
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(inner, int(flags) | int(Qt.TextFlag.TextSingleLine), cut)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the whole text or pill."""
        theme = current_theme()
        pill = index.data(PILL_ROLE)
        if isinstance(pill, PillText):
            width = pill_size(theme, pill).width()
        else:
            font = theme.font("strong" if index.data(STRONG_ROLE) else "body")
            width = QFontMetrics(font).horizontalAdvance(" ".join(str(index.data() or "").split()))
        return QSize(width + theme.px(15), theme.px(35))

    def needs_tooltip(self, view: QTableView, index: QModelIndex) -> bool:
        """Whether what the cell says is cut."""
        return self.sizeHint(QStyleOptionViewItem(), index).width() > view.visualRect(index).width() + 1

    @staticmethod
    def _ink(index: Index, *, chosen: bool) -> QColor:
        role = "on_selection" if chosen else "muted" if index.data(MUTED_ROLE) else "text"
        return current_theme().colour(role)

    def _paint_edges(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, *, chosen: bool
    ) -> None:
        view = self.parent()
        if not chosen or not isinstance(view, QTableView) or not view.hasFocus():
            return
        theme = current_theme()
        place: QRect = option.rect
        if index.row() == view.currentIndex().row():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawLine(place.left(), place.top() + 1, place.right(), place.top() + 1)
            painter.drawLine(place.left(), place.bottom(), place.right(), place.bottom())
            if index.column() == 0:
                painter.drawLine(place.left() + 1, place.top() + 1, place.left() + 1, place.bottom())
            if index.column() == view.model().columnCount() - 1:
                painter.drawLine(place.right(), place.top() + 1, place.right(), place.bottom())


def _is_cut(view: QTableView, place: QRect, index: Index) -> bool:
    """Whether a row reaches below the lower edge while others stand whole above it: then it waits below."""
    return place.bottom() > view.viewport().rect().bottom() + 1 and index.row() > view.rowAt(0)


class ListTable(QTableView):
    """A list: whole rows, sorted by a click on a title, an empty state in its middle.

    ``chosen`` carries the row now selected (None for none), ``opened`` the row that was double-clicked or
    entered. ``name`` is its spoken name.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, rows: RowTable, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(rows)
        self.proxy.setSortRole(SORT_ROLE)
        self.setModel(self.proxy)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(current_theme().px(35))
        self._prepare_header()
        self._empty: EmptyState | None = None
        self._kept: Callable[[Any], bool] | None = None
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))
        rows.modelAboutToBeReset.connect(self._keep_choice)
        rows.modelReset.connect(self._after_reset)
        self._chosen_before: Any = None

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(current_theme().px(36))
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    # -- what a page asks ------------------------------------------------------------------------

    def selected(self) -> Any:
        """The row selected, or None."""
        indexes = self.selectionModel().selectedRows()
        return indexes[0].data(ROW_ROLE) if indexes else None

    def selected_rows(self) -> tuple[Any, ...]:
        """All rows selected, from top to bottom, where more than one may be."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return tuple(index.data(ROW_ROLE) for index in indexes)

    def allow_many(self) -> None:
        """Let more than one row be selected."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def select_where(self, predicate: Callable[[Any], bool]) -> bool:
        """Select the first row for which ``predicate`` holds and bring it into view; False if none."""
        for number in range(self.proxy.rowCount()):
            index = self.proxy.index(number, 0)
            if predicate(index.data(ROW_ROLE)):
                self.selectRow(number)
                self.scrollTo(index)
                return True
        return False

    def filter_text(self, text: str) -> None:
        """Show only rows in which some column holds ``text``, whatever its case."""
        self.proxy.setFilterKeyColumn(-1)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.proxy.setFilterFixedString(text)
        self._show_empty()

    def set_empty(self, empty: EmptyState) -> None:
        """Show ``empty`` in the middle while there are no rows."""
        self._empty = empty
        empty.setParent(self.viewport())
        self._show_empty()

    # -- Qt's own ----------------------------------------------------------------------------------

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """Say which row is now chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.selected())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.selected() is not None:
            self.opened.emit(self.selected())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width out again."""
        super().resizeEvent(event)
        self._share_width()
        if self._empty:
            self._empty.setGeometry(self.viewport().rect())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Show the whole text of a cell that is cut, as plain text."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            QToolTip.showText(event.globalPos(), self._tooltip(index) if index.isValid() else "", self)
            return True
        return super().viewportEvent(event)

    def _tooltip(self, index: QModelIndex) -> str:
        """The column's own words, else the whole text of a cell that is cut."""
        own = index.data(Qt.ItemDataRole.ToolTipRole)
        delegate = self.itemDelegate()
        if own or not isinstance(delegate, _Cells) or not delegate.needs_tooltip(self, index):
            return str(own or "")
        return plain_tooltip(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))

    # -- behind ------------------------------------------------------------------------------------

    def _keep_choice(self) -> None:
        self._chosen_before = self.selected()

    def _after_reset(self) -> None:
        self._share_width()
        self._show_empty()
        before = self._chosen_before
        self._chosen_before = None
        if before is None:
            return
        identity = getattr(before, "id", None) or getattr(before, "uid", None)
        if identity is None or not self.select_where(
            lambda row: (getattr(row, "id", None) or getattr(row, "uid", None)) == identity
        ):
            self.chosen.emit(None)

    def _show_empty(self) -> None:
        is_empty = self.proxy.rowCount() == 0
        if self._empty:
            self._empty.setVisible(is_empty)
            self._empty.setGeometry(self.viewport().rect())

    def _share_width(self) -> None:
        """As wide as what it shows, the rest to those that stretch; what is missing is taken from words."""
        theme, header = current_theme(), self.horizontalHeader()
        metrics = QFontMetrics(theme.font("pill"))
        columns = self.rows.columns
        wishes = []
        for number, column in enumerate(columns):
            title = metrics.horizontalAdvance(column.title) + theme.px(20)
            wish = theme.px(column.width) if column.width else self.sizeHintForColumn(number)
            wishes.append(max(theme.px(36), title, min(wish, theme.px(340))))
        room = self.viewport().width()
        stretching = [number for number, column in enumerate(columns) if column.stretch]
        for number in stretching:
            wishes[number] = theme.px(LEAST_STRETCH)
        for number in reversed(range(len(columns))):
            is_left_out = columns[number].lesser and sum(wishes) > room
            header.setSectionHidden(number, is_left_out)
            wishes[number] = 0 if is_left_out else wishes[number]
        self._take_from_words(wishes, sum(wishes) - room)
        spare = room - sum(wishes)
        for number in stretching:
            wishes[number] += max(0, spare) // len(stretching)
        for number, wish in enumerate(wishes):
            if wish:
                header.resizeSection(number, wish)

    def _take_from_words(self, wishes: list[int], missing: int) -> None:
        """Make columns of words narrower, the widest first, until it fits; a pill is never cut for it."""
        least = current_theme().px(LEAST_WORDS)
        columns = self.rows.columns
        words = [n for n, column in enumerate(columns) if not column.stretch and not column.pill]
        while missing > 0 and (widest := max(words, key=lambda n: wishes[n], default=None)) is not None:
            if wishes[widest] <= least:
                return
            step = min(missing, max(1, (wishes[widest] - least) // 2))
            wishes[widest] -= step
            missing -= step
