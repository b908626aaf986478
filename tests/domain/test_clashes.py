"""Clashes: the sweep finds what looking at every pair would find."""

from __future__ import annotations

import time as stopwatch
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.clashes import LEVELS, Clash, Level, Rule, find_clashes
from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Side
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


@st.composite
def slots(draw: st.DrawFn, uid: str) -> Slot:
    day = MONDAY + timedelta(days=draw(st.integers(0, 6)))
    starts = at(7, day=day) + timedelta(minutes=30 * draw(st.integers(0, 20)))
    numbers = draw(st.lists(st.sampled_from(range(7)), unique=True, max_size=4))
    child = draw(st.sampled_from([None, 1, 2]))
    return Slot(
        uid=uid,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=30 * draw(st.integers(1, 6))),
        purpose="records",
        kind=draw(st.sampled_from([SlotKind.CASE_SESSION, SlotKind.MEETING, SlotKind.BLOCKER])),
        place_id=draw(st.sampled_from([None, 1, 2, 3])),
        place="Room",
        parts=tuple(part(number, draw(st.sampled_from(PartKind))) for number in numbers),
        child_id=child,
        case_code=f"C-00{child}" if child else "",
        status=draw(st.sampled_from(SlotStatus)),
    )


@st.composite
def absences(draw: st.DrawFn, number: int) -> Absence:
    starts = at(7) + timedelta(minutes=30 * draw(st.integers(0, 200)))
    return Absence(
        number,
        draw(st.integers(0, 6)),
        draw(st.sampled_from(AbsenceKind)),
        starts,
        starts + timedelta(hours=draw(st.integers(1, 30))),
    )


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Slot, ...]:
    return tuple(draw(slots(f"s{number}")) for number in range(draw(st.integers(0, 10))))


@st.composite
def away(draw: st.DrawFn) -> tuple[Absence, ...]:
    return tuple(draw(absences(number)) for number in range(draw(st.integers(0, 4))))


Found = tuple[Rule, frozenset[str], object]


def bound(slot: Slot) -> set[int]:
    return {each.person_id for each in slot.parts if each.part is not PartKind.OPTIONAL}


def by_every_pair(week: tuple[Slot, ...], off: tuple[Absence, ...], days: set[date]) -> list[Found]:
    """The slow and plain way: every pair of slots, every slot with every absence."""
    busy = [slot for slot in week if slot.status not in {SlotStatus.CANCELLED, SlotStatus.DID_NOT_HAPPEN}]
    return [
        *(found for one, other in combinations(busy, 2) for found in of_two(one, other)),
        *(found for slot in busy for found in of_one(slot, off, days)),
    ]


def of_two(one: Slot, other: Slot) -> Iterator[Found]:
    uids = frozenset({one.uid, other.uid})
    if max(one.starts_at, other.starts_at) < min(one.ends_at, other.ends_at):
        for number in bound(one) & bound(other):
            yield Rule.PERSON, uids, number
        if one.place_id is not None and one.place_id == other.place_id:
            yield Rule.PLACE, uids, one.place_id
    first, second = ({number for number in bound(slot) if number < 3} for slot in (one, other))
    sessions = one.kind is other.kind is SlotKind.CASE_SESSION
    same_child = one.child_id is not None and one.child_id == other.child_id
    if sessions and same_child and first and second and not first & second:
        yield Rule.CHILD, uids, one.case_code


def of_one(slot: Slot, off: tuple[Absence, ...], days: set[date]) -> Iterator[Found]:
    uids = frozenset({slot.uid})
    for absence in off:
        at_once = max(slot.starts_at, absence.starts_at) < min(slot.ends_at, absence.ends_at)
        if absence.person_id in bound(slot) and at_once:
            yield Rule.ABSENCE, uids, f"{absence.person_id}/{absence.id}"
    for number in bound(slot):
        early = local(slot.starts_at).time() < PEOPLE[number].works_from
        late = local(slot.ends_at).time() > PEOPLE[number].works_until
        if number >= 3 and (early or late):
            yield Rule.WORKING_HOURS, uids, number
    if slot.day not in days:
        yield Rule.INSPECTION_DAYS, uids, slot.day


@given(weeks(), away())
def test_that_the_sweep_finds_what_every_pair_would(week: tuple[Slot, ...], off: tuple[Absence, ...]):
    days = {MONDAY + timedelta(days=number) for number in range(5)}

    clashes = find_clashes(week, people=PEOPLE, absences=off, days=days)

    expected = by_every_pair(week, off, days)
    assert sorted(clash.key for clash in clashes) == sorted(
        f"{rule.value}:{about}:{':'.join(sorted(uids))}" for rule, uids, about in expected
    )


@settings(max_examples=50)
@given(weeks(), away(), st.randoms(use_true_random=False))
def test_that_order_does_not_matter(week: tuple[Slot, ...], off: tuple[Absence, ...], dice):
    shuffled = list(week)
    dice.shuffle(shuffled)

    assert find_clashes(shuffled, people=PEOPLE, absences=off) == find_clashes(
        week, people=PEOPLE, absences=off
    )


SESSION = Slot(
    "s1", at(9, 30), at(10, 30), "records", SlotKind.CASE_SESSION, 2, "Room 2",
    parts=(part(1, PartKind.LEADS), part(4)), child_id=1, case_code="C-014",
)  # fmt: skip


def test_that_slots_that_meet_end_to_start_do_not_clash():
    next_one = replace(SESSION, uid="s2", starts_at=at(10, 30), ends_at=at(11))

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
            replace(SESSION, uid="s2", starts_at=at(14), ends_at=at(15), parts=(part(2, PartKind.LEADS),)),
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
        SESSION,
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


def test_that_a_whole_inspection_is_swept_in_fifty_milliseconds():
    """Four weeks, 40 slots a day, 7 inspectors, 120 staff, 8 places."""
    people = {
        number: Person(number, f"P {number}", Side.INSPECTORATE if number < 7 else Side.AUTHORITY)
        for number in range(127)
    }
    days = [MONDAY + timedelta(days=7 * week + day) for week in range(4) for day in range(5)]
    slots = [
        Slot(
            f"s{day_number}-{number}",
            start := at(9 + number // 7 % 7, day=day),
            start + timedelta(minutes=60),
            "records",
            SlotKind.CASE_SESSION,
            number % 8,
            f"Room {number % 8}",
            parts=(
                Part(number % 7, f"Inspector {number % 7}", Side.INSPECTORATE, PartKind.LEADS),
                Part(7 + number * 3 % 120, "Worker", Side.AUTHORITY, PartKind.ATTENDS),
                Part(7 + number * 7 % 120, "Navigator", Side.AUTHORITY, PartKind.NAVIGATES),
            ),
            case_code=f"C-{day_number * 40 + number:03}",
        )
        for day_number, day in enumerate(days)
        for number in range(40)
    ]
    times = []
    for _ in range(7):
        began = stopwatch.process_time()
        find_clashes(slots, people=people, days=days)
        times.append(stopwatch.process_time() - began)

    assert min(times) < 0.05


def test_that_somebody_off_the_list_clashes_with_what_is_still_planned_with_them():
    gone = {**PEOPLE, 4: replace(PEOPLE[4], is_active=False)}
    over = replace(SESSION, uid="s2", status=SlotStatus.ENDED)

    (clash,) = find_clashes([SESSION, replace(over, starts_at=at(11), ends_at=at(12))], people=gone)

    assert (clash.rule, clash.uids, clash.sentence) == (
        Rule.OFF_THE_LIST,
        ("s1",),
        "Person 4 is off the list of people: C-014 records 09:30–10:30, Mon 30 Nov.",
    )
