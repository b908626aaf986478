"""One small chart: a table whose values are bars as well, to be read, walked through and heard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
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
from ilacs_desktop.domain.info_requests.numbers import Bar, Chart

Index = QModelIndex | QPersistentModelIndex
BAR_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT, LABEL_WIDTH, LEAST_BAR = 27, 128, 24
"""Pixels at 100 %."""


class ChartTable(QAbstractTableModel):
    """A row a bar: what it is of, and its value in words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self.title = ""

    def show(self, chart: Chart) -> None:
        """Show other bars; the same again change nothing."""
        if (chart.title, chart.bars) != (self.title, self.bars):
            self.beginResetModel()
            self.title, self.bars = chart.title, chart.bars
            self.endResetModel()

    @property
    def most(self) -> float:
        """The longest bar, or the furthest mark."""
        return max((max(bar.value, bar.mark or 0) for bar in self.bars), default=0) or 1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """One row a bar."""
        return 0 if parent.isValid() else len(self.bars)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """What it is of, and its value."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; the bar for the delegate; the whole sentence for those who hear it."""
        if not index.isValid() or index.row() >= len(self.bars):
            return None
        bar = self.bars[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return bar.label if index.column() == 0 else bar.said
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title}, {bar.label}: {bar.said}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{bar.label}: {bar.said}")
        return bar if role == BAR_ROLE and index.column() == 1 else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the two columns, heard and not seen."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Of") if section == 0 else self.tr("Value")
        return None


class _Bars(QStyledItemDelegate):
    """A bar on one scale, a mark where there is one, and always the value in words at its right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, place = current_theme(), option.rect
        painter.save()
        painter.fillRect(place, theme.colour("surface"))
        painter.setFont(theme.font("body" if index.column() == 0 else "pill"))
        painter.setPen(theme.colour("text"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        bar = index.data(BAR_ROLE)
        if not isinstance(bar, Bar):
            inner = place.adjusted(theme.px(2), 0, -theme.px(8), 0)
            words = painter.fontMetrics().elidedText(
                str(index.data()), Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignLeft), words)
        else:
            self._paint_bar(painter, option, bar)
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(place.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_bar(self, painter: QPainter, option: QStyleOptionViewItem, bar: Bar) -> None:
        view = self.parent()
        if not isinstance(view, ChartView):
            return
        theme, place = current_theme(), option.rect
        room = max(theme.px(LEAST_BAR), place.width() - view.widest_words - theme.px(14))
        thick = theme.px(13)
        top = place.center().y() - thick // 2
        long = round(room * bar.value / view.chart.most)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if bar.value:
            painter.setBrush(theme.colour("warn" if bar.is_bad else "accent"))
            painter.drawRoundedRect(
                place.left(), top, max(theme.px(3), long), thick, theme.px(2), theme.px(2)
            )
        ends = long
        if bar.mark is not None:
            ends = max(long, round(room * bar.mark / view.chart.most))
            painter.setPen(QPen(theme.colour("muted"), theme.px(1)))
            painter.drawLine(place.left() + long, place.center().y(), place.left() + ends, place.center().y())
            painter.setPen(QPen(theme.colour("text"), theme.px(2)))
            painter.drawLine(place.left() + ends, top, place.left() + ends, top + thick)
        words = place.adjusted(ends + theme.px(8), 0, 0, 0)
        painter.setPen(theme.colour("text"))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), bar.said)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """One row's height; widths are shared out by the view."""
        return QSize(current_theme().px(40), current_theme().px(ROW_HEIGHT))


class ChartView(QTableView):
    """A chart one can walk through by keyboard, each bar spoken in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.chart = ChartTable(self)
        self.widest_words = 0
        self.setModel(self.chart)
        self.setItemDelegate(_Bars(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(theme.px(ROW_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().resizeSection(0, theme.px(LABEL_WIDTH))

    def show_chart(self, chart: Chart) -> None:
        """Show other bars, all of them without scrolling."""
        theme = current_theme()
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.note)
        self.chart.show(chart)
        words = QFontMetrics(theme.font("pill"))
        self.widest_words = max((words.horizontalAdvance(bar.said) for bar in chart.bars), default=0)
        labels = QFontMetrics(theme.font("body"))
        widest = max((labels.horizontalAdvance(bar.label) for bar in chart.bars), default=0) + theme.px(14)
        self.horizontalHeader().resizeSection(
            0, min(max(widest, theme.px(70)), theme.px(LABEL_WIDTH) * 3 // 2)
        )
        self.setFixedHeight(theme.px(ROW_HEIGHT) * max(1, len(chart.bars)) + 2)
