"""The report on an Annex A file as a side of the page: looked at before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.casefiles.annex_a_found import LEAST_HIGH, FoundView, ManyRows
from ilacs_desktop.desktop.tables import Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import Flow, in_flow
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import (
    EmptyState,
    IconLabel,
    Pane,
    RowLine,
    SidePanel,
    Switch,
)
from ilacs_desktop.domain.casefiles import AnnexAComparison, AnnexAReview, ListCount
from ilacs_desktop.domain.casefiles.report import Wanted, counted, found_in, said_changes, said_of
from ilacs_desktop.domain.errors import Explained

BESIDE = 900
"""Pixels at 100 % from which the notes stand beside the sums, and the deeds beside the sentence."""
LOOKS = {"with_problems": ("warn", ""), "refused": ("alert", "x")}


class AnnexAReviewView(QWidget):
    """Sums and notes, what to mend, every line, every child that changes. Knows rows, no services."""

    take_wanted = Signal()
    discard_wanted = Signal()
    report_wanted = Signal(str)
    """The report is to be saved: "xlsx" or "pdf"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.space(1))
        outer.addWidget(self._make_head())
        self._names = [self.tr("Lists"), self.tr("What to mend"), self.tr("Row by row"), self.tr("Children")]
        self.switch = Switch(self._names, spoken=self.tr("What the report shows"), line=Flow())
        for number, name in enumerate(self._names):
            self.switch.button(name).clicked.connect(partial(self._turn, number))
        self.stack = QStackedWidget()
        lower = Pane()
        lower.body.setSpacing(theme.space(1))
        lower.body.addWidget(self.switch)
        lower.body.addWidget(self.stack, 1)
        outer.addWidget(lower, 1)
        self.sums = self._table(self.tr("Sums by list"), self._sum_columns())
        self.notes = SidePanel(self.tr("About the file as a whole"))
        self.kinds = self._table(self.tr("What to mend"), self._kind_columns())
        self.found = FoundView()
        self.changes = ManyRows(RowTable(self._change_columns(), self), self.tr("Children that change"))
        self.kinds.set_empty(
            EmptyState("check", self.tr("No problems were found"), self.tr("Every row is taken as it is."))
        )
        self.nobody = EmptyState("users", "", "")
        self.changes.set_empty(self.nobody)
        kinds = QWidget()
        column = QVBoxLayout(kinds)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.kinds, 1)
        column.addWidget(Muted(self.tr("Enter or a double-click shows these rows."), font="small", wrap=True))
        both = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(theme.space(1.5))
        self._both.addWidget(self.sums, 9)
        self._both.addWidget(self.notes, 5)
        for widget in (both, kinds, self.found, self.changes):
            self.stack.addWidget(widget)
        self.sums.opened.connect(lambda row: self._look_at(Wanted(list=row.number or None)))
        self.kinds.opened.connect(
            lambda row: self._look_at(Wanted(list=row[0].list, column=row[0].column, what=row[1]))
        )

    def show_review(self, review: AnnexAReview, comparison: AnnexAComparison) -> None:
        """Show another report."""
        self.refusal.hide()
        self.done.hide()
        self.sentence.setText(said_of(review))
        self.sums.rows.show((review.sum, *review.lists))
        self._show_notes(review.notes)
        self.kinds.rows.show(counted(review))
        self.found.show_found(found_in(review), review.all_problems - len(review.problems))
        self.show_comparison(comparison)
        self.take_button.setEnabled(bool(review.children))
        if not review.children:
            self.refuse(Explained(self.tr("There is no child in it to take in.")))
        lines = len(review.refusals) + review.all_problems
        for name, count in zip(self._names, (0, len(self.kinds.rows.rows), lines, 0), strict=True):
            self.switch.button(name).setText(f"{name}: {count:,}" if count else name)
        self.switch.choose(self._names[0])
        self._turn(0)

    def show_comparison(self, comparison: AnnexAComparison) -> None:
        """Say what taking it in would change, child by child."""
        rows: list[tuple[str, str, str]] = []
        if not comparison.is_first:
            rows = [(each.child_id, each.code, each.said) for each in comparison.changed]
            rows += [(child, "", self.tr("new")) for child in comparison.added]
            gone = self.tr("is not in this file and stays as it is")
            rows += [(child, "", gone) for child in comparison.absent]
        self.changes.show_rows(rows)
        self.said_changes.setText(said_changes(comparison))
        self.said_changes.setVisible(not comparison.is_first)
        if comparison.is_first:
            self.nobody.say(self.tr("Nobody was known before"), self.tr("Every child in it is new."))
        else:
            self.nobody.say(self.tr("Nothing changes"), self.tr("Every child is in it, and is as before."))

    def refuse(self, error: Explained) -> None:
        """Say why it was not taken in, or not saved."""
        self.refusal.setText(str(error))
        self.refusal.show()
        self.take_button.setEnabled(True)

    def say(self, text: str) -> None:
        """Say what was done with the report."""
        self.done.setText(text)
        self.done.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the notes below the sums where both do not fit side by side."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= current_theme().px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        for line in (self._both, self._head):
            line.setDirection(way)

    def _make_head(self) -> Pane:
        """What the report says in a sentence, and the four deeds."""
        theme = current_theme()
        pane = Pane()
        words = QVBoxLayout()
        words.setSpacing(theme.space(0.5))
        self.sentence = Label("", font="strong", wrap=True)
        self.said_changes = Label("", wrap=True)
        kept = self.tr(
            "Nothing of it is stored yet. Kept will be ID, age band, team, worker and key dates; never a name"
            " or a date of birth."
        )
        self.refusal = Label("", role="alert", wrap=True)
        self.done = Label("", role="good", wrap=True)
        for label in (self.sentence, self.said_changes, Muted(kept, wrap=True), self.refusal, self.done):
            words.addWidget(label)
        self.discard_button = make_button(self.tr("Discard"), "x", spoken=self.tr("Discard this report"))
        self.xlsx_button = make_button(
            self.tr("Save XLSX…"), "save", spoken=self.tr("Save the report as a workbook")
        )
        self.pdf_button = make_button(
            self.tr("Save PDF…"), "file-text", spoken=self.tr("Save the report as PDF")
        )
        self.take_button = make_button(self.tr("Take it in"), "check", main=True)
        self.discard_button.clicked.connect(self.discard_wanted)
        self.xlsx_button.clicked.connect(lambda: self.report_wanted.emit("xlsx"))
        self.pdf_button.clicked.connect(lambda: self.report_wanted.emit("pdf"))
        self.take_button.clicked.connect(self._on_take)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(theme.space(1.5))
        self._head.addLayout(words, 1)
        self._head.addWidget(
            in_flow(self.discard_button, self.xlsx_button, self.pdf_button, self.take_button, gap=1),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        pane.body.addLayout(self._head)
        return pane

    def _on_take(self) -> None:
        self.refusal.hide()
        self.take_button.setEnabled(False)
        self.discard_button.setEnabled(False)
        self.take_wanted.emit()

    def be_ready(self) -> None:
        """The taking in has ended, whatever came of it."""
        self.take_button.setEnabled(True)
        self.discard_button.setEnabled(True)

    def _turn(self, number: int) -> None:
        self.stack.setCurrentIndex(number)

    def _look_at(self, wanted: Wanted) -> None:
        """Turn to the lines that somebody wants to see."""
        self.found.ask_for(wanted)
        self.switch.choose(self._names[2])
        self._turn(2)

    def _show_notes(self, notes: Sequence[str]) -> None:
        self.notes.clear()
        for number, note in enumerate(notes):
            line = RowLine(IconLabel("info", "info"), Label(note, wrap=True), first=number == 0)
            self.notes.body.addWidget(line)
        if not notes:
            self.notes.add_text(self.tr("Nothing is to be said of the whole."), muted=True)

    def _table(self, name: str, columns: Sequence[Column]) -> ListTable:
        table = ListTable(RowTable(columns, self), name)
        table.setMinimumHeight(current_theme().px(LEAST_HIGH))
        return table

    def _sum_columns(self) -> list[Column]:
        def number(title: str, name: str, wide: int = 84) -> Column:
            return Column(
                title,
                lambda c: f"{getattr(c, name):,}",
                sort=lambda c: int(getattr(c, name)),
                pill=_pill(name) if name in LOOKS else None,
                width=wide,
            )

        return [
            Column(
                self.tr("List"),
                lambda c: str(c.number or ""),
                sort=lambda c: c.number,
                strong=True,
                width=48,
            ),
            Column(self.tr("Title"), lambda c: c.title, stretch=True),
            Column(self.tr("Sheet"), lambda c: c.sheet, width=110),
            number(self.tr("Rows"), "rows"),
            number(self.tr("Taken"), "taken"),
            number(self.tr("With problems"), "with_problems", 112),
            number(self.tr("Refused"), "refused"),
        ]

    def _kind_columns(self) -> list[Column]:
        return [
            Column(
                self.tr("How often"),
                lambda row: f"{row[2]:,}",
                sort=lambda row: row[2],
                strong=True,
                width=92,
            ),
            Column(self.tr("List"), lambda row: str(row[0].list), sort=lambda row: row[0].list, width=56),
            Column(
                self.tr("Column"), lambda row: row[0].column, width=320, tooltip=lambda row: row[0].column
            ),
            Column(self.tr("Reason"), lambda row: row[1], stretch=True, tooltip=lambda row: row[1]),
            Column(
                self.tr("First in row"),
                lambda row: str(row[0].row),
                sort=lambda row: row[0].row,
                width=100,
            ),
        ]

    def _change_columns(self) -> list[Column]:
        return [
            Column(self.tr("Child ID"), lambda row: row[0], strong=True, width=118),
            Column(self.tr("Code"), lambda row: row[1], width=84),
            Column(self.tr("What changes"), lambda row: row[2], stretch=True, tooltip=lambda row: row[2]),
        ]


def _pill(name: str) -> Callable[[ListCount], PillText | None]:
    """A count that is not nought as a pill."""

    def pill(count: ListCount) -> PillText | None:
        value = getattr(count, name)
        return PillText(f"{value:,}", *LOOKS[name]) if value else None

    return pill
