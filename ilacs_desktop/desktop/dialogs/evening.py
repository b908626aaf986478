"""The dialogs of the evening: with whom it is agreed that something can wait, and the owners' messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import moment_edit, moment_of
from ilacs_desktop.desktop.dialogs.room import fitting
from ilacs_desktop.desktop.tables import Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import make_button
from ilacs_desktop.desktop.widgets.folder_choice import FolderChoice
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.info_requests.digest import Digest


class CanWaitDialog(FormDialog):
    """Asks with whom, and when; hands over ``{"agreed_with": …, "agreed_at": …}``."""

    def __init__(self, request: InfoRequest, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "", text=request.title)
        self.setWindowTitle(self.tr("{ref} can wait").format(ref=request.ref))
        self._heading.setText(self.windowTitle())
        self.accept_button.setText(self.tr("It can wait"))
        self.agreed_with = self.form.add_row(
            self.tr("&Agreed with"),
            QLineEdit(request.asked_by),
            self.tr("Its deadline stays; it does not ring before 08:00."),
        )
        self.agreed_at = self.form.add_row(self.tr("A&t"), moment_edit(now))
        self.agreed_with.setFocus()
        self.agreed_with.selectAll()

    def validate(self) -> bool:
        """Somebody must have agreed."""
        if self.agreed_with.text().strip():
            return True
        self.form.error(self.agreed_with, self.tr("Say with whom it is agreed."))
        return False

    def values(self) -> dict[str, Any]:
        """What was agreed."""
        return {"agreed_with": self.agreed_with.text().strip(), "agreed_at": moment_of(self.agreed_at)}


class DigestDialog(FormDialog):
    """Shows each owner's one message, to copy or to write as e-mails; hands over ``{"folder": …}``.

    ``copied`` carries the owner whose message lies on the clipboard.
    """

    copied = Signal(str)

    def __init__(self, digests: Sequence[Digest], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "")
        theme = current_theme()
        self.setWindowTitle(self.tr("Messages to the owners"))
        self._heading.setText(self.windowTitle())
        self.accept_button.setText(self.tr("Write the e-mails"))
        columns = (
            Column(self.tr("Owner"), lambda digest: digest.owner, stretch=True),
            Column(self.tr("Requests"), lambda digest: str(len(digest.refs)), sort=lambda one: len(one.refs)),
            Column(
                self.tr("Late"),
                lambda digest: str(digest.late) if digest.late else "",
                sort=lambda digest: digest.late,
                pill=lambda digest: PillText(str(digest.late), "alert", "timer") if digest.late else None,
                spoken=lambda digest: self.tr("{n} late").format(n=digest.late),
            ),
        )
        self.owners = ListTable(RowTable(columns, self), self.tr("Owners"))
        self.owners.setFixedWidth(theme.px(300))
        self.owners.rows.show(tuple(digests))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("The message"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        both = QHBoxLayout()
        both.setSpacing(theme.space(1.5))
        both.addWidget(self.owners)
        both.addWidget(self.text, 1)
        self.body.insertLayout(0, both, 1)
        self.folder = self.form.add_row(
            self.tr("&Folder"),
            FolderChoice(folder),
            self.tr("One unsent e-mail an owner, to look at and send. The files are not encrypted."),
        )
        self.copy_button = make_button(self.tr("Copy this one"), "copy")
        self.copy_button.clicked.connect(self._copy)
        self.buttons.insertWidget(0, self.copy_button)
        self.owners.chosen.connect(self._show)
        self.owners.selectRow(0)
        self._show(self.owners.selected())
        self.owners.setFocus()
        self.resize(fitting(self, 860, 520))

    def validate(self) -> bool:
        """A folder is needed."""
        if self.folder.line.text().strip():
            return True
        self.form.error(self.folder, self.tr("Say where the files shall go."))
        return False

    def values(self) -> dict[str, Any]:
        """Where the e-mails are written to."""
        return {"folder": self.folder.line.text().strip()}

    def _show(self, digest: object) -> None:
        self.text.setPlainText(digest.text if isinstance(digest, Digest) else "")
        self.copy_button.setEnabled(isinstance(digest, Digest))

    def _copy(self) -> None:
        digest = self.owners.selected()
        if isinstance(digest, Digest):
            QGuiApplication.clipboard().setText(digest.text)
            self.copied.emit(digest.owner)
