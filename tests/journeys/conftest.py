"""What both journeys are filled from: small real files, as they arrive at an authority."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ilacs_desktop.intake.annex_a.forms import load_forms
from ilacs_desktop.paths import resources

STAFF = """\
Name,Side,Role,Team,Known as
Paula Marsh,inspectorate,Lead inspector,,Inspector B
Tom Reed,inspectorate,Inspector,,Inspector C
Rosa Quinn,authority,Assistant Director,,
Rashida Malik,authority,Social worker,Care 1,
Joy Adeyemi,authority,Social worker,Duty,
Ama Osei,authority,Performance analyst,,
,authority,Nobody,,
"""

CHAT = """\
24/11/2026, 09:00 - Messages and calls are end-to-end encrypted.
24/11/2026, 09:05 - Rashida Malik: Inspector B keeps asking how soon letters before proceedings go out
24/11/2026, 09:07 - Joy Adeyemi: Same here, twice this morning
"""


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    """A list of six people, and a row that names nobody."""
    path = tmp_path / "staff.csv"
    path.write_text(STAFF, encoding="utf-8")
    return path


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    """An exported chat of two messages."""
    path = tmp_path / "WhatsApp Chat with Front desk.txt"
    path.write_text(CHAT, encoding="utf-8")
    return path


@pytest.fixture
def annex_a(tmp_path: Path) -> Path:
    """A workbook of Annex A: four children; one row without an ID, one visit on no day."""
    in_need = {
        "Gender": "b) Female", "Ethnicity": "WBRI", "Date of Birth": "25/01/2015", "Age of Child (Years)": 11,
        "Does the Child have a Disability": "No", "CIN Start Date": "01/02/2025", "Primary Need Code": "N1",
        "Date Child Was Last Seen": "16/10/2026", "Case Status": "Child in need plan",
        "Allocated Team": "Duty", "Allocated Worker": "J. Adeyemi",
    }  # fmt: skip
    in_care = {
        "Gender": "a) Male", "Ethnicity": "WBRI", "Date of Birth": "02/06/2012", "Age of Child (Years)": 14,
        "Does the Child have a Disability": "No", "Date Started to be Looked After": "03/03/2025",
        "Date of Last Social Work Visit": "16/10/2026", "Allocated Team": "Care 1",
        "Allocated Worker": "Rashida Malik",
    }  # fmt: skip
    unknown = {**in_care, "Date of Last Social Work Visit": "soon"}
    book = openpyxl.Workbook()
    book.remove(book.active)
    _add_list(book, 6, [{**in_need, "Child Unique ID": "900101"}, {**in_need, "Child Unique ID": ""}])
    _add_list(
        book,
        8,
        [
            {**in_care, "Child Unique ID": "900201"},
            {**in_care, "Child Unique ID": "900202"},
            {**unknown, "Child Unique ID": "900203"},
        ],
    )
    path = tmp_path / "annex-a.xlsx"
    book.save(path)
    return path


def _add_list(book: openpyxl.Workbook, number: int, rows: Sequence[dict[str, Any]]) -> None:
    """A sheet as the template has it: a title, the headings, the rows."""
    form = load_forms(resources() / "annex_a")[-1].lists[number]
    names = [column.name for column in form.columns]
    sheet = book.create_sheet(f"List {number}")
    sheet.append([f"List {number}: {form.title}"])
    sheet.append(names)
    for row in rows:
        sheet.append([row.get(name, "") for name in names])


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Every file of a data folder but the lock and the choices of the machine, to show that none changed."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".lock"
        }

    return read
