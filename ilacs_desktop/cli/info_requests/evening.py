"""The evening's triage, its decisions, and one message to each owner, without a window."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

from ilacs_desktop.cli.info_requests.finding import REF, plain, request_of, said_slack
from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Tonight
from ilacs_desktop.domain.info_requests.ladder import steps_of
from ilacs_desktop.domain.moments import day_of, moment, said_when
from ilacs_desktop.services.house import House

DECISIONS = {
    "tonight": Tonight.TONIGHT,
    "by-eight": Tonight.BY_EIGHT,
    "can-wait": Tonight.CAN_WAIT,
    "undecided": None,
}


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of the evening."""
    tonight = deeds.add_parser("tonight", help="what is open, by slack, and what stands in its way")
    tonight.set_defaults(deed=show_tonight)
    decide = deeds.add_parser("decide", help="decide what becomes of a request this evening")
    decide.add_argument("ref", help=REF)
    decide.add_argument("decision", choices=tuple(DECISIONS))
    decide.add_argument("--agreed-with", default="", help="who agreed that it can wait")
    decide.add_argument("--at", default="", metavar="HH:MM", help="when that was agreed; now, if not given")
    decide.set_defaults(deed=decide_tonight)
    digest = deeds.add_parser("digest", help="one message an owner with all that is wanted from them")
    digest.add_argument("--owner", default="", help="only this owner's")
    digest.add_argument("--out", type=Path, help="write them into this folder as unsent e-mails")
    digest.set_defaults(deed=show_digests)
    deeds.add_parser("numbers", help="age, turnaround, per day, in time, most asked").set_defaults(
        deed=show_numbers
    )
    ladder = deeds.add_parser("ladder", help="when requests ring, and the quiet hours; changes what is given")
    ladder.add_argument("--before", metavar="MINUTES", help="minutes before due, such as 60,30")
    ladder.add_argument("--after", metavar="MINUTES", help="minutes after due, such as 0,30,120; 0 is at due")
    ladder.add_argument("--tell", help="who is told once it is late")
    ladder.add_argument("--quiet", metavar="HH:MM-HH:MM", help="the quiet hours, or “off”")
    ladder.set_defaults(deed=ladder_of_reminders)


def show_tonight(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print tonight's triage."""
    rows = house.info_requests.tonight(inspection_of(house, args).id)
    now = house.clock()
    out.table(
        ("Ref", "What was asked", "Waits for", "Owner", "Tomorrow", "Last moved", "Due", "Slack", "Decided"),
        [
            (
                row.request.ref,
                row.request.title,
                row.waits_for,
                row.off_duty or ("on duty" if row.request.owner_id else ""),
                row.owner_busy,
                said_when(row.last_moved_at, now),
                said_when(row.request.due.at, now) if row.request.due.at else "–",
                said_slack(row.request),
                " ".join(filter(None, (row.decided or "", row.request.tonight_note if row.decided else ""))),
            )
            for row in rows
        ],
        json_rows=[
            {
                **plain(row.request),
                "waits_for": row.waits_for,
                "off_duty": row.off_duty,
                "owner_busy": row.owner_busy,
                "last_moved_at": row.last_moved_at,
                "is_late_tonight": row.is_late_tonight,
                "decided": row.decided,
                "decided_note": row.request.tonight_note if row.decided else "",
            }
            for row in rows
        ],
        empty="Nothing is open tonight.",
    )


def decide_tonight(house: House, args: argparse.Namespace, out: Output) -> None:
    """Decide on one request."""
    request = request_of(house, args)
    changed = house.info_requests.decide(
        request.id,
        DECISIONS[args.decision],
        agreed_with=args.agreed_with,
        agreed_at=_today_at(args.at, house.clock()) if args.at else None,
    )
    words = ", ".join(filter(None, (changed.tonight or "undecided", changed.tonight_note)))
    out.say(f"{changed.ref}: {words}.")
    out.result({**plain(changed), "decided": changed.tonight, "decided_note": changed.tonight_note})


def show_digests(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print the messages, or write them as files."""
    inspection = inspection_of(house, args)
    said = args.owner.casefold()
    digests = [
        each
        for each in house.info_requests.digests(inspection.id)
        if not said or said in each.owner.casefold()
    ]
    if said and not digests:
        raise Explained(f"“{args.owner}” owns nothing open.", remedy="See: requests tonight.")
    paths: tuple[Path, ...] = ()
    if args.out is not None:
        paths = house.info_requests.write_digests(
            inspection.id, args.out, owner_ids=[each.owner_id for each in digests]
        )
        for path in paths:
            out.say(str(path))
    else:
        out.say("\n".join(each.text for each in digests).rstrip() or "Nobody owns anything open.")
    out.result(
        {
            "files": [str(path) for path in paths],
            "digests": [
                {"owner": each.owner, "refs": each.refs, "late": each.late, "text": each.text}
                for each in digests
            ],
        }
    )


def show_numbers(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print every chart as a table."""
    numbers = house.info_requests.numbers(inspection_of(house, args).id)
    bars = [(chart, bar) for chart in numbers.charts for bar in chart.bars]
    out.table(
        ("What", "Of", "Value"),
        [(chart.title, bar.label, bar.said) for chart, bar in bars],
        json_rows=[
            {"chart": chart.key, "label": bar.label, "value": bar.value, "mark": bar.mark, "said": bar.said}
            for chart, bar in bars
        ],
        empty="Nothing has been asked yet.",
    )


def _today_at(words: str, now: datetime) -> datetime:
    return moment(day_of(now), _clock_time(words))


def _clock_time(words: str) -> time:
    try:
        return time.fromisoformat(words.strip())
    except ValueError:
        raise Explained(f"“{words}” is no clock time.", remedy="Write it as 18:30.") from None


def ladder_of_reminders(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print when requests ring, after changing what was given."""
    rules = house.reminders.rules()
    quiet = (rules.quiet_from, rules.quiet_until)
    if args.quiet == "off":
        quiet = (time(), time())
    elif args.quiet:
        first, _, last = args.quiet.partition("-")
        quiet = (_clock_time(first), _clock_time(last))
    wanted = replace(
        rules,
        before=rules.before if args.before is None else steps_of(args.before),
        after=rules.after if args.after is None else steps_of(args.after),
        escalate_to=rules.escalate_to if args.tell is None else args.tell.strip(),
        quiet_from=quiet[0],
        quiet_until=quiet[1],
    )
    if wanted != rules:
        house.reminders.set_rules(wanted)
    said = ", ".join(
        f"{-each} min before" if each < 0 else f"{each} min after" if each else "at due"
        for each in wanted.steps
    )
    hours = (
        "no quiet hours"
        if wanted.quiet_from == wanted.quiet_until
        else f"quiet {wanted.quiet_from:%H:%M} to {wanted.quiet_until:%H:%M}"
    )
    out.say(f"Rings {said}; {hours}; late ones: tell {wanted.escalate_to or 'nobody further'}.")
    out.result(wanted.plain())
