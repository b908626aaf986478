"""The list of what was asked, arranged by a view: some of the requests, in groups, in an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.tables import ROW_ROLE, Column, ListTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.info_requests.arranging import Group, Grouping, ListView, Only, arranged, said_of

from .columns import Moment
from .group_rows import GroupCells, GroupedRows


class RequestTable(ListTable):
    """Requests as a `ListView` shows them. A heading is folded by Left, Right, Enter or a click on its arrow.

    ``view_changed`` says that another view is shown, or the same one otherwise.
    """

    view_changed = Signal()
    rows: GroupedRows

    def __init__(
        self,
        columns: dict[str, Column],
        usual: Sequence[str],
        moment: Moment,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        self.known = columns
        self.usual = tuple(usual)
        super().__init__(GroupedRows([columns[key] for key in self.usual]), name, parent)
        self.rows.setParent(self)
        self.setItemDelegate(GroupCells(self))
        self.allow_many()
        self.view = ListView()
        self.everything: tuple[InfoRequest, ...] = ()
        self._moment = moment
        self._folded: frozenset[str] = frozenset()
        self._words: dict[int, str] = {}
        self.setSortingEnabled(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(self._on_sorted)
        self.opened.connect(self._on_opened)

    # -- what is shown -----------------------------------------------------------------------------------

    def show_requests(self, requests: Sequence[InfoRequest]) -> None:
        """Show what was fetched, as the view has it."""
        self.everything = tuple(requests)
        self._words.clear()
        self._arrange()

    def show_view(self, view: ListView) -> None:
        """Show the requests in another way."""
        before, self.view = self.view, view
        columns = [self.known[key] for key in self.columns_shown]
        if tuple(columns) != self.rows.columns:
            self.rows.show_columns(columns)
        if before.grouping is not view.grouping:
            self._folded = frozenset()
        self._show_order()
        self._arrange()
        self.view_changed.emit()

    @property
    def has_rows(self) -> bool:
        """Whether anything was asked, even if the view shows none of it."""
        return bool(self.everything)

    @property
    def columns_shown(self) -> tuple[str, ...]:
        """The names of the columns in sight, in their order."""
        return tuple(key for key in self.view.columns if key in self.known) or self.usual

    def filter_text(self, text: str) -> None:
        """Show only requests in which all these words stand."""
        if text != self.view.words:
            self.show_view(replace(self.view, words=text))

    def reveal(self, predicate: Callable[[Any], bool]) -> bool:
        """Choose the first request for which ``predicate`` holds, if need be in a wider view."""
        if not any(predicate(row) for row in self.everything):
            return False
        if not self.select_where(predicate):
            self._folded = frozenset()
            self.show_view(replace(self.view, only=Only.EVERYTHING, words=""))
            self.select_where(predicate)
        return True

    def select_where(self, predicate: Callable[[Any], bool]) -> bool:
        """Select the first row for which ``predicate`` holds and bring it into view; False if none."""
        for number, row in enumerate(self.rows.rows):
            if predicate(row):
                self.selectRow(number)
                self.scrollTo(self.proxy.index(number, 0))
                return True
        return False

    def selectRow(self, row: int) -> None:  # noqa: N802 - Qt's name
        """Choose one row alone, whatever keys are held."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.proxy.index(row, 0), flags.ClearAndSelect | flags.Rows)

    def _arrange(self) -> None:
        requests = self.everything
        column = self.known.get(self.view.sorted_by)
        if column is not None:
            requests = tuple(sorted(requests, key=_order_of(column), reverse=self.view.is_descending))
        now, folded = self._moment.now, self._folded
        self.rows.show(arranged(requests, self.view, now, folded=folded, said=self._said))
        self._show_empty()

    def _said(self, request: InfoRequest) -> str:
        """The words among which the filter looks, made out once for all letters typed."""
        words = self._words.get(request.id)
        if words is None:
            words = self._words[request.id] = said_of(request)
        return words

    # -- groups --------------------------------------------------------------------------------------------

    def fold(self, group: Group, *, folds: bool | None = None) -> None:
        """Fold a group or open it; without ``folds`` the other of the two."""
        is_folded = group.key in self._folded
        if folds is not is_folded:
            self._folded ^= {group.key}
            self._arrange()

    def fold_all(self) -> None:
        """Fold all groups, or open them if all are folded."""
        if self.view.grouping is Grouping.NOTHING:
            return
        keys = frozenset(row.key for row in self.rows.rows if isinstance(row, Group))
        self._folded = frozenset() if keys <= self._folded else keys
        chosen = self.selected()
        self._arrange()
        if isinstance(chosen, InfoRequest) and self.selected() is None and self.proxy.rowCount():
            self.selectRow(0)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, Group):
            self.fold(row)

    # -- Qt's own ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left folds a group or goes up to its heading, Right opens it."""
        row = self.currentIndex().data(ROW_ROLE)
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and not event.modifiers():
            if isinstance(row, Group):
                self.fold(row, folds=event.key() == Qt.Key.Key_Left)
            elif event.key() == Qt.Key.Key_Left:
                self._go_to_heading()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the arrow of a heading folds its group."""
        row = self.indexAt(event.position().toPoint()).data(ROW_ROLE)
        super().mousePressEvent(event)
        if isinstance(row, Group) and event.position().x() < current_theme().px(30):
            self.fold(row)

    def _go_to_heading(self) -> None:
        for number in range(self.currentIndex().row(), -1, -1):
            if isinstance(self.rows.rows[number], Group):
                self.selectRow(number)
                return

    # -- order ---------------------------------------------------------------------------------------------

    def _on_sorted(self, section: int, order: Qt.SortOrder) -> None:
        keys = self.columns_shown
        key = keys[section] if 0 <= section < len(keys) else ""
        is_descending = bool(key) and order == Qt.SortOrder.DescendingOrder
        if (key, is_descending) != (self.view.sorted_by, self.view.is_descending):
            self.view = replace(self.view, sorted_by=key, is_descending=is_descending)
            self._arrange()
            self.view_changed.emit()

    def _show_order(self) -> None:
        """Show in the titles by which column the list is sorted."""
        keys = self.columns_shown
        section = keys.index(self.view.sorted_by) if self.view.sorted_by in keys else -1
        descending = Qt.SortOrder.DescendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)  # it is shown, not wished
        header.setSortIndicator(
            section, descending if self.view.is_descending else Qt.SortOrder.AscendingOrder
        )
        header.blockSignals(False)
        header.viewport().update()


def _order_of(column: Column) -> Callable[[Any], Any]:
    return column.sort or (lambda row: column.text(row).casefold())
