"""From files to readings: which reader a file needs, and reading it in a bounded child."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.feedback import DateOrder, Reading, Source
from ilacs_desktop.intake.bounded import run_bounded
from ilacs_desktop.intake.mail_file import read_mail, read_mails
from ilacs_desktop.intake.mailbox import read_mailbox
from ilacs_desktop.intake.whatsapp import read_whatsapp

Result = TypeVar("Result")
Cancelled = Callable[[], bool]

SECONDS, MEMORY_MB = 60, 1024
MAIL_LINE = re.compile(
    rb"^(from|to|subject|date|received|return-path|message-id|mime-version)\s*:", re.IGNORECASE | re.MULTILINE
)


def read_files(
    paths: Sequence[Path], *, order: DateOrder | None, now: datetime, cancelled: Cancelled | None
) -> Reading:
    """All files as one reading.

    One file alone that cannot be read is an ``Explained``; among several it is a refusal that
    names it, and the others are read.
    """
    if len(paths) == 1:
        return _read(paths[0], order, now, cancelled)
    mails: list[Path] = []
    others: list[Path] = []
    for path in paths:
        (mails if _is_mail(path) else others).append(path)
    try:
        readings = list(_run(cancelled, read_mails, tuple(map(str, mails)), now)) if mails else []
    except Explained:
        if cancelled is not None and cancelled():
            raise
        others, readings = [*mails, *others], []  # one brought the reader down: each gets its own
    readings += [_read_or_refuse(path, order, now, cancelled) for path in others]
    orders = {reading.date_order for reading in readings} - {None}
    return Reading(
        file_name=f"{len(paths)} files",
        drafts=tuple(draft for reading in readings for draft in reading.drafts),
        refusals=tuple(refusal for reading in readings for refusal in reading.refusals),
        left_out=tuple(refusal for reading in readings for refusal in reading.left_out),
        date_order=orders.pop() if len(orders) == 1 else None,
        is_order_sure=all(reading.is_order_sure for reading in readings),
    )


def refuse_other(source: Source, path: Path) -> None:
    """Refuse a file that is plainly not of the kind somebody said it is.

    Raises:
        Explained: a mail where a chat was meant, or a chat where mail was meant.
    """
    kind = _kind_of(path)
    if source is Source.WHATSAPP and kind != "chat":
        raise Explained(f"{path.name} is not a WhatsApp chat.", remedy="Bring it in as mail.")
    if source is Source.MAIL and kind == "chat":
        raise Explained(f"{path.name} is not a mail message.", remedy="Bring it in as a WhatsApp chat.")


def _read_or_refuse(
    path: Path, order: DateOrder | None, now: datetime, cancelled: Cancelled | None
) -> Reading:
    try:
        return _read(path, order, now, cancelled)
    except Explained as refusal:
        if cancelled is not None and cancelled():
            raise
        return Reading(path.name, (), (Refusal(path.name, refusal.message),))


def _read(path: Path, order: DateOrder | None, now: datetime, cancelled: Cancelled | None) -> Reading:
    match _kind_of(path):
        case "chat":
            return _run(cancelled, read_whatsapp, str(path), order.value if order else "")
        case "mailbox":
            return _run(cancelled, read_mailbox, str(path), now)
        case _:
            return _run(cancelled, read_mail, str(path), now)


def _run(cancelled: Cancelled | None, function: Callable[..., Result], *args: object) -> Result:
    return run_bounded(function, *args, seconds=SECONDS, memory_mb=MEMORY_MB, cancelled=cancelled)


def _is_mail(path: Path) -> bool:
    try:
        return _kind_of(path) == "mail"
    except Explained:
        return False


def _kind_of(path: Path) -> str:
    """``chat``, ``mail`` or ``mailbox``: by the name, and where that says nothing by the first bytes.

    Raises:
        Explained: it cannot be opened or is empty.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise Explained(f"{path.name} cannot be opened.", remedy="Look whether it is still there.") from error
    if not start:
        raise Explained(f"{path.name} is empty.", remedy="Export it again.")
    ending = path.suffix.casefold()
    if start.startswith(b"PK\x03\x04") or ending in {".txt", ".zip"}:
        return "chat"
    if ending == ".mbox" or (start.startswith(b"From ") and ending != ".eml"):
        return "mailbox"
    if ending in {".eml", ".msg"} or MAIL_LINE.search(start):
        return "mail"
    return "chat"
