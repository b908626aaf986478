"""Runs one command: opens the store, does the deed, and turns a refusal into an exit code."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.services.house import House
from ilacs_desktop.services.opening import Opening

DONE, REFUSED, WRONG_USE = 0, 1, 2
PASSPHRASE_VARIABLE = "ILACS_PASSPHRASE"  # noqa: S105 - the name of a variable, not its value


def run_command(args: argparse.Namespace, folder: Path, clock: Clock) -> int:
    """Do what ``args`` asks for with the store in ``folder``; gives the exit code.

    ``new`` makes the store when there is none; every other command wants one. A backup is made at
    the end when something changed and the last one is half an hour old.
    """
    out = Output(as_json=args.json)
    opening = Opening(folder, clock)
    try:
        if getattr(args, "needs_only_opening", False):
            args.deed(opening, args, out)
            return DONE
        house = _open(opening, args)
        args.deed(house, args, out)
        if house.store.saved_at is not None:
            house.safekeeping.backup_if_due()
    except Explained as refusal:
        return refused(refusal)
    except BrokenPipeError:
        # Whoever read along has gone (“| head”); what was asked for is done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        opening.close()
    return DONE


def refused(refusal: Explained) -> int:
    """Say why on standard error; gives the exit code."""
    print(f"main.py: {refusal}", file=sys.stderr)
    return REFUSED


def read_passphrase(args: argparse.Namespace, prompt: str = "Passphrase: ") -> str:
    """The passphrase from a file descriptor, the environment or a prompt.

    Raises:
        Explained: there is no way to ask for it.
    """
    if args.passphrase_fd is not None:
        with os.fdopen(args.passphrase_fd, encoding="utf-8") as stream:
            return stream.readline().rstrip("\r\n")
    if (from_environment := os.environ.get(PASSPHRASE_VARIABLE)) is not None:
        return from_environment
    if not sys.stdin.isatty():
        raise Explained(
            "There is no passphrase.",
            remedy=f"Set {PASSPHRASE_VARIABLE}, use --passphrase-fd, or run in a terminal.",
        )
    return getpass.getpass(prompt)


def _open(opening: Opening, args: argparse.Namespace) -> House:
    opening.hold()
    if opening.is_new():
        if args.command != "new":
            raise Explained(
                "There is no inspection data in this folder.",
                remedy="Open an inspection with “new”, start the window once, or restore a backup.",
            )
        house, code = opening.create(read_passphrase(args, "New passphrase: "), _person_here())
        print(
            f"A new encrypted store was made. Recovery code, shown only now: {code}\n"
            "Print it and keep it apart from this computer; without it a lost passphrase cannot be helped.",
            file=sys.stderr,
        )
        return house
    kept = None
    if args.passphrase_fd is None and PASSPHRASE_VARIABLE not in os.environ:
        kept = opening.open_from_key_store()
    return kept if kept is not None else opening.open(read_passphrase(args))


def _person_here() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no user name on this system
        return "Coordinator"
