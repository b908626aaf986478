"""Notes: a document about each inspector on each day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.feedback import LONGEST_TEXT, Note
from ilacs_desktop.store.feedback import NoteDraftRecord, NoteRecord

from . import shelf
from .room import Room


class Notes(Room):
    """What is written down while an inspector speaks."""

    def note(self, inspection_id: int, inspector_id: int, day: date) -> Note:
        """The note about an inspector on a day; blank with ``id`` 0 while nothing is written.

        Raises:
            Explained: there is no such person.
        """
        with self._store.reading() as session:
            inspector = shelf.person_of(session, inspector_id)
            return shelf.note_row(session, inspection_id=inspection_id, inspector=inspector, day=day)

    def note_by_id(self, note_id: int) -> Note:
        """A note by its number.

        Raises:
            Explained: there is no such note.
        """
        with self._store.reading() as session:
            record = shelf.note_of(session, note_id)
            inspector = shelf.person_of(session, record.inspector_id)
            return shelf.note_row(
                session, inspection_id=record.inspection_id, inspector=inspector, day=record.day
            )

    def noted(self, inspection_id: int, day: date) -> tuple[int, ...]:
        """The inspectors about whom something is noted on a day."""
        with self._store.reading() as session:
            return tuple(
                session.scalars(
                    select(NoteRecord.inspector_id)
                    .where(NoteRecord.inspection_id == inspection_id, NoteRecord.day == day)
                    .order_by(NoteRecord.inspector_id)
                )
            )

    def save_note(
        self,
        inspection_id: int,
        *,
        inspector_id: int,
        day: date,
        text: str,
        version: int,
        is_settled: bool = True,
        by: object | None = None,
    ) -> Note:
        """Keep the text of a note; ``version`` is the one it was read with, 0 for a new note.

        While somebody types, ``is_settled`` is False: the text is safe at once, but stands in the
        audit trail only when it is settled.

        Raises:
            Explained: somebody else has settled this note meanwhile, or it is too long.
        """
        if len(text) > LONGEST_TEXT:
            raise Explained(
                f"This note is longer than {LONGEST_TEXT} characters.", remedy="Begin another day."
            )
        now = self._clock()
        with self._store.working("Write a note", by=by) as session:
            inspector = shelf.person_of(session, inspector_id)
            record = session.scalar(
                select(NoteRecord).where(
                    NoteRecord.inspection_id == inspection_id,
                    NoteRecord.inspector_id == inspector_id,
                    NoteRecord.day == day,
                )
            )
            if (record.version if record is not None else 0) != version:
                raise Explained(
                    "Someone else has just changed this note.",
                    remedy="Copy what you typed, open the note again and add it.",
                )
            if record is None:
                record = NoteRecord(
                    inspection_id=inspection_id,
                    inspector_id=inspector_id,
                    inspector_label=inspector.row().label,
                    day=day,
                    text=text if is_settled else "",
                    saved_at=now,
                )
                session.add(record)
                session.flush()
            draft = session.get(NoteDraftRecord, record.id)
            if not is_settled:
                if draft is None:
                    draft = NoteDraftRecord(note_id=record.id, text="", saved_at=now)
                    session.add(draft)
                draft.text, draft.saved_at = text, now
            else:
                if draft is not None:
                    session.delete(draft)
                if record.text != text:
                    record.text, record.saved_at = text, now
            session.flush()
            return shelf.note_row(session, inspection_id=inspection_id, inspector=inspector, day=day)
