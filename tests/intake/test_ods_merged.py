"""Cells merged downwards in an ODS workbook, which its reader says nothing of."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ilacs_desktop.intake.ods_merged import merged_in_ods
from ilacs_desktop.intake.sheets import read_sheets

HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
)
MANIFEST = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
TAIL = "</office:spreadsheet></office:body></office:document-content>"


def cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def ods(path: Path, *rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("META-INF/manifest.xml", MANIFEST)
        container.writestr(
            "content.xml", f'{HEAD}<table:table table:name="List 6">{"".join(rows)}</table:table>{TAIL}'
        )
    return path


def test_that_merged_cells_are_found_where_they_stand(tmp_path: Path) -> None:
    twice = cell("1", 'table:number-columns-repeated="2"')
    down_three = cell("Duty", 'table:number-rows-spanned="3"')
    path = ods(
        tmp_path / "a.ods",
        f'<table:table-row table:number-rows-repeated="2">{cell("above")}</table:table-row>',
        f"<table:table-row>{twice}{down_three}</table:table-row>",
        f"<table:table-row>{cell('2')}{cell('3')}<table:covered-table-cell/></table:table-row>",
    )

    (sheet,) = read_sheets(path)

    assert sheet.merged == (((2, 2), (4, 2)),)
    assert [row[:2] for row in sheet.rows] == [["above", ""], ["above", ""], ["1", "1"], ["2", "3"]]


def test_that_a_file_without_them_or_of_another_kind_has_none(tmp_path: Path) -> None:
    none = ods(tmp_path / "b.ods", f"<table:table-row>{cell('1')}</table:table-row>")
    noise = tmp_path / "noise.ods"
    noise.write_bytes(b"PK\x03\x04 no zip at all")
    broken = tmp_path / "broken.ods"
    with zipfile.ZipFile(broken, "w") as container:
        container.writestr("content.xml", '<t number-rows-spanned="2">')

    assert [merged_in_ods(path) for path in (none, noise, broken)] == [{}, {}, {}]
