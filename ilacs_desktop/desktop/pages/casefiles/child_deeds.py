"""Children on the case-file page: choosing them for sessions."""

from __future__ import annotations

from collections.abc import Sequence

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.choose_children import ChooseChildrenDialog
from ilacs_desktop.desktop.pages.casefiles.deeds import Deeds
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import CaseSession, Child
from ilacs_desktop.domain.changes import Kind, Ref


class ChildDeeds(Deeds):
    """Chooses children for sessions."""

    def __init__(self, desk: Desk, view: CasefilesView) -> None:
        super().__init__(desk, view)
        view.children_view.choose_wanted.connect(self._ask_choose)
        view.children_view.session_wanted.connect(
            lambda session: self.open_wanted.emit(Ref(Kind.CASE_SESSION, session.id))
        )

    def _ask_choose(self, children: Sequence[Child]) -> None:
        if not children:
            return
        room, keys = self.room, [child.id for child in children]
        dialog = ChooseChildrenDialog(children, self.view)

        def then(sessions: Sequence[CaseSession]) -> None:
            dialog.accept()
            self.open_wanted.emit(Ref(Kind.CASE_SESSION, sessions[0].id))

        dialog.accepted_values.connect(
            lambda values: self.desk.jobs.run(
                dialog,
                lambda: room.choose(keys, reason=values["reason"], by=self),
                then,
                refused=dialog.refuse,
            )
        )
        dialog.open()
