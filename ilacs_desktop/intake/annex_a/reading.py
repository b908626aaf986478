"""Reads one list, a column at a time: what each row says, what is wrong with it, and the sum of its rows.

A workbook has a million and a half cells but few different ones in each column, so each different cell is
read once. What cannot be read of a cell is WRONG; a blank is the empty text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from ilacs_desktop.domain.casefiles import Finding, ListCount
from ilacs_desktop.intake.annex_a.forms import Column, Form, ListForm
from ilacs_desktop.intake.annex_a.headings import Headings
from ilacs_desktop.intake.annex_a.values import (
    Reader,
    birth_reader,
    class_of,
    code_reader,
    date_reader,
    is_blank,
    read_age,
    read_id,
    read_text,
    read_whole,
)
from ilacs_desktop.intake.sheets import Cell

WRONG = "\0"
"""Stands for a value that was not taken. Every value sorts after it, and the blank before it."""


class Ledger:
    """The problems of a whole file: the first are listed, all are counted."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.listed: list[Finding] = []
        self.count = 0

    def add(self, finding: Finding) -> None:
        """Note one problem."""
        self.count += 1
        if len(self.listed) < self._most:
            self.listed.append(finding)


@dataclass(slots=True)
class ReadList:
    """One list as read from one sheet. ``values`` are by column, one for each row that is not refused.

    ``numbers`` are the rows' own numbers in the file; ``days`` the newest day that any column holds.
    """

    form: ListForm
    sheet: str
    edition: Form
    ledger: Ledger
    numbers: list[int] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    classes: dict[str, dict[int, str]] = field(default_factory=dict)
    refusals: list[Finding] = field(default_factory=list)
    troubled: bytearray = field(default_factory=bytearray)
    newest_on: str = ""
    total: int = 0

    @property
    def ids(self) -> list[str]:
        """The child, or adopter, of each row."""
        return self.values[self.form.columns[0].name]

    def of_type(self, kind: str) -> tuple[str, list[str]] | None:
        """Name and values of the first column of a type that the sheet has."""
        for column in self.form.columns:
            if column.type == kind and column.name in self.values:
                return column.name, self.values[column.name]
        return None

    def given(self, at: int, name: str) -> bool:
        """Whether anything stands in a cell."""
        return name in self.values and self.values[name][at] != ""

    def problem(self, at: int, column: str, reason: str, rule: str, value: str = "") -> None:
        """Note a problem of a row that is taken all the same; ``at`` counts the rows taken."""
        self.troubled[at] = 1
        found = Finding(
            self.form.number, self.numbers[at], column, value or self._class(at, column), reason, rule
        )
        self.ledger.add(found)

    def count(self) -> ListCount:
        """The sum of this list."""
        troubled = sum(self.troubled)
        return ListCount(
            number=self.form.number,
            title=self.form.title,
            sheet=self.sheet,
            rows=self.total,
            taken=len(self.numbers) - troubled,
            with_problems=troubled,
            refused=len(self.refusals),
        )

    def _class(self, at: int, column: str) -> str:
        text = self.values.get(column, ("",) * (at + 1))[at]
        if not text:
            return "blank"
        kind = next((each.type for each in self.form.columns if each.name == column), "text")
        named = {"date": "a date", "birth": "a date", "age": "a number", "whole": "a number", "id": "an ID"}
        return named.get(kind, "a code" if kind == "code" else "a text")


def read_list(
    read: ReadList, rows: Sequence[Sequence[Cell]], headings: Headings, newest: Form, today: date
) -> None:
    """Take every row below the headings into ``read``: a row is taken, taken with problems, or refused.

    The code sets of the ``newest`` edition are asked for all, for they know the codes of the older ones too.
    """
    first = headings.row + 2
    below = rows[headings.row + 1 :]
    filled = [at for at, row in enumerate(below) if _says_something(row)]
    read.total = len(filled)
    if len(filled) < len(below):
        below = [below[at] for at in filled]
    columns: list[Sequence[Cell]] = list(zip_longest(*below, fillvalue="")) if below else []
    name = read.form.columns[0].name
    place = next(place for place, column in headings.places if column.name == name)
    ids, reasons = _column(_cells(columns, place, len(below)), read_id, must=True)
    taken = [at for at, value in enumerate(ids) if value > WRONG]
    read.numbers = [first + filled[at] for at in taken]
    read.troubled = bytearray(len(taken))
    read.values[name] = [ids[at] for at in taken]
    heads = tuple(rows[headings.row])
    for at, (value, reason) in sorted(reasons.items()):
        said = "the headings stand here once more" if tuple(below[at]) == heads else reason
        read.refusals.append(
            Finding(
                read.form.number, first + filled[at], name, value, said, "blank" if value == "blank" else "id"
            )
        )
    all_taken = len(taken) == len(below)
    for place, column in headings.places:
        if column.name == name:
            continue
        cells = _cells(columns, place, len(below))
        if not all_taken:
            cells = [cells[at] for at in taken]
        _take_column(read, column, cells, _reader(column, newest, today))
    if read.form.one_row_each:
        _once_each(read)


def _take_column(read: ReadList, column: Column, cells: Sequence[Cell], reader: Reader) -> None:
    values, reasons = _column(cells, reader, must=not column.blank)
    read.values[column.name] = values
    for at, (value, reason) in reasons.items():
        read.problem(at, column.name, reason, "blank" if value == "blank" else column.type, value)
    if column.type == "date":
        read.newest_on = max(read.newest_on, max(values, default=""))


def _column(
    cells: Sequence[Cell], reader: Reader, *, must: bool
) -> tuple[list[str], dict[int, tuple[str, str]]]:
    """What each cell says, and for each that is not taken its class and the reason."""
    if bool in set(map(type, cells)):  # True would pass for the number one
        cells = [str(cell) if isinstance(cell, bool) else cell for cell in cells]
    said: dict[Cell, str] = {}
    wrong: dict[Cell, tuple[str, str]] = {}
    for cell in set(cells):
        if is_blank(cell):
            said[cell] = ""
            if must:
                wrong[cell] = ("blank", "is blank")
            continue
        value, reason = reader(cell)
        said[cell] = WRONG if reason else value
        if reason:
            wrong[cell] = (class_of(cell), reason)
    values = [said[cell] for cell in cells]
    if not wrong:
        return values, {}
    return values, {at: wrong[cell] for at, cell in enumerate(cells) if cell in wrong}


def _cells(columns: Sequence[Sequence[Cell]], place: int, rows: int) -> Sequence[Cell]:
    return columns[place] if place < len(columns) else ("",) * rows


def _says_something(row: Iterable[Cell]) -> bool:
    return any(cell != "" and not is_blank(cell) for cell in row)


def _once_each(read: ReadList) -> None:
    """Say of each later row of a child in which row it stands already."""
    counted = Counter(read.ids)
    if len(counted) == len(read.ids):
        return
    seen: dict[str, int] = {}
    for at, child in enumerate(read.ids):
        if child in seen:
            reason = f"the same ID stands in row {read.numbers[seen[child]]}"
            read.problem(at, read.form.columns[0].name, reason, "once")
        seen.setdefault(child, at)


def _reader(column: Column, edition: Form, today: date) -> Reader:
    if column.type == "code":
        return code_reader(edition.codes[column.codes])
    makers: dict[str, Callable[[date], Reader]] = {"date": date_reader, "birth": birth_reader}
    if column.type in makers:
        return makers[column.type](today)
    return {"age": read_age, "whole": read_whole}.get(column.type, read_text)
