"""Messages, threads and notes on a real store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.enquiry import Provenance
from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.feedback import (
    Became,
    DateOrder,
    Extract,
    Message,
    Note,
    Passage,
    SenderMatch,
    Source,
    Thread,
)
from ilacs_desktop.store.feedback import MessageRecord, NoteDraftRecord, OriginalRecord
from ilacs_desktop.store.ledger import AuditEntryRecord

TODAY = date(2026, 12, 2)
CHAT = (
    "30/11/26, 09:00 - Rashida Malik: Which room is Inspector B in?\n"
    "30/11/26, 09:01 - Ops desk: Room 4\n"
    "01/12/26, 08:00 - Rashida Malik: Thanks"
)


@pytest.fixture
def chat(tmp_path: Path):
    def write(text: str = CHAT, name: str = "WhatsApp Chat with Front door.txt") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def count(store, record) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_that_a_review_says_what_would_come_in_and_stores_nothing(
    house, inspection, person, chat, store
) -> None:
    malik = person("Rashida Malik")

    review = house.feedback.review(chat(), inspection.id)

    assert (review.file_name, len(review.drafts), review.duplicates, review.refusals) == (
        "WhatsApp Chat with Front door.txt", 3, 0, (),
    )  # fmt: skip
    assert review.senders == (
        SenderMatch("Rashida Malik", 2, malik.id, "R. Malik"),
        SenderMatch("Ops desk", 1),
    )
    assert (review.first_at, review.last_at) == (
        datetime(2026, 11, 30, 9, tzinfo=UTC),
        datetime(2026, 12, 1, 8, tzinfo=UTC),
    )
    assert (review.suggested_subject, review.date_order, review.is_order_sure) == (
        "Front door", DateOrder.DAY_FIRST, True,
    )  # fmt: skip
    assert (house.feedback.threads(inspection.id), count(store, MessageRecord)) == ((), 0)


def test_that_a_chat_brought_in_again_doubles_nothing_and_its_original_is_kept_once(
    house, inspection, person, chat, store
) -> None:
    malik = person("Rashida Malik")
    first = house.feedback.review(chat(), inspection.id)
    assert house.feedback.bring_in(inspection.id, first) == 3

    again = house.feedback.review(chat(CHAT + "\n01/12/26, 08:05 - Ops desk: 👍"), inspection.id)
    (thread,) = house.feedback.threads(inspection.id)
    brought = house.feedback.bring_in(inspection.id, again, thread_id=thread.id)

    assert (len(again.drafts), again.duplicates, brought) == (1, 3, 1)
    assert house.feedback.threads(inspection.id) == (
        Thread(thread.id, inspection.id, "Front door", None, 4, datetime(2026, 12, 1, 8, 5, tzinfo=UTC), 1, 1,
               last_sender="Ops desk", last_text="👍"),
    )  # fmt: skip
    messages = house.feedback.messages(thread.id)
    assert [(each.sender, each.sender_id, each.text) for each in messages] == [
        ("R. Malik", malik.id, "Which room is Inspector B in?"),
        ("Ops desk", None, "Room 4"),
        ("R. Malik", malik.id, "Thanks"),
        ("Ops desk", None, "👍"),
    ]
    assert count(store, OriginalRecord) == 2
    assert house.feedback.original(messages[0].id) == ("WhatsApp Chat with Front door.txt", CHAT.encode())


def test_that_the_same_review_twice_stores_once(house, inspection, chat) -> None:
    review = house.feedback.review(chat(), inspection.id)

    assert [house.feedback.bring_in(inspection.id, review) for _ in range(2)] == [3, 0]


def test_that_a_person_may_say_who_a_sender_is_and_how_dates_are_meant(
    house, inspection, person, chat
) -> None:
    byrne = person("Sinead Byrne")
    path = chat("01/12/26, 08:05 - Shin: Morning")

    doubtful = house.feedback.review(path, inspection.id)
    chosen = house.feedback.review(path, inspection.id, order=DateOrder.MONTH_FIRST)
    house.feedback.bring_in(inspection.id, chosen, subject="Desk", senders={"Shin": byrne.id})

    assert (doubtful.is_order_sure, chosen.is_order_sure) == (False, True)
    (thread,) = house.feedback.threads(inspection.id)
    (message,) = house.feedback.messages(thread.id)
    assert message == Message(
        1,
        thread.id,
        Source.WHATSAPP,
        datetime(2026, 1, 12, 8, 5, tzinfo=UTC),
        "S. Byrne",
        byrne.id,
        "Morning",
    )


def test_that_the_malformed_mails_come_in_with_problems_and_refusals_listed(
    house, inspection, shared_data
) -> None:
    paths = sorted((shared_data / "mail-malformed").glob("*.eml"))

    review = house.feedback.review(paths, inspection.id, source=Source.MAIL)
    stored = house.feedback.bring_in(inspection.id, review)

    assert (review.file_name, len(review.drafts), stored, review.duplicates) == ("23 files", 22, 22, 0)
    assert (
        Refusal("019.eml", "it is not a mail message: it has none of the headers of one.") in review.refusals
    )
    (thread,) = house.feedback.threads(inspection.id)
    assert (thread.subject, thread.message_count) == ("Mail", 22)
    assert house.feedback.review(paths, inspection.id).duplicates == 22


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.eml", b"", "a.eml is empty."),
        ("a.txt", b"", "a.txt is empty."),
        (
            "a.txt",
            b"\x89PNG\r\n\x1a\n\0",
            "a.txt is not a WhatsApp chat: no line begins with a date, a time and a name.",
        ),
        ("a.zip", b"PK\x03\x04broken", "a.zip is damaged."),
        ("a.mbox", b"no", "a.mbox is not a mailbox: it does not begin with a “From ” line."),
        ("a.msg", b"\xd0\xcf\x11\xe0", "a.msg is an Outlook .msg file, which is not read yet."),
        ("a.eml", b"\x89PNG\r\n\x1a\n\0", "a.eml: it is not a mail message."),
    ],
)
def test_that_a_file_that_cannot_be_read_is_one_clear_sentence(
    house, inspection, tmp_path, store, name, content, sentence
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(Explained) as refusal:
        house.feedback.review(tmp_path / name, inspection.id)

    assert (refusal.value.message, count(store, MessageRecord)) == (sentence, 0)
    assert refusal.value.remedy


def test_that_one_bad_file_among_several_is_listed_and_the_others_are_read(
    house, inspection, chat, tmp_path
) -> None:
    (tmp_path / "empty.eml").write_bytes(b"")
    (tmp_path / "good.eml").write_bytes(b"From: a@x.example\nDate: Wed, 2 Dec 2026 10:40:00 +0000\n\nHello")
    paths = [chat(), tmp_path / "empty.eml", tmp_path / "good.eml", tmp_path / "gone.txt"]

    review = house.feedback.review(paths, inspection.id)

    assert len(review.drafts) == 4
    assert review.refusals == (
        Refusal("empty.eml", "empty.eml is empty."),
        Refusal("gone.txt", "gone.txt cannot be opened."),
    )


def test_that_nothing_new_is_said_and_starts_no_thread(house, inspection, chat) -> None:
    house.feedback.bring_in(inspection.id, house.feedback.review(chat(), inspection.id))
    review = house.feedback.review(chat(), inspection.id)

    with pytest.raises(Explained) as refusal:
        house.feedback.bring_in(inspection.id, review, subject="Another")

    assert refusal.value.message == "There is nothing new in WhatsApp Chat with Front door.txt."
    assert len(house.feedback.threads(inspection.id)) == 1


def test_that_our_answer_answers_the_questions_before_it(house, inspection, person, clock) -> None:
    malik = person("Rashida Malik")
    thread = house.feedback.start_thread(inspection.id, "Rooms")
    house.feedback.add_message(thread.id, "Which room?", sender_id=malik.id)
    clock.now += timedelta(minutes=1)
    house.feedback.add_message(thread.id, "And the login?", sender_id=malik.id)
    before = house.feedback.thread(thread.id)

    clock.now += timedelta(minutes=1)
    answer = house.feedback.add_message(thread.id, "Room 4. Do you need a parking space?")
    after = house.feedback.thread(thread.id)
    clock.now += timedelta(minutes=1)
    house.feedback.add_message(thread.id, "Which floor?", sender_id=malik.id)

    assert (before.unanswered, after.unanswered, house.feedback.thread(thread.id).unanswered) == (2, 0, 1)
    assert (answer.sender, answer.is_answer, answer.source) == ("K. Boyle", True, Source.TYPED)
    assert house.feedback.mark_answered(thread.id).unanswered == 0


def test_that_a_message_without_words_is_refused(house, inspection) -> None:
    thread = house.feedback.start_thread(inspection.id, "Rooms")

    with pytest.raises(Explained) as refusal:
        house.feedback.add_message(thread.id, " \u200e\n ")

    assert refusal.value.message == "There is nothing to send: the message has no words."


def test_that_a_note_is_safe_while_typed_and_audited_when_settled(
    house, inspection, person, store, clock
) -> None:
    marsh = person("P. Marsh", "inspectorate", known_as="Inspector B")
    where = {"inspector_id": marsh.id, "day": TODAY}
    blank = house.feedback.note(inspection.id, marsh.id, TODAY)
    note = house.feedback.save_note(inspection.id, **where, text="", version=0)
    audited = count(store, AuditEntryRecord)

    for text in ("9:10 asked", "9:10 asked about PLO", "9:10 asked about PLO?"):
        clock.now += timedelta(seconds=2)
        note = house.feedback.save_note(
            inspection.id, **where, text=text, version=note.version, is_settled=False
        )
    typed = house.feedback.note(inspection.id, marsh.id, TODAY)
    while_typing = count(store, AuditEntryRecord)
    settled = house.feedback.save_note(inspection.id, **where, text=note.text, version=note.version)

    assert blank == Note(0, inspection.id, marsh.id, "Inspector B", TODAY, "", 0)
    assert typed == Note(
        1, inspection.id, marsh.id, "Inspector B", TODAY, "9:10 asked about PLO?", 1, saved_at=clock.now
    )
    assert (while_typing, count(store, AuditEntryRecord)) == (audited, audited + 1)
    assert (settled.text, settled.version, count(store, NoteDraftRecord)) == ("9:10 asked about PLO?", 2, 0)
    assert house.feedback.note_by_id(1) == settled
    assert house.feedback.noted(inspection.id, TODAY) == (marsh.id,)


def test_that_a_note_somebody_else_settled_is_not_overwritten(house, inspection, person) -> None:
    marsh = person("P. Marsh", "inspectorate")
    where = {"inspector_id": marsh.id, "day": TODAY}
    mine = house.feedback.save_note(inspection.id, **where, text="a", version=0)
    house.feedback.save_note(inspection.id, **where, text="theirs", version=mine.version)

    with pytest.raises(Explained) as refusal:
        house.feedback.save_note(inspection.id, **where, text="mine", version=mine.version, is_settled=False)

    assert refusal.value.message == "Someone else has just changed this note."
    assert house.feedback.note(inspection.id, marsh.id, TODAY).text == "theirs"


def test_that_a_passage_of_a_note_becomes_a_request_a_signal_and_a_concern(
    house, inspection, person, clock
) -> None:
    marsh = person("P. Marsh", "inspectorate", known_as="Inspector B")
    quinn = person("O. Quinn")
    line = house.enquiry.start(inspection.id, "Pre-proceedings")
    text = "Wants the PLO tracker. Letters come late. C-022 not seen."
    note = house.feedback.save_note(inspection.id, inspector_id=marsh.id, day=TODAY, text=text, version=0)

    request = house.feedback.make_request(Passage("Wants the PLO tracker.", 0, 22, note_id=note.id))
    signal = house.feedback.make_signal(
        Passage("Letters come late.", 23, 41, note_id=note.id), enquiry_id=line.id
    )
    person("K. Boyle")  # at the keyboard, and so a reader
    concern = house.feedback.make_concern(
        Passage("C-022 not seen.", 42, 57, note_id=note.id), said_by_id=marsh.id, owner_id=quinn.id
    )

    asked = house.info_requests.one(request.id)
    assert (asked.verbatim, asked.asked_by_id, asked.asked_at) == (
        "Wants the PLO tracker.",
        marsh.id,
        clock.now,
    )
    (heard,) = house.enquiry.signals(line.id)
    assert (Ref(Kind.SIGNAL, heard.id), heard.source, heard.inspector_id, heard.provenance) == (
        signal, "Notes on Inspector B, Wed 2 Dec", marsh.id, Provenance.FIRST_HAND,
    )  # fmt: skip
    (raised,) = house.casefiles.concerns(inspection.id)
    assert (raised.id, raised.what) == (concern.id, "C-022 not seen.")
    kept = house.feedback.note(inspection.id, marsh.id, TODAY).extracts
    assert kept[0] == Extract(
        1, "Wants the PLO tracker.", 0, 22, Became.REQUEST, request, asked.ref, clock.now, note_id=note.id
    )
    assert [(each.kind, each.became) for each in kept] == [
        (Became.REQUEST, request), (Became.SIGNAL, signal), (Became.CONCERN, concern),
    ]  # fmt: skip
    assert house.feedback.origin_of(signal) == Ref(Kind.NOTE, note.id)


def test_that_a_passage_of_a_message_becomes_a_clarification_and_stays_quoted(
    house, inspection, chat
) -> None:
    house.feedback.bring_in(inspection.id, house.feedback.review(chat(), inspection.id))
    (thread,) = house.feedback.threads(inspection.id)
    first = house.feedback.messages(thread.id)[0]

    ref = house.feedback.make_clarification(Passage("Inspector B", 14, 25, message_id=first.id))

    message = house.feedback.message(first.id)
    assert message.became == (ref,)
    assert [(each.kind, each.quote, each.label) for each in message.extracts] == [
        (Became.CLARIFICATION, "Inspector B", house.clarifications.one(ref.id).ref)
    ]
    assert house.clarifications.one(ref.id).said_at == first.received_at


def test_that_a_passage_that_is_not_there_becomes_nothing(house, inspection, chat) -> None:
    house.feedback.bring_in(inspection.id, house.feedback.review(chat(), inspection.id))
    open_before = house.info_requests.open(inspection.id)

    with pytest.raises(Explained) as refusal:
        house.feedback.make_request(Passage("Room 5", 0, 6, message_id=2))

    assert refusal.value.message == "These words are not there any more."
    assert house.info_requests.open(inspection.id) == open_before


def test_that_a_refused_deed_leaves_no_extract(house, inspection, chat) -> None:
    house.feedback.bring_in(inspection.id, house.feedback.review(chat(), inspection.id))

    with pytest.raises(Explained):
        house.feedback.make_signal(Passage("Room 4", 0, 6, message_id=2), enquiry_id=99)

    assert house.feedback.message(2).extracts == ()


def test_that_messages_and_threads_are_read_in_the_same_number_of_queries(
    house, inspection, chat, store
) -> None:
    queries: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: queries.append(args[2]))
    counts = []
    for number in range(3):
        text = "\n".join(
            f"30/11/26, 09:{each:02d} - A: message {each} of {number}" for each in range(number * 5 + 1)
        )
        review = house.feedback.review(chat(text, f"{number}.txt"), inspection.id)
        house.feedback.bring_in(inspection.id, review)
        thread = house.feedback.threads(inspection.id)[0]
        house.feedback.make_clarification(
            Passage("message", 0, 7, message_id=house.feedback.messages(thread.id)[0].id)
        )
        queries.clear()
        house.feedback.threads(inspection.id)
        house.feedback.messages(thread.id)
        counts.append(len(queries))

    assert counts[0] == counts[2]


def test_that_messages_are_found_by_their_words(house, inspection, chat) -> None:
    house.feedback.bring_in(inspection.id, house.feedback.review(chat(), inspection.id))

    hits = house.lookup.search("Inspector which room", inspection.id)

    assert [hit.ref for hit in hits] == [Ref(Kind.MESSAGE, 1)]
