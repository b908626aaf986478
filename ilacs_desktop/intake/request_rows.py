"""The rows of a tracker of requests, once it is said which column means what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from ilacs_desktop.domain.errors import Refusal
from ilacs_desktop.domain.info_requests.exchange.kept import Kept, NotOurs, read_kept
from ilacs_desktop.domain.info_requests.exchange.listing import ASKED, STAGED, Title, request_cells
from ilacs_desktop.domain.info_requests.exchange.tracker import (
    Draft,
    Drafts,
    Field,
    Mapped,
    RawCell,
    RawFile,
    RawTable,
    plain_heading,
    read_kind,
    read_status,
    said_raw,
)
from ilacs_desktop.domain.info_requests.shapes import InfoRequest, OurStatus, RequestKind, TheirStatus
from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.intake.annex_a.values import EXCEL_DAY_ONE, shown
from ilacs_desktop.intake.when import is_blank, read_clock, read_day

MORNING, EVENING = time(9), time(17)
"""A day without a time: asked at the beginning of work, due and given at its end."""

OWN = {
    Field.TITLE: Title.TITLE,
    Field.VERBATIM: Title.VERBATIM,
    Field.MEANING: Title.MEANING,
    Field.THEIR_REF: Title.REF,
    Field.ASKED_ON: Title.ASKED_AT,
    Field.ASKED_BY: Title.ASKED_BY,
    Field.ASKED_HOW: Title.ASKED_HOW,
    Field.OWNER: Title.OWNER,
    Field.ENQUIRY: Title.ENQUIRY,
    Field.KIND: Title.KIND,
    Field.STANDING: Title.STAGED,
    Field.OURS: Title.OURS,
    Field.THEIRS: Title.THEIRS,
    Field.TARGET_ON: Title.TARGET_AT,
    Field.PROMISED_ON: Title.PROMISED_AT,
    Field.GIVEN_ON: Title.GIVEN_AT,
}
"""The heading of a list of ours for each field that can be changed in its cells, or be seen changed."""

LOCKED = frozenset(
    {
        Field.VERBATIM, Field.THEIR_REF, Field.ASKED_ON, Field.ASKED_BY, Field.ASKED_HOW, Field.STANDING,
        Field.OURS, Field.THEIRS, Field.GIVEN_ON,
    }
)  # fmt: skip
"""What a list of ours never changes: what was said, and the steps, which have rules of their own."""

MOMENTS = frozenset({Field.ASKED_ON, Field.TARGET_ON, Field.PROMISED_ON, Field.GIVEN_ON})
LONGEST = {Field.ASKED_HOW: 60, Field.THEIR_REF: 60}
SHOWN_LETTERS = 40
CELL_LETTERS = 32_767
"""Letters a cell of a workbook holds; a longer text was cut there, and an ellipsis stands at its end."""

NO_TIME = re.compile(
    r"^(?:asap|a\.s\.a\.p\.?|tbc|tba|tbd|n/?a|none|-+|–|\?+|urgent(?:ly)?|ongoing|immediate(?:ly)?)$",
    re.IGNORECASE,
)
CLOSE = re.compile(
    r"[\s,]*\(?\b(?:by\s+)?(?:cop|cob|eod|close of play|close of business|end of day)\b\)?\s*$", re.IGNORECASE
)
AT_END = re.compile(
    r"^(?P<day>.*?\S)(?:[\s,]+|T)(?:at\s+|by\s+|@\s*)?\(?(?P<clock>\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?"
    r"\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|noon|midday)\)?$",
    re.IGNORECASE,
)
AT_START = re.compile(
    r"^(?:by\s+|at\s+)?(?P<clock>\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|noon|midday|cop|cob|eod"
    r"|close of play|close of business|end of day)[\s,]+(?:on\s+)?(?P<day>\S.*)$",
    re.IGNORECASE,
)
DAY_COUNT = re.compile(r"\d{5}\.\d+")
"""A moment as a spreadsheet counts it, written out as text."""

NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]|[-•*])\s+")
UNSEEN = re.compile("_xFFF[EF]_|[\ufffe\uffff]", re.IGNORECASE)
"""Two characters no workbook can hold, and how they are written instead."""


class _Refused(Exception):
    """One cell that cannot be."""

    def __init__(self, why: str, place: str) -> None:
        super().__init__(why)
        self.refusal = Refusal(place, why)


def understand(raw: RawFile, table: RawTable, mapped: Mapped, *, around: date) -> Drafts:
    """The rows of a table, each column read as ``mapped`` says; what cannot be is refused with its place.

    A day without a year is the one nearest to ``around``.
    """
    rows: list[Draft] = []
    refusals: list[Refusal] = []
    for place, cells in table.rows:
        try:
            draft = _Row(place, table.headings, mapped, cells, around).draft()
        except _Refused as refused:
            refusals.append(refused.refusal)
        else:
            if draft is not None:
                rows.append(draft)
    return Drafts(raw.file_name, tuple(rows), tuple(refusals), raw.notes, table.headings, mapped)


class _Row:
    """One row while it is being understood."""

    def __init__(
        self, place: str, headings: Sequence[str], mapped: Mapped, cells: Sequence[RawCell], around: date
    ) -> None:
        self._place = place
        self._around = around
        self._columns = {meant: heading for heading, meant in zip(headings, mapped, strict=True)}
        self._cells: dict[Field, RawCell] = {}
        self._remarks: list[str] = []
        line = ""
        for at, meant in enumerate(mapped):
            cell = cells[at] if at < len(cells) else ""
            if meant is Field.KEPT:
                line += cell if isinstance(cell, str) else ""
            elif meant is not Field.SKIP and not is_blank(cell):
                self._cells.setdefault(meant, cell)
        self._kept = self._read_kept(line) if line else None
        if self._kept is not None:
            self._drop_untouched(self._kept)

    def draft(self) -> Draft | None:
        """The row understood; None for one that says nothing."""
        title, verbatim = self._text(Field.TITLE), self._text(Field.VERBATIM)
        if self._kept is None and not (title or verbatim):
            if len(self._cells) <= 1:
                return None  # a line with one word heads or ends what is beside it
            raise self._refused(Field.TITLE, "what was asked is blank")
        asked_at = self._moment(Field.ASKED_ON, MORNING, clock=Field.ASKED_TIME)
        ours, theirs = self._states()
        return Draft(
            row=self._place,
            title=title,
            verbatim=verbatim,
            meaning=self._text(Field.MEANING),
            their_ref=self._text(Field.THEIR_REF) or "",
            asked_at=asked_at,
            asked_by=self._text(Field.ASKED_BY),
            asked_how=self._text(Field.ASKED_HOW),
            owner=self._text(Field.OWNER),
            enquiry=self._text(Field.ENQUIRY),
            kind=self._kind(),
            staged=self._standing(),
            ours=ours,
            theirs=theirs,
            target_at=self._moment(Field.TARGET_ON, EVENING, clock=Field.TARGET_TIME, asked_at=asked_at),
            promised_at=self._moment(Field.PROMISED_ON, EVENING, asked_at=asked_at),
            given_at=self._moment(Field.GIVEN_ON, EVENING, asked_at=asked_at),
            items=self._items(),
            note=self._text(Field.NOTE) or "",
            remarks=tuple(self._remarks),
            kept=self._kept,
        )

    # -- a row of ours -------------------------------------------------------------------------

    def _read_kept(self, line: str) -> Kept:
        try:
            return read_kept(line)
        except NotOurs as error:
            raise self._refused(Field.KEPT, f"cannot be read: {error}") from error

    def _drop_untouched(self, kept: Kept) -> None:
        """Leave only what somebody has changed in the cells since the list was written."""
        if not isinstance(kept.what, InfoRequest):
            self._cells = {}
            return
        written = request_cells(kept.what)
        touched = {
            meant: cell
            for meant, cell in self._cells.items()
            if meant in OWN and not self._is_same(meant, cell, written[OWN[meant]])
        }
        for meant in [each for each in touched if each in LOCKED]:
            self._remarks.append(f"“{self._columns[meant]}” is not changed by a list")
            del touched[meant]
        self._cells = touched

    def _is_same(self, meant: Field, cell: RawCell, written: object) -> bool:
        if isinstance(written, datetime):
            at = self._when(cell)
            return at == local(written).replace(tzinfo=None, second=0, microsecond=0)
        if meant in MOMENTS:
            return False
        if cell == written:
            return True
        now, then = _bare(said_raw(cell)), _bare(str(written))
        return (
            now in {then, f"'{then}"}
            or _is_same_number(now, then)
            or (now.endswith("…") and len(str(cell)) >= CELL_LETTERS and then.startswith(now[:-1]))
        )

    # -- cells ----------------------------------------------------------------------------------

    def _text(self, meant: Field) -> str | None:
        """A text as it was typed, but for white before and after; None for a blank."""
        cell = self._cells.get(meant)
        if cell is None:
            return None
        text = cell.strip() if isinstance(cell, str) else said_raw(cell)
        longest = LONGEST.get(meant)
        if longest and len(text) > longest:
            raise self._refused(meant, f"has {len(text)} letters; there is room for {longest}")
        return text

    def _moment(
        self, meant: Field, usual: time, *, clock: Field | None = None, asked_at: datetime | None = None
    ) -> datetime | None:
        cell = self._cells.get(meant)
        own_clock = self._cells.get(clock) if clock else None
        if cell is None and own_clock is not None and asked_at is not None:
            cell = own_clock  # only a time: of the day it was asked
        if cell is None:
            return None
        if isinstance(cell, str) and NO_TIME.match(cell.strip()):
            self._remarks.append(f"{self._columns[meant]} says “{cell.strip()}”: no time is taken")
            return None
        asked_on = local(asked_at).date() if asked_at else None
        at = self._when(cell, usual=usual, on=asked_on)
        if at is None:
            raise self._refused(meant, f"{_quoted(cell)} is not a day")
        if own_clock is not None and own_clock is not cell:
            said = read_clock(own_clock)
            if said is None and clock is not None:
                raise self._refused(clock, f"{_quoted(own_clock)} is not a time, such as 14:00")
            at = at.replace(hour=said.hour, minute=said.minute) if said else at
        return moment(at.date(), at.time())

    def _when(self, cell: RawCell, *, usual: time | None = None, on: date | None = None) -> datetime | None:
        """The day and time a cell means, as London's clock; None when it means none."""
        if isinstance(cell, datetime):
            at = cell.replace(tzinfo=None, microsecond=0) + timedelta(seconds=30 if cell.second > 30 else 0)
            at = at.replace(second=0)
            return datetime.combine(at.date(), usual) if usual and at.time() == time() else at
        if isinstance(cell, str) and DAY_COUNT.fullmatch(cell.strip()):
            cell = float(cell)
        if isinstance(cell, float) and 40_000 < cell < 80_000:
            minutes = round((cell - int(cell)) * 24 * 60)
            whole = EXCEL_DAY_ONE + timedelta(days=int(cell) + minutes // 1440)
            clock = time(minutes // 60 % 24, minutes % 60) if minutes else usual or time()
            return datetime.combine(whole, clock)
        clock_said: time | None = None
        words: RawCell = cell
        if isinstance(cell, str):
            text = " ".join(cell.replace("\u00a0", " ").split())
            words, clock_said = self._parted(text)
        day = read_day(words, self._around) if words != "" else on
        if day is None:
            said = read_clock(cell) if on is not None else None
            return datetime.combine(on, said) if on is not None and said is not None else None
        return datetime.combine(day, clock_said or usual or time())

    def _parted(self, text: str) -> tuple[str, time | None]:
        """A text of day and time in two: “3/12 2pm”, “cop Thu”, “14:00 on 3 December”."""
        if closed := CLOSE.search(text):
            return text[: closed.start()].strip(), EVENING
        for pattern in (AT_END, AT_START):
            found = pattern.match(text)
            if found and read_day(day := found["day"].strip(" ,"), self._around):
                clock = read_clock(
                    found["clock"].partition(".0")[0] if ":" in found["clock"] else found["clock"]
                )
                return (day, clock or EVENING) if clock or found["clock"][0].isalpha() else (text, None)
        return text, None

    def _states(self) -> tuple[OurStatus | None, TheirStatus | None]:
        ours: OurStatus | None = None
        theirs: TheirStatus | None = None
        for meant in (Field.STATUS, Field.OURS, Field.THEIRS):
            words = self._text(meant)
            if words is None:
                continue
            own, their = read_status(words)
            if own is None and their is None:
                self._remarks.append(f"{self._columns[meant]} “{_short(words)}” is not known: not taken")
            ours = (own or ours) if meant is not Field.THEIRS else (ours or own)
            theirs = (their or theirs) if meant is not Field.OURS else (theirs or their)
        return ours, theirs

    def _kind(self) -> RequestKind | None:
        words = self._text(Field.KIND)
        if words is None:
            return None
        kind = read_kind(words)
        if kind is None:
            self._remarks.append(
                f"{self._columns[Field.KIND]} “{_short(words)}” is no kind of ours: not taken"
            )
        return kind

    def _standing(self) -> bool | None:
        words = plain_heading(self._text(Field.STANDING) or "")
        return {STAGED: True, "expected": True, "anticipated": True, ASKED: False, "live": False}.get(words)

    def _items(self) -> tuple[str, ...]:
        lines = (self._text(Field.ITEMS) or "").splitlines()
        return tuple(filter(None, (NUMBERED.sub("", line).strip() for line in lines)))

    def _refused(self, meant: Field, why: str) -> _Refused:
        column = self._columns.get(meant) or meant.value
        return _Refused(why, f"{self._place}, column {column}")


def _quoted(cell: RawCell) -> str:
    said = shown(cell)
    return f"“{_short(str(cell).strip())}”" if said == "a text" else said


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_LETTERS else f"{text[: SHOWN_LETTERS - 1]}…"


def _is_same_number(one: str, other: str) -> bool:
    """Whether a spreadsheet may have made the one of the other: 1.00 and 1, 1E2 and 100, TRUE and True."""
    try:
        return float(one) == float(other)
    except ValueError:
        return one.casefold() == other.casefold() in {"true", "false"}


def _bare(text: str) -> str:
    """A text for comparing: without white and what cannot be seen."""
    text = "".join(UNSEEN.sub("", text).split())
    return text if text.isprintable() else "".join(filter(str.isprintable, text))
