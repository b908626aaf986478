"""Asks for the children's data on the day agreed: when the window opens, and when a day begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.domain.casefiles.purging import ITS_DAY, WHERE, Purge, PurgeDue
from ilacs_desktop.domain.moments import day_of

if TYPE_CHECKING:
    from ilacs_desktop.desktop.dialogs.purge_due import PurgeDueDialog


class ChildrenDue(QObject):
    """Looks at every knock; each inspection is asked about once a day, and again when the window opens.

    It waits while another dialog is at work, so that nothing typed is interrupted.
    """

    def __init__(self, desk: Desk, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._asked: dict[int, date] = {}
        self._is_looking = False

    def look(self) -> None:
        """Ask about an inspection whose day has come, if nobody was asked today."""
        if self._is_looking or QApplication.activeModalWidget() is not None:
            return
        self._is_looking = True
        room = self._desk.house.casefiles

        def refused(_: object) -> None:
            self._is_looking = False

        self._desk.jobs.run(self, room.purges_due, self._ask, refused=refused)

    def _ask(self, found: Sequence[PurgeDue]) -> None:
        self._is_looking = False
        today = day_of(self._desk.clock())
        waiting = [each for each in found if self._asked.get(each.inspection_id) != today]
        if not waiting or QApplication.activeModalWidget() is not None:
            return
        from ilacs_desktop.desktop.dialogs.purge_due import PurgeDueDialog

        due = waiting[0]
        self._asked[due.inspection_id] = today
        dialog = PurgeDueDialog(due, today, self._view)
        dialog.accepted_values.connect(lambda _: self._take_out(due, dialog))
        dialog.later_wanted.connect(lambda day: self._move(due, dialog, day))
        dialog.concerns_wanted.connect(lambda: self._show_concerns(dialog))
        dialog.open()

    def _take_out(self, due: PurgeDue, dialog: PurgeDueDialog) -> None:
        room = self._desk.house.casefiles

        def done(purge: Purge) -> None:
            dialog.accept()
            self._desk.notices.say(
                self.tr("The children’s data is out. Certificate {number} says what went.").format(
                    number=purge.number
                )
            )
            self._desk.go(WHERE)

        why = self.tr(ITS_DAY)
        self._desk.jobs.run_long(
            dialog,
            dialog.windowTitle(),
            lambda progress: room.purge(due.inspection_id, why=why, on_progress=progress.report, by=self),
            done,
            refused=dialog.refuse,
            shown=dialog.wait_for,
        )

    def _move(self, due: PurgeDue, dialog: PurgeDueDialog, day: date) -> None:
        room = self._desk.house.casefiles
        self._desk.jobs.run(
            dialog,
            lambda: room.set_purge_day(due.inspection_id, day, by=self),
            lambda _: dialog.accept(),
            refused=dialog.refuse,
        )

    def _show_concerns(self, dialog: PurgeDueDialog) -> None:
        dialog.reject()
        self._desk.go("casefiles")
