"""The page's own four lists: live, staged, tonight and the given register. It knows rows, no services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.tables import ListTable
from ilacs_desktop.desktop.widgets import EmptyState
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import GivenItem, InfoRequest

from .board import Board
from .board_cards import CardWords
from .columns import Shown
from .detail import Part
from .frame import EmptyWords, Frame
from .given_columns import GivenColumns
from .live_columns import USUAL, LiveColumns
from .request_table import RequestTable
from .tonight_columns import TonightColumns
from .view_menu import ViewButton


class InfoRequestsView(Frame):
    """What was asked, what can be expected, what is open tonight, and what was given."""

    request_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        columns = LiveColumns(self.moment, self)
        self.live = RequestTable(columns.known(), USUAL, self.moment, self.tr("Live"))
        self.view_button = ViewButton()
        self.add_table(
            self.live,
            EmptyWords(
                "inbox",
                self.tr("Nothing has been asked yet"),
                self.tr("Type what an inspector asked into the line at the top (Ctrl+K), or fill in a form."),
                self.tr("New request"),
            ),
            beside=self.view_button,
        )
        self.empties[0].wanted.connect(self.add_wanted)
        self.live.opened.connect(self._on_opened)
        self.board = Board(
            CardWords(self.moment, self),
            self.tr("Board"),
            EmptyState(
                "columns-3",
                self.tr("Nothing is open"),
                self.tr("What the inspectors still wait for stands here, from captured to cleared."),
            ),
        )
        self.add_main(self.tr("Board"), self.board, chosen=lambda: self.board.request)
        self.board.chosen.connect(self._on_card)
        self.board.opened.connect(self._on_opened)
        self.staged = self.add_list(
            self.tr("Staged"),
            columns.staged(),
            EmptyWords(
                "archive",
                self.tr("Nothing is staged"),
                self.tr("What the framework lets us expect stands here when an inspection begins."),
            ),
        )
        self.tonight = self.add_list(
            self.tr("Tonight"),
            TonightColumns(self.moment, self).all(),
            EmptyWords(
                "moon",
                self.tr("Nothing is open tonight"),
                self.tr("Every request has been given or withdrawn."),
            ),
            request_of=lambda row: row.request,
        )
        self.given = self.add_list(
            self.tr("Given register"),
            GivenColumns(self.moment, self).all(),
            EmptyWords(
                "package-check",
                self.tr("Nothing has been given yet"),
                self.tr("Clear a request, then Give… records what was given, when and how."),
            ),
            show=self._show_given,
        )
        self.given_deeds: tuple[QWidget, ...] = ()
        self.given.opened.connect(lambda item: self.request_wanted.emit(item.request_id))
        self.show_list(self.names[0])

    @property
    def actions_by_name(self) -> dict[str, QAction]:
        """What can be wished of the request chosen, by name."""
        return self.wishes.actions

    def show_rows(self, shown: Shown) -> None:
        """Show what was fetched; what was chosen stays chosen."""
        self.shown = shown
        self.moment.now = shown.now
        self.live.show_requests(shown.live)
        self.board.show_requests(shown.live)
        self.staged.rows.show(shown.staged)
        self.tonight.rows.show(shown.tonight)
        self.given.rows.show(shown.given)
        self.header.set_sentence(
            self.tr("{open} open · {staged} staged · {given} given").format(
                open=len(shown.tonight), staged=len(shown.staged), given=len(shown.given)
            )
            if shown.has_inspection
            else ""
        )
        self.say_emptiness(has_inspection=shown.has_inspection)

    def _on_opened(self, row: object) -> None:
        """Enter on a request goes to what can be done with it."""
        if isinstance(row, InfoRequest):
            (self.next_button if self.next_button.isVisible() else self.more_button).setFocus()

    def _on_card(self, request: object) -> None:
        if self.stack.currentWidget() is self.board:
            self.say_chosen(request if isinstance(request, InfoRequest) else None)

    def select(self, ref: Ref) -> bool:
        """Choose a request, or a line of the register, in the list it stands in; False if in none."""
        tables: tuple[ListTable, ...] = (
            (self.given,) if ref.kind is Kind.GIVEN_ITEM else (self.live, self.staged)
        )
        for table in tables:
            found = table.reveal if isinstance(table, RequestTable) else table.select_where
            if found(lambda row: row.id == ref.id):
                self.show_list(table.accessibleName())
                return True
        return False

    @property
    def given_item(self) -> GivenItem | None:
        """The line of the given register chosen, if one is."""
        item = self.given.selected() if self.table is self.given else None
        return item if isinstance(item, GivenItem) else None

    def show_given_found(self, item: GivenItem, found: Mapping[Part, Any]) -> None:
        """Show a line of the register with what its parts fetched, if it is still the one chosen."""
        if self.given_item == item:
            self._show_given(item, found)

    def _show_given(self, item: GivenItem, found: Mapping[Part, Any] | None = None) -> None:
        self.detail.show_given(item, self.moment.now, found)
        self.detail.set_deeds(*self.given_deeds)
