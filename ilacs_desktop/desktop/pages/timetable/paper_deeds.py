"""Printing and exporting the timetable, and taking one in from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QAction

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.export import said_written
from ilacs_desktop.desktop.dialogs.list_file import ask_for_list
from ilacs_desktop.desktop.dialogs.timetable_export import Choices, TimetableExportDialog
from ilacs_desktop.desktop.dialogs.timetable_import import TimetableImportDialog
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.more_menu import More
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.papers import Wish
from ilacs_desktop.domain.timetable.listing import ListDrafts, ListReview
from ilacs_desktop.services.timetable.imports import Taken


class PaperDeeds(Deeds):
    """Two entries of the menu, each with its dialog."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )
        menu = view.header.more_menu
        self.print_action: QAction = menu.add(
            More.PAPERS, self.tr("Print and export…"), "printer", self.ask_what
        )
        self.import_action: QAction = menu.add(
            More.PAPERS, self.tr("Take in a timetable…"), "file-up", self.ask_which
        )
        self.export_dialog: TimetableExportDialog | None = None
        self.import_dialog: TimetableImportDialog | None = None

    # -- out -----------------------------------------------------------------------------------

    def ask_what(self) -> None:
        """Fetch what can be chosen from, then ask."""
        if self.desk.inspection is None:
            return
        house, number = self.desk.house, self.desk.inspection_id
        day = self.sight.day if self.sight else None

        def look() -> Choices:
            slots = house.timetable.draft(number)
            busy = {part.person_id for slot in slots for part in slot.parts}
            used = {slot.place_id for slot in slots}
            return Choices(
                issues=house.timetable.issues(number),
                days=house.timetable.days(number),
                day=day,
                people=tuple(
                    sorted(
                        (person for person in house.people.all() if person.id in busy),
                        key=lambda person: (person.side.value != "inspectorate", person.label.casefold()),
                    )
                ),
                places=tuple(place for place in house.people.places() if place.id in used),
            )

        self.desk.jobs.run(self.view, look, self._ask)

    def _ask(self, choices: Choices) -> None:
        dialog = self.export_dialog = TimetableExportDialog(choices, self._folder, self.view)
        house, number = self.desk.house, self.desk.inspection_id

        def preview(wish: Wish) -> None:
            self.desk.jobs.run(
                dialog,
                lambda: house.timetable.papers.pages_png(number, wish),
                lambda pictures: dialog.show_preview(wish, pictures),
                refused=lambda error: dialog.show_problem(wish, error),
            )

        dialog.preview_wanted.connect(preview)
        dialog.accepted_values.connect(lambda values: self._write(*values))
        dialog.start()

    def _write(self, wishes: tuple[Wish, ...], folder: Path) -> None:
        self._folder = folder
        house, number = self.desk.house, self.desk.inspection_id

        def work(progress: Progress) -> tuple[Path, ...]:
            return house.timetable.papers.write(number, wishes, folder, on_progress=progress.report)

        def then(written: tuple[Path, ...]) -> None:
            self.desk.notices.say(said_written(len(written), folder))

        self.desk.jobs.run_long(self.view, self.tr("Writing the timetable"), work, then)

    # -- in ------------------------------------------------------------------------------------

    def ask_which(self) -> None:
        """Ask for the file."""
        if self.desk.inspection is None:
            return
        ask_for_list(self.tr("Take in a timetable"), self._folder, self.review_file, self.view)

    def review_file(self, path: Path) -> None:
        """Read a file and show what it would do."""
        self._folder = path.parent
        house, number = self.desk.house, self.desk.inspection_id

        def read(progress: Progress) -> tuple[ListDrafts, ListReview]:
            progress.report(0, 0, self.tr("Reading"))
            imports = house.timetable.imports
            drafts = imports.read(number, path, cancelled=lambda: progress.is_cancelled)
            progress.check()
            return drafts, imports.review(number, drafts)

        self.desk.jobs.run_long(
            self.view, self.tr("Reading a timetable"), read, lambda found: self._review(*found)
        )

    def _review(self, drafts: ListDrafts, review: ListReview) -> None:
        dialog = self.import_dialog = TimetableImportDialog(review, self.view)
        imports, number = self.desk.house.timetable.imports, self.desk.inspection_id

        def again(whole_days: bool, without_unknown: bool) -> None:
            self.desk.jobs.run(
                dialog,
                lambda: imports.review(
                    number, drafts, whole_days=whole_days, without_unknown=without_unknown
                ),
                dialog.show_review,
                refused=dialog.refuse,
            )

        def take() -> None:
            shown = dialog.review
            self.desk.jobs.run(
                self.view, lambda: imports.take(number, shown, by=self), taken, refused=dialog.refuse
            )

        def taken(result: Taken) -> None:
            dialog.accept()
            self.desk.notices.say(
                self.tr("{added} added, {changed} changed, {removed} stood down. Undo takes it back.").format(
                    added=result.added, changed=result.changed, removed=result.removed
                )
            )

        dialog.review_wanted.connect(again)
        dialog.take_wanted.connect(take)
        dialog.open()
