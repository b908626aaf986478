"""How a sheet says times, names and counts, and how it says what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from ilacs_desktop.domain.moments import moment, said_minutes, said_time, said_when
from ilacs_desktop.domain.redaction import RequestLine
from ilacs_desktop.domain.timetable import Part, PartKind, Slot

Row = tuple[str, ...]


def bounded(rows: Sequence[Row], limit: int, *, where: str = "") -> tuple[tuple[Row, ...], str]:
    """The first ``limit`` rows and what is said of the rest: "and 7 more", with ``where`` they are.

    One row too many is shown all the same, for it takes no more room than saying so.
    """
    over = len(rows) - limit
    if over <= 1:
        return tuple(rows), ""
    return tuple(rows[:limit]), f"and {over} more" + (f", {where}" if where else "")


def said_names(names: Sequence[str], *, limit: int = 3) -> str:
    """``a, b and c``; beyond ``limit`` ``a, b, c and 2 more``. One over the limit is named."""
    if len(names) > limit + 1:
        return f"{', '.join(names[:limit])} and {len(names) - limit} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def said_people(parts: Sequence[Part]) -> str:
    """The people of a slot, those who lead first and those who may come last: ``Inspectors A and E``."""
    order = {PartKind.LEADS: 0, PartKind.ATTENDS: 1, PartKind.NAVIGATES: 2, PartKind.OPTIONAL: 3}
    names = [part.name for part in sorted(parts, key=lambda part: order[part.part])]
    letters = [name.removeprefix("Inspector ") for name in names]
    if len(names) > 1 and all(len(letter) == 1 for letter in letters):
        return f"Inspectors {said_names(letters, limit=6)}"
    return said_names(names)


def said_span(slot: Slot) -> str:
    """``09:30–10:30``."""
    return f"{said_time(slot.starts_at)}–{said_time(slot.ends_at)}"


def said_count(number: int, one: str, many: str = "") -> str:
    """``1 request``, ``3 requests``, ``no requests``."""
    words = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {words}"


def said_on(at: datetime, day: date) -> str:
    """A moment as read on ``day``: ``18:55``, ``Fri 09:00``, ``Mon 14 Dec 09:00``."""
    return said_when(at, moment(day, time(12)))


def said_due(line: RequestLine, day: date) -> str:
    """When a request is due, as read on ``day``: ``18:55``, ``late, was Wed 18:55``, ``paused``."""
    if line.is_paused:
        return "paused"
    if line.due_at is None:
        return "no date yet"
    return f"late, was {said_on(line.due_at, day)}" if line.is_overdue else said_on(line.due_at, day)


def said_slack(line: RequestLine) -> str:
    """What is left: ``1 h 20 left``, ``15 min late``, ``waiting`` while the clock stands still."""
    if line.is_paused or line.slack_minutes is None:
        return "waiting"
    return f"{said_minutes(line.slack_minutes)} {'late' if line.is_overdue else 'left'}"


def capitalised(sentence: str) -> str:
    """``sentence`` with a capital first letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
