"""What a clash is. How clashes are found is in ``domain/clashes``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """What a clash does: stop issuing, warn, or nothing."""

    STOP = "stop"
    WARN = "warn"
    IGNORE = "ignore"


class Rule(StrEnum):
    """The rules a timetable is looked through for, gravest first."""

    PERSON = "person in two places"
    PLACE = "place used twice"
    CHILD_AT_ONCE = "same child with two inspectors at once"
    OFF_THE_LIST = "person is off the list"
    INSPECTION_DAYS = "outside the inspection"
    ABSENCE = "person is away"
    NOT_ON_SITE = "inspector is not on site"
    NO_WORKER = "session without a worker"
    NO_NAVIGATOR = "session without a navigator"
    CHILD = "same child with two inspectors"
    TRAVEL = "no time to travel"
    CAPACITY = "place is too small"
    PREPARATION = "no time to prepare"
    DEBRIEF = "no time for the debrief"
    BACK_TO_BACK = "sessions back to back"
    TOO_MANY = "too many sessions in a day"
    REQUEST_DUE = "request due during a slot"
    LUNCH = "no lunch"
    LONG_DAY = "day too long"
    WORKING_HOURS = "outside working hours"


@dataclass(frozen=True, slots=True)
class Override:
    """Who let a clash stand, when, and why."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """One clash: the slots in it, who or what it is about, and a sentence for people.

    ``key`` is the same as long as the same slots and the same person or place clash by the same rule;
    of a rule about somebody's whole day, the same person and day. ``because`` holds whatever else the
    clash hangs on, such as an absence or somebody's hours: an override holds as long as that and the
    slots' own facts stay as they are. ``lapsed`` is an override that held until something changed.
    """

    rule: Rule
    level: Level
    uids: tuple[str, ...]
    who: str
    sentence: str
    key: str
    override: Override | None = None
    because: tuple[object, ...] = field(default=(), compare=False, repr=False)
    lapsed: Override | None = field(default=None, compare=False, repr=False)

    @property
    def stops(self) -> bool:
        """Whether the timetable cannot be issued while this stands: its rule stops, and nobody let it."""
        return self.level is Level.STOP and self.override is None

    @property
    def is_let_stand(self) -> bool:
        """Whether somebody has looked at it and let it stand."""
        return self.override is not None
