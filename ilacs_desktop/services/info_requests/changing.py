"""Putting right what we take a request to mean."""

from __future__ import annotations

from datetime import datetime

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    FIELD_WORDS,
    ChangedMeanwhile,
    InfoRequest,
    RequestKind,
    collisions,
)
from ilacs_desktop.domain.keep import KEEP, Keep

from .references import check_links, the_kind
from .room import RequestRoom
from .rows import note, the_record
from .targets import kept_rules


class RequestChanges(RequestRoom):
    """The part of :class:`InfoRequests` that puts right what was written down; the exact words stay."""

    def change(
        self,
        request_id: int,
        *,
        title: str | Keep = KEEP,
        meaning: str | Keep = KEEP,
        kind: RequestKind | str | Keep = KEEP,
        enquiry_id: int | Keep | None = KEEP,
        asked_by_id: int | Keep | None = KEEP,
        asked_of: str | Keep = KEEP,
        asked_how: str | Keep = KEEP,
        asked_in_uid: str | Keep = KEEP,
        target_at: datetime | Keep | None = KEEP,
        promised_at: datetime | Keep | None = KEEP,
        seen: InfoRequest | None = None,
        by: object | None = None,
    ) -> InfoRequest:
        """Put right what is said here; all else stays as it is, and None takes away.

        ``seen`` is the request as it was looked at: what somebody else has changed since is not overwritten.
        A time of its own takes a deadline off the slot it hung on; without one the usual time runs.

        Raises:
            ChangedMeanwhile: a field is neither as it was seen nor as it is wanted.
            Explained: it would be wanted before it was asked, or names what is not there.
        """
        said: dict[str, object] = {
            "title": title,
            "meaning": meaning,
            "kind": the_kind(kind) if isinstance(kind, str) else KEEP,
            "enquiry_id": enquiry_id,
            "asked_by_id": asked_by_id,
            "asked_of": asked_of,
            "asked_how": asked_how,
            "asked_in_uid": asked_in_uid,
            "target_at": target_at,
            "promised_at": promised_at,
        }
        mine = {field: value for field, value in said.items() if value is not KEEP}
        with self._store.working("Change a request", by=by) as session:
            record = the_record(session, request_id)
            now = self._row(session, record)
            colliding = collisions(seen, now, mine) if seen is not None else ()
            if colliding:
                raise ChangedMeanwhile(now, colliding)
            if title is not KEEP and not str(title).strip():
                raise Explained("A request needs words.", remedy="Write down what was asked.")
            check_links(
                session,
                (asked_by_id,) if not isinstance(asked_by_id, Keep) else (),
                enquiry_id if not isinstance(enquiry_id, Keep) else None,
                record.inspection_id,
            )
            if isinstance(target_at, datetime) and target_at < now.clock_from:
                raise Explained(
                    "It would be wanted before it was asked.", remedy="Put right one of the two times."
                )
            changed = {field: value for field, value in mine.items() if getattr(now, field) != value}
            for field, value in changed.items():
                setattr(record, field, value if value != "" or field not in _OR_NONE else None)
            if "target_at" in changed:
                usual = kept_rules(session).answer_minutes[record.kind]
                record.target_minutes = usual if target_at is None else None
                record.target_basis = "template" if target_at is None else "asked for"
                record.anchor_uid = record.anchor_edge = record.anchor_minutes = None
            if changed:
                words = ", ".join(FIELD_WORDS[field] for field in changed)
                note(session, record, at=self._clock(), by=self._store.actor, what=f"changed {words}")
            session.flush()
            session.expire(record, ["enquiry", "asked_by"])
            return self._row(session, record)


_OR_NONE = frozenset({"asked_how", "asked_in_uid"})
