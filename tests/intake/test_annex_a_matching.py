"""Headings and codes are known in any common spelling, and nothing else is taken for them.

A hundred examples each in the suite; ten thousand by ``pytest -m slow tests/intake/test_annex_a_matching.py``.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.intake.annex_a.forms import Column, ListForm, load_forms, plain_words
from ilacs_desktop.intake.annex_a.headings import find_headings
from ilacs_desktop.intake.annex_a.values import code_reader, is_blank
from ilacs_desktop.paths import resources

FORMS = load_forms(resources() / "annex_a")
NEWEST = FORMS[-1]
SETS = sorted(NEWEST.codes)
TURNS: tuple[Callable[[str], str], ...] = (
    str, str.upper, str.lower, str.title, lambda t: t.replace(" ", "_"), lambda t: t.replace(" ", "\n"),
    lambda t: t.replace(" ", "  "), lambda t: f" {t}\u00a0", lambda t: f"{t}:", lambda t: t.replace("'", "\u2019"),
)  # fmt: skip


def spelled(draw: Any, words: str) -> str:
    """``words`` as somebody might write them."""
    for turn in draw(st.lists(st.sampled_from(TURNS), max_size=3)):
        words = turn(words)
    return words


def _own_others(form: ListForm, column: Column) -> tuple[str, ...]:
    """Other names of a column that no other column of the list has as well."""
    taken = {
        plain_words(name)
        for other in form.columns
        if other is not column
        for name in (other.name, *other.also)
    }
    return tuple(name for name in column.also if plain_words(name) not in taken)


LISTS = [
    (form, {column: (column.name, *_own_others(form, column)) for column in form.columns})
    for each in FORMS
    for form in each.lists.values()
]


@st.composite
def sheets(draw: Any) -> tuple[ListForm, dict[int, Column], list[list[Any]], int]:
    """A list, its columns by place, its rows, and the row of the headings: shuffled, spelled, with strangers."""
    form, names = draw(st.sampled_from(LISTS))
    columns: list[Column | str] = list(draw(st.permutations(form.columns)))
    for stranger in draw(st.lists(st.sampled_from(("Colour of the door", "Note to self", "")), max_size=3)):
        columns.insert(draw(st.integers(0, len(columns))), stranger)
    heads = []
    for column in columns:
        if isinstance(column, str):
            heads.append(column)
        else:
            heads.append(spelled(draw, draw(st.sampled_from(names[column]))))
    titles = draw(
        st.lists(st.sampled_from((["Borsetshire"], [], [form.title, "", 2026], ["as at", "x"])), max_size=4)
    )
    data = [[draw(st.sampled_from(("", 7, "x", "a) Yes"))) for _ in heads] for _ in range(2)]
    places = {at: column for at, column in enumerate(columns) if isinstance(column, Column)}
    return form, places, [*titles, heads, *data], len(titles)


def check_headings(sheet: tuple[ListForm, dict[int, Column], list[list[Any]], int]) -> None:
    form, places, rows, head = sheet
    edition = next(each for each in FORMS if form in each.lists.values())

    found = find_headings(f"List {form.number}", rows, edition.lists)

    assert found is not None
    assert (found.form.number, found.row, found.missing) == (form.number, head, ())
    assert {place: column.name for place, column in found.places} == {at: c.name for at, c in places.items()}


@st.composite
def codes(draw: Any) -> tuple[str, str, str]:
    """A code set, a word of it, and that word as somebody might write it."""
    name = draw(st.sampled_from(SETS))
    kept = draw(st.sampled_from(sorted(set(NEWEST.codes[name].values()))))
    letter = draw(st.sampled_from(("", "", "a) ", "B) ", "zz) ", "c). ")))
    turn = draw(st.sampled_from((str, str.upper, str.lower, str.title)))
    around = draw(st.sampled_from(("{}", " {}", "{} ", "{}\u00a0", "{}.", "{}\n")))
    return name, kept, around.format(turn(f"{letter}{kept}"))


def check_code(drawn: tuple[str, str, str]) -> None:
    name, kept, text = drawn
    assert code_reader(NEWEST.codes[name])(text) == (kept, "")


LETTERS = st.text(string.ascii_letters + string.digits + " '-/):.,\u00e9\u2019", max_size=40)


def check_strangers(name: str, text: str) -> None:
    """A word that is no spelling of any code is said to be none; it never turns into a code, and never fails."""
    spellings = NEWEST.codes[name]
    value, reason = code_reader(spellings)(text)
    assert (value in set(spellings.values())) != bool(reason)
    if value and not is_blank(text):
        told = set(plain_words(text).split())
        assert any(told & set(each.split()) for each, kept in spellings.items() if kept == value)
    if reason and len(text.strip()) > 12 and any(map(str.isalpha, text)):
        assert text.strip() not in reason  # it may be a name


@given(sheets())
def test_that_headings_are_found_in_any_spelling_order_and_company(
    sheet: tuple[ListForm, dict[int, Column], list[list[Any]], int],
) -> None:
    check_headings(sheet)


@given(codes())
def test_that_a_code_is_known_in_any_spelling(drawn: tuple[str, str, str]) -> None:
    check_code(drawn)


@given(st.sampled_from(SETS), LETTERS)
def test_that_no_other_word_becomes_a_code(name: str, text: str) -> None:
    check_strangers(name, text)


@given(st.lists(st.lists(LETTERS, min_size=1, max_size=20), max_size=30))
def test_that_rubbish_is_never_a_list(rows: list[list[str]]) -> None:
    assert find_headings("Sheet1", rows, NEWEST.lists) is None


@pytest.mark.slow
@settings(max_examples=10_000)
@given(sheets())
def test_that_headings_are_found_ten_thousand_times(
    sheet: tuple[ListForm, dict[int, Column], list[list[Any]], int],
) -> None:
    check_headings(sheet)


@pytest.mark.slow
@settings(max_examples=10_000)
@given(codes(), st.sampled_from(SETS), LETTERS)
def test_that_codes_are_known_ten_thousand_times(drawn: tuple[str, str, str], name: str, text: str) -> None:
    check_code(drawn)
    check_strangers(name, text)
