from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.outlets.safe_text import BIDI_CONTROLS, FORMULA_STARTS, formula_safe, one_line, safe


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain — “quoted” 👩‍👩‍👧 Nguyễn", "plain — “quoted” 👩‍👩‍👧 Nguyễn"),
        ("a\x00b\x08c\x1b[31m", "abc[31m"),
        ("tab\there", "tab here"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("lone \ud83d surrogate", "lone \ufffd surrogate"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\ufffe\uffff\ufdd0end", "end"),
        ("line\u2028break", "line break"),
    ],
)
def test_that_a_text_is_made_safe_and_otherwise_left_alone(text: str, clean: str) -> None:
    assert safe(text) == clean


def test_that_one_line_is_one_line() -> None:
    assert one_line("  two\n lines\t\tand  spaces ") == "two lines and spaces"


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_that_nothing_is_left_that_a_spreadsheet_takes_for_a_formula(start: str) -> None:
    assert not formula_safe(f"{start}1+1").startswith(FORMULA_STARTS)
    assert not formula_safe(f"  {start}cmd").lstrip().startswith(tuple(set(FORMULA_STARTS) - {"\t", "\r"}))


@given(st.text(st.characters(), max_size=80))
def test_that_a_safe_text_can_be_written_anywhere_and_stays_as_it_is(text: str) -> None:
    clean = safe(text)

    clean.encode("utf-8")
    assert safe(clean) == clean
    assert not BIDI_CONTROLS & set(clean)
    assert all(character == "\n" or character >= " " for character in clean)
