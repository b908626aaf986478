"""The told board: who has been told of which issue, and who must be told next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ilacs_desktop.domain.moments import minutes_between
from ilacs_desktop.domain.people import Side

NEAR_MINUTES = 18 * 60
"""A start is near from the evening before; eighteen hours reach from 18:00 to noon."""


class Way(StrEnum):
    """How somebody was told."""

    MAIL = "e-mail"
    PHONE = "phone"
    IN_PERSON = "in person"
    TEAM_BRIEFING = "team briefing"
    BY_MANAGER = "told by manager"
    CHAT = "chat"


class TellingState(StrEnum):
    """How far the telling of one person has come."""

    PREPARED = "prepared"
    SENT = "sent"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Telling:
    """One person's message about one issue, and what became of it.

    ``since_number`` is the issue the person already knows; the lines say everything that has
    changed for them from there to ``issue_number``. None: they know of no issue yet.
    """

    id: int
    issue_number: int
    person_id: int
    name: str
    state: TellingState
    lines: tuple[str, ...]
    first_starts_at: datetime
    how: str = ""
    by: str = ""
    prepared_at: datetime | None = None
    sent_at: datetime | None = None
    confirmed_at: datetime | None = None
    since_number: int | None = None
    side: Side = Side.AUTHORITY
    version: int = 0
    team: str = ""

    @property
    def text(self) -> str:
        """The lines, ready to paste into a message."""
        return "\n".join(self.lines)

    @property
    def is_confirmed(self) -> bool:
        """Whether the person is known to have heard."""
        return self.state is TellingState.CONFIRMED

    def is_near(self, now: datetime) -> bool:
        """Whether the first start is near, or past, and the person is not known to have heard."""
        return not self.is_confirmed and minutes_between(now, self.first_starts_at) <= NEAR_MINUTES


def urgent_first(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """The not confirmed first, then by first start and name; of one person the newest message first."""
    return tuple(sorted(tellings, key=_urgency))


def teams_of(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """The teams with somebody to tell, by name."""
    return tuple(sorted({telling.team for telling in tellings if telling.team}, key=str.casefold))


def waiting_of_team(tellings: Iterable[Telling], team: str) -> tuple[Telling, ...]:
    """Those of a team who are not known to have heard, in the order given."""
    wanted = team.strip().casefold()
    return tuple(each for each in tellings if not each.is_confirmed and each.team.casefold() == wanted)


def _urgency(telling: Telling) -> tuple[bool, datetime, str, int, int]:
    return (
        telling.is_confirmed,
        telling.first_starts_at,
        telling.name,
        telling.person_id,
        -telling.issue_number,
    )
