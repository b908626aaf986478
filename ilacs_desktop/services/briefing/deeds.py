"""Making, showing and writing briefing sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select

from ilacs_desktop.domain.briefing import Audience, Earlier, Sheet, SheetKind, build, check
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.redaction import Finding, findings
from ilacs_desktop.outlets import files, pdf, text
from ilacs_desktop.services.briefing.calendars import calendar_bytes, calendar_places, calendar_slots
from ilacs_desktop.services.briefing.gathering import Sources, child_ids, earlier_sheets, gather
from ilacs_desktop.services.casefiles import Casefiles
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.info_requests import Clarifications, Figures, InfoRequests
from ilacs_desktop.services.inspections import Inspections
from ilacs_desktop.services.people import People
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.briefing import SheetRecord, record_of, sheet_of
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.numbers import next_number

NOT_ENCRYPTED = "Exported files are not encrypted. Keep them where only their readers can open them."
"""What is said wherever sheets leave the store."""


class Format(StrEnum):
    """The kinds of file a sheet can be written as; the value is the ending."""

    PDF = "pdf"
    DOCX = "docx"
    TXT = "txt"
    XLSX = "xlsx"
    ICS = "ics"


class Briefing:
    """Everything one can do with briefing sheets."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        inspections: Inspections,
        timetable: Timetable,
        info_requests: InfoRequests,
        casefiles: Casefiles,
        enquiry: Enquiries,
        people: People,
        figures: Figures,
        clarifications: Clarifications,
        audit_code: Callable[[], str],
    ) -> None:
        self._store = store
        self._clock = clock
        self._audit_code = audit_code
        self._sources = Sources(
            inspections, timetable, info_requests, casefiles, enquiry, people, figures, clarifications
        )

    def preview(
        self,
        inspection_id: int,
        *,
        day: date,
        kind: SheetKind,
        audience: Audience,
        person_id: int | None = None,
        staff_line: str = "",
    ) -> Sheet:
        """The sheet as it would be now, unnumbered and not stored.

        Raises:
            Explained: there is no such sheet for this audience, or no such inspection or person.
        """
        check(kind, audience, has_person=person_id is not None)
        return build(
            gather(
                self._sources,
                inspection_id,
                day=day,
                now=self._clock(),
                earlier=self._earlier(inspection_id, kind, audience, person_id),
                person_id=person_id if kind.is_personal else None,
                staff_line=staff_line,
            ),
            kind,
            audience,
        )

    def make(
        self,
        inspection_id: int,
        *,
        day: date,
        kind: SheetKind,
        audience: Audience,
        person_id: int | None = None,
        staff_line: str = "",
        by: object | None = None,
    ) -> Sheet:
        """Freeze the sheet as it is now under the next number; it never changes again.

        Raises:
            Explained: it would show something its audience must not be given, and nothing is stored;
                or as for ``preview``.
        """
        draft = self.preview(
            inspection_id, day=day, kind=kind, audience=audience, person_id=person_id, staff_line=staff_line
        )
        self._refuse(draft)
        audit_code = self._audit_code()
        with self._store.working(f"Make the {kind} for {audience}", by=by) as session:
            earlier = earlier_sheets(
                session, inspection_id, kind=kind, audience=audience, person_id=draft.person_id
            )
            record = record_of(
                replace(
                    draft,
                    number=next_number(session, inspection_id, "sheet"),
                    previous_number=earlier[-1].number if earlier else None,
                    audit_code=audit_code,
                    made_by=self._store.actor,
                )
            )
            session.add(record)
            session.flush()
            return sheet_of(record)

    def sheets(self, inspection_id: int) -> tuple[Sheet, ...]:
        """Every numbered sheet of the inspection, the newest first."""
        with self._store.reading() as session:
            records = session.scalars(
                select(SheetRecord)
                .where(SheetRecord.inspection_id == inspection_id)
                .order_by(SheetRecord.number.desc())
            )
            return tuple(sheet_of(record) for record in records)

    def one(self, sheet_id: int) -> Sheet:
        """One numbered sheet, exactly as it was frozen.

        Raises:
            Explained: there is no such sheet.
        """
        with self._store.reading() as session:
            record = session.get(SheetRecord, sheet_id)
            if record is None:
                raise Explained("There is no such sheet.", remedy="Look at the list of sheets.")
            return sheet_of(record)

    def numbered(self, inspection_id: int, number: int) -> Sheet:
        """The sheet with the number people know it by.

        Raises:
            Explained: there is no such sheet.
        """
        with self._store.reading() as session:
            record = session.scalar(
                select(SheetRecord).where(
                    SheetRecord.inspection_id == inspection_id, SheetRecord.number == number
                )
            )
            if record is None:
                raise Explained(f"There is no sheet {number}.", remedy="Look at the list of sheets.")
            return sheet_of(record)

    def findings(self, sheet: Sheet) -> tuple[Finding, ...]:
        """Everything on the sheet that its audience must not be given; none on a sheet that may go out."""
        return self._search(sheet, sheet.places())

    def pages_png(self, sheet: Sheet, *, ppi: float = pdf.SCREEN_PPI) -> list[bytes]:
        """The pages of the PDF as pictures, ``ppi`` dots to the inch."""
        return pdf.page_pictures(sheet, ppi=ppi)

    def plain_text(self, sheet: Sheet) -> str:
        """Everything on the sheet as plain text, for reading aloud."""
        return text.plain_text(sheet)

    def chat_text(self, sheet: Sheet) -> str:
        """The sheet small enough to be pasted into a chat.

        Raises:
            Explained: it shows something its audience must not be given.
        """
        self._refuse(sheet)
        return text.chat_text(sheet)

    def write(
        self,
        sheet: Sheet,
        *,
        formats: Iterable[Format | str],
        folder: Path,
        on_progress: Callable[[int, int, str], None] | None = None,
    ) -> tuple[Path, ...]:
        """Write a numbered sheet into ``folder``, one file a format, all of them or none.

        ``on_progress`` hears how many are done, of how many, and what comes next; what it raises
        stops the writing. The files are not encrypted.

        Raises:
            Explained: the sheet is a draft, shows something its audience must not be given, a format
                is not known, or the folder cannot be written to.
        """
        if sheet.is_draft:
            raise Explained("A draft is not exported.", remedy="Freeze and number the sheet first.")
        wanted = chosen_formats(formats)
        self._refuse(sheet)
        made: list[tuple[Path, bytes]] = []
        for done, form in enumerate(wanted):
            if on_progress:
                on_progress(done, len(wanted), f"{files.file_stem(sheet)}.{form}")
            made.append((folder / f"{files.file_stem(sheet)}.{form}", self._bytes(sheet, form)))
        files.write_all(made)
        if on_progress:
            on_progress(len(wanted), len(wanted), "")
        return tuple(path for path, _ in made)

    def _bytes(self, sheet: Sheet, form: Format) -> bytes:
        if form is Format.PDF:
            return pdf.pdf_bytes(sheet)
        if form is Format.DOCX:
            from ilacs_desktop.outlets.docx import docx_bytes

            return docx_bytes(sheet)
        if form is Format.XLSX:
            from ilacs_desktop.outlets.xlsx import xlsx_bytes

            return xlsx_bytes(sheet)
        if form is Format.TXT:
            return text.chat_text(sheet).encode("utf-8")
        return self._calendar(sheet)

    def _calendar(self, sheet: Sheet) -> bytes:
        if sheet.issue_number is None:
            raise Explained(
                "There is no calendar file, for no timetable had been issued when this sheet was made.",
                remedy="Issue the timetable and make the sheet anew, or leave the calendar out.",
            )
        issue = self._sources.timetable.issue_numbered(sheet.inspection_id, sheet.issue_number)
        slots = calendar_slots(sheet, issue)
        self._refuse(sheet, calendar_places(slots))
        return calendar_bytes(sheet, issue, slots)

    def _earlier(
        self, inspection_id: int, kind: SheetKind, audience: Audience, person_id: int | None
    ) -> tuple[Earlier, ...]:
        with self._store.reading() as session:
            return earlier_sheets(session, inspection_id, kind=kind, audience=audience, person_id=person_id)

    def _search(self, sheet: Sheet, places: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
        with self._store.reading() as session:
            known = child_ids(session)
        return findings(places, audience=sheet.audience, child_ids=known)

    def _refuse(self, sheet: Sheet, places: Iterable[tuple[str, str]] | None = None) -> None:
        found = self._search(sheet, sheet.places() if places is None else places)
        if not found:
            return
        first = found[0]
        others = f" There are {len(found) - 1} more such places." if len(found) > 1 else ""
        raise Explained(
            f"This sheet for {sheet.audience} would show {first.what}: {first.place}.{others}",
            remedy="Change the wording where it comes from, then make the sheet anew.",
        )


def chosen_formats(formats: Iterable[Format | str]) -> tuple[Format, ...]:
    """The formats meant, each once and in order.

    Raises:
        Explained: one of them is not known, or there is none.
    """
    wanted: list[Format] = []
    for each in formats:
        try:
            form = Format(str(each).strip().lower())
        except ValueError:
            known = ", ".join(Format)
            raise Explained(f"“{each}” is not a format.", remedy=f"Choose from {known}.") from None
        if form not in wanted:
            wanted.append(form)
    if not wanted:
        raise Explained("No format was chosen.", remedy=f"Choose from {', '.join(Format)}.")
    return tuple(wanted)
