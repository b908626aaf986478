"""The shelf of threads, messages, notes and what was made of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.feedback import Became, Extract, Message, Source
from ilacs_desktop.store.columns import Base, Json, Moment, Record, Words
from ilacs_desktop.store.enquiry import EnquiryRecord
from ilacs_desktop.store.people import PersonRecord


class ThreadRecord(Record):
    """One subject; ``answered_at`` is the moment up to which nothing waits for an answer."""

    __tablename__ = "threads"
    __table_args__ = (CheckConstraint("subject <> ''", name="subject_is_given"),)
    KIND: ClassVar[Kind] = Kind.THREAD

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    enquiry_id: Mapped[int | None] = mapped_column(ForeignKey("enquiries.id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(Moment, default=None)

    enquiry: Mapped[EnquiryRecord | None] = relationship(lazy="raise")

    def search_text(self) -> tuple[str, str] | None:
        """Found by its subject."""
        return self.subject, ""


class OriginalRecord(Base):
    """The bytes messages were read from, kept as they came; never changed, never opened.

    Not a ``Record``: it is a part of the messages that point to it, and those are in the audit trail.
    """

    __tablename__ = "message_originals"
    __table_args__ = (UniqueConstraint("inspection_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class MessageRecord(Record):
    """One message; its words are never changed."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("inspection_id", "source", "external_id"),
        Index("ix_messages_thread_id_received_at", "thread_id", "received_at"),
    )
    KIND: ClassVar[Kind] = Kind.MESSAGE

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"))
    source: Mapped[Source] = mapped_column(Words(Source))
    external_id: Mapped[str] = mapped_column(String(80))
    received_at: Mapped[datetime] = mapped_column(Moment)
    sender: Mapped[str] = mapped_column(String(200))
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    subject: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
    attachments: Mapped[list[str]] = mapped_column(Json, default=list)
    problems: Mapped[list[str]] = mapped_column(Json, default=list)
    is_question: Mapped[bool] = mapped_column(default=False)
    is_answer: Mapped[bool] = mapped_column(default=False)
    original_id: Mapped[int | None] = mapped_column(ForeignKey("message_originals.id"), default=None)

    def search_text(self) -> tuple[str, str] | None:
        """Found by sender, subject and words."""
        return f"{self.sender} {self.subject}".strip(), self.text

    def row(self, sender: str, extracts: tuple[Extract, ...]) -> Message:
        """The frozen row that leaves the store; ``sender`` is the name to show."""
        return Message(
            id=self.id,
            thread_id=self.thread_id,
            source=self.source,
            received_at=self.received_at,
            sender=sender,
            sender_id=self.sender_id,
            text=self.text,
            became=tuple(extract.became for extract in extracts),
            extracts=extracts,
            subject=self.subject,
            attachments=tuple(self.attachments),
            problems=tuple(self.problems),
            is_answer=self.is_answer,
        )


class NoteRecord(Record):
    """The document about one inspector on one day, as it was last put down for good."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("inspection_id", "inspector_id", "day"),)
    KIND: ClassVar[Kind] = Kind.NOTE

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    inspector_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    inspector_label: Mapped[str] = mapped_column(String(200))
    day: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime] = mapped_column(Moment)

    inspector: Mapped[PersonRecord] = relationship(lazy="raise")

    def search_text(self) -> tuple[str, str] | None:
        """Found by inspector, day and words."""
        return f"Notes on {self.inspector_label}, {self.day.day} {self.day:%B}", self.text


class NoteDraftRecord(Base):
    """Text being typed into a note, at most one for each note.

    Not a ``Record``: it is written every few seconds, and each of those would stand in the audit
    trail with all its words. What was put down for good does stand there.
    """

    __tablename__ = "note_drafts"

    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(Moment)


class ExtractRecord(Record):
    """A quoted part of a message or a note, and the thing it became."""

    __tablename__ = "extracts"
    __table_args__ = (
        CheckConstraint("(message_id IS NULL) <> (note_id IS NULL)", name="one_origin"),
        CheckConstraint("0 <= start_at_char AND start_at_char < end_at_char", name="place_in_order"),
    )
    KIND: ClassVar[Kind] = Kind.LINK

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id"), index=True)
    quote: Mapped[str] = mapped_column(Text)
    start_at_char: Mapped[int]
    end_at_char: Mapped[int]
    kind: Mapped[Became] = mapped_column(Words(Became))
    became_kind: Mapped[Kind] = mapped_column(Words(Kind))
    became_id: Mapped[int]
    label: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Moment)

    def row(self) -> Extract:
        """The frozen row that leaves the store."""
        return Extract(
            id=self.id,
            quote=self.quote,
            start=self.start_at_char,
            end=self.end_at_char,
            kind=self.kind,
            became=Ref(self.became_kind, self.became_id),
            label=self.label,
            at=self.at,
            message_id=self.message_id,
            note_id=self.note_id,
        )
