"""Asks what is still open when selected words become a request, a clarification or a concern."""

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


class ConcernDialog(PassageDialog):
    """``accepted_values`` carries said_by_id, owner_id and deputy_id."""

    def __init__(
        self,
        quote: str,
        people: Sequence[Person],
        *,
        said_by_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", quote, "", parent)
        title = self.tr("Raise a child-safety concern")
        self.setWindowTitle(title)
        self._heading.setText(title)
        self.accept_button.setText(self.tr("Raise it"))
        self.accept_button.setAccessibleName(self.tr("Raise it"))
        ours = [person for person in people if person.side is Side.AUTHORITY]
        self.said_by = self.form.add_row(
            self.tr("&Said by"),
            people_box(people, self.tr("Choose who said it"), said_by_id),
            name="said_by_id",
        )
        self.owner = self.form.add_row(
            self.tr("Senior &owner"),
            people_box(ours, self.tr("Choose who owns it")),
            self.tr("Its clock begins now; the owner acknowledges it."),
            name="owner_id",
        )
        self.deputy = self.form.add_row(
            self.tr("&Deputy"), people_box(ours, self.tr("Nobody")), name="deputy_id"
        )
        (self.owner if said_by_id else self.said_by).setFocus()

    def validate(self) -> bool:
        """Who said it and who owns it are needed."""
        if self.said_by.currentData() is None:
            self.form.error(self.said_by, self.tr("Say who said it."))
        elif self.owner.currentData() is None:
            self.form.error(self.owner, self.tr("A concern needs a senior owner."))
        else:
            return True
        return False

    def values(self) -> dict[str, Any]:
        """What is handed over; the words go their own way."""
        return {name: value for name, value in self.form.values().items() if name.endswith("_id")}
