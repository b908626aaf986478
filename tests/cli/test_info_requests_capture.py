"""``requests add``, ``paste`` and ``similar``: what is read is printed, stored, and the same as JSON."""

from __future__ import annotations

import pytest

from ilacs_desktop.cli import info_requests


@pytest.fixture
def say(command, house, inspection, person):
    """Run one command line and give what it printed, as text or as JSON."""
    person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    person("Rosa Quinn", role="Assistant Director")

    return command(info_requests, "requests")


def test_that_a_line_becomes_what_its_mark_says(say):
    figure = say("add", "= 83% of return interviews in November, Inspector B", as_json=True)
    point = say("add", "? Inspector B thought visits were six weekly", as_json=True)
    offer = say("add", "+ the participation film @AD")

    assert [(each["ref"], each["thing"]) for each in (figure, point)] == [
        ("F-01", "figure"), ("Q-01", "point of clarification"),
    ]  # fmt: skip
    assert offer == "Kept IR-001: the participation film  [offer] [owner AD · R. Quinn]\n"


def test_that_a_list_is_reviewed_then_stored_and_found_again(say, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text(
        "Dear Kath,\n- Agency staff, October, by 8pm @AD\n- Caseloads by team\n", encoding="utf-8"
    )

    reviewed = say("paste", str(file), "--review", as_json=True)
    before = say("list")
    stored = say("paste", str(file), "--leave", "3")

    assert [(each["line"], each["taken"], each["ref"]) for each in reviewed] == [
        (1, False, ""), (2, True, ""), (3, True, ""),
    ]  # fmt: skip
    assert (reviewed[0]["look_at"], reviewed[1]["owner"]) == ("a greeting or a parting", "R. Quinn")
    assert before == "Nothing here yet.\n"
    assert [line.split()[:2] for line in stored.splitlines()[2:]] == [
        ["1", "leave"], ["2", "take"], ["3", "leave"],
    ]  # fmt: skip
    found = say("similar", "agency staff in October", as_json=True)
    (alike,) = [each for each in found if each["ref"] == "IR-001"]
    assert (alike["state"], alike["is_given"]) == ("assigned", False)
    assert alike["why"].startswith("shares ")
