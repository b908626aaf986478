"""Takes the children's data of an inspection out of the store, on a day agreed or at its close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles.purging import (
    COUNTED,
    TAKEN_OUT,
    Purge,
    PurgeFacts,
    certificate,
    why_purge_now,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import InspectionState
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.outlets import files, list_files, list_pdf
from ilacs_desktop.services.casefiles import taking_in
from ilacs_desktop.services.inspections.records import record_of
from ilacs_desktop.store.casefiles import (
    AnnexABeforeRecord,
    AnnexAImportRecord,
    CaseSessionRecord,
    ChildRecord,
    ConcernRecord,
    ConsentRecord,
    DebriefRecord,
    PurgeRecord,
)
from ilacs_desktop.store.numbers import next_number

if TYPE_CHECKING:
    from ilacs_desktop.store.door import Store

SAID = ("asked", "liked", "worried", "promised", "worker_is")
MERGE_INDEX = "INSERT INTO search(search) VALUES('optimize')"
"""Words taken out of the full-text index linger in its pages until these are merged."""


class PurgeDeeds:
    """What one can do about the end of the children's data; the case-file room leans on it."""

    _store: Store
    _clock: Clock
    _safekeeping: Any

    def purge_facts(self, inspection_id: int) -> PurgeFacts:
        """What would be taken out now, on which day it should be, and what stands in the way."""
        with self._store.reading() as session:
            inspection = record_of(session, inspection_id)
            return PurgeFacts(
                counts=_Data(session, inspection_id).counts(),
                purge_on=inspection.purge_children_on,
                is_closed=inspection.state is InspectionState.CLOSED,
                open_concerns=tuple(session.scalars(_open_concerns(inspection_id))),
                purges=self._purges(session, inspection_id),
                backups=self._backups(),
                authority=inspection.authority,
            )

    def why_purge(self, inspection_id: int) -> str:
        """Why the data should go today, in words; empty while nothing says so or there is none."""
        with self._store.reading() as session:
            inspection = record_of(session, inspection_id)
            why = why_purge_now(
                inspection.purge_children_on,
                is_closed=inspection.state is InspectionState.CLOSED,
                today=day_of(self._clock()),
            )
            holds_any = session.scalar(select(ChildRecord.id).where(*_whole(inspection_id)).limit(1))
            return why if holds_any is not None else ""

    def set_purge_day(self, inspection_id: int, on: date | None, *, by: object | None = None) -> None:
        """Agree on the day the children's data is to be taken out; None for no day.

        The app reminds of it until it is done: nothing goes without somebody who says so.

        Raises:
            Explained: the day has passed.
        """
        if on is not None and on < day_of(self._clock()):
            raise Explained("This day has passed.", remedy="Choose a later one, or take the data out now.")
        with self._store.working("Set the day the children's data goes", by=by) as session:
            record_of(session, inspection_id).purge_children_on = on

    def purge(self, inspection_id: int, *, why: str, closes: bool = False, by: object | None = None) -> Purge:
        """Take the children's data out, in one deed, for good; with ``closes`` the inspection is closed too.

        Children that nothing points at go whole; of the others the code alone stays. Sessions, debriefs and
        closed concerns stay without their words. No backup is made first, for it would hold the data.

        Raises:
            Explained: no reason is given, a concern is open, or there is nothing to be taken out.
        """
        if not why.strip():
            raise Explained("Say why the data goes.", remedy="For instance: retention period over.")
        with self._store.working("Take the children's data out", by=by) as session:
            opened = session.scalars(_open_concerns(inspection_id)).all()
            if opened:
                raise Explained(f"{', '.join(opened)} is open.", remedy="Close every concern first.")
            inspection = record_of(session, inspection_id)
            data = _Data(session, inspection_id)
            counts = data.counts()
            if not any(counts.values()):
                raise Explained("There is no child's data in this inspection.")
            data.take_out()
            inspection.purge_children_on = None
            if closes:
                inspection.state = InspectionState.CLOSED
                inspection.paused_from = inspection.paused_on = None
            record = PurgeRecord(
                inspection_id=inspection_id,
                number=next_number(session, inspection_id, "purge"),
                purged_at=self._clock(),
                purged_by=self._store.actor,
                why=why.strip(),
                counts=counts | {"backups": self._backups()},
            )
            session.add(record)
            session.flush()
            if session.get_bind().dialect.name == "sqlite":
                session.execute(text(MERGE_INDEX))
            return _purge(record)

    def certificate_text(self, purge_id: int) -> str:
        """The certificate of one taking out as plain text. Raises Explained when there is none."""
        return list_files.plain_text(self._certificate(purge_id))

    def write_certificate(self, purge_id: int, path: Path) -> Path:
        """Write a certificate as PDF or as text, as its name ends.

        Raises:
            Explained: there is no such certificate, the name ends otherwise, or the file cannot be written.
        """
        form = path.suffix.casefold()
        if form not in {".pdf", ".txt"}:
            raise Explained(f"{path.name} is neither a PDF nor a text.", remedy="Name it .pdf or .txt.")
        listing = self._certificate(purge_id)
        made = list_pdf.pdf_bytes(listing) if form == ".pdf" else list_files.plain_text(listing).encode()
        files.write_all(((path, made),))
        return path

    def _certificate(self, purge_id: int) -> Any:
        with self._store.reading() as session:
            record = session.get(PurgeRecord, purge_id)
            if record is None:
                raise Explained("There is no such certificate.")
            inspection = record_of(session, record.inspection_id).row()
            return certificate(
                _purge(record),
                authority=inspection.authority,
                inspection_title=inspection.title,
                backups=record.counts.get("backups", 0),
            )

    def _purges(self, session: Session, inspection_id: int) -> tuple[Purge, ...]:
        query = (
            select(PurgeRecord)
            .where(PurgeRecord.inspection_id == inspection_id)
            .order_by(PurgeRecord.number.desc())
        )
        return tuple(_purge(record) for record in session.scalars(query))

    def _backups(self) -> int:
        return len(self._safekeeping.backups()) if self._safekeeping is not None else 0


class _Data:
    """Everything of children that an inspection holds and that has not been taken out yet."""

    def __init__(self, session: Session, inspection_id: int) -> None:
        self._session = session
        needed = taking_in.needed(session)
        whole = session.scalars(select(ChildRecord).where(*_whole(inspection_id))).all()
        consents = _records(session, ConsentRecord, inspection_id)
        bare = {record.child_key for record in consents}
        self._consents = consents
        self._kept = [each for each in whole if each.code is not None or each.id in needed - bare]
        kept = {each.id for each in self._kept}
        self._gone = [each for each in whole if each.id not in kept]
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
            "debriefs": self._debriefs,
            "concerns": self._concerns,
            "consents": self._consents,
            "imports": self._befores,
        }
        return {key: len(found[key]) for key in COUNTED}

    def take_out(self) -> None:
        """Empty or delete it all, within the deed that is open."""
        for record in (*self._consents, *self._befores):
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
        for child in self._kept:
            child.child_id = child.code or f"taken out {child.id}"
            for name, value in taking_in.BARE.items():
                setattr(child, name, value)
        for child in self._gone:
            self._session.delete(child)
        self._session.flush()


def _whole(inspection_id: int) -> tuple[Any, ...]:
    """Children of whom more than their code is there."""
    bare = (ChildRecord.child_id == ChildRecord.code) | ChildRecord.child_id.like("taken out %")
    return ChildRecord.inspection_id == inspection_id, ChildRecord.code.is_(None) | ~bare


def _records(session: Session, record: type[Any], inspection_id: int) -> Sequence[Any]:
    return session.scalars(select(record).where(record.inspection_id == inspection_id)).all()


def _open_concerns(inspection_id: int) -> Select[str]:
    return (
        select(ConcernRecord.ref)
        .where(ConcernRecord.inspection_id == inspection_id, ConcernRecord.closed_at.is_(None))
        .order_by(ConcernRecord.ref)
    )


def _purge(record: PurgeRecord) -> Purge:
    return Purge(
        id=record.id,
        inspection_id=record.inspection_id,
        number=record.number,
        purged_at=record.purged_at,
        purged_by=record.purged_by,
        why=record.why,
        counts=Counter({key: record.counts.get(key, 0) for key in COUNTED}),
    )
