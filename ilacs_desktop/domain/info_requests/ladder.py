"""The ladder of reminders about a request, and the hours in which nothing but a child's safety rings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import local, minutes_between, said_minutes, said_when
from ilacs_desktop.domain.reminders import Reminder, Urgency

from .shapes import InfoRequest
from .triage import rests_until

MOST_AT_ONCE = 4
"""More requests than that ring as one line, so that waking up is one look and no burst."""
CATCH_UP = "requests-"
LONGEST_STEP_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """When a request rings, in minutes before and after it is due (0 is at due), and who is told when late.

    Between ``quiet_from`` and ``quiet_until``, London clock times, only a child's safety and what was set
    by hand rings; the same time twice is no quiet at all. The times are ours, not Ofsted's.
    """

    before: tuple[int, ...] = (30,)
    after: tuple[int, ...] = (0, 30, 120)
    escalate_to: str = "the inspection lead"
    quiet_from: time = time(22)
    quiet_until: time = time(7)

    @property
    def steps(self) -> tuple[int, ...]:
        """The rungs in minutes from due, earliest first; negative is before."""
        return tuple(sorted({-each for each in self.before} | set(self.after)))

    def is_quiet(self, now: datetime) -> bool:
        """Whether ``now`` lies in the quiet hours."""
        clock = local(now).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "before": list(self.before),
            "after": list(self.after),
            "escalate_to": self.escalate_to,
            "quiet_from": f"{self.quiet_from:%H:%M}",
            "quiet_until": f"{self.quiet_until:%H:%M}",
        }


def reminder_rules_of(plain: Mapping[str, Any]) -> ReminderRules:
    """What `ReminderRules.plain` gave; what is missing is as usual."""
    usual = ReminderRules()
    return ReminderRules(
        before=tuple(plain.get("before", usual.before)),
        after=tuple(plain.get("after", usual.after)),
        escalate_to=plain.get("escalate_to", usual.escalate_to),
        quiet_from=time.fromisoformat(plain.get("quiet_from", f"{usual.quiet_from:%H:%M}")),
        quiet_until=time.fromisoformat(plain.get("quiet_until", f"{usual.quiet_until:%H:%M}")),
    )


def check_reminder_rules(rules: ReminderRules) -> None:
    """Refuse a ladder without a rung, or with one that is out of bounds.

    Raises:
        Explained: so it is.
    """
    if not rules.steps:
        raise Explained(
            "Nothing would ring.", remedy="Keep one step at least, for instance 30 minutes before."
        )
    if any(each <= 0 for each in rules.before) or any(each < 0 for each in rules.after):
        raise Explained("A step is a number of minutes.", remedy="Write 30, 60; 0 after is at due.")
    if max(*rules.before, *rules.after, 0) > LONGEST_STEP_MINUTES:
        raise Explained("A step is a day at most.", remedy="Write fewer than 1,440 minutes.")


def steps_of(words: str) -> tuple[int, ...]:
    """The minutes in words such as "30, 60".

    Raises:
        Explained: something in it is no number.
    """
    parts = words.replace(",", " ").split()
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise Explained(f"“{words}” are no minutes.", remedy="Write them as 30, 60.")
    return tuple(sorted({int(part) for part in parts}))


def rings_of(requests: Iterable[InfoRequest], rules: ReminderRules, now: datetime) -> tuple[Reminder, ...]:
    """For each open request the one rung that was reached last, so that no sleep makes two of it.

    One whose clock stands still does not ring, nor one that was put off this evening until its time.
    """
    return tuple(
        reminder
        for request in requests
        if request.is_open and (reminder := _ring_of(request, rules, now)) is not None
    )


def _ring_of(request: InfoRequest, rules: ReminderRules, now: datetime) -> Reminder | None:
    """The rung reached last, of the time it is due or of another that was promised to the inspector."""
    if request.due.at is None or request.due.is_paused:
        return None
    rests = rests_until(request, now)
    if rests is not None and now < rests:
        return None
    times = {request.due.at: False}
    if request.promised_at is not None:
        times.setdefault(request.promised_at, True)
    reached = [
        (at + timedelta(minutes=step), step, at, is_promise)
        for at, is_promise in times.items()
        for step in rules.steps
        if at + timedelta(minutes=step) <= now
    ]
    if not reached:
        return None
    rung_at, step, at, is_promise = max(reached)
    # The key holds the moment and the rung: a new target, and each further rung, ring anew.
    key = f"request-{request.id}-{at:%d%H%M}{step:+d}"
    words = _words(request, at, step, rules, now, is_promise=is_promise)
    return Reminder(key, rung_at, words, Ref(Kind.INFO_REQUEST, request.id), Urgency.SOON)


def _words(
    request: InfoRequest, at: datetime, step: int, rules: ReminderRules, now: datetime, *, is_promise: bool
) -> str:
    owner = request.owner or "nobody"
    to = request.asked_by or "the inspectors"
    what = f"promised to {to} for" if is_promise else "due"
    late = -minutes_between(now.replace(second=0, microsecond=0), at)
    if late <= 0:
        return f"{request.ref} is {what} {said_when(at, now)}, with {owner}."
    text = f"{request.ref} was {what} {said_when(at, now)}, late {said_minutes(late)}, with {owner}."
    return f"{text} Tell {rules.escalate_to}." if step > 0 and rules.escalate_to else text


def caught_up(rings: Sequence[Reminder], requests: Iterable[InfoRequest]) -> tuple[Reminder, ...]:
    """Few rings as they are; many as one line that leads to the list of tonight."""
    if len(rings) <= MOST_AT_ONCE:
        return tuple(rings)
    ids = {each.ref.id for each in rings if each.ref is not None}
    found = [each for each in requests if each.id in ids]
    late = sum(each.due.is_overdue for each in found)
    first = min(found, key=lambda each: each.due.slack_minutes or 0)
    parts = [f"{late} late" if late else "", f"{len(found) - late} due soon" if late < len(found) else ""]
    text = f"{len(found)} requests: {', '.join(filter(None, parts))}; the first is {first.ref}, with "
    latest = max(rings, key=lambda each: (each.at, each.key))
    key = f"{CATCH_UP}{latest.key}"
    at = min(each.at for each in rings)
    words = f"{text}{first.owner or 'nobody'}."
    return (Reminder(key, at, words, Ref(Kind.INFO_REQUEST, 0), Urgency.SOON),)
