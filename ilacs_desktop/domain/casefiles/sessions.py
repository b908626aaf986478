"""Case-file sessions and their debriefs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ilacs_desktop.domain.casefiles.answers import OurReading
from ilacs_desktop.domain.casefiles.children import Child
from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.moments import minutes_between, said_minutes

DEBRIEF_WITHIN = timedelta(minutes=30)
"""A session should be debriefed within half an hour of its end (product.md, moment 4)."""


class SessionState(StrEnum):
    """How far a case-file session has come, in order."""

    CHOSEN = "chosen"
    WORKER_TOLD = "worker told"
    MANAGER_TOLD = "manager told"
    CHECKED = "record checked"
    READY = "room, login, navigator ready"
    IN_SESSION = "in session"
    ENDED = "ended"
    DEBRIEFED = "debriefed"
    DONE = "follow-ups done"

    @property
    def place_in_order(self) -> int:
        """0 for chosen, 8 for follow-ups done."""
        return _ORDER[self]

    @property
    def following(self) -> SessionState | None:
        """The next state, or None when everything is done."""
        states = tuple(SessionState)
        return states[self.place_in_order + 1] if self.place_in_order + 1 < len(states) else None


_ORDER = {state: number for number, state in enumerate(SessionState)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a session: who took it and when."""

    state: SessionState
    at: datetime
    by: str


class Mark(StrEnum):
    """How a step of the pipeline stands."""

    TAKEN = "taken"
    NOT_NOTED = "not noted"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class PipelineStep:
    """One of the nine steps: how it stands, and when and by whom it was taken."""

    state: SessionState
    mark: Mark
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A point of the checklist that is done: when, and who said so."""

    key: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CaseSession:
    """An inspector reads a child's record with its worker.

    When and where is the timetable's to say: the fields are taken from the slot with ``slot_uid`` and are
    empty while the session has none. ``sits_in`` is the manager who sits in, while the slot has them too.
    ``was_planned`` says that it has had a time, now or before.
    ``ticks`` are the points of the checklist that are done. ``welfare`` is how the worker was found at
    ``welfare_at``, apart from the debrief.
    ``reading`` is our reading of its tone, from the debrief; never Ofsted's.
    """

    id: int
    inspection_id: int
    child: Child
    case_code: str
    slot_uid: str
    reason: str
    state: SessionState
    starts_at: datetime | None
    ends_at: datetime | None
    inspector: str
    worker: str
    place: str
    debriefed_at: datetime | None = None
    version: int = 0
    navigator: str = ""
    steps: tuple[Step, ...] = ()
    did_not_happen: bool = False
    reason_kind: str = ""
    inspector_id: int | None = None
    worker_id: int | None = None
    sits_in: str = ""
    by_video: bool = False
    was_planned: bool = False
    ticks: tuple[Tick, ...] = ()
    welfare_at: datetime | None = None
    welfare: str = ""
    reading: OurReading | None = None

    @property
    def lost_its_slot(self) -> bool:
        """Whether it had a time and place, and the timetable has taken them away."""
        return self.was_planned and self.starts_at is None and not self.is_debriefed

    @property
    def is_debriefed(self) -> bool:
        """Whether the debrief has been written down."""
        return self.state.place_in_order >= SessionState.DEBRIEFED.place_in_order


@dataclass(frozen=True, slots=True)
class Debrief:
    """What the worker told us in the two minutes after a session, in their words."""

    session_id: int
    asked: str
    liked: str
    worried: str
    promised: str
    worker_is: str
    at: datetime
    by: str
    reading: OurReading | None = None
    became: tuple[Ref, ...] = ()


def pipeline(state: SessionState, steps: Sequence[Step]) -> tuple[PipelineStep, ...]:
    """The nine steps as they stand; ``steps`` is all that was noted, in its order.

    A step that was taken back is to come again, and what came before it keeps who and when. One that was
    passed without a word says so: it is not noted.
    """
    taken = _standing(steps)
    made: list[PipelineStep] = []
    for each in SessionState:
        step = taken.get(each)
        if each.place_in_order > state.place_in_order:
            made.append(PipelineStep(each, Mark.TO_COME))
        elif step is None:
            made.append(PipelineStep(each, Mark.NOT_NOTED))
        else:
            made.append(PipelineStep(each, Mark.TAKEN, step.at, step.by))
    return tuple(made)


def taken_back(steps: Sequence[Step]) -> Step | None:
    """Who put the session back to an earlier step, and when; None if nobody has since it last went on."""
    if len(steps) < 2 or steps[-1].state.place_in_order >= steps[-2].state.place_in_order:
        return None
    return steps[-1]


def step_before(state: SessionState, steps: Sequence[Step]) -> SessionState:
    """The last step noted before ``state``: where a mistaken step is taken back to; at the least: chosen."""
    earlier = [each for each in _standing(steps) if each.place_in_order < state.place_in_order]
    return max(earlier, key=lambda each: each.place_in_order, default=SessionState.CHOSEN)


def noted_until(at_most: SessionState, steps: Sequence[Step]) -> SessionState:
    """The furthest step noted that is no further than ``at_most``; at the least: chosen."""
    return at_most if at_most in _standing(steps) else step_before(at_most, steps)


def passed_over(state: SessionState, to: SessionState) -> tuple[SessionState, ...]:
    """The steps that are skipped on the way from ``state`` to ``to``."""
    return tuple(
        each for each in SessionState if state.place_in_order < each.place_in_order < to.place_in_order
    )


def said_skipped(skipped: Sequence[SessionState]) -> str:
    """“Skipped: worker told; manager told.”, or nothing."""
    return f"Skipped: {'; '.join(each.value for each in skipped)}." if skipped else ""


def _standing(steps: Sequence[Step]) -> dict[SessionState, Step]:
    """What stands of all that was noted: going back strikes out what came after."""
    standing: dict[SessionState, Step] = {}
    for step in steps:
        for later in [each for each in standing if each.place_in_order > step.state.place_in_order]:
            del standing[later]
        standing.setdefault(step.state, step)
    return standing


def is_awaiting_debrief(session: CaseSession, now: datetime) -> bool:
    """Whether ``session`` has ended by ``now`` and nobody has written down what was said."""
    if session.is_debriefed or session.did_not_happen or session.ends_at is None:
        return False
    return session.state is SessionState.ENDED or session.ends_at <= now


def debrief_alarm(session: CaseSession, now: datetime) -> str:
    """What rings: "ended 48 min ago, not debriefed", or nothing when there is nothing to say."""
    if not is_awaiting_debrief(session, now) or session.ends_at is None:
        return ""
    minutes = max(0, minutes_between(session.ends_at, now))
    return f"ended {said_minutes(minutes)} ago, not debriefed"


def is_debrief_overdue(session: CaseSession, now: datetime) -> bool:
    """Whether the half hour for the debrief has passed."""
    return (
        is_awaiting_debrief(session, now)
        and session.ends_at is not None
        and now - session.ends_at >= DEBRIEF_WITHIN
    )
