"""Where else the ID of a child stands: in words that are the authority's record of what was asked and told.

A purge does not rewrite what somebody asked, said or was given. It looks for the IDs in everything that
stays, and says how often they are there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import LargeBinary, String, Table, select
from sqlalchemy.orm import Session

from ilacs_desktop.store.audit_purge import RECORDS
from ilacs_desktop.store.columns import Base, Json

SHORTEST = 5
"""Shorter IDs are also the numbers of days, rooms and children; looking for them would find those."""
TOKEN = re.compile(r"[0-9A-Za-z]+(?:[-/_][0-9A-Za-z]+)*")
PLACES: dict[str, str] = {
    "info_requests": "requests", "request_items": "requests", "request_events": "requests",
    "clock_pauses": "requests", "given_items": "requests", "given_receipts": "requests",
    "figures": "requests", "clarifications": "requests", "messages": "messages",
    "message_originals": "messages", "threads": "messages", "notes": "notes", "note_drafts": "notes",
    "extracts": "notes", "enquiries": "lines", "signals": "lines", "sheets": "sheets", "slots": "timetable",
    "issues": "timetable", "issued_slots": "timetable", "tellings": "timetable", "slot_edits": "timetable",
    "draft_deeds": "timetable", "checkpoints": "timetable", "clash_overrides": "timetable",
}  # fmt: skip
"""Which sort of thing a table belongs to; all others are ``other``."""
NOT_LOOKED_AT = frozenset({*(each.__tablename__ for each in RECORDS), "annex_a_befores", "audit_entries"})
"""What a purge empties itself. The trail says again what the records say, and is counted with them."""


def mentions(session: Session, inspection_id: int, ids: frozenset[str]) -> dict[str, int]:
    """In how many records of each sort one of ``ids`` stands, as a word by itself."""
    wanted = {each.casefold() for each in ids if len(each) >= SHORTEST}
    found: Counter[str] = Counter()
    if not wanted:
        return {}
    for table in Base.metadata.sorted_tables:
        if table.name in NOT_LOOKED_AT:
            continue
        for row in _rows(session, table, inspection_id):
            if any(_says(value, wanted) for value in row):
                found[PLACES.get(table.name, "other")] += 1
    return dict(found)


def _rows(session: Session, table: Table, inspection_id: int) -> Iterator[Any]:
    columns = [each for each in table.c if isinstance(each.type, String | LargeBinary | Json)]
    if not columns:
        return
    query = select(*columns)
    if "inspection_id" in table.c:
        query = query.where(table.c.inspection_id == inspection_id)
    yield from session.execute(query).yield_per(500)


def _says(value: Any, wanted: set[str]) -> bool:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "ignore")
    if isinstance(value, str):
        return any(each.casefold() in wanted for each in TOKEN.findall(value))
    if isinstance(value, dict):
        return any(_says(each, wanted) for pair in value.items() for each in pair)
    return isinstance(value, list) and any(_says(each, wanted) for each in value)
