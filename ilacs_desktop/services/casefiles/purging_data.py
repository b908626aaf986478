"""Everything of children that an inspection holds: counted, and taken out within an open deed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles.purging import COUNTED, TAKEN_OUT
from ilacs_desktop.services.casefiles import taking_in
from ilacs_desktop.store.casefiles import (
    AnnexABeforeRecord,
    AnnexAImportRecord,
    CaseSessionRecord,
    ChildRecord,
    ConcernRecord,
    ConsentRecord,
    DebriefRecord,
)
from ilacs_desktop.store.many import Told, blocks, remove_many
from ilacs_desktop.store.settings import JottingRecord

SAID = ("asked", "liked", "worried", "promised", "worker_is")


class Data:
    """Everything of children that an inspection holds and that has not been taken out yet."""

    def __init__(self, session: Session, inspection_id: int) -> None:
        self._session = session
        needed = taking_in.needed(session)
        present = session.execute(select(ChildRecord.id, ChildRecord.code).where(*whole(inspection_id))).all()
        consents = _records(session, ConsentRecord, inspection_id)
        bare = {record.child_key for record in consents}
        self._consents = consents
        leant_on = needed - bare
        self._kept = [number for number, code in present if code is not None or number in leant_on]
        kept = set(self._kept)
        self._gone = [number for number, _ in present if number not in kept]
        self._sessions = [
            each
            for each in _records(session, CaseSessionRecord, inspection_id)
            if each.reason or each.welfare or each.sits_in
        ]
        self._debriefs = [
            each
            for each in session.scalars(
                select(DebriefRecord)
                .join(CaseSessionRecord)
                .where(CaseSessionRecord.inspection_id == inspection_id)
            )
            if any(getattr(each, name) for name in SAID)
        ]
        # Debriefing writes these keys; a half-written debrief says as much of a child as a whole one.
        keys = [
            f"debrief.half_written.{number}"
            for number in session.scalars(
                select(CaseSessionRecord.id).where(CaseSessionRecord.inspection_id == inspection_id)
            )
        ]
        self._jottings = session.scalars(select(JottingRecord).where(JottingRecord.key.in_(keys))).all()
        self._concerns = [
            each
            for each in _records(session, ConcernRecord, inspection_id)
            if each.closed_at is not None and each.what != TAKEN_OUT
        ]
        self._befores = session.scalars(
            select(AnnexABeforeRecord)
            .join(AnnexAImportRecord)
            .where(AnnexAImportRecord.inspection_id == inspection_id)
        ).all()

    def counts(self) -> dict[str, int]:
        """How much there is of each, by the keys of ``COUNTED``."""
        found: dict[str, Sequence[Any]] = {
            "children": self._gone,
            "kept": self._kept,
            "sessions": self._sessions,
            "debriefs": [*self._debriefs, *self._jottings],
            "concerns": self._concerns,
            "consents": self._consents,
            "imports": self._befores,
        }
        return {key: len(found[key]) for key in COUNTED}

    @property
    def has_any(self) -> bool:
        """Whether there is anything to be taken out."""
        return any(self.counts().values())

    @property
    def gone(self) -> Sequence[int]:
        """The numbers of the children who go whole."""
        return self._gone

    def empty(self) -> None:
        """Empty what stays and delete what leans on children, within the deed that is open."""
        for record in (*self._consents, *self._befores, *self._jottings):
            self._session.delete(record)
        for held in self._sessions:
            held.reason, held.welfare, held.sits_in = "", None, None
        for debrief in self._debriefs:
            for name in SAID:
                setattr(debrief, name, "")
        for concern in self._concerns:
            concern.what = TAKEN_OUT
            concern.action = TAKEN_OUT if concern.action else ""
        self._session.flush()
        for _, block in blocks(self._kept):
            for child in self._session.scalars(select(ChildRecord).where(ChildRecord.id.in_(block))):
                child.child_id = child.code or f"{taking_in.TAKEN_OUT}{child.id}"
                for name, value in taking_in.BARE.items():
                    setattr(child, name, value)
        self._session.flush()

    def remove(self, told: Told) -> None:
        """Delete the children who go whole; ``told`` hears how many have gone."""
        remove_many(self._session, ChildRecord, self._gone, told, unsaid=ChildRecord.PERSONAL)


def whole(inspection_id: int) -> tuple[Any, ...]:
    """Children of whom more than their code is there."""
    bare = (ChildRecord.child_id == ChildRecord.code) | ChildRecord.child_id.like(f"{taking_in.TAKEN_OUT}%")
    return ChildRecord.inspection_id == inspection_id, ChildRecord.code.is_(None) | ~bare


def _records(session: Session, record: type[Any], inspection_id: int) -> Sequence[Any]:
    return session.scalars(select(record).where(record.inspection_id == inspection_id)).all()


def open_concerns(inspection_id: int) -> Select[str]:
    """The numbers of the concerns that have not been closed."""
    return (
        select(ConcernRecord.ref)
        .where(ConcernRecord.inspection_id == inspection_id, ConcernRecord.closed_at.is_(None))
        .order_by(ConcernRecord.ref)
    )
