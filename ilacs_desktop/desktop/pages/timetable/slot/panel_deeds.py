"""Fetches what else is to be known of the slot that is chosen, and opens what belongs to it."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.slot.more import fetch_more
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.changes import Changes, Kind

BELONGS = (Kind.INFO_REQUEST, Kind.LINK, Kind.ENQUIRY, Kind.CHILD)


class SlotPanelDeeds(Deeds):
    """Keeps the lower half of the slot panel true."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        view.slot_panel.more_wanted.connect(self._fetch)
        view.ref_wanted.connect(desk.go)

    def on_changed(self, changes: Changes) -> None:
        """What belongs to the slot may have changed."""
        if changes.touch(*BELONGS) and self.view.side.currentWidget() is self.view.slot_panel:
            self._fetch(self.view.slot_panel.uid)

    def _fetch(self, uid: str) -> None:
        slot = self.slot(uid)
        if slot is None:
            return
        house, inspection_id = self.desk.house, self.desk.inspection_id
        self.desk.jobs.run(
            self.view,
            lambda: fetch_more(house, inspection_id, slot),
            self.view.slot_panel.show_more,
        )
