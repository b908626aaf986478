"""What is done with issues: previewed, frozen, and told to everyone whose morning has changed."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import Issue


class IssueDeeds(Deeds):
    """Does what the preview and the told board ask for."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        view.header.issue_wanted.connect(self._preview)
        view.issue_panel.issue_wanted.connect(self._issue)
        view.told.sent_wanted.connect(self._mark_sent)
        view.told.confirmed_wanted.connect(self._mark_confirmed)

    def _preview(self) -> None:
        self.view.show_preview()

    def _issue(self, note: str) -> None:
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        self.view.issue_panel.issue_button.setEnabled(False)
        self.desk.jobs.run(
            self.view,
            lambda: timetable.issue(inspection_id, note=note, by=self),
            self._issued,
            refused=self._not_issued,
        )

    def _issued(self, issue: Issue) -> None:
        self.view.issue_panel.note.clear()
        self.view.show_as(Showing.TOLD)
        sentence = self.tr("Issue {n} is frozen.").format(n=issue.number)
        self.desk.notices.say(sentence, remedy=self.tr("Now tell everyone whose morning has changed."))
        self.say(sentence)
        self.view.told.table.setFocus()

    def _not_issued(self, error: Explained) -> None:
        self.view.issue_panel.issue_button.setEnabled(True)
        self.desk.notices.explain(error)

    def _mark_sent(self, telling_ids: tuple[int, ...], how: str) -> None:
        timetable = self.desk.house.timetable
        if telling_ids:
            self.do(
                lambda _: timetable.mark_sent(telling_ids, how=how, by=self),
                lambda _: self.tr("{n} marked as sent, {how}").format(n=len(telling_ids), how=how),
            )

    def _mark_confirmed(self, telling_ids: tuple[int, ...], how: str) -> None:
        timetable = self.desk.house.timetable
        if telling_ids:
            self.do(
                lambda _: timetable.mark_confirmed(telling_ids, how=how, by=self),
                lambda _: self.tr("{n} confirmed").format(n=len(telling_ids)),
            )
