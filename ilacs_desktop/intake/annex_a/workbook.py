"""Reads whole Annex A files: every row is taken, taken with problems, or refused, and the sums agree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ilacs_desktop.domain.casefiles import AnnexAReview, Finding
from ilacs_desktop.domain.casefiles.report import said_rows
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.annex_a.across import Across
from ilacs_desktop.intake.annex_a.checks import Days, check_list, earliest_extract
from ilacs_desktop.intake.annex_a.drawn import file_saved_on, said_in_titles, staleness
from ilacs_desktop.intake.annex_a.forms import Form, load_forms, plain_words
from ilacs_desktop.intake.annex_a.headings import Headings, find_headings, list_number
from ilacs_desktop.intake.annex_a.merging import merged
from ilacs_desktop.intake.annex_a.reading import Ledger, ReadList, read_list
from ilacs_desktop.intake.annex_a.values import is_blank
from ilacs_desktop.intake.sheets import Sheet, read_sheets

MOST_REPORTED = 20_000
"""Beyond this many problems the report counts on, but lists no more."""
ADOPTERS = 11
STEPS = 2 * ADOPTERS
"""Each list is read and then checked, for whoever waits."""
Report = Callable[[int, int, str], None]


@dataclass(slots=True)
class _Taking:
    """What has been read of the files so far."""

    forms: tuple[Form, ...]
    today: date
    ledger: Ledger = field(default_factory=lambda: Ledger(MOST_REPORTED))
    lists: dict[int, ReadList] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    titled: list[date] = field(default_factory=list)
    saved: list[date] = field(default_factory=list)


def read_annex_a(
    paths: Sequence[Path],
    folder: Path,
    today: date,
    notified_on: date | None = None,
    report: Report | None = None,
) -> AnnexAReview:
    """What one workbook, or several files of one list each, say; ``folder`` holds the editions.

    ``notified_on`` is the day the inspection was announced: the six and twelve months of the lists, and
    whether they are too old, are reckoned from the earliest day on which they may have been drawn for it.
    Without it they are reckoned from the day of the lists themselves.

    Raises:
        Explained: a file cannot be read at all, or no list of Annex A is in it.
    """
    if not paths:
        raise Explained("No file was given.")
    taking = _Taking(load_forms(folder), today)
    digest = hashlib.sha256()
    for path in paths:
        for sheet in read_sheets(path):
            _take_sheet(sheet, taking)
            if report is not None:
                report(len(taking.lists), STEPS, f"{sheet.name} read")
        if saved_on := file_saved_on(path):
            taking.saved.append(saved_on)
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    lists = {number: taking.lists[number] for number in sorted(taking.lists)}
    names = ", ".join(path.name for path in paths)
    if not lists:
        raise Explained(
            f"No list of Annex A was found in {names}.",
            remedy="A list needs its headings in one row, the child's ID among them.",
        )
    drawn_on, stale = _drawn(taking, notified_on)
    days = Days(today, earliest_extract(notified_on) if notified_on else drawn_on or today)
    for number, read in lists.items():
        check_list(read, days)
        if report is not None:
            report(ADOPTERS + number, STEPS, f"List {number} checked")
    Across(lists).check()
    refusals = [refusal for read in lists.values() for refusal in read.refusals]
    problems = sorted(taking.ledger.listed, key=_order_of(lists))
    return AnnexAReview(
        file_name=names,
        edition=_edition(taking).title,
        lists=tuple(read.count() for read in lists.values()),
        children=merged(lists, today),
        problems=tuple(problems),
        refusals=tuple(refusals),
        notes=(*((stale,) if stale else ()), *taking.notes, *_closing_notes(taking)),
        sha256=digest.hexdigest(),
        extract_on=drawn_on,
        problem_count=taking.ledger.count,
    )


def _take_sheet(sheet: Sheet, taking: _Taking) -> None:
    """Read one sheet into the lists, or say in the notes why not."""
    notes = taking.notes
    if sheet.is_hidden:
        notes.append(f"Sheet {sheet.name} is hidden and was not read.")
        return
    found = _best_fit(sheet, taking.forms)
    if found is None:
        _note_no_list(sheet, taking)
        return
    edition, headings = found
    form = headings.form
    if form.number in taking.lists:
        rows = sum(any(not is_blank(cell) for cell in row) for row in sheet.rows[headings.row + 1 :])
        notes.append(f"Sheet {sheet.name} is a second List {form.number}; its {_rows(rows)} not read.")
        return
    named = list_number(sheet.name)
    if named is not None and named != form.number:
        notes.append(f"Sheet {sheet.name} has the columns of List {form.number} and was read as that.")
    if headings.missing:
        notes.append(f"List {form.number} has no column: {'; '.join(headings.missing)}.")
    if headings.unknown:
        notes.append(f"List {form.number}: not known and not read: {'; '.join(headings.unknown)}.")
    merged_rows = _fill_merged(sheet, headings.row)
    if merged_rows:
        notes.append(
            f"List {form.number}: what stands in merged cells was read in each of their rows ({merged_rows})."
        )
    if titled_on := said_in_titles(sheet.rows[: headings.row]):
        taking.titled.append(titled_on)
    read = ReadList(form, sheet.name, edition, taking.ledger)
    taking.lists[form.number] = read
    read_list(read, sheet.rows, headings, taking.forms[-1], taking.today)


def _note_no_list(sheet: Sheet, taking: _Taking) -> None:
    """Say of a sheet in which no list was found that it was not read."""
    filled = sum(any(not is_blank(cell) for cell in row) for row in sheet.rows)
    number = list_number(sheet.name)
    if number is not None and filled > 1:
        taking.notes.append(
            f"Sheet {sheet.name} is called a list, but the headings of List {number} were not found; "
            f"its {_rows(filled)} not read."
        )
    elif plain_words(sheet.name) in taking.forms[-1].pages:
        taking.pages.append(sheet.name)
    else:
        taking.notes.append(
            f"Sheet {sheet.name} is no list of Annex A and was not read ({said_rows(filled)})."
        )


def _rows(count: int) -> str:
    return f"{said_rows(count)} {'was' if count == 1 else 'were'}"


def _fill_merged(sheet: Sheet, headings_row: int) -> int:
    """Repeat what stands in cells merged downwards in each of their rows; gives how many rows were filled."""
    filled = 0
    for (top, left), (bottom, _right) in sheet.merged:
        if top <= headings_row or top >= len(sheet.rows):
            continue
        for row in sheet.rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = sheet.rows[top][left]
                filled += 1
    return filled


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


def _drawn(taking: _Taking, notified_on: date | None) -> tuple[date | None, str]:
    """The day the lists were drawn as far as they tell it, and what is to be said if that was too early."""
    newest = max((read.newest_on for read in taking.lists.values()), default="")
    newest_on = date.fromisoformat(newest) if newest > "\0" else None
    titled_on = min(taking.titled, default=None)
    stale = ""
    if notified_on is not None:
        stale = staleness(
            earliest_extract(notified_on),
            titled_on=titled_on,
            saved_on=min(taking.saved, default=None),
            newest_on=newest_on,
        )
    return titled_on or newest_on, stale


def _closing_notes(taking: _Taking) -> list[str]:
    notes = []
    absent = [str(number) for number in range(1, ADOPTERS + 1) if number not in taking.lists]
    if absent:
        notes.append(f"Not in this file: {'list' if len(absent) == 1 else 'lists'} {', '.join(absent)}.")
    if taking.pages:
        notes.append(f"The template's own pages hold no list and were not read: {', '.join(taking.pages)}.")
    if ADOPTERS in taking.lists and taking.lists[ADOPTERS].numbers:
        notes.append("List 11 was checked; adopters are not kept.")
    if taking.ledger.count > MOST_REPORTED:
        notes.append(f"{taking.ledger.count} problems in all; {MOST_REPORTED} of them are listed.")
    return notes


def _edition(taking: _Taking) -> Form:
    """The newest edition that any list needed."""
    return taking.forms[max(taking.forms.index(read.edition) for read in taking.lists.values())]


def _order_of(lists: dict[int, ReadList]) -> Callable[[Finding], tuple[int, int, int]]:
    """By list, row and column, as somebody goes through the workbook."""
    places = {
        (number, column.name): place
        for number, read in lists.items()
        for place, column in enumerate(read.form.columns)
    }
    return lambda found: (found.list, found.row, places.get((found.list, found.column), 0))
