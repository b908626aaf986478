"""The same day by the command line: from the call to the sheet."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ilacs_desktop.__main__ import main

PASSPHRASE = "copper lantern quiet harbour"
CORRIDOR = "10:40 Inspector B asked AD for return-interview data by 2pm re missing"
STEM = "borsetshire-morning-all-staff-2026-12-03-sheet-1"


@dataclass
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


@pytest.fixture
def say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Answer]:
    """Runs one command at a moment, ``say("2026-12-02T18:40", "review")``, on one data folder."""
    monkeypatch.setenv("ILACS_PASSPHRASE", PASSPHRASE)
    folder = tmp_path / "data"

    def run(now: str, *words: object) -> Answer:
        capsys.readouterr()
        code = main(["--data", str(folder), "--now", now, *map(str, words)])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def opened(say: Callable[..., Answer]) -> Callable[..., Answer]:
    """``say``, with Borsetshire's call already taken."""
    call = ("--type", "standard", "--authority", "Borsetshire", "--notified", "2026-11-23T09:20")
    assert say("2026-11-23T09:35", "new", *call).code == 0
    return say


@pytest.fixture
def outside(chat: Path, annex_a: Path) -> tuple[Path, int, Path, int]:
    """A workbook and a chat with the counts of their children and messages: the public samples, or ours."""
    samples = Path(__file__).parents[3] / "shared" / "data"
    if not samples.is_dir():
        return annex_a, 4, chat, 2
    workbook = samples / "annex-a" / "liia-tools-pipeline" / "Annex_A_2024_Jan.xlsx"
    return workbook, 48, samples / "whatsapp" / "test_ddmmyy_24hrs.txt", 6


def test_that_a_whole_inspection_day_is_worked_without_a_window(  # noqa: PLR0915 - one day, in its order
    say: Callable[..., Answer], outside: Any, staff: Path, tmp_path: Path, contents: Any
) -> None:
    folder, sheets = tmp_path / "data", tmp_path / "sheets"
    workbook, children, chat, messages = outside

    # The call.
    new = say(
        "2026-11-23T09:35", "new", "--type", "standard", "--authority", "Borsetshire",
        "--notified", "2026-11-23T09:20", "--lead", "P. Marsh", "--json",
    )  # fmt: skip
    assert new.code == 0
    assert re.search(r"Recovery code, shown only now: (\w{5}-){5}\w{5}\n", new.err)
    assert {key: new.json[key] for key in ("on_site_from", "on_site_until", "dates", "staged_requests")} == {
        "on_site_from": "2026-11-30", "on_site_until": "2026-12-11", "dates": 17, "staged_requests": 51,
    }  # fmt: skip

    # The week before: people, children, what staff write.
    (people,) = say("2026-11-23T10:00", "import", "people", staff, "--json").json["files"]
    assert (people["added"], people["stored"]) == (6, True)
    assert people["refused"] == [{"place": "staff, row 8", "reason": "column name is blank"}]
    taken = say("2026-11-24T09:00", "import", "annex-a", workbook, "--json")
    assert taken.json["stored"] == {"added": children, "changed": 0, "same": 0, "absent": 0}
    first = say("2026-11-24T10:00", "import", "whatsapp", chat, "--json")
    assert (first.code, first.json["new"], first.json["stored"]) == (0, messages, messages)
    second = say("2026-11-24T10:01", "import", "whatsapp", chat)
    assert (second.code, second.out.splitlines()[-1]) == (0, "There is nothing new to bring in.")
    assert len(say("2026-11-24T10:02", "threads", "show", 1, "--json").json) == messages

    # The corridor, and what becomes of it.
    looked = say("2026-12-02T10:41", "requests", "add", CORRIDOR, "--review", "--json")
    assert looked.json["stored"] is False
    kept = say("2026-12-02T10:41", "requests", "add", CORRIDOR)
    assert kept.out == (
        "Kept IR-001: return-interview data re missing  "
        "[request] [asked 10:40] [by Inspector B · P. Marsh] [owner AD · R. Quinn] [due today 14:00]\n"
    )
    (request,) = say("2026-12-02T10:45", "requests", "list", "--json").json
    assert {key: request[key] for key in ("ref", "verbatim", "owner", "ours", "due_at", "slack_minutes")} == {
        "ref": "IR-001", "verbatim": CORRIDOR, "owner": "R. Quinn", "ours": "assigned",
        "due_at": "2026-12-02T14:00:00+00:00", "slack_minutes": 195,
    }  # fmt: skip
    assert "IR-001 was due 14:00" in say("2026-12-02T14:05", "reminders").out
    answer = tmp_path / "return interviews.xlsx"
    answer.write_bytes(b"figures by month")
    assert (
        say(
            "2026-12-02T15:00",
            "requests",
            "clear",
            "IR-001",
            "--accuracy",
            "A. Osei",
            "--redaction",
            "J. Adeyemi",
        ).code
        == 0
    )
    given = say("2026-12-02T15:05", "requests", "give", "IR-001", answer, "--json")
    assert given.json["sha256"] == hashlib.sha256(b"figures by month").hexdigest()
    assert say("2026-12-02T15:06", "requests", "list", "--json").json == []

    # The evening: issue once, for nothing has changed the second time.
    issue = say("2026-12-02T18:40", "timetable", "issue", "--note", "First", "--json")
    assert (issue.code, issue.json["number"], issue.json["slots"]) == (0, 1, 58)
    again = say("2026-12-02T18:41", "timetable", "issue")
    assert (again.code, again.out, again.err) == (
        1, "", "main.py: Nothing has changed since issue 1. Issue 1 still stands.\n",
    )  # fmt: skip
    steps = {step["key"]: step["state"] for step in say("2026-12-02T18:50", "review", "--json").json}
    assert (steps["issue"], steps["sheet"]) == ("nothing to do", "open")

    # The brief.
    brief = say(
        "2026-12-02T19:00", "brief", "--day", "2026-12-03", "--format", "pdf,docx,txt,xlsx,ics",
        "--out", sheets,
    )  # fmt: skip
    assert (brief.code, brief.err) == (0, "")
    assert sorted(path.name for path in sheets.iterdir()) == [
        f"{STEM}.{ending}" for ending in ("docx", "ics", "pdf", "txt", "xlsx")
    ]
    assert (sheets / f"{STEM}.txt").read_text(encoding="utf-8").splitlines()[:2] == [
        "Borsetshire · Morning sheet · Thursday 3 December",
        "Sheet 1 · issue 1 · for all staff",
    ]
    (sheet,) = say("2026-12-02T19:01", "sheets", "--json").json
    assert (sheet["number"], sheet["kind"], sheet["audience"], sheet["issue"]) == (
        1,
        "morning",
        "all-staff",
        1,
    )

    # Nothing is lost: found again, whole, backed up, put back.
    found = say("2026-12-02T19:02", "search", "interview", "data", "--json").json
    assert ("request", "IR-001 return-interview data re missing") in [
        (hit["kind"], hit["title"]) for hit in found
    ]
    assert say("2026-12-02T19:03", "check", "--json").json["is_well"] is True
    entries = say("2026-12-02T19:04", "audit", "--verify", "--json").json
    backup = say("2026-12-02T19:05", "backup", "--json").json
    assert backup["sequence"] == entries["entries"]
    late = say("2026-12-02T19:10", "requests", "add", "19:10 Inspector C asked AD for agency staff figures")
    assert late.out.startswith("Kept IR-002: agency staff figures")
    assert say("2026-12-02T19:11", "check", "--backup", backup["file"], "--json").json["is_well"] is True
    restored = say("2026-12-02T19:12", "restore", backup["file"])
    assert (restored.code, restored.err) == (0, "")
    assert len([name for name in contents(folder) if name.startswith("aside-")]) == 3
    assert say("2026-12-02T19:13", "requests", "list", "--json").json == []
    after = say("2026-12-02T19:14", "audit", "--verify", "--json").json
    assert (after["is_whole"], after["entries"]) == (True, entries["entries"] + 1)


def test_that_a_wrong_passphrase_is_one_sentence_and_changes_nothing(
    opened: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, contents: Any, staff: Path
) -> None:
    before = contents(tmp_path / "data")
    monkeypatch.setenv("ILACS_PASSPHRASE", "copper lantern quiet harbor")

    answers = [
        opened("2026-11-23T10:00", *words)
        for words in (("import", "people", staff), ("timetable", "issue"), ("audit", "--verify"))
    ]

    assert {(answer.code, answer.out) for answer in answers} == {(1, "")}
    assert all(
        re.fullmatch(r"main\.py: This passphrase is not right\.[^\n]*\n", each.err) for each in answers
    )
    assert contents(tmp_path / "data") == before


def test_that_an_unknown_command_is_wrong_use(
    say: Callable[..., Answer], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        say("2026-11-23T10:00", "inspect")

    assert ended.value.code == 2
    assert "invalid choice: 'inspect'" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_that_without_a_store_a_command_says_what_to_do(say: Callable[..., Answer], tmp_path: Path) -> None:
    answer = say("2026-11-23T10:00", "requests", "list")

    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "main.py: There is no inspection data in this folder. "
        "Open an inspection with “new”, start the window once, or restore a backup.\n"
    )


def test_that_a_review_stores_nothing(
    opened: Callable[..., Answer], staff: Path, chat: Path, annex_a: Path, tmp_path: Path
) -> None:
    whole = opened("2026-11-23T10:00", "audit", "--verify", "--json").json
    backups = opened("2026-11-23T10:00", "backups", "--json").json

    reviews = [
        opened("2026-11-23T10:05", "import", what, path, "--review")
        for what, path in (("people", staff), ("annex-a", annex_a), ("whatsapp", chat))
    ]

    assert [answer.code for answer in reviews] == [0, 0, 0]
    assert [answer.out.splitlines()[0] for answer in reviews] == [
        "staff.csv: 6 new, 0 changed, 0 no change, 1 refused.",
        "annex-a.xlsx · Annex A, August 2019 template",
        "WhatsApp Chat with Front desk.txt: 2 new, 0 already here.",
    ]
    assert reviews[1].out.splitlines()[-1] == "4 children. Nothing was stored."
    assert opened("2026-11-23T10:06", "audit", "--verify", "--json").json == whole
    assert opened("2026-11-23T10:06", "backups", "--json").json == backups
