"""Making, showing and writing briefing sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_desktop.domain.briefing import Audience, Sheet, SheetKind
from ilacs_desktop.domain.moments import Clock

if TYPE_CHECKING:
    from ilacs_desktop.services.casefiles import Casefiles
    from ilacs_desktop.services.enquiry import Enquiries
    from ilacs_desktop.services.info_requests import InfoRequests
    from ilacs_desktop.services.inspections import Inspections
    from ilacs_desktop.services.people import People
    from ilacs_desktop.services.timetable import Timetable
    from ilacs_desktop.store.door import Store


class Format(StrEnum):
    """The kinds of file a sheet can be written as."""

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
        audit_code: Callable[[], str],
    ) -> None:
        self._store = store
        self._clock = clock

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
        """The sheet as it would be now, unnumbered and not stored."""
        raise NotImplementedError

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
        """Freeze and number a sheet."""
        raise NotImplementedError

    def sheets(self, inspection_id: int) -> tuple[Sheet, ...]:
        """Every numbered sheet, the newest first."""
        raise NotImplementedError

    def one(self, sheet_id: int) -> Sheet:
        """One numbered sheet, exactly as it was frozen."""
        raise NotImplementedError

    def pages_png(self, sheet: Sheet) -> list[bytes]:
        """The pages of the PDF as pictures."""
        raise NotImplementedError

    def write(self, sheet: Sheet, *, formats: Sequence[Format | str], folder: Path) -> tuple[Path, ...]:
        """Write a sheet into ``folder``, one file a format."""
        raise NotImplementedError
