"""Search, the audit trail and reminders without a window."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import local, said_when
from ilacs_desktop.services.house import House


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``search``, ``audit`` and ``reminders``."""
    search = commands.add_parser("search", help="search over everything")
    search.add_argument("words", nargs="+")
    search.set_defaults(deed=find)
    audit = commands.add_parser("audit", help="who did what, newest first; verifies the chain with --verify")
    audit.add_argument("--verify", action="store_true")
    audit.add_argument("--about", default="", help="only deeds or people with these words")
    audit.add_argument("--most", type=int, default=50)
    audit.set_defaults(deed=show_audit)
    reminders = commands.add_parser("reminders", help="what rings now")
    reminders.set_defaults(deed=show_reminders)


def find(house: House, args: argparse.Namespace, out: Output) -> None:
    """Search over everything in this inspection."""
    current = house.inspections.current()
    hits = house.lookup.search(" ".join(args.words), current.id if current else None)
    out.table(
        ("What", "Title", "Excerpt"),
        [(hit.ref.kind.value, hit.title, hit.excerpt) for hit in hits],
        json_rows=[
            {"kind": hit.ref.kind, "id": hit.ref.id, "title": hit.title, "excerpt": hit.excerpt}
            for hit in hits
        ],
        empty="Nothing was found.",
    )


def show_audit(house: House, args: argparse.Namespace, out: Output) -> None:
    """The audit trail, or the state of its chain.

    Raises:
        Explained: an entry was tampered with.
    """
    if args.verify:
        state = house.lookup.chain()
        if state.first_wrong is not None:
            raise Explained(
                f"Audit entry {state.first_wrong} does not fit the chain.",
                remedy="Compare with the newest backup.",
            )
        out.say(f"The audit trail is whole: {state.entries} entries, {house.safekeeping.audit_code()}.")
        out.result({"is_whole": True, "entries": state.entries, "code": house.safekeeping.audit_code()})
        return
    rows = house.lookup.audit(text=args.about, limit=args.most)
    out.table(
        ("No.", "When", "Who", "Deed", "What"),
        [
            (str(row.sequence), f"{local(row.at):%d %b %H:%M:%S}", row.actor, row.deed, row.what[:80])
            for row in rows
        ],
        json_rows=[
            {
                "sequence": row.sequence,
                "at": row.at,
                "actor": row.actor,
                "deed": row.deed,
                "kind": row.ref.kind,
                "what": row.what,
            }
            for row in rows
        ],
    )


def show_reminders(house: House, args: argparse.Namespace, out: Output) -> None:
    """What rings now."""
    now = house.clock()
    ringing = house.reminders.due(inspection_of(house, args).id)
    out.table(
        ("Since", "What"),
        [(said_when(each.at, now), each.text) for each in ringing],
        json_rows=[
            {"key": each.key, "at": each.at, "text": each.text, "level": each.level} for each in ringing
        ],
        empty="Nothing rings.",
    )
