"""The memory of the draft: what each edit did, said in words, and what became of one slot.

An edit is imperative, for a button: ``Undo: Move C-014 records to 11:00``. A slot’s history is told
as it was: ``moved 09:30 → 11:00 by K. Boyle, Wed 2 Dec 18:42; issued in 5, 6``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.domain.timetable.slots import Slot, SlotStatus, said_list


@dataclass(frozen=True, slots=True)
class SlotEdit:
    """One slot before and after an edit; None where it was not there."""

    uid: str
    before: Slot | None
    after: Slot | None

    @property
    def slot(self) -> Slot:
        """The slot as it became, or as it was when it was taken out."""
        slot = self.after or self.before
        if slot is None:
            raise ValueError("an edit needs a slot before or after")
        return slot


@dataclass(frozen=True, slots=True)
class DraftDeed:
    """One edit of the draft as one undoes it, of one slot or of many.

    ``said`` is what a button says after “Undo” or “Redo”. ``remark`` is set on a deed that was just
    undone or redone, when there is something to know about the outcome.
    """

    id: int
    said: str
    done_at: datetime
    done_by: str
    is_undone: bool
    uids: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SlotEvent:
    """One thing that happened to a slot, and the issues that then held it so.

    Without a ``sentence`` it was issued, and what was done to it before is not known.
    """

    at: datetime
    by: str
    sentence: str
    issues: tuple[int, ...] = ()

    @property
    def line(self) -> str:
        """``moved 09:30 → 11:00 by K. Boyle, Wed 2 Dec 18:42; issued in 5, 6``."""
        who = f" by {self.by}" if self.by else ""
        issued = said_issues(self.issues) if self.issues else ""
        line = f"{self.sentence or issued}{who}, {said_short_day(day_of(self.at))} {said_time(self.at)}"
        return f"{line}; {issued}" if self.sentence and issued else line


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The whole draft under a name, private; ``slots`` is how many it holds."""

    id: int
    name: str
    made_at: datetime
    made_by: str
    slots: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What going back to a checkpoint or an issue came to. ``left`` are titles of slots that stay."""

    changed: int
    left: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """In words: ``12 slots are as they were. 1 stays as it is, locked or begun: C-014 records.``."""
        said = "Nothing had to change."
        if self.changed:
            said = "1 slot is as it was." if self.changed == 1 else f"{self.changed} slots are as they were."
        if not self.left:
            return said
        stay = "stays as it is" if len(self.left) == 1 else "stay as they are"
        return f"{said} {len(self.left)} {stay}, locked or begun: {said_list(self.left)}."


def said_issues(numbers: Sequence[int]) -> str:
    """``issued in 5, 6``."""
    return f"issued in {', '.join(str(number) for number in numbers)}"


def said_edit(edit: SlotEdit) -> str:
    """What was done to one slot, as an order: ``Move C-014 records to 11:00``."""
    before, after = edit.before, edit.after
    if before is None:
        return f"Add {edit.slot.title} at {said_time(edit.slot.starts_at)}"
    if after is None:
        return f"Take {edit.slot.title} out"
    if before.status is not after.status or _actuals(before) != _actuals(after):
        return _said_status(before, after)
    if (before.starts_at, before.ends_at, before.place_id) != (
        after.starts_at,
        after.ends_at,
        after.place_id,
    ):
        return _said_move(before, after)
    title = before.title
    ways = {
        f"Change who is in {title}": before.parts != after.parts,
        f"Rename {title} to {after.purpose}": before.purpose != after.purpose,
        f"{'Lock' if after.locked else 'Unlock'} {title}": before.locked is not after.locked,
        f"Change the note of {title}": before.note != after.note,
    }
    return next((said for said, is_so in ways.items() if is_so), f"Change {title}")


def told_edit(edit: SlotEdit) -> str:
    """What happened to one slot, as its history tells it: ``moved 09:30 → 11:00``."""
    before, after = edit.before, edit.after
    if before is None:
        slot = edit.slot
        return f"added at {said_time(slot.starts_at)}, {said_short_day(slot.day)}" + _with_place(None, slot)
    if after is None:
        return "taken out"
    said = (*_told_plan(before, after), *_told_content(before, after), *_told_marks(before, after))
    return ", ".join(said)


def _told_plan(before: Slot, after: Slot) -> Iterator[str]:
    if before.starts_at != after.starts_at:
        yield f"moved {_said_from_to(before, after)}"
    if before.ends_at - before.starts_at != after.ends_at - after.starts_at:
        yield f"end {said_time(before.ends_at)} → {said_time(after.ends_at)}"
    if before.place_id != after.place_id:
        yield f"place {before.where or 'none'} → {after.where or 'none'}"
    if before.parts != after.parts:
        yield _told_crew(before, after)


def _told_content(before: Slot, after: Slot) -> Iterator[str]:
    if before.purpose != after.purpose:
        yield f"renamed “{before.purpose}” → “{after.purpose}”"
    if before.kind is not after.kind:
        yield f"{before.kind.value} → {after.kind.value}"
    if (before.child_id, before.case_code) != (after.child_id, after.case_code):
        yield f"case {before.case_code or 'none'} → {after.case_code or 'none'}"
    if before.enquiries != after.enquiries:
        yield "lines of enquiry changed"


def _told_marks(before: Slot, after: Slot) -> Iterator[str]:
    if before.status is not after.status or _actuals(before) != _actuals(after):
        yield _told_status(before, after)
    if before.locked is not after.locked:
        yield "locked" if after.locked else "unlocked"
    if before.note != after.note:
        yield "note changed"


def _said_move(before: Slot, after: Slot) -> str:
    title = before.title
    if before.starts_at != after.starts_at:
        return f"Move {title} to {_said_when(before, after)}" + _with_place(before, after)
    if before.ends_at != after.ends_at:
        return f"Let {title} end at {said_time(after.ends_at)}" + _with_place(before, after)
    return f"Move {title} to {after.where}" if after.where else f"Take {title} out of its place"


def _said_when(before: Slot, after: Slot) -> str:
    time = said_time(after.starts_at)
    return time if before.day == after.day else f"{said_short_day(after.day)} {time}"


def _said_from_to(before: Slot, after: Slot) -> str:
    if before.day == after.day:
        return f"{said_time(before.starts_at)} → {said_time(after.starts_at)}"
    return (
        f"{said_short_day(before.day)} {said_time(before.starts_at)}"
        f" → {said_short_day(after.day)} {said_time(after.starts_at)}"
    )


def _with_place(before: Slot | None, after: Slot) -> str:
    is_same = before is not None and before.place_id == after.place_id
    return "" if is_same or not after.where else f", {after.where}"


def _said_status(before: Slot, after: Slot) -> str:
    title = after.title
    if after.status is SlotStatus.CANCELLED:
        return f"Cancel {title}"
    if after.status is SlotStatus.PLANNED:
        if before.is_cancelled:
            return f"Reinstate {title}"
        return f"Take back what became of {title}"
    return f"Mark {title}: {after.outcome}"


def _told_status(before: Slot, after: Slot) -> str:
    if after.status is SlotStatus.PLANNED:
        return "on again" if before.is_cancelled else f"no longer “{before.outcome}”"
    return after.outcome


def _told_crew(before: Slot, after: Slot) -> str:
    was = {part.person_id: part for part in before.parts}
    now = {part.person_id: part for part in after.parts}
    come = sorted(now[person].name for person in now.keys() - was.keys())
    left = sorted(was[person].name for person in was.keys() - now.keys())
    said = []
    if come:
        said.append(f"{said_list(come)} joined")
    if left:
        said.append(f"{said_list(left)} left")
    said.extend(
        f"{now[person].name} now {now[person].part.value}"
        for person in sorted(was.keys() & now.keys(), key=lambda person: now[person].name)
        if was[person].part is not now[person].part
    )
    return ", ".join(said) or "people in another order"


def _actuals(slot: Slot) -> tuple[object, ...]:
    return (slot.started_at, slot.ended_at, slot.late_minutes, slot.status_reason)
