"""What was asked, what can be expected, what was given, and one request whole."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.info_requests.finding import REF, plain, request_of, said_slack
from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.info_requests import said_items
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands that only look."""
    live = deeds.add_parser("list", help="what has been asked for, by slack")
    live.add_argument("--all", action="store_true", help="those given and withdrawn as well")
    live.set_defaults(deed=list_live)
    deeds.add_parser("staged", help="what can be expected").set_defaults(deed=list_staged)
    anchored = deeds.add_parser("anchored", help="the requests whose deadline hangs on a slot")
    anchored.set_defaults(deed=list_anchored)
    one = deeds.add_parser("show", help="one request, with its clock and history")
    one.add_argument("ref", help=REF)
    one.set_defaults(deed=show)


def list_live(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print what has been asked for."""
    inspection = inspection_of(house, args)
    rows = house.info_requests.live(inspection.id) if args.all else house.info_requests.open(inspection.id)
    now = house.clock()
    out.table(
        ("Ref", "What was asked", "Owner", "Ours", "Theirs", "Due", "Slack"),
        [
            (
                row.ref,
                row.title,
                row.owner or "nobody yet",
                row.ours.value,
                row.theirs.value,
                said_when(row.due.at, now) if row.due.at else "–",
                said_slack(row),
            )
            for row in rows
        ],
        json_rows=[plain(row) for row in rows],
    )


def list_staged(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print what can be expected."""
    rows = house.info_requests.staged(inspection_of(house, args).id)
    out.table(
        ("Ref", "What is expected", "Kind", "Owner"),
        [(row.ref, row.title, row.kind.value, row.owner or row.owner_role) for row in rows],
        json_rows=[plain(row) for row in rows],
    )


def list_anchored(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print the requests whose deadline hangs on a slot."""
    rows = [row for row, _ in house.info_requests.anchored(inspection_of(house, args).id)]
    now = house.clock()
    out.table(
        ("Ref", "What was asked", "Due", "Hangs on"),
        [
            (
                row.ref,
                row.title,
                said_when(row.due.at, now) if row.due.at else "–",
                row.anchor.said if row.anchor else "",
            )
            for row in rows
        ],
        json_rows=[plain(row) for row in rows],
        empty="No deadline hangs on a slot.",
    )


def show(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print one request whole."""
    request = request_of(house, args)
    now = house.clock()
    history = house.info_requests.history(request.id)
    out.say(f"{request.ref}  {request.title}  ({request.ours.value}, {request.theirs.value})")
    if request.returned_reason and request.is_open:
        out.say(f"Sent back: {request.returned_reason}")
    out.say(f"In their words: “{request.verbatim}”")
    if request.meaning:
        out.say(f"It means: {request.meaning}")
    for part in (request.due.working, request.acknowledgement.working, said_items(request)):
        if part:
            out.say(part)
    for item in request.items:
        owner = item.owner or request.owner or "nobody yet"
        returned = f", sent back: {item.returned_reason}" if item.returned_reason else ""
        out.say(f"  {item.what}: {item.state.value}, owner {owner}{returned}")
    for each in history:
        why = f": {each.why}" if each.why else ""
        out.say(f"  {said_when(each.at, now)}  {each.what}{why}  ({each.by})")
    told = [{"at": each.at, "by": each.by, "what": each.what, "why": each.why} for each in history]
    out.result({**plain(request), "history": told})
