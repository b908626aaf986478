"""Export a list of the requests page: which list, as it is shown or whole, in which formats, and where to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ilacs_desktop.desktop.dialogs.export import ExportDialog
from ilacs_desktop.desktop.dialogs.room import fitting
from ilacs_desktop.domain.info_requests.exchange.wishes import CAN_COME_BACK, What, Wish
from ilacs_desktop.domain.listings import Form


@dataclass(frozen=True)
class InSight:
    """The list in sight: its name, what it is, and its rows in the order they are shown."""

    name: str
    what: What
    ids: tuple[int, ...]


class RequestsExportDialog(ExportDialog):
    """Which list it shall be. ``sight`` is what the page shows just now, if that is a list."""

    def __init__(self, sight: InSight | None, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Export a list"))
        self._sight = sight
        self.what = QComboBox()
        if sight is not None:
            shown = (
                self.tr("{name} as shown: 1 row")
                if len(sight.ids) == 1
                else self.tr("{name} as shown: {n} rows")
            )
            self.what.addItem(shown.format(name=sight.name, n=len(sight.ids)), None)
        for what, name in self._names().items():
            self.what.addItem(name, what)
        self.form.add_row(self.tr("&List"), self.what)
        self.comes_back = QCheckBox(self.tr("Excel and CSV can be taken in again"))
        self.comes_back.setChecked(True)
        self.form.add_row(
            self.tr("&Coming back"),
            self.comes_back,
            help=self.tr(
                "Adds a column that holds each request whole. Leave it out of what goes to anybody else."
            ),
        )
        forms = (
            (Form.XLSX, self.tr("Excel, with real dates, filters and a frozen head")),
            (Form.PDF, self.tr("PDF, to print and send (tagged)")),
            (Form.CSV, self.tr("CSV, for another program")),
            (Form.TXT, self.tr("Text, to paste into a chat")),
        )
        self.finish(folder, forms, self.tr("The page as PDF has it; Excel and CSV have more columns."))
        self.what.currentIndexChanged.connect(self._on_what)
        self._on_what()
        self.resize(fitting(self, 1060, 540))

    def _names(self) -> Mapping[What, str]:
        return {
            What.LIVE: self.tr("Requests asked for, all"),
            What.OPEN: self.tr("Requests asked for, the open ones"),
            What.STAGED: self.tr("Staged requests"),
            What.ALL: self.tr("All requests with the given register"),
            What.GIVEN: self.tr("Given register"),
            What.OFFERS: self.tr("Offers"),
            What.FIGURES: self.tr("Figures"),
            What.CLARIFICATIONS: self.tr("Points of clarification"),
        }

    def wish(self, form: Any = Form.PDF) -> Wish:
        """What is chosen, in one form."""
        what, ids = self._chosen()
        return Wish(what, Form(form), ids, comes_back=self.comes_back.isChecked())

    def _chosen(self) -> tuple[What, tuple[int, ...] | None]:
        data = self.what.currentData()
        if data is None and self._sight is not None:
            return self._sight.what, self._sight.ids
        return What(data), None

    def _on_what(self) -> None:
        self.form.show_row(self.comes_back, self._chosen()[0] in CAN_COME_BACK)
        self._on_choice()
