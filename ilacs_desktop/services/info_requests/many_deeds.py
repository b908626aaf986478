"""Deeds on several requests in one transaction, and notes that are added to a request."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import InfoRequest, OurStatus
from ilacs_desktop.domain.info_requests.notes import NOTE
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import InfoRequestRecord
from ilacs_desktop.store.people import PersonRecord

from .rows import note, the_record
from .settling import drop_own_checks


class ManyDeeds:
    """The part of :class:`InfoRequests` that does one thing to many, and keeps what people add to one."""

    _store: Store
    _clock: Clock

    def assign_many(
        self, requests: Sequence[InfoRequest], owner_id: int | None, *, by: object | None = None
    ) -> int:
        """Give all of ``requests`` the same owner, or none again, or do nothing; gives how many changed.

        ``requests`` are as they were seen: nobody's work is taken off them unseen.

        Raises:
            Explained: one was given another owner since, is over, or the owner is not on the list.
        """
        with self._store.working("Assign several requests", by=by) as session:
            person = None if owner_id is None else session.get(PersonRecord, owner_id)
            if owner_id is not None and person is None:
                raise Explained("This person is no longer on the list.", remedy="Look at the list again.")
            what = f"assigned to {person.row().label}" if person else "no longer assigned"
            ids = [request.id for request in requests]
            found = session.scalars(select(InfoRequestRecord).where(InfoRequestRecord.id.in_(ids)))
            records = {record.id: record for record in found}
            changed = 0
            for request in requests:
                record = records.get(request.id)
                if record is None or record.owner_id != request.owner_id:
                    raise Explained(
                        f"{request.ref} has another owner since you looked; none was changed.",
                        remedy="Look again, then choose those you mean.",
                    )
                if not (request.staged or record.row().is_open):
                    raise Explained(
                        f"{request.ref} is no longer open; none was changed.",
                        remedy="Choose only what is still wanted.",
                    )
                if record.owner_id == owner_id:
                    continue
                record.owner_id = owner_id
                if owner_id is None:
                    record.ours = OurStatus.CAPTURED
                elif record.ours is OurStatus.CAPTURED:
                    record.ours = OurStatus.ASSIGNED
                note(session, record, at=self._clock(), by=self._store.actor, what=what)
                drop_own_checks(session, record, at=self._clock(), by=self._store.actor)
                changed += 1
            return changed

    def add_note(self, request_id: int, text: str, *, by: object | None = None) -> None:
        """Add a note to the thread of a request; it stays as it was written.

        Raises:
            Explained: it has no words.
        """
        if not text.strip():
            raise Explained("A note needs words.", remedy="Write what the next person should know.")
        with self._store.working("Note something on a request", by=by) as session:
            record = the_record(session, request_id)
            note(session, record, at=self._clock(), by=self._store.actor, what=NOTE, why=text)
