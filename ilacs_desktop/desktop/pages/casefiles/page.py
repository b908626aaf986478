"""Joins the case-file room to its services."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.casefiles.annex_a import AnnexADesk
from ilacs_desktop.desktop.pages.casefiles.child_deeds import ChildDeeds
from ilacs_desktop.desktop.pages.casefiles.concern_deeds import ConcernDeeds
from ilacs_desktop.desktop.pages.casefiles.coverage_deeds import CoverageDeeds
from ilacs_desktop.desktop.pages.casefiles.deeds import Deeds
from ilacs_desktop.desktop.pages.casefiles.facts import Everything
from ilacs_desktop.desktop.pages.casefiles.session_deeds import SessionDeeds
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import Child, is_awaiting_debrief
from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.domain.casefiles.report import said_children
from ilacs_desktop.domain.changes import Changes, Kind, Ref

MINUTE_MS = 60_000
MOST_CHILDREN = 500
TOUCHING = (
    Kind.INFO_REQUEST, Kind.CLARIFICATION, Kind.FIGURE, Kind.MESSAGE, Kind.NOTE, Kind.SIGNAL, Kind.LINK,
)  # fmt: skip
"""What may touch the child at hand without belonging to this page."""
DEEDS: tuple[type[Deeds], ...] = (ChildDeeds, SessionDeeds, ConcernDeeds, CoverageDeeds)


class CasefilesPage(Page):
    """Children, sessions and concerns; the clocks move on by themselves while it is shown."""

    NAME = "casefiles"
    ICON = "folder-open"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = self.casefiles = CasefilesView()
        self._search = ChildFilter()
        self._wanted: Ref | None = None
        self._shown_of = 0
        view = self.casefiles
        view.new_inspection_wanted.connect(desk.new_inspection_wanted)
        view.children_view.search_wanted.connect(self._on_search)
        self.rooms = tuple(kind(desk, view) for kind in DEEDS)
        for room in self.rooms:
            room.open_wanted.connect(self.open)
        self.annex_a = AnnexADesk(desk, view, self)
        view.import_wanted.connect(self.annex_a.ask_for_file)
        view.imports_wanted.connect(self.annex_a.show_imports)
        self._timer = QTimer(self.view, interval=MINUTE_MS)
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
        key = inspection.id
        if self._shown_of not in {0, key} and self._search != ChildFilter():
            # Teams and words of one authority find nobody at another.
            self._search = ChildFilter()
            self.casefiles.children_view.look_for(self._search)
        self._shown_of = key
        house, clock, wanted = self.desk.house, self.desk.clock, self._search

        def fetch() -> Everything:
            room = house.casefiles
            return Everything(
                room.summary(key),
                room.children(
                    key,
                    wanted.text,
                    cohort=wanted.cohort,
                    team=wanted.team,
                    locality=wanted.locality,
                    weak_spot=wanted.weak_spot,
                    leads=wanted.leads,
                    not_chosen=wanted.not_chosen,
                    limit=MOST_CHILDREN,
                ),
                room.sessions(key),
                room.concerns(key),
                clock(),
            )

        self.desk.jobs.run(self.view, fetch, self._show)

    def on_changed(self, changes: Changes) -> None:
        """Children, sessions, concerns, the slots they stand in, and people's names are shown here."""
        if changes.touch(Kind.CHILD, Kind.CASE_SESSION, Kind.CONCERN, Kind.SLOT, Kind.PERSON, Kind.PLACE):
            self.refresh()
        elif changes.touch(*TOUCHING) and self.view.isVisible():
            self.casefiles.children_view.ask_for_card()

    def open(self, ref: Ref) -> None:
        """Show a child, a session or a concern."""
        self._wanted = ref
        if ref.kind is Kind.CHILD:
            self._search = ChildFilter()
            self.casefiles.children_view.look_for(self._search)
            self.casefiles.show_children()
        elif ref.kind is Kind.CASE_SESSION:
            self.casefiles.show_sessions()
        elif ref.kind is Kind.CONCERN:
            self.casefiles.show_concerns()
        self.refresh()

    def _show(self, everything: Everything) -> None:
        view = self.casefiles
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
        for room in self.rooms:
            room.show(everything)
        self._go_to_wanted()

    def _sentence(self, everything: Everything, waiting: int, opened: int) -> str:
        parts = [said_children(everything.summary.total)]
        if len(everything.sessions) == 1:
            parts.append(self.tr("1 session"))
        elif everything.sessions:
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

    def _on_search(self, wanted: ChildFilter) -> None:
        if wanted != self._search:
            self._search = wanted
            self.refresh()

    def _on_minute(self) -> None:
        if self.view.isVisible():
            self.refresh()
