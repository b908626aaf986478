"""The numbers of the requests: six small charts, refreshed while they are in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, Heading, Label, Muted
from ilacs_desktop.domain.info_requests.numbers import Chart, Numbers

from .deeds import Deeds
from .numbers_chart import ChartView
from .view import InfoRequestsView

COLUMNS = 2


class NumbersView(QScrollArea):
    """A sentence, and the charts below it, two beside each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Numbers"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.space(1), 0)
        column.setSpacing(theme.space(1.5))
        self.sentence = Label("", font="strong", wrap=True)
        column.addWidget(self.sentence)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space(4))
        self._grid.setVerticalSpacing(theme.space(2))
        for number in range(COLUMNS):
            self._grid.setColumnStretch(number, 1)
        column.addLayout(self._grid)
        self.empty = EmptyState(
            "hash",
            self.tr("Nothing has been asked yet"),
            self.tr("Once requests come in, their age and turnaround stand here."),
        )
        column.addWidget(self.empty, 1)
        column.addStretch(1)
        inner.setObjectName("scrolled")
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self.charts: dict[str, ChartView] = {}
        self._blocks: dict[str, QWidget] = {}

    def show_numbers(self, numbers: Numbers | None) -> None:
        """Show other numbers; a chart without a bar is left out."""
        charts = [chart for chart in numbers.charts if chart.bars] if numbers else []
        self.sentence.setText(numbers.sentence if numbers else "")
        self.sentence.setVisible(bool(charts))
        self.empty.setVisible(not charts)
        for block in self._blocks.values():
            block.hide()
            self._grid.removeWidget(block)
        for number, chart in enumerate(charts):
            block = self._block(chart)
            self._grid.addWidget(
                block, number // COLUMNS, number % COLUMNS, alignment=Qt.AlignmentFlag.AlignTop
            )
            block.show()
            self.charts[chart.key].show_chart(chart)

    def _block(self, chart: Chart) -> QWidget:
        if chart.key not in self._blocks:
            block = QWidget()
            column = QVBoxLayout(block)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(current_theme().space(0.5))
            column.addWidget(Heading(chart.title))
            view = ChartView()
            column.addWidget(view)
            column.addWidget(Muted(chart.note, wrap=True))
            self._blocks[chart.key], self.charts[chart.key] = block, view
        return self._blocks[chart.key]


class NumbersDeeds(Deeds):
    """Hangs the numbers on the page."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        self.numbers = NumbersView()
        view.add_main(self.tr("Numbers"), self.numbers)
        view.stack.currentChanged.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Count anew, if the numbers are in sight."""
        if self.view.stack.currentWidget() is not self.numbers:
            return
        inspection = self.desk.inspection
        if inspection is None:
            self.numbers.show_numbers(None)
            return
        self.desk.jobs.run(self.view, lambda: self.requests.numbers(inspection.id), self.numbers.show_numbers)

    def on_minute(self) -> None:
        """Ages grow by the minute."""
        self.refresh()
