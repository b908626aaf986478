"""Asks for the subject of a thread and the line of enquiry it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.signal import enquiry_box
from ilacs_desktop.domain.enquiry import Enquiry


class ThreadDialog(FormDialog):
    """``accepted_values`` carries subject and enquiry_id; the dialog stays open until it is stored."""

    def __init__(self, enquiries: Sequence[Enquiry], parent: QWidget | None = None) -> None:
        super().__init__("", parent, "")
        self.setWindowTitle(self.tr("Start a thread"))
        self._heading.setText(self.tr("Start a thread"))
        self.accept_button.setText(self.tr("Start"))
        self.accept_button.setAccessibleName(self.tr("Start"))
        self.stays_open = True
        self.subject = self.form.add_row(self.tr("&Subject"), QLineEdit(), name="subject")
        self.enquiry = self.form.add_row(
            self.tr("&Line of enquiry"), enquiry_box(enquiries, self.tr("None")), name="enquiry_id"
        )
        self.subject.setFocus()

    def validate(self) -> bool:
        """A subject is needed."""
        if not self.subject.text().strip():
            self.form.error(self.subject, self.tr("Say in a few words what it is about."))
            return False
        return True
