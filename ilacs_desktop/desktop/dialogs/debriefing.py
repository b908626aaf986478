"""Opens the debrief of a session from wherever it is called for: the list, Today, a reminder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.debrief import DebriefDialog, DebriefFacts
from ilacs_desktop.domain.casefiles import CaseSession


def ask_debrief(desk: Desk, parent: QWidget, session_id: int) -> None:
    """Open the debrief of a session over ``parent``; one that is open already comes to the front."""
    for each in parent.window().findChildren(DebriefDialog):
        if each.session_id == session_id and each.isVisible():
            each.raise_()
            each.activateWindow()
            return
    house = desk.house
    room = house.casefiles

    def fetch() -> tuple[CaseSession, DebriefFacts]:
        session = room.one_session(session_id)
        enquiries = house.enquiry.all(session.inspection_id)
        codes: set[str] = set()
        if session.slot_uid and session.starts_at is not None:
            codes = set(house.timetable.slot(session.inspection_id, session.slot_uid).enquiries)
        return session, DebriefFacts(
            before=room.debrief_of(session_id),
            enquiries=enquiries,
            people=house.people.all(),
            enquiry_id=next((each.id for each in enquiries if each.code in codes), None),
            half=room.jotting_of(session_id),
        )

    def show(found: tuple[CaseSession, DebriefFacts]) -> None:
        session, facts = found
        dialog = DebriefDialog(session, facts, desk.clock(), parent)

        def jot(half: Mapping[str, Any]) -> None:
            desk.jobs.run(parent, lambda: room.jot(session_id, half, by=parent))

        def keep(said: Mapping[str, Any]) -> None:
            desk.jobs.run(
                dialog,
                lambda: room.debrief(session_id, **said, by=parent),
                lambda _: dialog.accept(),
                refused=dialog.refuse,
            )

        dialog.jotted.connect(jot)
        dialog.accepted_values.connect(keep)
        dialog.capture_wanted.connect(desk.capture_wanted)
        dialog.open()

    desk.jobs.run(parent, fetch, show)
