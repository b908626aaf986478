"""The daily review at the side: each step done, or skipped with a note; and the days before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ilacs_desktop.desktop.pages.timetable.review.meeting import MeetingView
from ilacs_desktop.desktop.pages.timetable.review.record import add_record
from ilacs_desktop.desktop.pages.timetable.review.rows import Rows, rows_of, waiting_in
from ilacs_desktop.desktop.pages.timetable.review.step import StepView
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import Hairline, SidePanel
from ilacs_desktop.domain.daily_review import ReviewRecord, ReviewStep, said_left
from ilacs_desktop.domain.moments import said_day, said_when
from ilacs_desktop.services.daily_review import Evening


class ReviewPanel(SidePanel):
    """What is left before one can go home, step by step; what waits in the step at hand stands inline."""

    go_wanted = Signal(str)  # the step's key
    ref_wanted = Signal(object)  # Ref
    done_wanted = Signal(str)
    skip_wanted = Signal(str, str)  # key, note
    reopen_wanted = Signal(str)
    close_wanted = Signal()
    home_wanted = Signal()
    day_wanted = Signal(object)  # a day of the past, or None: the day under review
    mark_wanted = Signal(str, object, str)  # uid, Became, words
    all_ended_wanted = Signal()
    confirm_wanted = Signal(object)  # Enquiry
    point_wanted = Signal(str, str, object)  # line, kind, uid of a slot or None
    point_read_wanted = Signal(str)
    point_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Daily review"), parent)
        self.steps: dict[str, StepView] = {}
        self.rows: dict[str, Rows] = {}
        self.meeting: MeetingView | None = None
        self._shown: Evening | None = None
        self._says: dict[str, object] = {}
        self._unfolded: set[str] = set()
        self._folded: set[str] = set()
        self.days_menu = QMenu(self)
        self.days = make_button(
            "", "calendar-days", quiet=True, spoken=self.tr("Choose the day of the review")
        )
        self.days.clicked.connect(
            lambda: self.days_menu.popup(self.days.mapToGlobal(QPoint(0, self.days.height() + 2)))
        )
        close = make_button("", "x", quiet=True, spoken=self.tr("Close the daily review"))
        close.clicked.connect(self.close_wanted)
        self.head.addWidget(self.days)
        self.head.addWidget(close)
        self._ways = {
            "concerns": self.tr("Case files"),
            "today": self.tr("Today’s board"),
            "debriefs": self.tr("Case files"),
            "meeting": self.tr("Today’s board"),
            "requests": self.tr("Tonight’s list"),
            "enquiries": self.tr("All lines"),
            "clashes": self.tr("Tomorrow’s board"),
            "impact": self.tr("Preview"),
            "issue": self.tr("Preview and issue"),
            "told": self.tr("Told board"),
            "sheet": self.tr("Briefing"),
        }

    # -- the day under review ----------------------------------------------------------------------

    def show_evening(self, evening: Evening) -> None:
        """Show the steps of the day under review. What is being typed into one of them stays."""
        if evening != self._shown:
            self._show_steps(evening)

    def _show_steps(self, evening: Evening) -> None:
        """Make anew what says something else than before; the rest stays as it stands."""
        typed = {key: view.note.text() for key, view in self.steps.items() if view.is_skipping}
        asked = {
            uid: line.asked for rows in self.rows.values() for uid, line in rows.slots.items() if line.asked
        }
        meeting = self.meeting.typed if self.meeting is not None else None
        focused, scrolled_to = self._focused_key(), self._scroll.verticalScrollBar().value()
        had_focus, steps, said = self.steps.get(focused), evening.steps, self._said(evening)
        is_whole = not self.steps or list(self.steps) != [step.key for step in steps]
        if is_whole or said[""] != self._says[""]:
            self._empty()
            self._add_head(evening)
            is_whole = True
        self._shown = evening
        self.left.setText(said_left(evening.left))
        self.home.setVisible(not evening.left and evening.closed is None)
        before: QWidget = self.home
        for step in steps:
            if is_whole or said[step.key] != self._says[step.key]:
                self._put(self._make_step(step, evening), before)
                if step.key in typed and step.is_open:
                    self.steps[step.key].begin_skip(typed[step.key])
                for uid, line in self.rows[step.key].slots.items() if step.key in self.rows else ():
                    if (words := asked.get(uid)) is not None:
                        line.say(*words)
                if step.key == "meeting" and meeting is not None and self.meeting is not None:
                    self.meeting.go_on(meeting)
            before = self.steps[step.key]
        if is_whole:
            self.body.addStretch(1)
        self._says = said
        if self.steps.get(focused) is not had_focus and not (meeting and meeting[3]) and not asked:
            self._go_on(focused)
        QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(scrolled_to))

    def _said(self, evening: Evening) -> dict[str, object]:
        """By step, and by "" for the head: all that its words and lines come from."""
        closed, now = evening.closed, evening.now
        said: dict[str, object] = {"": (evening.day, closed, closed and said_when(closed.finished_at, now))}
        for step in evening.steps:
            is_next = step.key == _next_of(evening)
            said[step.key] = (
                step,
                step.finished_at and said_when(step.finished_at, now),
                is_next,
                self._is_unfolded(step, evening, is_next=is_next),
                waiting_in(step.key, evening),
            )
        return said

    def _make_step(self, step: ReviewStep, evening: Evening) -> StepView:
        is_next = step.key == _next_of(evening)
        details, can_unfold = self._details(step, evening, is_next=is_next)
        view = StepView(
            step,
            now=evening.now,
            go=self._ways[step.key],
            is_next=is_next,
            details=details,
            can_unfold=can_unfold,
            parent=self,
        )
        self._connect(view)
        return view

    def _put(self, view: StepView, before: QWidget) -> None:
        """Put a step where it stood, and and in the keyboard's order, or below the others."""
        old = self.steps.get(view.step.key)
        if old is None:
            self.body.addSpacing(current_theme().space(0.5))
            if self.steps:
                self.body.addWidget(Hairline())
            self.body.addWidget(view)
        else:
            self.body.replaceWidget(old, view)
            old.hide()
            old.deleteLater()
            way = [*_reached_in(before)[-1:], *_reached_in(view)]
            for first, second in pairwise(way):
                QWidget.setTabOrder(first, second)
        self.steps[view.step.key] = view

    def show_days(self, days: Sequence[date], today: date, shown: date) -> None:
        """Offer the days that can be looked at."""
        self.days_menu.clear()
        for day in (today, *(day for day in days if day < today)):
            words = self.tr("{day} (under review)") if day == today else "{day}"
            action = self.days_menu.addAction(words.format(day=said_day(day)))
            action.setCheckable(True)
            action.setChecked(day == shown)
            wanted = None if day == today else day
            action.triggered.connect(lambda _=False, wanted=wanted: self.day_wanted.emit(wanted))

    def show_record(self, record: ReviewRecord, now: datetime) -> None:
        """Show what is kept of a day that is behind us; nothing can be changed in it."""
        self._empty()
        self._shown = None
        self.body.addWidget(Label(said_day(record.day), font="strong", wrap=True))
        self.body.addWidget(Muted(self.tr("As it was kept; it can only be looked at."), wrap=True))
        self.back = make_button(self.tr("Back to today’s review"), "arrow-left", small=True)
        self.back.clicked.connect(lambda: self.day_wanted.emit(None))
        self.body.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        add_record(self.body, record, now, go=self.ref_wanted.emit)
        self.body.addStretch(1)

    def _empty(self) -> None:
        self.clear()
        self.steps, self.rows, self.meeting = {}, {}, None

    def _add_head(self, evening: Evening) -> None:
        self.add_text(said_day(evening.day), muted=True)
        self.left = Label("", font="strong", wrap=True)
        self.body.addWidget(self.left)
        closed = evening.closed
        if closed is not None:
            who = f", {closed.finished_by}" if closed.finished_by else ""
            words = self.tr("Closed {when}{who}.")
            self.add_text(words.format(when=said_when(closed.finished_at, evening.now), who=who), muted=True)
        self.home = make_button(self.tr("Close the day"), "moon", main=True)
        self.home.clicked.connect(self.home_wanted)
        self.body.addWidget(self.home)

    def _is_unfolded(self, step: ReviewStep, evening: Evening, *, is_next: bool) -> bool:
        """Whether what waits in a step is to stand inline."""
        is_wanted = is_next or step.key in self._unfolded
        if step.key == "meeting":
            is_wanted = is_wanted or bool(evening.points) or step.is_open
        return is_wanted and step.key not in self._folded

    def _details(self, step: ReviewStep, evening: Evening, *, is_next: bool) -> tuple[QWidget | None, bool]:
        """What stands inline in a step, and whether it can be folded away or out."""
        key = step.key
        self.rows.pop(key, None)
        if key == "meeting":
            self.meeting = None
        elif not step.is_open:
            return None, False
        rows = None if key == "meeting" else rows_of(key, evening)
        if key != "meeting" and rows is None:
            return None, False
        if not self._is_unfolded(step, evening, is_next=is_next):
            if rows is not None:
                rows.deleteLater()
            return None, True
        if rows is not None:
            rows.go_wanted.connect(self.ref_wanted)
            rows.confirm_wanted.connect(self.confirm_wanted)
            rows.said.connect(self.mark_wanted)
            rows.all_ended.connect(self.all_ended_wanted)
            self.rows[key] = rows
            return rows, True
        later = [slot for slot in evening.slots if slot.starts_at > evening.now]
        self.meeting = MeetingView(evening.points, (*evening.coming, *later))
        self.meeting.keep_wanted.connect(self.point_wanted)
        self.meeting.read_wanted.connect(self.point_read_wanted)
        self.meeting.go_wanted.connect(self.ref_wanted)
        self.meeting.remove_wanted.connect(self.point_removed)
        return self.meeting, True

    def _connect(self, view: StepView) -> None:
        key = view.step.key
        view.go.clicked.connect(lambda: self.go_wanted.emit(key))
        view.done.clicked.connect(lambda: self.done_wanted.emit(key))
        view.reopen.clicked.connect(lambda: self.reopen_wanted.emit(key))
        view.skipped.connect(lambda note: self.skip_wanted.emit(key, note))
        view.unfold_wanted.connect(lambda: self._unfold(key))

    def _unfold(self, key: str) -> None:
        """Fold a step out, or away again."""
        if self._shown is None:
            return
        is_out = key in self.rows or (key == "meeting" and self.meeting is not None)
        (self._folded if is_out else self._unfolded).add(key)
        (self._unfolded if is_out else self._folded).discard(key)
        self._show_steps(self._shown)
        self.steps[key].unfold.setFocus()

    # -- the keyboard ------------------------------------------------------------------------------

    def _focused_key(self) -> str:
        focus = self.focusWidget() or self
        return next((key for key, view in self.steps.items() if view.isAncestorOf(focus)), "")

    def _go_on(self, focused: str) -> None:
        """Keep the keyboard in the sequence: on the step it was in, or on the next that is open."""
        if not focused:
            return
        keys = list(self.steps)
        start = keys.index(focused) if focused in keys else 0
        for key in (*keys[start:], *keys[:start]):
            if not self.steps[key].step.is_open:
                continue
            lines = list(self.rows[key].slots.values()) if key in self.rows else []
            (lines[0] if lines else self.steps[key].go).setFocus()
            return


def _next_of(evening: Evening) -> str:
    """The step at hand: the first that is open."""
    return next((step.key for step in evening.steps if step.is_open), "")


def _reached_in(part: QWidget) -> list[QWidget]:
    """What the keyboard comes to in a part, in its order; the part itself if it is reached."""
    reached = [part] if part.focusPolicy() & Qt.FocusPolicy.TabFocus else []
    each = part.nextInFocusChain()
    while each is not None and each is not part:
        if part.isAncestorOf(each) and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(each)
        each = each.nextInFocusChain()
    return reached
