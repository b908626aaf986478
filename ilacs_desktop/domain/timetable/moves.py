"""Where a slot is to go, for deeds that move or copy several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.keep import KEEP, Keep
from ilacs_desktop.domain.timetable.slots import PartKind


@dataclass(frozen=True, slots=True)
class SlotMove:
    """One slot and where it is to go; ``parts``, if given, replaces all its people."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    place_id: int | Keep | None = KEEP
    parts: Sequence[tuple[int, PartKind]] | Keep = KEEP
