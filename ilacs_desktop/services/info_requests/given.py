"""The given register: what was given to the inspectors, and what it replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import GivenItem, TheirStatus, check_can_be_given
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import GivenItemRecord

from .rows import note, the_record

_PIECE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is recorded of a file; the file itself is neither copied nor sent."""

    name: str
    sha256: str
    size_bytes: int


def file_facts(path: Path, *, on_progress: Callable[[int, int], None] | None = None) -> FileFacts:
    """Name, hash and size of the file at ``path``, read once in pieces of a mebibyte.

    ``on_progress`` is told bytes done and bytes in all; what it raises ends the reading.

    Raises:
        Explained: the file cannot be read, or changed while it was read.
    """
    digest, done = hashlib.sha256(), 0
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                digest.update(piece)
                done += len(piece)
                if on_progress is not None:
                    on_progress(done, size)
    except OSError as error:
        raise Explained(
            f"“{path.name}” cannot be read.", remedy="See that it is there and not open elsewhere."
        ) from error
    if done != size:
        raise Explained(f"“{path.name}” changed while it was read.", remedy="Close it, then choose it again.")
    return FileFacts(path.name, digest.hexdigest(), size)


class GivenRegister:
    """The part of :class:`InfoRequests` that records what was given."""

    _store: Store
    _clock: Clock

    def given(self, inspection_id: int) -> tuple[GivenItem, ...]:
        """The given register, newest first; what was superseded is marked and says by which line."""
        query = (
            select(GivenItemRecord)
            .where(GivenItemRecord.inspection_id == inspection_id)
            .options(joinedload(GivenItemRecord.request))
            .order_by(GivenItemRecord.given_at.desc(), GivenItemRecord.id.desc())
        )
        with self._store.reading() as session:
            records = session.scalars(query).all()
            later = {
                record.supersedes_id: record.id for record in records if record.supersedes_id is not None
            }
            return tuple(record.row(superseded_by_id=later.get(record.id)) for record in records)

    def file_facts(self, path: Path, *, on_progress: Callable[[int, int], None] | None = None) -> FileFacts:
        """Name, hash and size of a file, see :func:`file_facts`."""
        return file_facts(path, on_progress=on_progress)

    def give(
        self,
        request_id: int,
        *,
        how: str,
        file_name: str = "",
        sha256: str = "",
        size_bytes: int = 0,
        version_label: str = "1",
        as_of: date | None = None,
        cleared_by: str = "",
        given_to: str = "",
        supersedes_id: int | None = None,
        by: object | None = None,
    ) -> GivenItem:
        """Record that the answer to a request was given; nothing is sent from here.

        ``how`` is "sharing site", "shown on screen", "printed", "said" or other words. A file
        needs its hash; what was said has neither. ``supersedes_id`` is the line this replaces.

        Raises:
            Explained: it is not cleared, or the line to be replaced has been replaced already.
        """
        if not how.strip():
            raise Explained("Say how it was given.", remedy="Sharing site, shown on screen, printed or said.")
        if file_name and len(sha256) != 64:
            raise Explained(f"“{file_name}” has no hash yet.", remedy="Choose the file again.")
        now = self._clock()
        with self._store.working("Record what was given", by=by) as session:
            record = the_record(session, request_id)
            check_can_be_given(record.row())
            if supersedes_id is not None:
                _check_not_superseded(session, supersedes_id, record.inspection_id)
            item = GivenItemRecord(
                inspection_id=record.inspection_id,
                request_id=record.id,
                title=record.title,
                file_name=file_name,
                version_label=version_label,
                sha256=sha256,
                size_bytes=size_bytes,
                as_of=as_of,
                cleared_by=cleared_by or record.cleared_by,
                given_by=self._store.actor,
                given_to=given_to or record.row().asked_by,
                how=how.strip(),
                given_at=now,
                supersedes_id=supersedes_id,
            )
            session.add(item)
            record.theirs = TheirStatus.GIVEN
            record.given_at = now
            what = f"given: {file_name}, version {version_label}" if file_name else "given"
            note(session, record, at=now, by=self._store.actor, what=f"{what} ({how.strip()})")
            session.flush()
            return item.row()


def _check_not_superseded(session: Session, item_id: int, inspection_id: int) -> None:
    old = session.get(GivenItemRecord, item_id)
    if old is None or old.inspection_id != inspection_id:
        raise Explained("There is no such line in the given register.", remedy="Refresh the list.")
    if session.scalar(select(GivenItemRecord.id).where(GivenItemRecord.supersedes_id == item_id)):
        raise Explained(
            f"“{old.file_name or old.title}” has been superseded already.", remedy="Supersede its successor."
        )
