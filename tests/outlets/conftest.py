"""Numbered sheets for the outlets, made from the committed section data of the domain's tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ilacs_desktop.domain.briefing import Audience, Section, SectionKind, Sheet, SheetKind

DATA = Path(__file__).parents[1] / "domain" / "briefing" / "golden"


def sheet_from(name: str) -> Sheet:
    """Sheet 7 as it was agreed, under ``golden/{name}.json``."""
    plain = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    sections = tuple(
        Section(
            **{
                **each,
                "kind": SectionKind(each["kind"]),
                "headings": tuple(each.get("headings", ())),
                "rows": tuple(tuple(row) for row in each.get("rows", ())),
                "shares": tuple(each.get("shares", ())),
            }
        )
        for each in plain["sections"]
    )
    return Sheet(
        **{
            **plain,
            "id": 7,
            "number": 7,
            "audit_code": "A-1042-7F3C91",
            "kind": SheetKind(plain["kind"]),
            "audience": Audience(plain["audience"]),
            "day": date.fromisoformat(plain["day"]),
            "as_of": datetime.fromisoformat(plain["as_of"]),
            "sections": sections,
        }
    )


@pytest.fixture
def sheet() -> Sheet:
    """The morning sheet for all staff, number 7."""
    return sheet_from("morning-all-staff")


@pytest.fixture
def sheet_named() -> Callable[[str], Sheet]:
    """Any of the agreed sheets: ``evening-managers``."""
    return sheet_from


@pytest.fixture
def sheet_of_text(sheet: Sheet) -> Callable[[str], Sheet]:
    """The morning sheet with one text in every place that a user or an import can write to."""

    def fill(text: str) -> Sheet:
        return replace(
            sheet,
            title=f"Morning sheet {text}",
            authority=text,
            inspection_title=text,
            day_line=text,
            person=text,
            sections=(
                Section("changes", text, SectionKind.LIST, rows=((text, text),), left_out=text, note=text),
                Section(
                    "timetable",
                    text,
                    SectionKind.TABLE,
                    ("Time", text),
                    ((text, text), ("", text)),
                    shares=(0, 1),
                ),
                Section(
                    "requests", text, SectionKind.TABLE, (text, "State"), (), empty_says=text, shares=(1, 1)
                ),
                Section("staff_line", text, SectionKind.TEXT, rows=((text,),)),
            ),
        )

    return fill
