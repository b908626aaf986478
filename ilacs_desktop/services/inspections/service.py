"""Everything one can do with inspections; opening one stands here."""

from __future__ import annotations

from datetime import date, datetime

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Basis, Inspection
from ilacs_desktop.services.inspections.setting import SettingInspections
from ilacs_desktop.store.inspection import FrameworkSnapshot, InspectionRecord, MilestoneRecord


class Inspections(SettingInspections):
    """Everything one can do with inspections."""

    # -- the call --------------------------------------------------------------------------------------

    def open_inspection(
        self,
        *,
        authority: str,
        framework_key: str,
        notified_at: datetime,
        lead_inspector: str = "",
        on_site_from: date | None = None,
        on_site_until: date | None = None,
        focus: str = "",
        is_rehearsal: bool = False,
        by: object | None = None,
    ) -> Inspection:
        """Open an inspection: its dates, the requests to expect and a first timetable, all or nothing.

        Raises:
            Explained: no authority, no such type, the days on site are in the wrong order, or the first is
                agreed and was not given.
        """
        name = authority.strip()
        if not name:
            raise Explained("The authority is missing.", remedy="Type its name.")
        if on_site_from and on_site_until and on_site_until < on_site_from:
            raise Explained("The last day on site lies before the first.", remedy="Correct one of them.")
        framework, values = self._framework_and_values(framework_key)
        found = self.preview(
            authority=name,
            framework_key=framework_key,
            notified_at=notified_at,
            on_site_from=on_site_from,
            on_site_until=on_site_until,
        )
        if found is None:
            raise Explained(
                f"The dates of a {framework.name.lower()} are agreed in advance.",
                remedy="Enter the first day on site.",
            )
        with self._store.working("Open an inspection", by=by) as session:
            record = InspectionRecord(
                authority=name,
                framework_key=framework.key,
                framework_name=framework.name,
                framework_edition=framework.edition,
                notified_at=notified_at,
                on_site_from=found.on_site_from,
                on_site_until=found.on_site_until,
                on_site_basis=Basis.OFSTED if on_site_from or on_site_until else Basis.TEMPLATE,
                lead_inspector=lead_inspector.strip(),
                focus=focus.strip(),
                is_rehearsal=is_rehearsal,
            )
            session.add(record)
            session.flush()
            session.add(
                FrameworkSnapshot(
                    inspection_id=record.id, key=framework.key, edition=framework.edition, values=values
                )
            )
            for position, planned in enumerate(found.milestones):
                session.add(
                    MilestoneRecord(
                        inspection_id=record.id,
                        position=position,
                        key=planned.rule.key,
                        what=planned.rule.what,
                        hangs_on=str(planned.rule.hangs_on),
                        due_on=planned.due_on,
                        due_at_time=planned.due_at_time,
                        basis=planned.rule.basis,
                        source=planned.rule.source,
                        by_itself=planned.rule.by_itself,
                        done_at=notified_at if planned.rule.minutes_after_call == 0 else None,
                    )
                )
            session.flush()
            self._info_requests.add_staged(record.id, framework.staged, by=by)
            self._timetable.add_first_draft(record.id, found.agenda, by=by)
            return self._row(record)
