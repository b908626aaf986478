"""The set-up conversation and what comes after: days, milestones, events and states."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import (
    Basis,
    Event,
    Hang,
    Inspection,
    InspectionState,
    Milestone,
    anchors_of,
    last_day_on_site,
    milestone_dates,
    time_of,
)
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.services.inspections.finding import FindingInspections
from ilacs_desktop.services.inspections.records import framework_of, milestone_of, milestones_of, record_of
from ilacs_desktop.store.inspection import InspectionRecord

STATE_AFTER = {
    Event.DRAFT_RECEIVED: InspectionState.FACTUAL_ACCURACY,
    Event.REPORT_RECEIVED: InspectionState.ACTION_PLANNING,
    Event.PUBLISHED: InspectionState.PUBLISHED,
}
COLUMN_OF = {
    Event.DRAFT_RECEIVED: "draft_received_on",
    Event.REPORT_RECEIVED: "report_received_on",
    Event.PUBLISHED: "published_on",
}


class SettingInspections(FindingInspections):
    """What the lead inspector says, and what happens, put into dates."""

    # -- the set-up conversation and after -------------------------------------------------------------

    def set_days(
        self,
        inspection_id: int,
        *,
        on_site_from: date,
        on_site_until: date | None = None,
        basis: Basis = Basis.OFSTED,
        by: object | None = None,
    ) -> Inspection:
        """Set the days on site; what hangs on them moves, but for what is done or was set by hand.

        Without ``on_site_until`` the length of the framework is kept.

        Raises:
            Explained: the last day lies before the first.
        """
        with self._store.working("Set the days on site", by=by) as session:
            record = record_of(session, inspection_id)
            framework = framework_of(session, inspection_id)
            last = on_site_until or last_day_on_site(
                framework, on_site_from, holidays=self.holidays(on_site_from)
            )
            if last < on_site_from:
                raise Explained("The last day on site lies before the first.", remedy="Correct one of them.")
            record.on_site_from, record.on_site_until, record.on_site_basis = on_site_from, last, basis
            self._move_milestones(session, record)
            return self._row(record)

    def change(
        self,
        inspection_id: int,
        *,
        lead_inspector: str | None = None,
        focus: str | None = None,
        by: object | None = None,
    ) -> Inspection:
        """Correct the lead inspector or the focus; what is None stays."""
        with self._store.working("Change the inspection", by=by) as session:
            record = record_of(session, inspection_id)
            if lead_inspector is not None:
                record.lead_inspector = lead_inspector.strip()
            if focus is not None:
                record.focus = focus.strip()
            session.flush()
            return self._row(record)

    def override(
        self,
        milestone_id: int,
        *,
        due_on: date,
        due_at_time: time | None = None,
        basis: Basis = Basis.OFSTED,
        note: str = "",
        by: object | None = None,
    ) -> Milestone:
        """Set a milestone by hand, as it was said in the set-up conversation; what hangs on it moves.

        Raises:
            Explained: there is no such milestone.
        """
        with self._store.working("Set a milestone", by=by) as session:
            record = milestone_of(session, milestone_id)
            record.due_on, record.due_at_time, record.basis = due_on, due_at_time, basis
            record.note, record.is_overridden = note.strip(), True
            self._move_milestones(session, record_of(session, record.inspection_id))
            return record.row()

    def take_back_override(self, milestone_id: int, *, by: object | None = None) -> None:
        """Put a milestone back to the framework's own rule."""
        with self._store.working("Put a milestone back", by=by) as session:
            record = milestone_of(session, milestone_id)
            rule = next(
                each
                for each in framework_of(session, record.inspection_id).milestones
                if each.key == record.key
            )
            inspection = record_of(session, record.inspection_id)
            record.basis, record.note, record.is_overridden = rule.basis, "", False
            record.due_at_time = time_of(rule, inspection.notified_at)
            self._move_milestones(session, inspection)

    def mark_done(self, milestone_id: int, *, is_done: bool = True, by: object | None = None) -> None:
        """Mark a milestone done now, or take that back.

        Raises:
            Explained: it has no date yet, for its event has not happened.
        """
        with self._store.working("Mark a milestone", by=by) as session:
            record = milestone_of(session, milestone_id)
            if record.due_on is None:
                raise Explained("This clock has not started.", remedy="Enter the event it waits for first.")
            record.done_at = self._clock() if is_done else None

    def record_event(
        self, inspection_id: int, event: Event, *, on: date | None, by: object | None = None
    ) -> Inspection:
        """Enter the day on which something happened, or with None take it back. Its clocks start or stop.

        Raises:
            Explained: the day lies before the first day on site.
        """
        with self._store.working(f"Enter: {event}", by=by) as session:
            record = record_of(session, inspection_id)
            if on and on < record.on_site_from:
                raise Explained(
                    "That day lies before the first day on site.", remedy="Check the day that was entered."
                )
            setattr(record, COLUMN_OF[event], on)
            if record.state not in {InspectionState.PAUSED, InspectionState.CLOSED}:
                record.state = self._state_after_events(record)
            self._move_milestones(session, record)
            return self._row(record)

    def _state_after_events(self, record: InspectionRecord) -> InspectionState:
        known = [event for event, column in COLUMN_OF.items() if getattr(record, column)]
        if Event.PUBLISHED in known and Event.REPORT_RECEIVED in known:
            return InspectionState.ACTION_PLANNING
        return STATE_AFTER[known[-1]] if known else InspectionState.NOTIFIED

    def set_state(
        self, inspection_id: int, state: InspectionState, *, by: object | None = None
    ) -> Inspection:
        """Move an inspection to another state. Pausing remembers where it was; see ``resume``."""
        with self._store.working(f"Set the inspection to: {state}", by=by) as session:
            record = record_of(session, inspection_id)
            if state is InspectionState.PAUSED and record.state is not InspectionState.PAUSED:
                record.paused_from, record.paused_on = record.state, day_of(self._clock())
            elif state is not InspectionState.PAUSED:
                record.paused_from = record.paused_on = None
            record.state = state
            session.flush()
            return self._row(record)

    def pause(self, inspection_id: int, *, by: object | None = None) -> Inspection:
        """Pause an inspection from today."""
        return self.set_state(inspection_id, InspectionState.PAUSED, by=by)

    def resume(self, inspection_id: int, *, by: object | None = None) -> Inspection:
        """Go on where it was paused. Raises Explained: it is not paused."""
        with self._store.reading() as session:
            record = record_of(session, inspection_id)
            if record.state is not InspectionState.PAUSED:
                raise Explained("This inspection is not paused.")
            before = record.paused_from or InspectionState.NOTIFIED
        return self.set_state(inspection_id, before, by=by)

    # -- behind ----------------------------------------------------------------------------------------

    def _move_milestones(self, session: Session, record: InspectionRecord) -> None:
        """Work the dates out anew; what is done or was set by hand stays and carries what hangs on it."""
        records = {milestone.key: milestone for milestone in milestones_of(session, record.id)}
        events = {event.name: getattr(record, column) for event, column in COLUMN_OF.items()}
        anchors = anchors_of(
            day_of(record.notified_at),
            record.on_site_from,
            record.on_site_until,
            {name: on for name, on in events.items() if on},
        )
        fixed = {
            key: milestone.due_on
            for key, milestone in records.items()
            if milestone.due_on and (milestone.is_overridden or milestone.done_at)
        }
        hangs = {key: Hang.read(milestone.hangs_on) for key, milestone in records.items()}
        dates = milestone_dates(hangs, anchors, fixed=fixed, holidays=self.holidays(*anchors.values()))
        for key, milestone in records.items():
            milestone.due_on = dates[key]
        session.flush()
