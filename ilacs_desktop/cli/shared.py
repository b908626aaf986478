"""The options every command shares, and how a day and a moment are written.

Light to import: the window asks for nothing more of the command line.
"""

from __future__ import annotations

import argparse
from datetime import date, datetime

from ilacs_desktop.domain.moments import moment

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""What is written outside of it is a slip of the hand."""


def day_of_text(text: str) -> date:
    """A day written as 2026-12-03; for ``type=`` of an argument."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 2026-12-03") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text} is too far from now")
    return day


def day_or_none(text: str) -> date | None:
    """A day, or the word none; for ``type=`` of an argument."""
    return None if text == "none" else day_of_text(text)


def count_of_text(text: str) -> int:
    """A whole number from 1 to a million; for ``type=`` of an argument."""
    if not text.isdecimal() or not 1 <= len(text) <= 7 or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 1,000,000")
    return int(text)


def moment_of_text(text: str) -> datetime:
    """A moment written as 2026-12-03T09:30, London time unless it carries a zone; for ``type=``."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a moment; write it as 2026-12-03T09:30") from None
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text} is too far from now")
    return moment(at.date(), at.time()) if at.tzinfo is None else at


def shared_options(*, again: bool = False) -> argparse.ArgumentParser:
    """The options of every command. ``again`` leaves a value given before the command as it is."""
    default = argparse.SUPPRESS if again else None
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("for every command")

    def offer(name: str, help_text: str, **more: object) -> None:
        group.add_argument(name, help=help_text, **{"default": default, **more})  # type: ignore[arg-type]  # of argparse

    offer("--data", "the data folder, on a local disk", metavar="DIR")
    offer("--store", "the same as --data", metavar="PATH")
    offer("--now", "take this as the present moment, London time", type=moment_of_text, metavar="MOMENT")
    offer("--inspection", "which inspection, if several are open", type=int, metavar="N")
    offer("--passphrase-fd", "read the passphrase from this file descriptor", type=int, metavar="FD")
    offer("--json", "answer in JSON", action="store_true", **({} if again else {"default": False}))
    return options
