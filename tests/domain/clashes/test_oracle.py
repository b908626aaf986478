"""The sweep finds what the slow and plain way finds: every pair of slots, minute by minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.clashes import ClashFacts, DueMoment, Level, Limits, Rule, find_clashes
from ilacs_desktop.domain.moments import LONDON, moment
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Place, Side, Travel
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind, SlotStatus

DAYS = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 10, 25), date(2027, 3, 28))
"""Two days one after the other, and both days on which the clocks change."""

PEOPLE = {
    number: Person(
        number,
        f"Person {number}",
        Side.INSPECTORATE if number < 3 else Side.AUTHORITY,
        works_from=time(8 + number % 2),
        works_until=time(15 + number % 3),
        is_active=number != 6,
        on_site_from=DAYS[1] if number == 1 else None,
        on_site_until=DAYS[0] if number == 2 else None,
    )
    for number in range(1, 7)
}
PLACES = {
    1: Place(1, "Room 1", "Hall", capacity=2),
    2: Place(2, "Room 2", "Hall"),
    3: Place(3, "Room 3", "North", capacity=1),
    4: Place(4, "Video", link="https://meet.example"),
}
GIVEN_UP = {"cancelled", "did not happen", "inspector went elsewhere"}
TRAVEL = (Travel("Hall", "North", 40),)


def minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


PARTS = (PartKind.ATTENDS, PartKind.ATTENDS, *PartKind)
STARTS = st.one_of(
    st.sampled_from(range(480, 960, 30)),
    st.sampled_from(range(600, 840, 15)),
    st.integers(0, 92).map(lambda n: 15 * n),
)
"""Minutes after midnight: mostly where a working day is full, so that slots meet, nest and overlap."""


@st.composite
def slots(draw: st.DrawFn, uid: str, days: tuple[date, ...]) -> Slot:
    day = draw(st.sampled_from(days))
    midnight = minute(moment(day + timedelta(days=1), time()))
    starts = min(minute(moment(day, time())) + draw(STARTS), midnight - 15)
    length = draw(st.sampled_from((30, 30, 60, 60, 90, 15, 240, 480)))
    length = min(length, midnight - starts)
    numbers = draw(st.lists(st.sampled_from((3, 4, 3, 1, 2, 5, 6)), unique=True, min_size=1, max_size=4))
    place = PLACES.get(draw(st.integers(0, 4)))
    child = draw(st.sampled_from((1, 1, 2, None)))
    return Slot(
        uid=uid,
        starts_at=datetime.fromtimestamp(starts * 60, UTC),
        ends_at=datetime.fromtimestamp((starts + length) * 60, UTC),
        purpose=draw(st.sampled_from(("records", "records", "Lunch"))),
        kind=draw(st.sampled_from((SlotKind.CASE_SESSION,) * 3 + (SlotKind.MEETING, SlotKind.BLOCKER))),
        place_id=place.id if place else None,
        place=place.name if place else "",
        site=place.site if place else "",
        link=place.link if place else "",
        parts=tuple(
            Part(number, PEOPLE[number].name, PEOPLE[number].side, draw(st.sampled_from(PARTS)))
            for number in numbers
        ),
        child_id=child,
        case_code=f"C-00{child}" if child else "",
        status=draw(st.sampled_from((SlotStatus.PLANNED,) * 5 + tuple(SlotStatus))),
    )


@st.composite
def absences(draw: st.DrawFn, number: int, days: tuple[date, ...]) -> Absence:
    starts = moment(draw(st.sampled_from(days)), time()) + timedelta(minutes=draw(STARTS))
    length = timedelta(minutes=draw(st.sampled_from((30, 60, 120, 900, 1500))))
    return Absence(
        number,
        draw(st.sampled_from(sorted(PEOPLE))),
        draw(st.sampled_from(AbsenceKind)),
        starts,
        starts + length,
    )


@st.composite
def dues(draw: st.DrawFn, number: int, days: tuple[date, ...]) -> DueMoment:
    at = moment(draw(st.sampled_from(days)), time()) + timedelta(minutes=draw(STARTS))
    return DueMoment(f"IR-{number}", draw(st.sampled_from(sorted(PEOPLE))), at)


LIMITS = st.builds(
    Limits,
    preparation_minutes=st.sampled_from((0, 15, 30)),
    debrief_minutes=st.sampled_from((0, 30, 45)),
    lunch_minutes=st.sampled_from((30, 45)),
    lunch_from=st.just(time(11, 30)),
    lunch_until=st.sampled_from((time(13), time(14))),
    longest_day_minutes=st.sampled_from((240, 480)),
    most_sessions=st.sampled_from((1, 2)),
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[tuple[Slot, ...], ClashFacts]:
    days = draw(st.sampled_from(((DAYS[0],), DAYS[:2], (DAYS[2],), (DAYS[3],))))
    week = tuple(draw(slots(f"s{number}", days)) for number in range(draw(st.integers(0, 8))))
    facts = ClashFacts(
        people=PEOPLE,
        absences=tuple(draw(absences(number, days)) for number in range(draw(st.integers(0, 3)))),
        places=PLACES,
        travel=TRAVEL,
        dues=tuple(draw(dues(number, days)) for number in range(draw(st.integers(0, 3)))),
        days=DAYS[:3],
        limits=draw(LIMITS),
    )
    return week, facts


@dataclass(frozen=True)
class Plain:
    """A slot as a set of minutes, UTC and London."""

    slot: Slot
    minutes: frozenset[int]
    day: date
    clock: frozenset[int]

    def people(self) -> set[int]:
        return {each.person_id for each in self.slot.parts if each.part.value != "optional"}

    def inspectors(self) -> set[int]:
        return {number for number in self.people() if number < 3}

    def asks(self, number: int) -> bool:
        """Whether it is a case session in which this one of ours is asked."""
        parts = {each.person_id: each.part.value for each in self.slot.parts}
        return (
            self.slot.kind.value == "case session"
            and number >= 3
            and parts.get(number) in {"leads", "attends"}
        )


def plain(slot: Slot) -> Plain:
    minutes = range(minute(slot.starts_at), minute(slot.ends_at))
    clocks = [datetime.fromtimestamp(each * 60, LONDON) for each in minutes]
    return Plain(
        slot, frozenset(minutes), clocks[0].date(), frozenset(each.hour * 60 + each.minute for each in clocks)
    )


def span(starts_at: datetime, ends_at: datetime) -> set[int]:
    return set(range(minute(starts_at), minute(ends_at)))


Key = tuple[Rule, str]


def key(rule: Rule, about: object, *slots: Plain) -> Key:
    return rule, f"{rule.value}:{about}:{':'.join(sorted(each.slot.uid for each in slots))}"


def day_key(rule: Rule, number: int, day: date) -> Key:
    return rule, f"{rule.value}:{number}/{day}"


def by_every_pair(week: tuple[Slot, ...], facts: ClashFacts) -> set[Key]:
    """The slow and plain way."""
    busy = [plain(slot) for slot in week if slot.status.value not in GIVEN_UP]
    pairs = [
        tuple(sorted(pair, key=lambda each: (min(each.minutes), each.slot.uid)))
        for pair in combinations(busy, 2)
    ]
    return {
        *(found for one, other in pairs for found in of_two(one, other)),
        *(found for one, other in pairs for found in of_two_of_a_worker(one, other, facts.limits)),
        *(found for each in busy for found in of_one(each, facts)),
        *(found for each in busy for found in of_one_and_absences(each, facts)),
        *(found for each in busy for found in of_the_way(each, busy)),
        *of_days(busy, facts.limits),
    }


def of_two(one: Plain, other: Plain) -> Iterator[Key]:
    at_once = bool(one.minutes & other.minutes)
    if at_once:
        for number in one.people() & other.people():
            yield key(Rule.PERSON, number, one, other)
        if one.slot.place_id is not None and one.slot.place_id == other.slot.place_id:
            yield key(Rule.PLACE, one.slot.place_id, one, other)
    first, second = one.inspectors(), other.inspectors()
    sessions = {one.slot.kind, other.slot.kind} == {SlotKind.CASE_SESSION}
    same_child = one.slot.child_id is not None and one.slot.child_id == other.slot.child_id
    if sessions and same_child and first and second and not first & second:
        yield key(Rule.CHILD_AT_ONCE if at_once else Rule.CHILD, one.slot.case_code, one, other)


def of_two_of_a_worker(one: Plain, other: Plain, limits: Limits) -> Iterator[Key]:
    """Two slots of which the worker has a session with time before and after; ``one`` is the earlier."""
    if one.minutes & other.minutes:
        return
    ends, starts = max(one.minutes) + 1, min(other.minutes)
    debrief = set(range(ends, ends + limits.debrief_minutes))
    preparation = set(range(starts - limits.preparation_minutes, starts))
    for number in one.people() & other.people():
        if one.asks(number) and other.asks(number):
            if (one.minutes | debrief) & (other.minutes | preparation):
                yield key(Rule.BACK_TO_BACK, number, one, other)
        elif one.asks(number) and debrief & other.minutes:
            yield key(Rule.DEBRIEF, number, one, other)
        elif other.asks(number) and preparation & one.minutes:
            yield key(Rule.PREPARATION, number, one, other)


def of_one(each: Plain, facts: ClashFacts) -> Iterator[Key]:
    slot, people = each.slot, each.people()
    planned = slot.status is SlotStatus.PLANNED
    if slot.kind is SlotKind.CASE_SESSION and planned:
        if not any(each.asks(number) for number in people):
            yield key(Rule.NO_WORKER, "", each)
        if not any(part.part is PartKind.NAVIGATES for part in slot.parts):
            yield key(Rule.NO_NAVIGATOR, "", each)
    yield from of_one_and_people(each)
    if each.day not in set(facts.days or ()):
        yield key(Rule.INSPECTION_DAYS, each.day, each)
    place = PLACES.get(slot.place_id or 0)
    if place and place.capacity and len(people) > place.capacity:
        yield key(Rule.CAPACITY, place.id, each)
    for due in facts.dues:
        if (
            due.owner_id in people
            and minute(due.at) - 1 in each.minutes
            and slot.kind is not SlotKind.BLOCKER
        ):
            yield key(Rule.REQUEST_DUE, due.ref, each)


def of_one_and_people(each: Plain) -> Iterator[Key]:
    for number in each.people():
        person = PEOPLE[number]
        opens, closes = (at.hour * 60 + at.minute for at in (person.works_from, person.works_until))
        if number >= 3 and not each.clock <= set(range(opens, closes)):
            yield key(Rule.WORKING_HOURS, number, each)
        if number == 6 and each.slot.status is SlotStatus.PLANNED:
            yield key(Rule.OFF_THE_LIST, number, each)
        stays = {day for day in DAYS if person.on_site_from is None or day >= person.on_site_from}
        stays &= {day for day in DAYS if person.on_site_until is None or day <= person.on_site_until}
        if number < 3 and each.day not in stays and each.slot.place != "Video":
            yield key(Rule.NOT_ON_SITE, number, each)


def of_one_and_absences(each: Plain, facts: ClashFacts) -> Iterator[Key]:
    starts, ends = min(each.minutes), max(each.minutes) + 1
    before = set(range(starts - facts.limits.preparation_minutes, starts))
    after = set(range(ends, ends + facts.limits.debrief_minutes))
    for absence in facts.absences:
        number, gone = absence.person_id, span(absence.starts_at, absence.ends_at)
        if number not in each.people():
            continue
        about = f"{number}/{absence.id}"
        if gone & each.minutes:
            yield key(Rule.ABSENCE, about, each)
        elif each.asks(number):
            if gone & before:
                yield key(Rule.PREPARATION, about, each)
            if gone & after:
                yield key(Rule.DEBRIEF, about, each)


def of_the_way(each: Plain, busy: list[Plain]) -> Iterator[Key]:
    for number in each.people() if each.slot.site else ():
        before = [
            other
            for other in busy
            if number in other.people()
            and other.slot.site
            and other.day == each.day
            and max(other.minutes) < min(each.minutes)
        ]
        last = max(before, key=lambda one: (max(one.minutes), min(one.minutes), one.slot.uid), default=None)
        if last is not None and last.slot.site != each.slot.site:
            there_at = max(last.minutes) + 1 + TRAVEL[0].minutes
            if there_at > min(each.minutes):
                yield key(Rule.TRAVEL, number, last, each)


def of_days(busy: list[Plain], limits: Limits) -> Iterator[Key]:
    opens, closes = (at.hour * 60 + at.minute for at in (limits.lunch_from, limits.lunch_until))
    for number in PEOPLE:
        for day in DAYS:
            mine = [each for each in busy if each.day == day and number in each.people()]
            if not mine:
                continue
            sat = {clock for each in mine if each.slot.purpose != "Lunch" for clock in each.clock}
            pieces = [range(at, at + limits.lunch_minutes) for at in range(opens, closes)]
            if not any(piece[-1] < closes and not sat & set(piece) for piece in pieces):
                yield day_key(Rule.LUNCH, number, day)
            minutes = {each for one in mine for each in one.minutes}
            if max(minutes) + 1 - min(minutes) > limits.longest_day_minutes:
                yield day_key(Rule.LONG_DAY, number, day)
            if sum(each.asks(number) for each in mine) > limits.most_sessions:
                yield day_key(Rule.TOO_MANY, number, day)


@settings(max_examples=60)
@given(worlds())
def test_that_the_sweep_finds_what_every_pair_would_minute_by_minute(
    world: tuple[tuple[Slot, ...], ClashFacts],
):
    week, facts = world

    clashes = find_clashes(week, facts=facts)

    assert {(clash.rule, clash.key) for clash in clashes} == by_every_pair(week, facts)
    assert len({clash.key for clash in clashes}) == len(clashes)


@settings(max_examples=25)
@given(worlds(), st.randoms(use_true_random=False))
def test_that_order_does_not_matter(world: tuple[tuple[Slot, ...], ClashFacts], dice):
    week, facts = world
    shuffled = list(week)
    dice.shuffle(shuffled)
    turned = replace(facts, absences=facts.absences[::-1], dues=facts.dues[::-1])

    assert find_clashes(shuffled, facts=turned) == find_clashes(week, facts=facts)


@settings(max_examples=25)
@given(worlds(), st.sets(st.sampled_from(Rule)))
def test_that_an_ignored_rule_takes_away_its_own_clashes_and_no_others(
    world: tuple[tuple[Slot, ...], ClashFacts], ignored: set[Rule]
):
    week, facts = world
    quiet = replace(facts, levels=dict.fromkeys(ignored, Level.IGNORE))

    heard = [clash for clash in find_clashes(week, facts=facts) if clash.rule not in ignored]

    assert list(find_clashes(week, facts=quiet)) == heard


@settings(max_examples=25)
@given(worlds())
def test_that_what_stops_comes_first_and_never_for_a_blocker(world: tuple[tuple[Slot, ...], ClashFacts]):
    week, facts = world
    blockers = {slot.uid for slot in week if slot.kind is SlotKind.BLOCKER}

    clashes = find_clashes(week, facts=facts)

    assert sorted(clashes, key=lambda clash: clash.level is not Level.STOP) == list(clashes)
    assert not any(clash.stops and blockers.intersection(clash.uids) for clash in clashes)
