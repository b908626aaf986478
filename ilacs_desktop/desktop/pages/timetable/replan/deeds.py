"""Re-planning a day: from wishes to proposals, and one of them into the draft."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from PySide6.QtGui import QAction

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.more_menu import More
from ilacs_desktop.desktop.pages.timetable.replan.panel import ReplanPanel
from ilacs_desktop.desktop.pages.timetable.replan.side import ReplanSide
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.replan.proposals import Proposal, Proposals, digest_of_draft
from ilacs_desktop.domain.replan.wishes import Wish


class ReplanDeeds(Deeds):
    """The re-plan of the day that is shown; what was wished and proposed stays until the day changes."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        self._asked = 0
        self._day: date | None = None
        self.action: QAction = view.header.more_menu.add(More.PLAN, self.tr("Re-plan…"), "route", self.open)
        view.sight_shown.connect(self._on_sight)

    @cached_property
    def panel(self) -> ReplanPanel:
        """Where the wishes are said."""
        panel = ReplanPanel()
        panel.propose_wanted.connect(self._propose)
        panel.wishes_changed.connect(self._forget)
        return panel

    @cached_property
    def side(self) -> ReplanSide:
        """The proposals; made when they are first wanted, for few days need one."""
        side = ReplanSide(self.desk.theme)
        self.view.add_main(side, panel=self.panel)
        side.back_wanted.connect(self.view.leave_main)
        side.apply_wanted.connect(self._apply)
        return side

    @property
    def is_shown(self) -> bool:
        """Whether the re-plan is what the page shows."""
        return "side" in vars(self) and self.view.main.currentWidget() is self.side

    def open(self) -> None:
        """Ask what must change on the day that is shown; a slot that is chosen is offered first."""
        sight = self.sight
        if sight is None:
            return
        self.view.show_main(self.side)
        self._day = sight.day
        self.panel.show_sight(sight, chosen=self.slot(self.view.uid))
        self.panel.kind.setFocus()

    def _on_sight(self, sight: Sight) -> None:
        if not self.is_shown:
            return
        if sight.day != self._day:
            self._day = sight.day
            self._forget()
        self.panel.show_sight(sight)
        offered = self.side.answer.proposals if self.side.answer is not None else ()
        if offered and digest_of_draft(sight.slots, sight.day) != offered[0].digest:
            self.side.show_stale()

    def _forget(self) -> None:
        """What was proposed for other wishes is no answer any more."""
        self._asked += 1
        self.side.show_nothing()

    def _propose(self, wishes: tuple[Wish, ...], other_days: bool) -> None:
        day = self._day
        if day is None or self.desk.inspection is None:
            return
        self._asked += 1
        asked = self._asked
        replan, inspection_id = self.desk.house.replan, self.desk.inspection_id

        def work(progress: Progress) -> Proposals:
            answer = replan.propose(
                inspection_id, day, wishes, other_days=other_days, stop=lambda: progress.is_cancelled
            )
            progress.check()
            return answer

        self.panel.set_busy(True)
        self.side.show_waiting()
        progress = self.desk.jobs.run_long(
            self.view,
            self.tr("Looking for the least change"),
            work,
            lambda answer: self._show(answer, asked),
            refused=self._refused,
        )
        progress.ended.connect(self._ended)

    def _show(self, answer: Proposals, asked: int) -> None:
        if asked != self._asked:
            return  # the wishes have changed meanwhile
        self.side.show_answer(answer)
        self.panel.set_busy(False)
        if answer.exclusions:
            self.say(" ".join(f"{each.sentence} {each.remedy}" for each in answer.exclusions))
            self.panel.kind.setFocus()
        elif answer.proposals:
            words = self.tr("{n} proposals. The first: {sentence}")
            self.say(words.format(n=len(answer.proposals), sentence=answer.proposals[0].sentence))
            if self.side.cards and self.is_shown:
                self.side.cards[0].changes.setFocus()

    def _refused(self, error: Explained) -> None:
        self.side.show_nothing()
        self.desk.notices.explain(error)
        self.say(str(error))

    def _ended(self) -> None:
        """Done, refused or stopped by the user; what was stopped leaves nothing behind."""
        self.panel.set_busy(False)
        if self.side.is_waiting:
            self.side.show_nothing()

    def _apply(self, proposal: Proposal) -> None:
        replan, inspection_id = self.desk.house.replan, self.desk.inspection_id
        for card in self.side.cards:
            card.take.setEnabled(False)
        self.desk.jobs.run(
            self.view,
            lambda: replan.apply(inspection_id, proposal, by=self),
            lambda _: self._applied(proposal),
            refused=self._not_applied,
        )

    def _applied(self, proposal: Proposal) -> None:
        self.panel.clear_wishes()
        self._forget()
        self.view.leave_main()
        sentence = self.tr("The proposal is in the draft: {sentence}.").format(sentence=proposal.sentence)
        self.desk.notices.say(
            sentence, remedy=self.tr("Undo takes it back in one step. Nobody is told before the next issue.")
        )
        self.say(sentence)

    def _not_applied(self, error: Explained) -> None:
        self.side.show_stale()
        self.desk.notices.explain(error)
        self.say(str(error))
