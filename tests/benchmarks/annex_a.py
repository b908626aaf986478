"""Annex A of eleven lists with 10,000 rows each: read, checked and stored, against a reader that only reads.

Every list is as the invented authority of the tests has it, tests/intake/annex_a_world.py. The floor reads the
very same file with python-calamine, cell by cell into lists, and does nothing with them. openpyxl is in the
project's own tools; pandas is not and is measured where it is installed. Memory is the most that one process
held: the reader's child, and the one that stores.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROWS = 10_000
TURNS = 3
NOTIFIED = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
NOT_MEASURED = (
    "{name} is not installed here, so its reading alone was not measured and there is no figure for it; "
    "install {name} beside the project and run this again.\n"
)
AIM, MEMORY_AIM = "≤ 4.0", "≤ 400 MB"


def calamine_only(path: Path) -> None:
    """Every sheet into plain lists."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def openpyxl_only(path: Path) -> None:
    """Every cell of every sheet, in openpyxl's mode for reading alone."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def pandas_only(path: Path) -> None:
    """Every sheet as a frame, by the same reader underneath."""
    import pandas as pd  # not among what the project needs; measured where it happens to be

    pd.read_excel(path, sheet_name=None, engine="calamine", header=None)


def measure(folder: Path, figure: Callable[..., Any], rows: int = ROWS) -> list[Any]:
    """Ratios of the whole way to each reader, and the memory of the whole way."""
    sys.path[:0] = [str(Path(__file__).parents[2])]
    from tests.intake.annex_a_world import equal_book

    path = equal_book(rows).write(folder / "annex-a.xlsx")
    taken: dict[str, list[float]] = {"ours": [], "calamine": []}
    memory = 0.0
    for turn in range(TURNS):
        taken["calamine"].append(_apart(calamine_only, path)[0])
        seconds, held = _apart(_whole_way, path, folder / f"house-{turn}")
        taken["ours"].append(seconds)
        memory = max(memory, held)
    ours, floor = (statistics.median(taken[name]) * 1000 for name in ("ours", "calamine"))
    said = f"11 lists × {rows:,} rows, read, checked, stored"
    figures = [figure(said, (ours, floor), aim=AIM, floor="python-calamine reading")]
    others: tuple[tuple[str, Callable[[Path], None], str], ...] = (
        ("openpyxl", openpyxl_only, "< 1.0"), ("pandas", pandas_only, "none; beside it"),
    )  # fmt: skip
    for name, reads, aim in others:
        if importlib.util.find_spec(name) is not None:
            alone = _apart(reads, path)[0] * 1000
            figures.append(figure(said, (ours, alone), aim=aim, floor=f"{name} reading"))
        else:
            sys.stderr.write(NOT_MEASURED.format(name=name))
    figures.append(
        figure("the most memory it held", (memory, 400.0), aim=MEMORY_AIM, floor="what is allowed", unit="MB")
    )
    return figures


def _whole_way(path: Path, folder: Path) -> None:
    from big_timetable import open_house

    house = open_house(folder)
    house.store.clock = lambda: datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    inspection = house.inspections.open_inspection(
        authority="Borsetshire", framework_key="standard", notified_at=NOTIFIED, by=None
    )
    begun = time.perf_counter()
    review = house.casefiles.review_annex_a(path, inspection_id=inspection.id)
    house.casefiles.import_annex_a(inspection.id, review)
    taken = time.perf_counter() - begun
    house.store.close()
    _TAKEN.put(taken)


_TAKEN: Any = None


def _apart(deed: Callable[..., None], *args: Path) -> tuple[float, float]:
    """Seconds and megabytes of ``deed`` in a process of its own, so that nothing is warm for anybody."""
    context = multiprocessing.get_context("fork")
    answers: Any = context.SimpleQueue()

    def run() -> None:
        global _TAKEN  # noqa: PLW0603 - in the child only: how the whole way says its own time
        _TAKEN = context.SimpleQueue()
        begun = time.perf_counter()
        deed(*args)
        seconds = time.perf_counter() - begun if _TAKEN.empty() else _TAKEN.get()
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        answers.put((seconds, max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024))

    process = context.Process(target=run)
    process.start()
    process.join()
    seconds, megabytes = answers.get()
    return float(seconds), float(megabytes)
