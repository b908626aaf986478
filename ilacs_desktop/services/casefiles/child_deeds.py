"""What one can do with children's records: look, find, and see all that touches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ilacs_desktop.domain.casefiles import Child, ChildrenSummary, Cohort
from ilacs_desktop.domain.casefiles.card import ChildCard
from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.services.casefiles import children
from ilacs_desktop.services.casefiles.choosing import ChoosingDeeds
from ilacs_desktop.services.casefiles.consents import row_of
from ilacs_desktop.services.casefiles.localities import localities_of
from ilacs_desktop.services.casefiles.touching import touching
from ilacs_desktop.store.casefiles import AnnexAImportRecord, ChildRecord, ConsentRecord
from ilacs_desktop.store.people import PersonRecord

if TYPE_CHECKING:
    from ilacs_desktop.domain.moments import Clock
    from ilacs_desktop.services.casefiles.children import Cards
    from ilacs_desktop.store.door import Store


class ChildDeeds(ChoosingDeeds):
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

    def localities(self) -> tuple[str, ...]:
        """Every locality staff work in."""
        with self._store.reading() as session:
            return localities_of(record.row() for record in session.scalars(select(PersonRecord))).names

    def children(
        self,
        inspection_id: int,
        text: str = "",
        *,
        cohort: str = "",
        team: str = "",
        locality: str = "",
        weak_spot: str = "",
        leads: bool = False,
        not_chosen: bool = False,
        limit: int = 500,
    ) -> tuple[Child, ...]:
        """Children by ID, code, team, worker or cohort, chosen ones first; several IDs are read as a list.

        ``weak_spot`` is one of `weak_spot_kinds`; with ``leads`` the cohort is the child's most telling;
        with ``not_chosen`` there is no session for the child yet.
        """
        on = day_of(self._clock())
        wanted = ChildFilter(text, cohort, team, locality, weak_spot, leads, not_chosen)
        query = select(ChildRecord).order_by(*children.chosen_first()).limit(limit)
        with self._store.reading() as session:
            query = query.where(*children.finding(session, self._cards, on, inspection_id, wanted))
            return tuple(self._cards.row(record, on) for record in session.scalars(query))

    def child(self, child_id: int) -> Child:
        """One child by its own key.

        Raises:
            Explained: there is none.
        """
        with self._store.reading() as session:
            return self._cards.row(children.record_of(session, child_id), day_of(self._clock()))

    def card(self, child_id: int) -> ChildCard:
        """The whole card of one child: what is expected and when it was, and everything that touches it.

        Raises:
            Explained: there is none.
        """
        on = day_of(self._clock())
        with self._store.reading() as session:
            record = children.record_of(session, child_id)
            places = localities_of(person.row() for person in session.scalars(select(PersonRecord)))
            extract = session.scalar(
                select(AnnexAImportRecord)
                .where(
                    AnnexAImportRecord.inspection_id == record.inspection_id,
                    AnnexAImportRecord.undone_at.is_(None),
                )
                .order_by(AnnexAImportRecord.id.desc())
                .limit(1)
            )
            consents = session.scalars(
                select(ConsentRecord)
                .where(ConsentRecord.child_key == child_id)
                .options(joinedload(ConsentRecord.child))
                .order_by(ConsentRecord.asked_at.desc())
            )
            return ChildCard(
                child=self._cards.row(record, on),
                intervals=self._cards.intervals(record, on),
                touches=touching(session, record),
                consents=tuple(row_of(each) for each in consents),
                locality=places.of(record.team, record.worker_id),
                extract=extract.file_name if extract else "",
            )
