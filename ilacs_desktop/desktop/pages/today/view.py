"""The panes of Today. Knows widgets and rows, no services."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.pages.today import facts
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import (
    ElidedLabel,
    EmptyState,
    Label,
    PageHeader,
    Pane,
    Pill,
    PillText,
    RowLine,
    make_button,
)
from ilacs_desktop.desktop.widgets.short_list import ShortList
from ilacs_desktop.domain.casefiles import CaseSession, Concern, concern_clock, debrief_alarm
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.moments import minutes_between, said_minutes
from ilacs_desktop.domain.timetable import Slot, Telling

MOST_ROWS = 8
LONGEST_LINE = 90
NARROW = 900
"""Pixels at 100 % below which the two columns no longer fit side by side."""


class TodayView(QWidget):
    """Wishes: ``go_wanted`` (a page or a `Ref`), ``new_wanted`` (a new inspection)."""

    go_wanted = Signal(object)
    new_wanted = Signal()
    debrief_wanted = Signal(int)
    """The id of a session to be debriefed here and now."""

    def __init__(self) -> None:
        super().__init__()
        theme = current_theme()
        self._today: facts.Today
        self.header = PageHeader(self.tr("Today"))
        self.fallback = make_button(self.tr("Fallback pack"), "printer")
        self.review = make_button(self.tr("Daily review"), "clipboard-check", main=True)
        self.left = make_button(
            self.tr("What is left"), "list-checks", spoken=self.tr("What is left before you can go home")
        )
        self.left_menu = QMenu(self)
        for deed in (self.left, self.fallback, self.review):
            self.header.add_deed(deed)
        self.left.clicked.connect(
            lambda: self.left_menu.popup(self.left.mapToGlobal(QPoint(0, self.left.height() + 2)))
        )
        self.fallback.clicked.connect(lambda: self.go_wanted.emit("briefing"))
        self.review.clicked.connect(lambda: self.go_wanted.emit(Ref(Kind.REVIEW, 0)))
        self._make_panes()
        self.full = QWidget()
        self._columns = columns = QHBoxLayout(self.full)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.space(1.5))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.space(1.5))
        left.addWidget(self.concerns_pane)
        left.addWidget(self.requests_pane, 1)
        right.addWidget(self.debrief_pane)
        right.addWidget(self.told_pane)
        right.addWidget(self.next_pane)
        right.addWidget(self.enquiry_pane, 1)
        columns.addLayout(left, 14)
        columns.addLayout(right, 9)
        self.empty = EmptyState(
            "phone-call",
            self.tr("No inspection yet"),
            self.tr("When the call comes, begin here: authority, kind, time of the call. All dates follow."),
            self.tr("New inspection…"),
        )
        self.empty.wanted.connect(self.new_wanted)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.space(1.5))
        outer.addWidget(self.header)
        self._either = QStackedLayout()
        self._either.addWidget(QWidget())
        self._either.addWidget(self.full)
        self._either.addWidget(self.empty)
        outer.addLayout(self._either, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Side by side where there is room, else below each other, each list whole."""
        super().resizeEvent(event)
        theme = current_theme()
        narrow = self.width() < theme.px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != way:
            self._columns.setDirection(way)
            self.table.setMinimumHeight(theme.px(280) if narrow else 0)
            for rows in (self.concerns, self.debriefs, self.told, self.coming, self.enquiries):
                rows.show_whole(narrow)

    def _make_panes(self) -> None:
        self.concerns = ShortList(self.tr("No open concern about a child's safety."))
        self.concerns.rest_wanted.connect(lambda: self.go_wanted.emit("casefiles"))
        self.concerns_pane = Pane(self.tr("Child-safety concern"), "circle-alert")
        self.concern_pill = Pill("", "alert", "circle-alert", parent=self.concerns_pane)
        self.concern_pill.show_pill(None)
        self.concerns_pane.head.addWidget(self.concern_pill)
        self.concerns_pane.body.addWidget(self.concerns)
        self.concerns_pane.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.requests_pane = Pane(self.tr("Requests by slack"), "inbox")
        self.table = self._make_table()
        self.requests_pane.body.addWidget(self.table)
        self.debriefs = self._make_list(self.tr("Every session that ended has been debriefed."), "casefiles")
        self.told = self._make_list(self.tr("Everyone has confirmed."), "timetable")
        self.coming = self._make_list(self.tr("Nothing more is planned today or tomorrow."), "timetable")
        self.enquiries = self._make_list(self.tr("No line of enquiry yet."), "enquiry")
        self.debrief_pane = self._make_pane(
            self.tr("Ended, not debriefed"), "message-square-warning", self.debriefs
        )
        self.told_pane = self._make_pane(self.tr("Not yet told"), "megaphone", self.told)
        self.next_pane = self._make_pane(self.tr("Now and next"), "clock", self.coming)
        self.enquiry_pane = self._make_pane(self.tr("What they are looking at"), "telescope", self.enquiries)
        self.enquiry_pane.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.enquiry_pane.set_note(self.tr("today"))

    def _make_list(self, empty_says: str, page: str) -> ShortList:
        rows = ShortList(empty_says)
        rows.rest_wanted.connect(lambda: self.go_wanted.emit(page))
        return rows

    @staticmethod
    def _make_pane(title: str, icon: str, rows: ShortList) -> Pane:
        pane = Pane(title, icon)
        pane.body.addWidget(rows)
        pane.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return pane

    def _make_table(self) -> ListTable:
        columns = [
            Column(self.tr("Ref"), lambda row: row.request.ref),
            Column(
                self.tr("What was asked"),
                lambda row: row.request.title or row.request.meaning or row.request.verbatim,
                stretch=True,
            ),
            Column(self.tr("Owner"), lambda row: row.request.owner or self.tr("nobody yet"), lesser=True),
            Column(
                self.tr("Ours"),
                lambda row: str(row.request.ours),
                pill=lambda row: facts.ours_pill(row.request),
                lesser=True,
            ),
            Column(
                self.tr("Due"),
                lambda row: facts.due_words(row.request, self._today.now),
                sort=lambda row: row.request.due.at.isoformat() if row.request.due.at else "~",
            ),
            Column(
                self.tr("Slack"),
                facts.slack_words,
                sort=lambda row: (
                    10**9 if row.request.due.slack_minutes is None else row.request.due.slack_minutes
                ),
                spoken=facts.slack_spoken,
                pill=facts.slack_pill,
                tooltip=lambda row: "\n".join(
                    part for part in (row.request.due.working, row.owner_busy) if part
                ),
                muted=True,
            ),
        ]
        self.requests = RowTable(columns, self)
        table = ListTable(self.requests, self.tr("Requests by slack"))
        table.set_empty(
            EmptyState(
                "inbox", self.tr("No request is open"), self.tr("Press Ctrl+K and type what was asked.")
            )
        )
        table.opened.connect(lambda row: self.go_wanted.emit(Ref(Kind.INFO_REQUEST, row.request.id)))
        return table

    # -- showing -----------------------------------------------------------------------------------

    def show_today(self, today: facts.Today) -> None:
        """Show how things stand."""
        self._today = today
        has_inspection = today.inspection is not None
        self._either.setCurrentWidget(self.full if has_inspection else self.empty)
        self.fallback.setEnabled(has_inspection)
        self.review.setEnabled(has_inspection)
        self.header.set_sentence(facts.sentence(today), tooltip="\n".join(today.left))
        self._show_left(today)
        self._show_concerns(today)
        self._show_requests(today)
        self.debriefs.show_rows(
            [partial(self._debrief_row, one) for one in today.not_debriefed[:MOST_ROWS]],
            total=len(today.not_debriefed),
        )
        self.debrief_pane.set_note(facts.debrief_note(today))
        self._show_told(today)
        self.coming.show_rows([partial(self._slot_row, slot) for slot in today.now_and_next[:2]])
        self.enquiries.show_rows(
            [partial(self._enquiry_row, one) for one in today.enquiries[:MOST_ROWS]],
            total=len(today.enquiries),
        )

    def _show_left(self, today: facts.Today) -> None:
        """Each thing that is left, in a menu; choosing one opens the review."""
        self.left.setVisible(bool(today.left))
        self.left_menu.clear()
        for sentence in today.left:
            action = self.left_menu.addAction(_short(sentence).replace("&", "&&"))
            action.setToolTip(sentence)
            action.triggered.connect(lambda: self.go_wanted.emit(Ref(Kind.REVIEW, 0)))

    def _show_concerns(self, today: facts.Today) -> None:
        if today.concerns:
            longest = max(minutes_between(one.said_at, today.now) for one in today.concerns)
            words = self.tr("open {time}").format(time=said_minutes(longest))
            self.concern_pill.show_pill(PillText(words, "alert", "circle-alert"))
        else:
            self.concern_pill.show_pill(None)
        self.concerns.show_rows(
            [partial(self._concern_row, one) for one in today.concerns[:3]], total=len(today.concerns)
        )

    def _show_requests(self, today: facts.Today) -> None:
        self.requests.show(())
        self.requests.show(today.requests)
        late = sum(row.is_late_tonight for row in today.requests)
        note = self.tr("{count} open").format(count=len(today.requests))
        if late:
            note += " · " + self.tr("{count} late tonight").format(count=late)
        self.requests_pane.set_note(note)

    def _show_told(self, today: facts.Today) -> None:
        if today.issue_number:
            self.told_pane.set_title(
                self.tr("Not yet told, issue {number}").format(number=today.issue_number)
            )
            self.told_pane.set_note(
                self.tr("{count} of {total}").format(count=len(today.not_told), total=today.told_total)
            )
            self.told.set_empty(self.tr("Everyone has confirmed."))
        else:
            self.told_pane.set_title(self.tr("Not yet told"))
            self.told_pane.set_note("")
            self.told.set_empty(self.tr("No timetable has been issued yet."))
        self.told.show_rows(
            [partial(self._told_row, one) for one in today.not_told[:MOST_ROWS]], total=len(today.not_told)
        )

    # -- rows --------------------------------------------------------------------------------------

    def _concern_row(self, concern: Concern, first: bool) -> QWidget:
        owner = (
            self.tr("{owner} owns it").format(owner=concern.owner)
            if concern.owner
            else self.tr("nobody owns it")
        )
        text = f"{concern.ref} · {concern_clock(concern, self._today.now)}; {owner}"
        button = make_button(
            self.tr("Open"),
            small=True,
            spoken=self.tr("Open the concern about {code}").format(
                code=self._today.code(concern) or concern.ref
            ),
        )
        ref = Ref(Kind.CONCERN, concern.id, concern.inspection_id)
        button.clicked.connect(lambda: self.go_wanted.emit(ref))
        code = Label(self._today.code(concern), font="strong")
        return RowLine(code, ElidedLabel(text), button, first=first)

    def _debrief_row(self, session: CaseSession, first: bool) -> QWidget:
        pill = facts.debrief_pill(session, self._today.now)
        people = " with ".join(part for part in (session.inspector, session.worker) if part)
        spoken = self.tr("Debrief {code}, {alarm}").format(
            code=self._today.code(session), alarm=debrief_alarm(session, self._today.now)
        )
        button = make_button(self.tr("Debrief"), small=True, spoken=spoken)
        button.clicked.connect(lambda: self.debrief_wanted.emit(session.id))
        code = Label(self._today.code(session), font="strong")
        return RowLine(code, _pill(pill), ElidedLabel(people), button, first=first)

    def _told_row(self, telling: Telling, first: bool) -> QWidget:
        line = telling.lines[0] if telling.lines else ""
        now = self._today.now
        return RowLine(
            _pill(facts.start_pill(telling, now)),
            Label(telling.name, font="strong"),
            ElidedLabel(line),
            _pill(facts.told_pill(telling, now)),
            first=first,
        )

    def _slot_row(self, slot: Slot, first: bool) -> QWidget:
        return RowLine(
            _pill(facts.slot_pill(slot, self._today.now)), ElidedLabel(facts.slot_words(slot)), first=first
        )

    def _enquiry_row(self, enquiry: Enquiry, first: bool) -> QWidget:
        return RowLine(
            ElidedLabel(enquiry.title), _pill(facts.enquiry_pill(enquiry, self._today.now)), first=first
        )


def _short(sentence: str) -> str:
    """A sentence as long as a menu can hold."""
    return sentence if len(sentence) <= LONGEST_LINE else f"{sentence[: LONGEST_LINE - 1].rstrip()}…"


def _pill(pill: PillText) -> Pill:
    return Pill(pill.word, pill.role, pill.icon)
