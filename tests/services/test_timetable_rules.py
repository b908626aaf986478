"""Levels, limits and clashes let stand, on a real store; and the issue that waits for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import event

from ilacs_desktop.domain.changes import Changes, Kind
from ilacs_desktop.domain.clashes import LEVELS, Clash, Level, Limits, Override, Rule, find_clashes
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import AbsenceKind, Person, Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind
from ilacs_desktop.services.house import House

THURSDAY = date(2026, 12, 3)
SENTENCE = "R. Malik is in two places: duty 09:30–10:30 and supervision 10:00–11:00, Thu 3 Dec."


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    return moment(day, time(hour, minute))


@pytest.fixture
def malik(person: Callable[..., Person]) -> Person:
    return person("Rashida Malik")


@pytest.fixture
def add(house: House, inspection: Inspection, malik: Person) -> Callable[..., Slot]:
    """Adds a meeting of R. Malik."""

    def do(purpose: str, hour: int, minute: int = 0, **more) -> Slot:
        starts = more.pop("starts_at", at(hour, minute))
        given = {"kind": SlotKind.MEETING, "parts": [(malik.id, PartKind.ATTENDS)]} | more
        return house.timetable.add(
            inspection.id, starts_at=starts, ends_at=starts + timedelta(hours=1), purpose=purpose, **given
        )

    return do


@pytest.fixture
def clash(house: House, inspection: Inspection, add: Callable[..., Slot]) -> Clash:
    """R. Malik in two places."""
    add("duty", 9, 30)
    add("supervision", 10)
    (found,) = house.timetable.clashes(inspection.id, THURSDAY)
    return found


def test_that_a_clash_stops_the_issue_and_is_named(house: House, inspection: Inspection, clash: Clash):
    assert (clash.sentence, clash.stops) == (SENTENCE, True)
    assert house.timetable.preview(inspection.id).stops == (clash,)

    with pytest.raises(Explained) as refusal:
        house.timetable.issue(inspection.id)

    assert refusal.value.message == f"One clash stops the issue. {SENTENCE}"
    assert refusal.value.remedy == "Put it right, or let it stand with a reason."
    assert house.timetable.issues(inspection.id) == ()


def test_that_an_override_lets_the_issue_go_out_and_is_kept(
    house: House, inspection: Inspection, clash: Clash, clock: Callable[[], datetime]
):
    let = house.timetable.rules.override(inspection.id, clash.key, reason=" She looks in at ten. ")

    assert let.override == Override("She looks in at ten.", house.store.actor, clock())
    assert house.timetable.rules.overrides(inspection.id) == (let,)
    assert house.timetable.clashes(inspection.id, THURSDAY) == (let,)
    assert house.timetable.preview(inspection.id).stops == ()
    assert house.timetable.issue(inspection.id).number == 1


def test_that_an_override_is_asked_again_when_a_slot_changes(
    house: House, inspection: Inspection, clash: Clash
):
    house.timetable.rules.override(inspection.id, clash.key, reason="She looks in.")
    uid = clash.uids[1]

    house.timetable.change(inspection.id, uid, note="bring tea")
    assert house.timetable.preview(inspection.id).stops == ()
    house.timetable.move(inspection.id, uid, starts_at=at(9, 45))

    (again,) = house.timetable.clashes(inspection.id, THURSDAY)
    assert (again.stops, again.override) == (True, None)
    assert again.lapsed is not None
    assert again.lapsed.reason == "She looks in."


def test_that_an_override_is_asked_again_when_the_absence_changes(
    house: House, inspection: Inspection, add: Callable[..., Slot], malik: Person
):
    add("duty", 9, 30)
    absence = house.people.add_absence(malik.id, kind=AbsenceKind.COURT, starts_at=at(9), ends_at=at(10))
    (clash,) = house.timetable.clashes(inspection.id, THURSDAY)
    house.timetable.rules.override(inspection.id, clash.key, reason="She comes late.")
    assert [each.is_let_stand for each in house.timetable.clashes(inspection.id, THURSDAY)] == [True]

    house.people.remove_absence(absence.id)
    house.people.add_absence(malik.id, kind=AbsenceKind.COURT, starts_at=at(9), ends_at=at(12))

    assert [each.is_let_stand for each in house.timetable.clashes(inspection.id, THURSDAY)] == [False]


def test_that_an_override_is_taken_back(house: House, inspection: Inspection, clash: Clash):
    house.timetable.rules.override(inspection.id, clash.key, reason="She looks in.")

    house.timetable.rules.take_back(inspection.id, clash.key)

    assert house.timetable.rules.overrides(inspection.id) == ()
    assert house.timetable.preview(inspection.id).stops == (clash,)
    with pytest.raises(Explained, match=r"Nobody has let this clash stand\."):
        house.timetable.rules.take_back(inspection.id, clash.key)


def test_that_a_second_reason_replaces_the_first(house: House, inspection: Inspection, clash: Clash):
    for reason in ("She looks in.", "Two halves of one room."):
        house.timetable.rules.override(inspection.id, clash.key, reason=reason)

    (let,) = house.timetable.rules.overrides(inspection.id)
    assert let.override is not None
    assert let.override.reason == "Two halves of one room."


@pytest.mark.parametrize(
    ("key", "reason", "sentence"),
    [
        (None, "  ", "A clash is let stand for a reason."),
        ("person in two places:9:x:y", "why not", "This clash is not there any more."),
    ],
)
def test_that_an_override_without_reason_or_clash_is_refused(
    house: House, inspection: Inspection, clash: Clash, key: str | None, reason: str, sentence: str
):
    with pytest.raises(Explained) as refusal:
        house.timetable.rules.override(inspection.id, key or clash.key, reason=reason)

    assert refusal.value.message == sentence


def test_that_an_override_is_announced_and_audited(
    house: House, inspection: Inspection, clash: Clash, malik: Person
):
    heard: list[Changes] = []
    house.store.listen(heard.append)

    house.timetable.rules.override(inspection.id, clash.key, reason="She looks in.")

    assert heard == [Changes(frozenset({Kind.SLOT}))]
    assert any(entry.deed == "Let a clash stand" for entry in house.lookup.audit())


def test_that_what_is_over_stops_nothing(
    house: House, inspection: Inspection, add: Callable[..., Slot], clock: Callable[[], datetime]
):
    yesterday = date(2026, 12, 1)
    add("duty", 0, starts_at=at(9, 30, yesterday))
    add("supervision", 0, starts_at=at(10, day=yesterday))

    assert [clash.level for clash in house.timetable.clashes(inspection.id, yesterday)] == [Level.WARN]
    assert house.timetable.issue(inspection.id).number == 1


def test_that_levels_are_kept_and_the_others_stay(house: House, inspection: Inspection, clash: Clash):
    rules = house.timetable.rules
    assert rules.levels() == LEVELS

    rules.set_level(Rule.PERSON, Level.WARN)
    rules.set_level(Rule.LUNCH, Level.IGNORE)

    assert rules.levels() == {**LEVELS, Rule.PERSON: Level.WARN, Rule.LUNCH: Level.IGNORE}
    assert [each.level for each in house.timetable.clashes(inspection.id, THURSDAY)] == [Level.WARN]
    assert house.timetable.issue(inspection.id).number == 1


def test_that_limits_are_kept_and_checked(house: House):
    rules = house.timetable.rules
    assert rules.limits() == Limits()

    rules.set_limits(debrief_minutes=45, lunch_until=time(13, 30))

    assert rules.limits() == Limits(debrief_minutes=45, lunch_until=time(13, 30))
    for wrong, sentence in (
        ({"most_sessions": 0}, "Most sessions must be from 1 to 20."),
        ({"lunch_until": time(12, 15)}, "Lunch of 30 minutes does not fit between 12:00 and 12:15."),
        ({"tea": 5}, "There is no limit called tea."),
    ):
        with pytest.raises(Explained) as refusal:
            rules.set_limits(**wrong)
        assert refusal.value.message == sentence
    assert rules.limits() == Limits(debrief_minutes=45, lunch_until=time(13, 30))


def test_that_requests_travel_rooms_and_days_on_site_come_into_it(
    house: House,
    inspection: Inspection,
    add: Callable[..., Slot],
    malik: Person,
    person: Callable[..., Person],
):
    hall = house.people.add_place("Room 2", site="Hall", capacity=1)
    north = house.people.add_place("Room 9", site="North")
    house.people.set_travel("Hall", "North", minutes=25)
    inspector = person("P. Marsh", "inspectorate", known_as="Inspector B")
    both = [(inspector.id, PartKind.LEADS), (malik.id, PartKind.ATTENDS)]
    add("duty", 9, place_id=hall.id, parts=both)
    add("visit", 10, 15, place_id=north.id)
    request = house.info_requests.add(
        inspection.id, verbatim="The list", owner_id=malik.id, target_at=at(9, 30)
    )

    found = house.timetable.clashes(inspection.id, THURSDAY)

    assert [(clash.rule, clash.who) for clash in found] == [
        (Rule.TRAVEL, "R. Malik"),
        (Rule.CAPACITY, "Room 2, Hall"),
        (Rule.REQUEST_DUE, "R. Malik"),
    ]
    assert request.ref in found[2].sentence
    facts = house.timetable.rules.facts(inspection.id)
    assert find_clashes(house.timetable.draft(inspection.id, THURSDAY), facts=facts) == found


def test_that_clashes_are_found_in_as_many_queries_for_many_slots_as_for_two(
    house: House,
    inspection: Inspection,
    add: Callable[..., Slot],
    malik: Person,
    person: Callable[..., Person],
):
    statements: list[str] = []
    event.listen(house.store.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    counted: list[int] = []
    for number in range(4):
        other = person(f"Other {number}", Side.AUTHORITY)
        add("duty", 9, number, parts=[(malik.id, PartKind.ATTENDS), (other.id, PartKind.ATTENDS)])
        house.info_requests.add(inspection.id, verbatim="A list", owner_id=malik.id, target_at=at(9, 30))
        house.people.add_absence(other.id, kind=AbsenceKind.LEAVE, starts_at=at(9), ends_at=at(10))
        found = house.timetable.clashes(inspection.id)
        house.timetable.rules.override(inspection.id, found[0].key, reason="It may.")
        statements.clear()
        house.timetable.clashes(inspection.id)
        counted.append(len(statements))

    assert len(set(counted[1:])) == 1
    assert counted[-1] <= 16
