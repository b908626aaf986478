"""Finding anything again: full-text search over all that was entered, and the audit trail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.moments import Clock, local, said_short_day, said_time
from ilacs_desktop.store import ledger, search_index
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.ledger import AuditEntryRecord
from ilacs_desktop.store.settings import LinkRecord

PLUMBING = frozenset({"id", "version", "inspection_id"})
"""Fields of a new thing that say nothing to those who read the trail."""
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")

OWNERS = {
    "slot_parts": "slot_id", "request_events": "request_id", "request_items": "request_id",
    "clock_pauses": "request_id", "case_session_steps": "session_id", "debriefs": "session_id",
    "judgements": "inspection_id", "framework_snapshots": "inspection_id", "past_inspections": "",
    "annex_a_imports": "", "travel_times": "", "checkpoints": "", "clash_overrides": "",
}  # fmt: skip
"""Records that are part of another, and the column that says of which; their own numbers lead nowhere."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, its title, and an excerpt around the words."""

    ref: Ref
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the audit trail."""

    sequence: int
    at: datetime
    actor: str
    deed: str
    ref: Ref
    what: str
    """The fields that changed and how, each value cut at 80 characters; codes, never names."""


@dataclass(frozen=True, slots=True)
class ChainState:
    """Whether the audit trail is whole: its length, and the first entry that does not fit."""

    entries: int
    first_wrong: int | None


class Lookup:
    """Search and audit trail."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def search(self, text: str, inspection_id: int | None = None, *, limit: int = 50) -> tuple[Hit, ...]:
        """The best hits for words that begin as typed; nothing typed is an operator.

        Without an inspection it searches all of them.
        """
        with self._store.reading() as session:
            found = search_index.search(session.connection(), text, inspection_id=inspection_id, limit=limit)
        return tuple(Hit(each.ref, each.title, each.excerpt) for each in found)

    def audit(self, *, text: str = "", kind: Kind | None = None, limit: int = 500) -> tuple[AuditRow, ...]:
        """The newest entries of the audit trail, whose deed or actor contains ``text``."""
        query = select(AuditEntryRecord).order_by(AuditEntryRecord.sequence.desc()).limit(limit)
        if text.strip():
            pattern = f"%{text.strip().replace('%', '')}%"
            query = query.where(AuditEntryRecord.deed.ilike(pattern) | AuditEntryRecord.actor.ilike(pattern))
        if kind is not None:
            query = query.where(AuditEntryRecord.kind == kind.value)
        with self._store.reading() as session:
            return tuple(_row(entry) for entry in session.scalars(query))

    def history(self, ref: Ref) -> tuple[AuditRow, ...]:
        """Everything that was done to one thing, oldest first."""
        query = (
            select(AuditEntryRecord)
            .where(AuditEntryRecord.kind == ref.kind.value, AuditEntryRecord.record_id == ref.id)
            .order_by(AuditEntryRecord.sequence)
        )
        with self._store.reading() as session:
            return tuple(_row(entry) for entry in session.scalars(query))

    def chain(self) -> ChainState:
        """Walk the whole audit trail and look at every link of its chain."""
        with self._store.reading() as session:
            return ChainState(*ledger.verify(session, self._store.secret))

    def link(
        self, inspection_id: int, one: Ref, other: Ref, *, why: str = "", by: object | None = None
    ) -> None:
        """Join two things; joining them again changes nothing."""
        if other in self.linked(one):
            return
        with self._store.working("Link two things", by=by) as session:
            session.add(
                LinkRecord(
                    inspection_id=inspection_id,
                    from_kind=one.kind.value,
                    from_id=one.id,
                    to_kind=other.kind.value,
                    to_id=other.id,
                    why=why,
                )
            )

    def unlink(self, one: Ref, other: Ref, *, by: object | None = None) -> None:
        """Take away the link between two things, whichever way it was made; without one nothing changes."""
        ends = [(one, other), (other, one)]
        with self._store.working("Take a link away", by=by) as session:
            for here, there in ends:
                query = select(LinkRecord).where(
                    LinkRecord.from_kind == here.kind.value,
                    LinkRecord.from_id == here.id,
                    LinkRecord.to_kind == there.kind.value,
                    LinkRecord.to_id == there.id,
                )
                for record in session.scalars(query).all():
                    session.delete(record)

    def linked(self, ref: Ref) -> tuple[Ref, ...]:
        """What ``ref`` is joined to, from either side."""
        there = (LinkRecord.from_kind == ref.kind.value) & (LinkRecord.from_id == ref.id)
        back = (LinkRecord.to_kind == ref.kind.value) & (LinkRecord.to_id == ref.id)
        with self._store.reading() as session:
            links = session.scalars(select(LinkRecord).where(there | back).order_by(LinkRecord.id)).all()
            return tuple(
                Ref(Kind(link.to_kind), link.to_id)
                if (link.from_kind, link.from_id) == (ref.kind.value, ref.id)
                else Ref(Kind(link.from_kind), link.from_id)
                for link in links
            )


def _row(entry: AuditEntryRecord) -> AuditRow:
    before, after = entry.before or {}, entry.after or {}
    if entry.before is None:
        what = "made: " + ", ".join(
            f"{_field(key)} {_short(value)}"
            for key, value in after.items()
            if key not in PLUMBING and value not in (None, "", [])
        )
    elif entry.after is None:
        what = "removed"
    else:
        what = "; ".join(
            f"{_field(key)}: {_short(before.get(key))} → {_short(value)}" for key, value in after.items()
        )
    return AuditRow(
        entry.sequence,
        entry.happened_at,
        entry.actor,
        entry.deed,
        Ref(Kind(entry.kind), _subject(entry)),
        what,
    )


def _field(key: str) -> str:
    """A field in words: "ends at", "person no."."""
    return key.removesuffix("_id").replace("_", " ") + (" no." if key.endswith("_id") else "")


def _subject(entry: AuditEntryRecord) -> int:
    """The number of the thing an entry leads to; 0 when the entry does not say which."""
    if entry.record_table not in OWNERS:
        return entry.record_id
    return int((entry.after or entry.before or {}).get(OWNERS[entry.record_table], 0))


def _short(value: object) -> str:
    text = "nothing" if value in (None, "", []) else str(value)
    if STAMP.fullmatch(text):
        at = datetime.fromisoformat(text)
        text = f"{said_short_day(local(at).date())} {said_time(at)}"
    return text if len(text) <= 80 else text[:79] + "…"
