"""Take the children's data out for good: why, and whether the inspection is closed with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.casefiles.purging import PurgeFacts


class PurgeDialog(FormDialog):
    """``accepted_values`` carries ``why`` and ``closes``. The name of the authority has to be typed."""

    def __init__(self, facts: PurgeFacts, parent: QWidget | None = None) -> None:
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
        self._authority = facts.authority
        self.why = QLineEdit()
        self.why.setMaxLength(300)
        self.why.setPlaceholderText(self.tr("For instance: retention period over"))
        self.form.add_row(self.tr("&Why"), self.why)
        self.closes = QCheckBox(self.tr("&Close the inspection as well"))
        self.closes.setChecked(facts.is_closed)
        self.closes.setEnabled(not facts.is_closed)
        self.form.add_wide(self.closes)
        self.sure = QLineEdit()
        self.form.add_row(
            self.tr("&Type the authority’s name"),
            self.sure,
            help=self.tr("{name}, so that it is not done by mistake.").format(name=facts.authority),
        )
        self.why.setFocus()

    def validate(self) -> bool:
        """A reason and the name are needed."""
        if not self.why.text().strip():
            self.form.error(self.why, self.tr("Say why."))
            return False
        if self.sure.text().strip().casefold() != self._authority.casefold():
            self.form.error(self.sure, self.tr("This is not the name of the authority."))
            return False
        return True

    def values(self) -> dict[str, object]:
        """``why`` and ``closes``."""
        return {"why": self.why.text().strip(), "closes": self.closes.isChecked()}
