"""``cases``: children, case-file sessions, concerns and the end of the data, without a window."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.annex_a import register_import
from ilacs_desktop.cli.casefiles import children, concerns, coverage, planning, purging, sessions

__all__ = ["register", "register_import"]

ROOMS = (children, coverage, sessions, planning, concerns, purging)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    cases = commands.add_parser("cases", help="children's records, sessions and concerns; IDs and codes only")
    deeds = cases.add_subparsers(dest="what", metavar="WHAT", required=True)
    for room in ROOMS:
        room.register(deeds)
