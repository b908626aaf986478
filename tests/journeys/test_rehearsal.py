"""The rehearsal plays itself: every sheet in every format, and nothing in them that may not be there."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import defaultdict
from datetime import date
from pathlib import Path

import pdfua
import pypdf
import pytest

from ilacs_desktop.__main__ import main
from ilacs_desktop.services.rehearsal.children import extract

CODE = re.compile(r"\bC-\d{3}\b")
"""The code of a child on sheets."""
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
ENDINGS = ("docx", "ics", "pdf", "txt", "xlsx")
PLAYED = (
    "daily-meeting-senior-leaders-2026-12-03-sheet-5",
    "evening-senior-leaders-2026-12-02-sheet-4",
    "fallback-managers-2026-12-03-sheet-6",
    "morning-all-staff-2026-12-03-sheet-1",
    "morning-managers-2026-12-03-sheet-2",
    "morning-senior-leaders-2026-12-03-sheet-3",
)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the rehearsal, played as the command does, wrote its sheets."""
    folder = tmp_path_factory.mktemp("first")
    assert main(["rehearse", "--out", str(folder), "--json"]) == 0
    return folder


def words_of(path: Path) -> str:
    """All that can be read in a file, in whatever layer: text, parts of a container, streams of a PDF."""
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as container:
            parts = [container.read(name).decode("utf-8", "ignore") for name in container.namelist()]
        return "\n".join(part + re.sub(r"<[^>]+>", "", part) for part in parts)
    data = path.read_bytes()
    if path.suffix != ".pdf":
        return data.decode("utf-8")
    layers = [data, *(_inflated(stream) for stream in STREAM.findall(data))]
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    return "\n".join(
        [*pages, *(layer.decode(coding, "ignore") for layer in layers for coding in ("latin-1", "utf-16-be"))]
    )


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:  # a stream that is not packed
        return stream


def test_that_the_rehearsal_writes_every_sheet_in_every_format(played: Path) -> None:
    assert sorted(path.name for path in played.iterdir()) == [
        f"borsetshire-{name}.{ending}" for name in PLAYED for ending in ENDINGS
    ]


@pytest.mark.slow
def test_that_two_playings_are_the_same_to_the_last_byte(played: Path, tmp_path: Path) -> None:
    assert main(["rehearse", "--out", str(tmp_path), "--json"]) == 0

    assert [
        path.name
        for path in sorted(played.iterdir())
        if path.read_bytes() != (tmp_path / path.name).read_bytes()
    ] == []


def test_that_every_pdf_of_the_rehearsal_is_tagged_and_without_a_finding(played: Path) -> None:
    for path in sorted(played.glob("*.pdf")):
        root = pypdf.PdfReader(path).root_object
        findings = [each for outcome in pdfua.validate(str(path)).outcomes for each in outcome.findings]

        assert (bool(root["/MarkInfo"]["/Marked"]), root["/Lang"], findings) == (True, "en-GB", []), path.name


def test_that_no_child_can_be_told_from_a_sheet_for_all_staff(played: Path) -> None:
    drawn = extract(date(2026, 11, 24), defaultdict(lambda: ("A. Worker",))).children
    child_ids = {child.child_id for child in drawn}
    leaks = {}
    for path in sorted(played.glob("*all-staff*")):
        words = words_of(path)
        leaks[path.suffix] = sorted({*CODE.findall(words), *(each for each in child_ids if each in words)})

    assert len(child_ids) > 2_000
    assert leaks == {f".{ending}": [] for ending in ENDINGS}


def test_that_leaders_do_see_the_codes_so_that_the_search_for_them_can_find(played: Path) -> None:
    for path in sorted(played.glob("*morning-senior-leaders*")):
        assert CODE.search(words_of(path)), path.name
