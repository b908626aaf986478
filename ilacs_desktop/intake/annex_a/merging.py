"""Adds the lists up: what they say about each child together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ilacs_desktop.domain.casefiles import ChildDraft, Cohort
from ilacs_desktop.intake.annex_a.forms import Column, plain_words
from ilacs_desktop.intake.annex_a.reading import WRONG, ReadList
from ilacs_desktop.intake.annex_a.values import age_band, age_on

CASELOAD = 6
MOST_TELLING = (8, 7, 9, 6, 5, 4, 3, 2, 1, 10)
"""Whose team and worker count when lists differ: the list that says most about a child first."""
OTHERS = frozenset({"team", "worker", "birth", "age"})
ENDS = {8: "care_ceased_on", 7: "plan_ended_on", 6: "closed_on"}
STATUS = {
    "looked after child": Cohort.IN_CARE,
    "child protection plan": Cohort.PROTECTION,
    "child in need plan": Cohort.NEED,
    "open assessment": Cohort.ASSESSMENT,
    "closed episode": Cohort.CLOSED,
}


@dataclass(slots=True)
class _Child:
    """What has been gathered of one child; of each thing the most telling list counts."""

    lists: list[int] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)


def merged(lists: Mapping[int, ReadList], today: date) -> tuple[ChildDraft, ...]:
    """One draft a child, by ID; dates of birth become age bands here and go no further."""
    children: dict[str, _Child] = {}
    for number in MOST_TELLING:
        if number in lists:
            _gather(children, lists[number])
    bands: dict[str, str] = {}
    return tuple(_draft(key, children[key], bands, today) for key in sorted(children))


def _gather(children: dict[str, _Child], read: ReadList) -> None:
    """Add what one list says, column by column."""
    places = []
    for key, at in _latest_rows(read).items():
        child = children.get(key)
        if child is None:
            child = children[key] = _Child()
        child.lists.append(read.form.number)
        places.append((child, at))
    for column in read.form.columns:
        if column.name in read.values and (column.keep or column.type in OTHERS):
            _put(places, column, read.values[column.name])


def _put(places: Sequence[tuple[_Child, int]], column: Column, values: Sequence[str]) -> None:
    """Give each child its value of one column, unless a list that says more has given one."""
    name = column.keep or column.type
    for child, at in places:
        if values[at] > WRONG:
            (child.facts if column.keep else child.others).setdefault(name, values[at])


def _latest_rows(read: ReadList) -> dict[str, int]:
    """For each child the row that counts: the one with the latest date, the first of equals."""
    latest = next((column.name for column in read.form.columns if column.latest), "")
    days = read.values.get(latest)
    found: dict[str, int] = {}
    for at, child in enumerate(read.ids):
        before = found.setdefault(child, at)
        if before != at and days is not None and _day(days[at]) > _day(days[before]):
            found[child] = at
    return found


def _day(value: str) -> str:
    return value if value > WRONG else ""


def _draft(key: str, child: _Child, bands: dict[str, str], today: date) -> ChildDraft:
    others = child.others
    age = others.get("birth") or others.get("age", "")
    if age not in bands:
        years = age_on(date.fromisoformat(age), today) if len(age) == len("2026-11-20") else int(age or -2)
        bands[age] = age_band(years) if age else ""
    return ChildDraft(
        child_id=key,
        cohorts=_cohorts(frozenset(child.lists), child.facts),
        team=others.get("team", ""),
        worker=others.get("worker", ""),
        age_band=bands[age],
        facts=tuple(child.facts.items()),
        lists=tuple(sorted(child.lists)),
    )


def _cohorts(rows: frozenset[int], facts: Mapping[str, str]) -> tuple[str, ...]:
    """The cohorts a child belongs to now, the most telling first; ended care or plans do not count."""
    found: set[Cohort] = set()
    for number, cohort in ((8, Cohort.IN_CARE), (7, Cohort.PROTECTION)):
        if number in rows and not facts.get(ENDS[number]):
            found.add(cohort)
    if CASELOAD in rows:
        status = plain_words(facts.get("case_status", ""))
        closed = bool(facts.get("closed_on"))
        cohort = Cohort.CLOSED if closed else STATUS.get(status, Cohort.NEED)
        if cohort is not Cohort.CLOSED or not found:
            found.add(cohort)
    elif not found and (8 in rows or 7 in rows):
        found.add(Cohort.CLOSED)
    for number, cohort in (
        (9, Cohort.LEAVER),
        (5, Cohort.ENQUIRY),
        (4, Cohort.ASSESSMENT),
        (3, Cohort.REFERRAL),
        (2, Cohort.EARLY_HELP),
        (1, Cohort.CONTACT),
        (10, Cohort.ADOPTION),
    ):
        if number in rows:
            found.add(cohort)
    return _in_order(frozenset(found))


@lru_cache(maxsize=4096)
def _in_order(found: frozenset[Cohort]) -> tuple[str, ...]:
    return tuple(cohort.value for cohort in Cohort if cohort in found)
