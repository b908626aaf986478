"""The log: what happened to the program, never what was entered into it.

Messages name places in the code and kinds of error. The words of an error of the database or of
a parser are left out, because they may carry case data; line breaks and control characters are
written as escapes, so that nobody can forge a line.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from ilacs_desktop.domain.errors import Explained

LOG_BYTES, LOG_FILES = 512_000, 3


class PlainFacts(logging.Formatter):
    """One JSON object a line: when, level, logger, our message, and of an error its kind and places."""

    def format(self, record: logging.LogRecord) -> str:
        """The record without anything a user entered."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            # Only the template: its values may be case data.
            "message": str(record.msg) if record.name.startswith("ilacs_desktop") else "(message withheld)",
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line)


def describe(error: BaseException) -> list[str]:
    """The kind of an error and the places it passed, without its words; safe to copy into a mail."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    words = (
        f"{type(error).__name__}: {error.message}" if isinstance(error, Explained) else type(error).__name__
    )
    return [words, *places]


def begin(folder: Path) -> None:
    """Write the log into ``folder``/logs; without that folder being writable, nowhere."""
    handler: logging.Handler
    try:
        (folder / "logs").mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "logs" / "ilacs-desktop.log",
            maxBytes=LOG_BYTES,
            backupCount=LOG_FILES,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(PlainFacts())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
