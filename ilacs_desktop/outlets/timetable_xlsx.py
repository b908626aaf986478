"""The timetable as a workbook: real days and times, sorted and filtered, with an id by which rows come back.

Whatever anybody typed is written as text: nothing in it is a formula or a link.
"""

from __future__ import annotations

import io
from datetime import datetime, time

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.domain.papers import LISTING, ListedSlot, Listing
from ilacs_desktop.outlets.files import steady_zip
from ilacs_desktop.outlets.safe_text import one_line
from ilacs_desktop.outlets.workbook import new_book

WIDTHS = (15, 8, 8, 44, 14, 20, 18, 26, 34, 10, 13, 30, 34)
OWN_LIST = "ILACS Desktop timetable"
"""Stands in the part “About”, by which the import knows a list of ours."""


def xlsx_bytes(listing: Listing) -> bytes:
    """The list as XLSX; the same list gives the same bytes."""
    out = io.BytesIO()
    book = new_book(
        out, title=f"{listing.title}, {listing.edition}", authority=listing.authority, made_at=listing.as_of
    )
    _list(book.add_worksheet("Timetable"), book, listing)
    _about(book.add_worksheet("About"), book, listing)
    book.close()
    return steady_zip(out.getvalue())


def _list(page: Worksheet, book: xlsxwriter.Workbook, listing: Listing) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "font_color": "#4C5868", "valign": "top"})
    top = {"valign": "top"}
    text = book.add_format({**top, "text_wrap": True, "num_format": "@"})
    day = book.add_format({**top, "num_format": "ddd d mmm yyyy", "align": "left"})
    clock = book.add_format({**top, "num_format": "hh:mm", "align": "left"})
    small = book.add_format({**top, "font_color": "#4C5868", "font_size": 8, "num_format": "@"})
    headings = LISTING if listing.has_ids else LISTING[:-1]
    for column, (heading, width) in enumerate(zip(headings, WIDTHS, strict=False)):
        page.write_string(0, column, heading, head)
        page.set_column(column, column, width)
    for at, row in enumerate(listing.rows, start=1):
        page.write_datetime(at, 0, datetime.combine(row.day, time()), day)
        page.write_number(at, 1, _fraction(row.starts), clock)
        page.write_number(at, 2, _fraction(row.ends), clock)
        for column, words in enumerate(_words(row), start=3):
            page.write_string(at, column, one_line(words), text)
        if listing.has_ids:
            page.write_string(at, len(LISTING) - 1, row.uid, small)
    if not listing.rows:
        page.write_string(1, 3, listing.empty_says, text)
    page.freeze_panes(1, 3)
    page.autofilter(0, 0, max(1, len(listing.rows)), len(headings) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, max(1, len(listing.rows)), len(LISTING) - 2)
    page.set_header(
        f"&L{_plain(listing.inspection_title)}&C{_plain(listing.marking)}&R{_plain(listing.edition)}"
    )
    page.set_footer(f"&L{_plain(listing.title)}, {_as_of(listing)}&RPage &P of &N")


def _fraction(at: time) -> float:
    """A time of day as a spreadsheet holds it: its part of a day."""
    return (at.hour * 60 + at.minute) / (24 * 60)


def _words(row: ListedSlot) -> tuple[str, ...]:
    return (
        row.what, row.kind, row.place, row.site, row.inspectors, row.staff, row.case, row.status, row.since,
    )  # fmt: skip


def _about(page: Worksheet, book: xlsxwriter.Workbook, listing: Listing) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    comes_back = "Change what you like and take it in again; leave the column “Slot id” as it is."
    lines = (
        ("List", OWN_LIST),
        ("Marking", listing.marking),
        ("Timetable", listing.edition),
        ("Issue", str(listing.number) if listing.number else "draft"),
        ("What", listing.title),
        ("Covers", listing.covers),
        ("Inspection", listing.inspection_title),
        ("As of", _as_of(listing)),
        ("Coming back", comes_back if listing.has_ids else "Without case codes; it cannot come back."),
    )
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 60)
    for row, (label, words) in enumerate(lines):
        page.write_string(row, 0, label, bold)
        page.write_string(row, 1, one_line(words), cell)


def _as_of(listing: Listing) -> str:
    return f"as of {said_short_day(day_of(listing.as_of))} {said_time(listing.as_of)}"


def _plain(text: str) -> str:
    """Words for a printed head: an ampersand is doubled, and it is not long."""
    return one_line(text)[:70].replace("&", "&&")
