"""Print and export the timetable: which paper, of which issue and day, in which formats, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ilacs_desktop.desktop.dialogs.export import ExportDialog
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.papers import Form, What, Wish
from ilacs_desktop.domain.people import Person, Place
from ilacs_desktop.domain.timetable import IssueHeading

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


class TimetableExportDialog(ExportDialog):
    """Which paper it shall be."""

    def __init__(self, choices: Choices, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Print and export the timetable"))
        self._choices = choices
        self._add_wishes()
        forms = (
            (Form.PDF, self.tr("PDF, to print and send (tagged)")),
            (Form.XLSX, self.tr("Excel, a list that can come back")),
            (Form.TXT, self.tr("Text, to paste into a chat")),
        )
        self.finish(folder, forms, self.tr("The Excel file has the same slots as a list."))
        for box in (self.what, self.edition, self.day, self.person, self.place):
            box.currentIndexChanged.connect(self._on_choice)
        self.codes.toggled.connect(self._on_choice)
        self.what.currentIndexChanged.connect(self._on_what)
        self._on_what()
        self.resize(current_theme().px(940), current_theme().px(560))

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

    def wish(self, form: Any = Form.PDF) -> Wish:
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
