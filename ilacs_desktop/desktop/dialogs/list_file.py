"""Asking for the file of a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_list(title: str, folder: Path, then: Callable[[Path], object], parent: QWidget) -> None:
    """Ask for a workbook or a CSV file, beginning in ``folder``; ``then`` gets the one chosen."""

    def say(text: str) -> str:
        return QCoreApplication.translate("ListFile", text)

    dialog = QFileDialog(parent, title, str(folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [say("Workbooks and lists (*.xlsx *.xls *.xlsb *.ods *.csv *.tsv)"), say("All files (*)")]
    )
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
