"""Asks for the subject of a thread and the line of enquiry it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.signal import enquiry_box
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.feedback import Thread


class ThreadDialog(FormDialog):
    """``accepted_values`` carries subject and enquiry_id; with ``thread`` those of one that is there."""

    def __init__(
        self, enquiries: Sequence[Enquiry], *, thread: Thread | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, "")
        title = self.tr("Start a thread") if thread is None else self.tr("Change the thread")
        accept = self.tr("Start") if thread is None else self.tr("Save")
        self.setWindowTitle(title)
        self._heading.setText(title)
        self.accept_button.setText(accept)
        self.accept_button.setAccessibleName(accept)
        self.stays_open = True
        self.subject = self.form.add_row(
            self.tr("&Subject"), QLineEdit(thread.subject if thread is not None else ""), name="subject"
        )
        self.enquiry = self.form.add_row(
            self.tr("&Line of enquiry"),
            enquiry_box(enquiries, self.tr("None"), thread.enquiry_id if thread is not None else None),
            name="enquiry_id",
        )
        self.subject.setFocus()

    def validate(self) -> bool:
        """A subject is needed."""
        if not self.subject.text().strip():
            self.form.error(self.subject, self.tr("Say in a few words what it is about."))
            return False
        return True
