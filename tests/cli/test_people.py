"""``people …`` on a whole house: an inspector's own days, given and taken back."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ilacs_desktop.cli import people
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained


@pytest.fixture
def say(house: Any) -> Callable[..., Any]:
    """Run one command line and give what it printed, as text or as JSON."""

    def run(*words: str, as_json: bool = False) -> Any:
        parser = argparse.ArgumentParser()
        people.register(parser.add_subparsers())
        args = parser.parse_args(["people", *words])
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return json.loads(stream.getvalue()) if as_json else stream.getvalue()

    return run


def test_that_an_inspectors_own_days_are_given_and_taken_back(say: Any, house: Any):
    say(
        "add", "Paula Marsh", "--side", "inspectorate", "--known-as", "Inspector B",
        "--on-site-from", "2026-12-02",
    )  # fmt: skip
    assert house.people.all()[0].on_site_from == date(2026, 12, 2)

    assert say("change", "Inspector B", "--on-site-until", "2026-12-08", "--role", "HMI") == (
        "Paula Marsh is changed, on site from Wed 2 Dec until Tue 8 Dec.\n"
    )
    taken = say("change", "paula marsh", "--on-site-from", "none", as_json=True)

    assert (taken["role"], taken["on_site_from"], taken["on_site_until"]) == ("HMI", None, "2026-12-08")


def test_that_who_is_meant_must_be_clear_and_an_inspector(say: Any, person: Any):
    person("Rashida Malik")
    with pytest.raises(Explained, match="Nobody is called “Flynn”"):
        say("change", "Flynn", "--role", "x")
    with pytest.raises(Explained, match="Only an inspector has days on site"):
        say("change", "R. Malik", "--on-site-from", "2026-12-02")
