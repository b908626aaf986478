"""Change slips: what one person must hear of the way from one timetable to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable.diff import Change, ChangeKind, differences, said_span
from ilacs_desktop.domain.timetable.slots import Part, PartKind, Slot, said_list

YOURS = {
    PartKind.LEADS: "you lead",
    PartKind.ATTENDS: "you attend",
    PartKind.NAVIGATES: "you navigate",
    PartKind.OPTIONAL: "you may come",
}
"""What is said to a person of their part."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's message: a line for each slot, in order of time.

    ``first_starts_at`` is the earliest start, old or new, by which the person must have heard.
    """

    person_id: int
    name: str
    lines: tuple[str, ...]
    first_starts_at: datetime
    side: Side = Side.AUTHORITY

    @property
    def text(self) -> str:
        """The lines, ready to paste into a message."""
        return "\n".join(self.lines)


def slips_of(changes: Iterable[Change], *, now: datetime | None = None) -> tuple[Slip, ...]:
    """One slip for each person whose morning changes, soonest first.

    A person who is stood down hears it; of two who take each other's place both hear. With ``now``,
    nobody hears of what was and is over by then.
    """
    heard: dict[int, list[tuple[datetime, str, str]]] = {}
    known: dict[int, Part] = {}
    for change in changes:
        if now is not None and _last_end(change) <= now:
            continue
        for part in change.people:
            line = line_for(part.person_id, change)
            if line:
                known[part.person_id] = part
                heard.setdefault(part.person_id, []).append((_first_start(change), change.uid, line))
    slips = [
        Slip(
            person_id,
            known[person_id].name,
            tuple(line for _, _, line in sorted(lines)),
            min(lines)[0],
            known[person_id].side,
        )
        for person_id, lines in heard.items()
    ]
    return tuple(sorted(slips, key=lambda slip: (slip.first_starts_at, slip.name, slip.person_id)))


def line_for(person_id: int, change: Change) -> str:
    """What the person hears of one change, as a full sentence; empty when nothing."""
    was, now = _part_in(person_id, change.before), _part_in(person_id, change.after)
    before, after = change.before, change.after
    if was and before and not (now and after):
        instead = _stand_ins(change, was, come=True)
        taken = f" {said_list(instead)} {_takes(instead)} your place." if instead else ""
        return f"Stood down: {before.title_with_inspectors}, {said_span(before)}.{taken}"
    if now and after and not (was and before):
        again = ChangeKind.REINSTATED in change.kinds and _held(person_id, change.before)
        instead = _stand_ins(change, now, come=False)
        place = f" You take the place of {said_list(instead)}." if instead else ""
        word = "On again" if again else "Added"
        return f"{word}: {after.title_with_inspectors}, {said_span(after)}; {YOURS[now.part]}.{place}"
    if was and now and before and after:
        return _line_for_change(person_id, before, after)
    return ""


def _line_for_change(person_id: int, before: Slot, after: Slot) -> str:
    said = differences(before, after, to=person_id)
    return f"{before.title_with_inspectors} {said_list(said)}." if said else ""


def _takes(names: list[str]) -> str:
    return "takes" if len(names) == 1 else "take"


def _stand_ins(change: Change, whose: Part, *, come: bool) -> list[str]:
    """Those who came (or left) in the same slot with the same part and side as ``whose``."""
    here, there = (change.after, change.before) if come else (change.before, change.after)
    if here is None or there is None or here.is_cancelled or there.is_cancelled:
        return []
    others = {part.person_id for part in there.parts}
    return sorted(
        part.name
        for part in here.parts
        if part.person_id not in others and part.side is whose.side and part.part is whose.part
    )


def _part_in(person_id: int, slot: Slot | None) -> Part | None:
    """The person's part in a slot that stands."""
    if slot is None or slot.is_cancelled:
        return None
    return _held(person_id, slot)


def _held(person_id: int, slot: Slot | None) -> Part | None:
    if slot is None:
        return None
    return next((part for part in slot.parts if part.person_id == person_id), None)


def _last_end(change: Change) -> datetime:
    return max(slot.ends_at for slot in (change.before, change.after) if slot is not None)


def _first_start(change: Change) -> datetime:
    return min(slot.starts_at for slot in (change.before, change.after) if slot is not None)
