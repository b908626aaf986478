"""Joins readiness to the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.readiness import (
    DaysDialog,
    EventDialog,
    JudgeDialog,
    PastDialog,
    SetDateDialog,
)
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.readiness.pathway_view import PathwayFacts
from ilacs_desktop.desktop.pages.readiness.view import ReadinessView
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.inspection import Event, Framework, InspectionState
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.pathways import Judgement, PastInspection
from ilacs_desktop.domain.readiness import DateRow, Overview


class ReadinessPage(Page):
    """The dates and what they rest on, what to expect, judgements, and which inspection is next."""

    NAME = "readiness"
    ICON = "list-checks"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = self.readiness = ReadinessView()
        self._overview: Overview | None = None
        self._frameworks: tuple[Framework, ...] = ()
        self._authority = ""
        self._wanted_id: int | None = None
        view = self.readiness
        view.new_wanted.connect(desk.new_inspection_wanted)
        view.days_wanted.connect(self._ask_days)
        view.pause_wanted.connect(self._pause_or_resume)
        view.dates.set_wanted.connect(self._ask_date)
        view.dates.done_wanted.connect(self._mark_done)
        view.dates.take_back_wanted.connect(self._take_back)
        view.dates.event_wanted.connect(lambda row: self._ask_event(row.waits_for))
        view.dates.requests_wanted.connect(lambda: desk.go("info_requests"))
        view.after.event_wanted.connect(self._ask_event)
        view.after.judge_wanted.connect(self._ask_judgement)
        view.pathway.authority_wanted.connect(self._choose_authority)
        view.pathway.add_wanted.connect(self._ask_past)
        view.pathway.remove_wanted.connect(self._remove_past)

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Readiness")

    def refresh(self) -> None:
        """Fetch the overview, and the pathway of the authority at hand."""
        inspection, house = self.desk.inspection, self.desk.house
        authority = self._authority or (inspection.authority if inspection else "")

        def work() -> tuple[Overview | None, PathwayFacts, tuple[Framework, ...]]:
            frameworks = house.inspections.frameworks()
            facts = PathwayFacts(
                authority,
                house.readiness.past(authority),
                house.readiness.pathway(authority),
                {framework.key: framework.name for framework in frameworks},
                house.inspections.authority_names(),
            )
            return (house.readiness.overview(inspection.id) if inspection else None), facts, frameworks

        self.desk.jobs.run(self.view, work, lambda found: self._show(*found))

    def on_changed(self, changes: Changes) -> None:
        """Dates, requests to expect and judgements are shown here."""
        if changes.touch(Kind.INSPECTION, Kind.MILESTONE, Kind.INFO_REQUEST):
            self.refresh()

    def open(self, ref: Ref) -> None:
        """Show one milestone."""
        if ref.kind is Kind.MILESTONE:
            self.readiness.show_face(self.readiness.dates)
            self._wanted_id = ref.id
            self._select_wanted()

    def _show(
        self, overview: Overview | None, facts: PathwayFacts, frameworks: tuple[Framework, ...]
    ) -> None:
        self._overview, self._frameworks = overview, frameworks
        self.readiness.show_overview(overview)
        self.readiness.pathway.show_facts(facts)
        late = sum(row.is_late for row in overview.dates) if overview else 0
        self.badge_changed.emit(str(late) if late else "")
        self._select_wanted()

    def _select_wanted(self) -> None:
        if self._wanted_id is not None and self._overview is not None:
            self.readiness.dates.table.select_where(lambda row: row.id == self._wanted_id)
            self._wanted_id = None

    @property
    def _today(self) -> date:
        return day_of(self.desk.clock())

    # -- deeds -----------------------------------------------------------------------------------------

    def _ask(self, dialog: FormDialog, deed: Any) -> None:
        """Open a dialog that stays until its deed is stored."""
        dialog.stays_open = True
        dialog.accepted_values.connect(
            lambda values: self.desk.jobs.run(
                dialog, lambda: deed(values), lambda _: dialog.accept(), refused=dialog.refuse
            )
        )
        dialog.open()

    def _ask_date(self, row: DateRow) -> None:
        inspections = self.desk.house.inspections
        self._ask(
            SetDateDialog(row, self._today, self.view),
            lambda values: inspections.override(row.id, **values, by=self),
        )

    def _mark_done(self, row: DateRow) -> None:
        inspections = self.desk.house.inspections
        self.desk.jobs.run(
            self.view, lambda: inspections.mark_done(row.id, is_done=row.done_at is None, by=self)
        )

    def _take_back(self, row: DateRow) -> None:
        inspections = self.desk.house.inspections
        self.desk.jobs.run(self.view, lambda: inspections.take_back_override(row.id, by=self))

    def _ask_days(self) -> None:
        if self._overview is None:
            return
        inspections, inspection = self.desk.house.inspections, self._overview.inspection
        self._ask(
            DaysDialog(inspection, self.view),
            lambda values: inspections.set_days(inspection.id, **values, by=self),
        )

    def _pause_or_resume(self) -> None:
        if self._overview is None:
            return
        inspections, inspection = self.desk.house.inspections, self._overview.inspection
        is_paused = inspection.state is InspectionState.PAUSED
        deed = inspections.resume if is_paused else inspections.pause
        self.desk.jobs.run(self.view, lambda: deed(inspection.id, by=self))

    def _ask_event(self, event: Event) -> None:
        if self._overview is None:
            return
        inspections, inspection = self.desk.house.inspections, self._overview.inspection
        self._ask(
            EventDialog(event, inspection.events.get(event.name), self._today, self.view),
            lambda values: inspections.record_event(inspection.id, event, on=values["on"], by=self),
        )

    def _ask_judgement(self, judgement: Judgement) -> None:
        if self._overview is None:
            return
        readiness, inspection = self.desk.house.readiness, self._overview.inspection
        self._ask(
            JudgeDialog(judgement, self.view),
            lambda values: readiness.judge(inspection.id, judgement.area_key, **values, by=self),
        )

    def _choose_authority(self, authority: str) -> None:
        self._authority = authority
        self.refresh()

    def _ask_past(self) -> None:
        authority = self.readiness.pathway.authority.text().strip()
        readiness = self.desk.house.readiness
        types = [(framework.name, framework.is_graded) for framework in self._frameworks]
        eras = next((each.eras for each in self._frameworks if each.key == "standard"), ())
        self._ask(
            PastDialog(types, eras, self._today, self.view),
            lambda values: readiness.add_past(authority, **values, by=self),
        )

    def _remove_past(self, past: PastInspection) -> None:
        readiness = self.desk.house.readiness
        self.desk.jobs.run(self.view, lambda: readiness.remove_past(past.id, by=self))
