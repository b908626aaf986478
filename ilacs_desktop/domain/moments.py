"""Moments and days: stored in UTC, said and shown in London time.

Arithmetic on moments happens in UTC only, for adding minutes to a London time forgets
which of the two 01:30s in October was meant.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

Clock = Callable[[], datetime]
"""Gives the present moment, aware and in UTC; handed in, so that a test owns the day."""


def local(at: datetime) -> datetime:
    """``at`` as London time. Raises ValueError for a moment without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(LONDON)


def day_of(at: datetime) -> date:
    """The London day on which ``at`` falls."""
    return local(at).date()


def moment(day: date, at: time) -> datetime:
    """The moment, in UTC, at which London clocks show ``at`` on ``day``.

    A time that comes twice in October is the first of the two; a time that is skipped in
    March is read an hour later, as clocks then show it.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=LONDON).astimezone(UTC)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from ``start`` to ``end``, negative when ``end`` is earlier."""
    return round((end - start).total_seconds()) // 60


def said_time(at: datetime) -> str:
    """The London time as ``09:30``."""
    return f"{local(at):%H:%M}"


def said_day(day: date) -> str:
    """``Thursday 3 December``."""
    return f"{day:%A} {day.day} {day:%B}"


def said_short_day(day: date) -> str:
    """``Thu 3 Dec``."""
    return f"{day:%a} {day.day} {day:%b}"


def said_minutes(minutes: int) -> str:
    """A length of time as people say it: ``15 min``, ``1 h 20``, ``2 h``, ``3 days``.

    The sign is dropped; the words around it say whether it is past.
    """
    minutes = abs(minutes)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest:02d}" if rest else f"{hours} h"
    return f"{hours // 24} days"


def said_when(at: datetime, now: datetime) -> str:
    """``18:55`` today, ``Thu 08:30`` within six days, otherwise ``Thu 3 Dec 08:30``."""
    day, today = day_of(at), day_of(now)
    if day == today:
        return said_time(at)
    if abs((day - today).days) <= 6:
        return f"{day:%a} {said_time(at)}"
    return f"{said_short_day(day)} {said_time(at)}"


def said_roughly(at: datetime, now: datetime) -> str:
    """As ``said_when``, but of a moment more than six days away only the day: ``3 Dec``."""
    day = day_of(at)
    if abs((day - day_of(now)).days) <= 6:
        return said_when(at, now)
    return f"{day.day} {day:%b}"
