"""Somebody's tracker: which column means what, and what its words mean. Nothing is guessed unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

from ilacs_desktop.domain.errors import Refusal
from ilacs_desktop.domain.info_requests.exchange.kept import Kept
from ilacs_desktop.domain.info_requests.exchange.listing import COMING_BACK
from ilacs_desktop.domain.info_requests.shapes import OurStatus, RequestKind, TheirStatus

Word = TypeVar("Word", bound=StrEnum)
RawCell = str | float | int | bool | date | datetime | time | timedelta


class Field(StrEnum):
    """What a column of a tracker can mean; the value is the word shown."""

    SKIP = "do not read"
    TITLE = "what was asked"
    VERBATIM = "their exact words"
    MEANING = "what we take it to mean"
    THEIR_REF = "their own number"
    ASKED_ON = "asked on"
    ASKED_TIME = "time asked"
    ASKED_BY = "asked by"
    ASKED_HOW = "how it was asked"
    OWNER = "owner"
    ENQUIRY = "line of enquiry"
    KIND = "kind"
    STANDING = "staged or asked for"
    STATUS = "status, ours and theirs in one"
    OURS = "our status"
    THEIRS = "their status"
    TARGET_ON = "wanted by"
    TARGET_TIME = "time wanted by"
    PROMISED_ON = "promised for"
    GIVEN_ON = "given on"
    ITEMS = "items, one a line"
    NOTE = "remarks, into the history"
    KEPT = "for coming back"


SPELLINGS: Mapping[Field, tuple[str, ...]] = {
    Field.TITLE: (
        "what was asked", "request", "title", "information requested", "request details", "details",
        "description", "what", "item requested", "document requested", "information request", "subject",
        "query", "evidence requested", "request description", "document", "evidence", "data requested",
        "what is needed", "requested information", "ask", "information required", "details of request",
    ),
    Field.VERBATIM: (
        "in their words", "verbatim", "exact words", "exact request", "wording", "inspector s words",
        "original wording", "request as worded",
    ),
    Field.MEANING: (
        "what we take it to mean", "meaning", "interpretation", "our understanding", "clarification",
    ),
    Field.THEIR_REF: (
        "ref", "reference", "no", "number", "id", "request no", "request number", "ref no", "request id",
        "request ref", "item no", "nr", "reference number", "log no", "#",
    ),
    Field.ASKED_ON: (
        "asked at", "asked on", "date", "date requested", "requested", "date asked", "date received",
        "received", "request date", "date of request", "date logged", "logged", "requested on",
        "date in", "asked", "date raised", "raised", "date and time requested",
    ),
    Field.ASKED_TIME: (
        "time", "time requested", "time asked", "time received", "asked time", "time of request",
        "time logged",
    ),
    Field.ASKED_BY: (
        "asked by", "inspector", "requested by", "hmi", "ofsted inspector", "requestor", "requester",
        "from", "who asked", "lead inspector", "ofsted", "raised by", "inspector name",
    ),
    Field.ASKED_HOW: ("how it was asked", "how asked", "method", "via", "route", "asked how", "how received"),
    Field.OWNER: (
        "owner", "lead", "lead officer", "responsible", "responsible officer", "assigned to", "allocated to",
        "who", "action owner", "la lead", "officer", "assigned", "allocated", "named lead",
        "person responsible", "action by", "action for", "contact",
    ),
    Field.ENQUIRY: (
        "line of enquiry", "kloe", "key line of enquiry", "theme", "area", "loe", "topic", "category",
    ),
    Field.KIND: ("kind", "type", "request type", "type of request", "format"),
    Field.STANDING: ("standing", "staged or asked for"),
    Field.STATUS: ("status", "state", "progress", "rag", "current status", "position", "complete", "done"),
    Field.OURS: ("ours", "our status", "internal status"),
    Field.THEIRS: ("theirs", "their status", "ofsted status", "inspector status"),
    Field.TARGET_ON: (
        "wanted by", "due", "deadline", "due date", "due by", "target date", "required by", "needed by",
        "date due", "by when", "target", "date required", "date needed", "return by", "date needed by",
        "response due",
    ),
    Field.TARGET_TIME: ("time due", "due time", "deadline time", "time needed", "time required", "by time"),
    Field.PROMISED_ON: ("promised for", "promised", "promise date", "agreed deadline", "agreed date"),
    Field.GIVEN_ON: (
        "given at", "given on", "date provided", "provided", "date sent", "sent", "date supplied", "supplied",
        "date given", "given", "date completed", "completed", "date uploaded", "uploaded", "date closed",
        "closed", "date shared", "shared", "date returned", "date responded", "date of response",
        "sent to ofsted", "date submitted",
    ),
    Field.ITEMS: ("items", "parts"),
    Field.NOTE: (
        "remarks", "notes", "comments", "comment", "note", "update", "updates", "response", "action",
        "actions", "latest position", "commentary", "action taken", "la response",
    ),
}  # fmt: skip

OURS_WORDS: Mapping[OurStatus, tuple[str, ...]] = {
    OurStatus.CAPTURED: (
        "open", "new", "outstanding", "requested", "not started", "logged", "to do", "received", "no",
        "unallocated", "red", "n", "not yet started", "live", "overdue", "late",
    ),
    OurStatus.ASSIGNED: ("allocated", "with owner", "sent to owner", "actioned"),
    OurStatus.GATHERING: (
        "in progress", "ongoing", "working on", "started", "underway", "under way", "in hand", "amber",
        "being prepared", "chasing", "chased", "pending", "partial", "part complete", "wip", "awaiting data",
    ),
    OurStatus.CHECKING: (
        "qa", "in qa", "quality assurance", "being checked", "for sign off", "awaiting sign off",
        "with manager", "to check", "for review", "review", "for approval", "awaiting approval", "redaction",
    ),
    OurStatus.CLEARED: (
        "ready", "approved", "signed off", "ready to send", "ready to share", "ready to upload", "to send",
    ),
}  # fmt: skip
THEIRS_WORDS: Mapping[TheirStatus, tuple[str, ...]] = {
    TheirStatus.NOT_GIVEN: ("not sent", "not provided", "not yet given", "awaited"),
    TheirStatus.GIVEN: (
        "sent", "provided", "supplied", "complete", "completed", "closed", "done", "submitted", "uploaded",
        "returned", "shared", "green", "yes", "y", "sent to ofsted", "answered", "responded", "delivered",
        "given to ofsted", "finished", "actioned and closed", "blue", "resolved",
    ),
    TheirStatus.ACCEPTED: ("satisfied", "ofsted satisfied", "ofsted happy", "agreed"),
    TheirStatus.MORE_WANTED: (
        "query", "queried", "follow up", "further information", "further info", "more information wanted",
        "more info needed", "reopened", "come back", "returned by ofsted", "additional info requested",
    ),
    TheirStatus.WITHDRAWN: (
        "cancelled", "canceled", "no longer required", "not required", "n a", "not applicable", "not needed",
        "no longer needed", "dropped", "superseded", "duplicate", "void",
    ),
}  # fmt: skip
KIND_WORDS: Mapping[RequestKind, tuple[str, ...]] = {
    RequestKind.DOCUMENT: (
        "documents", "doc", "policy", "report", "file", "minutes", "word", "pdf",
        "evidence",
    ),
    RequestKind.DATA: ("dataset", "data set", "performance data", "excel", "spreadsheet"),
    RequestKind.LIST: ("lists", "child level list", "annex a", "annex a list"),
    RequestKind.RECORD: (
        "case records", "case file", "record", "records", "child record", "case", "cases", "file access",
    ),
    RequestKind.AUDIT: ("audits", "case audit"),
    RequestKind.MEETING: ("meeting", "person", "interview", "meetings", "visit", "call"),
    RequestKind.PRACTICAL: ("logistics", "room", "it", "login", "access", "admin"),
    RequestKind.CLARIFICATION: ("question", "query", "clarify"),
    RequestKind.FIGURE: ("number", "statistic", "figures"),
    RequestKind.OFFER: ("offered", "la offer"),
}  # fmt: skip
COMES_BACK = re.compile(rf"{COMING_BACK.casefold()}( \d+)?")
"""What is too long for one cell stands in the columns after it."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet as it stands: its headings, and each row below with its place in the file."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[RawCell, ...]], ...]

    def examples(self, column: int, most: int = 3) -> tuple[str, ...]:
        """The first different words in a column."""
        found: dict[str, None] = {}
        for _, row in self.rows[:200]:
            if words := said_raw(row[column] if column < len(row) else ""):
                found.setdefault(words)
                if len(found) == most:
                    break
        return tuple(found)


@dataclass(frozen=True, slots=True)
class RawFile:
    """What stands in a file, not yet understood; sheets with the same headings are one table."""

    file_name: str
    tables: tuple[RawTable, ...]
    notes: tuple[str, ...] = ()


Mapped = tuple[Field, ...]
"""What each column means, from the left."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One row, understood. None: the list says nothing of it. ``kept`` is there for a row of ours.

    ``remarks`` say what was not taken as it stands. In a row of ours only what somebody changed in the
    cells is not None.
    """

    row: str
    title: str | None = None
    verbatim: str | None = None
    meaning: str | None = None
    their_ref: str = ""
    asked_at: datetime | None = None
    asked_by: str | None = None
    asked_how: str | None = None
    owner: str | None = None
    enquiry: str | None = None
    kind: RequestKind | None = None
    staged: bool | None = None
    ours: OurStatus | None = None
    theirs: TheirStatus | None = None
    target_at: datetime | None = None
    promised_at: datetime | None = None
    given_at: datetime | None = None
    items: tuple[str, ...] = ()
    note: str = ""
    remarks: tuple[str, ...] = ()
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Drafts:
    """Everything a file says, understood by one mapping."""

    file_name: str
    rows: tuple[Draft, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    mapped: Mapped = ()

    @property
    def is_own(self) -> bool:
        """Whether it is a list of ours, by which rows are known again."""
        return any(row.kept is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Remembered:
    """How columns with these headings were read before; in both, one for each column."""

    headings: tuple[str, ...]
    mapped: Mapped


def plain_heading(text: str) -> str:
    """A heading for comparing: small letters and figures, one blank between words."""
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", text.casefold()).split())


def suggest(headings: Sequence[str], remembered: Sequence[Remembered] = ()) -> tuple[Mapped, bool]:
    """What each column may mean, and whether that is how the same headings were read before.

    The same headings in another order are the same headings. No field is given twice.
    """
    plain = [plain_heading(heading) for heading in headings]
    for each in remembered:
        known = dict(zip(map(plain_heading, each.headings), each.mapped, strict=False))
        if sorted(known) == sorted(plain) and len(known) == len(plain):
            return tuple(known[heading] for heading in plain), True
        if list(map(plain_heading, each.headings)) == plain and len(each.mapped) == len(plain):
            return each.mapped, True
    found = {at: Field.KEPT for at, text in enumerate(plain) if COMES_BACK.fullmatch(text)}
    is_own = bool(found)
    for meant, spellings in SPELLINGS.items():
        for word in spellings:
            at = next((at for at, text in enumerate(plain) if text == word and at not in found), None)
            if at is not None:
                found[at] = meant
                break
    if not is_own:
        found |= _loosely(plain, found)
    return tuple(found.get(at, Field.SKIP) for at in range(len(plain))), False


def _loosely(plain: Sequence[str], found: Mapping[int, Field]) -> dict[int, Field]:
    """Headings that hold a known spelling of two words or more among others, for fields not found yet."""
    more: dict[int, Field] = {}
    for meant, spellings in SPELLINGS.items():
        if meant in found.values():
            continue
        for at, text in enumerate(plain):
            if at in found or at in more:
                continue
            if any(" " in word and f" {word} " in f" {text} " for word in spellings):
                more[at] = meant
                break
    return more


def known_headings(headings: Sequence[str]) -> int:
    """How many of them have a meaning of their own."""
    return sum(each is not Field.SKIP for each in suggest(headings)[0])


def said_raw(cell: RawCell) -> str:
    """A cell in one line, for showing; a whole number without its decimals."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, float) and 0 < cell < 1:  # how a workbook keeps a time
        minutes = round(cell * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == time() else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return " ".join(str(cell).split())


def read_status(words: str) -> tuple[OurStatus | None, TheirStatus | None]:
    """What one word of status says of our side and of theirs; (None, None) when it is not known.

    What has been given was cleared before.
    """
    plain = plain_heading(words)
    ours = _of_words(plain, OurStatus, OURS_WORDS)
    theirs = _of_words(plain, TheirStatus, THEIRS_WORDS)
    if theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}:
        return OurStatus.CLEARED, theirs
    return ours, theirs or (TheirStatus.NOT_GIVEN if ours else None)


def read_kind(words: str) -> RequestKind | None:
    """The kind a word means; None when it is not known."""
    return _of_words(plain_heading(words), RequestKind, KIND_WORDS)


def _of_words(plain: str, words: type[Word], spellings: Mapping[Word, tuple[str, ...]]) -> Word | None:
    for each in words:
        if plain == plain_heading(each.value) or plain in spellings.get(each, ()):
            return each
    return None
