"""What one sees of the lines of enquiry: the list, the heat, and one line with its signals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.enquiry.heat import HeatView
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import (
    EmptyState,
    Hairline,
    Label,
    Muted,
    PageHeader,
    Pane,
    Pill,
    PillText,
    SidePanel,
    make_button,
)
from ilacs_desktop.domain.enquiry import Enquiry, EnquiryState, Heat, Provenance, Strength
from ilacs_desktop.domain.enquiry import Signal as Sign
from ilacs_desktop.domain.moments import said_roughly, said_when

MOST_SIGNALS = 60
"""Signals shown beside a line; the rest are counted."""

STATE_LOOKS = {
    EnquiryState.EMERGING: ("info", "sparkle"),
    EnquiryState.ACTIVE: ("accent", "trending-up"),
    EnquiryState.EVIDENCED: ("good", "badge-check"),
    EnquiryState.QUIET: ("plain", "moon"),
    EnquiryState.RETURNED: ("warn", "rotate-ccw"),
}
STRENGTH_LOOKS = {
    Strength.WEAK: ("plain", "signal-low"),
    Strength.CLEAR: ("info", "signal-medium"),
    Strength.STRONG: ("accent", "signal-high"),
}


def state_pill(state: EnquiryState) -> PillText:
    """A state as its pill."""
    role, icon = STATE_LOOKS[state]
    return PillText(state.value, role, icon)


class EnquiryView(QWidget):
    """List and heat at the left, the chosen line at the right."""

    start_wanted = Signal()
    signal_wanted = Signal(object)
    """Add a signal to this `Enquiry` (None: the user will say which)."""
    state_wanted = Signal(object, object)
    """(Enquiry, EnquiryState)"""
    chosen = Signal(object)
    origin_wanted = Signal(object)
    """Show where this `Signal` row came from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._now: datetime | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1.5))
        self.header = PageHeader(self.tr("Lines of enquiry"))
        self.add_signal = make_button(self.tr("Signal"), "plus", spoken=self.tr("Add a signal"))
        self.start = make_button(
            self.tr("Line of enquiry"), "plus", main=True, spoken=self.tr("Start a line of enquiry")
        )
        self.header.add_deed(self.add_signal)
        self.header.add_deed(self.start)
        column.addWidget(self.header)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.space(1.5))
        split.addWidget(self._left())
        self.panel = LinePanel()
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([theme.px(760), theme.px(350)])
        column.addWidget(split, 1)
        self.start.clicked.connect(self.start_wanted)
        self.add_signal.clicked.connect(lambda: self.signal_wanted.emit(self.table.selected()))
        self.table.chosen.connect(self._on_chosen)
        self.heat.enquiry_wanted.connect(self.choose)
        self.panel.signal_wanted.connect(self.signal_wanted)
        self.panel.state_wanted.connect(self.state_wanted)
        self.panel.origin_wanted.connect(self.origin_wanted)

    def show_lines(self, enquiries: Sequence[Enquiry], heat: Heat, now: datetime) -> None:
        """Show other lines and counts; the choice stays if its line does."""
        self._now = now
        self.rows.show(enquiries)
        self.heat.counts.show(heat)
        self.heat_pane.setVisible(bool(heat.rows))
        self.add_signal.setEnabled(bool(enquiries))
        if enquiries and self.table.selected() is None:
            self.table.selectRow(0)
        if not enquiries:
            self.panel.show_line(None)
        self.header.set_sentence(self._sentence(enquiries))

    def show_signals(self, enquiry: Enquiry, signals: Sequence[Sign], sourced: frozenset[int]) -> None:
        """Show the signals of the chosen line, newest first; those ``sourced`` lead back to words."""
        chosen = self.table.selected()
        if chosen is not None and chosen.id == enquiry.id and self._now is not None:
            self.panel.show_line(enquiry, signals, self._now, sourced)

    def choose(self, enquiry_id: int) -> None:
        """Choose the line with this id."""
        self.table.select_where(lambda each: each.id == enquiry_id)

    def _on_chosen(self, enquiry: Enquiry | None) -> None:
        self.chosen.emit(enquiry)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(1.5))
        self.rows = RowTable(
            [
                Column(self.tr("Code"), lambda e: e.code, strong=True, width=62),
                Column(self.tr("What they look at"), lambda e: e.title, stretch=True),
                Column(self.tr("State"), lambda e: e.state.value, pill=lambda e: state_pill(e.state)),
                Column(
                    self.tr("Suggested"),
                    lambda e: e.suggested_state.value if e.has_movement else "",
                    pill=lambda e: state_pill(e.suggested_state) if e.has_movement else None,
                    spoken=lambda e: (
                        self.tr("suggested: %1").replace("%1", e.suggested_state.value)
                        if e.has_movement
                        else self.tr("no movement suggested")
                    ),
                    tooltip=lambda e: e.because,
                    lesser=True,
                ),
                Column(
                    self.tr("Signals"),
                    lambda e: str(e.signal_count),
                    sort=lambda e: e.signal_count,
                    lesser=True,
                ),
                Column(
                    self.tr("Today"),
                    lambda e: str(e.today_count or "–"),
                    sort=lambda e: e.today_count,
                    spoken=lambda e: self.tr("%1 today").replace("%1", str(e.today_count)),
                    lesser=True,
                ),
                Column(
                    self.tr("Last"),
                    self._said_last,
                    sort=lambda e: e.last_at.isoformat() if e.last_at else "",
                    muted=True,
                    lesser=True,
                ),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Lines of enquiry"))
        self.empty = EmptyState(
            "telescope",
            self.tr("No line of enquiry yet"),
            self.tr("Start one when inspectors ask about the same thing twice. It lives on dated signals."),
            self.tr("Start a line of enquiry"),
        )
        self.empty.wanted.connect(self.start_wanted)
        self.table.set_empty(self.empty)
        pane = Pane()
        pane.body.addWidget(self.table)
        column.addWidget(pane, 1)
        self.heat_pane = Pane(self.tr("Signals by day and inspector"), "flame")
        self.heat = HeatView()
        self.heat_pane.body.addWidget(self.heat)
        column.addWidget(self.heat_pane, 1)
        return left

    def _said_last(self, enquiry: Enquiry) -> str:
        if enquiry.last_at is None or self._now is None:
            return "–"
        return said_roughly(enquiry.last_at, self._now)

    def _sentence(self, enquiries: Sequence[Enquiry]) -> str:
        if not enquiries:
            return ""
        moving = sum(each.has_movement for each in enquiries)
        today = sum(each.today_count for each in enquiries)
        signals = (
            self.tr("1 signal today") if today == 1 else self.tr("%1 signals today").replace("%1", str(today))
        )
        if not moving:
            return self.tr("%1 · every state is confirmed").replace("%1", signals)
        words = (
            self.tr("1 movement to confirm")
            if moving == 1
            else self.tr("%1 movements to confirm").replace("%1", str(moving))
        )
        return f"{signals} · {words}"


class LinePanel(SidePanel):
    """One line of enquiry: where it stands, what is suggested and why, and the signals it lives on."""

    signal_wanted = Signal(object)
    state_wanted = Signal(object, object)
    origin_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("The chosen line of enquiry"))
        self.show_line(None)

    def show_line(
        self,
        enquiry: Enquiry | None,
        signals: Sequence[Sign] = (),
        now: datetime | None = None,
        sourced: frozenset[int] = frozenset(),
    ) -> None:
        """Show a line, or that none is chosen."""
        self.clear()
        if enquiry is None or now is None:
            self.set_title("")
            self.add_text(self.tr("Choose a line of enquiry to see its signals."), muted=True)
            return
        self.set_title(f"{enquiry.code}  {enquiry.title}")
        self._add_state(enquiry)
        if enquiry.has_movement:
            self._add_suggestion(enquiry)
        line = QHBoxLayout()
        line.addWidget(self._heading(self.tr("Signals"), len(signals)), 1)
        add = make_button(self.tr("Add"), "plus", small=True, spoken=self.tr("Add a signal to this line"))
        add.clicked.connect(lambda: self.signal_wanted.emit(enquiry))
        line.addWidget(add)
        self.body.addSpacing(current_theme().space(1))
        self.body.addLayout(line)
        if not signals:
            self.add_text(self.tr("No signal yet. Add what was said, by whom and where."), muted=True)
        for signal in signals[:MOST_SIGNALS]:
            self._add_signal(signal, now, leads_back=signal.id in sourced)
        if len(signals) > MOST_SIGNALS:
            left = str(len(signals) - MOST_SIGNALS)
            self.add_text(self.tr("%1 earlier signals are not shown.").replace("%1", left), muted=True)

    def _heading(self, text: str, count: int) -> Label:
        return Label(f"{text} · {count}" if count else text, font="heading", role="heading")

    def _add_state(self, enquiry: Enquiry) -> None:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        pill = Pill()
        pill.show_pill(state_pill(enquiry.state))
        line.addWidget(pill)
        line.addStretch(1)
        change = make_button(self.tr("Change state"), small=True)
        menu = QMenu(change)
        for state in EnquiryState:
            action = menu.addAction(current_theme().icon(STATE_LOOKS[state][1], "text"), state.value)
            action.setEnabled(state is not enquiry.state)
            action.triggered.connect(lambda _=False, chosen=state: self.state_wanted.emit(enquiry, chosen))
        change.setProperty("hasMenu", True)
        change.setMenu(menu)
        line.addWidget(change)
        self.body.addLayout(line)

    def _add_suggestion(self, enquiry: Enquiry) -> None:
        theme = current_theme()
        self.body.addSpacing(theme.space(0.5))
        self.body.addWidget(Hairline())
        line = QHBoxLayout()
        line.setSpacing(theme.space(1))
        words = Label(self.tr("The signals suggest"), font="strong")
        line.addWidget(words)
        pill = Pill()
        pill.show_pill(state_pill(enquiry.suggested_state))
        line.addWidget(pill)
        line.addStretch(1)
        self.body.addLayout(line)
        line = QHBoxLayout()
        line.setSpacing(theme.space(1))
        line.addWidget(Muted(enquiry.because, wrap=True), 1)
        self.confirm = make_button(
            self.tr("Confirm"),
            "check",
            small=True,
            spoken=self.tr("Confirm that it is %1").replace("%1", enquiry.suggested_state.value),
        )
        self.confirm.clicked.connect(lambda: self.state_wanted.emit(enquiry, enquiry.suggested_state))
        line.addWidget(self.confirm, alignment=Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)

    def _add_signal(self, signal: Sign, now: datetime, *, leads_back: bool) -> None:
        theme = current_theme()
        self.body.addWidget(Hairline())
        line = QHBoxLayout()
        line.setSpacing(theme.space(1))
        who = f" · {signal.inspector}" if signal.inspector else ""
        line.addWidget(Label(f"{said_when(signal.at, now)}{who}", font="strong"))
        line.addStretch(1)
        role, icon = STRENGTH_LOOKS[signal.strength]
        line.addWidget(Pill(signal.strength.value, role, icon))
        self.body.addLayout(line)
        self.body.addWidget(Label(f"“{signal.quote}”", wrap=True))
        origin = QHBoxLayout()
        how = "" if signal.provenance is Provenance.FIRST_HAND else f", {signal.provenance.value}"
        origin.addWidget(Muted(f"{signal.source}{how}", font="small", wrap=True), 1)
        if leads_back:
            show = make_button(self.tr("Show"), link=True, spoken=self.tr("Show where this was said"))
            show.clicked.connect(lambda: self.origin_wanted.emit(signal))
            origin.addWidget(show)
        self.body.addLayout(origin)
