"""What an Annex A file would bring: sums list by list, problems and refusals, before anything is stored."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.dialogs.review import ReviewDialog
from ilacs_desktop.desktop.tables import Column
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Label
from ilacs_desktop.desktop.widgets.panes import IconLabel, RowLine
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.domain.casefiles import AnnexAReview, Finding, ListCount

MOST_NOTES = 4
SUMS_HEIGHT = 200


class AnnexAReviewDialog(ReviewDialog):
    """Per list: rows, taken, with problems, refused; below, every problem with its place and reason."""

    def __init__(self, review: AnnexAReview, parent: QWidget | None = None) -> None:
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
        self.add_table(
            self.tr("Lists"),
            self._sum_columns(),
            review.lists,
            stretch=0,
            height=current_theme().px(SUMS_HEIGHT),
        )
        notes = review.notes[:MOST_NOTES]
        for number, note in enumerate(notes):
            self.body.addWidget(RowLine(IconLabel("info", "info"), Label(note, wrap=True), first=number == 0))
        if len(review.notes) > MOST_NOTES:
            more = len(review.notes) - MOST_NOTES
            rest = Label(self.tr("and {count} more notes").format(count=more), role="muted")
            rest.setToolTip("\n".join(review.notes[MOST_NOTES:]))
            self.body.addWidget(rest)
        rows = [(refusal, True) for refusal in review.refusals] + [
            (problem, False) for problem in review.problems
        ]
        title = self.tr("Rows refused: {refused}. Problems in rows that are taken: {problems}").format(
            refused=len(review.refusals), problems=len(review.problems)
        )
        if rows:
            self.problems = self.add_table(title, self._problem_columns(), rows)
        else:
            self.body.addWidget(Label(self.tr("No problems were found.")))
            self.body.addStretch(1)
        self.accept_button.setEnabled(bool(review.children))
        if not review.children:
            self.sentence.setText(text + " " + self.tr("There is no child in it to take in."))
        (self.accept_button if review.children else self.cancel_button).setFocus()

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
