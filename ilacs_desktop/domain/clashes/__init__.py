"""What cannot, or should not, happen at the same time. A clash never blocks an edit."""

from ilacs_desktop.domain.clashes.facts import LEVELS, ClashFacts, DueMoment, Limits
from ilacs_desktop.domain.clashes.standing import Standing, digest_of, eased, with_overrides
from ilacs_desktop.domain.clashes.sweep import find_clashes
from ilacs_desktop.domain.timetable.clash import Clash, Level, Override, Rule

__all__ = [
    "LEVELS",
    "Clash",
    "ClashFacts",
    "DueMoment",
    "Level",
    "Limits",
    "Override",
    "Rule",
    "Standing",
    "digest_of",
    "eased",
    "find_clashes",
    "with_overrides",
]
