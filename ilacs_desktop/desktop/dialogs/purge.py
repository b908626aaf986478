"""Take the children's data out for good, and close the inspection: why, when, and what of the backups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.forms import to_date
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Muted
from ilacs_desktop.domain.casefiles.purging import OldBackup, PurgeFacts, said_age

USUAL_DAYS = 183
"""Offered as the day, from today: half a year. How long to keep is the authority's to say."""
MOST_NAMED = 4
"""So many backups are named one by one; of the rest their number is said."""


class _SureDialog(FormDialog):
    """A reason and the name of the authority, typed, before anything goes."""

    def _ask_why(self) -> None:
        self.why = QLineEdit()
        self.why.setMaxLength(300)
        self.why.setPlaceholderText(self.tr("For instance: retention period over"))
        self.form.add_row(self.tr("&Why"), self.why)

    def _ask_sure(self, authority: str) -> None:
        self._authority = authority
        self.sure = QLineEdit()
        self.form.add_row(
            self.tr("&Type the authority’s name"),
            self.sure,
            help=self.tr("{name}, so that it is not done by mistake.").format(name=authority),
        )

    def _is_sure(self) -> bool:
        if not self.why.text().strip():
            self.form.error(self.why, self.tr("Say why."))
            return False
        if self.sure.text().strip().casefold() != self._authority.casefold():
            self.form.error(self.sure, self.tr("This is not the name of the authority."))
            return False
        return True


class PurgeDialog(_SureDialog):
    """``accepted_values`` carries ``why``, ``closes`` and ``deletes_backups``."""

    def __init__(self, facts: PurgeFacts, now: datetime, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "PurgeDialog")
        super().__init__(
            say("Take the children’s data out"),
            parent,
            say("Take it out"),
            text=say(
                "For good, and without a backup first, for a backup would hold the data. Codes such as "
                "C-014, the timetable and the counts stay; a certificate says what went."
            ),
        )
        self.stays_open = True
        self.setMinimumWidth(current_theme().px(560))
        self._ask_why()
        self.closes = QCheckBox(self.tr("&Close the inspection as well"))
        self.closes.setChecked(facts.is_closed)
        self.closes.setEnabled(not facts.is_closed)
        self.form.add_wide(self.closes)
        self.deletes = QCheckBox(self.tr("&Delete the backups that hold it too, after a fresh one is made"))
        self.backups = Muted(said_backups(facts.old_backups, now), font="small", wrap=True)
        if facts.old_backups:
            self.form.add_wide(self.deletes)
            self.form.add_wide(self.backups)
            self.deletes.setAccessibleDescription(self.backups.text())
        self._ask_sure(facts.authority)
        TallForm(self)
        self.why.setFocus()

    def validate(self) -> bool:
        """A reason and the name are needed."""
        return self._is_sure()

    def values(self) -> dict[str, object]:
        """``why``, ``closes`` and ``deletes_backups``."""
        return {
            "why": self.why.text().strip(),
            "closes": self.closes.isChecked(),
            "deletes_backups": self.deletes.isChecked(),
        }


class CloseInspectionDialog(_SureDialog):
    """Closing asks what becomes of the children's data. ``accepted_values``: ``why`` and ``keep_until``."""

    def __init__(self, facts: PurgeFacts, today: date, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "CloseInspectionDialog")
        text = (
            say("It holds data of children. Take it out now, or say on which day it goes.")
            if facts.has_data
            else say("It holds nothing of any child beyond codes such as C-014.")
        )
        super().__init__(say("Close the inspection"), parent, say("Close it"), text=text)
        self.stays_open = True
        self._has_data = facts.has_data
        self.setMinimumWidth(current_theme().px(560))
        self.choice = QComboBox()
        self.choice.addItem(self.tr("Goes on a day"), False)
        self.choice.addItem(self.tr("Goes now, for good"), True)
        self.form.add_row(self.tr("Children’s &data"), self.choice)
        self.day = QDateEdit()
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setCalendarPopup(True)
        self.day.setMinimumDate(QDate(today.year, today.month, today.day))
        day = facts.purge_on if facts.purge_on and facts.purge_on >= today else None
        day = day or today + timedelta(days=USUAL_DAYS)
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.form.add_row(
            self.tr("&On"), self.day, help=self.tr("On that day the app asks for it until it is done.")
        )
        self._ask_why()
        self._ask_sure(facts.authority)
        self.choice.currentIndexChanged.connect(self._show_needed)
        self._show_needed()

    @property
    def goes_now(self) -> bool:
        """Whether the data is to go at once."""
        return self._has_data and bool(self.choice.currentData())

    def _show_needed(self) -> None:
        self.form.show_row(self.choice, self._has_data)
        self.form.show_row(self.day, self._has_data and not self.goes_now)
        for editor in (self.why, self.sure):
            self.form.show_row(editor, self.goes_now)

    def validate(self) -> bool:
        """What goes at once wants a reason and the name."""
        return self._is_sure() if self.goes_now else True

    def values(self) -> dict[str, object]:
        """``why`` and ``keep_until``."""
        keeps = self._has_data and not self.goes_now
        return {
            "why": self.why.text().strip() if self.goes_now else "",
            "keep_until": to_date(self.day.date()) if keeps else None,
        }


class DeleteBackupsDialog(FormDialog):
    """Says which backups hold what was taken out, and asks whether they go."""

    def __init__(self, backups: Sequence[OldBackup], now: datetime, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "DeleteBackupsDialog")
        super().__init__(
            say("Delete the backups from before"),
            parent,
            say("Delete {count}").format(count=len(backups)),
            text=say(
                "They hold the children’s data that was taken out. A fresh backup without it is made first. "
                "Copies elsewhere are not known to the app."
            ),
        )
        self.stays_open = True
        self.setMinimumWidth(current_theme().px(560))
        self.listed = Muted(said_backups(backups, now, most=12), wrap=True)
        self.form.add_wide(self.listed)
        self.cancel_button.setFocus()


def said_backups(backups: Sequence[OldBackup], now: datetime, *, most: int = MOST_NAMED) -> str:
    """Backups by name and age, a line each; of many the newest and how many more."""
    say = partial(QCoreApplication.translate, "PurgeDialog")
    lines = [f"{each.name}, {said_age(each.made_at, now)}" for each in backups[:most]]
    if len(backups) > most:
        oldest = said_age(backups[-1].made_at, now)
        lines.append(say("and {count} more, the oldest {age}").format(count=len(backups) - most, age=oldest))
    return "\n".join(lines)
