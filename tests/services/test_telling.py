"""Looking ahead, writing e-mails and calendars, confirming teams, on a real store."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import event
from sqlalchemy.engine import Engine

from ilacs_desktop.domain.briefing import Audience, SheetKind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.timetable import Impact, PartKind, SlotKind, TellingState, Way
from ilacs_desktop.domain.timetable.impact import DeadlineMove, MadeSheet
from ilacs_desktop.intake.mail_file import parse_mail
from ilacs_desktop.services.house import House, build
from ilacs_desktop.store import schema
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.engine import make_engine

THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    return moment(day, time(hour, minute))


@dataclass(frozen=True)
class Evening:
    """One issue of two sessions, which everyone has confirmed; then the evening comes."""

    house: House
    id: int
    inspector: Person
    malik: Person
    adeyemi: Person
    room_2: int
    room_4: int

    def add(self, uid: str, hour: int, worker: Person, *, place_id: int | None = None, day: date = THURSDAY):
        return self.house.timetable.add(
            self.id,
            starts_at=at(hour, day=day),
            ends_at=at(hour + 1, day=day),
            purpose="records",
            kind=SlotKind.MEETING,
            place_id=place_id or self.room_2,
            parts=[(self.inspector.id, PartKind.LEADS), (worker.id, PartKind.ATTENDS)],
            case_code=f"C-0{hour}",
            uid=uid,
        )

    def confirm_all(self) -> None:
        tellings = self.house.timetable.tellings(self.id)
        self.house.timetable.mark_confirmed([each.id for each in tellings], how="phone")


def fill(house: House, inspection_id: int) -> Evening:
    def person(name: str, side: Side = Side.AUTHORITY, **more: Any) -> Person:
        return house.people.add(name, side, **more)

    made = Evening(
        house,
        inspection_id,
        person("P. Marsh", Side.INSPECTORATE, known_as="Inspector B"),
        person("R. Malik", team="Duty", email="r.malik@borsetshire.example"),
        person("J. Adeyemi", team="Fostering"),
        house.people.add_place("Room 2", site="Castle House").id,
        house.people.add_place("Room 4", site="Castle House").id,
    )
    house.timetable.cancel_many(inspection_id, [each.uid for each in house.timetable.draft(inspection_id)])
    made.add("a", 10, made.malik)
    made.add("b", 14, made.adeyemi)
    house.timetable.issue(inspection_id, note="Castle House has a new door.")
    made.confirm_all()
    return made


@pytest.fixture(scope="module")
def filled_once(fill_once: Any) -> Any:
    return fill_once(fill)


@pytest.fixture
def evening(filled_once: Any, house: House) -> Evening:
    return replace(filled_once.made, house=house)


# Looking ahead -----------------------------------------------------------------------------------------


def test_that_the_preview_names_what_breaks_who_hears_and_what_goes_stale(evening: Evening):
    house = evening.house
    request = house.info_requests.add(
        evening.id, verbatim="Supervision notes", asked_at=at(9, day=date(2026, 12, 2))
    )
    house.info_requests.anchor(request.id, slot_uid="b", minutes=30)
    made = house.briefing.make(evening.id, day=THURSDAY, kind=SheetKind.MORNING, audience=Audience.ALL_STAFF)
    house.timetable.move(evening.id, "b", starts_at=at(15, 30))
    house.timetable.change(
        evening.id, "b", parts=[(evening.inspector.id, PartKind.LEADS), (evening.malik.id, PartKind.ATTENDS)]
    )

    impact = house.timetable.preview(evening.id)

    assert impact.people == ("Inspector B", "J. Adeyemi", "R. Malik")
    assert impact.gone_home == ("J. Adeyemi (finished at 17:00)", "R. Malik (finished at 17:00)")
    assert impact.deadlines == (DeadlineMove(request.ref, at(13, 30), at(15)),)
    assert impact.deadlines[0].said(house.clock()) == f"{request.ref} Thu 13:30 → 15:00"
    assert impact.sheets == (MadeSheet(made.number, "morning sheet, all staff", THURSDAY),)
    assert impact.calendars == ("Inspector B", "J. Adeyemi", "R. Malik", "Room 2", "whole team")
    assert (impact.people_to_tell, impact.deadlines_that_move, impact.sheets_out_of_date) == (3, 1, 1)


def test_that_a_stood_down_slot_leaves_its_deadline_without_one(evening: Evening):
    house = evening.house
    request = house.info_requests.add(
        evening.id, verbatim="Supervision notes", asked_at=at(9, day=date(2026, 12, 2))
    )
    house.info_requests.anchor(request.id, slot_uid="b", edge="end")
    house.timetable.cancel(evening.id, "b")

    (move,) = house.timetable.preview(evening.id).deadlines

    assert move == DeadlineMove(request.ref, at(15), None)
    assert move.said(house.clock()) == f"{request.ref} Thu 15:00: its slot is stood down"


def test_that_a_clash_that_would_be_issued_says_where_it_is(evening: Evening):
    evening.add("c", 14, evening.malik, place_id=evening.room_2)

    breaks = evening.house.timetable.preview(evening.id).breaks

    assert {each.said for each in breaks if set(each.clash.uids) == {"b", "c"}} == {
        "Thu 3 Dec 14:00, Room 2, Castle House"
    }


def test_that_one_look_ahead_says_the_same_as_three_and_reads_less(evening: Evening):
    timetable, found = evening.house.timetable, []
    evening.house.timetable.move(evening.id, "b", starts_at=at(15))

    def count(*_: Any) -> None:
        found.append(1)

    def queries(look: Callable[[], Any]) -> tuple[Any, int]:
        found.clear()
        event.listen(Engine, "before_cursor_execute", count)
        try:
            return look(), len(found)
        finally:
            event.remove(Engine, "before_cursor_execute", count)

    ahead, few = queries(lambda: timetable.look_ahead(evening.id))
    three, many = queries(
        lambda: (timetable.changes(evening.id), timetable.slips(evening.id), timetable.preview(evening.id))
    )

    assert (ahead.changes, ahead.slips, ahead.impact) == three
    assert few * 1.5 < many


def test_that_with_nothing_changed_there_is_no_impact(evening: Evening):
    ahead = evening.house.timetable.look_ahead(evening.id)

    assert (ahead.changes, ahead.slips, ahead.impact) == ((), (), None)
    assert isinstance(evening.house.timetable.preview(evening.id), Impact)


# E-mails -----------------------------------------------------------------------------------------------


def test_that_a_slip_is_an_unsent_mail_with_the_calendar_of_its_person(evening: Evening, tmp_path: Path):
    timetable = evening.house.timetable
    timetable.move(evening.id, "a", starts_at=at(11))
    timetable.issue(evening.id, note="Bring your badge.")

    written = timetable.letters.write(evening.id, tmp_path / "out")

    assert [path.name for path in written.paths] == ["issue-2-inspector-b.eml", "issue-2-r-malik.eml"]
    assert written.without_address == ("Inspector B",)
    message = message_from_bytes(written.paths[1].read_bytes(), policy=policy.default)
    assert (message["X-Unsent"], message["To"], message["From"]) == (
        "1",
        '"R. Malik" <r.malik@borsetshire.example>',
        None,
    )
    assert message["Subject"] == "Borsetshire inspection: timetable issue 2, what changes for you"
    body = message.get_body()
    assert body is not None
    assert body.get_content().splitlines() == [
        "R. Malik,",
        "",
        "Timetable issue 2 of Wednesday 2 December, 18:40, changes this for you:",
        "",
        ("- Thu 3 Dec: C-010 records with Inspector B moves from 10:00 to 11:00, Room 2, Castle House."),
        "",
        "To everyone: Bring your badge.",
        "",
        "The calendar file with this message is your whole timetable; open it to take it in.",
        "",
        "Please say that you have read this.",
        "",
        "K. Boyle",
    ]
    (part,) = message.iter_attachments()
    assert (part.get_content_type(), part["Content-Type"].params["method"]) == ("text/calendar", "PUBLISH")
    (one,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert (one["SEQUENCE"], one.start) == (2, at(11))
    read = parse_mail(written.paths[1].read_bytes(), at(9))
    assert not isinstance(read, str)
    assert (read.subject, read.attachments) == (message["Subject"], ("r-malik.ics",))


def test_that_whoever_is_stood_down_gets_the_file_that_takes_it_back(evening: Evening):
    timetable = evening.house.timetable
    timetable.cancel(evening.id, "a")
    timetable.issue(evening.id)
    malik = next(each for each in timetable.tellings(evening.id) if each.name == "R. Malik")

    (mail,) = timetable.letters.mails(evening.id, telling_ids=[malik.id])

    message = message_from_bytes(mail.content, policy=policy.default)
    assert [
        (part.get_filename(), part["Content-Type"].params["method"]) for part in message.iter_attachments()
    ] == [("r-malik-stood-down.ics", "CANCEL")]
    assert mail == timetable.letters.mails(evening.id, telling_ids=[malik.id])[0]


def test_that_no_name_of_a_file_and_no_subject_holds_a_case(evening: Evening):
    timetable = evening.house.timetable
    timetable.move(evening.id, "a", starts_at=at(11))
    timetable.issue(evening.id)

    mails = timetable.letters.mails(evening.id)

    for mail in mails:
        message = message_from_bytes(mail.content, policy=policy.default)
        named = [mail.file_name, message["Subject"], message["Message-ID"], message.get_boundary()]
        named += [part.get_filename() for part in message.iter_attachments()]
        assert [text for text in named if "c-0" in text.casefold() or "records" in text.casefold()] == []


def test_that_writing_stopped_half_way_or_refused_leaves_nothing(evening: Evening, tmp_path: Path):
    timetable = evening.house.timetable
    timetable.move(evening.id, "a", starts_at=at(11))
    timetable.issue(evening.id)
    steps: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        steps.append((done, total))
        if len(steps) == 3:  # both are made, one of them is written
            raise InterruptedError

    with pytest.raises(InterruptedError):
        timetable.letters.write(evening.id, tmp_path / "out", on_written=stop)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Explained, match="“file” is a file, not a folder"):
        timetable.letters.write(evening.id, tmp_path / "file")

    assert (steps, list((tmp_path / "out").iterdir())) == ([(1, 2), (2, 2), (1, 2)], [])


@pytest.mark.parametrize("what", ["mails", "calendars"])
def test_that_on_a_full_disk_nothing_is_half_done(
    evening: Evening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
):
    timetable, out = evening.house.timetable, tmp_path / "out"
    timetable.move(evening.id, "a", starts_at=at(11))
    timetable.issue(evening.id)
    forced: list[int] = []

    def fill_up(handle: int) -> None:
        forced.append(handle)
        if len(forced) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fill_up)
    with pytest.raises(Explained, match=r"^The disk is full, so “.*” was not written\."):
        if what == "mails":
            timetable.letters.write(evening.id, out)
        else:
            timetable.write_calendars(evening.id, out)

    assert list(out.iterdir()) == []


def test_that_a_message_that_is_superseded_is_not_written(evening: Evening):
    timetable = evening.house.timetable
    timetable.move(evening.id, "a", starts_at=at(11))
    timetable.issue(evening.id)
    old = [each.id for each in timetable.tellings(evening.id, 2)]
    timetable.move(evening.id, "a", starts_at=at(12))
    timetable.issue(evening.id)

    with pytest.raises(Explained, match="does not stand any more"):
        timetable.letters.mails(evening.id, telling_ids=old)
    assert [mail.file_name for mail in timetable.letters.mails(evening.id)] == [
        "issue-3-inspector-b.eml",
        "issue-3-r-malik.eml",
    ]
    malik = next(each for each in timetable.tellings(evening.id) if each.name == "R. Malik")
    assert "moves from 10:00 to 12:00" in timetable.letters.text(evening.id, malik.id)


def test_that_with_every_message_sent_there_is_none_to_write(evening: Evening, tmp_path: Path):
    with pytest.raises(Explained, match="No message waits to be sent"):
        evening.house.timetable.letters.write(evening.id, tmp_path)


# Calendars ---------------------------------------------------------------------------------------------


def events_of(content: bytes) -> dict[str, datetime]:
    return {str(each["UID"]): each.start for each in Calendar.from_ical(content).walk("VEVENT")}


def test_that_a_place_has_a_calendar_of_its_own_and_gives_back_what_leaves_it(evening: Evening):
    timetable = evening.house.timetable
    timetable.change(evening.id, "b", place_id=evening.room_4)
    timetable.issue(evening.id)

    of_room_2 = timetable.calendar_files(evening.id, place_id=evening.room_2)
    (of_room_4,) = timetable.calendar_files(evening.id, place_id=evening.room_4)
    (of_team,) = timetable.calendar_files(evening.id, team=True)

    assert [(file.name, file.is_stand_down, len(events_of(file.content))) for file in of_room_2] == [
        ("place-room-2-castle-house.ics", False, 1),
        ("place-room-2-castle-house-stood-down.ics", True, 1),
    ]
    assert len(events_of(of_room_4.content)) == 1
    assert events_of(of_room_4.content).keys().isdisjoint(events_of(of_room_2[1].content))
    assert (of_team.name, len(events_of(of_team.content))) == ("whole-team.ics", 2)
    with pytest.raises(Explained, match="This place is in no issue"):
        timetable.calendar_files(evening.id, place_id=evening.house.people.add_place("Room 9").id)


def test_that_what_was_taken_away_issues_ago_is_still_taken_back(evening: Evening):
    timetable = evening.house.timetable
    timetable.change(
        evening.id,
        "a",
        parts=[(evening.inspector.id, PartKind.LEADS), (evening.adeyemi.id, PartKind.ATTENDS)],
    )
    timetable.issue(evening.id)
    timetable.move(evening.id, "a", starts_at=at(11))
    timetable.issue(evening.id)

    (file,) = timetable.calendar_files(evening.id, person_id=evening.malik.id)

    assert (file.is_stand_down, list(events_of(file.content).values())) == (True, [at(10)])


# The told board ----------------------------------------------------------------------------------------


def test_that_a_team_is_confirmed_in_one_deed(evening: Evening):
    timetable = evening.house.timetable
    timetable.move(evening.id, "a", starts_at=at(11))
    timetable.move(evening.id, "b", starts_at=at(15))
    timetable.issue(evening.id)

    told = timetable.confirm_team(evening.id, "duty")

    assert [each.name for each in told] == ["R. Malik"]
    assert {
        each.name: (each.state, each.how, each.by, each.team) for each in timetable.tellings(evening.id)
    } == {
        "Inspector B": (TellingState.PREPARED, "", "", ""),
        "R. Malik": (TellingState.CONFIRMED, "team briefing", "K. Boyle", "Duty"),
        "J. Adeyemi": (TellingState.PREPARED, "", "", "Fostering"),
    }
    with pytest.raises(Explained, match="Nobody of “Duty” is still to be told") as refused:
        timetable.confirm_team(evening.id, "Duty")
    assert refused.value.remedy == "Teams with somebody to tell: Fostering."


def test_that_a_person_may_be_told_by_their_manager(evening: Evening):
    timetable = evening.house.timetable
    timetable.move(evening.id, "a", starts_at=at(11))
    timetable.issue(evening.id)
    malik = next(each for each in timetable.tellings(evening.id) if each.name == "R. Malik")

    timetable.mark_confirmed([malik.id], how=Way.BY_MANAGER)

    malik = next(each for each in timetable.tellings(evening.id) if each.name == "R. Malik")
    assert (malik.state, malik.how, malik.confirmed_at) == (
        TellingState.CONFIRMED,
        "told by manager",
        evening.house.clock(),
    )


def test_that_a_reminder_knocks_once_for_all_who_have_not_confirmed(evening: Evening, clock: Any):
    house, timetable = evening.house, evening.house.timetable
    timetable.move(evening.id, "a", starts_at=at(11))
    timetable.issue(evening.id)

    def lines() -> list[str]:
        return [each.text for each in house.reminders.due(evening.id) if each.key.startswith("tellings-")]

    clock.now = at(8, 29)
    assert lines() == []
    clock.now = at(8, 30)  # an hour and a half before what they knew as the first start
    assert lines() == ["Inspector B and R. Malik have not confirmed; first thing 10:00."]
    timetable.mark_confirmed([timetable.tellings(evening.id)[0].id], how="phone")
    assert lines() == ["R. Malik has not confirmed; first thing 10:00."]
    (key,) = (each.key for each in house.reminders.due(evening.id) if each.key.startswith("tellings-"))
    house.reminders.dismiss(evening.id, key)
    assert lines() == []
    clock.now = at(10, 1)
    assert lines() == []


# Two at once -------------------------------------------------------------------------------------------


def test_that_of_two_stores_on_one_file_one_makes_the_issue_and_the_other_is_told(
    evening: Evening, store: Store, clock: Any, tmp_path: Path
):
    key = bytes(range(32))
    evening.house.timetable.move(evening.id, "a", starts_at=at(11))
    engine = make_engine(tmp_path / "inspection.db", key)
    second = Store(
        engine,
        clock=clock,
        secret=b"the chain secret of the tests",
        generation=schema.generation_of(engine),
        actor="M. Clarke",
    )
    houses = (evening.house, build(second, clock, folder=tmp_path, key=key))

    def issue(house: House) -> str:
        try:
            return f"issue {house.timetable.issue(evening.id).number}"
        except Explained as refused:
            return refused.message

    with ThreadPoolExecutor(2) as both:
        answers = sorted(both.map(issue, houses))
    second.close()

    assert answers == ["Nothing has changed since issue 2.", "issue 2"]
    assert [heading.number for heading in evening.house.timetable.issues(evening.id)] == [2, 1]
    assert timedelta(0) == evening.house.clock() - clock.now
