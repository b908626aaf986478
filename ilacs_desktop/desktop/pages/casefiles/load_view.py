"""Load: what the sessions ask of each worker, and what to look at before it is too much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label
from ilacs_desktop.desktop.widgets.panes import EmptyState, IconLabel, Pane, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill, PillText
from ilacs_desktop.desktop.widgets.sides import side_by_side
from ilacs_desktop.domain.casefiles.load import WorkerLoad
from ilacs_desktop.domain.moments import said_when


class LoadView(QWidget):
    """Workers at the left, those with something to look at first; at the right the sessions of one."""

    session_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        left = Pane()
        self.rows = RowTable(self._columns(), self)
        self.table = ListTable(self.rows, self.tr("Load of workers"))
        self.table.set_empty(
            EmptyState(
                "users",
                self.tr("No session has a worker yet"),
                self.tr("Plan a session; its worker stands here, with what is asked of them each day."),
            )
        )
        left.body.addWidget(self.table, 1)
        self.panel = SidePanel()
        side_by_side(self, left, self.panel)
        self.table.chosen.connect(self._show)
        self._show(None)

    def show_loads(self, loads: Sequence[WorkerLoad], now: datetime) -> None:
        """Show other rows; the one at hand stays at hand."""
        kept, self._now = self.table.selected(), now
        self.rows.show(loads)
        found = kept is not None and self.table.select_where(lambda row: row.person_id == kept.person_id)
        if not found and loads:
            self.table.select_where(lambda row: row.person_id == loads[0].person_id)
        self._show(self.table.selected())

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Worker"), lambda row: row.name, strong=True, width=130),
            Column(
                self.tr("New"),
                lambda row: self.tr("yes") if row.is_newly_qualified else "",
                spoken=lambda row: self.tr("newly qualified") if row.is_newly_qualified else "",
                pill=lambda row: PillText(self.tr("new"), "info") if row.is_newly_qualified else None,
                width=56,
                lesser=True,
            ),
            Column(self.tr("Sessions"), lambda row: str(row.total), sort=lambda row: row.total, width=70),
            Column(
                self.tr("Most a day"),
                lambda row: str(row.most_a_day),
                sort=lambda row: row.most_a_day,
                width=84,
            ),
            Column(
                self.tr("Sits in"),
                lambda row: f"{row.with_company} of {row.total}",
                sort=lambda row: row.with_company,
                width=70,
                lesser=True,
            ),
            Column(
                self.tr("Look at"),
                lambda row: "; ".join(row.cautions),
                tooltip=lambda row: "\n".join(row.cautions),
                stretch=True,
            ),
        ]

    def _show(self, load: WorkerLoad | None) -> None:
        panel = self.panel
        panel.clear()
        if load is None or self._now is None:
            panel.set_title(self.tr("Worker"))
            panel.add_text(self.tr("Pick a worker to see their sessions."), muted=True)
            return
        panel.set_title(load.name)
        if load.team:
            panel.add_text(load.team, muted=True)
        for number, caution in enumerate(load.cautions):
            words = Label(caution[:1].upper() + caution[1:], wrap=True)
            panel.body.addWidget(RowLine(IconLabel("triangle-alert", "warn"), words, first=number == 0))
        if not load.cautions:
            panel.add_text(self.tr("Nothing to look at."), muted=True)
        panel.add_heading(self.tr("Sessions"))
        for number, each in enumerate(load.sessions):
            said = said_when(each.starts_at, self._now)
            if each.sits_in:
                said += self.tr(", {name} sits in").format(name=each.sits_in)
            if each.welfare_at:
                said += self.tr(", asked how they are")
            spoken = self.tr("Open the session of {code}").format(code=each.code)
            go = make_button("", "arrow-right", small=True, quiet=True, spoken=spoken)
            go.clicked.connect(lambda _=False, key=each.session_id: self.session_wanted.emit(key))
            panel.body.addWidget(RowLine(Pill(each.code, "plain"), ElidedLabel(said), go, first=number == 0))
