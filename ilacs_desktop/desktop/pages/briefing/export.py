"""The export dialog: which formats, into which folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.folder_choice import FolderChoice
from ilacs_desktop.domain.briefing import Sheet
from ilacs_desktop.services.briefing import NOT_ENCRYPTED, Format

CHOSEN_AT_FIRST = frozenset({Format.PDF, Format.DOCX, Format.TXT})


class ExportDialog(FormDialog):
    """Asks for formats and a folder. ``accepted_values`` carries a pair: the formats, and the folder."""

    def __init__(self, sheet: Sheet, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "", text=NOT_ENCRYPTED)
        theme = current_theme()
        title = self.tr("Export {sheet}").format(sheet=sheet.name.lower())
        self.setWindowTitle(title)
        self._heading.setText(title)
        self.accept_button.setText(self.tr("Export"))
        self.setMinimumWidth(theme.px(560))
        names = {
            Format.PDF: self.tr("PDF, to print and send (tagged)"),
            Format.DOCX: self.tr("Word, to edit"),
            Format.TXT: self.tr("Text, to paste into a chat"),
            Format.XLSX: self.tr("Excel, the lists"),
            Format.ICS: self.tr("Calendar file of the issue"),
        }
        self.formats: dict[Format, QCheckBox] = {}
        boxes = QWidget()
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.5))
        for form, name in names.items():
            box = QCheckBox(name)
            box.setAccessibleName(name)
            box.setChecked(form in CHOSEN_AT_FIRST)
            column.addWidget(box)
            self.formats[form] = box
        if sheet.issue_number is None:
            self.formats[Format.ICS].setEnabled(False)
            self.formats[Format.ICS].setToolTip(self.tr("No timetable had been issued."))
        boxes.setFocusProxy(self.formats[Format.PDF])
        self.boxes = self.form.add_row(self.tr("F&ormats"), boxes)
        choice = FolderChoice(folder)
        self.folder = choice.line
        self.place = self.form.add_row(self.tr("&Folder"), choice)
        self.folder.setAccessibleName(self.tr("Folder"))

    def validate(self) -> bool:
        """At least one format, and a folder that is there."""
        if not self._chosen():
            self.form.error(self.boxes, self.tr("Choose at least one format."))
            return False
        if not self.folder.text().strip():
            self.form.error(self.place, self.tr("Say which folder the files go into."))
            return False
        return True

    def values(self) -> Any:
        """The formats in their order, and the folder."""
        return self._chosen(), Path(self.folder.text().strip()).expanduser()

    def _chosen(self) -> tuple[Format, ...]:
        return tuple(form for form, box in self.formats.items() if box.isChecked() and box.isEnabled())
