"""Look up as it is seen: one line to type in, and a list. Knows widgets and rows, no services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, PageHeader, Pane, Pill, PillText, make_button
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.moments import Clock, local, said_when

if TYPE_CHECKING:
    from ilacs_desktop.services.lookup import AuditRow, ChainState, Hit

TYPING_MS = 200

KIND_ICONS = {
    Kind.INFO_REQUEST: "inbox",
    Kind.GIVEN_ITEM: "file-check",
    Kind.CHILD: "folder-open",
    Kind.CASE_SESSION: "folder-open",
    Kind.CONCERN: "circle-alert",
    Kind.THREAD: "messages-square",
    Kind.MESSAGE: "message-square",
    Kind.NOTE: "notebook-pen",
    Kind.ENQUIRY: "telescope",
    Kind.SIGNAL: "radio",
    Kind.SLOT: "calendar-days",
    Kind.PERSON: "user",
    Kind.PLACE: "map-pin",
    Kind.SHEET: "newspaper",
    Kind.MILESTONE: "flag",
}


class LookupView(QWidget):
    """Wishes: ``search_wanted`` (text, everywhere), ``audit_wanted`` (text, kind or None).

    And ``check_wanted`` (the chain of the trail), ``open_wanted`` (a `Ref`).
    """

    search_wanted = Signal(str, bool)
    audit_wanted = Signal(str, object)
    check_wanted = Signal()
    open_wanted = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        theme = current_theme()
        self._clock = clock
        self.header = PageHeader(self.tr("Look up"))
        self.switch = self.header.add_switch(
            [self.tr("Search"), self.tr("Audit trail")], spoken=self.tr("What to look through")
        )
        self.stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1.5))
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        self.stack.addWidget(self._make_search())
        self.stack.addWidget(self._make_audit())
        self.header.switched.connect(self._on_switched)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.ask)
        for editor in (self.words, self.audit_words):
            editor.textChanged.connect(lambda _: self._typing.start())
        self.kind.currentIndexChanged.connect(lambda _: self.ask())
        self.everywhere.currentIndexChanged.connect(lambda _: self.ask())

    # -- making --------------------------------------------------------------------------------

    def _make_search(self) -> QWidget:
        self.words = _search_edit(self.tr("Words, a code, a name of ours"), self.tr("Search for"))
        self.everywhere = QComboBox()
        self.everywhere.setAccessibleName(self.tr("Where to search"))
        self.everywhere.addItem(self.tr("In this inspection"), False)
        self.everywhere.addItem(self.tr("In all inspections"), True)
        self.hits = RowTable(
            [
                Column(
                    self.tr("What"),
                    lambda hit: str(hit.ref.kind),
                    pill=lambda hit: PillText(str(hit.ref.kind), "plain", KIND_ICONS.get(hit.ref.kind, "")),
                ),
                Column(self.tr("Title"), lambda hit: hit.title, strong=True),
                Column(self.tr("Where it says so"), lambda hit: hit.excerpt, stretch=True, muted=True),
            ],
            self,
        )
        self.hit_table = ListTable(self.hits, self.tr("What was found"))
        self.no_hits = EmptyState("search", "")
        self.hit_table.set_empty(self.no_hits)
        self.hit_table.opened.connect(lambda hit: self.open_wanted.emit(hit.ref))
        self.words.returnPressed.connect(self._open_first)
        return _page(self.words, self.everywhere, self.hit_table)

    def _make_audit(self) -> QWidget:
        self.audit_words = _search_edit(self.tr("Who, or which deed"), self.tr("Filter the audit trail"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of thing"))
        self.kind.addItem(self.tr("Everything"), None)
        for kind in sorted(Kind, key=str):
            self.kind.addItem(str(kind), kind)
        self.trail = RowTable(
            [
                Column(
                    self.tr("No."), lambda row: str(row.sequence), sort=lambda row: row.sequence, muted=True
                ),
                Column(
                    self.tr("When"),
                    lambda row: said_when(row.at, self._clock()),
                    sort=lambda row: row.sequence,
                    tooltip=lambda row: f"{local(row.at):%A %d %B %Y %H:%M:%S}",
                ),
                Column(self.tr("Who"), lambda row: row.actor),
                Column(self.tr("Deed"), lambda row: row.deed, strong=True),
                Column(self.tr("On"), lambda row: str(row.ref.kind)),
                Column(self.tr("What changed"), lambda row: row.what, stretch=True, muted=True),
            ],
            self,
        )
        self.trail_table = ListTable(self.trail, self.tr("Audit trail"))
        self.trail_table.set_empty(EmptyState("scroll-text", self.tr("No entry fits")))
        self.trail_table.opened.connect(lambda row: self.open_wanted.emit(row.ref))
        self.chain = Pill("", "plain", "link")
        self.chain.hide()
        self.check = make_button(self.tr("Check the chain"), "shield-check")
        self.check.clicked.connect(self.check_wanted)
        return _page(self.audit_words, self.kind, self.trail_table, self.chain, self.check)

    # -- asking --------------------------------------------------------------------------------

    @property
    def shows_trail(self) -> bool:
        """Whether the audit trail is shown."""
        return self.stack.currentIndex() == 1

    def show_trail(self, shown: bool) -> None:
        """Show the audit trail, or the search."""
        self.switch.choose(self.tr("Audit trail") if shown else self.tr("Search"))
        self.stack.setCurrentIndex(int(shown))
        self.ask()

    def ask(self) -> None:
        """Wish for what the lines say."""
        self._typing.stop()
        if self.shows_trail:
            self.audit_wanted.emit(self.audit_words.text(), self.kind.currentData())
        else:
            self.search_wanted.emit(self.words.text(), bool(self.everywhere.currentData()))

    def focus_search(self) -> None:
        """Put the keyboard in the line."""
        self.show_trail(False)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _on_switched(self, name: str) -> None:
        self.show_trail(name == self.tr("Audit trail"))
        (self.audit_words if self.shows_trail else self.words).setFocus()

    def _open_first(self) -> None:
        if self.hit_table.selected() is None and self.hit_table.proxy.rowCount():
            self.hit_table.selectRow(0)
        if (hit := self.hit_table.selected()) is not None:
            self.open_wanted.emit(hit.ref)

    # -- showing -------------------------------------------------------------------------------

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show what was found."""
        typed = self.words.text().strip()
        if typed:
            self.no_hits.say(
                self.tr("Nothing found"), self.tr("Try fewer letters, or look in all inspections.")
            )
            self.header.set_sentence(self.tr("{count} found").format(count=len(hits)))
        else:
            self.no_hits.say(
                self.tr("Type what you are looking for"),
                self.tr("Requests, sessions, messages, notes, people, sheets: everything that was entered."),
            )
            self.header.set_sentence("")
        self.hits.show(hits)

    def show_entries(self, rows: Sequence[AuditRow]) -> None:
        """Show the audit trail, newest first."""
        self.trail.show(rows)
        self.header.set_sentence(self.tr("The newest {count} entries").format(count=len(rows)))

    def show_chain(self, chain: ChainState) -> None:
        """Say whether the chain is whole."""
        if chain.first_wrong is None:
            words = self.tr("chain intact · {count} entries").format(count=chain.entries)
            self.chain.show_pill(PillText(words, "good", "link"))
        else:
            words = self.tr("broken at entry {number}").format(number=chain.first_wrong)
            self.chain.show_pill(PillText(words, "alert", "unlink"))


def _search_edit(placeholder: str, spoken: str) -> QLineEdit:
    editor = QLineEdit()
    editor.setPlaceholderText(placeholder)
    editor.setAccessibleName(spoken)
    editor.setClearButtonEnabled(True)
    return editor


def _page(line: QWidget, choice: QWidget, table: QWidget, *more: QWidget) -> QWidget:
    theme = current_theme()
    pane = Pane()
    tools = QHBoxLayout()
    tools.setSpacing(theme.space(1.25))
    tools.addWidget(line, 1)
    tools.addWidget(choice)
    for widget in more:
        tools.addWidget(widget)
    pane.body.addLayout(tools)
    pane.body.addSpacing(theme.space(0.5))
    pane.body.addWidget(table, 1)
    return pane
