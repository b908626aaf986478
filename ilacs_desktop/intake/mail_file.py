"""Reads one mail message from its bytes, however malformed, into plain text.

Nothing is fetched and nothing is opened: HTML becomes text without a look at its pictures or
links, an attachment is only named. What is odd is listed beside the message; what cannot be a
message at all is refused with a reason. The bytes themselves go along as the original.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

import inscriptis
import nh3
from inscriptis.model.config import ParserConfig

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.feedback import (
    LONGEST_TEXT,
    MessageDraft,
    Reading,
    Source,
    plain_label,
    plain_text,
)

LARGEST_MAIL_BYTES = 50 * 1024 * 1024
LARGEST_HEAD_BYTES = 256 * 1024
LARGEST_HEADER_CHARACTERS = 4_000
LARGEST_HTML_CHARACTERS = 1_000_000
MOST_PARTS = 500
DEEPEST_PART = 30
NO_TEXT = "(no readable text)"

KNOWN_HEADERS = frozenset(
    {"from", "to", "subject", "date", "message-id", "content-type", "received", "mime-version", "return-path"}
)
TEXT_TAGS = frozenset(
    {"p", "br", "div", "span", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "b", "i", "em",
     "strong", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "a", "center"}
)  # fmt: skip
"""What is left of HTML before it becomes text: nothing that names another file."""

OUTLOOK_MAGIC = b"\xd0\xcf\x11\xe0"
LEAST, MOST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def read_mail(path: str, fallback_at: datetime) -> Reading:
    """The one message of an .eml file; ``fallback_at`` stands in where it says no moment.

    Raises:
        Explained: the file is no mail message, or of a kind that is not read.
    """
    file = Path(path)
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_MAIL_BYTES + 1)
    except OSError as error:
        raise Explained(f"{file.name} cannot be opened.", remedy="Look whether it is still there.") from error
    if file.suffix.casefold() == ".msg" or content.startswith(OUTLOOK_MAGIC):
        raise Explained(
            f"{file.name} is an Outlook .msg file, which is not read yet.",
            remedy="Open it in Outlook, choose Save as and the type .eml, and bring that file in.",
        )
    draft = parse_mail(content, fallback_at)
    if isinstance(draft, str):
        raise Explained(f"{file.name}: {draft}.", remedy="Save the message again where it came from.")
    return Reading(file.name, (draft,), listed_problems(file.name, draft))


def read_mails(paths: tuple[str, ...], fallback_at: datetime) -> tuple[Reading, ...]:
    """A reading of each file; a file that is refused has no draft and says why."""
    readings = []
    for path in paths:
        try:
            readings.append(read_mail(path, fallback_at))
        except Explained as refusal:
            name = Path(path).name
            reason = refusal.message.removeprefix(f"{name}: ")
            readings.append(Reading(name, (), (Refusal(name, reason),)))
    return tuple(readings)


def listed_problems(place: str, draft: MessageDraft) -> tuple[Refusal, ...]:
    """The problems of a message that is taken all the same, for the list in the review."""
    return tuple(Refusal(place, f"taken, but {problem}") for problem in draft.problems)


def parse_mail(content: bytes, fallback_at: datetime) -> MessageDraft | str:
    """The message in ``content``, or the reason why there is none."""
    if reason := _no_mail(content):
        return reason
    try:
        message = message_from_bytes(content, policy=policy.default)
        if not KNOWN_HEADERS & {name.casefold() for name, _ in message.raw_items()}:
            return "it is not a mail message: it has none of the headers of one"
        return _draft(message, content, fallback_at)
    except Exception:  # noqa: BLE001 - broken mail brings almost any error out of the standard reader; each is a refusal
        return "it is too broken to be read"


def _no_mail(content: bytes) -> str:
    """Why these bytes are not even tried, or nothing."""
    if not content.strip():
        return "it is empty"
    if len(content) > LARGEST_MAIL_BYTES:
        return "it is larger than 50 MB"
    head = content.split(b"\r\n\r\n", 1)[0].split(b"\n\n", 1)[0]
    if len(head) > LARGEST_HEAD_BYTES:
        return "its header is larger than 256 kB, as no honest one is"
    return "it is not a mail message" if b"\0" in head else ""


def _draft(message: Message, content: bytes, fallback_at: datetime) -> MessageDraft:
    problems: list[str] = []
    sender = _sender(_header(message, "from", problems)) or _sender(_header(message, "sender", problems))
    subject = plain_label(_header(message, "subject", problems))
    written_date = _header(message, "date", problems)
    received_at = _moment(written_date)
    if received_at is None:
        received_at = _moment(_header(message, "received", []).rpartition(";")[2])
        if received_at is None:
            trouble = "its date cannot be read" if written_date else "it has no date"
            problems.append(f"{trouble}, so the moment of bringing it in stands instead")
            received_at = fallback_at
    if not sender:
        problems.append("it does not say who sent it")
        sender = "sender not known"
    body = Body()
    body.read(message)
    problems += body.problems
    text = body.text
    if len(text) >= LONGEST_TEXT:
        problems.append(f"cut after {LONGEST_TEXT} characters; the original is kept")
    if not text:
        problems.append("it has no text that can be read")
    message_id = _header(message, "message-id", []) or hashlib.sha256(content).hexdigest()
    identity = "\0".join((message_id, written_date, sender, subject, text, *body.attachments))
    return MessageDraft(
        source=Source.MAIL,
        external_id=hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest(),
        received_at=received_at,
        sender=sender,
        subject=subject,
        text=text or NO_TEXT,
        original=content,
        attachments=tuple(body.attachments),
        problems=tuple(dict.fromkeys(problems)),
    )


class Body:
    """Gathers the text and the names of attachments from the parts of a message."""

    def __init__(self) -> None:
        self.attachments: list[str] = []
        self.problems: list[str] = []
        self._texts: list[str] = []
        self._parts = 0

    @property
    def text(self) -> str:
        """All the text there was, as plain text."""
        return plain_text("\n\n".join(text for text in map(plain_text, self._texts) if text))

    def read(self, message: Message) -> None:
        """Take the text of ``message`` and name what is attached."""
        self._texts = list(self._text_of(message, 0))
        if any(part.defects for part in _some_parts(message)):
            self.problems.append("it is malformed; what could be read is here")

    def _text_of(self, part: Message, depth: int) -> Iterator[str]:
        self._parts += 1
        if depth > DEEPEST_PART or self._parts > MOST_PARTS:
            self.problems.append("it has more parts than are read")
            return
        kind = part.get_content_type()
        name = _file_name(part)
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            yield from self._text_of_parts(part, kind, depth)
        elif kind == "message/rfc822":
            self.attachments.append(name or f"attached message{_attached_subject(part)}")
        elif name or part.get_content_disposition() == "attachment":
            self.attachments.append(name or f"attachment without a name ({plain_label(kind)})")
        elif kind == "text/html":
            yield html_as_text(_content(part))
        elif part.get_content_maintype() == "text" or part.get_content_maintype() == "multipart":
            yield _content(part)
        else:
            self.attachments.append(f"part without a name ({plain_label(kind)})")

    def _text_of_parts(self, part: Message, kind: str, depth: int) -> Iterator[str]:
        """The text of each part; of alternatives the plainest one that says something."""
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        if kind != "multipart/alternative":
            for child in children:
                yield from self._text_of(child, depth + 1)
            return
        children.sort(key=lambda child: child.get_content_type() != "text/plain")
        for child in children:
            texts = [text for text in self._text_of(child, depth + 1) if text.strip()]
            if texts:
                yield from texts
                return


def html_as_text(html: str) -> str:
    """What a reader would see of ``html``, as text; links and pictures are left out, not followed."""
    safe = nh3.clean(html[:LARGEST_HTML_CHARACTERS], tags=set(TEXT_TAGS), attributes={}, link_rel=None)
    if not safe.strip():
        return ""
    text: str = inscriptis.get_text(safe, ParserConfig(display_links=False, display_images=False))
    return "\n".join(line.rstrip() for line in text.splitlines())


def _header(message: Message, name: str, problems: list[str]) -> str:
    """The first header of this name as text; empty when there is none, cut when it is huge."""
    for key, value in message.raw_items():
        if key.casefold() == name:
            raw = str(value)
            if len(raw) > LARGEST_HEADER_CHARACTERS:
                problems.append(f"its {name} line is far too long and was cut")
                raw = raw[:LARGEST_HEADER_CHARACTERS]
            raw = " ".join(raw.split())
            try:
                return str(policy.default.header_fetch_parse(key, raw))
            except Exception:  # noqa: BLE001 - a broken header brings almost any error out of the standard reader
                problems.append(f"its {name} line is malformed")
                return raw
    return ""


def _sender(header: str) -> str:
    """“Name <address>”, or whichever of the two there is."""
    pairs = getaddresses([header])
    name, address = pairs[0] if pairs else ("", "")
    name, address = plain_label(name), plain_label(address)
    if name and address and "@" in address:
        return plain_label(f"{name} <{address}>")
    return name or address or plain_label(header)


def _moment(header: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(header.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    found = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    try:
        found = found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if LEAST <= found < MOST else None


def _file_name(part: Message) -> str:
    try:
        return plain_label(part.get_filename() or "")
    except Exception:  # noqa: BLE001 - a broken name brings almost any error out of the standard reader
        return "attachment whose name cannot be read"


def _attached_subject(part: Message) -> str:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    subject = plain_label(_header(inner, "subject", [])) if isinstance(inner, Message) else ""
    return f" “{subject}”" if subject else ""


def _content(part: Message) -> str:
    """The text of one part in its own encoding, or in the likeliest if that one is unknown."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(part.get_payload()) if isinstance(part, EmailMessage) else ""
    payload = payload[: 8 * LARGEST_HTML_CHARACTERS]
    for encoding in (str(part.get_content_charset("utf-8")), "utf-8"):
        try:
            return payload.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
    return payload.decode("cp1252", "replace")


def _some_parts(message: Message) -> Iterator[Message]:
    """The message and its parts, to a bounded number, without a call inside a call."""
    waiting, count = [message], 0
    while waiting and count < MOST_PARTS:
        part = waiting.pop()
        count += 1
        yield part
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting += [child for child in payload if isinstance(child, Message)]
