"""Finds which list a sheet is and where its headings stand, in any common spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from ilacs_desktop.intake.annex_a.forms import Column, ListForm, plain_words
from ilacs_desktop.intake.sheets import Cell

LOOK_AT_ROWS = 30
NUMBERED = re.compile(r"(?:^|[^a-z])list[\s_\-.]*0*(\d{1,2})(?!\d)", re.IGNORECASE)
NEAR = 86
MARGIN = 3
ENOUGH = 0.5
"""Half the columns of a list must be there, the child's ID among them."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings of a list stand: the row (from 0), and for each column found its place (from 0)."""

    form: ListForm
    row: int
    places: tuple[tuple[int, Column], ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def list_number(name: str) -> int | None:
    """The number in a sheet's or a file's name: "List 6", "List_06", "annex-a list 6 (CIN)"."""
    found = NUMBERED.search(name)
    return int(found[1]) if found and 1 <= int(found[1]) <= 11 else None


def find_headings(
    name: str, rows: Sequence[Sequence[Cell]], lists: Mapping[int, ListForm]
) -> Headings | None:
    """Which list the sheet ``name`` is, and where its headings stand; None when it is no list.

    The columns decide; the sheet's name decides between lists whose columns fit equally well.
    """
    named = list_number(name) or _by_title(name, lists)
    known = {name for form in lists.values() for column in form.columns for name in _all_names(column)}
    best: tuple[float, Headings] | None = None
    for row, cells in enumerate(rows[:LOOK_AT_ROWS]):
        texts = tuple(plain_words(cell) if isinstance(cell, str) else "" for cell in cells)
        if sum(map(bool, texts)) < 3 or known.isdisjoint(texts):
            continue
        for number, form in lists.items():
            headings = _match(form, row, texts, cells)
            if headings is None:
                continue
            score = len(headings.places) / len(form.columns) - len(headings.unknown) / len(form.columns) / 2
            score += 0.25 if number == named else 0
            if best is None or score > best[0] + 1e-9:
                best = (score, headings)
    return best[1] if best else None


def _by_title(name: str, lists: Mapping[int, ListForm]) -> int | None:
    words = plain_words(name)
    return next((number for number, form in lists.items() if words in form.names), None)


def _match(form: ListForm, row: int, texts: tuple[str, ...], cells: Sequence[Cell]) -> Headings | None:
    """The columns of ``form`` among these texts, each once: same words, then other names, then near."""
    free = {place: text for place, text in enumerate(texts) if text}
    found: dict[Column, int] = {}
    for spellings in (_own_name, _other_names):
        for column in form.columns:
            if column in found:
                continue
            wanted = spellings(column)
            place = next((place for place, text in free.items() if text in wanted), None)
            if place is not None:
                found[column] = place
                del free[place]
    if form.columns[0] not in found and len(found) < 2:
        return None
    for column in form.columns:
        if column in found or not free:
            continue
        scores = sorted(
            ((_nearness(_first(column), text), place) for place, text in free.items()), reverse=True
        )
        if scores[0][0] >= NEAR and (len(scores) == 1 or scores[0][0] - scores[1][0] >= MARGIN):
            found[column] = scores[0][1]
            del free[scores[0][1]]
    if form.columns[0] not in found or len(found) < ENOUGH * len(form.columns):
        return None
    return Headings(
        form=form,
        row=row,
        places=tuple((place, column) for column, place in sorted(found.items(), key=lambda pair: pair[1])),
        missing=tuple(column.name for column in form.columns if column not in found),
        unknown=tuple(" ".join(str(cells[place]).split())[:60] for place in free),
    )


@lru_cache(maxsize=4096)
def _nearness(wanted: str, text: str) -> float:
    return fuzz.ratio(wanted, text)


@lru_cache(maxsize=1024)
def _first(column: Column) -> str:
    return plain_words(column.name)


@lru_cache(maxsize=1024)
def _own_name(column: Column) -> frozenset[str]:
    return frozenset({_first(column)})


@lru_cache(maxsize=1024)
def _all_names(column: Column) -> frozenset[str]:
    return _own_name(column) | _other_names(column)


@lru_cache(maxsize=1024)
def _other_names(column: Column) -> frozenset[str]:
    return frozenset(plain_words(name) for name in column.also)
