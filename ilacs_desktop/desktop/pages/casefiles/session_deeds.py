"""Sessions on the case-file page: planned, taken step by step, debriefed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.debriefing import ask_debrief
from ilacs_desktop.desktop.dialogs.plan_session import (
    PlanSessionDialog,
    PlanStart,
    PlanWish,
    StandDownDialog,
    start_after,
)
from ilacs_desktop.desktop.dialogs.record_check import RecordCheckDialog, WelfareDialog
from ilacs_desktop.desktop.dialogs.session_checklist import ChecklistDialog
from ilacs_desktop.desktop.pages.casefiles.deeds import Deeds
from ilacs_desktop.desktop.pages.casefiles.facts import Everything
from ilacs_desktop.desktop.pages.casefiles.plan_many import PlanManyDesk
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import (
    CaseSession,
    CheckPoint,
    RecordCheck,
    SessionState,
    passed_over,
    said_skipped,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Person, Place, Side
from ilacs_desktop.domain.timetable import PartKind


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the planning dialog offers."""

    days: tuple[date, ...]
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    start: PlanStart


class SessionDeeds(Deeds):
    """Plans sessions, takes their steps and writes down their debriefs."""

    def __init__(self, desk: Desk, view: CasefilesView) -> None:
        super().__init__(desk, view)
        self._last: PlanWish | None = None
        self._stepping: set[int] = set()
        self.many = PlanManyDesk(desk, view)
        desk.inspection_changed.connect(self._forget)
        sessions = view.sessions_view
        sessions.chosen.connect(self._fetch_debrief)
        sessions.plan_wanted.connect(self._ask_plan)
        sessions.debrief_wanted.connect(self._ask_debrief)
        sessions.step_wanted.connect(self._take_step)
        sessions.check_wanted.connect(self._ask_check)
        sessions.back_wanted.connect(self._step_back)
        sessions.far_back_wanted.connect(self._refuse_far_back)
        sessions.export_wanted.connect(self._ask_where)
        sessions.panel.off_wanted.connect(self._ask_off)
        sessions.panel.tick_wanted.connect(self._tick)
        sessions.panel.welfare_wanted.connect(self._ask_welfare)
        sessions.panel.checklist_wanted.connect(self._ask_checklist)
        sessions.panel.go_wanted.connect(desk.go)

    def show(self, everything: Everything) -> None:
        """The checklist is fetched beside the sessions, so that an edited one is seen."""
        super().show(everything)
        self._stepping.clear()
        inspection = self.desk.inspection
        if inspection is not None and everything.sessions:
            key = inspection.id
            self.desk.jobs.run(
                self.view, lambda: self.room.checklist(key), self.view.sessions_view.show_checklist
            )

    def _ask_plan(self, session: CaseSession) -> None:
        house, key, last = self.desk.house, session.inspection_id, self._last

        def fetch() -> PlanFacts:
            start = PlanStart(worker_id=session.child.worker_id)
            if last is not None and session.starts_at is None:
                start = start_after(last, session.child.worker_id)
            slots = [slot for slot in house.timetable.draft(key) if slot.uid == session.slot_uid]
            for slot in slots:
                start = PlanStart(
                    inspector_id=next((part.person_id for part in slot.inspectors), None),
                    worker_id=session.worker_id,
                    sits_in_id=next((p.person_id for p in slot.staff if p.name == session.sits_in), None),
                    navigator_id=next(
                        (p.person_id for p in slot.staff if p.part is PartKind.NAVIGATES), None
                    ),
                    place_id=slot.place_id,
                )
            if session.starts_at is None or session.did_not_happen:
                start = replace(start, far=house.casefiles.too_far(session))
            return PlanFacts(house.timetable.days(key), house.people.all(), house.people.places(), start)

        self.desk.jobs.run(self.view, fetch, lambda facts: self._open_plan(session, facts))

    def _open_plan(self, session: CaseSession, facts: PlanFacts) -> None:
        room = self.room
        if not any(person.side is Side.INSPECTORATE for person in facts.people):
            self.desk.notices.say(
                self.tr("No inspector is on the list of people yet."),
                remedy=self.tr("Add one under Settings, People and places."),
                role="warn",
            )
            return
        dialog = PlanSessionDialog(
            session,
            days=facts.days,
            today=day_of(self.desk.clock()),
            people=facts.people,
            places=facts.places,
            start=facts.start,
            parent=self.view,
        )

        def keep(wish: PlanWish) -> CaseSession:
            planned: CaseSession = room.plan(
                session.id,
                starts_at=wish.starts_at,
                minutes=wish.minutes,
                inspector_id=wish.inspector_id,
                worker_id=wish.worker_id,
                navigator_id=wish.navigator_id,
                place_id=wish.place_id,
                sits_in_id=wish.sits_in_id,
                by_video=wish.by_video,
                by=self,
            )
            return planned

        def remember(_: CaseSession) -> None:
            self._last = dialog.values()

        self.store(dialog, keep, remember)

    def _ask_off(self, session: CaseSession) -> None:
        dialog = StandDownDialog(session, self.desk.clock(), self.view)
        self.store(dialog, lambda values: self.room.stand_down(session.id, why=values["why"], by=self))

    def _forget(self, *_: object) -> None:
        self._last = None

    def _ask_debrief(self, session: CaseSession) -> None:
        ask_debrief(self.desk, self.view, session.id)

    def _ask_check(self, session: CaseSession) -> None:
        room = self.room

        def fetch() -> tuple[RecordCheck, tuple[CheckPoint, ...]]:
            return room.record_check(session.id), room.checklist(session.inspection_id)

        def show(found: tuple[RecordCheck, tuple[CheckPoint, ...]]) -> None:
            check, points = found
            points = tuple(point for point in points if point.step is SessionState.CHECKED)
            dialog = RecordCheckDialog(session, check, points, self.desk.clock(), self.view)
            self.store(dialog, lambda values: room.check_record(session.id, keys=values["keys"], by=self))

        self.desk.jobs.run(self.view, fetch, show)

    def _ask_welfare(self, session: CaseSession) -> None:
        dialog = WelfareDialog(session, self.view)
        self.store(dialog, lambda values: self.room.welfare(session.id, values["words"], by=self))

    def _tick(self, session: CaseSession, key: str, is_done: bool) -> None:
        self.do(lambda: self.room.tick(session.id, key, done=is_done, by=self))

    def _ask_checklist(self) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        room, key = self.room, inspection.id
        show_points = self.view.sessions_view.show_checklist

        def show(found: tuple[tuple[CheckPoint, ...], tuple[CheckPoint, ...]]) -> None:
            points, usual = found
            dialog = ChecklistDialog(points, self.view, usual=usual)
            self.store(dialog, lambda values: room.edit_checklist(key, values["lines"], by=self), show_points)

        self.desk.jobs.run(self.view, lambda: (room.checklist(key), room.usual_checklist(key)), show)

    def _is_first_click(self, session: CaseSession) -> bool:
        """Whether no step of a session is on its way: until the page shows it, a click means the old one."""
        if session.id in self._stepping:
            return False
        self._stepping.add(session.id)
        return True

    def _take_step(self, session: CaseSession, state: SessionState) -> None:
        if not self._is_first_click(session):
            return
        room = self.room
        skipped = said_skipped(passed_over(session.state, state))

        def then(_: CaseSession) -> None:
            if skipped:
                words = self.tr("{code}: {state}.").format(code=session.case_code, state=state.value)
                self.desk.notices.say(words, remedy=skipped, role="info")

        self.desk.jobs.run(
            self.view, lambda: room.advance(session.id, state, by=self), then, refused=self._refused
        )

    def _step_back(self, session: CaseSession) -> None:
        if not self._is_first_click(session):
            return
        room = self.room

        def then(back: CaseSession) -> None:
            words = self.tr("{code} is back to: {state}.")
            self.desk.notices.say(words.format(code=back.case_code, state=back.state.value), role="info")

        self.desk.jobs.run(
            self.view, lambda: room.step_back(session.id, by=self), then, refused=self._refused
        )

    def _refused(self, error: Explained) -> None:
        self._stepping.clear()
        self.view.sessions_view.show_again()
        self.desk.notices.explain(error)

    def _refuse_far_back(self, session: CaseSession) -> None:
        self.desk.notices.say(
            self.tr("{code} stays where it is.").format(code=session.case_code),
            remedy=self.tr("A step is taken back one at a time."),
            role="warn",
        )

    def _ask_where(self) -> None:
        """Ask for a file, and write the sessions in sight to it as its name ends."""
        inspection = self.desk.inspection
        if inspection is None:
            return
        key, room = inspection.id, self.room
        ids = {each.id for each in self.view.sessions_view.in_sight()}
        dialog = QFileDialog(self.view, self.tr("Export this list"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            [
                self.tr("Workbook") + " (*.xlsx)",
                self.tr("PDF") + " (*.pdf)",
                self.tr("CSV") + " (*.csv)",
                self.tr("Text") + " (*.txt)",
            ]
        )
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(self.tr("case-file sessions") + ".xlsx")

        def write(name: str) -> None:
            self.desk.jobs.run(
                self.view,
                lambda: room.write_sessions(key, Path(name), ids=ids),
                lambda path: self.desk.notices.say(
                    self.tr("Written: {file}. It is not encrypted.").format(file=path.name)
                ),
            )

        dialog.fileSelected.connect(write)
        dialog.open()

    def _fetch_debrief(self, session: CaseSession | None) -> None:
        if session is None or not session.is_debriefed:
            return
        room = self.room
        self.desk.jobs.run(
            self.view, lambda: room.debrief_of(session.id), self.view.sessions_view.show_debrief
        )
