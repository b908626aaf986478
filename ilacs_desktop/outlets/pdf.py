"""A sheet as tagged PDF (PDF/UA-1) and as pictures of its pages, set by typst.

Text goes in as data and can never be markup. The same sheet gives the same bytes: the date in the
document is the sheet's own. A warning of the typesetter is an error, for it means that something
would look otherwise than meant.
"""

from __future__ import annotations

import functools
import json
import re
import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import fontpkg_inter
import typst

from ilacs_desktop.domain.briefing import Audience, Section, SectionKind, Sheet
from ilacs_desktop.domain.moments import day_of, said_day, said_short_day, said_time
from ilacs_desktop.outlets.safe_text import safe_sheet
from ilacs_desktop.paths import resources

FONT_FILE = "Inter[opsz,wght].ttf"
UNPRINTABLE = "□"
UNPRINTABLE_NOTE = (
    "□ stands for a character that this typeface does not have; the Word file and the text have it."
)
TOGETHER = re.compile(r"\b([A-Z]\.|Inspectors?|Room|\d{1,2}) (?=[A-Z0-9])")
"""What is not parted at the end of a line: ``R. Malik``, ``Inspector B``, ``Room 2``, ``3 December``."""

LONG_WORD = re.compile(r"\S{30}(?=\S)")
MAY_BREAK = "\u200b"
"""Put into a word of more than thirty letters, which may then go on in the next line."""

STATE_HEADINGS = frozenset({"State", "Ours", "You", "Told"})
"""Columns of short words of state, set as tinted lozenges."""

SHORT_ROWS, SHORT_LENGTH = 8, 1200
"""A part of at most so many rows and letters stays together on one page; it is far from filling one."""

SCREEN_PPI = 96


def pdf_bytes(sheet: Sheet) -> bytes:
    """The sheet as PDF/UA-1.

    Raises:
        RuntimeError: the typesetter warned or refused; a fault of ours, not of the text.
    """
    return _set(sheet, "pdf")[0]


def page_pictures(sheet: Sheet, *, ppi: float = SCREEN_PPI) -> list[bytes]:
    """Each page as a PNG, ``ppi`` dots to the inch."""
    return _set(sheet, "png", ppi=ppi)


def _set(sheet: Sheet, form: Literal["pdf", "png"], *, ppi: float | None = None) -> list[bytes]:
    return typeset("sheet.typ", payload_of(sheet), form, ppi=ppi)


def typeset(
    template: str, payload: dict[str, Any], form: Literal["pdf", "png"], *, ppi: float | None = None
) -> list[bytes]:
    """A template of ours filled with data: one PDF/UA-1 file, or the pages as pictures.

    Raises:
        RuntimeError: the typesetter warned or refused; a fault of ours, not of the text.
    """
    try:
        made, warnings = typst.compile_with_warnings(
            str(resources() / "sheets" / template),
            sys_inputs={"data": json.dumps(payload, ensure_ascii=False)},
            format=form,
            ppi=ppi,
            pdf_standards=["ua-1"] if form == "pdf" else None,
            font_paths=typeface(),
        )
    except typst.TypstError as error:
        raise RuntimeError(f"the sheet could not be set: {error}") from error
    if warnings:
        raise RuntimeError(f"the sheet was set with a warning: {warnings[0]}")
    # typst gives the bytes of one page or of a PDF, and a list for several pages.
    pages: Any = made
    return list(pages) if isinstance(pages, list) else [pages]


def payload_of(sheet: Sheet) -> dict[str, Any]:
    """The data the template reads: every text already said, nothing left to decide."""
    sheet = safe_sheet(sheet)
    issue = f"timetable issue {sheet.issue_number}" if sheet.issue_number else "no timetable issued"
    made = f"as at {said_short_day(day_of(sheet.as_of))} {said_time(sheet.as_of)}"
    audit = f"audit {sheet.audit_code}" if sheet.audit_code else ""
    payload: dict[str, Any] = {
        "document_title": f"{sheet.title}, {sheet.name.lower()}",
        "author": f"{sheet.authority} inspection desk".strip(),
        "made": list(sheet.as_of.utctimetuple()[:6]),
        "marking": sheet.marking,
        "header_left": f"{sheet.authority} · {_readers(sheet)}",
        "header_right": " · ".join(filter(None, (sheet.name, _issue_short(sheet)))),
        "footer": " · ".join(filter(None, (sheet.name, issue, made, audit, "printed copy is uncontrolled"))),
        "overline": f"{sheet.kind.value.capitalize()} for {_readers(sheet)}",
        "headline": said_day(sheet.day),
        "subtitle": " · ".join(filter(None, (sheet.inspection_title, _without_day(sheet)))),
        "embargo": sheet.embargo,
        "draft": "Draft, not numbered: do not hand out." if sheet.is_draft else "",
        "sections": [_section(section) for section in sheet.sections],
    }
    printable: dict[str, Any] = printable_words(payload)
    printable["document_title"] = printable["document_title"].replace("\u00a0", " ")
    is_marked = UNPRINTABLE in json.dumps(printable, ensure_ascii=False)
    printable["unprintable"] = UNPRINTABLE_NOTE if is_marked else ""
    return printable


def _readers(sheet: Sheet) -> str:
    return sheet.person if sheet.audience is Audience.PERSON and sheet.person else sheet.audience.value


def _issue_short(sheet: Sheet) -> str:
    return f"issue {sheet.issue_number}" if sheet.issue_number else ""


def _without_day(sheet: Sheet) -> str:
    """The day line without the day, which is the headline already."""
    return sheet.day_line.removesuffix(said_day(sheet.day)).rstrip(" ·")


def _section(section: Section) -> dict[str, Any]:
    length = sum(len(cell) for row in section.rows for cell in row)
    columns = len(section.headings) if section.kind is SectionKind.TABLE else 0
    return {
        "title": section.title,
        "kind": section.kind.value,
        "headings": list(section.headings),
        "rows": [list(row) for row in section.rows],
        "left_out": section.left_out,
        "empty": section.empty_says,
        "note": section.note,
        "shares": list(section.shares or (1,) * columns),
        "pills": [at for at, heading in enumerate(section.headings) if heading in STATE_HEADINGS],
        "lead": section.key == "changes",
        "together": len(section.rows) <= SHORT_ROWS and length <= SHORT_LENGTH,
    }


def printable_words(value: Any) -> Any:
    """``value`` with every character the typeface lacks replaced, and joiners it lacks dropped."""
    if isinstance(value, str):
        value = TOGETHER.sub("\\g<1>\u00a0", value)
        return LONG_WORD.sub(f"\\g<0>{MAY_BREAK}", "".join(_printable_characters(value)))
    if isinstance(value, list):
        return [printable_words(each) for each in value]
    if isinstance(value, dict):
        return {key: printable_words(each) for key, each in value.items()}
    return value


def _printable_characters(text: str) -> Iterator[str]:
    known = glyphs()
    last = ""
    for character in unicodedata.normalize("NFC", text):
        if ord(character) in known:
            last = character
        elif unicodedata.category(character) in {"Cf", "Mn", "Me"} or last == UNPRINTABLE:
            continue
        else:
            last = UNPRINTABLE
        yield last


def fonts_folder() -> Path:
    """Where the typeface lies."""
    return Path(str(fontpkg_inter.__file__)).parent / "files"


@functools.cache
def typeface() -> typst.Fonts:
    """Inter and nothing else, so that a sheet looks the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_folder())]
    )


@functools.cache
def glyphs() -> frozenset[int]:
    """The code points the typeface can print, read from its character map (formats 4 and 12)."""
    data = (fonts_folder() / FONT_FILE).read_bytes()
    start = next(offset for tag, offset in _tables(data) if tag == b"cmap")
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", data, start + 2)[0]):
        offset = start + struct.unpack_from(">I", data, start + 4 + 8 * index + 4)[0]
        form = struct.unpack_from(">H", data, offset)[0]
        if form == 12:
            points.update(_format_12(data, offset))
        elif form == 4:
            points.update(_format_4(data, offset))
    return frozenset(points)


def _tables(data: bytes) -> Iterator[tuple[bytes, int]]:
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        yield tag, offset


def _format_12(data: bytes, offset: int) -> Iterator[int]:
    for index in range(struct.unpack_from(">I", data, offset + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", data, offset + 16 + 12 * index)
        yield from range(first + (glyph == 0), last + 1)


def _format_4(data: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, offset + 14)
    starts = struct.unpack_from(f">{count}H", data, offset + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            yield from range(first, last + 1)
