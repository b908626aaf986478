"""Children whose records are read with us: who they are, and what a reader of the record will notice.

No name of a child is known here: a child is the authority's own ID, and on every sheet a code such as C-014.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NOT_SEEN = "not seen"


class Cohort(StrEnum):
    """Why a child is on our books, the most telling first: the lists of Annex A the child stands in."""

    IN_CARE = "child in care"
    PROTECTION = "child protection"
    LEAVER = "care leaver"
    NEED = "child in need"
    ENQUIRY = "section 47 enquiry"
    ASSESSMENT = "assessment"
    REFERRAL = "referral"
    EARLY_HELP = "early help"
    CONTACT = "contact"
    ADOPTION = "adoption"
    CLOSED = "recently closed"


@dataclass(frozen=True, slots=True)
class Expected:
    """How often something should happen for a cohort, and where that is said (resources/annex_a)."""

    cohort: Cohort
    fact: str
    days: int
    words: str
    basis: str = "template"
    source: str = ""
    may_be_blank: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """One child's record, as the card shows it.

    ``child_id`` is the authority's own ID; ``code`` is our alias, empty until the child has been chosen.
    ``facts`` are pairs of label and value for the card. ``weak_spots`` are reckoned on the day of asking.
    """

    id: int
    inspection_id: int
    child_id: str
    code: str
    cohorts: tuple[str, ...]
    team: str
    worker: str
    worker_id: int | None = None
    manager: str = ""
    age_band: str = ""
    last_seen_on: date | None = None
    last_visit_on: date | None = None
    weak_spots: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    version: int = 0
    placement: str = ""

    @property
    def label(self) -> str:
        """The code once there is one, otherwise the authority's ID."""
        return self.code or self.child_id


@dataclass(frozen=True, slots=True)
class ChildrenSummary:
    """How many children an inspection has, by cohort (only those that have any), and their teams."""

    total: int = 0
    by_cohort: tuple[tuple[str, int], ...] = ()
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """When something was last done, against how often it is expected; ``on`` is None when that is blank."""

    what: str
    on: date | None
    days: int | None
    expected_days: int
    basis: str = "template"
    source: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it is longer ago than expected."""
        return self.days is not None and self.days > self.expected_days

    @property
    def said(self) -> str:
        """How long ago in words: "47 days ago, expected every 42 days"."""
        expected = f"expected every {self.expected_days} days"
        if self.days is None:
            return f"no date, {expected}"
        if self.days < 0:
            return f"in {-self.days} day{'s' if self.days != -1 else ''}, {expected}"
        ago = "today" if self.days == 0 else f"{self.days} day{'s' if self.days != 1 else ''} ago"
        return f"{ago}, {expected}"


@dataclass(frozen=True, slots=True)
class Spot:
    """One weak spot: its kind, by which children are filtered, and the words of the card."""

    kind: str
    words: str


LAST_SEEN = "last seen"
SPOTS_IN_WORDS = (
    "return interview",
    "seen alone",
    "placements",
    "in touch",
    "accommodation",
)
"""Kinds of weak spots that lie in what was recorded rather than in how long ago."""


def spot_kinds(expected: Sequence[Expected]) -> tuple[str, ...]:
    """Every kind of weak spot there can be, in the order the card says them."""
    return (*dict.fromkeys(kind_of(rule) for rule in expected), *SPOTS_IN_WORDS)


def intervals(
    cohorts: Sequence[str], facts: Mapping[str, str], *, on: date, expected: Sequence[Expected]
) -> tuple[Interval, ...]:
    """What is expected at intervals for a child of ``cohorts``, seen from the day ``on``.

    A date that may be blank and is, is left out.
    """
    found = []
    for rule in expected:
        value = facts.get(rule.fact, "")
        if rule.cohort.value not in cohorts or (not value and rule.may_be_blank):
            continue
        day = date.fromisoformat(value) if value else None
        days = (on - day).days if day else None
        found.append(Interval(kind_of(rule), day, days, rule.days, rule.basis, rule.source))
    return tuple(found)


def weak_spots(
    cohorts: Sequence[str], facts: Mapping[str, str], *, on: date, expected: Sequence[Expected] = ()
) -> tuple[str, ...]:
    """What a reader of the record will notice, in words, seen from the day ``on``."""
    return tuple(spot.words for spot in spots(cohorts, facts, on=on, expected=expected))


def spots(
    cohorts: Sequence[str], facts: Mapping[str, str], *, on: date, expected: Sequence[Expected] = ()
) -> tuple[Spot, ...]:
    """What a reader of the record will notice, by kind and in words, seen from the day ``on``.

    ``facts`` are those of :class:`ChildDraft`: dates in ISO form, words as they were read. Only what the
    extract says is judged; a blank date is said to be blank only where an interval is expected.
    """
    said: list[Spot] = []
    for rule in expected:
        if rule.cohort.value not in cohorts:
            continue
        value = facts.get(rule.fact, "")
        is_seen = rule.words == NOT_SEEN
        if not value:
            if not rule.may_be_blank:
                words = "no date when last seen" if is_seen else f"no {rule.words} recorded"
                said.append(Spot(kind_of(rule), words))
            continue
        days = (on - date.fromisoformat(value)).days
        if days > rule.days:
            said.append(Spot(kind_of(rule), f"{'' if is_seen else 'no '}{rule.words} for {days} days"))
    return tuple(dict.fromkeys((*said, *_spots_in_words(cohorts, facts))))


def kind_of(rule: Expected) -> str:
    """The kind of weak spot it is when something expected is overdue."""
    return LAST_SEEN if rule.words == NOT_SEEN else rule.words


def _spots_in_words(cohorts: Sequence[str], facts: Mapping[str, str]) -> list[Spot]:
    said: list[Spot] = []
    offered, accepted = facts.get("return_offered", ""), facts.get("return_accepted", "")
    if _is_yes(offered) and _is_no(accepted):
        said.append(Spot("return interview", "return interview offered, not accepted"))
    elif facts.get("missing_episodes", "0") not in {"", "0"} and _is_no(offered):
        said.append(Spot("return interview", "missing, return interview not offered"))
    if Cohort.PROTECTION.value in cohorts and _is_no(facts.get("seen_alone", "")):
        said.append(Spot("seen alone", "not seen alone at the last visit"))
    placements = facts.get("placements", "")
    if placements.isdecimal() and int(placements) >= 3:
        said.append(Spot("placements", f"{placements} placements in 12 months"))
    if _is_no(facts.get("in_touch", "")):
        said.append(Spot("in touch", "care leaver, not in touch"))
    if facts.get("suitable_home", "").casefold().startswith("unsuitable"):
        said.append(Spot("accommodation", "accommodation not suitable"))
    return said


def card_facts(
    facts: Mapping[str, str], labels: Mapping[str, str], *, on: date
) -> tuple[tuple[str, str], ...]:
    """The facts as the card shows them: label and words, dates with how long ago they were."""
    return tuple((label, _said_fact(key, facts[key], on)) for key, label in labels.items() if facts.get(key))


def _said_fact(key: str, value: str, on: date) -> str:
    if not key.endswith("_on"):
        return value
    day = date.fromisoformat(value)
    said = f"{day.day} {day:%b %Y}"
    days = (on - day).days
    if days == 0:
        return f"{said}, today"
    return f"{said}, {days} day{'s' if days != 1 else ''} ago" if 0 < days < 1000 else said


def _is_yes(word: str) -> bool:
    return word.casefold().startswith("y")


def _is_no(word: str) -> bool:
    return word.casefold() in {"n", "no"}
