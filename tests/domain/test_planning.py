"""Many sessions planned at once: whatever is asked, nobody and no place is promised twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as some

from ilacs_desktop.domain.casefiles.planning import (
    PlanRow,
    PlanTerms,
    WaitingSession,
    propose,
    slots_of_rows,
)
from ilacs_desktop.domain.clashes import ClashFacts, Limits, Rule, find_clashes
from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Place, Side, Travel
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind

MONDAY = date(2026, 11, 30)
WEEK = tuple(MONDAY + timedelta(days=number) for number in range(5))
NOW = datetime(2026, 11, 29, 18, 0, tzinfo=UTC)
INSPECTORS = {
    number: Person(number, f"{name}. Marsh", Side.INSPECTORATE, known_as=f"Inspector {name}")
    for number, name in ((1, "A"), (2, "B"))
}
STAFF = {
    number: Person(number, name, Side.AUTHORITY, works_from=opens, works_until=time(17))
    for number, name, opens in (
        (11, "P. Okafor", time(9)),
        (12, "R. Malik", time(9)),
        (13, "J. Adeyemi", time(13)),
        (14, "Judith Ames", time(8)),
    )
}
PEOPLE = INSPECTORS | STAFF
PLACES = {
    each.id: each
    for each in (
        Place(1, "Room 1", "Civic Centre", 3),
        Place(2, "Room 2", "Civic Centre"),
        Place(3, "Room 5", "Mill House"),
        Place(4, "Video", link="https://meet.invalid/1"),
    )
}
TRAVEL = (Travel("Civic Centre", "Mill House", 40),)
FORBIDDEN = frozenset(Rule) - {
    Rule.NO_NAVIGATOR, Rule.CHILD, Rule.LUNCH, Rule.LONG_DAY, Rule.REQUEST_DUE,
}  # fmt: skip


def facts(*absences: Absence, **more: object) -> ClashFacts:
    known = {"people": PEOPLE, "places": PLACES, "travel": TRAVEL, "days": WEEK, **more}
    return ClashFacts(absences=absences, **known)  # type: ignore[arg-type]  # as named


def waiting(number: int, worker_id: int | None = 11, *, far: str = "", **more: object) -> WaitingSession:
    row = PlanRow(number, f"C-{number:03}", worker_id=worker_id, **more)  # type: ignore[arg-type]  # as named
    return WaitingSession(row, far=far)


def asked(**more: object) -> PlanTerms:
    known = {"days": WEEK, "inspector_ids": (1, 2), "place_ids": (1, 2, 3, 4), "navigator_ids": (14,), **more}
    return PlanTerms(**known)  # type: ignore[arg-type]  # as named


def leave(person_id: int, first: date, days: int = 1) -> Absence:
    ends_at = moment(first + timedelta(days=days), time())
    return Absence(person_id, person_id, AbsenceKind.LEAVE, moment(first, time()), ends_at)


@some.composite
def busy_slots(draw: some.DrawFn) -> Slot:
    starts_at = moment(draw(some.sampled_from(WEEK)), time(draw(some.integers(8, 16)), 0))
    kind = draw(some.sampled_from([SlotKind.MEETING, SlotKind.CASE_SESSION]))
    people = draw(some.lists(some.sampled_from(sorted(PEOPLE)), min_size=1, max_size=3, unique=True))
    place = PLACES.get(draw(some.integers(0, 4)))
    return Slot(
        uid=f"s{draw(some.integers(0, 10**6))}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=draw(some.sampled_from([30, 60, 95]))),
        purpose="meeting",
        kind=kind,
        case_code=f"C-00{draw(some.integers(1, 3))}" if kind is SlotKind.CASE_SESSION else "",
        place_id=place.id if place else None,
        place=place.name if place else "",
        site=place.site if place else "",
        parts=tuple(Part(one, PEOPLE[one].name, PEOPLE[one].side, PartKind.ATTENDS) for one in people),
    )


@some.composite
def absences(draw: some.DrawFn) -> Absence:
    starts_at = moment(draw(some.sampled_from(WEEK)), time(draw(some.integers(0, 15)), 0))
    hours = draw(some.integers(1, 60))
    who = draw(some.sampled_from(sorted(PEOPLE)))
    return Absence(
        draw(some.integers(1, 10**6)), who, AbsenceKind.COURT, starts_at, starts_at + timedelta(hours=hours)
    )


@settings(max_examples=40, deadline=None)
@given(
    workers=some.lists(some.sampled_from([11, 12, 13, 99, None]), min_size=1, max_size=9),
    slots=some.lists(busy_slots(), max_size=9, unique_by=lambda slot: slot.uid),
    away=some.lists(absences(), max_size=3, unique_by=lambda absence: absence.id),
    terms=some.builds(
        asked,
        days=some.lists(some.sampled_from(WEEK), max_size=3, unique=True).map(tuple),
        inspector_ids=some.lists(some.sampled_from([1, 2]), max_size=2, unique=True).map(tuple),
        place_ids=some.lists(some.sampled_from([1, 2, 3, 4]), max_size=4, unique=True).map(tuple),
        begins=some.sampled_from([time(8), time(9, 30), time(13)]),
        ends=some.sampled_from([time(12), time(17)]),
        minutes=some.sampled_from([45, 60, 90]),
    ),
    far=some.booleans(),
    most=some.integers(1, 3),
)
def test_that_nothing_proposed_runs_into_anything_and_every_session_is_placed_or_explained(
    workers: list[int | None], slots: list[Slot], away: list[Absence], terms: PlanTerms, far: bool, most: int
) -> None:
    known = facts(*away, limits=Limits(most_sessions=most))
    sessions = [
        waiting(number, worker, far="Felpersham is 75 minutes away" if far and number % 2 else "")
        for number, worker in enumerate(workers, 1)
    ]

    rows = propose(sessions, terms, slots=slots, facts=known, now=NOW)

    assert rows == propose(sessions, terms, slots=list(reversed(slots)), facts=known, now=NOW)
    assert [row.id for row in rows] == [each.row.id for each in sessions]
    assert all(row.is_placed is not bool(row.why) for row in rows)
    new = slots_of_rows(rows, PEOPLE, PLACES, "records")
    for slot in new:
        starts, ends = local(slot.starts_at), local(slot.ends_at)
        assert starts.date() in terms.days
        assert terms.begins <= starts.time() < ends.time() <= terms.ends
    for slot, other in combinations([*new, *slots], 2):
        if slot in new and slot.starts_at < other.ends_at and other.starts_at < slot.ends_at:
            assert not {part.person_id for part in slot.parts} & {part.person_id for part in other.parts}
            assert slot.place_id is None or slot.place_id != other.place_id
    uids = {slot.uid for slot in new}
    before = {clash.key for clash in find_clashes(slots, facts=known)}
    caused = [
        clash.sentence
        for clash in find_clashes([*slots, *new], facts=known)
        if clash.rule in FORBIDDEN and uids.intersection(clash.uids) and clash.key not in before
    ]
    assert caused == []


def test_that_sessions_are_spread_over_inspectors_and_days() -> None:
    sessions = [waiting(number, 11 + number % 2) for number in range(1, 5)]

    rows = propose(sessions, asked(days=WEEK[:2], navigator_ids=()), slots=(), facts=facts(), now=NOW)

    assert sorted((row.inspector_id, f"{local(row.starts_at):%a %H:%M}") for row in rows if row.starts_at) == [
        (1, "Mon 09:30"), (1, "Tue 09:30"), (2, "Mon 09:30"), (2, "Tue 09:30"),
    ]  # fmt: skip


def test_that_what_is_planned_or_set_by_hand_stays_and_keeps_others_away() -> None:
    at = moment(MONDAY, time(9, 30))
    kept = waiting(1, 11, starts_at=at, inspector_id=1, is_kept=True)
    by_hand = waiting(2, 12, starts_at=at, inspector_id=2, place_id=2, is_set=True)

    rows = propose(
        [kept, by_hand, waiting(3, 11)], asked(days=WEEK[:1]), slots=slots_of_rows([kept.row], PEOPLE, {}, ""),
        facts=facts(), now=NOW,
    )  # fmt: skip

    assert rows[:2] == (kept.row, by_hand.row)
    assert f"{local(rows[2].starts_at):%H:%M}" == "11:30"  # type: ignore[arg-type]  # it is placed


def test_that_a_locality_too_far_is_by_video_and_takes_no_room() -> None:
    (row,) = propose(
        [waiting(1, 11, far="Felpersham is 75 minutes away")], asked(), slots=(), facts=facts(), now=NOW
    )

    assert (row.by_video, row.place_id, row.note) == (True, 4, "Felpersham is 75 minutes away")


def test_that_a_newly_qualified_worker_with_nobody_beside_is_noted() -> None:
    known = facts(people={**PEOPLE, 11: Person(11, "P. Okafor", Side.AUTHORITY, role="Social worker (ASYE)")})

    (row,) = propose([waiting(1)], asked(), slots=(), facts=known, now=NOW)

    assert row.note == "newly qualified, and nobody sits in"


def test_that_it_is_said_in_words_why_a_session_could_not_be_placed() -> None:
    def why(session: WaitingSession, *away: Absence, **terms: object) -> str:
        (row,) = propose([session], asked(**terms), slots=(), facts=facts(*away), now=NOW)
        return row.why

    assert why(waiting(1), leave(11, MONDAY, 5)) == "P. Okafor is on leave all week."
    assert why(waiting(1), leave(11, MONDAY, 2), days=WEEK[:2]) == (
        "P. Okafor is on leave on Mon 30 Nov and Tue 1 Dec."
    )
    assert why(waiting(1), leave(11, MONDAY), leave(1, WEEK[1]), days=WEEK[:2], inspector_ids=(1,)) == (
        "P. Okafor is on leave on Mon 30 Nov; Inspector A is on leave on Tue 1 Dec."
    )
    assert why(waiting(1, 13), ends=time(12)) == "J. Adeyemi works 13:00–17:00 all week."  # en dash
    assert why(waiting(1, None)) == "Nobody is named as the worker."
    assert why(waiting(1), days=()) == "No day is ticked."
    assert why(waiting(1), inspector_ids=()) == "No inspector is ticked."
    assert why(waiting(1), minutes=240, begins=time(14)) == "4 h do not fit between 14:00 and 17:00."
    assert why(waiting(1), days=(MONDAY - timedelta(days=2),)) == "Its hours are over on Sat 28 Nov."


def test_that_a_worker_has_no_more_sessions_than_one_can_do_well() -> None:
    rows = propose(
        [waiting(number) for number in (1, 2, 3)], asked(days=WEEK[:1]), slots=(), facts=facts(), now=NOW
    )

    assert [row.why for row in rows] == [
        "", "", "P. Okafor already has 2 sessions, the most for a day, on Mon 30 Nov.",
    ]  # fmt: skip
