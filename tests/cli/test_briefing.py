"""``brief`` and ``sheets`` on a whole house: what is written and printed, and the same as JSON."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ilacs_desktop.cli import briefing
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store.inspection import InspectionRecord

Say = Callable[..., str]
BRIEF = ("brief", "--day", "2026-12-03")


@pytest.fixture
def say(house: Any, person: Callable[..., Any]) -> Say:
    """Says a command and gives back what it prints."""
    record = InspectionRecord(
        authority="Borsetshire",
        framework_key="standard",
        framework_name="Standard inspection",
        framework_edition="2026",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
        on_site_from=date(2026, 11, 30),
        on_site_until=date(2026, 12, 11),
    )
    with house.store.working("Prepare") as session:
        session.add(record)
    person("Rashida Malik")
    parser = argparse.ArgumentParser()
    briefing.register(parser.add_subparsers())

    def run(*words: str, as_json: bool = False) -> str:
        args = parser.parse_args(words)
        args.inspection = record.id
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return stream.getvalue()

    return run


def test_that_a_brief_is_numbered_written_and_said_to_be_unencrypted(say: Say, tmp_path: Path) -> None:
    said = say(*BRIEF, "--audience", "managers", "--format", "pdf,txt", "--out", str(tmp_path))

    stem = tmp_path / "borsetshire-morning-managers-2026-12-03-sheet-1"
    assert said.splitlines() == [
        "Sheet 1: Morning sheet, Thursday 3 December, for managers.",
        f"  {stem}.pdf",
        f"  {stem}.txt",
        "Exported files are not encrypted. Keep them where only their readers can open them.",
    ]
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.stem == stem.name) == [".pdf", ".txt"]


def test_that_json_says_what_was_made(say: Say, tmp_path: Path) -> None:
    made = json.loads(
        say(
            *BRIEF,
            "--kind",
            "person",
            "--person",
            "r. malik",
            "--format",
            "txt",
            "--out",
            str(tmp_path),
            as_json=True,
        )
    )

    assert {key: made[key] for key in ("number", "kind", "audience", "person", "day", "issue")} == {
        "number": 1,
        "kind": "person",
        "audience": "person",
        "person": "R. Malik",
        "day": "2026-12-03",
        "issue": None,
    }
    assert [Path(path).name for path in made["files"]] == ["borsetshire-person-2026-12-03-sheet-1.txt"]


def test_that_an_old_sheet_is_written_again_to_the_letter(say: Say, tmp_path: Path) -> None:
    say(*BRIEF, "--format", "pdf", "--out", str(tmp_path / "a"))

    say("brief", "--number", "1", "--format", "pdf", "--out", str(tmp_path / "b"))

    (first,), (second,) = list((tmp_path / "a").iterdir()), list((tmp_path / "b").iterdir())
    assert (first.name, first.read_bytes()) == (second.name, second.read_bytes())


def test_that_sheets_are_listed_newest_first(say: Say, tmp_path: Path) -> None:
    assert say("sheets") == "No sheet has been made yet.\n"
    say(*BRIEF, "--format", "txt", "--out", str(tmp_path))
    say(
        *BRIEF, "--kind", "evening", "--audience", "senior-leaders", "--format", "txt", "--out", str(tmp_path)
    )

    rows = json.loads(say("sheets", as_json=True))

    assert [(row["number"], row["kind"], row["audience"]) for row in rows] == [
        (2, "evening", "senior-leaders"),
        (1, "morning", "all-staff"),
    ]
    assert say("sheets").splitlines()[2].split()[:2] == ["2", "evening"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("brief",), "Which day is the sheet for?"),
        (
            (*BRIEF, "--kind", "person", "--person", "N. Obody"),
            "There is no “N. Obody” on the list of people.",
        ),
        (
            (*BRIEF, "--kind", "fallback", "--audience", "all-staff"),
            "The fallback pack is not made for all staff.",
        ),
        ((*BRIEF, "--format", "odt"), "“odt” is not a format."),
        (("brief", "--number", "9"), "There is no sheet 9."),
    ],
)
def test_that_what_cannot_be_briefed_is_explained(say: Say, words: tuple[str, ...], message: str) -> None:
    with pytest.raises(Explained) as refused:
        say(*words)

    assert refused.value.message == message
    assert say("sheets") == "No sheet has been made yet.\n"
