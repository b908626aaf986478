"""Running late: how the rest of a lane moves when one slot does.

A lane is what one person does on one day, or what happens in one place. The delay travels down the
lane, each slot later by the same minutes, until something swallows it:

* a gap as long as the delay;
* lunch or another slot of logistics, which stays and is cut short;
* a slot that is locked or has begun, which stays; what then overlaps is said.

A lunch shorter than what is left of the delay does not swallow it, and the slots after it move too.

Nothing is pushed past the end of the day: then nothing moves at all, and the sentence says why.
Slots that were cancelled or fell through are not there. The people of the other lanes are not
chased; what then clashes is for the rules of clashes to find.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from ilacs_desktop.domain.moments import minutes_between, moment, said_minutes, said_time
from ilacs_desktop.domain.timetable.moves import SlotMove
from ilacs_desktop.domain.timetable.slots import Slot, SlotKind

DAY_ENDS = time(18)
"""A lane is not pushed past this London time, or past its own last end where that is later."""

LONGEST = 240
"""Minutes; who is later than this needs a new plan and not a shift."""


@dataclass(frozen=True, slots=True)
class LateShift:
    """What running late would mean for a lane; nothing is done yet.

    ``moves`` is in order of time. ``stops_at`` is when the lane is back on time, None when it is not
    before the end of its day. ``overlaps`` names the slots that stay and are run into. ``people`` is
    how many people the moved slots have.
    """

    uid: str
    minutes: int
    moves: tuple[SlotMove, ...]
    stops_at: datetime | None
    sentence: str
    overlaps: tuple[str, ...] = ()
    people: int = 0
    person_id: int | None = None
    place_id: int | None = None

    @property
    def is_possible(self) -> bool:
        """Whether there is anything that can be moved."""
        return bool(self.moves)


def late_shift(
    slots: Iterable[Slot],
    uid: str,
    minutes: int,
    *,
    person_id: int | None = None,
    place_id: int | None = None,
    day_ends: time = DAY_ENDS,
) -> LateShift:
    """How the lane goes on when the slot ``uid`` runs ``minutes`` late.

    The lane is that of ``person_id``, or of ``place_id``; without either that of the slot’s
    inspectors, or of all its people when it has none. A slot that has begun stays and ends later.

    Raises:
        ValueError: there is no such slot, or ``minutes`` is not between 1 and ``LONGEST``.
    """
    slots = tuple(slots)
    late = next((slot for slot in slots if slot.uid == uid), None)
    if late is None:
        raise ValueError(f"there is no slot {uid}")
    if not 0 < minutes <= LONGEST:
        raise ValueError(f"{minutes} minutes is no delay")
    delay = timedelta(minutes=minutes)
    rest = _rest(slots, late, person_id, place_id)
    moved: list[Slot] = [] if late.is_fixed else [late]
    overlaps: list[str] = []
    stops_at: datetime | None = None
    busy_until = late.ends_at + delay
    for slot in rest:
        if slot.starts_at >= busy_until:
            stops_at = slot.starts_at
            break
        if slot.is_fixed or slot.kind is SlotKind.LOGISTICS:
            overlaps.append(_said_overlap(slot, busy_until))
            if busy_until <= slot.ends_at:
                stops_at = slot.ends_at
                break
            continue
        moved.append(slot)
        busy_until = max(busy_until, slot.ends_at + delay)
    last_end = max([slot.ends_at for slot in (late, *rest)])
    limit = max(moment(late.day, day_ends), last_end)
    new_end = max([slot.ends_at + delay for slot in moved], default=late.ends_at)
    nothing = LateShift(uid, minutes, (), None, "", person_id=person_id, place_id=place_id)
    if new_end > limit:
        return replace(
            nothing,
            sentence=(
                f"{_last(moved).title} would end at {said_time(new_end)}, past the end of the day at"
                f" {said_time(limit)}. Nothing was moved: cancel or move a slot first."
            ),
        )
    moves = tuple(SlotMove(slot.uid, slot.starts_at + delay, slot.ends_at + delay) for slot in moved)
    return replace(
        nothing,
        moves=moves,
        stops_at=stops_at,
        sentence=_sentence(moved, minutes, stops_at, overlaps),
        overlaps=tuple(overlaps),
        people=len({part.person_id for slot in moved for part in slot.parts}),
    )


def _rest(slots: tuple[Slot, ...], late: Slot, person_id: int | None, place_id: int | None) -> list[Slot]:
    """What follows ``late`` in the lane on its day, in order of time."""
    people = {person_id} if person_id is not None else set[int | None]()
    if person_id is None and place_id is None:
        people = {part.person_id for part in late.inspectors or late.parts}
    after = (late.starts_at, late.ends_at, late.uid)
    return sorted(
        (
            slot
            for slot in slots
            if slot.day == late.day
            and slot.takes_time
            and (slot.starts_at, slot.ends_at, slot.uid) > after
            and (
                not people.isdisjoint(part.person_id for part in slot.parts)
                or (place_id is not None and slot.place_id == place_id)
            )
        ),
        key=lambda slot: (slot.starts_at, slot.ends_at, slot.uid),
    )


def _said_overlap(slot: Slot, busy_until: datetime) -> str:
    over = said_minutes(minutes_between(slot.starts_at, min(busy_until, slot.ends_at)))
    if slot.kind is SlotKind.LOGISTICS:
        return f"{slot.title} at {said_time(slot.starts_at)} is {over} shorter"
    why = "is locked" if slot.locked else "has begun"
    return f"{slot.title} at {said_time(slot.starts_at)} {why} and overlaps by {over}"


def _last(moved: list[Slot]) -> Slot:
    return max(moved, key=lambda slot: (slot.ends_at, slot.uid))


def _sentence(moved: list[Slot], minutes: int, stops_at: datetime | None, overlaps: list[str]) -> str:
    """What the shift comes to, as one or two full sentences."""
    if not moved:
        tail = f" {'; '.join(overlaps)}." if overlaps else ""
        return f"Nothing has to move.{tail}"
    first = min(moved, key=lambda slot: slot.starts_at)
    what = first.title if len(moved) == 1 else f"{len(moved)} slots"
    verb = "moves" if len(moved) == 1 else "move"
    back = f"; back on time at {said_time(stops_at)}" if stops_at else ""
    sentence = f"{what} {verb} {said_minutes(minutes)} later{back}."
    return f"{sentence} {'; '.join(overlaps)}." if overlaps else sentence
