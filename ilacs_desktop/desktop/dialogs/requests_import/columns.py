"""What each column of somebody's tracker means: a line a column, with what stands in it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import ElidedLabel
from ilacs_desktop.domain.info_requests.exchange.tracker import Field, Mapped, RawTable

OFFERED = tuple(field for field in Field if field not in {Field.SKIP, Field.KEPT})


class ColumnsChoice(QScrollArea):
    """The columns below each other. ``changed`` says that one means something else now.

    No meaning is given twice: who takes it, takes it from the column that had it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Columns of the file"))
        self.boxes: list[QComboBox] = []

    def show_table(self, table: RawTable, mapped: Mapped) -> None:
        """Show the columns of a table and what each is taken to mean."""
        theme = current_theme()
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.space(1), 0)
        grid.setHorizontalSpacing(theme.space(1.5))
        grid.setVerticalSpacing(theme.space(0.25))
        grid.setColumnStretch(0, 1)
        self.boxes = []
        for at, (heading, meant) in enumerate(zip(table.headings, mapped, strict=True)):
            said = heading or self.tr("(column {n}, no heading)").format(n=at + 1)
            name = ElidedLabel(said)
            examples = " · ".join(table.examples(at))
            under = ElidedLabel(examples or self.tr("empty"), role="muted", font="small")
            box = QComboBox()
            box.setAccessibleName(self.tr("What {heading} means").format(heading=said))
            box.setAccessibleDescription(examples)
            box.setMinimumWidth(theme.px(190))
            box.addItem(self.tr("– not read –"), Field.SKIP)
            for field in OFFERED:
                box.addItem(field.value, field)
            box.setCurrentIndex(max(0, box.findData(meant)))
            box.currentIndexChanged.connect(lambda _=0, own=box: self._on_chosen(own))
            grid.addWidget(name, 3 * at, 0)
            grid.addWidget(under, 3 * at + 1, 0)
            grid.addWidget(box, 3 * at, 1, 2, 1)
            grid.setRowMinimumHeight(3 * at + 2, theme.space(0.75))
            self.boxes.append(box)
        grid.setRowStretch(3 * len(self.boxes), 1)
        self.setWidget(inside)

    @property
    def mapped(self) -> Mapped:
        """What each column means, from the left."""
        return tuple(Field(box.currentData()) for box in self.boxes)

    def _on_chosen(self, own: QComboBox) -> None:
        meant = own.currentData()
        for box in self.boxes:
            if box is not own and meant is not Field.SKIP and box.currentData() == meant:
                with QSignalBlocker(box):
                    box.setCurrentIndex(0)
        self.changed.emit()
