"""What became of slots on the day, one key each, and the rest of a lane when one of them runs late."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QSpinBox

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.pages.timetable.cards import LanesBy
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.slot.late_dialog import LateDialog
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.moments import day_of, minutes_between
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.domain.timetable.late import LONGEST

LATE_MINUTES = 20
OVER_MINUTES = 15


class ActualDeeds(Deeds):
    """Notes what the board's keys, the menu and the panel say; none of it is news that anyone is told."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        view.deed_wanted.connect(self._on_deed)

    def _on_deed(self, word: str, uids: Sequence[str]) -> None:
        slots = tuple(slot for uid in uids if (slot := self.slot(uid)) is not None)
        deeds: Mapping[str, Callable[[tuple[Slot, ...]], None]] = {
            "started": self._start,
            "ended": self._end,
            "over": self._run_over,
            "missed": self._ask_why,
            "elsewhere": self._go_elsewhere,
            "planned": self._take_back,
            "late": self._ask_how_late,
        }
        if slots and word in deeds:
            deeds[word](slots)

    def _note(self, slots: tuple[Slot, ...], deed: Callable[[int, str], Slot]) -> None:
        """Note the same of each slot and say it."""
        self.do(lambda inspection_id: [deed(inspection_id, slot.uid) for slot in slots], self._said)

    def _said(self, now: list[Slot]) -> str:
        state = self.view.phrases.status(now[0])
        if len(now) == 1:
            return self.tr("{slot}: {status}").format(slot=now[0].title, status=state)
        return self.tr("{n} slots: {status}").format(n=len(now), status=state)

    def _start(self, slots: tuple[Slot, ...]) -> None:
        actuals = self.desk.house.timetable.actuals
        self._note(slots, lambda inspection_id, uid: actuals.start(inspection_id, uid, by=self))

    def _end(self, slots: tuple[Slot, ...]) -> None:
        actuals = self.desk.house.timetable.actuals
        self._note(slots, lambda inspection_id, uid: actuals.end(inspection_id, uid, by=self))

    def _go_elsewhere(self, slots: tuple[Slot, ...]) -> None:
        actuals = self.desk.house.timetable.actuals
        self._note(slots, lambda inspection_id, uid: actuals.went_elsewhere(inspection_id, uid, by=self))

    def _take_back(self, slots: tuple[Slot, ...]) -> None:
        actuals = self.desk.house.timetable.actuals
        self._note(slots, lambda inspection_id, uid: actuals.take_back(inspection_id, uid, by=self))

    # -- with a question -----------------------------------------------------------------------

    def _run_over(self, slots: tuple[Slot, ...]) -> None:
        """While it is running over now, it has just ended; otherwise ask by how long it did."""
        now, slot = self.desk.clock(), slots[0]
        actuals = self.desk.house.timetable.actuals
        if len(slots) == 1 and slot.day == day_of(now) and 0 < minutes_between(slot.ends_at, now) <= 60:
            self._note(slots, lambda inspection_id, uid: actuals.ran_over(inspection_id, uid, by=self))
            return
        dialog = FormDialog(self._title(self.tr("Ran over"), slots), self.view, self.tr("Note it"))
        box = QSpinBox()
        box.setRange(1, LONGEST * 2)
        box.setSingleStep(5)
        box.setValue(OVER_MINUTES)
        minutes = dialog.form.add_row(self.tr("Ran over &by"), box, unit=self.tr("minutes"))
        dialog.stays_open = True
        dialog.accepted_values.connect(
            lambda _: self._note_in(
                dialog,
                slots,
                lambda inspection_id, uid: actuals.ran_over(inspection_id, uid, minutes.value(), by=self),
            )
        )
        dialog.open()

    def _ask_why(self, slots: tuple[Slot, ...]) -> None:
        actuals = self.desk.house.timetable.actuals
        dialog = FormDialog(self._title(self.tr("Did not happen"), slots), self.view, self.tr("Note it"))
        why = dialog.form.add_row(
            self.tr("&Why"), QLineEdit(), help=self.tr("A word is enough: worker ill, inspector ran over.")
        )

        def check() -> bool:
            dialog.form.clear_errors()
            if not why.text().strip():
                dialog.form.error(why, self.tr("Say why it did not happen."))
            return not dialog.form.has_errors

        dialog.check = check
        dialog.stays_open = True
        dialog.accepted_values.connect(
            lambda _: self._note_in(
                dialog,
                slots,
                lambda inspection_id, uid: actuals.did_not_happen(inspection_id, uid, why.text(), by=self),
            )
        )
        dialog.open()

    def _title(self, what: str, slots: tuple[Slot, ...]) -> str:
        if len(slots) == 1:
            return f"{what}: {slots[0].title}"
        return self.tr("{what}: {n} slots").format(what=what, n=len(slots))

    def _note_in(self, dialog: FormDialog, slots: tuple[Slot, ...], deed: Callable[[int, str], Slot]) -> None:
        inspection_id = self.desk.inspection_id

        def done(now: list[Slot]) -> None:
            dialog.accept()
            self.say(self._said(now))

        self.desk.jobs.run(
            dialog,
            lambda: [deed(inspection_id, slot.uid) for slot in slots],
            done,
            refused=dialog.refuse,
        )

    # -- running late --------------------------------------------------------------------------

    def _ask_how_late(self, slots: tuple[Slot, ...]) -> None:
        slot, now = slots[0], self.desk.clock()
        over = minutes_between(slot.ends_at, now) if slot.day == day_of(now) else 0
        minutes = -(-over // 5) * 5 if 0 < over <= 120 else LATE_MINUTES
        dialog = LateDialog(slot, minutes, self.sight.slots if self.sight else (), self.view)
        dialog.late_wanted.connect(lambda many: self._look_ahead(dialog, slot, many))
        dialog.accepted_values.connect(lambda _: self._shift(dialog))
        self._look_ahead(dialog, slot, minutes)
        dialog.open()

    def _look_ahead(self, dialog: LateDialog, slot: Slot, minutes: int) -> None:
        actuals, inspection_id = self.desk.house.timetable.actuals, self.desk.inspection_id
        lane = self._lane(slot)
        self.desk.jobs.run(
            dialog,
            lambda: actuals.late(inspection_id, slot.uid, minutes, **lane),
            dialog.show_late,
            refused=dialog.refuse,
        )

    def _lane(self, slot: Slot) -> dict[str, int]:
        """The lane the cursor stands in: that of a person, or of a place."""
        block = self.view.board.current_block()
        if block is None or block.uid != slot.uid:
            return {}
        key = self.view.board.board.layout.lanes[block.lane].key
        if key is None:
            return {}
        return {"place_id": key} if self.view.lanes_by is LanesBy.PLACES else {"person_id": key}

    def _shift(self, dialog: LateDialog) -> None:
        actuals, inspection_id, late = self.desk.house.timetable.actuals, self.desk.inspection_id, dialog.late
        if late is None:
            return

        def done(_now: object) -> None:
            dialog.accept()
            self.say(late.sentence)

        self.desk.jobs.run(
            dialog, lambda: actuals.shift(inspection_id, late, by=self), done, refused=dialog.refuse
        )
