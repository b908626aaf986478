"""Senders, subjects, questions, and text that strangers wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.feedback import (
    LONGEST_LABEL,
    LONGEST_TEXT,
    SenderMatch,
    bare_subject,
    is_question,
    match_senders,
    plain_label,
    plain_text,
)
from ilacs_desktop.domain.people import Person, Side

PEOPLE = (
    Person(
        1, "Rashida Malik", Side.AUTHORITY, email="rashida.malik@borsetshire.example", phone="07700 900123"
    ),
    Person(2, "Tom Flynn", Side.AUTHORITY),
    Person(3, "Tess Flynn", Side.AUTHORITY),
    Person(4, "P. Marsh", Side.INSPECTORATE, known_as="Inspector B"),
)


@pytest.mark.parametrize(
    ("sender", "person_id", "label"),
    [
        ("Rashida Malik", 1, "R. Malik"),
        ("rashida  MALIK", 1, "R. Malik"),
        ("~ R. Malik", 1, "R. Malik"),
        ("Malik, Rashida <rm@elsewhere.example>", 1, "R. Malik"),
        ("RM <Rashida.Malik@borsetshire.example>", 1, "R. Malik"),
        ("+44 7700 900123", 1, "R. Malik"),
        ("Inspector B", 4, "Inspector B"),
        ("T. Flynn", None, ""),
        ("Tom Flynn", 2, "T. Flynn"),
        ("Mum", None, ""),
        ("", None, ""),
    ],
)
def test_that_a_sender_is_a_person_only_if_it_can_be_no_other(
    sender: str, person_id: int | None, label: str
) -> None:
    assert match_senders([sender], PEOPLE) == (SenderMatch(sender, 1, person_id, label),)


def test_that_senders_are_counted_busiest_first() -> None:
    assert match_senders(["Mum", "Tom Flynn", "Tom Flynn"], PEOPLE) == (
        SenderMatch("Tom Flynn", 2, 2, "T. Flynn"),
        SenderMatch("Mum", 1),
    )


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: Fwd: RE: Parking", "Parking"),
        ("Parking", "Parking"),
        ("Access: a question", "Access: a question"),
        ("", ""),
    ],
)
def test_that_a_subject_is_said_without_re_and_fwd(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Is the record ready?", True),
        ("See https://x.example/?a=1", False),
        ("Done.", False),
        ("why ? ", True),
    ],
)
def test_that_a_question_is_known_by_its_mark_outside_of_addresses(text: str, asks: bool) -> None:
    assert is_question(text) is asks


def test_that_invisible_and_controlling_characters_are_taken_out_and_emoji_stay() -> None:
    hostile = "\u202egnp.exe\u200f\x00 👩\u200d👧\u202f10\xa0am\r\nnext\x1b[31m\ufeff"

    assert plain_text(hostile) == "gnp.exe 👩\u200d👧 10 am\nnext[31m"


@given(st.text())
def test_that_plain_text_is_settled_after_one_pass_and_can_be_stored(text: str) -> None:
    plain = plain_text(text)

    assert plain_text(plain) == plain
    assert plain.encode() == plain_text(plain).encode()
    assert "\0" not in plain
    assert "\r" not in plain


@given(st.text(st.characters(), max_size=3_000))
def test_that_a_label_is_one_short_line(text: str) -> None:
    label = plain_label(text)

    assert len(label) <= LONGEST_LABEL
    assert "\n" not in label


def test_that_a_text_beyond_measure_is_cut() -> None:
    assert len(plain_text("a" * (LONGEST_TEXT + 10))) == LONGEST_TEXT
