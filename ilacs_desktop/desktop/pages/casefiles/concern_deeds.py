"""Concerns on the case-file page: raised, and taken step by step to their close."""

from __future__ import annotations

from collections.abc import Sequence

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.concern import ActionDialog, ConcernDialog, ConcernWish, chosen_children
from ilacs_desktop.desktop.dialogs.concern_steps import NamedDialog, StepDialog
from ilacs_desktop.desktop.pages.casefiles.deeds import Deeds
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import Child, Concern, ConcernStage
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.people import Person


class ConcernDeeds(Deeds):
    """Raises concerns and takes their steps."""

    def __init__(self, desk: Desk, view: CasefilesView) -> None:
        super().__init__(desk, view)
        view.concern_wanted.connect(lambda: self._ask_concern(None))
        view.children_view.concern_wanted.connect(self._ask_concern)
        view.sessions_view.concern_wanted.connect(self._ask_concern)
        view.concerns_view.step_wanted.connect(self._take_concern_step)
        view.concerns_view.people_wanted.connect(self._ask_people)
        view.concerns_view.reopen_wanted.connect(self._reopen)

    def _ask_concern(self, child: Child | None) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        house, key = self.desk.house, inspection.id

        def fetch() -> tuple[Sequence[Person], Sequence[Child]]:
            return house.people.all(), chosen_children(house, key)

        def show(found: tuple[Sequence[Person], Sequence[Child]]) -> None:
            people, chosen = found
            dialog = ConcernDialog(chosen, people, self.desk.clock(), child=child, parent=self.view)

            def keep(wish: ConcernWish) -> Concern:
                raised: Concern = house.casefiles.raise_concern(
                    key,
                    child_id=wish.child_id,
                    said_by_id=wish.said_by_id,
                    said_at=wish.said_at,
                    what=wish.what,
                    owner_id=wish.owner_id,
                    deputy_id=wish.deputy_id,
                    reader_ids=wish.reader_ids,
                    by=self,
                )
                return raised

            self.store(dialog, keep, lambda concern: self.open_wanted.emit(Ref(Kind.CONCERN, concern.id)))

        self.desk.jobs.run(self.view, fetch, show)

    def _take_concern_step(self, concern: Concern) -> None:
        room, stage = self.room, concern.stage
        if stage is ConcernStage.ACT:
            self.store(
                ActionDialog(concern, self.view),
                lambda values: room.act(concern.id, action=values["action"], by=self),
            )
        elif stage is ConcernStage.ACKNOWLEDGE:
            self.store(
                StepDialog(concern, self.desk.clock(), self.view),
                lambda values: room.acknowledge(concern.id, **values, by=self),
            )
        elif stage is ConcernStage.REPORT_BACK:
            self.store(
                StepDialog(concern, self.desk.clock(), self.view),
                lambda values: room.report_back(concern.id, at=values["at"], by=self),
            )
        elif stage is ConcernStage.CLOSE:
            self.do(lambda: room.close(concern.id, by=self))

    def _ask_people(self, concern: Concern) -> None:
        room = self.room

        def show(people: Sequence[Person]) -> None:
            dialog = NamedDialog(concern, people, self.view)
            self.store(dialog, lambda values: room.name_people(concern.id, **values, by=self))

        self.desk.jobs.run(self.view, self.desk.house.people.all, show)

    def _reopen(self, concern: Concern) -> None:
        room = self.room
        self.do(lambda: room.reopen(concern.id, by=self))
