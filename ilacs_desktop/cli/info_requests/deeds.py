"""Every deed on one request, from the capture line to what was given."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from ilacs_desktop.cli.info_requests.finding import REF, person_of, request_of, told
from ilacs_desktop.cli.output import Output, moment_of_text
from ilacs_desktop.domain.info_requests import Edge, OurStatus, TheirStatus
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.house import House

Deed = Callable[[House, argparse.Namespace, Output], None]


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands that change something."""

    def verb(name: str, help_text: str, deed: Deed, *, ref: bool = False) -> argparse.ArgumentParser:
        parser = deeds.add_parser(name, help=help_text)
        parser.set_defaults(deed=deed)
        if ref:
            parser.add_argument("ref", help=REF)
        return parser

    assign = verb("assign", "say who owns it", assign_to, ref=True)
    assign.add_argument("owner", help="a name or a role")
    status = verb("status", "move it along, on our side or on theirs", set_status, ref=True)
    words = [*(each.value for each in OurStatus), TheirStatus.ACCEPTED.value, TheirStatus.MORE_WANTED.value]
    status.add_argument("status", choices=words)
    status.add_argument("--reason", default="", help="needed for a step back, and for “more wanted”")
    pause = verb("pause", "stop its clock while we await an answer", pause_clock, ref=True)
    pause.add_argument("why", help="as in “asked which months”")
    verb("resume", "let its clock run again", resume_clock, ref=True)
    anchor = verb("anchor", "tie its deadline to a slot; it moves with the slot", anchor_it, ref=True)
    anchor.add_argument("--slot", required=True, metavar="UID", help="the slot, as in: timetable show --json")
    edge = anchor.add_mutually_exclusive_group(required=True)
    edge.add_argument("--before", type=int, metavar="MINUTES", help="before the slot starts")
    edge.add_argument("--after", type=int, metavar="MINUTES", help="after the slot ends")
    verb("release", "let its deadline go from the slot; the time stays", release_it, ref=True)
    withdraw = verb("withdraw", "it is no longer wanted", withdraw_it, ref=True)
    withdraw.add_argument("reason")
    activate = verb("activate", "Ofsted has asked for a staged request", activate_it, ref=True)
    activate.add_argument("--by", metavar="WHO", help="who asked: a name, or “Inspector B”")
    activate.add_argument("--due", type=moment_of_text, help="when they want it, if they said so")


def assign_to(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say who owns a request."""
    request = request_of(house, args)
    owner = person_of(house, args.owner, (Side.AUTHORITY, Side.PARTNER))
    told(out, house.info_requests.assign(request.id, owner.id))


def set_status(house: House, args: argparse.Namespace, out: Output) -> None:
    """Move a request along."""
    request = request_of(house, args)
    if args.status in {each.value for each in OurStatus}:
        moved = house.info_requests.set_ours(request.id, OurStatus(args.status), reason=args.reason)
    else:
        moved = house.info_requests.set_theirs(request.id, TheirStatus(args.status), reason=args.reason)
    told(out, moved)


def pause_clock(house: House, args: argparse.Namespace, out: Output) -> None:
    """Stop a clock."""
    told(out, house.info_requests.pause(request_of(house, args).id, why=args.why))


def resume_clock(house: House, args: argparse.Namespace, out: Output) -> None:
    """Let a clock run."""
    told(out, house.info_requests.resume(request_of(house, args).id))


def anchor_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Tie a deadline to a slot."""
    is_before = args.before is not None
    told(
        out,
        house.info_requests.anchor(
            request_of(house, args).id,
            slot_uid=args.slot,
            edge=Edge.START if is_before else Edge.END,
            minutes=args.before if is_before else args.after,
        ),
    )


def release_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Let a deadline go from its slot."""
    told(out, house.info_requests.release(request_of(house, args).id))


def withdraw_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Withdraw a request."""
    told(out, house.info_requests.withdraw(request_of(house, args).id, reason=args.reason))


def activate_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Start the clock of a staged request."""
    request = request_of(house, args)
    asker = person_of(house, args.by, (Side.INSPECTORATE,)) if args.by else None
    told(
        out,
        house.info_requests.activate(request.id, asked_by_id=asker.id if asker else None, target_at=args.due),
    )
