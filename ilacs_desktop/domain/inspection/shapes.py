"""One inspection and its dated milestones."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ilacs_desktop.domain.inspection.framework import Basis, Event
from ilacs_desktop.domain.moments import day_of, said_day, said_short_day
from ilacs_desktop.domain.working_days import SATURDAY, is_working_day


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
    on_site_basis: Basis = Basis.TEMPLATE

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
            weeks = (_monday(on) - _monday(self.on_site_until)).days // 7
            return f"After the inspection · week {max(weeks, 1)}"
        return self._between_call_and_last_day(on)

    def _between_call_and_last_day(self, on: date) -> str:
        if on in self.holidays:
            return "Bank holiday"
        if on.weekday() >= SATURDAY:
            return "Weekend before the inspectors arrive" if on < self.on_site_from else self._weekend(on)
        if on >= self.on_site_from:
            return f"Week {self.week(on)} · {_day_of(self.on_site_days, on)}"
        days = self.off_site_days
        is_one_week = self.week(days[0]) == self.week(days[-1])
        return (
            f"{'Off-site week' if is_one_week else f'Off site · week {self.week(on)}'} · {_day_of(days, on)}"
        )

    def _weekend(self, on: date) -> str:
        days = self.on_site_days
        return f"Weekend · {sum(day < on for day in days)} of {len(days)} days done"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated milestone of an inspection. ``due_at_time`` is London time, None for the whole day.

    What comes ``by_itself``, such as the arrival of the inspectors, is nobody's task and never late.
    """

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
    by_itself: bool = False

    @property
    def is_done(self) -> bool:
        """Whether it has been marked done."""
        return self.done_at is not None


_MOVED_BY_THE_CALENDAR = {InspectionState.NOTIFIED, InspectionState.OFF_SITE, InspectionState.ON_SITE}


def _day_of(days: tuple[date, ...], on: date) -> str:
    return f"day {days.index(on) + 1} of {len(days)}"


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _working_days(start: date, end: date, holidays: AbstractSet[date]) -> tuple[date, ...]:
    days = (start + timedelta(days=count) for count in range((end - start).days + 1))
    return tuple(day for day in days if is_working_day(day, holidays=holidays))


@dataclass(frozen=True, slots=True)
class WaitingClock:
    """A milestone without a date, for what it hangs on has not happened yet."""

    id: int
    inspection_id: int
    key: str
    what: str
    basis: Basis
    source: str
    hangs_on: str
    starts_with: Event | None
    version: int = 0
