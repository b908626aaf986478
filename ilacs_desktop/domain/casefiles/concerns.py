"""Concerns for a child's safety raised by an inspector: their clock, who may read them, who is rung when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ilacs_desktop.domain.casefiles.children import Child
from ilacs_desktop.domain.moments import minutes_between, said_minutes
from ilacs_desktop.domain.people import Person


class ConcernStage(StrEnum):
    """What a concern waits for, in order; the value is what has to happen next, in words."""

    ACKNOWLEDGE = "acknowledge"
    ACT = "say what is done"
    REPORT_BACK = "report back"
    CLOSE = "close"


WITHIN_MINUTES = {
    ConcernStage.ACKNOWLEDGE: 15,
    ConcernStage.ACT: 60,
    ConcernStage.REPORT_BACK: 240,
    ConcernStage.CLOSE: 480,
}
"""Minutes from the moment it was said. Ours, not Ofsted's: no published rule gives any."""

RUNG_MINUTES = 15
"""So long one more person is waited for before the next is rung as well."""
AGAIN_MINUTES = 30
"""Once everybody is rung, it rings again each time this has passed, until the step is taken."""
NOT_YET = {
    ConcernStage.ACKNOWLEDGE: "not acknowledged",
    ConcernStage.ACT: "no action recorded",
    ConcernStage.REPORT_BACK: "not reported back",
    ConcernStage.CLOSE: "reported back, not closed",
}


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern for one child's safety raised by an inspector. It has its own clock and is never deleted.

    ``what`` and ``action`` are empty where ``is_withheld``: they are for the owner, the deputy and the
    ``readers`` alone. ``readers`` and ``reader_ids`` leave out owner and deputy.
    """

    id: int
    inspection_id: int
    code: str
    said_at: datetime
    said_by: str
    what: str
    owner_id: int
    owner: str
    deputy: str = ""
    acknowledged_at: datetime | None = None
    action: str = ""
    reported_back_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 0
    ref: str = ""
    child: Child | None = None
    deputy_id: int | None = None
    acknowledged_by: str = ""
    reader_ids: tuple[int, ...] = ()
    readers: tuple[str, ...] = ()
    is_withheld: bool = False
    has_action: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self.closed_at is None

    @property
    def stage(self) -> ConcernStage | None:
        """What it waits for; None once it is closed."""
        if self.closed_at is not None:
            return None
        if self.acknowledged_at is None:
            return ConcernStage.ACKNOWLEDGE
        if not (self.action or self.has_action):
            return ConcernStage.ACT
        if self.reported_back_at is None:
            return ConcernStage.REPORT_BACK
        return ConcernStage.CLOSE

    @property
    def next_step(self) -> str:
        """What has to happen next, in words; empty once it is closed."""
        return self.stage.value if self.stage else ""

    @property
    def named(self) -> tuple[str, ...]:
        """Everybody who may read it: owner, deputy, readers."""
        return tuple(dict.fromkeys(name for name in (self.owner, self.deputy, *self.readers) if name))

    def names_person(self, person_id: int) -> bool:
        """Whether this person is the owner, the deputy or a reader."""
        return person_id in {self.owner_id, self.deputy_id, *self.reader_ids}


@dataclass(frozen=True, slots=True)
class ConcernStep:
    """One step of a concern: by when it should be taken, and when it was, if it was."""

    stage: ConcernStage
    due_at: datetime
    is_done: bool
    done_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been taken by ``now`` and was not."""
        return not self.is_done and now > self.due_at


@dataclass(frozen=True, slots=True)
class ConcernRing:
    """Who is to be rung about a concern, from when on; each rung rings anew, whatever became of the last."""

    stage: ConcernStage
    rung: int
    at: datetime
    names: tuple[str, ...]


def concern_steps(concern: Concern) -> tuple[ConcernStep, ...]:
    """The four steps in order. When something was done about it is not known, only that it was."""
    closed = concern.closed_at
    done: dict[ConcernStage, tuple[bool, datetime | None]] = {
        ConcernStage.ACKNOWLEDGE: (concern.acknowledged_at is not None, concern.acknowledged_at),
        ConcernStage.ACT: (bool(concern.action or concern.has_action), None),
        ConcernStage.REPORT_BACK: (concern.reported_back_at is not None, concern.reported_back_at),
        ConcernStage.CLOSE: (closed is not None, closed),
    }
    return tuple(ConcernStep(stage, due_of(concern, stage), *done[stage]) for stage in ConcernStage)


def due_of(concern: Concern, stage: ConcernStage) -> datetime:
    """By when a step should be taken, reckoned from the moment the concern was said."""
    return concern.said_at + timedelta(minutes=WITHIN_MINUTES[stage])


def is_late(concern: Concern, now: datetime) -> bool:
    """Whether the next step should have been taken by ``now``."""
    return concern.stage is not None and now > due_of(concern, concern.stage)


def concern_ring(concern: Concern, now: datetime) -> ConcernRing | None:
    """The ring that stands at ``now``, or None while the next step still has time, or there is none.

    To be acknowledged it rings from the moment it was said; for every other step from when that is due.
    First the owner, then the deputy too, then the director, and again and again until the step is taken.
    """
    found = None
    for ring in _rings(concern):
        if ring.at > now:
            break
        found = ring
    return found


def _rings(concern: Concern) -> Iterator[ConcernRing]:
    stage = concern.stage
    if stage is None:
        return
    at = concern.said_at if stage is ConcernStage.ACKNOWLEDGE else due_of(concern, stage)
    crews: list[tuple[str, ...]] = [(concern.owner,)]
    if concern.deputy:
        crews.append((concern.owner, concern.deputy))
    crews.append((*crews[-1], "the director"))
    rung = 0
    while True:
        yield ConcernRing(stage, rung, at, crews[min(rung, len(crews) - 1)])
        rung += 1
        at += timedelta(minutes=RUNG_MINUTES if rung < len(crews) else AGAIN_MINUTES)


def concern_clock(concern: Concern, now: datetime) -> str:
    """How long ago a concern was said, and what it waits for: "said 1 h 10 ago, not acknowledged"."""
    if concern.closed_at is not None:
        return f"closed after {said_minutes(minutes_between(concern.said_at, concern.closed_at))}"
    said = f"said {said_minutes(max(0, minutes_between(concern.said_at, now)))} ago"
    return f"{said}, {NOT_YET[concern.stage]}" if concern.stage else said


def restricted_to(concern: Concern) -> str:
    """Whose eyes it is for: "Restricted to M. Quinn and L. Finch"."""
    *others, last = concern.named
    return f"Restricted to {', '.join(others)} and {last}" if others else f"Restricted to {last}"


def is_called(person: Person, name: str) -> bool:
    """Whether somebody who gives this name is meant to be ``person``."""
    wanted = " ".join(name.split()).casefold()
    return bool(wanted) and wanted in {
        person.name.casefold(),
        person.short_name.casefold(),
        person.label.casefold(),
    }
