"""The front door: no argument opens the window, a command runs without one."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from ilacs_desktop.domain.errors import Explained


def main(argv: Sequence[str] | None = None) -> int:
    """Run ILACS Desktop; gives the exit code.

    0 done, 1 refused with an explanation on standard error, 2 wrong use.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    _say_what_can_be_said()
    if words == ["--bounded-reader"]:  # an installed build starts itself as the reader of foreign files
        from ilacs_desktop.intake.bounded import serve_if_asked

        serve_if_asked(["", *words])
    from ilacs_desktop.cli.shared import shared_options

    # The window alone: without the command line's rooms, which would bring the database library.
    plain = argparse.ArgumentParser(
        prog="main.py", parents=[shared_options()], add_help=False, exit_on_error=False
    )
    command = ""
    with contextlib.suppress(argparse.ArgumentError):
        args, more = plain.parse_known_args(words)
        if not more:
            return _window(args)
        command = more[0]
    from ilacs_desktop.cli.parser import make_parser
    from ilacs_desktop.cli.run import refused, run_command
    from ilacs_desktop.wiring import clock_from, data_folder

    args = make_parser(command).parse_args(words)
    try:
        if args.command == "bench":
            from ilacs_desktop.cli.bench import run_bench

            return run_bench(args)
        if args.command == "rehearse" and args.out:
            from ilacs_desktop.cli.rehearse import play

            return play(Path(args.out), as_json=args.json)
        if args.command in (None, "rehearse"):
            return _window(args)
        return run_command(args, data_folder(args), clock_from(args.now, runs=False))
    except Explained as refusal:
        return refused(refusal)


def _say_what_can_be_said() -> None:
    """Let a terminal that lacks a letter (Windows code pages) show “?” for it instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None in a windowed build on Windows
            stream.reconfigure(errors="replace")


def _window(args: argparse.Namespace) -> int:
    from ilacs_desktop.wiring import open_window

    try:
        return open_window(args)
    except Explained as refusal:
        sys.stderr.write(f"main.py: {refusal}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
