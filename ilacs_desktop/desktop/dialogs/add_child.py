"""Add a child whom the lists of Annex A do not have, by ID alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.choices import chosen_id, people_combo
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.domain.casefiles import Cohort
from ilacs_desktop.domain.casefiles.names import looks_like_an_id
from ilacs_desktop.domain.people import Person


class AddChildDialog(FormDialog):
    """Asks for the ID, and what else is known; never for a name."""

    def __init__(
        self, child_id: str, teams: Sequence[str], staff: Sequence[Person], parent: QWidget | None = None
    ) -> None:
        say = partial(QCoreApplication.translate, "AddChildDialog")
        super().__init__(
            say("Add a child by ID"),
            parent,
            say("Add"),
            text=say("For a child whom Annex A does not have. A later extract fills in the rest."),
        )
        self.stays_open = True
        self.child_id = QLineEdit(child_id)
        self.form.add_row(say("Child &ID"), self.child_id, help=say("The authority’s own ID, never a name."))
        self.cohort = QComboBox()
        self.cohort.addItem(say("Not known"), "")
        for cohort in Cohort:
            self.cohort.addItem(cohort.value, cohort.value)
        self.form.add_row(say("&Cohort"), self.cohort)
        self.worker = people_combo(staff, blank=say("Not known"))
        self.form.add_row(say("&Worker"), self.worker)
        self.team = QComboBox()
        self.team.setEditable(True)
        self.team.addItems(["", *teams])
        self.form.add_row(say("&Team"), self.team, help=say("Blank: the worker’s own."))

    def validate(self) -> bool:
        """What was typed is an ID."""
        if looks_like_an_id(self.child_id.text().strip()):
            return True
        self.form.error(self.child_id, self.tr("An ID is one word with figures in it. A name is never kept."))
        return False

    def values(self) -> dict[str, Any]:
        """As `Casefiles.add_child` takes them."""
        return {
            "child_id": self.child_id.text().strip(),
            "cohort": self.cohort.currentData(),
            "team": self.team.currentText().strip(),
            "worker_id": chosen_id(self.worker),
        }
