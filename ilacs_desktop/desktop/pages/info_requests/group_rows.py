"""The headings of groups between the rows of a list: what they say, and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from ilacs_desktop.desktop.tables import ROW_ROLE, Cells, Column, Index, PillText, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import paint_pill, pill_size
from ilacs_desktop.domain.info_requests.arranging import Group


class GroupedRows(RowTable):
    """Rows of a list with headings of groups among them; a heading speaks in its first cell alone."""

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show the same rows through other columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def is_measured(self, row: Any) -> bool:
        """A heading asks for no width: it has the whole."""
        return not isinstance(row, Group)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown or spoken in one cell."""
        if index.isValid() and index.row() < len(self.rows):
            row = self.rows[index.row()]
            if isinstance(row, Group):
                return self._of_group(row, index.column(), role)
        return super().data(index, role)

    def _of_group(self, group: Group, column: int, role: int) -> Any:
        if role == ROW_ROLE:
            return group
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} and column == 0:
            return group.title if role == Qt.ItemDataRole.DisplayRole else self._said(group)
        return None

    def _said(self, group: Group) -> str:
        """“A. Osei, 5 requests, 2 late, open”."""
        several = self.tr("{n} requests").format(n=group.count)
        words = [group.title, self.tr("one request") if group.count == 1 else several]
        if group.late:
            words.append(self.tr("{n} late").format(n=group.late))
        words.append(self.tr("folded") if group.is_folded else self.tr("open"))
        return ", ".join(words)


class GroupCells(Cells):
    """Paints the heading of a group over the whole width; each cell its own piece of it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        group = index.data(ROW_ROLE)
        view = self.parent()
        if not isinstance(group, Group) or not isinstance(view, QTableView):
            super().paint(painter, option, index)
            return
        theme, cell = current_theme(), QRect(option.rect)
        whole = QRect(-view.horizontalHeader().offset(), cell.top(), view.viewport().width(), cell.height())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(cell)
        painter.fillRect(cell, theme.colour("selection" if chosen else "background"))
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        if chosen and view.hasFocus() and index.row() == view.currentIndex().row():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -1))
        self._paint_words(painter, whole, group, chosen=chosen)
        painter.restore()

    def _paint_words(self, painter: QPainter, whole: QRect, group: Group, *, chosen: bool) -> None:
        theme = current_theme()
        size = theme.px(16)
        icon = theme.pixmap("chevron-right" if group.is_folded else "chevron-down", "muted")
        painter.drawPixmap(
            whole.left() + theme.px(8), whole.top() + (whole.height() - size) // 2, size, size, icon
        )
        left = whole.left() + theme.px(30)
        late = PillText(self.tr("{n} late").format(n=group.late), "alert", "timer") if group.late else None
        count = str(group.count)
        room = whole.right() - left - theme.px(60) - (pill_size(theme, late).width() if late else 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("on_selection" if chosen else "text"))
        words = " ".join(group.title.split())
        title = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(title)
        painter.drawText(QRect(left, whole.top(), room, whole.height()), middle, title)
        left += width + theme.px(10)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("on_selection" if chosen else "muted"))
        painter.drawText(QRect(left, whole.top(), theme.px(60), whole.height()), middle, count)
        if late is not None:
            left += painter.fontMetrics().horizontalAdvance(count) + theme.px(12)
            paint_pill(painter, theme, QRect(left, whole.top(), whole.right() - left, whole.height()), late)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """A heading asks for no width of its own: it has the whole."""
        if isinstance(index.data(ROW_ROLE), Group):
            return QSize(0, QFontMetrics(current_theme().font("body")).height())
        return super().sizeHint(option, index)
