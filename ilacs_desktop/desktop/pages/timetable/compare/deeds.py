"""Comparing: fetches two editions and shows what differs, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property

from PySide6.QtGui import QAction

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.board.layout import Lane, arrange
from ilacs_desktop.desktop.pages.timetable.compare.cards import ComparedCards, real_uid
from ilacs_desktop.desktop.pages.timetable.compare.panel import ComparePanel
from ilacs_desktop.desktop.pages.timetable.compare.side import CompareSide
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.going_back.checkpoint_deeds import CheckpointDeeds
from ilacs_desktop.desktop.pages.timetable.more_menu import More
from ilacs_desktop.desktop.pages.timetable.sight import Sight, lanes_of
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.timetable.compare import DRAFT, Comparison, Edition


class CompareDeeds(Deeds):
    """Any two of issues, draft and checkpoints; what was chosen stays chosen while the window is open."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        self._asked = 0
        self._day: date | None = None
        self._uid = ""
        self._inspection_id = 0
        self._cards = ComparedCards(view.phrases, self)
        self.checkpoints = CheckpointDeeds(desk, view)
        self.checkpoints.compare_wanted.connect(lambda edition: self.compare(edition, DRAFT))
        self.action: QAction = view.header.more_menu.add(
            More.LOOK_BACK, self.tr("Compare…"), "git-compare", self.open
        )
        view.sight_shown.connect(self._on_sight)

    @cached_property
    def panel(self) -> ComparePanel:
        """What is beside the comparison."""
        panel = ComparePanel()
        panel.day_wanted.connect(self.day_wanted)
        panel.slot_wanted.connect(self._show_in_draft)
        return panel

    @cached_property
    def side(self) -> CompareSide:
        """The comparison; made when it is first wanted, for few days need one."""
        side = CompareSide(self.desk.theme)
        self.view.add_main(side, panel=self.panel)
        side.back_wanted.connect(self.view.leave_main)
        side.compare_wanted.connect(self._fetch)
        side.chosen.connect(self._on_chosen)
        side.opened.connect(self._show_in_draft)
        return side

    @property
    def is_shown(self) -> bool:
        """Whether the comparison is what the page shows."""
        return "side" in vars(self) and self.view.main.currentWidget() is self.side

    def open(self) -> None:
        """Show the comparison that was looked at last; at first, of the last issue with the draft."""
        self.view.show_main(self.side)
        self.refresh()
        self.side.old_box.setFocus()

    def compare(self, old: Edition, new: Edition) -> None:
        """Show what differs between two editions."""
        self.view.show_main(self.side)
        self.side.prefer(old, new)
        self.refresh()

    def refresh(self) -> None:
        """Fetch both sides anew, as far as the comparison is in sight."""
        if self.is_shown and self.desk.inspection is not None:
            if self._inspection_id != self.desk.inspection_id:
                self._inspection_id, self._uid = self.desk.inspection_id, ""
            timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
            self.desk.jobs.run(
                self.view,
                lambda: timetable.comparing.editions(inspection_id),
                self._show_editions,
            )

    def _show_editions(self, editions: tuple[Edition, ...]) -> None:
        self.side.show_editions(editions)
        self._fetch(self.side.old, self.side.new)

    def _fetch(self, old: Edition, new: Edition) -> None:
        self._asked += 1
        asked = self._asked
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        self.desk.jobs.run(
            self.view,
            lambda: timetable.comparing.between(inspection_id, old, new),
            lambda comparison: self._show(comparison, asked),
        )

    def _show(self, comparison: Comparison, asked: int) -> None:
        if asked != self._asked:
            return  # another comparison is on its way
        inspection = self.desk.inspection
        self.side.show_comparison(comparison, title=inspection.title if inspection else "")
        self._show_day(is_other_day=True)

    # -- one day of it -------------------------------------------------------------------------

    def _on_sight(self, sight: Sight) -> None:
        if self.is_shown:
            self._show_day(is_other_day=self._day != sight.day)

    def _show_day(self, *, is_other_day: bool) -> None:
        comparison, sight = self.side.comparison, self.sight
        if comparison is None or sight is None:
            return
        self._day = sight.day
        lanes_by = self.view.lanes_by
        compared = self._cards.day(comparison, sight.day, lanes_by=lanes_by, home_site=sight.home_site)
        lanes, wishes = lanes_of(replace(sight, slots=compared.slots), lanes_by)
        named = [lane if lane.key is not None else Lane(None, self.view.nobody()) for lane in lanes]
        self.side.board.show_day(arrange(named, wishes), compared.cards, is_other_day=is_other_day)
        self._show_panel()

    def _on_chosen(self, uid: str | None) -> None:
        self._uid = real_uid(uid or "")
        self._show_panel()

    def _show_panel(self) -> None:
        comparison = self.side.comparison
        if comparison is None:
            return
        chosen = self.side.difference(self._uid) if self._uid else None
        can_go = chosen is not None and comparison.new.kind == "draft"
        self.panel.show_comparison(comparison, self._day, chosen, is_in_draft=can_go)

    def _show_in_draft(self, uid: str) -> None:
        """Go to a slot where it lies in the draft now."""
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        self.desk.jobs.run(
            self.view, lambda: timetable.slot(inspection_id, uid), lambda slot: self._go(slot.id)
        )

    def _go(self, slot_id: int) -> None:
        self.view.show_as(Showing.INSPECTORS)
        self.slot_wanted.emit(slot_id)
