"""Reads somebody's tracker of requests, or a list of ours, from XLSX, XLS, ODS or CSV, as it stands.

What its columns mean is said afterwards, see ``request_rows``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests.exchange.listing import OWN_LIST
from ilacs_desktop.domain.info_requests.exchange.tracker import (
    RawFile,
    RawTable,
    known_headings,
    plain_heading,
)
from ilacs_desktop.intake.bounded import run_bounded
from ilacs_desktop.intake.sheets import Cell, Sheet, read_sheets
from ilacs_desktop.intake.when import is_blank

LOOK_AT_ROWS, MOST_ROWS, MOST_COLUMNS = 25, 100_000, 200


def read_tracker(path: Path, *, cancelled: Callable[[], bool] | None = None) -> RawFile:
    """What stands in the file; read in a bounded child process.

    Raises:
        Explained: it cannot be read at all, or holds no table.
    """
    return run_bounded(read_here, path, cancelled=cancelled)


def read_here(path: Path) -> RawFile:
    """As ``read_tracker``, in this process."""
    tables: dict[tuple[str, ...], RawTable] = {}
    notes: list[str] = []
    for sheet in read_sheets(path):
        if sheet.is_hidden:
            notes.append(f"Sheet {sheet.name} is hidden and was not read.")
            continue
        if len(sheet.rows) > MOST_ROWS:
            raise Explained(f"{path.name} has more than {MOST_ROWS} rows.", remedy="Is it the right file?")
        if _is_about(sheet.rows) or not any(not is_blank(cell) for row in sheet.rows for cell in row):
            continue
        table = _table(sheet)
        if table is None:
            notes.append(f"Sheet {sheet.name} has no row of headings and was not read.")
            continue
        key = tuple(map(plain_heading, table.headings))
        first = tables.get(key)
        tables[key] = table if first is None else _joined(first, table)
    if not tables:
        raise Explained(
            f"No table was found in {path.name}.",
            remedy="It needs a row of headings, such as: what was asked, asked by, date, owner, due, status.",
        )
    ordered = sorted(tables.values(), key=lambda table: -known_headings(table.headings))
    return RawFile(path.name, tuple(ordered), tuple(notes))


def _is_about(rows: Sequence[Sequence[Cell]]) -> bool:
    return any(len(row) > 1 and row[0] == "List" and row[1] == OWN_LIST for row in rows[:3])


def _joined(first: RawTable, second: RawTable) -> RawTable:
    """Two sheets with the same headings as one; the name of each stands in the number of its rows."""
    return replace(first, name=f"{first.name}, {second.name}", rows=first.rows + second.rows)


def _table(sheet: Sheet) -> RawTable | None:
    """The sheet with its row of headings found: the one with most words that mean something."""
    best: tuple[int, int] | None = None
    for number, row in enumerate(sheet.rows[:LOOK_AT_ROWS]):
        texts = [str(cell) if isinstance(cell, str) else "" for cell in row[:MOST_COLUMNS]]
        known = known_headings(texts) if sum(map(bool, texts)) else 0
        if known and (best is None or known > best[0]):
            best = (known, number)
    best = best or _first_full(sheet.rows)
    if best is None:
        return None
    start = best[1]
    width = min(max(map(len, sheet.rows[start:])), MOST_COLUMNS)
    if start and _begins_above(sheet.rows[start - 1], sheet.rows[start], width):
        start -= 1
    headings = [_heading(sheet.rows[start], at) for at in range(width)]
    again = [list(map(plain_heading, headings))]
    below = sheet.rows[start + 1] if start + 1 < len(sheet.rows) else []
    first = start + 1
    if _is_second_row(headings, below):
        lower = [_heading(below, at) for at in range(width)]
        again.append(list(map(plain_heading, lower)))
        headings = _two_rows(headings, lower)
        first += 1
    below_rows = sheet.rows[first:]
    while headings and not headings[-1] and not any(_has(row, len(headings) - 1) for row in below_rows):
        headings.pop()
    rows = tuple(
        (f"{sheet.name}, row {number}", tuple(row[: len(headings)]))
        for number, row in enumerate(sheet.rows[first:], first + 1)
        if any(not is_blank(cell) for cell in row) and not any(_is_again(row, plain) for plain in again)
    )
    return RawTable(sheet.name, tuple(headings), rows)


def _is_again(row: Sequence[Cell], plain: Sequence[str]) -> bool:
    """Whether the headings stand in a row once more, as at the top of a printed page."""
    cells = (cell if isinstance(cell, str) else "" for cell in row)
    return all(plain_heading(cell) == heading for cell, heading in zip(cells, plain, strict=False))


def _first_full(rows: Sequence[Sequence[Cell]]) -> tuple[int, int] | None:
    """The first row of two words or more, when no heading is known."""
    for number, row in enumerate(rows[:LOOK_AT_ROWS]):
        words = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        has_letters = all(any(letter.isalpha() for letter in word) for word in words)
        if len(words) >= 2 and has_letters and len(words) == sum(not is_blank(cell) for cell in row):
            return 0, number
    return None


def _has(row: Sequence[Cell], at: int) -> bool:
    return at < len(row) and not is_blank(row[at])


def _heading(row: Sequence[Cell], at: int) -> str:
    return " ".join(str(row[at]).split()) if at < len(row) and isinstance(row[at], str) else ""


def _begins_above(above: Sequence[Cell], row: Sequence[Cell], width: int) -> bool:
    """Whether the headings begin a row above the one with most of them: it knows some where that is blank."""
    upper, lower = ([_heading(each, at) for at in range(width)] for each in (above, row))
    more = [over for over, under in zip(upper, lower, strict=True) if over and not under]
    return bool(known_headings(more)) and sum(map(bool, upper)) > 1 and _is_second_row(upper, row)


def _is_second_row(headings: Sequence[str], below: Sequence[Cell]) -> bool:
    """Whether the row below belongs to the headings: it fills their gaps, with words only."""
    if not all(isinstance(cell, str) for cell in below):
        return False
    texts = [_heading(below, at) for at in range(len(headings))]
    fills = [text for heading, text in zip(headings, texts, strict=True) if text and not heading]
    return bool(fills) and all(len(text) < 30 for text in texts) and known_headings(texts) >= len(fills)


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Each heading with the one above it, which may be merged over several."""
    made, last = [], ""
    for over, under in zip(upper, lower, strict=True):
        last = over or (last if under else "")
        both = f"{last} {under}".strip() if under and last != under else last or under
        known = known_headings([under]) if under else 0
        made.append(under if known else both)
    return made
