"""The texts against committed files; with REWRITE_GOLDEN=1 in the environment they are rewritten."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.briefing import Section, SectionKind, Sheet
from ilacs_desktop.outlets.text import CHAT_LIMIT, chat_text, plain_text

GOLDEN = Path(__file__).parent / "golden"


def check(name: str, made: str) -> None:
    path = GOLDEN / name
    if os.environ.get("REWRITE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["morning-all-staff", "evening-senior-leaders", "person-person"])
def test_that_the_whole_text_is_as_agreed(sheet_named: Callable[[str], Sheet], name: str) -> None:
    check(f"{name}.txt", plain_text(sheet_named(name)))


@pytest.mark.parametrize(
    "name", ["morning-all-staff", "morning-managers", "evening-senior-leaders", "person-person"]
)
def test_that_the_chat_text_is_as_agreed(sheet_named: Callable[[str], Sheet], name: str) -> None:
    check(f"{name}-chat.txt", chat_text(sheet_named(name)))


def test_that_a_concern_and_a_telephone_number_never_go_into_a_chat(
    sheet_named: Callable[[str], Sheet],
) -> None:
    for name in ("morning-senior-leaders", "fallback-senior-leaders"):
        said = chat_text(sheet_named(name), limit=100_000)
        assert "01632" not in said
        assert "concern" not in said.lower()


words = st.text(max_size=200)
sections = st.builds(
    lambda key, title, rows, left_out: Section(
        key,
        title,
        SectionKind.TABLE,
        ("Time", "What", "Where"),
        tuple(rows),
        left_out=left_out,
        empty_says="None.",
    ),
    st.sampled_from(["changes", "timetable", "requests", "enquiries", "staff_line"]),
    words,
    st.lists(st.tuples(words, words, words), max_size=30),
    words,
)


@given(st.lists(sections, max_size=8), words)
def test_that_a_chat_text_never_outgrows_its_limit_and_always_says_what_it_is(
    parts: list[Section], authority: str
) -> None:
    from datetime import UTC, date, datetime

    from ilacs_desktop.domain.briefing import Audience, SheetKind

    sheet = Sheet(
        7, 7, SheetKind.MORNING, Audience.ALL_STAFF, date(2026, 12, 3), datetime(2026, 12, 2, tzinfo=UTC),
        "t", 6, tuple(parts), authority=authority,
    )  # fmt: skip

    said = chat_text(sheet)

    assert len(said) <= CHAT_LIMIT
    assert "Sheet 7 · issue 6 · for all staff" in said
    assert said.endswith("OFFICIAL-SENSITIVE")


def test_that_what_is_taken_off_a_chat_text_is_counted(sheet: Sheet) -> None:
    lines = tuple((f"{hour:02d}:00", "x" * 80) for hour in range(40))
    long = replace(sheet, sections=(Section("changes", "Changed", SectionKind.LIST, rows=lines),))

    said = chat_text(long).splitlines()

    shown = sum("x" * 80 in line for line in said)
    assert f"… and {40 - shown} more on the sheet" in said


def test_that_a_draft_says_so_in_a_chat(sheet: Sheet) -> None:
    assert (
        chat_text(replace(sheet, number=0)).splitlines()[-1]
        == "OFFICIAL-SENSITIVE · draft, not for handing out"
    )
