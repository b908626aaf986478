"""What a command prints: a table for people, or JSON for programs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from shutil import get_terminal_size
from textwrap import wrap
from time import monotonic
from typing import TextIO

from ilacs_desktop.cli.shared import day_of_text, moment_of_text
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection, InspectionState
from ilacs_desktop.services.house import House

__all__ = ["Output", "day_of_text", "inspection_of", "moment_of_text", "one_line"]

PROGRESS_SECONDS = 2.0
LEAST_COLUMN = 6


@dataclass
class Output:
    """Where a command's answer goes. With ``as_json`` it is one JSON value and nothing else."""

    as_json: bool = False
    stream: TextIO = field(default_factory=lambda: sys.stdout)
    columns: int | None = None
    """How wide a line may be; without it as wide as the terminal, and in a file or pipe as wide as it is."""
    _told_at: float | None = None

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        json_rows: Sequence[Mapping[str, object]],
        empty: str = "Nothing here yet.",
    ) -> None:
        """A list: aligned columns, or ``json_rows`` as a JSON array."""
        if self.as_json:
            self._write_json(list(json_rows))
            return
        if not rows:
            print(empty, file=self.stream)
            return
        lines = [tuple(headings), *(tuple(one_line(cell) for cell in row) for row in rows)]
        widths = _fitted([max(len(line[n]) for line in lines) for n in range(len(headings))], self._room)
        for number, line in enumerate(lines):
            cells = [
                [cell] if len(cell) <= width else wrap(cell, width)
                for cell, width in zip(line, widths, strict=True)
            ]
            for parts in zip_longest(*cells, fillvalue=""):
                padded = (part.ljust(width) for part, width in zip(parts, widths, strict=True))
                print("  ".join(padded).rstrip(), file=self.stream)
            if number == 0:
                print("  ".join("-" * width for width in widths), file=self.stream)

    def say(self, text: str) -> None:
        """A sentence for people; silent with ``--json``."""
        if self.as_json:
            return
        room = self._room
        for line in text.splitlines() or [""]:
            indent = line[: len(line) - len(line.lstrip())]
            is_long = room is not None and len(line) > room
            parts = wrap(line, room or 0, subsequent_indent=f"{indent}  ") if is_long else [line]
            print("\n".join(parts), file=self.stream)

    def progress(self, done: int, total: int, words: str) -> None:
        """How far a long deed is, on standard error: a line every two seconds, so nothing of a short one."""
        now = monotonic()
        if self._told_at is None:
            self._told_at = now
        if now - self._told_at >= PROGRESS_SECONDS and not self.as_json:
            self._told_at = now
            far = f", {100 * done // total} %" if total else ""
            print(f"{words}{far}", file=sys.stderr, flush=True)

    def result(self, values: Mapping[str, object]) -> None:
        """The outcome as a JSON object; silent without ``--json``."""
        if self.as_json:
            self._write_json(dict(values))

    @property
    def _room(self) -> int | None:
        if self.columns is not None:
            return self.columns
        return get_terminal_size().columns if self.stream.isatty() else None

    def _write_json(self, value: object) -> None:
        is_unicode = (self.stream.encoding or "utf-8").lower().startswith("utf")
        json.dump(value, self.stream, ensure_ascii=not is_unicode, indent=2, default=_plain)
        self.stream.write("\n")


def _fitted(widths: list[int], room: int | None) -> list[int]:
    """Columns so narrow that a row has room: the widest first, and none narrower than a short word."""
    fitted = list(widths)
    while room is not None and sum(fitted) + 2 * (len(fitted) - 1) > room and max(fitted) > LEAST_COLUMN:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def one_line(text: str) -> str:
    """``text`` on one line and without control characters, which a terminal might obey."""
    return "".join(ch if ch.isprintable() else " " for ch in text)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def inspection_of(house: House, args: argparse.Namespace) -> Inspection:
    """The inspection named by ``--inspection``, or the one that is open.

    Raises:
        Explained: there is none, or there are several and none was named.
    """
    wanted: int | None = getattr(args, "inspection", None)
    if wanted is not None:
        chosen: Inspection = house.inspections.one(wanted)
        return chosen
    open_now = [each for each in house.inspections.all() if each.state is not InspectionState.CLOSED]
    if not open_now:
        raise Explained(
            "There is no inspection yet.", remedy="Open one with: main.py new --type … --authority …"
        )
    if len(open_now) > 1:
        named = "; ".join(f"{each.id} is {each.title}" for each in open_now)
        raise Explained(f"{len(open_now)} inspections are open: {named}.", remedy="Say --inspection N.")
    return open_now[0]
