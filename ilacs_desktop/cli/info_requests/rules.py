"""What was agreed about requests: usual times by kind, when they run, and who checks."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import time
from typing import Any

from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import ClockRuns, RequestKind, RequestRules
from ilacs_desktop.domain.moments import said_minutes
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command of this room."""
    rules = deeds.add_parser(
        "rules", help="usual times by kind, when they run, who checks; options change them"
    )
    rules.set_defaults(deed=rules_of)
    rules.add_argument(
        "--kind", choices=[each.value for each in RequestKind], help="whose times; without it all kinds"
    )
    rules.add_argument("--answer", type=int, metavar="MINUTES", help="the usual time to answer")
    rules.add_argument("--acknowledge", type=int, metavar="MINUTES", help="until they know that we have it")
    rules.add_argument("--clock", choices=[each.value for each in ClockRuns], help="when these times run")
    rules.add_argument("--hours", type=_hours, metavar="09:00-17:00", help="of a working day")
    rules.add_argument("--on-site-hours", type=_hours, metavar="08:00-19:00", help="of a day on site")
    rules.add_argument("--checks", choices=("needed", "not needed"), help="before a request is cleared")
    rules.add_argument("--checked-by", choices=("another", "anybody"), help="another person than the owner")


def _hours(text: str) -> tuple[time, time]:
    """From when to when.

    Raises:
        argparse.ArgumentTypeError: these are not two times.
    """
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” are not two times, as in 09:00-17:00") from None
    return opens, closes


def rules_of(house: House, args: argparse.Namespace, out: Output) -> None:
    """Change what is named, and show what is agreed."""
    before = house.info_requests.rules()
    rules = _changed(before, args)
    if rules != before:
        rules = house.info_requests.set_rules(rules)
    checks = "needed" if rules.needs_checks else "not needed"
    by = "another" if rules.checked_by_another else "anybody"
    hours = f"{rules.opens:%H:%M}-{rules.closes:%H:%M}"
    on_site = f"{rules.on_site_opens:%H:%M}-{rules.on_site_closes:%H:%M}"
    out.table(
        ("Kind", "Acknowledge", "Answer"),
        [
            (
                kind.value,
                said_minutes(rules.acknowledge_minutes[kind]),
                said_minutes(rules.answer_minutes[kind]),
            )
            for kind in RequestKind
        ],
        json_rows=[
            {
                "kind": kind.value,
                "acknowledge_minutes": rules.acknowledge_minutes[kind],
                "answer_minutes": rules.answer_minutes[kind],
                "clock": rules.clock.value,
                "hours": hours,
                "on_site_hours": on_site,
                "checks": checks,
                "checked_by": by,
            }
            for kind in RequestKind
        ],
    )
    out.say(f"These times run {rules.clock.value}; a working day is {hours}, a day on site {on_site}.")
    out.say(f"Checks before clearing: {checks}; by {by}.")


def _changed(rules: RequestRules, args: argparse.Namespace) -> RequestRules:
    if args.kind and args.answer is None and args.acknowledge is None:
        raise Explained("Say what is usual for this kind.", remedy="Give --answer or --acknowledge.")
    kinds = [RequestKind(args.kind)] if args.kind else list(RequestKind)
    changes: dict[str, Any] = {}
    for name, minutes in (("answer_minutes", args.answer), ("acknowledge_minutes", args.acknowledge)):
        if minutes is not None:
            changes[name] = {**getattr(rules, name), **dict.fromkeys(kinds, minutes)}
    if args.clock:
        changes["clock"] = ClockRuns(args.clock)
    if args.hours:
        changes["opens"], changes["closes"] = args.hours
    if args.on_site_hours:
        changes["on_site_opens"], changes["on_site_closes"] = args.on_site_hours
    if args.checks:
        changes["needs_checks"] = args.checks == "needed"
    if args.checked_by:
        changes["checked_by_another"] = args.checked_by == "another"
    return replace(rules, **changes)
