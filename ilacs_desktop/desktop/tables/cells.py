"""How the cells of a list are painted: hairlines, pills, and words cut with an ellipsis."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ilacs_desktop.desktop.theme import Theme, current_theme
from ilacs_desktop.desktop.widgets.pill import PillText, paint_pill, pill_size

from .rows import MUTED_ROLE, PILL_ROLE, STRONG_ROLE, Column, Index

PADDING = 15
"""Pixels at 100 % beside the words of a cell."""


def needed_width(theme: Theme, column: Column, row: Any) -> int:
    """The pixels in which a cell says all it has to say."""
    pill = column.pill(row) if column.pill else None
    if pill is not None:
        return pill_size(theme, pill).width() + theme.px(PADDING)
    metrics = QFontMetrics(theme.font("strong" if column.strong else "body"))
    return metrics.horizontalAdvance(" ".join(column.text(row).split())) + theme.px(PADDING)


class Cells(QStyledItemDelegate):
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
        return QSize(width + theme.px(PADDING), theme.px(35))

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
