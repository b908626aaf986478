"""Coverage and load within an open inspection: what was seen, and what it asks of workers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ilacs_desktop.domain.casefiles import CaseSession, SessionState
from ilacs_desktop.domain.casefiles.coverage import (
    ChildrenGroup,
    Coverage,
    CoverageLine,
    Mark,
)
from ilacs_desktop.domain.casefiles.far import FarLocality, FarRules, far_localities
from ilacs_desktop.domain.casefiles.load import WorkerLoad, WorkerSession, loads_in_order, worker_load
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Side, order_of_label
from ilacs_desktop.domain.timetable import PartKind
from ilacs_desktop.services.casefiles.localities import (
    far_rules,
    keep_far_rules,
    localities_of,
    minutes_away,
)
from ilacs_desktop.store.casefiles import ChildRecord
from ilacs_desktop.store.inspection import InspectionRecord

if TYPE_CHECKING:
    from ilacs_desktop.domain.moments import Clock
    from ilacs_desktop.services.people import People
    from ilacs_desktop.services.timetable import Timetable
    from ilacs_desktop.store.door import Store


class CoverageDeeds:
    """What one can see of coverage and load; the case-file room leans on it."""

    _store: Store
    _clock: Clock
    _people: People
    _timetable: Timetable

    if TYPE_CHECKING:

        def sessions(self, inspection_id: int) -> tuple[CaseSession, ...]:
            """Those of the room."""

    def coverage(self, inspection_id: int) -> Coverage:
        """Every session that stands, seen, planned or chosen, and all there is to be seen.

        A child stands under the most telling of its cohorts. A session counts as seen once it has begun, or
        when its time is over and nobody stood it down.
        """
        people = self._people.all()
        places = localities_of(people)
        lines = tuple(
            self._line(each, places.of(each.child.team, each.child.worker_id))
            for each in self.sessions(inspection_id)
            if not each.did_not_happen
        )
        query = (
            select(ChildRecord.team, ChildRecord.cohorts, ChildRecord.worker_id, func.count())
            .where(ChildRecord.inspection_id == inspection_id)
            .group_by(ChildRecord.team, ChildRecord.cohorts, ChildRecord.worker_id)
        )
        counted: Counter[tuple[str, str, str]] = Counter()
        with self._store.reading() as session:
            begins_on = session.scalars(
                select(InspectionRecord.on_site_from).where(InspectionRecord.id == inspection_id)
            ).one()
            for team, cohorts, worker_id, count in session.execute(query):
                leading = cohorts.strip("|").split("|")[0]
                counted[(team, leading, places.of(team, worker_id))] += count
        groups = tuple(ChildrenGroup(*name, count) for name, count in sorted(counted.items()))
        inspectors = [each.label for each in people if each.side is Side.INSPECTORATE and each.is_active]
        return Coverage(
            lines=lines,
            groups=groups,
            inspectors=tuple(sorted(inspectors, key=order_of_label)),
            localities=places.names,
            days=tuple(day for day in self._timetable.days(inspection_id) if day >= begins_on),
        )

    def far(self, inspection_id: int) -> tuple[FarLocality, ...]:
        """The localities too far to visit, how they are sampled, and what could be held by video."""
        coverage, rules = self.coverage(inspection_id), self.far_rules()
        children: Counter[str] = Counter()
        for group in coverage.groups:
            children[group.locality] += group.count
        return far_localities(self.minutes_away(), coverage.lines, rules=rules, children=children)

    def minutes_away(self) -> dict[str, int]:
        """How far each locality is whose travel time is known."""
        names = localities_of(self._people.all()).names
        return minutes_away(names, self._people.travel(), self._people.places())

    def far_rules(self) -> FarRules:
        """From how many minutes on a locality is too far, and which were marked; for all inspections."""
        with self._store.reading() as session:
            return far_rules(session)

    def set_far(self, rules: FarRules, *, by: object | None = None) -> None:
        """Say which localities are too far to visit.

        Raises:
            Explained: the minutes are out of bounds.
        """
        with self._store.working("Say which localities are too far to visit", by=by) as session:
            keep_far_rules(session, rules)

    def _line(self, session: CaseSession, locality: str) -> CoverageLine:
        now = self._clock()
        begun = session.state.place_in_order >= SessionState.IN_SESSION.place_in_order
        if begun or (session.ends_at is not None and session.ends_at <= now):
            mark = Mark.SEEN
        else:
            mark = Mark.PLANNED if session.starts_at is not None else Mark.CHOSEN
        return CoverageLine(
            session_id=session.id,
            code=session.case_code,
            mark=mark,
            inspectors=tuple(name for name in session.inspector.split(", ") if name),
            team=session.child.team,
            cohort=session.child.cohorts[0] if session.child.cohorts else "",
            locality=locality,
            day=day_of(session.starts_at) if session.starts_at else None,
            by_video=session.by_video,
        )

    def load(self, inspection_id: int) -> tuple[WorkerLoad, ...]:
        """What the sessions ask of each worker, those with something to look at first.

        Limits are those of the timetable's rules. In a debrief the worker is asked how they are.
        """
        now, limits = self._clock(), self._timetable.rules.limits()
        people = {each.id: each for each in self._people.all()}
        slots = {slot.uid: slot for slot in self._timetable.draft(inspection_id)}
        held: dict[int, list[WorkerSession]] = {}
        for each in self.sessions(inspection_id):
            slot = slots.get(each.slot_uid)
            if slot is None or each.starts_at is None or each.ends_at is None or each.did_not_happen:
                continue
            present = [part for part in slot.staff if part.part in {PartKind.ATTENDS, PartKind.LEADS}]
            attending = [part for part in present if part.name != (each.sits_in or None)]
            ended = each.state.place_in_order >= SessionState.ENDED.place_in_order
            for part in attending:
                held.setdefault(part.person_id, []).append(
                    WorkerSession(
                        session_id=each.id,
                        code=each.case_code,
                        starts_at=each.starts_at,
                        ends_at=each.ends_at,
                        has_company=len(present) > 1,
                        sits_in=each.sits_in,
                        is_over=ended or each.ends_at <= now,
                        welfare_at=each.welfare_at or each.debriefed_at,
                    )
                )
        return loads_in_order(
            worker_load(
                key,
                people[key].label,
                team=people[key].team,
                role=people[key].role,
                sessions=sessions,
                most_sessions=limits.most_sessions,
                between_minutes=limits.preparation_minutes + limits.debrief_minutes,
            )
            for key, sessions in held.items()
            if key in people
        )
