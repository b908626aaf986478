"""What each rule says, in which words, how gravely, and for how long it may be let stand."""

from __future__ import annotations

import runpy
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from ilacs_desktop.domain.clashes import (
    LEVELS,
    Clash,
    ClashFacts,
    DueMoment,
    Level,
    Limits,
    Override,
    Rule,
    Standing,
    digest_of,
    eased,
    find_clashes,
    with_overrides,
)
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Place, Side, Travel
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind, SlotStatus

MONDAY = date(2026, 11, 30)
PEOPLE = {
    number: Person(
        number,
        f"Person {number}",
        Side.INSPECTORATE if number < 3 else Side.AUTHORITY,
        works_from=time(8 + number % 2),
        works_until=time(15 + number % 3),
    )
    for number in range(7)
}


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return moment(day, time(hour, minute))


def part(number: int, kind: PartKind = PartKind.ATTENDS) -> Part:
    return Part(number, f"Person {number}", PEOPLE[number].side, kind)


SESSION = Slot(
    "s1", at(9, 30), at(10, 30), "records", SlotKind.CASE_SESSION, 2, "Room 2",
    parts=(part(1, PartKind.LEADS), part(4), part(6, PartKind.NAVIGATES)), child_id=1, case_code="C-014",
)  # fmt: skip


MEETING = Slot("m1", at(11), at(11, 45), "supervision", SlotKind.MEETING, parts=(part(4),))


def test_that_slots_that_meet_end_to_start_do_not_clash():
    next_one = replace(MEETING, starts_at=at(10, 30), place_id=2, parts=(part(1), part(6)))

    assert find_clashes([SESSION, next_one]) == ()


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (
            Slot("s2", at(10), at(11), "records", SlotKind.MEETING, parts=(part(4),)),
            "Person 4 is in two places: C-014 records 09:30–10:30 and records 10:00–11:00, Mon 30 Nov.",
        ),
        (
            Slot("s2", at(10), at(11), "supervision", SlotKind.MEETING, 2, "Room 2", parts=(part(5),)),
            "Room 2 is used twice: C-014 records 09:30–10:30 and supervision 10:00–11:00, Mon 30 Nov.",
        ),
        (
            replace(
                SESSION,
                uid="s2",
                starts_at=at(14),
                ends_at=at(15),
                parts=(part(2, PartKind.LEADS), *SESSION.parts[1:]),
            ),
            "C-014 is with Person 1 on Mon 30 Nov 09:30 and with Person 2 on Mon 30 Nov 14:00.",
        ),
    ],
)
def test_that_a_clash_says_who_and_when(other: Slot, sentence: str):
    assert [clash.sentence for clash in find_clashes([SESSION, other])] == [sentence]


@pytest.mark.parametrize(
    ("kind", "until", "sentence"),
    [
        (
            AbsenceKind.COURT,
            at(12),
            "Person 4 is in court 09:00–12:00: C-014 records 09:30–10:30, Mon 30 Nov.",
        ),
        (
            AbsenceKind.LEAVE,
            at(12, day=date(2026, 12, 2)),
            "Person 4 is on leave until Wed 2 Dec: C-014 records 09:30–10:30, Mon 30 Nov.",
        ),
        (AbsenceKind.OTHER, at(12), "Person 4 is away 09:00–12:00: C-014 records 09:30–10:30, Mon 30 Nov."),
    ],
)
def test_that_an_absence_clashes(kind: AbsenceKind, until: datetime, sentence: str):
    (clash,) = find_clashes([SESSION], absences=[Absence(7, 4, kind, at(9), until)])

    assert clash == Clash(Rule.ABSENCE, Level.WARN, ("s1",), "Person 4", sentence, "person is away:4/7:s1")


def test_that_an_ignored_rule_finds_nothing():
    other = replace(SESSION, uid="s2")
    levels = {**LEVELS, Rule.PERSON: Level.IGNORE, Rule.PLACE: Level.STOP}

    assert [(clash.rule, clash.level) for clash in find_clashes([SESSION, other], levels=levels)] == [
        (Rule.PLACE, Level.STOP)
    ]


def test_that_working_hours_follow_london_time_across_the_clock_change():
    """In summer 08:00 UTC is 09:00 in London: inside hours that begin at 09:00."""
    summer = replace(
        MEETING,
        parts=(part(3),),
        starts_at=datetime(2026, 10, 23, 8, 0, tzinfo=UTC),
        ends_at=datetime(2026, 10, 23, 9, 0, tzinfo=UTC),
    )
    winter = replace(
        summer,
        starts_at=datetime(2026, 10, 26, 8, 0, tzinfo=UTC),
        ends_at=datetime(2026, 10, 26, 9, 0, tzinfo=UTC),
    )

    assert find_clashes([summer], people=PEOPLE) == ()
    assert [clash.rule for clash in find_clashes([winter], people=PEOPLE)] == [Rule.WORKING_HOURS]


def test_that_a_whole_inspection_is_swept_in_little_more_than_it_takes_to_walk_it():
    """Four weeks, 40 slots a day, 7 inspectors, 120 staff, every rule. Walking them takes about 1 ms."""
    benchmark = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "clashes.py"))

    figure = benchmark["measure"](times=5)[0]

    assert figure.slots == 800
    assert 0 < figure.clashes < 400
    assert figure.ratio < 45


def test_that_somebody_off_the_list_clashes_with_what_is_still_planned_with_them():
    gone = {**PEOPLE, 4: replace(PEOPLE[4], is_active=False)}
    over = replace(SESSION, uid="s2", status=SlotStatus.ENDED)

    (clash,) = find_clashes([SESSION, replace(over, starts_at=at(12), ends_at=at(13))], people=gone)

    assert (clash.rule, clash.uids, clash.sentence) == (
        Rule.OFF_THE_LIST,
        ("s1",),
        "Person 4 is off the list of people: C-014 records 09:30–10:30, Mon 30 Nov.",
    )


HALL = Place(2, "Room 2", "Hall", capacity=2)


@pytest.mark.parametrize(
    ("slots", "facts", "rule", "sentence"),
    [
        (
            [replace(SESSION, parts=(part(1, PartKind.LEADS), part(6, PartKind.NAVIGATES)))],
            {},
            Rule.NO_WORKER,
            "Nobody of ours is asked in C-014 records 09:30–10:30, Mon 30 Nov: a worker is missing.",
        ),
        (
            [replace(SESSION, parts=(part(1, PartKind.LEADS), part(4)))],
            {},
            Rule.NO_NAVIGATOR,
            "Nobody navigates the record in C-014 records 09:30–10:30, Mon 30 Nov.",
        ),
        (
            [SESSION],
            {"places": {2: HALL}},
            Rule.CAPACITY,
            "Room 2 holds 2, and 3 people are in C-014 records 09:30–10:30, Mon 30 Nov.",
        ),
        (
            [SESSION, replace(MEETING, starts_at=at(10, 45))],
            {},
            Rule.DEBRIEF,
            ("Person 4 has no 30 min for the debrief of C-014 records 09:30–10:30:"
            " supervision 10:45–11:45, Mon 30 Nov."),
        ),
        (
            [SESSION, replace(MEETING, starts_at=at(8, 30), ends_at=at(9, 15))],
            {},
            Rule.PREPARATION,
            ("Person 4 has no 30 min to prepare C-014 records 09:30–10:30:"
            " supervision 08:30–09:15, Mon 30 Nov."),
        ),
        (
            [SESSION],
            {"absences": [Absence(7, 4, AbsenceKind.TRAINING, at(10, 30), at(12))]},
            Rule.DEBRIEF,
            ("Person 4 is in training 10:30–12:00 and has no 30 min for the debrief of"
            " C-014 records 09:30–10:30, Mon 30 Nov."),
        ),
        (
            [SESSION, replace(SESSION, uid="s2", case_code="C-017", child_id=2, place_id=3,
                              parts=(part(2, PartKind.LEADS), part(4), part(5, PartKind.NAVIGATES)),
                              starts_at=at(11, 15), ends_at=at(12))],
            {},
            Rule.BACK_TO_BACK,
            ("Person 4 has 45 min between two sessions, and needs 1 h to be debriefed and to prepare:"
            " C-014 records 09:30–10:30 and C-017 records 11:15–12:00, Mon 30 Nov."),
        ),
        (
            [SESSION],
            {"dues": [DueMoment("IR-031", 4, at(10, 15))]},
            Rule.REQUEST_DUE,
            "IR-031 is due at 10:15 while Person 4 is in C-014 records 09:30–10:30, Mon 30 Nov.",
        ),
        (
            [replace(MEETING, starts_at=at(11, 30), ends_at=at(13, 40))],
            {},
            Rule.LUNCH,
            "Person 4 has no 30 min free between 12:00 and 14:00: supervision 11:30–13:40, Mon 30 Nov.",
        ),
        (
            [replace(MEETING, starts_at=at(8), ends_at=at(9)), replace(MEETING, uid="m2", starts_at=at(18), ends_at=at(19))],
            {},
            Rule.LONG_DAY,
            "Person 4 has a day of 11 h, 08:00 to 19:00, Mon 30 Nov; 10 h is the most.",
        ),
        (
            [replace(MEETING, site="Hall"), replace(MEETING, uid="m2", site="North", starts_at=at(12), ends_at=at(12, 30))],
            {"travel": [Travel("Hall", "North", 25)]},
            Rule.TRAVEL,
            ("Person 4 has 15 min from Hall to North, and needs 25 min:"
            " supervision 11:00–11:45 and supervision 12:00–12:30, Mon 30 Nov."),
        ),
        (
            [SESSION],
            {"people": {1: replace(PEOPLE[1], on_site_from=date(2026, 12, 2))}},
            Rule.NOT_ON_SITE,
            "Person 1 is on site from Wed 2 Dec: C-014 records 09:30–10:30, Mon 30 Nov.",
        ),
        (
            [replace(SESSION, uid=f"s{hour}", case_code=f"C-{hour:03}", child_id=hour, place_id=None,
                     starts_at=at(hour), ends_at=at(hour + 1)) for hour in (9, 11, 15)],
            {},
            Rule.TOO_MANY,
            "Person 4 has 3 sessions on Mon 30 Nov, from 09:00; 2 are the most.",
        ),
    ],
)  # fmt: skip
def test_that_each_rule_says_what_is_wrong(
    slots: list[Slot], facts: dict[str, Any], rule: Rule, sentence: str
):
    clashes = find_clashes(slots, facts=ClashFacts(**facts))

    assert [(clash.rule, clash.sentence) for clash in clashes] == [(rule, sentence)]


def test_that_the_limits_can_be_set():
    later = replace(MEETING, starts_at=at(10, 45))

    assert find_clashes([SESSION, later], facts=ClashFacts(limits=Limits(debrief_minutes=15))) == ()


def test_that_a_slot_called_lunch_is_lunch():
    lunch = replace(MEETING, purpose="Lunch with the care leavers", starts_at=at(12), ends_at=at(14))

    assert find_clashes([lunch]) == ()


def test_that_a_person_with_an_optional_part_is_not_bound():
    optional = replace(MEETING, starts_at=at(10), parts=(part(4, PartKind.OPTIONAL),))

    assert find_clashes([SESSION, optional]) == ()


def test_that_an_inspector_not_yet_on_site_may_call_in_by_a_link():
    call = replace(SESSION, place_id=4, place="Video", link="https://meet.example")
    early = {1: replace(PEOPLE[1], on_site_from=date(2026, 12, 2))}

    assert find_clashes([call], people=early) == ()


def test_that_only_what_makes_the_sheet_wrong_stops_to_begin_with():
    assert {rule for rule in Rule if LEVELS[rule] is Level.STOP} == {
        Rule.PERSON,
        Rule.PLACE,
        Rule.CHILD_AT_ONCE,
        Rule.OFF_THE_LIST,
        Rule.INSPECTION_DAYS,
    }
    assert Level.IGNORE not in LEVELS.values()


TWICE = replace(MEETING, starts_at=at(10))
LET = Override("They share the morning.", "K. Boyle", at(18))


def let_stand(slots: list[Slot], facts: ClashFacts) -> tuple[Standing, ...]:
    """Every clash of these slots, let stand."""
    by_uid = {slot.uid: slot for slot in slots}
    return tuple(
        Standing(clash.key, digest_of(clash, by_uid), LET) for clash in find_clashes(slots, facts=facts)
    )


def seen(slots: list[Slot], facts: ClashFacts, standing: tuple[Standing, ...]) -> tuple[Clash, ...]:
    return with_overrides(find_clashes(slots, facts=facts), standing, slots)


def test_that_a_clash_let_stand_stops_no_more_and_says_who_let_it():
    slots, facts = [SESSION, TWICE], ClashFacts()

    (clash,) = seen(slots, facts, let_stand(slots, facts))

    assert (clash.level, clash.stops, clash.override) == (Level.STOP, False, LET)


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({}, True),
        ({"note": "bring the file", "locked": True, "version": 9}, True),
        ({"parts": (Part(4, "Somebody’s new name", Side.AUTHORITY, PartKind.ATTENDS),)}, True),
        ({"ends_at": at(12)}, False),
        ({"purpose": "handover"}, False),
        ({"place_id": 3}, False),
        ({"parts": (part(4), part(5))}, False),
    ],
)
def test_that_an_override_holds_until_a_fact_of_its_slots_changes(change: dict[str, Any], stands: bool):
    facts = ClashFacts()
    standing = let_stand([SESSION, TWICE], facts)

    (clash,) = seen([SESSION, replace(TWICE, **change)], facts, standing)

    assert clash.is_let_stand is stands


def test_that_an_override_holds_until_the_absence_or_the_hours_change():
    court = Absence(7, 4, AbsenceKind.COURT, at(9), at(12))
    late = {4: replace(PEOPLE[4], works_from=time(10), works_until=time(17))}
    facts = ClashFacts(people=late, absences=(court,))
    standing = let_stand([SESSION], facts)

    longer = replace(facts, absences=(replace(court, ends_at=at(13)),))
    later = replace(facts, people={4: replace(late[4], works_from=time(9, 45))})

    assert [clash.is_let_stand for clash in seen([SESSION], facts, standing)] == [True, True]
    assert [clash.lapsed for clash in seen([SESSION], longer, standing)] == [LET, None]
    assert {clash.rule for clash in seen([SESSION], longer, standing) if not clash.is_let_stand} == {
        Rule.ABSENCE
    }
    assert {clash.rule for clash in seen([SESSION], later, standing) if not clash.is_let_stand} == {
        Rule.WORKING_HOURS
    }


def test_that_the_order_of_people_and_slots_does_not_change_a_digest():
    turned = replace(SESSION, parts=SESSION.parts[::-1])
    standing = let_stand([SESSION, TWICE], ClashFacts())

    assert all(clash.is_let_stand for clash in seen([TWICE, turned], ClashFacts(), standing))


def test_that_an_issue_waits_only_for_what_is_still_to_come():
    slots = [SESSION, TWICE]
    clashes = find_clashes(slots)
    begun = [replace(slot, status=SlotStatus.STARTED) for slot in slots]

    assert eased(clashes, slots, at(8)) == clashes
    assert eased(clashes, slots, at(11, 30)) == clashes
    assert [clash.level for clash in eased(clashes, slots, at(12))] == [Level.WARN]
    assert [clash.level for clash in eased(clashes, begun, at(8))] == [Level.WARN]


def test_that_a_blocker_warns_and_never_stops_for_no_issue_holds_it():
    blocker = replace(TWICE, kind=SlotKind.BLOCKER)

    assert [clash.level for clash in find_clashes([SESSION, blocker])] == [Level.WARN]


@pytest.mark.parametrize(
    "other",
    [
        replace(MEETING, starts_at=at(11)),  # just the debrief lies between
        replace(MEETING, starts_at=at(8), ends_at=at(9)),  # just the preparation
        replace(SESSION, uid="s2", starts_at=at(11, 30), ends_at=at(12), child_id=2, case_code="C-2"),
    ],
)
def test_that_just_enough_time_before_and_after_a_session_is_enough(other: Slot):
    assert find_clashes([SESSION, other]) == ()


def test_that_sessions_of_a_child_that_meet_end_to_start_are_not_at_once():
    others = (part(2, PartKind.LEADS), part(5), part(3, PartKind.NAVIGATES))
    after = replace(SESSION, uid="s2", starts_at=at(10, 30), ends_at=at(11), parts=others)

    assert [clash.rule for clash in find_clashes([SESSION, after])] == [Rule.CHILD]


def test_that_there_is_a_way_even_between_slots_that_meet():
    here, there = replace(MEETING, site="Hall"), replace(MEETING, uid="m2", site="North")
    there = replace(there, starts_at=here.ends_at, ends_at=at(12, 15))

    (clash,) = find_clashes([here, there], facts=ClashFacts(travel=(Travel("North", "Hall", 25),)))

    assert clash.sentence == (
        "Person 4 has 0 min from Hall to North, and needs 25 min:"
        " supervision 11:00–11:45 and supervision 11:45–12:15, Mon 30 Nov."
    )
