"""Annex A: looked at first, taken in as one deed, and undone whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles import (
    AnnexAComparison,
    AnnexACounts,
    AnnexAImport,
    AnnexAReview,
    AnnexAUndone,
)
from ilacs_desktop.domain.casefiles.report import PRINTED_ROWS, SHEET_ROWS, report_listing
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.intake.annex_a import read_annex_a
from ilacs_desktop.intake.bounded import run_bounded
from ilacs_desktop.outlets import files, list_pdf, list_xlsx
from ilacs_desktop.services.casefiles import taking_in
from ilacs_desktop.services.casefiles.progress import OnProgress, unheard
from ilacs_desktop.services.inspections.records import record_of
from ilacs_desktop.store.casefiles import AnnexABeforeRecord, AnnexAImportRecord

if TYPE_CHECKING:
    from ilacs_desktop.services.casefiles.children import Cards
    from ilacs_desktop.store.door import Store

READING_SECONDS, SECONDS_A_MB = 20, 6
BUSY_SECONDS = 4
"""A small file that keeps its reader busy for longer is no Annex A: 1,000 rows a list take one second."""
MEMORY_MB = 768
LIST_ENDINGS = frozenset({".xlsx", ".xls", ".xlsb", ".ods", ".csv"})
NOT_UNDONE = (
    "How the children were before it is not kept: an earlier release took it in, or their data was taken out."
)


class AnnexADeeds:
    """What one can do with Annex A; the case-file room leans on it."""

    _store: Store
    _clock: Clock
    _cards: Cards
    _safekeeping: Any

    def review_annex_a(
        self,
        paths: Path | Sequence[Path],
        on_progress: Callable[[int, int, str], None] | None = None,
        *,
        inspection_id: int | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> AnnexAReview:
        """What one workbook, or several files of one list each, would bring; nothing is stored.

        A folder stands for the workbooks and lists in it, in the order of their names.

        Read in a bounded child process, of which ``on_progress`` hears (steps done, steps at most, words).
        With an inspection the lists' months, and whether they are too old, are reckoned from its call.

        Raises:
            Explained: a file cannot be read, or no list of Annex A is in it.
        """
        chosen = _files_of([paths] if isinstance(paths, Path) else paths)
        notified_on = None
        if inspection_id is not None:
            with self._store.reading() as session:
                notified_on = day_of(record_of(session, inspection_id).notified_at)
        size_mb = sum(path.stat().st_size for path in chosen if path.is_file()) / 1_000_000
        return run_bounded(
            read_annex_a,
            chosen,
            self._cards.folder,
            day_of(self._clock()),
            notified_on,
            seconds=READING_SECONDS + SECONDS_A_MB * size_mb,
            busy_seconds=BUSY_SECONDS + SECONDS_A_MB * size_mb,
            memory_mb=MEMORY_MB,
            cancelled=cancelled,
            progress=on_progress,
        )

    def compare_annex_a(self, inspection_id: int, review: AnnexAReview) -> AnnexAComparison:
        """What taking a reviewed extract in would change, child by child. Nothing is stored."""
        with self._store.reading() as session:
            return taking_in.compare(session, inspection_id, review, self._cards.labels)

    def write_annex_a_report(
        self, review: AnnexAReview, paths: Sequence[Path], *, inspection_id: int | None = None
    ) -> tuple[Path, ...]:
        """Write the report on a reviewed extract: a workbook or a PDF, as each name ends; all or none.

        With an inspection it says as well what would change of each child. It holds IDs and no names, and is
        not encrypted.

        Raises:
            Explained: a name ends otherwise, or a file cannot be written.
        """
        authority = title = ""
        comparison = None
        if inspection_id is not None:
            with self._store.reading() as session:
                inspection = record_of(session, inspection_id).row()
                authority, title = inspection.authority, inspection.title
            comparison = self.compare_annex_a(inspection_id, review)
        made = []
        for path in paths:
            form = path.suffix.casefold()
            if form not in {".xlsx", ".pdf"}:
                raise Explained(
                    f"{path.name} is neither a workbook nor a PDF.", remedy="Name it .xlsx or .pdf."
                )
            listing = report_listing(
                review,
                comparison,
                authority=authority or "Annex A",
                inspection_title=title,
                as_of=self._clock(),
                most_rows=PRINTED_ROWS if form == ".pdf" else SHEET_ROWS,
            )
            made.append(
                (path, list_pdf.pdf_bytes(listing) if form == ".pdf" else list_xlsx.xlsx_bytes(listing))
            )
        files.write_all(tuple(made))
        return tuple(paths)

    def import_annex_a(
        self,
        inspection_id: int,
        review: AnnexAReview,
        *,
        on_progress: OnProgress = unheard,
        by: object | None = None,
    ) -> AnnexACounts:
        """Store what was reviewed, in one deed, after a backup. Children that are absent from it stay.

        ``on_progress`` hears how far it is; what it raises leaves everything as it was.

        Raises:
            Explained: there is no child in it.
        """
        if not review.children:
            raise Explained("There is no child in this file.", remedy="Nothing was taken in.")
        total = len(review.children)
        on_progress(0, total, "Making a backup")
        self._back_up()
        on_progress(0, total, "Comparing")
        with self._store.working("Take in Annex A", by=by) as session:
            counts, before = taking_in.take_in(
                session, inspection_id, review, lambda done: on_progress(done, total, "Storing the children")
            )
            record = AnnexAImportRecord(
                inspection_id=inspection_id,
                file_name=review.file_name[:300],
                sha256=review.sha256,
                edition=review.edition,
                taken_at=self._clock(),
                taken_by=self._store.actor,
                extract_on=review.extract_on,
                counts={
                    "added": counts.added,
                    "changed": counts.changed,
                    "same": counts.same,
                    "absent": counts.absent,
                },
            )
            session.add(record)
            session.flush()
            before.import_id = record.id
            session.add(before)
        return counts

    def undo_annex_a(
        self,
        inspection_id: int,
        import_id: int | None = None,
        *,
        on_progress: OnProgress = unheard,
        by: object | None = None,
    ) -> AnnexAUndone:
        """Take the newest import back whole, in one deed, after a backup: every child is as it was before.

        A child it brought who was chosen since, or has a concern, stays on the list by its ID and code only.
        ``on_progress`` hears how far it is; what it raises leaves everything as it was.

        Raises:
            Explained: there is none, ``import_id`` is not the newest that stands, or what it changed was
                not kept.
        """
        on_progress(0, 0, "Making a backup")
        self._back_up()
        with self._store.working("Undo Annex A", by=by) as session:
            record = _newest(session, inspection_id)
            if record is None:
                raise Explained("No Annex A has been taken in that could be undone.")
            if import_id not in {None, record.id}:
                raise Explained("Another import was taken in after this one.", remedy="Undo that one first.")
            before = _before(session, record.id)
            if before is None:
                raise Explained(f"{record.file_name} cannot be undone.", remedy=NOT_UNDONE)
            total = len(before.added) + len(before.changed)
            on_progress(0, total, "Putting the children back")
            undone = taking_in.undo(
                session,
                inspection_id,
                before,
                lambda done: on_progress(done, total, "Putting the children back"),
            )
            record.undone_at = self._clock()
            record.undone_by = self._store.actor
        return undone

    def imports(self, inspection_id: int) -> tuple[AnnexAImport, ...]:
        """What was taken in so far, newest first, undone ones too."""
        query = (
            select(AnnexAImportRecord)
            .where(AnnexAImportRecord.inspection_id == inspection_id)
            .order_by(AnnexAImportRecord.id.desc())
        )
        with self._store.reading() as session:
            newest = _newest(session, inspection_id)
            can_undo = newest.id if newest is not None and _before(session, newest.id) is not None else None
            return tuple(
                AnnexAImport(
                    id=record.id,
                    file_name=record.file_name,
                    edition=record.edition,
                    taken_at=record.taken_at,
                    by=record.taken_by,
                    counts=AnnexACounts(**record.counts),
                    extract_on=record.extract_on,
                    undone_at=record.undone_at,
                    undone_by=record.undone_by or "",
                    can_undo=record.id == can_undo,
                )
                for record in session.scalars(query)
            )

    def _back_up(self) -> None:
        if self._safekeeping is not None:
            self._safekeeping.backup_now()


def _files_of(paths: Sequence[Path]) -> list[Path]:
    """The files themselves: of a folder those that may hold lists, by name; what a program hides is left."""
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        try:
            inside = sorted(each for each in path.iterdir() if each.suffix.casefold() in LIST_ENDINGS)
            inside = [each for each in inside if each.is_file() and not each.name.startswith((".", "~$"))]
        except OSError as error:
            raise Explained(
                f"The folder {path.name} cannot be opened.", remedy="Choose the files in it."
            ) from error
        if not inside:
            raise Explained(
                f"No workbook and no CSV file is in the folder {path.name}.", remedy="Choose another folder."
            )
        files += inside
    return files


def _newest(session: Session, inspection_id: int) -> AnnexAImportRecord | None:
    """The newest import that stands."""
    return session.scalar(
        select(AnnexAImportRecord)
        .where(AnnexAImportRecord.inspection_id == inspection_id, AnnexAImportRecord.undone_at.is_(None))
        .order_by(AnnexAImportRecord.id.desc())
        .limit(1)
    )


def _before(session: Session, import_id: int) -> AnnexABeforeRecord | None:
    return session.scalar(select(AnnexABeforeRecord).where(AnnexABeforeRecord.import_id == import_id))
