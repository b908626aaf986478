"""The command line as a whole: what can be said, and the parts every command shares."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Mapping
from functools import cache

from ilacs_desktop import __version__
from ilacs_desktop.cli.shared import shared_options

ROOMS: Mapping[str, tuple[str, ...]] = {
    "inspections": ("new", "inspections", "milestones"),
    "people": ("people", "places"),
    "timetable": ("timetable",),
    "daily_review": ("review",),
    "info_requests": ("requests",),
    "casefiles": ("cases",),
    "feedback": ("threads",),
    "enquiry": ("enquiry",),
    "briefing": ("brief", "sheets"),
    "lookup": ("search", "audit", "reminders"),
    "safekeeping": ("backup", "backups", "restore", "check", "accept-loss"),
}
"""The modules here with ``register(commands)``, and the commands of each.

Some also have ``register_import(imports)``.
"""


def make_parser(command: str = "") -> argparse.ArgumentParser:
    """Everything that can be said on the command line; with ``command``, only what its room has to say.

    A word that is no command gets the parser of everything, so that the refusal names all there is.
    """
    rooms = [name for name, its in ROOMS.items() if command in its] or list(ROOMS)
    shared = shared_options()
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="ILACS Desktop: the inspection coordinator's control room. No command opens the window.",
        epilog="Exit codes: 0 done, 1 refused with an explanation on standard error, 2 wrong use. "
        "The passphrase comes from ILACS_PASSPHRASE, --passphrase-fd or a prompt, never from an argument.",
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"ILACS Desktop {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Subparser)
    _rehearse(commands)
    imports = commands.add_parser(
        "import", help="bring in a list, a workbook, messages or a chat"
    ).add_subparsers(dest="what", metavar="WHAT", required=True, parser_class=Subparser)
    for name in rooms:
        room = importlib.import_module(f"ilacs_desktop.cli.{name}")
        room.register(commands)
        if hasattr(room, "register_import"):
            room.register_import(imports)
    bench = commands.add_parser(
        "bench", help="measure this machine, as ratios against a floor of the same run"
    )
    bench.add_argument("what", nargs="*", help="which measurements; all without a name")
    bench.set_defaults(needs_no_store=True)
    return parser


class Subparser(argparse.ArgumentParser):
    """A command's parser; the shared options may stand before or after the command."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{**options, "parents": [_shared_again()]})  # type: ignore[arg-type]  # of argparse


@cache
def _shared_again() -> argparse.ArgumentParser:
    return shared_options(again=True)


def _rehearse(commands: argparse._SubParsersAction[Subparser]) -> None:
    rehearse = commands.add_parser("rehearse", help="a filled, invented inspection week")
    rehearse.add_argument(
        "--out", metavar="DIR", help="no window: play the evening and write all sheets here"
    )
    rehearse.set_defaults(needs_no_store=True)
