"""The frame of the requests page: a switch between lists, a filter, and a panel for the one chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, PageHeader, Pane, Switch, make_button
from ilacs_desktop.desktop.widgets.flow import Flow
from ilacs_desktop.domain.info_requests import Happening, InfoRequest
from ilacs_desktop.domain.info_requests.arranging import Group

from .columns import Moment
from .detail import Detail, Part
from .more import MoreDeeds
from .wishes import NextWords, Wishes, next_wish

LIST_SHARE, BOARD_SHARE, PANEL_SHARE = 6, 8, 4
"""How a list, or what is no list, shares the width with the panel beside it."""


@dataclass(frozen=True)
class EmptyWords:
    """What a list says while nothing is in it, and what can be done first."""

    icon: str
    title: str
    text: str
    deed: str = ""


@dataclass(frozen=True)
class _Main:
    """One thing the switch leads to."""

    widget: QWidget
    panel: QWidget | None = None
    empty: EmptyState | None = None
    words: EmptyWords | None = None
    request_of: Callable[[Any], object] = lambda row: row
    show: Callable[[Any], object] | None = None
    beside: QWidget | None = None
    chosen: Callable[[], object] | None = None


class Frame(QWidget):
    """Lists at the left, the one chosen at the right.

    ``chosen`` carries the row chosen in the list in sight, None for none.
    """

    add_wanted = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.moment = Moment()
        self._mains: dict[str, _Main] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.space(1.5))
        self.header = PageHeader(self.tr("Requests"))
        self.add_button = make_button(self.tr("Request"), "plus", main=True, spoken=self.tr("New request"))
        self.add_button.clicked.connect(self.add_wanted)
        self.more = MoreDeeds(self)
        self.header.add_deed(self.more.button)
        self.header.add_deed(self.add_button)
        outer.addWidget(self.header)
        self.switch = Switch((), spoken=self.tr("Which list"), line=Flow(gap=0.5))
        outer.addWidget(self.switch)
        body = QHBoxLayout()
        body.setSpacing(theme.space(1.5))
        outer.addLayout(body, 1)
        pane = Pane(parent=self)
        body.addWidget(pane, LIST_SHARE)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Show only what has these words"))
        self.filter.setAccessibleName(self.tr("Show only what has these words"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(theme.space(1))
        self._bar.addWidget(self.filter, 1)
        pane.body.addLayout(self._bar)
        self._has_inspection = True
        self.stack = QStackedWidget(pane)
        pane.body.addWidget(self.stack, 1)
        self._body = body
        self.detail = Detail()
        self.side = QStackedWidget(self)
        body.addWidget(self.side, PANEL_SHARE)
        self.side.addWidget(self.detail)
        self.wishes = Wishes(self.stack, lambda: self.request)
        self._make_buttons()
        self.switch.switched.connect(self.show_list)

    # -- what the switch leads to ------------------------------------------------------------------------

    def add_list(
        self,
        name: str,
        columns: Sequence[Column],
        words: EmptyWords,
        *,
        request_of: Callable[[Any], object] = lambda row: row,
        show: Callable[[Any], object] | None = None,
    ) -> ListTable:
        """Give the page another list; fill it by ``table.rows.show(…)``.

        ``request_of`` gives what a row stands for: an `InfoRequest` is shown in the panel with its deeds.
        ``show`` shows a row that is no request in ``detail``.
        """
        return self.add_table(
            ListTable(RowTable(columns, self), name), words, request_of=request_of, show=show
        )

    def add_table(
        self,
        table: ListTable,
        words: EmptyWords,
        *,
        request_of: Callable[[Any], object] = lambda row: row,
        show: Callable[[Any], object] | None = None,
        beside: QWidget | None = None,
    ) -> ListTable:
        """Give the page a list that is there already; its spoken name is the one in the switch.

        ``beside`` stands at the right of the filter while this list is in sight.
        """
        empty = EmptyState(words.icon, words.title, words.text, words.deed)
        table.set_empty(empty)
        table.chosen.connect(lambda row: self._on_chosen(row, table))
        if beside is not None:
            self._bar.addWidget(beside)
        self._add(table.accessibleName(), _Main(table, None, empty, words, request_of, show, beside))
        table.rows.modelReset.connect(lambda: self._after_reset(table))
        return table

    def add_main(
        self,
        name: str,
        widget: QWidget,
        panel: QWidget | None = None,
        *,
        chosen: Callable[[], object] | None = None,
    ) -> None:
        """Give the page something to show that is no list, with a panel of its own or none.

        With ``chosen``, which gives the request chosen in it, it has the panel and the deeds of a request;
        it says by `say_chosen` that another one is.
        """
        if panel is not None:
            self.side.addWidget(panel)
        self._add(name, _Main(widget, panel, chosen=chosen))

    def _add(self, name: str, main: _Main) -> None:
        self._mains[name] = main
        self.stack.addWidget(main.widget)
        self.switch.add(name)

    def add_more(
        self, text: str, deed: Callable[[], object], key: str = "", *, icon: str = "", section: int = 0
    ) -> QAction:
        """Add a deed that belongs to no one request to the menu of the page; ``key`` works on the whole page.

        Those of a lower ``section`` stand above, a thin line between; within one in the order added.
        """
        return self.more.add(text, deed, key, icon=icon, section=section)

    def show_list(self, name: str) -> None:
        """Turn to what the switch calls ``name``."""
        self.switch.choose(name)
        self.stack.setCurrentWidget(self._mains[name].widget)
        self._fit()
        table = self.table
        if table is not None and table.selected() is None and table.proxy.rowCount():
            table.selectRow(0)  # its rows came while it was out of sight
            return
        self._on_chosen(table.selected() if table else None, table)

    @property
    def names(self) -> tuple[str, ...]:
        """What the switch leads to, in its order."""
        return tuple(self._mains)

    @property
    def tables(self) -> tuple[ListTable, ...]:
        """The lists, in the order of the switch."""
        return tuple(main.widget for main in self._mains.values() if isinstance(main.widget, ListTable))

    @property
    def empties(self) -> tuple[EmptyState, ...]:
        """What stands in the middle of each list while it is empty."""
        return tuple(main.empty for main in self._mains.values() if main.empty is not None)

    @property
    def table(self) -> ListTable | None:
        """The list in sight; None while what is in sight is no list."""
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, ListTable) else None

    @property
    def _main(self) -> _Main:
        return self._mains[self.switch.chosen]

    def say_emptiness(self, *, has_inspection: bool) -> None:
        """Say in each empty list what to do first."""
        self.add_button.setEnabled(has_inspection)
        self._has_inspection = has_inspection
        for main in self._mains.values():
            self._say_empty(main)
        self._fit()

    def _say_empty(self, main: _Main) -> None:
        """Why a list is empty: nothing is in it yet, nothing is like what is looked for, or no inspection."""
        table = main.widget
        if main.empty is None or main.words is None or not isinstance(table, ListTable):
            return
        words = main.words
        if not self._has_inspection:
            title, text = (
                self.tr("There is no inspection yet"),
                self.tr("Begin one at the top left; its requests stand here."),
            )
        elif table.has_rows:
            title, text = (
                self.tr("None is like that"),
                self.tr("Take words away above, or look at everything."),
            )
        else:
            title, text = words.title, words.text
        main.empty.say(title, text, icon="search-x" if table.has_rows else words.icon)
        main.empty.button.setVisible(self._has_inspection and not table.has_rows and bool(words.deed))

    def _filter(self, text: str) -> None:
        for main in self._mains.values():
            if isinstance(main.widget, ListTable):
                main.widget.filter_text(text)
                self._say_empty(main)

    def _after_reset(self, table: ListTable) -> None:
        """Rows came: what was chosen stays chosen, else the first is."""
        if table is not self.table:
            return
        self._say_empty(self._main)
        self._fit()
        if table.selected() is not None:
            return
        if table.proxy.rowCount():
            table.selectRow(0)
        else:
            self._on_chosen(None, table)

    def _fit(self) -> None:
        """An empty list needs neither a filter nor a panel beside it; what is no list has its own panel."""
        table, main = self.table, self._main
        self._body.setStretch(0, LIST_SHARE if table is not None else BOARD_SHARE)
        for other in self._mains.values():
            if other.beside is not None:
                other.beside.setVisible(other is main and table is not None and table.has_rows)
        if table is None:
            self.filter.hide()
            has_own = main.chosen is not None and main.chosen() is not None
            self.side.setVisible(main.panel is not None or has_own)
            self.side.setCurrentWidget(main.panel or self.detail)
            return
        self.filter.setVisible(table.has_rows or bool(self.filter.text()))
        self.side.setCurrentWidget(self.detail)
        self.side.setVisible(table.has_rows)

    # -- the one chosen ----------------------------------------------------------------------------------

    @property
    def request(self) -> InfoRequest | None:
        """The request chosen, if one and only one is."""
        if self._main.chosen is not None:
            found = self._main.chosen()
            return found if isinstance(found, InfoRequest) else None
        if self.many:
            return None
        return self._request_of(self.table.selected()) if self.table else None

    @property
    def many(self) -> tuple[InfoRequest, ...]:
        """The requests chosen, if several are."""
        rows = self.table.selected_rows() if self.table else ()
        found = tuple(request for row in rows if (request := self._request_of(row)) is not None)
        return found if len(found) > 1 else ()

    def _request_of(self, row: object) -> InfoRequest | None:
        found = self._main.request_of(row) if row is not None else None
        return found if isinstance(found, InfoRequest) else None

    def say_chosen(self, request: InfoRequest | None) -> None:
        """Something that is no list has chosen another request, or none."""
        self._fit()
        self._show_deeds(request)
        if request is None:
            self.detail.show_nothing("")
        self.chosen.emit(request)

    def _on_chosen(self, row: object, table: ListTable | None) -> None:
        if self._main.chosen is not None and table is None:
            self.say_chosen(self.request)
            return
        if table is not self.table:
            return
        many = self.many
        self._show_deeds(None if many else self._request_of(row))
        if many:
            self.detail.show_many(many)
        elif isinstance(row, Group):
            self.detail.show_group(row)
        elif row is None and table is not None:
            self.detail.show_nothing(self.tr("Choose one to see it whole.") if table.proxy.rowCount() else "")
        elif row is not None and self._main.show is not None:
            self._main.show(row)
        self.chosen.emit(row)

    def show_history(
        self, request: InfoRequest, history: Sequence[Happening], found: Mapping[Part, Any] | None = None
    ) -> None:
        """Show a request whole, with what the rooms found of it, if it is still the one chosen."""
        if self.request is not None and self.request.id == request.id:
            self.detail.show_request(request, tuple(history), self.moment.now, found)
            self._show_deeds(request)

    def keys(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """The keys of the page by what they belong to, each with what it does."""
        lists = (
            (self.tr("Enter"), self.tr("Go to the panel of the request; on a heading: fold it")),
            (self.tr("Shift+↑ ↓"), self.tr("Choose several")),
            ("Ctrl+A", self.tr("Choose all")),
            ("← →", self.tr("Fold a group, open it")),
            ("A", self.tr("With several chosen: assign them all")),
        )
        return (
            (self.tr("The request chosen"), self.wishes.said_keys()),
            (self.tr("In the list"), lists),
            (self.tr("The page"), self.more.said_keys()),
        )

    # -- its deeds -----------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self._next_words = NextWords(self)
        self.next_button = make_button("", parent=self)
        self.next_button.hide()
        self.next_button.clicked.connect(self._on_next)
        self.more_button = make_button("", "ellipsis", spoken=self.tr("What else can be done"), parent=self)
        self.more_button.hide()
        self.more_button.clicked.connect(
            lambda: self.wishes.menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))
        )

    def _show_deeds(self, request: InfoRequest | None) -> None:
        self.wishes.show(request)
        if request is None:
            self.detail.set_deeds()
            return
        words, icon = self._next_words.of(request)
        self.next_button.setText(words)
        self.next_button.set_icon(icon)
        self.next_button.setAccessibleName(words)
        buttons = [self.next_button] if words else []
        self.detail.set_deeds(*buttons, self.more_button)

    def _on_next(self) -> None:
        request = self.request
        if request is not None and (name := next_wish(request)):
            self.wishes.actions[name].trigger()
