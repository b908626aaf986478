"""Two thousand invented children, of whom three hundred are in care, as an Annex A extract would give them.

Everything is drawn with a fixed seed, so that each rehearsal is the same. There are no names.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft, Cohort, ListCount

SEED = 20261123
OPEN_CHILDREN, IN_CARE, PROTECTED, LEAVERS = 2000, 300, 240, 160
AGES = ("unborn", "0 to 4", "5 to 9", "10 to 15", "16 to 17")
NEEDS = ("N1 Abuse or neglect", "N2 Disability", "N4 Family in acute stress", "N5 Family dysfunction")
CATEGORIES = ("Neglect", "Emotional abuse", "Physical abuse", "Sexual abuse")
STATUSES = ("Full care order", "Interim care order", "Accommodated", "Placement order")
PLACEMENTS = ("Foster carers", "Connected carers", "Children’s home", "With parents", "Supported lodgings")
ACCOMMODATION = (
    "Independent living",
    "Supported lodgings",
    "With family",
    "Semi-independent",
    "Emergency accommodation",
)


def extract(on: date, workers: Mapping[str, Sequence[str]]) -> AnnexAReview:
    """The lists as they stood on ``on``; ``workers`` are the names by team."""
    drawn = random.Random(SEED)  # noqa: S311 - invented data, drawn the same each time
    numbers = drawn.sample(range(100_000, 999_999), OPEN_CHILDREN + LEAVERS)
    children = []
    for place, number in enumerate(numbers):
        if place < IN_CARE:
            cohort = Cohort.IN_CARE
            teams: tuple[str, ...] = ("Children in care 1", "Children in care 2")
        elif place < IN_CARE + PROTECTED:
            cohort = Cohort.PROTECTION
            teams = ("Protection North", "Protection South")
        elif place < OPEN_CHILDREN:
            cohort = Cohort.NEED
            teams = ("Assessment North", "Assessment South", "Disabled children", "MASH")
        else:
            cohort = Cohort.LEAVER
            teams = ("Leaving care",)
        team = drawn.choice(teams)
        facts = _facts(drawn, cohort, on)
        children.append(
            ChildDraft(
                child_id=f"B{number}",
                cohorts=(cohort.value,) if cohort is Cohort.LEAVER else (cohort.value, *_also(cohort)),
                team=team,
                worker=drawn.choice(workers[team]),
                age_band="18 to 25" if cohort is Cohort.LEAVER else drawn.choice(AGES[1:]),
                facts=tuple(sorted(facts.items())),
                lists=_lists(cohort),
            )
        )
    sums = (
        (6, "Children in need", OPEN_CHILDREN),
        (7, "Child protection", PROTECTED),
        (8, "Children in care", IN_CARE),
        (9, "Care leavers", LEAVERS),
    )
    return AnnexAReview(
        file_name="annex-a-borsetshire-2026-11-24.xlsx",
        edition="2024-01",
        lists=tuple(
            ListCount(number, title, f"List_{number}", rows, rows, 0, 0) for number, title, rows in sums
        ),
        children=tuple(children),
    )


def _also(cohort: Cohort) -> tuple[str, ...]:
    return () if cohort is Cohort.NEED else (Cohort.NEED.value,)


def _lists(cohort: Cohort) -> tuple[int, ...]:
    return {Cohort.IN_CARE: (6, 8), Cohort.PROTECTION: (6, 7), Cohort.LEAVER: (9,)}.get(cohort, (6,))


def _facts(drawn: random.Random, cohort: Cohort, on: date) -> dict[str, str]:
    def ago(least: int, most: int) -> str:
        return (on - timedelta(days=drawn.randint(least, most))).isoformat()

    yes_no = ("Yes", "No")
    if cohort is Cohort.LEAVER:
        return {
            "in_touch": drawn.choices(yes_no, (94, 6))[0],
            "contact_on": ago(2, 70),
            "pathway_review_on": ago(10, 210),
            "accommodation": drawn.choice(ACCOMMODATION),
            "suitable_home": drawn.choices(("Suitable", "Unsuitable"), (92, 8))[0],
        }
    facts = {
        "need_started_on": ago(40, 900),
        "primary_need": drawn.choice(NEEDS),
        "last_seen_on": ago(1, 34) if drawn.random() < 0.93 else ago(43, 80),
    }
    if cohort is Cohort.PROTECTION:
        facts |= {
            "plan_started_on": ago(60, 500),
            "plan_category": drawn.choice(CATEGORIES),
            "statutory_visit_on": ago(1, 20) if drawn.random() < 0.9 else ago(29, 50),
            "seen_alone": drawn.choices(yes_no, (88, 12))[0],
            "conference_on": ago(5, 170),
        }
    if cohort is Cohort.IN_CARE:
        missing = drawn.random() < 0.08
        facts |= {
            "care_started_on": ago(90, 3000),
            "legal_status": drawn.choice(
                ("Full care order", "Interim care order", "Accommodated", "Placement order")
            ),
            "care_visit_on": ago(1, 40) if drawn.random() < 0.92 else ago(43, 66),
            "review_on": ago(4, 180),
            "health_on": ago(20, 360) if drawn.random() < 0.9 else ago(370, 480),
            "dental_on": ago(20, 360) if drawn.random() < 0.85 else ago(370, 520),
            "placement_kind": drawn.choice(PLACEMENTS),
            "placements": str(drawn.choices((1, 2, 3, 4), (70, 20, 7, 3))[0]),
            "missing_episodes": str(drawn.randint(1, 6)) if missing else "0",
        }
        if missing:
            facts["return_offered"] = drawn.choices(yes_no, (85, 15))[0]
            facts["return_accepted"] = drawn.choices(yes_no, (60, 40))[0]
    return facts
