"""What is unusual about the dates of an inspection: said, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from ilacs_desktop.domain.inspection.framework import Framework
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.working_days import SATURDAY, is_working_day, working_days_between

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SIX_MONTHS = 6
AUGUST = 8
FIELD_NOTE = "ADCS note on the new inspections, 2018."


@dataclass(frozen=True, slots=True)
class Caution:
    """Something unusual about the dates. It is said and never stands in the way."""

    key: str
    sentence: str
    source: str


def cautions(
    framework: Framework,
    notified_on: date,
    first: date,
    last: date,
    *,
    usual_last: date,
    holidays: AbstractSet[date],
    others: Sequence[tuple[str, date]] = (),
) -> tuple[Caution, ...]:
    """What is unusual about a call on ``notified_on`` with ``first`` and ``last`` day on site.

    ``usual_last`` is the last day by the rule; ``others`` are the last days on site of other inspections of
    the same authority, each with its name.
    """
    return (
        *_of_the_call(framework, notified_on, first, holidays),
        *_of_the_season(first, last),
        *_of_other_inspections(first, others),
        *_of_the_days(framework, notified_on, first, last, usual_last=usual_last, holidays=holidays),
    )


def _of_the_call(
    framework: Framework, notified_on: date, first: date, holidays: AbstractSet[date]
) -> Iterator[Caution]:
    if first < notified_on:
        yield Caution(
            "order", "The first day on site lies before the call.", "The two dates as they were entered."
        )
    usual = framework.usual_call_weekday
    if usual is not None and notified_on.weekday() != usual:
        yield Caution(
            "weekday",
            f"The call usually comes on a {WEEKDAYS[usual]}, not on a {WEEKDAYS[notified_on.weekday()]}.",
            "Of 319 published inspections with dates, all but two began on site on a Monday.",
        )
    notice, usual_notice = (
        working_days_between(notified_on, first, holidays=holidays),
        framework.notice_working_days,
    )
    if usual_notice is not None and 0 <= notice < usual_notice:
        yield Caution(
            "notice", f"That is {notice} working days’ notice; {usual_notice} are usual.", framework.source
        )


def _of_the_season(first: date, last: date) -> Iterator[Caution]:
    if AUGUST in {first.month, last.month}:
        yield Caution(
            "august",
            "Inspections are not normally held in August.",
            f"{FIELD_NOTE} None has started in August since 2022.",
        )
    if is_over_christmas(first, last):
        yield Caution(
            "christmas", "Inspections are not normally held over Christmas and New Year.", FIELD_NOTE
        )


def _of_other_inspections(first: date, others: Sequence[tuple[str, date]]) -> Iterator[Caution]:
    for name, last in others:
        if months_after(last, -SIX_MONTHS) < first < months_after(last, SIX_MONTHS):
            yield Caution(
                "gap",
                f"Less than six months from “{name}”, last day on site {said_day(last)} {last.year}.",
                f"Six months between inspections are aimed for. {FIELD_NOTE}",
            )


def _of_the_days(
    framework: Framework,
    notified_on: date,
    first: date,
    last: date,
    *,
    usual_last: date,
    holidays: AbstractSet[date],
) -> Iterator[Caution]:
    calendar = "Working days of England and Wales."
    resting = [day for day in dict.fromkeys((first, last)) if not is_working_day(day, holidays=holidays)]
    if resting:
        yield Caution("rest", f"Not a working day: {_said(resting)}.", calendar)
    inside = sorted(day for day in holidays if notified_on <= day <= last and day.weekday() < SATURDAY)
    if inside:
        yield Caution("holiday", f"A bank holiday falls inside: {_said(inside)}.", calendar)
    if last != usual_last:
        yield Caution("shape", f"The last day on site is usually {said_day(usual_last)}.", framework.source)
    if framework.in_use_until and first > framework.in_use_until:
        yield Caution(
            "historical",
            f"This type has not been used since {framework.in_use_until.year}.",
            framework.source,
        )


def _said(days: Sequence[date]) -> str:
    return ", ".join(said_day(day) for day in days)


def is_over_christmas(first: date, last: date) -> bool:
    """Whether any day from ``first`` to ``last`` lies between 24 December and 1 January."""
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return any((day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1) for day in days)


def months_after(on: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last day of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    beyond = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(on.day, (beyond - timedelta(days=1)).day))
