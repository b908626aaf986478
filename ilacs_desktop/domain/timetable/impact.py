"""What issuing the draft would mean, seen before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.moments import day_of, local, said_short_day
from ilacs_desktop.domain.people import Absence, Person, Side
from ilacs_desktop.domain.timetable.clash import Clash
from ilacs_desktop.domain.timetable.diff import Change
from ilacs_desktop.domain.timetable.slips import Slip


@dataclass(frozen=True, slots=True)
class Impact:
    """The cost of issuing now. ``issue_number`` is the number the issue would bear.

    ``gone_home`` holds one entry for each person to tell who has gone home by
    now: ``R. Malik (finished at 17:00)``; or is off today or on the day it concerns. Inspectors keep
    hours of their own. ``clashes`` are those of the days that change, and whatever stops the issue.
    """

    issue_number: int
    changes: tuple[Change, ...]
    people_to_tell: int
    gone_home: tuple[str, ...]
    deadlines_that_move: int
    sheets_out_of_date: int
    clashes: tuple[Clash, ...]

    @property
    def stops(self) -> tuple[Clash, ...]:
        """The clashes that the issue waits for: put right, or let stand with a reason."""
        return tuple(clash for clash in self.clashes if clash.stops)


def impact_of(
    changes: tuple[Change, ...],
    slips: Iterable[Slip],
    *,
    issue_number: int,
    people: Mapping[int, Person],
    absences: Iterable[Absence],
    clashes: Iterable[Clash],
    now: datetime,
    sheets_out_of_date: int = 0,
    deadlines_that_move: int = 0,
) -> Impact:
    """What issuing ``changes`` would mean at ``now``, when ``slips`` are what people would be told."""
    slips, away = tuple(slips), tuple(absences)
    gone = (_gone_home(slip, people.get(slip.person_id), away, now) for slip in slips)
    return Impact(
        issue_number=issue_number,
        changes=changes,
        people_to_tell=len(slips),
        gone_home=tuple(sorted(words for words in gone if words)),
        deadlines_that_move=deadlines_that_move,
        sheets_out_of_date=sheets_out_of_date,
        clashes=tuple(clashes),
    )


def _gone_home(slip: Slip, person: Person | None, absences: Iterable[Absence], now: datetime) -> str:
    if person is None:
        return ""
    days = {day_of(now), day_of(slip.first_starts_at)}
    for absence in absences:
        if absence.person_id == slip.person_id and any(
            day_of(absence.starts_at) <= day <= day_of(absence.ends_at) for day in days
        ):
            return f"{slip.name} ({absence.kind.value} until {said_short_day(day_of(absence.ends_at))})"
    keeps_hours = person.side is not Side.INSPECTORATE
    if keeps_hours and local(now).time() >= person.works_until:
        return f"{slip.name} (finished at {person.works_until:%H:%M})"
    return ""
