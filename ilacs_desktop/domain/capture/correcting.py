"""What a chip can be put right to: kinds, people, lines of enquiry, slots, case codes, and times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ilacs_desktop.domain.moments import day_of, moment, said_short_day, said_time, said_when
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import SlotKind

from .completing import Words
from .reading import OURS, THEIRS
from .shapes import Captured, CaptureKind, Choice, Role
from .slots import said_slot
from .times import find_asked, find_due
from .who import plain

MOST = 8
_AGO_MINUTES = (0, 5, 15, 30, 60)
_AHEAD_MINUTES = (60, 120)
_HOURS = (time(9), time(12), time(17))


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a chip can be put right to; ``aside`` tells it from others of its name."""

    choice: Choice
    label: str
    aside: str = ""


def options(role: str, typed: str, captured: Captured, words: Words, now: datetime) -> tuple[Option, ...]:
    """What ``role`` can be put right to when ``typed`` is looked for, at most eight; all of it when empty.

    A time is read as in a line; one that could mean two things is not among them.
    """
    match role:
        case Role.KIND:
            found = _having(typed, [(Option(str(kind), kind.value), kind.value) for kind in CaptureKind])
        case Role.ASKED:
            found = _asked(typed, now)
        case Role.DUE:
            found = _due(typed, captured.asked_at, now)
        case Role.BY:
            found = _people(typed, [each for each in words.people if each.side in THEIRS])
        case Role.OWNER | Role.OF:
            found = _people(typed, [each for each in words.people if each.side in OURS])
        case Role.ENQUIRY:
            told = [
                (Option(number, title, code), f"{code} {title}") for number, code, title in words.enquiries
            ]
            found = _having(typed, told)
        case Role.SLOT:
            found = _slots(typed, captured, words, now)
        case Role.CHILD:
            found = _having(typed, [(Option(code, code), code) for code in words.codes])
        case _:
            found = []
    return tuple(found[:MOST])


def _having(typed: str, told: Iterable[tuple[Option, str]]) -> list[Option]:
    """Those in whose words every word typed begins one."""
    wanted = plain(typed).split()
    return [option for option, words in told if all(f" {each}" in f" {plain(words)}" for each in wanted)]


def _people(typed: str, people: Sequence[Person]) -> list[Option]:
    told = [
        (
            Option(each.id, each.label, each.short_name if each.known_as else each.role),
            f"{each.known_as} {each.name} {each.role}",
        )
        for each in sorted(people, key=lambda each: each.label.casefold())
        if each.is_active
    ]
    return _having(typed, told)


def _asked(typed: str, now: datetime) -> list[Option]:
    if typed.strip():
        found = find_asked(typed, now)
        at = found.at if found is not None and not typed[found.end :].strip() else None
        return [Option(at, _said(at, now))] if at is not None else []
    minutes = now.replace(second=0, microsecond=0)
    return [
        Option(
            minutes - timedelta(minutes=ago), said_when(minutes - timedelta(minutes=ago), now), _said_ago(ago)
        )
        for ago in _AGO_MINUTES
    ]


def _due(typed: str, asked_at: datetime, now: datetime) -> list[Option]:
    if typed.strip():
        for line in (f"by {typed.strip()}", typed.strip()):
            found = find_due(line, asked_at)
            if found is not None and found.at is not None and not line[found.end :].strip():
                return [Option(found.at, _said(found.at, now))]
        return []
    asked = asked_at.replace(second=0, microsecond=0)
    soon = [(asked + timedelta(minutes=each), f"in {each // 60} h") for each in _AHEAD_MINUTES]
    days = [day_of(asked)]
    while len(days) < 3:
        following = days[-1] + timedelta(days=1)
        while following.weekday() >= 5:
            following += timedelta(days=1)
        days.append(following)
    fixed = [(moment(day, hour), "") for day in days for hour in _HOURS]
    ahead = [(at, aside) for at, aside in (*soon, *fixed) if at > asked_at]
    return [Option(at, _said(at, now), aside) for at, aside in ahead]


def _slots(typed: str, captured: Captured, words: Words, now: datetime) -> list[Option]:
    ahead = (
        slot
        for slot in sorted(words.slots, key=lambda each: each.starts_at)
        if slot.starts_at > captured.asked_at and slot.takes_time and slot.kind is not SlotKind.BLOCKER
    )
    return _having(typed, [(Option(slot.id, said_slot(slot, now)), said_slot(slot, now)) for slot in ahead])


def _said(at: datetime, now: datetime) -> str:
    """A moment with its day, even today."""
    return f"{'today' if day_of(at) == day_of(now) else said_short_day(day_of(at))} {said_time(at)}"


def _said_ago(minutes: int) -> str:
    return f"{minutes} min ago" if minutes else "now"
