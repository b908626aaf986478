"""The questions of readiness: a date as it was said, days on site, events, judgements, history."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.forms import date_edit, time_edit, value_of
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.inspection import Basis, Era, Event, Inspection
from ilacs_desktop.domain.pathways import Grade, Judgement
from ilacs_desktop.domain.readiness import DateRow

NOON = time(12)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReadinessDialogs", text)


class SetDateDialog(FormDialog):
    """Sets one date as it was said in the set-up conversation."""

    def __init__(self, row: DateRow, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Set this date"),
            parent,
            _tr("Set the date"),
            text=_tr("{what}. What hangs on it moves with it.").format(what=row.what),
        )
        form = self.form
        self.day = form.add_row(self.tr("&Day"), date_edit(row.due_on or today), name="due_on")
        self.has_time = form.add_row(
            self.tr("T&ime"), QCheckBox(self.tr("at a certain time")), name="has_time"
        )
        self.at = form.add_row(self.tr("&At"), time_edit(row.due_at_time or NOON), name="due_at_time")
        self.basis = form.add_row(self.tr("&Basis"), _words(Basis, Basis.OFSTED), name="basis")
        self.note = form.add_row(
            self.tr("&Note"), QLineEdit(row.note), self.tr("Who said it, and when."), name="note"
        )
        self.has_time.toggled.connect(lambda on: form.show_row(self.at, on))
        self.has_time.setChecked(row.due_at_time is not None)
        form.show_row(self.at, row.due_at_time is not None)

    def values(self) -> dict[str, Any]:
        """Day, time or None, basis and note, as the service takes them."""
        values = self.form.values()
        if not values.pop("has_time"):
            values["due_at_time"] = None
        return values | {"basis": Basis(values["basis"])}


class DaysDialog(FormDialog):
    """Sets the days on site."""

    def __init__(self, inspection: Inspection, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Days on site"),
            parent,
            _tr("Set the days"),
            text=_tr("Dates that hang on these days move; what is done or was set by hand stays."),
        )
        self.first = self.form.add_row(
            self.tr("&First day"), date_edit(inspection.on_site_from), name="on_site_from"
        )
        self.last = self.form.add_row(
            self.tr("&Last day"), date_edit(inspection.on_site_until), name="on_site_until"
        )
        self.basis = self.form.add_row(self.tr("&Basis"), _words(Basis, Basis.OFSTED), name="basis")

    def validate(self) -> bool:
        """The last day is not before the first."""
        if value_of(self.last) < value_of(self.first):
            self.form.error(self.last, self.tr("The last day lies before the first."))
        return not self.form.has_errors

    def values(self) -> dict[str, Any]:
        """The two days and the basis, as the service takes them."""
        values = self.form.values()
        return values | {"basis": Basis(values["basis"])}


class EventDialog(FormDialog):
    """Enters the day on which something happened, or takes it back."""

    def __init__(self, event: Event, on: date | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(event.value.capitalize(), parent, _tr("Enter the day"))
        self.day = self.form.add_row(
            self.tr("&Day"),
            date_edit(on or today),
            self.tr("The clocks are worked out from this day."),
            name="on",
        )
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.unknown = self.form.add_row(
            self.tr("&Not yet"), QCheckBox(self.tr("it has not happened, take the day back")), name="unknown"
        )
        self.form.show_row(self.unknown, on is not None)
        self.unknown.toggled.connect(self.day.setDisabled)

    def values(self) -> dict[str, Any]:
        """The day, or None when it is taken back."""
        return {"on": None if self.unknown.isChecked() else value_of(self.day)}


class JudgeDialog(FormDialog):
    """Enters the grades of one area."""

    def __init__(self, judgement: Judgement, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Judgement"),
            parent,
            _tr("Enter"),
            text=_tr("A provisional grade is under embargo until the report is published."),
        )
        self.label = self.form.add_row(self.tr("&Area"), QLineEdit(judgement.label), name="label")
        self.label.setCursorPosition(0)
        self.setMinimumWidth(current_theme().px(560))
        self.provisional = self.form.add_row(
            self.tr("&Provisional"), _grades(judgement.provisional), name="provisional"
        )
        self.final = self.form.add_row(self.tr("&Final"), _grades(judgement.final), name="final")

    def values(self) -> dict[str, Any]:
        """The label and both grades, None for a blank one."""
        return {
            "label": value_of(self.label),
            "provisional": _grade(self.provisional),
            "final": _grade(self.final),
        }


class PastDialog(FormDialog):
    """Enters an earlier inspection: what, its last day, and the grades of the era it was in."""

    def __init__(
        self, types: list[tuple[str, bool]], eras: tuple[Era, ...], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(_tr("Earlier inspection"), parent, _tr("Add"))
        self._eras = eras
        self._graded = dict(types)
        self.shown: set[str] = set()
        form = self.form
        kind = QComboBox()
        for name, _ in types:
            kind.addItem(name, name)
        self.kind = form.add_row(self.tr("&What"), kind, name="name")
        self.day = form.add_row(self.tr("&Last day on site"), date_edit(today), name="ended_on")
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        keys: dict[str, str] = {}
        for era in eras:
            for area in era.areas:
                keys.setdefault(area.key, area.label)
        self.grades = {
            key: form.add_row(
                self.tr("Overall") if key == "overall" else _short(label), _grades(None), name=key
            )
            for key, label in keys.items()
        }
        self.kind.currentIndexChanged.connect(self._show_areas)
        self.day.dateChanged.connect(self._show_areas)
        self._show_areas()

    def _show_areas(self) -> None:
        on = value_of(self.day)
        era = next((each for each in self._eras if each.covers(on)), None)
        self.shown = {area.key for area in era.areas} if era and self._graded[value_of(self.kind)] else set()
        for key, editor in self.grades.items():
            self.form.show_row(editor, key in self.shown)

    def values(self) -> dict[str, Any]:
        """Name, last day and the grades chosen, by area."""
        chosen = {key: _grade(editor) for key, editor in self.grades.items() if key in self.shown}
        return {
            "name": value_of(self.kind),
            "ended_on": value_of(self.day),
            "grades": {key: grade for key, grade in chosen.items() if grade},
        }


def _words(words: type[Basis], chosen: Basis) -> QComboBox:
    box = QComboBox()
    for word in words:
        box.addItem(str(word), word)
    box.setCurrentIndex(list(words).index(chosen))
    return box


def _grades(chosen: Grade | None) -> QComboBox:
    box = QComboBox()
    box.addItem("–", None)
    for grade in Grade:
        box.addItem(str(grade), grade)
    box.setCurrentIndex(0 if chosen is None else 1 + list(Grade).index(chosen))
    return box


def _grade(box: QComboBox) -> Grade | None:
    """The grade chosen; Qt hands back the word alone."""
    word = value_of(box)
    return Grade(word) if word else None


def _short(label: str) -> str:
    words = label.removeprefix("The experiences and progress of ").removeprefix("The ")
    return words.split(" on ")[0].capitalize()
