"""``timetable clashes``, ``override`` and ``levels``: for people and as JSON."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from ilacs_desktop.cli import timetable
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import Person

Say = Callable[..., str]
SENTENCE = "R. Malik is in two places: duty 09:30–10:30 and supervision 10:00–11:00, Thu 3 Dec."


@pytest.fixture
def say(house: Any, inspection: Any, person: Callable[..., Person]) -> Say:
    """Says a command and gives back what it prints; R. Malik is in two places."""
    person("Rashida Malik")
    parser = argparse.ArgumentParser()
    timetable.register(parser.add_subparsers())

    def run(*words: str, as_json: bool = False) -> str:
        args = parser.parse_args(["timetable", *words])
        args.inspection = inspection.id
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return stream.getvalue()

    for purpose, start, end in (("duty", "09:30", "10:30"), ("supervision", "10:00", "11:00")):
        run("add", "--start", f"2026-12-03T{start}", "--end", f"2026-12-03T{end}", "--purpose", purpose,
            "--people", "R. Malik")  # fmt: skip
    return run


def clashes(say: Say, *words: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(say("clashes", "--day", "2026-12-03", *words, as_json=True))
    return rows


def test_that_a_clash_is_let_stand_by_its_number_and_asked_again(say: Say, house: Any):
    (clash,) = clashes(say)
    with pytest.raises(Explained) as refusal:
        say("issue")
    assert refusal.value.message == f"One clash stops the issue. {SENTENCE}"

    assert say("override", str(clash["number"]), "--why", "She looks in.") == f"Let stand: {SENTENCE}\n"

    assert clashes(say) == []
    (let,) = clashes(say, "--all")
    assert (let["stops"], let["override"]["reason"], let["override"]["by"]) == (
        False,
        "She looks in.",
        house.store.actor,
    )
    assert "let stand" in say("clashes", "--day", "2026-12-03", "--all")
    assert say("override", let["key"], "--take-back") == f"It is asked again: {SENTENCE}\n"
    assert clashes(say) == [clash]


def test_that_a_clash_let_stand_no_longer_stops_the_issue(say: Say):
    say("override", clashes(say)[0]["key"], "--why", "She looks in.")

    assert say("issue").startswith("Issue 1: ")


def test_that_levels_are_listed_and_changed(say: Say):
    assert json.loads(say("levels", as_json=True))[0] == {"rule": "person in two places", "level": "stop"}

    table = say("levels", "person in", "warn")

    assert "person in two places" in table
    assert json.loads(say("levels", as_json=True))[0] == {"rule": "person in two places", "level": "warn"}
    assert clashes(say)[0]["level"] == "warn"
    say("levels", "no_navigator", "ignore")
    assert {"rule": "session without a navigator", "level": "ignore"} in json.loads(
        say("levels", as_json=True)
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("override", "77", "--why", "x"), "There is no clash “77”."),
        (("override", "1"), "A clash is let stand for a reason."),
        (("levels", "same", "warn"), "More than one rule begins with “same”."),
        (("levels", "tea", "warn"), "No rule begins with “tea”."),
        (("levels", "no lunch"), "“no lunch” is on warn."),
    ],
)
def test_that_what_cannot_be_is_refused_in_a_sentence(say: Say, words: tuple[str, ...], sentence: str):
    with pytest.raises(Explained) as refusal:
        say(*words)

    assert refusal.value.message == sentence
