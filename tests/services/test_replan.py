"""Proposing for a real day in the store, and putting a proposal into the draft."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.replan.wishes import Away, Cancel, Closed, Must
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus
from ilacs_desktop.services.replan import Replan
from ilacs_desktop.services.replan.proposing import NO_SOLVER, propose
from ilacs_desktop.services.replan.solver import Highs

DAY = date(2026, 12, 3)


def at(text: str) -> datetime:
    hour, minute = text.split(":")
    return moment(DAY, time(int(hour), int(minute)))


@pytest.fixture
def cast(house, inspection, person):
    """Two inspectors, two workers, two rooms; the agenda's own slots are out of the way."""
    people = {
        "B": person("P. Marsh", Side.INSPECTORATE, known_as="Inspector B"),
        "C": person("O. Reed", Side.INSPECTORATE, known_as="Inspector C"),
        "malik": person("R. Malik"),
        "shaw": person("K. Shaw"),
    }
    places = {name: house.people.add_place(name, site="Civic Centre") for name in ("Room 1", "Room 2")}
    standing = [slot.uid for slot in house.timetable.draft(inspection.id, DAY) if not slot.is_cancelled]
    if standing:
        house.timetable.cancel_many(inspection.id, standing)
    return people, places


@pytest.fixture
def add(house, inspection, cast):
    def put(start, end, *names, place="Room 1", **more):
        people, places = cast
        return house.timetable.add(
            inspection.id,
            starts_at=at(start),
            ends_at=at(end),
            purpose="records",
            kind=more.pop("kind", SlotKind.CASE_SESSION),
            place_id=places[place].id,
            parts=[
                (people[name].id, PartKind.LEADS if number == 0 else PartKind.ATTENDS)
                for number, name in enumerate(names)
            ],
            **more,
        )

    return put


def test_that_three_ways_are_proposed_the_least_disturbing_first(house, inspection, cast, add):
    people, _ = cast
    add("10:00", "11:00", "B", "malik", case_code="C-014")
    add("10:00", "11:00", "C", "shaw", place="Room 2", case_code="C-015")
    wishes = [Away(people["B"].id, at("08:00"), at("12:00"))]

    answer = house.replan.propose(inspection.id, DAY, wishes)

    assert [proposal.number for proposal in answer.proposals] == [1, 2, 3]
    assert [each.cost for each in answer.proposals] == sorted(each.cost for each in answer.proposals)
    assert answer.proposals[0].sentence == "2 people to tell, 1 slot moves, none cancelled"
    assert answer.proposals[0].is_proven
    assert (
        answer.proposals[0].changes[0].sentence.startswith("C-014 records with Inspector B moves from 10:00")
    )
    assert answer.said == ("Inspector B is away Thu 3 Dec 08:00–12:00",)


def test_that_a_proposal_goes_into_the_draft_and_undo_takes_it_back_in_one_step(house, inspection, cast, add):
    people, places = cast
    add("10:00", "11:00", "B", "malik", case_code="C-014")
    add("11:00", "12:00", "B", "shaw", place="Room 2", case_code="C-015")
    before = house.timetable.draft(inspection.id, DAY)
    wishes = [
        Away(people["B"].id, at("08:00"), at("12:00")),
        Closed(places["Room 1"].id, at("08:00"), at("18:00")),
    ]
    proposal = house.replan.propose(inspection.id, DAY, wishes).proposals[0]

    stored = house.replan.apply(inspection.id, proposal)

    assert {slot.uid: (slot.starts_at, slot.place_id, slot.inspectors) for slot in stored} == {
        slot.uid: (slot.starts_at, slot.place_id, slot.inspectors) for slot in proposal.after
    }
    assert not [clash for clash in house.timetable.clashes(inspection.id, DAY) if clash.stops]
    undone = house.timetable.journal.undo(inspection.id)
    assert undone.said.startswith("Re-plan Thu 3 Dec: ")
    assert [facts(slot) for slot in house.timetable.draft(inspection.id, DAY)] == [
        facts(slot) for slot in before
    ]


def facts(slot):
    parts = sorted((part.person_id, part.part) for part in slot.parts)
    return slot.uid, slot.starts_at, slot.ends_at, slot.place_id, slot.status, parts


def test_that_a_proposal_for_a_day_that_was_changed_since_is_refused_and_nothing_is_done(
    house, inspection, cast, add
):
    people, _ = cast
    slot = add("10:00", "11:00", "B", "malik")
    wishes = [Away(people["malik"].id, at("09:00"), at("12:00"))]
    proposal = house.replan.propose(inspection.id, DAY, wishes).proposals[0]
    house.timetable.move(inspection.id, slot.uid, starts_at=at("10:30"))

    with pytest.raises(Explained, match="Thu 3 Dec has been changed since this was proposed"):
        house.replan.apply(inspection.id, proposal)

    assert house.timetable.slot(inspection.id, slot.uid).starts_at == at("10:30")


def test_that_a_cancelled_slot_that_must_happen_is_on_again(house, inspection, cast, add):
    slot = add("10:00", "11:00", "B", "malik")
    house.timetable.cancel(inspection.id, slot.uid)
    proposal = house.replan.propose(inspection.id, DAY, [Must(slot.uid)]).proposals[0]

    house.replan.apply(inspection.id, proposal)

    assert house.timetable.slot(inspection.id, slot.uid).status is SlotStatus.PLANNED


def test_that_wishes_that_exclude_each_other_are_named(house, inspection, cast, add):
    people, _ = cast
    slot = add("10:00", "11:00", "B", "malik", case_code="C-014")
    wishes = [
        Away(people["shaw"].id, at("09:00"), at("10:00")),
        Away(people["malik"].id, at("08:00"), at("18:00")),
        Must(slot.uid),
    ]

    answer = house.replan.propose(inspection.id, DAY, wishes)

    assert answer.proposals == ()
    (exclusion,) = answer.exclusions
    assert exclusion.wishes == (wishes[1], wishes[2])
    assert exclusion.sentence == (
        "These wishes exclude each other: R. Malik is away Thu 3 Dec 08:00–18:00;"
        " “C-014 records” Thu 3 Dec 10:00 must happen on the day."
    )


def test_that_without_the_solver_a_simple_repair_is_proposed_and_said_to_be_one(
    store, clock, house, inspection, cast, add
):
    people, _ = cast
    add("10:00", "11:00", "B", "malik")
    by_hand = Replan(store, clock, house.timetable, solver=lambda: None)

    answer = by_hand.propose(inspection.id, DAY, [Away(people["malik"].id, at("09:30"), at("12:00"))])

    assert answer.note == NO_SOLVER
    assert [each.gap for each in answer.proposals] == [None]
    assert answer.proposals[0].after[0].starts_at == at("12:00")


def test_that_nothing_has_to_change_when_the_draft_grants_it_all(house, inspection, cast, add):
    people, _ = cast
    add("10:00", "11:00", "B", "malik")

    (proposal,) = house.replan.propose(
        inspection.id, DAY, [Away(people["C"].id, at("09:00"), at("12:00"))]
    ).proposals

    assert proposal.sentence == "Nothing has to change"
    with pytest.raises(Explained, match="changes nothing"):
        house.replan.apply(inspection.id, proposal)


def test_that_a_search_that_is_stopped_at_once_comes_back_with_what_there_is(house, inspection, cast, add):
    people, _ = cast
    add("10:00", "11:00", "B", "malik")
    situation = house.replan.situation(
        inspection.id, DAY, [Away(people["malik"].id, at("09:30"), at("12:00"))]
    )

    answer = propose(situation, Highs(), stop=lambda: True)

    assert len(answer.proposals) <= 1


def test_that_who_has_confirmed_and_who_hears_something_anyway_is_read_from_the_told_board(
    house, inspection, cast, add
):
    people, _ = cast
    slot = add("10:00", "11:00", "B", "malik", case_code="C-014")
    other = add("14:00", "15:00", "C", "shaw", case_code="C-015")
    house.timetable.issue(inspection.id)
    tellings = house.timetable.tellings(inspection.id)
    house.timetable.mark_sent([each.id for each in tellings], how="chat")
    house.timetable.mark_confirmed([each.id for each in tellings if each.person_id == people["malik"].id])
    house.timetable.move(inspection.id, other.uid, starts_at=at("15:00"))

    situation = house.replan.situation(inspection.id, DAY, [Cancel(slot.uid)])

    assert situation.confirmed == {people["malik"].id}
    assert situation.hearing == {people["C"].id, people["shaw"].id}
    assert situation.now == datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
