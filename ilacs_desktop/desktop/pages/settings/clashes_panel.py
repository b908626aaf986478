"""What each rule of the timetable does, and how much it allows. Knows widgets, no services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from functools import partial

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QTimeEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.forms import Form
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Muted, Pane, make_button, scrolled
from ilacs_desktop.domain.clashes import LEVELS, Level, Limits, Rule

PANE_WIDTH = 480


class ClashesPanel(QWidget):
    """Wishes: ``level_wanted`` (a rule, a level), ``limits_wanted`` (a dict), ``levels_back_wanted``."""

    level_wanted = Signal(object, object)
    limits_wanted = Signal(object)
    levels_back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = current_theme()
        self.boxes: dict[Rule, QComboBox] = {}
        self._limits: Limits | None = None
        ground = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(ground))
        columns = QHBoxLayout(ground)
        columns.setContentsMargins(0, theme.space(1.5), 0, 0)
        columns.setSpacing(theme.space(1.5))
        for pane in (self._levels_pane(), self._limits_pane()):
            pane.setMaximumWidth(theme.px(PANE_WIDTH))
            column = QVBoxLayout()
            column.addWidget(pane)
            column.addStretch(1)
            columns.addLayout(column, 1)
        columns.addStretch(1)
        self.show_levels(LEVELS)
        self.show_limits(Limits())

    def _levels_pane(self) -> Pane:
        pane = Pane(self.tr("What a clash does"), "triangle-alert")
        pane.body.addWidget(
            Muted(
                self.tr("A clash never keeps you from an edit. One that stops an issue can be let stand."),
                wrap=True,
            )
        )
        self.levels = Form()
        for rule, words in self._rules().items():
            box = QComboBox()
            for level, word in (
                (Level.STOP, self.tr("stops the issue")),
                (Level.WARN, self.tr("warns")),
                (Level.IGNORE, self.tr("is not looked for")),
            ):
                box.addItem(word, level)
            box.activated.connect(partial(self._wish_level, rule))
            self.boxes[rule] = self.levels.add_row(words, box, name=rule.name)
        pane.body.addWidget(self.levels)
        self.back = make_button(self.tr("As at first"), "history", spoken=self.tr("All levels as at first"))
        self.back.clicked.connect(self.levels_back_wanted)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addStretch(1)
        pane.body.addLayout(line)
        return pane

    def _limits_pane(self) -> Pane:
        pane = Pane(self.tr("How much is too much"), "timer")
        minutes = self.tr("minutes")
        self.form = Form()
        self.preparation = self._number("preparation_minutes", self.tr("To prepare"), 0, 240, minutes)
        self.debrief = self._number("debrief_minutes", self.tr("For the debrief"), 0, 240, minutes)
        self.form.add_wide(
            Muted(self.tr("The worker’s time, before and after a case session."), font="small", wrap=True)
        )
        self.most = self._number("most_sessions", self.tr("Sessions in a day"), 1, 20, self.tr("at most"))
        self.lunch = self._number("lunch_minutes", self.tr("Lunch"), 5, 120, minutes)
        self.lunch_from = self._clock("lunch_from", self.tr("Lunch begins from"))
        self.lunch_until = self._clock("lunch_until", self.tr("Lunch is over by"))
        self.longest = self._number("longest_day_minutes", self.tr("Longest day"), 60, 1440, minutes)
        self.form.add_wide(
            Muted(self.tr("From somebody’s first start to their last end."), font="small", wrap=True)
        )
        pane.body.addWidget(self.form)
        self.save = make_button(self.tr("Save"), main=True, spoken=self.tr("Save how much is too much"))
        self.save.clicked.connect(lambda: self.limits_wanted.emit(self.form.values()))
        line = QHBoxLayout()
        line.addWidget(self.save)
        line.addStretch(1)
        pane.body.addLayout(line)
        return pane

    def _number(self, name: str, label: str, least: int, most: int, unit: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        if most > 60:
            box.setSingleStep(5)
        return self.form.add_row(label, box, unit=unit, name=name)

    def _clock(self, name: str, label: str) -> QTimeEdit:
        edit = QTimeEdit()
        edit.setDisplayFormat("HH:mm")
        return self.form.add_row(label, edit, name=name)

    def show_levels(self, levels: Mapping[Rule, Level]) -> None:
        """Show what is chosen."""
        for rule, box in self.boxes.items():
            box.setCurrentIndex(box.findData(levels[rule]))
        self.back.setEnabled(any(levels[rule] is not LEVELS[rule] for rule in Rule))

    def show_limits(self, limits: Limits) -> None:
        """Show what is chosen, unless somebody is just changing it."""
        if limits == self._limits and self._is_touched():
            return
        self._limits = limits
        self.preparation.setValue(limits.preparation_minutes)
        self.debrief.setValue(limits.debrief_minutes)
        self.most.setValue(limits.most_sessions)
        self.lunch.setValue(limits.lunch_minutes)
        self.longest.setValue(limits.longest_day_minutes)
        self.lunch_from.setTime(_qtime(limits.lunch_from))
        self.lunch_until.setTime(_qtime(limits.lunch_until))

    def _is_touched(self) -> bool:
        return self._limits is not None and Limits(**self.form.values()) != self._limits

    def _wish_level(self, rule: Rule, _index: int) -> None:
        self.level_wanted.emit(rule, Level(self.boxes[rule].currentData()))

    def _rules(self) -> dict[Rule, str]:
        return {
            Rule.PERSON: self.tr("Person in two places"),
            Rule.PLACE: self.tr("Place used twice"),
            Rule.CHILD_AT_ONCE: self.tr("Same child, two inspectors at once"),
            Rule.OFF_THE_LIST: self.tr("Person is off the list"),
            Rule.INSPECTION_DAYS: self.tr("Outside the inspection’s days"),
            Rule.ABSENCE: self.tr("Person is away"),
            Rule.NOT_ON_SITE: self.tr("Inspector is not on site"),
            Rule.NO_WORKER: self.tr("Session without a worker"),
            Rule.NO_NAVIGATOR: self.tr("Session without a navigator"),
            Rule.CHILD: self.tr("Same child with two inspectors"),
            Rule.TRAVEL: self.tr("No time to travel"),
            Rule.CAPACITY: self.tr("Place is too small"),
            Rule.PREPARATION: self.tr("No time to prepare"),
            Rule.DEBRIEF: self.tr("No time for the debrief"),
            Rule.BACK_TO_BACK: self.tr("Sessions back to back"),
            Rule.TOO_MANY: self.tr("Too many sessions in a day"),
            Rule.REQUEST_DUE: self.tr("Request due during a slot"),
            Rule.LUNCH: self.tr("No lunch"),
            Rule.LONG_DAY: self.tr("Day too long"),
            Rule.WORKING_HOURS: self.tr("Outside working hours"),
        }


def _qtime(at: time) -> QTime:
    return QTime(at.hour, at.minute)
