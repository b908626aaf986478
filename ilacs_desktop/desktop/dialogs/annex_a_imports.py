"""What was taken in with Annex A, and undoing the newest of it whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.dialogs.review import ReviewDialog
from ilacs_desktop.desktop.tables import Column
from ilacs_desktop.domain.casefiles import AnnexAImport
from ilacs_desktop.domain.moments import said_when


class AnnexAImportsDialog(ReviewDialog):
    """Each import with what it did, newest first; ``take_wanted`` when the ``newest`` is to be undone."""

    def __init__(self, taken: Sequence[AnnexAImport], now: datetime, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "AnnexAImportsDialog")
        newest = next((each for each in taken if each.can_undo), None)
        if newest is not None:
            text = say(
                "Undoing {file} puts every child back as it was before. Children it brought go, unless they "
                "have been chosen since: then only their code stays."
            ).format(file=newest.file_name)
        elif taken:
            text = say("None of these can be undone.")
        else:
            text = say("No Annex A has been taken in yet.")
        super().__init__(say("Annex A, what was taken in"), text, say("Undo the newest"), parent)
        self.newest = newest.id if newest is not None else None
        self.cancel_button.setText(self.tr("Close"))
        self.accept_button.setEnabled(newest is not None)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()

        def number(title: str, name: str) -> Column:
            return Column(
                title,
                lambda each: f"{getattr(each.counts, name):,}",
                sort=lambda each: int(getattr(each.counts, name)),
                width=84,
            )

        columns = [
            Column(
                self.tr("When"),
                lambda each: said_when(each.taken_at, now),
                sort=lambda each: each.taken_at.isoformat(),
                strong=True,
                width=140,
            ),
            Column(
                self.tr("File"), lambda each: each.file_name, stretch=True, tooltip=lambda each: each.edition
            ),
            Column(self.tr("By"), lambda each: each.by, width=110),
            number(self.tr("New"), "added"),
            number(self.tr("Changed"), "changed"),
            number(self.tr("The same"), "same"),
        ]
        if any(each.undone_at for each in taken):
            columns.append(
                Column(
                    self.tr("Undone"),
                    lambda each: (
                        f"{said_when(each.undone_at, now)}, {each.undone_by}" if each.undone_at else ""
                    ),
                    width=170,
                )
            )
        self.table = self.add_table(self.tr("Imports"), columns, taken)
