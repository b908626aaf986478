"""Coverage: what inspectors have seen and will see, one dimension against another, and what they have not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, IconLabel, Pane, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill, PillText
from ilacs_desktop.domain.casefiles.coverage import Cell, Coverage, CoverageRow, CoverageTable, Dimension

MOST_UNSEEN = 40


class CoverageView(QWidget):
    """A table of two dimensions at the left; at the right what has not been seen. Knows no services."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._coverage = Coverage()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(1.5))
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
        self.table: ListTable | None = None
        self.rows: RowTable | None = None
        legend = self.tr(
            "3 +1: three seen, one planned. A child stands under its leading cohort; sessions stood down are"
            " left out."
        )
        self._left.body.addWidget(Muted(legend, font="small", wrap=True))
        line.addWidget(self._left, 9)
        self.panel = SidePanel(self.tr("Not seen yet"))
        line.addWidget(self.panel, 5)
        self._shown: tuple[str, ...] = ()

    def show_coverage(self, coverage: Coverage) -> None:
        """Show what was fetched."""
        self._coverage = coverage
        self._fill()
        self._fill_panel()

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
        if self.rows is not None:
            self.rows.show(table.lines)

    def _make_table(self, table: CoverageTable) -> None:
        old = self.table
        name = Column(self._words[table.rows], lambda row: row.name, strong=True, stretch=True)
        columns = [name, *(self._cell_column(word, number) for number, word in enumerate(table.names))]
        columns.append(
            Column(
                self.tr("In all"),
                lambda row: short(row.total),
                sort=lambda row: row.total.seen * 1000 + row.total.planned,
                spoken=lambda row: row.total.said or self.tr("nothing"),
                strong=True,
                width=64,
            )
        )
        self.rows = RowTable(columns, self)
        self.table = ListTable(self.rows, self.tr("Coverage"))
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

    def _fill_panel(self) -> None:
        panel, unseen = self.panel, self._coverage.unseen()
        panel.clear()
        for number, each in enumerate(unseen[:MOST_UNSEEN]):
            icon = IconLabel("calendar-clock", "info") if each.planned else IconLabel("eye-off", "warn")
            words = Label(f"{each.name}: {each.said}", wrap=True)
            panel.body.addWidget(RowLine(icon, Pill(each.dimension.value, "plain"), words, first=number == 0))
        if len(unseen) > MOST_UNSEEN:
            panel.add_text(self.tr("and {count} more").format(count=len(unseen) - MOST_UNSEEN), muted=True)
        if not unseen:
            panel.add_text(self.tr("Something of everything has been seen."), muted=True)
        panel.add_heading(self.tr("Too far to visit"))
        for number, far in enumerate(self._coverage.far):
            words = Label(f"{far.name}: {far.said}", wrap=True)
            panel.body.addWidget(RowLine(IconLabel("video", "info"), words, first=number == 0))
        if not self._coverage.far:
            panel.add_text(
                self.tr("No locality is more than an hour away, as far as travel times say."), muted=True
            )


def short(cell: Cell) -> str:
    """A cell in figures: "3 +1" is three seen and one planned; chosen ones only where nothing else is."""
    parts = [str(cell.seen)] if cell.seen else []
    if cell.planned:
        parts.append(f"+{cell.planned}")
    if not parts and cell.chosen:
        parts.append(f"({cell.chosen})")
    return " ".join(parts)
