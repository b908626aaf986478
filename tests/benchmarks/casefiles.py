"""Children by the ten thousand: one card with all that touches the child, the list by filter, and their end.

Fifty thousand children stand in the store, as many requests and messages as a busy inspection has. The floor of
a card is the child's row alone by its key in plain SQL on the same connection; that of the list the same rows.
The floor of the purge is plain SQL on the same store, rolled back: the rows of the children and of the search index
deleted, the trail's words overwritten. It proves nothing, keeps no chain and counts nothing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from big_timetable import NOW, open_house
from sqlalchemy import text

CHILDREN, REQUESTS = 50_000, 300
TODAY = date(2026, 12, 2)
COHORTS = (("child in care", "child in need"), ("child protection", "child in need"), ("child in need",))


def measure(
    folder: Path, by_turns: Callable[..., tuple[float, float]], figure: Callable[..., Any]
) -> list[Any]:
    """Both figures; ``by_turns`` and ``figure`` are those of `run`."""
    from ilacs_desktop.domain.casefiles import AnnexAReview

    house = open_house(folder / "cases")
    try:
        inspection = house.inspections.open_inspection(
            authority="Borsetshire", framework_key="standard", notified_at=NOW - timedelta(days=9)
        )
        house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), _children()))
        found = house.casefiles.children(inspection.id, limit=12)
        house.casefiles.choose([child.id for child in found], reason="Sampled by Ofsted")
        for number in range(REQUESTS):
            words = f"Chronology and last plan of C-{number % 12 + 1:03}, number {number}"
            house.info_requests.add(inspection.id, verbatim=words)
        keys = cycle([child.id for child in found])

        def raw(query: str, **values: object) -> object:
            with house.store.reading() as session:
                return session.execute(text(query), values).fetchall()

        card = by_turns(
            lambda: house.casefiles.card(next(keys)),
            lambda: raw("SELECT * FROM children WHERE id = :id", id=next(keys)),
            41,
        )
        listed = by_turns(
            lambda: house.casefiles.children(inspection.id, weak_spot="last seen", limit=500),
            lambda: raw("SELECT id, cohorts, facts FROM children ORDER BY code IS NULL, code, child_id"),
            3,
        )
        purged = _purged(house, inspection.id)
        return [
            figure(f"a child's card, of {CHILDREN:,}", card, aim="< 50 ms", floor="the row alone, plain SQL"),
            figure(
                f"by weak spot, of {CHILDREN:,}", listed, aim="< 500 ms", floor="the same rows, plain SQL"
            ),
            figure(
                f"purge of {CHILDREN:,} children", purged, aim="≤ 6.0", floor="the rows deleted, plain SQL"
            ),
        ]
    finally:
        house.store.close()


def _purged(house: Any, inspection_id: int) -> tuple[float, float]:
    """The purge once, and before it the same rows taken out of the same store by plain SQL, rolled back."""
    trail = "UPDATE audit_entries SET \"before\" = '{}', \"after\" = '{}' WHERE record_table = 'children'"
    deeds = (
        "DROP TRIGGER audit_entries_no_update",
        "DELETE FROM search WHERE rowid IN (SELECT (11 << 40) | id FROM children WHERE code IS NULL)",
        "DELETE FROM children WHERE code IS NULL",
        trail,
        "INSERT INTO search(search) VALUES('optimize')",
    )
    with house.store.engine.execution_options(writes=True).connect() as connection:
        begun = time.perf_counter()
        for deed in deeds:
            connection.execute(text(deed))
        floor = time.perf_counter() - begun
        connection.rollback()
    begun = time.perf_counter()
    house.casefiles.purge(inspection_id, why="Retention period over")
    return (time.perf_counter() - begun) * 1000, floor * 1000


def _children() -> tuple[Any, ...]:
    from ilacs_desktop.domain.casefiles import ChildDraft

    drawn = random.Random(5)  # noqa: S311 - invented data, the same each time
    rows = []
    for number in range(CHILDREN):
        facts = {
            name: (TODAY - timedelta(days=drawn.randint(1, 90))).isoformat()
            for name in ("last_seen_on", "care_visit_on", "statutory_visit_on", "review_on", "health_on")
        }
        cohorts, team = COHORTS[number % 3], f"Team {number % 40}"
        rows.append(
            ChildDraft(f"B{100000 + number}", cohorts, team, "", "5 to 9", tuple(sorted(facts.items())), (6,))
        )
    return tuple(rows)
