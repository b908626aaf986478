"""The consent log: who asked a family whether inspectors may talk to them, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ilacs_desktop.domain.casefiles.consents import Consent, ConsentAnswer
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.services.casefiles import children
from ilacs_desktop.store.casefiles import ConsentRecord

if TYPE_CHECKING:
    from ilacs_desktop.domain.moments import Clock
    from ilacs_desktop.store.door import Store


class ConsentDeeds:
    """What one can do with the consent log; the case-file room leans on it."""

    _store: Store
    _clock: Clock

    def consents(self, inspection_id: int) -> tuple[Consent, ...]:
        """All questions to families: those without an answer first, then the latest."""
        query = (
            select(ConsentRecord)
            .where(ConsentRecord.inspection_id == inspection_id)
            .options(joinedload(ConsentRecord.child))
        )
        with self._store.reading() as session:
            rows = [row_of(record) for record in session.scalars(query)]
        return tuple(
            sorted(rows, key=lambda each: (not each.is_waiting, -each.asked_at.timestamp(), each.id))
        )

    def ask_family(
        self,
        child_id: int,
        *,
        asked_by: str,
        asked_whom: str = "",
        asked_at: datetime | None = None,
        leaflet: bool = False,
        needs: str = "",
        note: str = "",
        by: object | None = None,
    ) -> Consent:
        """Note that a family was asked.

        Raises:
            Explained: there is no such child, nobody is said to have asked, or it lies in the future.
        """
        if not asked_by.strip():
            raise Explained("Say who asked the family.")
        now = self._clock()
        at = asked_at or now
        if at > now:
            raise Explained("The family cannot have been asked in the future.")
        with self._store.working("Note that a family was asked", by=by) as session:
            child = children.record_of(session, child_id)
            record = ConsentRecord(
                inspection_id=child.inspection_id,
                child=child,
                asked_by=asked_by.strip(),
                asked_whom=asked_whom.strip(),
                asked_at=at,
                answer=ConsentAnswer.ASKED.value,
                leaflet=leaflet,
                needs=needs.strip(),
                note=note.strip(),
            )
            session.add(record)
            session.flush()
            return row_of(record)

    def answer_family(
        self,
        consent_id: int,
        *,
        answer: ConsentAnswer,
        answered_at: datetime | None = None,
        leaflet: bool | None = None,
        needs: str | None = None,
        note: str | None = None,
        by: object | None = None,
    ) -> Consent:
        """Note what a family answered, and what they need; the trail keeps what was said before.

        Raises:
            Explained: the entry is gone, or they would have answered before they were asked.
        """
        now = self._clock()
        with self._store.working("Note a family’s answer", by=by) as session:
            record = session.get(ConsentRecord, consent_id, options=[joinedload(ConsentRecord.child)])
            if record is None:
                raise Explained("This entry is no longer in the log.", remedy="Look at the list again.")
            at = answered_at or now
            if answer is not ConsentAnswer.ASKED and at < record.asked_at:
                raise Explained(
                    "The answer would lie before the question.", remedy="Put right one of the two."
                )
            if at > now:
                raise Explained("An answer cannot lie in the future.")
            is_new = record.answer != answer.value or answered_at is not None
            record.answer = answer.value
            if answer is ConsentAnswer.ASKED:
                record.answered_at = None
            elif is_new:
                record.answered_at = at
            if leaflet is not None:
                record.leaflet = leaflet
            if needs is not None:
                record.needs = needs.strip()
            if note is not None:
                record.note = note.strip()
            session.flush()
            return row_of(record)


def row_of(record: ConsentRecord) -> Consent:
    """The frozen row of one entry; its child must have been loaded with it."""
    return Consent(
        id=record.id,
        inspection_id=record.inspection_id,
        child_key=record.child_key,
        child=record.child.code or record.child.child_id,
        asked_by=record.asked_by,
        asked_whom=record.asked_whom,
        asked_at=record.asked_at,
        answer=ConsentAnswer(record.answer),
        answered_at=record.answered_at,
        leaflet=record.leaflet,
        needs=record.needs,
        note=record.note,
        version=record.version,
    )
