"""The sessions as a list that leaves the house."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from ilacs_desktop.domain.casefiles.session_list import sessions_grid
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.listings import Listing
from ilacs_desktop.outlets import files, list_files, list_pdf, list_xlsx
from ilacs_desktop.services.casefiles.session_deeds import SessionDeeds
from ilacs_desktop.services.inspections.records import record_of


def _csv(listing: Listing) -> bytes:
    return list_files.csv_bytes(listing.grids[0])


def _text(listing: Listing) -> bytes:
    return list_files.plain_text(listing).encode("utf-8", "replace")


FORMS: Mapping[str, Callable[[Listing], bytes]] = {
    ".xlsx": list_xlsx.xlsx_bytes,
    ".pdf": list_pdf.pdf_bytes,
    ".csv": _csv,
    ".txt": _text,
}


class SessionListDeeds(SessionDeeds):
    """What one can do with the list of sessions; the case-file room leans on it."""

    def session_listing(self, inspection_id: int, ids: Collection[int] | None = None) -> Listing:
        """The sessions with those ``ids``, or all of them, as a list with its head."""
        now, every = self._clock(), self.sessions(inspection_id)
        chosen = [each for each in every if ids is None or each.id in ids]
        with self._store.reading() as session:
            inspection = record_of(session, inspection_id).row()
        of = "" if len(chosen) == len(every) else f" of {len(every)}"
        return Listing(
            title="Case-file sessions",
            authority=inspection.authority,
            inspection_title=inspection.title,
            as_of=now,
            says=f"{len(chosen)}{of} sessions. By codes alone; the tone is our own reading, never Ofsted’s.",
            grids=(sessions_grid(chosen, now),),
        )

    def write_sessions(self, inspection_id: int, path: Path, *, ids: Collection[int] | None = None) -> Path:
        """Write the list as its name ends: a workbook, a PDF, CSV or text.

        Raises:
            Explained: the name ends otherwise, or the file cannot be written.
        """
        make = FORMS.get(path.suffix.casefold())
        if make is None:
            raise Explained(f"{path.name} is no kind of list.", remedy=f"Name it {', '.join(FORMS)}.")
        files.write_all(((path, make(self.session_listing(inspection_id, ids))),))
        return path
