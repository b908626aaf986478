"""Which cells of an ODS workbook are merged: its reader tells it of XLSX and XLS only."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

Range = tuple[tuple[int, int], tuple[int, int]]
"""(row, column) of the first and of the last cell, from 0."""

CONTENT = "content.xml"
MERGED = re.compile(rb'number-rows-spanned\s*=\s*["\'](?!1["\'])')
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
SHEET, ROW = f"{TABLE}table", f"{TABLE}table-row"
CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
PIECE_BYTES = 1 << 20
OVERLAP_BYTES = 64


def merged_in_ods(path: Path) -> dict[str, tuple[Range, ...]]:
    """The ranges merged downwards, by sheet; empty of a file that is no ODS or has none."""
    try:
        with zipfile.ZipFile(path) as container:
            if CONTENT not in container.namelist():
                return {}
            with container.open(CONTENT) as file:
                if not _has_merged(file):
                    return {}
            found: dict[str, list[Range]] = {}
            with container.open(CONTENT) as file:
                for sheet, merged in _ranges(file):
                    found.setdefault(sheet, []).append(merged)
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error, ET.ParseError):
        return {}  # whether it can be read at all is for its reader to say
    return {sheet: tuple(ranges) for sheet, ranges in found.items()}


def _has_merged(file: IO[bytes]) -> bool:
    """Whether any cell is merged downwards: most files have none, and need not be parsed once more."""
    before = b""
    while piece := file.read(PIECE_BYTES):
        if MERGED.search(before + piece):
            return True
        before = piece[-OVERLAP_BYTES:]
    return False


def _ranges(file: IO[bytes]) -> Iterator[tuple[str, Range]]:
    sheet, row, column, rows_next = "", 0, 0, 0
    for event, each in ET.iterparse(file, events=("start", "end")):  # noqa: S314 - in the bounded child only
        if event == "end":
            if each.tag == ROW:
                each.clear()
        elif each.tag == SHEET:
            sheet, rows_next = each.get(f"{TABLE}name", ""), 0
        elif each.tag == ROW:
            row, column = rows_next, 0
            rows_next += _count(each, "number-rows-repeated")
        elif each.tag in CELLS:
            down, across = _count(each, "number-rows-spanned"), _count(each, "number-columns-spanned")
            if down > 1:
                yield sheet, ((row, column), (row + down - 1, column + across - 1))
            column += _count(each, "number-columns-repeated")


def _count(each: ET.Element, name: str) -> int:
    return max(1, int(each.get(TABLE + name, "1")))
