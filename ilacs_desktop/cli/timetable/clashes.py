"""What clashes in the draft."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.output import Output, day_of_text, inspection_of
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands about clashes."""
    clashes = deeds.add_parser("clashes", help="list what clashes in the draft")
    clashes.add_argument("--day", type=day_of_text, metavar="2026-12-03")
    clashes.set_defaults(deed=show_clashes)


def show_clashes(house: House, args: argparse.Namespace, out: Output) -> None:
    """List what clashes in the draft."""
    clashes = house.timetable.clashes(inspection_of(house, args).id, args.day)
    out.table(
        ("Level", "What", "Slots"),
        [(clash.level.value, clash.sentence, " ".join(uid[:8] for uid in clash.uids)) for clash in clashes],
        json_rows=[
            {
                "rule": clash.rule.value,
                "level": clash.level.value,
                "who": clash.who,
                "sentence": clash.sentence,
                "slots": list(clash.uids),
            }
            for clash in clashes
        ],
        empty="Nothing clashes.",
    )
