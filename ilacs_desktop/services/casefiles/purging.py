"""Takes the children's data of an inspection out of the store, on a day agreed or at its close."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles.purging import (
    COUNTED,
    MENTIONS,
    OldBackup,
    Purge,
    PurgeDue,
    PurgeFacts,
    certificate,
    why_purge_now,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import InspectionState
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.outlets import files, list_files, list_pdf
from ilacs_desktop.services.casefiles.progress import OnProgress, unheard
from ilacs_desktop.services.casefiles.purging_data import Data, open_concerns, whole
from ilacs_desktop.services.inspections.records import record_of
from ilacs_desktop.store import audit_mentions, audit_purge
from ilacs_desktop.store.casefiles import ChildRecord, PurgeRecord
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.numbers import next_number

if TYPE_CHECKING:
    from ilacs_desktop.domain.safekeeping import Backup
    from ilacs_desktop.store.door import Store

MERGE_INDEX = "INSERT INTO search(search) VALUES('optimize')"
"""Words taken out of the full-text index linger in its pages until these are merged."""


AT_THE_END = 1_000
"""The last steps count as so many children in the progress."""


class PurgeDeeds:
    """What one can do about the end of the children's data; the case-file room leans on it."""

    _store: Store
    _clock: Clock
    _safekeeping: Any

    def purge_facts(self, inspection_id: int, *, second_folder: Path | None = None) -> PurgeFacts:
        """What would be taken out now, on which day it should be, and what stands in the way."""
        with self._store.reading() as session:
            inspection = record_of(session, inspection_id)
            counts = Data(session, inspection_id).counts()
            purges = self._purges(session, inspection_id)
            return PurgeFacts(
                counts=counts,
                purge_on=inspection.purge_children_on,
                is_closed=inspection.state is InspectionState.CLOSED,
                open_concerns=tuple(session.scalars(open_concerns(inspection_id))),
                purges=purges,
                old_backups=_named(self._old_copies(purges, second_folder, all_hold=any(counts.values()))),
                authority=inspection.authority,
                title=inspection.row().title,
            )

    def purges_due(self) -> tuple[PurgeDue, ...]:
        """The inspections whose children's data should go today, closed ones too."""
        with self._store.reading() as session:
            found = []
            for record in session.scalars(select(InspectionRecord).order_by(InspectionRecord.id)):
                if why := self._why(session, record):
                    found.append(
                        PurgeDue(
                            inspection_id=record.id,
                            title=record.row().title,
                            authority=record.authority,
                            why=why,
                            open_concerns=tuple(session.scalars(open_concerns(record.id))),
                            is_closed=record.state is InspectionState.CLOSED,
                        )
                    )
            return tuple(found)

    def why_purge(self, inspection_id: int) -> str:
        """Why the data should go today, in words; empty while nothing says so or there is none."""
        with self._store.reading() as session:
            return self._why(session, record_of(session, inspection_id))

    def _why(self, session: Session, inspection: InspectionRecord) -> str:
        why = why_purge_now(
            inspection.purge_children_on,
            is_closed=inspection.state is InspectionState.CLOSED,
            today=day_of(self._clock()),
        )
        if not why:
            return ""
        if session.scalar(select(ChildRecord.id).where(*whole(inspection.id)).limit(1)) is not None:
            return why
        return why if Data(session, inspection.id).has_any else ""

    def set_purge_day(self, inspection_id: int, on: date | None, *, by: object | None = None) -> None:
        """Agree on the day the children's data is to be taken out; None for no day.

        From that day on the app asks until it is done: nothing goes without somebody who says so.

        Raises:
            Explained: the day has passed.
        """
        if on is not None and on < day_of(self._clock()):
            raise Explained("This day has passed.", remedy="Choose a later one, or take the data out now.")
        with self._store.working("Set the day the children's data goes", by=by) as session:
            record_of(session, inspection_id).purge_children_on = on

    def close_inspection(
        self,
        inspection_id: int,
        *,
        why: str = "",
        keep_until: date | None = None,
        on_progress: OnProgress = unheard,
        by: object | None = None,
    ) -> Purge | None:
        """Close an inspection: its children's data goes now, or on the day ``keep_until``.

        Gives the certificate when data went.

        Raises:
            Explained: there is data and neither a reason nor a day, the day has passed, or a concern is open.
        """
        with self._store.working("Close the inspection", by=by) as session:
            inspection = record_of(session, inspection_id)
            if inspection.state is InspectionState.CLOSED:
                raise Explained("This inspection is closed.")
            if opened := session.scalars(open_concerns(inspection_id)).all():
                raise Explained(f"{', '.join(opened)} is open.", remedy="Close every concern first.")
            has_data = Data(session, inspection_id).has_any
            if has_data and keep_until is None:
                if not why.strip():
                    raise Explained(
                        "This inspection holds children's data.",
                        remedy="Take it out now, with a reason, or say on which day it goes.",
                    )
                return self.purge(inspection_id, why=why, closes=True, on_progress=on_progress, by=by)
            if has_data:
                self.set_purge_day(inspection_id, keep_until, by=by)
            _close(inspection)
            return None

    def purge(
        self,
        inspection_id: int,
        *,
        why: str,
        closes: bool = False,
        on_progress: OnProgress = unheard,
        by: object | None = None,
    ) -> Purge:
        """Take the children's data out, in one deed, for good; with ``closes`` the inspection is closed too.

        Children that nothing points at go whole; of the others the code alone stays. Sessions, debriefs and
        closed concerns stay without their words, and so does the audit trail, whose chain still fits. No
        backup is made first, for it would hold the data. ``on_progress`` hears how far it is; what it raises
        leaves everything as it was.

        Raises:
            Explained: no reason is given, a concern is open, or there is nothing to be taken out.
        """
        if not why.strip():
            raise Explained("Say why the data goes.", remedy="For instance: retention period over.")
        with self._store.working("Take the children's data out", by=by) as session:
            opened = session.scalars(open_concerns(inspection_id)).all()
            if opened:
                raise Explained(f"{', '.join(opened)} is open.", remedy="Close every concern first.")
            inspection = record_of(session, inspection_id)
            data = Data(session, inspection_id)
            counts = data.counts()
            if not any(counts.values()):
                raise Explained("There is no child's data in this inspection.")
            looked = audit_purge.entries_of_children(session)
            total = looked + len(data.gone) + AT_THE_END
            on_progress(0, total, "Emptying what stays")
            data.empty()
            inspection.purge_children_on = None
            if closes:
                _close(inspection)
            emptied, ids = audit_purge.take_out(
                session,
                inspection_id,
                self._store.secret,
                lambda done: on_progress(min(done, looked), total, "Emptying the audit trail"),
            )
            data.remove(lambda done: on_progress(looked + done, total, "Taking the children out"))
            on_progress(total - AT_THE_END, total, "Looking for IDs in what stays")
            still = audit_mentions.mentions(session, inspection_id, ids)
            record = PurgeRecord(
                inspection_id=inspection_id,
                number=next_number(session, inspection_id, "purge"),
                purged_at=self._clock(),
                purged_by=self._store.actor,
                why=why.strip(),
                counts=counts
                | {
                    "backups": len(self._old_copies((), None, all_hold=True)),
                    "trail": emptied,
                    "short": int(any(len(each) < audit_mentions.SHORTEST for each in ids)),
                }
                | {f"still {key}": count for key, count in still.items()},
            )
            session.add(record)
            session.flush()
            on_progress(total - AT_THE_END // 2, total, "Clearing the search index")
            if session.get_bind().dialect.name == "sqlite":
                session.execute(text(MERGE_INDEX))
            return _purge(record)

    def old_backups(self, inspection_id: int, *, second_folder: Path | None = None) -> tuple[OldBackup, ...]:
        """The copies in the app's folders that hold what the last purge took out, newest first."""
        with self._store.reading() as session:
            return _named(self._old_copies(self._purges(session, inspection_id), second_folder))

    def delete_old_backups(
        self, inspection_id: int, *, second_folder: Path | None = None, by: object | None = None
    ) -> int:
        """Delete the backups from before the last purge; a fresh one without the data is made first.

        Gives how many went; a file that cannot be deleted stays on the list.

        Raises:
            Explained: nothing has been taken out yet, or the fresh backup could not be made.
        """
        with self._store.reading() as session:
            purges = self._purges(session, inspection_id)
        if not purges:
            raise Explained("Nothing has been taken out yet.", remedy="Take the children's data out first.")
        old = self._old_copies(purges, second_folder)
        if not old:
            return 0
        self._safekeeping.backup_now(second_folder=second_folder)
        gone = int(self._safekeeping.delete(old))
        with self._store.working("Delete backups that hold children's data", by=by) as session:
            record = session.get_one(PurgeRecord, purges[0].id)
            record.counts = record.counts | {"deleted": record.counts.get("deleted", 0) + gone}
        return gone

    def certificate_text(self, purge_id: int) -> str:
        """The certificate of one taking out as plain text. Raises Explained when there is none."""
        return list_files.plain_text(self._certificate(purge_id, None))

    def write_certificate(self, purge_id: int, path: Path, *, second_folder: Path | None = None) -> Path:
        """Write a certificate as PDF or as text, as its name ends.

        Raises:
            Explained: there is no such certificate, the name ends otherwise, or the file cannot be written.
        """
        form = path.suffix.casefold()
        if form not in {".pdf", ".txt"}:
            raise Explained(f"{path.name} is neither a PDF nor a text.", remedy="Name it .pdf or .txt.")
        listing = self._certificate(purge_id, second_folder)
        made = list_pdf.pdf_bytes(listing) if form == ".pdf" else list_files.plain_text(listing).encode()
        files.write_all(((path, made),))
        return path

    def _certificate(self, purge_id: int, second_folder: Path | None) -> Any:
        with self._store.reading() as session:
            record = session.get(PurgeRecord, purge_id)
            if record is None:
                raise Explained("There is no such certificate.")
            inspection = record_of(session, record.inspection_id).row()
            purge = _purge(record)
            return certificate(
                purge,
                authority=inspection.authority,
                inspection_title=inspection.title,
                old_backups=_named(self._old_copies((purge,), second_folder)),
            )

    def _purges(self, session: Session, inspection_id: int) -> tuple[Purge, ...]:
        query = (
            select(PurgeRecord)
            .where(PurgeRecord.inspection_id == inspection_id)
            .order_by(PurgeRecord.number.desc())
        )
        return tuple(_purge(record) for record in session.scalars(query))

    def _old_copies(
        self, purges: tuple[Purge, ...], second_folder: Path | None, *, all_hold: bool = False
    ) -> tuple[Backup, ...]:
        """Copies from before the last purge, or all of them when there is data that no purge took out."""
        if self._safekeeping is None or not (purges or all_hold):
            return ()
        copies: tuple[Backup, ...] = self._safekeeping.copies(second_folder=second_folder)
        return tuple(each for each in copies if all_hold or each.made_at <= purges[0].purged_at)


def _close(inspection: InspectionRecord) -> None:
    inspection.state = InspectionState.CLOSED
    inspection.paused_from = inspection.paused_on = None


def _named(copies: tuple[Backup, ...]) -> tuple[OldBackup, ...]:
    return tuple(OldBackup(each.path.name, each.made_at) for each in copies)


def _purge(record: PurgeRecord) -> Purge:
    counts = record.counts
    return Purge(
        id=record.id,
        inspection_id=record.inspection_id,
        number=record.number,
        purged_at=record.purged_at,
        purged_by=record.purged_by,
        why=record.why,
        counts=Counter({key: counts.get(key, 0) for key in COUNTED}),
        trail=counts.get("trail", 0),
        mentions={key: counts[f"still {key}"] for key in MENTIONS if counts.get(f"still {key}")},
        short_ids=bool(counts.get("short", 0)),
        backups_then=counts.get("backups", 0),
        backups_deleted=counts.get("deleted", 0),
    )
