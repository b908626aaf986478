"""The end of the children's data: the day it goes, taking it out, and the certificates."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.purge import USUAL_DAYS, said_backups
from ilacs_desktop.desktop.forms import Form, to_date
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, Label, Muted, Pane, make_button
from ilacs_desktop.desktop.widgets.sides import side_by_side
from ilacs_desktop.domain.casefiles.purging import PurgeFacts, said_age, said_would_go
from ilacs_desktop.domain.moments import day_of, said_day, said_when

PANE_WIDTH = 520


class ChildrenPanel(QWidget):
    """Knows widgets and rows, no services."""

    day_wanted = Signal(object)
    """The day on which the app shall ask for it, or None for no day."""
    purge_wanted = Signal()
    save_wanted = Signal(object)
    """A `Purge` whose certificate is to be saved."""
    close_wanted = Signal()
    delete_wanted = Signal()
    """The backups that hold what was taken out are to be deleted."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: PurgeFacts | None = None
        self._now: datetime | None = None
        side_by_side(self, self._data_pane(), self._papers_pane(), shares=(1, 1))
        self.setContentsMargins(0, current_theme().space(1.5), 0, 0)
        self.show_facts(None, None)
        self.says.setText("")  # nothing is known until it has been asked

    def _data_pane(self) -> Pane:
        theme = current_theme()
        pane = Pane(self.tr("Children’s data of this inspection"), "shield-check")
        pane.setMaximumWidth(theme.px(PANE_WIDTH))
        self.says = Label("", wrap=True)
        pane.body.addWidget(self.says)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(theme.space(0.5))
        pane.body.addLayout(self.lines)
        pane.body.addSpacing(theme.space(1))
        self.form = Form()
        self.day = QDateEdit()
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setCalendarPopup(True)
        self.form.add_row(
            self.tr("&Goes on"),
            self.day,
            help=self.tr("From that day on the app asks until it is done. One button does it."),
        )
        pane.body.addWidget(self.form)
        line = QHBoxLayout()
        line.setSpacing(theme.space(1))
        self.set_button = make_button(self.tr("Set the day"))
        self.set_button.clicked.connect(lambda: self.day_wanted.emit(to_date(self.day.date())))
        self.clear_button = make_button(self.tr("No day"), quiet=True)
        self.clear_button.clicked.connect(lambda: self.day_wanted.emit(None))
        self.purge_button = make_button(self.tr("Take it out now…"), "shield-check")
        self.purge_button.clicked.connect(self.purge_wanted)
        line.addWidget(self.set_button)
        line.addWidget(self.clear_button)
        line.addStretch(1)
        line.addWidget(self.purge_button)
        pane.body.addLayout(line)
        self.blocked = Muted("", wrap=True)
        pane.body.addWidget(self.blocked)
        pane.body.addStretch(1)
        self.close_button = make_button(self.tr("Close the inspection…"))
        self.close_button.clicked.connect(self.close_wanted)
        close = QHBoxLayout()
        close.addStretch(1)
        close.addWidget(self.close_button)
        pane.body.addLayout(close)
        return pane

    def _papers_pane(self) -> Pane:
        pane = Pane(self.tr("Certificates"), "file-check")
        self.rows = RowTable(
            [
                Column(self.tr("No."), lambda p: str(p.number), strong=True, width=48),
                Column(
                    self.tr("When"),
                    lambda p: said_when(p.purged_at, self._now) if self._now else "",
                    sort=lambda p: p.purged_at.timestamp(),
                    width=130,
                ),
                Column(self.tr("By"), lambda p: p.purged_by, width=110),
                Column(self.tr("Why"), lambda p: p.why, stretch=True),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Certificates"))
        self.table.set_empty(
            EmptyState(
                "file-check",
                self.tr("Nothing has been taken out"),
                self.tr("When it is, a certificate with the counts stands here."),
            )
        )
        pane.body.addWidget(self.table, 1)
        self.save_button = make_button(self.tr("Save the certificate…"), "file-down")
        self.save_button.clicked.connect(lambda: self.save_wanted.emit(self.table.selected()))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.save_button)
        pane.body.addLayout(line)
        self.backups = QWidget()
        column = QVBoxLayout(self.backups)
        column.setContentsMargins(0, current_theme().space(1), 0, 0)
        column.setSpacing(current_theme().space(0.5))
        column.addWidget(Label(self.tr("Backups from before that hold it still"), font="heading", wrap=True))
        self.backup_words = Muted("", wrap=True)
        column.addWidget(self.backup_words)
        self.delete_button = make_button(self.tr("Delete them…"))
        self.delete_button.clicked.connect(self.delete_wanted)
        delete = QHBoxLayout()
        delete.addStretch(1)
        delete.addWidget(self.delete_button)
        column.addLayout(delete)
        pane.body.addWidget(self.backups)
        return pane

    def show_facts(self, facts: PurgeFacts | None, now: datetime | None) -> None:
        """Show how things stand; None without an inspection."""
        self.facts, self._now = facts, now
        while self.lines.count():
            item = self.lines.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        has_data = facts is not None and facts.has_data
        for widget in (self.form, self.set_button):
            widget.setVisible(has_data)
        self.clear_button.setVisible(has_data and facts is not None and facts.purge_on is not None)
        self.purge_button.setVisible(has_data)
        self.purge_button.setEnabled(facts is not None and not facts.open_concerns)
        self.blocked.setText("")
        self.close_button.setVisible(facts is not None and not facts.is_closed)
        self.close_button.setEnabled(facts is not None and not facts.open_concerns)
        went = facts is not None and bool(facts.purges) and bool(facts.old_backups) and not has_data
        self.backups.setVisible(went)
        if facts is not None and now is not None and went:
            self.backup_words.setText(said_backups(facts.old_backups, now))
        self.rows.show(facts.purges if facts else ())
        self.save_button.setVisible(facts is not None and bool(facts.purges))
        if facts is not None and facts.purges:
            self.table.select_where(lambda purge: purge.number == facts.purges[0].number)
        if facts is None or now is None:
            self.says.setText(self.tr("No inspection is open."))
            return
        if not has_data:
            self.says.setText(self.tr("Nothing of any child is kept here beyond codes such as C-014."))
            return
        self._say(facts, now)

    def _say(self, facts: PurgeFacts, now: datetime) -> None:
        today = day_of(now)
        if facts.purge_on is not None:
            self.says.setText(
                self.tr("It is to go on {day}.").format(
                    day=f"{said_day(facts.purge_on)} {facts.purge_on.year}"
                )
            )
        elif facts.is_closed:
            self.says.setText(self.tr("The inspection is closed, and the data is still here."))
        else:
            self.says.setText(self.tr("No day has been set on which it goes."))
        for count, words in said_would_go(facts):
            self.lines.addWidget(Muted(f"{count:,} {words}", wrap=True))
        if facts.old_backups:
            more = self.tr("{count} backups hold it as well, the oldest {age}")
            one = self.tr("{count} backup holds it as well, {age}")
            held = (more if len(facts.old_backups) > 1 else one).format(
                count=len(facts.old_backups), age=said_age(facts.old_backups[-1].made_at, now)
            )
            self.lines.addWidget(Muted(held, wrap=True))
        day = facts.purge_on or today + timedelta(days=USUAL_DAYS)
        self.day.setMinimumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(QDate(day.year, day.month, day.day))
        if facts.open_concerns:
            self.blocked.setText(
                self.tr("{refs} is open. Every concern is closed before the data goes.").format(
                    refs=", ".join(facts.open_concerns)
                )
            )
