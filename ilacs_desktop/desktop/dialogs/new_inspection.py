"""The call: authority, type, day and time, lead inspector; beside it all that follows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QStringListModel, Qt, QTime, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.forms import date_edit, time_edit, to_date, value_of
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import (
    ElidedLabel,
    EmptyState,
    IconLabel,
    Label,
    Muted,
    Pane,
    Pill,
    clear_layout,
    scrolled,
)
from ilacs_desktop.desktop.widgets.basis import basis_pill
from ilacs_desktop.domain.inspection import (
    Basis,
    Caution,
    Event,
    Framework,
    Inspection,
    Plan,
    PlannedMilestone,
    last_day_on_site,
)
from ilacs_desktop.domain.moments import local, moment, said_short_day

PAUSE_MS = 120
"""How long typing rests before the dates are worked out again."""


class NewInspectionDialog(FormDialog):
    """Opens an inspection; ``opened`` carries it once it is stored."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "")
        self.setWindowTitle(self.tr("New inspection"))
        self._heading.setText(self.tr("New inspection"))
        self.accept_button.setText(self.tr("Open the inspection"))
        self.accept_button.setAccessibleName(self.tr("Open the inspection"))
        self._desk = desk
        self._frameworks: dict[str, Framework] = {}
        self.stays_open = True
        self._make_form()
        self.preview = Preview()
        self._put_side_by_side()
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._work_out)
        self._connect()
        house = desk.house
        desk.jobs.run(
            self,
            lambda: (
                house.inspections.frameworks(),
                house.inspections.authority_names(),
                house.inspections.current(),
            ),
            lambda found: self._show_choices(*found),
            refused=self.refuse,
        )

    def _make_form(self) -> None:
        now = local(self._desk.clock())
        form = self.form
        self.authority = form.add_row(self.tr("&Authority"), QLineEdit(), name="authority")
        self.kind = form.add_row(self.tr("&Type"), QComboBox(), name="framework_key")
        self.summary = Muted("", font="small", wrap=True)
        form.add_wide(self.summary)
        self.called_on = form.add_row(self.tr("&Day of the call"), date_edit(now.date()), name="called_on")
        self.called_at = form.add_row(self.tr("Ti&me of the call"), time_edit(now.time()), name="called_at")
        self.lead = form.add_row(self.tr("&Lead inspector"), QLineEdit(), name="lead_inspector")
        self.focus = form.add_row(self.tr("Theme &of the visit"), QLineEdit(), name="focus")
        self.days_said = form.add_row(
            self.tr("Days on &site"),
            QCheckBox(self.tr("were said in the call")),
            self.tr("Otherwise they follow from the type, and can be set later."),
            name="days_said",
        )
        self.first = form.add_row(self.tr("&First day"), date_edit(now.date()), name="on_site_from")
        self.last = form.add_row(self.tr("Last da&y"), date_edit(now.date()), name="on_site_until")

    def _put_side_by_side(self) -> None:
        theme = current_theme()
        self.body.removeWidget(self.form)
        inner = QWidget()
        left = QVBoxLayout(inner)
        left.setContentsMargins(0, 0, theme.space(1), 0)
        left.addWidget(self.form)
        left.addStretch(1)
        area = scrolled(inner)
        area.setMinimumWidth(self.form.minimumSizeHint().width() + theme.space(3))
        sides = QHBoxLayout()
        sides.setSpacing(theme.space(1.5))
        sides.addWidget(area, 4)
        sides.addWidget(self.preview, 6)
        self.body.addLayout(sides, 1)
        room = self.screen().availableSize()
        width, height = theme.px(1080), theme.px(630)
        self.resize(min(width, room.width() - theme.space(6)), min(height, room.height() - theme.space(8)))

    def _connect(self) -> None:
        for editor in (self.called_on, self.first, self.last):
            editor.dateChanged.connect(self._timer.start)
        self.called_at.timeChanged.connect(self._timer.start)
        self.authority.textChanged.connect(self._timer.start)
        self.kind.currentIndexChanged.connect(self._on_type)
        self.days_said.toggled.connect(self._on_days_said)
        self.first.dateChanged.connect(self._on_first)
        self.accepted_values.connect(self._open)
        self._on_days_said(False)
        self.form.show_row(self.focus, False)

    # -- what is shown ---------------------------------------------------------------------------------

    def _show_choices(
        self, frameworks: tuple[Framework, ...], names: tuple[str, ...], current: Inspection | None
    ) -> None:
        completer = QCompleter(QStringListModel(list(names), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.authority.setCompleter(completer)
        if current and not self.authority.text():
            self.authority.setText(current.authority)
        self._frameworks = {framework.key: framework for framework in frameworks}
        for framework in frameworks:
            self.kind.addItem(framework.name, framework.key)
        self._on_type()
        (self.lead if self.authority.text() else self.authority).setFocus()

    def _on_type(self) -> None:
        framework = self._frameworks.get(self.kind.currentData())
        if framework is None:
            return
        self.summary.setText(framework.summary)
        self.form.show_row(self.focus, not framework.is_graded)
        is_agreed = framework.first_week is None and framework.notice_working_days is None
        self.days_said.setChecked(is_agreed or self.days_said.isChecked())
        self.days_said.setEnabled(not is_agreed)
        self._on_first()
        self._timer.start()

    def _on_days_said(self, said: bool) -> None:
        self.form.show_row(self.first, said)
        self.form.show_row(self.last, said)
        if said and self._plan is not None:
            self.first.setDate(_qt(self._plan.on_site_from))
        self._timer.start()

    @property
    def _plan(self) -> Plan | None:
        return self.preview.plan if hasattr(self, "preview") else None

    def _on_first(self) -> None:
        framework = self._frameworks.get(self.kind.currentData())
        if framework is not None:
            first = to_date(self.first.date())
            self.last.setDate(_qt(last_day_on_site(framework, first, holidays=frozenset())))

    def _work_out(self) -> None:
        wish = self.wish()
        if not wish["framework_key"]:
            return
        wish = {name: wish[name] for name in wish if name not in {"lead_inspector", "focus"}}
        inspections = self._desk.house.inspections
        self._desk.jobs.run(
            self, lambda: inspections.preview(**wish), self.preview.show_plan, refused=self.refuse
        )

    def wish(self) -> dict[str, Any]:
        """What was entered, as the service takes it."""
        said = self.days_said.isChecked()
        return {
            "authority": value_of(self.authority),
            "framework_key": self.kind.currentData() or "",
            "notified_at": self.notified_at(),
            "lead_inspector": value_of(self.lead),
            "focus": value_of(self.focus) if not self.focus.isHidden() else "",
            "on_site_from": value_of(self.first) if said else None,
            "on_site_until": value_of(self.last) if said else None,
        }

    def notified_at(self) -> datetime:
        """The moment of the call."""
        return moment(value_of(self.called_on), value_of(self.called_at))

    def set_call(self, at: datetime) -> None:
        """Enter the moment of the call."""
        said = local(at)
        self.called_on.setDate(_qt(said.date()))
        self.called_at.setTime(QTime(said.hour, said.minute))

    # -- the deed --------------------------------------------------------------------------------------

    def validate(self) -> bool:
        """The authority is the one thing that cannot be left out."""
        if not value_of(self.authority):
            self.form.error(self.authority, self.tr("Type the name of the authority."))
        if self.days_said.isChecked() and value_of(self.last) < value_of(self.first):
            self.form.error(self.last, self.tr("The last day lies before the first."))
        return not self.form.has_errors

    def values(self) -> dict[str, Any]:
        """What was entered."""
        return self.wish()

    def _open(self, wish: dict[str, Any]) -> None:
        inspections = self._desk.house.inspections
        self._desk.jobs.run(
            self, lambda: inspections.open_inspection(**wish), self._on_opened, refused=self.refuse
        )

    def _on_opened(self, inspection: Inspection) -> None:
        self.opened.emit(inspection)
        self.accept()


class Preview(Pane):
    """All dates that would follow from the call, each with its basis, and what is unusual about them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        theme = current_theme()
        self.plan: Plan | None = None
        self.body.setSpacing(theme.space(1))
        self._nothing = EmptyState(
            "calendar-search",
            self.tr("The dates are agreed in advance"),
            self.tr("Enter the first day on site; everything else follows."),
        )
        self._days = ElidedLabel("", font="subtitle")
        self._basis = Pill("", "plain")
        top = QHBoxLayout()
        top.addWidget(self._days, 1)
        top.addWidget(self._basis)
        self.body.addLayout(top)
        self._rest = ElidedLabel("", role="muted")
        self.body.addWidget(self._rest)
        self.cautions = CautionLines()
        self.body.addWidget(self.cautions)
        self.rows = RowTable(
            [
                Column(self.tr("When"), _when, sort=_sort_when, strong=True),
                Column(self.tr("What"), lambda row: row.rule.what, stretch=True),
                Column(
                    self.tr("Basis"),
                    lambda row: str(row.rule.basis),
                    pill=lambda row: basis_pill(row.rule.basis),
                    tooltip=lambda row: row.rule.source,
                ),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Dates that follow from the call"))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._nothing, 1)
        self.show_plan(None)

    def show_plan(self, plan: Plan | None) -> None:
        """Show what follows; None while the first day on site is not known."""
        self.plan = plan
        for widget in (self._days, self._rest, self.table, self._basis, self.cautions):
            widget.setVisible(plan is not None)
        self._nothing.setVisible(plan is None)
        if plan is None:
            return
        first, last = plan.on_site_from, plan.on_site_until
        self._days.setText(
            self.tr("On site {first} to {last} {year}").format(
                first=said_short_day(first), last=said_short_day(last), year=last.year
            )
        )
        self._basis.show_pill(basis_pill(Basis.OFSTED if plan.is_said else Basis.TEMPLATE))
        self._rest.setText(
            self.tr(
                "{inspectors} inspectors to plan for · {requests} requests to expect · "
                "first timetable of {lines} lines · {areas} areas judged"
            ).format(
                inspectors=plan.framework.inspector_count,
                requests=len(plan.framework.staged),
                lines=len(plan.agenda),
                areas=len(plan.era.areas) if plan.era and plan.framework.is_graded else self.tr("no"),
            )
        )
        self.cautions.show_cautions(plan.cautions)
        self.rows.show(sorted(plan.milestones, key=_sort_when))


class CautionLines(QWidget):
    """What is unusual about dates, a line each; nothing at all when there is nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(0.5))
        self.sentences: tuple[str, ...] = ()

    def show_cautions(self, cautions: tuple[Caution, ...]) -> None:
        """Show other cautions."""
        self.sentences = tuple(caution.sentence for caution in cautions)
        clear_layout(self._column)
        for caution in cautions:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            icon = IconLabel("triangle-alert", "warn", 15)
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            label = Label(caution.sentence, wrap=True)
            label.setToolTip(caution.source)
            row.addWidget(label, 1)
            self._column.addWidget(line)
        self.setVisible(bool(cautions))


def _when(row: PlannedMilestone) -> str:
    if row.due_on is None:
        event = Event.__members__.get(row.rule.hangs_on.anchor)
        return event.said_when if event else "–"
    return f"{said_short_day(row.due_on)}" + (f" {row.due_at_time:%H:%M}" if row.due_at_time else "")


def _sort_when(row: PlannedMilestone) -> str:
    if row.due_on is None:
        return "9"
    return f"{row.due_on.isoformat()} {row.due_at_time or '24'}"


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
