"""``requests offers``: what the authority offers unasked, taken up or declined."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.info_requests.finding import REF, person_of, plain, request_of, told
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.domain.info_requests import InfoRequest, RequestKind, offer_state
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of the offers."""
    room = deeds.add_parser("offers", help="what we offered: taken up, declined, or not said yet")
    room.set_defaults(deed=list_offers)
    verbs = room.add_subparsers(metavar="DEED")
    verbs.add_parser("list", help="every offer, the latest first").set_defaults(deed=list_offers)
    add = verbs.add_parser("add", help="note what was offered")
    add.add_argument("what", help="in our words, kept as they are")
    add.add_argument("--to", metavar="WHO", help="to whom: a name, or “Inspector B”")
    add.add_argument("--owner", metavar="WHO", help="who would bring it: a name or a role")
    add.set_defaults(deed=add_offer)
    take_up = verbs.add_parser("take-up", help="they want it; its clock starts")
    take_up.add_argument("ref", help=REF)
    take_up.add_argument("--words", default="", help="what they said")
    take_up.add_argument("--due", type=moment_of_text, help="when they want it, if they said so")
    take_up.set_defaults(deed=take_offer_up)
    decline = verbs.add_parser("decline", help="they do not want it")
    decline.add_argument("ref", help=REF)
    decline.add_argument("reason", help="what they said")
    decline.set_defaults(deed=decline_offer)


def list_offers(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print the offers."""
    rows, now = house.info_requests.offers(inspection_of(house, args).id), house.clock()
    out.table(
        ("Ref", "What we offered", "To", "When", "Owner", "Offer"),
        [
            (
                row.ref,
                row.title,
                row.asked_by,
                said_when(row.asked_at, now),
                row.owner or "nobody yet",
                offer_state(row).value,
            )
            for row in rows
        ],
        json_rows=[plain_offer(row) for row in rows],
    )


def add_offer(house: House, args: argparse.Namespace, out: Output) -> None:
    """Note an offer."""
    to = person_of(house, args.to, (Side.INSPECTORATE,)) if args.to else None
    owner = person_of(house, args.owner, (Side.AUTHORITY, Side.PARTNER)) if args.owner else None
    told(
        out,
        house.info_requests.add(
            inspection_of(house, args).id,
            verbatim=args.what,
            kind=RequestKind.OFFER,
            asked_by_id=to.id if to else None,
            owner_id=owner.id if owner else None,
        ),
    )


def take_offer_up(house: House, args: argparse.Namespace, out: Output) -> None:
    """Record that an offer was taken up."""
    request = request_of(house, args)
    told(out, house.info_requests.take_up(request.id, words=args.words, target_at=args.due))


def decline_offer(house: House, args: argparse.Namespace, out: Output) -> None:
    """Record that an offer was declined."""
    told(out, house.info_requests.decline(request_of(house, args).id, reason=args.reason))


def plain_offer(request: InfoRequest) -> dict[str, object]:
    """An offer for programs."""
    return {**plain(request), "offer": offer_state(request).value}
