"""Reads what somebody drops as a list of requests: a mail's text, a sheet's rows, a plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.bounded import run_bounded
from ilacs_desktop.intake.mail_file import read_mail
from ilacs_desktop.intake.sheets import CSV_NAMES, Cell, read_sheets

SHEETS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", *CSV_NAMES} - {".txt"})
MAILS = frozenset({".eml"})
TEXTS = frozenset({".txt", ".md", ".text"})
LARGEST_TEXT_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class PastedList:
    """What a file holds: its text, or the cells of its first sheet that is not empty; who sent it."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    sender: str = ""
    sent_at: datetime | None = None


def read_pasted(path: Path, now: datetime) -> PastedList:
    """The list in a file; foreign formats are read in a bounded child. ``now`` stands in for a missing date.

    Raises:
        Explained: it cannot be read, or is of a kind that is no list.
    """
    ending = path.suffix.casefold()
    if ending in SHEETS:
        return PastedList(rows=run_bounded(first_table, str(path)))
    if ending in MAILS:
        drafts = run_bounded(read_mail, str(path), now).drafts
        if not drafts:
            raise Explained(f"{path.name} is not a mail message.", remedy="Copy its text and paste that.")
        return PastedList(drafts[0].text, (), drafts[0].sender, drafts[0].received_at)
    if ending in TEXTS:
        return PastedList(_text(path))
    raise Explained(
        f"{path.name} is no list that can be read.", remedy="Drop an e-mail (.eml), a spreadsheet or a text."
    )


def first_table(path: str) -> tuple[tuple[str, ...], ...]:
    """The cells of the first sheet that is not empty, as they are shown."""
    for sheet in read_sheets(Path(path)):
        rows = tuple(tuple(_shown(cell) for cell in row) for row in sheet.rows)
        if any(any(row) for row in rows):
            return rows
    return ()


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}" if cell.time() != time() else f"{cell:%d/%m/%Y}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_TEXT_BYTES:
            raise Explained(f"{path.name} is larger than any list.", remedy="Take a part of it.")
        data = path.read_bytes()
    except OSError as error:
        raise Explained(f"{path.name} cannot be opened.", remedy="Look whether it is still there.") from error
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
