"""The one view of all lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import plain_tooltip
from ilacs_desktop.desktop.widgets.panes import EmptyState

from .cells import Cells, needed_width
from .rows import ROW_ROLE, SORT_ROLE, RowTable, identity_of

ROWS_MEASURED = 60
"""How many rows beside those in sight say how wide a column is; all of a long list would take too long."""

LEAST_STRETCH, LEAST_WORDS = 110, 64
"""Pixels at 100 % below which a column that stretches, or one of words, is not made narrower."""


class ListTable(QTableView):
    """A list: whole rows, sorted by a click on a title, an empty state in its middle.

    ``chosen`` carries the row now selected (None for none), ``opened`` the row that was double-clicked or
    entered. ``name`` is its spoken name.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, rows: RowTable, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measured: tuple[tuple[Any, ...], list[int]] | None = None
        self.rows = rows
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(rows)
        self.proxy.setSortRole(SORT_ROLE)
        self.setModel(self.proxy)
        self.setItemDelegate(Cells(self))
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
        rows.dataChanged.connect(self._after_change)
        self._chosen_before: Any = None
        self._first_before = 0

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

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to show, even if a filter hides it all."""
        return bool(self.rows.rows)

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
                flags = QItemSelectionModel.SelectionFlag  # whatever keys are down just now
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
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
        if own or not isinstance(delegate, Cells) or not delegate.needs_tooltip(self, index):
            return str(own or "")
        return plain_tooltip(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))

    # -- behind ------------------------------------------------------------------------------------

    def _keep_choice(self) -> None:
        self._chosen_before = self.selected()
        self._first_before = self.verticalScrollBar().value()

    def _after_reset(self) -> None:
        self._share_width()
        self._show_empty()
        before, first = self._chosen_before, self._first_before
        self._chosen_before = None
        if before is None:
            return
        identity = identity_of(before)
        if identity is None or not self.select_where(lambda row: identity_of(row) == identity):
            self.chosen.emit(None)
        self.updateGeometries()  # the bar knows of the new rows only after it
        self.verticalScrollBar().setValue(first)

    def _after_change(self, first: QModelIndex, last: QModelIndex) -> None:
        """What is said of rows has changed; if of the one chosen, that is said again."""
        self._share_width()
        chosen = self.selectionModel().selectedRows()
        if chosen and first.row() <= self.proxy.mapToSource(chosen[0]).row() <= last.row():
            self.chosen.emit(self.selected())

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
        for column, words in zip(columns, self._widths_of_words(), strict=True):
            title = metrics.size(0, column.title).width() + theme.px(20)  # it may have two lines
            wish = theme.px(column.width) if column.width else words
            wishes.append(max(theme.px(36), title, min(wish, theme.px(340))))
        room = self.viewport().width()
        stretching = [number for number, column in enumerate(columns) if column.stretch]
        for number in stretching:
            wishes[number] = theme.px(LEAST_STRETCH)
        for number in reversed(range(len(columns))):
            is_left_out = columns[number].lesser and sum(wishes) > room
            header.setSectionHidden(number, is_left_out)
            wishes[number] = 0 if is_left_out else wishes[number]
        stretching = [number for number in stretching if wishes[number]]
        self._take_from_words(wishes, sum(wishes) - room)
        spare = room - sum(wishes)
        for number in stretching:
            wishes[number] += max(0, spare) // len(stretching)
        for number, wish in enumerate(wishes):
            if wish:
                header.resizeSection(number, wish)

    def _widths_of_words(self) -> list[int]:
        """How wide the words of each column are in the rows looked at; looked at anew once they are others.

        Columns that stretch or have a width of their own are not asked.
        """
        theme, columns = current_theme(), self.rows.columns
        known = (self.rows.rows, columns, theme.percent, self.proxy.sortColumn(), self.proxy.sortOrder())
        if self._measured is None or any(
            one is not other for one, other in zip(self._measured[0], known, strict=True)
        ):
            count, first = self.proxy.rowCount(), max(0, self.rowAt(0))
            seen = self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize()) + 1
            numbers = {*range(min(count, ROWS_MEASURED)), *range(first, min(count, first + seen))}
            sample = [self.proxy.index(number, 0).data(ROW_ROLE) for number in sorted(numbers)]
            sample = [row for row in sample if self.rows.is_measured(row)]
            widths = [
                0
                if column.stretch or column.width
                else max((needed_width(theme, column, row) for row in sample), default=0)
                for column in columns
            ]
            self._measured = (known, widths)
        return self._measured[1]

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
