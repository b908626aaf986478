"""Lists as a workbook: real days, times and numbers, a frozen head, filters, and each text as it was typed.

Nothing anybody typed is a formula or a link, neither now nor when somebody edits the cell: it is text of the
text format, and a text that begins like a formula carries the mark of text besides.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from itertools import accumulate

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ilacs_desktop.domain.listings import Cell, Grid, Head, Listing, Look
from ilacs_desktop.domain.moments import local
from ilacs_desktop.outlets.files import steady_zip
from ilacs_desktop.outlets.list_files import APOSTROPHE, said_as_of
from ilacs_desktop.outlets.safe_text import FORMULA_STARTS, one_line
from ilacs_desktop.outlets.workbook import new_book

CELL_LETTERS = 32_767
"""Letters a cell holds; of a longer text the rest stands in the line by which it comes back."""

WRAPPED = 24
"""A text column as wide as this, or wider, is folded."""
TALLEST_LINES = 6
PRINTED_WIDTH = 290
"""Letters of a line on A3 landscape that can still be read."""
ABOUT_WIDTH = 72


def xlsx_bytes(listing: Listing) -> bytes:
    """The list as XLSX, one worksheet a grid and one about it; the same list gives the same bytes."""
    out = io.BytesIO()
    book = new_book(out, title=listing.title, authority=listing.authority, made_at=listing.as_of)
    for grid in listing.grids:
        _Page(book, book.add_worksheet(grid.name), listing).fill(grid)
    _about(book.add_worksheet("About"), book, listing)
    book.close()
    return steady_zip(out.getvalue())


class _Page:
    """One worksheet."""

    def __init__(self, book: xlsxwriter.Workbook, page: Worksheet, listing: Listing) -> None:
        self._page = page
        self._listing = listing
        top = {"valign": "top"}
        left = {**top, "align": "left"}
        grey = {"font_color": "#4C5868"}
        self._head = book.add_format({**top, **grey, "bold": True, "bottom": 1, "text_wrap": True})
        self._text = book.add_format({**top, "num_format": "@", "text_wrap": True})
        self._marked = book.add_format({**top, "num_format": "@", "text_wrap": True, "quote_prefix": True})
        self._short = book.add_format({**top, "num_format": "@"})
        self._small = book.add_format({**top, **grey, "font_size": 8, "num_format": "@"})
        self._day = book.add_format({**left, "num_format": "ddd d mmm yyyy"})
        self._moment = book.add_format({**left, "num_format": "ddd d mmm yyyy hh:mm"})
        self._number = book.add_format({**left, "num_format": "#,##0"})

    def fill(self, grid: Grid) -> None:
        page, last = self._page, len(grid.heads) - 1
        extra = self._spill(grid)
        for column, head in enumerate(grid.heads):
            page.write_string(0, column, head.title, self._head)
            page.set_column(column, column, head.width)
        for number in range(1, extra + 1):
            page.write_string(0, last + number, f"{grid.heads[-1].title} {number + 1}", self._head)
        for at, row in enumerate(grid.rows, start=1):
            page.set_row(at, self._height(grid, row))
            for column, (head, cell) in enumerate(zip(grid.heads, row, strict=True)):
                self._write(at, column, head, cell)
            self._write_rest(at, last, row[-1])
        if not grid.rows:
            page.write_string(1, 0, grid.empty_says, self._short)
        page.freeze_panes(1, 2)
        page.autofilter(0, 0, max(1, len(grid.rows)), last)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(8)  # A3
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, max(1, len(grid.rows)), _last_printed(grid))
        listing = self._listing
        page.set_header(
            f"&L{_plain(listing.inspection_title)}&C{_plain(listing.marking)}&R{_plain(grid.name)}"
        )
        page.set_footer(f"&L{_plain(listing.title)}, {said_as_of(listing)}&RPage &P of &N")

    def _write(self, at: int, column: int, head: Head, cell: Cell) -> None:
        page = self._page
        if cell is None or cell == "":
            page.write_blank(at, column, None, self._text)
        elif isinstance(cell, datetime):
            page.write_datetime(
                at, column, local(cell).replace(tzinfo=None, second=0, microsecond=0), self._moment
            )
        elif isinstance(cell, date):
            page.write_datetime(at, column, datetime.combine(cell, time()), self._day)
        elif isinstance(cell, int):
            page.write_number(at, column, cell, self._number)
        elif head.look is Look.SMALL:
            page.write_string(at, column, cell[:CELL_LETTERS], self._small)
        else:
            is_marked = cell.lstrip(" \n\r\u00a0").startswith((*FORMULA_STARTS, APOSTROPHE))
            usual = self._text if head.width >= WRAPPED else self._short
            page.write_string(at, column, _fitting(cell), self._marked if is_marked else usual)

    def _write_rest(self, at: int, last: int, cell: Cell) -> None:
        """The rest of a line that is longer than a cell, in the columns after it."""
        if isinstance(cell, str):
            for number, start in enumerate(range(CELL_LETTERS, len(cell), CELL_LETTERS), start=1):
                self._page.write_string(at, last + number, cell[start : start + CELL_LETTERS], self._small)

    @staticmethod
    def _spill(grid: Grid) -> int:
        """How many more columns the longest line needs."""
        if grid.heads[-1].look is not Look.SMALL:
            return 0
        longest = max((len(row[-1]) for row in grid.rows if isinstance(row[-1], str)), default=0)
        return max(0, (longest - 1) // CELL_LETTERS)

    @staticmethod
    def _height(grid: Grid, row: tuple[Cell, ...]) -> float:
        """As high as the longest folded text needs, but not higher than a screen can bear."""
        lines = 1
        for head, cell in zip(grid.heads, row, strict=True):
            if isinstance(cell, str) and head.width >= WRAPPED and head.look is Look.TEXT:
                folded = sum(-(-len(line) // head.width) or 1 for line in cell[:1000].split("\n"))
                lines = max(lines, folded)
        return 15.0 * min(lines, TALLEST_LINES)


def _last_printed(grid: Grid) -> int:
    """The last column that is printed: as many as can still be read when they are fitted to the page."""
    widths = list(accumulate(head.width for head in grid.heads))
    fits = [
        at
        for at, head in enumerate(grid.heads)
        if widths[at] <= PRINTED_WIDTH and head.look is not Look.SMALL
    ]
    return max(fits)


def _fitting(text: str) -> str:
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= CELL_LETTERS else f"{clean[: CELL_LETTERS - 1]}…"


def _about(page: Worksheet, book: xlsxwriter.Workbook, listing: Listing) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    lines = (
        ("List", listing.own_list),
        ("Marking", listing.marking),
        ("What", listing.title),
        ("Holds", listing.says),
        ("Inspection", listing.inspection_title),
        ("As of", said_as_of(listing)),
        ("Times", "London time"),
        (
            "Coming back",
            "Change titles, meanings, owners, lines of enquiry, kinds and times, and take it in again; leave "
            "the column “For coming back” as it is. It holds the request whole, so do not pass it on further "
            "than the list itself."
            if listing.own_list
            else ""
            if listing.is_report
            else "Without the column for coming back; it is read like anybody's list.",
        ),
    )
    page.set_column(0, 0, 14)
    page.set_column(1, 1, ABOUT_WIDTH)
    for row, (label, words) in enumerate(line for line in lines if line[1]):
        page.write_string(row, 0, label, bold)
        page.write_string(row, 1, one_line(words), cell)
        page.set_row(row, 15.0 * -(-len(words) // ABOUT_WIDTH))


def _plain(text: str) -> str:
    """Words for a printed head: an ampersand is doubled, and it is not long."""
    return one_line(text)[:70].replace("&", "&&")
