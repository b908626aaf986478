"""The heat table: signals of each line by day and by inspector, as numbers on a tint."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import plain_tooltip
from ilacs_desktop.domain.enquiry import Heat
from ilacs_desktop.domain.moments import said_day

Index = QModelIndex | QPersistentModelIndex

COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
EDGE_ROLE = Qt.ItemDataRole.UserRole + 2
NO_HEAT = Heat((), (), ())
LONGEST_HEADING = 84
"""Pixels at 100 % beyond which the name above a column is cut."""
WARM, HOT = 3, 5
"""From how many signals a cell has an edge, and is filled."""


class HeatTable(QAbstractTableModel):
    """First the line of enquiry, then a column a day, then a column an inspector."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heat = NO_HEAT

    def show(self, heat: Heat) -> None:
        """Show other counts; the same again change nothing."""
        if heat != self._heat:
            self.beginResetModel()
            self._heat = heat
            self.endResetModel()

    @property
    def heat(self) -> Heat:
        """The counts shown."""
        return self._heat

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """One row a line of enquiry."""
        return 0 if parent.isValid() else len(self._heat.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """The title, the days, the inspectors."""
        return 0 if parent.isValid() else 1 + len(self._heat.days) + len(self._heat.inspectors)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number in a cell, how warm it is, and the whole sentence for those who hear it."""
        if not index.isValid() or index.row() >= len(self._heat.rows):
            return None
        row, column = self._heat.rows[index.row()], index.column()
        counts = (*row.by_day, *row.by_inspector)
        if role == EDGE_ROLE:
            return column == len(self._heat.days)
        if column == 0:
            return self._title(row.enquiry.code, row.enquiry.title, role)
        count = counts[column - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(count) if count else ""
        return count if role == COUNT_ROLE else self._said(row.enquiry.code, column, count, role)

    def _said(self, code: str, column: int, count: int, role: int) -> str | None:
        """A cell as a sentence, to be heard or to hover over."""
        words = self.tr("1 signal") if count == 1 else self.tr("%1 signals").replace("%1", str(count))
        text = f"{code}, {self.heading(column)}: {words}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text
        return plain_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def heading(self, column: int) -> str:
        """A column in full: “Monday 30 November”, “Inspector B”."""
        if column == 0:
            return self.tr("Line of enquiry")
        days = self._heat.days
        return (
            said_day(days[column - 1])
            if column <= len(days)
            else self._heat.inspectors[column - 1 - len(days)]
        )

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Short on screen (“Mon 30”, “B”), in full when read out."""
        if orientation is not Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignHCenter
        return {
            Qt.ItemDataRole.DisplayRole: self._short_heading(section),
            Qt.ItemDataRole.AccessibleTextRole: self.heading(section),
            Qt.ItemDataRole.ToolTipRole: plain_tooltip(self.heading(section)),
            Qt.ItemDataRole.FontRole: current_theme().font("pill"),
            Qt.ItemDataRole.TextAlignmentRole: int(side | Qt.AlignmentFlag.AlignVCenter),
        }.get(Qt.ItemDataRole(role))

    def _short_heading(self, column: int) -> str:
        if 0 < column <= len(self._heat.days):
            day = self._heat.days[column - 1]
            return f"{day:%a}\n{day.day}"
        name = self.heading(column)
        if column == 0:
            return name
        theme = current_theme()
        return QFontMetrics(theme.font("pill")).elidedText(
            name.removeprefix("Inspector "), Qt.TextElideMode.ElideRight, theme.px(LONGEST_HEADING)
        )

    @staticmethod
    def _title(code: str, title: str, role: int) -> str | None:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{code}  {title}"
        return plain_tooltip(title) if role == Qt.ItemDataRole.ToolTipRole else None


class _HeatCells(QStyledItemDelegate):
    """A tint that grows with the number, and always the number itself."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme = current_theme()
        place: QRect = option.rect
        painter.save()
        painter.fillRect(place, theme.colour("surface"))
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if index.data(EDGE_ROLE):
            painter.drawLine(place.topRight(), place.bottomRight())
        count = index.data(COUNT_ROLE) or 0
        if count:
            is_hot = count >= HOT
            box = place.adjusted(theme.px(3), theme.px(4), -theme.px(3), -theme.px(5))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(theme.colour("accent" if is_hot else "accent_tint"))
            painter.setPen(QPen(theme.colour("accent"), 1) if count >= WARM else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, theme.px(5), theme.px(5))
            painter.setPen(theme.colour("on_accent" if is_hot else "accent"))
            painter.setFont(theme.font("strong"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(index.data()))
        elif index.column() == 0:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour("text"))
            inner = place.adjusted(theme.px(8), 0, -theme.px(6), 0)
            cut = painter.fontMetrics().elidedText(
                str(index.data()), Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)
        self._paint_focus(painter, place, index)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """One row's height; widths are shared out by the view."""
        return QSize(current_theme().px(38), current_theme().px(33))

    def _paint_focus(self, painter: QPainter, place: QRect, index: Index) -> None:
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(current_theme().colour("focus"), 2))
            painter.drawRect(place.adjusted(1, 1, -2, -2))


class HeatView(QTableView):
    """The heat as a table one can walk through by keyboard, each cell spoken in full."""

    enquiry_wanted = Signal(int)
    """The id of the line of enquiry whose row was entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.counts = HeatTable(self)
        self.setModel(self.counts)
        self.setItemDelegate(_HeatCells(self))
        self.setAccessibleName(self.tr("Signals by day and inspector"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(33))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.px(30))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFixedHeight(theme.px(40))
        self.clicked.connect(self._enter)
        self.activated.connect(self._enter)
        self.counts.modelReset.connect(self._share_width)

    def resizeEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Share the width out again."""
        super().resizeEvent(event)
        self._share_width()

    def _enter(self, index: QModelIndex) -> None:
        self.enquiry_wanted.emit(self.counts.heat.rows[index.row()].enquiry.id)

    def _share_width(self) -> None:
        columns = self.counts.columnCount()
        if columns < 2:
            return
        theme = current_theme()
        room = self.viewport().width()
        title = max(theme.px(150), min(theme.px(240), room - theme.px(40) * (columns - 1)))
        each = max(theme.px(40), min(theme.px(64), (room - title) // (columns - 1)))
        metrics, header = QFontMetrics(theme.font("pill")), self.horizontalHeader()
        needs = []
        for column in range(1, columns):
            lines = str(self.counts.headerData(column, Qt.Orientation.Horizontal)).split("\n")
            needs.append(max(metrics.horizontalAdvance(line) for line in lines) + theme.px(20))
        longer = sum(max(0, need - each) for need in needs)
        each = max(theme.px(40), each - -(-longer // (columns - 1)))
        widths = [max(each, need) for need in needs]
        header.resizeSection(0, max(theme.px(150), room - sum(widths)))
        for column, width in enumerate(widths, start=1):
            header.resizeSection(column, width)
