from datetime import UTC, date, datetime, time

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import AbsenceKind, PeopleCounts, Person, Place, Side, Travel

LIST = """Staff list of Borsetshire
,
Staff name,Job title,Team name,E-mail address,Hours
Rashida Malik,Team manager,Court 1,r.malik@borset.example,08:30-16:30
"Boyle, Kit",Social worker,Court 1,,
,Social worker,,,
"""


@pytest.fixture
def a_list(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_that_a_person_is_kept_with_everything_given(house):
    added = house.people.add(
        "Rashida  Malik",
        Side.AUTHORITY,
        role="Team manager",
        team="Court 1",
        works_from=time(8, 30),
        known_as="R.",
    )

    expected = Person(
        added.id,
        "Rashida Malik",
        Side.AUTHORITY,
        "Team manager",
        "Court 1",
        known_as="R.",
        works_from=time(8, 30),
        version=1,
    )
    assert (added, house.people.all()) == (expected, (expected,))


def test_that_the_same_person_is_not_added_twice(house):
    house.people.add("R. Malik", Side.AUTHORITY)

    with pytest.raises(Explained, match=r"R\. Malik is already on the list"):
        house.people.add("r malik", Side.AUTHORITY)

    assert len(house.people.all()) == 1


def test_that_who_is_taken_off_the_list_stays_in_the_record(house, person):
    gone = person("R. Malik")
    kept = person("J. Adeyemi")

    house.people.remove(gone.id)

    assert house.people.all() == (kept,)
    assert {each.id for each in house.people.all(with_former=True)} == {gone.id, kept.id}
    assert not house.people.one(gone.id).is_active


def test_that_a_list_is_reviewed_before_anything_is_stored(house, a_list):
    review = house.people.review_people(a_list)

    assert [change.draft.name for change in review.people] == ["Rashida Malik", "Kit Boyle"]
    assert [(refusal.place, refusal.reason) for refusal in review.refusals] == [
        ("staff, row 6", "column name is blank")
    ]
    assert house.people.all() == ()


def test_that_a_reviewed_list_is_stored_once_however_often_it_comes(house, a_list):
    first = house.people.import_people(house.people.review_people(a_list))
    again = house.people.review_people(a_list)

    assert first == PeopleCounts(added=2)
    assert again.is_empty
    with pytest.raises(Explained, match="nothing new"):
        house.people.import_people(again)
    assert [(each.name, each.works_from) for each in house.people.all()] == [
        ("Kit Boyle", time(9)),
        ("Rashida Malik", time(8, 30)),
    ]


def test_that_places_come_from_a_list_too(house, tmp_path):
    path = tmp_path / "rooms.csv"
    path.write_text(
        "Room;Site;Capacity\nRoom 2;Castle House;8\nRoom 2;Castle House;8\nRoom 3;Castle House;many\n",
        "utf-8",
    )

    review = house.people.review_people(path)
    house.people.import_people(review)

    place = house.people.places()[0]
    assert house.people.places() == (Place(place.id, "Room 2", "Castle House", 8, version=1),)
    assert [refusal.reason for refusal in review.refusals] == ["a text is not a capacity"]


def test_that_travel_is_the_same_either_way(house):
    house.people.set_travel("Castle House", "Annexe", minutes=20)
    house.people.set_travel("Annexe", "Castle House", minutes=25)

    assert house.people.travel() == (Travel("Annexe", "Castle House", 25),)


def test_that_an_absence_can_be_given_and_taken_back(house, person):
    malik = person("R. Malik")
    start, end = datetime(2026, 12, 3, 9, tzinfo=UTC), datetime(2026, 12, 3, 12, tzinfo=UTC)

    absence = house.people.add_absence(malik.id, kind=AbsenceKind.COURT, starts_at=start, ends_at=end)

    assert house.people.absences(malik.id) == (absence,)
    house.people.remove_absence(absence.id)
    assert house.people.absences() == ()


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (lambda people: people.add(" ", Side.PARTNER), "needs a name"),
        (lambda people: people.change(99, name="X"), "no longer on the list"),
        (lambda people: people.add_place(""), "needs a name"),
        (lambda people: people.add_place("Room", capacity=0), "at least one person"),
        (lambda people: people.set_travel("A", "A", minutes=1), "two different sites"),
        (
            lambda people: people.add("A B", Side.PARTNER, works_from=time(17), works_until=time(9)),
            "ends before",
        ),
    ],
)
def test_that_what_cannot_be_is_refused_in_a_sentence(house, deed, said):
    with pytest.raises(Explained, match=said):
        deed(house.people)


def test_that_an_inspector_has_days_on_site_of_their_own_until_they_are_taken_back(house, person):
    marsh = person("P. Marsh", "inspectorate", on_site_from=date(2026, 12, 1))

    changed = house.people.change(marsh.id, on_site_until=date(2026, 12, 4))
    assert (changed.on_site_from, changed.on_site_until) == (date(2026, 12, 1), date(2026, 12, 4))
    assert house.people.change(marsh.id, role="HMI").on_site_until == date(2026, 12, 4)

    assert house.people.change(marsh.id, on_site_from=None).on_site_from is None
    assert house.people.change(marsh.id, side=Side.PARTNER).on_site_until is None


def test_that_days_on_site_that_cannot_be_are_refused(house, person):
    with pytest.raises(Explained, match="Only an inspector has days on site"):
        house.people.add("R. Malik", Side.AUTHORITY, on_site_from=date(2026, 12, 1))
    marsh = person("P. Marsh", "inspectorate", on_site_from=date(2026, 12, 8))
    with pytest.raises(Explained, match="The last day on site is before the first"):
        house.people.change(marsh.id, on_site_until=date(2026, 12, 1))
    assert house.people.one(marsh.id) == marsh
