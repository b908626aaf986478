"""The widgets of the requests page; it knows rows, no services."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.tables import ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, PageHeader, Pane, make_button
from ilacs_desktop.domain.info_requests import (
    GivenItem,
    Happening,
    InfoRequest,
    OurStatus,
    TheirStatus,
    TriageRow,
    next_status,
)

from .columns import Moment, RequestColumns, Shown
from .detail import Detail


class InfoRequestsView(QWidget):
    """Lists at the left, the one chosen at the right. Wishes carry the request, or a line of the register."""

    add_wanted = Signal()
    next_wanted = Signal(object)
    assign_wanted = Signal(object)
    pause_wanted = Signal(object)
    resume_wanted = Signal(object)
    return_wanted = Signal(object)
    give_wanted = Signal(object)
    accepted_wanted = Signal(object)
    more_wanted = Signal(object)
    withdraw_wanted = Signal(object)
    reopen_wanted = Signal(object)
    activate_wanted = Signal(object)
    meaning_wanted = Signal(object)
    item_add_wanted = Signal(object)
    anchor_wanted = Signal(object)
    release_wanted = Signal(object)
    item_wanted = Signal(object)
    go_wanted = Signal(object)
    chosen = Signal(object)
    request_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.moment = Moment()
        self.shown: Shown | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.space(1.5))
        self.header = PageHeader(self.tr("Requests"))
        self.names = (self.tr("Live"), self.tr("Staged"), self.tr("Tonight"), self.tr("Given register"))
        self.switch = self.header.add_switch(self.names, spoken=self.tr("Which list"))
        self.add_button = make_button(self.tr("Request"), "plus", main=True, spoken=self.tr("New request"))
        self.add_button.clicked.connect(self.add_wanted)
        self.header.add_deed(self.add_button)
        outer.addWidget(self.header)
        body = QHBoxLayout()
        body.setSpacing(theme.space(1.5))
        outer.addLayout(body, 1)
        pane = Pane()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Show only what has these words"))
        self.filter.setAccessibleName(self.tr("Show only what has these words"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        pane.body.addWidget(self.filter)
        self.stack = QStackedWidget()
        pane.body.addWidget(self.stack, 1)
        body.addWidget(pane, 4)
        self.detail = Detail()
        self.detail.go_wanted.connect(self.go_wanted)
        self.detail.item_wanted.connect(self.item_wanted)
        self.detail.anchor_wanted.connect(self.anchor_wanted)
        body.addWidget(self.detail, 3)
        self._make_tables()
        self._make_deeds()
        self.header.switched.connect(self.show_list)
        self.show_list(self.names[0])

    # -- lists ---------------------------------------------------------------------------------------

    def _make_tables(self) -> None:
        columns = RequestColumns(self.moment, self)
        made = (columns.live(), columns.staged(), columns.tonight(), columns.given())
        self._empty_words = (
            (
                self.tr("Nothing has been asked yet"),
                self.tr("Type what an inspector asked into the line at the top (Ctrl+K), or fill in a form."),
            ),
            (
                self.tr("Nothing is staged"),
                self.tr("What the framework lets us expect stands here when an inspection begins."),
            ),
            (self.tr("Nothing is open tonight"), self.tr("Every request has been given or withdrawn.")),
            (
                self.tr("Nothing has been given yet"),
                self.tr("Clear a request, then Give… records what was given, when and how."),
            ),
        )
        icons = ("inbox", "archive", "moon", "package-check")
        deeds = (self.tr("New request"), "", "", "")
        self.empties = tuple(
            EmptyState(icon, *words, deed)
            for icon, words, deed in zip(icons, self._empty_words, deeds, strict=True)
        )
        self.empties[0].wanted.connect(self.add_wanted)
        self.tables: list[ListTable] = []
        for name, each, empty in zip(self.names, made, self.empties, strict=True):
            rows = RowTable(each, self)
            table = ListTable(rows, name)
            table.set_empty(empty)
            table.chosen.connect(self._on_chosen)
            self.tables.append(table)
            self.stack.addWidget(table)
        self.live, self.staged, self.tonight, self.given = self.tables
        self.given.opened.connect(lambda item: self.request_wanted.emit(item.request_id))

    def _filter(self, text: str) -> None:
        for table in self.tables:
            table.filter_text(text)

    def show_list(self, name: str) -> None:
        """Turn to one of the four lists."""
        self.switch.choose(name)
        self.stack.setCurrentIndex(self.names.index(name))
        self._fit_to_list()
        self._on_chosen(self.table.selected())

    @property
    def table(self) -> ListTable:
        """The list in sight."""
        return self.tables[self.stack.currentIndex()]

    def show_rows(self, shown: Shown) -> None:
        """Show what was fetched; what was chosen stays chosen."""
        self.shown = shown
        self.moment.now = shown.now
        self.live.rows.show(shown.live)
        self.staged.rows.show(shown.staged)
        self.tonight.rows.show(shown.tonight)
        self.given.rows.show(shown.given)
        open_count = len(shown.tonight)
        self.header.set_sentence(
            self.tr("{open} open · {staged} staged · {given} given").format(
                open=open_count, staged=len(shown.staged), given=len(shown.given)
            )
            if shown.has_inspection
            else ""
        )
        self._show_emptiness(has_inspection=shown.has_inspection)
        if self.table.selected() is None and self.table.proxy.rowCount():
            self.table.selectRow(0)
        elif self.table.selected() is None:
            self._on_chosen(None)

    def _show_emptiness(self, *, has_inspection: bool) -> None:
        """Say in each empty list what to do first."""
        self.add_button.setEnabled(has_inspection)
        self.empties[0].button.setVisible(has_inspection)
        none_yet = (
            self.tr("There is no inspection yet"),
            self.tr("Begin one at the top left; its requests stand here."),
        )
        for empty, words in zip(self.empties, self._empty_words, strict=True):
            empty.say(*(words if has_inspection else none_yet))
        self._fit_to_list()

    def _fit_to_list(self) -> None:
        """An empty list needs neither a filter nor a panel beside it."""
        is_empty = not self.table.rows.rows
        self.filter.setVisible(not is_empty or bool(self.filter.text()))
        self.detail.setVisible(not is_empty)

    def select(self, request_id: int) -> bool:
        """Choose a request in the list it stands in; False if it is in none."""
        for name, table in ((self.names[0], self.live), (self.names[1], self.staged)):
            if table.select_where(lambda row: row.id == request_id):
                self.show_list(name)
                return True
        return False

    def select_given(self, item_id: int) -> bool:
        """Choose a line of the given register; False if it is not there."""
        if self.given.select_where(lambda row: row.id == item_id):
            self.show_list(self.names[3])
            return True
        return False

    # -- the one chosen --------------------------------------------------------------------------------

    @property
    def request(self) -> InfoRequest | None:
        """The request chosen, if a request is chosen."""
        row = self.table.selected()
        row = row.request if isinstance(row, TriageRow) else row
        return row if isinstance(row, InfoRequest) else None

    def _on_chosen(self, row: object) -> None:
        row = row.request if isinstance(row, TriageRow) else row
        self._show_deeds(row if isinstance(row, InfoRequest) else None)
        if isinstance(row, GivenItem):
            rows = self.given.rows.rows
            successor = next((each for each in rows if each.id == row.superseded_by_id), None)
            self.detail.show_given(row, successor, self.moment.now)
            self.detail.set_deeds(self.open_button)
        elif row is None:
            self.detail.show_nothing(
                self.tr("Choose one to see it whole.") if self.table.proxy.rowCount() else ""
            )
        self.chosen.emit(row)

    def show_history(self, request: InfoRequest, history: Sequence[Happening]) -> None:
        """Show a request whole, if it is still the one chosen."""
        if self.request is not None and self.request.id == request.id:
            self.detail.show_request(request, tuple(history), self.moment.now)
            self._show_deeds(request)

    # -- deeds -----------------------------------------------------------------------------------------

    def _make_deeds(self) -> None:
        self.next_button = make_button("", parent=self)
        self.next_button.hide()
        self.next_button.clicked.connect(self._on_next)
        self.open_button = make_button(self.tr("Open the request"), "inbox", parent=self)
        self.open_button.clicked.connect(self._on_open)
        self.open_button.hide()
        self.more_button = make_button("", "ellipsis", spoken=self.tr("What else can be done"), parent=self)
        self.more_button.hide()
        menu = QMenu(self.more_button)
        self.more_button.clicked.connect(
            lambda: menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))
        )
        wishes = (
            ("next", self.tr("Next step"), "N", self.next_wanted),
            ("assign", self.tr("Assign…"), "A", self.assign_wanted),
            ("meaning", self.tr("Say what it means…"), "E", self.meaning_wanted),
            ("item", self.tr("Add an item…"), "I", self.item_add_wanted),
            ("pause", self.tr("Stop the clock…"), "P", self.pause_wanted),
            ("resume", self.tr("Let the clock run"), "P", self.resume_wanted),
            ("anchor", self.tr("Tie to a slot…"), "T", self.anchor_wanted),
            ("release", self.tr("Let go of the slot"), "", self.release_wanted),
            ("return", self.tr("Send back…"), "B", self.return_wanted),
            ("give", self.tr("Give…"), "G", self.give_wanted),
            ("accepted", self.tr("They accepted it"), "C", self.accepted_wanted),
            ("more", self.tr("They want more…"), "M", self.more_wanted),
            ("activate", self.tr("They asked for it…"), "N", self.activate_wanted),
            ("withdraw", self.tr("Withdraw…"), "W", self.withdraw_wanted),
            ("reopen", self.tr("Reopen"), "", self.reopen_wanted),
        )
        self.actions_by_name: dict[str, QAction] = {}
        for name, words, key, wish in wishes:
            action = QAction(words, self)
            if key:
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _, wish=wish: self._wish(wish))
            self.stack.addAction(action)
            menu.addAction(action)
            self.actions_by_name[name] = action

    def _wish(self, wish: object) -> None:
        request = self.request
        if request is not None:
            wish.emit(request)  # type: ignore[attr-defined]  # a bound signal, which has no type to name

    def _show_deeds(self, request: InfoRequest | None) -> None:
        possible = _possible(request)
        for name, action in self.actions_by_name.items():
            action.setVisible(name in possible)
            action.setEnabled(name in possible)
        if request is None:
            self.detail.set_deeds()
            return
        words, icon = self._next_words(request)
        self.next_button.setText(words)
        self.next_button.set_icon(icon)
        self.next_button.setAccessibleName(words)
        buttons = [self.next_button] if words else []
        self.detail.set_deeds(*buttons, self.more_button)

    def _next_words(self, request: InfoRequest) -> tuple[str, str]:
        """What the one button at the top of the panel says."""
        if request.staged:
            return self.tr("They asked for it…"), "inbox"
        if request.theirs is TheirStatus.GIVEN:
            return self.tr("Accepted"), "check-check"
        if not request.is_open:
            return "", ""
        if request.is_paused:
            return self.tr("Let the clock run"), "play"
        if request.owner_id is None:
            return self.tr("Assign…"), "user-plus"
        following = next_status(request)
        words = {
            OurStatus.GATHERING: (self.tr("Gathering"), "arrow-right"),
            OurStatus.CHECKING: (self.tr("To check"), "arrow-right"),
            OurStatus.CLEARED: (self.tr("Clear"), "check"),
            OurStatus.ASSIGNED: (self.tr("Assigned"), "arrow-right"),
        }
        return words.get(following, (self.tr("Give…"), "send")) if following else (self.tr("Give…"), "send")

    def _on_next(self) -> None:
        request = self.request
        if request is None:
            return
        if request.staged:
            self.activate_wanted.emit(request)
        elif request.theirs is TheirStatus.GIVEN:
            self.accepted_wanted.emit(request)
        elif request.is_paused:
            self.resume_wanted.emit(request)
        elif request.owner_id is None:
            self.assign_wanted.emit(request)
        elif request.ours is OurStatus.CLEARED:
            self.give_wanted.emit(request)
        else:
            self.next_wanted.emit(request)

    def _on_open(self) -> None:
        item = self.table.selected()
        if isinstance(item, GivenItem):
            self.request_wanted.emit(item.request_id)


def _possible(request: InfoRequest | None) -> frozenset[str]:
    """The deeds that make sense for a request."""
    if request is None:
        return frozenset()
    if request.staged:
        return frozenset({"activate", "assign", "meaning", "item"})
    if not request.is_open:
        after = {
            TheirStatus.GIVEN: {"accepted", "more", "give", "withdraw"},
            TheirStatus.ACCEPTED: {"more"},
            TheirStatus.WITHDRAWN: {"reopen"},
        }
        return frozenset({*after.get(request.theirs, set()), "meaning"})
    possible = {"assign", "meaning", "item", "withdraw", "resume" if request.is_paused else "pause", "anchor"}
    if request.anchor is not None:
        possible.add("release")
    if request.owner_id is not None and not request.is_paused and next_status(request) is not None:
        possible.add("next")
    if request.ours not in {OurStatus.CAPTURED, OurStatus.ASSIGNED}:
        possible.add("return")
    if request.ours is OurStatus.CLEARED:
        possible.add("give")
    return frozenset(possible)
