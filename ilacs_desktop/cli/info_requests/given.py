"""The given register: recording, giving again, receipts, who had what, and checking a folder."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ilacs_desktop.cli.info_requests.finding import REF, request_of
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.cli.shared import day_of_text
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import GivenItem, InfoRequest, OurStatus
from ilacs_desktop.domain.info_requests.folder import FileState
from ilacs_desktop.domain.info_requests.given import next_version, said_line
from ilacs_desktop.domain.moments import day_of, said_short_day, said_when
from ilacs_desktop.services.house import House

LINE = "the line of the register, as in: requests given"


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of the given register."""
    deeds.add_parser("given", help="the given register").set_defaults(deed=list_given)
    give = deeds.add_parser("give", help="record what was given; nothing is sent")
    give.add_argument("ref", help=REF)
    give.add_argument("file", nargs="?", type=Path, help="read for its fingerprint, neither copied nor sent")
    give.add_argument("--how", default="sharing site", help="sharing site, shown on screen, printed or said")
    give.add_argument("--version", dest="version_label", help="else 1, or the next after what it replaces")
    give.add_argument("--item", metavar="WORDS", help="the item it answers; without it, all of the request")
    give.add_argument("--as-of", type=day_of_text, metavar="DAY", help="the day its figures stand for")
    give.add_argument("--review-on", type=day_of_text, metavar="DAY", help="to be looked at again after it")
    give.add_argument("--cleared-by", default="", metavar="WHO")
    give.add_argument("--to", default="", metavar="WHO", help="who has it now; else who asked")
    give.add_argument("--replaces", type=int, metavar="LINE", help="the line of the register it supersedes")
    give.add_argument("--despite", default="", metavar="REASON", help="give a stale document all the same")
    give.set_defaults(deed=record_given)
    again = deeds.add_parser("give-again", help="the same answer for a second asker")
    again.add_argument("ref", help=REF)
    again.add_argument("--as", required=True, dest="as_ref", metavar="REF", help="whose answer it is")
    again.add_argument("--despite", default="", metavar="REASON", help="give a stale document all the same")
    again.set_defaults(deed=give_again)
    line = deeds.add_parser("line", help="one line of the register, and who had an older version")
    line.add_argument("line", type=int, help=LINE)
    line.set_defaults(deed=show_line)
    newest = deeds.add_parser("give-newest", help="the newest version to all who had an old one")
    newest.add_argument("line", type=int, help=LINE)
    newest.add_argument("--how", default="", help="else as the newest was given")
    newest.set_defaults(deed=give_newest)
    receipt = deeds.add_parser("receipt", help="note that the inspectors have it")
    receipt.add_argument("line", type=int, help=LINE)
    receipt.add_argument("what", help="how we know, such as “the site's message”")
    receipt.add_argument("--at", type=moment_of_text, help="when it arrived; else now")
    receipt.set_defaults(deed=note_receipt)
    folder = deeds.add_parser("folder-check", help="are the files in a folder the ones recorded?")
    folder.add_argument("folder", type=Path)
    folder.set_defaults(deed=check_folder)


def list_given(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print the given register."""
    rows = house.info_requests.given(inspection_of(house, args).id)
    now = house.clock()
    out.table(
        ("Line", "Given", "For", "What", "Version", "To", "How", "State"),
        [
            (
                str(row.id),
                said_when(row.given_at, now),
                row.ref,
                row.file_name or row.title,
                row.version_label if row.file_name else "",
                row.given_to,
                row.how,
                _state(house, row),
            )
            for row in rows
        ],
        json_rows=[plain_given(row) for row in rows],
    )


def record_given(house: House, args: argparse.Namespace, out: Output) -> None:
    """Record what was given."""
    request = request_of(house, args)
    facts = house.info_requests.file_facts(args.file) if args.file else None
    if facts is None and args.how != "said":
        raise Explained("Name the file that was given.", remedy="Or say --how said.")
    version = args.version_label or "1"
    if args.replaces and not args.version_label:
        version = next_version(house.info_requests.given_line(args.replaces).version_label)
    line = house.info_requests.give(
        request.id,
        how=args.how,
        file_name=facts.name if facts else "",
        sha256=facts.sha256 if facts else "",
        size_bytes=facts.size_bytes if facts else 0,
        version_label=version,
        as_of=args.as_of,
        review_on=args.review_on,
        item_id=_item_of(request, args.item) if args.item else None,
        cleared_by=args.cleared_by,
        given_to=args.to,
        supersedes_id=args.replaces,
        despite=args.despite,
    )
    _say_line(out, line)
    out.result(plain_given(line))


def give_again(house: House, args: argparse.Namespace, out: Output) -> None:
    """Give a second asker what the first one has."""
    request = request_of(house, args)
    first = request_of(house, argparse.Namespace(**{**vars(args), "ref": args.as_ref}))
    before = {line.id for line in house.info_requests.given(request.inspection_id)}
    if request.ours is not OurStatus.CLEARED:
        house.info_requests.same_answer(request.id, as_id=first.id)
    lines = [line for line in house.info_requests.given(request.inspection_id) if line.id not in before]
    if not lines:
        lines = list(house.info_requests.give_same(request.id, as_id=first.id, despite=args.despite))
    _tell_lines(out, lines)


def show_line(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print one line of the register, and who had an older version of it."""
    line, now = house.info_requests.given_line(args.line), house.clock()
    holders = house.info_requests.who_had(line.id)
    _say_line(out, line)
    to = f" to {line.given_to}" if line.given_to else ""
    out.say(f"Given {said_when(line.given_at, now)}{to} by {line.given_by}; {_state(house, line)}.")
    if line.review_on is not None:
        out.say(f"To be reviewed by {said_short_day(line.review_on)}.")
    if line.received_at is not None:
        out.say(f"Received {said_when(line.received_at, now)}: {line.receipt}.")
    for holder in holders:
        has = "has the newest" if holder.has_newest else "has only the old one"
        out.say(f"  {holder.who}: version {holder.version_label}, {said_when(holder.given_at, now)}, {has}")
    had = [
        {
            "who": holder.who,
            "line": holder.line_id,
            "request": holder.ref,
            "version": holder.version_label,
            "given_at": holder.given_at,
            "has_newest": holder.has_newest,
        }
        for holder in holders
    ]
    out.result({**plain_given(line), "who_had": had})


def give_newest(house: House, args: argparse.Namespace, out: Output) -> None:
    """Record that all who had an old version have the newest."""
    _tell_lines(out, house.info_requests.give_newest(args.line, how=args.how))


def note_receipt(house: House, args: argparse.Namespace, out: Output) -> None:
    """Note that the inspectors have what was given."""
    line = house.info_requests.receive(args.line, what=args.what, received_at=args.at)
    out.say(f"{line.ref}: {said_line(line)} was received.")
    out.result(plain_given(line))


def check_folder(house: House, args: argparse.Namespace, out: Output) -> None:
    """Hold a folder against the register."""
    check = house.info_requests.check_folder(inspection_of(house, args).id, args.folder)
    counts = {state.value: check.count(state) for state in FileState}
    out.table(
        ("File", "State", "For", "Note"),
        [(each.path, each.state.value, each.ref, each.note) for each in check.findings],
        json_rows=[
            {
                "path": each.path,
                "state": each.state.value,
                "line": each.line_id,
                "request": each.ref,
                "note": each.note,
                "is_right": check.is_right,
            }
            for each in check.findings
        ],
        empty="The folder is empty, and nothing is to be in it.",
    )
    out.say(", ".join(f"{count} {state}" for state, count in counts.items() if count))
    if check.left_out:
        out.say(f"Not looked at: {', '.join(check.left_out)}")


def plain_given(item: GivenItem) -> dict[str, object]:
    """A line of the given register for programs."""
    return {
        "id": item.id,
        "request": item.ref,
        "item": item.item_id,
        "file_name": item.file_name,
        "version": item.version_label,
        "sha256": item.sha256,
        "size_bytes": item.size_bytes,
        "as_of": item.as_of,
        "review_on": item.review_on,
        "how": item.how,
        "given_at": item.given_at,
        "given_by": item.given_by,
        "given_to": item.given_to,
        "cleared_by": item.cleared_by,
        "supersedes": item.supersedes_id,
        "is_superseded": item.is_superseded,
        "superseded_by": item.superseded_by_id,
        "received_at": item.received_at,
        "receipt": item.receipt,
    }


def _say_line(out: Output, line: GivenItem) -> None:
    what = f"{line.file_name}, sha-256 {line.sha256[:12]}…" if line.file_name else "what was said"
    out.say(f"{line.ref}: line {line.id} of the given register, {what}, {line.how}.")


def _tell_lines(out: Output, lines: Sequence[GivenItem]) -> None:
    for line in lines:
        _say_line(out, line)
    out.result({"lines": [plain_given(line) for line in lines]})


def _state(house: House, line: GivenItem) -> str:
    if line.is_superseded:
        return f"superseded by line {line.superseded_by_id}"
    if line.review_on is not None and line.review_on < day_of(house.clock()):
        return "past its review date"
    return "received" if line.received_at else "current"


def _item_of(request: InfoRequest, words: str) -> int:
    found = [item for item in request.items if item.what.casefold().startswith(words.casefold())]
    if len(found) != 1:
        said = ", ".join(f"“{item.what}”" for item in request.items) or "none"
        raise Explained(f"{request.ref} has no one item “{words}”.", remedy=f"Its items: {said}.")
    return found[0].id
