"""Sessions on the case-file page: planned, taken step by step, debriefed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.debrief import DebriefDialog
from ilacs_desktop.desktop.dialogs.plan_session import PlanSessionDialog, PlanStart, PlanWish
from ilacs_desktop.desktop.pages.casefiles.deeds import Deeds
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import CaseSession, Debrief, SessionState
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
        sessions = view.sessions_view
        sessions.chosen.connect(self._fetch_debrief)
        sessions.plan_wanted.connect(self._ask_plan)
        sessions.debrief_wanted.connect(self._ask_debrief)
        sessions.step_wanted.connect(self._take_step)

    def _ask_plan(self, session: CaseSession) -> None:
        house, key = self.desk.house, session.inspection_id

        def fetch() -> PlanFacts:
            start = PlanStart(worker_id=session.child.worker_id)
            slots = [slot for slot in house.timetable.draft(key) if slot.uid == session.slot_uid]
            for slot in slots:
                start = PlanStart(
                    inspector_id=next((part.person_id for part in slot.inspectors), None),
                    worker_id=next(
                        (p.person_id for p in slot.staff if p.part is not PartKind.NAVIGATES), None
                    ),
                    navigator_id=next(
                        (p.person_id for p in slot.staff if p.part is PartKind.NAVIGATES), None
                    ),
                    place_id=slot.place_id,
                )
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
                by=self,
            )
            return planned

        self.store(dialog, keep)

    def _ask_debrief(self, session: CaseSession) -> None:
        room, now = self.room, self.desk.clock()

        def show(before: Debrief | None) -> None:
            dialog = DebriefDialog(session, before, now, self.view)
            self.store(dialog, lambda said: room.debrief(session.id, **said, by=self))

        self.desk.jobs.run(self.view, lambda: room.debrief_of(session.id), show)

    def _take_step(self, session: CaseSession, state: SessionState) -> None:
        room = self.room
        self.desk.jobs.run(self.view, lambda: room.advance(session.id, state, by=self))

    def _fetch_debrief(self, session: CaseSession | None) -> None:
        if session is None or not session.is_debriefed:
            return
        room = self.room
        self.desk.jobs.run(
            self.view, lambda: room.debrief_of(session.id), self.view.sessions_view.show_debrief
        )
