"""How the list is seen: groups, kept views, the board; several requests at once, and notes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from ilacs_desktop.cli.info_requests.finding import REF, person_of, plain, request_of, said_slack
from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import InfoRequest, OurStatus
from ilacs_desktop.domain.info_requests.arranging import (
    Grouping,
    ListView,
    Only,
    grouped,
    has_words,
    is_shown,
)
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.house import House

GROUPS = {
    "owner": Grouping.OWNER,
    "kloe": Grouping.ENQUIRY,
    "inspector": Grouping.ASKER,
    "status": Grouping.STATUS,
    "due": Grouping.DUE,
}
ONLY = {
    "everything": Only.EVERYTHING,
    "open": Only.OPEN,
    "pressing": Only.PRESSING,
    "unowned": Only.UNOWNED,
    "waiting": Only.WAITING,
    "returned": Only.RETURNED,
    "given": Only.GIVEN,
}


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    look = deeds.add_parser("look", help="what has been asked for, in groups or by a kept view")
    look.add_argument("--view", default="", help="a view kept under this name")
    _add_choices(look)
    look.set_defaults(deed=look_at_list)
    deeds.add_parser("board", help="how many stand at each of our statuses").set_defaults(deed=show_board)
    deeds.add_parser("views", help="the views that were kept").set_defaults(deed=list_views)
    keep = deeds.add_parser("keep-view", help="keep a view of the list under a name")
    keep.add_argument("name")
    _add_choices(keep)
    keep.set_defaults(deed=keep_view)
    forget = deeds.add_parser("forget-view", help="forget a view of the list")
    forget.add_argument("name")
    forget.set_defaults(deed=forget_view)
    many = deeds.add_parser("assign-all", help="give several requests one owner, all or none of them")
    many.add_argument("owner", help="a name or a role")
    many.add_argument("refs", nargs="+", metavar="ref", help=REF)
    many.set_defaults(deed=assign_all)
    note = deeds.add_parser("note", help="note something on a request; it stays as it was written")
    note.add_argument("ref", help=REF)
    note.add_argument("text")
    note.set_defaults(deed=add_note)


def _add_choices(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", choices=tuple(ONLY), help="which of them")
    parser.add_argument("--group", choices=tuple(GROUPS), help="in groups by this")
    parser.add_argument("--words", help="only those in which all these words stand")


def _view_of(args: argparse.Namespace, view: ListView) -> ListView:
    return replace(
        view,
        only=ONLY[args.only] if args.only else view.only,
        grouping=GROUPS[args.group] if args.group else view.grouping,
        words=view.words if args.words is None else args.words,
    )


def look_at_list(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print the list as a view shows it; as JSON each request says in which group it stands."""
    inspection = inspection_of(house, args)
    kept = {view.name.casefold(): view for view in house.info_requests.list_views()}
    if args.view and args.view.casefold() not in kept:
        raise Explained(f"There is no view “{args.view}”.", remedy="See: requests views.")
    view = _view_of(args, kept.get(args.view.casefold(), ListView()))
    now = house.clock()
    seen = [
        row
        for row in house.info_requests.live(inspection.id)
        if is_shown(row, view.only) and has_words(row, view.words)
    ]
    in_groups = view.grouping is not Grouping.NOTHING
    groups = grouped(seen, view.grouping, now) if in_groups else ()
    titled = [(group.title, row) for group, members in groups for row in members]
    rows = titled if in_groups else [("", row) for row in seen]

    def cells(title: str, row: InfoRequest) -> Sequence[str]:
        due = said_when(row.due.at, now) if row.due.at else "–"
        shown = (row.ref, row.title, row.owner or "nobody yet", row.ours.value, due, said_slack(row))
        return (title, *shown) if in_groups else shown

    headings = ("Ref", "What was asked", "Owner", "Ours", "Due", "Slack")
    out.table(
        (view.grouping.value.capitalize(), *headings) if in_groups else headings,
        [cells(title, row) for title, row in rows],
        json_rows=[{**plain(row), "group": title} for title, row in rows],
        empty="None is like that.",
    )


def show_board(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print for each of our statuses how many stand there, which, and how many are late."""
    rows = house.info_requests.open(inspection_of(house, args).id)
    columns = {status: [row for row in rows if row.ours is status] for status in OurStatus}
    out.table(
        ("Status", "Open", "Late", "Which"),
        [
            (
                status.value,
                str(len(here)),
                str(sum(row.due.is_overdue for row in here)),
                ", ".join(row.ref for row in here),
            )
            for status, here in columns.items()
        ],
        json_rows=[
            {
                "status": status.value,
                "open": len(here),
                "late": sum(row.due.is_overdue for row in here),
                "refs": [row.ref for row in here],
            }
            for status, here in columns.items()
        ],
    )


def list_views(house: House, args: argparse.Namespace, out: Output) -> None:  # noqa: ARG001 - one signature for all deeds
    """Print the views that were kept."""
    views = house.info_requests.list_views()
    out.table(
        ("View", "Shows", "Groups", "Words", "Columns"),
        [
            (view.name, view.only.value, view.grouping.value, view.words, ", ".join(view.columns) or "usual")
            for view in views
        ],
        json_rows=[view.plain() for view in views],
    )


def keep_view(house: House, args: argparse.Namespace, out: Output) -> None:
    """Keep a view; one of that name that is there keeps its columns and order."""
    kept = {view.name.casefold(): view for view in house.info_requests.list_views()}
    before = kept.get(args.name.strip().casefold(), ListView())
    view = house.info_requests.keep_list_view(replace(_view_of(args, before), name=args.name))
    out.say(f"Kept “{view.name}”: {view.only.value}, {view.grouping.value}.")
    out.result(view.plain())


def forget_view(house: House, args: argparse.Namespace, out: Output) -> None:
    """Forget a view."""
    house.info_requests.forget_list_view(args.name)
    out.say(f"Forgot “{args.name}”.")
    out.result({"forgotten": args.name})


def assign_all(house: House, args: argparse.Namespace, out: Output) -> None:
    """Give several requests one owner."""
    owner = person_of(house, args.owner, (Side.AUTHORITY, Side.PARTNER))
    requests = tuple(request_of(house, argparse.Namespace(**{**vars(args), "ref": ref})) for ref in args.refs)
    changed = house.info_requests.assign_many(requests, owner.id)
    out.say(f"{changed} of {len(requests)} assigned to {owner.label}.")
    out.result({"owner": owner.label, "refs": [each.ref for each in requests], "changed": changed})


def add_note(house: House, args: argparse.Namespace, out: Output) -> None:
    """Note something on a request."""
    request = request_of(house, args)
    house.info_requests.add_note(request.id, args.text)
    out.say(f"Noted on {request.ref}.")
    out.result({"ref": request.ref, "note": args.text.strip()})
