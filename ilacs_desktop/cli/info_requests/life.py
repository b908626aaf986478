"""What happens inside a request: acknowledging, checks and clearing, items, several of one and one of two."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from ilacs_desktop.cli.info_requests.finding import REF, person_of, request_of, told
from ilacs_desktop.cli.output import Output, moment_of_text
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    CheckKind,
    InfoRequest,
    ItemState,
    RequestItem,
    RequestKind,
    TheirStatus,
)
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.house import House
from ilacs_desktop.services.info_requests import Part

Deed = Callable[[House, argparse.Namespace, Output], None]
OURS = (Side.AUTHORITY, Side.PARTNER)


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""

    def verb(name: str, help_text: str, deed: Deed) -> argparse.ArgumentParser:
        parser = deeds.add_parser(name, help=help_text)
        parser.set_defaults(deed=deed)
        parser.add_argument("ref", help=REF)
        return parser

    acknowledge = verb("acknowledge", "the inspector knows that we have it", acknowledge_it)
    acknowledge.add_argument("--at", type=moment_of_text, help="when they were told; else now")
    change = verb("change", "put right what was written down; the exact words stay", change_it)
    change.add_argument("--title")
    change.add_argument("--meaning", help="what we take it to mean")
    change.add_argument("--kind", choices=[each.value for each in RequestKind])
    change.add_argument("--asked-by", metavar="WHO")
    change.add_argument("--asked-how", metavar="WORDS", help="call, corridor, meeting, e-mail …")
    change.add_argument("--asked-of", metavar="WORDS", help="who was asked")
    change.add_argument("--asked-in", metavar="UID", help="the slot it was asked in; “” for none")
    change.add_argument("--enquiry", metavar="CODE", help="its line of enquiry, as K-03; “” for none")
    change.add_argument("--due", type=moment_of_text, help="when they want it")
    change.add_argument("--promised", type=moment_of_text, help="what was promised to the inspector")
    check = verb("check", "say who has checked it, or one item of it", check_it)
    check.add_argument("what", choices=[each.value for each in CheckKind])
    check.add_argument("--by", default="", metavar="NAME", help="who looked; else the person at the keyboard")
    check.add_argument("--item", metavar="WORDS", help="only this item")
    clear = verb("clear", "clear it, or one item of it; checks named here are recorded first", clear_it)
    clear.add_argument("--accuracy", default="", metavar="NAME", help="who checked its accuracy")
    clear.add_argument("--redaction", default="", metavar="NAME", help="who checked its redaction")
    clear.add_argument("--item", metavar="WORDS", help="only this item")
    item = verb("item", "add an item, say whose it is or how it stands", item_of_it)
    item.add_argument("what", help="its words; the beginning is enough for one that is there")
    item.add_argument("--owner", metavar="WHO", help="a name or a role")
    states = [ItemState.WANTED.value, ItemState.WAIVED.value, ItemState.WITHDRAWN.value]
    item.add_argument("--state", choices=states)
    item.add_argument("--reason", default="", help="needed for a state")
    split = verb("split", "divide it: each line becomes a request of its own", split_it)
    split.add_argument("parts", nargs="+", metavar="LINE")
    duplicate = verb("duplicate", "the same is asked again", duplicate_it)
    duplicate.add_argument("--by", metavar="WHO", help="who asked: a name, or “Inspector B”")
    merge = verb("merge", "make one of two; the first points to the second", merge_it)
    merge.add_argument("into", help="the request that stays")
    link = verb("link", "join it to another request", link_it)
    link.add_argument("other", help=REF)
    link.add_argument("--why", default="")
    unlink = verb("unlink", "take the link to another request away", unlink_it)
    unlink.add_argument("other", help=REF)
    verb("reopen", "it is wanted after all", reopen_it)


def acknowledge_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Note that the inspector knows."""
    told(out, house.info_requests.acknowledge(request_of(house, args).id, at=args.at))


def change_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put right what was said."""
    request = request_of(house, args)
    named: dict[str, Any] = {
        "title": args.title,
        "meaning": args.meaning,
        "kind": args.kind,
        "asked_how": args.asked_how,
        "asked_of": args.asked_of,
        "asked_in_uid": args.asked_in,
        "target_at": args.due,
        "promised_at": args.promised,
    }
    if args.asked_by:
        named["asked_by_id"] = person_of(house, args.asked_by, (Side.INSPECTORATE,)).id
    changed = {name: value for name, value in named.items() if value is not None}
    if args.enquiry is not None:
        changed["enquiry_id"] = _enquiry(house, request, args.enquiry) if args.enquiry else None
    if not changed:
        raise Explained("Nothing to change.", remedy="Say what, as in --meaning “…”.")
    told(out, house.info_requests.change(request.id, **changed))


def check_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Record a check."""
    request, kind = request_of(house, args), CheckKind(args.what)
    if args.item:
        item = item_called(request, args.item)
        told(out, house.info_requests.check_item(item.id, kind, checked_by=args.by))
    else:
        told(out, house.info_requests.check(request.id, kind, checked_by=args.by))


def clear_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Clear a request or an item."""
    request = request_of(house, args)
    by = {"accuracy_by": args.accuracy, "redaction_by": args.redaction}
    if args.item:
        told(out, house.info_requests.clear_item(item_called(request, args.item).id, **by))
    else:
        told(out, house.info_requests.clear(request.id, **by))


def item_of_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Add an item, or change the one that begins with these words."""
    request = request_of(house, args)
    owner = person_of(house, args.owner, OURS).id if args.owner else None
    there = _items_called(request, args.what)
    if not there:
        told(out, house.info_requests.add_item(request.id, args.what, owner_id=owner))
        return
    item = item_called(request, args.what)
    if not (args.owner or args.state):
        raise Explained(f"{request.ref} has “{item.what}” already.", remedy="Give --owner or --state.")
    if owner is not None:
        request = house.info_requests.change_item(item.id, owner_id=owner)
    if args.state:
        request = house.info_requests.set_item(item.id, ItemState(args.state), reason=args.reason)
    told(out, request)


def split_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Divide a request."""
    made = house.info_requests.split(request_of(house, args).id, [Part(title) for title in args.parts])
    out.table(
        ("Number", "Title"),
        [(each.ref, each.title) for each in made],
        json_rows=[{"id": each.id, "ref": each.ref, "title": each.title} for each in made],
    )


def duplicate_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take the same down once more."""
    asker = person_of(house, args.by, (Side.INSPECTORATE,)).id if args.by else None
    told(out, house.info_requests.duplicate(request_of(house, args).id, asked_by_id=asker))


def merge_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Make one request of two."""
    told(
        out, house.info_requests.merge(request_of(house, args).id, into_id=_other(house, args, args.into).id)
    )


def link_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Join two requests."""
    request, other = request_of(house, args), _other(house, args, args.other)
    if request.id == other.id:
        raise Explained("A request is not joined to itself.", remedy="Name another one.")
    one, two = (Ref(Kind.INFO_REQUEST, each.id) for each in (request, other))
    house.lookup.link(request.inspection_id, one, two, why=args.why)
    out.say(f"{request.ref} and {other.ref} are joined.")
    out.result({"from": request.ref, "to": other.ref, "why": args.why})


def unlink_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take a link between two requests away."""
    request, other = request_of(house, args), _other(house, args, args.other)
    one, two = (Ref(Kind.INFO_REQUEST, each.id) for each in (request, other))
    if two not in house.lookup.linked(one):
        raise Explained(f"{request.ref} and {other.ref} are not joined.")
    house.lookup.unlink(one, two)
    out.say(f"{request.ref} and {other.ref} are no longer joined.")
    out.result({"from": request.ref, "no_longer": other.ref})


def reopen_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Open a withdrawn request again."""
    told(out, house.info_requests.set_theirs(request_of(house, args).id, TheirStatus.NOT_GIVEN))


def item_called(request: InfoRequest, words: str) -> RequestItem:
    """The one item of ``request`` that begins with ``words``.

    Raises:
        Explained: none does, or several do.
    """
    found = _items_called(request, words)
    if len(found) == 1:
        return found[0]
    if found:
        raise Explained(f"{len(found)} items of {request.ref} begin so.", remedy="Give more of its words.")
    raise Explained(f"No item of {request.ref} begins with “{words}”.")


def _items_called(request: InfoRequest, words: str) -> list[RequestItem]:
    said = words.casefold()
    exact = [item for item in request.items if item.what.casefold() == said]
    return exact or [item for item in request.items if item.what.casefold().startswith(said)]


def _enquiry(house: House, request: InfoRequest, code: str) -> int:
    for enquiry in house.enquiry.all(request.inspection_id):
        if enquiry.code.casefold() == code.casefold():
            return enquiry.id
    raise Explained(f"There is no line of enquiry {code}.", remedy="See them with: enquiry list")


def _other(house: House, args: argparse.Namespace, ref: str) -> InfoRequest:
    return request_of(house, argparse.Namespace(**{**vars(args), "ref": ref}))
