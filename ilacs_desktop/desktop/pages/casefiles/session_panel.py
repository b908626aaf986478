"""The panel of the session at hand: what is known, what is to be true before the next step, what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QWidget

from ilacs_desktop.desktop.pages.casefiles.looks import alarm_pill, is_roomy, state_pill
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import Flow
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import IconLabel, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.casefiles import (
    CaseSession,
    CheckPoint,
    Debrief,
    Mark,
    SessionState,
    debrief_alarm,
    passed_over,
    pipeline,
    said_skipped,
    taken_back,
)
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.moments import said_time, said_when

BECAME = {
    Kind.INFO_REQUEST: "request",
    Kind.SIGNAL: "signal",
    Kind.CLARIFICATION: "clarification",
    Kind.FIGURE: "figure",
    Kind.CONCERN: "concern",
}

STEP_ICONS = {
    Mark.TAKEN: ("circle-check", "good"),
    Mark.NOT_NOTED: ("circle-minus", "muted"),
    Mark.TO_COME: ("circle-dashed", "muted"),
}


class SessionPanel(SidePanel):
    """Knows one session, the checklist and its debrief; no services."""

    tick_wanted = Signal(object, str, bool)
    """A session, the key of a point, and whether it is done."""
    go_wanted = Signal(object)
    """The `Ref` of what an answer became."""
    move_wanted = Signal(object)
    debrief_wanted = Signal(object)
    concern_wanted = Signal(object)
    check_wanted = Signal(object)
    welfare_wanted = Signal(object)
    step_wanted = Signal(object, object)
    """A session, and the state it has come to."""
    off_wanted = Signal(object)
    """A session that is not to take place, or did not."""
    back_wanted = Signal(object)
    """A session whose last step was a mistake."""
    checklist_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._now: datetime | None = None
        self._points: Sequence[CheckPoint] = ()
        self._debrief: Debrief | None = None
        self.boxes: dict[str, QCheckBox] = {}

    def show_session(
        self,
        session: CaseSession,
        now: datetime,
        points: Sequence[CheckPoint],
        debrief: Debrief | None,
    ) -> None:
        """Show a session; the point of the checklist that has the keyboard keeps it."""
        self.set_title(f"{session.case_code} · {session.child.child_id}")
        self.fill_when_seen(partial(self._fill, session, now, points, debrief))

    def _fill(
        self,
        session: CaseSession,
        now: datetime,
        points: Sequence[CheckPoint],
        debrief: Debrief | None,
    ) -> None:
        focused = next((key for key, box in self.boxes.items() if box.hasFocus()), "")
        self.clear()
        self.boxes = {}
        self._now, self._points, self._debrief = now, points, debrief
        self._add_facts(session)
        self._add_points(session)
        self._add_debrief(session)
        self.add_heading(self.tr("Steps"))
        self._add_steps(session)
        self._add_deeds(session)
        self.body.addStretch(1)
        if focused in self.boxes:
            self.boxes[focused].setFocus()

    def _add_facts(self, session: CaseSession) -> None:
        panel, now = self, self._now
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
            if session.sits_in:
                panel.add_text(self.tr("{name} sits in").format(name=session.sits_in), muted=True)
            if session.by_video:
                panel.add_text(self.tr("By video"), muted=True)
        else:
            panel.add_text(
                self.tr("No time and place yet. Worker: {name}").format(name=session.worker or "–")
            )
            if session.lost_its_slot:
                panel.add_text(
                    self.tr(
                        "It had a time: its slot was taken out of the timetable or given to another child. "
                        "Plan it again; whoever heard the old time is to be told the new one."
                    )
                )
        panel.add_text(_begin_large(session.reason), muted=True)
        for spot in session.child.weak_spots[:3]:
            panel.body.addWidget(
                RowLine(IconLabel("triangle-alert", "warn"), Label(_begin_large(spot), wrap=True), first=True)
            )

    def _add_steps(self, session: CaseSession) -> None:
        """The nine steps, each with who and when; one that was passed in silence says so."""
        for number, step in enumerate(pipeline(session.state, session.steps)):
            words = _begin_large(step.state.value)
            said = self.tr("not noted") if step.mark is Mark.NOT_NOTED else ""
            if step.at is not None and self._now is not None:
                said = self.tr("{name}, {when}").format(name=step.by, when=said_when(step.at, self._now))
            icon = IconLabel(*STEP_ICONS[step.mark])
            role = "muted" if step.mark is Mark.TO_COME else ""
            if is_roomy():
                line = RowLine(
                    icon, ElidedLabel(words, role=role), Muted(said, font="small"), first=number == 0
                )
            else:
                whole = "\n".join(each for each in (words, said) if each)
                line = RowLine(icon, Label(whole, role=role, wrap=True), first=number == 0)
            self.body.addWidget(line)
        back = taken_back(session.steps)
        if back is not None and self._now is not None:
            words = self.tr("Taken back to “{step}”: {name}, {when}.")
            when = said_when(back.at, self._now)
            self.add_text(words.format(step=back.state.value, name=back.by, when=when), muted=True)

    def _add_points(self, session: CaseSession) -> None:
        """What is to be true for the next step that has points, to be ticked off here."""
        if session.did_not_happen and not session.is_debriefed:
            return
        done = {tick.key: tick for tick in session.ticks}
        later = [each for each in self._points if each.step.place_in_order > session.state.place_in_order]
        if not later:
            return
        step = later[0].step
        points = [each for each in later if each.step is step]
        ready = sum(point.key in done for point in points)
        heading = self.tr("For “{step}”: {ready} of {count}")
        self.add_heading(heading.format(step=step.value, ready=ready, count=len(points)))
        for point in points:
            box = QCheckBox()
            box.setChecked(point.key in done)
            tick = done.get(point.key)
            box.setAccessibleName(point.what)
            if tick is not None and self._now is not None:
                words = self.tr("{name}, {when}").format(name=tick.by, when=said_when(tick.at, self._now))
                box.setAccessibleDescription(words)
            box.toggled.connect(partial(self.tick_wanted.emit, session, point.key))
            self.boxes[point.key] = box
            self.body.addWidget(RowLine(box, Label(point.what, wrap=True), first=point is points[0]))

    def _add_debrief(self, session: CaseSession) -> None:
        if session.welfare and session.welfare_at is not None and self._now is not None:
            self.add_heading(self.tr("The worker"))
            self.add_text(session.welfare)
            self.add_text(said_when(session.welfare_at, self._now), muted=True)
        if self._debrief is None:
            return
        self.add_heading(self.tr("Debrief"))
        for title, words in (
            (self.tr("What was asked"), self._debrief.asked),
            (self.tr("What they liked"), self._debrief.liked),
            (self.tr("What worried them"), self._debrief.worried),
            (self.tr("What was promised"), self._debrief.promised),
            (self.tr("How the worker is"), self._debrief.worker_is),
        ):
            if words:
                self.add_text(title, muted=True)
                self.add_text(words)
        if self._debrief.reading is not None:
            self.add_text(_begin_large(self._debrief.reading.said) + ".", muted=True)
        if self._now is not None:
            written = self.tr("Written down by {name}, {when}.")
            when = said_when(self._debrief.at, self._now)
            self.add_text(written.format(name=self._debrief.by, when=when), muted=True)
        for number, ref in enumerate(self._debrief.became):
            word = BECAME.get(ref.kind, ref.kind.value)
            go = make_button(
                "",
                "arrow-right",
                small=True,
                quiet=True,
                spoken=self.tr("Open the {thing} it became").format(thing=word),
            )
            go.clicked.connect(partial(self._go, ref))
            words = self.tr("Became a {thing}").format(thing=word)
            self.body.addWidget(
                RowLine(IconLabel("corner-down-right"), ElidedLabel(words), go, first=number == 0)
            )

    def _make_steps_button(self, session: CaseSession, later: Sequence[SessionState]) -> QWidget:
        """A menu of the steps still to come; each says what is skipped by going there at once."""
        button = make_button(self.tr("Another step…"), "chevrons-right", small=True)
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        for state in later:
            words = said_skipped(passed_over(session.state, state))
            action = menu.addAction(_begin_large(state.value))
            action.setToolTip(words or self.tr("The next step"))
            action.triggered.connect(partial(self._want_step, session, state))
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def _want_step(self, session: CaseSession, state: SessionState, *_: object) -> None:
        self.step_wanted.emit(session, state)

    def _go(self, ref: object, *_: object) -> None:
        self.go_wanted.emit(ref)

    def _add_deeds(self, session: CaseSession) -> None:
        block = QWidget()
        row = Flow(block)
        begun = session.state.place_in_order >= SessionState.IN_SESSION.place_in_order
        stands = session.starts_at is not None and not session.did_not_happen
        deeds = (
            (not begun, self.tr("Look at the record…"), "file-search", self.check_wanted, session),
            (stands and not begun, self.tr("Move…"), "calendar-days", self.move_wanted, session),
            (
                stands and not session.is_debriefed,
                self.tr("Stand down…"),
                "ban",
                self.off_wanted,
                session,
            ),
            (session.is_debriefed, self.tr("Correct the debrief…"), "pencil", self.debrief_wanted, session),
            (begun, self.tr("How is the worker…"), "heart", self.welfare_wanted, session),
            (True, self.tr("Raise a concern…"), "octagon-alert", self.concern_wanted, session.child),
        )
        for is_offered, words, icon, wish, thing in deeds:
            if is_offered:
                button = make_button(words, icon, small=True)
                button.clicked.connect(partial(_wish, wish, thing))
                row.addWidget(button)
        later = passed_over(session.state, SessionState.DEBRIEFED)
        if later and not session.did_not_happen:
            row.addWidget(self._make_steps_button(session, later))
        if session.state not in {SessionState.CHOSEN, SessionState.DEBRIEFED}:
            mistake = make_button(
                self.tr("Take back"),
                "undo-2",
                small=True,
                spoken=self.tr("Take back the step: {step}").format(step=session.state.value),
            )
            mistake.setToolTip(self.tr("“{step}” was a mistake").format(step=session.state.value))
            mistake.clicked.connect(partial(_wish, self.back_wanted, session))
            row.addWidget(mistake)
        edit = make_button(
            self.tr("Checklist…"), "list-checks", small=True, spoken=self.tr("Edit the checklist")
        )
        edit.clicked.connect(self.checklist_wanted)
        row.addWidget(edit)
        self.body.addWidget(block)


def _wish(wish: SignalInstance, thing: object, *_: object) -> None:
    wish.emit(thing)


def _begin_large(words: str) -> str:
    return words[:1].upper() + words[1:]
