"""The pipeline of case-file sessions, and the one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilacs_desktop.desktop.pages.casefiles.looks import alarm_pill, is_roomy, state_pill
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, IconLabel, Pane, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.casefiles import CaseSession, Debrief, SessionState, debrief_alarm
from ilacs_desktop.domain.moments import said_time, said_when


class SessionsView(QWidget):
    """Sessions at the left, steps and the next deed at the right."""

    chosen = Signal(object)
    plan_wanted = Signal(object)
    debrief_wanted = Signal(object)
    step_wanted = Signal(object, object)
    """A session, and the state it has come to."""
    concern_wanted = Signal(object)
    children_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        self._debrief: Debrief | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(1.5))
        left = Pane()
        self.rows = RowTable(self._columns(), self)
        self.table = ListTable(self.rows, self.tr("Case-file sessions"))
        empty = EmptyState(
            "book-open-check",
            self.tr("No sessions yet"),
            self.tr("Choose children whose records will be read. Each gets a code and a session."),
            self.tr("Look at the children"),
        )
        empty.wanted.connect(self.children_wanted)
        self.table.set_empty(empty)
        left.body.addWidget(self.table, 1)
        line.addWidget(left, 9)
        self.panel = SidePanel()
        self.next_button = make_button(self.tr("Next step"), main=True)
        self.next_button.clicked.connect(self._do_next)
        self.panel.head.addWidget(self.next_button)
        line.addWidget(self.panel, 5)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _: self._do_next())
        self._show(None)

    def show_sessions(self, sessions: Sequence[CaseSession], now: datetime) -> None:
        """Show other rows: what rings, what comes, what has no time yet, what is done."""
        kept = self.table.selected()
        self._now = now
        ordered = sorted(sessions, key=lambda session: _urgency(session, now))
        self.rows.show(ordered)
        found = kept is not None and self.select(kept.id)
        if not found and ordered:
            self.select(ordered[0].id)
        self._show(self.table.selected())

    def show_debrief(self, debrief: Debrief | None) -> None:
        """Show what was said after the session at hand."""
        self._debrief = debrief
        self._show(self.table.selected())

    def select(self, session_id: int) -> bool:
        """Bring a session to hand; False when it is not in the list."""
        return self.table.select_where(lambda session: session.id == session_id)

    def _columns(self) -> list[Column]:
        case = Column(self.tr("Case"), lambda s: s.case_code, strong=True, width=62)
        when = Column(
            self.tr("When"),
            lambda s: (
                said_when(s.starts_at, self._now) if s.starts_at and self._now else self.tr("not planned")
            ),
            sort=lambda s: s.starts_at.timestamp() if s.starts_at else float("inf"),
            width=112,
        )
        inspector = Column(self.tr("Inspector"), lambda s: s.inspector, width=104)
        worker = Column(self.tr("Worker"), lambda s: s.worker, stretch=True)
        state = Column(self.tr("State"), lambda s: state_pill(s).word, pill=state_pill, width=132)
        alarm = Column(
            self.tr("Debrief"),
            lambda s: debrief_alarm(s, self._now) if self._now else "",
            pill=lambda s: alarm_pill(s, self._now) if self._now else None,
            spoken=lambda s: debrief_alarm(s, self._now) if self._now else "",
            width=92,
        )
        if not is_roomy():
            return [case, when, state, alarm]
        return [case, when, inspector, worker, state, alarm]

    def _on_chosen(self, session: CaseSession | None) -> None:
        self._debrief = None
        self._show(session)
        self.chosen.emit(session)

    def _next_words(self, session: CaseSession) -> tuple[str, str]:
        """What the main button says, and its icon; nothing when all is done."""
        state = session.state.following
        if session.did_not_happen and not session.is_debriefed:
            return self.tr("Plan again…"), "calendar-plus"
        if session.starts_at is None:
            return self.tr("Plan…"), "calendar-plus"
        if state is SessionState.DEBRIEFED or (self._now and debrief_alarm(session, self._now)):
            return self.tr("Debrief…"), "message-square-text"
        words = {
            SessionState.WORKER_TOLD: (self.tr("Worker told"), "check"),
            SessionState.MANAGER_TOLD: (self.tr("Manager told"), "check"),
            SessionState.CHECKED: (self.tr("Record checked"), "check"),
            SessionState.READY: (self.tr("Room ready"), "check"),
            SessionState.IN_SESSION: (self.tr("It has started"), "play"),
            SessionState.ENDED: (self.tr("It has ended"), "square"),
            SessionState.DONE: (self.tr("Follow-ups done"), "check-check"),
        }
        return words.get(state, ("", "")) if state else ("", "")

    def _do_next(self) -> None:
        session = self.table.selected()
        if session is None or self._now is None:
            return
        state = session.state.following
        if not session.is_debriefed and (session.starts_at is None or session.did_not_happen):
            self.plan_wanted.emit(session)
        elif state is SessionState.DEBRIEFED or debrief_alarm(session, self._now):
            self.debrief_wanted.emit(session)
        elif state is not None:
            self.step_wanted.emit(session, state)

    def _show(self, session: CaseSession | None) -> None:
        panel = self.panel
        panel.clear()
        if session is None or self._now is None:
            panel.set_title(self.tr("Session"))
            panel.add_text(self.tr("Pick a session to see its steps."), muted=True)
            self.next_button.hide()
            return
        panel.set_title(f"{session.case_code} · {session.child.child_id}")
        words, icon = self._next_words(session)
        self.next_button.setText(words)
        self.next_button.setAccessibleName(words)
        self.next_button.set_icon(icon, "on_accent")
        self.next_button.setVisible(bool(words))
        self._add_facts(session)
        panel.add_heading(self.tr("Steps"))
        self._add_steps(session)
        self._add_debrief()
        self._add_deeds(session)
        panel.body.addStretch(1)

    def _add_facts(self, session: CaseSession) -> None:
        panel, now = self.panel, self._now
        if now is None:
            return
        pill = state_pill(session)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().space(0.75))
        row.addWidget(Pill(pill.word, pill.role, pill.icon))
        if alarm := debrief_alarm(session, now):
            shown = alarm_pill(session, now)
            words = shown.word if shown and not is_roomy() else alarm
            row.addWidget(Pill(words, shown.role if shown else "warn", "timer"))
        row.addStretch(1)
        panel.body.addWidget(line)
        if session.starts_at is not None and session.ends_at is not None:
            when = f"{said_when(session.starts_at, now)}–{said_time(session.ends_at)}"
            panel.add_text(", ".join(word for word in (when, session.place) if word))
            with_whom = self.tr("{inspector} with {worker}").format(
                inspector=session.inspector, worker=session.worker
            )
            panel.add_text(with_whom)
            if session.navigator:
                panel.add_text(self.tr("Navigator: {name}").format(name=session.navigator), muted=True)
        else:
            panel.add_text(
                self.tr("No time and place yet. Worker: {name}").format(name=session.worker or "–")
            )
        panel.add_text(_begin_large(session.reason), muted=True)
        for spot in session.child.weak_spots[:3]:
            panel.body.addWidget(
                RowLine(IconLabel("triangle-alert", "warn"), Label(_begin_large(spot), wrap=True), first=True)
            )

    def _add_steps(self, session: CaseSession) -> None:
        taken = {step.state: step for step in session.steps}
        for number, state in enumerate(SessionState):
            step = taken.get(state)
            done = state.place_in_order <= session.state.place_in_order
            icon = IconLabel("circle-check", "good") if step or done else IconLabel("circle-dashed", "muted")
            word = ElidedLabel(state.value[:1].upper() + state.value[1:], role="" if done else "muted")
            when = said_when(step.at, self._now) if step and self._now else ""
            who = f"{step.by}, {when}" if step and is_roomy() else when
            self.panel.body.addWidget(RowLine(icon, word, Muted(who, font="small"), first=number == 0))

    def _add_debrief(self) -> None:
        if self._debrief is None:
            return
        self.panel.add_heading(self.tr("Debrief"))
        for title, words in (
            (self.tr("What was asked"), self._debrief.asked),
            (self.tr("What they liked"), self._debrief.liked),
            (self.tr("What worried them"), self._debrief.worried),
            (self.tr("What was promised"), self._debrief.promised),
            (self.tr("How the worker is"), self._debrief.worker_is),
        ):
            if words:
                self.panel.add_text(title, muted=True)
                self.panel.add_text(words)

    def _add_deeds(self, session: CaseSession) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, current_theme().space(1), 0, 0)
        row.setSpacing(current_theme().space(1))
        begun = session.state.place_in_order >= SessionState.IN_SESSION.place_in_order
        if session.starts_at is not None and not begun and not session.did_not_happen:
            move = make_button(
                self.tr("Move…"), "calendar-days", small=True, spoken=self.tr("Move this session")
            )
            move.clicked.connect(lambda: self.plan_wanted.emit(session))
            row.addWidget(move)
        if session.is_debriefed:
            again = make_button(self.tr("Correct the debrief…"), "pencil", small=True)
            again.clicked.connect(lambda: self.debrief_wanted.emit(session))
            row.addWidget(again)
        concern = make_button(self.tr("Raise a concern…"), "octagon-alert", small=True)
        concern.clicked.connect(lambda: self.concern_wanted.emit(session.child))
        row.addWidget(concern)
        row.addStretch(1)
        self.panel.body.addWidget(line)


def _urgency(session: CaseSession, now: datetime) -> tuple[int, float]:
    """What rings first, then what is to come by its start; what is over comes last, newest first."""
    starts = session.starts_at.timestamp() if session.starts_at else 0.0
    if debrief_alarm(session, now):
        return 0, starts
    if session.is_debriefed:
        return 3, -starts
    return (1, starts) if session.starts_at else (2, session.id)


def _begin_large(words: str) -> str:
    return words[:1].upper() + words[1:]
