"""Days, times and words out of the cells of anybody's list."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from ilacs_desktop.intake.annex_a.values import MONTHS, as_date
from ilacs_desktop.intake.sheets import Cell

CLOCK = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*([ap])?\.?m?\.?$", re.IGNORECASE)
FOUR = re.compile(r"^([01]\d|2[0-3])([0-5]\d)$")
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", re.IGNORECASE)
NO_YEAR = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ /\-]+([A-Za-z]{3,9}|\d{1,2})$")


def read_clock(cell: Cell) -> time | None:  # noqa: PLR0911 - one line for each way a time is kept
    """A time of day from a time, a part of a day, or words such as 9.30, 0930 or 2 pm; None if it is none."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta):
        cell = cell.total_seconds() / 86400
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not 0 < cell < 1:
            return read_clock(f"{int(cell):04d}") if float(cell).is_integer() and 100 <= cell < 2400 else None
        minutes = round(cell * 24 * 60)
        return time(minutes // 60, minutes % 60) if minutes < 24 * 60 else None
    text = str(cell).strip()
    if text.casefold() in {"noon", "midday", "12 noon"}:
        return time(12)
    found = FOUR.match(text) or CLOCK.match(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").casefold() if found.re is CLOCK else ""
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_day(cell: Cell, around: date) -> date | None:
    """A day, day before month; without a year the one nearest to ``around``."""
    if not isinstance(cell, str):
        found = None if isinstance(cell, bool | time | timedelta) else as_date(cell)
    else:
        text = WEEKDAY.sub("", " ".join(cell.replace("\u00a0", " ").split()))
        found = as_date(text) or _without_year(text, around)
    return found if found is not None and 2000 <= found.year < 2100 else None


def _without_year(text: str, around: date) -> date | None:
    found = NO_YEAR.match(text)
    if found is None:
        return None
    word = found[2].casefold()[:3]
    month = int(found[2]) if found[2].isdigit() else MONTHS.index(word) + 1 if word in MONTHS else 0
    days = []
    for year in (around.year - 1, around.year, around.year + 1):
        try:
            days.append(date(year, month, int(found[1])))
        except ValueError:
            continue
    return min(days, key=lambda day: abs((day - around).days), default=None)


def is_blank(cell: Cell) -> bool:
    """Whether a cell is empty or white."""
    return isinstance(cell, str) and not cell.strip()


def words_of(cell: Cell) -> str:
    """A cell as one line; a whole number without its decimals."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())
