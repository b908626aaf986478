"""What the rules look at beside the slots, and how much each allows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from ilacs_desktop.domain.people import Absence, Person, Place, Travel
from ilacs_desktop.domain.timetable.clash import Level, Rule

STOPPING = frozenset({Rule.PERSON, Rule.PLACE, Rule.CHILD_AT_ONCE, Rule.OFF_THE_LIST, Rule.INSPECTION_DAYS})
"""What would make the issued sheet wrong: somebody, or a room, promised twice, or not there at all."""

LEVELS: Mapping[Rule, Level] = {rule: Level.STOP if rule in STOPPING else Level.WARN for rule in Rule}
"""What each rule does unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the rules allow; all minutes but ``most_sessions``. Clock times are London's.

    ``preparation_minutes`` before and ``debrief_minutes`` after a case session are the worker's.
    Within ``lunch_from`` to ``lunch_until`` everybody needs ``lunch_minutes`` in one piece.
    ``longest_day_minutes`` run from somebody's first start to their last end.
    Source: the authority's own practice; the values are ours to begin with.
    """

    preparation_minutes: int = 30
    debrief_minutes: int = 30
    lunch_minutes: int = 30
    lunch_from: time = time(12)
    lunch_until: time = time(14)
    longest_day_minutes: int = 600
    most_sessions: int = 2


@dataclass(frozen=True, slots=True)
class DueMoment:
    """When a request is due, and who owns it."""

    ref: str
    owner_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ClashFacts:
    """Everything the rules look at beside the slots, loaded once.

    ``people`` says who is on the list and works when; of people not in it none are known. ``days`` are
    the days of the inspection, None when they are not known. A rule whose level is ignore finds nothing.
    """

    people: Mapping[int, Person] = field(default_factory=dict)
    absences: Collection[Absence] = ()
    places: Mapping[int, Place] = field(default_factory=dict)
    travel: Collection[Travel] = ()
    dues: Collection[DueMoment] = ()
    days: Collection[date] | None = None
    levels: Mapping[Rule, Level] = field(default_factory=lambda: LEVELS)
    limits: Limits = Limits()
