"""What a timetable from a file would do to the draft, before anything is stored."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ilacs_desktop.desktop.dialogs.review import ReviewDialog, in_order
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Heading, Label
from ilacs_desktop.domain.timetable.listing import Fate, ListChange, ListReview


class TimetableImportDialog(ReviewDialog):
    """Each row with its fate, what was refused, and what would newly clash; two choices that change it.

    ``review_wanted`` carries the choices: whether the file holds all of its days, and whether rows with
    people or places that are not known are taken without them.
    """

    review_wanted = Signal(bool, bool)

    def __init__(self, review: ListReview, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "TimetableImportDialog")
        super().__init__(say("Take in a timetable"), "", say("Take it in"), parent)
        self.whole_days = QCheckBox(
            self.tr("The file is the whole timetable of its days: stand down the rest")
        )
        self.without_unknown = QCheckBox(
            self.tr("Take rows with unknown people or places without them, and say so in the note")
        )
        for box in (self.whole_days, self.without_unknown):
            box.setAccessibleName(box.text())
            box.toggled.connect(self._on_choice)
        self.notes = Label("", role="muted", wrap=True)
        self._rows = RowTable(self._columns(), self)
        self.table = ListTable(self._rows, self.tr("Rows"))
        self.clash_heading = Heading(self.tr("Would newly clash"))
        self._clashes = RowTable([Column(self.tr("Clash"), str, stretch=True, tooltip=str)], self)
        self.clash_table = ListTable(self._clashes, self.tr("Would newly clash"))
        self.refused_heading = Heading(self.tr("Refused"))
        self._refused = RowTable(self.refusal_columns(), self)
        self.refused_table = ListTable(self._refused, self.tr("Refused"))
        self.body.addWidget(self.table, 4)
        for heading, table in (
            (self.refused_heading, self.refused_table),
            (self.clash_heading, self.clash_table),
        ):
            self.body.addWidget(heading)
            self.body.addWidget(table, 1)
        self.body.addWidget(self.notes)
        self.body.addWidget(self.whole_days)
        self.body.addWidget(self.without_unknown)
        self.resize(current_theme().px(1040), current_theme().px(640))
        self.review = review
        self.show_review(review)

    def show_review(self, review: ListReview) -> None:
        """Show what would happen now."""
        self.review = review
        self.sentence.setText(
            self.said_counts(review.file_name, review.changes, len(review.refusals))
            + (" " + self.tr("Nothing here is new.") if review.is_empty else "")
        )
        self._rows.show(in_order(review.changes))
        self._refused.show(review.refusals)
        self._clashes.show(review.clashes)
        for heading, table, things in (
            (self.refused_heading, self.refused_table, review.refusals),
            (self.clash_heading, self.clash_table, review.clashes),
        ):
            heading.setVisible(bool(things))
            table.setVisible(bool(things))
        own = self.tr(
            "This is a list of ours: each row is known by its slot id, and a missing row was taken out."
        )
        notes = [own] if review.is_own else []
        self.notes.setText("\n".join((*notes, *review.notes)))
        self.notes.setVisible(bool(self.notes.text()))
        with QSignalBlocker(self.whole_days):
            self.whole_days.setVisible(not review.is_own)
        self.without_unknown.setVisible(self.without_unknown.isChecked() or bool(review.count(Fate.WAITING)))
        self.accept_button.setEnabled(not review.is_empty)
        (self.cancel_button if review.is_empty else self.accept_button).setFocus()

    def _on_choice(self) -> None:
        self.accept_button.setEnabled(False)
        self.review_wanted.emit(self.whole_days.isChecked(), self.without_unknown.isChecked())

    def _columns(self) -> list[Column]:
        return [
            self.fate_column(),
            Column(self.tr("When"), lambda change: change.when, width=158),
            Column(self.tr("Slot"), lambda change: change.title, strong=True, width=190, tooltip=_title),
            self.details_column(),
            Column(self.tr("Row"), lambda change: change.row, muted=True, width=120),
        ]


def _title(change: ListChange) -> str:
    return change.title
