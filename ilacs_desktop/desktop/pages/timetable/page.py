"""The timetable page: fetches the day, shows it, and joins the subjects that do things with it."""

from __future__ import annotations

from datetime import date

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.timetable.actual_deeds import ActualDeeds
from ilacs_desktop.desktop.pages.timetable.compare_deeds import CompareDeeds
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.issue_deeds import IssueDeeds
from ilacs_desktop.desktop.pages.timetable.review import DailyReviewDeeds
from ilacs_desktop.desktop.pages.timetable.sight import Sight, day_beside, fetch
from ilacs_desktop.desktop.pages.timetable.slot_deeds import SlotDeeds
from ilacs_desktop.desktop.pages.timetable.slot_dialog_deeds import SlotDialogDeeds
from ilacs_desktop.desktop.pages.timetable.slot_panel_deeds import SlotPanelDeeds
from ilacs_desktop.desktop.pages.timetable.undo_deeds import UndoDeeds
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
)
REVIEWED = (
    *SHOWN,
    Kind.REVIEW,
    Kind.INFO_REQUEST,
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
    IssueDeeds,
    ViewsDeeds,
    CompareDeeds,
)
"""The subjects of the page; each hangs itself on the view."""


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
        self._asked = 0
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
        """Fetch the day anew."""
        inspection = self.desk.inspection
        if inspection is None:
            self._sight = None
            self._asked += 1
            self.view.show_no_inspection()
            self.badge_changed.emit("")
            return
        if inspection.id != self._inspection_id:
            self._inspection_id, self._day = inspection.id, None
        self._asked += 1
        asked, day, find_id, find_uids = self._asked, self._day, self._find_id, self._find_uids
        house = self.desk.house
        self.desk.jobs.run(
            self.view,
            lambda: fetch(house, inspection.id, day, find_id=find_id, find_uids=find_uids),
            lambda sight: self._show(sight, asked),
        )
        if self.view.is_reviewing:
            self._review.refresh()
        for deeds in self.deeds:
            deeds.refresh()

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
        self.refresh()

    def show_slots(self, uids: tuple[str, ...]) -> None:
        """Show the day of some slots and choose them there; those that are gone are left out."""
        self._find_uids = uids
        self.refresh()

    def show_day(self, day: date) -> None:
        """Go to another day."""
        self._day = day
        self.view.uid = ""
        self.refresh()

    def _show(self, sight: Sight, asked: int) -> None:
        if asked != self._asked:
            return  # a newer look is on its way
        self._sight, self._day = sight, sight.day
        self.view.show_sight(sight)
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
