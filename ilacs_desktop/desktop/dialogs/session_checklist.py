"""Edit the checklist of case-file sessions: one point a line, under the step it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.casefiles import CheckPoint
from ilacs_desktop.domain.casefiles.checklist import BEFORE

STEP_HEIGHT = 62


class ChecklistDialog(FormDialog):
    """Holds for every session of the inspection; a point whose words stay keeps its ticks."""

    def __init__(self, points: Sequence[CheckPoint], parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "ChecklistDialog")
        super().__init__(
            say("The checklist of sessions"),
            parent,
            say("Keep the checklist"),
            text=say(
                "One point a line. It holds for every session; points whose words stay keep their ticks."
            ),
        )
        self.stays_open = True
        self.setMinimumWidth(current_theme().px(620))
        self.steps: dict[str, QPlainTextEdit] = {}
        for step in BEFORE:
            editor = QPlainTextEdit("\n".join(point.what for point in points if point.step is step))
            editor.setFixedHeight(current_theme().px(STEP_HEIGHT))
            self.steps[step.value] = self.form.add_row(step.value.capitalize(), editor)
        TallForm(self)

    def values(self) -> dict[str, Any]:
        """The lines, each with its step."""
        lines = [
            (line, step)
            for step in BEFORE
            for line in self.steps[step.value].toPlainText().splitlines()
            if line.strip()
        ]
        return {"lines": lines}
