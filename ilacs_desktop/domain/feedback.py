"""Feedback: messages, the threads they stand in, and the notes of a day.

A message is what somebody said; it is never changed. An extract is a part of it, quoted with
its place, that became something else: a request, a signal, a clarification or a concern.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.errors import Refusal
from ilacs_desktop.domain.people import Person


class Source(StrEnum):
    """Where a message came from."""

    WHATSAPP = "WhatsApp"
    MAIL = "mail"
    NOTE = "note"
    TYPED = "typed"


class DateOrder(StrEnum):
    """How a chat export writes its dates; the value is the word shown."""

    DAY_FIRST = "day/month/year"
    MONTH_FIRST = "month/day/year"
    YEAR_FIRST = "year/month/day"


class Became(StrEnum):
    """What a quoted part of a message or note was made into."""

    REQUEST = "request"
    SIGNAL = "signal"
    CLARIFICATION = "clarification"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """One message as read from a file, before anybody agreed to store it.

    ``external_id`` is the same whenever the same message is read again. ``original`` holds the
    bytes it was read from: the message itself for mail, the whole chat file for WhatsApp.
    ``problems`` says what was odd about it although it could be read.
    """

    source: Source
    external_id: str
    received_at: datetime
    sender: str
    subject: str
    text: str
    original: bytes
    attachments: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of a foreign file found: drafts, refusals and how dates were understood.

    ``left_out`` lists lines that are no messages (“Messages are end-to-end encrypted”).
    ``date_order`` is None for formats whose dates need no guess; ``is_order_sure`` is False when
    the file would read as well the other way round.
    """

    file_name: str
    drafts: tuple[MessageDraft, ...]
    refusals: tuple[Refusal, ...] = ()
    left_out: tuple[Refusal, ...] = ()
    date_order: DateOrder | None = None
    is_order_sure: bool = True


@dataclass(frozen=True, slots=True)
class SenderMatch:
    """One name in a file, how often it wrote, and the person it was taken for, if any."""

    sender: str
    count: int
    person_id: int | None = None
    person: str = ""


@dataclass(frozen=True, slots=True)
class MessagesReview:
    """What would be brought in, shown before anything is stored.

    ``drafts`` are the new messages only; ``duplicates`` counts those the store already has.
    """

    file_name: str
    drafts: tuple[MessageDraft, ...]
    duplicates: int
    refusals: tuple[Refusal, ...]
    senders: tuple[SenderMatch, ...] = ()
    left_out: tuple[Refusal, ...] = ()
    date_order: DateOrder | None = None
    is_order_sure: bool = True
    is_several: bool = False

    @property
    def first_at(self) -> datetime | None:
        """The moment of the earliest new message."""
        return min((draft.received_at for draft in self.drafts), default=None)

    @property
    def last_at(self) -> datetime | None:
        """The moment of the latest new message."""
        return max((draft.received_at for draft in self.drafts), default=None)

    @property
    def suggested_subject(self) -> str:
        """A name for a new thread: the subject all mails share, else the file's own name.

        Several files are called by what they are: “WhatsApp”, “Mail”.
        """
        subjects = {bare_subject(draft.subject) for draft in self.drafts} - {""}
        if len(subjects) == 1:
            return subjects.pop()
        if self.is_several:
            sources = " and ".join(sorted({draft.source.value for draft in self.drafts}))
            return sources[:1].upper() + sources[1:]
        stem = self.file_name.rsplit(".", 1)[0]
        return stem.removeprefix("WhatsApp Chat with ").removeprefix("WhatsApp Chat - ") or self.file_name


@dataclass(frozen=True, slots=True)
class Thread:
    """A subject people write about. ``unanswered`` counts questions since our last answer."""

    id: int
    inspection_id: int
    subject: str
    enquiry_id: int | None
    message_count: int
    last_at: datetime | None
    unanswered: int
    version: int
    enquiry: str = ""
    last_sender: str = ""
    last_text: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """A quoted part of a message or note, where it stood, and what it became.

    ``start`` and ``end`` count characters of the text as it stood then.
    """

    id: int
    quote: str
    start: int
    end: int
    kind: Became
    became: Ref
    label: str
    at: datetime
    message_id: int | None = None
    note_id: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A selected part of one message or one note, about to become something.

    ``start`` and ``end`` count characters of its text; ``quote`` is what stands there.
    Exactly one of ``message_id`` and ``note_id`` is given.
    """

    quote: str
    start: int
    end: int
    message_id: int | None = None
    note_id: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a thread, as plain text."""

    id: int
    thread_id: int
    source: Source
    received_at: datetime
    sender: str
    sender_id: int | None
    text: str
    became: tuple[Ref, ...] = ()
    extracts: tuple[Extract, ...] = ()
    subject: str = ""
    attachments: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What was noted about one inspector on one day; ``id`` is 0 until it is first saved."""

    id: int
    inspection_id: int
    inspector_id: int
    inspector: str
    day: date
    text: str
    version: int
    extracts: tuple[Extract, ...] = ()
    saved_at: datetime | None = None


LONGEST_TEXT = 100_000
"""Characters of one message that are kept as text; the original keeps them all."""

LONGEST_LABEL = 200

_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
"""Marks that turn or hide writing; U+200D is put back, for it joins the parts of one emoji."""
del _INVISIBLE[0x200D]

_CONTROLS = {code: None for code in range(0xA0) if chr(code) not in "\n\t" and not 0x20 <= code < 0x7F}


def plain_text(text: str) -> str:
    """``text`` as it may be kept and shown: one kind of line end, nothing invisible, no edges of space.

    Text longer than ``LONGEST_TEXT`` is cut there; a lone half of a surrogate pair becomes a question mark.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE).translate(_CONTROLS)
    text = text.replace("\u202f", " ").replace("\xa0", " ").encode("utf-8", "replace").decode("utf-8")
    return text[:LONGEST_TEXT].strip()


def plain_label(text: str) -> str:
    """``text`` on one line and short, for names, subjects and file names that strangers chose.

    It is a label only, never a path: slashes are kept, for nothing is ever opened by it.
    """
    text = " ".join(plain_text(text[: 4 * LONGEST_LABEL]).split())
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def bare_subject(subject: str) -> str:
    """``subject`` without any ``Re:``, ``Fwd:`` and the like before it."""
    text = subject.strip()
    while True:
        head, colon, rest = text.partition(":")
        if not colon or head.strip().casefold() not in {"re", "fw", "fwd", "aw", "sv"}:
            return text
        text = rest.strip()


def is_question(text: str) -> bool:
    """Whether a message asks something: it holds a question mark outside a web address."""
    return any("?" in word and "://" not in word for word in text.split())


def match_senders(senders: Sequence[str], people: Iterable[Person]) -> tuple[SenderMatch, ...]:
    """Each different sender with its count and the one person it can only be, busiest first.

    A sender is a person if the whole name, the name as known, the short name (“R. Malik”), an
    e-mail address or the digits of a telephone number are the same, whatever the capitals. A
    name that fits two people fits nobody: a person decides.
    """
    known: dict[str, set[tuple[int, str]]] = {}
    for person in people:
        for key in _keys_of_person(person):
            known.setdefault(key, set()).add((person.id, person.label))
    counts: dict[str, int] = {}
    for sender in senders:
        counts[sender] = counts.get(sender, 0) + 1
    matches = []
    for sender, count in counts.items():
        found = {who for key in _keys_of_sender(sender) for who in known.get(key, set())}
        person_id, label = found.pop() if len(found) == 1 else (None, "")
        matches.append(SenderMatch(sender, count, person_id, label))
    return tuple(sorted(matches, key=lambda match: (-match.count, match.sender)))


def _keys_of_person(person: Person) -> set[str]:
    keys = {person.name, person.known_as, person.short_name, person.email}
    return {_folded(key) for key in keys if key.strip()} | {_digits(person.phone)} - {""}


def _keys_of_sender(sender: str) -> set[str]:
    name, _, address = sender.partition("<")
    keys = {_folded(name), _folded(address.rstrip("> ")), _folded(sender)}
    if "," in name:
        last, _, first = name.partition(",")
        keys.add(_folded(f"{first} {last}"))
    return (keys | {_digits(sender)}) - {""}


def _folded(text: str) -> str:
    return " ".join(text.strip(" ~\"'").casefold().split())


def _digits(text: str) -> str:
    """The last nine digits of what can only be a telephone number, else nothing."""
    digits = "".join(filter(str.isdecimal, text))
    return digits[-9:] if len(digits) >= 9 and not any(map(str.isalpha, text)) else ""
