"""Asks who has checked the accuracy and the redaction of what is to be given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.people import Person, Side


def checker_combo(people: Sequence[Person], owner_id: int | None, chosen: str) -> QComboBox:
    """A name among our people but the owner's, or any other that is typed; empty for nobody yet."""
    combo = QComboBox()
    combo.addItem("")
    for person in people:
        if person.side is not Side.INSPECTORATE and person.id != owner_id:
            combo.addItem(person.label)
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = QCompleter(combo.model(), combo)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    combo.setCompleter(completer)
    combo.setCurrentText(chosen)
    return combo


class ChecksDialog(FormDialog):
    """Hands over ``{"accuracy_by": …, "redaction_by": …, "clears": …}``; a name is empty where nobody looked.

    ``clears`` is how the tick stands at first.
    """

    def __init__(
        self,
        request: InfoRequest,
        people: Sequence[Person],
        *,
        clears: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            QCoreApplication.translate("ChecksDialog", "Check and clear {ref}").format(ref=request.ref),
            parent,
            text=request.title,
        )
        self.accuracy = self.form.add_row(
            self.tr("&Accuracy checked by"),
            checker_combo(people, request.owner_id, request.accuracy_checked_by),
            self.tr("The figures, the dates, the right document."),
            name="accuracy_by",
        )
        self.redaction = self.form.add_row(
            self.tr("&Redaction checked by"),
            checker_combo(people, request.owner_id, request.redaction_checked_by),
            self.tr("Nobody named in it who should not be."),
            name="redaction_by",
        )
        self.clears = QCheckBox(self.tr("&Clear it, so that it can be given"))
        self.clears.setChecked(clears)
        self.form.add_row("", self.clears, name="clears")
        self.clears.setAccessibleName(self.tr("Clear it, so that it can be given"))
        self.clears.toggled.connect(self._say)
        self._say()

    def _say(self) -> None:
        words = self.tr("Clear") if self.clears.isChecked() else self.tr("Note the checks")
        self.accept_button.setText(words)
        self.accept_button.setAccessibleName(words)

    def validate(self) -> bool:
        """Somebody has checked something; the rule about who and what is the service's."""
        if (
            self.clears.isChecked()
            or self.accuracy.currentText().strip()
            or self.redaction.currentText().strip()
        ):
            return True
        self.form.error(self.accuracy, self.tr("Say who has checked it."))
        return False
