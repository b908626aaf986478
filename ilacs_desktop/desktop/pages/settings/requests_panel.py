"""What was agreed about requests: usual times, when they run, who checks. Knows widgets, no services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.forms import Form, time_edit, value_of
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label, Muted, Pane, make_button, scrolled
from ilacs_desktop.desktop.widgets.length_box import LengthBox
from ilacs_desktop.domain.info_requests import ClockRuns, RequestKind, RequestRules

PANE_WIDTH = 520


class RequestsPanel(QWidget):
    """Wish: ``rules_wanted`` (`RequestRules`, all of them together)."""

    rules_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        theme = current_theme()
        self._rules: RequestRules | None = None
        self.answer: dict[RequestKind, LengthBox] = {}
        self.acknowledge: dict[RequestKind, LengthBox] = {}
        ground = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(ground))
        columns = QHBoxLayout(ground)
        columns.setContentsMargins(0, theme.space(1.5), 0, 0)
        columns.setSpacing(theme.space(1.5))
        right = QVBoxLayout()
        right.setSpacing(theme.space(1.5))
        left = QVBoxLayout()
        for column, pane in (
            (left, self._times_pane()),
            (right, self._hours_pane()),
            (right, self._checks_pane()),
        ):
            pane.setMaximumWidth(theme.px(PANE_WIDTH))
            column.addWidget(pane)
        right.addLayout(self._deeds())
        for column in (left, right):
            column.addStretch(1)
            columns.addLayout(column, 1)
        columns.addStretch(1)
        self.clock.currentIndexChanged.connect(self._say)
        self.needs_checks.toggled.connect(self._say)
        self.show_rules(RequestRules())

    def _times_pane(self) -> Pane:
        pane = Pane(self.tr("How long it usually takes"), "timer")
        pane.body.addWidget(
            Muted(
                self.tr("By kind. A time the inspector names goes before; what was asked keeps what it had."),
                wrap=True,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(current_theme().space(2))
        grid.setColumnStretch(0, 1)
        pane.body.addSpacing(current_theme().space(1))
        headings = (self.tr("Kind"), self.tr("Acknowledge"), self.tr("Answer"))
        for column, words in enumerate(headings):
            grid.addWidget(Label(words, font="small", role="muted"), 0, column)
        for row, kind in enumerate(RequestKind, 1):
            words = kind.value.capitalize()
            label = Label(words)
            grid.addWidget(label, row, 0)
            for column, boxes in ((1, self.acknowledge), (2, self.answer)):
                box = LengthBox(self.tr("{kind}: {what}").format(kind=words, what=headings[column].lower()))
                boxes[kind] = box
                grid.addWidget(box, row, column)
            label.setBuddy(self.acknowledge[kind])
        pane.body.addLayout(grid)
        return pane

    def _hours_pane(self) -> Pane:
        pane = Pane(self.tr("When these times run"), "clock")
        self.hours = Form()
        self.clock = QComboBox()
        for each, words in (
            (ClockRuns.ALWAYS, self.tr("Round the clock")),
            (ClockRuns.WORKING, self.tr("In working hours")),
        ):
            self.clock.addItem(words, each)
        self.hours.add_row(self.tr("They r&un"), self.clock)
        self.opens = self._hour(self.tr("A working day from"))
        self.closes = self._hour(self.tr("until"))
        self.on_site_opens = self._hour(self.tr("A day on site from"))
        self.on_site_closes = self._hour(self.tr("until"), self.tr("A day on site until"))
        pane.body.addWidget(self.hours)
        self.hours_say = Muted("", font="small", wrap=True)
        pane.body.addWidget(self.hours_say)
        return pane

    def _hour(self, label: str, spoken: str = "") -> QTimeEdit:
        edit = self.hours.add_row(label, time_edit(), name=spoken or label)
        edit.setAccessibleName(spoken or label)
        return edit

    def _checks_pane(self) -> Pane:
        pane = Pane(self.tr("Before it is cleared"), "check-check")
        self.needs_checks = QCheckBox(self.tr("&Accuracy and redaction are checked"))
        self.by_another = QCheckBox(self.tr("&By another person than the owner"))
        for box in (self.needs_checks, self.by_another):
            box.setAccessibleName(box.text().replace("&", ""))
            pane.body.addWidget(box)
        pane.body.addWidget(
            Muted(
                self.tr("Only what is cleared can be recorded as given, whatever is chosen here."),
                font="small",
                wrap=True,
            )
        )
        return pane

    def _deeds(self) -> QHBoxLayout:
        self.save = make_button(
            self.tr("Save"), main=True, spoken=self.tr("Save what was agreed about requests")
        )
        self.save.clicked.connect(lambda: self.rules_wanted.emit(self.rules))
        self.usual = make_button(
            self.tr("As is usual"), "history", spoken=self.tr("Show what is usual; Save keeps it")
        )
        self.usual.clicked.connect(lambda: self._fill(RequestRules()))
        line = QHBoxLayout()
        line.addWidget(self.save)
        line.addWidget(self.usual)
        line.addStretch(1)
        return line

    @property
    def rules(self) -> RequestRules:
        """What the panel says now."""
        return replace(
            self._rules or RequestRules(),
            answer_minutes={kind: box.value() for kind, box in self.answer.items()},
            acknowledge_minutes={kind: box.value() for kind, box in self.acknowledge.items()},
            clock=ClockRuns(self.clock.currentData()),
            opens=value_of(self.opens),
            closes=value_of(self.closes),
            on_site_opens=value_of(self.on_site_opens),
            on_site_closes=value_of(self.on_site_closes),
            needs_checks=self.needs_checks.isChecked(),
            checked_by_another=self.by_another.isChecked(),
        )

    def show_rules(self, rules: RequestRules) -> None:
        """Show what was agreed, unless somebody is just changing it."""
        if rules == self._rules or (self._rules is not None and self.rules != self._rules):
            self._rules = rules if self.rules == rules else self._rules
            return
        self._rules = rules
        self._fill(rules)

    def _fill(self, rules: RequestRules) -> None:
        self._fill_times(self.answer, rules.answer_minutes)
        self._fill_times(self.acknowledge, rules.acknowledge_minutes)
        self.clock.setCurrentIndex(self.clock.findData(rules.clock))
        for edit, at in (
            (self.opens, rules.opens),
            (self.closes, rules.closes),
            (self.on_site_opens, rules.on_site_opens),
            (self.on_site_closes, rules.on_site_closes),
        ):
            edit.setTime(QTime(at.hour, at.minute))
        self.needs_checks.setChecked(rules.needs_checks)
        self.by_another.setChecked(rules.checked_by_another)
        self._say()

    @staticmethod
    def _fill_times(boxes: Mapping[RequestKind, LengthBox], minutes: Mapping[RequestKind, int]) -> None:
        for kind, box in boxes.items():
            box.setValue(minutes[kind])

    def _say(self) -> None:
        is_working = self.clock.currentData() == ClockRuns.WORKING
        for edit in (self.opens, self.closes, self.on_site_opens, self.on_site_closes):
            self.hours.show_row(edit, shown=is_working)
        self.hours_say.setText(
            self.tr("Monday to Friday, but on bank holidays; a day on site has its own hours.")
            if is_working
            else self.tr("At night and at the weekend as well: two hours from 22:00 are over at midnight.")
        )
        self.by_another.setEnabled(self.needs_checks.isChecked())
