"""The session at hand in full, to be set by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.choices import chosen_id, people_combo, place_combo
from ilacs_desktop.desktop.forms import time_edit
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label
from ilacs_desktop.desktop.widgets.flow import Flow
from ilacs_desktop.desktop.widgets.labels import plain_tooltip
from ilacs_desktop.domain.casefiles.planning import Planning, PlanRow
from ilacs_desktop.domain.moments import day_of, local, moment, said_short_day

NAME_WIDTH, PLACE_WIDTH = 200, 190


class RowEditor(QWidget):
    """``changed`` carries the row as it is now wanted; ``toggled`` that it is to be planned or left out."""

    changed = Signal(object)
    toggled = Signal()

    def __init__(self, planning: Planning, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._row: PlanRow | None = None
        self._is_filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.75))
        self.says = Label("", wrap=True)
        column.addWidget(self.says)
        fields = QWidget()
        self._flow = Flow(fields, gap=1)
        column.addWidget(fields)
        self.tick = QCheckBox(self.tr("Pla&n it"))
        self.day = QComboBox()
        self._days = list(planning.days)
        for day in self._days:
            self.day.addItem(said_short_day(day))
        self.starts = time_edit(planning.terms.begins)
        self.minutes = QSpinBox()
        self.minutes.setRange(15, 240)
        self.minutes.setSingleStep(15)
        if (inner := self.minutes.findChild(QLineEdit)) is not None:
            inner.setTextMargins(theme.px(7), 0, 0, 0)
        self.inspector = people_combo(planning.inspectors, blank=self.tr("Nobody yet"))
        self.worker = people_combo(planning.staff, blank=self.tr("Nobody yet"))
        self.navigator = people_combo(planning.staff, blank=self.tr("Nobody yet"))
        self.place = place_combo(planning.places, blank=self.tr("No place yet"))
        for combo in (self.inspector, self.worker, self.navigator):
            combo.setFixedWidth(theme.px(NAME_WIDTH))
        self.place.setFixedWidth(theme.px(PLACE_WIDTH))
        self.by_video = QCheckBox(self.tr("By &video"))
        self.by_video.setAccessibleName(self.tr("By video"))
        self._flow.addWidget(self.tick)
        for words, editor in (
            (self.tr("Day"), self.day),
            (self.tr("Begins at"), self.starts),
            (self.tr("Minutes"), self.minutes),
            (self.tr("Inspector"), self.inspector),
            (self.tr("Worker"), self.worker),
            (self.tr("Navigator"), self.navigator),
            (self.tr("Place"), self.place),
        ):
            self._add(words, editor)
        self._flow.addWidget(self.by_video)
        self.tick.clicked.connect(self.toggled)
        self.by_video.clicked.connect(lambda _: self._change())
        self.day.currentIndexChanged.connect(lambda _: self._change(is_time=True))
        self.starts.timeChanged.connect(lambda _: self._change(is_time=True))
        self.minutes.valueChanged.connect(lambda _: self._change())
        for combo in (self.inspector, self.worker, self.navigator, self.place):
            combo.currentIndexChanged.connect(lambda _: self._change())

    def _add(self, words: str, editor: QWidget) -> None:
        """A field with its name above it."""
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        label = Label(words, font="small", role="muted")
        label.setBuddy(editor)
        editor.setAccessibleName(words)
        column.addWidget(label)
        column.addWidget(editor)
        self._flow.addWidget(cell)

    def show_row(self, row: PlanRow | None, says: str, *, is_ticked: bool, is_wrong: bool) -> None:
        """Show a row and what is to be said of it."""
        self.setEnabled(row is not None)
        self.says.setText(says)
        self.says.set_role("alert" if is_wrong else "muted")
        self._row = row
        if row is None:
            return
        self._is_filling = True
        self.tick.setAccessibleName(self.tr("Plan {code}").format(code=row.code))
        self.tick.setChecked(is_ticked)
        self.tick.setEnabled(not row.is_kept)
        if row.starts_at is not None:
            day = day_of(row.starts_at)
            if day not in self._days:
                self._days.append(day)
                self.day.addItem(said_short_day(day))
            self.day.setCurrentIndex(self._days.index(day))
            at = local(row.starts_at)
            self.starts.setTime(time_edit(time(at.hour, at.minute)).time())
        self.minutes.setValue(row.minutes)
        for combo, person_id in (
            (self.inspector, row.inspector_id),
            (self.worker, row.worker_id),
            (self.navigator, row.navigator_id),
            (self.place, row.place_id),
        ):
            combo.setCurrentIndex(max(0, combo.findData(person_id)))
            combo.setToolTip(plain_tooltip(combo.currentText()))
            if (line := combo.lineEdit()) is not None:
                line.setCursorPosition(0)
        self.by_video.setChecked(row.by_video)
        self._is_filling = False

    def _change(self, *, is_time: bool = False) -> None:
        """What is now wanted of the row; one that has no time gets the one shown once that is touched."""
        row = self._row
        if row is None or self._is_filling:
            return
        starts_at = row.starts_at
        if (is_time or starts_at is not None) and self.day.currentIndex() >= 0:
            at = self.starts.time()
            starts_at = moment(self._days[self.day.currentIndex()], time(at.hour(), at.minute()))
        worker_id = chosen_id(self.worker)
        self.changed.emit(
            replace(
                row,
                starts_at=starts_at,
                minutes=self.minutes.value(),
                inspector_id=chosen_id(self.inspector),
                worker_id=worker_id,
                worker=self.worker.currentText().split(",")[0] if worker_id is not None else row.worker,
                navigator_id=chosen_id(self.navigator),
                place_id=self.place.currentData(),
                by_video=self.by_video.isChecked(),
                why="",
                note="",
                is_kept=False,
                is_set=True,
            )
        )
