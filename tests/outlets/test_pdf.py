from __future__ import annotations

import io
import json
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pdfua
import pypdf
import pytest

from ilacs_desktop.domain.briefing import Section, SectionKind, Sheet
from ilacs_desktop.outlets import pdf

EVERY = sorted(
    path.stem for path in (Path(__file__).parents[1] / "domain" / "briefing" / "golden").glob("*.json")
)


def words_of(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def check_ua(data: bytes, folder: Path) -> Sequence[object]:
    """What the accessibility checker finds."""
    path = folder / "sheet.pdf"
    path.write_bytes(data)
    return [finding for outcome in pdfua.validate(str(path)).outcomes for finding in outcome.findings]


@pytest.mark.parametrize("name", EVERY)
def test_that_every_sheet_is_tagged_pdf_without_a_finding(
    sheet_named: Callable[[str], Sheet], name: str, tmp_path: Path
) -> None:
    data = pdf.pdf_bytes(sheet_named(name))

    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.root_object["/MarkInfo"]["/Marked"] is not None
    assert bool(reader.root_object["/MarkInfo"]["/Marked"])
    assert reader.root_object["/Lang"] == "en-GB"
    assert "pdfuaid:part" in reader.root_object["/Metadata"].get_data().decode()
    assert len(reader.pages) <= 2
    assert data.count(b"%%EOF") == 1
    assert list(check_ua(data, tmp_path)) == []


def test_that_tables_are_tagged_with_headings_and_lists_with_labels(sheet: Sheet) -> None:
    tree = pypdf.PdfReader(io.BytesIO(pdf.pdf_bytes(sheet))).root_object["/StructTreeRoot"]
    kinds: dict[str, int] = {}

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            kind = str(node.get("/S", ""))
            kinds[kind] = kinds.get(kind, 0) + 1
            if "/K" in node:
                walk(node["/K"])

    walk(tree)
    assert kinds["/Title"] == 1
    assert kinds["/H1"] == len(sheet.sections)
    tables = [section for section in sheet.sections if section.kind is SectionKind.TABLE]
    assert kinds["/TH"] == sum(len(section.headings) for section in tables)
    assert kinds["/TD"] == sum(len(section.rows) * len(section.headings) for section in tables)
    lists = [section for section in sheet.sections if section.kind is SectionKind.LIST]
    assert kinds["/LI"] == kinds["/Lbl"] == sum(len(section.rows) for section in lists)


def test_that_the_same_sheet_gives_the_same_bytes_at_another_time(sheet: Sheet) -> None:
    first = pdf.pdf_bytes(sheet)
    started = time.time()
    while int(time.time()) == int(started):
        pdf.page_pictures(sheet, ppi=20)

    assert pdf.pdf_bytes(sheet) == first


def test_that_the_document_says_what_it_is_and_no_more(sheet: Sheet) -> None:
    facts = pypdf.PdfReader(io.BytesIO(pdf.pdf_bytes(sheet))).metadata

    assert facts is not None
    assert facts.title == "Morning sheet, Thursday 3 December, sheet 7"
    assert facts.author == "Borsetshire inspection desk"
    assert facts.creation_date == facts.modification_date == sheet.as_of


def test_that_every_word_of_the_sheet_stands_in_the_pdf(sheet: Sheet) -> None:
    words = words_of(pdf.pdf_bytes(sheet)).replace(" ", "")

    said = [cell for section in sheet.sections for row in section.rows for cell in row]
    assert [cell for cell in said if cell.replace(" ", "") not in words] == []
    for sentence in (
        "OFFICIAL-SENSITIVE",
        "audit A-1042-7F3C91",
        "printed copy is uncontrolled",
        "Sheet 7 · timetable issue 6 · as at Wed 2 Dec 18:40",
    ):
        assert sentence.replace(" ", "") in words


def test_that_a_draft_and_an_embargo_are_said_at_the_head(sheet: Sheet) -> None:
    words = words_of(pdf.pdf_bytes(replace(sheet, number=0, embargo="Embargoed until published.")))

    assert "Draft, not numbered: do not hand out." in words
    assert "Embargoed until published." in words


def test_that_markup_in_a_text_stays_text(sheet_of_text: Callable[[str], Sheet]) -> None:
    text = '#sys.version *bold* $x^2$ @ref <label> [link](x) #import "x" // /* */'

    words = words_of(pdf.pdf_bytes(sheet_of_text(text)))

    assert words.replace(" ", "").count(text.replace(" ", "")) >= 10


def test_that_the_pages_are_pictures_of_the_asked_size(sheet: Sheet) -> None:
    pictures = pdf.page_pictures(sheet, ppi=72)

    sizes = [struct.unpack(">II", picture[16:24]) for picture in pictures]
    assert [(abs(width - 595) <= 1, abs(height - 842) <= 1) for width, height in sizes] == [
        (True, True)
    ] * len(sizes)
    assert len(pictures) == len(pypdf.PdfReader(io.BytesIO(pdf.pdf_bytes(sheet))).pages)


def test_that_a_character_the_typeface_lacks_is_marked_and_explained(
    sheet_of_text: Callable[[str], Sheet], sheet: Sheet
) -> None:
    odd = pdf.payload_of(sheet_of_text("Zażółć 👩‍👩‍👧 東京 Αθήνα שלום"))

    assert odd["subtitle"].split(" · ")[0] == "Zażółć □ □ Αθήνα □"
    assert odd["unprintable"] == pdf.UNPRINTABLE_NOTE
    assert pdf.payload_of(sheet)["unprintable"] == ""


def test_that_naughty_strings_are_set_without_error(sheet: Sheet, shared_data: Path, tmp_path: Path) -> None:
    strings = json.loads((shared_data / "strings" / "blns.json").read_text(encoding="utf-8"))
    rows = tuple((text[:40], text) for text in strings)
    table = Section("t", "Strings", SectionKind.TABLE, ("One", "All"), rows, shares=(1, 3))
    lines = Section("l", "Lines", SectionKind.LIST, rows=rows)

    data = pdf.pdf_bytes(replace(sheet, sections=(lines, table)))

    assert list(check_ua(data, tmp_path)) == []


def test_that_long_words_and_many_rows_stay_on_the_page(sheet: Sheet) -> None:
    rows = tuple((f"{hour:02d}:00", "W" * 90, "x" * 200, "y" * 90, "z" * 90) for hour in range(24))
    long = replace(
        sheet,
        sections=(
            Section(
                "timetable",
                "T" * 300,
                SectionKind.TABLE,
                ("a", "b", "c", "d", "e"),
                rows,
                shares=(0, 8, 4, 5, 7),
            ),
        ),
    )

    reader = pypdf.PdfReader(io.BytesIO(pdf.pdf_bytes(long)))

    assert 1 < len(reader.pages) < 20


def test_that_a_few_long_rows_go_on_over_the_page(sheet: Sheet) -> None:
    rows = tuple((str(row), "word " * 400) for row in range(6))
    long = replace(
        sheet,
        sections=(Section("requests", "Requests", SectionKind.TABLE, ("Ref", "What"), rows, shares=(0, 1)),),
    )

    assert len(pypdf.PdfReader(io.BytesIO(pdf.pdf_bytes(long))).pages) > 1
