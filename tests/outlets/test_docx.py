from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
from docx.oxml.ns import qn

from ilacs_desktop.domain.briefing import Section, SectionKind, Sheet
from ilacs_desktop.outlets.docx import docx_bytes


def opened(sheet: Sheet):  # type: ignore[no-untyped-def]  # python-docx exports a function under this name
    return docx.Document(io.BytesIO(docx_bytes(sheet)))


def test_that_each_part_has_a_real_heading_and_tables_hold_the_rows(sheet: Sheet) -> None:
    document = opened(sheet)

    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    tables = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in document.tables]
    assert headings == [section.title for section in sheet.sections]
    assert tables == [
        [section.headings, *(tuple(cell or "–" for cell in row) for row in section.rows)]
        for section in sheet.sections
        if section.kind is SectionKind.TABLE
    ]


def test_that_heading_rows_repeat_and_rows_stay_whole(sheet: Sheet) -> None:
    for table in opened(sheet).tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *rest))


def test_that_the_properties_are_neutral_and_the_language_is_british(sheet: Sheet) -> None:
    document = opened(sheet)
    properties = document.core_properties

    assert (properties.title, properties.author, properties.last_modified_by, properties.language) == (
        "Morning sheet, Thursday 3 December, sheet 7",
        "Borsetshire inspection desk",
        "Borsetshire inspection desk",
        "en-GB",
    )
    assert (properties.comments, properties.keywords, properties.subject, properties.revision) == (
        "",
        "",
        "",
        1,
    )
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_that_the_footer_says_which_sheet_this_is(sheet: Sheet) -> None:
    page = opened(sheet).sections[0]

    assert page.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    assert page.footer.paragraphs[0].text == (
        "Sheet 7 · timetable issue 6 · as at Wed 2 Dec 18:40 · audit A-1042-7F3C91 · "
        "printed copy is uncontrolled · page "
    )


def test_that_the_same_sheet_gives_the_same_bytes(sheet: Sheet) -> None:
    data = docx_bytes(sheet)

    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        assert {entry.date_time for entry in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert docx_bytes(sheet) == data


def test_that_naughty_strings_are_written_without_error(
    sheet: Sheet, sheet_of_text: Callable[[str], Sheet], shared_data: Path
) -> None:
    strings = json.loads((shared_data / "strings" / "blns.json").read_text(encoding="utf-8"))
    strings += ["\x00\x08", "\ud800", "\ufffe", "\u202egnp.exe", "a\x0bb"]
    rows = tuple((text, text) for text in strings)

    document = opened(replace(sheet, sections=(Section("t", "T", SectionKind.TABLE, ("a", "b"), rows),)))

    assert len(document.tables[0].rows) == len(strings) + 1
    opened(sheet_of_text("\x00\ud800\ufffe=1+1"))
