"""The lines of an Annex A report, narrowed down."""

from __future__ import annotations

import pytest

from ilacs_desktop.domain.casefiles import AnnexAReview, Finding, ListCount
from ilacs_desktop.domain.casefiles.report import Wanted, found_in

REVIEW = AnnexAReview(
    "a.xlsx",
    "Annex A",
    (ListCount(1, "Contacts", "List 1", 9, 7, 1, 1), ListCount(6, "Children in need", "List 6", 5, 3, 1, 1)),
    (),
    problems=(
        Finding(1, 4, "Gender", "blank", "is blank", "blank"),
        Finding(6, 112, "Case Status", "a code", "should be Looked after child", "status"),
        Finding(6, 12, "Gender", "a text", "a text is not one of the codes", "code"),
    ),
    refusals=(Finding(1, 9, "Child Unique ID", "blank", "is blank", "blank"),),
)


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (Wanted(), [9, 4, 112, 12]),
        (Wanted(list=6), [112, 12]),
        (Wanted(column="Gender"), [4, 12]),
        (Wanted(what="is blank"), [9, 4]),
        (Wanted(is_refused=True), [9]),
        (Wanted(is_refused=False), [4, 112, 12]),
        (Wanted(rows="12"), [12]),
        (Wanted(rows=" 100 – 4 "), [9, 4, 12]),
        (Wanted(rows="row 12"), []),
        (Wanted(words="LOOKED after"), [112]),
        (Wanted(words="list 6 codes"), [12]),
        (Wanted(list=6, column="Gender", what="is not one of the codes", rows="1-20"), [12]),
        (Wanted(list=2), []),
    ],
)
def test_that_lines_are_found_by_list_column_reason_row_and_words(wanted: Wanted, rows: list[int]) -> None:
    assert [each.finding.row for each in wanted.of(found_in(REVIEW))] == rows


def test_that_the_sum_of_all_lists_adds_up() -> None:
    assert REVIEW.sum == ListCount(0, "All lists", "", 14, 10, 2, 2)
    assert REVIEW.sum.rows == REVIEW.sum.taken + REVIEW.sum.with_problems + REVIEW.sum.refused
