"""Finding clashes by a sweep: each person's, place's and child's slots are walked once in order of time.

Only what is still going on is compared. Slots that meet end to start do not clash. Cancelled slots and
those that did not happen take no time; a person whose part is optional is not bound by it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from ilacs_desktop.domain.clashes import people as persons
from ilacs_desktop.domain.clashes import places, sessions
from ilacs_desktop.domain.clashes.facts import LEVELS, ClashFacts
from ilacs_desktop.domain.clashes.week import Found, Week
from ilacs_desktop.domain.people import Absence, Person
from ilacs_desktop.domain.timetable.clash import Clash, Level, Rule
from ilacs_desktop.domain.timetable.slots import Slot

FINDERS: tuple[tuple[frozenset[Rule], Callable[[Week, Found], None]], ...] = (
    (frozenset({Rule.PERSON}), persons.twice),
    (frozenset({Rule.PLACE}), places.twice),
    (frozenset({Rule.CHILD, Rule.CHILD_AT_ONCE}), sessions.children),
    (frozenset({Rule.OFF_THE_LIST}), persons.off_the_list),
    (frozenset({Rule.INSPECTION_DAYS}), places.outside_days),
    (frozenset({Rule.ABSENCE}), persons.away),
    (frozenset({Rule.NOT_ON_SITE}), persons.not_on_site),
    (frozenset({Rule.NO_WORKER, Rule.NO_NAVIGATOR}), sessions.crews),
    (frozenset({Rule.TRAVEL}), persons.travel),
    (frozenset({Rule.CAPACITY}), places.too_small),
    (frozenset({Rule.PREPARATION, Rule.DEBRIEF, Rule.BACK_TO_BACK}), sessions.around),
    (frozenset({Rule.TOO_MANY}), sessions.too_many),
    (frozenset({Rule.REQUEST_DUE}), persons.requests_due),
    (frozenset({Rule.LUNCH}), persons.lunch),
    (frozenset({Rule.LONG_DAY}), persons.long_day),
    (frozenset({Rule.WORKING_HOURS}), persons.outside_hours),
)
"""Which rules each finder speaks for."""


def find_clashes(
    slots: Iterable[Slot],
    *,
    people: Mapping[int, Person] | None = None,
    absences: Collection[Absence] = (),
    days: Collection[date] | None = None,
    levels: Mapping[Rule, Level] | None = None,
    facts: ClashFacts | None = None,
) -> tuple[Clash, ...]:
    """Every clash in ``slots``: those that stop first, then the gravest, then in order of time.

    ``facts`` is all the rules look at; what is named beside it stands instead of its own. A rule whose
    level is ignore finds nothing.
    """
    known = facts or ClashFacts()
    known = replace(
        known,
        people=known.people if people is None else people,
        absences=absences or known.absences,
        days=known.days if days is None else days,
        levels={**LEVELS, **known.levels, **(levels or {})},
    )
    week, found = Week(slots, known), Found(known.levels)
    for rules, find in FINDERS:
        if any(found.wants(rule) for rule in rules):
            find(week, found)
    return found.all()
