"""Coverage: what inspectors have seen and will see, one dimension against another, and what they have not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QWidget

from ilacs_desktop.desktop.pages.casefiles.coverage_panel import CoveragePanel
from ilacs_desktop.desktop.pages.casefiles.looks import is_roomy
from ilacs_desktop.desktop.tables import ROW_ROLE, Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, Pane
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.desktop.widgets.sides import side_by_side
from ilacs_desktop.domain.casefiles.coverage import (
    Cell,
    Coverage,
    CoverageRow,
    CoverageTable,
    Dimension,
    filter_of,
)
from ilacs_desktop.domain.casefiles.far import FarLocality

NAME_WIDTH = 220
"""Pixels at 100 % beyond which the names of the rows leave the width to the cells."""
FEW_COLUMNS = 5
"""Beyond so many the titles stand in two lines, so that all of a fortnight is in sight."""


class CoverageView(QWidget):
    """A table of two dimensions at the left; at the right what has not been seen, or all of one cell.

    Arrows and the mouse choose a cell; Enter opens its session if it has one alone, else its children.
    Knows no services.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._coverage = Coverage()
        self._left = Pane()
        self._left.body.setSpacing(theme.space(1))
        words = (
            self.tr("Inspectors"),
            self.tr("Teams"),
            self.tr("Cohorts"),
            self.tr("Localities"),
            self.tr("Days"),
        )
        self._words = dict(zip(Dimension, words, strict=True))
        self.across = self._combo(self.tr("Columns"), Dimension.INSPECTOR)
        self.down = self._combo(self.tr("Rows"), Dimension.TEAM)
        choice = QHBoxLayout()
        choice.setSpacing(theme.space(1))
        for label, combo in ((self.tr("Rows"), self.down), (self.tr("Columns"), self.across)):
            choice.addWidget(Muted(label))
            choice.addWidget(combo)
        choice.addStretch(1)
        self._left.body.addLayout(choice)
        self.table: CellTable | None = None
        self._lines = CoverageTable(Dimension.TEAM, Dimension.INSPECTOR, (), ())
        self.rows: RowTable | None = None
        legend = self.tr(
            "3 +1: three seen, one planned. A child stands under its leading cohort; sessions stood down are"
            " left out."
        )
        self._left.body.addWidget(Muted(legend, font="small", wrap=True))
        self.panel = CoveragePanel()
        self.panel.left.connect(self._leave_cell)
        side_by_side(self, self._left, self.panel, shares=(15, 5))
        self._shown: tuple[str, ...] = ()
        self._far: tuple[FarLocality, ...] = ()
        self._cell: tuple[str, str] | None = None
        """The names of row and column of the cell looked at; no column stands for all of them."""

    def show_coverage(self, coverage: Coverage, far: Sequence[FarLocality]) -> None:
        """Show what was fetched; the cell looked at stays the one looked at."""
        self._coverage, self._far = coverage, tuple(far)
        self._fill()

    def _combo(self, spoken: str, chosen: Dimension) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(spoken)
        for dimension, word in self._words.items():
            combo.addItem(word, dimension.value)
        combo.setCurrentIndex(tuple(Dimension).index(chosen))
        combo.currentIndexChanged.connect(self._fill)
        return combo

    def _fill(self) -> None:
        down, across = Dimension(self.down.currentData()), Dimension(self.across.currentData())
        if down is across:
            others = [each for each in Dimension if each is not down]
            self.across.setCurrentIndex(tuple(Dimension).index(others[0]))
            return
        table = self._coverage.table(down, across)
        shape = (down.value, across.value, *table.names)
        if shape != self._shown or self.rows is None:
            self._shown = shape
            self._make_table(table)
        self._lines = table
        if self.rows is not None:
            kept, self._cell = self._cell, None
            self.rows.show(table.lines)
            self._cell = kept
        self._fill_panel()

    def _make_table(self, table: CoverageTable) -> None:
        old = self.table
        name = Column(self._words[table.rows], lambda row: row.name, strong=True, stretch=True)
        two_lines = len(table.names) > FEW_COLUMNS or not is_roomy()
        columns = [name]
        for number, word in enumerate(table.names):
            columns.append(self._cell_column(_in_two_lines(word) if two_lines else word, number))
        columns.append(
            Column(
                self.tr("In all"),
                lambda row: short(row.total),
                sort=lambda row: row.total.seen * 1000 + row.total.planned,
                spoken=lambda row: row.total.said or self.tr("nothing"),
                pill=lambda row: None if short(row.total) else PillText(self.tr("none"), "warn"),
                strong=True,
                width=64,
                lesser=True,
            )
        )
        self.rows = RowTable(columns, self)
        self.table = CellTable(self.rows, self.tr("Coverage"))
        self.table.cell_chosen.connect(self._choose_cell)
        self.table.cell_opened.connect(self._open_cell)
        self.table.cell_left.connect(self._leave_cell)
        self.table.set_empty(
            EmptyState(
                "folder-open",
                self.tr("Nothing to be seen yet"),
                self.tr("Import Annex A and choose children; what is seen is counted here by itself."),
            )
        )
        self._left.body.insertWidget(1, self.table, 1)
        if old is not None:
            old.setParent(None)
            old.deleteLater()

    def _cell_column(self, title: str, number: int) -> Column:
        def cell(row: CoverageRow) -> Cell:
            return row.cells[number]

        said: Callable[[CoverageRow], str] = lambda row: cell(row).said or self.tr("nothing")  # noqa: E731 - short
        return Column(
            title,
            lambda row: short(cell(row)),
            sort=lambda row: cell(row).seen * 1000 + cell(row).planned,
            spoken=said,
            tooltip=said,
            pill=lambda row: PillText(self.tr("not seen"), "warn") if cell(row).is_missed else None,
        )

    def _choose_cell(self, row: CoverageRow, column: int) -> None:
        names = self._lines.names
        self._cell = (row.name, names[column - 1] if 0 < column <= len(names) else "")
        self._fill_panel()

    def _leave_cell(self) -> None:
        self._cell = None
        if self.table is not None:
            self.table.clearSelection()
        self._fill_panel()

    def _found_cell(self) -> tuple[dict[Dimension, str], Cell] | None:
        """Where the cell looked at is and what it holds, if there is such a cell."""
        if self._cell is None:
            return None
        name, column = self._cell
        row = next((each for each in self._lines.lines if each.name == name), None)
        if row is None or (column and column not in self._lines.names):
            return None
        where = {self._lines.rows: name} | ({self._lines.columns: column} if column else {})
        return where, row.cells[self._lines.names.index(column)] if column else row.total

    def _open_cell(self) -> None:
        found = self._found_cell()
        if found is None:
            return
        where, cell = found
        wanted = filter_of(where)
        if len(cell.session_ids) == 1:
            self.panel.session_wanted.emit(cell.session_ids[0])
        elif not cell.session_ids and wanted is not None and cell.children != 0:
            self.panel.children_wanted.emit(wanted)
        else:
            self.panel.setFocus()
            self.panel.focusNextChild()

    def _fill_panel(self) -> None:
        found = self._found_cell()
        if found is None:
            self.panel.show_unseen(self._coverage.unseen(), self._far)
        else:
            where, cell = found
            self.panel.show_cell(where, cell, self._coverage.lines_of(cell), self._far)


class CellTable(ListTable):
    """A list of which single cells are chosen, by arrows and by the mouse."""

    cell_chosen = Signal(object, int)
    cell_opened = Signal()
    cell_left = Signal()

    def __init__(self, rows: RowTable, name: str, parent: QWidget | None = None) -> None:
        super().__init__(rows, name, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.selectionModel().selectionChanged.connect(self._say_cell)
        self.doubleClicked.connect(lambda _index: self.cell_opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the cell, Escape leaves it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.cell_opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cell_left.emit()
        else:
            super().keyPressEvent(event)

    def _share_width(self) -> None:
        """What the names do not need goes to the cells, so that figures stand near the name of their row."""
        super()._share_width()
        header = self.horizontalHeader()
        cells = header.count() - 1
        more = (header.sectionSize(0) - current_theme().px(NAME_WIDTH)) // max(1, cells)
        if cells and more > 0:
            header.resizeSection(0, header.sectionSize(0) - more * cells)
            for number in range(1, header.count()):
                header.resizeSection(number, header.sectionSize(number) + more)

    def _say_cell(self) -> None:
        for index in self.selectionModel().selectedIndexes():
            self.cell_chosen.emit(index.data(ROW_ROLE), index.column())


def short(cell: Cell) -> str:
    """A cell in figures: "3 +1" is three seen and one planned; chosen ones only where nothing else is."""
    parts = [str(cell.seen)] if cell.seen else []
    if cell.planned:
        parts.append(f"+{cell.planned}")
    if not parts and cell.chosen:
        parts.append(f"({cell.chosen})")
    return " ".join(parts)


def _in_two_lines(title: str) -> str:
    """Broken at the space that makes the longer line shortest: the day of the week above the date."""
    breaks = [place for place, letter in enumerate(title) if letter == " "]
    best = min(breaks, key=lambda place: max(place, len(title) - place - 1), default=None)
    return title if best is None else f"{title[:best]}\n{title[best + 1 :]}"
