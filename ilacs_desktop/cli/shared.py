"""The options every command shares, and how a day and a moment are written.

Light to import: the window asks for nothing more of the command line.
"""

from __future__ import annotations

import argparse
from datetime import date, datetime

from ilacs_desktop.domain.moments import moment


def day_of_text(text: str) -> date:
    """A day written as 2026-12-03; for ``type=`` of an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 2026-12-03") from None


def moment_of_text(text: str) -> datetime:
    """A moment written as 2026-12-03T09:30, London time unless it carries a zone; for ``type=``."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a moment; write it as 2026-12-03T09:30") from None
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
