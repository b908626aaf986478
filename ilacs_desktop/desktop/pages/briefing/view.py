"""The face of Briefing: make a sheet at the left, look at it at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.forms import Form
from ilacs_desktop.desktop.pages.briefing.preview import SheetPreview, Shown
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, PageHeader, Pane, PillText, make_button
from ilacs_desktop.desktop.widgets.sides import Sides
from ilacs_desktop.domain.briefing import AUDIENCES, Audience, Sheet, SheetKind
from ilacs_desktop.domain.moments import local, said_day, said_when
from ilacs_desktop.domain.people import Person

ROOMY_PERCENT = 130
"""Beyond this text size the quiet deeds of the head are icons, so that the main one is never cut."""
DAY_IS_OVER_AT = 17
"""The hour (London) from which nobody works from a sheet of the same day any more."""


@dataclass(frozen=True)
class Wish:
    """The sheet somebody would like to see."""

    kind: SheetKind
    audience: Audience
    day: date
    person_id: int | None
    staff_line: str


@dataclass(frozen=True)
class Stock:
    """What the page offers: the sheets made, the days, the people, and the newest issue."""

    sheets: tuple[Sheet, ...]
    days: tuple[date, ...]
    people: tuple[Person, ...]
    issue_number: int | None
    next_day: date
    today: date
    now: datetime

    def is_overtaken(self, sheet: Sheet) -> bool:
        """Whether a newer timetable is out while the sheet is still being worked from."""
        is_over = sheet.day < self.today or (
            sheet.day == self.today and local(self.now).hour >= DAY_IS_OVER_AT
        )
        return not is_over and sheet.issue_number != self.issue_number


class BriefingView(QWidget):
    """Knows widgets and rows, no services. A change of the form or of the choice in the list is a wish."""

    draft_wanted = Signal(object)
    """A `Wish`."""
    sheet_wanted = Signal(object)
    """A numbered `Sheet`."""
    make_wanted = Signal(object)
    """A `Wish`."""
    export_wanted = Signal(object)
    chat_wanted = Signal(object)
    inspection_wanted = Signal()
    appeared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._stock: Stock | None = None
        self._filling = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.space(1.5))
        self._desk = QWidget()
        outer = QVBoxLayout(self._desk)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.space(1.5))
        self.header = PageHeader(self.tr("Briefing"))
        words = (self.tr("Copy chat text"), self.tr("Export…"))
        shown = words if theme.percent <= ROOMY_PERCENT else ("", "")
        self.chat = make_button(shown[0], "message-square-text", spoken=words[0])
        self.export = make_button(shown[1], "download", spoken=words[1])
        self.make = make_button(self.tr("Freeze and number…"), "lock", main=True)
        for button in (self.chat, self.export, self.make):
            self.header.add_deed(button)
        whole.addWidget(self.header)
        sheets = QWidget()
        left = QVBoxLayout(sheets)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.space(1.5))
        left.addWidget(self._maker())
        left.addWidget(self._list(), 1)
        self.preview = SheetPreview()
        outer.addWidget(Sides(sheets, self.preview, shares=(5, 7), least=(0, 0)), 1)
        self.none = EmptyState(
            "newspaper",
            self.tr("Open an inspection first"),
            self.tr("Then its briefing sheets are made here."),
            self.tr("New inspection"),
        )
        self.none.hide()
        whole.addWidget(self._desk, 1)
        whole.addWidget(self.none, 1)
        self._connect()
        self._say_deeds()

    def _maker(self) -> Pane:
        pane = Pane(self.tr("Make a sheet"), "newspaper")
        self.form = Form()
        self.kind = QComboBox()
        for kind in SheetKind:
            self.kind.addItem(kind.value.capitalize(), kind)
        self.audience = QComboBox()
        self.person = QComboBox()
        self.day = QComboBox()
        self.staff_line = QLineEdit()
        self.staff_line.setPlaceholderText(self.tr("Optional: thanks, or one thing to know"))
        self.staff_line.setMaxLength(300)
        self.form.add_row(self.tr("&Kind"), self.kind)
        self.form.add_row(self.tr("Fo&r"), self.audience)
        self.form.add_row(self.tr("&Person"), self.person)
        self.form.add_row(self.tr("&Day"), self.day)
        self.form.add_row(self.tr("&Line for staff"), self.staff_line)
        pane.body.addWidget(self.form)
        self._fit_audiences()
        return pane

    def _list(self) -> Pane:
        self.sheets_pane = pane = Pane(self.tr("Sheets made"), "files")
        self.rows = RowTable(
            [
                Column(
                    self.tr("No."), lambda s: str(s.number), sort=lambda s: s.number, width=36, strong=True
                ),
                Column(self.tr("Sheet"), _said_sheet, stretch=True),
                Column(
                    self.tr("Day"),
                    lambda s: f"{s.day:%a} {s.day.day}",
                    sort=lambda s: s.day.toordinal(),
                    spoken=lambda s: said_day(s.day),
                    lesser=True,
                ),
                Column(
                    self.tr("Issue"),
                    lambda s: str(s.issue_number or self.tr("none")),
                    sort=lambda s: s.issue_number or 0,
                    pill=self._issue_pill,
                    width=64,
                ),
                Column(
                    self.tr("Made"),
                    self._said_made,
                    sort=lambda s: s.as_of.timestamp(),
                    muted=True,
                    lesser=True,
                ),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Sheets made"))
        self.table.set_empty(
            EmptyState(
                "newspaper",
                self.tr("No sheet has been made yet"),
                self.tr("Look at the draft, then freeze and number it."),
            )
        )
        pane.body.addWidget(self.table, 1)
        return pane

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind)
        for combo in (self.audience, self.person, self.day):
            combo.currentIndexChanged.connect(self._ask_for_draft)
        self.staff_line.editingFinished.connect(self._on_staff_line)
        self.table.chosen.connect(self._on_chosen)
        self.make.clicked.connect(self._on_make)
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.sheet))
        self.chat.clicked.connect(lambda: self.chat_wanted.emit(self.sheet))
        self.none.wanted.connect(self.inspection_wanted)

    # -- what the page shows ---------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet | None:
        """The sheet on show, draft or numbered."""
        return self.preview.shown.sheet if self.preview.shown else None

    @property
    def wish(self) -> Wish | None:
        """What the form asks for; None while there is nothing to choose from."""
        if self.day.currentData() is None or self.audience.currentData() is None:
            return None
        # Qt hands a word back as a plain str, and finds a day only as one.
        day, kind = date.fromisoformat(self.day.currentData()), SheetKind(self.kind.currentData())
        audience = Audience(self.audience.currentData())
        person = self.person.currentData() if kind.is_personal else None
        if kind.is_personal and person is None:
            return None
        return Wish(kind, audience, day, person, self.staff_line.text().strip())

    def show_stock(self, stock: Stock) -> None:
        """Offer what there is; the choices of the user stay, until another day is the next to be wanted."""
        is_another_day = self._stock is None or self._stock.next_day != stock.next_day
        self._stock = stock
        self._show_desk(True)
        self._filling = True
        _fill(self.day, [(said_day(day), day.isoformat()) for day in stock.days])
        _fill(self.person, [(_said_person(person), person.id) for person in stock.people])
        if is_another_day:
            self._choose_day()
        self._filling = False
        chosen = self.table.selected()
        self.rows.show(stock.sheets)
        if chosen is not None:
            self.table.select_where(lambda sheet: sheet.id == chosen.id)
        count = len(stock.sheets)
        self.sheets_pane.set_note(str(count) if count else "")
        self._say()

    def show_none(self) -> None:
        """There is no inspection."""
        self._stock = None
        self.rows.show(())
        self.preview.show_none()
        self._show_desk(False)
        self._say()

    def show_sheet(self, shown: Shown) -> None:
        """Show a draft or a numbered sheet."""
        self.preview.show_sheet(shown)
        self._say()

    def choose(self, sheet_id: int) -> bool:
        """Choose a sheet in the list; whether it is there."""
        return self.table.select_where(lambda sheet: sheet.id == sheet_id)

    def back_to_draft(self) -> None:
        """Let go of the choice in the list and show what the form asks for."""
        self.table.clearSelection()
        self._ask_for_draft()

    # -- wishes ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The page is looked at again."""
        super().showEvent(event)
        self.appeared.emit()

    def _on_kind(self) -> None:
        self._filling = True
        self._fit_audiences()
        self._choose_day()
        self._filling = False
        self._ask_for_draft()

    def _on_staff_line(self) -> None:
        shown = self.preview.shown
        if shown and shown.sheet.is_draft and self.wish and self.staff_line.isModified():
            self.staff_line.setModified(False)
            self._ask_for_draft()

    def _on_chosen(self, sheet: Sheet | None) -> None:
        if sheet is not None:
            self.sheet_wanted.emit(sheet)

    def _on_make(self) -> None:
        if (wish := self.wish) is not None:
            self.make_wanted.emit(wish)

    def _ask_for_draft(self) -> None:
        if self._filling or self._stock is None:
            return
        self.table.clearSelection()
        if (wish := self.wish) is not None:
            self.draft_wanted.emit(wish)
        else:
            self.preview.show_none(
                self.tr("Whose page?"), self.tr("Choose a person, and their page is shown here.")
            )
            self._say()

    # -- small things ----------------------------------------------------------------------------

    def _show_desk(self, shown: bool) -> None:
        for widget in (self._desk, self.chat, self.export, self.make):
            widget.setVisible(shown)
        self.none.setVisible(not shown)

    def _fit_audiences(self) -> None:
        kind = SheetKind(self.kind.currentData())
        _fill(self.audience, [(each.value.capitalize(), each) for each in AUDIENCES[kind]])
        is_personal = kind.is_personal
        self.form.show_row(self.person, is_personal)
        self.form.show_row(self.audience, not is_personal)

    def _choose_day(self) -> None:
        if self._stock is None:
            return
        kind = SheetKind(self.kind.currentData())
        day = self._stock.today if kind is SheetKind.EVENING else self._stock.next_day
        at = self.day.findData(day.isoformat())
        self.day.setCurrentIndex(max(0, at))

    def _say(self) -> None:
        sheet, stock = self.sheet, self._stock
        if stock is None or sheet is None:
            self.header.set_sentence("")
        elif sheet.is_draft:
            self.header.set_sentence(self.tr("A draft from what is known now. It is not handed out."))
        elif stock.is_overtaken(sheet):
            self.header.set_sentence(
                self.tr("Sheet {number} rests on issue {old}; issue {new} is out. Make it anew.").format(
                    number=sheet.number, old=sheet.issue_number or self.tr("none"), new=stock.issue_number
                )
            )
        else:
            self.header.set_sentence(
                self.tr("Sheet {number} for {audience}, frozen {when}, audit {audit}.").format(
                    number=sheet.number,
                    audience=sheet.person or sheet.audience.value,
                    when=said_when(sheet.as_of, stock.now),
                    audit=sheet.audit_code,
                )
            )
        self._say_deeds()

    def _say_deeds(self) -> None:
        shown = self.preview.shown if hasattr(self, "preview") else None
        numbered = shown is not None and not shown.sheet.is_draft
        self.export.setEnabled(numbered)
        self.chat.setEnabled(numbered)
        hint = "" if numbered else self.tr("Freeze and number the sheet first.")
        self.export.setToolTip(hint or self.export.accessibleName())
        self.chat.setToolTip(hint or self.chat.accessibleName())
        self.make.setEnabled(shown is not None and shown.sheet.is_draft and not shown.problem)

    def _issue_pill(self, sheet: Sheet) -> PillText | None:
        stock = self._stock
        if stock and stock.is_overtaken(sheet):
            return PillText(str(sheet.issue_number or self.tr("none")), "warn", "triangle-alert")
        return None

    def _said_made(self, sheet: Sheet) -> str:
        return said_when(sheet.as_of, self._stock.now) if self._stock else ""


def _fill(combo: QComboBox, entries: Sequence[tuple[str, object]]) -> None:
    """Offer ``entries`` and keep the choice if it is still there."""
    kept = combo.currentData()
    combo.blockSignals(True)  # Qt's own call: filling is no choice of the user
    combo.clear()
    for words, data in entries:
        combo.addItem(words, data)
    at = combo.findData(kept) if kept is not None else -1
    combo.setCurrentIndex(max(0, at) if entries else -1)
    combo.blockSignals(False)  # as above


def _said_sheet(sheet: Sheet) -> str:
    kind = sheet.kind.slug.replace("-", " ").capitalize()
    return f"{kind} · {sheet.person or sheet.audience.value}"


def _said_person(person: Person) -> str:
    return f"{person.label}, {person.role}" if person.role else person.label
