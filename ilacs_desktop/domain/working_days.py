"""Working days of England and Wales.

A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and
Wales. Source: SI 2007/462, regulation 1. The holidays are handed in; ``services/inspections.py`` reads them.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working_day(on: date, *, holidays: AbstractSet[date]) -> bool:
    """Whether ``on`` is neither at a weekend nor one of ``holidays``."""
    return on.weekday() < SATURDAY and on not in holidays


def add_working_days(start: date, days: int, *, holidays: AbstractSet[date]) -> date:
    """The date ``days`` working days after ``start``, which is day zero; before it when ``days`` is negative.

    With ``days`` nought the answer is ``start`` itself, be it a working day or not.
    """
    step = ONE_DAY if days >= 0 else -ONE_DAY
    left, on = abs(days), start
    while left:
        on += step
        left -= is_working_day(on, holidays=holidays)
    return on


def working_days_between(start: date, end: date, *, holidays: AbstractSet[date]) -> int:
    """The working days after ``start``, up to and including ``end``; negative if ``end`` is earlier."""
    if end < start:
        return -working_days_between(end, start, holidays=holidays)
    days = (start + timedelta(days=count) for count in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays=holidays) for day in days)
