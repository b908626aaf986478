"""Joins the panel of the children's data to its services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.purge import CloseInspectionDialog, DeleteBackupsDialog, PurgeDialog
from ilacs_desktop.desktop.pages.settings.children_panel import ChildrenPanel
from ilacs_desktop.domain.casefiles.purging import Purge
from ilacs_desktop.domain.moments import day_of


class ChildrenDeeds(QObject):
    """Sets the day, takes the data out, saves certificates."""

    def __init__(self, desk: Desk, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self.panel = ChildrenPanel()
        self.panel.day_wanted.connect(self._set_day)
        self.panel.purge_wanted.connect(self._ask_purge)
        self.panel.save_wanted.connect(self._ask_where)
        self.panel.close_wanted.connect(self._ask_close)
        self.panel.delete_wanted.connect(self._ask_delete)

    def refresh(self) -> None:
        """Fetch how things stand."""
        inspection, room, clock = self._desk.inspection, self._desk.house.casefiles, self._desk.clock
        folder = self._second_folder()
        if inspection is None:
            self.panel.show_facts(None, None)
            return
        self._desk.jobs.run(
            self._view,
            lambda: room.purge_facts(inspection.id, second_folder=folder),
            lambda facts: self.panel.show_facts(facts, clock()),
        )

    def _second_folder(self) -> Path | None:
        settings = self._desk.settings
        chosen = str(settings["second_backup_folder"]) if settings is not None else ""
        return Path(chosen) if chosen else None

    def _set_day(self, day: date | None) -> None:
        inspection, room = self._desk.inspection, self._desk.house.casefiles
        if inspection is not None:
            self._desk.jobs.run(self._view, lambda: room.set_purge_day(inspection.id, day, by=self))

    def _ask_purge(self) -> None:
        inspection, room, facts = self._desk.inspection, self._desk.house.casefiles, self.panel.facts
        if inspection is None or facts is None:
            return
        dialog, folder = PurgeDialog(facts, self._desk.clock(), self._view), self._second_folder()

        def work(values: dict[str, Any], progress: Progress) -> Purge:
            purge: Purge = room.purge(
                inspection.id,
                why=values["why"],
                closes=values["closes"],
                on_progress=progress.report,
                by=self,
            )
            if values["deletes_backups"]:
                room.delete_old_backups(inspection.id, second_folder=folder, by=self)
            return purge

        self._store(dialog, work, self._say_done)

    def _ask_close(self) -> None:
        inspection, room, facts = self._desk.inspection, self._desk.house.casefiles, self.panel.facts
        if inspection is None or facts is None:
            return
        dialog = CloseInspectionDialog(facts, day_of(self._desk.clock()), self._view)

        def done(purge: Purge | None) -> None:
            if purge is not None:
                self._say_done(purge)
            else:
                self._desk.notices.say(self.tr("The inspection is closed."))

        self._store(
            dialog,
            lambda values, progress: room.close_inspection(
                inspection.id, **values, on_progress=progress.report, by=self
            ),
            done,
        )

    def _ask_delete(self) -> None:
        inspection, room, facts = self._desk.inspection, self._desk.house.casefiles, self.panel.facts
        if inspection is None or facts is None:
            return
        dialog = DeleteBackupsDialog(facts.old_backups, self._desk.clock(), self._view)
        folder = self._second_folder()

        def done(count: int) -> None:
            self._desk.notices.say(self.tr("Backups deleted: {count}.").format(count=count))
            self.refresh()

        self._store(
            dialog,
            lambda _, __: room.delete_old_backups(inspection.id, second_folder=folder, by=self),
            done,
        )

    def _say_done(self, purge: Purge) -> None:
        self._desk.notices.say(
            self.tr("The children’s data is out. Certificate {number} says what went.").format(
                number=purge.number
            )
        )
        self.refresh()

    def _store(
        self,
        dialog: FormDialog,
        work: Callable[[dict[str, Any], Progress], Any],
        then: Callable[[Any], None],
    ) -> None:
        """Open a dialog that stays until its deed is done or stopped, or says why it is refused."""

        def done(made: Any) -> None:
            dialog.accept()
            then(made)

        dialog.accepted_values.connect(
            lambda values: self._desk.jobs.run_long(
                dialog,
                dialog.windowTitle(),
                lambda progress: work(values, progress),
                done,
                refused=dialog.refuse,
                shown=dialog.wait_for,
            )
        )
        dialog.open()

    def _ask_where(self, purge: Purge | None) -> None:
        if purge is None:
            return
        dialog = QFileDialog(self._view, self.tr("Save the certificate"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        paper, text = self.tr("PDF (*.pdf)"), self.tr("Text (*.txt)")
        dialog.setNameFilters([paper, text])
        dialog.setDefaultSuffix("pdf")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix("txt" if name == text else "pdf"))
        dialog.selectFile(f"certificate-{purge.number}")
        dialog.fileSelected.connect(lambda name: self.save(purge, Path(name)))
        dialog.open()

    def save(self, purge: Purge, path: Path) -> None:
        """Write a certificate where it is wanted."""
        room, folder = self._desk.house.casefiles, self._second_folder()
        self._desk.jobs.run(
            self._view,
            lambda: room.write_certificate(purge.id, path, second_folder=folder),
            lambda written: self._desk.notices.say(
                self.tr("{file} is saved. It is not encrypted.").format(file=written.name)
            ),
        )
