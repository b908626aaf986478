"""The parser of one command says what the parser of all says of it."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.parser import ROOMS, make_parser

ALWAYS = {"import", "rehearse", "bench"}


def commands(parser: argparse.ArgumentParser) -> set[str]:
    return {
        name
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    }


def test_that_every_command_is_found_in_its_room_alone() -> None:
    everything = commands(make_parser())

    assert everything == ALWAYS.union(*ROOMS.values())
    for its in ROOMS.values():
        assert commands(make_parser(its[-1])) == ALWAYS.union(its)
    assert commands(make_parser("nonsense")) == everything
