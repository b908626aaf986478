"""The list of children, and the card of the one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.casefiles.children_card import CardPanel
from ilacs_desktop.desktop.pages.casefiles.looks import is_roomy, spots_pill
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import Flow
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, Pane
from ilacs_desktop.desktop.widgets.sides import side_by_side
from ilacs_desktop.domain.casefiles import CaseSession, Child, ChildrenSummary
from ilacs_desktop.domain.casefiles.card import ChildCard
from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.domain.casefiles.names import looks_like_an_id
from ilacs_desktop.domain.moments import day_of

TYPING_MS = 150
LEADING = " first"
"""After a cohort that is to be the most telling of the child's, as coverage counts children."""


class ChildrenView(QWidget):
    """Search at the top, children at the left, the card at the right. Knows rows and widgets, no services."""

    search_wanted = Signal(object)
    """The `ChildFilter` of what is looked for."""
    card_wanted = Signal(object)
    paste_wanted = Signal()
    draw_wanted = Signal(object)
    """The `ChildFilter` of those to draw from."""
    choose_wanted = Signal(object)
    """Children to choose for sessions."""
    concern_wanted = Signal(object)
    import_wanted = Signal()
    add_wanted = Signal(str)
    """An ID that nobody on the list has."""
    session_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: date | None = None
        self._now: datetime | None = None
        self._sessions: tuple[CaseSession, ...] = ()
        self._fetched: ChildCard | None = None
        left = Pane()
        left.body.setSpacing(current_theme().space(1))
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
        self.empty.wanted.connect(self._help)
        self._has_any = False
        self.table.set_empty(self.empty)
        left.body.addWidget(self.table, 1)
        self.card = CardPanel()
        self.card.concern_wanted.connect(self.concern_wanted)
        self.card.session_wanted.connect(self.session_wanted)
        self.choose_button = make_button(self.tr("Choose…"), "bookmark-plus", main=True)
        self.choose_button.setToolTip(self.tr("Choose for a case-file session"))
        self.choose_button.clicked.connect(lambda: self.choose_wanted.emit(self.table.selected_rows()))
        self.card.head.addWidget(self.choose_button)
        side_by_side(self, left, self.card)
        self.table.chosen.connect(self._show_card)
        self.table.opened.connect(lambda child: self.choose_wanted.emit((child,)))
        self._show_card(None)

    def show_summary(self, summary: ChildrenSummary) -> None:
        """Offer the cohorts and teams there are; what was chosen stays chosen."""
        by_cohort = [(f"{word} ({count})", word) for word, count in summary.by_cohort]
        self._offer(self.cohort, self.tr("All cohorts"), by_cohort)
        self._offer(self.team, self.tr("All teams"), [(team, team) for team in summary.teams])
        self._has_any = summary.total > 0
        if self._has_any:
            self.empty.say(
                self.tr("Nobody found"),
                self.tr(
                    "Search for part of an ID, a team or a worker. A child whom Annex A does not have can be"
                    " added by ID."
                ),
            )
            self.empty.button.setText(self.tr("Add by ID…"))
        else:
            self.empty.say(
                self.tr("No children yet"),
                self.tr("Import the lists of Annex A. Nothing is stored before you have looked at it."),
            )
            self.empty.button.setText(self.tr("Import Annex A…"))

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

    def show_card(self, card: ChildCard) -> None:
        """Fill the card with what was fetched, if its child is still at hand."""
        child = self.table.selected()
        self._fetched = card
        if child is not None and child.id == card.child.id and self._now is not None:
            self.card.show_child(child, self._sessions, self._now, card)

    def ask_for_card(self) -> None:
        """Ask for the card of the child at hand once more."""
        child = self.table.selected()
        if child is not None:
            self.card_wanted.emit(child)

    def show_kinds(self, localities: Sequence[str], weak_spots: Sequence[str]) -> None:
        """Offer the localities and the kinds of weak spots there are."""
        self._offer(self.locality, self.tr("All localities"), [(name, name) for name in localities])
        self._offer(self.weak_spot, self.tr("Any weak spots"), [(name, name) for name in weak_spots])

    def select(self, child_id: int) -> bool:
        """Bring a child to hand; False when it is not in the list."""
        return self.table.select_where(lambda child: child.id == child_id)

    @staticmethod
    def _offer(combo: QComboBox, every: str, words: Sequence[tuple[str, str]]) -> None:
        """Fill a filter; what was chosen stays chosen."""
        kept = combo.currentData()
        combo.blockSignals(True)
        combo.clear()
        for word, data in ((every, ""), *words):
            combo.addItem(word, data)
        _turn_to(combo, kept or "")
        combo.blockSignals(False)

    def _make_search(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(current_theme().space(1))
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("ID, code, team or worker; or paste a list of IDs"))
        self.search.setAccessibleName(self.tr("Search children"))
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._search_wanted)
        self.search.textChanged.connect(self._typing.start)
        line.addWidget(self.search, 1)
        self.paste_button = make_button(
            self.tr("From an e-mail…"),
            "clipboard-paste",
            spoken=self.tr("Choose the children an e-mail names"),
        )
        self.paste_button.clicked.connect(self.paste_wanted)
        self.draw_button = make_button(self.tr("Draw…"), "dices", spoken=self.tr("Draw children by chance"))
        self.draw_button.clicked.connect(lambda: self.draw_wanted.emit(self.wanted))
        line.addWidget(self.paste_button)
        line.addWidget(self.draw_button)
        lines.addLayout(line)
        filters: QLayout = QHBoxLayout() if is_roomy() else Flow()
        filters.setSpacing(current_theme().space(1))
        self.cohort, self.team, self.locality, self.weak_spot = (QComboBox() for _ in range(4))
        for combo, word, spoken in (
            (self.cohort, self.tr("All cohorts"), self.tr("Cohort")),
            (self.team, self.tr("All teams"), self.tr("Team")),
            (self.locality, self.tr("All localities"), self.tr("Locality")),
            (self.weak_spot, self.tr("Any weak spots"), self.tr("Weak spot")),
        ):
            combo.addItem(word, "")
            combo.setAccessibleName(spoken)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(10)
            combo.currentIndexChanged.connect(self._search_wanted)
            filters.addWidget(combo)
        self.not_chosen = QCheckBox(self.tr("Not chosen yet"))
        self.not_chosen.toggled.connect(self._search_wanted)
        self.left_out = Muted("", font="small")
        lines.addLayout(filters)
        below = QHBoxLayout()
        below.addWidget(self.not_chosen)
        below.addStretch(1)
        below.addWidget(self.left_out)
        lines.addLayout(below)
        return lines

    @property
    def wanted(self) -> ChildFilter:
        """Which children are looked for."""
        combos = (self.cohort, self.team, self.locality, self.weak_spot)
        cohort, team, locality, weak_spot = (str(combo.currentData() or "") for combo in combos)
        return ChildFilter(
            self.search.text(),
            cohort.removesuffix(LEADING),
            team,
            locality,
            weak_spot,
            leads=cohort.endswith(LEADING),
            not_chosen=self.not_chosen.isChecked(),
        )

    def look_for(self, wanted: ChildFilter) -> None:
        """Set search and filters, and look for what they say."""
        cohort = f"{wanted.cohort}{LEADING}" if wanted.cohort and wanted.leads else wanted.cohort
        self._typing.stop()
        every = (self.search, self.cohort, self.team, self.locality, self.weak_spot, self.not_chosen)
        for widget in every:
            widget.blockSignals(True)
        self.search.setText(wanted.text)
        self.not_chosen.setChecked(wanted.not_chosen)
        for combo, data in (
            (self.cohort, cohort),
            (self.team, wanted.team),
            (self.locality, wanted.locality),
            (self.weak_spot, wanted.weak_spot),
        ):
            _turn_to(combo, data)
        for widget in every:
            widget.blockSignals(False)
        self._search_wanted()
        self.table.setFocus()

    def _help(self) -> None:
        """What the empty list offers: the import, or the child whom nobody found."""
        if self._has_any:
            typed = self.search.text().strip()
            self.add_wanted.emit(typed if looks_like_an_id(typed) else "")
        else:
            self.import_wanted.emit()

    def _search_wanted(self) -> None:
        self.search_wanted.emit(self.wanted)

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
        cohort = Column(
            self.tr("Cohort"), lambda c: c.cohorts[0] if c.cohorts else "", width=114, lesser=True
        )
        worker = Column(self.tr("Worker"), lambda c: c.worker, width=112, lesser=True)
        seen = Column(
            self.tr("Last seen"),
            self._said_seen,
            sort=lambda c: c.last_seen_on.isoformat() if c.last_seen_on else "",
            width=78,
            lesser=True,
        )
        return [code, child_id, cohort, team, worker, seen, weak]

    def _said_seen(self, child: Child) -> str:
        if child.last_seen_on is None or self._today is None:
            return "–"
        days = (self._today - child.last_seen_on).days
        if days == 1:
            return self.tr("1 day")
        return self.tr("today") if days == 0 else self.tr("{days} days").format(days=days)

    def _show_card(self, child: Child | None) -> None:
        chosen = self.table.selected_rows()
        self.choose_button.setVisible(bool(chosen))
        many = len(chosen) > 1
        self.choose_button.setText(
            self.tr("Choose {count}…").format(count=len(chosen)) if many else self.tr("Choose…")
        )
        if child is None or self._now is None:
            self.card.show_nobody()
            return
        fetched = self._fetched if self._fetched and self._fetched.child.id == child.id else None
        self.card.show_child(child, self._sessions, self._now, fetched)
        self.card_wanted.emit(child)


def _turn_to(combo: QComboBox, data: str) -> None:
    """Turn a filter to what is looked for, though it be nothing the list offers of itself."""
    if data and combo.findData(data) < 0:
        combo.addItem(data, data)
    combo.setCurrentIndex(max(0, combo.findData(data)))
