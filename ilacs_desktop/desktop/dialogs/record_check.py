"""The look at a record before its session: what a reader sees first, and what to have open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Heading, Label, Muted
from ilacs_desktop.desktop.widgets.panes import IconLabel, RowLine
from ilacs_desktop.domain.casefiles import CaseSession, CheckPoint, RecordCheck
from ilacs_desktop.domain.moments import said_when


class RecordCheckDialog(FormDialog):
    """Says what will be seen; nothing in it asks anybody to alter a record. Accepting notes the step."""

    def __init__(
        self,
        session: CaseSession,
        check: RecordCheck,
        points: Sequence[CheckPoint],
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        say = partial(QCoreApplication.translate, "RecordCheckDialog")
        parts = [session.inspector, said_when(session.starts_at, now) if session.starts_at else ""]
        super().__init__(
            say("The record of {code}").format(code=session.case_code),
            parent,
            say("Record checked"),
            text=", ".join(word for word in parts if word),
        )
        self.stays_open = True
        self.setMinimumWidth(current_theme().px(540))
        self.form.add_wide(Heading(self.tr("A reader sees this first")))
        for number, words in enumerate(check.seen_first):
            self.form.add_wide(
                RowLine(IconLabel("triangle-alert", "warn"), Label(words, wrap=True), first=number == 0)
            )
        if not check.seen_first:
            self.form.add_wide(Muted(self.tr("Nothing in the extract stands out."), wrap=True))
        self.form.add_wide(Heading(self.tr("Have open")))
        for number, words in enumerate(check.have_open):
            self.form.add_wide(RowLine(IconLabel("file-text"), Label(words, wrap=True), first=number == 0))
        self.form.add_wide(Muted(check.rule, wrap=True))
        ticked = {tick.key for tick in session.ticks}
        self.points: dict[str, QCheckBox] = {}
        for point in points:
            box = QCheckBox(point.what)
            box.setChecked(point.key in ticked)
            self.points[point.key] = self.form.add_wide(box)
        TallForm(self)

    def values(self) -> dict[str, Any]:
        """The keys of the points that are ticked."""
        return {"keys": tuple(key for key, box in self.points.items() if box.isChecked())}


class WelfareDialog(FormDialog):
    """Asks how the worker is, apart from the debrief."""

    def __init__(self, session: CaseSession, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "WelfareDialog")
        super().__init__(say("How is {worker}?").format(worker=session.worker or say("the worker")), parent)
        self.stays_open = True
        self.words = QPlainTextEdit(session.welfare)
        self.words.setFixedHeight(current_theme().px(72))
        self.form.add_row(
            self.tr("In a few &words"), self.words, help=self.tr("Nothing about their health."), name="words"
        )
        self.words.setFocus()

    def validate(self) -> bool:
        """Some words are needed."""
        if self.words.toPlainText().strip():
            return True
        self.form.error(self.words, self.tr("A word is enough."))
        return False
