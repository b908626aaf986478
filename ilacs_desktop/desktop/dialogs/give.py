"""The dialog that records what was given; it sends nothing anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.forms import date_edit, to_date
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import ElidedLabel, make_button
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import GivenItem, InfoRequest
from ilacs_desktop.domain.moments import day_of

_SAID = 3
"""The place of "said" in the ways of giving, which needs no file."""


class GiveDialog(FormDialog):
    """Asks which file was given, how, and what it replaces.

    ``file_chosen`` carries a path; whoever opened the dialog reads the file's facts off the GUI thread and
    hands them back with `show_file` or `refuse_file`. The file is neither copied nor sent.
    """

    file_chosen = Signal(str)

    def __init__(
        self,
        request: InfoRequest,
        given: Sequence[GivenItem],
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, "", text=request.title)
        self.setWindowTitle(self.tr("What was given for {ref}").format(ref=request.ref))
        self._heading.setText(self.windowTitle())
        self.accept_button.setText(self.tr("Record it"))
        self.accept_button.setAccessibleName(self.tr("Record it"))
        self.setMinimumWidth(current_theme().px(560))
        self._facts: Any = None
        self._is_reading = False
        form = self.form
        self.how = QComboBox()
        for words in (
            self.tr("sharing site"),
            self.tr("shown on screen"),
            self.tr("printed"),
            self.tr("said"),
        ):
            self.how.addItem(words, words)
        form.add_row(self.tr("&How"), self.how)
        self.file_button = make_button(self.tr("Choose the file…"), "file-up")
        self.file_label = ElidedLabel(self.tr("None yet"), role="muted")
        self._file = QWidget()
        row = QHBoxLayout(self._file)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().space(1))
        row.addWidget(self.file_button)
        row.addWidget(self.file_label, 1)
        form.add_row(
            self.tr("&File"),
            self._file,
            self.tr("Its name, size and fingerprint are recorded. It is neither copied nor sent."),
        )
        self._file.setFocusProxy(self.file_button)
        self.version = form.add_row(self.tr("&Version"), QLineEdit("1"))
        self.has_as_of = QCheckBox(self.tr("The figures are as of a day"))
        form.add_row("", self.has_as_of, name="has_as_of")
        self.has_as_of.setAccessibleName(self.tr("The figures are as of a day"))
        self.as_of = form.add_row(self.tr("&As of"), date_edit(day_of(now)))
        form.show_row(self.as_of, shown=False)
        self.has_as_of.toggled.connect(lambda on: form.show_row(self.as_of, shown=on))
        self.cleared_by = form.add_row(self.tr("&Cleared by"), QLineEdit(request.cleared_by))
        self.given_to = form.add_row(self.tr("Given &to"), QLineEdit(request.asked_by))
        self.supersedes = QComboBox()
        self.supersedes.addItem(self.tr("Nothing"), None)
        for item in given:
            if item.request_id == request.id and not item.is_superseded:
                words = self.tr("{name}, version {version}").format(
                    name=item.file_name or item.title, version=item.version_label
                )
                self.supersedes.addItem(words, item.id)
        form.add_row(
            self.tr("&Replaces"), self.supersedes, self.tr("The line replaced stays, marked as superseded.")
        )
        form.show_row(self.supersedes, shown=self.supersedes.count() > 1)
        self.file_button.clicked.connect(self._choose_file)
        self.how.currentIndexChanged.connect(self._on_how)
        self._dialog: QFileDialog | None = None

    def choose(self, path: str) -> None:
        """Take a file, as if it had been chosen."""
        self._is_reading = True
        self._facts = None
        self.accept_button.setEnabled(False)
        self.file_label.setText(self.tr("Reading it…"))
        self.file_chosen.emit(path)

    def show_file(self, facts: Any) -> None:
        """The file was read: its name, size and fingerprint."""
        self._facts, self._is_reading = facts, False
        self.accept_button.setEnabled(True)
        self.form.clear_errors()
        self.file_label.setText(
            self.tr("{name}, {count} bytes, {start}…").format(
                name=facts.name, count=f"{facts.size_bytes:,}", start=facts.sha256[:12]
            )
        )

    def refuse_file(self, error: Explained) -> None:
        """The file could not be read."""
        self._is_reading = False
        self.accept_button.setEnabled(True)
        self.file_label.setText(self.tr("None yet"))
        self.form.error(self._file, str(error))

    def validate(self) -> bool:
        """What was not merely said needs its file, read to the end."""
        if self._is_reading:
            return False
        if self._facts is None and self.how.currentIndex() != _SAID:
            self.form.error(self._file, self.tr("Choose the file that was given."))
            return False
        if not self.version.text().strip():
            self.form.error(self.version, self.tr("Give it a version, such as 1."))
            return False
        return True

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.give` takes them."""
        values: dict[str, Any] = {
            "how": self.how.currentData(),
            "version_label": self.version.text().strip(),
            "as_of": to_date(self.as_of.date()) if self.has_as_of.isChecked() else None,
            "cleared_by": self.cleared_by.text().strip(),
            "given_to": self.given_to.text().strip(),
            "supersedes_id": self.supersedes.currentData(),
        }
        if self._facts is not None:
            values |= {
                "file_name": self._facts.name,
                "sha256": self._facts.sha256,
                "size_bytes": self._facts.size_bytes,
            }
        return values

    def _on_how(self, index: int) -> None:
        self.form.show_row(self._file, shown=index != _SAID)
        self.form.show_row(self.version, shown=index != _SAID)

    def _choose_file(self) -> None:
        self._dialog = QFileDialog(self, self.tr("Which file was given?"))
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._dialog.fileSelected.connect(self.choose)
        self._dialog.open()
