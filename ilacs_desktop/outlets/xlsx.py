"""A sheet as a workbook: one worksheet a part, to be sorted and filtered."""

from __future__ import annotations

import io
import re

import xlsxwriter

from ilacs_desktop.domain.briefing import Section, SectionKind, Sheet
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.outlets.files import steady_zip
from ilacs_desktop.outlets.safe_text import safe_sheet
from ilacs_desktop.outlets.workbook import new_book

NAME_LIMIT = 31
"""Characters in the name of a worksheet."""

WIDEST = 60


def xlsx_bytes(sheet: Sheet) -> bytes:
    """The sheet as XLSX. Every cell is text: nothing in it is a formula or a link."""
    sheet = safe_sheet(sheet)
    out = io.BytesIO()
    book = new_book(out, title=sheet.title, authority=sheet.authority, made_at=sheet.as_of)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1, "font_color": "#4C5868", "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    names: set[str] = set()
    _about(book.add_worksheet(_name("About", names)), sheet, bold, cell)
    for section in sheet.sections:
        page = book.add_worksheet(_name(section.title, names))
        _fill(page, section, head, cell)
    book.close()
    return steady_zip(out.getvalue())


def _about(
    page: xlsxwriter.worksheet.Worksheet,
    sheet: Sheet,
    bold: xlsxwriter.format.Format,
    cell: xlsxwriter.format.Format,
) -> None:
    lines = (
        ("Marking", sheet.marking),
        ("Sheet", f"{sheet.title} ({sheet.name})"),
        ("For", sheet.person or sheet.audience.value),
        ("Inspection", sheet.inspection_title),
        ("Day", sheet.day_line),
        ("Timetable", f"issue {sheet.issue_number}" if sheet.issue_number else "none issued"),
        ("As at", f"{said_short_day(day_of(sheet.as_of))} {said_time(sheet.as_of)}"),
        ("Audit code", sheet.audit_code),
        ("Embargo", sheet.embargo),
    )
    page.set_column(0, 0, 14)
    page.set_column(1, 1, WIDEST)
    for row, (label, words) in enumerate(line for line in lines if line[1]):
        page.write_string(row, 0, label, bold)
        page.write_string(row, 1, words, cell)


def _fill(
    page: xlsxwriter.worksheet.Worksheet,
    section: Section,
    head: xlsxwriter.format.Format,
    cell: xlsxwriter.format.Format,
) -> None:
    headings = section.headings if section.kind is SectionKind.TABLE else _list_headings(section)
    rows = section.rows or ((section.empty_says, *("" for _ in headings[1:])),)
    for column, heading in enumerate(headings):
        page.write_string(0, column, heading, head)
        longest = max((len(row[column]) for row in rows), default=0)
        page.set_column(column, column, min(WIDEST, max(len(heading), longest) + 2))
    for at, row in enumerate(rows, start=1):
        for column, words in enumerate(row):
            page.write_string(at, column, words, cell)
    if section.left_out:
        page.write_string(len(rows) + 1, 0, section.left_out, cell)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(rows), len(headings) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _list_headings(section: Section) -> tuple[str, ...]:
    return ("What",) if section.kind is SectionKind.TEXT else ("For", "What")


def _name(title: str, taken: set[str]) -> str:
    """A worksheet name no other has: without what Excel forbids, cut, and counted when it comes twice."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\']+", " ", title).split())[:NAME_LIMIT].strip() or "Part"
    if plain.casefold() == "history":
        plain = "Part"
    name, count = plain, 1
    while name.casefold() in taken:
        count += 1
        name = f"{plain[: NAME_LIMIT - len(str(count)) - 1].strip()} {count}"
    taken.add(name.casefold())
    return name
