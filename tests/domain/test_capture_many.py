"""A pasted list: what its pieces are, and what each is read as."""

from __future__ import annotations

import importlib.util
import json
from datetime import datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.capture import Corrections, Words, divide, read_line, read_piece
from ilacs_desktop.domain.moments import LONDON

spec = importlib.util.spec_from_file_location("capture_cast", Path(__file__).parent / "capture_cast.py")
cast = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cast)
WORDS = Words(cast.PEOPLE, cast.ENQUIRIES)
NOW = datetime(2026, 12, 2, 10, 45, tzinfo=LONDON)

LONG = "Return-interview data by month, June to November, with the reasons why any were not"
MAIL = """\
> From: Paula Marsh
> Subject: further evidence
>
> Good morning Kath,
>
> Could we please have the following:
>
> 1. Return-interview data by month, June to November, with the reasons why any were not
> offered within 72 hours, by 2pm re missing
> 2. Minutes of the last three permanence panels @Nandy
>    and the tracker
> • PLO tracker

A separate thing: how many care leavers are in unsuitable accommodation
Kind regards
Paula
His Majesty's Inspector
"""


def test_that_an_e_mail_becomes_its_requests_and_says_why_the_rest_is_none():
    pieces = divide(MAIL)

    assert [(each.line, each.why_not) for each in pieces] == [
        ("From: Paula Marsh", "the head of a message"),
        ("Subject: further evidence", "the head of a message"),
        ("Good morning Kath,", "a greeting or a parting"),
        ("Could we please have the following:", "leads to what follows"),
        (
            f"{LONG} offered within 72 hours, by 2pm re missing",
            "",
        ),
        ("Minutes of the last three permanence panels @Nandy and the tracker", ""),
        ("PLO tracker", ""),
        ("A separate thing: how many care leavers are in unsuitable accommodation", ""),
        ("Kind regards", "a greeting or a parting"),
        ("Paula", "below the parting"),
        ("His Majesty's Inspector", "below the parting"),
    ]
    assert "\n".join(each.verbatim for each in pieces) == "\n".join(
        line for line in MAIL.splitlines() if line.strip("> ")
    )


def test_that_each_piece_is_read_like_a_line_and_kept_as_it_stood():
    piece = divide(MAIL)[4]
    captured = read_piece(piece, NOW, WORDS)

    assert (captured.due_at, captured.enquiry) == (
        datetime(2026, 12, 2, 14, 0, tzinfo=LONDON), "Missing and return interviews",
    )  # fmt: skip
    assert captured.verbatim == (f"> 1. {LONG}\n> offered within 72 hours, by 2pm re missing")


TABLE = (
    "Ref\tRequest\tRequested by\tLead\tDeadline\tKLOE\tDate requested\n"
    "1\tSupervision audits, Team 3\tInspector B\tHartley\t03/12/2026 09:30\tK-05\t02/12/2026 09:10\n"
    '2\t"Missing episodes\nby child"\tMarsh\tHR desk\ttomorrow morning\t\t\n'
)


def test_that_a_table_is_read_by_its_headings_and_says_what_it_does_not_understand():
    heading, first, second = divide(TABLE)
    audits, episodes = read_piece(first, NOW, WORDS), read_piece(second, NOW, WORDS)

    assert heading.why_not == "the headings"
    assert (audits.about, audits.asked_by, audits.owner, audits.enquiry) == (
        "Supervision audits, Team 3", "Inspector B", "L. Hartley", "Supervision and management oversight",
    )  # fmt: skip
    assert (audits.due_at, audits.asked_at) == (
        datetime(2026, 12, 3, 9, 30, tzinfo=LONDON), datetime(2026, 12, 2, 9, 10, tzinfo=LONDON),
    )  # fmt: skip
    assert (episodes.about, episodes.asked_by, episodes.owner_id, episodes.due_at) == (
        "Missing episodes by child", "Inspector B", None, None,
    )  # fmt: skip
    assert [(chip.text, chip.corrects) for chip in episodes.chips if chip.role == "unsure"] == [
        ("owner “HR desk”: not understood", "owner"),
        ("due “tomorrow morning”: not understood", "due"),
    ]
    assert episodes.verbatim == "2\tMissing episodes\nby child\tMarsh\tHR desk\ttomorrow morning"


def test_that_a_table_without_headings_takes_the_wordiest_column():
    pieces = divide("7\tAgency staff in October\tx\n8\tCaseloads by team\ty\n")

    assert [(each.line, each.why_not) for each in pieces] == [
        ("Agency staff in October", ""), ("Caseloads by team", ""),
    ]  # fmt: skip


def test_that_a_piece_is_put_right_like_a_line():
    piece = divide(TABLE)[2]
    captured = read_piece(piece, NOW, WORDS, corrections=Corrections(chosen={"owner": 16}))

    assert captured.owner == "S. Byrne"
    assert [chip.text for chip in captured.chips if chip.is_put_right] == ["owner S. Byrne"]


def test_that_naughty_strings_are_kept_character_for_character(shared_data):
    strings = json.loads((shared_data / "strings" / "blns.json").read_text(encoding="utf-8"))
    lines = [each for each in strings if each.strip() and "\n" not in each]

    kept = [read_line(each, NOW, WORDS.people, WORDS.enquiries) for each in lines]
    listed = divide("\n".join(f"- {each}" for each in lines))

    assert [each.verbatim for each in kept] == lines
    assert "\n".join(each.verbatim for each in listed) == "\n".join(
        f"- {each}" for each in lines if f"- {each}".strip() != "-"
    )


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab 1.)-•>\t\n:\"'@,=\0é", max_size=120))
def test_that_of_any_text_nothing_but_blanks_is_lost(text):
    pieces = divide(text)

    told = "".join(each.verbatim for each in pieces)
    assert all(each.line.strip() for each in pieces)
    assert all(read_piece(each, NOW, WORDS).verbatim == each.verbatim for each in pieces)
    if "\t" not in text:
        assert all(line.strip() in told for line in text.replace("\0", "").splitlines() if "b" in line)
