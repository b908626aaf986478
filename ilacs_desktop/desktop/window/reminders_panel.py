"""The one catch-up panel: every reminder that is waiting, once and calmly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.debriefing import ask_debrief
from ilacs_desktop.desktop.widgets import (
    ElidedLabel,
    EmptyState,
    Label,
    Muted,
    Pill,
    RowLine,
    clear_layout,
    make_button,
    scrolled,
)
from ilacs_desktop.domain.changes import Changes, Kind
from ilacs_desktop.domain.moments import said_when

if TYPE_CHECKING:
    from ilacs_desktop.domain.reminders import Reminder

SNOOZE_MINUTES = 15
_ROLES = {"child safety": "alert", "soon": "warn"}


class RemindersPanel(QDialog):
    """A list with Open, Later and Done for each. It stays open while one works through it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self._desk = desk
        self.setWindowTitle(self.tr("Reminders"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(680), theme.px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(2.5),) * 4)
        column.setSpacing(theme.space(1.5))
        column.addWidget(Label(self.tr("Reminders"), font="title"))
        self._sentence = Muted("", wrap=True)
        column.addWidget(self._sentence)
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(0, 0, theme.space(1), 0)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = scrolled(self._rows)
        column.addWidget(self._scroll, 1)
        self._empty = EmptyState(
            "bell", self.tr("Nothing is waiting"), self.tr("Reminders that fall due appear here.")
        )
        column.addWidget(self._empty, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        close = make_button(self.tr("Close"), main=True)
        close.clicked.connect(self.accept)
        line.addWidget(close)
        column.addLayout(line)
        desk.changed.connect(self._on_changed)
        self._refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touch(Kind.REMINDER, Kind.INFO_REQUEST, Kind.CASE_SESSION, Kind.CONCERN, Kind.TELLING):
            self._refresh()

    def _refresh(self) -> None:
        house, inspection_id = self._desk.house, self._desk.inspection_id
        self._desk.jobs.run(
            self, lambda: house.reminders.due(inspection_id) if inspection_id else (), self._show
        )

    def _show(self, reminders: Sequence[Reminder]) -> None:
        clear_layout(self._list)
        now = self._desk.clock()
        self._scroll.setVisible(bool(reminders))
        self._empty.setVisible(not reminders)
        self._sentence.setText(
            self.tr("{count} waiting, the earliest first.").format(count=len(reminders)) if reminders else ""
        )
        for number, reminder in enumerate(reminders):
            when = Pill(said_when(reminder.at, now), _ROLES.get(str(reminder.level), "plain"), "bell")
            text = ElidedLabel(reminder.text)
            spoken = reminder.text
            go = make_button(self.tr("Open"), small=True, spoken=self.tr("Open: {text}").format(text=spoken))
            go.setVisible(reminder.ref is not None)
            later = make_button(
                self.tr("In {minutes} min").format(minutes=SNOOZE_MINUTES),
                small=True,
                spoken=self.tr("Remind me in {minutes} minutes: {text}").format(
                    minutes=SNOOZE_MINUTES, text=spoken
                ),
            )
            done = make_button(
                self.tr("Done"), small=True, spoken=self.tr("Done: {text}").format(text=spoken)
            )
            go.clicked.connect(lambda _, one=reminder: self._go(one))
            later.clicked.connect(lambda _, one=reminder: self._snooze(one))
            done.clicked.connect(lambda _, one=reminder: self._dismiss(one))
            self._list.addWidget(RowLine(when, text, go, later, done, first=number == 0))

    def _go(self, reminder: Reminder) -> None:
        if reminder.ref is None:
            return
        self._desk.go(reminder.ref)
        over = self.parentWidget()
        self.accept()
        if over is not None and reminder.key.startswith("debrief-"):
            ask_debrief(self._desk, over, reminder.ref.id)

    def _snooze(self, reminder: Reminder) -> None:
        house, inspection_id = self._desk.house, self._desk.inspection_id
        self._desk.jobs.run(
            self,
            lambda: house.reminders.snooze(inspection_id, reminder.key, minutes=SNOOZE_MINUTES, by=self),
            lambda _: self._refresh(),
        )

    def _dismiss(self, reminder: Reminder) -> None:
        house, inspection_id = self._desk.house, self._desk.inspection_id
        self._desk.jobs.run(
            self,
            lambda: house.reminders.dismiss(inspection_id, reminder.key, by=self),
            lambda _: self._refresh(),
        )
