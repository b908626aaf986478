"""Reads workbooks and CSV files as plain rows, each with its own number in the file.

XLSX, XLSB, XLS and ODS by python-calamine, told apart by their content and not by their name; anything else
that is text is read as CSV. Meant to be called in a bounded child process.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.bounded import refuse_hostile_container
from ilacs_desktop.intake.ods_merged import merged_in_ods

Cell = str | float | int | bool | date | datetime | time | timedelta
WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
CSV_NAMES = frozenset({".csv", ".tsv", ".txt"})
MOST_CELLS = 5_000_000
"""A sheet of 10,000 rows and 34 columns has 340,000."""
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``rows[0]`` is row 1 of the file, blank rows included. A hidden sheet is not read.

    ``merged`` are ranges of merged cells, as (row, column) of their first and their last cell, from 0.
    """

    name: str
    rows: list[list[Cell]]
    is_hidden: bool = False
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def read_sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a file, one at a time, in their order.

    Raises:
        Explained: it is empty, damaged, protected by a password, too large, or neither a workbook nor text.
    """
    refuse_hostile_container(path)
    data = path.read_bytes()
    if data.startswith(WORKBOOK_STARTS):
        yield from _workbook(path, data)
    elif path.suffix.casefold() in CSV_NAMES or _is_text(data):
        yield Sheet(path.stem, _csv(path.name, data))
    else:
        raise Explained(
            f"{path.name} is not a workbook, whatever its name says.",
            remedy="Take an XLSX, XLS, ODS or CSV file.",
        )


def _workbook(path: Path, data: bytes) -> Iterator[Sheet]:
    name = path.name
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError as error:
        raise _protected(name) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P" in data[:65536]:
            raise _protected(name) from error
        raise Explained(
            f"{name} is not a workbook that can be read.",
            remedy="Open it where it came from and save it again.",
        ) from error
    merged_by_sheet = merged_in_ods(path)
    for meta in book.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != python_calamine.SheetVisibleEnum.Visible:
            yield Sheet(meta.name, [], is_hidden=True)
            continue
        try:
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise Explained(f"{name}: sheet {meta.name} is larger than any list.", remedy="Divide it.")
            rows = sheet.to_python(skip_empty_area=False)
            merged = tuple(sheet.merged_cell_ranges or merged_by_sheet.get(meta.name, ()))
        except (python_calamine.CalamineError, ValueError) as error:
            raise Explained(
                f"{name}: sheet {meta.name} is damaged.",
                remedy="Open it where it came from and save it again.",
            ) from error
        yield Sheet(meta.name, rows, merged=merged)


def _protected(name: str) -> Explained:
    return Explained(f"{name} is protected by a password.", remedy="Save a copy without one, and take that.")


def _is_text(data: bytes) -> bool:
    if data.startswith(tuple(mark for mark, _ in MARKS)):
        return True
    start = data[:4096]
    return not any(byte < 9 or 13 < byte < 32 for byte in start)


def _csv(name: str, data: bytes) -> list[list[Cell]]:
    text = _decoded(data).replace("\0", "")  # means nothing in a table, and would lie unseen in a name
    lines = text.splitlines()[:20]
    delimiter = max(",;\t|", key=lambda mark: sum(line.count(mark) for line in lines))
    csv.field_size_limit(1_000_000)
    rows: list[list[Cell]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(list(row))
            cells += len(row)
            if cells > MOST_CELLS:
                raise Explained(f"{name} is larger than any list.", remedy="Divide it.")
    except csv.Error as error:
        raise Explained(
            f"{name} is not a table: row {len(rows) + 1} cannot be read.", remedy="Save it as CSV once more."
        ) from error
    return rows


def _decoded(data: bytes) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
