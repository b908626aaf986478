"""Files somebody might hand us as Annex A that are not, or that mean harm: each with its bytes."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="{target}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="List 6" sheetId="1" r:id="r1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{dtd}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:'
    'xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="List 6">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)

MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def zipped(**files: str) -> bytes:
    """A zip of texts; a double underscore in a name is a slash, and one stands for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in files.items():
            container.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def xlsx(sheet: str, *, dtd: str = "") -> bytes:
    """A workbook of one sheet with this inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", TYPES)
        container.writestr("_rels/.rels", RELS.format(target="xl/workbook.xml", kind="officeDocument"))
        container.writestr("xl/workbook.xml", BOOK)
        container.writestr(
            "xl/_rels/workbook.xml.rels", RELS.format(target="worksheets/sheet1.xml", kind="worksheet")
        )
        container.writestr("xl/worksheets/sheet1.xml", SHEET.format(dtd=dtd) + sheet + "</worksheet>")
    return out.getvalue()


def cell(at: str, words: str = "x") -> str:
    row = "".join(filter(str.isdigit, at))
    return f'<row r="{row}"><c r="{at}" t="inlineStr"><is><t>{words}</t></is></c></row>'


def far_cells() -> bytes:
    """Two cells at the two ends of the largest sheet there is."""
    return xlsx(f"<sheetData>{cell('A1')}{cell('XFD1048576')}</sheetData>")


def tall_and_wide() -> bytes:
    """A sheet that is a quarter of a billion blanks around two cells."""
    return xlsx(f"<sheetData>{cell('A1')}{cell('IV1000000')}</sheetData>")


def laughing() -> bytes:
    """Entities that stand for ten of the one before, nine times over."""
    entities = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return xlsx(f"<sheetData>{cell('A1', '&l9;')}</sheetData>", dtd=f"<!DOCTYPE w [{entities}]>")


def reaching_out() -> bytes:
    """An entity that wants a file of this computer."""
    dtd = '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    return xlsx(f"<sheetData>{cell('A1', '&f;')}</sheetData>", dtd=dtd)


def many_rows_by_repeating() -> bytes:
    """One row of an ODS said to be there a million times, a thousand columns wide."""
    cells = '<table:table-cell table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cells}</table:table-row>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("META-INF/manifest.xml", MANIFEST)
        container.writestr("content.xml", ODS.format(rows=rows))
    return out.getvalue()


def deep() -> bytes:
    """A hundred thousand elements, each inside the one before."""
    return xlsx("<sheetData>" + "<row>" * 100_000 + "</row>" * 100_000 + "</sheetData>")


def circling() -> bytes:
    """An old workbook whose sectors lead back to themselves."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIII", head, 44, 1, 1, 0, 4096)
    struct.pack_into("<IIII", head, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(head) + struct.pack("<128I", *[1] * 128) + struct.pack("<128I", *[1] * 128)


def lying_about_its_size() -> bytes:
    """A zip whose directory says a sheet is small, and which unpacks to twelve megabytes."""
    whole = bytearray(xlsx("<sheetData>" + " " * 12_000_000 + "</sheetData>"))
    at = whole.rfind(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", whole, at + 24, 1000)
    return bytes(whole)


def many_entries() -> bytes:
    """Three thousand files in one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for number in range(3_000):
            container.writestr(f"xl/worksheets/sheet{number}.xml", "")
    return out.getvalue()


def one_endless_line() -> bytes:
    """A table whose first field never ends."""
    return b'Child Unique ID,"' + b"x" * 5_000_000


def millions_of_rows() -> bytes:
    """A table of three million rows."""
    return b"1,2,3,4\n" * 3_000_000


def quoted_names() -> bytes:
    """A list of names where IDs belong; words are not taken in and not repeated."""
    return b"Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Date of Contact,Contact Source\n" + b"".join(
        b"Jane Secret %d,F,WBRI,25/01/2015,11,20/11/2026,6: Police\n" % n for n in range(5)
    )


def noise(size: int = 300_000) -> bytes:
    return random.Random(5).randbytes(size)  # noqa: S311 - the same noise in every run


def zip_of_noise() -> bytes:
    return b"PK\x03\x04" + noise()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cells at both ends": ("far.xlsx", far_cells),
    "a quarter of a billion blanks": ("wide.xlsx", tall_and_wide),
    "entities upon entities": ("laugh.xlsx", laughing),
    "an entity of this computer": ("reach.xlsx", reaching_out),
    "rows by repeating": ("repeat.ods", many_rows_by_repeating),
    "a hundred thousand deep": ("deep.xlsx", deep),
    "sectors in a circle": ("circle.xls", circling),
    "a lie about its size": ("lie.xlsx", lying_about_its_size),
    "three thousand entries": ("entries.xlsx", many_entries),
    "one endless line": ("line.csv", one_endless_line),
    "three million rows": ("rows.csv", millions_of_rows),
    "noise": ("noise.xlsx", noise),
    "a zip of noise": ("zip.xlsx", zip_of_noise),
    "nothing": ("nothing.xlsx", bytes),
    "a page called a workbook": (
        "page.xlsx",
        lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>",
    ),
    "a zip of something else": ("other.xlsx", lambda: zipped(readme_txt="not a workbook")),
    "larger than any": ("large.xlsx", lambda: bytes(51 * 1024 * 1024)),
}
