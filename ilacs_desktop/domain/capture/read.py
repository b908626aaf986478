"""Reading one typed line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ilacs_desktop.domain.people import Person

from .shapes import Captured, CaptureKind, Corrections

Enquiries = Sequence[tuple[int, str, str]]
"""Lines of enquiry as (id, code, title)."""


def read_line(
    line: str,
    now: datetime,
    people: Sequence[Person],
    enquiries: Enquiries,
    *,
    corrections: Corrections | None = None,
) -> Captured:
    """What ``line`` means, as far as it says."""
    return Captured(CaptureKind.REQUEST, line, now, about=line)
