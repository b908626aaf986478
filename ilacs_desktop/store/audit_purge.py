"""Takes what the audit trail says of children out of it, so that the chain still proves all the rest.

The trail is append-only for everybody and everything else. In a purge the personal values of the
entries of one inspection are replaced by two words; who did what, when and to which record stays.
Each such entry keeps the link it had, so that the entries after it, the head record and every audit
code printed on a sheet still fit, and gets a seal under the store's own key over what is left. An
entry that was emptied by anybody else has no seal that fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ilacs_desktop.store.casefiles import (
    CaseSessionRecord,
    ChildRecord,
    ConcernRecord,
    ConsentRecord,
    DebriefRecord,
)
from ilacs_desktop.store.columns import Json, Record
from ilacs_desktop.store.ledger import LINK_LETTERS, AuditEntryRecord, row_of, seal

GONE = "taken out"
"""What stands in the place of a value."""

RECORDS: tuple[type[Record], ...] = (
    ChildRecord,
    CaseSessionRecord,
    DebriefRecord,
    ConcernRecord,
    ConsentRecord,
)
CHANGE = (
    'UPDATE audit_entries SET "before" = :before, "after" = :after, chain = :chain WHERE sequence = :sequence'
)
TRIGGER = "audit_entries_no_update"


def take_out(session: Session, inspection_id: int, secret: bytes) -> tuple[int, frozenset[str]]:
    """Empty the entries about the children of an inspection, in the deed that is open.

    Gives how many entries were emptied, and the IDs that children had in them.
    """
    session.flush()
    ids: set[str] = set()
    changes = list(_changes(session, inspection_id, secret, ids))
    if changes:
        connection = session.connection()
        rule = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": TRIGGER})
        connection.execute(text(f"DROP TRIGGER {TRIGGER}"))
        connection.execute(text(CHANGE), changes)
        connection.exec_driver_sql(str(rule))
    codes = session.scalars(select(ChildRecord.code).where(ChildRecord.inspection_id == inspection_id))
    return len(changes), frozenset(ids.difference(each or "" for each in codes))


def _changes(
    session: Session, inspection_id: int, secret: bytes, ids: set[str]
) -> Iterator[dict[str, object]]:
    personal = {record.__tablename__: record.PERSONAL for record in RECORDS}
    ours: dict[str, set[int]] = {name: set() for name in personal}
    json = Json()
    query = (
        select(*AuditEntryRecord.__table__.c)
        .where(AuditEntryRecord.record_table.in_(personal))
        .order_by(AuditEntryRecord.sequence)
    )
    for entry in session.execute(query).all():
        known = ours[entry.record_table]
        if entry.before is None:  # a number that became free may stand for a record of another inspection
            (known.add if _is_ours(entry, inspection_id, ours) else known.discard)(entry.record_id)
        if entry.record_id not in known:
            continue
        names = personal[entry.record_table]
        ids.update(_ids(entry))
        before, after = (_emptied(values, names) for values in (entry.before, entry.after))
        if (before, after) == (entry.before, entry.after):
            continue
        chain = entry.chain[:LINK_LETTERS]
        row = row_of(entry) | {"before": before, "after": after}
        yield {
            "sequence": entry.sequence,
            "before": json.process_bind_param(before, session.get_bind().dialect),
            "after": json.process_bind_param(after, session.get_bind().dialect),
            "chain": f"{chain} {seal(secret, row, chain)}",
        }


def _is_ours(entry: Any, inspection_id: int, ours: dict[str, set[int]]) -> bool:
    """Whether the record an entry made belongs to the inspection; a debrief does by its session."""
    if entry.record_table == DebriefRecord.__tablename__:
        return entry.after["session_id"] in ours[CaseSessionRecord.__tablename__]
    return bool(entry.after["inspection_id"] == inspection_id)


def _ids(entry: Any) -> Iterator[str]:
    if entry.record_table == ChildRecord.__tablename__:
        for values in (entry.before, entry.after):
            said = (values or {}).get("child_id")
            if said and not said.startswith(GONE):
                yield str(said)


def _emptied(values: dict[str, Any] | None, names: frozenset[str]) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: GONE if name in names else value for name, value in values.items()}
