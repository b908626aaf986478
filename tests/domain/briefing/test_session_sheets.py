"""The worker's own page, the navigator's day, and the list of sessions by inspector."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ilacs_desktop.domain.briefing import Audience, Facts, Section, SheetKind, build
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.redaction import findings
from ilacs_desktop.domain.timetable import Part, PartKind
from ilacs_desktop.domain.timetable.session_slips import (
    AFTERWARDS,
    LOGIN,
    NAVIGATORS_READY,
    NOTHING_ALTERED,
    WHERE_THINGS_ARE,
    have_ready,
    session_page,
)

IQBAL = Person(77, "S. Iqbal", Side.AUTHORITY, role="Navigator")
NAVIGATES = Part(77, "S. Iqbal", Side.AUTHORITY, PartKind.NAVIGATES)


@pytest.fixture
def navigated(facts: Facts) -> Facts:
    slots = tuple(
        replace(slot, parts=(*slot.parts, NAVIGATES)) if slot.uid in {"s1", "s3"} else slot
        for slot in facts.slots
    )
    return replace(facts, slots=slots, base_slots=slots, people=(*facts.people, IQBAL), person=IQBAL)


def section(facts: Facts, kind: SheetKind, audience: Audience, key: str) -> Section:
    found = build(facts, kind, audience).section(key)
    assert found is not None
    return found


def test_that_a_navigator_reads_each_session_and_by_when_to_debrief_it(navigated: Facts) -> None:
    sessions = section(navigated, SheetKind.NAVIGATOR, Audience.PERSON, "sessions")
    ready = section(navigated, SheetKind.NAVIGATOR, Audience.PERSON, "have_ready")

    assert sessions.rows == (
        ("09:00–10:20", "C-014", "Inspector B", "R. Malik", "Room 2, Castle House", "10:50", "worker told"),
        ("10:45–12:00", "C-022", "Inspector B", "T. Flynn", "Room 2, Castle House", "12:30", "ready"),
    )
    assert tuple(words for _, words in ready.rows) == NAVIGATORS_READY


def test_that_nobody_else_has_a_navigators_day(facts: Facts) -> None:
    with pytest.raises(Explained, match="needs a person"):
        build(replace(facts, person=None), SheetKind.NAVIGATOR, Audience.PERSON)

    empty = section(replace(facts, person=IQBAL), SheetKind.NAVIGATOR, Audience.PERSON, "sessions")
    assert (empty.rows, empty.empty_says) == ((), "You navigate no session on this day.")


def test_that_the_list_has_every_session_by_inspector_and_no_childs_identifier(navigated: Facts) -> None:
    sheet = build(navigated, SheetKind.SESSIONS, Audience.MANAGERS)
    rows = section(navigated, SheetKind.SESSIONS, Audience.MANAGERS, "sessions").rows

    inspectors = [row[0] for row in rows]
    assert inspectors == sorted(inspectors)
    assert {(row[0], row[2]) for row in rows} >= {("Inspector B", "C-014"), ("Inspector B", "C-022")}
    known = [session.child.child_id for session in navigated.sessions]
    assert findings(sheet.places(), audience=Audience.MANAGERS, child_ids=known) == ()


def test_that_a_concern_stands_by_its_code_on_the_page_of_those_named_alone(facts: Facts) -> None:
    (concern,) = facts.concerns
    named = replace(concern, reader_ids=(77,))

    def read_by(person: Person) -> tuple[tuple[str, ...], ...] | None:
        sheet = build(replace(facts, concerns=(named,), person=person), SheetKind.PERSON, Audience.PERSON)
        found = sheet.section("concerns")
        return found.rows if found else None

    assert read_by(facts.people[1]) is None
    assert read_by(IQBAL) == (
        ("CC-01 · C-022", "raised by Inspector B Wed 16:48; M. Quinn owns it; next: acknowledge"),
    )


def test_that_a_slip_carries_the_workers_page_until_the_session_is_over(navigated: Facts) -> None:
    (slot,) = [slot for slot in navigated.slots if slot.uid == "s1"]
    worker = next(part.person_id for part in slot.staff if part.part is not PartKind.NAVIGATES)

    own = session_page([slot], worker, since=slot.starts_at)
    navigator = session_page([slot], 77, since=slot.starts_at)

    assert own[0].splitlines() == [
        "Your case-file sessions:",
        "- Thursday 3 December 09:00–10:20, C-014 with Inspector B, Room 2, Castle House, with you: S. Iqbal.",
    ]
    assert own[1:] == tuple(
        "\n".join((title, *(f"- {line}" for line in lines)))
        for title, lines in (
            ("What to have ready:", (LOGIN, WHERE_THINGS_ARE, NOTHING_ALTERED)),
            ("What happens after:", AFTERWARDS),
        )
    )
    assert [paragraph.splitlines()[0] for paragraph in navigator] == [
        "Your case-file sessions:",
        "Where you navigate:",
    ]
    assert session_page([slot], worker, since=slot.ends_at + timedelta(minutes=1)) == ()


def test_that_what_to_have_ready_is_the_list_of_each_sessions_record_check(navigated: Facts) -> None:
    sessions = [slot for slot in navigated.slots if slot.uid in {"s1", "s3"}]
    lists = {"s1": ("Care plan", "Chronology"), "s3": ("Pathway plan", "Chronology")}
    known = replace(navigated, have_open=lists)

    navigator = section(known, SheetKind.NAVIGATOR, Audience.PERSON, "have_ready")
    worker = next(each for each in navigated.people if each.short_name == "R. Malik")
    own = section(replace(known, person=worker), SheetKind.PERSON, Audience.PERSON, "have_ready")

    first = ("To have open, C-014: care plan.", "To have open: chronology.")
    assert tuple(words for _, words in navigator.rows) == (
        *NAVIGATORS_READY, *first, "To have open, C-022: pathway plan.",
    )  # fmt: skip
    assert tuple(words for _, words in own.rows) == (
        LOGIN, first[0], "To have open, C-014: chronology.", NOTHING_ALTERED,
    )  # fmt: skip
    assert have_ready(sessions, {"s1": ("Care plan",)}) == (
        LOGIN, "To have open, C-014: care plan.", WHERE_THINGS_ARE, NOTHING_ALTERED,
    )  # fmt: skip


def test_that_whoever_is_not_wanted_reads_nothing_of_what_is_ready_elsewhere(facts: Facts) -> None:
    sheet = build(replace(facts, person=IQBAL), SheetKind.PERSON, Audience.PERSON)

    day = sheet.section("timetable")
    assert (sheet.section("ready"), day.rows if day else None) == (None, ())
