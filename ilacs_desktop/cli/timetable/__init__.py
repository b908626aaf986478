"""``timetable``: the draft, its issues, what changed and who has been told, without a window."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.timetable import actuals, clashes, drafts, edits, issues, papers, replan, telling

ROOMS = (edits, drafts, actuals, issues, clashes, telling, replan, papers)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    timetable = commands.add_parser("timetable", help="the draft, its issues, and who has been told")
    timetable.set_defaults(deed=edits.show, day=None, issue=None)
    deeds = timetable.add_subparsers(metavar="DEED")
    for room in ROOMS:
        room.register(deeds)
