"""What comes in with Annex A: plain data, and nothing of it is stored before it was looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the report says of one row: where it stands, what kind of value it is, and what is wrong.

    ``value`` is only the class of the value ("a date", "a text"), for a report is mailed about and a word in
    the wrong column may be a name. ``rule`` is the key of the check, for counting.
    """

    list: int
    row: int
    column: str
    value: str
    reason: str
    rule: str = ""

    @property
    def place(self) -> str:
        """Where it stands: "List 6, row 112, column Date of Birth"."""
        return f"{self.where}, column {self.column}" if self.column else self.where

    @property
    def where(self) -> str:
        """List and row: "List 6, row 112"."""
        return f"List {self.list}, row {self.row}"


@dataclass(frozen=True, slots=True)
class ChildDraft:
    """What all the lists together say about one child; ``facts`` are keyed as in resources/annex_a."""

    child_id: str
    cohorts: tuple[str, ...]
    team: str = ""
    worker: str = ""
    age_band: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    lists: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListCount:
    """The sum for one list: ``rows`` is always taken + with_problems + refused."""

    number: int
    title: str
    sheet: str
    rows: int
    taken: int
    with_problems: int
    refused: int


@dataclass(frozen=True, slots=True)
class AnnexAReview:
    """What would be taken from an Annex A workbook; looked at first, stored afterwards.

    ``problems`` were taken all the same, ``refusals`` were not; ``notes`` are about the file as a whole
    (an old extract, hidden sheets, sheets that are no list, lists that are missing). Of very many problems
    the first are listed; ``problem_count`` counts them all. ``extract_on`` is the day the lists were drawn,
    as far as the file tells it.
    """

    file_name: str
    edition: str
    lists: tuple[ListCount, ...]
    children: tuple[ChildDraft, ...]
    problems: tuple[Finding, ...] = ()
    refusals: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    sha256: str = ""
    extract_on: date | None = None
    problem_count: int = 0

    @property
    def rows(self) -> int:
        """Rows read in all lists."""
        return sum(count.rows for count in self.lists)

    @property
    def all_problems(self) -> int:
        """How many problems there are, listed or not."""
        return max(self.problem_count, len(self.problems))


@dataclass(frozen=True, slots=True)
class AnnexACounts:
    """What an import did: children new to us, changed, unchanged, and known but absent from the file."""

    added: int = 0
    changed: int = 0
    same: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True)
class AnnexAImport:
    """One taking-in of Annex A, for the record."""

    id: int
    file_name: str
    edition: str
    taken_at: datetime
    by: str
    counts: AnnexACounts = field(default_factory=AnnexACounts)
