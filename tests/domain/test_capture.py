from __future__ import annotations

import importlib.util
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.capture import Captured, CaptureKind, Corrections, read_line
from ilacs_desktop.domain.moments import LONDON

HERE = Path(__file__).parent
spec = importlib.util.spec_from_file_location("capture_cast", HERE / "capture_cast.py")
cast = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cast)
PEOPLE, ENQUIRIES = cast.PEOPLE, cast.ENQUIRIES


def labelled(name: str) -> list[dict[str, str]]:
    data = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return [{**data["usual"], **line} for line in data["line"]]


UNSEEN = labelled("capture_lines_unseen.toml")
"""Labelled from the text alone, by one who had not read the reading rules."""
LINES = labelled("capture_lines.toml") + UNSEEN
FIELDS = ("kind", "asked", "by", "of", "owner", "due", "enquiry", "case", "about")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def read(text: str, now: str = "2026-12-02 10:45", **corrections: object) -> Captured:
    return read_line(text, at(now), PEOPLE, ENQUIRIES, corrections=Corrections(**corrections))


def said(captured: Captured) -> dict[str, str]:
    codes = {number: code for number, code, _ in ENQUIRIES}
    return {
        "kind": str(captured.kind),
        "asked": f"{captured.asked_at.astimezone(LONDON):%Y-%m-%d %H:%M}",
        "by": captured.asked_by,
        "of": captured.asked_of,
        "owner": captured.owner,
        "due": f"{captured.due_at.astimezone(LONDON):%Y-%m-%d %H:%M}" if captured.due_at else "",
        "enquiry": codes.get(captured.enquiry_id, ""),
        "case": captured.case_code,
        "about": captured.about,
    }


def wanted(line: dict[str, str]) -> dict[str, str]:
    return {field: line.get(field, line["now"] if field == "asked" else "") for field in FIELDS}


@cache
def understood(text: str, now: str) -> Captured:
    """Each labelled line is read once for all the tests that look at it."""
    return read(text, now)


def wrong_fields(lines: list[dict[str, str]]) -> list[str]:
    wrong = []
    for line in lines:
        right, got = wanted(line), said(understood(line["text"], line["now"]))
        wrong += [
            f"{line['text']!r} {field}: {got[field]!r}, not {right[field]!r}"
            for field in FIELDS
            if got[field] != right[field]
        ]
    return wrong


def test_that_at_least_three_hundred_lines_are_labelled_and_no_two_are_the_same():
    assert len(LINES) >= 300
    assert len({line["text"] for line in LINES}) == len(LINES)


@pytest.mark.parametrize("lines", [LINES, UNSEEN], ids=["all", "unseen"])
def test_that_at_least_95_in_100_fields_are_read_as_labelled(lines):
    wrong = wrong_fields(lines)

    share = 1 - len(wrong) / (len(lines) * len(FIELDS))
    assert share >= 0.95, "\n".join(wrong)


def test_that_a_time_is_never_read_wrong_and_always_shown():
    wrong, silent = [], []
    for line in LINES:
        captured = understood(line["text"], line["now"])
        got, roles = said(captured), {chip.role for chip in captured.chips}
        if got["due"] not in {"", wanted(line)["due"]}:
            wrong.append(f"{line['text']!r}: {got['due']}")
        has_due, has_asked = captured.due_at is not None, captured.asked_at != at(line["now"])
        if (has_due and "due" not in roles) or (has_asked and "asked" not in roles):
            silent.append(line["text"])

    assert (wrong, silent) == ([], [])


def test_that_the_exact_line_is_kept():
    assert [understood(line["text"], line["now"]).verbatim for line in LINES] == [
        line["text"] for line in LINES
    ]


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("Inspector B asked for unit costs sometime tomorrow", "sometime tomorrow: which time?"),
        ("Inspector B asked for unit costs first thing tomorrow", "first thing tomorrow: which time?"),
        ("Inspector B asked for unit costs by Thu 4 Dec 11am", "Thu 4 Dec: which day?"),
    ],
)
def test_that_a_day_roughly_named_or_at_odds_with_its_date_is_said_to_be_unsure(text, unsure):
    captured = read(text)

    assert captured.due_at is None
    assert [chip.text for chip in captured.chips if chip.role == "unsure"] == [unsure]


def test_that_of_two_who_ask_together_neither_is_taken_until_one_is_chosen():
    text = "Ward/Marsh want the data pack"
    captured, chosen = read(text), read(text, chosen={"by": 2})

    assert (captured.asked_by_id, captured.about) == (None, text)
    assert [chip.text for chip in captured.chips if chip.role == "by"] == ["“Ward/Marsh”: 2 people"]
    assert (chosen.asked_by, chosen.about) == ("Inspector B", "the data pack")


def test_that_the_chips_of_the_corridor_line_say_what_was_understood():
    captured = read("10:40 Inspector B asked AD for return-interview data by 2pm re missing")

    assert [(chip.role, chip.text) for chip in captured.chips] == [
        ("kind", "request"),
        ("asked", "asked 10:40"),
        ("by", "by Inspector B · P. Marsh"),
        ("owner", "owner AD · R. Quinn"),
        ("due", "due today 14:00"),
        ("enquiry", "KLOE Missing and return interviews"),
    ]


def test_that_two_people_of_one_name_are_offered_and_neither_is_taken():
    captured = read("Inspector B asked Smith for the panel minutes")

    chip = next(chip for chip in captured.chips if chip.role == "owner")
    assert (captured.owner_id, chip.text) == (None, "“Smith”: 2 people")
    assert [label for _, label in chip.choices] == ["S. Smith, Panel Adviser", "S. Smith, Business Support"]


def test_that_the_one_chosen_out_of_two_is_taken():
    captured = read("Inspector B asked Smith for the panel minutes", chosen={"owner": 21})

    assert (captured.owner_id, captured.owner) == (21, "S. Smith")


def test_that_a_vague_time_is_said_to_be_unsure_and_stays_in_the_line():
    captured = read("Inspector B asked for unit costs by tomorrow morning")

    assert captured.due_at is None
    assert [chip.text for chip in captured.chips if chip.role == "unsure"] == [
        "tomorrow morning: which time?"
    ]


@pytest.mark.parametrize(
    ("role", "field", "about"),
    [
        ("due", "due", "return-interview data by 2pm"),
        ("enquiry", "enquiry", "return-interview data re missing"),
        ("owner", "owner", "return-interview data"),
    ],
)
def test_that_a_chip_taken_off_leaves_its_words_in_the_line(role, field, about):
    captured = read(
        "10:40 Inspector B asked AD for return-interview data by 2pm re missing", dropped=frozenset({role})
    )

    assert (said(captured)[field], captured.about) == ("", about)
    assert role not in {chip.role for chip in captured.chips}


def test_that_taking_off_who_asked_leaves_the_words_as_they_were_typed():
    captured = read("Inspector B asked AD for caseloads", dropped=frozenset({"by"}))

    assert (captured.asked_by_id, captured.about) == (None, "Inspector B asked AD for caseloads")


def test_that_somebody_who_has_left_is_not_taken_for_anybody():
    assert read("caseloads @Gone").owner_id is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_that_any_text_at_all_is_read_and_kept(text):
    captured = read(text)

    assert captured.verbatim == text
    assert captured.kind in CaptureKind
    assert all(0 <= chip.start <= chip.end <= len(text) for chip in captured.chips)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "10:40",
                "Inspector B",
                "asked",
                "AD",
                "for",
                "data",
                "by",
                "2pm",
                "re",
                "missing",
                "@Osei",
                "!!",
                "~",
                "#",
            ]
        ),
        max_size=9,
    ).map(" ".join)
)
def test_that_a_half_typed_line_never_breaks(text):
    captured = read(text)

    assert captured.verbatim == text
