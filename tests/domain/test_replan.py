"""The least-change re-plan: what is offered, what it costs, and that nothing cheaper exists on small days."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.clashes import ClashFacts
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Place, Side, Travel
from ilacs_desktop.domain.replan.checking import new_faults, with_changes
from ilacs_desktop.domain.replan.choices import becomes
from ilacs_desktop.domain.replan.costs import Telling, disturbance
from ilacs_desktop.domain.replan.excluding import fixed_exclusions
from ilacs_desktop.domain.replan.greedy import greedy_repair, plan_cost
from ilacs_desktop.domain.replan.model import build_model, cost_of, is_allowed, plan_of, values_of
from ilacs_desktop.domain.replan.preparing import Freedom, prepare, pruned
from ilacs_desktop.domain.replan.proposals import said_disturbance
from ilacs_desktop.domain.replan.situation import Situation
from ilacs_desktop.domain.replan.wishes import (
    Away,
    Cancel,
    Closed,
    Late,
    Must,
    Swap,
    checked_wishes,
    said_wish,
)
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind, SlotStatus
from ilacs_desktop.services.replan.search import search
from ilacs_desktop.services.replan.solver import Highs
from tests.domain.replan_days import DAY, EVENING, Size, clock, hard_day

B = Person(1, "P. Marsh", Side.INSPECTORATE, known_as="Inspector B")
C = Person(2, "O. Reed", Side.INSPECTORATE, known_as="Inspector C")
MALIK = Person(11, "R. Malik", Side.AUTHORITY)
SHAW = Person(12, "K. Shaw", Side.AUTHORITY, works_until=time(13))
ROOM_1 = Place(1, "Room 1", "Civic Centre", capacity=4)
ROOM_2 = Place(2, "Room 2", "Civic Centre", capacity=2)
NORTH = Place(3, "Locality North", "North House", capacity=6)


def slot(uid: str, start: str, end: str, *people: Person, place: Place | None = ROOM_1, **more) -> Slot:
    return Slot(
        uid=uid,
        starts_at=clock(start),
        ends_at=clock(end),
        purpose="records",
        kind=more.pop("kind", SlotKind.CASE_SESSION),
        place_id=place.id if place else None,
        place=place.name if place else "",
        site=place.site if place else "",
        parts=tuple(
            Part(each.id, each.label, each.side, PartKind.LEADS if number == 0 else PartKind.ATTENDS)
            for number, each in enumerate(people)
        ),
        case_code=more.pop("case", f"C-{uid}"),
        **more,
    )


def day(*slots: Slot, wishes=(), absences=(), **more) -> Situation:
    return Situation(
        slots=slots,
        day=DAY,
        now=EVENING,
        facts=ClashFacts(
            people={each.id: each for each in (B, C, MALIK, SHAW)},
            places={each.id: each for each in (ROOM_1, ROOM_2, NORTH)},
            travel=(Travel("Civic Centre", "North House", 30),),
            absences=absences,
            days=(DAY,),
        ),
        wishes=tuple(wishes),
        **more,
    )


def best(situation: Situation, **more):
    found = search(situation, Highs(), seconds=5, **more)
    assert found is not None
    return found


def after(situation: Situation, found) -> dict[str, Slot]:
    tasks = {task.slot.uid: task for task in found.prepared.tasks}
    return {uid: becomes(situation, tasks[uid], choice) for uid, choice in found.changes.items()}


def test_that_a_free_inspector_takes_a_slot_at_its_time_when_that_disturbs_less_than_moving_it():
    situation = day(
        slot("1", "09:00", "10:00", B, MALIK), wishes=[Away(B.id, clock("08:00"), clock("18:00"))]
    )

    found = best(situation)

    assert found.changes["1"].crew == ((B.id, C.id),)
    assert found.is_proven


def test_that_a_slot_moves_to_the_nearest_time_when_its_worker_is_in_court():
    situation = day(
        slot("1", "10:00", "11:00", B, MALIK), wishes=[Away(MALIK.id, clock("09:30"), clock("12:00"))]
    )

    assert {uid: each.starts_at for uid, each in after(situation, best(situation)).items()} == {
        "1": clock("12:00")
    }


def test_that_a_time_off_the_grid_is_tried_right_after_a_late_session():
    situation = day(
        slot("1", "09:00", "10:00", B, MALIK, status=SlotStatus.STARTED),
        slot("2", "10:00", "11:00", B, SHAW, place=ROOM_2),
        wishes=[Late(B.id, 20, clock("09:50"))],
    )

    assert {uid: each.starts_at for uid, each in after(situation, best(situation)).items()} == {
        "2": clock("10:20")
    }


def test_that_a_closed_room_gives_way_to_one_that_is_large_enough():
    crowd = (B, C, MALIK)
    situation = day(
        slot("1", "10:00", "11:00", *crowd, kind=SlotKind.MEETING),
        wishes=[Closed(ROOM_1.id, clock("08:00"), clock("18:00"))],
    )

    assert {uid: each.place_id for uid, each in after(situation, best(situation)).items()} == {"1": NORTH.id}


def test_that_somebody_who_only_attends_a_meeting_may_be_left_out_of_it():
    meeting = slot("1", "10:00", "11:00", B, C, MALIK, kind=SlotKind.MEETING)
    situation = day(meeting, wishes=[Away(C.id, clock("08:00"), clock("18:00"))])

    (changed,) = after(situation, best(situation)).values()

    assert [part.person_id for part in changed.parts] == [B.id, MALIK.id]


def test_that_two_inspectors_change_over_when_each_comes_for_the_other():
    situation = day(
        slot("1", "10:00", "11:00", B, MALIK),
        slot("2", "10:00", "11:00", C, SHAW, place=ROOM_2),
        wishes=[Swap(B.id, C.id), Swap(C.id, B.id)],
    )

    found = after(situation, best(situation))

    assert {uid: each.parts[0].person_id for uid, each in found.items()} == {"1": C.id, "2": B.id}
    assert {each.starts_at for each in found.values()} == {clock("10:00")}


def test_that_what_must_happen_pushes_what_need_not():
    situation = day(
        slot("1", "09:00", "12:45", B, SHAW, locked=True),
        slot("2", "13:00", "14:00", C, MALIK, place=ROOM_2),
        slot("3", "14:00", "17:00", C, MALIK),
        wishes=[
            Away(B.id, clock("08:00"), clock("08:30")),
            Must("2"),
            Away(MALIK.id, clock("09:00"), clock("13:30")),
        ],
    )

    found = after(situation, best(situation))

    assert not found["2"].is_cancelled
    assert new_faults(situation, with_changes(situation.slots, found.values())) == ()


def test_that_travel_hours_absences_and_the_childs_other_session_are_kept():
    situation = day(
        slot("1", "10:00", "11:00", B, SHAW),
        slot("2", "11:30", "12:00", B, MALIK, place=NORTH, kind=SlotKind.VISIT, case="", locked=True),
        slot("3", "09:00", "10:00", C, MALIK, place=ROOM_2, case="C-1", locked=True),
        absences=(Absence(1, SHAW.id, AbsenceKind.COURT, clock("12:00"), clock("13:00")),),
        wishes=[
            Closed(ROOM_1.id, clock("08:00"), clock("10:30")),
            Closed(ROOM_2.id, clock("10:00"), clock("18:00")),
        ],
    )

    for found in (best(situation), best(situation, freedom=Freedom(recrew=False))):
        changed = after(situation, found).values()
        assert new_faults(situation, with_changes(situation.slots, changed)) == ()


def test_that_another_day_takes_what_the_day_cannot_hold_only_if_it_may():
    friday = DAY.replace(day=4)
    situation = day(
        slot("1", "10:00", "11:00", B, MALIK), wishes=[Away(MALIK.id, clock("08:00"), clock("18:00"))]
    )
    open_friday = replace(situation, facts=replace(situation.facts, days=(DAY, friday)), other_days=(friday,))

    assert after(situation, best(situation))["1"].is_cancelled
    assert after(open_friday, best(open_friday))["1"].day == friday


def test_that_the_order_of_what_weighs_is_time_inspector_place_and_cancelling_most():
    one = slot("1", "10:00", "11:00", B, MALIK)
    situation = day(one)

    def cost(**changes) -> int:
        return disturbance(situation, [replace(one, **changes)]).cost

    told = cost(place_id=2) - 3
    costs = [
        cost(place_id=2),
        cost(parts=(Part(C.id, C.label, C.side, PartKind.LEADS), one.parts[1]))
        - Telling(situation).weight(C.id),
        cost(starts_at=clock("10:15"), ends_at=clock("11:15")),
        cost(starts_at=clock("12:15"), ends_at=clock("13:15")),
        cost(status=SlotStatus.CANCELLED),
    ]
    assert costs == sorted(costs)
    assert costs[-1] > 2 * costs[-2] > 2 * told


def test_that_telling_weighs_more_when_confirmed_and_near_and_less_when_something_is_told_anyway():
    situation = day(slot("1", "09:00", "10:00", B, MALIK), slot("2", "15:00", "16:00", C, SHAW))

    weights = [
        Telling(replace(situation, hearing=frozenset({MALIK.id}))).weight(MALIK.id),
        Telling(situation).weight(SHAW.id),
        Telling(situation).weight(MALIK.id),
        Telling(replace(situation, confirmed=frozenset({MALIK.id}))).weight(MALIK.id),
    ]

    assert weights == [3, 10, 15, 20]


def test_that_the_cost_is_said_in_counts_of_people_and_slots():
    one, two = slot("1", "10:00", "11:00", B, MALIK), slot("2", "12:00", "13:00", C, SHAW)
    situation = day(one, two)

    upset = disturbance(
        situation, [replace(one, starts_at=clock("11:00"), ends_at=clock("12:00")), replace(two, place_id=2)]
    )

    assert said_disturbance(upset) == "4 people to tell, 1 slot moves, 1 in another room, none cancelled"
    assert said_disturbance(disturbance(situation, [])) == "Nothing has to change"


def test_that_a_wish_a_locked_slot_forbids_is_named_with_the_slot():
    situation = day(
        slot("1", "10:00", "11:00", B, MALIK, locked=True),
        wishes=[Away(MALIK.id, clock("10:30"), clock("12:00")), Cancel("1")],
    )

    assert [each.sentence for each in fixed_exclusions(situation)] == [
        "R. Malik is away Thu 3 Dec 10:30–12:00, but “C-1 records” Thu 3 Dec 10:00 is locked.",
        "“C-1 records” Thu 3 Dec 10:00 is cancelled, but “C-1 records” Thu 3 Dec 10:00 is locked.",
    ]


@pytest.mark.parametrize(
    "wish",
    [
        Away(B.id, clock("11:00"), clock("10:00")),
        Away(99, clock("10:00"), clock("11:00")),
        Closed(99, clock("10:00"), clock("11:00")),
        Swap(B.id, B.id),
        Swap(B.id, MALIK.id),
        Must("nothing"),
        Cancel("gone"),
        Late(B.id, 0, clock("10:00")),
    ],
)
def test_that_a_wish_that_says_nothing_possible_is_refused(wish):
    gone = replace(slot("gone", "10:00", "11:00", B, MALIK), status=SlotStatus.CANCELLED)
    situation = day(gone)

    with pytest.raises(Explained):
        checked_wishes([wish], people=situation.people, places=situation.places, slots=situation.by_uid)


def test_that_every_wish_is_said_in_words():
    situation = day(slot("1", "10:00", "11:00", B, MALIK))
    known = {"people": situation.people, "places": situation.places, "slots": situation.by_uid}

    said = [
        said_wish(wish, **known)
        for wish in (
            Closed(ROOM_1.id, clock("10:00"), clock("11:00")),
            Swap(B.id, C.id),
            Must("1"),
            Late(B.id, 20, clock("10:00")),
        )
    ]

    assert said == [
        "Room 1, Civic Centre is closed Thu 3 Dec 10:00–11:00",
        "Inspector C comes for Inspector B",
        "“C-1 records” Thu 3 Dec 10:00 must happen on the day",
        "Inspector B is running 20 min late at Thu 3 Dec 10:00",
    ]


TINY = Size(sessions=3, inspectors=2, workers=3, places=2)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8)
def test_that_nothing_cheaper_exists_on_a_tiny_day(seed):
    """Against every combination there is, each judged by the slots it makes and not by the model."""
    situation = hard_day(seed, TINY)
    prepared = prepare(situation)
    model = build_model(situation, prepared.tasks, prepared.telling)
    answer = Highs().solve(model, seconds=20)

    least = cheapest_by_trying(situation, prepared)

    assert (answer.cost if answer.values is not None else None) == least


def cheapest_by_trying(situation: Situation, prepared) -> int | None:
    """Every way the slots could go, cheapest first; a room other than its own is the first that is free."""
    ways = []
    for task in prepared.tasks:
        options = [*task.choices(), *([None] if task.may_cancel else [])]
        slots = [
            (becomes(situation, task, each), each is not None and each == task.present) for each in options
        ]
        costed = [
            (0 if stays else disturbance(situation, [each]).cost, number, each)
            for number, (each, stays) in enumerate(slots)
        ]
        ways.append(sorted(costed, key=lambda each: each[:2])[:90])
    order = (
        sorted(product(*ways), key=lambda way: sum(each[0] for each in way))
        if len(ways) < 3
        else product(*ways)
    )
    least = None
    for way in order:
        if least is not None and max((each[0] for each in way), default=0) >= least:
            continue
        changed = [each[2] for each in way]
        cost = disturbance(situation, changed).cost
        if (least is None or cost < least) and not new_faults(
            situation, with_changes(situation.slots, changed)
        ):
            least = cost
    return least


SMALL = Size(sessions=8, inspectors=3, workers=6, places=4)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8)
def test_that_a_plan_keeps_the_rules_costs_what_it_says_and_is_never_worse_than_greedy(seed):
    situation = hard_day(seed, SMALL)
    found = search(situation, Highs(), seconds=2)
    alone = prepare(situation, Freedom(push=False))
    greedy = greedy_repair(situation, alone.tasks, alone.standing, alone.telling)
    if found is None:
        assert greedy is None
        return

    changed = list(after(situation, found).values())

    assert new_faults(situation, with_changes(situation.slots, changed)) == ()
    assert disturbance(situation, changed).cost == found.cost
    assert greedy is None or found.cost <= plan_cost(alone.tasks, greedy, alone.telling)
    assert found.bound <= found.cost


@given(seed=st.integers(0, 10_000))
@settings(max_examples=6)
def test_that_pruning_loses_no_plan_that_is_as_cheap(seed):
    situation = hard_day(seed, Size(sessions=6, inspectors=3, workers=5, places=3))
    whole = prepare(situation)
    model = build_model(situation, whole.tasks, whole.telling)
    answer = Highs().solve(model, seconds=20)
    if answer.values is None:
        return
    assert is_allowed(model, answer.values)

    less = pruned(whole, answer.cost)
    smaller = build_model(situation, less.tasks, less.telling)
    again = Highs().solve(smaller, seconds=20)

    assert again.cost <= answer.cost + 0.01 * answer.cost + 1
    plan = plan_of(smaller, less.tasks, again.values)
    values = values_of(smaller, less.tasks, plan)
    assert values is not None
    assert cost_of(smaller, values) == again.cost
