"""What a paper is: plain data that every outlet writes down alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum

from ilacs_desktop.domain.briefing import MARKING
from ilacs_desktop.domain.redaction import Audience


class What(StrEnum):
    """The papers there are."""

    DAY = "day"
    WEEK = "week"
    PERSON = "person"
    PLACE = "place"
    CUE_CARDS = "cue cards"


class Form(StrEnum):
    """The kinds of file; the value is the ending."""

    PDF = "pdf"
    XLSX = "xlsx"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Wish:
    """One paper in one form.

    ``number`` is the issue, None the newest; ``is_draft`` takes the draft instead. ``day`` is the day
    of a board, a door sign and cue cards, and any day of a week; without it a week, a person and a
    place are of all days. Without ``person_id`` (``place_id``) everybody (every place) has a page.
    ``shows_codes`` None is as the paper usually is: a door sign shows none, the others do.
    """

    what: What
    form: Form = Form.PDF
    number: int | None = None
    is_draft: bool = False
    day: date | None = None
    person_id: int | None = None
    place_id: int | None = None
    shows_codes: bool | None = None

    @property
    def with_codes(self) -> bool:
        """Whether codes such as C-014 stand on it."""
        return self.what is not What.PLACE if self.shows_codes is None else self.shows_codes

    @property
    def audience(self) -> Audience:
        """Whom the paper may be given to."""
        return Audience.MANAGERS if self.with_codes else Audience.ALL_STAFF


class State(StrEnum):
    """What became of a slot since the issue before, as a word."""

    SAME = ""
    NEW = "new"
    CHANGED = "changed"
    GONE = "stood down"


@dataclass(frozen=True, slots=True)
class Entry:
    """A slot as it is printed. Minutes count from midnight by London clocks; ``marks`` say what it was."""

    uid: str
    day: date
    starts: str
    ends: str
    from_minute: int
    until_minute: int
    title: str
    people: str
    where: str
    state: State = State.SAME
    marks: tuple[str, ...] = ()
    moved: str = ""
    column: int = 0
    columns: int = 1

    @property
    def time(self) -> str:
        """``09:30–10:30``."""
        return f"{self.starts}–{self.ends}"


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of a board; ``columns`` is how many slots lie beside each other at most."""

    name: str
    note: str
    entries: tuple[Entry, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A day: time down, lanes across. ``part`` says which lanes when there are too many for one page."""

    day: date
    lanes: tuple[Lane, ...]
    from_minute: int
    until_minute: int
    part: str = ""
    empty_says: str = ""


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week: days across, a row for each lane, and in each cell what lies there."""

    title: str
    days: tuple[date, ...]
    rows: tuple[tuple[str, tuple[tuple[Entry, ...], ...]], ...]
    off_site: tuple[date, ...] = ()
    empty_says: str = ""


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person's remaining timetable, led by what changed for them."""

    name: str
    note: str
    changes: tuple[str, ...]
    changes_title: str
    days: tuple[tuple[date, tuple[Entry, ...]], ...]
    empty_says: str = ""


@dataclass(frozen=True, slots=True)
class DoorPage:
    """What happens in one place on one day."""

    place: str
    site: str
    day: date
    entries: tuple[Entry, ...]
    empty_says: str = ""


@dataclass(frozen=True, slots=True)
class CardPage:
    """Small cards, one a slot; ``moved`` of each says when it last moved and from where."""

    entries: tuple[Entry, ...]
    empty_says: str = ""


Page = BoardPage | WeekPage | PersonPage | DoorPage | CardPage


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, of issue ``number`` or of the draft.

    ``as_of`` is when the issue was made, or when the draft was read; ``since`` the issue it is
    compared with, None when there is none.
    """

    what: What
    title: str
    authority: str
    inspection_title: str
    day_line: str
    number: int | None
    as_of: datetime
    since: int | None
    with_codes: bool
    pages: tuple[Page, ...]
    marking: str = MARKING
    audit: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether this is the draft and not an issue."""
        return self.number is None

    @property
    def edition(self) -> str:
        """``Timetable issue 6`` or ``DRAFT – not issued``."""
        return DRAFT_MARK if self.number is None else f"Timetable issue {self.number}"


DRAFT_MARK = "DRAFT – not issued"


def texts_of(thing: object, place: str = "paper") -> Iterator[tuple[str, str]]:
    """Every text of a paper or a listing, with the place where it stands; lasting ids are not texts."""
    if isinstance(thing, str):
        yield place, thing
    elif isinstance(thing, tuple):
        for number, each in enumerate(thing, start=1):
            yield from texts_of(each, f"{place} {number}")
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name != "uid":
                yield from texts_of(getattr(thing, field.name), f"{place}, {field.name.replace('_', ' ')}")
