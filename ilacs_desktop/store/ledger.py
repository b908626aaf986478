"""The audit trail: who changed what, when, written in the same transaction by the flush itself.

Nobody has to remember to write an entry, and none can be left out: a listener looks at what a
session flushes. Each entry carries a keyed hash over itself and the hash before it, so that an
edit, a removal or an exchange shows. A bulk UPDATE or DELETE would go unseen and is forbidden.
One thing alone is taken out again: what entries say of children, by a purge (``audit_purge``).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import DDL, Index, String, Text, event, func, inspect, select
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.store.bulk import execute_many
from ilacs_desktop.store.columns import Base, Json, Moment, Record
from ilacs_desktop.store.search_index import index_records

FIRST_LINK = "0" * 64
LINK_LETTERS = 64
SEALED = "taken out "
"""Before the link that a seal goes on from."""
_ADD = (
    "INSERT INTO audit_entries (sequence, deed_number, happened_at, recorded_at, actor, deed, kind, "
    'record_table, record_id, "before", "after", chain) VALUES (:sequence, :deed_number, :at, :at, :actor, '
    ":deed, :kind, :record_table, :record_id, :before, :after, :chain)"
)
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
quoted = encode_basestring
_PLAIN = frozenset({str, int, float, bool, type(None)})
"""Nearly all there is: an import asks a million times."""


class AuditEntryRecord(Base):
    """One change of one record. Entries are added, never changed and never removed."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_subject", "kind", "record_id"),)

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deed_number: Mapped[int] = mapped_column(index=True)
    happened_at: Mapped[datetime] = mapped_column(Moment)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(200))
    deed: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(60))
    record_table: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[int]
    before: Mapped[Any | None] = mapped_column(Json)
    after: Mapped[Any | None] = mapped_column(Json)
    chain: Mapped[str] = mapped_column(Text)


for _deed in ("UPDATE", "DELETE"):
    event.listen(
        AuditEntryRecord.__table__,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy leaves DDL untyped
            f"CREATE TRIGGER audit_entries_no_{_deed.lower()} BEFORE {_deed} ON audit_entries "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        ),
    )


@dataclass(slots=True)
class Deed:
    """What one transaction is about; it travels in the session."""

    deed: str
    actor: str
    at: datetime
    secret: bytes
    touched: set[Kind] | None = None
    sequence: int = 0
    chain: str = FIRST_LINK
    deed_number: int = 0
    is_open: bool = False


def link(secret: bytes, previous: str, entry: dict[str, Any]) -> str:
    """The chain hash of ``entry`` after ``previous``: HMAC-SHA256, in hexadecimal."""
    return chained(secret, previous, json.dumps(entry, ensure_ascii=False, sort_keys=True, default=plain))


def chained(secret: bytes, previous: str, body: str) -> str:
    """The chain hash of an entry that is JSON text already."""
    return hmac.digest(secret, (previous + body).encode("utf-8", "surrogatepass"), "sha256").hex()


def body_of(
    entry: Any, sequence: int, record: tuple[str, str, int], said: Sequence[str | None], at: str
) -> str:
    """The JSON text of an entry, as ``link`` would make it, put together from texts that are there already.

    ``entry`` has actor, deed and deed number, ``record`` is kind, table and number, ``at`` is both moments.
    """
    (kind, table, number), (before, after) = record, said
    return (
        f'{{"actor": {quoted(entry.actor)}, "after": {after or "null"}, "before": {before or "null"}, '
        f'"deed": {quoted(entry.deed)}, "deed_number": {entry.deed_number}, "happened_at": {at}, '
        f'"kind": {quoted(kind)}, "record_id": {number}, "record_table": {quoted(table)}, '
        f'"recorded_at": {at}, "sequence": {sequence}}}'
    )


def seal(secret: bytes, entry: dict[str, Any], chain: str) -> str:
    """The mark of an entry whose personal values were taken out; ``chain`` is the link it had before."""
    return link(secret, f"{SEALED}{chain}", entry)


def plain(value: Any) -> Any:
    """``value`` as JSON can carry it; bytes by their length and fingerprint only."""
    return value if type(value) in _PLAIN else _made_plain(value)


def _made_plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return value


def watch(sessions: Any) -> None:
    """Make every session of this maker write its audit entries and keep the search index."""
    event.listen(sessions, "before_flush", _look)
    event.listen(sessions, "after_flush", _write)


def _look(session: Session, _context: UOWTransaction, _objects: object) -> None:
    """Note what is about to change, while the old values are still known."""
    pending: list[tuple[Record, dict[str, Any] | None, dict[str, Any] | None]] = []
    for record in session.new:
        if isinstance(record, Record) and record.AUDITED:
            pending.append((record, None, {}))
    changed = [
        each
        for each in session.dirty
        if isinstance(each, Record) and each.AUDITED and session.is_modified(each)
    ]
    # The session keeps them in no order; the trail of the same deeds must be the same each time.
    for record in sorted(changed, key=lambda each: (each.__tablename__, each.id)):
        before, after = _difference(record)
        if after:
            pending.append((record, before, after))
    for record in session.deleted:
        if isinstance(record, Record) and record.AUDITED:
            pending.append((record, _values(record), None))
    session.info["pending"] = pending


def _write(session: Session, _context: UOWTransaction) -> None:
    """Write the entries once new records have their numbers, in the same transaction."""
    pending = session.info.pop("pending", [])
    if not pending:
        return
    entries = [
        (
            record.KIND,
            record.__tablename__,
            record.id,
            plain(before),
            plain(_values(record)) if after == {} else plain(after),
        )
        for record, before, after in pending
    ]
    append(session, entries)
    index_records(session.connection(), [(record, after is None) for record, _, after in pending])


def append(session: Session, entries: Iterable[tuple[Kind, str, int, Any, Any]]) -> None:
    """Add entries to the trail: kind, table, number, before and after."""
    connection = session.connection()
    deed: Deed = session.info["deed"]
    if not deed.is_open:
        last = connection.execute(
            select(AuditEntryRecord.sequence, AuditEntryRecord.chain, AuditEntryRecord.deed_number)
            .order_by(AuditEntryRecord.sequence.desc())
            .limit(1)
        ).first()
        deed.sequence, whole, previous = last or (0, FIRST_LINK, 0)
        deed.chain = whole[:LINK_LETTERS]
        deed.deed_number = previous + 1
        deed.is_open = True
    moment, at = Moment().process_bind_param(deed.at, connection.dialect), quoted(deed.at.isoformat())
    rows = []
    for kind, table, number, before, after in entries:
        deed.sequence += 1
        texts = [None if each is None else _JSON.encode(each) for each in (before, after)]
        body = body_of(deed, deed.sequence, (kind.value, table, number), texts, at)
        deed.chain = chained(deed.secret, deed.chain, body)
        rows.append(
            {
                "sequence": deed.sequence,
                "deed_number": deed.deed_number,
                "at": moment,
                "actor": deed.actor,
                "deed": deed.deed,
                "kind": kind.value,
                "record_table": table,
                "record_id": number,
                "before": texts[0],
                "after": texts[1],
                "chain": deed.chain,
            }
        )
        if deed.touched is not None:
            deed.touched.add(kind)
    execute_many(connection, _ADD, rows)


def _values(record: Record) -> dict[str, Any]:
    state = inspect(record)
    values = {name: state.dict.get(name) for name in state.mapper.column_attrs.keys()}  # noqa: SIM118 - not a dict
    for name in record.FINGERPRINTED:
        values[name] = as_bytes(values[name])
    return values


def as_bytes(value: Any) -> bytes:
    """What a fingerprint is taken of."""
    return json.dumps(value, sort_keys=True).encode()


def _difference(record: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that changed, as they were and as they are."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(record)
    for attribute in state.mapper.column_attrs:
        if attribute.key == "version":
            continue
        history = state.attrs[attribute.key].history
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
            if old != new:
                if attribute.key in record.FINGERPRINTED:
                    old, new = (as_bytes(each) for each in (old, new))
                before[attribute.key], after[attribute.key] = old, new
    return before, after


def verify(session: Session, secret: bytes) -> tuple[int, int | None]:
    """How many entries there are, and the number of the first one that does not fit, if any."""
    previous, count, expected = FIRST_LINK, 0, 1
    for entry in _entries(session):
        count += 1
        if entry.sequence != expected or not _fits(secret, previous, entry):
            return count, entry.sequence
        previous, expected = entry.chain[:LINK_LETTERS], expected + 1
    return count, None


def _fits(secret: bytes, previous: str, entry: Any) -> bool:
    """Whether an entry is as it was written, or as a purge left it: then its link is followed by a seal."""
    chain, sealed = entry.chain[:LINK_LETTERS], entry.chain[LINK_LETTERS:].strip()
    row = row_of(entry)
    if sealed:
        return hmac.compare_digest(seal(secret, row, chain), sealed)
    return hmac.compare_digest(link(secret, previous, row), chain)


def row_of(entry: Any) -> dict[str, Any]:
    """What the link of an entry is made of."""
    return {
        name: getattr(entry, name)
        for name in (
            "sequence", "deed_number", "happened_at", "recorded_at", "actor", "deed", "kind",
            "record_table", "record_id", "before", "after",
        )
    }  # fmt: skip


def _entries(session: Session) -> Iterator[Any]:
    yield from session.execute(
        select(*AuditEntryRecord.__table__.c).order_by(AuditEntryRecord.sequence)
    ).yield_per(1000)


def last_entry(session: Session) -> tuple[int, str]:
    """Number and chain hash of the newest entry; 0 and the first link when there is none."""
    row = session.execute(
        select(AuditEntryRecord.sequence, AuditEntryRecord.chain).where(
            AuditEntryRecord.sequence == select(func.max(AuditEntryRecord.sequence)).scalar_subquery()
        )
    ).first()
    return (row.sequence, row.chain[:LINK_LETTERS]) if row else (0, FIRST_LINK)
