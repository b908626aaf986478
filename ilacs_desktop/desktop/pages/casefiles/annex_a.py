"""Annex A on the page of case files: asked for, looked at, reported, taken in, undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.annex_a_imports import AnnexAImportsDialog
from ilacs_desktop.desktop.dialogs.annex_a_review import AnnexAReviewDialog
from ilacs_desktop.domain.casefiles import (
    AnnexAComparison,
    AnnexACounts,
    AnnexAImport,
    AnnexAReview,
    AnnexAUndone,
)

WORKBOOKS = "*.xlsx *.xls *.xlsb *.ods *.csv"


class AnnexADesk(QObject):
    """Joins the dialogs of Annex A to the service; ``by`` is the page, so that it knows its own echo."""

    def __init__(self, desk: Desk, view: QWidget, by: QObject) -> None:
        super().__init__(by)
        self._desk = desk
        self._view = view
        self._by = by

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
        room = self._desk.house.casefiles
        dialog = AnnexAReviewDialog(review, self._view, comparison)

        def take() -> None:
            def then(counts: AnnexACounts) -> None:
                dialog.accept()
                words = self.tr("Annex A is in: {added} children new, {changed} changed, {same} the same.")
                self._desk.notices.say(
                    words.format(added=counts.added, changed=counts.changed, same=counts.same)
                )

            self._desk.jobs.run(
                dialog, lambda: room.import_annex_a(key, review, by=self._by), then, refused=dialog.refuse
            )

        def save(path: Path) -> None:
            self._desk.jobs.run(
                dialog,
                lambda: room.write_annex_a_report(review, [path], inspection_id=key),
                lambda written: dialog.note.setText(self.tr("Saved: {name}").format(name=written[0].name)),
                refused=dialog.refuse,
            )

        dialog.take_wanted.connect(take)
        dialog.report_wanted.connect(lambda: self._ask_where(dialog, save))
        dialog.open()

    def _ask_where(self, parent: QWidget, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(parent, self.tr("Save the report"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        workbook, paper = self.tr("Workbook (*.xlsx)"), self.tr("PDF (*.pdf)")
        dialog.setNameFilters([workbook, paper])
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda name: dialog.setDefaultSuffix("pdf" if name == paper else "xlsx")
        )
        dialog.selectFile("annex-a-report")
        dialog.fileSelected.connect(lambda name: then(Path(name)))
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
            words = self.tr(
                "Undone: {removed} children taken off the list, {restored} put back as they were."
            )
            said = words.format(removed=undone.removed, restored=undone.restored)
            if undone.stayed:
                stayed = self.tr("Chosen since, so they stay by their code: {codes}.")
                said += " " + stayed.format(codes=", ".join(undone.stayed))
            self._desk.notices.say(said)

        self._desk.jobs.run(
            dialog, lambda: room.undo_annex_a(key, dialog.newest, by=self._by), then, refused=dialog.refuse
        )
