"""Lists as CSV and as plain text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime

from ilacs_desktop.domain.listings import Cell, Grid, Listing, Look
from ilacs_desktop.domain.moments import day_of, local, said_minutes, said_short_day, said_time
from ilacs_desktop.outlets.safe_text import FORMULA_STARTS, one_line

APOSTROPHE = "'"
"""Leads a text in CSV that a spreadsheet would take for a formula, or that begins with one itself."""


def csv_bytes(grid: Grid) -> bytes:
    """One grid as CSV with a byte order mark, for a spreadsheet.

    Texts are as they were typed but for the apostrophe in front of those that a spreadsheet would take for
    a formula. Moments are London's, as ``2026-12-03 14:00``; days as ``2026-12-03``.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([head.title for head in grid.heads])
    for row in grid.rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{local(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(cell)
    seen = cell.lstrip(" \n\r\u00a0")
    return APOSTROPHE + cell if seen.startswith((*FORMULA_STARTS, APOSTROPHE)) else cell


def plain_text(listing: Listing) -> str:
    """The printed part of a list without markup, a line a row, to be read aloud or pasted into a chat."""
    blocks = [
        "\n".join(
            filter(
                None,
                (
                    one_line(listing.title),
                    f"{one_line(listing.inspection_title)} · {said_as_of(listing)}",
                    one_line(listing.says),
                ),
            )
        )
    ]
    for grid in listing.grids[: listing.printed]:
        lines = [line for row in grid.rows for line in _text_lines(grid, row)] or [grid.empty_says]
        blocks.append("\n".join(lines))
    blocks.append(f"{listing.marking} · {said_as_of(listing)}")
    return "\n\n".join(blocks) + "\n"


def _text_lines(grid: Grid, row: tuple[Cell, ...]) -> Iterator[str]:
    shown = {head.title: said_cell(cell, head.look) for head, cell in zip(grid.heads, row, strict=True)}
    words: list[str] = []
    for head in grid.heads:
        if head.share is None or not shown[head.title]:
            continue
        is_named = words and (head.look in {Look.MOMENT, Look.DAY})
        words.append(
            f"{(head.printed or head.title).lower()} {shown[head.title]}" if is_named else shown[head.title]
        )
    yield one_line(" · ".join(words))
    for head in grid.heads:
        if head.under and shown[head.title] and shown[head.title] != shown[head.under]:
            yield f"    {one_line(shown[head.title])}"


def said_cell(cell: Cell, look: Look = Look.TEXT) -> str:
    """A cell in words: ``Thu 3 Dec 14:00``, ``Thu 3 Dec``, ``late 2 h``; a blank is empty."""
    if look is Look.SLACK and isinstance(cell, int):
        return f"late {said_minutes(cell)}" if cell < 0 else said_minutes(cell)
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{said_short_day(day_of(cell))} {said_time(cell)}"
    return said_short_day(cell) if isinstance(cell, date) else str(cell)


def said_as_of(listing: Listing) -> str:
    """``as of Wed 2 Dec 18:40``."""
    return f"as of {said_cell(listing.as_of)}"
