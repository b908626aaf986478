"""The card of one child: what is expected, weak spots, all that touches it, and what inspectors have had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ilacs_desktop.desktop.pages.casefiles.looks import is_roomy, state_pill
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import IconLabel, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.casefiles import CaseSession, Child
from ilacs_desktop.domain.casefiles.card import ChildCard, Touch
from ilacs_desktop.domain.casefiles.children import Interval
from ilacs_desktop.domain.casefiles.consents import Consent, ConsentAnswer
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.moments import said_when

LABELS = 148
"""Pixels at 100 % for the names of facts, the same in every block of the card."""
ANSWERS = {
    ConsentAnswer.ASKED: ("no answer yet", "warn", "clock"),
    ConsentAnswer.YES: ("yes", "good", "check"),
    ConsentAnswer.NO: ("no", "plain", "x"),
    ConsentAnswer.WITHDRAWN: ("withdrawn", "plain", "ban"),
}


class CardPanel(SidePanel):
    """What stands at the right of the list of children."""

    concern_wanted = Signal(object)
    session_wanted = Signal(object)
    touch_wanted = Signal(object)
    """The `Ref` of something that touches the child."""
    consent_wanted = Signal(object)

    def show_nobody(self) -> None:
        """No child is at hand."""
        self.clear()
        self.set_title(self.tr("Card"))
        self.add_text(self.tr("Pick a child to see the card."), muted=True)

    def show_child(
        self, child: Child, sessions: Sequence[CaseSession], now: datetime, card: ChildCard | None
    ) -> None:
        """One child; ``card`` is None until it has been fetched."""
        self.set_title(f"{child.code} · {child.child_id}" if child.code else child.child_id)
        self.fill_when_seen(partial(self._fill, child, sessions, now, card))

    def _fill(
        self, child: Child, sessions: Sequence[CaseSession], now: datetime, card: ChildCard | None
    ) -> None:
        self.clear()
        self.body.addWidget(in_flow(*(Pill(cohort, "plain") for cohort in child.cohorts[:3])))
        self.body.addWidget(
            pairs(
                [
                    (self.tr("Team"), child.team),
                    (self.tr("Worker"), child.worker),
                    (self.tr("Manager"), child.manager),
                    (self.tr("Locality"), card.locality if card else ""),
                    (self.tr("Age"), child.age_band),
                    (self.tr("Placement"), child.placement),
                ]
            )
        )
        self._add_spots(child)
        if card and card.intervals:
            self.add_heading(self.tr("Expected, and when it was"))
            for number, interval in enumerate(card.intervals):
                self.body.addWidget(_interval_line(interval, first=number == 0))
        self._add_sessions([each for each in sessions if each.child.id == child.id], now)
        if card:
            self._add_touches([each for each in card.touches if each.ref.kind is not Kind.CASE_SESSION], now)
            self._add_consents(card.consents, now)
        self.add_heading(self.tr("From the extract"))
        seen = self.tr("Inspectors can see this: it was given with Annex A.")
        self.body.addWidget(
            RowLine(IconLabel("eye", "info"), Label(seen, role="muted", wrap=True), first=True)
        )
        if card and card.extract:
            self.add_text(card.extract, muted=True)
        self.body.addWidget(pairs(child.facts))
        concern = make_button(self.tr("Raise a concern…"), "octagon-alert", small=True)
        concern.clicked.connect(lambda: self.concern_wanted.emit(child))
        family = make_button(self.tr("Family asked…"), "messages-square", small=True)
        family.clicked.connect(lambda: self.consent_wanted.emit(child))
        self.body.addSpacing(current_theme().space(1))
        self.body.addWidget(in_flow(concern, family))
        self.body.addStretch(1)

    def _add_spots(self, child: Child) -> None:
        self.add_heading(self.tr("Weak spots"))
        for number, spot in enumerate(child.weak_spots):
            words = Label(spot[:1].upper() + spot[1:], wrap=True)
            self.body.addWidget(RowLine(IconLabel("triangle-alert", "warn"), words, first=number == 0))
        if not child.weak_spots:
            self.add_text(self.tr("None that the extract shows."), muted=True)

    def _add_sessions(self, sessions: Sequence[CaseSession], now: datetime) -> None:
        if not sessions:
            return
        self.add_heading(self.tr("Sessions"))
        for number, session in enumerate(sessions):
            when = said_when(session.starts_at, now) if session.starts_at else ""
            words = f"{when}, {session.inspector}" if when else self.tr("not planned yet")
            pill = state_pill(session)
            go = make_button("", "arrow-right", small=True, quiet=True, spoken=self.tr("Open this session"))
            go.clicked.connect(lambda _=False, session=session: self.session_wanted.emit(session))
            line = RowLine(Pill(pill.word, pill.role, pill.icon), ElidedLabel(words), go, first=number == 0)
            line.setToolTip("")
            self.body.addWidget(line)
            self.add_text(session.reason, muted=True)

    def _add_touches(self, touches: Sequence[Touch], now: datetime) -> None:
        self.add_heading(self.tr("What touches this child"))
        for number, touch in enumerate(touches):
            when = f" · {said_when(touch.at, now)}" if touch.at else ""
            role = "alert" if touch.ref.kind is Kind.CONCERN else "plain"
            spoken = self.tr("Open {what} {title}").format(what=touch.what, title=touch.title)
            go = make_button("", "arrow-right", small=True, quiet=True, spoken=spoken)
            go.clicked.connect(lambda _=False, ref=touch.ref: self.touch_wanted.emit(ref))
            words = ElidedLabel(f"{touch.title}{when}")
            self.body.addWidget(RowLine(Pill(touch.what, role), words, go, first=number == 0))
        said = self.tr("Inspectors do not see this.") if touches else self.tr("Nothing but its sessions.")
        self.add_text(said, muted=True)

    def _add_consents(self, consents: Sequence[Consent], now: datetime) -> None:
        if not consents:
            return
        self.add_heading(self.tr("May inspectors talk to the family?"))
        for number, each in enumerate(consents):
            words = self.tr("asked by {who}, {when}").format(
                who=each.asked_by, when=said_when(each.asked_at, now)
            )
            self.body.addWidget(RowLine(Pill(*ANSWERS[each.answer]), ElidedLabel(words), first=number == 0))


def _interval_line(interval: Interval, *, first: bool) -> RowLine:
    """One thing expected: a word and an icon say whether it is overdue; the source stands in the tooltip."""
    icon, role = ("triangle-alert", "warn") if interval.is_over else ("check", "good")
    if interval.days is None:
        icon, role = "circle-help", "muted"
    words = f"{interval.what[:1].upper()}{interval.what[1:]}: {interval.said}"
    if interval.is_over:
        words += ", overdue"
    label = Label(words, wrap=True)
    label.setToolTip(f"{interval.basis}: {interval.source}")
    return RowLine(IconLabel(icon, role), label, first=first)


def pairs(rows: Sequence[tuple[str, str]]) -> QWidget:
    """Label and value below each other; blank ones are left out."""
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    theme = current_theme()
    grid.setHorizontalSpacing(theme.space(1.5))
    grid.setVerticalSpacing(theme.space(0.5))
    grid.setColumnMinimumWidth(0, theme.px(LABELS) if is_roomy() else theme.px(84))
    grid.setColumnStretch(1, 1)
    row = 0
    for label, value in rows:
        if value:
            grid.addWidget(Muted(label, wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(value, wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
            row += 1
    return block
