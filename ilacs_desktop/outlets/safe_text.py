"""One sanitiser in front of every writer: odd characters must not stop a sheet or hide something in it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from ilacs_desktop.domain.briefing import Section, Sheet

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes a text for a formula, full-width forms included."""

BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the order of what follows, and so can make a name read as another."""

REPLACEMENT = "\ufffd"


def safe(text: str) -> str:
    """``text`` as any format can hold it: without control characters, loose surrogates and order marks.

    Line breaks become line feeds, tabs become spaces; what a person would see is left as it is.
    """
    return "".join(filter(None, map(_safe_character, text.replace("\r\n", "\n").replace("\r", "\n"))))


def one_line(text: str) -> str:
    """``safe`` text on one line, with single spaces."""
    return " ".join(safe(text).split())


def formula_safe(text: str) -> str:
    """``safe`` text that a spreadsheet reading CSV will not take for a formula: led by an apostrophe."""
    clean = safe(text)
    return f"'{clean}" if clean.lstrip(" \n\u00a0").startswith(FORMULA_STARTS) else clean


def safe_sheet(sheet: Sheet) -> Sheet:
    """The sheet with every text on it sanitised, each cell on one line."""
    return replace(
        sheet,
        title=one_line(sheet.title),
        authority=one_line(sheet.authority),
        inspection_title=one_line(sheet.inspection_title),
        day_line=one_line(sheet.day_line),
        audit_code=one_line(sheet.audit_code),
        embargo=one_line(sheet.embargo),
        made_by=one_line(sheet.made_by),
        person=one_line(sheet.person),
        sections=tuple(_safe_section(section) for section in sheet.sections),
    )


def _safe_section(section: Section) -> Section:
    return replace(
        section,
        title=one_line(section.title),
        headings=tuple(one_line(heading) for heading in section.headings),
        rows=tuple(tuple(one_line(cell) for cell in row) for row in section.rows),
        left_out=one_line(section.left_out),
        empty_says=one_line(section.empty_says),
        note=one_line(section.note),
    )


def _safe_character(character: str) -> str:
    if character == "\n" or " " <= character <= "~":
        return character
    if character in {"\t", "\u2028", "\u2029", "\u0085", "\u000b", "\u000c"}:
        return " "
    if character in BIDI_CONTROLS:
        return ""
    category = unicodedata.category(character)
    if category == "Cs":
        return REPLACEMENT
    if category == "Cc" or (ord(character) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
        return ""
    return character
