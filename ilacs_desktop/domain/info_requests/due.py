"""The clock of a request: when it is due, and how that was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ilacs_desktop.domain.moments import day_of, minutes_between, moment, said_minutes, said_time, said_when

from .anchors import Anchor
from .offers import waits_for_nobody
from .shapes import ClockPause, Due, InfoRequest, TheirStatus

Pauses = Sequence[ClockPause]

_LONGEST_DAYS = 3660
_WORDS = (
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The London hours in which a clock runs.

    On a day ``on_site`` it runs in the hours of such days, whatever weekday that is or holiday.

    Raises:
        ValueError: the day would have no minute, or the week no day.
    """

    opens: time = time(9)
    closes: time = time(17)
    weekdays: frozenset[int] = frozenset(range(5))
    days_off: frozenset[date] = frozenset()
    on_site: frozenset[date] = frozenset()
    on_site_opens: time = time(8)
    on_site_closes: time = time(19)

    def __post_init__(self) -> None:
        if self.on_site_opens >= self.on_site_closes:
            raise ValueError("working hours need at least one minute on a day on site")
        if self.opens >= self.closes or not self.weekdays & frozenset(range(7)):
            raise ValueError("working hours need at least one minute on one weekday")

    def is_working_day(self, day: date) -> bool:
        """Whether any minute of ``day`` counts."""
        return day in self.on_site or (day.weekday() in self.weekdays and day not in self.days_off)

    def stretches(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The working stretches from ``start`` on, day by day, for about ten years."""
        first = day_of(start)
        for later in range(_LONGEST_DAYS):
            day = first + timedelta(days=later)
            if not self.is_working_day(day):
                continue
            is_on_site = day in self.on_site
            opens = moment(day, self.on_site_opens if is_on_site else self.opens)
            closes = moment(day, self.on_site_closes if is_on_site else self.closes)
            if closes > start:
                yield max(opens, start), closes


def ends_after(
    start: datetime, minutes: int, *, pauses: Pauses = (), hours: WorkingHours | None = None
) -> datetime | None:
    """The first moment by which ``minutes`` have run since ``start``.

    A minute runs when it lies in no pause and, if ``hours`` are given, within them.
    None when the clock is paused before that moment and has not been resumed.

    Raises:
        ValueError: ``minutes`` is negative, or a pause ends before it begins.
    """
    if minutes < 0:
        raise ValueError("an allowance cannot be negative")
    return _run(start, timedelta(minutes=minutes), pauses, hours)


def _run(start: datetime, left: timedelta, pauses: Pauses, hours: WorkingHours | None) -> datetime | None:
    if not left:
        return start
    stretches = hours.stretches(start) if hours else iter([(start, start + timedelta(days=_LONGEST_DAYS))])
    for opens, closes in stretches:
        at = opens
        for pause in _merged(pauses):
            ends = pause[1]
            if ends is not None and ends <= at:
                continue
            runs_until = min(max(pause[0], at), closes)
            if runs_until - at >= left:
                return at + left
            left -= runs_until - at
            at = runs_until
            if pause[0] >= closes:
                break
            if ends is None:
                return None
            at = min(max(ends, at), closes)
        if closes - at >= left:
            return at + left
        left -= closes - at
    return None


def _merged(pauses: Pauses) -> list[tuple[datetime, datetime | None]]:
    """The pauses in order, those that touch or overlap joined, so that no minute is skipped twice."""
    joined: list[tuple[datetime, datetime | None]] = []
    for pause in sorted(pauses, key=lambda pause: pause.paused_at):
        if pause.resumed_at is not None and pause.resumed_at < pause.paused_at:
            raise ValueError("a pause cannot end before it begins")
        if joined and (joined[-1][1] is None or pause.paused_at <= joined[-1][1]):
            before = joined[-1]
            if before[1] is not None and (pause.resumed_at is None or pause.resumed_at > before[1]):
                joined[-1] = (before[0], pause.resumed_at)
            continue
        joined.append((pause.paused_at, pause.resumed_at))
    return joined


def without_pauses(at: datetime, start: datetime, pauses: Pauses) -> datetime:
    """The target that a clock begun at ``start`` reaches at ``at``, for all the time it stood still."""
    still = timedelta()
    for begins, ends in _merged(pauses):
        if ends is not None:
            still += max(min(ends, at) - max(begins, start), timedelta())
    return max(at - still, start)


def said_length(minutes: int) -> str:
    """An allowance in words: ``two hours``, ``30 minutes``, ``1 h 30``."""
    hours, rest = divmod(minutes, 60)
    if not rest and 0 < hours <= 12:
        return "one hour" if hours == 1 else f"{_WORDS[hours]} hours"
    if minutes < 60:
        return "one minute" if minutes == 1 else f"{minutes} minutes"
    return said_minutes(minutes)


def due_of(request: InfoRequest, now: datetime, *, hours: WorkingHours | None = None) -> Due:
    """When ``request`` is due, seen at ``now``, with the working in words.

    A target that the inspector named ("by 2pm") is moved on by the minutes the clock stood
    still; an allowance ("two hours") is counted in ``hours`` if given, else round the clock. A target
    that hangs on a slot is where the slot takes it, whatever the clock did; while the clock stands still
    nothing is due. Of a slot that was stood down, or is gone, the last target stays.
    The promise stays a fact of its own and moves nothing. Slack is counted in the minutes clocks
    show: what is due at 18:55 has 15 at any second of 18:40, and is overdue once they show 18:56.
    """
    if request.staged:
        return Due(working="Not asked for yet.")
    if request.theirs is TheirStatus.WITHDRAWN:
        return Due(working="Withdrawn; nothing is due.")
    if waits_for_nobody(request) and request.target_at is None:
        return Due(working=f"Offered {said_when(request.asked_at, now)}; nobody waits for it yet.")
    start = request.clock_from
    at = _target(request, start, hours)
    paused = request.is_paused
    working = _working(request, start, at, now)
    if not request.is_open:
        given = f" Given {said_when(request.given_at, now)}." if request.given_at else ""
        return Due(at=at, working=f"{working}{given}")
    if at is None:
        return Due(is_paused=paused, working=working)
    slack = minutes_between(now.replace(second=0, microsecond=0), at)
    return Due(
        at=at,
        slack_minutes=slack,
        is_overdue=slack < 0,
        is_paused=paused,
        working=working,
    )


def _target(request: InfoRequest, start: datetime, hours: WorkingHours | None) -> datetime | None:
    if request.anchor is not None:
        return None if request.is_open and request.is_paused else _hung(request, request.anchor)
    if request.target_at is not None:
        return _run(start, max(request.target_at - start, timedelta()), request.pauses, None)
    if request.target_minutes is None:
        return None
    return ends_after(start, request.target_minutes, pauses=request.pauses, hours=hours)


def _hung(request: InfoRequest, anchor: Anchor) -> datetime | None:
    return anchor.at or request.target_at


def _working(request: InfoRequest, start: datetime, at: datetime | None, now: datetime) -> str:
    asked = "More wanted" if request.restarted_at else "Asked"
    parts = [f"{asked} {said_when(start, now)}"]
    if request.anchor is not None:
        parts.append(_said_anchor(request, request.anchor, start, now))
    elif request.target_at is not None:
        parts.append(f"wanted by {_said_after(request.target_at, start, now)}")
    elif request.target_minutes is not None:
        parts.append(said_length(request.target_minutes))
    parts += [_said_pause(pause, start, now) for pause in request.pauses if _counts(pause, start)]
    if request.anchor is None and at is not None and (request.target_at is None or at != request.target_at):
        parts.append(f"due {_said_after(at, start, now)}")
    said = ", ".join(parts) + "."
    if request.promised_at is not None:
        to = f" to {request.asked_by}" if request.asked_by else ""
        is_past = request.is_open and now >= request.promised_at + timedelta(minutes=1)
        past = ", which is past" if is_past else ""
        said += f" Promised{to} for {said_when(request.promised_at, now)}{past}."
    return said


def _said_anchor(request: InfoRequest, anchor: Anchor, start: datetime, now: datetime) -> str:
    """``due 30 min before C-014 records with Inspector B, 13:30 → moved to 15:00 with the slot``."""
    at, tied_at = _hung(request, anchor), request.target_at
    said = [f"due {anchor.said}"]
    if at is not None and tied_at is not None and at != tied_at:
        moved = f"moved to {_said_after(at, tied_at, now)} with the slot"
        said.append(f"{_said_after(tied_at, start, now)} → {moved}")
    elif at is not None:
        said.append(_said_after(at, start, now))
    if anchor.trouble:
        said.append(f"{anchor.trouble} and the last deadline stays")
    return ", ".join(said)


def _counts(pause: ClockPause, start: datetime) -> bool:
    return pause.resumed_at is None or pause.resumed_at > start


def _said_pause(pause: ClockPause, start: datetime, now: datetime) -> str:
    why = f" while we {pause.why}" if pause.why else ""
    since = _said_after(pause.paused_at, start, now)
    if pause.resumed_at is None:
        return f"paused since {since}{why}"
    until = _said_after(pause.resumed_at, pause.paused_at, now)
    return f"paused {since}–{until}{why}"


def _said_after(at: datetime, earlier: datetime, now: datetime) -> str:
    """``at`` as a bare time when it falls on the day named just before, else with its day."""
    if day_of(at) == day_of(earlier):
        return said_time(at)
    return f"today {said_time(at)}" if day_of(at) == day_of(now) else said_when(at, now)
