"""Adds the lists up: what they say about each child together, and where they contradict one another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ilacs_desktop.domain.casefiles import ChildDraft, Cohort
from ilacs_desktop.intake.annex_a.forms import Column, plain_words
from ilacs_desktop.intake.annex_a.values import age_band, age_on

if TYPE_CHECKING:
    from ilacs_desktop.intake.annex_a.workbook import ReadList, Row

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


def across_lists(lists: Mapping[int, ReadList]) -> None:
    """Note what does not fit between lists: who is missing from List 6, another team, another birth date."""
    caseload = lists.get(CASELOAD)
    known = {row.child_id: row for row in caseload.rows} if caseload else {}
    for number in (7, 8):
        if number not in lists or not known:
            continue
        read = lists[number]
        for row in read.rows:
            name = read.form.columns[0].name
            other = known.get(row.child_id)
            if other is None:
                read.problem(row, name, "is not in List 6, which holds the whole caseload")
                continue
            for kind, words in (("team", "another team"), ("birth", "another date of birth")):
                here, there = _of_type(row, kind), _of_type(other, kind)
                if here and there and plain_words(here) != plain_words(there):
                    column = next(column.name for column in read.form.columns if column.type == kind)
                    read.problem(row, column, f"{words} than in List 6, row {other.number}")


def merged(lists: Mapping[int, ReadList], today: date) -> tuple[ChildDraft, ...]:
    """One draft a child, by ID; dates of birth become age bands here and go no further."""
    found: dict[str, dict[int, Row]] = {}
    for number in MOST_TELLING:
        if number not in lists:
            continue
        latest = next((column for column in lists[number].form.columns if column.latest), None)
        for row in lists[number].rows:
            rows = found.setdefault(row.child_id, {})
            if number not in rows or _is_later(row, rows[number], latest):
                rows[number] = row
    return tuple(_draft(child_id, rows, today) for child_id, rows in sorted(found.items()))


def _is_later(row: Row, other: Row, latest: Column | None) -> bool:
    return latest is not None and row.values.get(latest, "") > other.values.get(latest, "")


def _draft(child_id: str, rows: Mapping[int, Row], today: date) -> ChildDraft:
    facts: dict[str, str] = {}
    team = worker = born = age = ""
    for row in rows.values():
        for column, value in row.values.items():
            if column.keep:
                facts.setdefault(column.keep, value)
            elif column.type == "team":
                team = team or value
            elif column.type == "worker":
                worker = worker or value
            elif column.type == "birth":
                born = born or value
            elif column.type == "age":
                age = age or value
    years = age_on(date.fromisoformat(born), today) if born else int(age) if age else None
    return ChildDraft(
        child_id=child_id,
        cohorts=_cohorts(rows, facts),
        team=team,
        worker=worker,
        age_band="" if years is None else age_band(years),
        facts=tuple(facts.items()),
        lists=tuple(sorted(rows)),
    )


def _cohorts(rows: Mapping[int, Row], facts: Mapping[str, str]) -> tuple[str, ...]:
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


def _of_type(row: Row, kind: str) -> str:
    return next((value for column, value in row.values.items() if column.type == kind), "")
