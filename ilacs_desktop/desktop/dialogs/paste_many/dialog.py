"""The review of a pasted list: every line can be taken, changed or left before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.info_request import moment_edit, moment_of, people_combo
from ilacs_desktop.desktop.dialogs.review import ReviewDialog
from ilacs_desktop.desktop.tables import ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label
from ilacs_desktop.domain.capture import Corrections
from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.capture import Candidate, PastedReview

from .columns import CandidateColumns
from .line import LineEditor


class PasteManyDialog(ReviewDialog):
    """Shows how each line is read. Space takes or leaves the lines chosen; one deed stores what is taken."""

    def __init__(
        self, desk: Desk, inspection: Inspection, review: PastedReview, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk.tr("Many requests from one list"), "", "", parent)
        self._desk, self._inspection, self._words = desk, inspection, review.words
        self._capture = desk.house.capture
        self.candidates = list(review.candidates)
        theme = current_theme()
        self.resize(theme.px(1120), theme.px(660))
        self._add_common(review)
        self._columns = CandidateColumns(desk.clock(), self)
        self.table = ListTable(RowTable(self._columns.all(), self), self.tr("Lines of the list"))
        self.table.setProperty("framed", True)
        self.table.allow_many()
        self.table.installEventFilter(self)
        self.table.chosen.connect(lambda _: self._show_line())
        self.body.addWidget(self.table, 1)
        self.editor = LineEditor(desk.clock, review.words)
        self.editor.changed.connect(lambda line: self._again(line=line))
        self.editor.corrected.connect(lambda corrections: self._again(corrections=corrections))
        self.editor.toggled.connect(self.toggle)
        self.editor.grown.connect(self._keep_in_sight)
        self.body.addWidget(self.editor)
        self.note.setText(self.tr("Space takes or leaves a line. Its own words are kept as they stand."))
        self.take_wanted.connect(self._store)
        self._show()
        self.table.selectRow(0)
        self.table.setFocus()
        if review.asked_by_id is not None or review.asked_at is not None:
            self._spread()

    def _add_common(self, review: PastedReview) -> None:
        """Who asked and when, for lines that do not say so."""
        row = QHBoxLayout()
        row.setSpacing(current_theme().space(1.25))
        self.asked_by = people_combo(review.words.people, self.tr("Not known"), sides=(Side.INSPECTORATE,))
        self.asked_by.setCurrentIndex(max(0, self.asked_by.findData(review.asked_by_id)))
        self.asked_at = moment_edit(review.asked_at or self._desk.clock())
        for label, editor in ((self.tr("Asked &by"), self.asked_by), (self.tr("Asked &at"), self.asked_at)):
            words = Label(label)
            words.setBuddy(editor)
            editor.setAccessibleName(label.replace("&", ""))
            row.addWidget(words)
            row.addWidget(editor)
        row.addStretch(1)
        self.body.addLayout(row)
        self.asked_by.activated.connect(lambda _: self._spread())
        self.asked_at.dateTimeChanged.connect(lambda _: self._spread())

    # -- showing -------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.table.rows.show(tuple(self.candidates))
        taken = sum(each.is_kept for each in self.candidates)
        self.sentence.setText(
            self.tr("{taken} of {all} lines are to be taken; nothing is stored yet.").format(
                taken=taken, all=len(self.candidates)
            )
        )
        words = self.tr("Take down {count}").format(count=taken)
        self.accept_button.setText(words)
        self.accept_button.setAccessibleName(words)
        self.accept_button.setEnabled(taken > 0)
        self._show_line()

    def _show_line(self) -> None:
        row = self._chosen()
        self.editor.show_candidate(row, self._columns.why(row) if row else "")

    def _chosen(self) -> Candidate | None:
        rows = self.table.selected_rows()
        number = rows[0].id if rows else 0
        return next((each for each in self.candidates if each.id == number), None)

    def _keep_in_sight(self) -> None:
        """The line at hand, where the list has less room than before."""
        rows = self.table.selectionModel().selectedRows()
        if rows:
            QTimer.singleShot(0, self.table, lambda: self.table.scrollTo(rows[0]))

    # -- changing ------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Take the lines chosen, or leave them all if the first is taken."""
        chosen = {row.id for row in self.table.selected_rows()}
        first = self._chosen()
        if first is not None:
            self._set(lambda each: replace(each, is_kept=not first.is_kept) if each.id in chosen else each)

    def _set(self, change: Callable[[Candidate], Candidate]) -> None:
        self.candidates = [change(each) for each in self.candidates]
        self._show()

    def _again(self, *, line: str | None = None, corrections: Corrections | None = None) -> None:
        """Read the line chosen again, on the worker."""
        chosen = self._chosen()
        if chosen is None:
            return
        capture, number, words = self._capture, self._inspection.id, self._words

        def work() -> Candidate:
            return capture.read_again(number, chosen, words, line=line, corrections=corrections)

        def then(read: Candidate) -> None:
            taken = {each.id: each.is_kept for each in self.candidates}
            self._set(lambda each: replace(read, is_kept=taken[each.id]) if each.id == read.id else each)

        self._desk.jobs.run(self, work, then)

    def _spread(self) -> None:
        """Who asked and when, onto every line that does not say so."""
        candidates, words = tuple(self.candidates), self._words
        asked_by, asked_at = self.asked_by.currentData(), moment_of(self.asked_at)

        def then(spread: tuple[Candidate, ...]) -> None:
            self.candidates = list(spread)
            self._show()

        self._desk.jobs.run(
            self,
            lambda: self._capture.with_common(candidates, words, asked_by_id=asked_by, asked_at=asked_at),
            then,
        )

    # -- storing -------------------------------------------------------------------------------------

    def _store(self) -> None:
        candidates, inspection = tuple(self.candidates), self._inspection

        def stored(refs: tuple[Ref, ...]) -> None:
            self._desk.notices.say(self.tr("Kept from the list: {count}").format(count=len(refs)))
            self.accept()
            self._desk.go(refs[0])

        self._desk.jobs.run(
            self,
            lambda: self._capture.store_many(inspection.id, candidates, by=self),
            stored,
            refused=self.refuse,
        )

    # -- Qt's own ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Space takes or leaves, Enter goes to the line."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Space:
                self.toggle()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
                self.editor.text.setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in the line goes back to the list; it never stores."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.editor.isAncestorOf(
            self.focusWidget()
        ):
            self.table.setFocus()
            return
        super().keyPressEvent(event)
