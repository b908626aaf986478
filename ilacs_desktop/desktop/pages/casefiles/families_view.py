"""The consent log: which families were asked whether inspectors may talk to them, and what they said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from ilacs_desktop.desktop.pages.casefiles.children_card import ANSWERS, pairs
from ilacs_desktop.desktop.tables import ROW_ROLE, Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.panes import EmptyState, Pane, SidePanel
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.desktop.widgets.sides import side_by_side
from ilacs_desktop.domain.casefiles.consents import Consent
from ilacs_desktop.domain.moments import said_when


class FamiliesView(QWidget):
    """Questions to families at the left, those without an answer first; one of them at the right."""

    ask_wanted = Signal()
    answer_wanted = Signal(object)
    change_wanted = Signal(object)
    child_wanted = Signal(object)
    export_wanted = Signal(object)
    """The keys of the entries in sight, in their order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        self._consents: tuple[Consent, ...] = ()
        theme = current_theme()
        left = Pane()
        left.body.setSpacing(theme.space(1))
        deeds = QHBoxLayout()
        self.ask_button = make_button(self.tr("Family asked…"), "messages-square")
        self.ask_button.clicked.connect(self.ask_wanted)
        deeds.addWidget(self.ask_button)
        deeds.addStretch(1)
        self.export_button = make_button(self.tr("Export…"), "file-down")
        self.export_button.clicked.connect(lambda: self.export_wanted.emit(self.in_sight()))
        deeds.addWidget(self.export_button)
        left.body.addLayout(deeds)
        left.body.addLayout(self._make_filters())
        self.rows = RowTable(self._columns(), self)
        self.table = ListTable(self.rows, self.tr("Families asked"))
        self.empty = EmptyState("messages-square", "", "")
        self.table.set_empty(self.empty)
        left.body.addWidget(self.table, 1)
        self.panel = SidePanel()
        self.answer_button = make_button(self.tr("Answer…"), main=True)
        self.answer_button.clicked.connect(lambda: self.answer_wanted.emit(self.table.selected()))
        self.change_button = make_button(self.tr("Change…"), spoken=self.tr("Change who asked and when"))
        self.change_button.clicked.connect(lambda: self.change_wanted.emit(self.table.selected()))
        self.panel.head.addWidget(self.change_button)
        self.panel.head.addWidget(self.answer_button)
        side_by_side(self, left, self.panel)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self.answer_wanted)
        self._fill()

    def show_consents(self, consents: Sequence[Consent], now: datetime) -> None:
        """Show other rows; the one at hand stays at hand."""
        self._consents, self._now = tuple(consents), now
        self._fill()

    def in_sight(self) -> tuple[int, ...]:
        """The keys of the entries shown, as they are sorted."""
        model = self.table.proxy
        return tuple(model.index(row, 0).data(ROW_ROLE).id for row in range(model.rowCount()))

    def _make_filters(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Code, who asked, or needs"))
        self.search.setAccessibleName(self.tr("Search the families asked"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.answer = QComboBox()
        self.answer.setAccessibleName(self.tr("Answer"))
        self.answer.addItem(self.tr("All answers"), "")
        for answer, (word, _role, _icon) in ANSWERS.items():
            self.answer.addItem(word, answer.value)
        self.leaflet = QComboBox()
        self.leaflet.setAccessibleName(self.tr("Leaflet"))
        for word, data in (
            (self.tr("With or without leaflet"), None),
            (self.tr("Leaflet given"), True),
            (self.tr("Leaflet not given"), False),
        ):
            self.leaflet.addItem(word, data)
        for combo in (self.answer, self.leaflet):
            combo.currentIndexChanged.connect(self._fill)
        line.addWidget(self.search, 1)
        line.addWidget(self.answer)
        line.addWidget(self.leaflet)
        return line

    def _is_wanted(self, consent: Consent) -> bool:
        """Whether search and filters let an entry through."""
        words = self.search.text().casefold().split()
        held = (consent.child, consent.asked_by, consent.asked_whom, consent.needs, consent.note)
        text = " ".join(held).casefold()
        leaflet = self.leaflet.currentData()
        return (
            self.answer.currentData() in {"", consent.answer.value}
            and leaflet in {None, consent.leaflet}
            and all(word in text for word in words)
        )

    def _fill(self) -> None:
        kept = self.table.selected()
        rows = [each for each in self._consents if self._is_wanted(each)]
        self.rows.show(rows)
        if self._consents:
            self.empty.say(self.tr("No entry like that"), self.tr("Search for less, or take a filter away."))
        else:
            self.empty.say(
                self.tr("No family has been asked yet"),
                self.tr(
                    "When a family is asked whether inspectors may talk to them, note who asked, when, the"
                    " leaflet, and what they need. Never a name."
                ),
            )
        self.export_button.setEnabled(bool(self._consents))
        found = kept is not None and self.table.select_where(lambda row: row.id == kept.id)
        if not found and rows:
            self.table.selectRow(0)
        self._show(self.table.selected())

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Child"), lambda row: row.child, strong=True, width=72),
            Column(self.tr("Asked by"), lambda row: row.asked_by, width=108),
            Column(self.tr("Whom"), lambda row: row.asked_whom, width=96, lesser=True),
            Column(
                self.tr("When"),
                lambda row: said_when(row.asked_at, self._now) if self._now else "",
                sort=lambda row: row.asked_at.timestamp(),
                width=96,
            ),
            Column(
                self.tr("Answer"),
                lambda row: ANSWERS[row.answer][0],
                pill=lambda row: PillText(*ANSWERS[row.answer]),
                width=116,
            ),
            Column(
                self.tr("Leaflet"),
                lambda row: self.tr("yes") if row.leaflet else self.tr("no"),
                width=64,
                lesser=True,
            ),
            Column(self.tr("Needs"), lambda row: row.needs, stretch=True),
        ]

    def _show(self, consent: Consent | None) -> None:
        panel = self.panel
        panel.clear()
        self.answer_button.setVisible(consent is not None)
        self.change_button.setVisible(consent is not None)
        if consent is None or self._now is None:
            panel.set_title(self.tr("Family"))
            panel.add_text(self.tr("Pick a line to see it whole."), muted=True)
            return
        panel.set_title(consent.child)
        answered = said_when(consent.answered_at, self._now) if consent.answered_at else ""
        panel.body.addWidget(
            pairs(
                [
                    (self.tr("Asked by"), consent.asked_by),
                    (self.tr("Whom"), consent.asked_whom),
                    (self.tr("When"), said_when(consent.asked_at, self._now)),
                    (self.tr("Answer"), ANSWERS[consent.answer][0]),
                    (self.tr("Answered"), answered),
                    (self.tr("Leaflet"), self.tr("given") if consent.leaflet else self.tr("not given")),
                    (self.tr("Needs"), consent.needs),
                    (self.tr("Note"), consent.note),
                ]
            )
        )
        card = make_button(self.tr("Card of {child}").format(child=consent.child), "arrow-right", small=True)
        card.clicked.connect(lambda: self.child_wanted.emit(consent))
        panel.body.addWidget(in_flow(card))
        panel.body.addStretch(1)
