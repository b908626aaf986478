"""What one sees of the threads: messages or notes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.threads.messages_panel import MessagesPanel
from ilacs_desktop.desktop.pages.threads.notes_panel import NotesPanel
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import PageHeader, make_button
from ilacs_desktop.domain.feedback import Thread


class ThreadsView(QWidget):
    """The two sides of feedback: what others wrote, and what we noted."""

    bring_in_wanted = Signal()
    thread_wanted = Signal(object)
    """None: a new one is to be started."""
    notes_wanted = Signal()
    """The notes have come into sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(1.5))
        self.header = PageHeader(self.tr("Threads"))
        self._words = (self.tr("Messages"), self.tr("Notes"))
        self.switch = self.header.add_switch(self._words, spoken=self.tr("What to show"))
        self.bring_in = make_button(
            self.tr("Bring in…"), "file-input", spoken=self.tr("Bring in WhatsApp exports or mail")
        )
        self.start = make_button(self.tr("Thread"), "plus", main=True, spoken=self.tr("Start a thread"))
        self.header.add_deed(self.bring_in)
        self.header.add_deed(self.start)
        column.addWidget(self.header)
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack, 1)
        self.messages = MessagesPanel()
        self.notes = NotesPanel()
        self.stack.addWidget(self.messages)
        self.stack.addWidget(self.notes)
        self.switch.switched.connect(lambda word: self.show_side(notes=word == self._words[1]))
        self.bring_in.clicked.connect(self.bring_in_wanted)
        self.messages.bring_in_wanted.connect(self.bring_in_wanted)
        self.start.clicked.connect(lambda: self.thread_wanted.emit(None))

    def show_side(self, *, notes: bool) -> None:
        """Show the notes, or the messages."""
        self.switch.choose(self._words[1 if notes else 0])
        self.stack.setCurrentWidget(self.notes if notes else self.messages)
        if notes:
            self.notes_wanted.emit()

    @property
    def shows_notes(self) -> bool:
        """Whether the notes are in sight."""
        return self.stack.currentWidget() is self.notes

    def say(self, threads: Sequence[Thread]) -> None:
        """Say how things stand."""
        messages = sum(thread.message_count for thread in threads)
        waiting = sum(thread.unanswered for thread in threads)
        if not threads:
            self.header.set_sentence("")
            return
        counted = self.tr("%1 threads").replace("%1", str(len(threads)))
        if len(threads) == 1:
            counted = self.tr("1 thread")
        said = self.tr("%1 messages").replace("%1", f"{messages:,}")
        if messages == 1:
            said = self.tr("1 message")
        asks = self.tr("%1 questions to answer").replace("%1", str(waiting))
        if waiting == 1:
            asks = self.tr("1 question to answer")
        self.header.set_sentence(
            " · ".join((counted, said, asks if waiting else self.tr("nothing to answer")))
        )
