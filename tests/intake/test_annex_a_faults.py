"""The report finds every fault that was planted and none that was not, and its sums are those of the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilacs_desktop.domain.casefiles import AnnexAReview
from ilacs_desktop.intake.annex_a import read_annex_a
from tests.intake.annex_a_faults import CELLS, Expected, plant_cells
from tests.intake.annex_a_strokes import REFUSED, STROKES, WHOLE
from tests.intake.annex_a_world import FOLDER, NOTIFIED, TODAY, Book, book

SIZE = 300


def review(paths: list[Path]) -> AnnexAReview:
    return read_annex_a(paths, FOLDER, TODAY, NOTIFIED)


def plant(made: Book) -> tuple[list[Expected], list[Expected], list[str]]:
    """Every fault there is: problems, refusals, and sentences about the file."""
    rows = [found for name in STROKES for found in STROKES[name](made)]
    rows += [found for name in CELLS for found in plant_cells(made, name)]
    refused = [found for name in REFUSED for found in REFUSED[name](made)]
    return sorted(rows), sorted(refused), [say(made) for say in WHOLE.values()]


def found_in(findings: object) -> list[Expected]:
    return sorted((each.list, each.row, each.column, each.rule) for each in findings)  # type: ignore[attr-defined]  # findings of either kind have them


def test_that_the_faults_are_of_more_than_forty_kinds() -> None:
    assert len(CELLS) + len(STROKES) + len(REFUSED) + len(WHOLE) >= 40


def hold_against_the_report(made: Book, folder: Path) -> None:
    """Plant every fault, and compare what the report says, row by row and in its sums."""
    problems, refused, sentences = plant(made)

    said = review([made.write(folder / "faults.xlsx")])

    assert found_in(said.problems) == problems
    assert found_in(said.refusals) == refused
    assert [note for note in said.notes if "adopters are not kept" not in note] == [
        sentences[-1], *sorted(sentences[:-1], key=said.notes.index),
    ]  # fmt: skip
    troubled = {(which, row) for which, row, *_ in problems}
    for count in said.lists:
        rows = made.lists[count.number]
        with_problems = sum(which == count.number for which, _ in troubled)
        without_id = sum(which == count.number for which, *_ in refused)
        assert (count.rows, count.with_problems, count.refused, count.taken) == (
            len(rows), with_problems, without_id, len(rows) - with_problems - without_id,
        )  # fmt: skip


def test_that_every_planted_fault_is_found_and_no_other(tmp_path: Path) -> None:
    hold_against_the_report(book(SIZE), tmp_path)


def test_that_nothing_is_found_where_nothing_was_planted(tmp_path: Path) -> None:
    made = book(60, 3)

    whole = review([made.write(tmp_path / "clean.xlsx")])
    apart = review(made.write_csv(tmp_path))

    assert (whole.problems, whole.refusals, whole.notes) == (
        (),
        (),
        ("List 11 was checked; adopters are not kept.",),
    )
    assert (apart.problems, apart.refusals, apart.notes) == (
        (),
        (),
        ("List 11 was checked; adopters are not kept.",),
    )
    assert whole.children == apart.children
    assert [count.rows for count in whole.lists] == [len(made.lists[number]) for number in range(1, 12)]


@pytest.mark.slow
@pytest.mark.parametrize("size", [320, 1_000, 4_000])
def test_that_faults_are_found_in_a_workbook_of_any_size(tmp_path: Path, size: int) -> None:
    hold_against_the_report(book(size, seed=size), tmp_path)
