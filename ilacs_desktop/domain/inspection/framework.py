"""What a type of inspection consists of.

No fact about Ofsted stands here: facts are dated data in ``resources/frameworks``; these are the shapes they
are read into.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class Basis(StrEnum):
    """How sure a date is: what it rests on."""

    STATUTORY = "statutory"
    OFSTED = "said by Ofsted"
    TEMPLATE = "template"


class Event(StrEnum):
    """What really happens after the inspectors have left, and starts a clock when its day is entered.

    Its name (REPORT_RECEIVED) is what a milestone hangs on.
    """

    DRAFT_RECEIVED = "draft report received"
    REPORT_RECEIVED = "report received"
    PUBLISHED = "report published"

    @property
    def said_when(self) -> str:
        """``on receipt`` or ``on publication``: what stands in place of a date."""
        return "on publication" if self is Event.PUBLISHED else "on receipt"


class Step(StrEnum):
    """The unit in which a date lies after its anchor."""

    DAYS = "days"
    WORKING_DAYS = "working days"


NOTIFIED, FIRST_DAY, LAST_DAY = "N", "F1", "FL"
ANCHOR_WORDS = {
    NOTIFIED: "the call",
    FIRST_DAY: "the first day on site",
    LAST_DAY: "the last day on site",
    **{
        event.name: f"the day the {event.value.removesuffix(' received').removesuffix(' published')} was "
        f"{event.value.rsplit(maxsplit=1)[-1]}"
        for event in Event
    },
}
_HANG = re.compile(r"(?P<anchor>\w+)(?: (?P<sign>[+-]) (?P<offset>\d+) (?P<step>working days|days))?")


@dataclass(frozen=True, slots=True)
class Hang:
    """What a date hangs on: an anchor, and so many days or working days after it.

    ``anchor`` is N (the day of the call), F1 and FL (first and last day on site), the name of an ``Event``
    such as REPORT_RECEIVED, or the key of another milestone. ``offset`` may be negative.
    """

    anchor: str
    offset: int = 0
    step: Step = Step.DAYS

    def __str__(self) -> str:
        if not self.offset:
            return self.anchor
        return f"{self.anchor} {'+' if self.offset > 0 else '-'} {abs(self.offset)} {self.step}"

    @classmethod
    def read(cls, text: str) -> Hang:
        """The other way round: ``F1``, ``N + 1 working days``, ``FL + 39 days``, ``arrival - 1 days``.

        Raises:
            ValueError: it is written in another way.
        """
        found = _HANG.fullmatch(text)
        if not found:
            raise ValueError(
                f"“{text}” is not an anchor such as F1, or an anchor such as “N + 1 working days”"
            )
        if found["offset"] is None:
            return cls(found["anchor"])
        return cls(found["anchor"], int(f"{found['sign']}{found['offset']}"), Step(found["step"]))

    def said(self, others: dict[str, str] | None = None) -> str:
        """In words: ``70 working days after the day the report was received``.

        ``others`` gives the words for the keys of milestones.
        """
        anchor = ANCHOR_WORDS.get(self.anchor) or f"“{(others or {}).get(self.anchor, self.anchor)}”"
        if not self.offset:
            return f"on {anchor}" if self.anchor in {FIRST_DAY, LAST_DAY} else f"the day of {anchor}"
        unit = str(self.step) if abs(self.offset) != 1 else str(self.step).removesuffix("s")
        return f"{abs(self.offset)} {unit} {'after' if self.offset > 0 else 'before'} {anchor}"


@dataclass(frozen=True, slots=True)
class MilestoneRule:
    """A milestone as the framework has it, before it has a date.

    ``at_time`` is London time; ``minutes_after_call`` counts from the time of the call instead. What comes
    ``by_itself``, such as the arrival of the inspectors, is nobody's task and never late.
    """

    key: str
    what: str
    hangs_on: Hang
    basis: Basis
    source: str
    at_time: time | None = None
    minutes_after_call: int | None = None
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class PlannedMilestone:
    """A milestone with its date worked out; ``due_on`` is None while its event has not happened."""

    rule: MilestoneRule
    due_on: date | None
    due_at_time: time | None


@dataclass(frozen=True, slots=True)
class StagedItem:
    """A request that can be expected, so that it has an owner before anyone asks.

    ``kind`` is "list" for a child-level list of Annex A and "document" for the rest.
    """

    key: str
    title: str
    group: str
    owner_role: str
    source: str
    kind: str = "document"
    basis: Basis = Basis.TEMPLATE


@dataclass(frozen=True, slots=True)
class SessionCheck:
    """A point of the checklist of a case-file session; ``step`` is the word of a state of sessions."""

    key: str
    what: str
    step: str


@dataclass(frozen=True, slots=True)
class SessionOpen:
    """What to have open in a case-file session; ``cohort`` is blank when it holds for every child."""

    what: str
    cohort: str = ""


@dataclass(frozen=True, slots=True)
class AgendaRule:
    """One line of a default agenda.

    ``hangs_on`` gives the day, or the first of them; the line is repeated on each working day until
    ``every_day_until``. ``kind`` is the word of a kind of slot in the timetable.
    """

    purpose: str
    kind: str
    hangs_on: Hang
    starts: time
    minutes: int
    roles: tuple[str, ...]
    every_day_until: Hang | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of a first timetable, with its moments (UTC)."""

    starts_at: datetime
    ends_at: datetime
    purpose: str
    kind: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InspectorRole:
    """How many inspectors of a role come, as a plan rather than a promise."""

    role: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgementArea:
    """What is judged. The label may be reworded by the authority; the key stays."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Era:
    """The judgement areas of the inspections that start on site between two days, both included."""

    key: str
    name: str
    starts_on: date
    ends_on: date | None
    areas: tuple[JudgementArea, ...]
    basis: Basis
    source: str

    def covers(self, on: date) -> bool:
        """Whether an inspection whose first day on site is ``on`` belongs to this era."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the framework says about itself, with how sure it is."""

    what: str
    value: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True)
class Framework:
    """One type of inspection in one edition.

    The first day on site is either ``first_weekday`` (Monday is 0) of week ``first_week``, the week of the
    call being week 1, or ``notice_working_days`` after the call, or, with neither, agreed and entered. The
    last is the Friday of the last of ``weeks`` weeks, or, for visits, the last of ``days`` working days.
    """

    key: str
    name: str
    edition: str
    in_use_from: date
    in_use_until: date | None
    summary: str
    first_week: int | None
    first_weekday: int
    notice_working_days: int | None
    weeks: int
    days: int
    usual_call_weekday: int | None
    is_graded: bool
    inspectors: tuple[InspectorRole, ...]
    facts: tuple[Fact, ...]
    milestones: tuple[MilestoneRule, ...]
    staged: tuple[StagedItem, ...]
    agenda: tuple[AgendaRule, ...]
    eras: tuple[Era, ...]
    checked_on: date
    source: str
    url: str = ""
    session_checks: tuple[SessionCheck, ...] = ()
    session_open: tuple[SessionOpen, ...] = ()

    @property
    def inspector_count(self) -> int:
        """How many inspectors to plan for."""
        return sum(role.count for role in self.inspectors)

    @property
    def is_historical(self) -> bool:
        """Whether no new inspection of this type is to be expected."""
        return self.in_use_until is not None
