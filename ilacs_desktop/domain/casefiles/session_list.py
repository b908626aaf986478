"""The list of sessions: which of them are looked for, and as a list that leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ilacs_desktop.domain.casefiles.sessions import (
    CaseSession,
    Mark,
    SessionState,
    debrief_alarm,
    is_awaiting_debrief,
    pipeline,
)
from ilacs_desktop.domain.listings import Cell, Grid, Head, Look
from ilacs_desktop.domain.moments import day_of

READING_HEAD = "Our reading of the tone (not Ofsted’s)"
"""The heading over the tone wherever it leaves the house: whose it is stands in every cell as well."""


class Stand(StrEnum):
    """Sessions one looks for together; the value is what the list says."""

    ALL = "all sessions"
    TODAY = "today"
    TO_PREPARE = "to prepare"
    NOT_PLANNED = "not planned"
    NOT_DEBRIEFED = "not debriefed"
    TO_FOLLOW_UP = "to follow up"
    DONE = "done"
    STOOD_DOWN = "stood down"


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """What is looked for: how a session stands, and words that all stand in it somewhere."""

    stand: Stand = Stand.ALL
    text: str = ""

    @property
    def is_on(self) -> bool:
        """Whether it leaves anything out."""
        return self.stand is not Stand.ALL or bool(self.text.strip())


def found(sessions: Sequence[CaseSession], wanted: SessionFilter, now: datetime) -> tuple[CaseSession, ...]:
    """Those that are looked for, in the order given."""
    words = wanted.text.casefold().split()
    return tuple(
        each for each in sessions if _stands(each, wanted.stand, now) and (not words or _holds(each, words))
    )


def sessions_grid(sessions: Sequence[CaseSession], now: datetime) -> Grid:
    """The sessions as rows, by their codes alone: an ID of a child stays in the house."""
    return Grid(
        "Case-file sessions",
        _HEADS,
        tuple(_row(each, now) for each in sessions),
        empty_says="No sessions yet.",
    )


def _stands(session: CaseSession, stand: Stand, now: datetime) -> bool:
    if stand is Stand.ALL:
        return True
    begun = session.state.place_in_order >= SessionState.IN_SESSION.place_in_order
    is_off = session.did_not_happen and not session.is_debriefed
    return {
        Stand.TODAY: session.starts_at is not None and day_of(session.starts_at) == day_of(now),
        Stand.TO_PREPARE: not begun
        and not is_off
        and (session.starts_at is None or session.starts_at > now)
        and session.state is not SessionState.READY,
        Stand.NOT_PLANNED: session.starts_at is None and not session.is_debriefed,
        Stand.NOT_DEBRIEFED: is_awaiting_debrief(session, now),
        Stand.TO_FOLLOW_UP: session.state is SessionState.DEBRIEFED,
        Stand.DONE: session.state is SessionState.DONE,
        Stand.STOOD_DOWN: is_off,
    }[stand]


def _holds(session: CaseSession, words: Sequence[str]) -> bool:
    child = session.child
    places = (
        session.case_code, child.child_id, session.inspector, session.worker, session.navigator,
        session.sits_in, session.place, session.state.value, session.reason, child.team, *child.cohorts,
    )  # fmt: skip
    text = " ".join(places).casefold()
    return all(word in text for word in words)


_HEADS = (
    Head("Case", 8, share=0),
    Head("From", 18, Look.MOMENT, share=0),
    Head("Until", 18, Look.MOMENT),
    Head("Inspector", 16, share=1.2),
    Head("Worker", 18, share=1.2),
    Head("Sits in", 16),
    Head("Navigator", 16),
    Head("Where", 24, share=1.4),
    Head("By video", 9),
    Head("State", 24, Look.STATE, share=1.2),
    Head("Debrief", 26, share=1.6),
    Head("Debriefed at", 18, Look.MOMENT),
    Head(READING_HEAD, 44, share=2),
    Head("Chosen because", 24),
    *(Head(f"{state.value[:1].upper()}{state.value[1:]}: when", 18, Look.MOMENT) for state in SessionState),
    *(Head(f"{state.value[:1].upper()}{state.value[1:]}: who", 18) for state in SessionState),
)


def _row(session: CaseSession, now: datetime) -> tuple[Cell, ...]:
    steps = pipeline(session.state, session.steps)
    is_off = session.did_not_happen and not session.is_debriefed
    return (
        session.case_code,
        session.starts_at,
        session.ends_at,
        session.inspector,
        session.worker,
        session.sits_in,
        session.navigator,
        session.place,
        "yes" if session.by_video else "",
        "stood down" if is_off else session.state.value,
        debrief_alarm(session, now),
        session.debriefed_at,
        session.reading.said if session.reading else "",
        session.reason,
        *(step.at for step in steps),
        *(step.by or (step.mark.value if step.mark is Mark.NOT_NOTED else "") for step in steps),
    )
