"""Words that several rules share."""

from __future__ import annotations

from datetime import date

from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.domain.people import Absence


def said_absence(absence: Absence) -> str:
    """``is in court 09:30–13:00``, ``is on leave until Wed 2 Dec``."""
    if absence.kind.value == "other":
        words = "is away"
    else:
        words = f"is {'in' if absence.kind.value in {'court', 'training'} else 'on'} {absence.kind.value}"
    first, last = day_of(absence.starts_at), day_of(absence.ends_at)
    if first == last:
        return f"{words} {said_time(absence.starts_at)}–{said_time(absence.ends_at)}"
    return f"{words} until {said_short_day(last)}"


def said_stay(since: date | None, until: date | None) -> str:
    """``from Mon 30 Nov to Wed 2 Dec``, with one end only if there is only one."""
    ends = []
    if since is not None:
        ends.append(f"from {said_short_day(since)}")
    if until is not None:
        ends.append(f"{'to' if ends else 'until'} {said_short_day(until)}")
    return " ".join(ends)
