"""Requests without a window: the capture line, the lists, and every deed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Anchor, Edge, GivenItem, InfoRequest, OurStatus, TheirStatus
from ilacs_desktop.domain.moments import said_minutes, said_when
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.services.house import House

Deed = Callable[[House, argparse.Namespace, Output], None]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``requests list|staged|given|show|add|assign|status|give|pause|resume|anchor|withdraw|…``."""
    requests = commands.add_parser("requests", help="information requests and the given register")
    verbs = requests.add_subparsers(metavar="DEED", required=True)

    def verb(name: str, help_text: str, deed: Deed, *, ref: bool = False) -> argparse.ArgumentParser:
        parser = verbs.add_parser(name, help=help_text)
        parser.set_defaults(deed=deed)
        if ref:
            parser.add_argument("ref", help="the request, such as IR-031 or A-08")
        return parser

    lists = verb("list", "what has been asked for, by slack", list_live)
    lists.add_argument("--all", action="store_true", help="those given and withdrawn as well")
    verb("staged", "what can be expected", list_staged)
    verb("given", "the given register", list_given)
    verb("show", "one request, with its clock and history", show, ref=True)
    add = verb("add", "keep one line: “10:40 Inspector B asked AD for … by 2pm re …”", add_line)
    add.add_argument("line")
    add.add_argument("--review", action="store_true", help="show what is understood and store nothing")
    assign = verb("assign", "say who owns it", assign_to, ref=True)
    assign.add_argument("owner", help="a name or a role")
    status = verb("status", "move it along, on our side or on theirs", set_status, ref=True)
    words = [*(each.value for each in OurStatus), TheirStatus.ACCEPTED.value, TheirStatus.MORE_WANTED.value]
    status.add_argument("status", choices=words)
    status.add_argument("--reason", default="", help="needed for a step back, and for “more wanted”")
    give = verb("give", "record what was given; nothing is sent", record_given, ref=True)
    give.add_argument("file", nargs="?", type=Path, help="read for its fingerprint, neither copied nor sent")
    give.add_argument("--how", default="sharing site", help="sharing site, shown on screen, printed or said")
    give.add_argument("--version", default="1", dest="version_label")
    give.add_argument("--replaces", type=int, metavar="LINE", help="the line of the register it supersedes")
    pause = verb("pause", "stop its clock while we await an answer", pause_clock, ref=True)
    pause.add_argument("why", help="as in “asked which months”")
    verb("resume", "let its clock run again", resume_clock, ref=True)
    anchor = verb("anchor", "tie its deadline to a slot; it moves with the slot", anchor_it, ref=True)
    anchor.add_argument("--slot", required=True, metavar="UID", help="the slot, as in: timetable show --json")
    edge = anchor.add_mutually_exclusive_group(required=True)
    edge.add_argument("--before", type=int, metavar="MINUTES", help="before the slot starts")
    edge.add_argument("--after", type=int, metavar="MINUTES", help="after the slot ends")
    verb("release", "let its deadline go from the slot; the time stays", release_it, ref=True)
    verb("anchored", "the requests whose deadline hangs on a slot", list_anchored)
    withdraw = verb("withdraw", "it is no longer wanted", withdraw_it, ref=True)
    withdraw.add_argument("reason")
    activate = verb("activate", "Ofsted has asked for a staged request", activate_it, ref=True)
    activate.add_argument("--by", metavar="WHO", help="who asked: a name, or “Inspector B”")
    activate.add_argument("--due", type=moment_of_text, help="when they want it, if they said so")


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
                _said_slack(row),
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


def list_given(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print the given register."""
    rows = house.info_requests.given(inspection_of(house, args).id)
    now = house.clock()
    out.table(
        ("Line", "Given", "For", "What", "Version", "How", "State"),
        [
            (
                str(row.id),
                said_when(row.given_at, now),
                row.ref,
                row.file_name or row.title,
                row.version_label if row.file_name else "",
                row.how,
                "superseded" if row.is_superseded else "current",
            )
            for row in rows
        ],
        json_rows=[plain_given(row) for row in rows],
    )


def show(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print one request whole."""
    request = _request(house, args)
    now = house.clock()
    history = house.info_requests.history(request.id)
    out.say(f"{request.ref}  {request.title}  ({request.ours.value}, {request.theirs.value})")
    out.say(f"In their words: “{request.verbatim}”")
    if request.meaning:
        out.say(f"It means: {request.meaning}")
    out.say(request.due.working)
    for each in history:
        why = f": {each.why}" if each.why else ""
        out.say(f"  {said_when(each.at, now)}  {each.what}{why}  ({each.by})")
    told = [{"at": each.at, "by": each.by, "what": each.what, "why": each.why} for each in history]
    out.result({**plain(request), "history": told})


def add_line(house: House, args: argparse.Namespace, out: Output) -> None:
    """Keep one capture line, or show what it is understood to mean."""
    inspection = inspection_of(house, args)
    captured = house.capture.read(inspection.id, args.line)
    chips = [chip.text for chip in captured.chips]
    understood = {
        "kind": captured.kind.value,
        "asked_at": captured.asked_at,
        "asked_by": captured.asked_by,
        "asked_of": captured.asked_of,
        "owner": captured.owner,
        "due_at": captured.due_at,
        "enquiry": captured.enquiry,
        "about": captured.about,
        "chips": chips,
    }
    if args.review:
        out.say(f"{captured.about}  [{'] ['.join(chips)}]")
        out.result({**understood, "stored": False})
        return
    ref = house.capture.store(inspection.id, captured)
    name = house.info_requests.one(ref.id).ref if ref.kind is Kind.INFO_REQUEST else captured.kind.value
    out.say(f"Kept {name}: {captured.about}  [{'] ['.join(chips)}]")
    out.result({**understood, "stored": True, "ref": name, "thing": ref.kind.value, "id": ref.id})


def assign_to(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say who owns a request."""
    request = _request(house, args)
    owner = _person(house, args.owner, (Side.AUTHORITY, Side.PARTNER))
    _told(out, house.info_requests.assign(request.id, owner.id))


def set_status(house: House, args: argparse.Namespace, out: Output) -> None:
    """Move a request along."""
    request = _request(house, args)
    if args.status in {each.value for each in OurStatus}:
        moved = house.info_requests.set_ours(request.id, OurStatus(args.status), reason=args.reason)
    else:
        moved = house.info_requests.set_theirs(request.id, TheirStatus(args.status), reason=args.reason)
    _told(out, moved)


def record_given(house: House, args: argparse.Namespace, out: Output) -> None:
    """Record what was given."""
    request = _request(house, args)
    facts = house.info_requests.file_facts(args.file) if args.file else None
    if facts is None and args.how != "said":
        raise Explained("Name the file that was given.", remedy="Or say --how said.")
    item = house.info_requests.give(
        request.id,
        how=args.how,
        file_name=facts.name if facts else "",
        sha256=facts.sha256 if facts else "",
        size_bytes=facts.size_bytes if facts else 0,
        version_label=args.version_label,
        supersedes_id=args.replaces,
    )
    what = f"{item.file_name}, sha-256 {item.sha256[:12]}…" if item.file_name else "what was said"
    out.say(f"{request.ref}: line {item.id} of the given register, {what}, {item.how}.")
    out.result(plain_given(item))


def pause_clock(house: House, args: argparse.Namespace, out: Output) -> None:
    """Stop a clock."""
    _told(out, house.info_requests.pause(_request(house, args).id, why=args.why))


def resume_clock(house: House, args: argparse.Namespace, out: Output) -> None:
    """Let a clock run."""
    _told(out, house.info_requests.resume(_request(house, args).id))


def anchor_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Tie a deadline to a slot."""
    is_before = args.before is not None
    _told(
        out,
        house.info_requests.anchor(
            _request(house, args).id,
            slot_uid=args.slot,
            edge=Edge.START if is_before else Edge.END,
            minutes=args.before if is_before else args.after,
        ),
    )


def release_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Let a deadline go from its slot."""
    _told(out, house.info_requests.release(_request(house, args).id))


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


def withdraw_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Withdraw a request."""
    _told(out, house.info_requests.withdraw(_request(house, args).id, reason=args.reason))


def activate_it(house: House, args: argparse.Namespace, out: Output) -> None:
    """Start the clock of a staged request."""
    request = _request(house, args)
    asker = _person(house, args.by, (Side.INSPECTORATE,)) if args.by else None
    _told(
        out,
        house.info_requests.activate(request.id, asked_by_id=asker.id if asker else None, target_at=args.due),
    )


def plain(request: InfoRequest) -> dict[str, object]:
    """A request for programs."""
    return {
        "id": request.id,
        "ref": request.ref,
        "title": request.title,
        "verbatim": request.verbatim,
        "meaning": request.meaning,
        "asked_at": request.asked_at,
        "asked_by": request.asked_by,
        "owner": request.owner,
        "enquiry": request.enquiry,
        "kind": request.kind.value,
        "staged": request.staged,
        "ours": request.ours.value,
        "theirs": request.theirs.value,
        "due_at": request.due.at,
        "slack_minutes": request.due.slack_minutes,
        "is_overdue": request.due.is_overdue,
        "is_paused": request.due.is_paused,
        "working": request.due.working,
        "promised_at": request.promised_at,
        "anchor": _plain_anchor(request.anchor) if request.anchor else None,
    }


def _plain_anchor(anchor: Anchor) -> dict[str, object]:
    return {
        "slot": anchor.uid,
        "edge": anchor.edge.value,
        "minutes": anchor.minutes,
        "said": anchor.said,
        "trouble": anchor.trouble,
    }


def plain_given(item: GivenItem) -> dict[str, object]:
    """A line of the given register for programs."""
    return {
        "id": item.id,
        "request": item.ref,
        "file_name": item.file_name,
        "version": item.version_label,
        "sha256": item.sha256,
        "size_bytes": item.size_bytes,
        "as_of": item.as_of,
        "how": item.how,
        "given_at": item.given_at,
        "given_by": item.given_by,
        "given_to": item.given_to,
        "cleared_by": item.cleared_by,
        "supersedes": item.supersedes_id,
        "is_superseded": item.is_superseded,
    }


def _told(out: Output, request: InfoRequest) -> None:
    owner = request.owner or "nobody yet"
    state = f"{request.ours.value}, {request.theirs.value}"
    out.say(f"{request.ref}: {state}, owner {owner}. {request.due.working}")
    out.result(plain(request))


def _said_slack(request: InfoRequest) -> str:
    slack = request.due.slack_minutes
    if slack is None:
        return "awaiting" if request.is_paused and request.is_open else ""
    return f"late {said_minutes(slack)}" if slack < 0 else said_minutes(slack)


def _request(house: House, args: argparse.Namespace) -> InfoRequest:
    """The request with the ref given.

    Raises:
        Explained: there is none.
    """
    wanted = args.ref.upper()
    rows: tuple[InfoRequest, ...] = house.info_requests.all(inspection_of(house, args).id)
    for row in rows:
        if row.ref == wanted:
            return row
    raise Explained(f"There is no request {wanted}.", remedy="See: requests list --all, requests staged.")


def _person(house: House, words: str, sides: tuple[Side, ...]) -> Person:
    """The one person of ``sides`` called so, by name, known-as or role.

    Raises:
        Explained: nobody is, or several are.
    """
    said = words.casefold()
    people: list[Person] = [each for each in house.people.all() if each.side in sides]
    found = [
        each
        for each in people
        if said in {each.name.casefold(), each.short_name.casefold(), each.known_as.casefold()}
    ] or [each for each in people if said == each.role.casefold()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Explained(f"Nobody is called “{words}”.", remedy="Give the full name, or the role.")
    raise Explained(f"{len(found)} people fit “{words}”.", remedy="Give the full name.")
