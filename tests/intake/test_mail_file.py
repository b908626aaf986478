"""Mail as it really comes: malformed, hostile, or fine."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.feedback import LONGEST_LABEL, MessageDraft, Source
from ilacs_desktop.intake.mail_file import html_as_text, parse_mail, read_mail, read_mails
from ilacs_desktop.intake.mailbox import read_mailbox

NOW = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
PLAIN = (
    b"From: Rashida Malik <r.malik@borsetshire.example>\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\n"
    b"Date: Wed, 2 Dec 2026 10:40:00 +0100\r\nMessage-ID: <1@x>\r\n\r\nWhich room?\r\n"
)


def draft_of(content: bytes) -> MessageDraft:
    draft = parse_mail(content, NOW)
    assert isinstance(draft, MessageDraft), draft
    return draft


def test_that_an_honest_message_is_read_whole() -> None:
    draft = draft_of(PLAIN)

    assert draft == MessageDraft(
        source=Source.MAIL,
        external_id=draft.external_id,
        received_at=datetime(2026, 12, 2, 9, 40, tzinfo=UTC),
        sender="Rashida Malik <r.malik@borsetshire.example>",
        subject="Café",
        text="Which room?",
        original=PLAIN,
    )
    assert draft_of(PLAIN).external_id == draft.external_id
    assert draft_of(PLAIN.replace(b"Which", b"What")).external_id != draft.external_id


@pytest.mark.parametrize("number", range(23))
def test_that_every_malformed_message_is_taken_with_its_problems_or_refused(
    shared_data: Path, number: int
) -> None:
    path = shared_data / "mail-malformed" / f"{number:03d}.eml"

    (reading,) = read_mails((str(path),), NOW)

    assert len(reading.drafts) == (0 if number == 19 else 1)
    assert [refusal.place for refusal in reading.refusals] == [path.name] * len(reading.refusals)
    for draft in reading.drafts:
        assert draft.text
        assert draft.original == path.read_bytes()
        assert reading.refusals == tuple(Refusal(path.name, f"taken, but {each}") for each in draft.problems)


def test_that_a_malformed_message_says_what_is_odd_about_it(shared_data: Path) -> None:
    reading = read_mail(str(shared_data / "mail-malformed" / "012.eml"), NOW)

    assert reading.drafts[0].problems == (
        "it has no date, so the moment of bringing it in stands instead",
        "it does not say who sent it",
        "it is malformed; what could be read is here",
        "it has no text that can be read",
    )
    assert reading.drafts[0].attachments == ("attached message", "attached message", "attached message")


VECTORS = (
    '<img src="http://evil.example/x.png">', '<img srcset="//evil.example/x 2x">', '<img src="file://evil/share/x">',
    '<link rel="stylesheet" href="http://evil.example/x.css">', "<style>@import 'http://evil.example'</style>",
    '<script src="http://evil.example/x.js">alert(1)</script>', '<iframe src="http://evil.example"></iframe>',
    '<object data="http://evil.example"></object>', '<embed src="\\\\evil\\share\\x">',
    '<svg><image href="//evil"/></svg>',
    '<body background="http://evil.example">',
    '<meta http-equiv="refresh" content="0;url=http://evil.example">',
    '<video poster="http://evil.example"></video>', '<audio src="http://evil.example"></audio>',
    '<form action="http://evil.example"><input></form>', '<base href="http://evil.example">',
    '<p style="background:url(http://evil.example)">', '<a href="http://evil.example">',
    "<math><mi xlink:href='//evil'></mi></math>",
)  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS)
def test_that_html_becomes_text_and_nothing_is_fetched(vector: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *args: reached.append(args))

    text = html_as_text(f"<html><body><p>Good&nbsp;morning</p>{vector}<p>Room 4</p></body></html>")

    assert text.split() == ["Good", "morning", "Room", "4"]
    assert reached == []


def test_that_the_plainer_of_two_alternatives_is_taken_and_attachments_are_only_named() -> None:
    message = EmailMessage()
    message["From"] = "a@x.example"
    message["Date"] = "Wed, 2 Dec 2026 10:40:00 +0000"
    message.set_content("<p>the <b>long</b> one</p>", subtype="html")
    message.add_alternative("the plain one", subtype="plain")
    for name in ("../../etc/passwd", "C:\\CON", "invoice\u202egpj.exe", "a" * 300, "x\x00y.txt"):
        message.add_attachment(b"data", maintype="application", subtype="octet-stream", filename=name)

    draft = draft_of(message.as_bytes())

    assert draft.text == "the plain one"
    assert [name[:20] for name in draft.attachments] == [
        "../../etc/passwd",
        "C:\\CON",
        "invoicegpj.exe",
        "a" * 20,
        "xy.txt",
    ]
    assert max(map(len, draft.attachments)) == LONGEST_LABEL


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \r\n", "it is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "it is not a mail message"),
        (b"just words", "it is not a mail message: it has none of the headers of one"),
        (b"Subject: " + b"a" * 300_000, "its header is larger than 256 kB, as no honest one is"),
    ],
)
def test_that_what_is_no_mail_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    assert parse_mail(content, NOW) == reason


def test_that_a_line_far_too_long_is_cut_and_said() -> None:
    assert draft_of(
        b"From: a@x\nDate: Wed, 2 Dec 2026 10:40:00 +0000\nSubject: " + b"a" * 9_000 + b"\n\nx"
    ).problems == ("its subject line is far too long and was cut",)


def test_that_ten_thousand_parts_inside_each_other_are_refused_or_cut() -> None:
    deep = b"From: a@x\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(10_000)
    )

    draft = parse_mail(deep, NOW)

    assert draft == "it is too broken to be read" or (isinstance(draft, MessageDraft) and draft.problems)


def test_that_outlooks_own_format_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    with pytest.raises(Explained) as refusal:
        read_mail(str(path), NOW)

    assert refusal.value.message == "mail.eml is an Outlook .msg file, which is not read yet."
    assert (
        refusal.value.remedy
        == "Open it in Outlook, choose Save as and the type .eml, and bring that file in."
    )


@settings(max_examples=200)
@given(st.binary(max_size=600), st.integers(0, len(PLAIN)))
def test_that_no_bytes_bring_more_than_a_refusal(noise: bytes, cut: int) -> None:
    for content in (
        noise,
        PLAIN[:cut] + noise,
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" + noise,
    ):
        draft = parse_mail(content, NOW)
        assert isinstance(draft, str) or draft.text


def test_that_a_mailbox_gives_each_message_and_refuses_the_broken_ones(tmp_path: Path) -> None:
    path = tmp_path / "shared.mbox"
    path.write_bytes(
        b"From a@x Wed Dec 2 2026\n"
        + PLAIN
        + b"\nFrom b@x Wed Dec 2 2026\n\0\0\0: broken\n\nx\n\nFrom c@x Wed\nFrom: c@x\n\nlast\n"
    )
    before = path.read_bytes()

    reading = read_mailbox(str(path), NOW)

    assert [draft.text for draft in reading.drafts] == ["Which room?", "last"]
    assert reading.refusals == (
        Refusal("shared.mbox, message 2", "it is not a mail message"),
        Refusal(
            "shared.mbox, message 3",
            "taken, but it has no date, so the moment of bringing it in stands instead",
        ),
    )
    assert path.read_bytes() == before


def test_that_a_file_that_is_no_mailbox_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shared.mbox"
    path.write_bytes(PLAIN)

    with pytest.raises(Explained) as refusal:
        read_mailbox(str(path), NOW)

    assert refusal.value.message == "shared.mbox is not a mailbox: it does not begin with a “From ” line."
