"""A proposal in plain words: what would change, whom it disturbs, how sure it is to be the best."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.replan.costs import Disturbance
from ilacs_desktop.domain.replan.wishes import Wish
from ilacs_desktop.domain.timetable import Change, Slot


class Way(StrEnum):
    """What sets a proposal apart from the others."""

    LEAST = "Least disturbing"
    TIMES_STAY = "No times change"
    INSPECTORS_STAY = "Inspectors stay"
    OTHER = "Another way"
    BY_HAND = "Simple repair"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One timetable that grants every wish.

    ``after`` holds the slots that change, as they would be. ``told`` names those who would have to hear of
    it. ``bound`` is what nothing that was looked at can be below; None when that is not known.
    ``warnings`` are clashes that do not stop an issue and would be new. ``digest`` stands for the draft it
    was made for.
    """

    number: int
    way: Way
    disturbance: Disturbance
    changes: tuple[Change, ...]
    after: tuple[Slot, ...]
    told: tuple[str, ...]
    hearing: int
    bound: int | None
    warnings: tuple[Clash, ...]
    day: date
    digest: str

    @property
    def cost(self) -> int:
        """Its points; they only compare proposals with each other."""
        return self.disturbance.cost

    @property
    def is_proven(self) -> bool:
        """Whether nothing that was looked at disturbs less."""
        return self.bound is not None and self.bound >= self.cost

    @property
    def gap(self) -> float | None:
        """The share of its points that could be saved at most; None when that is not known."""
        if self.bound is None:
            return None
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost else 0.0

    @property
    def sentence(self) -> str:
        """``6 people to tell, 2 slots move, none cancelled``."""
        return said_disturbance(self.disturbance)

    @property
    def gap_sentence(self) -> str:
        """How sure it is, as a sentence."""
        if self.gap is None:
            return "Found by simple repair; there may be better."
        if self.is_proven:
            return "Proven: nothing that was looked at disturbs less."
        percent = max(1, round(self.gap * 100))
        return f"At most {percent} % better might be possible."


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Wishes that cannot be granted together, or one that cannot be granted at all, and what to do."""

    wishes: tuple[Wish, ...]
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """The answer to some wishes: timetables, the least disturbing first; or why there is none.

    ``note`` is said beside them, such as that the solver could not be loaded.
    """

    day: date
    wishes: tuple[Wish, ...]
    said: tuple[str, ...]
    proposals: tuple[Proposal, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    note: str = ""


def said_disturbance(found: Disturbance) -> str:
    """What it comes to, without a full stop: people first, then slots, cancelled ones always."""
    if not found.touched:
        return "Nothing has to change"
    said = [f"{_people(len(found.told))} to tell"]
    moved = found.moved - found.other_day
    if moved:
        said.append(f"{_slots(moved)} {'moves' if moved == 1 else 'move'}")
    if found.other_day:
        said.append(f"{found.other_day} to another day")
    if found.crewed:
        said.append(f"{found.crewed} with somebody else")
    if found.placed:
        said.append(f"{found.placed} in another room")
    if found.reinstated:
        said.append(f"{found.reinstated} on again")
    said.append(f"{found.cancelled} cancelled" if found.cancelled else "none cancelled")
    return ", ".join(said)


def digest_of_draft(slots: Iterable[Slot], day: date) -> str:
    """What the slots of a day say, locks and marks included, as one short text."""
    lines = sorted(
        f"{slot.uid}|{slot.starts_at.isoformat()}|{slot.ends_at.isoformat()}|{slot.place_id}|{slot.status.value}"
        f"|{slot.locked}|{slot.kind.value}|{slot.purpose}|{slot.case_code}"
        f"|{sorted((part.person_id, part.part.value) for part in slot.parts)}"
        for slot in slots
        if slot.day == day
    )
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _slots(count: int) -> str:
    return "1 slot" if count == 1 else f"{count} slots"
