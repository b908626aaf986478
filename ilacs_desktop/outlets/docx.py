"""A sheet as a Word document: real headings, tables with repeated headings, ready to be edited."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from ilacs_desktop.domain.briefing import Audience, Section, SectionKind, Sheet
from ilacs_desktop.domain.moments import day_of, said_day, said_short_day, said_time
from ilacs_desktop.outlets.files import steady_zip
from ilacs_desktop.outlets.safe_text import safe_sheet

FACE = "Arial"
"""A face every council laptop has; the document stays editable without ours."""

INK, MUTED, ACCENT, ALERT = (RGBColor.from_string(ink) for ink in ("18212D", "4C5868", "0F6B66", "A3221A"))
HAIRLINE = "D5DBE2"
TEXT_WIDTH = Mm(176)


def docx_bytes(sheet: Sheet) -> bytes:
    """The sheet as DOCX in British English, with neutral properties; the same sheet gives the same bytes."""
    sheet = safe_sheet(sheet)
    document = docx.Document()
    _set_properties(document, sheet)
    _set_styles(document)
    _set_page(document, sheet)
    readers = sheet.person if sheet.audience is Audience.PERSON else sheet.audience.value
    _line(document, f"{sheet.kind.value.capitalize()} for {readers}", colour=ACCENT, bold=True)
    document.add_paragraph(said_day(sheet.day), style="Title")
    _line(document, " · ".join(filter(None, (sheet.inspection_title, sheet.day_line))), colour=MUTED)
    if sheet.embargo:
        _line(document, sheet.embargo, colour=ALERT, bold=True)
    if sheet.is_draft:
        _line(document, "Draft, not numbered: do not hand out.", colour=ALERT, bold=True)
    for section in sheet.sections:
        _section(document, section)
    out = io.BytesIO()
    document.save(out)
    return steady_zip(out.getvalue())


def _section(document: Any, section: Section) -> None:
    document.add_heading(section.title, level=1)
    if section.note:
        _line(document, section.note, colour=MUTED, small=True)
    if not section.rows:
        _line(document, section.empty_says)
    elif section.kind is SectionKind.TABLE:
        _table(document, section)
    elif section.kind is SectionKind.LIST:
        for row in section.rows:
            paragraph = document.add_paragraph(style="List Bullet")
            label, words = row if len(row) == 2 else ("", row[0])
            if label:
                paragraph.add_run(f"{label}  ").bold = True
            paragraph.add_run(words)
    else:
        for row in section.rows:
            document.add_paragraph(row[0])
    if section.left_out:
        _line(document, section.left_out, colour=MUTED, small=True)


def _table(document: Any, section: Section) -> None:
    table = document.add_table(rows=1, cols=len(section.headings))
    table.autofit = False
    widths = _widths(section)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # Word looks at the cells, LibreOffice at the columns
    for cell, heading, width in zip(table.rows[0].cells, section.headings, widths, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(heading)
        run.bold = True
        run.font.size = Pt(8.5)
        run.font.color.rgb = MUTED
    _mark_heading_row(table.rows[0])
    for row in section.rows:
        cells = table.add_row().cells
        for at, (cell, words, width) in enumerate(zip(cells, row, widths, strict=True)):
            cell.width = width
            run = cell.paragraphs[0].add_run(words or "–")
            run.bold = at == 0 and bool(section.shares) and section.shares[0] == 0
        _keep_whole(table.rows[-1])
    _rule(table)


def _widths(section: Section) -> list[int]:
    """Narrow columns take 24 mm, the others share what is left."""
    shares = section.shares or (1,) * len(section.headings)
    narrow = Mm(24)
    left = TEXT_WIDTH - narrow * shares.count(0)
    whole = sum(shares) or 1
    return [narrow if share == 0 else Emu(int(left * share / whole)) for share in shares]


def _mark_heading_row(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
    _keep_whole(row)


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _rule(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for edge in ("bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", HAIRLINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # The order of these elements is fixed by the format: borders stand before layout and look.
    properties = table._tbl.tblPr
    after = next((each for each in properties if each.tag in {qn("w:tblLayout"), qn("w:tblLook")}), None)
    if after is None:
        properties.append(borders)
    else:
        after.addprevious(borders)


def _line(
    document: Any, words: str, *, colour: RGBColor = INK, bold: bool = False, small: bool = False
) -> None:
    run = document.add_paragraph().add_run(words)
    run.bold = bold
    run.font.color.rgb = colour
    if small:
        run.font.size = Pt(8.5)


def _set_properties(document: Any, sheet: Sheet) -> None:
    made = sheet.as_of.replace(tzinfo=None)
    properties = document.core_properties
    properties.title = f"{sheet.title}, {sheet.name.lower()}"
    properties.author = properties.last_modified_by = f"{sheet.authority} inspection desk".strip()[:255]
    properties.created = properties.modified = made
    properties.language = "en-GB"
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.revision = 1


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    normal.font.color.rgb = INK
    normal.paragraph_format.space_after = Pt(3)
    for name, size, colour in (("Normal", 10, INK), ("Title", 22, INK), ("Heading 1", 12, INK)):
        style = document.styles[name]
        style.font.name = FACE
        style.font.size = Pt(size)
        style.font.color.rgb = colour
        style.font.bold = name != "Normal"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    title = document.styles["Title"]
    title.paragraph_format.space_after = Pt(2)
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(12)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(3)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _set_page(document: Any, sheet: Sheet) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(17)
    page.top_margin = page.bottom_margin = Mm(19)
    head = page.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(head.add_run(sheet.marking), INK).bold = True
    issue = f"timetable issue {sheet.issue_number}" if sheet.issue_number else "no timetable issued"
    made = f"as at {said_short_day(day_of(sheet.as_of))} {said_time(sheet.as_of)}"
    audit = f"audit {sheet.audit_code}" if sheet.audit_code else ""
    words = " · ".join(
        filter(None, (sheet.name, issue, made, audit, "printed copy is uncontrolled", "page "))
    )
    foot = page.footer.paragraphs[0]
    _small(foot.add_run(words), MUTED)
    number = _small(foot.add_run(), MUTED)
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:instrText" if instruction else "w:fldChar")
        if instruction:
            mark.text = instruction
        else:
            mark.set(qn("w:fldCharType"), kind)
        number._r.append(mark)


def _small(run: Any, colour: RGBColor) -> Any:
    run.font.size = Pt(8)
    run.font.color.rgb = colour
    return run
