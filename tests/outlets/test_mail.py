"""Unsent e-mail files: read back by the standard parser, and by our own reader of mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.intake.mail_file import parse_mail
from ilacs_desktop.outlets.mail import CalendarPart, Letter, address_of, eml
from ilacs_desktop.outlets.safe_text import one_line, safe

MADE_AT = datetime(2026, 12, 2, 19, 5, tzinfo=UTC)
INVITE = CalendarPart("r-malik.ics", b"BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n", "PUBLISH")
TAKEN_BACK = CalendarPart(
    "r-malik-stood-down.ics", b"BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n", "CANCEL"
)
LETTER = Letter(
    key="slip-7-12.1",
    name="R. Malik",
    address="r.malik@borsetshire.example",
    subject="Borsetshire inspection: timetable issue 7",
    text="C-014 records moves from 09:30 to 11:00 – Room 2.\n\nPlease confirm.",
    made_at=MADE_AT,
    calendars=(INVITE, TAKEN_BACK),
)


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def test_that_a_letter_comes_back_from_the_standard_parser_as_it_was():
    message = read(eml(LETTER))

    assert dict(message.items()) == {
        "X-Unsent": "1",
        "To": '"R. Malik" <r.malik@borsetshire.example>',
        "Subject": "Borsetshire inspection: timetable issue 7",
        "Date": "Wed, 02 Dec 2026 19:05:00 +0000",
        "Message-ID": "<slip-7-12.1@timetable.ilacs-desktop>",
        "MIME-Version": "1.0",
        "Content-Type": message["Content-Type"],
    }
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == f"{LETTER.text}\n"
    assert [
        (
            part.get_content_type(),
            part.get_filename(),
            part["Content-Type"].params["method"],
            part.get_content().encode(),
        )
        for part in message.iter_attachments()
    ] == [
        ("text/calendar", "r-malik.ics", "PUBLISH", INVITE.content),
        ("text/calendar", "r-malik-stood-down.ics", "CANCEL", TAKEN_BACK.content),
    ]


def test_that_our_own_reader_takes_a_letter_for_what_it_is():
    draft = parse_mail(eml(LETTER), datetime(2020, 1, 1, tzinfo=UTC))

    assert not isinstance(draft, str)
    assert (draft.subject, draft.text, draft.received_at, draft.attachments, draft.problems) == (
        LETTER.subject,
        LETTER.text,
        MADE_AT,
        ("r-malik.ics", "r-malik-stood-down.ics"),
        ("it does not say who sent it",),
    )


def test_that_the_same_letter_gives_the_same_bytes():
    assert eml(LETTER) == eml(replace(LETTER))
    assert eml(LETTER) != eml(replace(LETTER, text="else"))


def test_that_lines_end_and_are_as_short_as_mail_wants():
    content = eml(replace(LETTER, text="x" * 5000))

    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("r.malik@borsetshire.example", '"R. Malik" <r.malik@borsetshire.example>'),
        ("", None),
        ("R. Malik", None),
        ("r.malik@", None),
        ("@borsetshire.example", None),
        ("a@b.example, c@d.example", None),
        ("a@b.example\r\nBcc: c@d.example", None),
        ("ä@borsetshire.example", None),
    ],
)
def test_that_only_a_whole_address_is_written_to(address: str, to: str | None):
    message = read(eml(replace(LETTER, address=address)))

    assert message["To"] == to
    assert message["Bcc"] is None
    assert (address_of("R. Malik", address) is None) is (to is None)


@settings(max_examples=60)
@given(name=st.text(max_size=40), subject=st.text(max_size=120), text=st.text(max_size=300))
def test_that_any_words_come_back_and_none_becomes_a_header(name: str, subject: str, text: str):
    message = read(eml(replace(LETTER, name=name, subject=subject, text=text)))

    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").removesuffix("\n") == safe(text).removesuffix("\n")
    assert " ".join(str(message["Subject"]).split()) == " ".join(one_line(subject).split())
    assert len(message.keys()) == 7
