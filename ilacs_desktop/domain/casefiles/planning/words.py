"""Why sessions could not be placed, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ilacs_desktop.domain.casefiles.planning.shapes import PlanTerms
from ilacs_desktop.domain.moments import said_minutes, said_short_day
from ilacs_desktop.domain.timetable.slots import said_list

MOST_NAMED = 3
WHOLE_WEEK = 5


def said_missing(terms: PlanTerms) -> str:
    """What must be chosen before anything can be proposed; empty when all is there."""
    if not terms.days:
        return "No day is ticked."
    if not terms.inspector_ids:
        return "No inspector is ticked."
    room = (terms.ends.hour - terms.begins.hour) * 60 + terms.ends.minute - terms.begins.minute
    if terms.minutes <= 0 or room < terms.minutes:
        hours = f"between {terms.begins:%H:%M} and {terms.ends:%H:%M}"
        return f"{said_minutes(max(0, terms.minutes))} do not fit {hours}."
    return ""


def said_reasons(reasons: Sequence[tuple[date, str]], days: Sequence[date]) -> str:
    """Why not, day by day, such as "P. Okafor is on leave all week".

    A reason that holds on several days is said once; one that is not about a day (nobody is named as the
    worker) holds on all of them.
    """
    held: dict[str, list[date]] = {}
    for day, why in reasons:
        held.setdefault(why, []).append(day)
    if len(held) == 1:
        ((why, on),) = held.items()
        return _sentence(why if _is_timeless(why) else f"{why} {_said_days(on, days)}")
    return _sentence("; ".join(f"{why} {_said_days(on, days)}" for why, on in held.items()))


def _said_days(on: Sequence[date], days: Sequence[date]) -> str:
    if len(on) == len(days) and len(on) > MOST_NAMED:
        is_one_week = len({day.isocalendar()[:2] for day in on}) == 1
        return "all week" if is_one_week and len(on) >= WHOLE_WEEK else f"on all {len(on)} days"
    if len(on) > MOST_NAMED:
        return f"on {len(on)} of the {len(days)} days"
    return f"on {said_list([said_short_day(day) for day in on])}"


def _is_timeless(why: str) -> bool:
    return why.endswith(("list of people", "as the worker"))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
