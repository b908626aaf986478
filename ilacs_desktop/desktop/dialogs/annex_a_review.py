"""What an Annex A file would bring: sums list by list, problems and refusals, before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ilacs_desktop.desktop.dialogs.review import ReviewDialog
from ilacs_desktop.desktop.tables import Column, ListTable
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Label
from ilacs_desktop.desktop.widgets.panes import IconLabel, RowLine, Switch
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.domain.casefiles import AnnexAComparison, AnnexAReview, Finding, ListCount
from ilacs_desktop.domain.casefiles.report import counted, said_changes

MOST_NOTES = 3


class AnnexAReviewDialog(ReviewDialog):
    """Per list: rows, taken, with problems, refused; below, what was found and what changes of each child.

    ``report_wanted`` when the report is to be saved.
    """

    report_wanted = Signal()

    def __init__(
        self,
        review: AnnexAReview,
        parent: QWidget | None = None,
        comparison: AnnexAComparison | None = None,
    ) -> None:
        say = partial(QCoreApplication.translate, "AnnexAReviewDialog")
        refused = sum(count.refused for count in review.lists)
        text = say(
            "{file} · {edition}. {children} children from {rows} rows; rows refused: {refused}."
        ).format(
            file=review.file_name,
            edition=review.edition,
            children=len(review.children),
            rows=review.rows,
            refused=refused,
        )
        super().__init__(say("Review Annex A"), text, say("Take it in"), parent)
        self.note.setText(
            self.tr("Kept: ID, age band, team, worker, key dates. Never a name or a date of birth.")
        )
        self._names: list[str] = []
        self.tables = QStackedWidget()
        self._add(self.tr("Lists"), self._sum_columns(), review.lists)
        notes = review.notes[:MOST_NOTES]
        for number, note in enumerate(notes):
            self.body.addWidget(RowLine(IconLabel("info", "info"), Label(note, wrap=True), first=number == 0))
        if len(review.notes) > MOST_NOTES:
            more = len(review.notes) - MOST_NOTES
            rest = Label(self.tr("and {count} more notes").format(count=more), role="muted")
            rest.setToolTip("\n".join(review.notes[MOST_NOTES:]))
            self.body.addWidget(rest)
        self._add_found(review)
        if comparison is not None and not comparison.is_first:
            self._add_changes(comparison)
        self.switch = Switch(self._names, spoken=self.tr("What is shown"))
        self.switch.switched.connect(lambda name: self.tables.setCurrentIndex(self._names.index(name)))
        self.body.addWidget(self.switch)
        self.body.addWidget(self.tables, 1)
        if self.tables.count() == 1:
            self.body.addWidget(Label(self.tr("No problems were found.")))
        self.report_button = make_button(self.tr("Save the report…"), "save")
        self.report_button.clicked.connect(self.report_wanted)
        self.buttons.insertWidget(self.buttons.count() - 2, self.report_button)
        self.accept_button.setEnabled(bool(review.children))
        if not review.children:
            self.sentence.setText(text + " " + self.tr("There is no child in it to take in."))
        (self.accept_button if review.children else self.cancel_button).setFocus()

    def _add_found(self, review: AnnexAReview) -> None:
        rows = [(refusal, True) for refusal in review.refusals] + [
            (problem, False) for problem in review.problems
        ]
        if not rows:
            return
        title = self.tr("Row by row: {count}").format(count=len(review.refusals) + review.all_problems)
        self._add(self.tr("What to mend"), self._kind_columns(), counted(review))
        self.problems = self._add(title, self._problem_columns(), rows)

    def _add_changes(self, comparison: AnnexAComparison) -> None:
        title = self.tr("Children that change: {count}").format(count=len(comparison.changed))
        rows: list[tuple[str, str]] = [(each.code or each.child_id, each.said) for each in comparison.changed]
        rows += [(child, self.tr("new")) for child in comparison.added]
        rows += [(child, self.tr("is not in this file and stays as it is")) for child in comparison.absent]
        columns = [
            Column(self.tr("Child"), lambda row: row[0], strong=True, width=118),
            Column(self.tr("What changes"), lambda row: row[1], stretch=True, tooltip=lambda row: row[1]),
        ]
        self.changes = self._add(title, columns, rows)
        self.sentence.setText(f"{self.sentence.text()} {said_changes(comparison)}")

    def _add(self, title: str, columns: Sequence[Column], rows: Sequence[object]) -> ListTable:
        table = self.make_table(title, columns, rows)
        self.tables.addWidget(table)
        self._names.append(title)
        return table

    def _kind_columns(self) -> list[Column]:
        return [
            Column(
                self.tr("How often"),
                lambda row: str(row[2]),
                sort=lambda row: int(row[2]),
                strong=True,
                width=92,
            ),
            Column(
                self.tr("List"), lambda row: str(row[0].list), sort=lambda row: int(row[0].list), width=56
            ),
            Column(
                self.tr("Column"), lambda row: row[0].column, width=320, tooltip=lambda row: row[0].column
            ),
            Column(self.tr("What"), lambda row: row[1], stretch=True, tooltip=lambda row: row[1]),
        ]

    def _sum_columns(self) -> list[Column]:
        def number(title: str, name: str) -> Column:
            return Column(
                title, lambda c: str(getattr(c, name)), sort=lambda c: int(getattr(c, name)), width=96
            )

        return [
            Column(
                self.tr("List"), lambda c: str(c.number), sort=lambda c: int(c.number), strong=True, width=48
            ),
            Column(self.tr("Title"), lambda c: c.title, stretch=True),
            Column(self.tr("Sheet"), lambda c: c.sheet, width=120),
            number(self.tr("Rows"), "rows"),
            number(self.tr("Taken"), "taken"),
            Column(
                self.tr("With problems"),
                lambda c: str(c.with_problems),
                sort=lambda c: int(c.with_problems),
                pill=_problems_pill,
                width=112,
            ),
            number(self.tr("Refused"), "refused"),
        ]

    def _problem_columns(self) -> list[Column]:
        return [
            Column(
                self.tr("What"),
                lambda row: self.tr("refused") if row[1] else self.tr("taken"),
                pill=lambda row: (
                    PillText(self.tr("refused"), "alert", "x")
                    if row[1]
                    else PillText(self.tr("taken"), "warn")
                ),
                width=92,
            ),
            Column(
                self.tr("Where"), lambda row: _place(row[0])[0], sort=lambda row: _order(row[0]), width=118
            ),
            Column(
                self.tr("Column"),
                lambda row: _place(row[0])[1],
                width=280,
                tooltip=lambda row: _place(row[0])[1],
            ),
            Column(
                self.tr("Why"), lambda row: row[0].reason, stretch=True, tooltip=lambda row: row[0].reason
            ),
        ]


def _place(refusal: Finding) -> tuple[str, str]:
    """List and row, and the column."""
    where, _, column = refusal.place.partition(", column ")
    return where, column


def _order(refusal: Finding) -> float:
    """List and row as one number, so that row 9 comes before row 10."""
    numbers = [int(word) for word in re.findall(r"\d+", _place(refusal)[0])]
    return numbers[0] * 10_000_000 + numbers[-1] if numbers else 0


def _problems_pill(count: ListCount) -> PillText | None:
    return PillText(str(count.with_problems), "warn") if count.with_problems else None
