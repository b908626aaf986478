"""Reads the cells of a list: each reader gives the value as it is kept, and the reason why it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from ilacs_desktop.intake.annex_a.forms import LETTER, plain_words
from ilacs_desktop.intake.sheets import Cell

Reader = Callable[[Cell], tuple[str, str]]
"""From a cell that is not blank: the value kept ("" if none) and the problem ("" if none)."""

BLANKS = frozenset(
    {"", "#n/a", "n/a", "na", "#null!", "null", "none", "-", "--", "nan", "nat", "#value!", "#ref!", "."}
)
EXCEL_DAY_ONE = date(1899, 12, 30)
EARLIEST = date(1900, 1, 1)
LONGEST_ID = 40
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMERIC_DATE = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$")
ISO_DATE = re.compile(r"^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})$")
SPELLED_DATE = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ \-/]+([A-Za-z]{3})[a-z]*[ ,\-/]+(\d{2}|\d{4})$")
CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")
UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""Control characters, and marks that turn the direction of writing round or have no width."""
BESIDE_LETTERS = frozenset(" -_/\\.,:;#&()*'")
"""What may stand in an ID beside letters and figures."""
USUAL_ID = re.compile(r"[A-Za-z]{0,4}[0-9][A-Za-z0-9]{0,35}", re.ASCII)
"""An ID as nearly all are, which needs no closer look."""
MARKS = set("0123456789 /.-:+")


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, ``#N/A``, ``n/a``, ``-`` and the like, or what cannot be seen."""
    if not isinstance(cell, str):
        return False
    if not cell or (len(cell) < 12 and cell.strip().casefold() in BLANKS) or cell.isspace():
        return True
    return not cell.isprintable() and not UNSEEN.sub("", cell).strip()


def shown(cell: Cell) -> str:
    """A value as a report may show it: figures and dates as they are, words only by their kind.

    A report is mailed about; a word in the wrong column may be a name.
    """
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    if isinstance(cell, date | int | float) or (len(text) <= 20 and set(text) <= MARKS):
        return text
    return "a text"


def clean(cell: Cell, longest: int = 200) -> str:
    """A cell as one line of text; a whole number without its decimals, and nothing that cannot be seen."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))[:longest]
    text = str(cell)
    if not text.isprintable():
        text = UNSEEN.sub("", text)
    return " ".join(text.split())[:longest]


def class_of(cell: Cell) -> str:
    """What kind of value stands in a cell, without saying which."""
    if not isinstance(cell, str):
        kinds = ((bool, "yes or no"), (date, "a date"), (int | float, "a number"))
        return next((words for kind, words in kinds if isinstance(cell, kind)), "a time")
    if is_blank(cell):
        return "blank"
    text = cell.strip()
    if _date_parts(CLOCK.sub("", text)):
        return "a date as text"
    return "a number as text" if text.replace(".", "", 1).isdigit() else "a text"


def read_id(cell: Cell) -> tuple[str, str]:
    """The authority's own ID; a name where an ID belongs is not taken."""
    text = clean(cell)
    if USUAL_ID.fullmatch(text):
        return text, ""
    if len(text) > LONGEST_ID:
        return "", "is too long for an ID"
    if any(not sign.isalnum() and sign not in BESIDE_LETTERS for sign in text):
        return "", "holds signs that no ID has"
    words = text.split()
    if not any(letter.isdigit() for letter in text) or (len(words) > 1 and any(map(_is_word, words))):
        return "", "holds words instead of an ID; names are not taken in"
    return text, ""


def _is_word(text: str) -> bool:
    """Whether ``text`` is a word rather than part of an ID: four letters or more, and no figure."""
    letters = text.strip(".,:;()")
    return len(letters) > 3 and letters.isalpha()


def as_date(cell: Cell) -> date | None:
    """The date a cell means, day before month, or None. Two-digit years: 30 and later are 19xx."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return EXCEL_DAY_ONE + timedelta(days=int(cell)) if 1 < cell < 80_000 else None
    parts = _date_parts(CLOCK.sub("", str(cell).strip().replace("\u00a0", " ")))
    if parts is None:
        return None
    year, month, day = parts
    if year < 100:
        year += 1900 if year >= 30 else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date_parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a written date; a five-figure number is a day count of a spreadsheet."""
    if found := ISO_DATE.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := NUMERIC_DATE.match(text):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := SPELLED_DATE.match(text)) and found[2].casefold() in MONTHS:
        return int(found[3]), MONTHS.index(found[2].casefold()) + 1, int(found[1])
    if text.isdigit() and len(text) == 5 and text.isascii():
        day = EXCEL_DAY_ONE + timedelta(days=int(text))
        return day.year, day.month, day.day
    return None


def date_reader(today: date) -> Reader:
    """Reads dates; one after ``today`` or before 1900 is kept out."""

    def read(cell: Cell) -> tuple[str, str]:
        value = as_date(cell)
        if value is None:
            return "", f"{shown(cell)} is not a date"
        if value > today:
            return "", f"{value:%d/%m/%Y} lies in the future"
        if value < EARLIEST:
            return "", f"{value.isoformat()} is before 1900"
        return value.isoformat(), ""

    return read


def birth_reader(today: date) -> Reader:
    """Reads a date of birth, or an expected one: up to nine months ahead is an unborn child."""

    def read(cell: Cell) -> tuple[str, str]:
        value = as_date(cell)
        if value is None:
            return "", f"{shown(cell)} is not a date"
        if value > today + timedelta(days=290):
            return "", "lies more than nine months in the future"
        if value < date(today.year - 30, 1, 1):
            return "", "is more than thirty years ago"
        return value.isoformat(), ""

    return read


def read_age(cell: Cell) -> tuple[str, str]:
    """An age in years, -1 for the unborn (the template's rule)."""
    try:
        age = float(str(cell).strip().split(" ", maxsplit=1)[0])
    except ValueError:
        return "", f"{shown(cell)} is not an age"
    if not -1 <= age <= 30:
        return "", f"{shown(cell)} is not an age in years"
    return str(int(age // 1)), ""


def read_whole(cell: Cell) -> tuple[str, str]:
    """A number of things."""
    try:
        value = float(str(cell).strip())
    except ValueError:
        return "", f"{shown(cell)} is not a number"
    if not value.is_integer() or not 0 <= value < 10_000:
        return "", f"{shown(cell)} is not a number of things"
    return str(int(value)), ""


def read_text(cell: Cell) -> tuple[str, str]:
    """Any words, in one line."""
    return clean(cell), ""


def code_reader(spellings: Mapping[str, str]) -> Reader:
    """Reads a code word by any of its spellings, with or without its letter."""
    known: dict[str, tuple[str, str]] = {}

    def read(cell: Cell) -> tuple[str, str]:
        text = clean(cell)
        answer = known.get(text)
        if answer is None:
            answer = known[text] = _code(text, spellings)
        return answer

    return read


def _code(text: str, spellings: Mapping[str, str]) -> tuple[str, str]:
    bare = LETTER.sub("", text)
    for spelling in (text, bare, *_parts(bare), *_parts(text)):
        if found := spellings.get(plain_words(spelling)):
            return found, ""
    return "", f"{shown(text)} is not one of the codes"


def _parts(text: str) -> tuple[str, ...]:
    """Code and words of "N1 - Abuse or neglect" or "U6: Foster placement"."""
    head, mark, tail = next(
        (
            (head, mark, tail)
            for mark in (" - ", ": ", " – ", ":", "-")
            for head, found, tail in [text.partition(mark)]
            if found
        ),
        (text, "", ""),
    )
    return (head, tail) if mark and tail.strip() else ()


def age_band(age: int) -> str:
    """The band that is kept instead of an age or a date of birth."""
    bands = ((-1, "unborn"), (0, "under 1"), (4, "1 to 4"), (9, "5 to 9"), (15, "10 to 15"), (17, "16 to 17"))
    return next((words for until, words in bands if age <= until), "18 and over")


def age_on(born: date, on: date) -> int:
    """Age in whole years; -1 before birth."""
    if born > on:
        return -1
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
