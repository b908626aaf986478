"""The side panel while no slot is chosen: clashes, what issuing would mean, what changed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.cards import Phrases
from ilacs_desktop.desktop.pages.timetable.clash_list import ClashRow, StandingRow
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted, plain_tooltip
from ilacs_desktop.desktop.widgets.panes import RowLine, SidePanel
from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.timetable import (
    Change,
    ChangeKind,
    Replacement,
    Slot,
    Swap,
    Told,
    told_units,
)
from ilacs_desktop.domain.timetable.slots import said_list

MOST_CLASHES = 3
MOST_CHANGES = 10


class DayPanel(SidePanel):
    """Says how the day stands."""

    clash_wanted = Signal(object)  # Clash to be shown on the board
    stand_wanted = Signal(object)  # Clash to be let stand
    again_wanted = Signal(object)  # Clash that was let stand, to be asked about again
    told_wanted = Signal()

    def __init__(self, phrases: Phrases, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._phrases = phrases
        self._shows_all = False
        self._day: date | None = None
        self.setAccessibleName(self.tr("How the day stands"))

    def show_sight(self, sight: Sight) -> None:
        """Show the clashes, the impact and the changes of a day."""
        self.clear()
        if sight.day != self._day:
            self._day, self._shows_all = sight.day, False
        if sight.clashes:
            self._show_clashes(sight)
        if not sight.slots:
            self.add_heading(self.tr("This day"))
            self.add_text(
                self.tr("Nothing is planned. Double-click the board, or press Insert, to add a slot."),
                muted=True,
            )
        self._show_impact(sight)
        self._show_changes(sight)
        self._show_not_told(sight)
        self._show_standing(sight)
        self.body.addStretch(1)

    def _show_clashes(self, sight: Sight) -> None:
        clashes = sight.clashes
        self.add_heading(
            self.tr("Clash") if len(clashes) == 1 else self.tr("{n} clashes").format(n=len(clashes))
        )
        for clash in clashes if self._shows_all else clashes[:MOST_CLASHES]:
            slot = self._slot_of(sight, clash)
            title = clash.who
            if slot is not None:
                span = f"{said_time(slot.starts_at)}–{said_time(slot.ends_at)}"  # en dash
                title = f"{slot.title}, {span}"
            row = ClashRow(clash, title, slot.title if slot else "")
            row.show_wanted.connect(self.clash_wanted)
            row.stand_wanted.connect(self.stand_wanted)
            self.body.addWidget(row)
        left_out = len(clashes) - MOST_CLASHES
        if left_out > 0 and not self._shows_all:
            more = make_button(
                self.tr("Show {n} more").format(n=left_out),
                small=True,
                spoken=self.tr("Show {n} more clashes").format(n=left_out),
            )
            more.clicked.connect(lambda: self._show_all(sight))
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self, sight: Sight) -> None:
        self._shows_all = True
        self.show_sight(sight)

    def _show_standing(self, sight: Sight) -> None:
        """What somebody has let stand, quietly."""
        if not sight.let_stand:
            return
        self.add_heading(self.tr("Let stand"))
        for clash in sight.let_stand:
            row = StandingRow(clash)
            row.again_wanted.connect(self.again_wanted)
            self.body.addWidget(row)

    def _slot_of(self, sight: Sight, clash: Clash) -> Slot | None:
        slots = [slot for uid in clash.uids if (slot := sight.slot(uid)) is not None]
        return max(slots, key=lambda slot: slot.starts_at) if slots else None

    def _show_impact(self, sight: Sight) -> None:
        self.add_heading(self.tr("If issued now"))
        impact = sight.impact
        if impact is None:
            self.add_text(self.tr("Nothing has changed. There is nothing to issue."), muted=True)
            return
        for text, count, tip in (
            (self.tr("People to tell"), impact.people_to_tell, [slip.name for slip in sight.slips]),
            (self.tr("Gone home already"), len(impact.gone_home), impact.gone_home),
            (self.tr("Deadlines that move"), impact.deadlines_that_move, []),
            (self.tr("Sheets out of date"), impact.sheets_out_of_date, []),
        ):
            self.body.addWidget(self._figure(text, count, "\n".join(tip)))

    @staticmethod
    def _figure(text: str, count: int, tip: str) -> QWidget:
        figure = Label(str(count), font="strong")
        line = RowLine(ElidedLabel(text), figure)
        line.setToolTip(plain_tooltip(tip))
        line.setAccessibleName(f"{text}: {count}")
        line.setAccessibleDescription(tip)
        return line

    def _show_changes(self, sight: Sight) -> None:
        if not sight.changes:
            return
        since = sight.last_issue
        self.add_heading(self.tr("Since issue {n}").format(n=since) if since else self.tr("Not issued yet"))
        if not since:
            count = len(sight.changes)
            self.add_text(self.tr("{n} slots in the draft, none of them issued.").format(n=count), muted=True)
            return
        units = told_units(sight.changes)
        for unit in units[:MOST_CHANGES]:
            verb, rest = self.said(unit, sight)
            words, told = Label(verb, font="strong"), ElidedLabel(rest)
            line = QHBoxLayout()
            line.setSpacing(current_theme().space(0.5))
            line.addWidget(words)
            line.addWidget(told, 1)
            told.setToolTip(plain_tooltip(unit.sentence))
            told.setAccessibleName(unit.sentence)
            self.body.addLayout(line)
        if len(units) > MOST_CHANGES:
            left_out = len(units) - MOST_CHANGES
            self.add_text(self.tr("and {n} more").format(n=left_out), muted=True)

    def said(self, unit: Told, sight: Sight) -> tuple[str, str]:
        """What is told as a verb and a few words: ``Moved``, ``M. Clarke 09:30 → 11:00``."""
        if isinstance(unit, Swap):
            what = said_list(unit.of)
            return self.tr("Swapped"), f"{unit.first.slot.title} ⇄ {unit.second.slot.title}, {what}"
        if isinstance(unit, Replacement):
            at = said_time(unit.slot.starts_at)
            if unit.slot.day != sight.day:
                at = f"{said_short_day(unit.slot.day)} {at}"
            return self.tr("Replaced"), f"{unit.was.title} → {unit.slot.title}, {at}"
        return self._said_change(unit, sight)

    def _said_change(self, change: Change, sight: Sight) -> tuple[str, str]:
        slot, kinds = change.slot, set(change.kinds)
        staff = self._phrases.people(slot.staff)
        at = said_time(slot.starts_at)
        if slot.day != sight.day:
            at = f"{said_short_day(slot.day)} {at}"
        before = change.before
        moved = before is not None and bool(kinds & {ChangeKind.RETIMED, ChangeKind.MOVED_DAY})
        was = said_time(before.starts_at) if before else ""
        if before and ChangeKind.MOVED_DAY in kinds:
            was = f"{said_short_day(before.day)} {was}"
        down = bool(kinds & {ChangeKind.CANCELLED, ChangeKind.REMOVED})
        says = (
            (down, self.tr("Stood down"), f"{staff or slot.title}, {at}"),
            (ChangeKind.ADDED in kinds, self.tr("Added"), f"{slot.title}, {at}"),
            (ChangeKind.REINSTATED in kinds, self.tr("On again"), f"{staff or slot.title}, {at}"),
            (moved, self.tr("Moved"), self._said_move(slot, f"{was} → {at}")),
            (
                ChangeKind.REPLACED in kinds,
                self.tr("New place"),
                f"{slot.title}, {slot.where or self.tr('none')}",
            ),
            (ChangeKind.RECREWED in kinds, self.tr("New people"), f"{slot.title}, {at}"),
            (True, self.tr("Changed"), f"{slot.title}, {at}"),
        )
        return next((verb, words) for holds, verb, words in says if holds)

    def _said_move(self, slot: Slot, times: str) -> str:
        """Who and when; of several people the times come first, for they must not be cut."""
        if len(slot.staff) > 1:
            return f"{times} {self._phrases.people(slot.staff)}"
        return f"{self._phrases.people(slot.staff) or slot.title} {times}"

    def _show_not_told(self, sight: Sight) -> None:
        if not sight.tellings:
            return
        self.add_heading(self.tr("Told, issue {n}").format(n=sight.last_issue))
        waiting = len(sight.not_told)
        if not waiting:
            self.add_text(self.tr("Everyone has confirmed."), muted=True)
            return
        self.body.addWidget(
            Muted(self.tr("{n} of {all} not confirmed yet").format(n=waiting, all=len(sight.tellings)))
        )
        board = make_button(self.tr("Told board"), "megaphone", small=True)
        board.clicked.connect(self.told_wanted)
        line = QHBoxLayout()
        line.addWidget(board)
        line.addStretch(1)
        self.body.addLayout(line)
