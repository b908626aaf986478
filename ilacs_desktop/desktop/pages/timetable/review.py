"""The daily review's deeds: joins the sequence at the side to its service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.sight import day_beside
from ilacs_desktop.desktop.pages.timetable.spoken import announce
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.daily_review import ReviewStep
from ilacs_desktop.domain.moments import day_of, said_day

PAGES_OF_STEPS = {
    "debriefs": "casefiles",
    "requests": "info_requests",
    "enquiries": "enquiry",
    "sheet": "briefing",
}


class DailyReviewDeeds(QObject):
    """Fetches the steps of today and does what is asked of them.

    ``day_wanted`` carries a day of the timetable that a step leads to.
    """

    day_wanted = Signal(object)

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._asked = 0
        panel = view.review
        panel.go_wanted.connect(self._go)
        panel.done_wanted.connect(self._finish)
        panel.skip_wanted.connect(self._skip)
        panel.reopen_wanted.connect(self._reopen)

    def show(self) -> None:
        """Open the sequence beside what is shown."""
        if self._desk.inspection is None:
            return
        if self._view.is_previewing:
            self._view.leave_preview()
        self._view.show_review()
        self.refresh()

    def refresh(self) -> None:
        """Look anew at what is left."""
        if self._desk.inspection is None:
            return
        review, inspection_id, day = self._desk.house.daily_review, self._desk.inspection_id, self._today()
        self._asked += 1
        asked = self._asked
        self._desk.jobs.run(
            self._view,
            lambda: review.steps(inspection_id, day),
            lambda steps: self._show_steps(steps, day, asked),
        )

    def _today(self) -> date:
        return day_of(self._desk.clock())

    def _show_steps(self, steps: tuple[ReviewStep, ...], day: date, asked: int) -> None:
        if asked == self._asked:
            self._view.review.show_steps(steps, said_day(day))

    def _do(self, work: Callable[[int], object], said: str) -> None:
        inspection_id = self._desk.inspection_id
        self._desk.jobs.run(self._view, lambda: work(inspection_id), lambda _: announce(self._view, said))

    def _finish(self, key: str) -> None:
        review, day = self._desk.house.daily_review, self._today()
        self._do(lambda inspection_id: review.finish(inspection_id, day, key, by=self), self.tr("Done"))

    def _skip(self, key: str, note: str) -> None:
        review, day = self._desk.house.daily_review, self._today()
        self._do(
            lambda inspection_id: review.finish(inspection_id, day, key, note=note, skipped=True, by=self),
            self.tr("Skipped"),
        )

    def _reopen(self, key: str) -> None:
        review, day = self._desk.house.daily_review, self._today()
        self._do(lambda inspection_id: review.reopen(inspection_id, day, key, by=self), self.tr("Taken back"))

    def _go(self, key: str) -> None:
        """Steps of this page are shown beside the sequence; the others are on their own pages."""
        view, today = self._view, self._today()
        if key in {"today", "clashes"}:
            if view.is_previewing or view.showing is Showing.TOLD:
                view.show_as(Showing.INSPECTORS)
            self.day_wanted.emit(today if key == "today" else day_beside(today, view.days, 1) or today)
        elif key == "issue":
            view.show_preview()
        elif key == "told":
            view.show_as(Showing.TOLD)
        else:
            self._desk.go(PAGES_OF_STEPS.get(key, "today"))
