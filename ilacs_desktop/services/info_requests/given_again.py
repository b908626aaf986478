"""Giving again what the register has: to a second asker, and the newest to whoever had an old one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import GivenItem, TheirStatus, check_can_be_given
from ilacs_desktop.domain.info_requests.given import (
    Caution,
    cautions,
    newest_of,
    said_line,
    who_lacks_newest,
)
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import GivenItemRecord, InfoRequestRecord

from .given import GivenRegister, check_cautions
from .register import line_in, register_of
from .rows import note, the_record


class GivenAgain(GivenRegister):
    """The part of :class:`InfoRequests` that gives a recorded file again; each time is a line of its own."""

    _store: Store
    _clock: Clock

    def give_same(
        self, request_id: int, *, as_id: int, despite: str = "", by: object | None = None
    ) -> tuple[GivenItem, ...]:
        """Record that what was given for another request was given for this one too, its newest versions.

        Raises:
            Explained: this one is not cleared, nothing was given for the other, or a document is past its
                review date and there is no reason to give it ``despite`` that.
        """
        with self._store.working("Give the same answer again", by=by) as session:
            record, other = the_record(session, request_id), the_record(session, as_id)
            check_can_be_given(record.row())
            lines = newest_given(session, other)
            if not lines or record.inspection_id != other.inspection_id:
                raise Explained(f"Nothing was given for {other.ref} yet.", remedy="Answer it by itself.")
            _check_not_given_here(session, record, lines, despite)
            check_cautions(self._cautions(session, record, lines), despite)
            return self._give_same(session, record, lines, despite)

    def _second_asker(self, session: Session, record: InfoRequestRecord, other: InfoRequestRecord) -> None:
        """End "the same answer" in lines of the register, unless a document wants to be looked at first."""
        lines = newest_given(session, other)
        stopping = [caution for caution in self._cautions(session, record, lines) if caution.stops]
        if stopping:
            note(session, record, at=self._clock(), by=self._store.actor, what="not given yet",
                 why=" ".join(caution.text for caution in stopping))  # fmt: skip
        elif lines:
            self._give_same(session, record, lines, "")

    def _cautions(
        self, session: Session, record: InfoRequestRecord, lines: Sequence[GivenItem]
    ) -> list[Caution]:
        register = register_of(session, record.inspection_id)
        now, to = self._clock(), record.row().asked_by
        return [
            caution
            for line in lines
            if line.file_name
            for caution in cautions(
                register, file_name=line.file_name, sha256=line.sha256, now=now, given_to=to
            )
        ]

    def _give_same(
        self, session: Session, record: InfoRequestRecord, lines: Sequence[GivenItem], despite: str
    ) -> tuple[GivenItem, ...]:
        given = []
        for line in lines:
            again = self._again(record, line, self._clock())
            session.add(again)
            self._mark_given(session, record, None, again, why=despite or f"as for {line.ref}")
            given.append(again)
        session.flush()
        return tuple(line_in(session, again.id)[0] for again in given)

    def give_newest(self, line_id: int, *, how: str = "", by: object | None = None) -> tuple[GivenItem, ...]:
        """Record that all who had an older version of a line's document now have the newest one too.

        One line for each of them, for the request they had it for; ``how`` is the way the newest was
        given, unless said otherwise.

        Raises:
            Explained: everybody who had an older version has the newest.
        """
        now = self._clock()
        with self._store.working("Give the newest version to all who had an old one", by=by) as session:
            item, lines = line_in(session, line_id)
            by_id = {line.id: line for line in lines}
            newest = newest_of(item, by_id)
            holders = who_lacks_newest(item, lines)
            if not holders:
                raise Explained(f"Everybody who had an older one has {said_line(newest)}.")
            taken = {line.supersedes_id for line in lines}
            given = []
            for holder in holders:
                record = the_record(session, holder.request_id)
                again = self._again(record, newest, now)
                again.given_to = by_id[holder.line_id].given_to
                again.how = how.strip() or newest.how
                again.supersedes_id = None if holder.line_id in taken else holder.line_id
                session.add(again)
                if record.theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}:
                    record.theirs, record.given_at = TheirStatus.GIVEN, now
                what = f"given: {said_line(newest)} ({again.how})"
                why = f"in place of version {holder.version_label}"
                note(session, record, at=now, by=self._store.actor, what=what, why=why)
                given.append(again)
            session.flush()
            return tuple(line_in(session, again.id)[0] for again in given)

    def _again(self, record: InfoRequestRecord, line: GivenItem, at: datetime) -> GivenItemRecord:
        """A line of today for ``record``, of the file that ``line`` recorded."""
        return GivenItemRecord(
            inspection_id=record.inspection_id,
            request_id=record.id,
            title=record.title,
            file_name=line.file_name,
            version_label=line.version_label,
            sha256=line.sha256,
            size_bytes=line.size_bytes,
            as_of=line.as_of,
            review_on=line.review_on,
            cleared_by=line.cleared_by,
            given_by=self._store.actor,
            given_to=record.row().asked_by,
            how=line.how,
            given_at=at,
        )


def newest_given(session: Session, record: InfoRequestRecord) -> tuple[GivenItem, ...]:
    """The newest version of each thing given for a request, each file once, in the order they were given."""
    lines = register_of(session, record.inspection_id)
    by_id = {line.id: line for line in lines}
    newest = [newest_of(line, by_id) for line in reversed(lines) if line.request_id == record.id]
    return tuple({line.sha256 or str(line.id): line for line in newest}.values())


def _check_not_given_here(
    session: Session, record: InfoRequestRecord, lines: Sequence[GivenItem], despite: str
) -> None:
    """Refuse to give for one request a second time what was given for it already, without a reason.

    Raises:
        Explained: all of it was.
    """
    here = {
        line.sha256 for line in register_of(session, record.inspection_id) if line.request_id == record.id
    }
    if not despite.strip() and all(line.sha256 and line.sha256 in here for line in lines):
        raise Explained(
            f"{record.ref} was given {', '.join(map(said_line, lines))} already.",
            remedy="Give it again only with a reason.",
        )
