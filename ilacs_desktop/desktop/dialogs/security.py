"""Changing the passphrase, and a new recovery code."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.first_run import SHORTEST_PASSPHRASE
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.gate import secret_edit
from ilacs_desktop.desktop.dialogs.recovery import RecoveryCode
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label, Muted, make_button


class ChangePassphraseDialog(FormDialog):
    """Asks for the present passphrase or the code and twice for the new one; gives ``present``, ``new``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "")
        self.setWindowTitle(self.tr("Change the passphrase"))
        self._heading.setText(self.windowTitle())
        self.accept_button.setText(self.tr("Change"))
        self.stays_open = True
        self.present = self.form.add_row(
            self.tr("&Present passphrase"),
            secret_edit(),
            name="present",
            help=self.tr("Forgotten? Type the recovery code here."),
        )
        self.new = self.form.add_row(
            self.tr("&New passphrase"),
            secret_edit(),
            self.tr("At least 14 characters; four unrelated words are easy to remember."),
            name="new",
        )
        self.again = self.form.add_row(self.tr("Once &more"), secret_edit(), name="again")

    def validate(self) -> bool:
        """The new one is long enough and twice the same."""
        if not self.present.text():
            self.form.error(self.present, self.tr("Type the present passphrase."))
        elif len(self.new.text()) < SHORTEST_PASSPHRASE:
            self.form.error(self.new, self.tr("Use at least 14 characters."))
        elif self.new.text() != self.again.text():
            self.form.error(self.again, self.tr("The two are not the same."))
        return not self.form.has_errors

    def values(self) -> dict[str, str]:
        """As typed, spaces at the ends too."""
        return {"present": self.present.text(), "new": self.new.text()}


class AskPassphraseDialog(FormDialog):
    """Asks for the passphrase once more before something that needs it; value ``passphrase``."""

    def __init__(self, title: str, text: str, accept_text: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, accept_text, text=text)
        self.stays_open = True
        self.passphrase = self.form.add_row(self.tr("&Passphrase"), secret_edit(), name="passphrase")

    def validate(self) -> bool:
        """Something was typed."""
        if not self.passphrase.text():
            self.form.error(self.passphrase, self.tr("Type the passphrase."))
        return not self.form.has_errors

    def values(self) -> dict[str, str]:
        """As typed, spaces at the ends too."""
        return {"passphrase": self.passphrase.text()}


class NewCodeDialog(QDialog):
    """Shows a fresh recovery code; closes only with the tick that it is kept."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle(self.tr("New recovery code"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(500))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(2.5),) * 4)
        column.setSpacing(theme.space(1.5))
        column.addWidget(Label(self.windowTitle(), font="title"))
        column.addWidget(
            Muted(self.tr("The old code opens nothing from now on. Destroy its copies."), wrap=True)
        )
        self.code = RecoveryCode(code)
        column.addWidget(self.code)
        self.close_button = make_button(self.tr("Close"), main=True)
        self.close_button.setDefault(True)
        self.close_button.setEnabled(False)
        self.code.kept_changed.connect(self.close_button.setEnabled)
        self.close_button.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.close_button)
        column.addLayout(line)
