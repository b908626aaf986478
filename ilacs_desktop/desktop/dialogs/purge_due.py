"""The day agreed for the children's data has come: the app asks, and one button does it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtWidgets import QDateEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.forms import to_date
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import make_button
from ilacs_desktop.domain.casefiles.purging import PurgeDue


class PurgeDueDialog(FormDialog):
    """Take it out, agree on another day, or be asked again; nothing goes by a stray Enter."""

    later_wanted = Signal(object)
    """Another day is agreed on."""
    concerns_wanted = Signal()

    def __init__(self, due: PurgeDue, today: date, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "PurgeDueDialog")
        if due.open_concerns:
            text = say("{why}. First every concern is closed: {refs} is open.").format(
                why=due.why[0].upper() + due.why[1:], refs=", ".join(due.open_concerns)
            )
        else:
            text = say(
                "{why}. It goes for good; codes such as C-014 and the counts stay, and a certificate "
                "says what went. Backups from before are listed in Settings."
            ).format(why=due.why[0].upper() + due.why[1:])
        super().__init__(
            say("{authority}: the children’s data is to go").format(authority=due.authority),
            parent,
            say("Take it out now"),
            text=text,
        )
        self.stays_open = True
        self.setMinimumWidth(current_theme().px(600))
        self.day = QDateEdit()
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setCalendarPopup(True)
        tomorrow = today + timedelta(days=1)
        self.day.setMinimumDate(QDate(tomorrow.year, tomorrow.month, tomorrow.day))
        self.form.add_row(
            self.tr("&Another day"), self.day, help=self.tr("Who moved it is in the audit trail.")
        )
        self.later_button = make_button(self.tr("&Set this day"))
        self.later_button.clicked.connect(lambda: self.later_wanted.emit(to_date(self.day.date())))
        self.form.add_beside(self.day, self.later_button)
        self.cancel_button.setText(self.tr("Ask again tomorrow"))
        self.cancel_button.setAccessibleName(self.tr("Ask again tomorrow"))
        self.concerns_button = make_button(self.tr("Show the concerns"))
        self.concerns_button.clicked.connect(self.concerns_wanted)
        self.concerns_button.setVisible(bool(due.open_concerns))
        self.buttons.insertWidget(0, self.concerns_button)
        self.accept_button.setVisible(not due.open_concerns)
        self.accept_button.setDefault(False)
        self.accept_button.setAutoDefault(False)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
