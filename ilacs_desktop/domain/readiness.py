"""How ready an authority is, put together for one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from ilacs_desktop.domain.info_requests import InfoRequest, OurStatus, TheirStatus
from ilacs_desktop.domain.inspection import (
    Basis,
    Caution,
    Event,
    Framework,
    Hang,
    Inspection,
    Milestone,
    WaitingClock,
)
from ilacs_desktop.domain.moments import day_of, local, said_short_day, said_time
from ilacs_desktop.domain.pathways import Judgement

ALL_DAY_ENDS = time(23, 59)


@dataclass(frozen=True, slots=True)
class DateRow:
    """One line of the list of dates: a milestone, or a clock that waits (``due_on`` is None then)."""

    id: int
    key: str
    what: str
    due_on: date | None
    due_at_time: time | None
    basis: Basis
    source: str
    hangs_on: str
    is_overridden: bool
    is_late: bool
    done_at: datetime | None
    note: str
    is_past: bool = False
    by_itself: bool = False
    waits_for: Event | None = None

    @property
    def said_due(self) -> str:
        """``Tue 24 Nov 17:00``, or what it waits for."""
        if self.due_on is None:
            return self.waits_for.said_when if self.waits_for else "not yet known"
        at = f" {self.due_at_time:%H:%M}" if self.due_at_time else ""
        return f"{said_short_day(self.due_on)}{at}"

    @property
    def said_state(self) -> str:
        """``done Tue 24 Nov 16:12``, ``late``, ``past``, ``waiting`` or ``to come``."""
        if self.done_at:
            return f"done {said_short_day(day_of(self.done_at))} {said_time(self.done_at)}"
        if self.due_on is None:
            return "waiting"
        if self.is_late:
            return "late"
        return "past" if self.is_past else "to come"


@dataclass(frozen=True, slots=True)
class StagedGroup:
    """The requests to expect under one heading, and how many have come how far."""

    title: str
    total: int
    owned: int
    cleared: int
    given: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happens after the inspectors have left, and its day once it is known."""

    event: Event
    on: date | None


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page of readiness shows of one inspection."""

    inspection: Inspection
    framework: Framework
    day_line: str
    dates: tuple[DateRow, ...]
    groups: tuple[StagedGroup, ...]
    judgements: tuple[Judgement, ...]
    events: tuple[EventRow, ...]
    cautions: tuple[Caution, ...]

    @property
    def sentence(self) -> str:
        """How things stand: ``6 of 12 tasks done · 51 requests to expect, 3 with an owner``."""
        tasks = [row for row in self.dates if not row.by_itself]
        done = sum(row.done_at is not None for row in tasks)
        late = sum(row.is_late for row in self.dates)
        total, owned = sum(group.total for group in self.groups), sum(group.owned for group in self.groups)
        parts = [f"{done} of {len(tasks)} tasks done"]
        if late:
            parts.append(f"{late} late")
        parts.append(f"{total} requests to expect, {owned} with an owner")
        return " · ".join(parts)


def date_rows(
    milestones: Iterable[Milestone], waiting: Iterable[WaitingClock], *, now: datetime
) -> tuple[DateRow, ...]:
    """The dates in order of time, and after them the clocks that wait."""
    said = local(now)

    def is_past(each: Milestone) -> bool:
        return (each.due_on, each.due_at_time or ALL_DAY_ENDS) < (said.date(), said.time())

    rows = [
        DateRow(
            id=each.id,
            key=each.key,
            what=each.what,
            due_on=each.due_on,
            due_at_time=each.due_at_time,
            basis=each.basis,
            source=each.source,
            hangs_on=each.hangs_on,
            is_overridden=each.is_overridden,
            is_late=is_past(each) and not each.is_done and not each.by_itself,
            is_past=is_past(each),
            by_itself=each.by_itself,
            done_at=each.done_at,
            note=each.note,
        )
        for each in milestones
    ]
    rows += [
        DateRow(
            id=each.id,
            key=each.key,
            what=each.what,
            due_on=None,
            due_at_time=None,
            basis=each.basis,
            source=each.source,
            hangs_on=each.hangs_on,
            is_overridden=False,
            is_late=False,
            done_at=None,
            note="",
            waits_for=each.starts_with,
        )
        for each in waiting
    ]
    return tuple(rows)


def said_hang(row: DateRow, rows: Sequence[DateRow]) -> str:
    """What a date hangs on, in words: ``2 working days after “Lists given”``."""
    return Hang.read(row.hangs_on).said({each.key: each.what for each in rows})


def staged_groups(requests: Iterable[InfoRequest]) -> tuple[StagedGroup, ...]:
    """The requests that came from the framework, counted by group in the order of the framework.

    One that Ofsted has meanwhile asked for still counts; ``given`` means given, accepted or more wanted.
    """
    by_group: dict[str, list[InfoRequest]] = {}
    for request in requests:
        if request.group:
            by_group.setdefault(request.group, []).append(request)
    given = {TheirStatus.GIVEN, TheirStatus.ACCEPTED, TheirStatus.MORE_WANTED}
    return tuple(
        StagedGroup(
            title=title,
            total=len(members),
            owned=sum(each.owner_id is not None for each in members),
            cleared=sum(each.ours is OurStatus.CLEARED for each in members),
            given=sum(each.theirs in given for each in members),
            roles=tuple(dict.fromkeys(each.owner_role for each in members if each.owner_role)),
        )
        for title, members in by_group.items()
    )
