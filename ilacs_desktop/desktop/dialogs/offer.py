"""The dialogs of what the authority offers: an offer made, and one taken up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import moment_edit, moment_of, people_combo
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.people import Person, Side


class OfferDialog(FormDialog):
    """Asks what was offered to whom; its values are as `InfoRequests.add` takes them."""

    def __init__(
        self,
        people: Sequence[Person],
        enquiries: Sequence[tuple[int, str]],
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        say = partial(QCoreApplication.translate, "OfferDialog")
        super().__init__(
            say("An offer of ours"),
            parent,
            say("Note it"),
            text=say(
                "Evidence we volunteer. It is followed like a request, and may be taken up or declined."
            ),
        )
        self.setMinimumWidth(current_theme().px(560))
        self.what = self.form.add_row(
            self.tr("We &offered"), QPlainTextEdit(), self.tr("Kept for ever as it is typed here.")
        )
        self.what.setFixedHeight(current_theme().px(64))
        self.title_line = self.form.add_row(self.tr("Short &title"), QLineEdit())
        self.title_line.setPlaceholderText(self.tr("What the lists show; else the first words"))
        self.to = self.form.add_row(
            self.tr("To &whom"), people_combo(people, self.tr("The whole team"), sides=(Side.INSPECTORATE,))
        )
        self.at = self.form.add_row(self.tr("Offered &at"), moment_edit(now))
        self.owner = self.form.add_row(
            self.tr("Ow&ner"),
            people_combo(people, self.tr("Nobody yet"), sides=(Side.AUTHORITY, Side.PARTNER)),
        )
        self.enquiry = QComboBox()
        self.enquiry.addItem(self.tr("None"), None)
        for number, name in enquiries:
            self.enquiry.addItem(name, number)
        self.form.add_row(self.tr("&Line of enquiry"), self.enquiry)
        TallForm(self)
        self.what.setFocus()

    def validate(self) -> bool:
        """It needs words."""
        if self.what.toPlainText().strip():
            return True
        self.form.error(self.what, self.tr("Write down what was offered."))
        return False

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.add` takes them."""
        return {
            "verbatim": self.what.toPlainText(),
            "title": self.title_line.text().strip(),
            "asked_by_id": self.to.currentData(),
            "asked_at": moment_of(self.at),
            "owner_id": self.owner.currentData(),
            "enquiry_id": self.enquiry.currentData(),
        }


class TakeUpDialog(FormDialog):
    """Asks what they said when they took an offer up, and by when they want it."""

    def __init__(self, request: InfoRequest, now: datetime, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "TakeUpDialog")
        super().__init__(
            say("{ref} is taken up").format(ref=request.ref),
            parent,
            say("Start its clock"),
            text=request.title,
        )
        self.words = self.form.add_row(self.tr("They &said"), QLineEdit())
        named = self.tr("They named a time")
        self.is_named = self.form.add_row("", QCheckBox(named), name="is_named")
        self.is_named.setAccessibleName(named)
        self.at = self.form.add_row(self.tr("&Wanted by"), moment_edit(now + timedelta(days=1)))
        self.form.show_row(self.at, shown=False)
        self.is_named.toggled.connect(lambda on: self.form.show_row(self.at, shown=on))

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.take_up` takes them."""
        return {
            "words": self.words.text().strip(),
            "target_at": moment_of(self.at) if self.is_named.isChecked() else None,
        }
