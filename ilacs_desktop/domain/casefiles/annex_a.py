"""What comes in with Annex A: plain data, and nothing of it is stored before it was looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


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
    def sum(self) -> ListCount:
        """The sum of all lists, as a list of number 0."""
        rows, taken, troubled, refused = (
            sum(getattr(each, name) for each in self.lists)
            for name in ("rows", "taken", "with_problems", "refused")
        )
        return ListCount(0, "All lists", "", rows, taken, troubled, refused)

    @property
    def rows(self) -> int:
        """Rows read in all lists."""
        return self.sum.rows

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
class ChildChange:
    """What an import would change of one child we know: label, before and after of each thing."""

    child_id: str
    code: str
    what: tuple[tuple[str, str, str], ...]

    @property
    def said(self) -> str:
        """In one line, days as in the lists: "Team: Duty → Court 1; Last seen: blank → 18/11/2026"."""
        return "; ".join(
            f"{label}: {_as_listed(before)} → {_as_listed(after)}" for label, before, after in self.what
        )


def _as_listed(value: str) -> str:
    """A value as somebody knows it from the lists."""
    return "/".join(reversed(value.split("-"))) if ISO_DAY.fullmatch(value) else value or "blank"


@dataclass(frozen=True, slots=True)
class AnnexAComparison:
    """A reviewed extract beside what is stored: who is new, who changes and how, who is no longer in it.

    Children that are absent from the extract stay as they are. IDs, as in the extract.
    """

    added: tuple[str, ...] = ()
    changed: tuple[ChildChange, ...] = ()
    same: int = 0
    absent: tuple[str, ...] = ()

    @property
    def is_first(self) -> bool:
        """Whether nobody was known before."""
        return not self.changed and not self.same and not self.absent


@dataclass(frozen=True, slots=True)
class AnnexAUndone:
    """What undoing an import did: children taken off the list, put back as they were, and kept for a reason.

    ``stayed`` are children the import had brought who have been chosen since: their code stays, what the
    extract said of them does not.
    """

    removed: int = 0
    restored: int = 0
    stayed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexAImport:
    """One taking-in of Annex A, for the record.

    ``can_undo`` is the newest that stands, if what it changed was kept.
    """

    id: int
    file_name: str
    edition: str
    taken_at: datetime
    by: str
    counts: AnnexACounts = field(default_factory=AnnexACounts)
    extract_on: date | None = None
    undone_at: datetime | None = None
    undone_by: str = ""
    can_undo: bool = False
