"""Draft, issue and tell, on a real store."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text

from ilacs_desktop.domain.changes import Changes, Kind
from ilacs_desktop.domain.clashes import Rule
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import AgendaItem
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import AbsenceKind, Side
from ilacs_desktop.domain.timetable import (
    ChangeKind,
    Part,
    PartKind,
    Slot,
    SlotKind,
    SlotStatus,
    TellingState,
    facts,
)
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.people import AbsenceRecord, PersonRecord, PlaceRecord
from ilacs_desktop.store.timetable import IssuedSlotRecord, IssueRecord, digest_of

THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    return moment(day, time(hour, minute))


@dataclass(frozen=True)
class Borsetshire:
    """One inspection with four people, two rooms and nothing in its draft."""

    timetable: Timetable
    id: int
    inspector: int
    other_inspector: int
    malik: int
    adeyemi: int
    room_2: int
    room_4: int

    def add(self, hour: int = 9, minute: int = 30, uid: str | None = "s1", **more: Any) -> Slot:
        given = {
            "purpose": "records",
            "kind": SlotKind.CASE_SESSION,
            "place_id": self.room_2,
            "parts": [(self.inspector, PartKind.LEADS), (self.malik, PartKind.ATTENDS)],
            "case_code": "C-014",
        } | more
        starts = given.pop("starts_at", at(hour, minute))
        ends = given.pop("ends_at", starts + timedelta(hours=1))
        return self.timetable.add(self.id, starts_at=starts, ends_at=ends, uid=uid, **given)


@pytest.fixture
def place(store: Store, clock: Callable[[], datetime]) -> Borsetshire:
    inspection = InspectionRecord(
        authority="Borsetshire",
        framework_key="standard",
        framework_name="Standard inspection",
        framework_edition="2026",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
        on_site_from=date(2026, 11, 30),
        on_site_until=date(2026, 12, 11),
    )
    people = [
        PersonRecord(name="P. Marsh", side=Side.INSPECTORATE, known_as="Inspector B"),
        PersonRecord(name="T. Ogden", side=Side.INSPECTORATE, known_as="Inspector C"),
        PersonRecord(name="Rashida Malik", side=Side.AUTHORITY, role="social worker"),
        PersonRecord(name="J. Adeyemi", side=Side.AUTHORITY, role="director"),
    ]
    rooms = [PlaceRecord(name="Room 2"), PlaceRecord(name="Room 4", site="Castle House")]
    with store.working("Prepare") as session:
        session.add_all([inspection, *people, *rooms])
    ids = [record.id for record in (inspection, *people, *rooms)]
    return Borsetshire(Timetable(store, clock), *ids)


@pytest.fixture
def announced(store: Store, place: Borsetshire) -> list[Changes]:
    heard: list[Changes] = []
    store.listen(heard.append)
    return heard


# The draft


def test_that_a_slot_is_added_whole(place: Borsetshire, announced: list[Changes]):
    added = place.add(enquiries=("K-03",), note="ring first")

    assert added == Slot(
        uid="s1",
        starts_at=at(9, 30),
        ends_at=at(10, 30),
        purpose="records",
        kind=SlotKind.CASE_SESSION,
        place_id=place.room_2,
        place="Room 2",
        parts=(
            Part(place.inspector, "Inspector B", Side.INSPECTORATE, PartKind.LEADS),
            Part(place.malik, "R. Malik", Side.AUTHORITY, PartKind.ATTENDS),
        ),
        case_code="C-014",
        enquiries=("K-03",),
        note="ring first",
        version=1,
        id=added.id,
    )
    assert place.timetable.draft(place.id) == (added,)
    assert announced == [Changes(frozenset({Kind.SLOT}))]


def test_that_a_draft_is_read_by_day(place: Borsetshire):
    place.add()
    place.add(uid="s2", starts_at=at(9, day=FRIDAY))

    assert [slot.uid for slot in place.timetable.draft(place.id, FRIDAY)] == ["s2"]
    assert [slot.uid for slot in place.timetable.draft(place.id, date(2026, 12, 5))] == []


def test_that_the_days_are_the_working_days_and_any_day_with_a_slot(place: Borsetshire):
    place.add(starts_at=at(10, day=date(2026, 12, 5)))

    days = place.timetable.days(place.id)

    assert (days[0], days[-1], len(days)) == (date(2026, 11, 23), date(2026, 12, 11), 16)
    assert [day for day in days if day.weekday() > 4] == [date(2026, 12, 5)]


def test_that_a_bank_holiday_is_no_working_day_of_the_inspection(place: Borsetshire, store: Store):
    with store.working("Prepare") as session:
        record = session.get_one(InspectionRecord, place.id)
        record.on_site_until = date(2026, 12, 28)
    place.add(starts_at=at(10, day=date(2026, 12, 25)), parts=(), kind=SlotKind.MEETING)

    assert [clash.sentence for clash in place.timetable.clashes(place.id)] == [
        "Friday 25 December is not a working day of this inspection: C-014 records 10:00–11:00."
    ]


def test_that_a_moved_slot_keeps_its_length_its_place_and_its_uid(place: Borsetshire):
    added = place.add()

    moved = place.timetable.move(place.id, "s1", starts_at=at(11))

    assert moved == replace(added, starts_at=at(11), ends_at=at(12), version=2)


def test_that_a_slot_is_resized_and_put_into_another_room(place: Borsetshire):
    added = place.add()

    moved = place.timetable.move(place.id, "s1", starts_at=at(9, 30), ends_at=at(11), place_id=place.room_4)

    assert moved == replace(
        added, ends_at=at(11), place_id=place.room_4, place="Room 4", site="Castle House", version=2
    )


def test_that_a_change_leaves_alone_what_is_not_given(place: Borsetshire):
    added = place.add()

    changed = place.timetable.change(
        place.id,
        "s1",
        purpose="  records,  second   look ",
        place_id=None,
        parts=[(place.malik, PartKind.LEADS), (place.adeyemi, PartKind.OPTIONAL)],
    )

    assert changed == replace(
        added,
        purpose="records, second look",
        place_id=None,
        place="",
        parts=(
            Part(place.malik, "R. Malik", Side.AUTHORITY, PartKind.LEADS),
            Part(place.adeyemi, "J. Adeyemi", Side.AUTHORITY, PartKind.OPTIONAL),
        ),
        version=2,
    )


def test_that_a_cancelled_slot_is_reinstated_as_it_was(place: Borsetshire):
    added = place.add()

    cancelled = place.timetable.cancel(place.id, "s1", reason="worker in court")
    again = place.timetable.reinstate(place.id, "s1")

    assert cancelled == replace(
        added, status=SlotStatus.CANCELLED, status_reason="worker in court", version=2
    )
    assert again == replace(added, version=3)


def test_that_actuals_are_marked_with_the_time_and_the_lateness(place: Borsetshire, clock: Any):
    added = place.add()
    clock.now = at(9, 50)
    started = place.timetable.mark(place.id, "s1", SlotStatus.STARTED)
    clock.now = at(10, 40)
    ended = place.timetable.mark(place.id, "s1", SlotStatus.ENDED)
    back = place.timetable.mark(place.id, "s1", SlotStatus.PLANNED)

    assert started == replace(
        added, status=SlotStatus.STARTED, started_at=at(9, 50), late_minutes=20, version=2
    )
    assert ended == replace(started, status=SlotStatus.ENDED, ended_at=at(10, 40), version=3)
    assert back == replace(added, version=4)


@pytest.mark.parametrize(
    ("deed", "message"),
    [
        (lambda at_: at_.add(10, 0, ends_at=at(9)), "A slot from 10:00 to 09:00 ends before it starts."),
        (lambda at_: at_.add(10, 0, ends_at=at(10)), "A slot from 10:00 to 10:00 ends before it starts."),
        (lambda at_: at_.add(ends_at=at(9, day=FRIDAY)), "A slot ends on the day it starts."),
        (lambda at_: at_.add(purpose="  "), "A slot needs a purpose."),
        (lambda at_: at_.add(place_id=99), "This place is not known."),
        (lambda at_: at_.add(parts=[(99, PartKind.LEADS)]), "A person of this slot is not known."),
        (
            lambda at_: at_.add(parts=[(at_.malik, PartKind.LEADS), (at_.malik, PartKind.ATTENDS)]),
            "A person is named twice in this slot.",
        ),
        (lambda at_: at_.timetable.move(at_.id, "gone", starts_at=at(9)), "This slot is not in the draft."),
        (lambda at_: at_.timetable.reinstate(at_.id, "there"), "“C-014 records” is not cancelled."),
        (
            lambda at_: at_.timetable.mark(at_.id, "there", SlotStatus.CANCELLED),
            "Cancelling a slot is a change of the timetable.",
        ),
        (
            lambda at_: at_.timetable.change(at_.id, "there", purpose="x", version=7),
            "Someone else has just changed this slot.",
        ),
    ],
)
def test_that_what_cannot_be_is_refused_and_nothing_changes(
    place: Borsetshire, deed: Callable[[Borsetshire], object], message: str
):
    place.add(uid="there")
    before = place.timetable.draft(place.id)

    with pytest.raises(Explained) as refused:
        deed(place)

    assert refused.value.message == message
    assert place.timetable.draft(place.id) == before


def test_that_a_locked_slot_stays_where_it_is(place: Borsetshire):
    place.add()
    place.timetable.lock(place.id, "s1")

    for deed in (
        lambda: place.timetable.move(place.id, "s1", starts_at=at(11)),
        lambda: place.timetable.change(place.id, "s1", purpose="other"),
        lambda: place.timetable.cancel(place.id, "s1"),
    ):
        with pytest.raises(Explained, match="“C-014 records” is locked"):
            deed()
    place.timetable.lock(place.id, "s1", locked=False)
    assert place.timetable.move(place.id, "s1", starts_at=at(11)).starts_at == at(11)


def test_that_a_slot_can_be_added_within_another_deed(place: Borsetshire, store: Store):
    with pytest.raises(RuntimeError), store.working("Plan a session"):
        place.add(uid="lost")
        raise RuntimeError
    with store.working("Plan a session"):
        place.add(uid="kept")

    assert [slot.uid for slot in place.timetable.draft(place.id)] == ["kept"]


def test_that_the_first_draft_comes_from_the_agenda(place: Borsetshire):
    items = [
        AgendaItem(at(9), at(9, 30), "Opening meeting", "meeting", ("Director", "lead inspector")),
        AgendaItem(at(17), at(17, 30), "Keeping in touch", "keep_in_touch"),
    ]

    slots = place.timetable.add_first_draft(place.id, items)

    assert [(slot.purpose, slot.kind, [part.name for part in slot.parts], slot.note) for slot in slots] == [
        ("Opening meeting", SlotKind.MEETING, ["J. Adeyemi"], "Still to name: lead inspector"),
        ("Keeping in touch", SlotKind.KEEP_IN_TOUCH, [], ""),
    ]


def test_that_uids_are_fresh_but_in_a_rehearsal_the_same_each_time(place: Borsetshire, store: Store):
    real = [place.add(uid=None).uid for _ in range(2)]
    with store.working("Rehearse") as session:
        session.get_one(InspectionRecord, place.id).is_rehearsal = True

    played = [place.add(uid=None).uid for _ in range(2)]

    assert len({*real, *played}) == 4
    assert [uid[:8] for uid in played] == ["a9cd2d51", "ed804a21"]


def test_that_clashes_come_with_absences_hours_and_days(place: Borsetshire, store: Store):
    place.add(kind=SlotKind.MEETING)
    place.add(10, 0, uid="s2", place_id=place.room_4, kind=SlotKind.MEETING)
    place.add(17, 0, uid="s3", starts_at=at(16, 30, FRIDAY), kind=SlotKind.MEETING)
    with store.working("Leave") as session:
        noon, six = at(12, day=FRIDAY), at(18, day=FRIDAY)
        session.add(AbsenceRecord(person_id=place.malik, kind=AbsenceKind.LEAVE, starts_at=noon, ends_at=six))

    assert [(clash.rule, clash.who) for clash in place.timetable.clashes(place.id)] == [
        (Rule.PERSON, "Inspector B"),
        (Rule.PERSON, "R. Malik"),
        (Rule.ABSENCE, "R. Malik"),
        (Rule.WORKING_HOURS, "R. Malik"),
    ]
    assert [clash.uids for clash in place.timetable.clashes(place.id, FRIDAY)] == [("s3",), ("s3",)]


def test_that_a_draft_is_read_in_as_many_queries_for_three_slots_as_for_one(place: Borsetshire, store: Store):
    counted: list[int] = []
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    for uid in ("s1", "s2", "s3"):
        place.add(uid=uid)
        statements.clear()
        place.timetable.draft(place.id, THURSDAY)
        place.timetable.clashes(place.id)
        counted.append(len(statements))

    assert len(set(counted)) == 1


# Issues


def test_that_an_issue_holds_the_draft_without_what_is_private(place: Borsetshire, clock: Any):
    added = place.add(note="ring first")
    place.timetable.lock(place.id, "s1")
    place.add(12, uid="lunch", kind=SlotKind.BLOCKER)
    place.add(14, uid="never")
    place.timetable.cancel(place.id, "never")

    issue = place.timetable.issue(place.id, note="First day")

    assert (issue.number, issue.issued_at, issue.issued_by, issue.note) == (
        1,
        clock.now,
        "K. Boyle",
        "First day",
    )
    assert issue.slots == (replace(added, note="", version=0, id=0),)
    assert place.timetable.issue_numbered(place.id, 1) == issue
    assert [heading.number for heading in place.timetable.issues(place.id)] == [1]


def test_that_an_issue_with_nothing_changed_is_refused(place: Borsetshire):
    with pytest.raises(Explained, match="There is nothing to issue yet"):
        place.timetable.issue(place.id)
    place.add()
    place.timetable.issue(place.id)
    place.timetable.change(place.id, "s1", note="only mine")

    with pytest.raises(Explained, match="Nothing has changed since issue 1"):
        place.timetable.issue(place.id)

    assert [heading.number for heading in place.timetable.issues(place.id)] == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE issues SET note = 'x'",
        "DELETE FROM issues",
        "UPDATE issued_slots SET uid = 'x'",
        "DELETE FROM issued_slots",
    ],
)
def test_that_the_store_refuses_to_change_an_issue(place: Borsetshire, store: Store, statement: str):
    place.add()
    issue = place.timetable.issue(place.id)

    with pytest.raises(Explained, match="stay as they are"), store.working("Tamper") as session:
        session.execute(text(statement))

    assert place.timetable.issue_numbered(place.id, 1) == issue


def test_that_an_issue_carries_the_digest_of_its_slots(place: Borsetshire, store: Store):
    place.add()
    place.timetable.issue(place.id)

    with store.reading() as session:
        held = session.scalars(select(IssuedSlotRecord.slot)).all()
        assert session.scalars(select(IssueRecord.digest)).all() == [digest_of(held)]


def test_that_changes_are_read_between_any_two_issues_and_the_draft(place: Borsetshire):
    place.add()
    place.timetable.issue(place.id)
    place.timetable.move(place.id, "s1", starts_at=at(11))
    place.timetable.issue(place.id)
    place.timetable.cancel(place.id, "s1")

    def kinds(**numbers: int) -> list[tuple[ChangeKind, ...]]:
        return [change.kinds for change in place.timetable.changes(place.id, **numbers)]

    assert kinds() == [(ChangeKind.CANCELLED,)]
    assert kinds(since=1, until=2) == kinds(until=2) == [(ChangeKind.RETIMED,)]
    assert kinds(until=1) == kinds(since=0, until=1) == [(ChangeKind.ADDED,)]
    assert kinds(since=1) == [(ChangeKind.CANCELLED, ChangeKind.RETIMED)]
    assert kinds(since=2, until=2) == []
    with pytest.raises(Explained, match="There is no issue 3"):
        kinds(since=3)


def test_that_the_draft_is_rolled_back_to_an_issue(place: Borsetshire):
    place.add()
    place.add(14, uid="s2", case_code="C-020")
    issued = place.timetable.issue(place.id)
    place.timetable.change(place.id, "s1", starts_at=at(8), ends_at=at(9), place_id=place.room_4, parts=[])
    place.timetable.cancel(place.id, "s2")
    place.add(16, uid="s3")

    assert place.timetable.roll_back(place.id, 1) == 3

    draft = {slot.uid: slot for slot in place.timetable.draft(place.id)}
    assert [facts(draft[slot.uid]) for slot in issued.slots] == [facts(slot) for slot in issued.slots]
    assert draft["s3"].is_cancelled is True
    assert place.timetable.changes(place.id) == ()


def test_that_the_preview_says_what_the_issue_then_does(place: Borsetshire, clock: Any):
    place.add()
    place.timetable.issue(place.id)
    place.timetable.mark_sent([each.id for each in place.timetable.tellings(place.id)], how="mail")
    place.timetable.change(
        place.id, "s1", parts=[(place.inspector, PartKind.LEADS), (place.adeyemi, PartKind.ATTENDS)]
    )
    clock.now = at(18, 40, date(2026, 12, 2))

    impact = place.timetable.preview(place.id)

    assert (impact.issue_number, impact.people_to_tell, impact.sheets_out_of_date) == (2, 3, 0)
    assert impact.changes == place.timetable.changes(place.id)
    assert impact.gone_home == (
        "J. Adeyemi (finished at 17:00)",
        "R. Malik (finished at 17:00)",
    )
    issue = place.timetable.issue(place.id)
    assert issue.number == impact.issue_number
    assert len(place.timetable.tellings(place.id, issue.number)) == impact.people_to_tell


def test_that_a_calendar_takes_back_what_an_earlier_issue_gave(place: Borsetshire, clock: Any):
    place.add()
    place.add(14, uid="s2", case_code="C-020")
    place.timetable.issue(place.id)
    place.timetable.cancel(place.id, "s1")
    place.timetable.issue(place.id)
    place.timetable.move(place.id, "s2", starts_at=at(15))
    place.timetable.issue(place.id)

    files = {
        file.name: file.content.decode()
        for file in place.timetable.calendar_files(place.id, person_id=place.malik)
    }

    assert {name: content.count("BEGIN:VEVENT") for name, content in files.items()} == {
        "r-malik.ics": 1,
        "r-malik-stood-down.ics": 1,
    }
    assert "UID:s2.1@" in files["r-malik.ics"]
    assert "METHOD:CANCEL" in files["r-malik-stood-down.ics"]
    assert "UID:s1.1@" in files["r-malik-stood-down.ics"]
    assert [content.count("SEQUENCE:3") for content in files.values()] == [1, 1]
    assert [file.name for file in place.timetable.calendar_files(place.id, number=1)] == [
        "inspector-b.ics",
        "r-malik.ics",
        "place-room-2.ics",
        "whole-team.ics",
    ]


def test_that_calendars_need_an_issue_and_a_folder(place: Borsetshire, tmp_path: Path):
    with pytest.raises(Explained, match="Nothing has been issued yet"):
        place.timetable.calendar_files(place.id)
    place.add()
    place.timetable.issue(place.id)
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(Explained):
        place.timetable.write_calendars(place.id, tmp_path / "taken")
    with pytest.raises(Explained, match="This person is in no issue"):
        place.timetable.calendar_files(place.id, person_id=place.adeyemi)


# The told board


def told(
    place: Borsetshire, number: int | None = None
) -> list[tuple[int, str, TellingState, tuple[str, ...]]]:
    return [
        (each.issue_number, each.name, each.state, each.lines)
        for each in place.timetable.tellings(place.id, number)
    ]


THEN = "C-014 records with Inspector B, Thursday 3 December"


def test_that_everyone_gets_one_message_an_issue(place: Borsetshire):
    place.add()
    place.add(14, uid="s2", parts=[(place.malik, PartKind.ATTENDS)], purpose="supervision", case_code="")
    place.timetable.issue(place.id)

    assert told(place, 1) == [
        (1, "Inspector B", TellingState.PREPARED, (f"Added: {THEN} 09:30 to 10:30, Room 2; you lead.",)),
        (
            1,
            "R. Malik",
            TellingState.PREPARED,
            (
                f"Added: {THEN} 09:30 to 10:30, Room 2; you attend.",
                "Added: supervision, Thursday 3 December 14:30 to 15:30, Room 2; you attend.",
            ),
        ),
    ]


def test_that_a_message_goes_from_prepared_to_sent_to_confirmed(place: Borsetshire, clock: Any):
    place.add()
    place.timetable.issue(place.id)
    ids = [each.id for each in place.timetable.tellings(place.id)]
    seven = clock.now = at(19, 0, date(2026, 12, 2))
    place.timetable.mark_sent(ids, how="mail")
    ten_past = clock.now = at(19, 10, date(2026, 12, 2))
    place.timetable.mark_confirmed(ids[:1], how="by phone")
    place.timetable.mark_sent(ids, how="WhatsApp")

    board = {each.id: each for each in place.timetable.tellings(place.id)}

    first, second = board[ids[0]], board[ids[1]]
    assert (first.state, first.how, first.by) == (TellingState.CONFIRMED, "by phone", "K. Boyle")
    assert (first.sent_at, first.confirmed_at) == (seven, ten_past)
    assert (second.state, second.how, second.confirmed_at) == (TellingState.SENT, "mail", None)
    assert list(board) == [ids[1], ids[0]]


def test_that_a_newer_issue_supersedes_what_was_not_sent_and_says_all_since_last_told(place: Borsetshire):
    place.add()
    place.timetable.issue(place.id)
    first = {each.name: each.id for each in place.timetable.tellings(place.id)}
    place.timetable.mark_sent(first.values(), how="mail")
    place.timetable.move(place.id, "s1", starts_at=at(11))
    place.timetable.issue(place.id)
    second = {each.name: each.id for each in place.timetable.tellings(place.id, 2)}
    place.timetable.mark_sent([second["R. Malik"]], how="mail")
    place.timetable.change(place.id, "s1", place_id=place.room_4)
    ahead = [(slip.name, slip.lines) for slip in place.timetable.slips(place.id)]

    place.timetable.issue(place.id)

    moved = "Thu 3 Dec: C-014 records with Inspector B moves from 09:30 to 11:00 and"
    assert told(place, 3) == [
        (
            3,
            "Inspector B",
            TellingState.PREPARED,
            (f"{moved} is now in Room 4, Castle House instead of Room 2.",),
        ),
        (
            3,
            "R. Malik",
            TellingState.PREPARED,
            (
                (
                    "Thu 3 Dec 11:00: C-014 records with Inspector B is now in Room 4,"
                    " Castle House instead of Room 2."
                ),
            ),
        ),
    ]
    assert ahead == [(name, lines) for _, name, _, lines in told(place, 3)]
    assert place.timetable.slips(place.id) == ()
    assert [each.name for each in place.timetable.tellings(place.id, 2)] == ["R. Malik"]
    with pytest.raises(Explained, match="A newer issue has superseded one of these messages"):
        place.timetable.mark_sent([second["Inspector B"]], how="mail")


def test_that_whoever_was_not_told_of_a_change_that_was_taken_back_hears_nothing(place: Borsetshire):
    place.add()
    place.timetable.issue(place.id)
    place.timetable.mark_confirmed([each.id for each in place.timetable.tellings(place.id)], how="briefing")
    place.timetable.move(place.id, "s1", starts_at=at(11))
    place.timetable.issue(place.id)
    place.timetable.move(place.id, "s1", starts_at=at(9, 30))

    place.timetable.issue(place.id)

    assert told(place, 2) == told(place, 3) == []


def test_that_a_person_never_told_hears_of_the_stand_down_only_if_they_knew(place: Borsetshire):
    place.add()
    place.timetable.issue(place.id)
    (malik,) = (each.id for each in place.timetable.tellings(place.id) if each.name == "R. Malik")
    place.timetable.mark_sent([malik], how="mail")
    place.timetable.cancel(place.id, "s1")

    place.timetable.issue(place.id)

    assert told(place) == [
        (2, "R. Malik", TellingState.PREPARED, (f"Stood down: {THEN} 09:30 to 10:30, Room 2.",)),
        (1, "R. Malik", TellingState.SENT, (f"Added: {THEN} 09:30 to 10:30, Room 2; you attend.",)),
    ]


def test_that_of_two_who_issue_at_once_one_makes_the_issue_and_one_is_told(place: Borsetshire):
    place.add()

    def issue() -> str:
        try:
            return f"issue {place.timetable.issue(place.id).number}"
        except Explained as refused:
            return refused.message

    with ThreadPoolExecutor(2) as both:
        answers = [both.submit(issue), both.submit(issue)]

    assert sorted(answer.result() for answer in answers) == ["Nothing has changed since issue 1.", "issue 1"]
