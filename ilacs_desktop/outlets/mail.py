"""Unsent e-mail files (.eml): opened by a mail program as a message that is ready to send.

X-Unsent tells the program that the message is a draft; there is no From, for the program puts in its own
user's. Whatever else differs from one making to the next (date, Message-ID, the line between the parts) is
handed in or worked out of what is, so that the same letter gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from ilacs_desktop.domain.moments import local
from ilacs_desktop.outlets.safe_text import one_line, safe


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A calendar file that goes with a letter. ``method`` is what the reader's calendar is to do."""

    name: str
    content: bytes
    method: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person. ``key`` makes its Message-ID: the same letter, the same key.

    ``address`` may be empty or no address at all; then there is no To, and whoever sends it fills it in.
    """

    key: str
    name: str
    address: str
    subject: str
    text: str
    made_at: datetime
    calendars: tuple[CalendarPart, ...] = ()


def eml(letter: Letter) -> bytes:
    """The letter as an unsent message file; the same letter, the same bytes."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    to = address_of(letter.name, letter.address)
    if to is not None:
        message["To"] = to
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(local(letter.made_at))
    message["Message-ID"] = f"<{_plain(letter.key)}@timetable.ilacs-desktop>"
    message.set_content(safe(letter.text), charset="utf-8", cte="quoted-printable")
    for part in letter.calendars:
        message.add_attachment(
            part.content,
            maintype="text",
            subtype="calendar",
            filename=one_line(part.name),
            params={"charset": "utf-8", "method": part.method},
        )
    if message.is_multipart():
        message.set_boundary(_boundary(letter))
    content: bytes = message.as_bytes()
    return content


def address_of(name: str, address: str) -> Address | None:
    """``name`` and ``address`` as a header can bear them; None when it is no e-mail address."""
    spec = one_line(address)
    try:
        found = Address(display_name=one_line(name), addr_spec=spec)
    except (HeaderParseError, IndexError, ValueError):
        return None
    is_whole = bool(found.username and found.domain) and " " not in spec and spec.isascii()
    return found if is_whole else None


def _boundary(letter: Letter) -> str:
    """A line that no part of this letter holds, for it is made of a digest of them all."""
    digest = hashlib.sha256()
    for piece in _pieces(letter):
        digest.update(len(piece).to_bytes(8, "big"))
        digest.update(piece)
    return f"=_{digest.hexdigest()[:40]}"


def _pieces(letter: Letter) -> Iterator[bytes]:
    for text in (letter.key, letter.name, letter.address, letter.subject, letter.text):
        yield text.encode("utf-8", "surrogatepass")
    for part in letter.calendars:
        yield part.name.encode("utf-8", "surrogatepass")
        yield part.content


def _plain(key: str) -> str:
    """``key`` in what may stand before the @ of a Message-ID."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-.") else "-" for sign in key)
