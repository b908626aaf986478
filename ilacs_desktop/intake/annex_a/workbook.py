"""Reads whole Annex A files: every row is taken, taken with problems, or refused, and the sums agree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ilacs_desktop.domain.casefiles import AnnexAReview, ListCount
from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.intake.annex_a.forms import Column, Form, ListForm, load_forms
from ilacs_desktop.intake.annex_a.headings import Headings, find_headings, list_number
from ilacs_desktop.intake.annex_a.merging import across_lists, merged
from ilacs_desktop.intake.annex_a.values import (
    Reader,
    birth_reader,
    code_reader,
    date_reader,
    is_blank,
    read_age,
    read_id,
    read_text,
    read_whole,
)
from ilacs_desktop.intake.sheets import Cell, Sheet, read_sheets

MOST_REPORTED = 20_000
"""Beyond this many problems the report counts on, but lists no more."""
ADOPTERS = 11


@dataclass(slots=True)
class Row:
    """One row of a list as far as it was taken; ``values`` by column."""

    number: int
    child_id: str
    values: dict[Column, str]
    has_problem: bool = False


@dataclass(slots=True)
class ReadList:
    """One list as read from one sheet."""

    form: ListForm
    sheet: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Refusal] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    total: int = 0
    edition: Form | None = None

    def problem(self, row: Row, column: str, reason: str) -> None:
        """Note a problem of a row that is taken all the same."""
        row.has_problem = True
        self.problems.append(Refusal(place(self.form.number, row.number, column), reason))

    def count(self) -> ListCount:
        """The sum of this list."""
        troubled = sum(row.has_problem for row in self.rows)
        return ListCount(
            number=self.form.number,
            title=self.form.title,
            sheet=self.sheet,
            rows=self.total,
            taken=len(self.rows) - troubled,
            with_problems=troubled,
            refused=len(self.refusals),
        )


def place(number: int, row: int, column: str = "") -> str:
    """Where something stands: "List 6, row 112, column Date of Birth"."""
    return f"List {number}, row {row}, column {column}" if column else f"List {number}, row {row}"


def read_annex_a(
    paths: Sequence[Path],
    folder: Path,
    today: date,
    report: Callable[[int, int, str], None] | None = None,
) -> AnnexAReview:
    """What one workbook, or several files of one list each, say; ``folder`` holds the editions.

    Raises:
        Explained: a file cannot be read at all, or no list of Annex A is in it.
    """
    if not paths:
        raise Explained("No file was given.")
    forms = load_forms(folder)
    lists: dict[int, ReadList] = {}
    notes: list[str] = []
    digest = hashlib.sha256()
    for path in paths:
        for sheet in read_sheets(path):
            if sheet.is_hidden:
                notes.append(f"Sheet {sheet.name} is hidden and was not read.")
                continue
            _take_sheet(sheet, forms, lists, notes, today)
            if report is not None:
                report(len(lists), 11, f"{sheet.name} read")
        digest.update(path.read_bytes())
    if not lists:
        names = ", ".join(path.name for path in paths)
        raise Explained(
            f"No list of Annex A was found in {names}.",
            remedy="A list needs its headings in one row, the child's ID among them.",
        )
    across_lists(lists)
    read = [lists[number] for number in sorted(lists)]
    absent = [str(number) for number in range(1, ADOPTERS + 1) if number not in lists]
    if absent:
        notes.append(f"Not in this file: {'list' if len(absent) == 1 else 'lists'} {', '.join(absent)}.")
    if ADOPTERS in lists and lists[ADOPTERS].rows:
        notes.append("List 11 was checked; adopters are not kept.")
    problems = [problem for each in read for problem in each.problems]
    if len(problems) > MOST_REPORTED:
        notes.append(f"{len(problems)} problems in all; the first {MOST_REPORTED} are listed.")
    return AnnexAReview(
        file_name=", ".join(path.name for path in paths),
        edition=_edition(forms, read).title,
        lists=tuple(each.count() for each in read),
        children=merged(lists, today),
        problems=tuple(problems[:MOST_REPORTED]),
        refusals=tuple(refusal for each in read for refusal in each.refusals),
        notes=tuple(notes),
        sha256=digest.hexdigest(),
    )


def _take_sheet(
    sheet: Sheet, forms: Sequence[Form], lists: dict[int, ReadList], notes: list[str], today: date
) -> None:
    """Read one sheet into ``lists``, or say in ``notes`` why not."""
    found = _best_fit(sheet, forms)
    if found is None:
        filled = sum(any(not is_blank(cell) for cell in row) for row in sheet.rows)
        number = list_number(sheet.name)
        if number is not None and filled > 1:
            notes.append(
                f"Sheet {sheet.name} is called a list, but the headings of List {number} were not found; "
                f"its {filled} rows were not read."
            )
        else:
            notes.append(f"Sheet {sheet.name} is no list of Annex A and was not read ({filled} rows).")
        return
    edition, headings = found
    form = headings.form
    if form.number in lists:
        rows = sum(any(not is_blank(cell) for cell in row) for row in sheet.rows[headings.row + 1 :])
        notes.append(f"Sheet {sheet.name} is a second List {form.number}; its {rows} rows were not read.")
        return
    if headings.missing:
        notes.append(f"List {form.number} has no column: {'; '.join(headings.missing)}.")
    if headings.unknown:
        notes.append(f"List {form.number}: not known and not read: {'; '.join(headings.unknown)}.")
    read = ReadList(form, sheet.name, edition=edition)
    lists[form.number] = read
    _take_rows(read, sheet.rows, headings, forms[-1], today)


def _best_fit(sheet: Sheet, forms: Sequence[Form]) -> tuple[Form, Headings] | None:
    """The edition whose columns this sheet fits best; the older one when both do."""
    fits = []
    for age, form in enumerate(forms):
        headings = find_headings(sheet.name, sheet.rows, form.lists)
        if headings is not None:
            fits.append((len(headings.unknown), len(headings.missing), age, form, headings))
    if not fits:
        return None
    *_, form, headings = min(fits, key=lambda fit: fit[:3])
    return form, headings


def _edition(forms: Sequence[Form], read: Sequence[ReadList]) -> Form:
    """The newest edition that any list needed."""
    needed = [forms.index(each.edition) for each in read if each.edition is not None]
    return forms[max(needed)]


def _take_rows(
    read: ReadList, rows: Sequence[Sequence[Cell]], headings: Headings, newest: Form, today: date
) -> None:
    """Read every row below the headings; the newest edition knows the codes of all."""
    readers = [(place, column, _reader(column, newest, today)) for place, column in headings.places]
    id_column = read.form.columns[0]
    seen: dict[str, int] = {}
    for number, cells in enumerate(rows[headings.row + 1 :], headings.row + 2):
        if all(is_blank(cell) for cell in cells):
            continue
        read.total += 1
        row, reasons = _read_row(number, cells, readers)
        row.child_id = row.values.get(id_column, "")
        if not row.child_id:
            reason = next((reason for name, reason in reasons if name == id_column.name), "is blank")
            read.refusals.append(Refusal(place(read.form.number, number, id_column.name), reason))
            continue
        read.rows.append(row)
        for name, reason in reasons:
            read.problem(row, name, reason)
        if read.form.one_row_each:
            if row.child_id in seen:
                read.problem(row, id_column.name, f"the same ID stands in row {seen[row.child_id]}")
            seen.setdefault(row.child_id, number)


def _read_row(
    number: int, cells: Sequence[Cell], readers: Sequence[tuple[int, Column, Reader]]
) -> tuple[Row, list[tuple[str, str]]]:
    """One row, and what is wrong with it: column and reason."""
    row = Row(number, "", {})
    reasons: list[tuple[str, str]] = []
    for position, column, reader in readers:
        cell = cells[position] if position < len(cells) else ""
        if is_blank(cell):
            if not column.blank:
                reasons.append((column.name, "is blank"))
            continue
        value, reason = reader(cell)
        if reason:
            reasons.append((column.name, reason))
        elif value:
            row.values[column] = value
    return row, reasons


def _reader(column: Column, edition: Form, today: date) -> Reader:
    if column.type == "code":
        return code_reader(edition.codes[column.codes])
    if column.type == "date":
        return date_reader(today)
    if column.type == "birth":
        return birth_reader(today)
    return {"id": read_id, "age": read_age, "whole": read_whole}.get(column.type, read_text)
