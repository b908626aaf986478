"""Export the consent log: as it is shown or whole, in which formats, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from ilacs_desktop.desktop.dialogs.export import ExportDialog
from ilacs_desktop.desktop.dialogs.room import fitting
from ilacs_desktop.domain.listings import Form


@dataclass(frozen=True, slots=True)
class ConsentsWish:
    """The log in one form; ``ids`` are those shown, None for all."""

    form: Form
    ids: tuple[int, ...] | None


class ConsentsExportDialog(ExportDialog):
    """``shown`` are the keys of the rows in sight, in their order."""

    def __init__(self, shown: Sequence[int], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Export the families asked"))
        self._shown = tuple(shown)
        self.what = QComboBox()
        self.what.addItem(self.tr("As shown: {n}").format(n=len(self._shown)), True)
        self.what.addItem(self.tr("All of them"), False)
        self.form.add_row(self.tr("&Rows"), self.what)
        forms = (
            (Form.XLSX, self.tr("Excel, with real dates, filters and a frozen head")),
            (Form.PDF, self.tr("PDF, to print and send (tagged)")),
            (Form.CSV, self.tr("CSV, for another program")),
            (Form.TXT, self.tr("Text, to paste into a chat")),
        )
        self.finish(folder, forms, self.tr("The page as PDF has it. Codes stand in it, never a name."))
        self.what.currentIndexChanged.connect(self._on_choice)
        self.resize(fitting(self, 1060, 540))

    def wish(self, form: Any = Form.PDF) -> ConsentsWish:
        """What is chosen, in one form."""
        return ConsentsWish(Form(form or Form.PDF), self._shown if self.what.currentData() else None)
