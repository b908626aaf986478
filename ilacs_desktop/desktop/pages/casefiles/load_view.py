"""Load: what the sessions ask of each worker, and what to look at before it is too much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.labels import Label
from ilacs_desktop.desktop.widgets.panes import EmptyState, IconLabel, Pane, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill, PillText
from ilacs_desktop.desktop.widgets.sides import side_by_side
from ilacs_desktop.domain.casefiles.load import WorkerLoad, WorkerSession
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time


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
        self.table.opened.connect(self._open)
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
            Column(self.tr("In all"), lambda row: str(row.total), sort=lambda row: row.total, width=56),
            Column(
                self.tr("Each day"),
                lambda row: " · ".join(f"{day:%a} {count}" for day, count in row.by_day),
                sort=lambda row: row.most_a_day,
                spoken=lambda row: row.each_day,
                tooltip=lambda row: row.each_day,
                width=150,
            ),
            Column(
                self.tr("Sits in"),
                lambda row: self.tr("{count} of {all}").format(count=row.with_company, all=row.total),
                sort=lambda row: row.with_company,
                spoken=self._said_company,
                tooltip=self._said_company,
                pill=lambda row: (
                    PillText(self.tr("alone in {n}").format(n=row.alone), "warn") if row.alone else None
                ),
                width=92,
                lesser=True,
            ),
            Column(
                self.tr("Asked"),
                self._asked,
                sort=lambda row: -row.welfare_missing,
                spoken=lambda row: self.tr("asked how they are after {asked}").format(asked=self._asked(row)),
                tooltip=lambda _row: self.tr(
                    "After how many of those that are over they were asked how they are"
                ),
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

    def _said_company(self, load: WorkerLoad) -> str:
        return self.tr("somebody sits in with them in {count} of {all}").format(
            count=load.with_company, all=load.total
        )

    def _asked(self, load: WorkerLoad) -> str:
        over = sum(each.is_over for each in load.sessions)
        return self.tr("{count} of {all}").format(count=over - load.welfare_missing, all=over) if over else ""

    def _open(self, load: WorkerLoad) -> None:
        """To what there is to look at first, else to the first session."""
        keys = [key for look in load.looks for key in look.session_ids]
        self.session_wanted.emit((keys or [each.session_id for each in load.sessions])[0])

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
        for number, look in enumerate(load.looks):
            words = Label(look.words[:1].upper() + look.words[1:], wrap=True)
            go = self._arrow(self.tr("Open the session"), look.session_ids[0])
            line = RowLine(IconLabel("triangle-alert", "warn"), words, go, first=number == 0)
            panel.body.addWidget(line)
        if not load.looks:
            panel.add_text(self.tr("Nothing to look at."), muted=True)
        for day, count in load.by_day:
            panel.add_heading(
                self.tr("{day} · 1 session").format(day=said_short_day(day))
                if count == 1
                else self.tr("{day} · {count} sessions").format(day=said_short_day(day), count=count)
            )
            held = [each for each in load.sessions if day_of(each.starts_at) == day]
            for number, each in enumerate(held):
                said = Label(self._said_session(load, each), wrap=True)
                go = self._arrow(
                    self.tr("Open the session of {code}").format(code=each.code), each.session_id
                )
                panel.body.addWidget(RowLine(Pill(each.code, "plain"), said, go, first=number == 0))
        panel.body.addStretch(1)

    def _said_session(self, load: WorkerLoad, each: WorkerSession) -> str:
        parts = [said_time(each.starts_at)]
        if each.sits_in:
            parts.append(self.tr("{name} sits in").format(name=each.sits_in))
        elif each.has_company:
            parts.append(self.tr("with a colleague"))
        elif load.is_newly_qualified:
            parts.append(self.tr("newly qualified, alone"))
        if each.welfare_at:
            parts.append(self.tr("asked how they are"))
        elif each.is_over:
            parts.append(self.tr("not asked yet how they are"))
        return " · ".join(parts)

    def _arrow(self, spoken: str, key: int) -> IconButton:
        go = make_button("", "arrow-right", small=True, quiet=True, spoken=spoken)
        go.clicked.connect(lambda: self.session_wanted.emit(key))
        return go
