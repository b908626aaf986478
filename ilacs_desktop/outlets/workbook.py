"""How every workbook begins: nothing in it is taken for a formula, a link or a number by itself."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from ilacs_desktop.outlets.safe_text import one_line


def new_book(out: io.BytesIO, *, title: str, authority: str, made_at: datetime) -> xlsxwriter.Workbook:
    """A workbook that is written into ``out`` when it is closed; it says nothing of who made it."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {
            "title": one_line(title),
            "author": one_line(f"{authority} inspection desk"),
            "created": made_at.replace(tzinfo=None),
            "comments": "",
        }
    )
    return book
