"""Dialogs for the list of people and places: a person, an absence, a place."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.forms import date_edit, time_edit, to_date
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import AbsenceKind, Person, Place, Side

MOST_SEATS = 1000


class PersonDialog(FormDialog):
    """Asks for everything about a person; stays open until it is stored."""

    def __init__(
        self, person: Person | None = None, parent: QWidget | None = None, *, today: date | None = None
    ) -> None:
        say = partial(QCoreApplication.translate, "PersonDialog")
        title = person.name if person else say("Add a person")
        super().__init__(title, parent, say("Keep") if person else say("Add"))
        self.stays_open = True
        form = self.form
        self.name = form.add_row(self.tr("&Name"), QLineEdit(person.name if person else ""), name="name")
        self.side = QComboBox()
        for side in Side:
            self.side.addItem(side.value.capitalize(), side)
        self.side.setCurrentIndex(self.side.findData(person.side if person else Side.AUTHORITY))
        form.add_row(self.tr("&Side"), self.side, name="side")
        for label, field, help_text in (
            (self.tr("&Role"), "role", ""),
            (self.tr("&Team"), "team", ""),
            (self.tr("&Locality"), "locality", ""),
            (self.tr("&E-mail"), "email", ""),
            (self.tr("&Phone"), "phone", ""),
            (
                self.tr("Sheets sa&y"),
                "known_as",
                self.tr("For instance Inspector B. Empty: initials and family name."),
            ),
        ):
            form.add_row(
                label, QLineEdit(getattr(person, field) if person else ""), help=help_text, name=field
            )
        self.works_from = time_edit(person.works_from if person else time(9))
        self.works_until = time_edit(person.works_until if person else time(17))
        self.hours = _from_to(
            self.works_from, self.works_until, self.tr("Works from"), self.tr("Works until")
        )
        form.add_row(self.tr("&Works"), self.hours)
        self.hours.setFocusProxy(self.works_from)
        first, last = (person.on_site_from, person.on_site_until) if person else (None, None)
        self.on_site_from = OptionalDay(self.tr("First day"), first, today)
        self.on_site_until = OptionalDay(self.tr("Last day"), last, today)
        self.on_site = _below(self.on_site_from, self.on_site_until)
        self.on_site.setFocusProxy(self.on_site_from.is_given)
        form.add_row(
            self.tr("&On site"), self.on_site, help=self.tr("An inspector’s own days; else the inspection’s.")
        )
        self.side.currentIndexChanged.connect(self._show_on_site)
        self._show_on_site()
        self.name.setFocus()

    def _show_on_site(self) -> None:
        """Only an inspector has days on site of their own."""
        self.form.show_row(self.on_site, shown=self._is_inspector)

    @property
    def _is_inspector(self) -> bool:
        return Side(self.side.currentData()) is Side.INSPECTORATE

    def validate(self) -> bool:
        """A name is needed, and a day that ends after it starts."""
        is_right = True
        if self.works_until.time() <= self.works_from.time():
            self.form.error(self.hours, self.tr("The working day ends before it starts."))
            is_right = False
        first, last = self.on_site_from.day, self.on_site_until.day
        if self._is_inspector and first and last and last < first:
            self.form.error(self.on_site, self.tr("The last day on site is before the first."))
            is_right = False
        if not self.name.text().strip():
            self.form.error(self.name, self.tr("A person needs a name."))
            is_right = False
        return is_right

    def values(self) -> dict[str, Any]:
        """Everything that ``People.add`` and ``People.change`` take."""
        names = ("name", "side", "role", "team", "locality", "email", "phone", "known_as")
        held = self.form.values()
        return {
            **{name: held[name] for name in names},
            "side": Side(held["side"]),
            "works_from": _time(self.works_from),
            "works_until": _time(self.works_until),
            "on_site_from": self.on_site_from.day if self._is_inspector else None,
            "on_site_until": self.on_site_until.day if self._is_inspector else None,
        }


class OptionalDay(QWidget):
    """A tick and a day: without the tick there is none."""

    def __init__(self, name: str, day: date | None, today: date | None) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(0.75))
        self.is_given = QCheckBox(name)
        self.is_given.setAccessibleName(self.tr("{name} on site is their own").format(name=name))
        self.editor = date_edit(day or today)
        self.editor.setAccessibleName(self.tr("{name} on site").format(name=name))
        self.is_given.setChecked(day is not None)
        self.editor.setEnabled(day is not None)
        self.is_given.toggled.connect(self.editor.setEnabled)
        line.addWidget(self.is_given)
        line.addWidget(self.editor)
        line.addStretch(1)

    @property
    def day(self) -> date | None:
        """The day, if one is given."""
        return to_date(self.editor.date()) if self.is_given.isChecked() else None


class AbsenceDialog(FormDialog):
    """Asks when a person is not to be had."""

    def __init__(self, person: Person, today: date, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "AbsenceDialog")
        super().__init__(say("{name} is away").format(name=person.label), parent, say("Keep"))
        self.stays_open = True
        self.kind = QComboBox()
        for kind in AbsenceKind:
            self.kind.addItem(kind.value.capitalize(), kind)
        self.form.add_row(self.tr("&Why"), self.kind)
        self.first_on, self.starts = date_edit(today), time_edit(person.works_from)
        self.last_on, self.ends = date_edit(today), time_edit(person.works_until)
        self.from_both = _day_and_time(self.first_on, self.starts, self.tr("From day"), self.tr("From time"))
        self.until_both = _day_and_time(self.last_on, self.ends, self.tr("Until day"), self.tr("Until time"))
        self.form.add_row(self.tr("&From"), self.from_both)
        self.form.add_row(self.tr("&Until"), self.until_both)
        self.note = self.form.add_row(self.tr("&Note"), QLineEdit())
        self.first_on.dateChanged.connect(self.last_on.setMinimumDate)
        self.kind.setFocus()

    def validate(self) -> bool:
        """It must end after it starts."""
        if self._ends_at() > self._starts_at():
            return True
        self.form.error(self.until_both, self.tr("It must end after it starts."))
        return False

    def values(self) -> dict[str, Any]:
        """Everything that ``People.add_absence`` takes."""
        return {
            "kind": AbsenceKind(self.kind.currentData()),
            "starts_at": self._starts_at(),
            "ends_at": self._ends_at(),
            "note": self.note.text().strip(),
        }

    def _starts_at(self) -> datetime:
        return moment(to_date(self.first_on.date()), _time(self.starts))

    def _ends_at(self) -> datetime:
        return moment(to_date(self.last_on.date()), _time(self.ends))


class PlaceDialog(FormDialog):
    """Asks for a room or a link."""

    def __init__(self, place: Place | None = None, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "PlaceDialog")
        title = place.label if place else say("Add a place")
        super().__init__(title, parent, say("Keep") if place else say("Add"))
        self.stays_open = True
        self.name = self.form.add_row(self.tr("&Room"), QLineEdit(place.name if place else ""))
        self.site = self.form.add_row(
            self.tr("&Site"), QLineEdit(place.site if place else ""), help=self.tr("The building it is in.")
        )
        self.capacity = QSpinBox()
        self.capacity.setRange(0, MOST_SEATS)
        self.capacity.setSpecialValueText(self.tr("not known"))
        self.capacity.setValue(place.capacity or 0 if place else 0)
        self.form.add_row(self.tr("&Holds"), self.capacity, unit=self.tr("people"))
        self.link = self.form.add_row(self.tr("&Link"), QLineEdit(place.link if place else ""))
        self.name.setFocus()

    def validate(self) -> bool:
        """A name is needed."""
        if self.name.text().strip():
            return True
        self.form.error(self.name, self.tr("A place needs a name."))
        return False

    def values(self) -> dict[str, Any]:
        """Everything that ``People.add_place`` and ``People.change_place`` take."""
        return {
            "name": self.name.text().strip(),
            "site": self.site.text().strip(),
            "capacity": self.capacity.value() or None,
            "link": self.link.text().strip(),
        }


def _from_to(first: QTimeEdit, second: QTimeEdit, first_name: str, second_name: str) -> QWidget:
    first.setAccessibleName(first_name)
    second.setAccessibleName(second_name)
    return _beside(first, Muted("–"), second)


def _day_and_time(day: QWidget, at: QWidget, day_name: str, time_name: str) -> QWidget:
    day.setAccessibleName(day_name)
    at.setAccessibleName(time_name)
    both = _beside(day, at)
    both.setFocusProxy(day)
    return both


def _beside(*widgets: QWidget) -> QWidget:
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(current_theme().space(1))
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return both


def _below(*widgets: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().space(0.75))
    for widget in widgets:
        column.addWidget(widget)
    return both


def _time(editor: QTimeEdit) -> time:
    at: QTime = editor.time()
    return time(at.hour(), at.minute())
