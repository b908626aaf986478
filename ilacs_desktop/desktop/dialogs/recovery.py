"""The recovery code: shown once, to be copied, saved or printed; and choosing a backup to restore."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.gate import secret_edit
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label, make_button
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import local, said_short_day, said_time


class BackupFile(Protocol):
    """A backup as `Safekeeping.backups` gives it."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def made_at(self) -> datetime:
        """When it was made."""

    @property
    def size_bytes(self) -> int:
        """How large it is."""


class RecoveryCode(QWidget):
    """A recovery code with Copy, Save, Print and a tick that it is kept, which ``kept_changed`` follows."""

    kept_changed = Signal(bool)
    refused = Signal(object)

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._code = code
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1.5))
        well = QFrame()
        well.setObjectName("well")
        inner = QVBoxLayout(well)
        inner.setContentsMargins(*(theme.space(1.5),) * 4)
        groups = code.split("-")
        half = (len(groups) + 1) // 2
        self.words = Label("\n".join(["-".join(groups[:half]), "-".join(groups[half:])]).strip(), font="code")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(self.tr("Recovery code: {code}").format(code=" ".join(code)))
        inner.addWidget(self.words)
        column.addWidget(well)
        line = QHBoxLayout()
        line.setSpacing(theme.space(1.25))
        self.copy_button = make_button(self.tr("Copy"), "copy", spoken=self.tr("Copy the recovery code"))
        self.save_button = make_button(
            self.tr("Save…"), "save", spoken=self.tr("Save the recovery code in a file")
        )
        self.print_button = make_button(
            self.tr("Print…"), "printer", spoken=self.tr("Print the recovery code")
        )
        for button in (self.copy_button, self.save_button, self.print_button):
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        self.kept = QCheckBox(self.tr("I have kept it where this computer is not"))
        column.addWidget(self.kept)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._code))
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        self.kept.toggled.connect(self.kept_changed)

    def sheet(self) -> str:
        """What is saved or printed, as plain text."""
        return self.tr(
            "ILACS Desktop: recovery code\n\n    {code}\n\n"
            "It opens the inspection data if the passphrase is forgotten. Keep it under lock and key,\n"
            "away from the computer. Whoever has it and the computer can read everything.\n"
        ).format(code=self._code)

    def _save(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the recovery code"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.selectFile(self.tr("recovery code.txt"))
        dialog.fileSelected.connect(self._write)
        dialog.open()

    def _write(self, name: str) -> None:
        try:
            Path(name).write_text(self.sheet(), encoding="utf-8")
        except OSError:
            refusal = Explained(
                self.tr("The file could not be written there."),
                remedy=self.tr("Choose another folder, or print it."),
            )
            self.refused.emit(refusal)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        document = QTextDocument(self)
        document.setPlainText(self.sheet())
        dialog.accepted.connect(lambda: document.print_(printer))
        dialog.show()


class RestoreDialog(FormDialog):
    """Chooses a backup and asks for its passphrase. Wish: ``restore_wanted`` (path, passphrase)."""

    restore_wanted = Signal(object, str)

    def __init__(self, backups: Sequence[BackupFile], parent: QWidget | None = None) -> None:
        super().__init__(
            "",
            parent,
            self.tr("Restore"),
            text=self.tr(
                "The backup is opened and checked first. The present data is kept aside, not deleted; "
                "changes made since the backup are not in it."
            ),
        )
        self.setWindowTitle(self.tr("Restore a backup"))
        self._heading.setText(self.windowTitle())
        self.stays_open = True
        self.choice = QComboBox()
        for one in backups:
            self.choice.addItem(said_backup(one), one.path)
        self.choice.addItem(self.tr("Another file…"), None)
        self.form.add_row(self.tr("&Backup"), self.choice)
        self.passphrase = self.form.add_row(
            self.tr("&Passphrase"), secret_edit(), self.tr("The one in use when the backup was made.")
        )
        self.choice.activated.connect(self._on_choice)
        self.accepted_values.connect(
            lambda _: self.restore_wanted.emit(self.choice.currentData(), self.passphrase.text())
        )
        if not backups:
            self.choice.setCurrentIndex(-1)

    def validate(self) -> bool:
        """A backup and a passphrase are needed."""
        if self.choice.currentData() is None:
            self.form.error(self.choice, self.tr("Choose a backup."))
        elif not self.passphrase.text():
            self.form.error(self.passphrase, self.tr("Type the passphrase."))
        return not self.form.has_errors

    def _on_choice(self, _index: int) -> None:
        if self.choice.currentData() is None:
            dialog = QFileDialog(self, self.tr("Choose a backup"))
            dialog.setNameFilter(self.tr("Backups (*.db)"))
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.fileSelected.connect(self._take_file)
            dialog.open()

    def _take_file(self, name: str) -> None:
        path = Path(name)
        self.choice.insertItem(0, path.name, path)
        self.choice.setCurrentIndex(0)


def said_backup(one: BackupFile) -> str:
    """``Wed 2 Dec 18:12 · 1.4 MB``."""
    made = f"{said_short_day(local(one.made_at).date())} {said_time(one.made_at)}"
    return f"{made} · {one.size_bytes / 1e6:.1f} MB"
