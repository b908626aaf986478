"""The head of the page: the day, the way from day to day, what is shown, and the deeds.

Where one line is too short for all of it the words grow shorter, then the switch goes to a second line,
and last of all the deeds go to a third. Nothing is ever cut away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.more_menu import MoreMenu, more_button
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import Switch
from ilacs_desktop.desktop.widgets.pill import Pill, PillText, pill_size
from ilacs_desktop.domain.moments import said_day, said_short_day


class Showing(StrEnum):
    """What the page shows of the day."""

    INSPECTORS = "inspectors"
    PEOPLE = "people"
    PLACES = "places"
    WEEK = "week"
    LIST = "list"
    TOLD = "told"


class _Group(QWidget):
    """Some widgets side by side that stay together."""

    def __init__(self, *widgets: QWidget, gap: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(gap))
        for widget in widgets:
            line.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class DayHeader(QWidget):
    """Title, day steps, switch, pill and deeds, in as many lines as the width asks for.

    Other rooms add their deeds to ``more_menu``; what they show turns up in the switch by `offer`.
    """

    step_wanted = Signal(int)
    day_wanted = Signal(object)
    showing_wanted = Signal(object)
    add_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    review_wanted = Signal()
    issue_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self._changes = 0
        self._offered: tuple[tuple[date, ...], date] | None = None
        self._level = -1
        self._title = Label("", font="title")
        self.counter = Muted("", font="small")
        self.previous = make_button("", "chevron-left", spoken=self.tr("Day before"))
        self.next = make_button("", "chevron-right", spoken=self.tr("Day after"))
        self.days = make_button("", "calendar-days", spoken=self.tr("Choose a day"))
        self.days_menu = QMenu(self.days)
        self.days.clicked.connect(self._offer_days)
        self._names: Mapping[Showing, str] = {
            Showing.INSPECTORS: self.tr("Inspectors"),
            Showing.PEOPLE: self.tr("People"),
            Showing.PLACES: self.tr("Places"),
            Showing.WEEK: self.tr("Week"),
            Showing.LIST: self.tr("List"),
            Showing.TOLD: self.tr("Told"),
        }
        self.switch = Switch(list(self._names.values()), spoken=self.tr("What the page shows"))
        self.switch.button(self._names[Showing.PEOPLE]).setAccessibleName(self.tr("Our people"))
        self.switch.button(self._names[Showing.WEEK]).hide()
        self.pill = Pill("", "warn", "pencil-line", self)
        self._make_deeds()
        self.switch.switched.connect(self._on_switched)
        title = QWidget()
        column = QVBoxLayout(title)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self.counter)
        self._day_group = _Group(title, self.previous, self.next, self.days, gap=0.75, parent=self)
        switch_line = self.switch.layout()
        if switch_line is not None:
            switch_line.setSpacing(current_theme().space(0.5))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(current_theme().space(1))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._narrow()
        current_theme().changed.connect(self._narrow)
        self._arrange(0)

    def _make_deeds(self) -> None:
        self.undo = make_button("", "undo-2", spoken=self.tr("Undo"))
        self.redo = make_button("", "redo-2", spoken=self.tr("Redo"))
        self.add = make_button("", "plus", spoken=self.tr("Add a slot"))
        self.more_menu = MoreMenu(self)
        self.more = more_button(self.more_menu, "", self.tr("More"))
        self.review = make_button(
            self.tr("Review"),
            "clipboard-check",
            spoken=self.tr("Daily review"),
            tooltip=self.tr("Daily review"),
        )
        self.issue = make_button(self.tr("Issue…"), "send", main=True)
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.add.clicked.connect(self.add_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.review.clicked.connect(self.review_wanted)
        self.issue.clicked.connect(self.issue_wanted)
        self._deeds = _Group(
            self.undo, self.redo, self.add, self.more, self.review, self.issue, gap=0.75, parent=self
        )
        self.show_undo("", "")

    def _narrow(self) -> None:
        """A button that is only an icon needs less room at its sides, and so do those of the switch."""
        theme = current_theme()
        for button in (self.previous, self.next, self.days, self.undo, self.redo, self.add, self.more):
            button.setStyleSheet(f"padding-left: {theme.px(7)}px; padding-right: {theme.px(7)}px;")
        for name in self._names.values():
            self.switch.button(name).setStyleSheet(
                f"padding-left: {theme.px(9)}px; padding-right: {theme.px(9)}px;"
            )

    # -- showing -------------------------------------------------------------------------------

    def show_day(self, day: date, days: Sequence[date], today: date, counter: str = "") -> None:
        """Say which day is shown and where it lies in the inspection, and offer the others."""
        self._day = day
        self.counter.setText(counter)
        self.counter.setVisible(bool(counter))
        self._say_day()
        self.previous.setEnabled(any(other < day for other in days))
        self.next.setEnabled(any(other > day for other in days))
        self._offer(day, tuple(days), today)
        self._fit()

    def _offer(self, day: date, days: tuple[date, ...], today: date) -> None:
        """Offer the days in the menu; it is made anew only when there are others."""
        if self._offered != (days, today):
            self._offered = (days, today)
            self.days_menu.clear()
            for other in days:
                name = self.tr("{day} (today)") if other == today else "{day}"
                action = self.days_menu.addAction(name.format(day=said_day(other)))
                action.setCheckable(True)
                action.triggered.connect(lambda _=False, other=other: self.day_wanted.emit(other))
        for other, action in zip(days, self.days_menu.actions(), strict=True):
            action.setChecked(other == day)

    def show_draft(self, changes: int, issue: int, waiting: int) -> None:
        """Say how many changes are not issued, the number of the next issue, and how many are not told."""
        self._changes = changes
        self._say_pill()
        self.issue.setText(self.tr("Issue {n}…").format(n=issue))
        self.issue.setAccessibleName(self.tr("Look at issue {n} before it goes out").format(n=issue))
        self.issue.setEnabled(changes > 0)
        self.issue.setToolTip("" if changes else self.tr("Nothing has changed since the last issue."))
        told = self.switch.button(self._names[Showing.TOLD])
        told.setToolTip(self.tr("{n} not confirmed yet").format(n=waiting) if waiting else "")
        self._fit()

    def show_undo(self, undo: str, redo: str) -> None:
        """Say what the two buttons would do; empty words where there is nothing to take back or do again."""
        for button, said, word, keys in (
            (self.undo, undo, self.tr("Undo"), self.tr("Ctrl+Z")),
            (self.redo, redo, self.tr("Redo"), self.tr("Ctrl+Shift+Z")),
        ):
            button.setEnabled(bool(said))
            name = f"{word}: {said}" if said else word
            button.setAccessibleName(name)
            button.setToolTip(
                f"{name} ({keys})" if said else self.tr("Nothing to {undo}").format(undo=word.lower())
            )

    def choose(self, showing: Showing) -> None:
        """Turn the switch without a wish."""
        self.switch.choose(self._names[showing])

    def offer(self, showing: Showing) -> None:
        """Let the switch lead to ``showing``; there is something to be seen there."""
        self.switch.button(self._names[showing]).show()
        self._fit()

    def set_can_issue(self, can_issue: bool) -> None:
        """Hide the main deed while the page has another one."""
        self.issue.setVisible(can_issue)

    def _offer_days(self) -> None:
        self.days_menu.popup(self.days.mapToGlobal(QPoint(0, self.days.height() + 2)))

    def _on_switched(self, name: str) -> None:
        self.showing_wanted.emit(next(showing for showing, own in self._names.items() if own == name))

    def _say_pill(self) -> None:
        if not self._changes:
            self.pill.show_pill(None)
            return
        words = self.tr("1 change not issued") if self._changes == 1 else self.tr("{n} changes not issued")
        long = words.format(n=self._changes)
        short = self.tr("{n} not issued").format(n=self._changes)
        is_long = self._level in {0, 3, 4}
        self.pill.show_pill(PillText(long if is_long else short, "warn", "pencil-line"))
        self.pill.setAccessibleName(long)
        self.pill.setToolTip(long)

    def _say_day(self) -> None:
        if self._day is None:
            return
        is_short = self._level in {2, 4, 5}
        self._title.setText(said_short_day(self._day) if is_short else said_day(self._day))
        words = (said_day(self._day), self.counter.text())
        self._title.setAccessibleName(said_day(self._day))
        self._title.setAccessibleDescription(self.counter.text())
        self._title.setToolTip(", ".join(word for word in words if word))

    # -- fitting -------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As high as the lines it needs; any width will do."""
        return QSize(0, self._rows.sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Any width will do: the lines are broken to fit."""
        return QSize(0, self._rows.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Find the first arrangement that fits: 0 to 2 on one line, 3 and 4 on two, 5 on three."""
        long, short = self._title_widths()
        gap = current_theme().space(1.25)
        steps = sum(button.sizeHint().width() for button in (self.previous, self.next, self.days))
        group = steps + 3 * current_theme().space(0.75)
        switch, deeds = self.switch.sizeHint().width(), self._deeds.sizeHint().width()
        full, brief = self._pill_widths(gap)
        room = self.width() - 2 * gap
        wishes = (
            group + long + switch + full + deeds,
            group + long + switch + brief + deeds,
            group + short + switch + brief + deeds,
            max(group + long + deeds, switch + full),
            max(group + short + deeds, switch + full),
        )
        level = next((level for level, wish in enumerate(wishes) if wish <= room), len(wishes))
        if level != self._level:
            self._arrange(level)

    def _pill_widths(self, gap: int) -> tuple[int, int]:
        if not self._changes:
            return 0, 0
        theme = current_theme()
        words = self.tr("{n} changes not issued"), self.tr("{n} not issued")
        sizes = [
            pill_size(theme, PillText(text.format(n=self._changes), "warn", "pencil-line")) for text in words
        ]
        return sizes[0].width() + gap, sizes[1].width() + gap

    def _title_widths(self) -> tuple[int, int]:
        """The pixels of the day's name in full and in short; its counter stands below and may be wider."""
        if self._day is None:
            return (self._title.sizeHint().width(),) * 2
        metrics = self._title.fontMetrics()
        counter = self.counter.sizeHint().width() if self.counter.text() else 0
        widths = [metrics.horizontalAdvance(said(self._day)) + 2 for said in (said_day, said_short_day)]
        return max(widths[0], counter), max(widths[1], counter)

    def _arrange(self, level: int) -> None:
        self._level = level
        rows: list[tuple[list[QWidget], list[QWidget]]] = [
            ([self._day_group, self.switch], [self.pill, self._deeds])
        ]
        if level in {3, 4}:
            rows = [([self._day_group], [self._deeds]), ([self.switch], [self.pill])]
        elif level > 4:
            rows = [([self._day_group], [self.pill]), ([self.switch], []), ([self._deeds], [])]
        _release(self._rows)
        for left, right in rows:
            line = QHBoxLayout()
            line.setSpacing(0)
            for number, widget in enumerate((*left, *right)):
                if number == len(left):
                    line.addStretch(1)
                if number:
                    line.addSpacing(current_theme().space(1.25))
                line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
            if not right:
                line.addStretch(1)
            self._rows.addLayout(line)
        self._say_day()
        self._say_pill()
        self.updateGeometry()


def _release(rows: QVBoxLayout) -> None:
    """Take the lines apart but keep their widgets."""
    while (item := rows.takeAt(0)) is not None:
        line = item.layout()
        while line is not None and line.takeAt(0) is not None:
            pass
