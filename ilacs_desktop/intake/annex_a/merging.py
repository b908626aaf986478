"""Adds the lists up: what they say about each child together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ilacs_desktop.domain.casefiles import ChildDraft, Cohort
from ilacs_desktop.intake.annex_a.forms import plain_words
from ilacs_desktop.intake.annex_a.reading import WRONG, ReadList
from ilacs_desktop.intake.annex_a.values import age_band, age_on

CASELOAD = 6
MOST_TELLING = (8, 7, 9, 6, 5, 4, 3, 2, 1, 10)
"""Whose team and worker count when lists differ: the list that says most about a child first."""
ENDS = {8: "care_ceased_on", 7: "plan_ended_on", 6: "closed_on"}
STATUS = {
    "looked after child": Cohort.IN_CARE,
    "child protection plan": Cohort.PROTECTION,
    "child in need plan": Cohort.NEED,
    "open assessment": Cohort.ASSESSMENT,
    "closed episode": Cohort.CLOSED,
}


def merged(lists: Mapping[int, ReadList], today: date) -> tuple[ChildDraft, ...]:
    """One draft a child, by ID; dates of birth become age bands here and go no further."""
    rows: dict[str, dict[int, int]] = {}
    for number in MOST_TELLING:
        read = lists.get(number)
        if read is None:
            continue
        for child, at in _latest_rows(read).items():
            rows.setdefault(child, {})[number] = at
    kept = {number: _Kept(lists[number]) for number in MOST_TELLING if number in lists}
    return tuple(_draft(child, places, kept, today) for child, places in sorted(rows.items()))


class _Kept:
    """The columns of one list of which anything is kept, in their order."""

    def __init__(self, read: ReadList) -> None:
        here = [column for column in read.form.columns if column.name in read.values]
        self.facts = [(column.keep, read.values[column.name]) for column in here if column.keep]
        self.others = {
            kind: next((read.values[c.name] for c in here if c.type == kind and not c.keep), None)
            for kind in ("team", "worker", "birth", "age")
        }


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


def _draft(child_id: str, places: Mapping[int, int], kept: Mapping[int, _Kept], today: date) -> ChildDraft:
    facts: dict[str, str] = {}
    others: dict[str, str] = {}
    for number, at in places.items():
        for name, values in kept[number].facts:
            if values[at] > WRONG:
                facts.setdefault(name, values[at])
        for kind, column in kept[number].others.items():
            if column is not None and column[at] > WRONG:
                others.setdefault(kind, column[at])
    born, age = others.get("birth", ""), others.get("age", "")
    years = age_on(date.fromisoformat(born), today) if born else int(age) if age else None
    return ChildDraft(
        child_id=child_id,
        cohorts=_cohorts(places, facts),
        team=others.get("team", ""),
        worker=others.get("worker", ""),
        age_band="" if years is None else age_band(years),
        facts=tuple(facts.items()),
        lists=tuple(sorted(places)),
    )


def _cohorts(rows: Mapping[int, int], facts: Mapping[str, str]) -> tuple[str, ...]:
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
    return tuple(cohort.value for cohort in Cohort if cohort in found)
