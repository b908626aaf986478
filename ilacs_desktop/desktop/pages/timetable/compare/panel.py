"""Beside a comparison: which days differ, and the one difference that is chosen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.panes import SidePanel
from ilacs_desktop.domain.moments import said_day, said_short_day, said_time
from ilacs_desktop.domain.timetable import Change, Slot
from ilacs_desktop.domain.timetable.compare import Comparison, Difference, differences_of


class ComparePanel(SidePanel):
    """Leads from day to day, and says of the chosen slot how it was and how it is."""

    day_wanted = Signal(object)
    slot_wanted = Signal(str)  # uid

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Days that differ"))

    def show_comparison(
        self, comparison: Comparison, day: date | None, chosen: Difference | None, *, is_in_draft: bool
    ) -> None:
        """Say what differs. ``is_in_draft`` tells whether the chosen slot can be gone to."""
        self.clear()
        if chosen is not None:
            self._show_chosen(comparison, chosen, is_in_draft=is_in_draft)
        self._show_days(comparison, day)
        self.body.addStretch(1)

    def _show_chosen(self, comparison: Comparison, chosen: Difference, *, is_in_draft: bool) -> None:
        self.add_heading(", ".join(chosen.classes).capitalize())
        self.add_text(f"{chosen.sentence}.")
        for change in comparison.changes:
            if change.uid in chosen.uids:
                self._show_sides(comparison, change)
        if is_in_draft:
            show = make_button(self.tr("Show in the draft"), "calendar-search", small=True)
            show.clicked.connect(lambda: self.slot_wanted.emit(chosen.uid))
            self._add_at_left(show)

    def _show_sides(self, comparison: Comparison, change: Change) -> None:
        for edition, slot in ((comparison.old, change.before), (comparison.new, change.after)):
            self.add_heading(edition.title[:1].upper() + edition.title[1:])
            self.add_text(self._said(slot), muted=True)

    def _said(self, slot: Slot | None) -> str:
        if slot is None:
            return self.tr("not there")
        span = f"{said_short_day(slot.day)} {said_time(slot.starts_at)}–{said_time(slot.ends_at)}"  # en dash
        people = ", ".join(part.name for part in (*slot.inspectors, *slot.staff))
        state = self.tr("stood down") if slot.is_cancelled else ""
        return "\n".join(word for word in (slot.title, span, slot.where, people, state) if word)

    def _show_days(self, comparison: Comparison, day: date | None) -> None:
        self.add_heading(self.tr("Days that differ"))
        if not comparison.days:
            self.add_text(self.tr("Both say the same."), muted=True)
            return
        counts = dict.fromkeys(comparison.days, 0)
        for difference in differences_of(comparison.changes):
            counts[difference.day] = counts.get(difference.day, 0) + 1
        for each, count in counts.items():
            self._add_at_left(self._day_button(each, count, is_shown=each == day))

    def _day_button(self, day: date, count: int, *, is_shown: bool) -> QWidget:
        many = self.tr("1 difference") if count == 1 else self.tr("{n} differences").format(n=count)
        words = many if count else self.tr("moved away")
        button = make_button(
            f"{said_short_day(day)} · {words}", small=True, spoken=f"{said_day(day)}, {words}"
        )
        button.setCheckable(True)
        button.setChecked(is_shown)
        button.clicked.connect(lambda _=False, day=day: self.day_wanted.emit(day))
        return button

    def _add_at_left(self, widget: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        line.addWidget(widget)
        line.addStretch(1)
        self.body.addLayout(line)
