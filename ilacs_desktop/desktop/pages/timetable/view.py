"""The timetable page as one sees it: header, board or list or told board, and the side panel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.board.laid import Laid, lay_out
from ilacs_desktop.desktop.pages.timetable.board.legend import Legend
from ilacs_desktop.desktop.pages.timetable.board.view import BoardView
from ilacs_desktop.desktop.pages.timetable.cards import LanesBy, Phrases
from ilacs_desktop.desktop.pages.timetable.day_header import DayHeader, Showing
from ilacs_desktop.desktop.pages.timetable.day_panel import DayPanel
from ilacs_desktop.desktop.pages.timetable.listing.slot_list import SlotList
from ilacs_desktop.desktop.pages.timetable.review.panel import ReviewPanel
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.pages.timetable.slot.many_panel import ManyPanel
from ilacs_desktop.desktop.pages.timetable.slot.menu import SlotMenu
from ilacs_desktop.desktop.pages.timetable.slot.panel import SlotPanel
from ilacs_desktop.desktop.pages.timetable.telling.board import ToldBoard
from ilacs_desktop.desktop.pages.timetable.telling.panel import ToldPanel
from ilacs_desktop.desktop.pages.timetable.telling.preview import IssuePanel, PreviewSheet
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.desktop.widgets.panes import EmptyState, Pane
from ilacs_desktop.domain.moments import day_of, local
from ilacs_desktop.domain.timetable import Slot, Telling

_LANES = {
    Showing.INSPECTORS: LanesBy.INSPECTORS,
    Showing.PEOPLE: LanesBy.PEOPLE,
    Showing.PLACES: LanesBy.PLACES,
}


class TimetableView(QWidget):
    """Knows widgets and rows, no services. What is chosen here is only what is looked at."""

    edit_wanted = Signal(str)
    add_wanted = Signal(object)  # Span
    move_wanted = Signal(object)  # Carry
    cancel_wanted = Signal(object)  # uids: those that stand are cancelled, or else all are put on again
    copy_wanted = Signal(object)  # uids, to the clipboard
    paste_wanted = Signal(object)  # Span where the cursor stands on free time, or None
    double_wanted = Signal(object)  # uids, to be copied right after themselves
    deed_wanted = Signal(str, object)  # one of the words of board_keys.LETTERS, uids
    held_fast = Signal(str)  # uid of a locked slot somebody tries to drag
    ref_wanted = Signal(object)  # Ref: a case or a request that belongs to the slot
    sight_shown = Signal(object)  # Sight: the day has been shown anew

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sight: Sight | None = None
        self._day: date | None = None
        self._told_of: tuple[Telling, ...] | None = None
        self.uid = ""
        self.showing = Showing.INSPECTORS
        self.lanes_by = LanesBy.INSPECTORS
        self.is_reviewing = False
        self._mains: dict[Showing, QWidget] = {}
        self._panels: dict[QWidget, QWidget | None] = {}
        self._panel: QWidget | None = None
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
        self.many_panel = ManyPanel()
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
        # From the outside to the inside: what is filled first would be styled anew each time it is put in.
        self.body = QWidget(self)
        outer.addWidget(self.body, 1)
        line = QHBoxLayout(self.body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(space(1.5))
        self.pane = Pane(parent=self.body)
        line.addWidget(self.pane, 1)
        if (pane := self.pane.layout()) is not None:
            pane.setContentsMargins(space(1.5), space(1), space(1.5), space(1))
        self.main = QStackedWidget(self.pane)
        self.main.setMinimumWidth(1)
        self.pane.body.addWidget(self.main)
        board = QWidget(self.main)
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(self.board, 1)
        column.addWidget(self.legend)
        self._board_side = board
        self.side = QStackedWidget(self.body)
        self.side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        line.addWidget(self.side)
        for panel in (self.day_panel, self.slot_panel, self.many_panel, self.review):
            self.add_panel(panel)
        for showing in _LANES:
            self.add_main(board, showing)
        self.add_main(self.slot_list, Showing.LIST)
        self.add_main(self.told, Showing.TOLD, self.told_panel)
        self.add_main(self.sheet, panel=self.issue_panel)
        outer.addWidget(self.empty, 1)
        self.empty.hide()
        self._set_side_width()
        self._theme.changed.connect(self._set_side_width)

    # -- room for others -----------------------------------------------------------------------

    def add_panel(self, panel: QWidget) -> None:
        """Give the side another panel; `show_panel` shows it."""
        panel.setMinimumWidth(1)
        self.side.addWidget(panel)

    def add_main(self, widget: QWidget, showing: Showing | None = None, panel: QWidget | None = None) -> None:
        """Give the page another thing to show, with a panel of its own at the side or the usual ones.

        With ``showing`` the switch leads to it; without, `show_main` does.
        """
        if self.main.indexOf(widget) < 0:
            self.main.addWidget(widget)
        if panel is not None and self.side.indexOf(panel) < 0:
            self.add_panel(panel)
        self._panels[widget] = panel
        if showing is not None:
            self._mains[showing] = widget
            self.header.offer(showing)

    def show_main(self, widget: QWidget, *, can_issue: bool = True) -> None:
        """Show what was added without a place in the switch, until `leave_main`."""
        self._panel = None
        self.header.set_can_issue(can_issue)
        self.header.switch.choose_none()
        self.main.setCurrentWidget(widget)
        self._show_side()

    def leave_main(self) -> None:
        """Back to what the switch says."""
        self.show_as(self.showing)
        if (main := self.main.currentWidget()) is not None:
            main.setFocus()

    def show_panel(self, panel: QWidget) -> None:
        """Show a panel at the side instead of the usual ones, until `leave_panel`."""
        self._panel = panel
        self._show_side()

    def leave_panel(self) -> None:
        """Back to the usual panel."""
        self._panel = None
        self._show_side()

    @property
    def is_previewing(self) -> bool:
        """Whether the preview of the next issue is shown."""
        return self.main.currentWidget() is self.sheet

    def _set_side_width(self) -> None:
        """The panel keeps its width, but with large text it leaves the board two thirds of the page."""
        wish = self._theme.px(332 if self.is_reviewing else 252)
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
        board.copy_wanted.connect(self.copy_wanted)
        board.paste_wanted.connect(self.paste_wanted)
        board.double_wanted.connect(self.double_wanted)
        board.deed_wanted.connect(self.deed_wanted)
        board.held_fast.connect(self.held_fast)
        board.picks_changed.connect(self._on_picks_changed)
        board.menu_wanted.connect(self._show_menu)
        self.slot_list.chosen.connect(lambda card: self._on_slot_chosen(card.uid if card else None))
        self.slot_list.opened.connect(lambda card: self.edit_wanted.emit(card.uid))
        self.header.showing_wanted.connect(self.show_as)
        self.header.add_wanted.connect(lambda: self.add_wanted.emit(board.span_at_cursor()))
        self.day_panel.told_wanted.connect(lambda: self.show_as(Showing.TOLD))
        panel = self.slot_panel
        panel.edit_wanted.connect(self.edit_wanted)
        panel.cancel_wanted.connect(lambda uid: self.cancel_wanted.emit((uid,)))
        panel.deed_wanted.connect(lambda word, uid: self.deed_wanted.emit(word, (uid,)))
        panel.ref_wanted.connect(self.ref_wanted)
        self.many_panel.connect_to(self)
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

    def show_sight(self, sight: Sight, laid: Laid | None = None) -> None:
        """Show a day as it now stands, made ready in ``laid``. What was chosen stays chosen where it is."""
        is_other_day = self._day != sight.day
        self._sight, self._day = sight, sight.day
        self.empty.hide()
        self.header.show()
        self.body.show()
        self.header.show_day(sight.day, sight.days, day_of(sight.now), sight.counter)
        self.header.show_draft(len(sight.changes), sight.next_issue, len(sight.not_told))
        self.legend.show_sight(sight)
        self._show_board(laid, is_other_day=is_other_day)
        if self.main.currentWidget() is self.told:
            self._show_told()
        if self.is_previewing:
            self.sheet.show_sight(sight)
            self.issue_panel.show_sight(sight)
        self._show_side()
        self.sight_shown.emit(sight)

    @property
    def sight(self) -> Sight | None:
        """The day that is shown; None without an inspection."""
        return self._sight

    @property
    def days(self) -> tuple[date, ...]:
        """The days that can be shown."""
        return self._sight.days if self._sight else ()

    def _show_board(self, laid: Laid | None = None, *, is_other_day: bool = False) -> None:
        sight = self._sight
        if sight is None:
            return
        if laid is None or laid.lanes_by is not self.lanes_by:
            laid = lay_out(sight, self.phrases, self.lanes_by, self.nobody())
        self.slot_list.show_cards(laid.cards)
        self.board.show_day(laid.layout, laid.cards, is_other_day=is_other_day)
        now = local(sight.now)
        self.board.show_now(now.hour * 60 + now.minute if now.date() == sight.day else None)

    def _show_told(self) -> None:
        """The told board is filled while it is in sight, and when it comes into sight."""
        sight = self._sight
        if sight is not None and self._told_of is not sight.tellings:
            self._told_of = sight.tellings
            self.told.show_tellings(sight.tellings, now=sight.now, issue=sight.last_issue)

    def nobody(self) -> str:
        """What the lane of what has nobody, or no place, is called."""
        return {
            LanesBy.INSPECTORS: self.tr("No inspector"),
            LanesBy.PEOPLE: self.tr("None of our people"),
            LanesBy.PLACES: self.tr("No place"),
        }[self.lanes_by]

    def show_as(self, showing: Showing) -> None:
        """Show the board by other lanes, the week, the list, or the told board."""
        if showing not in self._mains:
            return
        self.showing = showing
        self._panel = None
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
        if showing is Showing.TOLD:
            self._show_told()
        self.main.setCurrentWidget(self._mains[showing])
        self._show_side()

    def show_preview(self) -> None:
        """Show what would go out, and the deed."""
        if self._sight is None:
            return
        self.sheet.show_sight(self._sight)
        self.issue_panel.show_sight(self._sight)
        self.show_main(self.sheet, can_issue=False)
        self.issue_panel.issue_button.setFocus()

    def leave_preview(self) -> None:
        """Back to what was shown before."""
        self.leave_main()
        if self.showing in _LANES:
            self.board.setFocus()

    def show_review(self) -> None:
        """Open the daily review at the side."""
        self.is_reviewing = True
        self._panel = None
        self._show_side()

    def leave_review(self) -> None:
        """Close the daily review; what was done in it is kept."""
        self.is_reviewing = False
        self._show_side()

    def _show_side(self) -> None:
        self._set_side_width()
        main = self.main.currentWidget()
        own = self._panels.get(main) if main is not None else None
        is_other = main is not self._mains.get(self.showing)
        if own is not None and is_other:
            self.side.setCurrentWidget(own)
        elif self._panel is not None:
            self.side.setCurrentWidget(self._panel)
        elif self.is_reviewing:
            self.side.setCurrentWidget(self.review)
        elif own is not None:
            self.side.setCurrentWidget(own)
        elif self.board.picks.is_many and main is self._board_side:
            cards = self.board.board.cards
            self.many_panel.show_cards([cards[uid] for uid in self.board.picks.uids])
            self.side.setCurrentWidget(self.many_panel)
        elif (slot := self.slot) is not None and self._sight is not None:
            clashes = [clash for clash in self._sight.clashes if slot.uid in clash.uids]
            change = self._sight.changed.get(slot.uid) if self._sight.last_issue else None
            self.slot_panel.show_slot(slot, change=change, clashes=clashes)
            self.side.setCurrentWidget(self.slot_panel)
        else:
            if self._sight is not None:
                self.day_panel.show_sight(self._sight)
            self.side.setCurrentWidget(self.day_panel)

    @property
    def slot(self) -> Slot | None:
        """The slot that is chosen, as far as it lies on the day shown."""
        return self._sight.slot(self.uid) if self._sight and self.uid else None

    # -- choosing ------------------------------------------------------------------------------

    def choose(self, uid: str) -> None:
        """Go to a slot of the day shown."""
        if self.main.currentWidget() is self.told:
            self.show_as(Showing.INSPECTORS)
        if self.main.currentWidget() is self._mains[Showing.LIST]:
            self.slot_list.choose(uid)
            self.slot_list.setFocus()
        else:
            self.board.choose(uid)
            if self.main.currentWidget() is self._board_side:
                self.board.setFocus()

    def choose_many(self, uids: Sequence[str]) -> None:
        """Choose slots of the day shown together; one alone is gone to."""
        if len(uids) == 1:
            self.choose(uids[0])
        elif uids:
            self.choose(uids[0])
            self.board.pick(uids)

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

    def _on_picks_changed(self, uids: tuple[str, ...]) -> None:
        """Several slots chosen together have a panel of their own."""
        if len(uids) > 1 or self.side.currentWidget() is self.many_panel:
            if len(uids) > 1:
                self.is_reviewing = False
            self._show_side()

    def _on_telling_chosen(self, telling: Telling | None) -> None:
        if self._sight is not None:
            self.told_panel.show_telling(telling, self._sight)

    def _show_menu(self, uid: str, at: QPoint) -> None:
        slot = self._sight.slot(uid) if self._sight else None
        if slot is not None:
            SlotMenu(self, slot).popup(at)
