"""The report on an Annex A file as a side of the page: narrowed down and put in order."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtCore import Qt

from ilacs_desktop.desktop.pages.casefiles.annex_a_review import AnnexAReviewView
from ilacs_desktop.domain.casefiles import (
    AnnexAComparison,
    AnnexAReview,
    ChildChange,
    ChildDraft,
    Finding,
    ListCount,
)

MANY = 20_000
NAMES = ("Gender", "Case Status", "Allocated Team")
REVIEW = AnnexAReview(
    "a.xlsx",
    "Annex A",
    (ListCount(1, "Contacts", "List 1", 9, 7, 1, 1),),
    (ChildDraft("900101", ("contact",)),),
    problems=tuple(
        Finding(1 + number % 11, 2 + number * 7 % MANY, NAMES[number % 3], "blank", "is blank", "blank")
        for number in range(MANY)
    ),
    refusals=(Finding(1, 9, "Child Unique ID", "a text", "holds words", "id"),),
    notes=("Sheet List 6 old is hidden and was not read.",),
)
CHANGED = AnnexAComparison(changed=(ChildChange("9", "C-014", (("Team", "a", "b"),)),), same=1)


@pytest.fixture
def view(qtbot: Any, theme: Any) -> AnnexAReviewView:
    view = AnnexAReviewView()
    qtbot.addWidget(view)
    view.resize(1100, 520)
    view.show()
    view.show_review(REVIEW, CHANGED)
    return view


def test_that_twenty_thousand_lines_are_narrowed_down_and_sorted_at_once(view: Any, qtbot: Any) -> None:
    found = view.found

    begun = time.perf_counter()
    found.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    found.list.setCurrentIndex(found.list.findData(3))
    found.column.setCurrentIndex(found.column.findData("Gender"))
    taken = time.perf_counter() - begun

    rows = [each.finding.row for each in found.shown]
    expected = [
        each.row for each in REVIEW.problems if (each.list, each.column) == (3, "Gender")
    ]  # fmt: skip
    assert rows == sorted(expected, reverse=True)
    assert found.count.text() == f"{len(expected):,} of {MANY + 1:,} lines"
    assert taken < 1.5  # a proxy takes five seconds to sort them once


def test_that_a_kind_of_fault_is_opened_line_by_line(view: Any) -> None:
    kinds = view.kinds
    assert kinds.select_where(lambda row: row[0].column == "Child Unique ID")

    kinds.opened.emit(kinds.selected())

    assert [(each.finding.row, each.is_refused) for each in view.found.shown] == [(9, True)]
    assert view.found.isVisible()


def test_that_every_control_of_the_report_has_a_spoken_name(view: Any, unnamed: Any) -> None:
    assert unnamed(view) == []
    assert view.changes.rows.rows == (("9", "C-014", "Team: a → b"),)
