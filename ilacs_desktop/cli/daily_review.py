"""The daily review without a window: what is left before one can go home."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.output import Output, day_of_text, inspection_of
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.services.house import House


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``review``: show the steps, or finish one."""
    review = commands.add_parser("review", help="the daily review: what is left before you can go home")
    review.add_argument("--day", type=day_of_text, help="the day under review; today without it")
    review.add_argument("--finish", metavar="STEP", help="mark this step as done")
    review.add_argument("--skip", metavar="STEP", help="skip this step; wants a --note")
    review.add_argument("--note", default="")
    review.set_defaults(deed=show_review)


def show_review(house: House, args: argparse.Namespace, out: Output) -> None:
    """Show the steps of the daily review, after finishing or skipping one if asked."""
    inspection = inspection_of(house, args)
    day = args.day or day_of(house.clock())
    for key, is_skipped in ((args.finish, False), (args.skip, True)):
        if key:
            house.daily_review.finish(inspection.id, day, key, note=args.note, skipped=is_skipped)
    steps = house.daily_review.steps(inspection.id, day)
    out.table(
        ("Step", "State", "What"),
        [(step.key, str(step.state), step.sentence) for step in steps],
        json_rows=[
            {
                "key": step.key,
                "title": step.title,
                "count": step.count,
                "sentence": step.sentence,
                "state": str(step.state),
            }
            for step in steps
        ],
    )
