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


def weak_spots(
    cohorts: Sequence[str], facts: Mapping[str, str], *, on: date, expected: Sequence[Expected] = ()
) -> tuple[str, ...]:
    """What a reader of the record will notice, in words, seen from the day ``on``.

    ``facts`` are those of :class:`ChildDraft`: dates in ISO form, words as they were read. Only what the
    extract says is judged; a blank date is said to be blank only where an interval is expected.
    """
    said: list[str] = []
    for rule in expected:
        if rule.cohort.value not in cohorts:
            continue
        value = facts.get(rule.fact, "")
        if not value:
            if not rule.may_be_blank:
                said.append(
                    "no date when last seen" if rule.words == NOT_SEEN else f"no {rule.words} recorded"
                )
            continue
        days = (on - date.fromisoformat(value)).days
        if days > rule.days:
            said.append(f"{'' if rule.words == NOT_SEEN else 'no '}{rule.words} for {days} days")
    return tuple(dict.fromkeys((*said, *_weak_words(cohorts, facts))))


def _weak_words(cohorts: Sequence[str], facts: Mapping[str, str]) -> list[str]:
    """The weak spots that lie in what was recorded rather than in how long ago."""
    said: list[str] = []
    offered, accepted = facts.get("return_offered", ""), facts.get("return_accepted", "")
    if _is_yes(offered) and _is_no(accepted):
        said.append("return interview offered, not accepted")
    elif facts.get("missing_episodes", "0") not in {"", "0"} and _is_no(offered):
        said.append("missing, return interview not offered")
    if Cohort.PROTECTION.value in cohorts and _is_no(facts.get("seen_alone", "")):
        said.append("not seen alone at the last visit")
    placements = facts.get("placements", "")
    if placements.isdigit() and int(placements) >= 3:
        said.append(f"{placements} placements in 12 months")
    if _is_no(facts.get("in_touch", "")):
        said.append("care leaver, not in touch")
    if facts.get("suitable_home", "").casefold().startswith("unsuitable"):
        said.append("accommodation not suitable")
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
