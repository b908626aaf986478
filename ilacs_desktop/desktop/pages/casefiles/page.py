"""Joins the case-file room to its services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from PySide6.QtCore import QTimer

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.choose_children import ChooseChildrenDialog
from ilacs_desktop.desktop.dialogs.concern import ActionDialog, ConcernDialog, ConcernWish
from ilacs_desktop.desktop.dialogs.debrief import DebriefDialog
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.plan_session import PlanSessionDialog, PlanStart, PlanWish
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.casefiles.annex_a import AnnexADesk
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import (
    CaseSession,
    Child,
    ChildrenSummary,
    Concern,
    Debrief,
    SessionState,
    is_awaiting_debrief,
)
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Person, Place, Side
from ilacs_desktop.domain.timetable import PartKind

MINUTE_MS = 60_000
MOST_CHILDREN = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Everything:
    """What the page shows, fetched in one go."""

    summary: ChildrenSummary
    children: tuple[Child, ...]
    sessions: tuple[CaseSession, ...]
    concerns: tuple[Concern, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the planning dialog offers."""

    days: tuple[date, ...]
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    start: PlanStart


class CasefilesPage(Page):
    """Children, sessions and concerns; the clocks move on by themselves while it is shown."""

    NAME = "casefiles"
    ICON = "folder-open"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = self.casefiles = CasefilesView()
        self._search = ("", "", "")
        self._wanted: Ref | None = None
        self._everything: Everything | None = None
        view = self.casefiles
        self.annex_a = AnnexADesk(desk, view, self)
        view.import_wanted.connect(self.annex_a.ask_for_file)
        view.imports_wanted.connect(self.annex_a.show_imports)
        view.concern_wanted.connect(lambda: self._ask_concern(None))
        view.new_inspection_wanted.connect(desk.new_inspection_wanted)
        view.children_view.search_wanted.connect(self._on_search)
        view.children_view.choose_wanted.connect(self._ask_choose)
        view.children_view.concern_wanted.connect(self._ask_concern)
        view.children_view.session_wanted.connect(self._open_session)
        view.sessions_view.chosen.connect(self._fetch_debrief)
        view.sessions_view.plan_wanted.connect(self._ask_plan)
        view.sessions_view.debrief_wanted.connect(self._ask_debrief)
        view.sessions_view.step_wanted.connect(self._take_step)
        view.sessions_view.concern_wanted.connect(self._ask_concern)
        view.concerns_view.step_wanted.connect(self._take_concern_step)
        self._timer = QTimer(self, interval=MINUTE_MS)
        self._timer.timeout.connect(self._on_minute)
        self._timer.start()

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Case files")

    def refresh(self) -> None:
        """Fetch children, sessions and concerns."""
        inspection = self.desk.inspection
        if inspection is None:
            self.casefiles.show_none(is_none=True)
            self.casefiles.header.set_sentence("")
            self.badge_changed.emit("")
            return
        house, clock, (text, cohort, team) = self.desk.house, self.desk.clock, self._search
        key = inspection.id

        def fetch() -> Everything:
            room = house.casefiles
            return Everything(
                room.summary(key),
                room.children(key, text, cohort=cohort, team=team, limit=MOST_CHILDREN),
                room.sessions(key),
                room.concerns(key),
                clock(),
            )

        self.desk.jobs.run(self.view, fetch, self._show)

    def on_changed(self, changes: Changes) -> None:
        """Children, sessions, concerns, the slots they stand in, and people's names are shown here."""
        if changes.touch(Kind.CHILD, Kind.CASE_SESSION, Kind.CONCERN, Kind.SLOT, Kind.PERSON, Kind.PLACE):
            self.refresh()

    def open(self, ref: Ref) -> None:
        """Show a child, a session or a concern."""
        self._wanted = ref
        if ref.kind is Kind.CHILD:
            self._search = ("", "", "")
            self.casefiles.show_children()
        elif ref.kind is Kind.CASE_SESSION:
            self.casefiles.show_sessions()
        elif ref.kind is Kind.CONCERN:
            self.casefiles.show_concerns()
        self.refresh()

    def _show(self, everything: Everything) -> None:
        view, self._everything = self.casefiles, everything
        view.show_none(is_none=False)
        view.children_view.show_summary(everything.summary)
        view.children_view.show_children(
            everything.children, everything.sessions, everything.now, limit=MOST_CHILDREN
        )
        view.sessions_view.show_sessions(everything.sessions, everything.now)
        view.concerns_view.show_concerns(everything.concerns, everything.now)
        waiting = sum(is_awaiting_debrief(session, everything.now) for session in everything.sessions)
        opened = sum(concern.is_open for concern in everything.concerns)
        view.say_counts(sessions=waiting, concerns=opened)
        view.header.set_sentence(self._sentence(everything, waiting, opened))
        self.badge_changed.emit(str(waiting + opened) if waiting + opened else "")
        self._go_to_wanted()

    def _sentence(self, everything: Everything, waiting: int, opened: int) -> str:
        parts = [self.tr("{count} children").format(count=f"{everything.summary.total:,}")]
        if everything.sessions:
            parts.append(self.tr("{count} sessions").format(count=len(everything.sessions)))
        if waiting:
            parts.append(self.tr("{count} not debriefed").format(count=waiting))
        if opened == 1:
            parts.append(self.tr("1 concern open"))
        elif opened:
            parts.append(self.tr("{count} concerns open").format(count=opened))
        return " · ".join(parts) if everything.summary.total or everything.sessions else ""

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        view = self.casefiles
        if wanted.kind is Kind.CASE_SESSION:
            view.sessions_view.select(wanted.id)
        elif wanted.kind is Kind.CONCERN:
            view.concerns_view.select(wanted.id)
        elif wanted.kind is Kind.CHILD and not view.children_view.select(wanted.id):
            room = self.desk.house.casefiles
            self.desk.jobs.run(self.view, lambda: room.child(wanted.id), self._find_child)

    def _find_child(self, child: Child) -> None:
        """A child beyond the rows shown is searched for by its ID."""
        self.casefiles.children_view.search.setText(child.child_id)

    def _on_search(self, text: str, cohort: str, team: str) -> None:
        if (text, cohort, team) != self._search:
            self._search = (text, cohort, team)
            self.refresh()

    def _on_minute(self) -> None:
        if self.view.isVisible():
            self.refresh()

    def _open_session(self, session: CaseSession) -> None:
        self.open(Ref(Kind.CASE_SESSION, session.id))

    # Sessions

    def _ask_choose(self, children: Sequence[Child]) -> None:
        if not children:
            return
        room, keys = self.desk.house.casefiles, [child.id for child in children]
        dialog = ChooseChildrenDialog(children, self.view)

        def then(sessions: Sequence[CaseSession]) -> None:
            dialog.accept()
            self._open_session(sessions[0])

        dialog.accepted_values.connect(
            lambda values: self.desk.jobs.run(
                dialog,
                lambda: room.choose(keys, reason=values["reason"], by=self),
                then,
                refused=dialog.refuse,
            )
        )
        dialog.open()

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
        room = self.desk.house.casefiles
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

        self._store(dialog, keep)

    def _ask_debrief(self, session: CaseSession) -> None:
        room, now = self.desk.house.casefiles, self.desk.clock()

        def show(before: Debrief | None) -> None:
            dialog = DebriefDialog(session, before, now, self.view)
            self._store(dialog, lambda said: room.debrief(session.id, **said, by=self))

        self.desk.jobs.run(self.view, lambda: room.debrief_of(session.id), show)

    def _take_step(self, session: CaseSession, state: SessionState) -> None:
        room = self.desk.house.casefiles
        self.desk.jobs.run(self.view, lambda: room.advance(session.id, state, by=self))

    def _fetch_debrief(self, session: CaseSession | None) -> None:
        if session is None or not session.is_debriefed:
            return
        room = self.desk.house.casefiles
        self.desk.jobs.run(
            self.view, lambda: room.debrief_of(session.id), self.casefiles.sessions_view.show_debrief
        )

    # Concerns

    def _ask_concern(self, child: Child | None) -> None:
        inspection, everything = self.desk.inspection, self._everything
        if inspection is None:
            return
        house, key = self.desk.house, inspection.id
        chosen = [each for each in (everything.children if everything else ()) if each.code]

        def show(people: Sequence[Person]) -> None:
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
                    by=self,
                )
                return raised

            self._store(dialog, keep, lambda concern: self.open(Ref(Kind.CONCERN, concern.id)))

        self.desk.jobs.run(self.view, house.people.all, show)

    def _take_concern_step(self, concern: Concern) -> None:
        room = self.desk.house.casefiles
        if concern.next_step == "say what is done":
            self._store(
                ActionDialog(concern, self.view),
                lambda values: room.act(concern.id, action=values["action"], by=self),
            )
            return
        deeds: dict[str, Callable[[], Concern]] = {
            "acknowledge": lambda: room.acknowledge(concern.id, by=self),
            "report back": lambda: room.report_back(concern.id, by=self),
            "close": lambda: room.close(concern.id, by=self),
        }
        deed = deeds.get(concern.next_step)
        if deed is not None:
            self.desk.jobs.run(self.view, deed)

    def _store(
        self, dialog: FormDialog, deed: Callable[..., T], then: Callable[[T], object] = lambda _: None
    ) -> None:
        """Open a dialog whose values are stored by ``deed``; it closes once they are, or says why not."""

        def done(result: T) -> None:
            dialog.accept()
            then(result)

        def keep(values: object) -> None:
            self.desk.jobs.run(dialog, lambda: deed(values), done, refused=dialog.refuse)

        dialog.accepted_values.connect(keep)
        dialog.open()
