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
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.domain.casefiles import CheckPoint
from ilacs_desktop.domain.casefiles.checklist import BEFORE

STEP_HEIGHT = 62


class ChecklistDialog(FormDialog):
    """Holds for every session of the inspection; a point whose words stay keeps its ticks."""

    def __init__(
        self,
        points: Sequence[CheckPoint],
        parent: QWidget | None = None,
        *,
        usual: Sequence[CheckPoint] = (),
    ) -> None:
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
            editor = QPlainTextEdit()
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(current_theme().px(STEP_HEIGHT))
            self.steps[step.value] = self.form.add_row(step.value.capitalize(), editor)
        self._fill(points)
        TallForm(self)
        self._usual = tuple(usual)
        self.usual_button = make_button(
            self.tr("As it came"), "undo-2", spoken=self.tr("As the type of inspection has it")
        )
        self.usual_button.setToolTip(self.tr("As the type of inspection has it; kept when you keep it."))
        self.usual_button.clicked.connect(lambda: self._fill(self._usual))
        self.usual_button.setAutoDefault(False)
        self.usual_button.setVisible(bool(usual))
        self.buttons.insertWidget(0, self.usual_button)
        for editor in self.steps.values():
            editor.textChanged.connect(self._look)
        self._look()

    def _fill(self, points: Sequence[CheckPoint]) -> None:
        for step in BEFORE:
            words = "\n".join(point.what for point in points if point.step is step)
            if self.steps[step.value].toPlainText() != words:
                self.steps[step.value].setPlainText(words)

    def _look(self) -> None:
        """Nothing is put back that is as it came."""
        usual = [(point.what, point.step) for point in self._usual]
        self.usual_button.setEnabled(self.values()["lines"] != usual)

    def values(self) -> dict[str, Any]:
        """The lines, each with its step."""
        lines = [
            (line, step)
            for step in BEFORE
            for line in self.steps[step.value].toPlainText().splitlines()
            if line.strip()
        ]
        return {"lines": lines}
