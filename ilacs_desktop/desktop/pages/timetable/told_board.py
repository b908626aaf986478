"""The told board: who has been sent what, who has confirmed, and who must be told next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.flow import in_flow
from ilacs_desktop.desktop.pages.timetable.spoken import announce
from ilacs_desktop.desktop.tables import Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.timetable import Telling, TellingState

_STATES = {
    TellingState.PREPARED: ("plain", ""),
    TellingState.SENT: ("info", "send"),
    TellingState.CONFIRMED: ("good", "check"),
}


class ToldBoard(QWidget):
    """Person by state, the near and not confirmed first."""

    sent_wanted = Signal(object, str)  # telling ids, how
    confirmed_wanted = Signal(object, str)  # telling ids, how
    chosen = Signal(object)  # Telling or None
    copied = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._now: datetime | None = None
        self._tellings: tuple[Telling, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        head = QHBoxLayout()
        head.setSpacing(theme.space(1))
        self.heading = Label(self.tr("Told"), font="subtitle")
        self.note = ElidedLabel("", role="muted")
        head.addWidget(self.heading)
        head.addWidget(self.note, 1)
        self.only_waiting = QCheckBox(self.tr("Only not yet told"))
        self.only_waiting.toggled.connect(self._fill)
        head.addWidget(self.only_waiting)
        column.addLayout(head)
        self.table = ListTable(self._rows(), self.tr("Who has been told"), self)
        self.table.allow_many()
        self.table.set_empty(
            EmptyState(
                "megaphone",
                self.tr("Nobody to tell"),
                self.tr("Everyone whose morning an issue changes stands here until they have confirmed."),
            )
        )
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _: self.copy_messages())
        column.addWidget(self.table, 1)
        self.copy_button = make_button(self.tr("Copy message"), "copy")
        self.copy_button.clicked.connect(self.copy_messages)
        self.sent_button = make_button(self.tr("Mark sent…"), "send")
        self.sent_menu = QMenu(self.sent_button)
        self.sent_button.clicked.connect(self._offer_ways)
        for how in self._ways():
            self.sent_menu.addAction(how).triggered.connect(
                lambda _=False, how=how: self.sent_wanted.emit(self.chosen_ids(), how)
            )
        self.confirmed_button = make_button(self.tr("Mark confirmed"), "check")
        self.confirmed_button.clicked.connect(lambda: self.confirmed_wanted.emit(self.chosen_ids(), ""))
        self.count = Muted("")
        column.addWidget(
            in_flow(self.copy_button, self.sent_button, self.confirmed_button, self.count, gap=1.25)
        )
        self._copy_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        self._copy_key.activated.connect(self.copy_messages)
        self._on_chosen(None)

    def _ways(self) -> tuple[str, ...]:
        return (self.tr("phone"), self.tr("e-mail"), self.tr("in person"), self.tr("chat"))

    def _offer_ways(self) -> None:
        """Ask how the messages went out."""
        height = self.sent_menu.sizeHint().height()
        self.sent_menu.popup(self.sent_button.mapToGlobal(QPoint(0, -height - 2)))

    def _rows(self) -> RowTable:
        return RowTable(
            [
                Column(self.tr("Person"), lambda telling: telling.name, strong=True),
                Column(
                    self.tr("What they hear"),
                    lambda telling: " ".join(telling.lines),
                    tooltip=lambda telling: telling.text,
                    stretch=True,
                ),
                Column(
                    self.tr("First"),
                    self._first,
                    sort=lambda telling: telling.first_starts_at.isoformat(),
                    pill=self._near,
                ),
                Column(self.tr("State"), self._state, pill=self._state_pill),
                Column(self.tr("Issue"), lambda telling: str(telling.issue_number), muted=True, lesser=True),
                Column(self.tr("How"), self._how, muted=True, lesser=True),
            ],
            self,
        )

    # -- showing -------------------------------------------------------------------------------

    def show_tellings(self, tellings: Sequence[Telling], *, now: datetime, issue: int) -> None:
        """Show everyone who has to hear of the newest issues."""
        self._now = now
        self._tellings = tuple(tellings)
        waiting = sum(not telling.is_confirmed for telling in tellings)
        self.heading.setText(self.tr("Told, issue {n}").format(n=issue) if issue else self.tr("Told"))
        self.note.setText(
            ""
            if not tellings
            else self.tr("{n} of {all} not confirmed yet").format(n=waiting, all=len(tellings))
            if waiting
            else self.tr("everyone has confirmed")
        )
        self._fill()

    def _fill(self) -> None:
        kept = {telling.id for telling in self.table.selected_rows()}
        rows = [t for t in self._tellings if not (self.only_waiting.isChecked() and t.is_confirmed)]
        self.table.rows.show(rows)
        if kept:
            self.table.select_where(lambda telling: telling.id in kept)
        self._on_chosen(self.table.selected())

    def _on_chosen(self, telling: Telling | None) -> None:
        rows = self.table.selected_rows()
        for button in (self.copy_button, self.sent_button, self.confirmed_button):
            button.setEnabled(bool(rows))
        self.sent_button.setEnabled(any(not row.is_confirmed for row in rows))
        self.confirmed_button.setEnabled(any(not row.is_confirmed for row in rows))
        self.count.setText(self.tr("{n} chosen").format(n=len(rows)) if len(rows) > 1 else "")
        self.chosen.emit(telling)

    # -- deeds ---------------------------------------------------------------------------------

    def chosen_ids(self) -> tuple[int, ...]:
        """The messages chosen that are not confirmed yet."""
        return tuple(telling.id for telling in self.table.selected_rows() if not telling.is_confirmed)

    def copy_messages(self) -> None:
        """Put the chosen messages on the clipboard, each led by the person's name when there are several."""
        rows = self.table.selected_rows()
        if not rows:
            return
        texts = [row.text if len(rows) == 1 else f"{row.name}\n{row.text}" for row in rows]
        QApplication.clipboard().setText("\n\n".join(texts))
        announce(self, self.tr("Copied"))
        self.copied.emit(len(rows))

    # -- words ---------------------------------------------------------------------------------

    def _first(self, telling: Telling) -> str:
        return said_when(telling.first_starts_at, self._now) if self._now else ""

    def _near(self, telling: Telling) -> PillText | None:
        if self._now is None or not telling.is_near(self._now):
            return None
        minutes = (telling.first_starts_at - self._now).total_seconds() / 60
        role = "alert" if minutes <= 90 else "warn"
        return PillText(self.tr("starts {when}").format(when=self._first(telling)), role, "bell")

    def _state(self, telling: Telling) -> str:
        at = telling.confirmed_at or telling.sent_at
        when = f" {said_when(at, self._now)}" if at and self._now else ""
        return f"{telling.state.value}{when}"

    def _how(self, telling: Telling) -> str:
        return " · ".join(word for word in (telling.how, telling.by) if word)

    def _state_pill(self, telling: Telling) -> PillText:
        role, icon = _STATES[telling.state]
        return PillText(self._state(telling), role, icon)
