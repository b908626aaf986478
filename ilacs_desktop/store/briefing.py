"""The shelf of briefing sheets: each frozen under its number, with every word that stood on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import DDL, CheckConstraint, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from ilacs_desktop.domain.briefing import MARKING, Section, SectionKind, Sheet, SheetKind
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.redaction import Audience
from ilacs_desktop.store.columns import Json, Moment, Record, Words


class SheetRecord(Record):
    """One numbered sheet. ``sections`` is all that stood on it; nothing is looked up again to print it."""

    __tablename__ = "sheets"
    KIND: ClassVar[Kind] = Kind.SHEET

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    number: Mapped[int]
    kind: Mapped[SheetKind] = mapped_column(Words(SheetKind))
    audience: Mapped[Audience] = mapped_column(Words(Audience))
    day: Mapped[date]
    as_of: Mapped[datetime] = mapped_column(Moment)
    title: Mapped[str] = mapped_column(String(300))
    issue_number: Mapped[int | None] = mapped_column(default=None)
    previous_number: Mapped[int | None] = mapped_column(default=None)
    audit_code: Mapped[str] = mapped_column(String(40), default="")
    authority: Mapped[str] = mapped_column(String(200), default="")
    inspection_title: Mapped[str] = mapped_column(String(400), default="")
    day_line: Mapped[str] = mapped_column(String(200), default="")
    marking: Mapped[str] = mapped_column(String(60), default=MARKING)
    embargo: Mapped[str] = mapped_column(String(300), default="")
    made_by: Mapped[str] = mapped_column(String(200), default="")
    person: Mapped[str] = mapped_column(String(200), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    sections: Mapped[list[dict[str, Any]]] = mapped_column(Json)

    __table_args__ = (
        UniqueConstraint("inspection_id", "number"),
        CheckConstraint("number > 0", name="number_is_positive"),
    )

    def search_text(self) -> tuple[str, str] | None:
        """Found by its number and title, and by every word that stands on it."""
        words = [
            text
            for section in self.sections
            for text in (section["title"], *(cell for row in section["rows"] for cell in row))
        ]
        return f"Sheet {self.number}: {self.title}", " ".join(words)


for _deed in ("UPDATE", "DELETE"):
    event.listen(
        SheetRecord.__table__,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy leaves DDL untyped
            f"CREATE TRIGGER sheets_no_{_deed.lower()} BEFORE {_deed} ON sheets "
            "BEGIN SELECT RAISE(ABORT, 'a sheet is immutable'); END"
        ).execute_if(dialect="sqlite"),
    )


def plain_sections(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    """The sections as they are kept: plain lists, words and numbers."""
    return [
        {
            "key": section.key,
            "title": section.title,
            "kind": section.kind.value,
            "headings": list(section.headings),
            "rows": [list(row) for row in section.rows],
            "left_out": section.left_out,
            "empty_says": section.empty_says,
            "note": section.note,
            "shares": list(section.shares),
        }
        for section in sections
    ]


def sections_from(plain: list[dict[str, Any]]) -> tuple[Section, ...]:
    """The sections as they were before ``plain_sections``."""
    return tuple(
        Section(
            key=each["key"],
            title=each["title"],
            kind=SectionKind(each["kind"]),
            headings=tuple(each["headings"]),
            rows=tuple(tuple(row) for row in each["rows"]),
            left_out=each["left_out"],
            empty_says=each["empty_says"],
            note=each["note"],
            shares=tuple(each["shares"]),
        )
        for each in plain
    )


def record_of(sheet: Sheet) -> SheetRecord:
    """A new record of a numbered sheet."""
    return SheetRecord(
        inspection_id=sheet.inspection_id,
        number=sheet.number,
        kind=sheet.kind,
        audience=sheet.audience,
        day=sheet.day,
        as_of=sheet.as_of,
        title=sheet.title,
        issue_number=sheet.issue_number,
        previous_number=sheet.previous_number,
        audit_code=sheet.audit_code,
        authority=sheet.authority,
        inspection_title=sheet.inspection_title,
        day_line=sheet.day_line,
        marking=sheet.marking,
        embargo=sheet.embargo,
        made_by=sheet.made_by,
        person=sheet.person,
        person_id=sheet.person_id,
        sections=plain_sections(sheet.sections),
    )


def sheet_of(record: SheetRecord) -> Sheet:
    """The sheet exactly as it was frozen."""
    return Sheet(
        id=record.id,
        number=record.number,
        kind=record.kind,
        audience=record.audience,
        day=record.day,
        as_of=record.as_of,
        title=record.title,
        issue_number=record.issue_number,
        sections=sections_from(record.sections),
        previous_number=record.previous_number,
        audit_code=record.audit_code,
        authority=record.authority,
        inspection_title=record.inspection_title,
        day_line=record.day_line,
        marking=record.marking,
        embargo=record.embargo,
        made_by=record.made_by,
        person=record.person,
        person_id=record.person_id,
        inspection_id=record.inspection_id,
        version=record.version,
    )
