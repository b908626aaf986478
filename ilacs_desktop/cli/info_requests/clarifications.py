"""``requests points``: what they said, what our evidence is, when it is raised, and what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace

from ilacs_desktop.cli.info_requests.figures import request_named
from ilacs_desktop.cli.info_requests.finding import REF, person_of
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Clarification, PointEntry, PointState
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.house import House

POINT_REF = "the point, such as Q-01"
_OUTCOMES = (PointState.ACCEPTED, PointState.NOT_ACCEPTED, PointState.DROPPED)

Deed = Callable[[House, argparse.Namespace, Output], None]


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of the points of clarification."""
    room = deeds.add_parser(
        "points", help="points of clarification: what they said, our evidence, the outcome"
    )
    room.set_defaults(deed=list_points, all=False)
    verbs = room.add_subparsers(metavar="DEED")

    def verb(name: str, help_text: str, deed: Deed, *, ref: bool = True) -> argparse.ArgumentParser:
        parser = verbs.add_parser(name, help=help_text)
        parser.set_defaults(deed=deed)
        if ref:
            parser.add_argument("ref", help=POINT_REF)
        return parser

    listed = verb("list", "those still open, by when they are to be raised", list_points, ref=False)
    listed.add_argument("--all", action="store_true", help="those that are over as well")
    verb("show", "one point whole", show_point)
    add = verb("add", "take down what they said", add_point, ref=False)
    add.add_argument("they_said", help="in their words")
    _fields(add)
    change = verb("change", "write down our evidence, or when it is to be raised", change_point)
    change.add_argument("--they-said", help="in their words")
    _fields(change)
    raised = verb("raise", "it was raised", raise_point)
    raised.add_argument("--where", default="", help="the meeting, call or mail")
    raised.add_argument("--at", type=moment_of_text, metavar="WHEN", help="else now")
    settle = verb("settle", "what came of it", settle_point)
    settle.add_argument("state", choices=[each.value for each in _OUTCOMES])
    settle.add_argument("outcome", help="in words")
    verb("reopen", "open one that is over again", reopen_point)


def _fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--evidence", help="what our evidence is")
    parser.add_argument("--by", metavar="WHO", help="who said it: a name, or “Inspector B”")
    parser.add_argument("--said-at", type=moment_of_text, metavar="WHEN", help="else now")
    parser.add_argument("--owner", metavar="WHO", help="who follows it: a name or a role")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--raise-at", type=moment_of_text, metavar="WHEN", help="when it is to be raised")
    when.add_argument(
        "--slot", metavar="UID", help="the meeting it is to be raised in, as in: timetable show --json"
    )
    parser.add_argument("--where", dest="raise_where", help="the meeting, call or mail")
    parser.add_argument("--request", metavar="REF", help=REF)


def point_of(house: House, args: argparse.Namespace) -> Clarification:
    """The point with the ref given.

    Raises:
        Explained: there is none.
    """
    wanted = args.ref.upper()
    for row in house.clarifications.all(inspection_of(house, args).id):
        if row.ref == wanted:
            return row
    raise Explained(f"There is no point {wanted}.", remedy="See: requests points list --all.")


def list_points(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print the points."""
    inspection, now = inspection_of(house, args), house.clock()
    rows = house.clarifications.all(inspection.id)
    if not args.all:
        rows = tuple(row for row in rows if row.is_open)
    out.table(
        ("Ref", "They said", "Our evidence", "Owner", "Raise at", "State"),
        [
            (
                row.ref,
                row.they_said,
                row.evidence or "none yet",
                row.owner or "nobody yet",
                said_when(row.raise_at, now) if row.raise_at is not None and row.is_open else "–",
                "not raised yet" if row.is_late(now) else row.state.value,
            )
            for row in rows
        ],
        json_rows=[plain_point(row) for row in rows],
    )


def show_point(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print one point whole."""
    point, now = point_of(house, args), house.clock()
    who = f"{point.said_by}, " if point.said_by else ""
    out.say(f"{point.ref}  {point.state.value}")
    out.say(f"They said: “{point.they_said}” ({who}{said_when(point.said_at, now)})")
    out.say(f"Our evidence: {point.evidence or 'none yet'}")
    for name, value in (
        ("To be raised", said_when(point.raise_at, now) if point.raise_at else ""),
        ("Where", point.slot or point.raise_where),
        ("Raised", said_when(point.raised_at, now) if point.raised_at else ""),
        ("What came of it", point.outcome),
        ("For", point.request_ref),
        ("As it was typed", point.verbatim),
    ):
        if value:
            out.say(f"{name}: {value}")
    out.result(plain_point(point))


def add_point(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take a point down."""
    inspection = inspection_of(house, args)
    _told(out, house.clarifications.note(inspection.id, _entry(house, args, PointEntry(args.they_said))))


def change_point(house: House, args: argparse.Namespace, out: Output) -> None:
    """Change what is written down of a point."""
    point = point_of(house, args)
    entry = PointEntry(
        they_said=args.they_said or point.they_said,
        said_by_id=point.said_by_id,
        said_at=point.said_at,
        evidence=point.evidence,
        owner_id=point.owner_id,
        raise_at=point.raise_at,
        raise_where=point.raise_where,
        request_id=point.request_id,
        slot_uid=point.slot_uid if point.slot else "",
        enquiry_id=point.enquiry_id,
    )
    changed = house.clarifications.put_right(point.id, _entry(house, args, entry), version=point.version)
    _told(out, changed)


def raise_point(house: House, args: argparse.Namespace, out: Output) -> None:
    """Record that a point was raised."""
    _told(out, house.clarifications.raise_point(point_of(house, args).id, where=args.where, at=args.at))


def settle_point(house: House, args: argparse.Namespace, out: Output) -> None:
    """Record what came of a point."""
    _told(out, house.clarifications.settle(point_of(house, args).id, args.state, outcome=args.outcome))


def reopen_point(house: House, args: argparse.Namespace, out: Output) -> None:
    """Open a point again."""
    _told(out, house.clarifications.reopen(point_of(house, args).id))


def _entry(house: House, args: argparse.Namespace, kept: PointEntry) -> PointEntry:
    """``kept`` with what the command names; a time takes it off its meeting, a meeting off its time."""
    if args.evidence is not None:
        kept = replace(kept, evidence=args.evidence)
    if args.by:
        kept = replace(kept, said_by_id=person_of(house, args.by, (Side.INSPECTORATE,)).id)
    if args.owner:
        kept = replace(kept, owner_id=person_of(house, args.owner, (Side.AUTHORITY, Side.PARTNER)).id)
    if args.said_at is not None:
        kept = replace(kept, said_at=args.said_at)
    if args.raise_at is not None:
        kept = replace(kept, raise_at=args.raise_at, slot_uid="", raise_where="")
    if args.slot:
        kept = replace(kept, slot_uid=args.slot, raise_at=None, raise_where="")
    if args.raise_where is not None:
        kept = replace(kept, raise_where=args.raise_where)
    if args.request:
        kept = replace(kept, request_id=request_named(house, args, args.request).id)
    return kept


def _told(out: Output, point: Clarification) -> None:
    out.say(f"{point.ref}  {point.they_said}: {point.state.value}")
    out.result(plain_point(point))


def plain_point(point: Clarification) -> dict[str, object]:
    """A point for programs."""
    return {
        "id": point.id,
        "ref": point.ref,
        "they_said": point.they_said,
        "said_by": point.said_by,
        "said_at": point.said_at,
        "evidence": point.evidence,
        "owner": point.owner,
        "raise_at": point.raise_at,
        "raise_where": point.slot or point.raise_where,
        "raised_at": point.raised_at,
        "state": point.state.value,
        "outcome": point.outcome,
        "request": point.request_ref,
        "enquiry": point.enquiry,
        "verbatim": point.verbatim,
    }
