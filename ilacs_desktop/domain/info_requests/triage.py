"""Tonight's triage: what is open, by slack, and whose owner has no time tomorrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ilacs_desktop.domain.moments import day_of, said_time
from ilacs_desktop.domain.timetable import Slot

from .shapes import InfoRequest


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch in which a person cannot answer requests, and why ("with Inspector B", "leave")."""

    person_id: int
    starts_at: datetime
    ends_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class TriageRow:
    """One open request as it is looked at in the evening.

    ``owner_busy`` is empty, or says "busy 09:00–10:30, with Inspector B". ``waits_for`` says
    on whom it hangs; ``is_late_tonight`` that it falls due before the day is out.
    """

    request: InfoRequest
    owner_busy: str
    waits_for: str
    is_late_tonight: bool

    @property
    def id(self) -> int:
        """The id of the request."""
        return self.request.id


def by_slack(request: InfoRequest) -> tuple[bool, int, int]:
    """Sorts requests by what is left; those whose clock stands still come last."""
    slack = request.due.slack_minutes
    return (slack is None, slack or 0, request.id)


def triage(
    requests: Iterable[InfoRequest], now: datetime, *, busy: Mapping[int, str] | None = None
) -> tuple[TriageRow, ...]:
    """The open requests by slack, least first, each with what stands in its way."""
    busy = busy or {}
    rows = sorted((each for each in requests if each.is_open), key=by_slack)
    return tuple(
        TriageRow(
            request=each,
            owner_busy=busy.get(each.owner_id, "") if each.owner_id is not None else "",
            waits_for=_waits_for(each),
            is_late_tonight=each.due.at is not None and day_of(each.due.at) <= day_of(now),
        )
        for each in rows
    )


def _waits_for(request: InfoRequest) -> str:
    if request.is_paused:
        return request.asked_by or "the inspectors"
    if request.owner_id is None:
        return "an owner"
    return request.owner


def taken_by(slots: Iterable[Slot]) -> tuple[Busy, ...]:
    """When our own people are taken by slots that take place, and with which inspectors."""
    return tuple(
        Busy(
            part.person_id,
            slot.starts_at,
            slot.ends_at,
            f"with {', '.join(one.name for one in slot.inspectors)}" if slot.inspectors else slot.purpose,
        )
        for slot in slots
        if slot.takes_time
        for part in slot.staff
    )


def busy_tomorrow(busy: Sequence[Busy], now: datetime, *, following: date | None = None) -> dict[int, str]:
    """For each person with something on tomorrow, the first of it: "busy 09:00–10:30, with Inspector B".

    ``following`` is the day that counts as tomorrow, where it is not the one after ``now``.
    """
    tomorrow = following or day_of(now) + timedelta(days=1)
    said: dict[int, str] = {}
    for each in sorted(busy, key=lambda each: each.starts_at):
        if day_of(each.starts_at) <= tomorrow <= day_of(each.ends_at - timedelta(microseconds=1)):
            said.setdefault(each.person_id, _said_busy(each, tomorrow_is=each.starts_at))
    return said


def _said_busy(busy: Busy, *, tomorrow_is: datetime) -> str:
    whole_day = busy.ends_at - busy.starts_at >= timedelta(hours=20)
    when = "all day" if whole_day else f"{said_time(tomorrow_is)}–{said_time(busy.ends_at)}"
    return f"busy {when}, {busy.why}" if busy.why else f"busy {when}"
