"""Deadlines that name a slot, what is put right at the keyboard, and what may complete the words typed."""

from __future__ import annotations

import importlib.util
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ilacs_desktop.domain.capture import (
    Captured,
    CaptureKind,
    Corrections,
    Role,
    Words,
    completed,
    completions,
    options,
    read_line,
)
from ilacs_desktop.domain.moments import LONDON
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind, SlotStatus

spec = importlib.util.spec_from_file_location("capture_cast", Path(__file__).parent / "capture_cast.py")
cast = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cast)
PEOPLE, ENQUIRIES = cast.PEOPLE, cast.ENQUIRIES


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


NOW = at("2026-12-02 10:45")


def slot(number: int, starts: str, purpose: str, kind: SlotKind, inspector: int, **more: object) -> Slot:
    person = next(each for each in PEOPLE if each.id == inspector)
    starts_at = at(starts)
    return Slot(
        f"u{number}",
        starts_at,
        starts_at + timedelta(minutes=60),
        purpose,
        kind,
        parts=(Part(person.id, person.label, person.side, PartKind.LEADS),),
        id=number,
        **more,
    )


SLOTS = (
    slot(1, "2026-12-02 09:30", "Care leavers session", SlotKind.CASE_SESSION, 2),
    slot(2, "2026-12-02 13:00", "Care leavers' team", SlotKind.FOCUS_GROUP, 4),
    slot(3, "2026-12-02 16:30", "Keep in touch with the lead", SlotKind.KEEP_IN_TOUCH, 1),
    slot(4, "2026-12-03 16:30", "Keep in touch with the lead", SlotKind.KEEP_IN_TOUCH, 1),
    slot(5, "2026-12-03 10:00", "records", SlotKind.CASE_SESSION, 2, case_code="C-014"),
    slot(6, "2026-12-03 11:00", "Front door thresholds", SlotKind.OBSERVATION, 3),
    slot(7, "2026-12-03 14:00", "Supervision: team managers", SlotKind.FOCUS_GROUP, 3),
    slot(8, "2026-12-04 09:00", "Foster carers", SlotKind.FOCUS_GROUP, 3, status=SlotStatus.CANCELLED),
)
WORDS = Words(PEOPLE, ENQUIRIES, SLOTS, ("C-014", "C-015", "C-020"))


def read(text: str, **corrections: object) -> Captured:
    return read_line(text, NOW, PEOPLE, ENQUIRIES, corrections=Corrections(**corrections), slots=SLOTS)


def chip(captured: Captured, role: Role) -> str:
    return next((each.text for each in captured.chips if each.role == role), "")


@pytest.mark.parametrize(
    ("text", "uid", "edge", "minutes", "due", "about"),
    [
        ("plans before the care leavers session", "u2", "start", 0, "02 13:00", "plans"),
        ("plans 30 min before the care leavers focus group", "u2", "start", 30, "02 12:30", "plans"),
        ("audit half an hour before the C-014 session @Osei", "u5", "start", 30, "03 09:30", "audit"),
        ("PLO tracker before tomorrow's KIT", "u4", "start", 0, "03 16:30", "PLO tracker"),
        ("PLO tracker in time for the 16:30 KIT today", "u3", "start", 0, "02 16:30", "PLO tracker"),
        ("maps before front door thresholds", "u6", "start", 0, "03 11:00", "maps"),
        ("maps an hour after Inspector C's focus group", "u7", "end", 60, "03 16:00", "maps"),
        ("rota by the end of the care leavers session", "u2", "end", 0, "02 14:00", "rota"),
    ],
)
def test_that_a_deadline_that_names_a_slot_hangs_on_it(text, uid, edge, minutes, due, about):
    captured = read(text)

    assert (captured.slot_uid, captured.slot_edge, captured.slot_minutes, captured.about) == (
        uid, edge, minutes, about,
    )  # fmt: skip
    assert f"{captured.due_at.astimezone(LONDON):%d %H:%M}" == due
    assert due[3:] in chip(captured, Role.SLOT)


@pytest.mark.parametrize(
    "text",
    [
        "review before the strategy meeting",
        "papers the day before the C-014 session",
        "minutes before the care leavers report is sent",
        "list before the foster carers focus group",
        "list before the session",
        "~ liked it before the care leavers session",
    ],
)
def test_that_words_that_name_no_slot_to_come_stay_as_text(text):
    captured = read(text)

    assert (captured.slot_uid, captured.due_at, chip(captured, Role.SLOT)) == ("", None, "")
    assert captured.about == text.removeprefix("~ ")


def test_that_of_two_slots_neither_is_taken_until_one_is_chosen():
    text = "PLO tracker before the KIT"
    captured, chosen = read(text), read(text, chosen={"slot": 4})

    (offered,) = (each for each in captured.chips if each.role == Role.SLOT)
    assert (captured.slot_uid, captured.due_at, captured.about) == ("", None, text)
    assert offered.choices == (
        (3, "16:30 Keep in touch with the lead with Inspector A"),
        (4, "Thu 16:30 Keep in touch with the lead with Inspector A"),
    )
    assert (chosen.slot_uid, chosen.about) == ("u4", "PLO tracker")


def test_that_a_clock_time_in_the_line_goes_before_the_slot():
    captured = read("plans by 2pm before the care leavers session")

    assert (captured.slot_uid, captured.due_at) == ("", at("2026-12-02 14:00"))
    assert captured.about == "plans before the care leavers session"


CORRIDOR = "10:40 Inspector B asked AD for return-interview data by 2pm re missing"


@pytest.mark.parametrize(
    ("role", "choice", "field", "value", "text"),
    [
        ("kind", "offer", "kind", CaptureKind.OFFER, "offer"),
        ("asked", at("2026-12-02 10:20"), "asked_at", at("2026-12-02 10:20"), "asked 10:20"),
        ("by", 3, "asked_by", "Inspector C", "by Inspector C · I. Shah"),
        ("owner", 16, "owner", "S. Byrne", "owner S. Byrne"),
        ("due", at("2026-12-03 09:00"), "due_at", at("2026-12-03 09:00"), "due Thu 09:00"),
        ("enquiry", 4, "enquiry", "Front door thresholds", "KLOE Front door thresholds"),
        ("child", "C-020", "case_code", "C-020", "child C-020"),
        ("slot", 6, "slot_uid", "u6", "due Thu 11:00: when Front door thresholds with Inspector C starts"),
    ],
)
@pytest.mark.parametrize("line", [CORRIDOR, "return-interview data"])
def test_that_whatever_was_understood_or_is_not_said_can_be_put_right(line, role, choice, field, value, text):
    captured = read(line, chosen={role: choice})

    (told,) = (each for each in captured.chips if each.role == role)
    assert (getattr(captured, field), told.text, told.is_put_right) == (value, text, True)
    assert captured.verbatim == line


def test_that_a_correction_can_be_taken_back():
    chosen = Corrections().with_chosen("owner", 16)
    dropped = chosen.with_dropped("owner")

    assert (dropped.dropped, dict(dropped.chosen)) == ({"owner"}, {})
    assert dropped.with_chosen("owner", 16) == chosen
    assert dropped.without("owner") == Corrections()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Insp", ["Inspector A", "Inspector B", "Inspector C", "Inspector D"]),
        ("10:40 Ma", ["Inspector B"]),
        ("~ Sha", ["Inspector C"]),
        ("Inspector B asked Qu", ["R. Quinn"]),
        ("tracker from Mar", ["Inspector B"]),
        ("tracker @os", ["A. Osei"]),
        ("tracker @smi", ["Sam Smith", "Sue Smith"]),
        ("tracker @perf", ["A. Osei"]),
        ("tracker re m", ["Missing and return interviews", "Supervision and management oversight"]),
        ("tracker #acc", ["K-02"]),
        ("records of C-01", ["C-014", "C-015"]),
        ("tracker before the care", ["Care leavers team"]),
        ("tracker before the keep", ["today 16:30 Keep in touch with the lead", "Thu 16:30 Keep in touch with the lead"]),
        ("tracker", []),
        ("tracker @osei", []),
        ("tracker re missing", []),
        ("tracker by 2", []),
    ],
)  # fmt: skip
def test_that_words_are_completed_while_they_are_not_understood(typed, offered):
    captured = read(typed)

    assert [each.text for each in completions(typed, len(typed), captured, WORDS)] == offered


@pytest.mark.parametrize(
    "typed",
    ["Insp", "tracker @s", "tracker re ", "tracker before the ", "records of C-0", "tracker from Sha"],
)
def test_that_what_is_offered_is_read_as_what_it_says(typed):
    for each in completions(typed, len(typed), read(typed), WORDS):
        line, cursor = completed(typed, len(typed), each)
        asked = f"{line}wants the tracker" if each.role == Role.BY and each.start == 0 else line

        told = [one for one in read(asked).chips if one.role == each.role and not one.choices]
        assert (len(told), cursor) == (1, len(line)), line


def test_that_nothing_is_offered_inside_a_word():
    assert completions("tracker @osei", len("tracker @os"), read("tracker @osei"), WORDS) == ()


@pytest.mark.parametrize(
    ("role", "typed", "offered"),
    [
        ("kind", "", ["request", "signal", "clarification", "figure", "offer", "child-safety concern"]),
        ("kind", "off", ["offer"]),
        ("asked", "", ["10:45", "10:40", "10:30", "10:15", "09:45"]),
        ("asked", "9:15", ["today 09:15"]),
        ("asked", "yesterday 16:10", ["Tue 1 Dec 16:10"]),
        ("due", "", ["today 11:45", "today 12:45", "today 12:00", "today 17:00", "Thu 3 Dec 09:00", "Thu 3 Dec 12:00",
                     "Thu 3 Dec 17:00", "Fri 4 Dec 09:00"]),
        ("due", "tomorrow 9", ["Thu 3 Dec 09:00"]),
        ("due", "in 90 minutes", ["today 12:15"]),
        ("due", "tomorrow morning", []),
        ("by", "mar", ["Inspector B"]),
        ("owner", "smi", ["S. Smith", "S. Smith"]),
        ("owner", "head of", ["S. Byrne"]),
        ("enquiry", "over", ["Supervision and management oversight"]),
        ("slot", "thu keep", ["Thu 16:30 Keep in touch with the lead with Inspector A"]),
        ("child", "", ["C-014", "C-015", "C-020"]),
    ],
)  # fmt: skip
def test_that_a_chip_can_be_put_right_to_what_there_is(role, typed, offered):
    assert [each.label for each in options(role, typed, read("tracker"), WORDS, NOW)] == offered


def test_that_words_not_understood_say_what_they_seem_to_be_about():
    nobody, vague = read("tracker @Nobody"), read("tracker by tomorrow morning")

    assert [(each.text, each.corrects) for each in (nobody.chips[-1], vague.chips[-1])] == [
        ("@Nobody: nobody of that name", "owner"),
        ("tomorrow morning: which time?", "due"),
    ]
    asked_of = read("Inspector B asked the data team for caseloads")
    assert [(each.text, each.corrects) for each in asked_of.chips[-1:]] == [
        ("asked of the data team", "owner")
    ]
    assert [each.text for each in read("tracker @Nobody", chosen={"owner": 16}).chips] == [
        "request", "owner S. Byrne",
    ]  # fmt: skip
