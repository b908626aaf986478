"""Joins threads and notes to the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.import_messages import ImportMessagesDialog
from ilacs_desktop.desktop.dialogs.thread import ThreadDialog
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.threads.deeds import PassageDeeds
from ilacs_desktop.desktop.pages.threads.view import ThreadsView
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.feedback import DateOrder, Message, MessagesReview, Note, Thread
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Person, Side, order_of_label

SHOWN = (Kind.THREAD, Kind.MESSAGE, Kind.LINK, Kind.PERSON, Kind.ENQUIRY, Kind.INSPECTION)
NOTED = (Kind.NOTE, Kind.LINK, Kind.PERSON, Kind.INSPECTION)


class ThreadsPage(Page):
    """What people write, what we note, and what becomes of it."""

    NAME = "threads"
    ICON = "messages-square"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = self.threads = ThreadsView()
        self.deeds = PassageDeeds(desk, self.view, self)
        self._day: date | None = None
        self._wanted_thread = 0
        self._wanted_message = 0
        self._versions: dict[tuple[int, int, date], int] = {}
        messages, notes = self.threads.messages, self.threads.notes
        self.threads.bring_in_wanted.connect(self._choose_files)
        self.threads.thread_wanted.connect(self._ask_thread)
        messages.edit_wanted.connect(self._ask_thread)
        self.threads.notes_wanted.connect(self._refresh_notes)
        messages.chosen.connect(self._fetch_messages)
        messages.message_wanted.connect(self._add_message)
        messages.answered_wanted.connect(self._mark_answered)
        messages.passage_wanted.connect(self.deeds.of_message)
        messages.go_wanted.connect(lambda extract: desk.go(extract.became))
        notes.note_wanted.connect(self._fetch_note)
        notes.day_wanted.connect(self._show_day)
        notes.save_wanted.connect(self._save_note)
        notes.passage_wanted.connect(self.deeds.of_note)
        notes.go_wanted.connect(lambda extract: desk.go(extract.became))

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Threads")

    def refresh(self) -> None:
        """Fetch the threads; the chosen one then fetches its messages."""
        house, number = self.desk.house, self.desk.inspection_id
        for button in (self.threads.bring_in, self.threads.start):
            button.setEnabled(bool(number))

        def fetch() -> tuple[tuple[Thread, ...], tuple[Person, ...]]:
            return house.feedback.threads(number), house.people.all()

        self.desk.jobs.run(self.view, fetch, lambda found: self._show(*found))
        if self.threads.shows_notes:
            self._refresh_notes()

    def on_changed(self, changes: Changes) -> None:
        """Something was stored that is shown here."""
        if changes.touch(*SHOWN):
            self.refresh()
        elif changes.touch(*NOTED) and changes.by is not self and self.threads.shows_notes:
            self._refresh_notes()

    def open(self, ref: Ref) -> None:
        """Show a thread, a message in its thread, or a note."""
        house = self.desk.house
        if ref.kind is Kind.THREAD:
            self._wanted_thread = ref.id
        elif ref.kind is Kind.MESSAGE:
            self.desk.jobs.run(self.view, lambda: house.feedback.message(ref.id), self._open_message)
            return
        elif ref.kind is Kind.NOTE:
            self.desk.jobs.run(self.view, lambda: house.feedback.note_by_id(ref.id), self._open_note)
            return
        self.threads.show_side(notes=False)
        self.refresh()

    # -- messages ----------------------------------------------------------------------------------

    def _show(self, threads: Sequence[Thread], people: Sequence[Person]) -> None:
        waiting = sum(thread.unanswered > 0 for thread in threads)
        self.badge_changed.emit(str(waiting) if waiting else "")
        self.threads.say(threads)
        self.threads.messages.show_people(people)
        self.threads.messages.show_threads(threads, self.desk.clock())
        if self._wanted_thread:
            self.threads.messages.choose(self._wanted_thread)
            self._wanted_thread = 0

    def _fetch_messages(self, thread: Thread | None) -> None:
        if thread is None:
            return
        house, panel = self.desk.house, self.threads.messages

        def show(messages: Sequence[Message]) -> None:
            ids = {message.id for message in messages}
            wanted = self._wanted_message if self._wanted_message in ids else 0
            panel.show_messages(thread, messages, choose_id=wanted)
            if wanted:
                self._wanted_message = 0

        self.desk.jobs.run(self.view, lambda: house.feedback.messages(thread.id), show)

    def _open_message(self, message: Message) -> None:
        self._wanted_thread, self._wanted_message = message.thread_id, message.id
        self.threads.show_side(notes=False)
        self.refresh()

    def _add_message(self, thread: Thread, text: str, sender_id: int | None) -> None:
        house = self.desk.house

        def stored(message: Message) -> None:
            self._wanted_message = message.id
            self.threads.messages.clear_reply()
            self._fetch_messages(thread)

        self.desk.jobs.run(
            self.view,
            lambda: house.feedback.add_message(thread.id, text, sender_id=sender_id, by=self),
            stored,
        )

    def _mark_answered(self, thread: Thread | None) -> None:
        house = self.desk.house
        if thread is not None:
            self.desk.jobs.run(self.view, lambda: house.feedback.mark_answered(thread.id, by=self))

    def _ask_thread(self, present: Thread | None) -> None:
        """Ask for a new thread, or for other facts about one that is there."""
        house, number = self.desk.house, self.desk.inspection_id

        def ask(enquiries: Sequence[Enquiry]) -> None:
            dialog = ThreadDialog(enquiries, thread=present, parent=self.view)

            def keep(values: dict[str, Any]) -> None:
                self.desk.jobs.run(dialog, lambda: store(values), kept, refused=dialog.refuse)

            def store(values: dict[str, Any]) -> Thread:
                if present is None:
                    started: Thread = house.feedback.start_thread(number, **values, by=self)
                    return started
                changed: Thread = house.feedback.change_thread(present.id, **values, by=self)
                return changed

            def kept(thread: Thread) -> None:
                self._wanted_thread = thread.id
                dialog.accept()
                self.refresh()

            dialog.accepted_values.connect(keep)
            dialog.open()

        self.desk.jobs.run(self.view, lambda: house.enquiry.all(number), ask)

    # -- bringing in -------------------------------------------------------------------------------

    def _choose_files(self) -> None:
        if self.desk.inspection is None:
            self.desk.notices.explain(
                Explained(self.tr("There is no inspection yet."), remedy=self.tr("Open one first."))
            )
            return
        dialog = QFileDialog(self.view, self.tr("Bring in messages"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                self.tr("Chats and mail (*.txt *.zip *.eml *.mbox)"),
                self.tr("WhatsApp exports (*.txt *.zip)"),
                self.tr("Mail (*.eml *.mbox *.msg)"),
            ]
        )
        dialog.filesSelected.connect(lambda names: self.review_files([Path(name) for name in names]))
        dialog.open()

    def review_files(self, paths: Sequence[Path], order: DateOrder | None = None) -> None:
        """Read files and show what would be brought in."""
        house, number = self.desk.house, self.desk.inspection_id

        def read(progress: Progress) -> tuple[MessagesReview, tuple[Thread, ...], tuple[Person, ...]]:
            progress.report(0, 0, self.tr("Reading"))
            review = house.feedback.review(
                paths, number, order=order, cancelled=lambda: progress.is_cancelled
            )
            progress.check()
            return review, house.feedback.threads(number), house.people.all()

        self.desk.jobs.run_long(
            self.view, self.tr("Reading messages"), read, lambda found: self._ask_where(paths, *found)
        )

    def _ask_where(
        self,
        paths: Sequence[Path],
        review: MessagesReview,
        threads: Sequence[Thread],
        people: Sequence[Person],
    ) -> None:
        house, number = self.desk.house, self.desk.inspection_id
        dialog = ImportMessagesDialog(review, threads, people, self.view)

        def again(order: DateOrder) -> None:
            self.desk.jobs.run(
                dialog,
                lambda: house.feedback.review(paths, number, order=order),
                dialog.show_review,
                refused=dialog.refuse,
            )

        def bring_in(values: dict[str, Any]) -> None:
            self.desk.jobs.run(
                dialog,
                lambda: house.feedback.bring_in(number, **values, by=self),
                lambda count: brought(count, values["thread_id"]),
                refused=dialog.refuse,
            )

        def brought(count: int, thread_id: int | None) -> None:
            dialog.accept()
            self._wanted_thread = thread_id or 0
            said = self.tr("%1 messages were brought in.").replace("%1", str(count))
            self.desk.notices.say(said if count != 1 else self.tr("1 message was brought in."))
            self.threads.show_side(notes=False)
            self.refresh()

        dialog.order_wanted.connect(again)
        dialog.accepted_values.connect(bring_in)
        dialog.open()

    # -- notes -------------------------------------------------------------------------------------

    def _refresh_notes(self) -> None:
        self._show_day(self._day or day_of(self.desk.clock()))

    def _show_day(self, day: date) -> None:
        house, number = self.desk.house, self.desk.inspection_id
        today = day_of(self.desk.clock())
        self._day = None if day == today else day

        def fetch() -> tuple[tuple[Person, ...], tuple[int, ...]]:
            inspectors = sorted(
                house.people.all(Side.INSPECTORATE), key=lambda person: order_of_label(person.label)
            )
            return tuple(inspectors), house.feedback.noted(number, day)

        self.desk.jobs.run(self.view, fetch, lambda found: self.threads.notes.show_day(day, today, *found))
        note = self.threads.notes.note
        if note is not None and (note.day == day) and not self.threads.notes.is_unsaved:
            self._fetch_note(note.inspector_id, day)

    def _fetch_note(self, inspector_id: int, day: date) -> None:
        house, number = self.desk.house, self.desk.inspection_id
        if not number:
            self.threads.notes.show_note(None)
            return

        def fetch() -> Note:
            note: Note = house.feedback.note(number, inspector_id, day)
            self._versions[number, inspector_id, day] = note.version
            return note

        self.desk.jobs.run(self.view, fetch, self.threads.notes.show_note)

    def _save_note(self, note: Note, text: str, settle: bool) -> None:
        house, key = self.desk.house, (note.inspection_id, note.inspector_id, note.day)

        def save() -> Note:  # on the worker, one after the other: the version is that of the save before
            saved: Note = house.feedback.save_note(
                note.inspection_id,
                inspector_id=note.inspector_id,
                day=note.day,
                text=text,
                version=self._versions.get(key, note.version),
                is_settled=settle,
                by=self,
            )
            self._versions[key] = saved.version
            return saved

        def refused(error: Explained) -> None:
            self.threads.notes.save_refused()
            self.desk.notices.explain(error)

        self.desk.jobs.run(self.view, save, self.threads.notes.show_saved, refused=refused)

    def _open_note(self, note: Note) -> None:
        self._day = note.day
        self.threads.notes.show_note(note)
        self.threads.show_side(notes=True)
