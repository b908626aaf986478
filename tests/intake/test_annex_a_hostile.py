"""Whatever is handed to us as Annex A: a reason in plain words within five seconds, and the store as it was."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.annex_a import read_annex_a
from ilacs_desktop.intake.bounded import run_bounded
from tests.intake.annex_a_hostile import HOSTILE, quoted_names
from tests.intake.annex_a_world import FOLDER, NOTIFIED, TODAY, book

DOWN = "This file brought its reader down, so it was not taken in."
SAID = {
    "cells at both ends": DOWN,
    "a quarter of a billion blanks": DOWN,
    "sectors in a circle": DOWN,
    "rows by repeating": "No list of Annex A was found in repeat.ods.",
    "entities upon entities": "laugh.xlsx: sheet List 6 is damaged.",
    "an entity of this computer": "reach.xlsx: sheet List 6 is damaged.",
    "a hundred thousand deep": "No list of Annex A was found in deep.xlsx.",
    "a lie about its size": "lie.xlsx: sheet List 6 is damaged.",
    "three thousand entries": "entries.xlsx unpacks to far more than it says, as no honest file does.",
    "one endless line": "line.csv is not a table: row 1 cannot be read.",
    "three million rows": "rows.csv is larger than any list.",
    "noise": "noise.xlsx is not a workbook, whatever its name says.",
    "a zip of noise": "zip.xlsx is damaged.",
    "nothing": "nothing.xlsx is empty.",
    "a page called a workbook": "No list of Annex A was found in page.xlsx.",
    "a zip of something else": "other.xlsx is not a workbook that can be read.",
    "larger than any": "large.xlsx is larger than 50 MB.",
}
WITHIN_SECONDS = 5


def made(folder: Path, what: str) -> Path:
    name, make = HOSTILE[what]
    (folder / name).write_bytes(make())
    return folder / name


def refused(house: Any, inspection: Any, path: Path) -> tuple[str, float]:
    """What is said to a file, and after how many seconds; nothing is stored."""
    before, begun = house.store.mark(), time.perf_counter()
    with pytest.raises(Explained) as refusal:
        house.casefiles.review_annex_a(path, inspection_id=inspection.id)
    assert house.store.mark() == before
    return refusal.value.message, time.perf_counter() - begun


def test_that_each_kind_of_file_has_its_sentence() -> None:
    assert set(SAID) == set(HOSTILE)


def test_that_a_file_that_brings_its_reader_down_is_refused_in_seconds(
    house: Any, inspection: Any, tmp_path: Path
) -> None:
    said, seconds = refused(house, inspection, made(tmp_path, "cells at both ends"))

    assert (said, seconds < WITHIN_SECONDS) == (DOWN, True)


@pytest.mark.parametrize("what", [name for name in SAID if SAID[name] != DOWN and "million" not in name])
def test_that_a_hostile_file_is_refused_in_a_sentence(tmp_path: Path, what: str) -> None:
    with pytest.raises(Explained) as refusal:
        read_annex_a([made(tmp_path, what)], FOLDER, TODAY, NOTIFIED)

    assert refusal.value.message == SAID[what]


def test_that_names_are_neither_taken_nor_repeated(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(quoted_names())

    review = read_annex_a([path], FOLDER, TODAY, NOTIFIED)

    assert (review.lists[0].refused, review.children) == (5, ())
    assert "Secret" not in repr(review)


@pytest.mark.slow
def test_that_a_reader_that_is_busy_too_long_is_stopped() -> None:
    with pytest.raises(Explained, match="took too long"):
        run_bounded(sum, range(10**13), seconds=60, busy_seconds=1)


def test_that_a_reading_can_be_cancelled(house: Any, inspection: Any, tmp_path: Path) -> None:
    path = book(60).write(tmp_path / "a.xlsx")

    with pytest.raises(Explained, match="Nothing was taken in"):
        house.casefiles.review_annex_a(path, inspection_id=inspection.id, cancelled=lambda: True)

    assert house.casefiles.children(inspection.id) == ()


@pytest.mark.slow
@pytest.mark.parametrize("what", SAID)
def test_that_every_hostile_file_is_refused_in_seconds(
    house: Any, inspection: Any, tmp_path: Path, what: str
) -> None:
    said, seconds = refused(house, inspection, made(tmp_path, what))

    assert seconds < WITHIN_SECONDS
    assert said == SAID[what]
