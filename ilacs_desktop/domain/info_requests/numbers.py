"""Numbers worth knowing about the requests of an inspection, each small enough for a chart one can read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ilacs_desktop.domain.moments import day_of, minutes_between, said_minutes, said_short_day

from .due import WorkingHours, due_of
from .shapes import InfoRequest, RequestKind, TheirStatus

_AGES = ((2 * 60, "under 2 h"), (8 * 60, "2 to 8 h"), (24 * 60, "8 to 24 h"), (3 * 24 * 60, "1 to 3 days"))
_OLDEST = "over 3 days"
_SATURDAY = 5
MOST_LINES = 8
"""Lines of enquiry shown; the rest are one bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: its length is ``value``, ``said`` is the value in words.

    ``mark`` is a second value on the same scale, None without one: the 90th percentile of a turnaround.
    """

    label: str
    value: float
    said: str
    mark: float | None = None
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Some bars on one scale. ``note`` says what is counted, and how."""

    key: str
    title: str
    note: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """All charts of one moment, and the sentence above them."""

    sentence: str
    charts: tuple[Chart, ...]


def numbers_of(
    requests: Iterable[InfoRequest], now: datetime, *, hours: WorkingHours | None = None
) -> Numbers:
    """The numbers of what was asked for: not what is staged, offered, or merged into another.

    A turnaround is the time that passed, nights too, from when it was asked, or when more was wanted last,
    until it was given. In time is what was given by the moment it was due.
    """
    asked = [
        each
        for each in requests
        if not each.staged and each.merged_into_id is None and each.kind is not RequestKind.OFFER
    ]
    opened = [each for each in asked if each.is_open]
    given = [each for each in asked if each.given_at is not None and not each.is_open]
    given = [each for each in given if each.theirs is not TheirStatus.WITHDRAWN]
    on_time = [each for each in given if _was_on_time(each, hours)]
    share = f", {len(on_time)} of {len(given)} given in time" if given else ""
    return Numbers(
        f"{len(asked)} asked, {len(opened)} open{share}.",
        (
            _ages(opened, now),
            _per_day(asked, now),
            _in_time(given, on_time),
            _turnaround("kind", "Turnaround by kind", given, lambda each: each.kind.value),
            _turnaround(
                "inspector", "Turnaround by inspector", given, lambda each: each.asked_by or "not said"
            ),
            _most_asked(asked),
        ),
    )


def percentile(values: Sequence[int], share: float) -> int:
    """The smallest value that at least ``share`` of ``values`` do not exceed (nearest rank).

    Raises:
        ValueError: there are none.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    rank = -(-len(ordered) * round(share * 100) // 100)
    return ordered[max(0, rank - 1)]


def median(values: Sequence[int]) -> int:
    """The middle one; of an even number the mean of the two in the middle, rounded down.

    Raises:
        ValueError: there are none.
    """
    if not values:
        raise ValueError("no values")
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2


def _ages(opened: Sequence[InfoRequest], now: datetime) -> Chart:
    counts = Counter(_age(minutes_between(each.asked_at, now)) for each in opened)
    late = Counter(_age(minutes_between(each.asked_at, now)) for each in opened if each.due.is_overdue)
    bars = tuple(
        Bar(
            label,
            counts[label],
            f"{counts[label]}, {late[label]} late" if late[label] else str(counts[label]),
            is_bad=late[label] > 0,
        )
        for label in (*(label for _, label in _AGES), _OLDEST)
    )
    return Chart("age", "Open by age", "Since it was asked, round the clock.", bars if opened else ())


def _age(minutes: int) -> str:
    return next((label for limit, label in _AGES if minutes < limit), _OLDEST)


def _per_day(asked: Sequence[InfoRequest], now: datetime) -> Chart:
    counts = Counter(day_of(each.asked_at) for each in asked)
    days: list[date] = []
    if counts:
        newest = max(counts)
        last = max(newest, min(day_of(now), newest + timedelta(days=3)))
        first = max(min(counts), last - timedelta(days=13))
        days = [first + timedelta(days=more) for more in range((last - first).days + 1)]
        days = [day for day in days if counts[day] or day.weekday() < _SATURDAY]
    bars = tuple(Bar(said_short_day(day), counts[day], str(counts[day])) for day in days)
    return Chart(
        "per_day", "Asked per day", "The last two weeks; weekends only if something was asked.", bars
    )


def _in_time(given: Sequence[InfoRequest], on_time: Sequence[InfoRequest]) -> Chart:
    late = len(given) - len(on_time)
    bars = (
        Bar("in time", len(on_time), _of(len(on_time), len(given))),
        Bar("late", late, _of(late, len(given)), is_bad=late > 0),
    )
    return Chart("in_time", "Given in time", "By when it was due, pauses counted.", bars if given else ())


def _of(count: int, whole: int) -> str:
    return f"{count} · {round(100 * count / whole)} %" if whole else str(count)


def _was_on_time(request: InfoRequest, hours: WorkingHours | None) -> bool:
    if request.given_at is None:
        return False
    then = due_of(replace(request, theirs=TheirStatus.NOT_GIVEN), request.given_at, hours=hours)
    return not then.is_overdue


def _turnaround(
    key: str, title: str, given: Sequence[InfoRequest], group: Callable[[InfoRequest], str]
) -> Chart:
    minutes: dict[str, list[int]] = defaultdict(list)
    for each in given:
        if each.given_at is not None:
            minutes[group(each)].append(max(0, minutes_between(each.clock_from, each.given_at)))
    bars = []
    for label, values in minutes.items():
        middle, most = median(values), percentile(values, 0.9)
        said = f"{said_minutes(middle)} · {said_minutes(most)} · {len(values)}"
        bars.append(Bar(label, middle, said, mark=most))
    bars.sort(key=lambda bar: (-bar.value, bar.label))
    return Chart(key, title, "Median · 90th percentile (the mark) · how many.", tuple(bars))


def _most_asked(asked: Sequence[InfoRequest]) -> Chart:
    counts = Counter(each.enquiry for each in asked if each.enquiry)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    bars = [Bar(label, count, str(count)) for label, count in ranked[:MOST_LINES]]
    rest = sum(count for _, count in ranked[MOST_LINES:])
    if rest:
        bars.append(Bar("all others", rest, str(rest)))
    without = sum(not each.enquiry for each in asked)
    if without and bars:
        bars.append(Bar("none named", without, str(without)))
    return Chart("enquiry", "Most asked lines of enquiry", "Requests that name one.", tuple(bars))
