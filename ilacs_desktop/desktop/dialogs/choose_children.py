"""Choose children for case-file sessions, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.domain.casefiles import Child


class ChooseChildrenDialog(FormDialog):
    """Asks why; each child chosen gets a code and a session."""

    def __init__(self, children: Sequence[Child], parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "ChooseChildrenDialog")
        title = say("Choose this child for a session")
        if len(children) > 1:
            title = say("Choose {count} children for sessions").format(count=len(children))
        super().__init__(title, parent, say("Choose"))
        self.stays_open = True
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(
            [
                self.tr("Sampled by Ofsted"),
                self.tr("Tracked by Ofsted"),
                self.tr("Audit asked for by Ofsted"),
                self.tr("Offered by us as good practice"),
                self.tr("Referred back by an inspector"),
            ]
        )
        self.form.add_row(self.tr("&Why"), self.reason, help=self.tr("The worker is told this."))
        self.reason.setFocus()

    def validate(self) -> bool:
        """A reason is needed."""
        if not self.reason.currentText().strip():
            self.form.error(self.reason, self.tr("Say why, so that the worker can be told."))
            return False
        return True

    def values(self) -> dict[str, str]:
        """The reason."""
        return {"reason": self.reason.currentText().strip()}
