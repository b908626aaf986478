"""What rings, and when: worked out from the data each time, so that sleep and closing lose nothing.

The scheduler only knocks. What is due is asked of the data; a decision (later, done) is kept
under the reminder's key, and the same thing rings again only when its key changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ilacs_desktop.domain.changes import Ref


class Urgency(StrEnum):
    """How a reminder is shown: a child's safety, something about to fail a person, or the rest."""

    SAFETY = "child safety"
    SOON = "soon"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to be reminded of: from when on, in which words, and where it leads."""

    key: str
    at: datetime
    text: str
    ref: Ref | None = None
    level: Urgency = Urgency.PLAIN


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a reminder."""

    snoozed_until: datetime | None = None
    is_dismissed: bool = False


def due(
    reminders: Iterable[Reminder], decisions: Mapping[str, Decision], now: datetime
) -> tuple[Reminder, ...]:
    """Those that should ring at ``now``: each once, child safety first, then by moment.

    One that was dismissed never comes back; one put off comes back when its time has come.
    """
    ringing: dict[str, Reminder] = {}
    for reminder in reminders:
        decision = decisions.get(reminder.key, Decision())
        is_asleep = decision.snoozed_until is not None and decision.snoozed_until > now
        if reminder.at <= now and not decision.is_dismissed and not is_asleep:
            ringing.setdefault(reminder.key, reminder)
    order = list(Urgency)
    return tuple(sorted(ringing.values(), key=lambda each: (order.index(each.level), each.at, each.key)))
