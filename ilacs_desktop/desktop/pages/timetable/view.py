"""The timetable page as one sees it: header, board or list or told board, and the side panel."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.board_view import BoardView
from ilacs_desktop.desktop.pages.timetable.cards import Card, LanesBy, Phrases
from ilacs_desktop.desktop.pages.timetable.day_header import DayHeader, Showing
from ilacs_desktop.desktop.pages.timetable.day_panel import DayPanel
from ilacs_desktop.desktop.pages.timetable.layout import Lane, arrange
from ilacs_desktop.desktop.pages.timetable.legend import Legend
from ilacs_desktop.desktop.pages.timetable.preview import IssuePanel, PreviewSheet
from ilacs_desktop.desktop.pages.timetable.review_panel import ReviewPanel
from ilacs_desktop.desktop.pages.timetable.sight import Sight, lanes_of
from ilacs_desktop.desktop.pages.timetable.slot_list import SlotList
from ilacs_desktop.desktop.pages.timetable.slot_panel import SlotPanel
from ilacs_desktop.desktop.pages.timetable.told_board import ToldBoard
from ilacs_desktop.desktop.pages.timetable.told_panel import ToldPanel
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.desktop.widgets.panes import EmptyState, Pane
from ilacs_desktop.domain.moments import day_of, local
from ilacs_desktop.domain.timetable import SlotStatus, Telling

_LANES = {
    Showing.INSPECTORS: LanesBy.INSPECTORS,
    Showing.PEOPLE: LanesBy.PEOPLE,
    Showing.PLACES: LanesBy.PLACES,
}


class TimetableView(QWidget):
    """Knows widgets and rows, no services. What is chosen here is only what is looked at."""

    edit_wanted = Signal(str)
    add_wanted = Signal(object)  # Span
    move_wanted = Signal(object)  # Move
    cancel_wanted = Signal(str)
    lock_wanted = Signal(str)
    mark_wanted = Signal(str, object)  # uid, SlotStatus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sight: Sight | None = None
        self._day: date | None = None
        self.uid = ""
        self.showing = Showing.INSPECTORS
        self.lanes_by = LanesBy.INSPECTORS
        self.is_previewing = False
        self.is_reviewing = False
        self.phrases = Phrases(self)
        self._make_parts()
        self._lay_out()
        self._connect()

    def _make_parts(self) -> None:
        self.header = DayHeader(self)
        self.board = BoardView(self._theme)
        self.legend = Legend()
        self.slot_list = SlotList(self.phrases)
        self.told = ToldBoard()
        self.sheet = PreviewSheet()
        self.day_panel = DayPanel(self.phrases)
        self.slot_panel = SlotPanel(self.phrases)
        self.told_panel = ToldPanel()
        self.issue_panel = IssuePanel()
        self.review = ReviewPanel()
        self.empty = EmptyState(
            "calendar-days",
            self.tr("No inspection is open"),
            self.tr("Open an inspection to see its timetable."),
            self.tr("New inspection…"),
        )

    def _lay_out(self) -> None:
        space = self._theme.space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space(1.5))
        outer.addWidget(self.header)
        self.body = QWidget()
        line = QHBoxLayout(self.body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(space(1.5))
        self.pane = Pane()
        if (pane := self.pane.layout()) is not None:
            pane.setContentsMargins(space(1.5), space(1), space(1.5), space(1))
        self.main = QStackedWidget()
        self.main.setMinimumWidth(1)
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(self.board, 1)
        column.addWidget(self.legend)
        self._board_side = board
        for widget in (board, self.slot_list, self.told, self.sheet):
            self.main.addWidget(widget)
        self.pane.body.addWidget(self.main)
        line.addWidget(self.pane, 1)
        self.side = QStackedWidget()
        for widget in (self.day_panel, self.slot_panel, self.told_panel, self.issue_panel, self.review):
            widget.setMinimumWidth(1)
            self.side.addWidget(widget)
        self.side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        line.addWidget(self.side)
        outer.addWidget(self.body, 1)
        outer.addWidget(self.empty, 1)
        self.empty.hide()
        self._set_side_width()
        self._theme.changed.connect(self._set_side_width)

    def _set_side_width(self) -> None:
        """The panel keeps its width, but with large text it leaves the board two thirds of the page."""
        wish = self._theme.px(280 if self.is_reviewing else 252)
        self.side.setFixedWidth(min(wish, max(self._theme.px(160), self.width() * 3 // 10)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Share the width out anew."""
        super().resizeEvent(event)
        self._set_side_width()

    def _connect(self) -> None:
        board = self.board
        board.slot_chosen.connect(self._on_slot_chosen)
        board.edit_wanted.connect(self.edit_wanted)
        board.add_wanted.connect(self.add_wanted)
        board.move_wanted.connect(self.move_wanted)
        board.cancel_wanted.connect(self.cancel_wanted)
        board.lock_wanted.connect(self.lock_wanted)
        board.menu_wanted.connect(self._show_menu)
        self.slot_list.chosen.connect(lambda card: self._on_slot_chosen(card.uid if card else None))
        self.slot_list.opened.connect(lambda card: self.edit_wanted.emit(card.uid))
        self.header.showing_wanted.connect(self.show_as)
        self.header.add_wanted.connect(lambda: self.add_wanted.emit(board.span_at_cursor()))
        self.day_panel.slot_wanted.connect(self.choose)
        self.day_panel.told_wanted.connect(lambda: self.show_as(Showing.TOLD))
        panel = self.slot_panel
        panel.edit_wanted.connect(self.edit_wanted)
        panel.cancel_wanted.connect(self.cancel_wanted)
        panel.lock_wanted.connect(self.lock_wanted)
        panel.mark_wanted.connect(self.mark_wanted)
        panel.close_wanted.connect(self.choose_nothing)
        self.told.chosen.connect(self._on_telling_chosen)
        self.issue_panel.back_wanted.connect(self.leave_preview)
        self.review.close_wanted.connect(self.leave_review)

    # -- showing -------------------------------------------------------------------------------

    def show_no_inspection(self) -> None:
        """Say that there is nothing to show yet."""
        self._sight = None
        self.header.hide()
        self.body.hide()
        self.empty.show()

    def show_sight(self, sight: Sight) -> None:
        """Show a day as it now stands. What was chosen stays chosen where it still is."""
        is_other_day = self._day != sight.day
        self._sight, self._day = sight, sight.day
        self.empty.hide()
        self.header.show()
        self.body.show()
        self.header.show_day(sight.day, sight.days, day_of(sight.now))
        self.header.show_draft(len(sight.changes), sight.next_issue, len(sight.not_told))
        self.legend.show_sight(sight)
        self._show_board(is_other_day=is_other_day)
        self.told.show_tellings(sight.tellings, now=sight.now, issue=sight.last_issue)
        self.day_panel.show_sight(sight)
        if self.is_previewing:
            self.sheet.show_sight(sight)
            self.issue_panel.show_sight(sight)
        self._show_side()

    @property
    def sight(self) -> Sight | None:
        """The day that is shown; None without an inspection."""
        return self._sight

    @property
    def days(self) -> tuple[date, ...]:
        """The days that can be shown."""
        return self._sight.days if self._sight else ()

    def _show_board(self, *, is_other_day: bool = False) -> None:
        sight = self._sight
        if sight is None:
            return
        cards = self.cards(sight)
        lanes, wishes = lanes_of(sight, self.lanes_by)
        named = [lane if lane.key is not None else Lane(None, self._nobody()) for lane in lanes]
        self.slot_list.show_cards(cards)
        self.board.show_day(arrange(named, wishes), cards, is_other_day=is_other_day)
        now = local(sight.now)
        self.board.show_now(now.hour * 60 + now.minute if now.date() == sight.day else None)

    def cards(self, sight: Sight) -> dict[str, Card]:
        """The cards of a day for the lanes that are shown."""
        return self.phrases.cards(
            sight.slots,
            changes=sight.changed if sight.last_issue else {},
            clashes=sight.clashes,
            lanes_by=self.lanes_by,
            home_site=sight.home_site,
        )

    def _nobody(self) -> str:
        return {
            LanesBy.INSPECTORS: self.tr("No inspector"),
            LanesBy.PEOPLE: self.tr("None of our people"),
            LanesBy.PLACES: self.tr("No place"),
        }[self.lanes_by]

    def show_as(self, showing: Showing) -> None:
        """Show the board by other lanes, the list, or the told board."""
        self.showing = showing
        self.is_previewing = False
        self.header.choose(showing)
        self.header.set_can_issue(True)
        if showing in _LANES:
            is_other = self.lanes_by is not _LANES[showing]
            self.lanes_by = _LANES[showing]
            if is_other:
                uid = self.uid
                self._show_board()
                if uid:
                    self.board.choose(uid)
        self.main.setCurrentWidget(
            {Showing.LIST: self.slot_list, Showing.TOLD: self.told}.get(showing, self._board_side)
        )
        self._show_side()

    def show_preview(self) -> None:
        """Show what would go out, and the deed."""
        if self._sight is None:
            return
        self.is_previewing = True
        self.header.set_can_issue(False)
        self.sheet.show_sight(self._sight)
        self.issue_panel.show_sight(self._sight)
        self.main.setCurrentWidget(self.sheet)
        self._show_side()
        self.issue_panel.issue_button.setFocus()

    def leave_preview(self) -> None:
        """Back to what was shown before."""
        self.show_as(self.showing)
        self.board.setFocus()

    def show_review(self) -> None:
        """Open the daily review at the side."""
        self.is_reviewing = True
        self._show_side()

    def leave_review(self) -> None:
        """Close the daily review; what was done in it is kept."""
        self.is_reviewing = False
        self._show_side()

    def _show_side(self) -> None:
        self._set_side_width()
        slot = self._sight.slot(self.uid) if self._sight and self.uid else None
        if self.is_previewing:
            self.side.setCurrentWidget(self.issue_panel)
        elif self.is_reviewing:
            self.side.setCurrentWidget(self.review)
        elif self.showing is Showing.TOLD:
            self.side.setCurrentWidget(self.told_panel)
        elif slot is not None and self._sight is not None:
            clashes = [clash for clash in self._sight.clashes if slot.uid in clash.uids]
            change = self._sight.changed.get(slot.uid) if self._sight.last_issue else None
            self.slot_panel.show_slot(slot, change=change, clashes=clashes)
            self.side.setCurrentWidget(self.slot_panel)
        else:
            self.side.setCurrentWidget(self.day_panel)

    # -- choosing ------------------------------------------------------------------------------

    def choose(self, uid: str) -> None:
        """Go to a slot of the day shown."""
        if self.showing is Showing.TOLD:
            self.show_as(Showing.INSPECTORS)
        if self.showing is Showing.LIST:
            self.slot_list.choose(uid)
            self.slot_list.setFocus()
        else:
            self.board.choose(uid)
            self.board.setFocus()

    def choose_nothing(self) -> None:
        """Leave the chosen slot; the side panel says how the day stands."""
        self.slot_list.clearSelection()
        self.board.choose_nothing()
        self._on_slot_chosen(None)

    def _on_slot_chosen(self, uid: str | None) -> None:
        if self.uid == (uid or ""):
            return
        self.uid = uid or ""
        if uid:
            self.is_reviewing = False
        if self.showing is Showing.LIST and uid:
            self.board.choose(uid)
        self._show_side()

    def _on_telling_chosen(self, telling: Telling | None) -> None:
        if self._sight is not None:
            self.told_panel.show_telling(telling, self._sight)

    def _show_menu(self, uid: str, at: QPoint) -> None:
        slot = self._sight.slot(uid) if self._sight else None
        if slot is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not slot.is_cancelled:
            menu.addAction(self.tr("Edit…")).triggered.connect(lambda: self.edit_wanted.emit(uid))
        cancel = self.tr("Reinstate") if slot.is_cancelled else self.tr("Cancel slot")
        menu.addAction(cancel).triggered.connect(lambda: self.cancel_wanted.emit(uid))
        lock = self.tr("Unlock") if slot.locked else self.tr("Lock")
        menu.addAction(lock).triggered.connect(lambda: self.lock_wanted.emit(uid))
        if not slot.is_cancelled:
            menu.addSeparator()
            for text, status in (
                (self.tr("Started"), SlotStatus.STARTED),
                (self.tr("Ended"), SlotStatus.ENDED),
                (self.tr("Did not happen"), SlotStatus.DID_NOT_HAPPEN),
                (self.tr("Planned"), SlotStatus.PLANNED),
            ):
                action = menu.addAction(text)
                action.setCheckable(True)
                action.setChecked(slot.status is status)
                action.triggered.connect(lambda _=False, status=status: self.mark_wanted.emit(uid, status))
        menu.popup(at)
