"""After the inspectors have left: what has happened, the clocks it started, and the judgements."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.readiness.dates_view import state_pill
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import (
    ElidedLabel,
    EmptyState,
    Label,
    Muted,
    Pane,
    PillText,
    RowLine,
    clear_layout,
    make_button,
)
from ilacs_desktop.desktop.widgets.basis import basis_pill
from ilacs_desktop.domain.inspection import Event, Hang
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.pathways import Grade, Judgement
from ilacs_desktop.domain.readiness import DateRow, Overview

_GRADE_ROLES = {
    Grade.OUTSTANDING: "good",
    Grade.GOOD: "good",
    Grade.REQUIRES_IMPROVEMENT: "warn",
    Grade.INADEQUATE: "warn",
}


class AfterView(QWidget):
    """Knows the rows of an overview, no services."""

    event_wanted = Signal(object)
    judge_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(1.5))
        left = QVBoxLayout()
        left.setSpacing(theme.space(1.5))
        line.addLayout(left, 6)
        happened = Pane(self.tr("What has happened"), "calendar-check")
        self._events = QVBoxLayout()
        self._events.setSpacing(theme.space(0.5))
        happened.body.addLayout(self._events)
        happened.body.addWidget(
            Muted(
                self.tr("Clocks start on the day the report is received, not on publication."),
                font="small",
                wrap=True,
            )
        )
        left.addWidget(happened)
        clocks = Pane(self.tr("Clocks"), "timer")
        self.clocks = RowTable(
            [
                Column(self.tr("When"), lambda row: row.said_due, strong=True),
                Column(self.tr("What"), lambda row: row.what, stretch=True),
                Column(self.tr("Basis"), lambda row: str(row.basis), pill=lambda row: basis_pill(row.basis)),
                Column(self.tr("State"), lambda row: row.said_state, pill=state_pill),
            ],
            self,
        )
        self.clock_table = ListTable(self.clocks, self.tr("Clocks after the inspection"))
        self.clock_table.set_empty(
            EmptyState("timer-off", self.tr("No clock follows from a report of this type"))
        )
        clocks.body.addWidget(self.clock_table)
        left.addWidget(clocks, 1)
        self.judgements = JudgementsPane()
        self.judgements.judge_wanted.connect(self.judge_wanted)
        line.addWidget(self.judgements, 5)

    def show_overview(self, overview: Overview) -> None:
        """Show another inspection, or the same with newer facts."""
        clear_layout(self._events)
        for number, row in enumerate(overview.events):
            said = f"{said_day(row.on)} {row.on.year}" if row.on else self.tr("not yet")
            button = make_button(
                self.tr("Change…") if row.on else self.tr("Enter…"),
                small=True,
                spoken=self.tr("Enter the day: {event}").format(event=row.event.value),
            )
            button.clicked.connect(lambda _=False, event=row.event: self.event_wanted.emit(event))
            name = ElidedLabel(row.event.value.capitalize())
            self._events.addWidget(
                RowLine(name, Label(said) if row.on else Muted(said), button, first=not number)
            )
        self.clocks.show([row for row in overview.dates if _is_clock(row)])
        self.judgements.show_judgements(overview.judgements)


class JudgementsPane(Pane):
    """One line for each area judged: the grade under embargo and the final one."""

    judge_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("JudgementsPane", "Judgements"), "gavel", parent=parent)
        self.rows = RowTable(
            [
                Column(self.tr("Area"), lambda row: row.label, stretch=True),
                Column(
                    self.tr("Provisional"),
                    lambda row: row.provisional or "–",
                    pill=lambda row: (
                        PillText(short_grade(row.provisional), "plain", "lock") if row.provisional else None
                    ),
                ),
                Column(
                    self.tr("Final"),
                    lambda row: row.final or "–",
                    pill=lambda row: (
                        PillText(short_grade(row.final), _GRADE_ROLES[row.final]) if row.final else None
                    ),
                ),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Judgements by area"))
        self.table.set_empty(
            EmptyState(
                "file-text",
                self.tr("No grades"),
                self.tr("This type ends with a letter or report without grades."),
            )
        )
        self.body.addWidget(self.table, 1)
        self.embargo = Muted("", font="small", wrap=True)
        self.body.addWidget(self.embargo)
        self.button = make_button(self.tr("Enter a judgement…"), "pencil")
        self.button.clicked.connect(lambda: self.judge_wanted.emit(self.table.selected()))
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.table.chosen.connect(lambda row: self.button.setEnabled(row is not None))
        self.table.opened.connect(self.judge_wanted)

    def show_judgements(self, judgements: tuple[Judgement, ...]) -> None:
        """Show other judgements."""
        self.rows.show(judgements)
        self.button.setVisible(bool(judgements))
        if judgements and self.table.selected() is None:
            self.table.selectRow(0)
        embargoed = any(judgement.is_embargoed for judgement in judgements)
        self.set_note(self.tr("under embargo") if embargoed else "")
        self.embargo.setText(
            self.tr("A provisional grade is under embargo until publication; no sheet carries it.")
            if judgements
            else ""
        )


def short_grade(grade: Grade) -> str:
    """The grade in the width of a column."""
    return "requires improvement" if grade is Grade.REQUIRES_IMPROVEMENT else str(grade)


def _is_clock(row: DateRow) -> bool:
    return Hang.read(row.hangs_on).anchor in Event.__members__
