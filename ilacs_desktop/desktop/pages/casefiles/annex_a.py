"""Annex A on the page of case files: asked for, looked at, reported, taken in, undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.annex_a_imports import AnnexAImportsDialog
from ilacs_desktop.desktop.pages.casefiles.annex_a_review import AnnexAReviewView
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import (
    AnnexAComparison,
    AnnexACounts,
    AnnexAImport,
    AnnexAReview,
    AnnexAUndone,
)
from ilacs_desktop.domain.casefiles.report import said_children
from ilacs_desktop.domain.changes import Changes, Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection

WORKBOOKS = "*.xlsx *.xls *.xlsb *.ods *.csv"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A report that is looked at: of which inspection, and what would be taken in."""

    inspection_id: int
    review: AnnexAReview


class AnnexADesk(QObject):
    """Joins report and dialogs of Annex A to the service; ``by`` is the page, which knows its own echo."""

    def __init__(self, desk: Desk, view: CasefilesView, by: QObject) -> None:
        super().__init__(by)
        self._desk = desk
        self._view = view
        self._by = by
        self._waiting: _Waiting | None = None
        self._side = view.add_side(self.tr("Annex A report"), lambda: self.review)
        desk.inspection_changed.connect(self._on_inspection)
        desk.changed.connect(self._on_changed)

    @cached_property
    def review(self) -> AnnexAReviewView:
        """The report; made when there is one to look at."""
        review = AnnexAReviewView()
        self._view.put(self._side, review)
        review.take_wanted.connect(self._take)
        review.discard_wanted.connect(self._discard)
        review.report_wanted.connect(self._ask_where)
        return review

    def ask_for_file(self) -> None:
        """Ask for a workbook, or for one CSV a list."""
        dialog = QFileDialog(self._view, self.tr("Import Annex A"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [self.tr("Workbooks and lists") + f" ({WORKBOOKS})", self.tr("All files") + " (*)"]
        )
        dialog.filesSelected.connect(lambda names: self.import_files([Path(name) for name in names]))
        dialog.open()

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read files, with progress and Cancel, and show what they would bring."""
        inspection = self._desk.inspection
        if inspection is None:
            return
        key, room = inspection.id, self._desk.house.casefiles

        def read(progress: Progress) -> tuple[AnnexAReview, AnnexAComparison]:
            def stopped() -> bool:
                progress.check()
                return False

            progress.report(0, 22, self.tr("Reading"))
            review: AnnexAReview = room.review_annex_a(
                paths, progress.report, inspection_id=key, cancelled=stopped
            )
            return review, room.compare_annex_a(key, review)

        def then(found: tuple[AnnexAReview, AnnexAComparison]) -> None:
            self._show_review(key, *found)

        self._desk.jobs.run_long(self._view, self.tr("Reading Annex A"), read, then)

    def _show_review(self, key: int, review: AnnexAReview, comparison: AnnexAComparison) -> None:
        if key != self._desk.inspection_id:
            return
        self._waiting = _Waiting(key, review)
        self.review.show_review(review, comparison)
        self._view.show_side(self._side)
        (self.review.take_button if review.children else self.review.discard_button).setFocus()
        if not self._view.isVisible():
            self._desk.notices.say(
                self.tr("{file} has been read. The report is on the page of case files.").format(
                    file=review.file_name
                )
            )

    def _take(self) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        room = self._desk.house.casefiles

        def then(counts: AnnexACounts) -> None:
            if self._waiting is waiting:
                self._close()
            words = self.tr("Annex A is in: {children} new, {changed} changed, {same} the same.")
            self._desk.notices.say(
                words.format(children=said_children(counts.added), changed=counts.changed, same=counts.same)
            )

        progress = self._desk.jobs.run_long(
            self.review,
            self.tr("Taking in Annex A"),
            lambda progress: room.import_annex_a(
                waiting.inspection_id, waiting.review, on_progress=progress.report, by=self._by
            ),
            then,
            refused=self.review.refuse,
        )
        progress.ended.connect(self.review.be_ready, Qt.ConnectionType.QueuedConnection)
        progress.ended.connect(lambda: self._say_stopped(progress), Qt.ConnectionType.QueuedConnection)

    def _say_stopped(self, progress: Progress) -> None:
        if progress.is_cancelled and self._waiting is not None:
            self.review.refuse(Explained(self.tr("Stopped. Nothing was stored.")))

    def _discard(self) -> None:
        if self._waiting is not None:
            self._desk.notices.say(
                self.tr("{file} was discarded. Nothing was stored.").format(
                    file=self._waiting.review.file_name
                )
            )
        self._close()

    def _close(self) -> None:
        """Nothing waits any more: back to the children."""
        self._waiting = None
        self._view.hide_side(self._side)

    def _on_inspection(self, inspection: Inspection | None) -> None:
        """A report belongs to the inspection it was held against."""
        if self._waiting is not None and (inspection is None or inspection.id != self._waiting.inspection_id):
            self._discard()

    def _on_changed(self, changes: Changes) -> None:
        """Children have changed: say anew what taking the report in would change."""
        waiting = self._waiting
        if waiting is None or not changes.touch(Kind.CHILD):
            return
        room = self._desk.house.casefiles

        def then(comparison: AnnexAComparison) -> None:
            if self._waiting is waiting:
                self.review.show_comparison(comparison)

        self._desk.jobs.run(
            self.review, lambda: room.compare_annex_a(waiting.inspection_id, waiting.review), then
        )

    def _save(self, path: Path) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        room = self._desk.house.casefiles
        self._desk.jobs.run(
            self.review,
            lambda: room.write_annex_a_report(waiting.review, [path], inspection_id=waiting.inspection_id),
            lambda written: self.review.say(
                self.tr("Saved: {name}. It is not encrypted.").format(name=written[0].name)
            ),
            refused=self.review.refuse,
        )

    def _ask_where(self, form: str) -> None:
        dialog = QFileDialog(self._view, self.tr("Save the report"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = {"xlsx": self.tr("Workbook (*.xlsx)"), "pdf": self.tr("PDF (*.pdf)")}
        dialog.setNameFilter(filters[form])
        dialog.setDefaultSuffix(form)
        dialog.selectFile("annex-a-report")
        dialog.fileSelected.connect(lambda name: self._save(Path(name)))
        dialog.open()

    def show_imports(self) -> None:
        """What was taken in so far, and undoing the newest."""
        inspection = self._desk.inspection
        if inspection is None:
            return
        key, room = inspection.id, self._desk.house.casefiles

        def show(taken: Sequence[AnnexAImport]) -> None:
            dialog = AnnexAImportsDialog(taken, self._desk.clock(), self._view)
            dialog.take_wanted.connect(lambda: self._undo(key, dialog))
            dialog.open()

        self._desk.jobs.run(self._view, lambda: room.imports(key), show)

    def _undo(self, key: int, dialog: AnnexAImportsDialog) -> None:
        room = self._desk.house.casefiles

        def then(undone: AnnexAUndone) -> None:
            dialog.accept()
            words = self.tr("Undone: {children} taken off the list, {restored} put back as before.")
            said = words.format(children=said_children(undone.removed), restored=undone.restored)
            if undone.stayed:
                stayed = self.tr("Chosen or written about since, so kept by ID and code alone: {codes}.")
                said += " " + stayed.format(codes=", ".join(undone.stayed))
            self._desk.notices.say(said)

        self._desk.jobs.run_long(
            dialog,
            self.tr("Undoing the import"),
            lambda progress: room.undo_annex_a(key, dialog.newest, on_progress=progress.report, by=self._by),
            then,
            refused=dialog.refuse,
            shown=dialog.wait_for,
        )
