"""Within what sessions are to be planned: days, hours, length, inspectors and places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.forms import Form, time_edit
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label, make_button
from ilacs_desktop.desktop.widgets.labels import plain_tooltip
from ilacs_desktop.domain.casefiles.planning import Planning, PlanTerms
from ilacs_desktop.domain.moments import said_short_day

VALUE_ROLE = Qt.ItemDataRole.UserRole
LINES, LINE_HEIGHT = 8, 28
"""How many lines a list of ticks is high at most, and how high one is in pixels at 100 %."""


class Ticks(QListWidget):
    """Things to tick with Space, each with a value of its own."""

    def __init__(self, spoken: str, things: Iterable[tuple[str, Any]], ticked: Iterable[Any]) -> None:
        super().__init__()
        self.setAccessibleName(spoken)
        chosen = set(ticked)
        for words, value in things:
            item = QListWidgetItem(words)
            item.setData(VALUE_ROLE, value)
            item.setToolTip(plain_tooltip(words))
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme = current_theme()
        self.setMinimumHeight(theme.px(LINE_HEIGHT) * min(2, max(1, self.count())) + theme.px(10))
        self.setMaximumHeight(theme.px(LINE_HEIGHT) * min(LINES, max(1, self.count())) + theme.px(10))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def ticked(self) -> tuple[Any, ...]:
        """The values of those ticked, in their order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(item.data(VALUE_ROLE) for item in items if item.checkState() is Qt.CheckState.Checked)


class TermsPanel(QWidget):
    """``again_wanted`` when the sessions are to be proposed again within these terms."""

    again_wanted = Signal()

    def __init__(self, planning: Planning, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = planning.terms
        usual = planning.terms
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, current_theme().space(1), 0)
        column.setSpacing(current_theme().space(0.75))
        self.days = self._add_ticks(
            column, self.tr("&Days"), [(said_short_day(day), day) for day in planning.days], usual.days
        )
        form = Form()
        self.begins = form.add_row(self.tr("&From"), time_edit(usual.begins))
        self.ends = form.add_row(self.tr("&Until"), time_edit(usual.ends))
        self.minutes = QSpinBox()
        self.minutes.setRange(15, 240)
        self.minutes.setSingleStep(15)
        self.minutes.setValue(usual.minutes)
        form.add_row(self.tr("For &how long"), self.minutes, unit=self.tr("min"))
        column.addWidget(form)
        self.inspectors = self._add_ticks(
            column,
            self.tr("&Inspectors"),
            [(each.label, each.id) for each in planning.inspectors],
            usual.inspector_ids,
        )
        self.places = self._add_ticks(
            column, self.tr("P&laces"), [(each.label, each.id) for each in planning.places], usual.place_ids
        )
        self.again_button = make_button(self.tr("P&ropose again"), "refresh-cw")
        self.again_button.clicked.connect(self.again_wanted)
        column.addWidget(self.again_button)

    def terms(self) -> PlanTerms:
        """What is asked now."""
        return PlanTerms(
            days=self.days.ticked(),
            inspector_ids=self.inspectors.ticked(),
            begins=_time_of(self.begins),
            ends=_time_of(self.ends),
            minutes=self.minutes.value(),
            place_ids=self.places.ticked(),
            navigator_ids=self._usual.navigator_ids,
        )

    def _add_ticks(
        self, column: QVBoxLayout, label: str, things: list[tuple[str, Any]], ticked: Iterable[Any]
    ) -> Ticks:
        ticks = Ticks(self.tr("{what}; Space ticks").format(what=label.replace("&", "")), things, ticked)
        words = Label(label)
        words.setBuddy(ticks)
        column.addWidget(words)
        column.addWidget(ticks, 1)
        return ticks


def _time_of(editor: QTimeEdit) -> time:
    return time(editor.time().hour(), editor.time().minute())
