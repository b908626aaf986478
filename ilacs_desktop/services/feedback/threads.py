"""Threads and the messages typed into them."""

from __future__ import annotations

from datetime import datetime

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.feedback import Message, Source, Thread, plain_label, plain_text
from ilacs_desktop.store.feedback import MessageRecord
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.people import PersonRecord

from . import shelf
from .room import Room


class Threads(Room):
    """Subjects people write about."""

    def threads(self, inspection_id: int) -> tuple[Thread, ...]:
        """All threads of an inspection, the one with the latest message first."""
        with self._store.reading() as session:
            return shelf.thread_rows(session, inspection_id=inspection_id)

    def thread(self, thread_id: int) -> Thread:
        """One thread.

        Raises:
            Explained: there is no such thread.
        """
        with self._store.reading() as session:
            shelf.thread_of(session, thread_id)
            return shelf.thread_rows(session, thread_id=thread_id)[0]

    def messages(self, thread_id: int) -> tuple[Message, ...]:
        """The messages of a thread, oldest first, each with what was made of it."""
        with self._store.reading() as session:
            return shelf.message_rows(session, thread_id=thread_id)

    def message(self, message_id: int) -> Message:
        """One message.

        Raises:
            Explained: there is no such message.
        """
        with self._store.reading() as session:
            shelf.message_of(session, message_id)
            return shelf.message_rows(session, message_id=message_id)[0]

    def start_thread(
        self, inspection_id: int, subject: str, *, enquiry_id: int | None = None, by: object | None = None
    ) -> Thread:
        """Start a thread.

        Raises:
            Explained: the subject is blank.
        """
        with self._store.working("Start a thread", by=by) as session:
            record = shelf.new_thread(session, inspection_id, subject, enquiry_id)
            return shelf.thread_rows(session, thread_id=record.id)[0]

    def change_thread(
        self,
        thread_id: int,
        *,
        subject: str | None = None,
        enquiry_id: int | None = None,
        by: object | None = None,
    ) -> Thread:
        """Give a thread another subject, and the line of enquiry it is about (None for none).

        Raises:
            Explained: there is no such thread, or the subject is blank.
        """
        with self._store.working("Change a thread", by=by) as session:
            record = shelf.thread_of(session, thread_id)
            if subject is not None:
                record.subject = shelf.subject_of(subject)
            record.enquiry_id = enquiry_id
            session.flush()
            return shelf.thread_rows(session, thread_id=thread_id)[0]

    def add_message(
        self,
        thread_id: int,
        text: str,
        *,
        sender_id: int | None = None,
        sender: str = "",
        at: datetime | None = None,
        by: object | None = None,
    ) -> Message:
        """Type a message into a thread.

        With a sender it is what that person said, in person or by telephone; without one it is
        our own answer, and the questions before it are answered.

        Raises:
            Explained: there are no words, or no such thread or person.
        """
        text = _words(text)
        at = at or self._clock()
        with self._store.working("Type a message", by=by) as session:
            thread = shelf.thread_of(session, thread_id)
            person = session.get(PersonRecord, sender_id) if sender_id is not None else None
            if sender_id is not None and person is None:
                raise Explained(shelf.NOBODY, remedy=shelf.LOOK_AGAIN)
            is_answer = person is None and not sender.strip()
            name = person.name if person is not None else plain_label(sender) or self._store.actor
            record = MessageRecord(
                inspection_id=thread.inspection_id,
                thread_id=thread.id,
                source=Source.TYPED,
                external_id=f"typed-{next_number(session, thread.inspection_id, 'typed message')}",
                received_at=at,
                sender=plain_label(name),
                sender_id=sender_id,
                text=text,
                attachments=[],
                problems=[],
                is_question=not is_answer and "?" in text,
                is_answer=is_answer,
            )
            session.add(record)
            if is_answer:
                thread.answered_at = max(at, thread.answered_at or at)
            session.flush()
            return shelf.message_rows(session, message_id=record.id)[0]

    def mark_answered(self, thread_id: int, *, by: object | None = None) -> Thread:
        """Say that nothing in a thread waits for an answer any more.

        Raises:
            Explained: there is no such thread.
        """
        with self._store.working("Mark a thread as answered", by=by) as session:
            record = shelf.thread_of(session, thread_id)
            (row,) = shelf.thread_rows(session, thread_id=thread_id)
            record.answered_at = max(self._clock(), row.last_at or self._clock())
            session.flush()
            return shelf.thread_rows(session, thread_id=thread_id)[0]


def _words(text: str) -> str:
    text = plain_text(text)
    if not text:
        raise Explained("There is nothing to send: the message has no words.")
    return text
