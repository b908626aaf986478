"""Joins the panel of the children's data to its services."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.purge import PurgeDialog
from ilacs_desktop.desktop.pages.settings.children_panel import ChildrenPanel
from ilacs_desktop.domain.casefiles.purging import Purge


class ChildrenDeeds(QObject):
    """Sets the day, takes the data out, saves certificates."""

    def __init__(self, desk: Desk, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self.panel = ChildrenPanel()
        self.panel.day_wanted.connect(self._set_day)
        self.panel.purge_wanted.connect(self._ask_purge)
        self.panel.save_wanted.connect(self._ask_where)

    def refresh(self) -> None:
        """Fetch how things stand."""
        inspection, room, clock = self._desk.inspection, self._desk.house.casefiles, self._desk.clock
        if inspection is None:
            self.panel.show_facts(None, None)
            return
        self._desk.jobs.run(
            self._view,
            lambda: room.purge_facts(inspection.id),
            lambda facts: self.panel.show_facts(facts, clock()),
        )

    def _set_day(self, day: date | None) -> None:
        inspection, room = self._desk.inspection, self._desk.house.casefiles
        if inspection is not None:
            self._desk.jobs.run(self._view, lambda: room.set_purge_day(inspection.id, day, by=self))

    def _ask_purge(self) -> None:
        inspection, room, facts = self._desk.inspection, self._desk.house.casefiles, self.panel.facts
        if inspection is None or facts is None:
            return
        dialog = PurgeDialog(facts, self._view)

        def done(purge: Purge) -> None:
            dialog.accept()
            self._desk.notices.say(
                self.tr("The children’s data is out. Certificate {number} says what went.").format(
                    number=purge.number
                )
            )

        dialog.accepted_values.connect(
            lambda values: self._desk.jobs.run(
                dialog,
                lambda: room.purge(inspection.id, **values, by=self),
                done,
                refused=dialog.refuse,
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
        room = self._desk.house.casefiles
        self._desk.jobs.run(
            self._view,
            lambda: room.write_certificate(purge.id, path),
            lambda written: self._desk.notices.say(
                self.tr("{file} is saved. It is not encrypted.").format(file=written.name)
            ),
        )
