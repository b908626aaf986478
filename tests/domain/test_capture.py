from __future__ import annotations

import importlib.util
import tomllib
from datetime import datetime
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

DATA = tomllib.loads((HERE / "capture_lines.toml").read_text(encoding="utf-8"))
LINES = [{**DATA["usual"], **line} for line in DATA["line"]]
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


def test_that_at_least_a_hundred_lines_are_labelled_and_no_two_are_the_same():
    assert len(LINES) >= 100
    assert len({line["text"] for line in LINES}) == len(LINES)


def test_that_at_least_95_in_100_fields_are_read_as_labelled():
    wrong = []
    for line in LINES:
        right, got = wanted(line), said(read(line["text"], line["now"]))
        wrong += [
            f"{line['text']!r} {field}: {got[field]!r}, not {right[field]!r}"
            for field in FIELDS
            if got[field] != right[field]
        ]

    share = 1 - len(wrong) / (len(LINES) * len(FIELDS))
    assert share >= 0.95, "\n".join(wrong)


@pytest.mark.parametrize("line", LINES, ids=[line["text"] for line in LINES])
def test_that_a_time_is_never_read_wrong_and_always_shown(line):
    captured = read(line["text"], line["now"])

    got = said(captured)
    assert got["due"] in {"", wanted(line)["due"]}
    assert (captured.due_at is None) == all(chip.role != "due" for chip in captured.chips)
    is_now = captured.asked_at == at(line["now"])
    assert is_now or any(chip.role == "asked" for chip in captured.chips)


@pytest.mark.parametrize("line", LINES, ids=[line["text"] for line in LINES])
def test_that_the_exact_line_is_kept(line):
    assert read(line["text"], line["now"]).verbatim == line["text"]


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
