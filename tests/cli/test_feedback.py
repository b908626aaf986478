"""Messages, threads and lines of enquiry on the command line."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import pytest

from ilacs_desktop.cli import enquiry, feedback
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained


@pytest.fixture
def say(house, inspection):
    """Run one command line and give what it printed, as text or as JSON."""

    def run(*words: str, as_json: bool = False):
        parser = argparse.ArgumentParser()
        parser.add_argument("--inspection", type=int)
        commands = parser.add_subparsers()
        feedback.register(commands)
        enquiry.register(commands)
        feedback.register_import(commands.add_parser("import").add_subparsers())
        args = parser.parse_args(words)
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return json.loads(stream.getvalue()) if as_json else stream.getvalue()

    return run


def test_that_a_chat_is_reviewed_brought_in_and_shown(say, shared_data: Path) -> None:
    path = str(shared_data / "whatsapp" / "test_ddmmyy_24hrs.txt")

    reviewed = say("import", "whatsapp", path, "--review", as_json=True)
    before = say("threads", "list")
    brought = say("import", "whatsapp", path)
    again = say("import", "whatsapp", path, as_json=True)

    assert (reviewed["new"], reviewed["stored"], reviewed["date_order"], reviewed["left_out"]) == (
        6, 0, "day/month/year", 3,
    )  # fmt: skip
    assert before == "There is no thread yet.\n"
    assert brought.startswith(
        "test_ddmmyy_24hrs.txt: 6 new, 0 already here.\nFrom 01 Jan 2019 to 30 Dec 2021.\n"
    )
    assert brought.endswith("Lines that are no messages: 3.\nBrought in: 6.\n")
    assert (again["new"], again["stored"], again["duplicates"]) == (0, 0, 6)
    assert [(each["subject"], each["message_count"]) for each in say("threads", "list", as_json=True)] == [
        ("test_ddmmyy_24hrs", 6)
    ]
    assert say("threads", "show", "1", as_json=True)[0]["text"] == "Lorem ipsum dolor sit amet."


def test_that_malformed_mails_are_listed_not_raised(say, shared_data: Path) -> None:
    paths = [str(path) for path in sorted((shared_data / "mail-malformed").glob("*.eml"))[10:20]]

    brought = say("import", "mail", *paths, as_json=True)

    assert (brought["new"], brought["stored"]) == (9, 9)
    assert brought["refusals"][-1]["place"] == "019.eml"


def test_that_a_mail_is_not_taken_for_a_chat(say, shared_data: Path) -> None:
    with pytest.raises(Explained) as refusal:
        say("import", "whatsapp", str(shared_data / "mail-malformed" / "003.eml"))

    assert str(refusal.value) == "003.eml is not a WhatsApp chat. Bring it in as mail."


def test_that_a_line_of_enquiry_is_started_fed_moved_and_counted(say, person) -> None:
    person("P. Marsh", "inspectorate", known_as="Inspector B")

    started = say("enquiry", "start", "Neglect")
    fed = say(
        "enquiry", "signal", "k-1", "How long do they wait?", "--source", "Call", "--inspector", "inspector b"
    )
    moved = say("enquiry", "state", "K-01", "active")

    assert started == "K-01 Neglect is emerging.\n"
    assert fed == "Written down for K-01 Neglect.\n"
    assert moved == "K-01 Neglect is active.\n"
    assert say("enquiry", "heat", as_json=True) == [
        {"code": "K-01", "title": "Neglect", "by_day": {"2026-12-02": 1}, "by_inspector": {"Inspector B": 1}}
    ]
    assert [line.split() for line in say("enquiry", "list").splitlines()[2:]] == [
        ["K-01", "Neglect", "active", "emerging", "1", "1", "18:40"]
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("state", "K-07", "active"), "There is no line of enquiry K-07. See: main.py enquiry list"),
        (
            ("signal", "K-01", "x", "--source", "Call", "--inspector", "Nobody"),
            "There is no inspector called Nobody. Say it as the list of people does.",
        ),
    ],
)
def test_that_what_is_not_there_is_explained(say, words, sentence) -> None:
    say("enquiry", "start", "Neglect")

    with pytest.raises(Explained) as refusal:
        say("enquiry", *words)

    assert str(refusal.value) == sentence
