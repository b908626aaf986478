"""Asks for a signal of a line of enquiry: the words, who said them, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QLineEdit, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.forms import to_naive
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.enquiry import Enquiry, Provenance, Strength
from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.domain.people import Person


def people_box(people: Sequence[Person], nobody: str, chosen_id: int | None = None) -> QComboBox:
    """A list of people to choose one of; ``nobody`` stands first and means None."""
    box = QComboBox()
    box.addItem(nobody, None)
    for person in people:
        role = f" · {person.role}" if person.role else ""
        box.addItem(f"{person.label}{role}", person.id)
    box.setCurrentIndex(max(0, box.findData(chosen_id) if chosen_id is not None else 0))
    return box


def enquiry_box(enquiries: Sequence[Enquiry], nothing: str = "", chosen_id: int | None = None) -> QComboBox:
    """A list of lines of enquiry to choose one of; ``nothing``, if given, stands first and means None."""
    box = QComboBox()
    if nothing:
        box.addItem(nothing, None)
    for enquiry in enquiries:
        box.addItem(f"{enquiry.code}  {enquiry.title}", enquiry.id)
    box.setCurrentIndex(max(0, box.findData(chosen_id) if chosen_id is not None else 0))
    return box


class SignalDialog(FormDialog):
    """``accepted_values`` carries the arguments of ``add_signal``, or of ``make_signal`` for a passage.

    With ``quote`` the words are those selected elsewhere: they are shown and cannot be changed, and
    source and moment are known.
    """

    def __init__(
        self,
        enquiries: Sequence[Enquiry],
        inspectors: Sequence[Person],
        *,
        now: datetime,
        chosen: Enquiry | None = None,
        quote: str = "",
        inspector_id: int | None = None,
        provenance: Provenance = Provenance.FIRST_HAND,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, "")
        self.setWindowTitle(self.tr("Add a signal"))
        self._heading.setText(self.tr("Add a signal"))
        self.accept_button.setText(self.tr("Add"))
        self.accept_button.setAccessibleName(self.tr("Add"))
        self.stays_open = True
        self._is_passage = bool(quote)
        self.enquiry = self.form.add_row(
            self.tr("&Line of enquiry"), enquiry_box(enquiries, "", chosen.id if chosen else None)
        )
        self.quote = self.form.add_row(
            self.tr("In their &words"), QPlainTextEdit(quote), self.tr("As it was said. No child’s name.")
        )
        self.quote.setReadOnly(self._is_passage)
        self.quote.setFixedHeight(current_theme().px(72))
        self.source = self.form.add_row(
            self.tr("Where it &came from"), QLineEdit(), self.tr("The session, call or message.")
        )
        self.inspector = self.form.add_row(
            self.tr("&Inspector"), people_box(inspectors, self.tr("Not known"), inspector_id)
        )
        self.at = self.form.add_row(self.tr("Whe&n"), QDateTimeEdit())
        self.at.setDisplayFormat("ddd d MMM yyyy  HH:mm")
        here = local(now)
        self.at.setDateTime(QDateTime(here.year, here.month, here.day, here.hour, here.minute, 0))
        self.strength = self.form.add_row(self.tr("&Strength"), QComboBox())
        for strength in Strength:
            self.strength.addItem(strength.value, strength.value)
        self.strength.setCurrentIndex(self.strength.findText(Strength.CLEAR.value))
        self.provenance = self.form.add_row(
            self.tr("&How we know"),
            QComboBox(),
            self.tr("First-hand: heard ourselves. Second-hand: told by somebody. Inferred: our own reading."),
        )
        for each in Provenance:
            self.provenance.addItem(each.value, each.value)
        self.provenance.setCurrentIndex(self.provenance.findText(provenance.value))
        for editor in (self.source, self.at):
            self.form.show_row(editor, not self._is_passage)
        (self.strength if self._is_passage else self.quote).setFocus()

    def validate(self) -> bool:
        """Words and a source are needed, and a line to put them to."""
        if self.enquiry.currentData() is None:
            self.form.error(self.enquiry, self.tr("Start a line of enquiry first."))
        elif not self.quote.toPlainText().strip():
            self.form.error(self.quote, self.tr("Write down what was said or seen."))
        elif not self._is_passage and not self.source.text().strip():
            self.form.error(self.source, self.tr("Say in which session, call or message it came."))
        else:
            return True
        return False

    def values(self) -> dict[str, Any]:
        """What is handed over."""
        values = {
            "enquiry_id": self.enquiry.currentData(),
            "inspector_id": self.inspector.currentData(),
            "strength": Strength(self.strength.currentText()),
            "provenance": Provenance(self.provenance.currentText()),
        }
        if self._is_passage:
            return values
        at = to_naive(self.at.dateTime())
        return values | {
            "quote": self.quote.toPlainText().strip(),
            "source": self.source.text().strip(),
            "at": moment(at.date(), at.time()),
        }
