"""An inspection: its framework, its days, its dates and what each of them rests on.

Nothing here knows a fact about Ofsted. Facts are dated data in ``resources/frameworks``; these are the
shapes they are read into and the rules that turn them into dates.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ilacs_desktop.domain.moments import day_of, said_day, said_short_day
from ilacs_desktop.domain.working_days import SATURDAY, is_working_day


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
    """What really happens after the inspectors have left, and starts a clock when its day is entered.

    Its name (REPORT_RECEIVED) is what a milestone hangs on.
    """

    DRAFT_RECEIVED = "draft report received"
    REPORT_RECEIVED = "report received"
    PUBLISHED = "report published"


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
        """The other way round: ``F1``, ``N + 1 working days``, ``FL + 39 days``, ``cases_chosen + 1 working days``.

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

    ``at_time`` is London time; ``minutes_after_call`` counts from the time of the call instead.
    """

    key: str
    what: str
    hangs_on: Hang
    basis: Basis
    source: str
    at_time: time | None = None
    minutes_after_call: int | None = None


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

    The first day on site is either ``first_weekday`` (Monday is 0) of week ``first_week``, the week of the call
    being week 1, or ``notice_working_days`` after the call, or, with neither, agreed and entered. The last is the
    Friday of the last of ``weeks`` weeks, or, for visits, the last of ``days`` working days.
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
        return _working_days(
            self.notified_on, self.on_site_from - timedelta(days=1), frozenset(self.holidays)
        )

    @property
    def events(self) -> dict[str, date]:
        """The days of what has really happened, by the names milestones hang on."""
        days = {
            Event.DRAFT_RECEIVED: self.draft_received_on,
            Event.REPORT_RECEIVED: self.report_received_on,
            Event.PUBLISHED: self.published_on,
        }
        return {event.name: on for event, on in days.items() if on}

    def state_on(self, on: date) -> InspectionState:
        """The state that holds on ``on``: the calendar moves an inspection on and off site by itself."""
        if self.state not in _MOVED_BY_THE_CALENDAR:
            return self.state
        if on >= self.on_site_from:
            return InspectionState.ON_SITE if on <= self.on_site_until else InspectionState.DRAFTING
        return InspectionState.NOTIFIED if on <= self.notified_on else InspectionState.OFF_SITE

    def week(self, on: date) -> int:
        """The number of the week of ``on``; the week of the call is week 1."""
        return (_monday(on) - _monday(self.notified_on)).days // 7 + 1

    def day_line(self, on: date) -> str:
        """Where ``on`` lies in the inspection: ``Week 2 · day 3 of 10 · Wednesday 2 December``."""
        return f"{self._whereabouts(on)} · {said_day(on)}"

    def _whereabouts(self, on: date) -> str:
        if self.state is InspectionState.CLOSED:
            return "Closed"
        if self.state is InspectionState.PAUSED and self.paused_on:
            return f"Paused since {said_short_day(self.paused_on)}"
        if on < self.notified_on:
            return "Before the call"
        if on > self.on_site_until:
            return f"After the inspection · week {(_monday(on) - _monday(self.on_site_until)).days // 7 + 1}"
        if on in self.holidays:
            return "Bank holiday"
        if on.weekday() >= SATURDAY:
            return (
                "Weekend before the inspectors arrive"
                if on < self.on_site_from
                else f"Weekend · {self._done(on)}"
            )
        if on < self.on_site_from:
            days = self.off_site_days
            name = "Off-site week" if self.week(days[-1]) == 1 else f"Off site · week {self.week(on)}"
            return f"{name} · day {days.index(on) + 1} of {len(days)}"
        days = self.on_site_days
        return f"Week {self.week(on)} · day {days.index(on) + 1} of {len(days)}"

    def _done(self, on: date) -> str:
        days = self.on_site_days
        return f"{sum(day < on for day in days)} of {len(days)} days done"


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


_MOVED_BY_THE_CALENDAR = {InspectionState.NOTIFIED, InspectionState.OFF_SITE, InspectionState.ON_SITE}


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _working_days(start: date, end: date, holidays: Set[date]) -> tuple[date, ...]:
    days = (start + timedelta(days=count) for count in range((end - start).days + 1))
    return tuple(day for day in days if is_working_day(day, holidays=holidays))
