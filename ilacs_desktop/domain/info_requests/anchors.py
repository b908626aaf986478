"""Deadlines that hang on a slot of the timetable and move with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ilacs_desktop.domain.moments import said_minutes
from ilacs_desktop.domain.timetable import Slot, SlotStatus

LONGEST_MINUTES = 14 * 24 * 60
"""A deadline further from its slot than a fortnight is a date of its own."""


class Edge(StrEnum):
    """The end of a slot that a deadline hangs on: before its start, or after its end."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A deadline ``minutes`` before the start, or after the end, of the slot ``uid``.

    ``slot`` is the slot where the draft has it now. Once it is gone from the draft, ``is_gone``
    is true and ``slot`` is what was last seen of it, or None.
    """

    uid: str
    edge: Edge
    minutes: int
    slot: Slot | None = None
    is_gone: bool = False

    @property
    def at(self) -> datetime | None:
        """The deadline where the slot is now, or was last seen; None when nothing is known of it."""
        return anchored_at(self, self.slot.starts_at, self.slot.ends_at) if self.slot else None

    @property
    def holds(self) -> bool:
        """Whether the slot is still to be reckoned with: in the draft, and not stood down."""
        return self.slot is not None and not self.is_gone and self.slot.takes_time

    @property
    def said(self) -> str:
        """What it is tied to: ``30 min before C-014 records with Inspector B``."""
        what = self.slot.title_with_inspectors if self.slot else "a slot"
        if not self.minutes:
            return f"when {what} {'starts' if self.edge is Edge.START else 'ends'}"
        side = "before" if self.edge is Edge.START else "after the end of"
        return f"{said_minutes(self.minutes)} {side} {what}"

    @property
    def trouble(self) -> str:
        """Why the slot no longer carries the deadline; empty while it does."""
        if self.is_gone or self.slot is None:
            return "the slot is no longer in the draft"
        if self.slot.is_cancelled:
            return "the slot is cancelled"
        return "the slot did not happen" if self.slot.status is SlotStatus.DID_NOT_HAPPEN else ""


def anchored_at(anchor: Anchor, starts_at: datetime, ends_at: datetime) -> datetime:
    """The deadline of ``anchor`` if its slot stood from ``starts_at`` to ``ends_at``."""
    minutes = timedelta(minutes=anchor.minutes)
    return starts_at - minutes if anchor.edge is Edge.START else ends_at + minutes
