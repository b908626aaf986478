"""What is asked, in our words: a new request, and what is put right of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import NewRequestDialog
from ilacs_desktop.desktop.dialogs.request_life import EditRequestDialog, TwoVersionsDialog
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import ChangedMeanwhile, InfoRequest
from ilacs_desktop.domain.moments import day_of, said_when
from ilacs_desktop.domain.timetable import Slot

from .deeds import Deeds
from .view import InfoRequestsView
from .wishes import Section


class WordDeeds(Deeds):
    """Taking a request down by the form, and putting right what was written down."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        add = view.wishes.add
        add("meaning", Section.WORDS, self.tr("Put right…"), self._put_right, key="E")
        view.add_wanted.connect(self._add)

    def _add(self) -> None:
        inspection, shown = self.desk.inspection, self.view.shown
        if inspection is None or shown is None:
            return
        dialog = NewRequestDialog(shown.people, shown.enquiries, self.desk.clock(), self.view)
        dialog.similar_wanted.connect(
            lambda words: self.desk.jobs.run(
                dialog,
                lambda: self.requests.similar(inspection.id, words, limit=3),
                dialog.show_similar,
            )
        )

        def stored(request: InfoRequest) -> None:
            dialog.accept()
            self.choose(request)

        self.ask(dialog, lambda values: lambda: self.requests.add(inspection.id, **values, by=self), stored)

    def _put_right(self, request: InfoRequest) -> None:
        """Ask what is to be put right; the slots it may have been asked in are fetched first."""
        timetable, clock, shown = self.desk.house.timetable, self.desk.clock, self.view.shown
        enquiries = shown.enquiries if shown else ()

        def ask(slots: tuple[Slot, ...]) -> None:
            dialog = EditRequestDialog(request, self.people, enquiries, slots, now=clock(), parent=self.view)
            dialog.stays_open = True
            dialog.accepted_values.connect(lambda values: self._change(dialog, request, values))
            dialog.open()

        day = day_of(request.asked_at)
        self.desk.jobs.run(self.view, lambda: timetable.draft(request.inspection_id, day), ask)

    def _change(self, dialog: FormDialog, seen: InfoRequest, values: dict[str, Any]) -> None:
        """Store what was put right; where somebody else has changed the same, show both versions."""

        def refused(error: Explained) -> None:
            dialog.refuse(error)
            if isinstance(error, ChangedMeanwhile):
                self._choose_version(dialog, error, values)

        self.desk.jobs.run(
            dialog,
            lambda: self.requests.change(seen.id, **values, seen=seen, by=self),
            lambda _: dialog.accept(),
            refused=refused,
        )

    def _choose_version(self, dialog: FormDialog, changed: ChangedMeanwhile, values: dict[str, Any]) -> None:
        """What was chosen of both versions is stored together with what did not collide."""
        versions = TwoVersionsDialog(changed, self._said, dialog)
        colliding = {each.field for each in changed.collisions}
        apart = {name: value for name, value in values.items() if name not in colliding}
        versions.accepted_values.connect(lambda mine: self._change(dialog, changed.now, {**apart, **mine}))
        versions.open()

    def _said(self, field: str, value: object) -> str:
        """A value of a field in words."""
        shown = self.view.shown
        if value is None or shown is None:
            return ""
        if isinstance(value, datetime):
            return said_when(value, self.desk.clock())
        names = {
            "asked_by_id": {each.id: each.label for each in shown.people},
            "enquiry_id": dict(shown.enquiries),
        }
        if field in names:
            return next((name for number, name in names[field].items() if number == value), "")
        if field == "asked_in_uid":
            return self.tr("another slot") if value else ""
        return str(value)
