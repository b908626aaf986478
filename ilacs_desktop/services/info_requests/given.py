"""The given register: what was given to the inspectors, what it replaced, and that they have it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    GivenItem,
    ItemState,
    OurStatus,
    TheirStatus,
    check_can_be_given,
    check_the_checker,
)
from ilacs_desktop.domain.info_requests.given import (
    DONE_STATES,
    Caution,
    CautionKind,
    Holder,
    cautions,
    check_item_can_be_given,
    is_complete,
    said_line,
    who_had,
)
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import (
    GivenItemRecord,
    GivenReceiptRecord,
    InfoRequestRecord,
    RequestItemRecord,
)

from .register import line_in, no_such_line, register_of
from .rows import note, the_record
from .settling import names_of
from .targets import kept_rules

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


_HAVE_IT = frozenset({TheirStatus.GIVEN, TheirStatus.ACCEPTED})


class GivenRegister:
    """The part of :class:`InfoRequests` that records what was given."""

    _store: Store
    _clock: Clock

    def given(self, inspection_id: int) -> tuple[GivenItem, ...]:
        """The given register, newest first; what was superseded is marked and says by which line."""
        with self._store.reading() as session:
            return register_of(session, inspection_id)

    def given_line(self, line_id: int) -> GivenItem:
        """One line of the given register, with its marks.

        Raises:
            Explained: there is none with this number.
        """
        with self._store.reading() as session:
            return line_in(session, line_id)[0]

    def who_had(self, line_id: int) -> tuple[Holder, ...]:
        """Who was given an older version of what a line is or became, and whether they have the newest.

        Raises:
            Explained: there is no such line.
        """
        with self._store.reading() as session:
            item, lines = line_in(session, line_id)
        return who_had(item, lines)

    def cautions(
        self,
        request_id: int,
        *,
        file_name: str,
        sha256: str,
        given_to: str = "",
        review_on: date | None = None,
        supersedes_id: int | None = None,
    ) -> tuple[Caution, ...]:
        """What to know before a file is given for a request, what stops first."""
        with self._store.reading() as session:
            lines = register_of(session, the_record(session, request_id).inspection_id)
        return cautions(
            lines,
            file_name=file_name,
            sha256=sha256,
            now=self._clock(),
            given_to=given_to,
            review_on=review_on,
            supersedes_id=supersedes_id,
        )

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
        review_on: date | None = None,
        item_id: int | None = None,
        cleared_by: str = "",
        given_to: str = "",
        supersedes_id: int | None = None,
        despite: str = "",
        by: object | None = None,
    ) -> GivenItem:
        """Record that the answer to a request was given; nothing is sent from here.

        ``how`` is "sharing site", "shown on screen", "printed", "said" or other words. A file needs its
        hash; what was said has neither. ``supersedes_id`` is the line this replaces. With ``item_id`` one
        item is given, and the request only once none is awaited; without it, all of it is. A document that
        was superseded or is past its review date is given again only with a reason, ``despite`` that.

        Raises:
            Explained: it is not cleared, the line to be replaced has been replaced already, or the
                document wants a reason.
        """
        if not how.strip():
            raise Explained("Say how it was given.", remedy="Sharing site, shown on screen, printed or said.")
        if file_name and len(sha256) != 64:
            raise Explained(f"“{file_name}” has no hash yet.", remedy="Choose the file again.")
        now = self._clock()
        with self._store.working("Record what was given", by=by) as session:
            record = the_record(session, request_id)
            row = record.row()
            item = _the_item(record, item_id)
            if item is None:
                check_can_be_given(row)
            else:
                check_item_can_be_given(row, item.row())
            if supersedes_id is not None:
                _check_not_superseded(session, supersedes_id, record.inspection_id)
                _check_successor_is_cleared(session, record, cleared_by)
            _check_who_cleared(session, record, item, cleared_by)
            to = given_to or row.asked_by
            if file_name or review_on is not None:
                found = cautions(
                    register_of(session, record.inspection_id),
                    file_name=file_name,
                    sha256=sha256,
                    now=now,
                    given_to=to,
                    review_on=review_on,
                    supersedes_id=supersedes_id,
                )
                check_cautions(found, despite)
            line = GivenItemRecord(
                inspection_id=record.inspection_id,
                request_id=record.id,
                title=record.title,
                file_name=file_name,
                version_label=version_label,
                sha256=sha256,
                size_bytes=size_bytes,
                as_of=as_of,
                review_on=review_on,
                item_id=item_id,
                cleared_by=cleared_by or (item.cleared_by if item else "") or record.cleared_by,
                given_by=self._store.actor,
                given_to=to,
                how=how.strip(),
                given_at=now,
                supersedes_id=supersedes_id,
            )
            session.add(line)
            self._mark_given(session, record, item, line, why=despite)
            session.flush()
            return line_in(session, line.id)[0]

    def receive(
        self, line_id: int, *, what: str, received_at: datetime | None = None, by: object | None = None
    ) -> GivenItem:
        """Note that the inspectors have what was given; ``what`` says how we know, "the site's message".

        Raises:
            Explained: nothing is said, it is noted already, or it would have come before it was given.
        """
        if not what.strip():
            raise Explained(
                "Say how we know that they have it.", remedy="For instance “the sharing site's message”."
            )
        now = self._clock()
        at = received_at or now
        with self._store.working("Note a receipt", by=by) as session:
            item, _ = line_in(session, line_id)
            if item.received_at is not None:
                raise Explained(f"The receipt of {said_line(item)} is noted already: {item.receipt}.")
            if at == item.given_at.replace(second=0, microsecond=0):
                at = item.given_at  # typed to the minute in which it was given
            if not item.given_at <= at <= now:
                raise Explained(
                    "It cannot have arrived before it was given, or in the time to come.",
                    remedy="Put right the time.",
                )
            session.add(
                GivenReceiptRecord(
                    given_item_id=line_id, received_at=at, what=what.strip(), noted_by=self._store.actor
                )
            )
            record = the_record(session, item.request_id)
            words = f"received: {said_line(item)}"
            note(session, record, at=now, by=self._store.actor, what=words, why=what)
            session.flush()
            return line_in(session, line_id)[0]

    def _mark_given(
        self,
        session: Session,
        record: InfoRequestRecord,
        item: RequestItemRecord | None,
        line: GivenItemRecord,
        *,
        why: str = "",
    ) -> None:
        """Take the request and its items on by what ``line`` records, and write it in the history."""
        for each in record.items if item is None else (item,):
            if each.state not in DONE_STATES:
                each.state, each.returned_reason = ItemState.GIVEN, ""
        if item is None or is_complete(each.row() for each in record.items):
            if line.supersedes_id is None or record.theirs not in _HAVE_IT:
                record.given_at = line.given_at  # a better version does not make the answer later
            record.theirs = TheirStatus.GIVEN
            if record.ours is not OurStatus.CLEARED:  # each of its items was cleared by itself
                record.ours, record.cleared_by = OurStatus.CLEARED, line.cleared_by
        what = f"given: {line.file_name}, version {line.version_label}" if line.file_name else "given"
        if item is not None:
            what = f"{item.what}: {what}"
        note(session, record, at=line.given_at, by=self._store.actor, what=f"{what} ({line.how})", why=why)


def check_cautions(found: Iterable[Caution], despite: str) -> None:
    """Refuse what stops, unless a reason is given.

    Raises:
        Explained: the document was superseded or is past its review date.
    """
    stopping = [caution for caution in found if caution.stops]
    if stopping and not despite.strip():
        is_old = stopping[0].kind is CautionKind.SUPERSEDED
        remedy = "Give the newest version" if is_old else "Look at it and give it a new review date"
        raise Explained(
            " ".join(caution.text for caution in stopping),
            remedy=f"{remedy}; or give it all the same, with a reason.",
        )


def _the_item(record: InfoRequestRecord, item_id: int | None) -> RequestItemRecord | None:
    if item_id is None:
        return None
    for item in record.items:
        if item.id == item_id:
            return item
    raise Explained(f"{record.ref} has no such item.", remedy="Refresh the list.")


def _check_successor_is_cleared(session: Session, record: InfoRequestRecord, cleared_by: str) -> None:
    """What replaces something that was given was not cleared with it; it has a clearer of its own.

    Raises:
        Explained: nobody has cleared it.
    """
    is_answered = record.theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}
    if is_answered and not cleared_by.strip() and kept_rules(session).needs_checks:
        raise Explained(
            f"What replaces a document of {record.ref} was not cleared with it.", remedy="Say who cleared it."
        )


def _check_who_cleared(
    session: Session, record: InfoRequestRecord, item: RequestItemRecord | None, cleared_by: str
) -> None:
    """Whoever is named as having cleared it is no owner where another has to be.

    Raises:
        Explained: the owner is named.
    """
    known = {"", record.cleared_by, (item.cleared_by or "") if item else ""}
    if cleared_by.strip() not in known:
        by_another = kept_rules(session).checked_by_another
        check_the_checker(record.ref, cleared_by, names_of(record.owner), by_another=by_another)


def _check_not_superseded(session: Session, item_id: int, inspection_id: int) -> None:
    old = session.get(GivenItemRecord, item_id)
    if old is None or old.inspection_id != inspection_id:
        raise no_such_line()
    if session.scalar(select(GivenItemRecord.id).where(GivenItemRecord.supersedes_id == item_id)):
        raise Explained(
            f"“{old.file_name or old.title}” has been superseded already.", remedy="Supersede its successor."
        )
