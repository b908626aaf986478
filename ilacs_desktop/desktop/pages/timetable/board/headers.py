"""The two headings of the board: lanes across, hours down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from ilacs_desktop.desktop.pages.timetable.board.model import BoardModel, said_minute
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.desktop.widgets.labels import plain_tooltip


class LaneHeader(QHeaderView):
    """Name and role of each lane, once over all its columns."""

    def __init__(self, model: BoardModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._board = model
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """High enough for a name and a role."""
        name = QFontMetrics(self._theme.font("strong")).height()
        role = QFontMetrics(self._theme.font("small")).height()
        return QSize(1, name + role + self._theme.space(2))

    def lane_rect(self, lane: int) -> QRectF:
        """Where a lane's heading lies in the viewport."""
        first, count = self._board.layout.columns_of(lane)
        left = self.sectionViewportPosition(first)
        width = sum(self.sectionSize(first + step) for step in range(count))
        return QRectF(left, 0, width, self.viewport().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the headings that can be seen."""
        theme = self._theme
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("surface"))
        strong, small = theme.font("strong"), theme.font("small")
        strong_metrics, small_metrics = QFontMetrics(strong), QFontMetrics(small)
        hairline = QPen(theme.colour("hairline"))
        for number, lane in enumerate(self._board.layout.lanes):
            rect = self.lane_rect(number)
            if not rect.intersects(QRectF(event.rect())):
                continue
            painter.setPen(hairline)
            painter.drawLine(QPointF(rect.left(), theme.px(4)), QPointF(rect.left(), rect.bottom()))
            left, room = rect.left() + theme.space(1), int(rect.width() - theme.space(1.5))
            painter.setPen(theme.colour("text"))
            painter.setFont(strong)
            top = theme.px(5)
            name = strong_metrics.elidedText(lane.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(left, top + strong_metrics.ascent()), name)
            painter.setPen(theme.colour("muted"))
            painter.setFont(small)
            top += strong_metrics.height() + 1
            role = small_metrics.elidedText(lane.role, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(left, top + small_metrics.ascent()), role)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """A heading that is cut is whole in its tip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tooltip(self.tip_at(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, position: QPoint) -> str:
        """The whole heading under ``position``, for what was cut."""
        section = self.logicalIndexAt(position)
        if not 0 <= section < len(self._board.layout.columns):
            return ""
        lane = self._board.layout.lanes[self._board.layout.columns[section]]
        return "\n".join(word for word in (lane.name, lane.role) if word)


class TimeHeader(QHeaderView):
    """The hours, each under its line, and the present time beside the now-line."""

    def __init__(self, model: BoardModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._board = model
        self._theme = theme
        self.now_y: int | None = None
        self.now_text = ""
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Wide enough for ``00:00``."""
        return QSize(
            QFontMetrics(self._theme.font("small")).horizontalAdvance("00:00") + self._theme.space(1.5), 1
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the hours that can be seen."""
        theme, layout = self._theme, self._board.layout
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("surface"))
        font = theme.font("small")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        hairline, muted = QPen(theme.colour("hairline")), QPen(theme.colour("muted"))
        for row in range(layout.row_count):
            if layout.marks[row] % 60:
                continue
            top = self.sectionViewportPosition(row)
            painter.setPen(hairline)
            painter.drawLine(0, top, self.viewport().width(), top)
            hides = self.now_y is not None and abs(top + metrics.height() / 2 - self.now_y) < metrics.height()
            if not hides:
                painter.setPen(muted)
                painter.drawText(QPointF(0, top + metrics.ascent() + 1), said_minute(layout.marks[row]))
        if self.now_y is not None:
            self._paint_now(painter, metrics)
        painter.end()

    def _paint_now(self, painter: QPainter, metrics: QFontMetrics) -> None:
        if self.now_y is None:
            return
        theme = self._theme
        height = metrics.height() + 2
        pill = QRectF(-4, self.now_y - height / 2, self.viewport().width() + 2, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(QPointF(0, self.now_y + metrics.ascent() / 2 - 1), self.now_text)
