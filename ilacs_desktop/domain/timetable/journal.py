"""The memory of the draft: what each edit did, said in words, and what became of one slot.

An edit is imperative, for a button: ``Undo: Move C-014 records to 11:00``. A slot’s history is told
as it was: ``moved 09:30 → 11:00 by K. Boyle, Wed 2 Dec 18:42; issued in 5, 6``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.domain.timetable.slots import Slot, SlotStatus, said_list


@dataclass(frozen=True, slots=True)
class SlotEdit:
    """One slot before and after an edit; None where it was not there."""

    uid: str
    before: Slot | None
    after: Slot | None

    @property
    def slot(self) -> Slot:
        """The slot as it became, or as it was when it was taken out."""
        slot = self.after or self.before
        if slot is None:
            raise ValueError("an edit needs a slot before or after")
        return slot


@dataclass(frozen=True, slots=True)
class DraftDeed:
    """One edit of the draft as one undoes it, of one slot or of many.

    ``said`` is what a button says after “Undo” or “Redo”. ``remark`` is set on a deed that was just
    undone or redone, when there is something to know about the outcome.
    """

    id: int
    said: str
    done_at: datetime
    done_by: str
    is_undone: bool
    uids: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SlotEvent:
    """One thing that happened to a slot, and the issues that then held it so."""

    at: datetime
    by: str
    sentence: str
    issues: tuple[int, ...] = ()

    @property
    def line(self) -> str:
        """``moved 09:30 → 11:00 by K. Boyle, Wed 2 Dec 18:42; issued in 5, 6``."""
        who = f" by {self.by}" if self.by else ""
        line = f"{self.sentence}{who}, {said_short_day(day_of(self.at))} {said_time(self.at)}"
        return f"{line}; {said_issues(self.issues)}" if self.issues else line


def said_issues(numbers: Sequence[int]) -> str:
    """``issued in 5, 6``."""
    return f"issued in {', '.join(str(number) for number in numbers)}"
