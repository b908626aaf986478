"""The inbox of threads, the messages of one, and one message to select words in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.signal import people_box
from ilacs_desktop.desktop.pages.threads.message_list import MessageList
from ilacs_desktop.desktop.pages.threads.passages import DeedBar, Outcomes, PassageText
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import (
    ElidedLabel,
    EmptyState,
    Hairline,
    Muted,
    Pane,
    Pill,
    PillText,
    make_button,
)
from ilacs_desktop.domain.feedback import Became, Message, Thread
from ilacs_desktop.domain.moments import said_roughly, said_when
from ilacs_desktop.domain.people import Person


class MessagesPanel(QSplitter):
    """Threads at the left; at the right the chosen one, its message at hand, and the line to answer."""

    chosen = Signal(object)
    """The `Thread` now selected, or None."""
    bring_in_wanted = Signal()
    passage_wanted = Signal(object, object, object)
    """(Message, (quote, start, end), Became)"""
    message_wanted = Signal(object, str, object)
    """(Thread, text, id of the person who said it, None for our answer)"""
    answered_wanted = Signal(object)
    edit_wanted = Signal(object)
    """Give this `Thread` another subject or line of enquiry."""
    go_wanted = Signal(object)
    """The `Extract` whose thing is to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        theme = current_theme()
        self._now: datetime | None = None
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.space(1.5))
        self.addWidget(self._inbox())
        self.addWidget(self._thread())
        self.setStretchFactor(1, 1)
        self.setSizes([theme.px(440), theme.px(680)])

    def show_threads(self, threads: Sequence[Thread], now: datetime) -> None:
        """Show other threads; the choice stays if its thread does."""
        self._now = now
        self.rows.show(threads)
        if threads and self.table.selected() is None:
            self.table.selectRow(0)
        self._on_chosen(self.table.selected())

    def choose(self, thread_id: int) -> None:
        """Choose the thread with this id."""
        self.table.select_where(lambda thread: thread.id == thread_id)

    def show_messages(self, thread: Thread, messages: Sequence[Message], *, choose_id: int = 0) -> None:
        """Show the messages of a thread, if it is still the one chosen."""
        chosen = self.table.selected()
        if chosen is not None and chosen.id == thread.id and self._now is not None:
            self.messages.show_messages(messages, self._now, choose_id=choose_id)

    def show_people(self, people: Sequence[Person]) -> None:
        """Offer these people as those who said what is typed."""
        chosen = self.said_by.currentData()
        fresh = people_box(people, self.tr("Our answer"), chosen)
        self.said_by.clear()
        for row in range(fresh.count()):
            self.said_by.addItem(fresh.itemText(row), fresh.itemData(row))
        self.said_by.setCurrentIndex(fresh.currentIndex())

    def clear_reply(self) -> None:
        """Empty the line to answer, once what stood there is stored."""
        self.reply.clear()

    # -- built once --------------------------------------------------------------------------------

    def _inbox(self) -> QWidget:
        pane = Pane()
        pane.setMinimumWidth(current_theme().px(176))
        self.rows = RowTable(
            [
                Column(self.tr("Thread"), lambda t: t.subject, stretch=True),
                Column(
                    self.tr("KLOE"),
                    lambda t: t.enquiry.partition(" ")[0] or "–",
                    spoken=lambda t: t.enquiry or self.tr("no line of enquiry"),
                    tooltip=lambda t: t.enquiry,
                    muted=True,
                    lesser=True,
                ),
                Column(
                    self.tr("Count"),
                    lambda t: str(t.message_count),
                    sort=lambda t: t.message_count,
                    spoken=lambda t: self.tr("%1 messages").replace("%1", str(t.message_count)),
                    lesser=True,
                ),
                Column(
                    self.tr("To answer"),
                    lambda t: str(t.unanswered or ""),
                    sort=lambda t: t.unanswered,
                    pill=lambda t: (
                        PillText(str(t.unanswered), "warn", "message-circle-question-mark")
                        if t.unanswered
                        else None
                    ),
                    spoken=lambda t: self.tr("%1 to answer").replace("%1", str(t.unanswered)),
                ),
                Column(
                    self.tr("Last"),
                    lambda t: said_roughly(t.last_at, self._now) if t.last_at and self._now else "–",
                    sort=lambda t: t.last_at.isoformat() if t.last_at else "",
                    muted=True,
                    lesser=True,
                ),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Threads"))
        self.empty = EmptyState(
            "messages-square",
            self.tr("No thread yet"),
            self.tr("Bring in a WhatsApp export or mail, or start a thread and type what people say."),
            self.tr("Bring in messages"),
        )
        self.empty.wanted.connect(self.bring_in_wanted)
        self.table.set_empty(self.empty)
        self.table.chosen.connect(self._on_chosen)
        pane.body.addWidget(self.table)
        return pane

    def _thread(self) -> QWidget:
        theme = current_theme()
        self.pane = Pane(" ", "message-square")
        self.enquiry = Pill("", "info", "telescope")
        self.enquiry.hide()
        self.answered = make_button(
            self.tr("Nothing to answer"), "check", small=True, spoken=self.tr("Mark this thread as answered")
        )
        self.answered.clicked.connect(lambda: self.answered_wanted.emit(self.table.selected()))
        self.edit = make_button("", "pencil", small=True, quiet=True, spoken=self.tr("Change this thread"))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self.table.selected()))
        self.pane.head.addWidget(self.enquiry)
        self.pane.head.addWidget(self.edit)
        self.pane.head.addWidget(self.answered)
        self.at_hand = QWidget()
        inside = QVBoxLayout(self.at_hand)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space(1))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.space(1))
        self.messages = MessageList()
        self.messages.chosen.connect(self._on_message)
        split.addWidget(self.messages)
        split.addWidget(self._reader())
        split.setStretchFactor(0, 1)
        split.setSizes([theme.px(330), theme.px(160)])
        inside.addWidget(split, 1)
        inside.addWidget(Hairline())
        inside.addLayout(self._reply())
        self.nothing = EmptyState(
            "message-square",
            self.tr("Messages stand here"),
            self.tr(
                "Choose a thread at the left. Words selected in a message can become a request or a signal."
            ),
        )
        self.pane.body.addWidget(self.at_hand, 1)
        self.pane.body.addWidget(self.nothing, 1)
        return self.pane

    def _reader(self) -> QWidget:
        theme = current_theme()
        reader = QWidget()
        column = QVBoxLayout(reader)
        column.setContentsMargins(0, theme.space(0.5), 0, theme.space(0.5))
        column.setSpacing(theme.space(0.75))
        self.about = ElidedLabel("", font="heading", role="heading")
        column.addWidget(self.about)
        self.text = PassageText(self.tr("The chosen message"))
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setMinimumHeight(theme.px(64))
        column.addWidget(self.text, 1)
        self.trouble = Muted("", font="small", wrap=True)
        column.addWidget(self.trouble)
        self.deeds = DeedBar((Became.REQUEST, Became.SIGNAL, Became.CLARIFICATION, Became.CONCERN))
        self.text.selected.connect(self.deeds.wake)
        self.deeds.wanted.connect(self._on_deed)
        column.addWidget(self.deeds)
        self.outcomes = Outcomes()
        self.outcomes.go_wanted.connect(self.go_wanted)
        column.addWidget(self.outcomes)
        return reader

    def _reply(self) -> QHBoxLayout:
        theme = current_theme()
        line = QHBoxLayout()
        line.setSpacing(theme.space(1))
        self.said_by = people_box((), self.tr("Our answer"))
        self.said_by.setAccessibleName(self.tr("Who says it"))
        self.said_by.setFixedWidth(theme.px(150))
        self.reply = QPlainTextEdit()
        self.reply.setAccessibleName(self.tr("A message to type into this thread"))
        self.reply.setPlaceholderText(self.tr("Type an answer, or what somebody said"))
        self.reply.setTabChangesFocus(True)
        self.reply.setFixedHeight(theme.px(52))
        self.send = make_button(self.tr("Add"), "corner-down-left", spoken=self.tr("Add this message"))
        self.send.setToolTip(self.tr("Ctrl+Enter"))
        self.send.clicked.connect(self._on_send)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self.reply)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.send.click)
        self.reply.textChanged.connect(self._wake_send)
        line.addWidget(self.said_by, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.reply, 1)
        line.addWidget(self.send, alignment=Qt.AlignmentFlag.AlignTop)
        self._wake_send()
        return line

    # -- what the user does ----------------------------------------------------------------------

    def _on_chosen(self, thread: Thread | None) -> None:
        has_thread = thread is not None
        self.pane.set_title(thread.subject if thread is not None else self.tr("No thread at hand"))
        self.enquiry.show_pill(
            PillText(thread.enquiry, "info", "telescope") if thread is not None and thread.enquiry else None
        )
        self.answered.setVisible(thread is not None and thread.unanswered > 0)
        self.at_hand.setVisible(has_thread)
        self.edit.setVisible(has_thread)
        self.nothing.setVisible(not has_thread)
        self._wake_send()
        if not has_thread and self._now is not None:
            self.messages.show_messages((), self._now)
        self.chosen.emit(thread)

    def _on_message(self, message: Message | None) -> None:
        if message is None or self._now is None:
            self.about.setText("")
            self.text.clear()
            self.trouble.hide()
            self.outcomes.show_extracts(())
            return
        when = said_when(message.received_at, self._now)
        self.about.setText(
            " · ".join(filter(None, (message.sender, when, message.source.value, message.subject)))
        )
        if self.text.toPlainText() != message.text:
            self.text.setPlainText(message.text)
        self.trouble.setText(self._said_trouble(message))
        self.trouble.setVisible(bool(self.trouble.text()))
        self.outcomes.show_extracts(message.extracts)

    def _said_trouble(self, message: Message) -> str:
        parts = []
        if message.attachments:
            names = ", ".join(message.attachments)
            parts.append(self.tr("Attached, named only and not opened: %1.").replace("%1", names))
        if message.problems:
            parts.append(self.tr("About this message: %1.").replace("%1", "; ".join(message.problems)))
        return " ".join(parts)

    def _on_deed(self, kind: Became) -> None:
        message, passage = self.messages.selected(), self.text.passage()
        if message is not None and passage is not None:
            self.passage_wanted.emit(message, passage, kind)

    def _on_send(self) -> None:
        thread = self.table.selected()
        if thread is not None:
            self.message_wanted.emit(thread, self.reply.toPlainText(), self.said_by.currentData())

    def _wake_send(self) -> None:
        self.send.setEnabled(bool(self.reply.toPlainText().strip()))
