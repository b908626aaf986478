"""What every room of the timetable page has in common: a desk, the view, and a way to do and say a deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.pages.timetable.spoken import announce
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.changes import Changes
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import Slot


class Deeds(QObject):
    """One subject of the page: it hangs its wishes on the view and does them through the services.

    ``slot_wanted`` carries the id of a slot that is to be shown and chosen, on whatever day it lies,
    ``slots_wanted`` the uids of several that lie on one day; ``day_wanted`` a day that is to be shown.
    """

    slot_wanted = Signal(int)
    slots_wanted = Signal(object)
    day_wanted = Signal(object)

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(view)
        self.desk = desk
        self.view = view

    @property
    def sight(self) -> Sight | None:
        """The day that is shown, as it was last fetched; None without an inspection."""
        return self.view.sight

    def slot(self, uid: str) -> Slot | None:
        """A slot of the day that is shown."""
        return self.sight.slot(uid) if self.sight else None

    def refresh(self) -> None:
        """Fetch anew what this subject shows. The page calls it whenever it fetches the day."""

    def on_changed(self, changes: Changes) -> None:
        """Something was stored that does not touch the day itself."""

    def do(
        self,
        work: Callable[[int], Any],
        said: Callable[[Any], str],
        *,
        refused: Callable[[Explained], None] | None = None,
    ) -> None:
        """Do a deed on the worker and say its outcome; the announcement refreshes the page."""
        inspection_id = self.desk.inspection_id
        self.desk.jobs.run(
            self.view,
            lambda: work(inspection_id),
            lambda result: self.say(said(result)),
            refused=refused,
        )

    def say(self, sentence: str) -> None:
        """Have the outcome of a deed read out."""
        announce(self.view, sentence)
