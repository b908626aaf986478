"""Joins Today to the services."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.debriefing import ask_debrief
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.today import facts
from ilacs_desktop.desktop.pages.today.view import TodayView
from ilacs_desktop.domain.changes import Changes, Kind

MINUTE_MS = 60_000


class TodayPage(Page):
    """What must not be forgotten, on one screen; it counts on by itself while it is shown."""

    NAME = "today"
    ICON = "sun"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = self.today = TodayView()
        self.today.go_wanted.connect(desk.go)
        self.today.debrief_wanted.connect(partial(ask_debrief, desk, self.view))
        self.today.new_wanted.connect(desk.new_inspection_wanted)
        self._timer = QTimer(self, interval=MINUTE_MS)
        self._timer.timeout.connect(self._on_minute)
        self._timer.start()

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Today")

    def refresh(self) -> None:
        """Fetch everything on the page in one go."""
        house, inspection, clock = self.desk.house, self.desk.inspection, self.desk.clock
        self.desk.jobs.run(self.view, lambda: facts.gather(house, inspection, clock), self.today.show_today)

    def on_changed(self, changes: Changes) -> None:
        """Nearly everything that is stored is shown here."""
        if changes.touch(*_SHOWN):
            self.refresh()

    def _on_minute(self) -> None:
        if self.view.isVisible():
            self.refresh()


_SHOWN = frozenset(Kind) - {Kind.SETTING, Kind.SHEET, Kind.LINK, Kind.NOTE, Kind.MESSAGE, Kind.THREAD}
