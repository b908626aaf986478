"""What is done with issues: previewed, frozen, and told to everyone whose morning has changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import Issue
from ilacs_desktop.domain.timetable.slots import said_list
from ilacs_desktop.services.timetable import Written

MOST_NAMES = 6
"""Of more people than that without an address the told board says the rest, person by person."""


class IssueDeeds(Deeds):
    """Does what the preview and the told board ask for."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        view.header.issue_wanted.connect(self._preview)
        view.issue_panel.issue_wanted.connect(self._issue)
        view.told.sent_wanted.connect(self._mark_sent)
        view.told.confirmed_wanted.connect(self._mark_confirmed)
        view.told.team_wanted.connect(self._confirm_team)
        view.told.mails_wanted.connect(self._choose_folder)

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

    def _confirm_team(self, team: str) -> None:
        timetable = self.desk.house.timetable
        self.do(
            lambda inspection_id: timetable.confirm_team(inspection_id, team, by=self),
            lambda told: self.tr("{team}: {n} confirmed, told in their briefing").format(
                team=team, n=len({each.person_id for each in told})
            ),
        )

    # -- e-mails -------------------------------------------------------------------------------

    def _choose_folder(self, telling_ids: tuple[int, ...]) -> None:
        """Ask where the e-mails are to be put; none chosen means all that have not been sent."""
        dialog = QFileDialog(self.view, self.tr("Where shall the e-mails be put?"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.write_mails(telling_ids, Path(name)))
        dialog.open()

    def write_mails(self, telling_ids: tuple[int, ...], folder: Path) -> None:
        """Write the e-mails into ``folder`` on the worker, all or none."""
        letters, inspection_id = self.desk.house.timetable.letters, self.desk.inspection_id

        def work(progress: Progress) -> Written:
            return letters.write(
                inspection_id,
                folder,
                telling_ids=telling_ids or None,
                on_written=progress.report,
            )

        self.desk.jobs.run_long(
            self.view,
            self.tr("Writing e-mails"),
            work,
            lambda written: self._written(written, folder),
        )

    def _written(self, written: Written, folder: Path) -> None:
        count = len(written.paths)
        words = (
            self.tr("1 e-mail is in “{folder}”, not sent yet.")
            if count == 1
            else self.tr("{n} e-mails are in “{folder}”, not sent yet.")
        )
        sentence = words.format(n=count, folder=folder.name)
        remedy = self.tr(
            "Open each in your mail program, send it, and mark it as sent. They are not encrypted."
        )
        if written.without_address:
            nobody = self.tr("No e-mail address is known of {names}.")
            remedy = f"{nobody.format(names=said_list(written.without_address[:MOST_NAMES]))} {remedy}"
        self.desk.notices.say(sentence, remedy=remedy)
        self.say(sentence)
