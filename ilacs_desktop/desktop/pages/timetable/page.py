"""The timetable page: fetches the day, shows it, and joins the subjects that do things with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.timetable.board.laid import Laid, lay_out
from ilacs_desktop.desktop.pages.timetable.board.undo_deeds import UndoDeeds
from ilacs_desktop.desktop.pages.timetable.clashes.deeds import ClashDeeds
from ilacs_desktop.desktop.pages.timetable.compare.deeds import CompareDeeds
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.looking import Around, look_around, look_at
from ilacs_desktop.desktop.pages.timetable.paper_deeds import PaperDeeds
from ilacs_desktop.desktop.pages.timetable.replan.deeds import ReplanDeeds
from ilacs_desktop.desktop.pages.timetable.review.deeds import DailyReviewDeeds
from ilacs_desktop.desktop.pages.timetable.sight import Sight, day_beside
from ilacs_desktop.desktop.pages.timetable.slot.actual_deeds import ActualDeeds
from ilacs_desktop.desktop.pages.timetable.slot.deeds import SlotDeeds
from ilacs_desktop.desktop.pages.timetable.slot.dialog_deeds import SlotDialogDeeds
from ilacs_desktop.desktop.pages.timetable.slot.panel_deeds import SlotPanelDeeds
from ilacs_desktop.desktop.pages.timetable.telling.issue_deeds import IssueDeeds
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.desktop.pages.timetable.views_deeds import ViewsDeeds
from ilacs_desktop.domain.changes import Changes, Kind, Ref

SHOWN = (
    Kind.SLOT,
    Kind.ISSUE,
    Kind.TELLING,
    Kind.PERSON,
    Kind.PLACE,
    Kind.ABSENCE,
    Kind.INSPECTION,
    Kind.SHEET,
    Kind.SETTING,  # the rules of clashes
    Kind.INFO_REQUEST,  # due while its owner is in a slot
)
REVIEWED = (
    *SHOWN,
    Kind.REVIEW,
    Kind.CASE_SESSION,
    Kind.CONCERN,
    Kind.ENQUIRY,
    Kind.SIGNAL,
)


DEEDS: tuple[type[Deeds], ...] = (
    UndoDeeds,
    SlotDeeds,
    SlotDialogDeeds,
    SlotPanelDeeds,
    ActualDeeds,
    ClashDeeds,
    IssueDeeds,
    ViewsDeeds,
    CompareDeeds,
    ReplanDeeds,
    PaperDeeds,
)
"""The subjects of the page; each hangs itself on the view."""

Look = tuple[Sight, Laid]


class TimetablePage(Page):
    """The day board, its issues and who has been told; the daily review at its side."""

    NAME = "timetable"
    ICON = "calendar-days"
    view: TimetableView

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = TimetableView(desk.theme)
        self._sight: Sight | None = None
        self._day: date | None = None
        self._around: Around | None = None
        self._asked = 0
        self._looked = 0
        self._review = DailyReviewDeeds(desk, self.view)
        self.deeds: tuple[Deeds, ...] = tuple(deeds(desk, self.view) for deeds in DEEDS)
        self._find_id: int | None = None
        self._find_uids: tuple[str, ...] = ()
        self._inspection_id = 0
        self._connect()

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Timetable")

    def _connect(self) -> None:
        view = self.view
        view.header.step_wanted.connect(self._step)
        view.header.day_wanted.connect(self.show_day)
        view.header.review_wanted.connect(self._review.show)
        view.empty.wanted.connect(self.desk.new_inspection_wanted)
        self._review.day_wanted.connect(self.show_day)
        for deeds in self.deeds:
            deeds.slot_wanted.connect(self.show_slot)
            deeds.slots_wanted.connect(self.show_slots)
            deeds.day_wanted.connect(self.show_day)

    # -- showing -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Something may have changed: look at the day at once, then at what stands around it."""
        inspection = self.desk.inspection
        if inspection is None:
            self._sight = self._around = None
            self._asked += 1
            self._looked += 1
            self.view.show_no_inspection()
            self.badge_changed.emit("")
            return
        if inspection.id != self._inspection_id:
            self._inspection_id, self._day, self._around = inspection.id, None, None
        if self._around is not None:
            self._look()
        self._asked += 1
        self._looked += 1
        asked, looked, look = self._asked, self._looked, self._wanted_look()
        house = self.desk.house

        def look_round() -> tuple[Around, Look]:
            around = look_around(house, inspection.id)
            return around, look(around)

        self.desk.jobs.run(self.view, look_round, lambda both: self._look_round(*both, asked, looked))
        if self.view.is_reviewing:
            self._review.refresh()
        for deeds in self.deeds:
            deeds.refresh()

    def _look_round(self, around: Around, look: Look, asked: int, looked: int) -> None:
        """What stands around the day is known anew, unless a newer look round is on its way."""
        if asked != self._asked:
            return
        self._around = around
        if looked == self._looked:
            self._show(look, looked)
        else:
            self._look()

    def _look(self) -> None:
        """Fetch the day that is wanted, with what is known to stand around it."""
        around, look = self._around, self._wanted_look()
        self._looked += 1
        looked = self._looked
        if around is None:
            return  # the look round that is on its way shows the day
        self.desk.jobs.run(self.view, lambda: look(around), lambda seen: self._show(seen, looked))

    def _wanted_look(self) -> Callable[[Around], Look]:
        """What the worker is to fetch and make ready: the day, and the board of it."""
        house, day, view = self.desk.house, self._day, self.view
        find_id, find_uids = self._find_id, self._find_uids
        phrases, lanes_by, nobody = view.phrases, view.lanes_by, view.nobody()

        def look(around: Around) -> Look:
            sight = look_at(house, around, day, find_id=find_id, find_uids=find_uids)
            return sight, lay_out(sight, phrases, lanes_by, nobody)

        return look

    def on_changed(self, changes: Changes) -> None:
        """Something was stored; a slot, a person or a place touches what is shown here."""
        if changes.touch(*SHOWN):
            self.refresh()
            return
        if self.view.is_reviewing and changes.touch(*REVIEWED):
            self._review.refresh()
        for deeds in self.deeds:
            deeds.on_changed(changes)

    def open(self, ref: Ref) -> None:
        """Show a slot on its day, the told board for an issue or a telling, or the daily review."""
        if ref.kind is Kind.SLOT:
            self.view.is_reviewing = False
            self.view.show_as(Showing.INSPECTORS)
            self.show_slot(ref.id)
        elif ref.kind in {Kind.ISSUE, Kind.TELLING}:
            self.view.is_reviewing = False
            self.view.show_as(Showing.TOLD)
        elif ref.kind is Kind.REVIEW:
            self._review.show()

    def show_slot(self, slot_id: int) -> None:
        """Show the day of a slot and choose it there."""
        self._find_id = slot_id
        self._look()

    def show_slots(self, uids: tuple[str, ...]) -> None:
        """Show the day of some slots and choose them there; those that are gone are left out."""
        self._find_uids = uids
        self._look()

    def show_day(self, day: date) -> None:
        """Go to another day."""
        self._day = day
        self.view.uid = ""
        self._look()

    def _show(self, look: Look, looked: int) -> None:
        if looked != self._looked:
            return  # a newer look is on its way
        sight, laid = look
        self._sight, self._day = sight, sight.day
        self.view.show_sight(sight, laid)
        self.badge_changed.emit(str(len(sight.changes)) if sight.changes and sight.last_issue else "")
        if self._find_id is not None:
            found = next((slot for slot in sight.slots if slot.id == self._find_id), None)
            self._find_id = None
            if found is not None:
                self.view.choose(found.uid)
        if self._find_uids:
            self.view.choose_many([uid for uid in self._find_uids if sight.slot(uid) is not None])
            self._find_uids = ()

    def _step(self, step: int) -> None:
        if self._sight is not None:
            day = day_beside(self._sight.day, self._sight.days, step)
            if day is not None:
                self.show_day(day)
