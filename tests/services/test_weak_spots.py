"""The fast way to a weak spot, by conditions of the database, against the rule that says what one is."""

from __future__ import annotations

import random
import tomllib
from datetime import date, timedelta

import pytest

from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft, Cohort, Expected
from ilacs_desktop.domain.casefiles.children import SPOTS_IN_WORDS, spots
from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.paths import resources

TODAY = date(2026, 12, 2)
WORDS = ("", "y", "Y", "Yes", "ẙes", "n", "N", "no", "No", "NO", "not known", "née", "Ñ", "0", "1", "2", "3")
WORDY = {
    "return_offered": WORDS,
    "return_accepted": WORDS,
    "missing_episodes": WORDS,
    "seen_alone": WORDS,
    "in_touch": WORDS,
    "placements": ("", "2", "3", "12", "none", "three", "³", "-4", "3.0"),
    "suitable_home": ("", "Suitable", "Unsuitable", "UNSUITABLE home", "un", "unſuitable", "not unsuitable"),
}


def expected():
    data = tomllib.loads((resources() / "annex_a" / "expected_intervals.toml").read_text(encoding="utf-8"))
    return [Expected(**{**rule, "cohort": Cohort(rule["cohort"])}) for rule in data["expected"]]


def drafts(rules, count=700):
    drawn, days = random.Random(11), sorted({rule.days for rule in rules})  # noqa: S311 - the same each time
    for number in range(count):
        facts = {name: drawn.choice(words) for name, words in WORDY.items() if drawn.random() < 0.7}
        for fact in sorted({rule.fact for rule in rules}):
            if drawn.random() < 0.8:
                off = drawn.choice([*days, 0, 400]) + drawn.choice([-1, 0, 1, -500])
                facts[fact] = (TODAY - timedelta(days=off)).isoformat() if drawn.random() < 0.9 else ""
        cohorts = drawn.sample([cohort.value for cohort in Cohort], drawn.randint(0, 4))
        yield ChildDraft(f"B{number}", tuple(cohorts), f"Team {number % 3}", "", "", tuple(facts.items()))


def test_that_the_database_finds_just_those_with_a_weak_spot_whom_the_rule_names(house, inspection):
    rules = expected()
    rows = list(drafts(rules))
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), tuple(rows)))
    kinds = house.casefiles.weak_spot_kinds()

    found = {
        kind: {c.child_id for c in house.casefiles.children(inspection.id, weak_spot=kind, limit=1000)}
        for kind in kinds
    }

    said = {
        kind: {
            row.child_id
            for row in rows
            if any(
                spot.kind == kind for spot in spots(row.cohorts, dict(row.facts), on=TODAY, expected=rules)
            )
        }
        for kind in kinds
    }
    assert found == said
    assert set(SPOTS_IN_WORDS) < set(kinds)
    assert all(5 < len(each) < len(rows) for each in said.values())


@pytest.mark.parametrize("kind", ["last seen", "placements"])
def test_that_one_draws_among_as_many_as_the_list_shows(house, inspection, kind):
    rows = tuple(drafts(expected(), 90))
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), rows))

    drawn, _ = house.casefiles.draw(inspection.id, 1, seed="x", among=ChildFilter(weak_spot=kind))

    assert drawn.among == len(house.casefiles.children(inspection.id, weak_spot=kind))
