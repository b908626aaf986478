"""Lists on paper as tagged PDF (PDF/UA-1), A4 landscape, and as pictures of its pages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ilacs_desktop.domain.listings import Cell, Grid, Head, Listing, Look
from ilacs_desktop.outlets.list_files import said_as_of, said_cell
from ilacs_desktop.outlets.pdf import SCREEN_PPI, UNPRINTABLE, UNPRINTABLE_NOTE, printable_words, typeset
from ilacs_desktop.outlets.safe_text import one_line

LONGEST_CELL = 600
"""Letters of one text that are printed; whoever needs more has the workbook."""


def pdf_bytes(listing: Listing) -> bytes:
    """The printed part of a list as PDF/UA-1; the same list gives the same bytes.

    Raises:
        RuntimeError: the typesetter warned or refused; a fault of ours, not of the text.
    """
    return _set(listing, "pdf")[0]


def page_pictures(listing: Listing, *, ppi: float = SCREEN_PPI) -> list[bytes]:
    """Each page as a PNG, ``ppi`` dots to the inch."""
    return _set(listing, "png", ppi=ppi)


def _set(listing: Listing, form: Literal["pdf", "png"], *, ppi: float | None = None) -> list[bytes]:
    return typeset("listing.typ", payload_of(listing), form, ppi=ppi)


def payload_of(listing: Listing) -> dict[str, Any]:
    """The data the template reads: every text already said, nothing left to decide."""
    made = said_as_of(listing)
    payload: dict[str, Any] = {
        "document_title": one_line(f"{listing.title}, {made}"),
        "author": one_line(f"{listing.authority} inspection desk"),
        "marking": listing.marking,
        "header_left": one_line(listing.authority),
        "header_right": made,
        "title": one_line(listing.title),
        "subtitle": one_line(f"{listing.inspection_title} · {made}"),
        "says": one_line(listing.says),
        "footer": one_line(f"{listing.title} · {made} · printed copy is uncontrolled"),
        "grids": [_grid(grid) for grid in listing.grids[: listing.printed]],
    }
    printable: dict[str, Any] = printable_words(payload)
    printable["made"] = list(listing.as_of.utctimetuple()[:6])
    printable["document_title"] = printable["document_title"].replace("\u00a0", " ")
    is_marked = UNPRINTABLE in json.dumps(printable, ensure_ascii=False)
    printable["unprintable"] = UNPRINTABLE_NOTE.replace("Word file", "workbook") if is_marked else ""
    return printable


def _grid(grid: Grid) -> dict[str, Any]:
    printed = [
        at
        for at, head in enumerate(grid.heads)
        if head.share is not None and (head.share or any(row[at] not in {None, ""} for row in grid.rows))
    ]  # a narrow column in which nothing stands is left out
    below = {head.under: at for at, head in enumerate(grid.heads) if head.under}
    columns = {head.title: (at, below.get(head.title)) for at, head in enumerate(grid.heads)}
    return {
        "name": grid.name,
        "headings": [grid.heads[at].printed or grid.heads[at].title for at in printed],
        "shares": [grid.heads[at].share for at in printed],
        "pills": [n for n, at in enumerate(printed) if grid.heads[at].look is Look.STATE],
        "rows": [[_words(grid.heads[at], row, columns) for at in printed] for row in grid.rows],
        "empty": grid.empty_says,
    }


def _words(head: Head, row: Sequence[Cell], columns: Mapping[str, tuple[int, int | None]]) -> list[str]:
    """What stands in a cell, and in small letters below it."""
    at, below = columns[head.title]
    first = _cut(one_line(said_cell(row[at], head.look)))
    second = _cut(one_line(said_cell(row[below]))) if below is not None else ""
    return [first, "" if second == first else second]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1].rstrip()}…"
