"""Full-text search over everything, kept by the flush listener.

One FTS5 table holds title and body of every record that gives a search text. A row's number
is made from the record's kind and number, so that an entry is replaced and never doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Connection, MetaData, event, text

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.store.bulk import execute_many
from ilacs_desktop.store.columns import Base, Record

ORDINALS = {
    Kind.INSPECTION: 1, Kind.MILESTONE: 2, Kind.PERSON: 3, Kind.PLACE: 4, Kind.ABSENCE: 5, Kind.SLOT: 6,
    Kind.ISSUE: 7, Kind.TELLING: 8, Kind.INFO_REQUEST: 9, Kind.GIVEN_ITEM: 10, Kind.CHILD: 11,
    Kind.CASE_SESSION: 12, Kind.CONCERN: 13, Kind.THREAD: 14, Kind.MESSAGE: 15, Kind.NOTE: 16,
    Kind.ENQUIRY: 17, Kind.SIGNAL: 18, Kind.SHEET: 19, Kind.REMINDER: 20, Kind.REVIEW: 21, Kind.LINK: 22,
    Kind.SETTING: 23, Kind.FIGURE: 24, Kind.CLARIFICATION: 25,
}  # fmt: skip
"""Part of the stored row numbers: never change one, only add."""
KINDS = {ordinal: kind for kind, ordinal in ORDINALS.items()}

SHIFT = 40
CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(title, body, inspection_id UNINDEXED, "
    "tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')"
)


@event.listens_for(Base.metadata, "after_create")
def _create(_metadata: MetaData, connection: Connection, **_more: object) -> None:
    connection.exec_driver_sql(CREATE)


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: what it is, its title, and an excerpt around the words."""

    ref: Ref
    title: str
    excerpt: str


def row_number(kind: Kind, record_id: int) -> int:
    """The row of the full-text table that belongs to a record."""
    return (ORDINALS[kind] << SHIFT) | record_id


def ref_of(number: int) -> Ref:
    """The record a row of the full-text table belongs to."""
    ordinal, record_id = number >> SHIFT, number & ((1 << SHIFT) - 1)
    return Ref(KINDS[ordinal], record_id)


REMOVE = "DELETE FROM search WHERE rowid = :number"
ADD = "INSERT INTO search (rowid, title, body, inspection_id) VALUES (:number, :title, :body, :inspection)"


def index_records(connection: Connection, records: Iterable[tuple[Record, bool]]) -> None:
    """Bring the index up to date with records that were changed, or removed (True)."""
    gone, present = [], []
    for record, is_removed in records:
        words = record.search_text()
        if type(record).search_text is Record.search_text:
            continue
        number = row_number(record.KIND, record.id)
        gone.append({"number": number})
        if words is not None and not is_removed:
            inspection = getattr(record, "inspection_id", None)
            present.append({"number": number, "title": words[0], "body": words[1], "inspection": inspection})
    execute_many(connection, REMOVE, gone)
    execute_many(connection, ADD, present)


def index_new(connection: Connection, record: type[Record], rows: Sequence[dict[str, Any]]) -> None:
    """Put many new records of one kind, given by their columns, into the index."""
    present = []
    for row in rows:
        words = record.search_text(cast("Record", SimpleNamespace(**row)))
        if words is not None:
            number, inspection = row_number(record.KIND, row["id"]), row.get("inspection_id")
            present.append({"number": number, "title": words[0], "body": words[1], "inspection": inspection})
    execute_many(connection, ADD, present)


def index_gone(connection: Connection, record: type[Record], numbers: Iterable[int]) -> None:
    """Take many removed records of one kind out of the index."""
    gone = [{"number": row_number(record.KIND, number)} for number in numbers]
    if record.search_text is not Record.search_text:
        execute_many(connection, REMOVE, gone)


def phrase(words: str) -> str:
    """What the user typed as an FTS5 query: every word must begin somewhere; nothing is an operator."""
    terms = ["".join(ch for ch in word if ch != "\0").replace('"', '""') for word in words.split()]
    return " ".join(f'"{term}"*' for term in terms if any(ch.isalnum() for ch in term))


BEST = (
    "SELECT rowid, title, snippet(search, 1, '', '', '…', 16), inspection_id FROM search "
    "WHERE search MATCH :query {only} ORDER BY bm25(search, 4.0, 1.0) LIMIT :limit"
)
ONLY = "AND (inspection_id IS NULL OR inspection_id = :inspection)"


def search(connection: Connection, words: str, *, inspection_id: int | None, limit: int) -> list[Found]:
    """The best hits for ``words`` in one inspection and in what belongs to none.

    The best of all are asked for first, for to look at the inspection of every match is what costs
    time. Only when another inspection is among them are they asked for again, without it.
    """
    query = phrase(words)
    if not query:
        return []
    asked: dict[str, str | int] = {"query": query, "limit": limit}
    rows = connection.exec_driver_sql(BEST.format(only=""), asked).fetchall()
    if inspection_id is not None and any(row[3] not in {None, inspection_id} for row in rows):
        asked["inspection"] = inspection_id
        rows = connection.exec_driver_sql(BEST.format(only=ONLY), asked).fetchall()
    return [Found(ref_of(number), title, excerpt) for number, title, excerpt, _ in rows]


ALL_OF = "SELECT rowid FROM search WHERE search MATCH :all AND ({kinds}) {only} ORDER BY rank LIMIT :limit"
ONE_OF = "SELECT rowid, :weight{n} AS weight FROM search WHERE search MATCH :ways{n} AND ({kinds}) {only}"
MOST_OF = "SELECT rowid FROM ({each}) GROUP BY rowid ORDER BY sum(weight) DESC, rowid DESC LIMIT :limit"
_ENOUGH, _MOST_NOTIONS, _TELLING = 10, 6, 0.6


def resembling(
    connection: Connection,
    notions: Sequence[tuple[float, Sequence[str]]],
    *,
    kinds: Iterable[Kind],
    inspection_id: int | None = None,
    limit: int = 40,
) -> list[Ref]:
    """The records of ``kinds`` that speak of most of ``notions``: each its weight, and the ways to say it.

    Those that speak of all are asked for first, the closest before the others; where there are few, those
    that speak of the weightiest part, which only counts and so costs little. A word of four letters or
    more may go on; a shorter one is whole, or has an s.
    """
    groups = [(weight, said) for weight, ways in notions[:_MOST_NOTIONS] if (said := _any_of(ways))]
    if not groups:
        return []
    asked: dict[str, str | int | float] = {"limit": limit, "all": " AND ".join(said for _, said in groups)}
    of_kinds: list[str] = []
    for n, kind in enumerate(kinds):
        asked |= {f"from{n}": ORDINALS[kind] << SHIFT, f"below{n}": (ORDINALS[kind] + 1) << SHIFT}
        of_kinds.append(f"(rowid >= :from{n} AND rowid < :below{n})")
    if inspection_id is not None:
        asked["inspection"] = inspection_id
    parts = {"kinds": " OR ".join(of_kinds), "only": ONLY if inspection_id is not None else ""}
    found = list(connection.scalars(text(ALL_OF.format(**parts)), asked))
    if len(found) < _ENOUGH and len(groups) > 1:
        telling = [group for group in groups if group[0] >= _TELLING]
        counted = telling if len(telling) > 1 else groups
        for n, (weight, said) in enumerate(counted):
            asked |= {f"weight{n}": weight, f"ways{n}": said}
        each = " UNION ALL ".join(ONE_OF.format(n=n, **parts) for n in range(len(counted)))
        found += connection.scalars(text(MOST_OF.format(each=each)), asked)
    return [ref_of(number) for number in list(dict.fromkeys(found))[:limit]]


def _any_of(ways: Iterable[str]) -> str:
    terms = [term for way in ways for term in _terms(way)]
    return f"({' OR '.join(terms)})" if terms else ""


def _terms(way: str) -> list[str]:
    words = re.findall(r"[^\W_]+", way)
    if not words:
        return []
    said = f'"{" ".join(words)}"'
    return [f"{said}*"] if len(words[-1]) >= 4 else [said, f'"{" ".join(words)}s"']


NAMED = (
    "SELECT rowid, title, '' FROM search WHERE search MATCH :names AND ({kinds}) {only} "
    "ORDER BY rowid DESC LIMIT :limit"
)


def naming(
    connection: Connection, names: Iterable[str], *, kinds: Iterable[Kind], inspection_id: int, limit: int
) -> list[Found]:
    """What speaks of one of ``names`` as it stands, such as C-014; C-0145 is another one."""
    words = [" ".join(re.findall(r"[^\W_]+", name)) for name in names]
    asked: dict[str, str | int] = {
        "names": " OR ".join(f'"{said}"' for said in words if said),
        "inspection": inspection_id,
        "limit": limit,
    }
    if not asked["names"]:
        return []
    of_kinds = []
    for n, kind in enumerate(kinds):
        asked |= {f"from{n}": ORDINALS[kind] << SHIFT, f"below{n}": (ORDINALS[kind] + 1) << SHIFT}
        of_kinds.append(f"(rowid >= :from{n} AND rowid < :below{n})")
    query = text(NAMED.format(kinds=" OR ".join(of_kinds), only=ONLY))
    return [Found(ref_of(number), title, said) for number, title, said in connection.execute(query, asked)]


def titles(connection: Connection, refs: Sequence[Ref]) -> dict[Ref, str]:
    """The titles under which things stand in the index; those that do not stand there are left out."""
    numbers = {row_number(ref.kind, ref.id): ref for ref in refs}
    if not numbers:
        return {}
    places = ", ".join(str(number) for number in numbers)  # whole numbers of our own making
    rows = connection.exec_driver_sql(f"SELECT rowid, title FROM search WHERE rowid IN ({places})")  # noqa: S608 - numbers alone
    return {numbers[number]: title for number, title in rows}
