"""How long answering and acknowledging usually take, in which hours that time runs, and who may check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import minutes_between, said_when

from .due import WorkingHours, ends_after, said_length
from .offers import waits_for_nobody
from .rules import DEFAULT_TARGETS
from .shapes import Due, InfoRequest, RequestKind

ACKNOWLEDGE_MINUTES = 30
"""The usual time until the inspector knows that we have it. Source: none but custom."""
LONGEST_ANSWER_MINUTES = 14 * 24 * 60


class ClockRuns(StrEnum):
    """When a usual time runs; the value is the word shown. A named hour ("by 2pm") runs at all hours."""

    ALWAYS = "round the clock"
    WORKING = "in working hours"


def _usual() -> dict[RequestKind, int]:
    return {kind: target.minutes for kind, target in DEFAULT_TARGETS.items()}


def _at_once() -> dict[RequestKind, int]:
    return dict.fromkeys(RequestKind, ACKNOWLEDGE_MINUTES)


@dataclass(frozen=True, slots=True)
class RequestRules:
    """What one authority has agreed about requests; the same for all its inspections.

    ``answer_minutes`` and ``acknowledge_minutes`` are the usual times by kind. In working hours these run
    from ``opens`` to ``closes`` on working days, and from ``on_site_opens`` to ``on_site_closes`` on the
    days the inspectors are in the building. With ``needs_checks`` nothing is cleared before its accuracy
    and its redaction were checked, and with ``checked_by_another`` not by its owner.
    """

    answer_minutes: Mapping[RequestKind, int] = field(default_factory=_usual)
    acknowledge_minutes: Mapping[RequestKind, int] = field(default_factory=_at_once)
    clock: ClockRuns = ClockRuns.ALWAYS
    opens: time = time(9)
    closes: time = time(17)
    on_site_opens: time = time(8)
    on_site_closes: time = time(19)
    needs_checks: bool = True
    checked_by_another: bool = True

    def hours(
        self, *, on_site: Collection[date] = (), days_off: Collection[date] = ()
    ) -> WorkingHours | None:
        """The hours in which a usual time runs; None for round the clock."""
        if self.clock is ClockRuns.ALWAYS:
            return None
        return WorkingHours(
            opens=self.opens,
            closes=self.closes,
            days_off=frozenset(days_off) - frozenset(on_site),
            on_site=frozenset(on_site),
            on_site_opens=self.on_site_opens,
            on_site_closes=self.on_site_closes,
        )


def check_rules(rules: RequestRules) -> None:
    """Refuse times that no clock could keep.

    Raises:
        Explained: a time is out of bounds, or a day would close before it opens.
    """
    for kind, minutes in rules.answer_minutes.items():
        if not 1 <= minutes <= LONGEST_ANSWER_MINUTES:
            raise Explained(f"{kind.capitalize()}: an answer takes from one minute to fourteen days.")
    for kind, minutes in rules.acknowledge_minutes.items():
        if not 1 <= minutes <= LONGEST_ANSWER_MINUTES:
            raise Explained(f"{kind.capitalize()}: acknowledging takes from one minute to fourteen days.")
    if rules.opens >= rules.closes or rules.on_site_opens >= rules.on_site_closes:
        raise Explained("The working hours end before they begin.", remedy="Let them end later.")


def rules_to_plain(rules: RequestRules) -> dict[str, Any]:
    """The rules as plain values, for a setting."""
    return {
        "answer_minutes": {kind.name.lower(): minutes for kind, minutes in rules.answer_minutes.items()},
        "acknowledge_minutes": {
            kind.name.lower(): minutes for kind, minutes in rules.acknowledge_minutes.items()
        },
        "clock": rules.clock.name.lower(),
        **{name: f"{getattr(rules, name):%H:%M}" for name in _TIMES},
        **{name: getattr(rules, name) for name in _CHOICES},
    }


def rules_from_plain(plain: Mapping[str, Any]) -> RequestRules:
    """The rules out of a setting; what it does not name, or another version named, is as usual."""
    rules = RequestRules()
    found: dict[str, Any] = {
        name: {
            kind: plain.get(name, {}).get(kind.name.lower(), usual)
            for kind, usual in getattr(rules, name).items()
        }
        for name in ("answer_minutes", "acknowledge_minutes")
    }
    clock = plain.get("clock", "").upper()
    found["clock"] = ClockRuns[clock] if clock in ClockRuns.__members__ else rules.clock
    found |= {name: time.fromisoformat(plain[name]) for name in _TIMES if name in plain}
    found |= {name: bool(plain[name]) for name in _CHOICES if name in plain}
    return replace(rules, **found)


_TIMES = ("opens", "closes", "on_site_opens", "on_site_closes")
_CHOICES = ("needs_checks", "checked_by_another")


def acknowledgement_of(request: InfoRequest, now: datetime, *, hours: WorkingHours | None = None) -> Due:
    """By when the inspector should know that we have ``request``, a clock apart from that of the answer.

    It runs from when it was asked, never stands still, and ends when it is acknowledged or answered.
    """
    if request.acknowledged_at is not None:
        return Due(working=f"Acknowledged {said_when(request.acknowledged_at, now)}.")
    if waits_for_nobody(request):
        return Due()
    if request.acknowledge_minutes is None or not request.is_open or request.restarted_at is not None:
        return Due()
    at = ends_after(request.asked_at, request.acknowledge_minutes, hours=hours)
    if at is None:
        return Due()
    slack = minutes_between(now.replace(second=0, microsecond=0), at)
    length = said_length(request.acknowledge_minutes)
    working = (
        f"Not acknowledged; that was due by {said_when(at, now)}, {length} after it was asked."
        if slack < 0
        else f"Acknowledge by {said_when(at, now)}, {length} after it was asked."
    )
    return Due(at=at, slack_minutes=slack, is_overdue=slack < 0, working=working)
