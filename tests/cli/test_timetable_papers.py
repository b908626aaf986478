"""Printing and taking in a timetable without a window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ilacs_desktop.cli.output import Output
from ilacs_desktop.cli.parser import make_parser
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import SlotKind

LIST = "Day,Start,End,What,Kind,Room\n3 December 2026,9am,0945,Stand-up,workshop,\n,10.00,10.30,Talk,meeting,Room 9\n"


def say(house, *words: str, as_json: bool = True) -> None:
    args = make_parser().parse_args(["timetable", *words])
    args.deed(house, args, Output(as_json=as_json))


def test_that_papers_are_written_by_command(house, inspection, person, tmp_path: Path, capsys) -> None:
    say(
        house, "write", "--out", str(tmp_path / "out"), "--draft", "--day", "2026-11-30", "--week",
        "--cue-cards", "--format", "pdf,xlsx,txt",
    )  # fmt: skip

    written = {Path(name).name for name in json.loads(capsys.readouterr().out)["files"]}
    assert written == {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {
        f"borsetshire-timetable-{what}-2026-11-30-DRAFT.{form}"
        for what in ("week", "cue-cards")
        for form in ("pdf", "xlsx", "txt")
    }


def test_that_nothing_issued_and_an_unknown_format_are_refused(house, inspection, tmp_path: Path) -> None:
    with pytest.raises(Explained, match="Nothing has been issued yet"):
        say(house, "write", "--out", str(tmp_path / "out"))
    with pytest.raises(Explained, match="is not a format"):
        say(house, "write", "--out", str(tmp_path / "out"), "--draft", "--format", "pdf,gif")

    assert not (tmp_path / "out").exists()


def test_that_a_list_is_reviewed_then_taken_in_without_what_is_unknown(
    house, inspection, tmp_path: Path, capsys
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    before = house.timetable.draft(inspection.id)

    say(house, "import", str(file), "--review")
    review = json.loads(capsys.readouterr().out)
    assert (review["stored"], review["counts"]["added"], review["counts"]["waiting"]) == (False, 1, 1)
    assert review["changes"][0]["what"] == ["its kind “workshop” is not one of ours and is read as a meeting"]
    assert house.timetable.draft(inspection.id) == before

    say(house, "import", str(file), "--without-unknown")
    assert json.loads(capsys.readouterr().out)["stored"] is True
    known = {slot.uid for slot in before}
    new = [slot for slot in house.timetable.draft(inspection.id) if slot.uid not in known]
    assert [(slot.purpose, slot.kind, slot.minutes, slot.note) for slot in new] == [
        ("Stand-up", SlotKind.MEETING, 45, ""),
        ("Talk", SlotKind.MEETING, 30, "Not known: place “Room 9”"),
    ]

    house.timetable.journal.undo(inspection.id)
    assert len(house.timetable.draft(inspection.id)) == len(before)
