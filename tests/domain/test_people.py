from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.errors import Refusal
from ilacs_desktop.domain.people import (
    Outcome,
    Person,
    PersonChange,
    PersonDraft,
    Place,
    PlaceChange,
    PlaceDraft,
    Side,
    compare_people,
    compare_places,
    match_worker,
    short_name,
)

MALIK = Person(
    1, "Rashida Malik", Side.AUTHORITY, role="Social worker", team="Court 1", email="r.malik@borset.example"
)
ADEYEMI = Person(2, "J. Adeyemi", Side.AUTHORITY, team="Court 1")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Rashida Malik", "R. Malik"),
        ("J. Adeyemi", "J. Adeyemi"),
        ("Ana Sofia Reis", "A. S. Reis"),
        ("Oyelaran", "Oyelaran"),
    ],
)
def test_that_a_short_name_is_initials_and_family_name(name, short):
    assert short_name(name) == short


def test_that_a_label_is_what_sheets_call_a_person():
    assert (MALIK.label, MALIK.initials) == ("R. Malik", "RM")
    assert Person(3, "P. Marsh", Side.INSPECTORATE, known_as="Inspector B").label == "Inspector B"


def test_that_a_list_is_told_apart_into_new_changed_and_same():
    new = PersonDraft("K. Boyle", row="row 2", side=Side.AUTHORITY)
    changed = PersonDraft(
        "R. Malik", row="row 3", email="R.Malik@borset.example", team="Court 2", works_from=time(8)
    )
    same = PersonDraft("J Adeyemi", row="row 4", team="Court 1")

    changes, refusals = compare_people([new, changed, same], [MALIK, ADEYEMI])

    assert refusals == ()
    assert changes == (
        PersonChange(Outcome.ADDED, new),
        PersonChange(
            Outcome.CHANGED,
            changed,
            1,
            (
                "team: Court 1 → Court 2",
                "email: r.malik@borset.example → R.Malik@borset.example",
                "works from: 09:00 → 08:00",
            ),
        ),
        PersonChange(Outcome.SAME, same, 2),
    )


def test_that_a_blank_in_a_list_changes_nothing():
    changes, _ = compare_people([PersonDraft("Rashida Malik", role="", team=None)], [MALIK])

    assert [change.outcome for change in changes] == [Outcome.SAME]


def test_that_a_row_that_comes_twice_counts_once_and_a_contradiction_is_refused():
    first = PersonDraft("K. Boyle", row="Staff, row 2", team="Duty")
    again = PersonDraft("K. Boyle", row="Staff, row 3", team="Duty")
    other = PersonDraft("K. Boyle", row="Staff, row 4", team="Fostering")

    changes, refusals = compare_people([first, again, other], [])

    assert changes == (PersonChange(Outcome.ADDED, first),)
    assert refusals == (Refusal("Staff, row 4", "K. Boyle is already in Staff, row 2, with other details"),)


def test_that_two_people_of_one_name_are_not_guessed_at():
    twins = [Person(1, "A. Khan", Side.AUTHORITY, team="A"), Person(2, "A. Khan", Side.AUTHORITY, team="B")]

    changes, refusals = compare_people([PersonDraft("A. Khan", row="row 9")], twins)

    assert (changes, refusals) == ((), (Refusal("row 9", "there are 2 people called A. Khan; add an email"),))


def test_that_a_place_is_its_name_and_site():
    drafts = [PlaceDraft("Room 2", site="Castle House", capacity=8), PlaceDraft("Room 2", site="Annexe")]

    changes = compare_places(drafts, [Place(5, "room 2", "Castle  House", 6)])

    assert changes == (
        PlaceChange(Outcome.CHANGED, drafts[0], 5, ("capacity: 6 → 8",)),
        PlaceChange(Outcome.ADDED, drafts[1]),
    )


@pytest.mark.parametrize(
    "name", ["Malik, Rashida", "R. Malik", "rashida malik", "R Malik", "Rashida\u00a0Malik"]
)
def test_that_a_worker_is_matched_in_any_usual_spelling(name):
    assert match_worker(name, [MALIK, ADEYEMI]) == 1


def test_that_a_worker_who_could_be_two_people_is_nobody():
    others = [MALIK, Person(7, "Robert Malik", Side.AUTHORITY)]

    assert (
        match_worker("R. Malik", others),
        match_worker("", others),
        match_worker("Z. Nobody", others),
    ) == (None, None, None)


@given(st.lists(st.sampled_from(["K. Boyle", "R. Malik", "J. Adeyemi", "A. Khan", "S. Iqbal"]), max_size=12))
def test_that_taking_the_same_list_twice_adds_nobody(names):
    drafts = [PersonDraft(name, row=f"row {row}") for row, name in enumerate(names)]
    first, _ = compare_people(drafts, [])
    known = [Person(row, change.draft.name, Side.AUTHORITY) for row, change in enumerate(first)]

    again, refusals = compare_people(drafts, known)

    assert {change.outcome for change in again} <= {Outcome.SAME}
    assert refusals == ()
