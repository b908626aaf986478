"""Exporting the lists of the page, and taking requests in from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.export import said_written
from ilacs_desktop.desktop.dialogs.list_file import ask_for_list
from ilacs_desktop.desktop.dialogs.requests_export import InSight, RequestsExportDialog
from ilacs_desktop.desktop.dialogs.requests_import import RequestsImportDialog
from ilacs_desktop.desktop.tables import ROW_ROLE
from ilacs_desktop.domain.info_requests import Figure, GivenItem, InfoRequest, RequestKind
from ilacs_desktop.domain.info_requests.clarifications import Clarification
from ilacs_desktop.domain.info_requests.exchange.tracker import Mapped, RawFile, RawTable
from ilacs_desktop.domain.info_requests.exchange.wishes import What, Wish
from ilacs_desktop.services.info_requests.imports import Taken

from .deeds import Deeds
from .view import InfoRequestsView

OF_ROWS = ((GivenItem, What.GIVEN), (Figure, What.FIGURES), (Clarification, What.CLARIFICATIONS))


class ExchangeDeeds(Deeds):
    """Two entries of the menu, each with its dialog."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )
        self.export_action = view.add_more(
            self.tr("Export a list…"), self.ask_what, "Ctrl+Shift+E", icon="printer", section=20
        )
        self.import_action = view.add_more(
            self.tr("Take in requests from a file…"),
            self.ask_which,
            "Ctrl+Shift+I",
            icon="file-up",
            section=20,
        )
        self.export_dialog: RequestsExportDialog | None = None
        self.import_dialog: RequestsImportDialog | None = None

    # -- out -----------------------------------------------------------------------------------

    def ask_what(self) -> None:
        """Ask which list is wanted; the one in sight is offered first, as it is shown."""
        if self.desk.inspection is None:
            return
        dialog = self.export_dialog = RequestsExportDialog(self.in_sight(), self._folder, self.view)
        exports, number = self.desk.house.request_exports, self.desk.inspection_id

        def preview(wish: Wish) -> None:
            self.desk.jobs.run(
                dialog,
                lambda: exports.pages_png(number, wish),
                lambda pictures: dialog.show_preview(wish, pictures),
                refused=lambda error: dialog.show_problem(wish, error),
            )

        dialog.preview_wanted.connect(preview)
        dialog.accepted_values.connect(lambda values: self._write(*values))
        dialog.start()

    def in_sight(self) -> InSight | None:
        """The list in sight with its rows as they are filtered and sorted; None when nothing is in it."""
        table = self.view.table
        if table is None:
            return None
        model = table.proxy
        rows = [model.index(at, 0).data(ROW_ROLE) for at in range(model.rowCount())]
        rows = [getattr(row, "request", None) or row for row in rows]
        for shape, what in OF_ROWS:
            if found := tuple(row.id for row in rows if isinstance(row, shape)):
                return InSight(table.accessibleName(), what, found)
        requests = [row for row in rows if isinstance(row, InfoRequest)]
        if not requests:
            return None
        what = What.LIVE
        if all(row.staged for row in requests):
            what = What.STAGED
        elif all(row.kind is RequestKind.OFFER for row in requests):
            what = What.OFFERS
        return InSight(table.accessibleName(), what, tuple(row.id for row in requests))

    def _write(self, wishes: tuple[Wish, ...], folder: Path) -> None:
        self._folder = folder
        exports, number = self.desk.house.request_exports, self.desk.inspection_id

        def work(progress: Progress) -> tuple[Path, ...]:
            return exports.write(number, wishes, folder, on_progress=progress.report)

        def then(written: tuple[Path, ...]) -> None:
            self.desk.notices.say(said_written(len(written), folder))

        self.desk.jobs.run_long(self.view, self.tr("Writing the list"), work, then)

    # -- in ------------------------------------------------------------------------------------

    def ask_which(self) -> None:
        """Ask for the file."""
        if self.desk.inspection is None:
            return
        ask_for_list(self.tr("Take in requests from a file"), self._folder, self.review_file, self.view)

    def review_file(self, path: Path) -> None:
        """Read a file, show what its columns are taken to mean, and what it would do."""
        self._folder = path.parent
        imports = self.desk.house.request_imports

        def read(progress: Progress) -> tuple[RawFile, tuple[Mapped, bool]]:
            progress.report(0, 0, self.tr("Reading"))
            raw = imports.read(path, cancelled=lambda: progress.is_cancelled)
            progress.check()
            return raw, imports.suggested(raw.tables[0])

        self.desk.jobs.run_long(
            self.view, self.tr("Reading requests"), read, lambda found: self._review(*found)
        )

    def _review(self, raw: RawFile, suggested: tuple[Mapped, bool]) -> None:
        dialog = self.import_dialog = RequestsImportDialog(raw, self.view)
        imports, number, run = self.desk.house.request_imports, self.desk.inspection_id, self.desk.jobs.run

        def look() -> None:
            table, mapped = dialog.table, dialog.mapped
            staged, without = dialog.staged.isChecked(), dialog.without_unknown.isChecked()
            run(
                dialog,
                lambda: imports.review(
                    number, raw, table=table, mapped=mapped, staged=staged, without_unknown=without
                ),
                dialog.show_review,
                refused=dialog.show_problem,
            )

        def other(table: RawTable) -> None:
            run(
                dialog,
                lambda: imports.suggested(table),
                lambda found: dialog.show_columns(found[0], is_remembered=found[1]),
            )

        def take() -> None:
            if (shown := dialog.review) is not None:
                self.desk.jobs.run_long(
                    self.view,
                    self.tr("Taking in requests"),
                    lambda _: imports.take(number, shown, by=self),
                    taken,
                    refused=dialog.refuse,
                )

        def taken(result: Taken) -> None:
            dialog.accept()
            words = self.tr("{added} taken in, {changed} changed.")
            if result.given:
                words = self.tr(
                    "{added} taken in with {given} lines of the given register, {changed} changed."
                )
            self.desk.notices.say(
                words.format(added=result.added, changed=result.changed, given=result.given)
            )

        dialog.review_wanted.connect(look)
        dialog.table_wanted.connect(other)
        dialog.take_wanted.connect(take)
        mapped, is_remembered = suggested
        dialog.show_columns(mapped, is_remembered=is_remembered)
        dialog.open()
