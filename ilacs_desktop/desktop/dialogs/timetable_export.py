"""Print and export the timetable: which paper, of which issue and day, in which formats, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Heading, Label, Muted
from ilacs_desktop.desktop.widgets.folder_choice import FolderChoice
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.papers import Form, What, Wish
from ilacs_desktop.domain.people import Person, Place
from ilacs_desktop.domain.timetable import IssueHeading
from ilacs_desktop.services.briefing import NOT_ENCRYPTED

SOON_MS = 250
OF_PERSON = frozenset({What.PERSON, What.CUE_CARDS})
WITH_ALL_DAYS = frozenset({What.WEEK, What.PERSON})


@dataclass(frozen=True)
class Choices:
    """What can be chosen from."""

    issues: tuple[IssueHeading, ...]
    days: tuple[date, ...]
    day: date | None
    people: tuple[Person, ...]
    places: tuple[Place, ...]


class PagePreview(QLabel):
    """The first page as it would be printed, as large as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._page = QPixmap()

    def show_page(self, picture: bytes) -> None:
        """Show a page."""
        self._page = QPixmap()
        self._page.loadFromData(picture)
        self._scale()

    def say(self, text: str) -> None:
        """Say a word in place of a page."""
        self._page = QPixmap()
        self.setPixmap(self._page)
        self.setText(text)

    @property
    def page(self) -> QPixmap:
        """The page on show, null when there is none."""
        return self._page

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the page as large as there is room for."""
        super().resizeEvent(event)
        self._scale()

    def _scale(self) -> None:
        if self._page.isNull():
            return
        ratio = self.devicePixelRatioF()
        scaled = self._page.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        self.setPixmap(scaled)


class TimetableExportDialog(FormDialog):
    """``accepted_values`` carries a pair: the wishes, and the folder. ``preview_wanted`` carries a wish."""

    preview_wanted = Signal(object)

    def __init__(self, choices: Choices, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "", text=NOT_ENCRYPTED)
        theme = current_theme()
        title = self.tr("Print and export the timetable")
        self.setWindowTitle(title)
        self._heading.setText(title)
        self.accept_button.setText(self.tr("Write the files"))
        self._choices = choices
        self._asked: Wish | None = None
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._want_preview)
        self._add_wishes()
        self._add_places(folder)
        self._add_preview()
        for box in (self.what, self.edition, self.day, self.person, self.place):
            box.currentIndexChanged.connect(self._on_choice)
        self.codes.toggled.connect(self._on_choice)
        self.what.currentIndexChanged.connect(self._on_what)
        self._on_what()
        self.resize(theme.px(940), theme.px(560))
        self._want_preview()

    def _add_wishes(self) -> None:
        choices = self._choices
        self.what = QComboBox()
        for what, name in (
            (What.DAY, self.tr("Board of a day, A4 landscape")),
            (What.WEEK, self.tr("Week, A3 landscape")),
            (What.PERSON, self.tr("A page for each person")),
            (What.PLACE, self.tr("Door signs, a page for each place")),
            (What.CUE_CARDS, self.tr("Cue cards, one for each slot")),
        ):
            self.what.addItem(name, what)
        self.form.add_row(self.tr("&Paper"), self.what)
        self.edition = QComboBox()
        for number, heading in enumerate(choices.issues):
            newest = self.tr("Issue {n}, the newest") if number == 0 else self.tr("Issue {n}")
            self.edition.addItem(newest.format(n=heading.number), heading.number)
        self.edition.addItem(self.tr("Draft – not issued"), 0)
        self.form.add_row(self.tr("&Of"), self.edition)
        self.day = QComboBox()
        self.form.add_row(self.tr("&Day"), self.day)
        self.person = QComboBox()
        self.person.addItem(self.tr("Everybody"), None)
        for person in choices.people:
            self.person.addItem(person.label, person.id)
        self.form.add_row(self.tr("P&erson"), self.person)
        self.place = QComboBox()
        self.place.addItem(self.tr("Every place"), None)
        for place in choices.places:
            self.place.addItem(place.label, place.id)
        self.form.add_row(self.tr("P&lace"), self.place)
        self.codes = QCheckBox(self.tr("Show case codes, such as C-014"))
        self.form.add_row(self.tr("&Codes"), self.codes)

    def _add_places(self, folder: Path) -> None:
        self.formats: dict[Form, QCheckBox] = {}
        boxes = QWidget()
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(0.5))
        for form, name in (
            (Form.PDF, self.tr("PDF, to print and send (tagged)")),
            (Form.XLSX, self.tr("Excel, a list that can come back")),
            (Form.TXT, self.tr("Text, to paste into a chat")),
        ):
            box = QCheckBox(name)
            box.setAccessibleName(name)
            box.setChecked(form is Form.PDF)
            column.addWidget(box)
            self.formats[form] = box
        boxes.setFocusProxy(self.formats[Form.PDF])
        self.boxes = self.form.add_row(self.tr("F&ormats"), boxes)
        choice = FolderChoice(folder)
        self.folder = choice.line
        self.folder_row = self.form.add_row(self.tr("&Folder"), choice)
        self.folder.setAccessibleName(self.tr("Folder"))

    def _add_preview(self) -> None:
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
        self.hint = Muted(self.tr("The Excel file has the same slots as a list."), font="small", wrap=True)
        right.addWidget(self.preview, 1)
        right.addWidget(self.problem)
        right.addWidget(self.hint)
        line.addLayout(right, 1)
        self.body.addLayout(line)

    def wish(self, form: Form = Form.PDF) -> Wish:
        """What is chosen, in one form."""
        what = What(self.what.currentData())
        number = self.edition.currentData()
        return Wish(
            what,
            form,
            number=number or None,
            is_draft=not number,
            day=self._day(),
            person_id=self.person.currentData() if what in OF_PERSON else None,
            place_id=self.place.currentData() if what is What.PLACE else None,
            shows_codes=self.codes.isChecked(),
        )

    def show_preview(self, wish: Wish, pictures: Sequence[bytes]) -> None:
        """Show the first page of what was asked for last."""
        if wish == self._asked and pictures:
            self.problem.hide()
            self.preview.show_page(pictures[0])

    def show_problem(self, wish: Wish, error: Explained) -> None:
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
        wish = self.wish()
        wishes = tuple(replace(wish, form=form) for form, box in self.formats.items() if box.isChecked())
        return wishes, Path(self.folder.text().strip()).expanduser()

    def _on_what(self) -> None:
        what = What(self.what.currentData())
        self.form.show_row(self.person, what in OF_PERSON)
        self.form.show_row(self.place, what is What.PLACE)
        self.codes.setChecked(Wish(what).with_codes)
        chosen = self._day() or self._choices.day
        self.day.blockSignals(True)
        self.day.clear()
        if what in WITH_ALL_DAYS:
            self.day.addItem(self.tr("All weeks") if what is What.WEEK else self.tr("All days to come"), None)
        for day in self._choices.days:
            words = self.tr("Week of {day}") if what is What.WEEK else "{day}"
            self.day.addItem(words.format(day=said_day(day)), day.isoformat())
        at = self.day.findData(chosen.isoformat()) if chosen and what is not What.PERSON else 0
        self.day.setCurrentIndex(max(0, at))
        self.day.blockSignals(False)
        self._on_choice()

    def _day(self) -> date | None:
        """The day that is chosen; in the box it is text, for Qt would make a day of its own of it."""
        text = self.day.currentData()
        return date.fromisoformat(text) if text else None

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
