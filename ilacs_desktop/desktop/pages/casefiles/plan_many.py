"""Many sessions on the case-file page: proposed off the window's thread, planned in one deed."""

from __future__ import annotations

from collections.abc import Sequence

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.plan_many import PlanManyDialog
from ilacs_desktop.desktop.pages.casefiles.deeds import Deeds
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import CaseSession
from ilacs_desktop.domain.casefiles.planning import Planning, PlanRow, PlanTerms, Proposal


class PlanManyDesk(Deeds):
    """Opens the dialog for the sessions wished for, and answers what it asks."""

    def __init__(self, desk: Desk, view: CasefilesView) -> None:
        super().__init__(desk, view)
        view.sessions_view.plan_many_wanted.connect(self._ask)

    def _ask(self, session_ids: Sequence[int]) -> None:
        inspection, room = self.desk.inspection, self.room
        if inspection is None or not session_ids:
            return
        key, ids = inspection.id, frozenset(session_ids)

        def fetch() -> tuple[Planning, Proposal]:
            planning = room.planning(key, session_ids=ids)
            return planning, room.propose_plans(key, planning.terms, session_ids=ids)

        self.desk.jobs.run(self.view, fetch, lambda found: self._open(key, ids, *found))

    def _open(self, key: int, ids: frozenset[int], planning: Planning, proposal: Proposal) -> None:
        room, jobs = self.room, self.desk.jobs
        if not planning.inspectors:
            self.desk.notices.say(
                self.tr("No inspector is on the list of people yet."),
                remedy=self.tr("Add one under Settings, People and places."),
                role="warn",
            )
            return
        dialog = PlanManyDialog(planning, proposal, self.view)

        def again(terms: PlanTerms, rows: Sequence[PlanRow]) -> None:
            jobs.run(
                dialog,
                lambda: room.propose_plans(key, terms, session_ids=ids, rows=rows),
                dialog.show_proposal,
                refused=dialog.refuse,
            )

        def check(rows: Sequence[PlanRow]) -> None:
            jobs.run(dialog, lambda: room.clashes_of_plans(key, rows), dialog.show_clashes)

        def planned(sessions: Sequence[CaseSession]) -> None:
            dialog.accept()
            words = (
                self.tr("{count} sessions are planned.")
                if len(sessions) > 1
                else self.tr("1 session is planned.")
            )
            self.desk.notices.say(
                words.format(count=len(sessions)),
                remedy=self.tr("Undo in the timetable takes all of them back."),
                role="info",
            )

        def take() -> None:
            rows, seen = dialog.wanted(), dialog.seen()
            jobs.run(
                dialog,
                lambda: room.plan_many(key, rows, seen=seen, by=self),
                planned,
                refused=dialog.refuse,
            )

        dialog.again_wanted.connect(again)
        dialog.check_wanted.connect(check)
        dialog.take_wanted.connect(take)
        dialog.open()
