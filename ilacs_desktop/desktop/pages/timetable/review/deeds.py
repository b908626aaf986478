"""The daily review's deeds: joins the sequence at the side to its services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.review.actuals import Became
from ilacs_desktop.desktop.pages.timetable.sight import day_beside
from ilacs_desktop.desktop.pages.timetable.spoken import announce
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.daily_review import MeetingPoint, ReviewRecord
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.services.daily_review import Evening

MINUTE_MS = 60_000
TONIGHT = Ref(Kind.INFO_REQUEST, 0)
"""Points at no one request: the list of tonight."""

WAYS: dict[str, str | Ref] = {
    "concerns": "casefiles",
    "debriefs": "casefiles",
    "requests": TONIGHT,
    "enquiries": "enquiry",
    "sheet": "briefing",
}
"""Where a step leads that is not of this page."""

Deed = Callable[[int], Any]


class DailyReviewDeeds(QObject):
    """Fetches the steps of the day under review, or the record of a day before, and does what is asked.

    ``day_wanted`` carries a day of the timetable that a step leads to.
    """

    day_wanted = Signal(object)

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._asked = 0
        self._past: date | None = None
        self._evening: Evening | None = None
        panel = view.review
        panel.go_wanted.connect(self._go)
        panel.ref_wanted.connect(self._open)
        panel.done_wanted.connect(self._finish)
        panel.skip_wanted.connect(self._skip)
        panel.reopen_wanted.connect(self._reopen)
        panel.home_wanted.connect(self._close)
        panel.day_wanted.connect(self._show_day)
        panel.mark_wanted.connect(self._mark)
        panel.all_ended_wanted.connect(self._end_all)
        panel.confirm_wanted.connect(self._confirm)
        panel.point_wanted.connect(self._keep_point)
        panel.point_read_wanted.connect(self._read_point)
        panel.point_removed.connect(self._remove_point)
        self._timer = QTimer(self, interval=MINUTE_MS)
        self._timer.timeout.connect(self._on_minute)
        self._timer.start()

    # -- showing -----------------------------------------------------------------------------------

    def show(self) -> None:
        """Open the sequence beside what is shown, on the day under review."""
        if self._desk.inspection is None:
            return
        if self._view.is_previewing:
            self._view.leave_preview()
        self._past = None
        self._view.show_review()
        self.refresh()

    def refresh(self) -> None:
        """Look anew at what is left."""
        if self._desk.inspection is None:
            return
        review, inspection_id, past = self._desk.house.daily_review, self._desk.inspection_id, self._past
        self._asked += 1
        asked = self._asked

        def work() -> tuple[Evening | ReviewRecord, tuple[date, ...], date]:
            today = review.day()
            shown: Evening | ReviewRecord
            if past is not None and past < today:
                shown = review.record(inspection_id, past)
            else:
                shown = review.evening(inspection_id, today)
            return shown, review.days(inspection_id), today

        self._desk.jobs.run(self._view, work, lambda found: self._show(*found, asked))

    def _show(self, shown: Evening | ReviewRecord, days: tuple[date, ...], today: date, asked: int) -> None:
        if asked != self._asked:
            return  # a newer look is on its way
        panel = self._view.review
        if isinstance(shown, Evening):
            self._evening = shown
            panel.show_evening(shown)
        else:
            panel.show_record(shown, self._desk.clock())
        panel.show_days(days, today, shown.day)

    def _show_day(self, day: date | None) -> None:
        self._past = day
        self.refresh()

    def _on_minute(self) -> None:
        """Slots end and clocks run without anything being stored."""
        if self._view.is_reviewing and self._view.review.isVisible():
            self.refresh()

    # -- deeds -------------------------------------------------------------------------------------

    def _do(self, work: Deed, said: str, *, refused: Callable[[Explained], None] | None = None) -> None:
        inspection_id = self._desk.inspection_id
        self._desk.jobs.run(
            self._view, lambda: work(inspection_id), lambda _: announce(self._view, said), refused=refused
        )

    def _finish(self, key: str) -> None:
        review = self._desk.house.daily_review
        self._do(
            lambda inspection_id: review.finish(inspection_id, review.day(), key, by=self), self.tr("Done")
        )

    def _skip(self, key: str, note: str) -> None:
        review = self._desk.house.daily_review
        self._do(
            lambda inspection_id: review.finish(
                inspection_id, review.day(), key, note=note, skipped=True, by=self
            ),
            self.tr("Skipped"),
        )

    def _reopen(self, key: str) -> None:
        review = self._desk.house.daily_review
        self._do(
            lambda inspection_id: review.reopen(inspection_id, review.day(), key, by=self),
            self.tr("Taken back"),
        )

    def _close(self) -> None:
        review = self._desk.house.daily_review
        self._do(
            lambda inspection_id: review.close(inspection_id, review.day(), by=self),
            self.tr("The day is closed. You can go home."),
        )

    def _mark(self, uid: str, became: Became, words: str) -> None:
        """Say what became of one slot of the day."""
        actuals = self._desk.house.timetable.actuals
        deeds: dict[Became, Deed] = {
            Became.ENDED: lambda inspection_id: actuals.end(inspection_id, uid, by=self),
            Became.RAN_OVER: lambda inspection_id: actuals.ran_over(inspection_id, uid, int(words), by=self),
            Became.DID_NOT_HAPPEN: lambda inspection_id: actuals.did_not_happen(
                inspection_id, uid, words, by=self
            ),
            Became.ELSEWHERE: lambda inspection_id: actuals.went_elsewhere(
                inspection_id, uid, words, by=self
            ),
        }
        said = {
            Became.ENDED: self.tr("Ended"),
            Became.RAN_OVER: self.tr("Ran over"),
            Became.DID_NOT_HAPPEN: self.tr("Did not happen"),
            Became.ELSEWHERE: self.tr("The inspector went elsewhere"),
        }
        self._do(deeds[became], said[became])

    def _end_all(self) -> None:
        """Every slot that is over and says nothing yet ended as planned: one deed."""
        house, evening = self._desk.house, self._evening
        if evening is None:
            return
        uids = [slot.uid for slot in evening.unmarked]
        self._do(
            lambda inspection_id: house.daily_review.end_all(inspection_id, uids, by=self),
            self.tr("{n} slots ended").format(n=len(uids)),
        )

    def _confirm(self, enquiry: Enquiry) -> None:
        enquiries = self._desk.house.enquiry
        self._do(
            lambda _: enquiries.set_state(enquiry.id, enquiry.suggested_state, by=self),
            self.tr("{what} is {state}").format(what=enquiry.title, state=enquiry.suggested_state.value),
        )

    # -- the daily meeting ---------------------------------------------------------------------------

    def _read_point(self, line: str) -> None:
        meeting, inspection_id = self._desk.house.daily_review.meeting, self._desk.inspection_id

        def show(captured: Any) -> None:
            if self._view.review.meeting is not None:
                self._view.review.meeting.show_read(line, captured)

        self._desk.jobs.run(self._view, lambda: meeting.read(inspection_id, line), show)

    def _keep_point(self, line: str, kind: str, uid: str | None) -> None:
        review, inspection_id = self._desk.house.daily_review, self._desk.inspection_id

        def kept(point: MeetingPoint) -> None:
            announce(self._view, self.tr("Kept as {kind} {said}").format(kind=point.kind, said=point.said))
            if self._view.review.meeting is not None:
                self._view.review.meeting.line.clear()
            if point.became is not None and point.became.kind is Kind.SLOT:
                self._open(point.became)

        def refused(error: Explained) -> None:
            if self._view.review.meeting is not None:
                self._view.review.meeting.refuse(
                    " ".join(part for part in (str(error), error.remedy) if part)
                )

        self._desk.jobs.run(
            self._view,
            lambda: review.meeting.keep(inspection_id, review.day(), line, kind=kind, slot_uid=uid, by=self),
            kept,
            refused=refused,
        )

    def _remove_point(self, point_id: int) -> None:
        meeting = self._desk.house.daily_review.meeting
        self._do(lambda _: meeting.take_back(point_id, by=self), self.tr("Taken off the list"))

    # -- ways --------------------------------------------------------------------------------------

    def _open(self, ref: Ref) -> None:
        """Go to what something became; a slot is shown on the board."""
        self._desk.go(ref)

    def _go(self, key: str) -> None:
        """Steps of this page are shown beside the sequence; the others are on their own pages."""
        view, evening = self._view, self._evening
        if evening is None:
            return
        if key in {"today", "meeting", "clashes"}:
            if view.is_previewing or view.showing is Showing.TOLD:
                view.show_as(Showing.INSPECTORS)
            following = day_beside(evening.day, view.days, 1) or evening.following
            self.day_wanted.emit(following if key == "clashes" else evening.day)
        elif key in {"impact", "issue"}:
            view.show_preview()
        elif key == "told":
            view.show_as(Showing.TOLD)
        else:
            self._desk.go(WAYS[key])
