"""“Already supplied?” over 5,000 requests, a third of them answered with a file.

The questions are those of the labelled set, tests/domain/similar_pairs.toml; every title of it stands there
some twenty-four times, for as many teams, so that the index has far more to offer than is looked at.
"""

from __future__ import annotations

import statistics
import time
import tomllib
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from big_timetable import NOW, open_house

REQUESTS = 5000
AIM = "< 20 ms"
PAIRS = Path(__file__).parents[1] / "domain" / "similar_pairs.toml"


def measure(
    folder: Path, by_turns: Callable[..., tuple[float, float]], figure: Callable[..., Any]
) -> list[Any]:
    """One question over 5,000 requests, the middle one and the slowest, against the same put to FTS5 itself."""
    from ilacs_desktop.domain.changes import Kind
    from ilacs_desktop.domain.info_requests import ways_to_say
    from ilacs_desktop.store.search_index import resembling

    entries = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["supplied"]
    questions = [question for entry in entries for question in entry["asked"]]
    house = open_house(folder / "similar")
    inspection = house.inspections.open_inspection(
        authority="Borsetshire", framework_key="standard", notified_at=NOW, by=None
    )
    _fill(house, inspection.id, entries)
    ours_next, floor_next = cycle(questions), cycle(questions)

    def ours() -> None:
        house.info_requests.similar(inspection.id, next(ours_next))

    def ask_the_index(question: str) -> None:
        with house.store.reading() as session:
            resembling(session.connection(), ways_to_say(question), kinds=(Kind.INFO_REQUEST,), limit=5)

    def floor() -> None:
        ask_the_index(next(floor_next))

    try:
        middle = by_turns(ours, floor, len(questions))
        taken = [
            (_milliseconds(house.info_requests.similar, inspection.id, each), each) for each in questions
        ]
        slowest, question = max(taken)
        least = _milliseconds(ask_the_index, question)
    finally:
        house.store.close()
    floor_is = "the same words put to FTS5"
    return [
        figure(f"already supplied?, {REQUESTS:,} requests", middle, aim=AIM, floor=floor_is),
        figure("the slowest of its questions", (slowest, least), aim=AIM, floor=floor_is),
    ]


def _milliseconds(deed: Callable[..., object], *with_what: object) -> float:
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        deed(*with_what)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _fill(house: Any, inspection_id: int, entries: list[dict[str, Any]]) -> None:
    from ilacs_desktop.store.info_requests import GivenItemRecord, InfoRequestRecord

    with house.store.working("Take down many requests") as session:
        records = []
        for number in range(1, REQUESTS + 1):
            entry, team = entries[number % len(entries)], number // len(entries) + 1
            title = f"{entry['title']}, team {team}"
            records.append(
                InfoRequestRecord(
                    inspection_id=inspection_id,
                    series="T",
                    number=number,
                    verbatim=f"Inspector {'ABCD'[number % 4]} asked for {title}",
                    title=title,
                    asked_at=NOW,
                    moved_at=NOW,
                    given_at=NOW if number % 3 == 0 else None,
                )
            )
        session.add_all(records)
        session.flush()
        session.add_all(
            GivenItemRecord(
                inspection_id=inspection_id,
                request_id=record.id,
                file_name=f"{record.title}.xlsx",
                how="sharing site",
                given_at=NOW,
            )
            for record in records
            if record.given_at is not None
        )
