"""Takes what the audit trail says of children out of it, so that the chain still proves all the rest.

The trail is append-only for everybody and everything else. In a purge the personal values of the
entries of one inspection are replaced by two words; who did what, when and to which record stays.
Each such entry keeps the link it had, so that the entries after it, the head record and every audit
code printed on a sheet still fit, and gets a seal under the store's own key over what is left. An
entry that was emptied by anybody else has no seal that fits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.orm import Session

from ilacs_desktop.store.bulk import execute_many
from ilacs_desktop.store.casefiles import (
    CaseSessionRecord,
    ChildRecord,
    ConcernRecord,
    ConsentRecord,
    DebriefRecord,
)
from ilacs_desktop.store.columns import Record
from ilacs_desktop.store.ledger import LINK_LETTERS, SEALED, AuditEntryRecord, body_of, chained, quoted
from ilacs_desktop.store.many import GONE, Told

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
NEXT = text(
    "SELECT sequence, deed_number, happened_at, recorded_at, actor, deed, kind, record_table, record_id, "
    '"before", "after", chain FROM audit_entries WHERE sequence > :last AND record_table IN :tables '
    "ORDER BY sequence LIMIT 2000"
).bindparams(bindparam("tables", expanding=True))
JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def take_out(
    session: Session, inspection_id: int, secret: bytes, told: Told = lambda _: None
) -> tuple[int, frozenset[str]]:
    """Empty the entries about the children of an inspection, in the deed that is open.

    Gives how many entries were emptied, and the IDs that children had in them. ``told`` hears how many
    entries have been looked at.
    """
    session.flush()
    connection = session.connection()
    rule = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": TRIGGER})
    connection.execute(text(f"DROP TRIGGER {TRIGGER}"))
    emptier, emptied, seen = _Emptier(inspection_id, secret), 0, 0
    while entries := connection.execute(NEXT, {"tables": list(emptier.personal), "last": emptier.last}).all():
        changes = [change for entry in entries if (change := emptier.change(entry))]
        execute_many(connection, CHANGE, changes)
        emptied += len(changes)
        seen += len(entries)
        told(seen)
    connection.exec_driver_sql(str(rule))
    codes = session.scalars(select(ChildRecord.code).where(ChildRecord.inspection_id == inspection_id))
    return emptied, frozenset(emptier.ids.difference(each or "" for each in codes))


def entries_of_children(session: Session) -> int:
    """How many entries of the trail speak of children, of any inspection: so many are looked at."""
    tables = [each.__tablename__ for each in RECORDS]
    query = select(func.count()).where(AuditEntryRecord.record_table.in_(tables))
    return session.scalar(query) or 0


class _Emptier:
    """Goes through the entries from the first to the last, as they stand in the file: all as text."""

    def __init__(self, inspection_id: int, secret: bytes) -> None:
        self.personal = {record.__tablename__: record.PERSONAL for record in RECORDS}
        self.ids: set[str] = set()
        self.last = 0
        self._inspection_id, self._secret = inspection_id, secret
        self._ours: dict[str, set[int]] = {name: set() for name in self.personal}
        self._moments: dict[str, str] = {}

    def change(self, entry: Any) -> dict[str, object] | None:
        """What is to be changed of an entry, if anything."""
        self.last = entry.sequence
        known = self._ours[entry.record_table]
        before, after = (None if said is None else json.loads(said) for said in (entry.before, entry.after))
        if before is None:  # a number that became free may stand for a record of another inspection
            (known.add if self._is_ours(entry, after or {}) else known.discard)(entry.record_id)
        if entry.record_id not in known:
            return None
        if entry.record_table == ChildRecord.__tablename__:
            self.ids.update(_ids(before), _ids(after))
        names = self.personal[entry.record_table]
        bare = _emptied(before, names), _emptied(after, names)
        if bare == (before, after):
            return None
        chain = entry.chain[:LINK_LETTERS]
        texts = [None if each is None else JSON.encode(each) for each in bare]
        record = (entry.kind, entry.record_table, entry.record_id)
        body = body_of(entry, entry.sequence, record, texts, self._moment(entry.happened_at))
        return {
            "sequence": entry.sequence,
            "before": texts[0],
            "after": texts[1],
            "chain": f"{chain} {chained(self._secret, f'{SEALED}{chain}', body)}",
        }

    def _is_ours(self, entry: Any, after: Mapping[str, Any]) -> bool:
        """Whether the record an entry made belongs to the inspection; a debrief does by its session."""
        if entry.record_table == DebriefRecord.__tablename__:
            return after.get("session_id") in self._ours[CaseSessionRecord.__tablename__]
        return bool(after.get("inspection_id") == self._inspection_id)

    def _moment(self, said: str) -> str:
        """As the body of an entry says it; an import has one for all its entries."""
        if said not in self._moments:
            self._moments[said] = quoted(datetime.fromisoformat(said).isoformat())
        return self._moments[said]


def _ids(values: dict[str, Any] | None) -> Iterator[str]:
    said = (values or {}).get("child_id")
    if said and not said.startswith(GONE):
        yield str(said)


def _emptied(values: dict[str, Any] | None, names: frozenset[str]) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: GONE if name in names else value for name, value in values.items()}
