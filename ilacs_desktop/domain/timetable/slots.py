"""One slot of the timetable, the people in it, and a frozen issue of many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ilacs_desktop.domain.moments import day_of, minutes_between, said_minutes, said_time
from ilacs_desktop.domain.people import Side


class SlotKind(StrEnum):
    """What sort of thing happens in a slot."""

    CASE_SESSION = "case session"
    MEETING = "meeting"
    FOCUS_GROUP = "focus group"
    OBSERVATION = "observation"
    VISIT = "visit"
    INTERVIEW = "interview"
    KEEP_IN_TOUCH = "keep in touch"
    FEEDBACK = "feedback"
    LOGISTICS = "logistics"
    BLOCKER = "blocker"
    """Private: keeps people and a place free, and never reaches an issue."""


class PartKind(StrEnum):
    """What a person does in a slot."""

    LEADS = "leads"
    ATTENDS = "attends"
    NAVIGATES = "navigates"
    OPTIONAL = "optional"


class SlotStatus(StrEnum):
    """Whether a slot stands, and what became of it on the day."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    STARTED = "started"
    ENDED = "ended"
    DID_NOT_HAPPEN = "did not happen"
    WENT_ELSEWHERE = "inspector went elsewhere"


HAS_BEGUN = frozenset({SlotStatus.STARTED, SlotStatus.ENDED})
FELL_THROUGH = frozenset({SlotStatus.DID_NOT_HAPPEN, SlotStatus.WENT_ELSEWHERE})
"""It was to be, and on the day it was not."""


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part in a slot. ``name`` is the label people know, such as “Inspector B”."""

    person_id: int
    name: str
    side: Side
    part: PartKind


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time on one London day, with its people and place.

    ``uid`` never changes while the slot is moved, renamed or re-crewed, in the draft and in
    every issue. ``note`` is the coordinator's own and is never issued. ``late_minutes`` is how
    late it started. ``id`` and ``version`` are the draft's; both are 0 in an issue.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    purpose: str
    kind: SlotKind
    place_id: int | None = None
    place: str = ""
    site: str = ""
    link: str = ""
    parts: tuple[Part, ...] = ()
    child_id: int | None = None
    case_code: str = ""
    enquiries: tuple[str, ...] = ()
    status: SlotStatus = SlotStatus.PLANNED
    locked: bool = False
    note: str = ""
    late_minutes: int = 0
    version: int = 0
    id: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    status_reason: str = ""

    @property
    def day(self) -> date:
        """The London day on which the slot starts."""
        return day_of(self.starts_at)

    @property
    def minutes(self) -> int:
        """How long the slot is planned to last."""
        return minutes_between(self.starts_at, self.ends_at)

    @property
    def inspectors(self) -> tuple[Part, ...]:
        """The inspectorate's people in the slot."""
        return tuple(part for part in self.parts if part.side is Side.INSPECTORATE)

    @property
    def staff(self) -> tuple[Part, ...]:
        """The authority's and partners' people in the slot."""
        return tuple(part for part in self.parts if part.side is not Side.INSPECTORATE)

    @property
    def title(self) -> str:
        """The purpose, led by the case code unless it says it already: ``C-014 records``."""
        if self.case_code and self.case_code not in self.purpose:
            return f"{self.case_code} {self.purpose}"
        return self.purpose

    @property
    def title_with_inspectors(self) -> str:
        """``C-014 records with Inspector B``; the title alone when no inspector is in it."""
        names = [part.name for part in self.inspectors if part.name not in self.title]
        return f"{self.title} with {said_list(names)}" if names else self.title

    @property
    def where(self) -> str:
        """Place and site as people say it: ``Room 2, Castle House``; the link if there is no place."""
        named = ", ".join(word for word in (self.place, self.site) if word)
        return named or self.link

    @property
    def is_cancelled(self) -> bool:
        """Whether the slot has been stood down."""
        return self.status is SlotStatus.CANCELLED

    @property
    def takes_time(self) -> bool:
        """Whether the slot keeps its people and place busy: neither cancelled nor given up."""
        return self.status is not SlotStatus.CANCELLED and self.status not in FELL_THROUGH

    @property
    def has_begun(self) -> bool:
        """Whether it has started or is over; nobody moves it any more."""
        return self.status in HAS_BEGUN

    @property
    def is_fixed(self) -> bool:
        """Whether no deed that moves many may touch it: locked, begun, or what became of it is known."""
        return self.locked or self.has_begun or self.status in FELL_THROUGH

    @property
    def minutes_over(self) -> int:
        """By how much it ran over its planned end; 0 when it did not or is not over."""
        if self.status is not SlotStatus.ENDED or self.ended_at is None:
            return 0
        return max(0, minutes_between(self.ends_at, self.ended_at))

    @property
    def outcome(self) -> str:
        """What became of it, in words; empty while it is planned.

        ``started 09:50, 20 min late``, ``ended 10:30``, ``ran over 20 min``, ``did not happen: worker
        ill``, ``inspector went elsewhere: to the front door``, ``cancelled: court``.
        """
        if self.status is SlotStatus.PLANNED:
            return ""
        if self.status is SlotStatus.STARTED:
            said = f"started {said_time(self.started_at)}" if self.started_at else "started"
            return f"{said}, {said_minutes(self.late_minutes)} late" if self.late_minutes else said
        if self.status is SlotStatus.ENDED:
            if self.minutes_over:
                return f"ran over {said_minutes(self.minutes_over)}"
            return f"ended {said_time(self.ended_at)}" if self.ended_at else "ended"
        return f"{self.status.value}: {self.status_reason}" if self.status_reason else self.status.value


@dataclass(frozen=True, slots=True)
class IssueHeading:
    """An issue without its slots. ``changes`` counts what changed since the issue before."""

    number: int
    issued_at: datetime
    issued_by: str
    note: str
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """A frozen, numbered timetable. Its slots carry no note, no lock and no private blocker."""

    number: int
    issued_at: datetime
    issued_by: str
    note: str
    slots: tuple[Slot, ...]


def said_list(words: list[str] | tuple[str, ...]) -> str:
    """``a``, ``a and b``, ``a, b and c``; empty for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
