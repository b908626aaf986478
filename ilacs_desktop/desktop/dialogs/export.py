"""What every dialog that writes files has in common: formats, a folder, and the first page as it would be."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Heading, Label, Muted
from ilacs_desktop.desktop.widgets.folder_choice import FolderChoice
from ilacs_desktop.desktop.widgets.page_preview import PagePreview
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.services.briefing import NOT_ENCRYPTED

SOON_MS = 250


class ExportDialog(FormDialog):
    """``accepted_values`` carries a pair: the wishes, and the folder. ``preview_wanted`` carries a wish.

    A dialog of its own adds its fields, then calls `finish`; it says by `wish` what is chosen.
    """

    preview_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "", text=NOT_ENCRYPTED)
        self._asked: Any = None
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._want_preview)

    def set_title(self, title: str) -> None:
        """Say what is written; the title could not be translated before there was a dialog."""
        self.setWindowTitle(title)
        self._heading.setText(title)
        self.accept_button.setText(self.tr("Write the files"))

    def finish(self, folder: Path, forms: Sequence[tuple[StrEnum, str]], hint: str) -> None:
        """Add the formats, the first of them chosen, the folder and the first page."""
        self._add_places(folder, forms)
        self._add_preview(hint)

    def wish(self, form: Any = None) -> Any:
        """What is chosen, in one form; the one a page is previewed in if not said."""
        raise NotImplementedError

    def wishes(self) -> tuple[Any, ...]:
        """What is chosen, once for each format."""
        return tuple(self.wish(form) for form, box in self.formats.items() if box.isChecked())

    def _add_places(self, folder: Path, forms: Sequence[tuple[StrEnum, str]]) -> None:
        self.formats: dict[StrEnum, QCheckBox] = {}
        boxes = QWidget()
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(0.5))
        for form, name in forms:
            box = QCheckBox(name)
            box.setAccessibleName(name)
            box.setChecked(not self.formats)
            column.addWidget(box)
            self.formats[form] = box
        boxes.setFocusProxy(next(iter(self.formats.values())))
        self.boxes = self.form.add_row(self.tr("For&mats"), boxes)
        choice = FolderChoice(folder)
        self.folder = choice.line
        self.folder_row = self.form.add_row(self.tr("&Folder"), choice)

    def _add_preview(self, hint: str) -> None:
        theme = current_theme()
        self.body.removeWidget(self.form)
        line = QHBoxLayout()
        line.setSpacing(theme.space(3))
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addStretch(1)
        self.form.setFixedWidth(theme.px(440))
        line.addLayout(left)
        right = QVBoxLayout()
        right.setSpacing(theme.space(1))
        right.addWidget(Heading(self.tr("First page")))
        self.preview = PagePreview()
        self.preview.setAccessibleName(self.tr("First page"))
        self.problem = Label("", role="alert", wrap=True)
        self.problem.hide()
        self.hint = Muted(hint, font="small", wrap=True)
        right.addWidget(self.preview, 1)
        right.addWidget(self.problem)
        right.addWidget(self.hint)
        line.addLayout(right, 1)
        self.body.addLayout(line)

    def show_preview(self, wish: object, pictures: Sequence[bytes]) -> None:
        """Show the first page of what was asked for last."""
        if wish == self._asked and pictures:
            self.problem.hide()
            self.preview.show_page(pictures[0])

    def show_problem(self, wish: object, error: Explained) -> None:
        """Say why there is no such paper."""
        if wish == self._asked:
            self.preview.say("")
            self.problem.setText(str(error))
            self.problem.show()

    def validate(self) -> bool:
        """At least one format, and a folder."""
        if not any(box.isChecked() for box in self.formats.values()):
            self.form.error(self.boxes, self.tr("Choose at least one format."))
            return False
        if not self.folder.text().strip():
            self.form.error(self.folder_row, self.tr("Say which folder the files go into."))
            return False
        return True

    def values(self) -> Any:
        """The wishes, one for each format, and the folder."""
        return self.wishes(), Path(self.folder.text().strip()).expanduser()

    def _on_choice(self) -> None:
        self._soon.start()

    def _want_preview(self) -> None:
        self._soon.stop()
        wish = self.wish()
        if wish != self._asked:
            self._asked = wish
            self.preview.say(self.tr("Setting the page…"))
            self.problem.hide()
            self.preview_wanted.emit(wish)

    def start(self) -> None:
        """Open, and ask for the first preview now that somebody listens."""
        self._asked = None
        self._want_preview()
        self.open()


def said_written(count: int, folder: Path) -> str:
    """What is said once the files are there."""
    if count == 1:
        words = QCoreApplication.translate("ExportDialog", "1 file written to {folder}. It is not encrypted.")
    else:
        words = QCoreApplication.translate(
            "ExportDialog", "{n} files written to {folder}. They are not encrypted."
        )
    return words.format(n=count, folder=folder)
