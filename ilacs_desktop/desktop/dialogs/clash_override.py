"""Asks why a clash may stand."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.clashes import Clash


class ClashOverrideDialog(FormDialog):
    """``accepted_values`` carries reason. It stays open until the deed is stored."""

    def __init__(self, clash: Clash, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "", text=clash.sentence)
        title = self.tr("Let it stand")
        self.setWindowTitle(title)
        self._heading.setText(title)
        self.accept_button.setText(title)
        self.accept_button.setAccessibleName(title)
        self.stays_open = True
        self.reason = QPlainTextEdit(clash.lapsed.reason if clash.lapsed else "")
        self.reason.setPlaceholderText(self.tr("For example: she goes on to the second at 10:30."))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(current_theme().px(72))
        self.reason.selectAll()
        self.form.add_row(
            self.tr("&Why"),
            self.reason,
            self.tr("Kept with your name. It is asked again as soon as something in it changes."),
            name="reason",
        )

    def validate(self) -> bool:
        """A reason is needed."""
        if self.reason.toPlainText().strip():
            return True
        self.form.error(self.reason, self.tr("Say why in a few words."))
        return False
