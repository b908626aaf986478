"""The consent log: which families were asked whether inspectors may talk to them, and what they said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilacs_desktop.desktop.pages.casefiles.children_card import ANSWERS, pairs
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.panes import EmptyState, Pane, SidePanel
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.desktop.widgets.sides import side_by_side
from ilacs_desktop.domain.casefiles.consents import Consent
from ilacs_desktop.domain.moments import said_when


class FamiliesView(QWidget):
    """Questions to families at the left, those without an answer first; one of them at the right."""

    ask_wanted = Signal()
    answer_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        theme = current_theme()
        left = Pane()
        left.body.setSpacing(theme.space(1))
        deeds = QHBoxLayout()
        self.ask_button = make_button(self.tr("Family asked…"), "messages-square")
        self.ask_button.clicked.connect(self.ask_wanted)
        deeds.addWidget(self.ask_button)
        deeds.addStretch(1)
        left.body.addLayout(deeds)
        self.rows = RowTable(self._columns(), self)
        self.table = ListTable(self.rows, self.tr("Families asked"))
        self.table.set_empty(
            EmptyState(
                "messages-square",
                self.tr("No family has been asked yet"),
                self.tr(
                    "When a family is asked whether inspectors may talk to them, note who asked, when, the"
                    " leaflet, and what they need. Never a name."
                ),
            )
        )
        left.body.addWidget(self.table, 1)
        self.panel = SidePanel()
        self.answer_button = make_button(self.tr("Answer…"), main=True)
        self.answer_button.clicked.connect(lambda: self.answer_wanted.emit(self.table.selected()))
        self.panel.head.addWidget(self.answer_button)
        side_by_side(self, left, self.panel)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self.answer_wanted)
        self._show(None)

    def show_consents(self, consents: Sequence[Consent], now: datetime) -> None:
        """Show other rows; the one at hand stays at hand."""
        kept, self._now = self.table.selected(), now
        self.rows.show(consents)
        found = kept is not None and self.table.select_where(lambda row: row.id == kept.id)
        if not found and consents:
            self.table.select_where(lambda row: row.id == consents[0].id)
        self._show(self.table.selected())

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Child"), lambda row: row.child, strong=True, width=84),
            Column(self.tr("Asked by"), lambda row: row.asked_by, width=130),
            Column(self.tr("Whom"), lambda row: row.asked_whom, width=130, lesser=True),
            Column(
                self.tr("When"),
                lambda row: said_when(row.asked_at, self._now) if self._now else "",
                sort=lambda row: row.asked_at.timestamp(),
                width=120,
            ),
            Column(
                self.tr("Answer"),
                lambda row: ANSWERS[row.answer][0],
                pill=lambda row: PillText(*ANSWERS[row.answer]),
                width=120,
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
        panel.body.addStretch(1)
