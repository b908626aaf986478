"""Everything one can do on the page of readiness: the whole picture, the pathway and the judgements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Event, InspectionState
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.domain.pathways import (
    Grade,
    Judgement,
    PastInspection,
    Pathway,
    PathwayRule,
    next_inspection,
)
from ilacs_desktop.domain.readiness import EventRow, Overview, date_rows, staged_groups
from ilacs_desktop.paths import resources
from ilacs_desktop.services.info_requests import InfoRequests
from ilacs_desktop.services.inspections import Inspections
from ilacs_desktop.services.inspections.frameworks import read_toml
from ilacs_desktop.services.inspections.toml_table import Table
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.inspection import InspectionRecord, JudgementRecord, PastInspectionRecord


class Readiness:
    """Everything one can do on the page of readiness."""

    def __init__(
        self, store: Store, clock: Clock, inspections: Inspections, info_requests: InfoRequests
    ) -> None:
        self._store = store
        self._clock = clock
        self._inspections = inspections
        self._info_requests = info_requests

    # -- the whole picture -----------------------------------------------------------------------------

    def overview(self, inspection_id: int) -> Overview:
        """All that is to be shown of one inspection, read from one unchanging view of the store.

        Raises:
            Explained: there is no such inspection.
        """
        now = self._clock()
        with self._store.reading():
            inspection = self._inspections.one(inspection_id)
            framework = self._inspections.framework_of(inspection_id)
            milestones = self._inspections.milestones(inspection_id)
            waiting = self._inspections.waiting_clocks(inspection_id)
            requests = (
                *self._info_requests.staged(inspection_id),
                *self._info_requests.all(inspection_id),
            )
            judgements = self.judgements(inspection_id)
            cautions = self._inspections.cautions(inspection_id)
        unique = {request.id: request for request in requests}
        return Overview(
            inspection=inspection,
            framework=framework,
            day_line=inspection.day_line(day_of(now)),
            dates=date_rows(milestones, waiting, now=now),
            groups=staged_groups(sorted(unique.values(), key=lambda request: request.id)),
            judgements=judgements,
            events=tuple(EventRow(event, inspection.events.get(event.name)) for event in Event),
            cautions=cautions,
        )

    # -- judgements ------------------------------------------------------------------------------------

    def judgements(self, inspection_id: int) -> tuple[Judgement, ...]:
        """One row for each area of the era that holds, with what is known; none for visits without grades."""
        framework = self._inspections.framework_of(inspection_id)
        era = self._inspections.era(inspection_id)
        with self._store.reading() as session:
            query = select(JudgementRecord).where(JudgementRecord.inspection_id == inspection_id)
            known = {record.area_key: record.row() for record in session.scalars(query)}
        if not framework.is_graded or era is None:
            return tuple(known.values())
        return tuple(known.get(area.key, Judgement(area.key, area.label)) for area in era.areas)

    def judge(
        self,
        inspection_id: int,
        area_key: str,
        *,
        provisional: Grade | None = None,
        final: Grade | None = None,
        label: str = "",
        by: object | None = None,
    ) -> Judgement:
        """Enter what was said of one area; both grades are replaced, a blank ``label`` changes nothing.

        Raises:
            Explained: the area does not belong to this inspection.
        """
        present = {judgement.area_key: judgement for judgement in self.judgements(inspection_id)}
        if area_key not in present:
            raise Explained("This area is not judged in this inspection.")
        with self._store.working("Enter a judgement", by=by) as session:
            query = select(JudgementRecord).where(
                JudgementRecord.inspection_id == inspection_id, JudgementRecord.area_key == area_key
            )
            record = session.scalar(query)
            if record is None:
                record = JudgementRecord(
                    inspection_id=inspection_id, area_key=area_key, label=present[area_key].label
                )
                session.add(record)
            record.provisional, record.final = provisional, final
            record.label = label.strip() or record.label
            session.flush()
            return record.row()

    # -- the pathway -----------------------------------------------------------------------------------

    @cached_property
    def _rule(self) -> PathwayRule:
        table = Table(read_toml(resources() / "pathways" / "england.toml"), "pathways/england.toml")
        table.day("checked_on")
        rule = PathwayRule(
            cycle_months=table.number("cycle_months"),
            window_months=table.number("window_months"),
            gap_months=table.number("gap_months"),
            cycle_source=table.text("cycle_source"),
            gap_source=table.text("gap_source"),
            type_source=table.text("type_source"),
        )
        table.close()
        return rule

    def past(self, authority: str) -> tuple[PastInspection, ...]:
        """The earlier inspections of an authority, entered by hand, the newest first."""
        query = (
            select(PastInspectionRecord)
            .where(PastInspectionRecord.authority == authority.strip())
            .order_by(PastInspectionRecord.ended_on.desc())
        )
        with self._store.reading() as session:
            return tuple(record.row() for record in session.scalars(query))

    def add_past(
        self,
        authority: str,
        *,
        name: str,
        ended_on: date,
        grades: Mapping[str, Grade] | None = None,
        by: object | None = None,
    ) -> PastInspection:
        """Enter an earlier inspection with its grades by area key, or a visit without.

        Raises:
            Explained: authority or name is blank, or it ends in the future.
        """
        if not authority.strip() or not name.strip():
            raise Explained("The authority and what was inspected are both needed.")
        if ended_on > day_of(self._clock()):
            raise Explained("An earlier inspection cannot end in the future.", remedy="Check the day.")
        with self._store.working("Enter an earlier inspection", by=by) as session:
            record = PastInspectionRecord(
                authority=authority.strip(),
                name=name.strip(),
                ended_on=ended_on,
                grades={area: str(grade) for area, grade in (grades or {}).items()},
            )
            session.add(record)
            session.flush()
            return record.row()

    def remove_past(self, past_id: int, *, by: object | None = None) -> None:
        """Take an earlier inspection out again. Raises Explained: it is gone already."""
        with self._store.working("Remove an earlier inspection", by=by) as session:
            record = session.get(PastInspectionRecord, past_id)
            if record is None:
                raise Explained("This entry has been removed already.")
            session.delete(record)

    def pathway(self, authority: str) -> Pathway | None:
        """The next inspection of an authority as far as it can be estimated; None without earlier grades.

        Earlier inspections entered by hand count, and those in this store that are published or closed.
        """
        with self._store.reading() as session:
            known = (*self.past(authority), *self._own_past(session, authority))
        return next_inspection(known, rule=self._rule, today=day_of(self._clock()))

    def _own_past(self, session: Session, authority: str) -> tuple[PastInspection, ...]:
        query = select(InspectionRecord).where(
            InspectionRecord.authority == authority.strip(),
            InspectionRecord.is_rehearsal.is_(False),
            InspectionRecord.state.in_(
                [InspectionState.PUBLISHED, InspectionState.ACTION_PLANNING, InspectionState.CLOSED]
            ),
        )
        inspections = list(session.scalars(query))
        grades: dict[int, list[tuple[str, Grade]]] = {}
        wanted = [each.id for each in inspections]
        for record in session.scalars(
            select(JudgementRecord).where(JudgementRecord.inspection_id.in_(wanted))
        ):
            if record.final:
                grades.setdefault(record.inspection_id, []).append((record.area_key, record.final))
        return tuple(
            PastInspection(
                each.id,
                each.authority,
                each.framework_name,
                each.on_site_until,
                tuple(grades.get(each.id, [])),
            )
            for each in inspections
        )
