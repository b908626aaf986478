"""Reads a chat that WhatsApp exported: a text file, or a zip with one in it.

An export says nowhere how it writes dates, and each telephone writes them differently. So the
order is inferred from the whole file: a thirteenth month rules an order out, and messages stand
in the order they came. Where both orders still fit, day first is taken and the doubt is said.

Formats: exports of Android (``31/12/21, 22:01 - Name: text``) and iOS (``[31/12/21, 22:01:05]
Name: text``), 12 and 24 hours, dates with slashes, points or hyphens. Checked against the samples
of the WhatsApp-chat parsers tests, see tests/intake/test_whatsapp.py.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.feedback import (
    LONGEST_TEXT,
    DateOrder,
    MessageDraft,
    Reading,
    Source,
    plain_label,
    plain_text,
)
from ilacs_desktop.domain.moments import moment

from .bounded import refuse_hostile_container

LARGEST_CHAT_BYTES = 50 * 1024 * 1024
MOST_MESSAGES = 100_000
FIRST_YEAR, LAST_YEAR = 2009, 2099
"""WhatsApp began in 2009; a year outside these is a slip of the file, not a date."""

HEADER = re.compile(
    r"(?P<bracket>\[)?(?P<a>\d{1,4})(?P<between>[/.\-])(?P<b>\d{1,2})(?P=between)(?P<c>\d{2,4}),?\s{1,2}"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?(?(bracket)\]|\s[-–])\s(?P<rest>.*)",
    re.IGNORECASE,
)
LONGEST_SENDER = 100
SYSTEM = re.compile(
    r"messages and calls are end-to-end|messages to this (chat|group) are|created (this )?group"
    r"|created community|changed (the|this) (subject|group|community|settings|description)"
    r"|changed their phone|joined using|security code .{0,60}changed|turned (on|off) disappearing"
    r"|\b(added|removed) \S|\bleft$"
    r"|you(’|')re now an admin|pinned a message|deleted this group|missed (voice|video) call",
    re.IGNORECASE,
)
ATTACHED = re.compile(r"<attached: ([^<>\n]{1,200})>")
ATTACHED_ANDROID = " (file attached)"
MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


@dataclass(slots=True)
class Entry:
    """One dated line of the export and the lines that continue it, before the dates are understood."""

    line: int
    numbers: tuple[int, int, int]
    is_year_first: bool
    clock: tuple[int, int, int, str]
    rest: list[str] = field(default_factory=list)


def read_whatsapp(path: str, order: str = "") -> Reading:
    """The messages of a chat export, oldest first as in the file.

    ``order`` is the word of a ``DateOrder`` that a person chose; empty means infer it. All
    messages share one ``original``: the text file as it came.

    Raises:
        Explained: it is not a chat export, or larger than an honest one.
    """
    file = Path(path)
    refuse_hostile_container(file)
    content = _chat_bytes(file)
    return parse_chat(file.name, content, DateOrder(order) if order else None)


def parse_chat(file_name: str, content: bytes, order: DateOrder | None = None) -> Reading:
    """As ``read_whatsapp``, from the bytes of the text file."""
    entries, refusals = _entries(_decoded(content))
    if not entries:
        raise Explained(
            f"{file_name} is not a WhatsApp chat: no line begins with a date, a time and a name.",
            remedy="In the chat choose More, Export chat, Without media, and bring that file in.",
        )
    if len(entries) > MOST_MESSAGES:
        raise Explained(f"{file_name} holds more than {MOST_MESSAGES} messages.", remedy="Divide it.")
    inferred, is_sure = infer_order(
        [entry.numbers for entry in entries], is_year_first=entries[0].is_year_first
    )
    chosen = order or inferred
    drafts: list[MessageDraft] = []
    left_out: list[Refusal] = []
    seen: Counter[tuple[datetime, str, str]] = Counter()
    for entry in entries:
        at = _moment_of(entry, chosen)
        if isinstance(at, Refusal):
            refusals.append(at)
            continue
        whole = "\n".join(entry.rest)
        sender, text = _sender_and_text(whole)
        if not sender:
            left_out.append(Refusal(f"line {entry.line}", f"not a message: {_shortened(whole)}"))
            continue
        key = (at, sender, text)
        problems = (
            (f"cut after {LONGEST_TEXT} characters; the original is kept",)
            if len(text) == LONGEST_TEXT
            else ()
        )
        drafts.append(
            MessageDraft(
                source=Source.WHATSAPP,
                external_id=_external_id(key, seen[key]),
                received_at=at,
                sender=sender,
                subject="",
                text=text,
                original=content,
                attachments=tuple(_attachments(whole)),
                problems=problems,
            )
        )
        seen[key] += 1
    is_settled = is_sure or order is not None
    return Reading(file_name, tuple(drafts), tuple(refusals), tuple(left_out), chosen, is_settled)


def infer_order(
    numbers: Sequence[tuple[int, int, int]], *, is_year_first: bool = False
) -> tuple[DateOrder, bool]:
    """How a whole file writes its dates, and whether that is sure.

    The order that makes fewer impossible dates wins; then the one in which fewer messages come
    before the message above them. If both are equal the answer is day first, and not sure,
    unless the two orders mean the same days.
    """
    if is_year_first:
        return DateOrder.YEAR_FIRST, True
    troubles = {}
    for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
        days = [_day(each, order) for each in numbers]
        known = [day for day in days if day is not None]
        backwards = sum(later < earlier for earlier, later in pairwise(known))
        troubles[order] = (len(days) - len(known), backwards)
    day_first, month_first = troubles[DateOrder.DAY_FIRST], troubles[DateOrder.MONTH_FIRST]
    order = DateOrder.DAY_FIRST if day_first <= month_first else DateOrder.MONTH_FIRST
    same = all(a == b for a, b, _ in numbers)
    return order, day_first != month_first or same


def _chat_bytes(file: Path) -> bytes:
    """The text file itself, or the one inside the zip; nothing else in the zip is read."""
    if not zipfile.is_zipfile(file):
        return file.read_bytes()
    try:
        with zipfile.ZipFile(file) as container:
            texts = [entry for entry in container.infolist() if entry.filename.casefold().endswith(".txt")]
            texts.sort(key=lambda entry: (not _is_chat_name(entry.filename), -entry.file_size))
            if not texts:
                raise Explained(
                    f"{file.name} holds no chat text.", remedy="Export the chat again and bring that file in."
                )
            with container.open(texts[0]) as chat:
                content = chat.read(LARGEST_CHAT_BYTES + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Explained(
            f"{file.name} cannot be unpacked.",
            remedy="It may be damaged or need a password. Export it again.",
        ) from error
    if len(content) > LARGEST_CHAT_BYTES:
        raise Explained(f"The chat in {file.name} is larger than 50 MB.", remedy="Divide it.")
    return content


def _is_chat_name(name: str) -> bool:
    last = name.rsplit("/", 1)[-1].casefold()
    return last == "_chat.txt" or last.startswith("whatsapp chat")


def _decoded(content: bytes) -> str:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _entries(text: str) -> tuple[list[Entry], list[Refusal]]:
    """Dated lines with what continues them, and what stands before the first of them.

    A line that looks dated but not in the manner of the first one is a part of a message:
    somebody pasted a chat into the chat.
    """
    entries: list[Entry] = []
    refusals: list[Refusal] = []
    manner: tuple[bool, str] | None = None
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        found = HEADER.match(raw.lstrip(MARKS))
        if found is not None:
            own = (found["bracket"] is not None, found["between"])
            manner = manner or own
            if own == manner:
                entries.append(_entry(number, found))
                continue
        if entries:
            entries[-1].rest.append(raw)
        elif raw.strip(MARKS + " \t"):
            refusals.append(Refusal(f"line {number}", f"stands before the first message: {_shortened(raw)}"))
    return entries, refusals


def _entry(number: int, found: re.Match[str]) -> Entry:
    half = (found["half"] or "").lower()
    clock = (int(found["hour"]), int(found["minute"]), int(found["second"] or 0), half)
    numbers = (int(found["a"]), int(found["b"]), int(found["c"]))
    return Entry(number, numbers, len(found["a"]) == 4, clock, [found["rest"]])


def _day(numbers: tuple[int, int, int], order: DateOrder) -> date | None:
    a, b, c = numbers
    year, month, day = {
        DateOrder.DAY_FIRST: (c, b, a),
        DateOrder.MONTH_FIRST: (c, a, b),
        DateOrder.YEAR_FIRST: (a, b, c),
    }[order]
    year += 2000 if year < 100 else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment_of(entry: Entry, order: DateOrder) -> datetime | Refusal:
    day = _day(entry.numbers, order)
    written = "/".join(f"{number:02d}" for number in entry.numbers)
    if day is None:
        return Refusal(f"line {entry.line}", f"{written} is not a date, read as {order.value}")
    hour, minute, second, half = entry.clock
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return moment(day, time(hour, minute, second))
    except ValueError:
        return Refusal(f"line {entry.line}", f"{hour:02d}:{minute:02d} is not a time")


def _sender_and_text(whole: str) -> tuple[str, str]:
    """Who wrote it, empty for a line that WhatsApp itself wrote, and the words."""
    whole = whole.lstrip(MARKS)
    first, _, more = whole.partition("\n")
    who, colon, text = first.partition(": ")
    if not colon and first.endswith(":"):
        who, colon = first[:-1], ":"
    if not colon or not who or len(who) > LONGEST_SENDER or SYSTEM.search(who):
        return "", whole
    if text.startswith(tuple(MARKS)) and SYSTEM.match(text.lstrip(MARKS)):
        return "", whole
    return plain_label(who), plain_text(f"{text}\n{more}")


def _attachments(text: str) -> Iterable[str]:
    """The names of what was attached, as iOS and as Android write them."""
    for line in text[:LONGEST_TEXT].split("\n"):
        if (bare := line.rstrip(MARKS + " ")).endswith(ATTACHED_ANDROID):
            yield plain_label(bare.removesuffix(ATTACHED_ANDROID).rsplit(": ", 1)[-1])
        for found in ATTACHED.finditer(line):
            yield plain_label(found[1])


def _external_id(key: tuple[datetime, str, str], occurrence: int) -> str:
    at, sender, text = key
    return hashlib.sha256(f"{at.isoformat()}\0{sender}\0{text}\0{occurrence}".encode()).hexdigest()


def _shortened(text: str) -> str:
    label = plain_label(text)
    return label if len(label) <= 80 else f"{label[:79]}…"
