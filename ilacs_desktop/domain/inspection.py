"""An inspection: its framework, its days, its dates and what each of them rests on.

Nothing here knows a fact about Ofsted. Facts are dated data in ``resources/frameworks``; these are the
shapes they are read into and the rules that turn them into dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ilacs_desktop.domain.moments import day_of, moment, said_day
from ilacs_desktop.domain.working_days import add_working_days, is_working_day, working_days_between


class Basis(StrEnum):
    """How sure a date is: what it rests on."""

    STATUTORY = "statutory"
    OFSTED = "said by Ofsted"
    TEMPLATE = "template"


class InspectionState(StrEnum):
    """Where an inspection stands, from readiness before the call to closure."""

    READINESS = "readiness"
    NOTIFIED = "notified"
    OFF_SITE = "off site"
    ON_SITE = "on site"
    PAUSED = "paused"
    FEEDBACK = "final feedback"
    DRAFTING = "drafting"
    FACTUAL_ACCURACY = "factual accuracy"
    PUBLISHED = "published"
    ACTION_PLANNING = "action planning"
    CLOSED = "closed"


class Event(StrEnum):
    """What really happened, and starts a clock when its day is entered."""

    DRAFT_RECEIVED = "draft report received"
    REPORT_RECEIVED = "report received"
    PUBLISHED = "report published"


class Step(StrEnum):
    """The unit in which a date lies after its anchor."""

    DAYS = "days"
    WORKING_DAYS = "working days"


NOTIFIED, FIRST_DAY, LAST_DAY = "N", "F1", "FL"


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
        sign = "+" if self.offset > 0 else "−"
        return f"{self.anchor} {sign} {abs(self.offset)} {self.step}"


@dataclass(frozen=True, slots=True)
class MilestoneRule:
    """A milestone as the framework has it, before it has a date."""

    key: str
    what: str
    hangs_on: Hang
    at_time: time | None
    basis: Basis
    source: str


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
class AgendaRule:
    """One line of a default agenda.

    ``hangs_on`` gives the day, or the first of them; ``every_day_until`` is the anchor of the last day on which
    the line is repeated, each working day. ``kind`` is the word of a kind of slot in the timetable.
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

    ``notice_working_days`` is None when dates are agreed. ``first_day`` says how the first day on site hangs on
    the call, or None when it is always entered; ``on_site_working_days`` counts both ends.
    """

    key: str
    name: str
    edition: str
    in_use_from: date
    in_use_until: date | None
    summary: str
    notice_working_days: int | None
    usual_weekday: int | None
    first_day: Hang | None
    on_site_weeks: int
    on_site_days: int
    is_graded: bool
    inspectors: tuple[InspectorRole, ...]
    facts: tuple[Fact, ...]
    milestones: tuple[MilestoneRule, ...]
    staged: tuple[StagedItem, ...]
    agenda: tuple[AgendaRule, ...]
    eras: tuple[Era, ...]
    source: str
    url: str = ""

    @property
    def inspector_count(self) -> int:
        """How many inspectors to plan for."""
        return sum(role.count for role in self.inspectors)

    @property
    def is_historical(self) -> bool:
        """Whether no new inspection of this type is to be expected."""
        return self.in_use_until is not None


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection. ``holidays`` are the bank holidays from the call to the last day on site."""

    id: int
    authority: str
    framework_key: str
    framework_name: str
    framework_edition: str
    notified_at: datetime
    on_site_from: date
    on_site_until: date
    lead_inspector: str = ""
    focus: str = ""
    state: InspectionState = InspectionState.NOTIFIED
    is_rehearsal: bool = False
    version: int = 0
    holidays: tuple[date, ...] = ()
    paused_on: date | None = None
    draft_received_on: date | None = None
    report_received_on: date | None = None
    published_on: date | None = None

    @property
    def title(self) -> str:
        """``Borsetshire · Standard inspection``."""
        return f"{self.authority} · {self.framework_name}"

    @property
    def notified_on(self) -> date:
        """The London day of the call."""
        return day_of(self.notified_at)

    @property
    def on_site_days(self) -> tuple[date, ...]:
        """The working days on site."""
        return _working_days(self.on_site_from, self.on_site_until, frozenset(self.holidays))

    @property
    def off_site_days(self) -> tuple[date, ...]:
        """The working days from the call to the day before the inspectors arrive."""
        return _working_days(self.notified_on, self.on_site_from - timedelta(days=1), frozenset(self.holidays))

    def week(self, on: date) -> int:
        """The number of the week of ``on``; the week of the call is week 1."""
        return (_monday(on) - _monday(self.notified_on)).days // 7 + 1


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated milestone of an inspection. ``due_at_time`` is London time, None for the whole day."""

    id: int
    inspection_id: int
    key: str
    what: str
    due_on: date
    due_at_time: time | None
    basis: Basis
    source: str = ""
    hangs_on: str = ""
    done_at: datetime | None = None
    is_overridden: bool = False
    version: int = 0
    note: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it has been marked done."""
        return self.done_at is not None


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _working_days(start: date, end: date, holidays: Set[date]) -> tuple[date, ...]:
    days = (start + timedelta(days=count) for count in range((end - start).days + 1))
    return tuple(day for day in days if is_working_day(day, holidays=holidays))
