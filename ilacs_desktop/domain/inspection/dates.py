"""From a framework and a call to days on site, milestones, a first agenda and warnings.

Nothing here refuses: an unusual date is warned of and kept, for the call has happened whatever the rule says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ilacs_desktop.domain.inspection.shapes import (
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
from ilacs_desktop.domain.moments import day_of, local, moment, said_day
from ilacs_desktop.domain.working_days import add_working_days, is_working_day, working_days_between

FRIDAY = 4
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SIX_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Caution:
    """Something unusual about the dates. It is said and never stands in the way."""

    key: str
    sentence: str
    source: str


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


def monday_of(on: date) -> date:
    """The Monday of the week of ``on``."""
    return on - timedelta(days=on.weekday())


def first_day_on_site(framework: Framework, notified_on: date, *, holidays: Set[date]) -> date | None:
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


def last_day_on_site(framework: Framework, first: date, *, holidays: Set[date]) -> date:
    """The last day on site: the Friday of the last week, or the last of so many working days."""
    if framework.days:
        return add_working_days(first, framework.days - 1, holidays=holidays)
    return monday_of(first) + timedelta(days=7 * (framework.weeks - 1) + FRIDAY)


def date_of(hang: Hang, anchor: date, *, holidays: Set[date]) -> date:
    """The date that hangs on ``anchor``."""
    if hang.step is Step.WORKING_DAYS:
        return add_working_days(anchor, hang.offset, holidays=holidays)
    return anchor + timedelta(days=hang.offset)


def milestone_dates(
    hangs: Mapping[str, Hang],
    anchors: Mapping[str, date],
    *,
    fixed: Mapping[str, date] | None = None,
    holidays: Set[date],
) -> dict[str, date | None]:
    """The date of every milestone, by its key.

    ``anchors`` gives the days of N, F1, FL and of the events that have happened; ``fixed`` the milestones whose
    date was set by hand: what hangs on them moves with them. None stands for a date whose event has not happened.

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
    holidays: Set[date],
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
        cautions(framework, notified_on, first, last, holidays=holidays, others=others),
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
    framework: Framework, anchors: Mapping[str, date], *, holidays: Set[date]
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


def months_after(on: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last day of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    beyond = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(on.day, (beyond - timedelta(days=1)).day))


def is_over_christmas(first: date, last: date) -> bool:
    """Whether any day from ``first`` to ``last`` lies between 24 December and 1 January."""
    return any(
        (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)
        for day in (first + timedelta(days=count) for count in range((last - first).days + 1))
    )


def cautions(
    framework: Framework,
    notified_on: date,
    first: date,
    last: date,
    *,
    holidays: Set[date],
    others: Sequence[tuple[str, date]] = (),
) -> tuple[Caution, ...]:
    """What is unusual about these dates, most telling first."""
    found = []

    def say(key: str, sentence: str, source: str) -> None:
        found.append(Caution(key, sentence, source))

    if first < notified_on:
        say("order", "The first day on site lies before the call.", "The two dates that were entered.")
    usual = framework.usual_call_weekday
    if usual is not None and notified_on.weekday() != usual:
        say(
            "weekday",
            f"The call usually comes on a {WEEKDAYS[usual]}; {said_day(notified_on)} is not one.",
            "Seen in published inspections: nearly all start on site on a Monday, a week after the call.",
        )
    if framework.notice_working_days is not None:
        notice = working_days_between(notified_on, first, holidays=holidays)
        if 0 <= notice < framework.notice_working_days:
            say(
                "notice",
                f"That is {notice} working days’ notice; {framework.notice_working_days} are usual.",
                "The notice given in this framework.",
            )
    if (first.month, last.month) != (7, 9) and 8 in {first.month, last.month}:
        say(
            "august",
            "Inspections do not normally start in August.",
            "ADCS note on ILACS, 2018; no start in August since 2022.",
        )
    if is_over_christmas(first, last):
        say(
            "christmas",
            "Inspections are not normally held over Christmas and New Year.",
            "ADCS note on ILACS, 2018.",
        )
    for name, ended_on in others:
        if months_after(ended_on, -SIX_MONTHS) < first < months_after(ended_on, SIX_MONTHS):
            say(
                "gap",
                f"Less than six months from {name}, which {'ended' if ended_on < first else 'ends'} on site on {said_day(ended_on)} {ended_on.year}.",
                "Six months between inspections are aimed for: ADCS note on ILACS, 2018.",
            )
    for day in (first, last):
        if not is_working_day(day, holidays=holidays):
            say("rest", f"{said_day(day)} is not a working day.", "Working days of England and Wales.")
            break
    inside = sorted(day for day in holidays if notified_on <= day <= last and day.weekday() <= FRIDAY)
    if inside:
        say(
            "holiday",
            f"A bank holiday falls inside: {', '.join(said_day(day) for day in inside)}.",
            "Bank holidays of England and Wales.",
        )
    usual_last = last_day_on_site(framework, first, holidays=holidays)
    if last != usual_last:
        say(
            "shape",
            f"The last day on site is usually {said_day(usual_last)}.",
            "The length given in this framework.",
        )
    if framework.in_use_until and first > framework.in_use_until:
        say(
            "historical",
            f"This type has not been used since {framework.in_use_until.year}.",
            framework.source,
        )
    return tuple(found)


def anchors_of(
    notified_on: date, first: date, last: date, events: Mapping[str, date] | None = None
) -> dict[str, date]:
    """The anchors that are known, by the names milestones hang on."""
    return {NOTIFIED: notified_on, FIRST_DAY: first, LAST_DAY: last, **(events or {})}


ANCHORS = frozenset({NOTIFIED, FIRST_DAY, LAST_DAY, *Event.__members__})
