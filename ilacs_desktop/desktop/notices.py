"""What went wrong, and what went well: told by the jobs and the pages, shown by the window."""

from __future__ import annotations

import logging
import platform
import traceback
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QObject, Signal

import ilacs_desktop
from ilacs_desktop.domain.errors import Explained


@dataclass(frozen=True, slots=True)
class Notice:
    """One banner: a sentence, what to do about it, and a role (warn, alert, good, info)."""

    message: str
    remedy: str = ""
    role: str = "warn"


class Notices(QObject):
    """Where every room says what the user should know.

    ``shown`` carries a `Notice` for the banner; ``bug_found`` a report without case data.
    """

    shown = Signal(object)
    cleared = Signal()
    bug_found = Signal(str)

    def explain(self, error: Explained) -> None:
        """Show a refusal in its own words."""
        self.shown.emit(Notice(error.message, error.remedy))

    def say(self, message: str, *, remedy: str = "", role: str = "good") -> None:
        """Show a sentence of our own, such as what a deed has done."""
        self.shown.emit(Notice(message, remedy, role))

    def clear(self) -> None:
        """Take the banner away; what it said no longer holds."""
        self.cleared.emit()

    def fail(self, error: BaseException) -> None:
        """Show an `Explained` as a banner and anything else as our bug."""
        if isinstance(error, Explained):
            self.explain(error)
            return
        report = bug_report(type(error), error.__traceback__)
        logging.getLogger(__name__).error("A bug in the program.", exc_info=error)
        self.bug_found.emit(report)


def bug_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """A report on a bug: versions, the kind of error and the lines of our code that led to it.

    The error's own words are left out, for they may quote what somebody typed.
    """
    places = [
        f"  {frame.filename.replace(chr(92), '/').split('/site-packages/')[-1].split('/ilacs_desktop/')[-1]}"
        f":{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    system = f"{platform.system()} {platform.release()}"
    head = f"ILACS Desktop {ilacs_desktop.__version__}, Python {platform.python_version()}, {system}"
    return "\n".join([head, kind.__name__, *places])
