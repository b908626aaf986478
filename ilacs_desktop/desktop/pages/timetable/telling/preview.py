"""Before an issue goes out: what each person would hear, what it means, and the deed itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.clashes.rows import ClashRow
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.pages.timetable.spoken import announce
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Heading, Label, Muted
from ilacs_desktop.desktop.widgets.panes import Hairline, RowLine, SidePanel, clear_layout, scrolled
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import Impact, Slip, Told, said_with_day, told_units

MOST_SLIPS = 80
MOST_UNITS = 12
MOST_CLASHES = 8


class PreviewSheet(QWidget):
    """Person by person, in the words of their message."""

    copied = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._text = ""
        self._count = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        head = QHBoxLayout()
        head.setSpacing(theme.space(1))
        self.heading = Label("", font="subtitle")
        self.note = ElidedLabel("", role="muted")
        self.copy_button = make_button(self.tr("Copy as text"), "copy", small=True)
        self.copy_button.clicked.connect(self._copy)
        head.addWidget(self.heading)
        head.addWidget(self.note, 1)
        head.addWidget(self.copy_button)
        column.addLayout(head)
        lines = QWidget()
        self._scroll = scrolled(lines)
        self.lines = QVBoxLayout(lines)
        self.lines.setContentsMargins(0, 0, theme.space(1.5), 0)
        self.lines.setSpacing(theme.space(0.5))
        column.addWidget(self._scroll, 1)

    def show_sight(self, sight: Sight) -> None:
        """Show what would be told if the draft were issued now."""
        slips, changes = sight.slips, sight.changes
        self._count = len(slips)
        self.heading.setText(self.tr("If issue {n} goes out now").format(n=sight.next_issue))
        self.note.setText(
            self.tr("{changes} changes, {people} people hear of them").format(
                changes=len(changes), people=sight.impact.people_to_tell if sight.impact else 0
            )
        )
        gone = {words.rsplit(" (", 1)[0]: words.rsplit(" (", 1)[-1].rstrip(")") for words in _gone(sight)}
        clear_layout(self.lines)
        self._show_changes(told_units(changes) if sight.last_issue else ())
        for number, slip in enumerate(slips[:MOST_SLIPS]):
            if number:
                self.lines.addSpacing(current_theme().space(0.5))
                self.lines.addWidget(Hairline())
                self.lines.addSpacing(current_theme().space(0.5))
            self._show_slip(slip, sight, gone.get(slip.name, ""))
        if len(slips) > MOST_SLIPS:
            self.lines.addWidget(Muted(self.tr("and {n} more people").format(n=len(slips) - MOST_SLIPS)))
        again = (sight.impact.people_to_tell if sight.impact else 0) - len(slips)
        if again > 0:
            words = self.tr(
                "and {n} more whose earlier message was never sent: it goes out again with this issue"
            )
            self.lines.addSpacing(current_theme().space(1))
            self.lines.addWidget(Muted(words.format(n=again), wrap=True))
        elif not slips:
            self.lines.addWidget(
                Muted(self.tr("Nobody’s morning changes. The issue still freezes the timetable."), wrap=True)
            )
        self.lines.addStretch(1)
        self._text = "\n\n".join(f"{slip.name}\n{slip.text}" for slip in slips)
        self.copy_button.setEnabled(bool(slips))

    def _show_changes(self, units: Sequence[Told]) -> None:
        """What changes in all; of a first issue it is everything, and nobody needs the list."""
        if not units:
            return
        self.lines.addWidget(Heading(self.tr("What changes")))
        for unit in units[:MOST_UNITS]:
            self.lines.addWidget(Label(said_with_day(unit), wrap=True))
        if len(units) > MOST_UNITS:
            self.lines.addWidget(Muted(self.tr("and {n} more").format(n=len(units) - MOST_UNITS)))
        self.lines.addSpacing(current_theme().space(1))
        self.lines.addWidget(Heading(self.tr("What each person hears")))

    def _show_slip(self, slip: Slip, sight: Sight, gone: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        line.addWidget(Label(slip.name, font="strong"))
        if slip.side is Side.INSPECTORATE:
            line.addWidget(Pill(self.tr("inspector"), "plain", parent=self))
        if gone:
            line.addWidget(Pill(gone, "warn", "house", parent=self))
        line.addStretch(1)
        line.addWidget(
            Muted(
                self.tr("first {when}").format(when=said_when(slip.first_starts_at, sight.now)), font="small"
            )
        )
        self.lines.addLayout(line)
        for words in slip.lines:
            self.lines.addWidget(Label(words, wrap=True))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text)
        announce(self, self.tr("Copied"))
        self.copied.emit(self._count)


class IssuePanel(SidePanel):
    """The impact in figures, the clashes that are left, the note to staff, and the deed."""

    issue_wanted = Signal(str)
    clash_wanted = Signal(object)  # Clash to be shown on the board
    stand_wanted = Signal(object)  # Clash to be let stand
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Issue"), parent)
        theme = current_theme()
        self.note = QPlainTextEdit()
        self.note.setPlaceholderText(self.tr("For example: Room 2 is now by the stairs."))
        self.note.setAccessibleName(self.tr("Note to staff"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.px(76))
        self.issue_button = make_button(self.tr("Issue"), "send", main=True)
        self.issue_button.clicked.connect(lambda: self.issue_wanted.emit(self.note.toPlainText().strip()))
        self.back_button = make_button(self.tr("Not yet"))
        self.back_button.clicked.connect(self.back_wanted)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, theme.space(1.25), theme.space(0.5))
        foot.setSpacing(theme.space(0.75))
        caption = Label(self.tr("Note to staff"), font="heading", role="heading")
        caption.setBuddy(self.note)
        foot.addWidget(caption)
        foot.addWidget(self.note)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(1))
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.issue_button, 1)
        foot.addLayout(buttons)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addLayout(foot)

    def show_sight(self, sight: Sight) -> None:
        """Show what issuing would mean."""
        self.clear()
        self.set_title(self.tr("Issue {n}").format(n=sight.next_issue))
        self.issue_button.setText(self.tr("Issue {n}").format(n=sight.next_issue))
        self.issue_button.setAccessibleName(self.tr("Issue {n} now").format(n=sight.next_issue))
        self.issue_button.setEnabled(sight.impact is not None)
        impact = sight.impact
        if impact is None:
            self.add_text(self.tr("Nothing has changed since the last issue."), muted=True)
            return
        self._show_stops(impact)
        figures = (
            (self.tr("Changes"), len(impact.changes)),
            (self.tr("People to tell"), impact.people_to_tell),
            (self.tr("Gone home already"), len(impact.gone_home)),
            (self.tr("Deadlines that move"), impact.deadlines_that_move),
            (self.tr("Sheets out of date"), impact.sheets_out_of_date),
        )
        for number, (text, count) in enumerate(figures):
            self.body.addWidget(
                RowLine(ElidedLabel(text), Label(str(count), font="strong"), first=number == 0)
            )
        self._show_lines(self.tr("Gone home already"), impact.gone_home)
        self._show_breaks(impact)
        self._show_lines(self.tr("Deadlines that move"), [move.said(sight.now) for move in impact.deadlines])
        self._show_lines(self.tr("Sheets out of date"), [sheet.said for sheet in impact.sheets])
        if impact.calendars:
            self.add_heading(self.tr("Calendar files out of date"))
            self.add_text(", ".join(impact.calendars), muted=True)
        self.body.addStretch(1)

    def _show_lines(self, title: str, lines: Sequence[str]) -> None:
        """A heading and what is below it; nothing at all where there is nothing."""
        if not lines:
            return
        self.add_heading(title)
        for words in lines[:MOST_CLASHES]:
            self.add_text(words, muted=True)
        self._left_out(len(lines))

    def _show_breaks(self, impact: Impact) -> None:
        """The clashes that go out with the issue, each with when and where."""
        left = [each for each in impact.breaks if not each.clash.stops and not each.clash.is_let_stand]
        self.add_heading(self.tr("Clashes left"))
        if not left:
            self.add_text(self.tr("None."), muted=True)
        for each in left[:MOST_CLASHES]:
            self.add_text(each.clash.sentence, muted=True)
            if each.where and each.where not in each.clash.sentence:
                self.body.addWidget(Label(each.where, font="small", role="muted", wrap=True))
        self._left_out(len(left))

    def _show_stops(self, impact: Impact) -> None:
        """What the issue waits for comes first, with the two ways out of it."""
        stops = impact.stops
        if not stops:
            return
        self.issue_button.setEnabled(False)
        self.body.addWidget(
            Label(
                self.tr("One clash stops this issue.")
                if len(stops) == 1
                else self.tr("{n} clashes stop this issue.").format(n=len(stops)),
                font="strong",
                role="alert",
                wrap=True,
            )
        )
        for clash in stops[:MOST_CLASHES]:
            row = ClashRow(clash)
            row.show_wanted.connect(self.clash_wanted)
            row.stand_wanted.connect(self.stand_wanted)
            self.body.addWidget(row)
        self._left_out(len(stops))

    def _left_out(self, count: int) -> None:
        if count > MOST_CLASHES:
            self.add_text(self.tr("and {n} more").format(n=count - MOST_CLASHES), muted=True)


def _gone(sight: Sight) -> Iterable[str]:
    return sight.impact.gone_home if sight.impact else ()
