"""Reads a mailbox file (.mbox): many messages, one after the other, each read on its own."""

from __future__ import annotations

import mailbox
from datetime import datetime
from pathlib import Path

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.feedback import MessageDraft, Reading

from .bounded import refuse_hostile_container
from .mail_file import listed_problems, parse_mail

MOST_MESSAGES = 20_000


def read_mailbox(path: str, fallback_at: datetime) -> Reading:
    """Every message of an .mbox file; one that cannot be read is refused and the others are taken.

    Raises:
        Explained: it is no mailbox, or has more messages than are read at once.
    """
    file = Path(path)
    refuse_hostile_container(file)
    with file.open("rb") as stream:
        if stream.read(5) != b"From ":
            raise Explained(
                f"{file.name} is not a mailbox: it does not begin with a “From ” line.",
                remedy="Export it again as .mbox, or bring in single .eml files.",
            )
    drafts: list[MessageDraft] = []
    refusals: list[Refusal] = []
    box = mailbox.mbox(path, factory=None, create=False)
    try:
        keys = list(box.keys())
        if len(keys) > MOST_MESSAGES:
            raise Explained(f"{file.name} holds more than {MOST_MESSAGES} messages.", remedy="Divide it.")
        for number, key in enumerate(keys, start=1):
            place = f"{file.name}, message {number}"
            draft = parse_mail(box.get_bytes(key), fallback_at)
            if isinstance(draft, str):
                refusals.append(Refusal(place, draft))
            else:
                drafts.append(draft)
                refusals += listed_problems(place, draft)
    finally:
        box.close()
    return Reading(file.name, tuple(drafts), tuple(refusals))
