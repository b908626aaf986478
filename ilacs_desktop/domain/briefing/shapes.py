"""What a sheet is: plain, frozen data that every outlet writes down alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ilacs_desktop.domain.redaction import Audience

MARKING = "OFFICIAL-SENSITIVE"
"""The protective marking that stands on every page."""


class SheetKind(StrEnum):
    """What a sheet is for."""

    MORNING = "morning sheet"
    EVENING = "evening note"
    DAILY_MEETING = "daily-meeting pack"
    FALLBACK = "fallback pack"
    PERSON = "personal page"
    NAVIGATOR = "navigator’s day"
    SESSIONS = "session list"

    @property
    def is_personal(self) -> bool:
        """Whether it is made for one person, by name."""
        return self in {SheetKind.PERSON, SheetKind.NAVIGATOR}

    @property
    def slug(self) -> str:
        """The kind as it stands in file names and on the command line: ``daily-meeting``."""
        return self.name.lower().replace("_", "-")


class SectionKind(StrEnum):
    """How a section is set: as separate lines, as a table, or as running text."""

    LIST = "list"
    TABLE = "table"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Section:
    """One headed part of a sheet.

    A list has rows of two cells, the first of them what the eye looks for (a time, a reference, a
    name) and perhaps empty; a text has one cell a row, a paragraph each; a table has as many cells
    a row as headings. ``left_out`` says what a bounded list does not show ("and 7 more");
    ``empty_says`` stands in place of rows when there are none; ``note`` is one quiet line under the
    title. ``shares`` gives each table column its share of the width; nought is as narrow as its words.
    """

    key: str
    title: str
    kind: SectionKind
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    left_out: str = ""
    empty_says: str = ""
    note: str = ""
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One briefing sheet, either frozen under a number or a draft with number nought.

    ``as_of`` is the moment the data was read; ``issue_number`` the timetable it rests on (None
    when none had been issued); ``previous_number`` the sheet it follows in its own series.
    ``embargo`` is said at the head of every page when it is not empty.
    """

    id: int
    number: int
    kind: SheetKind
    audience: Audience
    day: date
    as_of: datetime
    title: str
    issue_number: int | None
    sections: tuple[Section, ...]
    previous_number: int | None = None
    audit_code: str = ""
    authority: str = ""
    inspection_title: str = ""
    day_line: str = ""
    marking: str = MARKING
    embargo: str = ""
    made_by: str = ""
    person: str = ""
    person_id: int | None = None
    inspection_id: int = 0
    version: int = 0

    @property
    def is_draft(self) -> bool:
        """Whether this has not been frozen and numbered."""
        return self.number == 0

    @property
    def name(self) -> str:
        """``Sheet 7``, or ``Draft``."""
        return "Draft" if self.is_draft else f"Sheet {self.number}"

    def section(self, key: str) -> Section | None:
        """The section with this key, None when the sheet has none."""
        return next((section for section in self.sections if section.key == key), None)

    def places(self) -> Iterator[tuple[str, str]]:
        """Every text of the sheet with the place where it stands ("Timetable, row 3, Where")."""
        for place, text in (
            ("title", self.title),
            ("inspection", self.inspection_title),
            ("authority", self.authority),
            ("day line", self.day_line),
            ("embargo", self.embargo),
            ("person", self.person),
        ):
            yield place, text
        for section in self.sections:
            yield f"{section.title}, heading", section.title
            for text in (section.note, section.left_out, section.empty_says, *section.headings):
                yield f"{section.title}, note", text
            for number, row in enumerate(section.rows, start=1):
                for column, text in enumerate(row):
                    heading = section.headings[column] if column < len(section.headings) else ""
                    yield ", ".join(filter(None, (section.title, f"row {number}", heading))), text
