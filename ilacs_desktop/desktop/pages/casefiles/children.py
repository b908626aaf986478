"""The list of children, and the card of the one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ilacs_desktop.desktop.pages.casefiles.looks import is_roomy, spots_pill, state_pill
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, IconLabel, Pane, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.casefiles import CaseSession, Child, ChildrenSummary
from ilacs_desktop.domain.moments import day_of, said_when

TYPING_MS = 150

LABELS = 148
"""Pixels at 100 % for the names of facts, the same in every block of the card."""


class ChildrenView(QWidget):
    """Search at the top, children at the left, the card at the right. Knows rows and widgets, no services."""

    search_wanted = Signal(str, str, str)
    """Text, cohort and team."""
    choose_wanted = Signal(object)
    """Children to choose for sessions."""
    concern_wanted = Signal(object)
    import_wanted = Signal()
    session_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._today: date | None = None
        self._now: datetime | None = None
        self._sessions: tuple[CaseSession, ...] = ()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(1.5))
        left = Pane()
        left.body.setSpacing(theme.space(1))
        left.body.addLayout(self._make_search())
        self.rows = RowTable(self._columns(), self)
        self.table = ListTable(self.rows, self.tr("Children"))
        self.table.allow_many()
        self.empty = EmptyState(
            "folder-open",
            self.tr("No children yet"),
            self.tr("Import the lists of Annex A. Nothing is stored before you have looked at it."),
            self.tr("Import Annex A…"),
        )
        self.empty.wanted.connect(self.import_wanted)
        self.table.set_empty(self.empty)
        left.body.addWidget(self.table, 1)
        self.left_out = Muted("", font="small")
        left.body.addWidget(self.left_out)
        line.addWidget(left, 9)
        self.card = SidePanel()
        self.choose_button = make_button(self.tr("Choose…"), "bookmark-plus", main=True)
        self.choose_button.setToolTip(self.tr("Choose for a case-file session"))
        self.choose_button.clicked.connect(lambda: self.choose_wanted.emit(self.table.selected_rows()))
        self.card.head.addWidget(self.choose_button)
        line.addWidget(self.card, 5)
        self.table.chosen.connect(self._show_card)
        self.table.opened.connect(lambda child: self.choose_wanted.emit((child,)))
        self._show_card(None)

    def show_summary(self, summary: ChildrenSummary) -> None:
        """Offer the cohorts and teams there are; what was chosen stays chosen."""
        for combo, words in (
            (self.cohort, [(self.tr("All cohorts"), "")] + [(f"{w} ({n})", w) for w, n in summary.by_cohort]),
            (self.team, [(self.tr("All teams"), "")] + [(team, team) for team in summary.teams]),
        ):
            kept = combo.currentData()
            combo.blockSignals(True)
            combo.clear()
            for word, data in words:
                combo.addItem(word, data)
            combo.setCurrentIndex(max(0, combo.findData(kept)))
            combo.blockSignals(False)
        if summary.total:
            self.empty.say(self.tr("Nobody found"), self.tr("Search for part of an ID, a team or a worker."))
            self.empty.button.hide()
        else:
            self.empty.say(
                self.tr("No children yet"),
                self.tr("Import the lists of Annex A. Nothing is stored before you have looked at it."),
            )
            self.empty.button.show()

    def show_children(
        self, children: Sequence[Child], sessions: Sequence[CaseSession], now: datetime, *, limit: int
    ) -> None:
        """Show other rows; the one at hand stays at hand if it is among them."""
        kept = self.table.selected()
        self._now, self._today, self._sessions = now, day_of(now), tuple(sessions)
        self.rows.show(children)
        full = len(children) >= limit
        self.left_out.setText(
            self.tr("The first {count}. Search to see others.").format(count=limit) if full else ""
        )
        self.left_out.setVisible(full)
        found = kept is not None and self.table.select_where(lambda child: child.id == kept.id)
        if not found and children:
            self.table.select_where(lambda child: child.id == children[0].id)
        self._show_card(self.table.selected())

    def select(self, child_id: int) -> bool:
        """Bring a child to hand; False when it is not in the list."""
        return self.table.select_where(lambda child: child.id == child_id)

    def _make_search(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("ID, code, team or worker; or paste a list of IDs"))
        self.search.setAccessibleName(self.tr("Search children"))
        self.search.setClearButtonEnabled(True)
        self.cohort = QComboBox()
        self.cohort.setAccessibleName(self.tr("Cohort"))
        self.team = QComboBox()
        self.team.setAccessibleName(self.tr("Team"))
        for combo, word in ((self.cohort, self.tr("All cohorts")), (self.team, self.tr("All teams"))):
            combo.addItem(word, "")
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(16 if is_roomy() else 7)
            combo.setMaximumWidth(current_theme().px(190))
            combo.currentIndexChanged.connect(self._search_wanted)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._search_wanted)
        self.search.textChanged.connect(self._typing.start)
        line.addWidget(self.search, 1)
        line.addWidget(self.cohort)
        line.addWidget(self.team)
        return line

    def _search_wanted(self) -> None:
        self.search_wanted.emit(
            self.search.text(), self.cohort.currentData() or "", self.team.currentData() or ""
        )

    def _columns(self) -> list[Column]:
        code = Column(self.tr("Code"), lambda c: c.code, strong=True, width=62)
        child_id = Column(self.tr("Child ID"), lambda c: c.child_id, width=84)
        team = Column(self.tr("Team"), lambda c: c.team, stretch=True)
        weak = Column(
            self.tr("Weak"),
            lambda c: str(len(c.weak_spots) or ""),
            sort=lambda c: len(c.weak_spots),
            spoken=lambda c: "; ".join(c.weak_spots) or self.tr("no weak spots"),
            pill=spots_pill,
            tooltip=lambda c: "\n".join(c.weak_spots),
            width=62,
        )
        if not is_roomy():
            return [code, child_id, team, weak]
        cohort = Column(self.tr("Cohort"), lambda c: c.cohorts[0] if c.cohorts else "", width=114)
        worker = Column(self.tr("Worker"), lambda c: c.worker, width=112)
        seen = Column(
            self.tr("Last seen"),
            self._said_seen,
            sort=lambda c: c.last_seen_on.isoformat() if c.last_seen_on else "",
            width=78,
        )
        return [code, child_id, cohort, team, worker, seen, weak]

    def _said_seen(self, child: Child) -> str:
        if child.last_seen_on is None or self._today is None:
            return "–"
        days = (self._today - child.last_seen_on).days
        return self.tr("today") if days == 0 else self.tr("{days} days").format(days=days)

    def _show_card(self, child: Child | None) -> None:
        panel = self.card
        panel.clear()
        chosen = self.table.selected_rows()
        self.choose_button.setVisible(bool(chosen))
        many = len(chosen) > 1
        self.choose_button.setText(
            self.tr("Choose {count}…").format(count=len(chosen)) if many else self.tr("Choose…")
        )
        if child is None or self._today is None:
            panel.set_title(self.tr("Card"))
            panel.add_text(self.tr("Pick a child to see the card."), muted=True)
            return
        panel.set_title(f"{child.code} · {child.child_id}" if child.code else child.child_id)
        theme = current_theme()
        pills = QWidget()
        flow = QHBoxLayout(pills)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(theme.space(0.75))
        for cohort in child.cohorts[:3]:
            flow.addWidget(Pill(cohort, "plain"))
        flow.addStretch(1)
        panel.body.addWidget(pills)
        seen = RowLine(
            IconLabel("eye", "info"),
            ElidedLabel(self.tr("Inspectors can see this record."), role="muted"),
            first=True,
        )
        panel.body.addWidget(seen)
        panel.body.addWidget(
            _pairs(
                [
                    (self.tr("Team"), child.team),
                    (self.tr("Worker"), child.worker),
                    (self.tr("Manager"), child.manager),
                    (self.tr("Age"), child.age_band),
                ]
            )
        )
        panel.add_heading(self.tr("Weak spots"))
        for number, spot in enumerate(child.weak_spots):
            panel.body.addWidget(
                RowLine(
                    IconLabel("triangle-alert", "warn"),
                    Label(spot[:1].upper() + spot[1:], wrap=True),
                    first=number == 0,
                )
            )
        if not child.weak_spots:
            panel.add_text(self.tr("None that the extract shows."), muted=True)
        self._add_sessions(child)
        panel.add_heading(self.tr("From the extract"))
        panel.body.addWidget(_pairs(child.facts))
        concern = make_button(self.tr("Raise a concern…"), "octagon-alert", small=True)
        concern.clicked.connect(lambda: self.concern_wanted.emit(child))
        panel.body.addSpacing(theme.space(1))
        panel.body.addWidget(concern, alignment=Qt.AlignmentFlag.AlignLeft)
        panel.body.addStretch(1)

    def _add_sessions(self, child: Child) -> None:
        sessions = [session for session in self._sessions if session.child.id == child.id]
        if not sessions:
            return
        self.card.add_heading(self.tr("Sessions"))
        for number, session in enumerate(sessions):
            when = said_when(session.starts_at, self._now) if session.starts_at and self._now else ""
            words = f"{when}, {session.inspector}" if when else self.tr("not planned yet")
            pill = state_pill(session)
            go = make_button("", "arrow-right", small=True, quiet=True, spoken=self.tr("Open this session"))
            go.clicked.connect(lambda _=False, session=session: self.session_wanted.emit(session))
            self.card.body.addWidget(
                RowLine(Pill(pill.word, pill.role, pill.icon), ElidedLabel(words), go, first=number == 0)
            )


def _pairs(pairs: Sequence[tuple[str, str]]) -> QWidget:
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
    for label, value in pairs:
        if value:
            grid.addWidget(Muted(label, wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(value, wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
            row += 1
    return block
