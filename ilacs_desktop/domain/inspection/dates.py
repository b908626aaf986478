"""From a framework and a call to days on site, milestones, a first agenda and warnings.

Nothing here refuses: an unusual date is warned of and kept, for the call has happened whatever the rule says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ilacs_desktop.domain.inspection.cautions import Caution, cautions
from ilacs_desktop.domain.inspection.framework import (
    FIRST_DAY,
    LAST_DAY,
    NOTIFIED,
    AgendaItem,
    Era,
    Event,
    Framework,
    Hang,
    MilestoneRule,
    PlannedMilestone,
    Step,
)
from ilacs_desktop.domain.moments import day_of, local, moment
from ilacs_desktop.domain.working_days import add_working_days, is_working_day

FRIDAY = 4
ANCHORS = frozenset({NOTIFIED, FIRST_DAY, LAST_DAY, *Event.__members__})


@dataclass(frozen=True, slots=True)
class Plan:
    """All that follows from a call, before anything is stored."""

    framework: Framework
    notified_at: datetime
    on_site_from: date
    on_site_until: date
    milestones: tuple[PlannedMilestone, ...]
    agenda: tuple[AgendaItem, ...]
    era: Era | None
    cautions: tuple[Caution, ...]
    is_said: bool = False
    """Whether the days on site were said, and not worked out."""


def monday_of(on: date) -> date:
    """The Monday of the week of ``on``."""
    return on - timedelta(days=on.weekday())


def first_day_on_site(framework: Framework, notified_on: date, *, holidays: AbstractSet[date]) -> date | None:
    """The first day on site after a call on ``notified_on``, or None when it has to be agreed.

    A first day that falls on a bank holiday is the next working day instead.
    """
    if framework.first_week is not None:
        days = 7 * (framework.first_week - 1) + framework.first_weekday
        on = monday_of(notified_on) + timedelta(days=days)
        return on if is_working_day(on, holidays=holidays) else add_working_days(on, 1, holidays=holidays)
    if framework.notice_working_days is not None:
        return add_working_days(notified_on, framework.notice_working_days, holidays=holidays)
    return None


def last_day_on_site(framework: Framework, first: date, *, holidays: AbstractSet[date]) -> date:
    """The last day on site: the Friday of the last week, or the last of so many working days."""
    if framework.days:
        return add_working_days(first, framework.days - 1, holidays=holidays)
    return monday_of(first) + timedelta(days=7 * (framework.weeks - 1) + FRIDAY)


def date_of(hang: Hang, anchor: date, *, holidays: AbstractSet[date]) -> date:
    """The date that hangs on ``anchor``."""
    if hang.step is Step.WORKING_DAYS:
        return add_working_days(anchor, hang.offset, holidays=holidays)
    return anchor + timedelta(days=hang.offset)


def milestone_dates(
    hangs: Mapping[str, Hang],
    anchors: Mapping[str, date],
    *,
    fixed: Mapping[str, date] | None = None,
    holidays: AbstractSet[date],
) -> dict[str, date | None]:
    """The date of every milestone, by its key.

    ``anchors`` gives the days of N, F1, FL and of the events that have happened; ``fixed`` the milestones
    whose date was set by hand: what hangs on them moves with them. None stands for a date whose event has
    not happened.

    Raises:
        ValueError: milestones hang on each other in a circle.
    """
    known: dict[str, date | None] = dict(fixed or {})

    def date_for(key: str, below: tuple[str, ...]) -> date | None:
        if key in below:
            raise ValueError(f"milestones hang on each other: {' → '.join((*below, key))}")
        if key not in known:
            hang = hangs[key]
            anchor = (
                date_for(hang.anchor, (*below, key)) if hang.anchor in hangs else anchors.get(hang.anchor)
            )
            known[key] = None if anchor is None else date_of(hang, anchor, holidays=holidays)
        return known[key]

    return {key: date_for(key, ()) for key in hangs}


def plan(
    framework: Framework,
    notified_at: datetime,
    *,
    on_site_from: date | None = None,
    on_site_until: date | None = None,
    holidays: AbstractSet[date],
    others: Sequence[tuple[str, date]] = (),
) -> Plan | None:
    """What follows from a call at ``notified_at``; None while the first day on site is not known.

    ``on_site_from`` and ``on_site_until`` are the days as they were said, in place of the rule's.
    ``others`` are the last days of other inspections of the same authority, each with its name.
    """
    notified_on = day_of(notified_at)
    first = on_site_from or first_day_on_site(framework, notified_on, holidays=holidays)
    if first is None:
        return None
    last = max(first, on_site_until or last_day_on_site(framework, first, holidays=holidays))
    anchors = {NOTIFIED: notified_on, FIRST_DAY: first, LAST_DAY: last}
    dates = milestone_dates(
        {rule.key: rule.hangs_on for rule in framework.milestones}, anchors, holidays=holidays
    )
    return Plan(
        framework,
        notified_at,
        first,
        last,
        tuple(
            PlannedMilestone(rule, dates[rule.key], time_of(rule, notified_at))
            for rule in framework.milestones
        ),
        agenda(framework, anchors, holidays=holidays),
        era_of(framework.eras, first),
        cautions(
            framework,
            notified_on,
            first,
            last,
            usual_last=last_day_on_site(framework, first, holidays=holidays),
            holidays=holidays,
            others=others,
        ),
        is_said=bool(on_site_from or on_site_until),
    )


def time_of(rule: MilestoneRule, notified_at: datetime) -> time | None:
    """The London time of day of a milestone, or None for the whole day."""
    if rule.minutes_after_call is None:
        return rule.at_time
    return (
        local(notified_at + timedelta(minutes=rule.minutes_after_call))
        .time()
        .replace(second=0, microsecond=0)
    )


def agenda(
    framework: Framework, anchors: Mapping[str, date], *, holidays: AbstractSet[date]
) -> tuple[AgendaItem, ...]:
    """The default agenda with its moments, by time. A line that would lie after the last day is left out."""
    items = []
    for rule in framework.agenda:
        first = date_of(rule.hangs_on, anchors[rule.hangs_on.anchor], holidays=holidays)
        until = rule.every_day_until
        last = first if until is None else date_of(until, anchors[until.anchor], holidays=holidays)
        days = (first + timedelta(days=count) for count in range((last - first).days + 1))
        for day in days:
            if day <= anchors[LAST_DAY] and is_working_day(day, holidays=holidays):
                starts_at = moment(day, rule.starts)
                ends_at = starts_at + timedelta(minutes=rule.minutes)
                items.append(AgendaItem(starts_at, ends_at, rule.purpose, rule.kind, rule.roles))
    return tuple(sorted(items, key=lambda item: (item.starts_at, item.ends_at, item.purpose)))


def era_of(eras: Iterable[Era], first_day: date) -> Era | None:
    """The era of an inspection by its first day on site, never by its publication."""
    return next((era for era in eras if era.covers(first_day)), None)


def anchors_of(
    notified_on: date, first: date, last: date, events: Mapping[str, date] | None = None
) -> dict[str, date]:
    """The anchors that are known, by the names milestones hang on."""
    return {NOTIFIED: notified_on, FIRST_DAY: first, LAST_DAY: last, **(events or {})}
