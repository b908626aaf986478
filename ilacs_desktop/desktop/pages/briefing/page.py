"""Joins Briefing to the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtGui import QGuiApplication

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.briefing.export import ExportDialog
from ilacs_desktop.desktop.pages.briefing.preview import Shown
from ilacs_desktop.desktop.pages.briefing.view import BriefingView, Stock, Wish
from ilacs_desktop.domain.briefing import Sheet
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.moments import day_of, local
from ilacs_desktop.services.briefing import Format
from ilacs_desktop.services.house import House

TOMORROW_FROM_HOUR = 14
"""From this hour on (London) the next day's sheet is offered first."""

SOON_MS = 150
"""Several deeds in a row make one new draft."""

SHOWN = frozenset(
    {
        Kind.SHEET, Kind.ISSUE, Kind.SLOT, Kind.TELLING, Kind.INFO_REQUEST, Kind.GIVEN_ITEM,
        Kind.CASE_SESSION, Kind.CONCERN, Kind.ENQUIRY, Kind.SIGNAL, Kind.PERSON, Kind.PLACE, Kind.INSPECTION,
    }
)  # fmt: skip
"""What a sheet is made of."""


class BriefingPage(Page):
    """Sheets: looked at as drafts, frozen under a number, exported and copied."""

    NAME = "briefing"
    ICON = "newspaper"
    PREVIEW_PPI = 110
    """Dots to the inch on a plain screen; the widest page on show is 860 pixels for 8.27 inches."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = self.briefing = BriefingView()
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )
        self._asked = 0
        self._is_stale = False
        self._soon = QTimer(self.view, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._catch_up)
        self._wanted_id: int | None = None
        self.briefing.draft_wanted.connect(self._show_draft)
        self.briefing.sheet_wanted.connect(self._show_numbered)
        self.briefing.make_wanted.connect(self._ask_to_make)
        self.briefing.export_wanted.connect(self._ask_to_export)
        self.briefing.chat_wanted.connect(self._copy_chat)
        self.briefing.inspection_wanted.connect(desk.new_inspection_wanted)
        self.briefing.appeared.connect(self._catch_up)

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Briefing")

    def refresh(self) -> None:
        """Fetch the sheets and what can be chosen, then show what was on show, anew if it is a draft."""
        self._is_stale = False
        inspection = self.desk.inspection
        if inspection is None:
            self.briefing.show_none()
            return
        house, now = self.desk.house, self.desk.clock()
        self.desk.jobs.run(self.view, lambda: stock_of(house, inspection.id, now), self._show_stock)

    def on_changed(self, changes: Changes) -> None:
        """Almost everything stands on some sheet; what nobody looks at waits until it is looked at."""
        if not changes.touch(*SHOWN):
            return
        self._is_stale = True
        if self.view.isVisible():
            self._soon.start()

    def open(self, ref: Ref) -> None:
        """Show one numbered sheet."""
        if ref.kind is Kind.SHEET and not self.briefing.choose(ref.id):
            self._wanted_id = ref.id
            self.refresh()

    def _catch_up(self) -> None:
        if self._is_stale and self.view.isVisible():
            self.refresh()

    def _show_stock(self, stock: Stock) -> None:
        self.briefing.show_stock(stock)
        # A list that was asked for before the sheet was made does not hold it yet: the next one will.
        if self._wanted_id is not None and self.briefing.choose(self._wanted_id):
            self._wanted_id = None
            return
        if self.briefing.table.selected() is None:
            self.briefing.back_to_draft()

    def _show_draft(self, wish: Wish) -> None:
        house, inspection_id, ppi = self.desk.house, self.desk.inspection_id, self._ppi()
        if not inspection_id:
            return

        def work() -> Shown:
            sheet = house.briefing.preview(
                inspection_id,
                day=wish.day,
                kind=wish.kind,
                audience=wish.audience,
                person_id=wish.person_id,
                staff_line=wish.staff_line,
            )
            return shown_of(house, sheet, ppi)

        self._fetch(work)

    def _show_numbered(self, sheet: Sheet) -> None:
        house, ppi = self.desk.house, self._ppi()
        self._fetch(lambda: shown_of(house, sheet, ppi))

    def _ppi(self) -> int:
        return round(self.PREVIEW_PPI * self.view.devicePixelRatioF())

    def _fetch(self, work: Callable[[], Shown]) -> None:
        """Show the result of ``work`` unless something else was asked for meanwhile."""
        self._asked += 1
        asked = self._asked

        def then(shown: Shown) -> None:
            if asked == self._asked:
                self.briefing.show_sheet(shown)

        self.desk.jobs.run(self.view, work, then)

    def _ask_to_make(self, wish: Wish) -> None:
        dialog = FormDialog(
            self.tr("Freeze and number"),
            self.view,
            self.tr("Freeze and number"),
            text=self.tr(
                "The sheet is read anew, gets the next number and never changes again. "
                "What changes later goes on the next sheet."
            ),
        )
        dialog.stays_open = True
        inspection_id, house = self.desk.inspection_id, self.desk.house

        def work() -> Sheet:
            made: Sheet = house.briefing.make(
                inspection_id,
                day=wish.day,
                kind=wish.kind,
                audience=wish.audience,
                person_id=wish.person_id,
                staff_line=wish.staff_line,
                by=self,
            )
            return made

        def then(sheet: Sheet) -> None:
            dialog.accept()
            self._wanted_id = sheet.id
            self.desk.notices.say(
                self.tr("Sheet {number} is frozen. Export it, or copy its chat text.").format(
                    number=sheet.number
                )
            )
            self.refresh()

        dialog.accepted_values.connect(
            lambda _: self.desk.jobs.run(self.view, work, then, refused=dialog.refuse)
        )
        dialog.open()

    def _ask_to_export(self, sheet: Sheet) -> None:
        dialog = ExportDialog(sheet, self._folder, self.view)
        dialog.accepted_values.connect(lambda values: self._export(sheet, *values))
        dialog.open()

    def _export(self, sheet: Sheet, formats: tuple[Format, ...], folder: Path) -> None:
        self._folder = folder
        house = self.desk.house

        def work(progress: Progress) -> tuple[Path, ...]:
            written: tuple[Path, ...] = house.briefing.write(
                sheet, formats=formats, folder=folder, on_progress=progress.report
            )
            return written

        def then(written: tuple[Path, ...]) -> None:
            files = (
                self.tr("1 file")
                if len(written) == 1
                else self.tr("{count} files").format(count=len(written))
            )
            self.desk.notices.say(
                self.tr("Sheet {number}: {files} written to {folder}.").format(
                    number=sheet.number, files=files, folder=folder.name
                ),
                remedy=self.tr("They are not encrypted."),
            )

        title = self.tr("Exporting sheet {number}").format(number=sheet.number)
        self.desk.jobs.run_long(self.view, title, work, then)

    def _copy_chat(self, sheet: Sheet) -> None:
        house = self.desk.house

        def then(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.desk.notices.say(
                self.tr("Copied, {count} characters. A chat is not the place for case codes.").format(
                    count=f"{len(text):,}"
                )
            )

        self.desk.jobs.run(self.view, lambda: house.briefing.chat_text(sheet), then)


def stock_of(house: House, inspection_id: int, now: datetime) -> Stock:
    """What the page offers at ``now``."""
    today = day_of(now)
    days = tuple(sorted({*house.timetable.days(inspection_id), today}))
    issues = house.timetable.issues(inspection_id)
    return Stock(
        sheets=house.briefing.sheets(inspection_id),
        days=days,
        people=house.people.all(),
        issue_number=max((issue.number for issue in issues), default=None),
        next_day=next_day(days, now),
        today=today,
        now=now,
    )


def next_day(days: tuple[date, ...], now: datetime) -> date:
    """The day whose sheet is likely to be wanted next: today's in the morning, else the next day's."""
    first = day_of(now) + timedelta(days=1 if local(now).hour >= TOMORROW_FROM_HOUR else 0)
    return next((day for day in days if day >= first), days[-1] if days else first)


def shown_of(house: House, sheet: Sheet, ppi: int) -> Shown:
    """A sheet made ready to be looked at, with what stands in its way."""
    found = house.briefing.findings(sheet)
    problem = ""
    if found:
        problem = (
            f"This may not go to {sheet.audience}: {found[0].place} shows {found[0].what} ({found[0].found})."
        )
        if len(found) > 1:
            problem += f" There are {len(found) - 1} more such places."
    return Shown(
        sheet, tuple(house.briefing.pages_png(sheet, ppi=ppi)), house.briefing.plain_text(sheet), problem
    )
