"""The consent log: who asked a family whether inspectors may talk to them, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ilacs_desktop.domain.casefiles.consents import Consent, ConsentAnswer, consents_grid
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.listings import Form, Listing
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.outlets import files
from ilacs_desktop.services.casefiles import children
from ilacs_desktop.store.casefiles import ConsentRecord
from ilacs_desktop.store.inspection import InspectionRecord

if TYPE_CHECKING:
    from ilacs_desktop.domain.moments import Clock
    from ilacs_desktop.store.door import Store

PREVIEW_PPI = 80
PREVIEW_ROWS = 20


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
        now = self._clock()
        at = asked_at or now
        _check_question(asked_by, at, now)
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
            record = _entry(session, consent_id)
            at = answered_at or now
            if answer is not ConsentAnswer.ASKED and at < record.asked_at:
                raise Explained(
                    "The answer would lie before the question.", remedy="Put right one of the two."
                )
            if at > now:
                raise Explained("An answer cannot lie in the future.", remedy="Give a time that has passed.")
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

    def change_family(
        self,
        consent_id: int,
        *,
        asked_by: str,
        asked_whom: str = "",
        asked_at: datetime,
        leaflet: bool = False,
        needs: str = "",
        by: object | None = None,
    ) -> Consent:
        """Put right who asked a family, whom and when; the trail keeps what was said before.

        Raises:
            Explained: the entry is gone, nobody is said to have asked, it lies in the future, or after the
                answer.
        """
        _check_question(asked_by, asked_at, self._clock())
        with self._store.working("Put right that a family was asked", by=by) as session:
            record = _entry(session, consent_id)
            if record.answered_at is not None and asked_at > record.answered_at:
                raise Explained(
                    "The answer would lie before the question.", remedy="Put right one of the two."
                )
            record.asked_by, record.asked_whom = asked_by.strip(), asked_whom.strip()
            record.asked_at, record.leaflet, record.needs = asked_at, leaflet, needs.strip()
            session.flush()
            return row_of(record)

    def consents_listing(self, inspection_id: int, ids: Sequence[int] | None = None) -> Listing:
        """The log as plain data; with ``ids`` only these, in their order."""
        whole = {each.id: each for each in self.consents(inspection_id)}
        rows = [whole[each] for each in (whole if ids is None else ids) if each in whole]
        with self._store.reading() as session:
            inspection = session.get_one(InspectionRecord, inspection_id).row()
        count = str(len(rows)) if len(rows) == len(whole) else f"{len(rows)} of {len(whole)}"
        return Listing(
            title="Families asked",
            authority=inspection.authority,
            inspection_title=inspection.title,
            as_of=self._clock(),
            says=f"{count} {'entry' if count == '1' else 'entries'}; codes, never a name",
            grids=(consents_grid(rows),),
        )

    def consents_png(self, inspection_id: int, ids: Sequence[int] | None = None) -> list[bytes]:
        """The first page as it would be printed, as a picture."""
        from ilacs_desktop.outlets.list_pdf import page_pictures

        listing = self.consents_listing(inspection_id, ids)
        (grid,) = listing.grids
        return page_pictures(
            replace(listing, grids=(replace(grid, rows=grid.rows[:PREVIEW_ROWS]),)), ppi=PREVIEW_PPI
        )

    def write_consents(
        self, inspection_id: int, folder: Path, forms: Sequence[Form], *, ids: Sequence[int] | None = None
    ) -> tuple[Path, ...]:
        """Write the log into ``folder`` in each of the forms; all of them or none. It is not encrypted.

        Raises:
            Explained: no form was chosen, or the folder cannot be written to.
        """
        if not forms:
            raise Explained("No format was chosen.", remedy="Choose at least one.")
        listing = self.consents_listing(inspection_id, ids)
        shown = "" if ids is None else "-as-shown"
        stem = f"{files.slug(listing.authority)}-families-asked{shown}-{day_of(listing.as_of).isoformat()}"
        made = {folder / f"{stem}.{form.value}": _written(listing, form) for form in dict.fromkeys(forms)}
        files.write_all(tuple(made.items()))
        return tuple(made)


def _written(listing: Listing, form: Form) -> bytes:
    if form is Form.XLSX:
        from ilacs_desktop.outlets.list_xlsx import xlsx_bytes

        return xlsx_bytes(listing)
    if form is Form.PDF:
        from ilacs_desktop.outlets.list_pdf import pdf_bytes

        return pdf_bytes(listing)
    from ilacs_desktop.outlets.list_files import csv_bytes, plain_text

    return csv_bytes(listing.grids[0]) if form is Form.CSV else plain_text(listing).encode("utf-8", "replace")


def _check_question(asked_by: str, asked_at: datetime, now: datetime) -> None:
    if not asked_by.strip():
        raise Explained("Say who asked the family.", remedy="A name of ours is enough.")
    if asked_at > now:
        raise Explained(
            "The family cannot have been asked in the future.", remedy="Give a time that has passed."
        )


def _entry(session: Session, consent_id: int) -> ConsentRecord:
    record = session.get(ConsentRecord, consent_id, options=[joinedload(ConsentRecord.child)])
    if record is None:
        raise Explained("This entry is no longer in the log.", remedy="Look at the list again.")
    return record


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
