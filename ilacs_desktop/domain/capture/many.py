"""A pasted list, divided into the things it asks for: an e-mail's text or the cells of a spreadsheet.

Nothing is left out silently: greetings, signatures and headings are pieces as well, marked as no request
with why, and can be taken all the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from ilacs_desktop.domain.info_requests.exchange.tracker import SPELLINGS, Field, plain_heading

from .completing import Words
from .read import read_line
from .reading import OURS, THEIRS
from .shapes import Captured, Chip, Choice, Corrections, Role
from .times import find_asked, find_due
from .which import enquiry_at
from .who import People, plain

MOST_PIECES = 500
MOST_CHARACTERS = 120_000
LONGEST_LINE = 2000

_QUOTE_RE = re.compile(r"^(?:>\s?)+")
_MARK_RE = re.compile(
    r"^\s*(?:[•·▪‣◦●○■□*+o–—-]\s+|\[[ xX]?\]\s*|\(?\d{1,3}[.):]\s*(?!\d)|\(?[a-zA-Z][.)]\s+|"
    r"\(?[ivxIVX]{1,5}[.)]\s+)"
)
_GREETING_RE = re.compile(
    r"^(?:dear|hi|hello|hiya|good\s+(?:morning|afternoon|evening)|morning|afternoon|all)\b[^.?]{0,40}[,!:]?$",
    re.IGNORECASE,
)
_PARTING_RE = re.compile(
    r"^(?:(?:many\s+|with\s+)?thanks(?:\s+(?:again|all|everyone|in\s+advance))?|thank\s+you(?:\s+(?:all|again|in\s+advance))?|"
    r"(?:kind(?:est)?|warm|best|with\s+kind)\s+(?:regards|wishes)|regards|best|yours(?:\s+\w+)?|cheers|sent\s+from\s+my\b.*)"
    r"[\s,.!]*$",
    re.IGNORECASE,
)
_HEAD_RE = re.compile(r"^(?:from|to|cc|bcc|sent|date|subject)\s*:\s", re.IGNORECASE)
_WROTE_RE = re.compile(r"^on\s.{4,80}\swrote:$|^-{2,}\s*(?:original|forwarded)\s", re.IGNORECASE)
_RULE_RE = re.compile(r"^\s*(?:[-_=*~]\s?){3,}$|^--\s*$")
_WRAPPED_AT = 60
_COLUMNS: Mapping[Field, str] = MappingProxyType(
    {
        Field.TITLE: "what",
        Field.VERBATIM: "what",
        Field.ASKED_BY: Role.BY,
        Field.OWNER: Role.OWNER,
        Field.TARGET_ON: Role.DUE,
        Field.ASKED_ON: Role.ASKED,
        Field.ENQUIRY: Role.ENQUIRY,
        Field.THEIR_REF: "number",
    }
)
"""What of a tracker's columns one pasted row can say; the whole of it is what the import is for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of a pasted list: ``verbatim`` as it stood there, ``line`` as it is to be read.

    ``told`` holds what a column of its own says of a role, in its words. ``why_not`` says why it seems to
    be no request; it is then not taken unless somebody says so.
    """

    number: int
    verbatim: str
    line: str
    told: Mapping[str, str] = field(default_factory=dict)
    why_not: str = ""


def divide(text: str) -> tuple[Piece, ...]:
    """The pieces of ``text`` in their order; a table, its cells parted by tabs, is divided into its rows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and sum("\t" in line for line in lines) * 2 > len(lines):
        table = io.StringIO(text, newline="")
        if text.count('"') % 2:
            return divide_rows(list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)))
        return divide_rows(list(csv.reader(table, delimiter="\t")))
    return _numbered(_of_lines(text.split("\n")))


def divide_rows(rows: Sequence[Sequence[str]]) -> tuple[Piece, ...]:
    """The rows of a table as pieces: by its headings where it has some, else by where the words stand."""
    filled = [[cell.strip() for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    if not filled:
        return ()
    columns = _columns(filled[0])
    has_headings = "what" in columns.values() or len(columns) > 1
    if not has_headings:
        columns = {}
    if "what" not in columns.values():
        columns[_longest(filled[1 if has_headings else 0 :] or filled, columns)] = "what"
    found = []
    for at, row in enumerate(filled):
        cells = {role: row[column] for column, role in columns.items() if column < len(row) and row[column]}
        what = cells.pop("what", "")
        cells.pop("number", None)
        line = " ".join((what or " ".join(row)).split())[:LONGEST_LINE]
        why = (
            "the headings"
            if at == 0 and has_headings
            else ""
            if what
            else "nothing in the column of requests"
        )
        found.append(Piece(0, "\t".join(row).rstrip("\t"), line, cells, why))
    return _numbered(found)


def read_piece(
    piece: Piece, now: datetime, words: Words, *, corrections: Corrections | None = None
) -> Captured:
    """What ``piece`` means: what its columns say goes before its words, and corrections before both.

    What a column says and nobody understands is a chip that says so; the words of the piece are kept whole.
    """
    corrections = corrections or Corrections()
    people = People(words.people)
    chosen: dict[str, Choice] = {}
    unsure: list[Chip] = []
    asked_at = now
    for role in (Role.ASKED, Role.BY, Role.OWNER, Role.DUE, Role.ENQUIRY):
        told = piece.told.get(role, "")
        if not told or role in corrections.chosen or role in corrections.dropped:
            continue
        choice = _choice(role, told, words, people, now=now, asked_at=asked_at)
        if choice is None:
            unsure.append(Chip(Role.UNSURE, f"{role.value} “{told}”: not understood", 0, 0, meant=role))
            continue
        chosen[role] = choice
        if isinstance(choice, datetime) and role is Role.ASKED:
            asked_at = choice
    whole = Corrections(corrections.dropped, {**chosen, **corrections.chosen})
    captured = read_line(piece.line, now, words.people, words.enquiries, corrections=whole, slots=words.slots)
    chips = tuple(
        replace(chip, is_put_right=chip.is_put_right and chip.role in corrections.chosen)
        for chip in captured.chips
    )
    return replace(captured, verbatim=piece.verbatim, chips=(*chips, *unsure))


# -- text --------------------------------------------------------------------------------------------


def _of_lines(lines: Sequence[str]) -> list[Piece]:
    found: list[Piece] = []
    is_open = is_marked = has_parted = False
    before = ""
    for raw in lines:
        line = _QUOTE_RE.sub("", raw)
        words = line.strip()
        if not words:
            is_open = False
            continue
        mark = _MARK_RE.match(line)
        if is_open and mark is None and _goes_on(before, line, is_marked=is_marked) and not _aside(words):
            last = found[-1]
            found[-1] = replace(
                last, verbatim=f"{last.verbatim}\n{raw}", line=f"{last.line} {words}"[:LONGEST_LINE]
            )
        else:
            said = " ".join((line[mark.end() :] if mark else line).split())
            why = _aside(words)
            has_parted = mark is None and (has_parted or _PARTING_RE.match(words) is not None)
            if not why and has_parted:
                why = "below the parting"
            found.append(Piece(0, raw, said[:LONGEST_LINE], why_not=why))
            is_marked = mark is not None
        is_open, before = not _aside(words), line
    for at, piece in enumerate(found[:-1]):
        follows = found[at + 1]
        if (
            piece.line.endswith(":")
            and not piece.why_not
            and _MARK_RE.match(_QUOTE_RE.sub("", follows.verbatim))
        ):
            found[at] = replace(piece, why_not="leads to what follows")
    return [piece for piece in found if piece.line]


def _aside(words: str) -> str:
    """Why a line seems to be no request; empty if it may be one."""
    if _GREETING_RE.match(words) or _PARTING_RE.match(words):
        return "a greeting or a parting"
    if _HEAD_RE.match(words) or _WROTE_RE.match(words):
        return "the head of a message"
    return "a line between" if _RULE_RE.match(words) else ""


def _goes_on(before: str, line: str, *, is_marked: bool) -> bool:
    """Whether ``line`` is the rest of the line before, broken by the mail program or by hand.

    In a list whose pieces are marked, what has no mark belongs to what has one.
    """
    words = line.strip()
    is_small = words[:1].islower()
    is_deeper = len(line) - len(line.lstrip()) > len(before) - len(before.lstrip())
    is_broken = len(before.strip()) >= _WRAPPED_AT and before.rstrip()[-1:] not in ".?!;:"
    if is_marked:
        return is_small or is_deeper or is_broken
    return is_deeper or (is_small and is_broken)


def _numbered(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(replace(piece, number=number) for number, piece in enumerate(pieces, 1))


# -- tables ------------------------------------------------------------------------------------------


def _columns(row: Sequence[str]) -> dict[int, str]:
    """Which column says what, by the headings in ``row``."""
    found: dict[int, str] = {}
    for column, cell in enumerate(row):
        said = plain_heading(cell)
        role = next((role for field, role in _COLUMNS.items() if said in SPELLINGS[field]), None)
        if role is not None and role not in found.values():
            found[column] = role
    return found


def _longest(rows: Sequence[Sequence[str]], taken: Mapping[int, str]) -> int:
    """The column with the most words, of those not taken."""
    wide = max(len(row) for row in rows)
    free = [column for column in range(wide) if column not in taken] or [0]
    return max(free, key=lambda column: sum(len(row[column]) for row in rows if column < len(row)))


def _choice(
    role: Role, told: str, words: Words, people: People, *, now: datetime, asked_at: datetime
) -> Choice | None:
    """What a cell says of ``role``; None when that is not one thing."""
    match role:
        case Role.BY | Role.OWNER:
            found, _ = people.named(told, THEIRS if role is Role.BY else OURS, in_small=True)
            return found[0].id if len(found) == 1 else None
        case Role.ENQUIRY:
            same = [
                number
                for number, code, title in words.enquiries
                if plain(told) in {plain(code), plain(title)}
            ]
            which = enquiry_at(told, 0, words.enquiries)
            ids = same or ([each[0] for each in which.enquiries] if which and which.end == len(told) else [])
            return ids[0] if len(ids) == 1 else None
        case Role.ASKED:
            asked = find_asked(told, now)
            return asked.at if asked is not None and not told[asked.end :].strip() else None
        case _:
            due = find_due(f"by {told}", asked_at)
            return due.at if due is not None and due.end >= len(told) + 3 else None
