"""Reads a timetable from XLSX, XLS, ODS or CSV, with headings in any common spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.timetable.listing import PURPOSE_LETTERS, ListDrafts, RowDraft
from ilacs_desktop.domain.timetable.slots import PartKind, SlotKind
from ilacs_desktop.intake.annex_a.forms import plain_words
from ilacs_desktop.intake.annex_a.values import shown
from ilacs_desktop.intake.bounded import run_bounded
from ilacs_desktop.intake.sheets import Cell, Sheet, read_sheets
from ilacs_desktop.intake.when import is_blank, read_clock, read_day, words_of

HEADS = {
    "day": ("day", "date", "on", "day date", "date day", "session date"),
    "start": ("start", "starts", "from", "start time", "begins", "begin", "time from"),
    "end": ("end", "ends", "until", "to", "end time", "finish", "time to", "finishes"),
    "time": ("time", "times", "when", "hours", "time slot", "slot"),
    "minutes": ("minutes", "duration", "length", "mins", "duration minutes", "duration mins"),
    "what": (
        "what", "purpose", "activity", "session", "subject", "title", "description", "event",
        "summary", "meeting", "item",
    ),
    "kind": ("kind", "type", "session type", "activity type", "category"),
    "place": ("place", "room", "where", "location", "venue"),
    "site": ("site", "building", "office", "address"),
    "inspectors": (
        "inspectors", "inspector", "lead inspector", "ofsted inspectors", "inspector s", "ofsted", "hmi",
        "ofsted inspector",
    ),
    "staff": (
        "staff", "attendees", "worker", "workers", "social worker", "people", "who", "with",
        "participants", "attendee", "staff member", "staff members", "attending", "our staff",
    ),
    "case": ("case", "case code", "case no", "case number", "child code", "code"),
    "status": ("status", "state"),
    "uid": ("slot id", "id", "uid"),
}  # fmt: skip
KINDS = {
    SlotKind.CASE_SESSION: (
        "case",
        "records",
        "case file",
        "case files",
        "record",
        "case discussion",
        "case file session",
    ),
    SlotKind.MEETING: ("meetings", "discussion"),
    SlotKind.FOCUS_GROUP: ("group", "forum", "focus groups"),
    SlotKind.OBSERVATION: ("observe", "observing", "panel"),
    SlotKind.VISIT: ("site visit", "visits"),
    SlotKind.INTERVIEW: ("interviews",),
    SlotKind.KEEP_IN_TOUCH: ("kit", "keep in touch meeting", "daily meeting"),
    SlotKind.FEEDBACK: ("feedback meeting",),
    SlotKind.LOGISTICS: ("travel", "break", "lunch", "set up", "setup"),
}
OWN_LIST = "ILACS Desktop timetable"
SPAN = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", re.IGNORECASE)
PART = re.compile(r"^(.*?)\s*\((leads?|attends|navigates|navigator|optional)\)$", re.IGNORECASE)
PARTS = {"lead": "leads", "leads": "leads", "attends": "attends", "navigates": "navigates"} | {
    "navigator": "navigates", "optional": "optional",
}  # fmt: skip
OFF = ("stood down", "cancelled", "canceled", "off", "stand down", "withdrawn")
LOOK_AT_ROWS, MOST_ROWS = 20, 5_000
CASE_LETTERS = 20


def read_timetable_list(
    path: Path, *, around: date, cancelled: Callable[[], bool] | None = None
) -> ListDrafts:
    """What the file says; read in a bounded child process. A day without a year is the one by ``around``.

    Raises:
        Explained: the file cannot be read at all, or holds no timetable.
    """
    return run_bounded(read_here, path, around, cancelled=cancelled)


def read_here(path: Path, around: date) -> ListDrafts:
    """As ``read_timetable_list``, in this process."""
    rows: list[RowDraft] = []
    refusals: list[Refusal] = []
    notes: list[str] = []
    about: dict[str, str] = {}
    spared: list[str] = []
    found = False
    for sheet in read_sheets(path):
        if sheet.is_hidden:
            notes.append(f"Sheet {sheet.name} is hidden and was not read.")
            continue
        if len(sheet.rows) > MOST_ROWS:
            raise Explained(f"{path.name} has more than {MOST_ROWS} rows.", remedy="Is it the right file?")
        heads = _headings(sheet.rows)
        if heads is not None:
            found = True
            _take(sheet, *heads, around, rows, refusals, spared)
        elif said := _about(sheet.rows):
            about |= said
        elif any(not is_blank(cell) for row in sheet.rows for cell in row):
            notes.append(f"Sheet {sheet.name} is no timetable and was not read.")
    if not found:
        raise Explained(
            f"No timetable was found in {path.name}.",
            remedy="It needs a row of headings: day, start, end, what; also place, inspectors, staff, case.",
        )
    is_own = about.get("List") == OWN_LIST
    number = about.get("Issue", "")
    return ListDrafts(
        path.name,
        tuple(rows),
        tuple(refusals),
        tuple(notes),
        is_own,
        int(number) if is_own and number.isdigit() else None,
        about.get("Covers", "") if is_own else "",
        tuple(spared),
    )


def _about(rows: Sequence[Sequence[Cell]]) -> dict[str, str]:
    """What the second part of a list of ours says of it."""
    pairs = {str(row[0]).strip(): str(row[1]).strip() for row in rows[:12] if len(row) > 1}
    return pairs if pairs.get("List") == OWN_LIST else {}


def _headings(rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]] | None:
    """The row of headings and the column of each field; a purpose, a day and a time there must be."""
    best: tuple[int, int, dict[str, int]] | None = None
    for number, row in enumerate(rows[:LOOK_AT_ROWS]):
        texts = [plain_words(cell) if isinstance(cell, str) else "" for cell in row]
        columns: dict[str, int] = {}
        for name, words in HEADS.items():
            at = next(
                (
                    at
                    for word in words
                    for at, text in enumerate(texts)
                    if text == word and at not in columns.values()
                ),
                None,
            )
            if at is not None:
                columns[name] = at
        if not {"what", "day"} <= columns.keys() or not {"start", "time"} & columns.keys():
            continue
        if best is None or len(columns) > best[0]:
            best = (len(columns), number, columns)
    return best[1:] if best else None


def _take(  # noqa: PLR0917 - one sheet and where its rows go
    sheet: Sheet,
    start: int,
    columns: Mapping[str, int],
    around: date,
    rows: list[RowDraft],
    refusals: list[Refusal],
    spared: list[str],
) -> None:
    last: date | None = None
    ids: set[str] = set()
    for number, row in enumerate(sheet.rows[start + 1 :], start + 2):
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        place = f"{sheet.name}, row {number}"
        said_day = cells.get("day", "")
        if all(is_blank(cell) for name, cell in cells.items() if name != "day"):
            if (day := read_day(said_day, around)) is not None:
                last = day  # a line with nothing but a day heads what is below it
            continue
        if not is_blank(said_day):
            last = read_day(said_day, around)
            if last is None:
                refusals.append(Refusal(f"{place}, column day", f"{shown(said_day)} is not a day"))
                spared.append(words_of(cells.get("uid", "")))
                continue
        try:
            if last is None:
                raise Explained("column day is blank")
            draft = _row(place, cells, last)
            if draft.uid and draft.uid in ids:
                raise Explained("its slot id stands in a row above as well")
        except Explained as reason:
            refusals.append(Refusal(place, reason.message))
            spared.append(words_of(cells.get("uid", "")))
        else:
            ids.add(draft.uid)
            rows.append(draft)


def _row(place: str, cells: Mapping[str, Cell], day: date) -> RowDraft:
    """One row as a draft. Raises Explained when something in it is not possible."""
    purpose = words_of(cells["what"])
    if not purpose:
        raise Explained("column what is blank")
    if len(purpose) > PURPOSE_LETTERS:
        raise Explained(f"what it is for has {len(purpose)} letters; there is room for {PURPOSE_LETTERS}")
    starts, ends = _times(cells)
    if ends <= starts:
        raise Explained(f"it ends at {ends:%H:%M}, before it starts at {starts:%H:%M}")
    case = words_of(cells["case"]) if "case" in cells else None
    if case is not None and len(case) > CASE_LETTERS:
        raise Explained(f"the case code has more than {CASE_LETTERS} letters")
    kind, remark = _kind(cells, case or "")
    status = plain_words(words_of(cells["status"])) if "status" in cells else None
    return RowDraft(
        row=place,
        day=day,
        starts=starts,
        ends=ends,
        purpose=purpose,
        uid=words_of(cells.get("uid", ""))[:64],
        kind=kind,
        place=words_of(cells["place"]) if "place" in cells else None,
        site=words_of(cells["site"]) if "site" in cells else None,
        inspectors=_names(cells["inspectors"]) if "inspectors" in cells else None,
        staff=_names(cells["staff"]) if "staff" in cells else None,
        case_code=case,
        is_off=None if status is None else status in OFF,
        remark=remark,
    )


def _kind(cells: Mapping[str, Cell], case: str) -> tuple[SlotKind | None, str]:
    if "kind" not in cells:
        return (SlotKind.CASE_SESSION if case else None), ""
    said = words_of(cells["kind"])
    plain = plain_words(said)
    for kind in SlotKind:
        if kind is not SlotKind.BLOCKER and plain in {plain_words(kind.value), *KINDS.get(kind, ())}:
            return kind, ""
    if not plain:
        return (SlotKind.CASE_SESSION if case else None), ""
    return SlotKind.MEETING, f"its kind “{said}” is not one of ours and is read as a meeting"


def _names(cell: Cell) -> tuple[tuple[str, str], ...]:
    """Each name with its part; names stand between semicolons or lines, else commas, “and” and ampersands."""
    text = str(cell)
    between = r"[;\n|]+" if re.search(r"[;\n|]", text) else r",|&|\band\b|/"
    named = {}
    for each in re.split(between, text):
        name = words_of(each)
        word = ""
        if found := PART.match(name):
            name, word = found[1], PARTS[found[2].casefold()]
        if name:
            named[name] = word if word in set(PartKind) else ""
    return tuple(named.items())


def _times(cells: Mapping[str, Cell]) -> tuple[time, time]:
    starts, ends = read_clock(cells.get("start", "")), read_clock(cells.get("end", ""))
    span = cells.get("time", "")
    if starts is None and not is_blank(span):
        parts = SPAN.split(str(span).strip(), maxsplit=1) if isinstance(span, str) else [span]
        starts = read_clock(parts[0])
        if len(parts) == 2:
            ends = read_clock(parts[1])
    if starts is None and isinstance(cells.get("day"), datetime) and "start" not in cells:
        starts = read_clock(cells["day"])
    if starts is None:
        raise Explained("its start is not a time, such as 09:30")
    if ends is None:
        minutes = _minutes(cells.get("minutes", ""))
        if minutes is None:
            raise Explained("its end is not a time, such as 10:30")
        last = datetime.combine(date.min, starts) + timedelta(minutes=minutes)
        if last.date() != date.min:
            raise Explained("it does not end on the day it starts")
        ends = last.time()
    return starts, ends


def _minutes(cell: Cell) -> int | None:
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, int | float):
        return round(cell) if 1 <= cell <= 720 else None
    found = re.match(r"^(\d{1,3})\s*(?:min(?:ute)?s?)?$", str(cell).strip(), re.IGNORECASE)
    return int(found[1]) if found else None
