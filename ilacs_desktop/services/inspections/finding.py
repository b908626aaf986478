"""What one can ask about inspections: their types, the dates that would follow, and how they stand."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import (
    Caution,
    Era,
    Event,
    Framework,
    Hang,
    Inspection,
    InspectionState,
    Milestone,
    Plan,
    WaitingClock,
    era_of,
    plan,
)
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.paths import resources
from ilacs_desktop.services.inspections.calendars import Calendar, authority_names
from ilacs_desktop.services.inspections.frameworks import compose, read_framework, read_frameworks
from ilacs_desktop.services.inspections.records import framework_of, last_days, milestones_of, record_of
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.inspection import InspectionRecord

if TYPE_CHECKING:
    from ilacs_desktop.services.info_requests import InfoRequests
    from ilacs_desktop.services.timetable import Timetable


class FindingInspections:
    """What one can ask about inspections."""

    def __init__(self, store: Store, clock: Clock, info_requests: InfoRequests, timetable: Timetable) -> None:
        self._store = store
        self._clock = clock
        self._info_requests = info_requests
        self._timetable = timetable
        self._calendar = Calendar(resources() / "calendars")
        self._read: dict[str, tuple[Framework, dict[str, Any]]] = {}

    # -- types and dates before anything is stored ---------------------------------------------------

    @cached_property
    def _folder(self) -> Path:
        return resources() / "frameworks"

    @cached_property
    def _frameworks(self) -> dict[str, tuple[Framework, dict[str, Any]]]:
        return read_frameworks(self._folder)

    def frameworks(self) -> tuple[Framework, ...]:
        """The types of inspection, the usual ones first.

        Raises:
            Explained: a file of facts has a mistake; the sentence names the place.
        """
        return tuple(framework for framework, _ in self._frameworks.values())

    def framework(self, key: str) -> Framework:
        """One type of inspection in its present edition. Raises Explained: there is none by that key."""
        return self._framework_and_values(key)[0]

    def _framework_and_values(self, key: str) -> tuple[Framework, dict[str, Any]]:
        name = key.replace("-", "_")
        path = self._folder / f"{name}.toml"
        if name.isidentifier() and path.is_file() and name not in self._read:
            values = compose(path)
            self._read[name] = read_framework(values, f"{self._folder.name}/{path.name}"), values
        found = self._read.get(name)
        if found is None:
            raise Explained(
                f"There is no type of inspection called “{key}”.",
                remedy=f"Choose one of: {', '.join(self._frameworks)}.",
            )
        return found

    def framework_of(self, inspection_id: int) -> Framework:
        """The framework in the edition this inspection began with. Raises Explained: no such inspection."""
        with self._store.reading() as session:
            return framework_of(session, inspection_id)

    def era(self, inspection_id: int) -> Era | None:
        """The judgement areas that hold for this inspection, by its first day on site."""
        return era_of(self.framework_of(inspection_id).eras, self.one(inspection_id).on_site_from)

    def authority_names(self) -> tuple[str, ...]:
        """Names to complete what is typed; any other may be typed."""
        return authority_names(resources() / "authorities")

    def holidays(self, *around: date) -> frozenset[date]:
        """The bank holidays of England and Wales in the years around these days."""
        return self._calendar.holidays(*around)

    def preview(
        self,
        *,
        authority: str,
        framework_key: str,
        notified_at: datetime,
        on_site_from: date | None = None,
        on_site_until: date | None = None,
    ) -> Plan | None:
        """All dates that would follow, with what is unusual; None while the first day is unknown."""
        framework = self.framework(framework_key)
        holidays = self.holidays(day_of(notified_at), *([on_site_from] if on_site_from else []))
        with self._store.reading() as session:
            others = last_days(session, authority.strip())
        return plan(
            framework,
            notified_at,
            on_site_from=on_site_from,
            on_site_until=on_site_until,
            holidays=holidays,
            others=others,
        )

    # -- looking ---------------------------------------------------------------------------------------

    def all(self) -> tuple[Inspection, ...]:
        """Every inspection, the newest call first."""
        query = select(InspectionRecord).order_by(
            InspectionRecord.notified_at.desc(), InspectionRecord.id.desc()
        )
        with self._store.reading() as session:
            return tuple(self._row(record) for record in session.scalars(query))

    def current(self) -> Inspection | None:
        """The inspection with the newest call that is not closed, or None."""
        return next((each for each in self.all() if each.state is not InspectionState.CLOSED), None)

    def one(self, inspection_id: int) -> Inspection:
        """One inspection. Raises Explained: there is none by that number."""
        with self._store.reading() as session:
            return self._row(record_of(session, inspection_id))

    def _row(self, record: InspectionRecord) -> Inspection:
        return record.row(self.holidays(day_of(record.notified_at), record.on_site_until))

    def milestones(self, inspection_id: int) -> tuple[Milestone, ...]:
        """The milestones that have a date, by date and time."""
        with self._store.reading() as session:
            rows = [record.row() for record in milestones_of(session, inspection_id) if record.due_on]
        return tuple(sorted(rows, key=lambda row: (row.due_on, row.due_at_time or time(23, 59))))

    def waiting_clocks(self, inspection_id: int) -> tuple[WaitingClock, ...]:
        """The milestones that wait for something to happen, such as the receipt of the report."""
        with self._store.reading() as session:
            return tuple(
                WaitingClock(
                    id=record.id,
                    inspection_id=inspection_id,
                    key=record.key,
                    what=record.what,
                    basis=record.basis,
                    source=record.source,
                    hangs_on=record.hangs_on,
                    starts_with=Event.__members__.get(Hang.read(record.hangs_on).anchor),
                    version=record.version,
                )
                for record in milestones_of(session, inspection_id)
                if record.due_on is None
            )

    def cautions(self, inspection_id: int) -> tuple[Caution, ...]:
        """What is unusual about the dates of an inspection, with where each rule is from."""
        with self._store.reading() as session:
            inspection = self._row(record_of(session, inspection_id))
            others = last_days(session, inspection.authority, but=inspection_id)
            framework = framework_of(session, inspection_id)
        found = plan(
            framework,
            inspection.notified_at,
            on_site_from=inspection.on_site_from,
            on_site_until=inspection.on_site_until,
            holidays=self.holidays(inspection.notified_on, inspection.on_site_until),
            others=others,
        )
        return found.cautions if found else ()

    def warnings(self, inspection_id: int) -> tuple[str, ...]:
        """The same as plain sentences."""
        return tuple(caution.sentence for caution in self.cautions(inspection_id))
