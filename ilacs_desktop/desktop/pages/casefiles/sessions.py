"""The pipeline of case-file sessions, and the one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from ilacs_desktop.desktop.pages.casefiles.looks import alarm_pill, state_pill
from ilacs_desktop.desktop.pages.casefiles.session_board import SessionBoard
from ilacs_desktop.desktop.pages.casefiles.session_panel import SessionPanel
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import Flow
from ilacs_desktop.desktop.widgets.panes import EmptyState, Pane, Switch
from ilacs_desktop.desktop.widgets.sides import side_by_side
from ilacs_desktop.domain.casefiles import (
    CaseSession,
    CheckPoint,
    Debrief,
    SessionState,
    debrief_alarm,
    step_before,
)
from ilacs_desktop.domain.casefiles.session_list import SessionFilter, Stand, found
from ilacs_desktop.domain.moments import said_when

SEARCH_WIDTH = 190


class SessionsView(QWidget):
    """Sessions at the left, steps and the next deed at the right."""

    chosen = Signal(object)
    plan_wanted = Signal(object)
    debrief_wanted = Signal(object)
    step_wanted = Signal(object, object)
    """A session, and the state it has come to."""
    concern_wanted = Signal(object)
    check_wanted = Signal(object)
    children_wanted = Signal()
    back_wanted = Signal(object)
    """A session whose last step was a mistake."""
    far_back_wanted = Signal(object)
    """A session whose card was dropped more than one step back."""
    export_wanted = Signal()
    plan_many_wanted = Signal(object)
    """The keys of sessions that wait, to be planned at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        self._debrief: Debrief | None = None
        self._points: tuple[CheckPoint, ...] = ()
        self._sessions: tuple[CaseSession, ...] = ()
        self._asked: tuple[int, SessionState | None] | None = None
        self._is_filling = False
        left = Pane()
        self.rows = RowTable(self._columns(), self)
        self.table = ListTable(self.rows, self.tr("Case-file sessions"))
        self.table.allow_many()
        self.empty = EmptyState("book-open-check", "", "", self.tr("Look at the children"))
        self.empty.wanted.connect(self.children_wanted)
        self.table.set_empty(self.empty)
        self.board = SessionBoard(self.tr("Board of case-file sessions"))
        self._ways = (self.tr("List"), self.tr("Board"))
        self.switch = Switch(self._ways, spoken=self.tr("How sessions are shown"))
        self.switch.switched.connect(self._turn)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.board)
        left.body.addWidget(self._make_head())
        left.body.addWidget(self.stack, 1)
        self.panel = SessionPanel()
        self.panel.move_wanted.connect(self.plan_wanted)
        self.panel.debrief_wanted.connect(self.debrief_wanted)
        self.panel.concern_wanted.connect(self.concern_wanted)
        self.panel.check_wanted.connect(self.check_wanted)
        self.panel.step_wanted.connect(self._ask_step)
        self.panel.back_wanted.connect(self._ask_back)
        self.next_button = make_button(self.tr("Next step"), main=True)
        self.next_button.clicked.connect(self._do_next)
        self.panel.head.addWidget(self.next_button)
        side_by_side(self, left, self.panel)
        self.table.chosen.connect(self._on_chosen)
        self.table.chosen.connect(lambda _: self._say_many())
        self.table.opened.connect(lambda _: self._do_next())
        self.board.chosen.connect(lambda session: self.select(session.id))
        self.board.opened.connect(lambda _: self._do_next())
        self.board.back_wanted.connect(self._ask_back)
        self.board.moved.connect(self._on_moved)
        self._show_found()

    def show_sessions(self, sessions: Sequence[CaseSession], now: datetime) -> None:
        """Show other rows: what rings, what comes, what has no time yet, what is done."""
        self._now, self._asked = now, None
        self._sessions = tuple(sorted(sessions, key=lambda session: _urgency(session, now)))
        self._show_found()

    def show_again(self) -> None:
        """What was wished was refused: it may be wished once more."""
        self._asked = None

    def in_sight(self) -> tuple[CaseSession, ...]:
        """The sessions that are looked for, in the order of the list."""
        return self.rows.rows

    def _to_plan(self) -> tuple[int, ...]:
        """The sessions chosen that wait, where several are; else all in sight that do."""
        chosen = self.table.selected_rows() if self.stack.currentIndex() == 0 else ()
        waiting = [each.id for each in chosen if _waits(each)]
        return tuple(waiting if len(waiting) > 1 else [each.id for each in self.rows.rows if _waits(each)])

    def _say_many(self) -> None:
        """How many sessions the button would plan; it is there while any waits."""
        count = len(self._to_plan())
        chosen = len([each for each in self.table.selected_rows() if _waits(each)])
        words = self.tr("Plan {count} waiting…") if chosen < 2 else self.tr("Plan these {count}…")
        self.many_button.setText(words.format(count=count))
        self.many_button.setAccessibleName(self.many_button.text())
        self.many_button.setToolTip(self.tr("Proposes times for several sessions at once (Ctrl+Shift+P)"))
        self.many_button.setShortcut("Ctrl+Shift+P")
        self.many_button.setVisible(count > 0)

    def _show_found(self) -> None:
        wanted = SessionFilter(Stand(self.stand.currentData()), self.search.text())
        kept = self.table.selected()
        ordered = found(self._sessions, wanted, self._now) if self._now is not None else ()
        if self._sessions and wanted.is_on:
            self.empty.say(self.tr("No session is like that"), self.tr("Look for less, or show them all."))
        else:
            self.empty.say(
                self.tr("No sessions yet"),
                self.tr("Choose children whose records will be read. Each gets a code and a session."),
            )
        self.empty.button.setVisible(not self._sessions)
        self.export_button.setEnabled(bool(ordered))
        self._is_filling = True
        self.rows.show(ordered)
        stays = kept is not None and self.table.select_where(lambda session: session.id == kept.id)
        if not stays and ordered:
            self.table.select_where(lambda session: session.id == ordered[0].id)
        self._is_filling = False
        self._say_many()
        if self._now is not None:
            self.board.show_sessions(ordered, self._now)
        at_hand = self.table.selected()
        if kept is None or at_hand is None or at_hand.id != kept.id:
            self._on_chosen(at_hand)
        else:
            self._show(at_hand)
            self.chosen.emit(at_hand)

    def show_checklist(self, points: Sequence[CheckPoint]) -> None:
        """Show the points of the checklist beside the session at hand."""
        if tuple(points) != self._points:
            self._points = tuple(points)
            self._show(self.table.selected())

    def show_debrief(self, debrief: Debrief | None) -> None:
        """Show what was said after the session at hand."""
        session = self.table.selected()
        if debrief == self._debrief or (debrief and session and debrief.session_id != session.id):
            return
        self._debrief = debrief
        self._show(session)

    def select(self, session_id: int) -> bool:
        """Bring a session to hand, past what is looked for if need be; False when it is not in the list."""
        is_left_out = all(each.id != session_id for each in self.rows.rows)
        if is_left_out and any(each.id == session_id for each in self._sessions):
            self.search.clear()
            self.stand.setCurrentIndex(0)
        return self.table.select_where(lambda session: session.id == session_id)

    def _make_head(self) -> QWidget:
        """How sessions are shown, what is looked for, and the way out."""
        head = QWidget()
        line = Flow(head)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Code, name, team or place"))
        self.search.setAccessibleName(self.tr("Search sessions"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(current_theme().px(SEARCH_WIDTH))
        self.stand = QComboBox()
        self.stand.setAccessibleName(self.tr("Which sessions"))
        for stand in Stand:
            self.stand.addItem(stand.value[:1].upper() + stand.value[1:], stand)
        self.export_button = make_button("", "file-up", spoken=self.tr("Export this list"))
        self.export_button.setToolTip(self.tr("Export this list"))
        self.export_button.clicked.connect(self.export_wanted)
        self.many_button = make_button(self.tr("Plan these…"), "calendar-plus")
        self.many_button.setShortcut("Ctrl+Shift+P")
        self.many_button.clicked.connect(lambda: self.plan_many_wanted.emit(self._to_plan()))
        for widget in (self.switch, self.search, self.stand, self.export_button, self.many_button):
            line.addWidget(widget)
        self.search.textChanged.connect(lambda _: self._show_found())
        self.stand.currentIndexChanged.connect(lambda _: self._show_found())
        return head

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
        inspector = Column(self.tr("Inspector"), lambda s: s.inspector, width=104, lesser=True)
        worker = Column(self.tr("Worker"), lambda s: s.worker, stretch=True, lesser=True)
        where = Column(self.tr("Where"), lambda s: s.place, width=150, lesser=True)
        state = Column(self.tr("State"), lambda s: state_pill(s).word, pill=state_pill, width=132)
        alarm = Column(
            self.tr("Debrief"),
            lambda s: debrief_alarm(s, self._now) if self._now else "",
            pill=lambda s: alarm_pill(s, self._now) if self._now else None,
            spoken=lambda s: debrief_alarm(s, self._now) if self._now else "",
            width=92,
        )
        return [case, when, inspector, worker, state, alarm, where]

    def _turn(self, name: str) -> None:
        self.stack.setCurrentIndex(0 if name == self._ways[0] else 1)
        session = self.table.selected()
        if session is not None:
            self.board.choose(session.id)

    def _on_chosen(self, session: CaseSession | None) -> None:
        if self._is_filling:
            return
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
            SessionState.CHECKED: (self.tr("Look at the record…"), "file-search"),
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
        elif state is SessionState.CHECKED:
            self.check_wanted.emit(session)
        elif state is not None:
            self._ask_step(session, state)

    def _ask_step(self, session: CaseSession, state: SessionState) -> None:
        """Wish for a step once; a second press before it is stored is the same wish."""
        if state is SessionState.CHECKED:
            self.check_wanted.emit(session)
        elif self._asked != (session.id, state):
            self._asked = (session.id, state)
            self.step_wanted.emit(session, state)

    def _ask_back(self, session: CaseSession) -> None:
        if self._asked != (session.id, None):
            self._asked = (session.id, None)
            self.back_wanted.emit(session)

    def _on_moved(self, session: CaseSession, stage: Sequence[SessionState]) -> None:
        """A card was dropped on a stage: on to its first step, or back to it if that is the last one."""
        is_on = stage[0].place_in_order > session.state.place_in_order
        if is_on and SessionState.DEBRIEFED in stage:
            self.debrief_wanted.emit(session)
        elif is_on:
            self._ask_step(session, stage[0])
        elif step_before(session.state, session.steps) in stage or session.state is SessionState.DEBRIEFED:
            self._ask_back(session)
        else:
            self.far_back_wanted.emit(session)

    def _show(self, session: CaseSession | None) -> None:
        panel = self.panel
        if session is None or self._now is None:
            panel.clear()
            panel.set_title(self.tr("Session"))
            panel.add_text(self.tr("Pick a session to see its steps."), muted=True)
            self.next_button.hide()
            return
        words, icon = self._next_words(session)
        self.next_button.setText(words)
        self.next_button.setAccessibleName(words)
        self.next_button.set_icon(icon, "on_accent")
        self.next_button.setVisible(bool(words))
        panel.show_session(session, self._now, self._points, self._debrief)


def _waits(session: CaseSession) -> bool:
    """Whether a session has no time, or was stood down and could be planned again."""
    return not session.is_debriefed and (session.starts_at is None or session.did_not_happen)


def _urgency(session: CaseSession, now: datetime) -> tuple[int, float]:
    """What rings first, then what is to come by its start; what is over comes last, newest first."""
    starts = session.starts_at.timestamp() if session.starts_at else 0.0
    if debrief_alarm(session, now):
        return 0, starts
    if session.is_debriefed:
        return 3, -starts
    return (1, starts) if session.starts_at else (2, session.id)
