"""The open requests as cards in columns, one for each of our statuses; a table, so that all is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QItemSelection,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ilacs_desktop.desktop.tables import ROW_ROLE
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState
from ilacs_desktop.domain.info_requests import InfoRequest, OurStatus

from .board_cards import CARD_PIXELS, Cards, CardWords

Index = QModelIndex | QPersistentModelIndex
LEAST_COLUMN = 126
"""Pixels at 100 % a card needs for its number, owner and time; more columns than fit are scrolled to."""
MIME = "application/x-ilacs-request"
STATUSES = tuple(OurStatus)


class BoardModel(QAbstractTableModel):
    """A column for each of our statuses, its requests by slack from above; cards may be dropped."""

    dropped = Signal(int, object)

    def __init__(self, words: CardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._columns: tuple[tuple[InfoRequest, ...], ...] = ((),) * len(STATUSES)

    def show(self, requests: Sequence[InfoRequest]) -> None:
        """Show these, in the order given."""
        columns = tuple(tuple(each for each in requests if each.ours is status) for status in STATUSES)
        before = self._columns
        if columns == before:
            return
        if [[each.id for each in column] for column in columns] == [
            [each.id for each in column] for column in before
        ]:
            self._columns = columns
            last = self.index(self.rowCount() - 1, len(STATUSES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()

    def request(self, index: Index) -> InfoRequest | None:
        """The request of a cell, None for one that is empty."""
        column = self._columns[index.column()] if index.isValid() else ()
        return column[index.row()] if 0 <= index.row() < len(column) else None

    def place_of(self, request_id: int) -> QModelIndex:
        """Where a request stands; an invalid index if nowhere."""
        for number, column in enumerate(self._columns):
            for row, each in enumerate(column):
                if each.id == request_id:
                    return self.index(row, number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """As many as the longest column has."""
        return 0 if parent.isValid() else max(len(column) for column in self._columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """One for each status."""
        return 0 if parent.isValid() else len(STATUSES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown or spoken of a card."""
        request = self.request(index)
        if request is None:
            if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
                return self.tr("{status}: no further request").format(status=STATUSES[index.column()].value)
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{request.ref} {request.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words.spoken(request)
        return request if role == ROW_ROLE else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The statuses, each with how many stand there."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(STATUSES):
            return None
        status, count = STATUSES[section].value, len(self._columns[section])
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{status.capitalize()}   {count}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{status}, {n} requests").format(status=status, n=count)
        if role == Qt.ItemDataRole.FontRole:
            return current_theme().font("strong")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    # -- cards that are dragged ----------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A card can be chosen and dragged; any cell takes one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
        if self.request(index) is not None:
            flags |= Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Only its own cards."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """The number of the request dragged, and nothing that another program could read."""
        data = QMimeData()
        request = self.request(indexes[0]) if indexes else None
        if request is not None:
            data.setData(MIME, QByteArray(str(request.id).encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """A card is moved."""
        return Qt.DropAction.MoveAction

    def dropMimeData(  # noqa: N802 - Qt's name and arguments
        self, data: QMimeData, _action: Qt.DropAction, _row: int, column: int, parent: Index
    ) -> bool:
        """Say where a card was dropped; it moves there once that is stored."""
        number = parent.column() if parent.isValid() else column
        if not data.hasFormat(MIME) or not 0 <= number < len(STATUSES):
            return False
        self.dropped.emit(int(bytes(data.data(MIME).data())), STATUSES[number])
        return False  # nothing is taken out here: the store says what is where


class Board(QTableView):
    """The cards. Arrows go from card to card; Alt+Left and Alt+Right, or the mouse, move one.

    ``chosen`` carries the request the cursor is on, ``move_wanted`` a request and the status it shall have,
    ``opened`` the request that was entered.
    """

    chosen = Signal(object)
    move_wanted = Signal(object, object)
    opened = Signal(object)

    def __init__(self, words: CardWords, name: str, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = BoardModel(words, self)
        self.cards.dropped.connect(self._on_dropped)
        self.setModel(self.cards)
        self.setItemDelegate(Cards(words, self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(current_theme().px(CARD_PIXELS))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(current_theme().px(LEAST_COLUMN))
        self._empty = empty
        empty.setParent(self.viewport())
        self.doubleClicked.connect(lambda _: self._open())
        self._kept: int | None = None
        self.cards.modelAboutToBeReset.connect(self._keep)
        self.cards.modelReset.connect(self._find_again)
        self.cards.dataChanged.connect(lambda *_: self.chosen.emit(self.request))

    def show_requests(self, requests: Sequence[InfoRequest]) -> None:
        """Show the open ones among these; the cursor stays on its request."""
        self.cards.show([request for request in requests if request.is_open])
        self._empty.setVisible(self.cards.rowCount() == 0)

    @property
    def request(self) -> InfoRequest | None:
        """The request the cursor is on."""
        return self.cards.request(self.currentIndex())

    def choose(self, request_id: int) -> bool:
        """Put the cursor on a request; False if it has no card."""
        index = self.cards.place_of(request_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    # -- Qt's own ------------------------------------------------------------------------------------------

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """Say which request the cursor is on."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.request)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt and an arrow moves the card; Left and Right go to the nearest card of another column."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(step)
        else:
            self._go(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click beside the cards leaves the cursor where it is."""
        if self.cards.request(self.indexAt(event.position().toPoint())) is not None:
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The words for an empty board stand in its middle."""
        super().resizeEvent(event)
        self._empty.setGeometry(self.viewport().rect())

    # -- behind --------------------------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        column = index.column() + step
        while 0 <= column < len(STATUSES):
            for row in range(index.row(), -1, -1):
                if self.cards.request(self.cards.index(row, column)) is not None:
                    self.setCurrentIndex(self.cards.index(row, column))
                    return
            column += step

    def _move(self, step: int) -> None:
        request = self.request
        if request is None:
            return
        number = STATUSES.index(request.ours) + step
        if 0 <= number < len(STATUSES):
            self.move_wanted.emit(request, STATUSES[number])

    def _on_dropped(self, request_id: int, status: OurStatus) -> None:
        request = self.cards.request(self.cards.place_of(request_id))
        if request is not None and request.ours is not status:
            self.move_wanted.emit(request, status)

    def _open(self) -> None:
        if self.request is not None:
            self.opened.emit(self.request)

    def _keep(self) -> None:
        request = self.request
        self._kept = request.id if request else None

    def _find_again(self) -> None:
        if self._kept is not None and self.choose(self._kept):
            return
        for column in range(len(STATUSES)):
            if self.cards.request(self.cards.index(0, column)) is not None:
                self.setCurrentIndex(self.cards.index(0, column))
                return
        self.chosen.emit(None)
