from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl

from ilacs_desktop.domain.briefing import Section, SectionKind, Sheet
from ilacs_desktop.outlets.xlsx import xlsx_bytes


def opened(sheet: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(sheet)))


def test_that_each_part_is_a_worksheet_with_frozen_headings_and_filters(sheet: Sheet) -> None:
    book = opened(sheet)

    assert book.sheetnames == ["About", *(section.title[:31] for section in sheet.sections)]
    page = book["Timetable"]
    section = sheet.section("timetable")
    assert section is not None
    rows = [tuple(cell.value or "" for cell in row) for row in page.iter_rows()]
    assert rows == [section.headings, *section.rows]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:E{len(section.rows) + 1}"


def test_that_nothing_is_a_formula_a_link_or_hidden(
    sheet_of_text: Callable[[str], Sheet], shared_data: Path
) -> None:
    strings = json.loads((shared_data / "strings" / "blns.json").read_text(encoding="utf-8"))
    hostile = [
        "=1+1",
        "@SUM(1)",
        "+1",
        "-1",
        "＝1",
        "https://x.example",
        "mailto:a@x.example",
        "\x00",
        "\ud800",
        "{=1}",
    ]
    rows = tuple((text, text) for text in (*strings, *hostile))
    sheet = replace(
        sheet_of_text("=cmd|' /C calc'!A0"),
        sections=(Section("t", "T", SectionKind.TABLE, ("a", "b"), rows),),
    )

    data = xlsx_bytes(sheet)

    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert [cell.value for cell in cells if cell.data_type == "n" and cell.value is not None] == []
    assert [page.sheet_state for page in book] == ["visible", "visible"]
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist() if name.startswith("xl/")}
    assert [name for name, part in parts.items() if b"<f>" in part or b"hyperlink" in part.lower()] == []


def test_that_worksheets_of_one_title_are_told_apart(sheet: Sheet) -> None:
    same = tuple(
        Section(f"k{at}", "A/B: " + "x" * 40, SectionKind.LIST, rows=(("a", "b"),)) for at in range(3)
    )

    assert opened(replace(sheet, sections=same)).sheetnames == [
        "About",
        "A B " + "x" * 27,
        "A B " + "x" * 25 + " 2",
        "A B " + "x" * 25 + " 3",
    ]


def test_that_the_same_sheet_gives_the_same_bytes(sheet: Sheet) -> None:
    assert xlsx_bytes(sheet) == xlsx_bytes(sheet)
