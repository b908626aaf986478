"""The report on an Annex A file as plain grids, for a workbook and for paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.casefiles.annex_a import AnnexAComparison, AnnexAReview, Finding
from ilacs_desktop.domain.listings import Cell, Grid, Head, Listing, Look
from ilacs_desktop.domain.moments import said_day

SHEET_ROWS = 100_000
PRINTED_ROWS = 400
"""Rows of one part that are printed; whoever needs more has the workbook."""

SUMS = (
    Head("List", 6, Look.NUMBER, 0), Head("Title", 34, share=3), Head("Sheet", 22, share=2),
    Head("Rows", 10, Look.NUMBER, 1), Head("Taken", 10, Look.NUMBER, 1),
    Head("With problems", 14, Look.NUMBER, 1), Head("Refused", 10, Look.NUMBER, 1),
)  # fmt: skip
KINDS = (
    Head("List", 6, Look.NUMBER, 0), Head("Column", 44, share=3), Head("What", 46, share=3),
    Head("How often", 10, Look.NUMBER, 0), Head("First in row", 12, Look.NUMBER, 0),
)  # fmt: skip
ROWS = (
    Head("What", 10, Look.STATE, 0), Head("List", 6, Look.NUMBER, 0), Head("Row", 9, Look.NUMBER, 0),
    Head("Column", 44, share=3), Head("Value", 16, share=1), Head("Why", 60, share=4),
)  # fmt: skip
CHANGES = (Head("Child", 14, share=0), Head("Code", 9, share=0), Head("What changes", 90, share=1))
NOTES = (Head("About the file as a whole", 110, share=1),)
WHAT = {
    "blank": "is blank",
    "id": "is not an ID",
    "date": "is not a date that can be",
    "birth": "is not a date of birth",
    "age": "is not the age",
    "whole": "is not a number",
    "code": "is not one of the codes",
    "once": "stands twice",
    "window": "lies before the months covered",
    "order": "lies before the date it follows",
    "needs": "is blank, though it is needed",
    "blank_when": "should be blank",
    "needed_when": "is blank, though it is needed",
    "same": "differs between a child's rows",
    "counts_rows": "counts too few",
    "between": "is out of bounds",
    "twice": "the whole row stands twice",
    "shared_by": "stands in too many rows",
    "birth_across": "differs from another list",
    "team_across": "differs from List 6",
    "not_in_six": "is not in List 6",
    "not_in_seven": "is not in List 7",
    "not_in_eight": "is not in List 8",
    "status": "is not the status that comes first",
    "leaver_in_care": "is still in care",
    "adopted_in_care": "is still in care",
}
"""What each rule finds, for counting like with like."""
ROW_NUMBERS = re.compile(r"\s*(\d+)\s*(?:[-–]\s*(\d+)\s*)?$")


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the report: what was found, and whether its row was refused or taken all the same."""

    finding: Finding
    is_refused: bool

    @property
    def what(self) -> str:
        """What is wrong, in the words by which like is counted with like."""
        return WHAT.get(self.finding.rule, self.finding.reason)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of the report are wanted; what is empty or None asks nothing.

    ``rows`` is a row of the workbook or two with a dash: "112", "100-200"; anything else finds nothing.
    """

    list: int | None = None
    column: str = ""
    what: str = ""
    is_refused: bool | None = None
    rows: str = ""
    words: str = ""

    def of(self, found: Sequence[Found]) -> tuple[Found, ...]:
        """Those that are wanted, in their order."""
        first, last = _bounds(self.rows)
        words = self.words.casefold().split()
        return tuple(
            each
            for each in found
            if self.list in {None, each.finding.list}
            and self.column in {"", each.finding.column}
            and self.what in {"", each.what}
            and self.is_refused in {None, each.is_refused}
            and first <= each.finding.row <= last
            and all(word in _words_of(each.finding) for word in words)
        )


def found_in(review: AnnexAReview) -> tuple[Found, ...]:
    """Every line of the report: what was refused first, then what was taken with a problem."""
    refused = [Found(each, is_refused=True) for each in review.refusals]
    return (*refused, *(Found(each, is_refused=False) for each in review.problems))


def _words_of(finding: Finding) -> str:
    return f"{finding.place} {finding.value} {finding.reason}".casefold()


def _bounds(rows: str) -> tuple[float, float]:
    if not rows.strip():
        return 0, float("inf")
    said = ROW_NUMBERS.match(rows)
    if said is None:
        return 1, 0
    first, last = int(said[1]), int(said[2] or said[1])
    return min(first, last), max(first, last)


def report_listing(
    review: AnnexAReview,
    comparison: AnnexAComparison | None,
    *,
    authority: str,
    inspection_title: str,
    as_of: datetime,
    most_rows: int = SHEET_ROWS,
) -> Listing:
    """The whole report; ``comparison`` is None when there is no inspection to compare with."""
    grids = [_sums(review), _notes(review), _kinds(review), _rows(review, most_rows)]
    if comparison is not None and not comparison.is_first:
        grids.append(_changes(comparison, most_rows))
    return Listing(
        title="Annex A, what was found",
        authority=authority,
        inspection_title=inspection_title or review.edition,
        as_of=as_of,
        says=said_of(review, comparison),
        grids=tuple(grids),
        printed=len(grids),
        is_report=True,
    )


def said_of(review: AnnexAReview, comparison: AnnexAComparison | None = None) -> str:
    """The report in a few sentences."""
    said = (
        f"{review.file_name} · {review.edition}. {said_children(len(review.children))} from "
        f"{said_rows(review.rows)}; rows refused: {review.sum.refused:,}, problems in rows that are taken: "
        f"{review.all_problems:,}."
    )
    if review.extract_on is not None:
        said += f" The lists are of {said_day(review.extract_on)} {review.extract_on.year}."
    if comparison is not None and not comparison.is_first:
        said += f" {said_changes(comparison)}"
    return said


def said_changes(comparison: AnnexAComparison) -> str:
    """Who is new, changed, the same, and no longer there."""
    added, absent = len(comparison.added), len(comparison.absent)
    return (
        f"{said_children(added)} {'is' if added == 1 else 'are'} new; changed: {len(comparison.changed):,}, "
        f"the same: {comparison.same:,}; not in it, and left as {'it was' if absent == 1 else 'they were'}: "
        f"{absent:,}."
    )


def said_children(count: int) -> str:
    """How many children, in words: "1 child", "1,204 children"."""
    return f"{count:,} child" if count == 1 else f"{count:,} children"


def said_rows(count: int) -> str:
    """How many rows, in words: "1 row", "1,204 rows"."""
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def counted(review: AnnexAReview) -> tuple[tuple[Finding, str, int], ...]:
    """Like findings together: the first of each, what it is, and how often; the most frequent first."""
    first: dict[tuple[int, str, str], Finding] = {}
    times: Counter[tuple[int, str, str]] = Counter()
    for each in found_in(review):
        key = (each.finding.list, each.finding.column, each.what)
        first.setdefault(key, each.finding)
        times[key] += 1
    order = sorted(first, key=lambda key: (-times[key], key))
    return tuple((first[key], key[2], times[key]) for key in order)


def _sums(review: AnnexAReview) -> Grid:
    rows: list[tuple[Cell, ...]] = [
        (c.number or None, c.title, c.sheet, c.rows, c.taken, c.with_problems, c.refused)
        for c in (*review.lists, review.sum)
    ]
    return Grid("Sums", SUMS, tuple(rows))


def _notes(review: AnnexAReview) -> Grid:
    return Grid(
        "Notes", NOTES, tuple((note,) for note in review.notes), "Nothing is to be said of the whole."
    )


def _kinds(review: AnnexAReview) -> Grid:
    rows = tuple((found.list, found.column, what, times, found.row) for found, what, times in counted(review))
    return Grid("What to mend", KINDS, rows, "No problems were found.")


def _rows(review: AnnexAReview, most: int) -> Grid:
    found = found_in(review)
    rows = tuple(
        (
            "refused" if each.is_refused else "taken",
            each.finding.list,
            each.finding.row,
            each.finding.column,
            each.finding.value,
            each.finding.reason,
        )
        for each in found[:most]
    )
    name = "Row by row" if len(found) <= most else f"The first {most} rows of {len(found)}"
    return Grid(name, ROWS, rows, "No problems were found.")


def _changes(comparison: AnnexAComparison, most: int) -> Grid:
    rows: list[tuple[Cell, ...]] = [(each.child_id, each.code, each.said) for each in comparison.changed]
    rows += [(child, "", "new") for child in comparison.added]
    rows += [(child, "", "is not in this file and stays as it is") for child in comparison.absent]
    name = "Child by child" if len(rows) <= most else f"The first {most} children of {len(rows)}"
    return Grid(name, CHANGES, tuple(rows[:most]), "Nothing changes.")
