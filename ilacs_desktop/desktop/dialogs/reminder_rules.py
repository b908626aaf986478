"""When requests ring, who is told once they are late, and the quiet hours."""

from __future__ import annotations

from datetime import time
from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QLineEdit, QTimeEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests.ladder import ReminderRules, check_reminder_rules, steps_of


class ReminderRulesDialog(FormDialog):
    """Asks for the steps and the hours; hands over ``{"rules": ReminderRules}``."""

    def __init__(self, rules: ReminderRules, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "")
        self.setWindowTitle(self.tr("Reminders and quiet hours"))
        self._heading.setText(self.windowTitle())
        add = self.form.add_row
        self.before = add(
            self.tr("&Before it is due"),
            QLineEdit(", ".join(str(each) for each in rules.before)),
            self.tr("One or more, such as 60, 30; nothing for none."),
            unit=self.tr("minutes"),
        )
        self.after = add(
            self.tr("&After it was due"),
            QLineEdit(", ".join(str(each) for each in rules.after)),
            self.tr("0 is at due. Each step rings once; after a sleep only the latest does."),
            unit=self.tr("minutes"),
        )
        self.tell = add(
            self.tr("Once late, &tell"),
            QLineEdit(rules.escalate_to),
            self.tr("The reminder then says so. Nothing is sent."),
        )
        self.quiet_from = add(self.tr("&Quiet from"), _edit(rules.quiet_from))
        self.quiet_until = add(
            self.tr("Quiet &until"),
            _edit(rules.quiet_until),
            self.tr(
                "A child's safety and what you set by hand ring all the same. Twice the same time: no quiet."
            ),
        )

    def validate(self) -> bool:
        """The steps must be minutes that make sense."""
        try:
            check_reminder_rules(self._rules())
        except Explained as error:
            self.form.error(self.before, str(error))
            return False
        return True

    def values(self) -> dict[str, Any]:
        """What was agreed."""
        return {"rules": self._rules()}

    def _rules(self) -> ReminderRules:
        return ReminderRules(
            before=steps_of(self.before.text()),
            after=steps_of(self.after.text()),
            escalate_to=self.tell.text().strip(),
            quiet_from=_time(self.quiet_from),
            quiet_until=_time(self.quiet_until),
        )


def _edit(at: time) -> QTimeEdit:
    editor = QTimeEdit(QTime(at.hour, at.minute))
    editor.setDisplayFormat("HH:mm")
    return editor


def _time(editor: QTimeEdit) -> time:
    return time(editor.time().hour(), editor.time().minute())
