from __future__ import annotations

from datetime import date

import pytest

from ilacs_desktop.domain.pathways import (
    Grade,
    Judgement,
    PastInspection,
    Pathway,
    PathwayRule,
    next_inspection,
)

RULE = PathwayRule(36, 6, 6, "cycle", "gap", "type")
TODAY = date(2026, 11, 23)
GOOD, OUTSTANDING = Grade.GOOD, Grade.OUTSTANDING
WEAK, INADEQUATE = Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE


def past(ended_on=date(2024, 3, 15), name="Short inspection", **grades):
    return PastInspection(1, "Borsetshire", name, ended_on, tuple(grades.items()))


def test_that_without_earlier_grades_nothing_is_estimated():
    visit = past(name="Focused visit")

    assert next_inspection([], rule=RULE, today=TODAY) is None
    assert next_inspection([visit], rule=RULE, today=TODAY) is None


def test_that_a_good_authority_is_next_inspected_about_three_years_later():
    found = next_inspection([past(overall=GOOD)], rule=RULE, today=date(2026, 1, 5))

    assert found == Pathway(
        "short",
        "Good: a short inspection is next.",
        date(2026, 9, 15),
        date(2027, 3, 15),
        date(2027, 9, 15),
        True,
        "type",
        ("cycle",),
    )


@pytest.mark.parametrize(
    ("grades", "key", "is_certain"),
    [
        ({"overall": OUTSTANDING}, "short", True),
        ({"overall": WEAK, "leaders": GOOD}, "standard", True),
        ({"overall": INADEQUATE}, "monitoring_visit", True),
        ({"leaders": GOOD, "help_protection": GOOD, "in_care": GOOD, "care_leavers": WEAK}, "short", False),
        (
            {"leaders": GOOD, "help_protection": WEAK, "in_care": GOOD, "care_leavers": WEAK},
            "standard",
            False,
        ),
        (
            {"leaders": WEAK, "help_protection": GOOD, "in_care": GOOD, "care_leavers": GOOD},
            "standard",
            False,
        ),
        ({"leaders": GOOD, "help_protection": INADEQUATE, "in_care": GOOD}, "monitoring_visit", False),
    ],
)
def test_that_the_grades_choose_the_next_type(grades, key, is_certain):
    found = next_inspection([past(**grades)], rule=RULE, today=TODAY)

    assert (found.next_key, found.is_certain) == (key, is_certain)


def test_that_a_visit_six_months_ago_holds_the_next_inspection_back():
    visit = past(date(2026, 10, 8), name="Focused visit")

    found = next_inspection([past(overall=GOOD), visit], rule=RULE, today=TODAY)

    assert (found.earliest_on, found.latest_on) == (date(2027, 4, 8), date(2027, 9, 15))
    assert found.notes == ("cycle", "gap")


def test_that_a_likely_time_that_has_begun_or_passed_is_said():
    begun = next_inspection([past(overall=GOOD)], rule=RULE, today=TODAY)
    passed = next_inspection([past(date(2021, 3, 15), overall=GOOD)], rule=RULE, today=TODAY)

    assert begun.notes[-1] == "The likely time has begun: the call may come on any Monday."
    assert passed.notes[-1] == "The likely time has passed: the call may come on any Monday."


def test_that_monitoring_is_never_dated():
    found = next_inspection([past(overall=INADEQUATE)], rule=RULE, today=TODAY)

    assert (found.earliest_on, found.latest_on) == (None, None)


def test_that_a_provisional_grade_is_under_embargo_until_the_final_one():
    assert Judgement("leaders", "Leaders", provisional=GOOD).is_embargoed
    assert not Judgement("leaders", "Leaders", provisional=GOOD, final=GOOD).is_embargoed
    assert not Judgement("leaders", "Leaders").is_embargoed
