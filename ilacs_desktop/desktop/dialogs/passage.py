"""Asks what is still open when selected words become a request or a clarification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.signal import enquiry_box, people_box
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.people import Person, Side


class PassageDialog(FormDialog):
    """The words, which cannot be changed, and below them what a kind of thing needs to know."""

    def __init__(self, title: str, quote: str, accept_text: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, accept_text)
        self.stays_open = True
        self.quote = QPlainTextEdit(quote)
        self.form.add_row(self.tr("In their words"), self.quote)
        self.quote.setReadOnly(True)
        self.quote.setFixedHeight(current_theme().px(72))


class RequestDialog(PassageDialog):
    """``accepted_values`` carries meaning, asked_by_id, owner_id and enquiry_id."""

    def __init__(
        self,
        quote: str,
        people: Sequence[Person],
        enquiries: Sequence[Enquiry],
        *,
        asked_by_id: int | None = None,
        is_clarification: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", quote, "", parent)
        title = self.tr("Make a clarification") if is_clarification else self.tr("Make a request")
        self.setWindowTitle(title)
        self._heading.setText(title)
        self.accept_button.setText(self.tr("Make it"))
        self.accept_button.setAccessibleName(self.tr("Make it"))
        inspectors = [person for person in people if person.side is Side.INSPECTORATE]
        ours = [person for person in people if person.side is not Side.INSPECTORATE]
        if not is_clarification:
            self.meaning = self.form.add_row(self.tr("What we take it to &mean"), QLineEdit(), name="meaning")
            self.asked_by = self.form.add_row(
                self.tr("&Asked by"),
                people_box(inspectors, self.tr("Not known"), asked_by_id),
                name="asked_by_id",
            )
        self.owner = self.form.add_row(
            self.tr("&Owner"), people_box(ours, self.tr("Nobody yet")), name="owner_id"
        )
        self.enquiry = self.form.add_row(
            self.tr("&Line of enquiry"), enquiry_box(enquiries, self.tr("None")), name="enquiry_id"
        )
        self.owner.setFocus()

    def values(self) -> dict[str, Any]:
        """What is handed over; the words go their own way."""
        return {
            name: value for name, value in self.form.values().items() if name.endswith(("_id", "meaning"))
        }
