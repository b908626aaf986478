"""Backups, restore and checks without a window."""

from __future__ import annotations

import argparse
from pathlib import Path

from ilacs_desktop.cli.output import Output
from ilacs_desktop.cli.run import read_passphrase
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import local
from ilacs_desktop.services.house import House
from ilacs_desktop.services.opening import Opening


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``backup``, ``backups``, ``restore``, ``check`` and ``accept-loss``."""
    backup = commands.add_parser("backup", help="make an encrypted backup and check it")
    backup.add_argument("--to", type=Path, metavar="DIR", help="a second copy here")
    backup.set_defaults(deed=make_backup)
    listing = commands.add_parser("backups", help="list the backups, newest first")
    listing.set_defaults(deed=list_backups, needs_only_opening=True)
    restore = commands.add_parser("restore", help="put a backup in place; the present data are kept aside")
    restore.add_argument("file", type=Path)
    restore.set_defaults(deed=restore_backup, needs_only_opening=True)
    check = commands.add_parser("check", help="look through the whole store, or one backup with --backup")
    check.add_argument("--backup", type=Path, metavar="FILE")
    check.set_defaults(deed=check_store, needs_only_opening=True)
    accept = commands.add_parser("accept-loss", help="go on although saved changes are missing")
    accept.set_defaults(deed=accept_loss, needs_only_opening=True)


def make_backup(house: House, args: argparse.Namespace, out: Output) -> None:
    """Make a backup and check it."""
    made = house.safekeeping.backup_now(second_folder=args.to)
    out.say(f"Backed up and checked: {made.path}")
    out.result({"file": made.path, "sequence": made.sequence, "size_bytes": made.size_bytes})


def list_backups(opening: Opening, _args: argparse.Namespace, out: Output) -> None:
    """All backups of the data folder."""
    found = opening.backups()
    out.table(
        ("Made", "Size", "File"),
        [
            (f"{local(each.made_at):%a %d %b %Y %H:%M}", f"{each.size_bytes // 1024} KiB", str(each.path))
            for each in found
        ],
        json_rows=[
            {"made_at": each.made_at, "size_bytes": each.size_bytes, "file": each.path} for each in found
        ],
        empty="There is no backup yet.",
    )


def restore_backup(opening: Opening, args: argparse.Namespace, out: Output) -> None:
    """Put a backup in the place of the present data."""
    opening.restore(args.file, read_passphrase(args))
    out.say(f"Restored {args.file.name}. What was there before is kept beside it as “aside-…”.")
    out.result({"restored": args.file.name})


def check_store(opening: Opening, args: argparse.Namespace, out: Output) -> None:
    """Look through the store, or through one backup.

    Raises:
        Explained: something is wrong.
    """
    if args.backup is not None:
        sequence = opening.check_backup(args.backup, read_passphrase(args))
        out.say(f"The backup is whole, up to audit entry {sequence}.")
        out.result({"is_well": True, "sequence": sequence})
        return
    findings = opening.open(read_passphrase(args)).safekeeping.check()
    for finding in findings:
        out.say(finding.sentence)
    out.result(
        {"is_well": all(each.is_well for each in findings), "findings": [each.sentence for each in findings]}
    )
    if not all(each.is_well for each in findings):
        raise Explained(
            "The store is not well.", remedy="Restore the newest backup with: main.py restore FILE"
        )


def accept_loss(opening: Opening, args: argparse.Namespace, out: Output) -> None:
    """Go on with a database that is behind its safety record."""
    opening.accept_loss(read_passphrase(args))
    out.say("The store is open again with what is there.")
    out.result({"accepted": True})
