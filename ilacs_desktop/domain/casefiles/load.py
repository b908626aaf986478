"""What a week of case-file sessions asks of each worker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from ilacs_desktop.domain.moments import day_of, minutes_between, said_minutes, said_short_day, said_time

NEWLY_QUALIFIED = re.compile(r"newly.qualified|\bnqsw\b|\basye\b|assessed and supported", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WorkerSession:
    """One session as a worker's load sees it. ``has_company``: a manager or colleague sits in."""

    session_id: int
    code: str
    starts_at: datetime
    ends_at: datetime
    has_company: bool = False
    sits_in: str = ""
    is_over: bool = False
    welfare_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at in a load: in words, and the sessions it is about."""

    words: str
    session_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WorkerLoad:
    """The sessions of one worker: how many in all and a day, and what to look at, in words."""

    person_id: int
    name: str
    team: str
    is_newly_qualified: bool
    sessions: tuple[WorkerSession, ...]
    by_day: tuple[tuple[date, int], ...]
    looks: tuple[Look, ...] = field(default=())

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to look at, in words."""
        return tuple(look.words for look in self.looks)

    @property
    def each_day(self) -> str:
        """Sessions day by day: "Wed 2 Dec: 2, Thu 3 Dec: 1"."""
        return ", ".join(f"{said_short_day(day)}: {count}" for day, count in self.by_day)

    @property
    def alone(self) -> int:
        """Sessions to come in which somebody newly qualified is alone."""
        return sum(
            self.is_newly_qualified and not each.has_company and not each.is_over for each in self.sessions
        )

    @property
    def total(self) -> int:
        """Sessions in all."""
        return len(self.sessions)

    @property
    def most_a_day(self) -> int:
        """Sessions on the fullest day."""
        return max((count for _, count in self.by_day), default=0)

    @property
    def with_company(self) -> int:
        """Sessions in which a manager or a colleague sits in."""
        return sum(each.has_company for each in self.sessions)

    @property
    def welfare_missing(self) -> int:
        """Sessions that are over, after which nobody has asked how the worker is."""
        return sum(each.is_over and each.welfare_at is None for each in self.sessions)


def is_newly_qualified(role: str) -> bool:
    """Whether a role says so: newly qualified, NQSW, ASYE."""
    return NEWLY_QUALIFIED.search(role) is not None


def worker_load(
    person_id: int,
    name: str,
    *,
    team: str,
    role: str,
    sessions: Iterable[WorkerSession],
    most_sessions: int,
    between_minutes: int,
) -> WorkerLoad:
    """The load of one worker.

    ``most_sessions`` is how many a day one can do well; two sessions on one day with less than
    ``between_minutes`` between them are back to back. Both are the limits of the timetable's rules.
    """
    ordered = tuple(sorted(sessions, key=lambda each: (each.starts_at, each.session_id)))
    counted = Counter(day_of(each.starts_at) for each in ordered)
    is_new = is_newly_qualified(role)
    looks = [
        Look(
            f"{count} sessions on {said_short_day(on)}",
            tuple(each.session_id for each in ordered if day_of(each.starts_at) == on),
        )
        for on, count in sorted(counted.items())
        if count > most_sessions
    ]
    looks += [
        Look(_back_to_back(one, other), (one.session_id, other.session_id))
        for one, other in pairwise(ordered)
        if _is_tight(one, other, between_minutes)
    ]
    if is_new and (alone := [each for each in ordered if not each.has_company and not each.is_over]):
        looks.append(_look("newly qualified and alone in", alone))
    if unasked := [each for each in ordered if each.is_over and each.welfare_at is None]:
        looks.append(_look("not asked how they are after", unasked))
    return WorkerLoad(person_id, name, team, is_new, ordered, tuple(sorted(counted.items())), tuple(looks))


def _look(words: str, sessions: Iterable[WorkerSession]) -> Look:
    held = tuple(sessions)
    return Look(f"{words} {', '.join(each.code for each in held)}", tuple(each.session_id for each in held))


def loads_in_order(loads: Iterable[WorkerLoad]) -> tuple[WorkerLoad, ...]:
    """Those with something to look at first, then those with most sessions."""
    return tuple(sorted(loads, key=lambda each: (not each.cautions, -each.total, each.name.casefold())))


def _is_tight(one: WorkerSession, other: WorkerSession, minutes: int) -> bool:
    is_one_day = day_of(one.starts_at) == day_of(other.starts_at)
    return is_one_day and minutes_between(one.ends_at, other.starts_at) < minutes


def _back_to_back(one: WorkerSession, other: WorkerSession) -> str:
    gap = minutes_between(one.ends_at, other.starts_at)
    day, from_, until = (
        said_short_day(day_of(one.starts_at)),
        said_time(one.starts_at),
        said_time(other.starts_at),
    )
    if gap < 0:
        return f"{one.code} and {other.code} overlap on {day}, {from_} and {until}"
    apart = f"{said_minutes(gap)} between" if gap else "nothing between"
    return f"{one.code} and {other.code} back to back on {day}, {from_} and {until}, {apart}"
