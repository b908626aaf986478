"""Concerns for a child's safety: red by word and shape, each with its own clock and its next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilacs_desktop.desktop.pages.casefiles.looks import clock_pill
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, IconLabel, Pane, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.casefiles import Concern, concern_clock
from ilacs_desktop.domain.moments import said_when


class ConcernsView(QWidget):
    """Concerns at the left, open ones first; what has to happen next at the right."""

    step_wanted = Signal(object)
    """A concern whose next step is to be taken."""
    raise_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(1.5))
        left = Pane()
        self.rows = RowTable(self._columns(), self)
        self.table = ListTable(self.rows, self.tr("Concerns"))
        empty = EmptyState(
            "shield-check",
            self.tr("No concern has been raised"),
            self.tr(
                "When an inspector is worried about one child, write it down here at once. Its clock starts."
            ),
            self.tr("Raise a concern…"),
        )
        empty.wanted.connect(self.raise_wanted)
        self.table.set_empty(empty)
        left.body.addWidget(self.table, 1)
        line.addWidget(left, 9)
        self.panel = SidePanel()
        self.next_button = make_button(self.tr("Next step"), main=True)
        self.next_button.clicked.connect(lambda: self.step_wanted.emit(self.table.selected()))
        self.panel.head.addWidget(self.next_button)
        line.addWidget(self.panel, 5)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._on_opened)
        self._show(None)

    def show_concerns(self, concerns: Sequence[Concern], now: datetime) -> None:
        """Show other rows; the one at hand stays at hand."""
        kept = self.table.selected()
        self._now = now
        self.rows.show(concerns)
        found = kept is not None and self.select(kept.id)
        if not found and concerns:
            self.select(concerns[0].id)
        self._show(self.table.selected())

    def select(self, concern_id: int) -> bool:
        """Bring a concern to hand; False when it is not in the list."""
        return self.table.select_where(lambda concern: concern.id == concern_id)

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Ref"), lambda c: c.ref, strong=True, width=62),
            Column(
                self.tr("Clock"),
                lambda c: concern_clock(c, self._now) if self._now else "",
                sort=lambda c: c.said_at.timestamp(),
                pill=lambda c: clock_pill(c, self._now) if self._now else None,
                spoken=lambda c: concern_clock(c, self._now) if self._now else "",
                width=122,
            ),
            Column(self.tr("Child"), lambda c: c.code or "–", width=62),
            Column(self.tr("What was said"), lambda c: " ".join(c.what.split()), stretch=True),
            Column(self.tr("Owner"), lambda c: c.owner, width=110),
            Column(self.tr("Next"), lambda c: c.next_step or self.tr("closed"), width=124, muted=True),
        ]

    def _on_opened(self, concern: Concern) -> None:
        if concern.is_open:
            self.step_wanted.emit(concern)

    def _show(self, concern: Concern | None) -> None:
        panel = self.panel
        panel.clear()
        if concern is None or self._now is None:
            panel.set_title(self.tr("Concern"))
            panel.add_text(self.tr("Pick a concern to see what it waits for."), muted=True)
            self.next_button.hide()
            return
        panel.set_title(f"{concern.ref} · {concern.code}" if concern.code else concern.ref)
        words = {
            "acknowledge": self.tr("Acknowledge"),
            "say what is done": self.tr("Say what is done…"),
            "report back": self.tr("Reported back"),
            "close": self.tr("Close"),
        }.get(concern.next_step, "")
        self.next_button.setText(words)
        self.next_button.setAccessibleName(words)
        self.next_button.setVisible(bool(words))
        pill = clock_pill(concern, self._now)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Pill(pill.word, pill.role, pill.icon))
        row.addStretch(1)
        panel.body.addWidget(line)
        panel.add_text(concern_clock(concern, self._now).capitalize() + ".", muted=True)
        panel.add_heading(self.tr("In their words"))
        panel.add_text(f"“{concern.what}”")
        said = self.tr("{who}, {when}").format(
            who=concern.said_by, when=said_when(concern.said_at, self._now)
        )
        panel.add_text(said, muted=True)
        panel.add_heading(self.tr("Owner"))
        deputy = self.tr("{owner}; deputy {deputy}").format(owner=concern.owner, deputy=concern.deputy)
        panel.add_text(deputy if concern.deputy else concern.owner)
        if concern.action:
            panel.add_heading(self.tr("What is done"))
            panel.add_text(concern.action)
        panel.add_heading(self.tr("Steps"))
        self._add_steps(concern)
        if concern.child is not None:
            panel.add_heading(self.tr("The child"))
            child = concern.child
            panel.add_text(", ".join(word for word in (*child.cohorts[:1], child.team, child.worker) if word))
        panel.add_text(self.tr("A concern can be closed, never deleted."), muted=True)
        panel.body.addStretch(1)

    def _add_steps(self, concern: Concern) -> None:
        for number, (word, at) in enumerate(
            (
                (self.tr("Acknowledged"), concern.acknowledged_at),
                (self.tr("Something is being done"), concern.acknowledged_at if concern.action else None),
                (self.tr("Reported back to the inspector"), concern.reported_back_at),
                (self.tr("Closed"), concern.closed_at),
            )
        ):
            icon = IconLabel("circle-check", "good") if at else IconLabel("circle-dashed", "muted")
            is_action = number == 1
            when = said_when(at, self._now) if at and self._now and not is_action else ""
            label = ElidedLabel(word, role="" if at else "muted")
            self.panel.body.addWidget(RowLine(icon, label, Muted(when, font="small"), first=number == 0))
