"""``cases``: a session from the look at its record to its debrief, by commands."""

from __future__ import annotations

import argparse
import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ilacs_desktop.cli import casefiles
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.casefiles import LATE_ENTRY, AnnexAReview, ChildDraft
from ilacs_desktop.domain.errors import Explained

CHILD = ChildDraft("900101", ("care leaver",), "Leaving care", "Malik, Rashida", "18 to 25", (), (9,))


@pytest.fixture
def say(house: Any, inspection: Any, person: Any, clock: Any) -> Any:
    """Says a command on a house with one session that is over, and gives back what it prints."""
    inspector = person("P. Marsh", "inspectorate", known_as="Inspector B")
    worker, _ = person("Rashida Malik"), person("A. Okoro", role="Assistant director")
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), (CHILD,)))
    (child,) = house.casefiles.children(inspection.id)
    (session,) = house.casefiles.choose([child.id], reason="Tracked")
    starts_at = datetime(2026, 12, 2, 16, 0, tzinfo=UTC)
    house.casefiles.plan(
        session.id, starts_at=starts_at, minutes=60, inspector_id=inspector.id, worker_id=worker.id
    )
    parser = argparse.ArgumentParser()
    casefiles.register(parser.add_subparsers())

    def run(*words: str, as_json: bool = False) -> str:
        args = parser.parse_args(["cases", *words])
        args.inspection = inspection.id
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return stream.getvalue()

    return run


def test_that_a_session_is_prepared_debriefed_and_followed_up_by_commands(
    say: Any, house: Any, inspection: Any
) -> None:
    assert say("check", "C-001").splitlines()[-1] == LATE_ENTRY
    assert say("step", "C-001") == "C-001: worker told.\n"
    ticked = json.loads(say("checklist", "c-001", "--tick", "room", as_json=True))
    assert [each["key"] for each in ticked if each["done"]] == ["room"]
    with pytest.raises(Explained, match="for one session"):
        say("checklist", "--tick", "room")
    debrief = (
        "debrief", "C-001", "--worried", "Nobody rang back", "--promised", "The pathway plan",
        "--becomes", "promised=request", "--becomes", "worried=concern", "--tone", "probing",
    )  # fmt: skip
    with pytest.raises(Explained, match="senior owner"):
        say(*debrief)

    said = say(*debrief, "--owner", "A. Okoro")

    assert said.splitlines()[:2] == [
        "C-001 is debriefed.",
        "Our reading: probing, told by the worker, fairly sure.",
    ]
    assert [each.verbatim for each in house.info_requests.live(inspection.id)] == ["The pathway plan"]
    assert [each.owner for each in house.casefiles.concerns(inspection.id)] == ["A. Okoro"]
    assert say("welfare", "C-001", "Well, and glad it is over") == "Noted for R. Malik, C-001.\n"
    done = json.loads(say("step", "C-001", "follow-ups done", as_json=True))
    assert (done["state"], done["welfare"], done["ticked"]) == (
        "follow-ups done",
        "Well, and glad it is over",
        ["room"],
    )


def test_that_the_checklist_is_edited_by_commands_as_in_the_window_and_put_back(say: Any) -> None:
    before = json.loads(say("checklist", as_json=True))
    say("step", "C-001")
    say("checklist", "C-001", "--tick", "room")

    say(
        "checklist",
        "--add",
        "worker told=Knows where to park",
        "--remove",
        "login",
        "--reword",
        "room=A quiet room",
    )

    after = json.loads(say("checklist", "C-001", as_json=True))
    assert {(each["key"], each["what"]) for each in after} == {
        *((each["key"], each["what"]) for each in before if each["key"] not in {"login", "room"}),
        ("a_quiet_room", "A quiet room"),
        ("knows_where_to_park", "Knows where to park"),
    }
    assert [each["key"] for each in after if each["done"]] == []
    with pytest.raises(Explained, match="no point login"):
        say("checklist", "--remove", "login")
    say("checklist", "--default")
    put_back = json.loads(say("checklist", "C-001", as_json=True))
    assert [each["key"] for each in put_back] == [each["key"] for each in before]
    assert [each["key"] for each in put_back if each["done"]] == ["room"]


def test_that_a_skipped_step_is_said_a_mistaken_one_taken_back_and_the_list_written(
    say: Any, tmp_path: Any
) -> None:
    ready = "room, login, navigator ready"
    plan = ("plan", "C-001", "--inspector", "Inspector B", "--start")
    say(*plan, "2026-12-02T14:00", "--navigator", "A. Okoro", "--minutes", "45")
    moved = json.loads(say(*plan, "2026-12-02T15:00", as_json=True))
    assert (moved["navigator"], moved["worker"], moved["ends_at"][11:16]) == ("A. Okoro", "R. Malik", "15:45")

    assert say("step", "C-001", ready) == (
        f"C-001: {ready}. Skipped: worker told; manager told; record checked.\n"
    )
    assert say("back", "C-001") == "C-001: back to chosen.\n"
    say("debrief", "C-001", "--asked", "Why", "--tone", "warm", "--sure", "a guess")
    path = tmp_path / "sessions.csv"
    assert say("sessions", "c-001", "marsh", "--only", "done") == "No session is looked for here.\n"
    assert say("sessions", "inspector", "--out", str(path)) == (
        "1 session in sessions.csv. The file is not encrypted.\n"
    )
    heads, row = csv.reader(path.read_text("utf-8-sig").splitlines())
    written = dict(zip(heads, row, strict=True))
    assert (
        written["Our reading of the tone (not Ofsted’s)"] == "our reading: warm, told by the worker, a guess"
    )
    assert (written["Case"], written["Worker told: who"], written["Debriefed: who"]) == (
        "C-001", "not noted", "K. Boyle",
    )  # fmt: skip
    assert "900101" not in path.read_text("utf-8-sig")


def test_that_everything_that_waits_is_proposed_and_planned_by_one_command(
    say: Any, house: Any, inspection: Any
) -> None:
    say("stand-down", "C-001", "--why", "ill")
    wish = (
        "plan-all",
        "--day",
        "2026-12-03",
        "--from",
        "10:00",
        "--minutes",
        "45",
        "--inspector",
        "Inspector B",
    )

    (proposed,) = json.loads(say(*wish, "--dry-run", as_json=True))
    assert house.casefiles.sessions(inspection.id)[0].did_not_happen
    said = say(*wish)

    (planned,) = house.casefiles.sessions(inspection.id)
    assert proposed["starts_at"] == "2026-12-03T10:00:00+00:00"
    assert said.splitlines()[-1] == "It is placed."
    assert f"{planned.starts_at:%d %H:%M} {planned.ends_at:%H:%M}" == "03 10:00 10:45"
    assert not planned.did_not_happen
    assert say(*wish) == "No session waits to be planned.\n"


def test_that_nonsense_is_refused_in_a_sentence_and_changes_nothing(
    say: Any, house: Any, inspection: Any, capsys: Any
) -> None:
    before = house.casefiles.sessions(inspection.id)
    plan = ("plan", "C-001", "--inspector", "Inspector B", "--start")

    for words in (
        (*plan, "9999-12-31T23:59"),
        (*plan, "0001-01-01T00:00"),
        (*plan, "2026-12-03T10:00", "--minutes", "999999999999"),
        ("list", "--limit", "-3"),
        ("purge-on", "zzz"),
    ):
        with pytest.raises(SystemExit):
            say(*words)
    for words in (
        (*plan, "2026-12-03T10:00", "--minutes", "999999"),
        ("choose", "", "--reason", "x"),
        ("card", " "),
        ("consents", "--out", "list.pdf"),
        ("draw", "0", "--seed", "x"),
    ):
        with pytest.raises(Explained) as refused:
            say(*words)
        assert refused.value.remedy

    assert capsys.readouterr().err.count("error: argument") == 5
    assert house.casefiles.sessions(inspection.id) == before


def test_that_a_list_fits_a_narrow_terminal_and_stays_whole_in_a_pipe() -> None:
    rows = [("C-001", "Children in care 1", "not seen for 73 days; return interview offered, not accepted")]
    narrow, piped = io.StringIO(), io.StringIO()

    for out in (Output(stream=narrow, columns=44), Output(stream=piped)):
        out.table(("Code", "Team", "Weak spots"), rows, json_rows=[])
        out.say("  Have open: the care plan and the minutes of the last review")

    assert narrow.getvalue().splitlines() == [
        "Code   Team               Weak spots",
        "-----  -----------------  ------------------",
        "C-001  Children in care   not seen for 73",
        "       1                  days; return",
        "                          interview offered,",
        "                          not accepted",
        "  Have open: the care plan and the minutes",
        "    of the last review",
    ]
    assert max(map(len, piped.getvalue().splitlines())) == 87
