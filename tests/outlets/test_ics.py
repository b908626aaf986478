"""Calendar files: read back by icalendar, and by the standard's own rule for the time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind
from ilacs_desktop.outlets.ics import Calendars, Method, Source, calendar, event_uid

SOURCE = Source(1, "Borsetshire", 5, datetime(2026, 12, 2, 18, 55, tzinfo=UTC))
SESSION = Slot(
    uid="a1b2",
    starts_at=moment(date(2026, 12, 3), time(9, 30)),
    ends_at=moment(date(2026, 12, 3), time(10, 30)),
    purpose="records; with \u201cquotes\u201d, commas",
    kind=SlotKind.CASE_SESSION,
    place="Room 2",
    site="Castle House",
    link="https://meet.example/1",
    parts=(
        Part(1, "Inspector B", Side.INSPECTORATE, PartKind.LEADS),
        Part(2, "R. Malik", Side.AUTHORITY, PartKind.ATTENDS),
    ),
    child_id=77,
    case_code="C-014",
    enquiries=("K-03",),
    note="mother at work until ten",
)


def read(content: bytes) -> tuple[Calendar, list[Event]]:
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    return found, [each for each in found.walk("VEVENT") if isinstance(each, Event)]


def test_that_an_event_says_all_that_a_morning_needs_and_no_more():
    _, (event,) = read(calendar([SESSION], source=SOURCE, name="R. Malik"))

    said = ("SUMMARY", "LOCATION", "DESCRIPTION", "UID", "SEQUENCE", "STATUS")
    with_whom = "With: Inspector B (leads), R. Malik (attends)"
    assert {name: str(event[name]) for name in said} == {
        "SUMMARY": "C-014 records; with “quotes”, commas with Inspector B",
        "LOCATION": "Room 2, Castle House",
        "DESCRIPTION": f"{with_whom}\nJoin at: https://meet.example/1\nTimetable issue 5.",
        "UID": "a1b2.1@timetable.ilacs-desktop",
        "SEQUENCE": "5",
        "STATUS": "CONFIRMED",
    }
    assert (event.start, event.end) == (SESSION.starts_at, SESSION.ends_at)
    assert event["DTSTART"].params["TZID"] == "Europe/London"


def test_that_nothing_private_reaches_a_calendar_file():
    content = calendar([SESSION], source=SOURCE, name="R. Malik").decode()

    assert [word for word in ("mother", "K-03", "77") if word in content] == []


def test_that_a_stand_down_cancels_the_same_event():
    given_, (event,) = read(calendar([SESSION], source=SOURCE, name="R. Malik", method=Method.CANCEL))

    assert (str(given_["METHOD"]), str(event["STATUS"]), str(event["UID"])) == (
        "CANCEL",
        "CANCELLED",
        event_uid(1, "a1b2"),
    )


def test_that_the_same_slots_in_any_order_give_the_same_bytes():
    later = Slot("z", SESSION.ends_at, SESSION.ends_at + timedelta(hours=1), "lunch", SlotKind.LOGISTICS)

    assert calendar([SESSION, later], source=SOURCE, name="x") == calendar(
        [later, SESSION], source=SOURCE, name="x"
    )


def test_that_lines_are_short_and_end_as_the_standard_wants():
    content = calendar([SESSION], source=SOURCE, name="R. Malik")

    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


def by_the_rule(text: bytes, kept: Calendar) -> datetime:
    """A local time as a reader would take it that trusts only the VTIMEZONE of the file (RFC 5545, 3.6.5)."""
    if text.endswith(b"Z"):
        return datetime.strptime(text.decode(), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    wall = datetime.strptime(text.decode(), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall time has no zone
    onsets = []
    for part in kept.walk("STANDARD") + kept.walk("DAYLIGHT"):
        start = part["DTSTART"].dt
        month = part["RRULE"]["BYMONTH"][0]
        assert part["RRULE"]["BYDAY"] == ["-1SU"]
        last = date(wall.year, month, 31)
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        for year_back in (0, 1):
            day = sunday
            if year_back:
                last = date(wall.year - 1, month, 31)
                day = last - timedelta(days=(last.weekday() + 1) % 7)
            onsets.append((datetime.combine(day, start.time()), part["TZOFFSETTO"].td))
    offset = max(onset for onset in onsets if onset[0] <= wall)[1]
    return (wall - offset).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "day", [date(2025, 3, 30), date(2026, 10, 25), date(2027, 3, 28), date(2028, 10, 29)]
)
def test_that_every_quarter_of_an_hour_around_a_clock_change_comes_back_exactly(day: date):
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    moments = [midnight + timedelta(minutes=15 * step) for step in range(-8, 20)]
    slots = [Slot(f"s{at:%H%M%d}", at, at + timedelta(minutes=45), "x", SlotKind.MEETING) for at in moments]

    kept, events = read(calendar(slots, source=SOURCE, name="x"))

    assert [(event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in events] == [
        (at, at + timedelta(minutes=45)) for at in moments
    ]
    assert [by_the_rule(event["DTSTART"].to_ical(), kept) for event in events] == moments


QUARTERS = (datetime(2035, 1, 1, tzinfo=UTC) - datetime(2020, 1, 1, tzinfo=UTC)) // timedelta(minutes=15)


@given(st.integers(0, QUARTERS).map(lambda n: datetime(2020, 1, 1, tzinfo=UTC) + n * timedelta(minutes=15)))
def test_that_any_moment_comes_back_exactly(at: datetime):
    slot = Slot("s", at, at + timedelta(minutes=30), "x", SlotKind.MEETING)

    kept, (event,) = read(calendar([slot], source=SOURCE, name="x"))

    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (at, slot.ends_at)
    assert by_the_rule(event["DTSTART"].to_ical(), kept) == at


@pytest.mark.parametrize(
    ("day", "walls"),
    [
        (  # the clocks go back at 02:00; the hour from 01:00 comes twice
            date(2026, 10, 25),
            ["00:30 BST", "01:30 BST", "01:30 GMT", "02:30 GMT", "09:30 GMT", "16:00 GMT"],
        ),
        (  # the clocks go forward at 01:00; there is no 01:30
            date(2027, 3, 28),
            ["00:30 GMT", "02:30 BST", "03:30 BST", "09:30 BST", "16:00 BST"],
        ),
    ],
)
def test_that_a_second_reader_finds_the_same_local_times_on_the_days_the_clocks_change(
    day: date, walls: list[str]
):
    offsets = {"GMT": timedelta(), "BST": timedelta(hours=1)}
    moments = [
        datetime.combine(day, time.fromisoformat(wall), tzinfo=UTC) - offsets[zone]
        for wall, zone in (each.split() for each in walls)
    ]
    slots = [
        Slot(f"s{n}", at, at + timedelta(minutes=45), "x", SlotKind.MEETING) for n, at in enumerate(moments)
    ]

    content = calendar(slots, source=SOURCE, name="x")

    kept = vobject.readOne(content.decode())
    found = [
        (str(each.uid.value), each.dtstart.value.astimezone(UTC), each.dtend.value.astimezone(UTC))
        for each in kept.vevent_list
    ]
    assert found == [(event_uid(1, f"s{n}"), at, at + timedelta(minutes=45)) for n, at in enumerate(moments)]
    there = [at.astimezone(ZoneInfo("Europe/London")) for _, at, _ in found]
    assert [f"{at:%H:%M %Z}" for at in there] == walls


def test_that_a_second_reader_finds_the_method_the_sequence_and_the_zone():
    kept = vobject.readOne(calendar([SESSION], source=SOURCE, name="R. Malik", method=Method.CANCEL).decode())

    event = kept.vevent
    assert (kept.method.value, event.sequence.value, event.status.value) == ("CANCEL", "5", "CANCELLED")
    assert kept.vtimezone.tzid.value == "Europe/London"
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/London"]
    assert (event.summary.value, event.location.value) == (
        "C-014 records; with “quotes”, commas with Inspector B",
        "Room 2, Castle House",
    )


def test_that_a_place_has_events_apart_and_both_come_from_one_making():
    calendars = Calendars(SOURCE)

    of_person = calendars.file([SESSION], name="R. Malik")
    of_place = calendars.file([SESSION], name="Room 2", place_id=4)

    assert of_person == calendar([SESSION], source=SOURCE, name="R. Malik")
    assert [str(event["UID"]) for event in read(of_place)[1]] == ["a1b2.1.place-4@timetable.ilacs-desktop"]
    assert (event_uid(1, "a1b2"), event_uid(1, "a1b2", 4)) == (
        "a1b2.1@timetable.ilacs-desktop",
        "a1b2.1.place-4@timetable.ilacs-desktop",
    )
