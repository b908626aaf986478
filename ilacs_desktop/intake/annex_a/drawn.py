"""On which day the lists were drawn, as far as a file tells it, and whether that was too early."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.intake.annex_a.values import as_date
from ilacs_desktop.intake.sheets import Cell

SAID = re.compile(
    r"\b(?:as at|as of|extract(?:ed)?(?: date)?|drawn|run(?: on| date)?|report date|produced|snapshot)\b"
    r"[\s:]*(?:on\s+)?(.*)",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} \d{2,4}"
)
WRITTEN = re.compile(rb"<(?:dcterms:modified|dc:date)[^>]*>(\d{4}-\d\d-\d\d)")
PROPERTIES = ("docProps/core.xml", "meta.xml")
MOST_BYTES = 100_000


def said_in_titles(rows: Iterable[Sequence[Cell]]) -> date | None:
    """The day that the rows above the headings name: "Data as at 12/11/2026"."""
    for row in rows:
        for place, cell in enumerate(row):
            found = SAID.search(cell) if isinstance(cell, str) else None
            if found is None:
                continue
            written = DAY.search(found[1])
            if written and (day := as_date(written[0])):
                return day
            following = next((each for each in row[place + 1 :] if each != ""), "")
            if isinstance(following, date | str) and (day := as_date(following)):
                return day
    return None


def file_saved_on(path: Path) -> date | None:
    """The day on which a workbook says it was last saved; None when it does not say."""
    with (
        suppress(OSError, zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError),
        zipfile.ZipFile(path) as container,
    ):
        for name in PROPERTIES:
            if name in container.namelist():
                with container.open(name) as file:
                    found = WRITTEN.search(file.read(MOST_BYTES))
                if found:
                    return datetime.fromisoformat(found[1].decode()).date()
    return None


def staleness(
    earliest_on: date, *, titled_on: date | None, saved_on: date | None, newest_on: date | None
) -> str:
    """What is to be said of lists drawn before ``earliest_on``; empty when nothing speaks for it.

    A title that names the day is believed; else lists cannot be newer than the day the file was saved. If
    neither is known or too old, the newest date in them says how far they reach.
    """
    rule = f"the template asks for lists drawn on {said_day(earliest_on)} {earliest_on.year} or later"
    if titled_on is not None and titled_on < earliest_on:
        return f"These lists say they are of {said_day(titled_on)} {titled_on.year}; {rule}."
    if titled_on is None and saved_on is not None and saved_on < earliest_on:
        return f"This file was last saved on {said_day(saved_on)} {saved_on.year}; {rule}."
    if titled_on is None and newest_on is not None and newest_on < earliest_on:
        return f"The newest date in these lists is {said_day(newest_on)} {newest_on.year}; {rule}."
    return ""
