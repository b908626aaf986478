"""What a clash is. How clashes are found is in ``domain/clashes.py``."""

from __future__ import annotations

from dataclasses import dataclass
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
    CHILD = "same child with two inspectors"
    OFF_THE_LIST = "person is off the list"
    ABSENCE = "person is away"
    WORKING_HOURS = "outside working hours"
    INSPECTION_DAYS = "outside the inspection"


@dataclass(frozen=True, slots=True)
class Clash:
    """One clash: the slots in it, who or what it is about, and a sentence for people.

    ``key`` is the same as long as the same slots and the same person or place clash by the same rule.
    """

    rule: Rule
    level: Level
    uids: tuple[str, ...]
    who: str
    sentence: str
    key: str
