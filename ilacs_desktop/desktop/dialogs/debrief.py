"""The debrief after a session: two minutes, five questions, keyboard only."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.domain.casefiles import CaseSession, Debrief
from ilacs_desktop.domain.moments import said_time, said_when

LINE_HEIGHT = 52


class DebriefDialog(FormDialog):
    """Tab goes from question to question, Ctrl+Enter keeps it. One answer is enough."""

    def __init__(
        self, session: CaseSession, before: Debrief | None, now: datetime, parent: QWidget | None = None
    ) -> None:
        say = partial(QCoreApplication.translate, "DebriefDialog")
        title = say("Debrief {code}").format(code=session.case_code)
        super().__init__(title, parent, say("Keep the debrief"), text=_said_session(session, now))
        self.stays_open = True
        self.setMinimumWidth(current_theme().px(600))
        self.asked = self._question(self.tr("What was &asked?"), before.asked if before else "", "asked")
        self.liked = self._question(self.tr("What did they &like?"), before.liked if before else "", "liked")
        self.worried = self._question(
            self.tr("What &worried them?"), before.worried if before else "", "worried"
        )
        self.promised = self._question(
            self.tr("What did we &promise?"), before.promised if before else "", "promised"
        )
        self.worker_is = self._question(
            self.tr("&How is the worker?"), before.worker_is if before else "", "worker_is"
        )
        self.buttons.insertWidget(0, Muted(self.tr("Tab: next question · Ctrl+Enter: keep"), font="small"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept_button.click)
        self.asked.setFocus()

    def validate(self) -> bool:
        """A word for one of the questions is enough."""
        if any(self.values().values()):
            return True
        self.form.error(self.asked, self.tr("Write a word for one of the questions."))
        return False

    def _question(self, label: str, words: str, name: str) -> QPlainTextEdit:
        editor = QPlainTextEdit(words)
        editor.setFixedHeight(current_theme().px(LINE_HEIGHT))
        self.form.add_row(label, editor, name=name)
        return editor


def _said_session(session: CaseSession, now: datetime) -> str:
    parts = []
    if session.inspector:
        parts.append(f"{session.inspector} with {session.worker}" if session.worker else session.inspector)
    if session.starts_at and session.ends_at:
        parts.append(f"{said_when(session.starts_at, now)}–{said_time(session.ends_at)}")
    if session.place:
        parts.append(session.place)
    return ", ".join(parts)
