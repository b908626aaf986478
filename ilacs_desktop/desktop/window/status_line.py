"""The status line: last backup, where the data is, reminders; at the right issue number and audit code."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import IconButton, Label, make_button


@dataclass(frozen=True, slots=True)
class Standing:
    """What the status line and the header say."""

    backup: str = ""
    saved: str = ""
    reminders: int = 0
    issue: int = 0
    audit_code: str = ""
    actor: str = ""


class StatusLine(QWidget):
    """One quiet line. The reminders and the backup can be clicked."""

    reminders_wanted = Signal()
    backups_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Status"))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space(1.25), 0, theme.space(2), 0)
        line.setSpacing(theme.space(1.5))
        self.backup = self._link()
        self.reminders = self._link()
        self.place = Label(self.tr("On this laptop only"), font="small", role="muted")
        self.marks = Label("", font="small", role="muted")
        self.backup.clicked.connect(self.backups_wanted)
        self.reminders.clicked.connect(self.reminders_wanted)
        for widget in (self.backup, self.place, self.reminders):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.marks)
        self.show_standing(Standing())

    def show_standing(self, standing: Standing) -> None:
        """Say how things stand."""
        self.backup.setText(standing.backup or self.tr("No backup yet"))
        self.backup.setAccessibleName(self.tr("{line}, open the backups").format(line=self.backup.text()))
        if standing.reminders == 0:
            words = self.tr("No reminders waiting")
        elif standing.reminders == 1:
            words = self.tr("1 reminder waiting")
        else:
            words = self.tr("{count} reminders waiting").format(count=standing.reminders)
        self.reminders.setText(words)
        self.reminders.setAccessibleName(words)
        marks = []
        if standing.issue:
            marks.append(self.tr("Issue {number}").format(number=standing.issue))
        if standing.audit_code:
            marks.append(self.tr("audit {code}").format(code=standing.audit_code))
        self.marks.setText(" · ".join(marks))

    @staticmethod
    def _link() -> IconButton:
        button = make_button("", quiet=True)
        button.setProperty("status", True)
        button.setFont(current_theme().font("small"))
        return button
