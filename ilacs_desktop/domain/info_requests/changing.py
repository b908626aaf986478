"""Two changes of one request at once: what collides is shown to the second, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ilacs_desktop.domain.errors import Explained

from .shapes import InfoRequest

FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "title": "the title",
        "meaning": "what we take it to mean",
        "kind": "the kind",
        "enquiry_id": "the line of enquiry",
        "asked_by_id": "who asked",
        "asked_of": "who was asked",
        "asked_how": "how it was asked",
        "asked_in_uid": "the slot it was asked in",
        "target_at": "when it is wanted",
        "promised_at": "what is promised",
        "owner_id": "the owner",
    }
)
"""What can be put right of a request, by the name of its field, and how it is said."""


@dataclass(frozen=True, slots=True)
class Collision:
    """One field that somebody else has changed since it was looked at: what stands there, what we want."""

    field: str
    theirs: object
    mine: object

    @property
    def words(self) -> str:
        """How the field is said: "what we take it to mean"."""
        return FIELD_WORDS[self.field]


class ChangedMeanwhile(Explained):
    """Somebody else has changed the same; ``now`` is the request as it stands, with nothing of ours in it."""

    def __init__(self, now: InfoRequest, collisions: tuple[Collision, ...]) -> None:
        words = ", ".join(each.words for each in collisions)
        super().__init__(
            f"Someone else has just changed {now.ref}: {words}.",
            remedy="Look at both versions and choose; nothing was overwritten.",
        )
        self.now = now
        self.collisions = collisions


def collisions(seen: InfoRequest, now: InfoRequest, mine: Mapping[str, object]) -> tuple[Collision, ...]:
    """The fields of ``mine`` that are neither as they were ``seen`` nor as we want them."""
    return tuple(
        Collision(field, getattr(now, field), value)
        for field, value in mine.items()
        if getattr(now, field) not in (getattr(seen, field), value)
    )
