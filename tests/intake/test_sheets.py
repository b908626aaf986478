from datetime import date

import openpyxl
import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.sheets import Sheet, read_sheets

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)


def test_that_rows_keep_their_numbers_and_hidden_sheets_are_only_named(tmp_path):
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "List 6"
    sheet["B3"] = "Child Unique ID"
    sheet["B4"] = date(2026, 1, 2)
    book.create_sheet("Secret").sheet_state = "hidden"
    book.save(path)

    first, hidden = read_sheets(path)

    assert [row[1] for row in first.rows] == ["", "", "Child Unique ID", date(2026, 1, 2)]
    assert hidden == Sheet("Secret", [], is_hidden=True)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"a;b\n1;2\n", [["a", "b"], ["1", "2"]]),
        ("﻿a,b\n“é”,2\n".encode(), [["a", "b"], ["“é”", "2"]]),
        ("a\tb\né\t2\n".encode("utf-16"), [["a", "b"], ["é", "2"]]),
        ("a,b\ncafé,2\n".encode("cp1252"), [["a", "b"], ["café", "2"]]),
    ],
)
def test_that_a_csv_is_read_whatever_its_letters_and_commas(tmp_path, data, rows):
    path = tmp_path / "list.csv"
    path.write_bytes(data)

    assert list(read_sheets(path)) == [Sheet("list", rows)]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.xlsx", b"", "is empty"),
        ("picture.xlsx", PNG, "is not a workbook"),
        ("broken.xlsx", b"PK\x03\x04" + bytes(100), "is damaged"),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not a workbook that can be read"),
    ],
)
def test_that_what_is_no_workbook_is_refused_in_a_sentence(tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(Explained, match=said):
        list(read_sheets(path))


def test_that_a_protected_workbook_says_so(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )

    with pytest.raises(Explained, match="protected by a password"):
        list(read_sheets(path))


def test_that_a_file_that_is_gone_is_refused(tmp_path):
    with pytest.raises(Explained, match="cannot be opened"):
        list(read_sheets(tmp_path / "gone.xlsx"))
