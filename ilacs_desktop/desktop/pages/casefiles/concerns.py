"""Concerns for a child's safety: red by word and shape, each with its own clock and its next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.casefiles.looks import clock_pill
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, IconLabel, Pane, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill, PillText
from ilacs_desktop.desktop.widgets.sides import side_by_side
from ilacs_desktop.domain.casefiles import (
    Concern,
    ConcernStage,
    concern_clock,
    concern_steps,
    is_concern_late,
    restricted_to,
)
from ilacs_desktop.domain.casefiles.concerns import due_of
from ilacs_desktop.domain.moments import minutes_between, said_minutes, said_when


class ConcernsView(QWidget):
    """Concerns at the left, open ones first; what has to happen next at the right."""

    step_wanted = Signal(object)
    """A concern whose next step is to be taken."""
    raise_wanted = Signal()
    people_wanted = Signal(object)
    """A concern of which it is to be said who owns it and who may read it."""
    reopen_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
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
        self.panel = SidePanel()
        self.next_button = make_button(self.tr("Next step"), main=True)
        self.next_button.clicked.connect(lambda: self.step_wanted.emit(self.table.selected()))
        self.panel.head.addWidget(self.next_button)
        self.people_button = make_button(self.tr("Who may read it…"), "users", small=True)
        self.people_button.clicked.connect(lambda: self.people_wanted.emit(self.table.selected()))
        self.reopen_button = make_button(self.tr("Open again"), "rotate-ccw", small=True)
        self.reopen_button.clicked.connect(lambda: self.reopen_wanted.emit(self.table.selected()))
        deeds = QHBoxLayout()
        deeds.setSpacing(current_theme().space(1))
        deeds.addWidget(self.people_button)
        deeds.addWidget(self.reopen_button)
        deeds.addStretch(1)
        whole = self.panel.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertLayout(1, deeds)
        side_by_side(self, left, self.panel)
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
            Column(self.tr("Child"), lambda c: c.code or "–", width=62, lesser=True),
            Column(
                self.tr("What was said"),
                lambda c: restricted_to(c) if c.is_withheld else " ".join(c.what.split()),
                stretch=True,
            ),
            Column(self.tr("Owner"), lambda c: c.owner, width=110, lesser=True),
            Column(
                self.tr("Next"),
                self._next,
                sort=lambda c: due_of(c, c.stage).timestamp() if c.stage else float("inf"),
                pill=self._next_pill,
                width=150,
            ),
        ]

    def _on_opened(self, concern: Concern) -> None:
        if concern.is_open:
            self.step_wanted.emit(concern)

    def _next(self, concern: Concern) -> str:
        """The next step and by when: "report back by 20:48", "acknowledge, late 20 min"."""
        if concern.stage is None or self._now is None:
            return self.tr("closed")
        due_at = due_of(concern, concern.stage)
        words = {
            ConcernStage.ACKNOWLEDGE: self.tr("acknowledge"),
            ConcernStage.ACT: self.tr("act"),
            ConcernStage.REPORT_BACK: self.tr("report back"),
            ConcernStage.CLOSE: self.tr("close"),
        }[concern.stage]
        if is_concern_late(concern, self._now):
            late = said_minutes(minutes_between(due_at, self._now))
            return self.tr("{step}, late {time}").format(step=words, time=late)
        return self.tr("{step} by {time}").format(step=words, time=said_when(due_at, self._now))

    def _next_pill(self, concern: Concern) -> PillText | None:
        if self._now is None or not is_concern_late(concern, self._now):
            return None
        return PillText(self._next(concern), "alert", "timer")

    def _show(self, concern: Concern | None) -> None:
        panel = self.panel
        panel.clear()
        if concern is None or self._now is None:
            panel.set_title(self.tr("Concern"))
            panel.add_text(self.tr("Pick a concern to see what it waits for."), muted=True)
            for button in (self.next_button, self.people_button, self.reopen_button):
                button.hide()
            return
        panel.set_title(f"{concern.ref} · {concern.code}" if concern.code else concern.ref)
        words = self._step_words(concern)
        self.next_button.setText(words)
        self.next_button.setAccessibleName(words)
        self.next_button.setVisible(bool(words))
        self.people_button.show()
        self.reopen_button.setVisible(not concern.is_open)
        panel.fill_when_seen(partial(self._fill, concern, self._now))

    def _fill(self, concern: Concern, now: datetime) -> None:
        panel = self.panel
        panel.clear()
        pill = clock_pill(concern, now)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Pill(pill.word, pill.role, pill.icon))
        row.addStretch(1)
        panel.body.addWidget(line)
        panel.add_text(concern_clock(concern, now).capitalize() + ".", muted=True)
        self._add_words(concern, now)
        panel.add_heading(self.tr("Who may read it"))
        panel.add_text(self.tr("{owner}, owner").format(owner=concern.owner))
        if concern.deputy:
            panel.add_text(self.tr("{deputy}, deputy").format(deputy=concern.deputy))
        for name in concern.readers:
            panel.add_text(name)
        panel.add_heading(self.tr("Steps"))
        self._add_steps(concern, now)
        if concern.child is not None:
            panel.add_heading(self.tr("The child"))
            child = concern.child
            panel.add_text(", ".join(word for word in (*child.cohorts[:1], child.team, child.worker) if word))
        panel.add_text(self.tr("A concern can be closed, never deleted."), muted=True)
        panel.body.addStretch(1)

    def _step_words(self, concern: Concern) -> str:
        if concern.stage is None:
            return ""
        return {
            ConcernStage.ACKNOWLEDGE: self.tr("Acknowledge…"),
            ConcernStage.ACT: self.tr("Say what is done…"),
            ConcernStage.REPORT_BACK: self.tr("Reported back…"),
            ConcernStage.CLOSE: self.tr("Close"),
        }[concern.stage]

    def _add_words(self, concern: Concern, now: datetime) -> None:
        panel = self.panel
        said = self.tr("{who}, {when}").format(who=concern.said_by, when=said_when(concern.said_at, now))
        if concern.is_withheld:
            panel.add_heading(self.tr("Restricted"))
            panel.add_text(
                self.tr(
                    "The words are for the people named below. They are shown when the name under Settings, "
                    "At the keyboard, is one of theirs. Whom you name is in the audit trail."
                )
            )
            panel.add_text(said, muted=True)
            return
        panel.add_heading(self.tr("In their words"))
        panel.add_text(f"“{concern.what}”")
        panel.add_text(said, muted=True)
        if concern.action:
            panel.add_heading(self.tr("What is done"))
            panel.add_text(concern.action)

    def _add_steps(self, concern: Concern, now: datetime) -> None:
        words = {
            ConcernStage.ACKNOWLEDGE: self.tr("Acknowledged"),
            ConcernStage.ACT: self.tr("Something is being done"),
            ConcernStage.REPORT_BACK: self.tr("Reported back to the inspector"),
            ConcernStage.CLOSE: self.tr("Closed"),
        }
        for number, step in enumerate(concern_steps(concern)):
            late = step.is_late(now)
            if step.is_done:
                icon = IconLabel("circle-check", "good")
                when = said_when(step.done_at, now) if step.done_at else ""
            else:
                icon = IconLabel("timer" if late else "circle-dashed", "alert" if late else "muted")
                when = (self.tr("late, by {time}") if late else self.tr("by {time}")).format(
                    time=said_when(step.due_at, now)
                )
            says = words[step.stage]
            if step.stage is ConcernStage.ACKNOWLEDGE and concern.acknowledged_by:
                says = self.tr("Acknowledged by {name}").format(name=concern.acknowledged_by)
            label = ElidedLabel(says, role="" if step.is_done else "muted")
            self.panel.body.addWidget(RowLine(icon, label, Muted(when, font="small"), first=number == 0))
