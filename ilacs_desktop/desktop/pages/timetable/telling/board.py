"""The told board: who has been sent what, who has confirmed, and who must be told next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.pages.timetable.spoken import announce
from ilacs_desktop.desktop.tables import Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.timetable import Telling, TellingState, Way, teams_of, waiting_of_team

_STATES = {
    TellingState.PREPARED: ("plain", ""),
    TellingState.SENT: ("info", "send"),
    TellingState.CONFIRMED: ("good", "check"),
}


class ToldBoard(QWidget):
    """Person by state, the near and not confirmed first."""

    sent_wanted = Signal(object, str)  # telling ids, how
    confirmed_wanted = Signal(object, str)  # telling ids, how
    team_wanted = Signal(str)  # a team that was told in its briefing
    mails_wanted = Signal(object)  # telling ids; none for all that have not been sent
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
        column.addWidget(self._head())
        self.table = ListTable(self._rows(), self.tr("Who has been told"), self)
        self.table.allow_many()
        self.empty = EmptyState(
            "megaphone",
            self.tr("Nobody to tell"),
            self.tr("Everyone whose morning an issue changes stands here until they have confirmed."),
        )
        self.table.set_empty(self.empty)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _: self.copy_messages())
        column.addWidget(self.table, 1)
        column.addWidget(self._deeds())
        self._keys = [
            self._key(QKeySequence.StandardKey.Copy, self.copy_messages),
            self._key("Ctrl+Return", self.confirm),
        ]
        self._on_chosen(None)

    def _head(self) -> QWidget:
        """What stands above the table, in as many lines as large text needs."""
        self.heading = Label(self.tr("Told"), font="subtitle")
        self.note = Muted("")
        self.team = QComboBox()
        self.team.setAccessibleName(self.tr("Team"))
        self.team.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.team.currentIndexChanged.connect(self._fill)
        self.team_button = make_button(self.tr("Team briefing…"), "users")
        self.team_button.setToolTip(self.tr("Confirm everyone of a team who was told in its briefing"))
        self.team_menu = QMenu(self.team_button)
        self.team_button.clicked.connect(lambda: self.team_menu.popup(_below(self.team_button)))
        self.only_waiting = QCheckBox(self.tr("Not confirmed only"))
        self.only_waiting.toggled.connect(self._fill)
        for lower in (self.heading, self.note, self.only_waiting):
            lower.setMinimumHeight(self.team_button.sizeHint().height())  # they stand on one line
        return in_flow(self.heading, self.note, self.team, self.team_button, self.only_waiting, gap=1)

    def _deeds(self) -> QWidget:
        self.copy_button = make_button(self.tr("Copy message"), "copy")
        self.copy_button.setToolTip(self.tr("Ctrl+C"))
        self.copy_button.clicked.connect(self.copy_messages)
        self.mails_button = make_button(self.tr("Write e-mails…"), "mail")
        self.mails_menu = QMenu(self.mails_button)
        self.mails_menu.addAction("").triggered.connect(
            lambda: self.mails_wanted.emit(tuple(telling.id for telling in self.table.selected_rows()))
        )
        self.mails_menu.addAction("").triggered.connect(lambda: self.mails_wanted.emit(()))
        self.mails_button.clicked.connect(lambda: _pop_up(self.mails_menu, self.mails_button))
        self.sent_button = make_button(self.tr("Mark sent…"), "send")
        self.sent_menu = self._menu_of_ways(self.sent_button, self.sent_wanted)
        self.confirmed_button = make_button(self.tr("Mark confirmed"), "check")
        self.confirmed_button.setToolTip(self.tr("Ctrl+Enter"))
        self.confirmed_button.clicked.connect(self.confirm)
        self.how_button = make_button(self.tr("Confirmed by…"), "message-circle")
        self.how_menu = self._menu_of_ways(self.how_button, self.confirmed_wanted)
        self.count = Muted("")
        return in_flow(
            self.copy_button,
            self.mails_button,
            self.sent_button,
            self.confirmed_button,
            self.how_button,
            self.count,
            gap=0.75,
        )

    def _menu_of_ways(self, button: QPushButton, wanted: SignalInstance) -> QMenu:
        """Below ``button``: how it was; chosen, ``wanted`` goes out with the messages."""
        menu = QMenu(button)
        for way in Way:
            menu.addAction(way.value).triggered.connect(
                lambda _=False, how=way.value: wanted.emit(self.chosen_ids(), how)
            )
        button.clicked.connect(lambda: _pop_up(menu, button))
        return menu

    def _key(self, keys: QKeySequence.StandardKey | str, deed: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(deed)
        return shortcut

    def _rows(self) -> RowTable:
        return RowTable(
            [
                Column(self.tr("Person"), lambda telling: telling.name, strong=True),
                Column(self.tr("Team"), lambda telling: telling.team, muted=True, lesser=True),
                Column(
                    self.tr("What they hear"),
                    lambda telling: " ".join(telling.lines),
                    tooltip=lambda telling: telling.text,
                    stretch=True,
                ),
                Column(
                    self.tr("First start"),
                    self._first,
                    sort=lambda telling: telling.first_starts_at.isoformat(),
                    pill=self._near,
                    spoken=self._spoken_first,
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
        self._show_teams()
        self._fill()

    def _show_teams(self) -> None:
        """The teams to filter by, and those that can be told in one briefing."""
        kept = self.team.currentData()
        teams = teams_of(self._tellings)
        self.team.blockSignals(True)
        self.team.clear()
        self.team.addItem(self.tr("All teams"), "")
        for team in teams:
            self.team.addItem(team, team)
        self.team.setCurrentIndex(max(0, self.team.findData(kept)))
        self.team.blockSignals(False)
        self.team.setVisible(bool(teams))
        self.team_menu.clear()
        for team in teams:
            people = {each.person_id for each in waiting_of_team(self._tellings, team)}
            if people:
                words = self.tr("{team}: 1 person") if len(people) == 1 else self.tr("{team}: {n} people")
                action = self.team_menu.addAction(words.format(team=team, n=len(people)))
                action.triggered.connect(lambda _=False, team=team: self.team_wanted.emit(team))
        self.team_button.setEnabled(not self.team_menu.isEmpty())

    def _fill(self) -> None:
        kept = {telling.id for telling in self.table.selected_rows()}
        team, waiting = self.team.currentData() or "", self.only_waiting.isChecked()
        rows = [
            telling
            for telling in self._tellings
            if not (waiting and telling.is_confirmed) and (not team or telling.team == team)
        ]
        self._say_empty(filtered=len(rows) < len(self._tellings))
        self.table.rows.show(rows)
        if kept:
            self.table.select_where(lambda telling: telling.id in kept)
        self._on_chosen(self.table.selected())

    def _say_empty(self, *, filtered: bool) -> None:
        if filtered:
            self.empty.say(self.tr("Nobody here"), self.tr("Everyone of this choice has confirmed."))
        else:
            self.empty.say(
                self.tr("Nobody to tell"),
                self.tr("Everyone whose morning an issue changes stands here until they have confirmed."),
            )

    def _on_chosen(self, telling: Telling | None) -> None:
        rows = self.table.selected_rows()
        waiting = any(not row.is_confirmed for row in rows)
        self.copy_button.setEnabled(bool(rows))
        for button in (self.sent_button, self.confirmed_button, self.how_button):
            button.setEnabled(waiting)
        unsent = sum(each.state is TellingState.PREPARED for each in self._tellings)
        for_chosen, for_all = self.mails_menu.actions()
        for_chosen.setText(self.tr("For the chosen: {n}").format(n=len(rows)))
        for_chosen.setEnabled(bool(rows))
        for_all.setText(self.tr("For all not yet sent: {n}").format(n=unsent))
        for_all.setEnabled(bool(unsent))
        self.mails_button.setEnabled(bool(rows or unsent))
        self.count.setText(self.tr("{n} chosen").format(n=len(rows)) if len(rows) > 1 else "")
        self.chosen.emit(telling)

    # -- deeds ---------------------------------------------------------------------------------

    def chosen_ids(self) -> tuple[int, ...]:
        """The messages chosen that are not confirmed yet."""
        return tuple(telling.id for telling in self.table.selected_rows() if not telling.is_confirmed)

    def confirm(self) -> None:
        """Mark the chosen as confirmed."""
        if ids := self.chosen_ids():
            self.confirmed_wanted.emit(ids, "")

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

    def _spoken_first(self, telling: Telling) -> str:
        first = self._first(telling)
        if self._now is not None and telling.is_near(self._now):
            return self.tr("{when}, near and not confirmed").format(when=first)
        return first

    def _near(self, telling: Telling) -> PillText | None:
        if self._now is None or not telling.is_near(self._now):
            return None
        minutes = (telling.first_starts_at - self._now).total_seconds() / 60
        role = "alert" if minutes <= 90 else "warn"
        return PillText(self._first(telling), role, "bell")

    def _state(self, telling: Telling) -> str:
        at = telling.confirmed_at or telling.sent_at
        when = f" {said_when(at, self._now)}" if at and self._now else ""
        return f"{telling.state.value}{when}"

    def _how(self, telling: Telling) -> str:
        return " · ".join(word for word in (telling.how, telling.by) if word)

    def _state_pill(self, telling: Telling) -> PillText:
        role, icon = _STATES[telling.state]
        return PillText(self._state(telling), role, icon)


def _below(button: QWidget) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height() + 2))


def _pop_up(menu: QMenu, button: QWidget) -> None:
    """Above the button, which stands at the foot of the page."""
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))
