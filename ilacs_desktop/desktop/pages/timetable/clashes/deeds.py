"""What is done with clashes: shown, let stand for a reason, and asked about again."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.clash_override import ClashOverrideDialog
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.clashes import Clash


class ClashDeeds(Deeds):
    """Does what the day's panel and the issue's panel ask for."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        for panel in (view.day_panel, view.issue_panel):
            panel.clash_wanted.connect(self._show)
            panel.stand_wanted.connect(self._ask)
        view.slot_panel.stand_wanted.connect(self._ask)
        view.day_panel.again_wanted.connect(self._ask_again)

    def _show(self, clash: Clash) -> None:
        if self.view.is_previewing:
            self.view.leave_preview()
        slots = [slot for uid in clash.uids if (slot := self.slot(uid)) is not None]
        if slots:
            self.view.choose(max(slots, key=lambda slot: slot.starts_at).uid)
        else:
            self.slots_wanted.emit(clash.uids[-1:])

    def _ask(self, clash: Clash) -> None:
        dialog = ClashOverrideDialog(clash, self.view)
        dialog.accepted_values.connect(lambda values: self._let_stand(dialog, clash, values["reason"]))
        dialog.open()

    def _let_stand(self, dialog: ClashOverrideDialog, clash: Clash, reason: str) -> None:
        rules, inspection_id = self.desk.house.timetable.rules, self.desk.inspection_id

        def stored(_: Clash) -> None:
            dialog.accept()
            self.say(self.tr("Let stand: {clash}").format(clash=clash.sentence))

        self.desk.jobs.run(
            dialog,
            lambda: rules.override(inspection_id, clash.key, reason=reason, by=self),
            stored,
            refused=dialog.refuse,
        )

    def _ask_again(self, clash: Clash) -> None:
        rules = self.desk.house.timetable.rules
        self.do(
            lambda inspection_id: rules.take_back(inspection_id, clash.key, by=self),
            lambda _: self.tr("It is asked again: {clash}").format(clash=clash.sentence),
        )
