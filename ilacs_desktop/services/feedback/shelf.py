"""Reading and writing the shelf of feedback, inside a session somebody else opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.enquiry import Provenance
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.feedback import (
    Extract,
    Message,
    MessageDraft,
    Note,
    Passage,
    Thread,
    is_question,
    plain_label,
)
from ilacs_desktop.domain.moments import day_of, moment, said_short_day
from ilacs_desktop.domain.people import Side
from ilacs_desktop.store.feedback import (
    ExtractRecord,
    MessageRecord,
    NoteDraftRecord,
    NoteRecord,
    OriginalRecord,
    ThreadRecord,
)
from ilacs_desktop.store.people import PersonRecord

NOBODY = "This person is not on the list of people."
LOOK_AGAIN = "Look at the list again, then repeat your change."
EVENING = time(17)
"""When a note that was written on a later day is taken to have been heard."""

SHORTEST = 160
"""Characters of the last message that the list of threads shows."""


def thread_of(session: Session, thread_id: int) -> ThreadRecord:
    """The record of a thread. Raises Explained when there is none."""
    record = session.get(ThreadRecord, thread_id)
    if record is None:
        raise Explained("There is no such thread.", remedy=LOOK_AGAIN)
    return record


def new_thread(session: Session, inspection_id: int, subject: str, enquiry_id: int | None) -> ThreadRecord:
    """A thread just started. Raises Explained when the subject is blank."""
    record = ThreadRecord(
        inspection_id=inspection_id, subject=subject_of(subject), enquiry_id=enquiry_id, answered_at=None
    )
    session.add(record)
    session.flush()
    return record


def subject_of(subject: str) -> str:
    """A subject as it may be kept. Raises Explained when it is blank."""
    subject = plain_label(subject)
    if not subject:
        raise Explained("A thread needs a subject.", remedy="Say in a few words what it is about.")
    return subject


def person_of(session: Session, person_id: int) -> PersonRecord:
    """The record of a person. Raises Explained when there is none."""
    record = session.get(PersonRecord, person_id)
    if record is None:
        raise Explained(NOBODY, remedy=LOOK_AGAIN)
    return record


def message_of(session: Session, message_id: int) -> MessageRecord:
    """The record of a message. Raises Explained when there is none."""
    record = session.get(MessageRecord, message_id)
    if record is None:
        raise Explained("There is no such message.", remedy=LOOK_AGAIN)
    return record


def note_of(session: Session, note_id: int) -> NoteRecord:
    """The record of a note. Raises Explained when there is none."""
    record = session.get(NoteRecord, note_id)
    if record is None:
        raise Explained("This note has not been saved yet.", remedy="Save it, then try again.")
    return record


def thread_rows(
    session: Session, *, inspection_id: int | None = None, thread_id: int | None = None
) -> tuple[Thread, ...]:
    """Threads with their counts, the latest first, in one query however many there are."""
    place = func.row_number().over(
        partition_by=MessageRecord.thread_id,
        order_by=(MessageRecord.received_at.desc(), MessageRecord.id.desc()),
    )
    waits = and_(
        MessageRecord.is_question,
        ~MessageRecord.is_answer,
        or_(ThreadRecord.answered_at.is_(None), MessageRecord.received_at > ThreadRecord.answered_at),
    )
    ranked = (
        select(
            MessageRecord.thread_id,
            MessageRecord.id.label("message_id"),
            place.label("place"),
            func.count().over(partition_by=MessageRecord.thread_id).label("total"),
            func.count(func.nullif(waits, literal(False)))
            .over(partition_by=MessageRecord.thread_id)
            .label("waiting"),
        )
        .join(ThreadRecord, ThreadRecord.id == MessageRecord.thread_id)
        .where(_these_threads(inspection_id, thread_id))
        .subquery()
    )
    last = aliased(MessageRecord)
    query = (
        select(
            ThreadRecord,
            ranked.c.total,
            ranked.c.waiting,
            last.received_at,
            last.sender,
            last.text,
            PersonRecord,
        )
        .outerjoin(ranked, and_(ranked.c.thread_id == ThreadRecord.id, ranked.c.place == 1))
        .outerjoin(last, last.id == ranked.c.message_id)
        .outerjoin(PersonRecord, PersonRecord.id == last.sender_id)
        .where(_these_threads(inspection_id, thread_id))
        .options(joinedload(ThreadRecord.enquiry))
        .order_by(last.received_at.desc().nulls_last(), ThreadRecord.id.desc())
    )
    return tuple(
        Thread(
            id=record.id,
            inspection_id=record.inspection_id,
            subject=record.subject,
            enquiry_id=record.enquiry_id,
            message_count=total or 0,
            last_at=at,
            unanswered=waiting or 0,
            version=record.version,
            enquiry=f"{record.enquiry.code} {record.enquiry.title}" if record.enquiry is not None else "",
            last_sender=shown_sender(sender or "", person),
            last_text=" ".join((text or "")[:SHORTEST].split()),
        )
        for record, total, waiting, at, sender, text, person in session.execute(query)
    )


def message_rows(
    session: Session, *, thread_id: int | None = None, message_id: int | None = None
) -> tuple[Message, ...]:
    """Messages oldest first with what was made of them, in two queries."""
    chosen = MessageRecord.thread_id == thread_id if message_id is None else MessageRecord.id == message_id
    records = session.execute(
        select(MessageRecord, PersonRecord)
        .outerjoin(PersonRecord, PersonRecord.id == MessageRecord.sender_id)
        .where(chosen)
        .order_by(MessageRecord.received_at, MessageRecord.id)
    ).all()
    extracts: dict[int | None, list[Extract]] = {}
    for extract in session.scalars(
        select(ExtractRecord)
        .join(MessageRecord, MessageRecord.id == ExtractRecord.message_id)
        .where(chosen)
        .order_by(ExtractRecord.id)
    ):
        extracts.setdefault(extract.message_id, []).append(extract.row())
    return tuple(
        record.row(shown_sender(record.sender, person), tuple(extracts.get(record.id, ())))
        for record, person in records
    )


def note_row(session: Session, *, inspection_id: int, inspector: PersonRecord, day: date) -> Note:
    """The note about one inspector on one day, with the newest text typed; a blank one if there is none."""
    found = session.execute(
        select(NoteRecord, NoteDraftRecord)
        .outerjoin(NoteDraftRecord, NoteDraftRecord.note_id == NoteRecord.id)
        .where(
            NoteRecord.inspection_id == inspection_id,
            NoteRecord.inspector_id == inspector.id,
            NoteRecord.day == day,
        )
    ).one_or_none()
    label = inspector.row().label
    if found is None:
        return Note(0, inspection_id, inspector.id, label, day, "", 0)
    record, draft = found
    extracts = session.scalars(
        select(ExtractRecord).where(ExtractRecord.note_id == record.id).order_by(ExtractRecord.id)
    )
    return Note(
        id=record.id,
        inspection_id=inspection_id,
        inspector_id=inspector.id,
        inspector=label,
        day=day,
        text=draft.text if draft is not None else record.text,
        version=record.version,
        extracts=tuple(extract.row() for extract in extracts),
        saved_at=draft.saved_at if draft is not None else record.saved_at,
    )


def text_of_note(session: Session, record: NoteRecord) -> str:
    """The newest text of a note, typed or settled."""
    draft = session.get(NoteDraftRecord, record.id)
    return draft.text if draft is not None else record.text


def known_external_ids(
    session: Session, inspection_id: int, drafts: Iterable[MessageDraft]
) -> set[tuple[str, str]]:
    """Which of ``drafts`` the inspection has already, by source and external id."""
    sources = {draft.source for draft in drafts}
    rows = session.execute(
        select(MessageRecord.source, MessageRecord.external_id).where(
            MessageRecord.inspection_id == inspection_id, MessageRecord.source.in_(sources)
        )
    )
    return {(source.value, external_id) for source, external_id in rows}


def put_messages(
    session: Session,
    thread: ThreadRecord,
    drafts: Iterable[MessageDraft],
    *,
    file_name: str,
    people: Mapping[str, int | None],
) -> int:
    """Store drafts the inspection does not have yet, each original once; how many were stored."""
    drafts = tuple(drafts)
    known = known_external_ids(session, thread.inspection_id, drafts)
    originals: dict[int, int] = {}
    count = 0
    for draft in drafts:
        key = (draft.source.value, draft.external_id)
        if key in known:
            continue
        known.add(key)
        if id(draft.original) not in originals:
            originals[id(draft.original)] = _original(
                session, thread.inspection_id, draft.original, file_name
            )
        session.add(
            MessageRecord(
                inspection_id=thread.inspection_id,
                thread_id=thread.id,
                source=draft.source,
                external_id=draft.external_id,
                received_at=draft.received_at,
                sender=draft.sender,
                sender_id=people.get(draft.sender),
                subject=draft.subject,
                text=draft.text,
                attachments=list(draft.attachments),
                problems=list(draft.problems),
                is_question=is_question(draft.text),
                is_answer=False,
                original_id=originals[id(draft.original)],
            )
        )
        count += 1
    return count


def put_extract(session: Session, passage: Passage, extract: Extract, inspection_id: int) -> None:
    """Store what a passage became."""
    session.add(
        ExtractRecord(
            inspection_id=inspection_id,
            message_id=passage.message_id,
            note_id=passage.note_id,
            quote=passage.quote,
            start_at_char=passage.start,
            end_at_char=passage.end,
            kind=extract.kind,
            became_kind=extract.became.kind,
            became_id=extract.became.id,
            label=extract.label,
            at=extract.at,
        )
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a passage stands: of which inspection, said when, by which inspector, and how near to them."""

    inspection_id: int
    at: datetime
    source: str
    inspector_id: int | None
    provenance: Provenance


def origin(session: Session, passage: Passage) -> Origin:
    """Where a passage stands.

    Raises:
        Explained: its words are not at that place of that message or note.
    """
    if passage.message_id is not None:
        message = message_of(session, passage.message_id)
        _refuse_moved(message.text, passage)
        thread = thread_of(session, message.thread_id)
        sender = session.get(PersonRecord, message.sender_id) if message.sender_id is not None else None
        from_inspector = sender is not None and sender.side is Side.INSPECTORATE
        return Origin(
            message.inspection_id,
            message.received_at,
            f"Thread “{thread.subject}”",
            message.sender_id if from_inspector else None,
            Provenance.FIRST_HAND if from_inspector else Provenance.SECOND_HAND,
        )
    note = note_of(session, passage.note_id or 0)
    _refuse_moved(text_of_note(session, note), passage)
    return Origin(
        note.inspection_id,
        note.saved_at if day_of(note.saved_at) == note.day else moment(note.day, EVENING),
        f"Notes on {note.inspector_label}, {said_short_day(note.day)}",
        note.inspector_id,
        Provenance.FIRST_HAND,
    )


def _refuse_moved(text: str, passage: Passage) -> None:
    if not passage.quote.strip() or text[passage.start : passage.end] != passage.quote:
        raise Explained("These words are not there any more.", remedy="Select them again.")


def extract_behind(session: Session, ref: Ref) -> Extract | None:
    """The extract a thing was made of, if it was."""
    record = session.scalar(
        select(ExtractRecord).where(ExtractRecord.became_kind == ref.kind, ExtractRecord.became_id == ref.id)
    )
    return record.row() if record is not None else None


def with_extract(session: Session, kind: Kind, ids: Sequence[int]) -> frozenset[int]:
    """Which of the things of one kind an extract points at."""
    query = select(ExtractRecord.became_id).where(ExtractRecord.became_kind == kind)
    return frozenset(session.scalars(query)) & frozenset(ids)


def shown_sender(sender: str, person: PersonRecord | None) -> str:
    """The person's label, or the name in the message without the address behind it."""
    if person is not None:
        return person.row().label
    name = sender.partition("<")[0].strip()
    return name or sender


def _these_threads(inspection_id: int | None, thread_id: int | None):  # type: ignore[no-untyped-def]  # an SQL condition
    if thread_id is not None:
        return ThreadRecord.id == thread_id
    return ThreadRecord.inspection_id == inspection_id


def _original(session: Session, inspection_id: int, content: bytes, file_name: str) -> int:
    sha256 = hashlib.sha256(content).hexdigest()
    present = session.scalar(
        select(OriginalRecord.id).where(
            OriginalRecord.inspection_id == inspection_id, OriginalRecord.sha256 == sha256
        )
    )
    if present is not None:
        return present
    record = OriginalRecord(
        inspection_id=inspection_id, sha256=sha256, file_name=file_name[:200], content=content
    )
    session.add(record)
    session.flush()
    return record.id
