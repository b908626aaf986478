"""Change slips: what one person must hear of the way from one timetable to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable.diff import Change, ChangeKind, differences, said_span
from ilacs_desktop.domain.timetable.slots import Part, PartKind, Slot, said_list
from ilacs_desktop.domain.timetable.swaps import Replacement, Swap, Told, said_swap, told_units

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

    A person who is stood down hears it; of two who take each other's place both hear; of slots that
    change places a person hears once. With ``now``, nobody hears of what was and is over by then.
    """
    heard: dict[int, list[tuple[datetime, str, str]]] = {}
    known: dict[int, Part] = {}
    to_tell = [change for change in changes if now is None or _last_end(change) > now]
    for unit in told_units(to_tell):
        for part in unit.people:
            line = line_of(part.person_id, unit)
            if line:
                known[part.person_id] = part
                starts_at = _starts_at(part.person_id, unit, now)
                heard.setdefault(part.person_id, []).append((starts_at, unit.changes[0].uid, line))
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


def line_of(person_id: int, unit: Told, *, has_day: bool = True) -> str:
    """What the person hears of one unit; empty when it is nothing to this person.

    Without ``has_day`` the day stands beside it already, and is not said of what stays on its day.
    """
    if isinstance(unit, Swap):
        return _line_of_swap(person_id, unit, has_day=has_day)
    if isinstance(unit, Replacement):
        return _line_of_replacement(person_id, unit)
    line = line_for(person_id, unit)
    before, after = unit.before, unit.after
    if not (
        has_day and line and before and after and _part_in(person_id, before) and _part_in(person_id, after)
    ):
        return line  # an empty one, or one that says the day itself
    if ChangeKind.MOVED_DAY in unit.kinds:
        return line
    at = "" if ChangeKind.RETIMED in unit.kinds else f" {said_time(after.starts_at)}"
    return f"{said_short_day(after.day)}{at}: {line}"


def line_for(person_id: int, change: Change) -> str:
    """What the person hears of one change, as a full sentence; empty when nothing."""
    was, now = _part_in(person_id, change.before), _part_in(person_id, change.after)
    before, after = change.before, change.after
    if was and before and not (now and after):
        return _stood_down(before, _stand_ins(was, change.after, change.before))
    if now and after and not (was and before):
        again = ChangeKind.REINSTATED in change.kinds and bool(_held(person_id, change.before))
        return _added(after, now, _stand_ins(now, change.before, change.after), again=again)
    if was and now and before and after:
        said = differences(before, after, to=person_id)
        return f"{before.title_with_inspectors} {said_list(said)}." if said else ""
    return ""


def _line_of_swap(person_id: int, swap: Swap, *, has_day: bool) -> str:
    """One line, whether the person is in both slots, in one of them, or goes from the one to the other."""
    had = [_part_in(person_id, change.before) for change in swap.changes]
    has = [_part_in(person_id, change.after) for change in swap.changes]
    if all(had) and all(has):
        return f"{said_swap(swap, to=person_id)}."
    for gone, new in ((0, 1), (1, 0)):
        part = has[new]
        if had[gone] and part and not has[gone] and not had[new]:
            return _changes_places(person_id, swap.changes[gone], swap.changes[new], part)
    lines = (line_of(person_id, change, has_day=has_day) for change in swap.changes)
    return " ".join(filter(None, lines))


def _changes_places(person_id: int, gone: Change, new: Change, part: Part) -> str:
    """For somebody who leaves ``gone`` for ``new`` while another goes the other way."""
    others = {each.person_id for each in (gone.before.parts if gone.before else ())}
    come = [each for each in (gone.after.parts if gone.after else ()) if each.side is part.side]
    names = sorted(each.name for each in come if each.person_id not in others | {person_id})
    was, now = gone.before or gone.slot, new.slot
    lead = f"You change places with {said_list(names)}: " if names else "Changed: "
    here, there = f"{_title(now, part)}, {said_span(now)}", _instead(was, now, part)
    return f"{lead}{here}, instead of {there}; {YOURS[part.part]}."


def _line_of_replacement(person_id: int, unit: Replacement) -> str:
    """Who stays with it hears one line; who goes and who comes hear of each other."""
    was, now = unit.was, unit.slot
    had, has = _part_in(person_id, was), _part_in(person_id, now)
    if had and has:
        here, there = f"{_title(now, has)}, {said_span(now)}", _instead(was, now, has)
        return f"Replaced: {here}, instead of {there}; {YOURS[has.part]}."
    if had:
        return _stood_down(was, _stand_ins(had, now, was))
    if has:
        again = ChangeKind.REINSTATED in unit.new.kinds and bool(_held(person_id, unit.new.before))
        return _added(now, has, _stand_ins(has, was, now), again=again)
    return ""


def _stood_down(slot: Slot, instead: list[str]) -> str:
    taken = f" {said_list(instead)} {'takes' if len(instead) == 1 else 'take'} your place." if instead else ""
    return f"Stood down: {slot.title_with_inspectors}, {said_span(slot)}.{taken}"


def _added(slot: Slot, part: Part, instead: list[str], *, again: bool) -> str:
    place = f" You take the place of {said_list(instead)}." if instead else ""
    word = "On again" if again else "Added"
    return f"{word}: {slot.title_with_inspectors}, {said_span(slot)}; {YOURS[part.part]}.{place}"


def _title(slot: Slot, part: Part) -> str:
    """An inspector need not be told that they are with themselves."""
    return slot.title if part.side is Side.INSPECTORATE else slot.title_with_inspectors


def _instead(was: Slot, now: Slot, part: Part) -> str:
    """What falls away, with its time and place where they are others."""
    said = _title(was, part)
    if was.day != now.day:
        return f"{said}, {said_span(was)}"
    if (was.starts_at, was.ends_at) != (now.starts_at, now.ends_at):
        said += f", {said_time(was.starts_at)} to {said_time(was.ends_at)}"
    return f"{said}, {was.where}" if was.where and was.where != now.where else said


def _stand_ins(whose: Part, here: Slot | None, there: Slot | None) -> list[str]:
    """Those in ``here`` and not in ``there``, with the same part and side as ``whose``."""
    if here is None or there is None or here.is_cancelled or there.is_cancelled:
        return []
    others = {part.person_id for part in there.parts}
    return sorted(
        part.name
        for part in here.parts
        if part.person_id not in others and part.side is whose.side and part.part is whose.part
    )


def _starts_at(person_id: int, unit: Told, now: datetime | None) -> datetime:
    """The first start, old or new, of what the person is in; of what is not over yet, if there is any."""
    slots = [slot for change in unit.changes for slot in (change.before, change.after) if slot]
    theirs = [slot for slot in slots if _part_in(person_id, slot)] or slots
    coming = [slot for slot in theirs if now is None or slot.ends_at > now] or theirs
    return min(slot.starts_at for slot in coming)


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
