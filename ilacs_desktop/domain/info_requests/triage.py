"""Tonight's triage: what is open, by slack, and whose owner has no time tomorrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, local, moment, said_time, said_when
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import Slot

from .offers import waits_for_nobody
from .shapes import InfoRequest, Tonight

EVENING_ENDS = time(12)
"""A decision of one evening holds until noon of the next day; then it is history."""
_SATURDAY = 5


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
    on whom it hangs; ``is_late_tonight`` that it falls due before the day is out. ``off_duty`` is empty
    while the owner is at work, or says "off duty since 17:00", "leave until Thu 09:00". ``decided`` is
    this evening's decision, None until there is one.
    """

    request: InfoRequest
    owner_busy: str
    waits_for: str
    is_late_tonight: bool
    off_duty: str = ""
    decided: Tonight | None = None

    @property
    def last_moved_at(self) -> datetime:
        """When something last happened to it."""
        return self.request.moved_at or self.request.asked_at

    @property
    def id(self) -> int:
        """The id of the request."""
        return self.request.id


def by_slack(request: InfoRequest) -> tuple[bool, int, int]:
    """Sorts requests by what is left; those whose clock stands still come last."""
    slack = request.due.slack_minutes
    return (slack is None, slack or 0, request.id)


def triage(
    requests: Iterable[InfoRequest],
    now: datetime,
    *,
    busy: Mapping[int, str] | None = None,
    off_duty: Mapping[int, str] | None = None,
) -> tuple[TriageRow, ...]:
    """The open requests by slack, least first, each with what stands in its way.

    An offer that was not taken up is left out: nobody waits for it.
    """
    busy, off_duty = busy or {}, off_duty or {}
    rows = sorted((each for each in requests if each.is_open and not waits_for_nobody(each)), key=by_slack)
    return tuple(
        TriageRow(
            request=each,
            owner_busy=busy.get(each.owner_id, "") if each.owner_id is not None else "",
            waits_for=_waits_for(each),
            is_late_tonight=each.due.at is not None and day_of(each.due.at) <= day_of(now),
            off_duty=off_duty.get(each.owner_id, "") if each.owner_id is not None else "",
            decided=decided_now(each, now),
        )
        for each in rows
    )


def _waits_for(request: InfoRequest) -> str:
    if request.is_paused:
        return request.asked_by or "the inspectors"
    if request.owner_id is None:
        return "an owner"
    return request.owner


def decided_now(request: InfoRequest, now: datetime) -> Tonight | None:
    """What was decided of an open request, while that decision holds."""
    if request.tonight is None or request.tonight_at is None or not request.is_open:
        return None
    made = local(request.tonight_at)
    ends_on = made.date() if made.time() < EVENING_ENDS else made.date() + timedelta(days=1)
    return request.tonight if now < moment(ends_on, EVENING_ENDS) else None


def rests_until(request: InfoRequest, now: datetime) -> datetime | None:
    """Until when a request that was put off this evening need not ring; None for one that was not.

    What is to be had by 08:00 rests until 07:30, and what can wait until 08:00 of the next day.
    """
    decided = decided_now(request, now)
    if decided in {None, Tonight.TONIGHT} or request.tonight_at is None:
        return None
    made = local(request.tonight_at)
    morning = made.date() if made.time() < time(8) else made.date() + timedelta(days=1)
    return moment(morning, time(7, 30) if decided is Tonight.BY_EIGHT else time(8))


def check_decision(
    request: InfoRequest, decision: Tonight | None, *, agreed_with: str, agreed_at: datetime, now: datetime
) -> str:
    """The note that is kept with a decision: "agreed with P. Marsh at 18:30", or none.

    Raises:
        Explained: it is not open, it is said to wait and nobody has agreed, or they agree in the future.
    """
    if not request.is_open:
        raise Explained(f"{request.ref} is not open.", remedy="Only what is still wanted is decided on.")
    if decision is not Tonight.CAN_WAIT:
        return ""
    if not agreed_with.strip():
        raise Explained(
            f"{request.ref} can wait only if somebody has agreed.", remedy="Say with whom it is agreed."
        )
    if agreed_at > now:
        raise Explained("That moment has not come yet.", remedy="Say when it was agreed.")
    return f"agreed with {agreed_with.strip()} at {said_when(agreed_at, now)}"


def duty(people: Iterable[Person], absences: Sequence[Busy], now: datetime) -> dict[int, str]:
    """Who of ``people`` is not at work at ``now``: "off duty since 17:00", "leave until Thu 09:00"."""
    said: dict[int, str] = {}
    clock = local(now).time()
    is_weekend = local(now).weekday() >= _SATURDAY
    for person in people:
        away = [
            each for each in absences if each.person_id == person.id and each.starts_at <= now < each.ends_at
        ]
        if away:
            longest = max(away, key=lambda each: each.ends_at)
            said[person.id] = f"{longest.why} until {said_when(longest.ends_at, now)}"
        elif is_weekend:
            said[person.id] = "off duty, it is the weekend"
        elif clock >= person.works_until:
            said[person.id] = f"off duty since {person.works_until:%H:%M}"
        elif clock < person.works_from:
            said[person.id] = f"off duty until {person.works_from:%H:%M}"
    return said


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
            said.setdefault(each.person_id, _said_busy(each, tomorrow))
    return said


def _said_busy(busy: Busy, day: date) -> str:
    """A stretch as far as it falls on ``day``."""
    goes_on = busy.ends_at >= moment(day + timedelta(days=1), time())
    from_before = busy.starts_at <= moment(day, time())
    is_long = busy.ends_at - busy.starts_at >= timedelta(hours=20)
    if goes_on and (from_before or is_long):
        when = "all day"
    elif from_before:
        when = "all day" if said_time(busy.ends_at) >= "20:00" else f"until {said_time(busy.ends_at)}"
    elif goes_on:
        when = f"from {said_time(busy.starts_at)}"
    else:
        when = "all day" if is_long else f"{said_time(busy.starts_at)}–{said_time(busy.ends_at)}"
    return f"busy {when}, {busy.why}" if busy.why else f"busy {when}"
