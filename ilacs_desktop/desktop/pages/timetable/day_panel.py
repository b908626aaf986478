"""The side panel while no slot is chosen: clashes, what issuing would mean, what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.cards import Phrases
from ilacs_desktop.desktop.pages.timetable.clashes.rows import ClashRow, StandingRow
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Heading, Label, Muted, plain_tooltip
from ilacs_desktop.desktop.widgets.panes import RowLine, SidePanel, clear_layout
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


class _ChangeLine(QWidget):
    """One change: a verb, and in a few words what and when."""

    def __init__(self) -> None:
        super().__init__()
        self._verb, self._rest = Label("", font="strong"), ElidedLabel("")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(0.5))
        line.addWidget(self._verb)
        line.addWidget(self._rest, 1)

    def say(self, verb: str, rest: str, sentence: str) -> None:
        """Say another change; ``sentence`` is the whole of it."""
        self._verb.setText(verb)
        self._rest.setText(rest)
        self._rest.setToolTip(plain_tooltip(sentence))
        self._rest.setAccessibleName(sentence)


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
        self._sight: Sight | None = None
        self._whole = self.body
        self._whole.addStretch(1)
        self._layouts: dict[str, QVBoxLayout] = {}
        self._keys: dict[str, object] = {}
        self._clash_rows: list[ClashRow] = []
        self._change_lines: list[_ChangeLine] = []
        self._day: date | None = None
        self.setAccessibleName(self.tr("How the day stands"))

    def show_sight(self, sight: Sight) -> None:
        """Show clashes, impact and changes of a day; what says the same as before is left alone."""
        if sight.day != self._day:
            self._day, self._shows_all = sight.day, False
        self._sight = sight
        self._show_clashes(sight)
        self._section("empty", bool(sight.slots), self._fill_empty)
        impact = sight.impact
        figures = impact and (
            impact.people_to_tell,
            impact.gone_home,
            impact.deadlines_that_move,
            impact.sheets_out_of_date,
            tuple(slip.name for slip in sight.slips),
        )
        self._section("impact", figures, self._fill_impact)
        units = told_units(sight.changes) if sight.last_issue else ()
        said = tuple((*self.said(unit, sight), unit.sentence) for unit in units[:MOST_CHANGES])
        key = (sight.last_issue, len(said), len(units), len(sight.changes))
        self._section("changes", key, self._fill_changes, len(said), len(units))
        for line, (verb, rest, sentence) in zip(self._change_lines, said, strict=True):
            line.say(verb, rest, sentence)
        told = (sight.last_issue, len(sight.tellings), len(sight.not_told))
        self._section("told", told, self._fill_not_told)
        self._section("standing", sight.let_stand, self._fill_standing)

    def _section(self, name: str, key: object, fill: Callable[..., None], *with_: object) -> None:
        """Fill a section anew if what it says has changed."""
        if name not in self._layouts:
            self._layouts[name] = layout = QVBoxLayout()
            layout.setSpacing(self.body.spacing())
            self._whole.insertLayout(len(self._layouts) - 1, layout)
        if self._keys.get(name, self) == key:
            return
        self._keys[name] = key
        self.body = self._layouts[name]
        clear_layout(self.body)
        fill(*with_)
        self.body = self._whole

    def _add_head(self, text: str) -> Heading:
        """A heading with room above it, unless it is the first of all."""
        if self.body is not self._layouts.get("clashes"):
            self.body.addSpacing(current_theme().space(0.75))
        heading = Heading(text)
        self.body.addWidget(heading)
        return heading

    def _show_clashes(self, sight: Sight) -> None:
        """The rows of clashes are used again for the next day, for making them takes longer than a frame."""
        clashes = sight.clashes
        shown = clashes if self._shows_all else clashes[:MOST_CLASHES]
        self._section("clashes", 0, self._fill_clashes)
        while len(self._clash_rows) < len(shown):
            self._add_clash_row()
        words = self.tr("Clash") if len(clashes) == 1 else self.tr("{n} clashes").format(n=len(clashes))
        self._clash_heading.setText(words)
        self._clash_heading.setVisible(bool(shown))
        for number, row in enumerate(self._clash_rows):
            row.setVisible(number < len(shown))
            if number < len(shown):
                slot = self._slot_of(sight, shown[number])
                row.show_clash(shown[number], self._titled(shown[number], slot), slot.title if slot else "")
        left_out = len(clashes) - len(shown)
        self._more.setVisible(left_out > 0)
        self._more.setText(self.tr("Show {n} more").format(n=left_out))
        self._more.setAccessibleName(self.tr("Show {n} more clashes").format(n=left_out))

    @staticmethod
    def _titled(clash: Clash, slot: Slot | None) -> str:
        if slot is None:
            return clash.who
        return f"{slot.title}, {said_time(slot.starts_at)}–{said_time(slot.ends_at)}"  # an en dash is meant

    def _fill_clashes(self) -> None:
        self._clash_heading = self._add_head("")
        self._more = make_button("", small=True, spoken=self.tr("Show more clashes"))
        self._more.clicked.connect(self._show_all)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_clash_row(self) -> None:
        row = ClashRow()
        row.show_wanted.connect(self.clash_wanted)
        row.stand_wanted.connect(self.stand_wanted)
        self._layouts["clashes"].insertWidget(1 + len(self._clash_rows), row)
        self._clash_rows.append(row)

    def _show_all(self) -> None:
        self._shows_all = True
        if self._sight is not None:
            self.show_sight(self._sight)

    def _fill_empty(self) -> None:
        if self._sight is None or self._sight.slots:
            return
        self._add_head(self.tr("This day"))
        self.add_text(
            self.tr("Nothing is planned. Double-click the board, or press Insert, to add a slot."),
            muted=True,
        )

    def _fill_standing(self) -> None:
        """What somebody has let stand, quietly."""
        if self._sight is None or not self._sight.let_stand:
            return
        self._add_head(self.tr("Let stand"))
        for clash in self._sight.let_stand:
            row = StandingRow(clash)
            row.again_wanted.connect(self.again_wanted)
            self.body.addWidget(row)

    def _slot_of(self, sight: Sight, clash: Clash) -> Slot | None:
        slots = [slot for uid in clash.uids if (slot := sight.slot(uid)) is not None]
        return max(slots, key=lambda slot: slot.starts_at) if slots else None

    def _fill_impact(self) -> None:
        sight = self._sight
        if sight is None:
            return
        self._add_head(self.tr("If issued now"))
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

    def _fill_changes(self, said: int, units: int) -> None:
        sight = self._sight
        self._change_lines = []
        if sight is None or not sight.changes:
            return
        since = sight.last_issue
        self._add_head(self.tr("Since issue {n}").format(n=since) if since else self.tr("Not issued yet"))
        if not since:
            count = len(sight.changes)
            self.add_text(self.tr("{n} slots in the draft, none of them issued.").format(n=count), muted=True)
            return
        for _ in range(said):
            line = _ChangeLine()
            self._change_lines.append(line)
            self.body.addWidget(line)
        if units > MOST_CHANGES:
            left_out = units - MOST_CHANGES
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

    def _fill_not_told(self) -> None:
        sight = self._sight
        if sight is None or not sight.tellings:
            return
        self._add_head(self.tr("Told, issue {n}").format(n=sight.last_issue))
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
