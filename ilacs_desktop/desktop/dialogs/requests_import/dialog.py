"""The dialog: the columns at the left where the file is not a list of ours, what it would do at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.review import ReviewDialog, in_order
from ilacs_desktop.desktop.dialogs.room import fitting
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Heading, Label, Muted
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests.exchange.review import Review, RowChange
from ilacs_desktop.domain.info_requests.exchange.tracker import Mapped, RawFile, RawTable
from ilacs_desktop.domain.timetable.listing import Fate

from .columns import ColumnsChoice

SOON_MS = 200
MOST_LETTERS = 400


class RequestsImportDialog(ReviewDialog):
    """``review_wanted`` says that something else was chosen: see `table`, `mapped` and the two boxes.

    ``table_wanted`` carries another table of the file, whose columns are to be suggested.
    """

    review_wanted = Signal()
    table_wanted = Signal(object)

    def __init__(self, raw: RawFile, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "RequestsImportDialog")
        super().__init__(say("Take in requests"), "", say("Take it in"), parent)
        self._raw = raw
        self.review: Review | None = None
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.review_wanted)
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(2.5))
        self.left = self._make_left()
        self.left.setFixedWidth(current_theme().px(400))
        line.addWidget(self.left)
        line.addLayout(self._make_right(), 1)
        self.body.addLayout(line, 1)
        self.notes = Label("", role="muted", wrap=True)
        self.body.addWidget(self.notes)
        self.staged = QCheckBox(self.tr("They have not been asked for yet: stage them"))
        self.without_unknown = QCheckBox(
            self.tr("Take rows with unknown people without them, and say so in the history")
        )
        for box in (self.staged, self.without_unknown):
            box.setAccessibleName(box.text())
            box.toggled.connect(self._on_choice)
            self.body.addWidget(box)
        self.accept_button.setEnabled(False)
        self.resize(fitting(self, 1180, 660))

    def _make_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(1))
        column.addWidget(Heading(self.tr("What the columns mean")))
        self.remembered = Muted("", font="small", wrap=True)
        column.addWidget(self.remembered)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(self.tr("Sheet"))
        for table in self._raw.tables:
            rows = self.tr("{name}, 1 row") if len(table.rows) == 1 else self.tr("{name}, {n} rows")
            self.sheet.addItem(rows.format(name=table.name, n=len(table.rows)))
        self.sheet.setVisible(len(self._raw.tables) > 1)
        self.sheet.currentIndexChanged.connect(lambda _: self.table_wanted.emit(self.table))
        column.addWidget(self.sheet)
        self.columns = ColumnsChoice()
        self.columns.changed.connect(self._on_choice)
        column.addWidget(self.columns, 1)
        return left

    def _make_right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(current_theme().space(1))
        right.addWidget(Heading(self.tr("What taking it in would do")))
        self._rows = RowTable(
            [
                self.fate_column(),
                Column(self.tr("Request"), _title, strong=True, width=210, tooltip=_title),
                self.details_column(),
                Column(self.tr("Row"), lambda change: change.row, muted=True, width=150, lesser=True),
            ],
            self,
        )
        self.rows_table = ListTable(self._rows, self.tr("What taking it in would do"))
        self.rows_table.chosen.connect(self._show_row)
        right.addWidget(self.rows_table, 3)
        self.whole_row = Label("", wrap=True)
        self.whole_row.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.whole_row.setMinimumHeight(3 * self.whole_row.fontMetrics().lineSpacing())
        right.addWidget(self.whole_row)
        self.refused_heading = Heading(self.tr("Refused"))
        self._refused = RowTable(self.refusal_columns(), self)
        self.refused_table = ListTable(self._refused, self.tr("Refused"))
        right.addWidget(self.refused_heading)
        right.addWidget(self.refused_table, 1)
        return right

    # -- what is chosen -----------------------------------------------------------------------------

    @property
    def table(self) -> RawTable:
        """The sheet that is read."""
        return self._raw.tables[max(0, self.sheet.currentIndex())]

    @property
    def mapped(self) -> Mapped:
        """What each of its columns means."""
        return self.columns.mapped

    def show_columns(self, mapped: Mapped, *, is_remembered: bool) -> None:
        """Show what the columns of the table are taken to mean, and ask for a review of that."""
        self.columns.show_table(self.table, mapped)
        self.remembered.setText(
            self.tr("As you read a list with these headings before.")
            if is_remembered
            else self.tr("Put right what is not so. It is remembered for these headings.")
        )
        self.review_wanted.emit()

    # -- what it would do ------------------------------------------------------------------------------

    def show_review(self, review: Review) -> None:
        """Show what would happen now."""
        self.review = review
        self._refusal.hide()
        self.sentence.setText(
            self.said_counts(review.file_name, review.changes, len(review.refusals))
            + (" " + self.tr("Nothing here is new.") if review.is_empty else "")
        )
        self._rows.show(in_order(review.changes))
        if review.changes:
            self.rows_table.selectRow(0)
        self._refused.show(review.refusals)
        for part in (self.refused_heading, self.refused_table):
            part.setVisible(bool(review.refusals))
        own = self.tr(
            "This is a list of ours: each request is known again, and only what was changed is taken."
        )
        self.notes.setText("\n".join((*((own,) if review.is_own else ()), *review.notes)))
        self.notes.setVisible(bool(self.notes.text()))
        self.left.setVisible(not review.is_own)
        self.staged.setVisible(not review.is_own)
        self.without_unknown.setVisible(self.without_unknown.isChecked() or bool(review.count(Fate.WAITING)))
        self.accept_button.setEnabled(not review.is_empty)
        if review.is_own or review.is_empty:
            (self.cancel_button if review.is_empty else self.accept_button).setFocus()

    def show_problem(self, error: Explained) -> None:
        """Say why it cannot be read so; nothing can be taken in until something else is chosen."""
        self._rows.show(())
        self.refuse(error)
        self.accept_button.setEnabled(False)

    def _show_row(self, change: RowChange | None) -> None:
        """Say of the row that is chosen all that is cut in the list."""
        if change is None:
            self.whole_row.setText("")
            return
        words = change.new.verbatim if change.new is not None else ""
        said = f"“{' '.join(words.split())}”" if words and words != change.title else ""
        text = " · ".join(filter(None, (said, *change.what))) or _title(change)
        self.whole_row.setText(text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…")

    def _on_choice(self) -> None:
        self.accept_button.setEnabled(False)
        self._soon.start()


def _title(change: object) -> str:
    return " ".join(filter(None, (getattr(change, "ref", ""), getattr(change, "title", ""))))
