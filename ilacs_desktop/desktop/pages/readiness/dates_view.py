"""The dates of an inspection: the list, and beside it one date with its source and its deeds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.new_inspection import CautionLines
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import (
    ElidedLabel,
    Label,
    Muted,
    Pane,
    Pill,
    PillText,
    RowLine,
    ShortList,
    clear_layout,
    make_button,
    scrolled,
)
from ilacs_desktop.desktop.widgets.basis import basis_pill
from ilacs_desktop.domain.inspection import InspectionState
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.readiness import DateRow, Overview, StagedGroup, said_hang


class DatesView(QWidget):
    """Knows the rows of an overview, no services."""

    set_wanted = Signal(object)
    done_wanted = Signal(object)
    take_back_wanted = Signal(object)
    event_wanted = Signal(object)
    requests_wanted = Signal()
    pause_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._overview: Overview | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(1.5))
        left = Pane(self.tr("Dates"), "calendar-clock")
        self.pane = left
        self.pause_button = make_button(self.tr("Pause"), "pause", small=True, quiet=True)
        self.pause_button.clicked.connect(self.pause_wanted)
        left.head.addWidget(self.pause_button)
        self.cautions = CautionLines()
        left.body.addWidget(self.cautions)
        self.rows = RowTable(
            [
                Column(
                    self.tr("When"), lambda row: row.said_due, sort=_sort_when, strong=True, spoken=_spoken
                ),
                Column(self.tr("What"), lambda row: row.what, stretch=True),
                Column(
                    self.tr("Basis"),
                    lambda row: str(row.basis),
                    pill=lambda row: basis_pill(row.basis),
                    tooltip=lambda row: row.source,
                    lesser=True,
                ),
                Column(self.tr("State"), lambda row: row.said_state, pill=state_pill),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Dates of the inspection"))
        left.body.addWidget(self.table, 1)
        line.addWidget(left, 7)
        right = QVBoxLayout()
        right.setSpacing(theme.space(1.5))
        line.addLayout(right, 4)
        self.detail = DateDetail()
        self.staged = StagedPane()
        right.addWidget(self.detail, 1)
        right.addWidget(self.staged)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        for mine, theirs in (
            (self.set_wanted, self.detail.set_wanted),
            (self.done_wanted, self.detail.done_wanted),
            (self.take_back_wanted, self.detail.take_back_wanted),
            (self.event_wanted, self.detail.event_wanted),
        ):
            theirs.connect(mine)
        self.staged.wanted.connect(self.requests_wanted)

    def show_overview(self, overview: Overview) -> None:
        """Show another inspection, or the same with newer facts."""
        self._overview = overview
        self.cautions.show_cautions(overview.cautions)
        is_paused = overview.inspection.state is InspectionState.PAUSED
        self.pause_button.setText(self.tr("Go on") if is_paused else self.tr("Pause"))
        self.pause_button.setAccessibleName(
            self.tr("Go on with the inspection") if is_paused else self.tr("Pause the inspection")
        )
        self.pause_button.set_icon("play" if is_paused else "pause")
        self.rows.show(overview.dates)
        if self.table.selected() is None:
            upcoming = next((row for row in overview.dates if not (row.done_at or row.by_itself)), None)
            self.table.select_where(lambda row: upcoming is None or row.id == upcoming.id)
        self._on_chosen(self.table.selected())
        self.staged.show_groups(overview.groups)

    def _on_chosen(self, row: DateRow | None) -> None:
        self.detail.show_date(row, self._overview.dates if self._overview else ())

    def _on_opened(self, row: DateRow) -> None:
        (self.event_wanted if row.waits_for else self.set_wanted).emit(row)


class DateDetail(Pane):
    """One date: what it hangs on, where the rule is from, and what can be done with it."""

    set_wanted = Signal(object)
    done_wanted = Signal(object)
    take_back_wanted = Signal(object)
    event_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        theme = current_theme()
        self._row: DateRow | None = None
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.what = Label("", font="subtitle", wrap=True)
        column.addWidget(self.what)
        pills = QHBoxLayout()
        self.basis, self.state = Pill("", "plain"), Pill("", "plain")
        for pill in (self.basis, self.state):
            pills.addWidget(pill)
        pills.addStretch(1)
        column.addLayout(pills)
        self.when = Label("", wrap=True)
        column.addWidget(self.when)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(theme.space(0.25))
        column.addLayout(self._facts)
        self.body.addWidget(scrolled(inner), 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.space(1))
        self.set_button = make_button(self.tr("Set date…"), "calendar-cog")
        self.done_button = make_button(self.tr("Done"), "check")
        self.back_button = make_button(self.tr("Back to the rule"), "undo-2", link=True, small=True)
        self.event_button = make_button(self.tr("Enter the day…"), "calendar-check")
        for button in (self.event_button, self.set_button, self.done_button):
            deeds.addWidget(button)
        deeds.addStretch(1)
        self.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(deeds)
        self.setMinimumHeight(theme.px(240))
        self.set_button.clicked.connect(lambda: self.set_wanted.emit(self._row))
        self.done_button.clicked.connect(lambda: self.done_wanted.emit(self._row))
        self.back_button.clicked.connect(lambda: self.take_back_wanted.emit(self._row))
        self.event_button.clicked.connect(lambda: self.event_wanted.emit(self._row))
        self.show_date(None, ())

    def show_date(self, row: DateRow | None, rows: tuple[DateRow, ...]) -> None:
        """Show one date of ``rows``; None for none."""
        self._row = row
        clear_layout(self._facts)
        for widget in (self.set_button, self.done_button, self.back_button, self.event_button):
            widget.setVisible(False)
        self.what.setText(row.what if row else self.tr("No date is selected"))
        self.basis.show_pill(basis_pill(row.basis) if row else None)
        self.state.show_pill(state_pill(row) if row else None)
        self.when.setText(_long_when(row) if row else "")
        if row is None:
            return
        if row.note:
            self._add(self.tr("Note"), row.note)
        self._add(self.tr("Follows from"), said_hang(row, rows))
        self._add(self.tr("Source"), row.source)
        self.event_button.setVisible(row.waits_for is not None)
        self.set_button.setVisible(True)
        self.done_button.setVisible(row.due_on is not None)
        self.done_button.setText(self.tr("Done") if row.done_at is None else self.tr("Not done"))
        self.done_button.set_icon("check" if row.done_at is None else "undo-2")
        self.done_button.setAccessibleName(self.done_button.text())
        self.back_button.setVisible(row.is_overridden)

    def _add(self, name: str, text: str) -> None:
        if self._facts.count():
            self._facts.addSpacing(current_theme().space(0.75))
        self._facts.addWidget(Muted(name, font="heading"))
        self._facts.addWidget(Label(text, wrap=True))


class StagedPane(Pane):
    """The requests to expect, by group: how many have an owner, how many are cleared and given."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("StagedPane", "Requests to expect"), "list-checks", parent=parent
        )
        self.list = ShortList()
        self.list.rest_wanted.connect(self.wanted)
        self.body.addWidget(self.list)
        self.link = make_button(
            self.tr("Give owners"),
            link=True,
            small=True,
            spoken=self.tr("Give owners, on the page of requests"),
        )
        self.link.clicked.connect(self.wanted)
        self.body.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)

    def show_groups(self, groups: tuple[StagedGroup, ...]) -> None:
        """Show other counts."""
        total, owned = sum(group.total for group in groups), sum(group.owned for group in groups)
        self.set_note(self.tr("{owned} of {total} owned").format(owned=owned, total=total))
        self.list.show_rows([partial(self._line, group) for group in groups])

    def _line(self, group: StagedGroup, is_first: bool) -> QWidget:
        title = ElidedLabel(group.title)
        title.set_more(self.tr("Usually owned by: {roles}").format(roles=", ".join(group.roles)))
        return RowLine(title, Muted(self._said(group)), first=is_first)

    def _said(self, group: StagedGroup) -> str:
        parts = [self.tr("{owned} of {total} owned").format(owned=group.owned, total=group.total)]
        if group.given:
            parts.append(self.tr("{count} given").format(count=group.given))
        elif group.cleared:
            parts.append(self.tr("{count} cleared").format(count=group.cleared))
        return " · ".join(parts)


def state_pill(row: DateRow) -> PillText | None:
    """How a date stands, as a pill."""
    if row.done_at:
        return PillText("done", "good", "check")
    if row.due_on is None:
        return PillText("waiting", "plain", "hourglass")
    if row.is_late:
        return PillText("late", "warn", "clock-alert")
    return PillText("past" if row.is_past else "to come", "plain")


def _sort_when(row: DateRow) -> str:
    return f"{row.due_on.isoformat()} {row.due_at_time or '24'}" if row.due_on else "9"


def _spoken(row: DateRow) -> str:
    return _long_when(row) if row.due_on else row.said_due


def _long_when(row: DateRow) -> str:
    if row.due_on is None:
        return row.said_due
    at = f", {row.due_at_time:%H:%M}" if row.due_at_time else ""
    return f"{said_day(row.due_on)} {row.due_on.year}{at}"
