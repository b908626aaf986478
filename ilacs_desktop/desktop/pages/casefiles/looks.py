"""How states, spots and clocks look: a word, a role and an icon, the same wherever they stand."""

from __future__ import annotations

from datetime import datetime

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.domain.casefiles import (
    CaseSession,
    Child,
    Concern,
    SessionState,
    is_awaiting_debrief,
    is_debrief_overdue,
)
from ilacs_desktop.domain.moments import minutes_between, said_minutes

ROOMY_PERCENT = 130
"""Beyond this text size the lists leave out what the panel beside them says as well."""

STATES = {
    SessionState.CHOSEN: ("chosen", "plain", ""),
    SessionState.WORKER_TOLD: ("worker told", "info", ""),
    SessionState.MANAGER_TOLD: ("manager told", "info", ""),
    SessionState.CHECKED: ("record checked", "info", "check"),
    SessionState.READY: ("ready", "good", "check"),
    SessionState.IN_SESSION: ("in session", "accent", "play"),
    SessionState.ENDED: ("ended", "warn", ""),
    SessionState.DEBRIEFED: ("debriefed", "good", "check"),
    SessionState.DONE: ("done", "good", "check-check"),
}


def is_roomy() -> bool:
    """Whether the text is small enough for every column and every word of the head."""
    return current_theme().percent <= ROOMY_PERCENT


def state_pill(session: CaseSession) -> PillText:
    """How far a session has come; one that was stood down says so."""
    if session.did_not_happen and not session.is_debriefed:
        return PillText("stood down", "plain", "ban")
    return PillText(*STATES[session.state])


def alarm_pill(session: CaseSession, now: datetime) -> PillText | None:
    """How long ago a session ended that was not debriefed; amber once it rings, as red is for a child."""
    if not is_awaiting_debrief(session, now) or session.ends_at is None:
        return None
    words = said_minutes(max(0, minutes_between(session.ends_at, now)))
    return PillText(words, "warn" if is_debrief_overdue(session, now) else "plain", "timer")


def spots_pill(child: Child) -> PillText | None:
    """How many weak spots a record has."""
    count = len(child.weak_spots)
    return PillText(str(count), "warn", "triangle-alert") if count else None


def clock_pill(concern: Concern, now: datetime) -> PillText:
    """How long a concern has been open, or that it is closed."""
    if concern.closed_at is not None:
        return PillText("closed", "good", "check")
    return PillText(
        f"open {said_minutes(max(0, minutes_between(concern.said_at, now)))}", "alert", "octagon-alert"
    )
