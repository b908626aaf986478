"""Asks for the title of a line of enquiry, offering the usual themes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.domain.enquiry import Theme


class StartEnquiryDialog(FormDialog):
    """``accepted_values`` carries ``title``; the dialog stays open until the line is stored."""

    def __init__(self, themes: Sequence[Theme], parent: QWidget | None = None) -> None:
        super().__init__("", parent, "")
        self.setWindowTitle(self.tr("Start a line of enquiry"))
        self._heading.setText(self.tr("Start a line of enquiry"))
        self.accept_button.setText(self.tr("Start"))
        self.accept_button.setAccessibleName(self.tr("Start"))
        self.stays_open = True
        self.line_title = self.form.add_row(
            self.tr("&What they look at"),
            QLineEdit(),
            self.tr(
                "In a few words. The usual themes are offered as you type; it is our reading, not Ofsted’s."
            ),
            name="title",
        )
        completer = QCompleter([theme.title for theme in themes], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line_title.setCompleter(completer)
        self.line_title.setFocus()

    def validate(self) -> bool:
        """A title is needed."""
        if not self.line_title.text().strip():
            self.form.error(self.line_title, self.tr("Say what they are looking at."))
            return False
        return True
