"""The card of one child: everything that touches the record, and what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.casefiles.children import Child, Interval
from ilacs_desktop.domain.casefiles.consents import Consent
from ilacs_desktop.domain.changes import Ref


@dataclass(frozen=True, slots=True)
class Touch:
    """One thing that has to do with a child: what it is, its title, and when it was."""

    ref: Ref
    what: str
    title: str
    at: datetime | None = None
    is_linked: bool = False
    """Joined by hand, rather than found by the code or the ID in its words."""


@dataclass(frozen=True, slots=True)
class ChildCard:
    """All that the card shows of one child."""

    child: Child
    intervals: tuple[Interval, ...] = ()
    touches: tuple[Touch, ...] = ()
    consents: tuple[Consent, ...] = ()
    locality: str = ""
    extract: str = ""
    """The file the facts are from, and its day: inspectors have had it."""
