"""``requests``: the capture line, the lists, and every deed, without a window."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.info_requests import (
    capture,
    clarifications,
    deeds,
    evening,
    exchange,
    figures,
    given,
    life,
    lists,
    offers,
    rules,
    seeing,
)

ROOMS = (
    capture,
    lists,
    deeds,
    life,
    given,
    exchange,
    figures,
    clarifications,
    offers,
    seeing,
    evening,
    rules,
)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    requests = commands.add_parser("requests", help="information requests and the given register")
    verbs = requests.add_subparsers(metavar="DEED", required=True)
    for room in ROOMS:
        room.register(verbs)
