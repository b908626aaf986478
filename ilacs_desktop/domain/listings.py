"""A list that leaves the house: plain grids, built once, which each outlet only writes down.

A grid keeps the very text that was typed. What a format cannot hold its outlet puts right, not the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ilacs_desktop.domain.briefing import MARKING

Cell = str | int | date | datetime | None
"""A moment is aware; an outlet writes it down as London's. None is a blank."""


class Form(StrEnum):
    """A format a list can be written in; the value is the end of the file's name."""

    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"
    TXT = "txt"


class Look(StrEnum):
    """What a column holds, and so how it is written down."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    SLACK = "slack"
    STATE = "state"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Head:
    """One column. ``width`` in characters, for a worksheet.

    ``share`` is its part of the width on paper: 0 as wide as what it holds, None not printed at all.
    A column that is ``under`` another is printed in small letters below that one's text. ``printed`` is its
    heading on paper, if that is another. A slack is a number of minutes, below zero when it is late.
    """

    title: str
    width: int
    look: Look = Look.TEXT
    share: float | None = None
    under: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under headings, one worksheet or one part of a paper."""

    name: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty_says: str = "Nothing stands here yet."


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with its head: whose it is, as of when, and what of the whole it holds.

    ``own_list`` is the word by which a list of ours is known when it comes back, empty when it cannot.
    A report ``is_report``: nobody takes it in. ``printed`` says how many of the grids are printed; the rest
    are for a workbook.
    """

    title: str
    authority: str
    inspection_title: str
    as_of: datetime
    says: str
    grids: tuple[Grid, ...]
    own_list: str = ""
    printed: int = 1
    marking: str = MARKING
    is_report: bool = False
