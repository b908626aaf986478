"""Bringing in what others wrote: reviewed first, stored all or nothing, never twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import select

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.feedback import DateOrder, MessageDraft, MessagesReview, Source, match_senders
from ilacs_desktop.store.feedback import MessageRecord, OriginalRecord

from . import files, shelf
from .room import Room


class Incoming(Room):
    """Chat exports and mail."""

    def review(
        self,
        path: Path | Sequence[Path],
        inspection_id: int,
        *,
        order: DateOrder | None = None,
        source: Source | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> MessagesReview:
        """Read chat exports and mail, and say what would be brought in; nothing is stored.

        ``order`` is how a person says the chat writes its dates, None to infer it. ``source``
        refuses files that are plainly of another kind. Reading happens in a bounded child
        process; ``cancelled`` is asked several times a second.

        Raises:
            Explained: one file alone that cannot be read. Among several it is listed instead.
        """
        paths = [path] if isinstance(path, Path) else list(path)
        if source is not None:
            for each in paths:
                files.refuse_other(source, each)
        reading = files.read_files(paths, order=order, now=self._clock(), cancelled=cancelled)
        with self._store.reading() as session:
            known = shelf.known_external_ids(session, inspection_id, reading.drafts)
        fresh: list[MessageDraft] = []
        for draft in reading.drafts:
            key = (draft.source.value, draft.external_id)
            if key not in known:
                known.add(key)
                fresh.append(draft)
        return MessagesReview(
            file_name=reading.file_name,
            drafts=tuple(fresh),
            duplicates=len(reading.drafts) - len(fresh),
            refusals=reading.refusals,
            senders=match_senders([draft.sender for draft in fresh], self._people.all()),
            left_out=reading.left_out,
            date_order=reading.date_order,
            is_order_sure=reading.is_order_sure,
            is_several=len(paths) > 1,
        )

    def bring_in(
        self,
        inspection_id: int,
        review: MessagesReview,
        *,
        thread_id: int | None = None,
        subject: str = "",
        senders: Mapping[str, int | None] | None = None,
        by: object | None = None,
    ) -> int:
        """Store the reviewed messages in a thread after a backup, all or none; how many were new.

        Without ``thread_id`` a thread is started, called ``subject`` or what the review suggests.
        ``senders`` says for names in the file which person they are, None for nobody; what it
        leaves out stays as the review matched it. What came in meanwhile is not doubled.

        Raises:
            Explained: the thread is gone or of another inspection, or there is nothing new.
        """
        if not review.drafts:
            raise Explained(f"There is nothing new in {review.file_name}.")
        people = {match.sender: match.person_id for match in review.senders} | dict(senders or {})
        self._safekeeping.backup_now()
        with self._store.working("Bring in messages", by=by) as session:
            if thread_id is None:
                thread = shelf.new_thread(session, inspection_id, subject or review.suggested_subject, None)
            else:
                thread = shelf.thread_of(session, thread_id)
            if thread.inspection_id != inspection_id:
                raise Explained("This thread belongs to another inspection.", remedy=shelf.LOOK_AGAIN)
            return shelf.put_messages(
                session, thread, review.drafts, file_name=review.file_name, people=people
            )

    def original(self, message_id: int) -> tuple[str, bytes]:
        """The file name and the bytes a message was read from; never opened by us.

        Raises:
            Explained: there is no such message, or it was typed here.
        """
        with self._store.reading() as session:
            found = session.execute(
                select(OriginalRecord.file_name, OriginalRecord.content)
                .join(MessageRecord, MessageRecord.original_id == OriginalRecord.id)
                .where(MessageRecord.id == message_id)
            ).one_or_none()
        if found is None:
            raise Explained("There is no original: this message was typed here.")
        return found.file_name, found.content
