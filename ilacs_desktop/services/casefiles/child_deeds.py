"""What one can do with children's records: look, find, and choose them for sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ilacs_desktop.domain.casefiles import CaseSession, Child, ChildrenSummary, Cohort, SessionState
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.services.casefiles import children, sessions
from ilacs_desktop.store.casefiles import CaseSessionRecord, ChildRecord

if TYPE_CHECKING:
    from ilacs_desktop.domain.moments import Clock
    from ilacs_desktop.services.casefiles.children import Cards
    from ilacs_desktop.store.door import Store


class ChildDeeds:
    """What one can do with children; the case-file room leans on it."""

    _store: Store
    _clock: Clock
    _cards: Cards

    def summary(self, inspection_id: int) -> ChildrenSummary:
        """How many children there are, by cohort, and their teams."""
        columns = [
            func.count().filter(ChildRecord.cohorts.contains(f"|{cohort.value}|", autoescape=True))
            for cohort in Cohort
        ]
        with self._store.reading() as session:
            total, *counts = session.execute(
                select(func.count(), *columns).where(ChildRecord.inspection_id == inspection_id)
            ).one()
            teams = session.scalars(
                select(ChildRecord.team)
                .where(ChildRecord.inspection_id == inspection_id, ChildRecord.team != "")
                .distinct()
                .order_by(ChildRecord.team)
            )
            by_cohort = tuple(
                (cohort.value, count) for cohort, count in zip(Cohort, counts, strict=True) if count
            )
            return ChildrenSummary(total=total, by_cohort=by_cohort, teams=tuple(teams))

    def children(
        self, inspection_id: int, text: str = "", *, cohort: str = "", team: str = "", limit: int = 500
    ) -> tuple[Child, ...]:
        """Children by ID, code, team, worker or cohort, chosen ones first; several IDs are read as a list."""
        with self._store.reading() as session:
            query = children.found(inspection_id, text, cohort, team, limit)
            return tuple(self._cards.row(record, day_of(self._clock())) for record in session.scalars(query))

    def child(self, child_id: int) -> Child:
        """One child by its own key.

        Raises:
            Explained: there is none.
        """
        with self._store.reading() as session:
            return self._cards.row(children.record_of(session, child_id), day_of(self._clock()))

    def choose(
        self, child_ids: Sequence[int], *, reason: str, by: object | None = None
    ) -> tuple[CaseSession, ...]:
        """Choose children: each gets a code such as C-014, if it has none, and a session.

        Raises:
            Explained: nobody was chosen, no reason was given, or a child has a session that waits
                to be planned.
        """
        if not child_ids:
            raise Explained("No child was chosen.")
        if not reason.strip():
            raise Explained(
                "Say why, so that the worker can be told.", remedy="For instance: sampled by Ofsted."
            )
        with self._store.working("Choose children for sessions", by=by) as session:
            made = []
            for key in dict.fromkeys(child_ids):
                child = children.record_of(session, key)
                waiting = session.scalar(sessions.waiting(key))
                if waiting is not None:
                    raise Explained(f"{child.code} is chosen already and waits to be planned.")
                children.give_code(session, child)
                record = CaseSessionRecord(
                    inspection_id=child.inspection_id, child=child, reason=reason.strip(), slot_uid=""
                )
                sessions.take_step(record, SessionState.CHOSEN, at=self._clock(), by=self._store.actor)
                session.add(record)
                made.append(record)
            session.flush()
            on = day_of(self._clock())
            return tuple(sessions.row(record, {}, self._cards, on) for record in made)
