"""What changed between two timetables, on each slot's lasting uid.

Compared are the facts that change somebody's morning: day, start, end, place, site, link, people
and their parts, purpose, kind, case, lines of enquiry, and whether the slot stands. Not compared
are the coordinator's own marks (lock, note), what became of a slot on the day (started, ended, did
not happen: nobody need be told of what they were in), and corrected spellings of a person's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ilacs_desktop.domain.moments import said_day, said_short_day, said_time
from ilacs_desktop.domain.timetable.slots import Part, PartKind, Slot, SlotKind, said_list

PARTS = {
    PartKind.LEADS: "leading",
    PartKind.ATTENDS: "attending",
    PartKind.NAVIGATES: "navigating",
    PartKind.OPTIONAL: "free to come",
}
"""What a person does in a slot, after “has R. Malik”."""


class ChangeKind(StrEnum):
    """The ways in which one slot can differ between two timetables."""

    ADDED = "added"
    REMOVED = "removed"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    MOVED_DAY = "moved to another day"
    RETIMED = "re-timed"
    RELENGTHENED = "longer or shorter"
    REPLACED = "re-placed"
    RECREWED = "re-crewed"
    REPURPOSED = "re-purposed"
    RECASED = "case changed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """One slot as it was and as it is. ``before`` is None when added, ``after`` when removed."""

    uid: str
    kinds: tuple[ChangeKind, ...]
    before: Slot | None
    after: Slot | None

    @property
    def slot(self) -> Slot:
        """The slot as it is, or as it was when there is none any more."""
        slot = self.after or self.before
        if slot is None:
            raise ValueError("a change needs a slot before or after")
        return slot

    @property
    def changes(self) -> tuple[Change, ...]:
        """Itself: a change that is told alone (``swaps.told_units``) holds one."""
        return (self,)

    @property
    def people(self) -> tuple[Part, ...]:
        """Everyone with a part before or after, each once, by name."""
        parts = {
            part.person_id: part
            for slot in (self.before, self.after)
            if slot is not None
            for part in slot.parts
        }
        return tuple(sorted(parts.values(), key=lambda part: (part.name, part.person_id)))

    @property
    def sentence(self) -> str:
        """The change in plain words, without a full stop: ``C-014 records with Inspector B moves …``."""
        return said_change(self.before, self.after)


def facts(slot: Slot) -> tuple[object, ...]:
    """The facts of a slot that change somebody's morning, comparable with ``==``."""
    return (
        slot.uid,
        slot.starts_at,
        slot.ends_at,
        slot.purpose,
        slot.kind,
        (slot.place_id, slot.place, slot.site, slot.link),
        frozenset((part.person_id, part.part) for part in slot.parts),
        (slot.child_id, slot.case_code),
        frozenset(slot.enquiries),
        slot.is_cancelled,
    )


def issuable(draft: Iterable[Slot], previous: Iterable[Slot]) -> tuple[Slot, ...]:
    """The slots of ``draft`` that an issue after ``previous`` would hold.

    Blockers are private. A slot that was cancelled before anyone had been told of it is nobody's
    news and is left out; one that was in ``previous`` stays, marked as cancelled.
    """
    known = {slot.uid for slot in previous}
    return tuple(
        slot
        for slot in draft
        if slot.kind is not SlotKind.BLOCKER and not (slot.is_cancelled and slot.uid not in known)
    )


def changes_between(old: Iterable[Slot], new: Iterable[Slot]) -> tuple[Change, ...]:
    """What turns ``old`` into ``new``, in order of time; the order of both is of no account."""
    before = {slot.uid: slot for slot in old}
    after = {slot.uid: slot for slot in new}
    changes = [
        Change(uid, kinds_of(was, now), was, now)
        for uid in before.keys() | after.keys()
        if _differ(was := before.get(uid), now := after.get(uid))
    ]
    return tuple(sorted(changes, key=lambda change: (change.slot.starts_at, change.uid)))


def inverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What undoes ``changes``."""
    turned = [
        Change(change.uid, kinds_of(change.after, change.before), change.after, change.before)
        for change in changes
    ]
    return tuple(sorted(turned, key=lambda change: (change.slot.starts_at, change.uid)))


def apply_changes(slots: Iterable[Slot], changes: Iterable[Change]) -> tuple[Slot, ...]:
    """``slots`` with ``changes`` made, in order of time.

    Raises:
        ValueError: a slot is not as it was when the changes were taken.
    """
    held = {slot.uid: slot for slot in slots}
    for change in changes:
        if _differ(held.get(change.uid), change.before):
            raise ValueError(f"slot {change.uid} is not as it was when the changes were taken")
        if change.after is None:
            del held[change.uid]
        else:
            held[change.uid] = change.after
    return tuple(sorted(held.values(), key=lambda slot: (slot.starts_at, slot.uid)))


def kinds_of(before: Slot | None, after: Slot | None) -> tuple[ChangeKind, ...]:
    """In which ways ``after`` differs from ``before``; empty when in none."""
    if before is None or after is None:
        return (ChangeKind.ADDED,) if after else (ChangeKind.REMOVED,) if before else ()
    differs = {
        ChangeKind.CANCELLED: after.is_cancelled and not before.is_cancelled,
        ChangeKind.REINSTATED: before.is_cancelled and not after.is_cancelled,
        ChangeKind.MOVED_DAY: before.day != after.day,
        ChangeKind.RETIMED: before.day == after.day and before.starts_at != after.starts_at,
        ChangeKind.RELENGTHENED: before.ends_at - before.starts_at != after.ends_at - after.starts_at,
        ChangeKind.REPLACED: _place(before) != _place(after),
        ChangeKind.RECREWED: _crew(before) != _crew(after),
        ChangeKind.REPURPOSED: (before.purpose, before.kind) != (after.purpose, after.kind),
        ChangeKind.RECASED: (before.child_id, before.case_code) != (after.child_id, after.case_code),
        ChangeKind.OTHER: frozenset(before.enquiries) != frozenset(after.enquiries),
    }
    return tuple(kind for kind, does in differs.items() if does)


def said_change(before: Slot | None, after: Slot | None) -> str:
    """A change as one plain sentence without its full stop, for lists and sheets."""
    if after is None or (after.is_cancelled and before is not None and not before.is_cancelled):
        gone = before or after
        return f"{gone.title_with_inspectors}, {said_span(gone)}, is stood down" if gone else ""
    if before is None or (before.is_cancelled and not after.is_cancelled):
        verb = "is new" if before is None else "is on again"
        return f"{after.title_with_inspectors}, {said_span(after)}, {verb}"
    return f"{before.title_with_inspectors} {said_list(differences(before, after))}"


def differences(before: Slot, after: Slot, *, to: int | None = None) -> list[str]:
    """Each difference as the rest of a sentence about the slot: ``moves from 09:30 to 11:00, Room 2``.

    ``to`` is the person who is spoken to, and is called “you”.
    """
    said = []
    kinds = kinds_of(before, after)
    moved = ChangeKind.MOVED_DAY in kinds or ChangeKind.RETIMED in kinds
    replaced = ChangeKind.REPLACED in kinds
    if moved:
        said.append(_said_move(before, after) + (f", {after.where}" if after.where and not replaced else ""))
    if ChangeKind.RELENGTHENED in kinds:
        if moved:
            said.append(f"now ends at {said_time(after.ends_at)}")
        else:
            said.append(f"ends at {said_time(after.ends_at)} instead of {said_time(before.ends_at)}")
    if replaced:
        said.append(_said_place(before, after))
    if ChangeKind.RECREWED in kinds:
        said.extend(_said_crew(before, after, to))
    if before.purpose != after.purpose:
        said.append(f"is now “{after.purpose}”")
    if before.kind is not after.kind:
        said.append(f"becomes {_a(after.kind.value)} instead of {_a(before.kind.value)}")
    if ChangeKind.RECASED in kinds:
        said.append(_said_case(before, after))
    if ChangeKind.OTHER in kinds:
        lines = said_list(list(after.enquiries))
        said.append(f"looks at {lines}" if lines else "no longer belongs to a line of enquiry")
    return said


def said_span(slot: Slot) -> str:
    """``Thursday 3 December 09:30 to 10:30, Room 2``."""
    span = f"{said_day(slot.day)} {said_time(slot.starts_at)} to {said_time(slot.ends_at)}"
    return f"{span}, {slot.where}" if slot.where else span


def _said_move(before: Slot, after: Slot) -> str:
    if before.day == after.day:
        return f"moves from {said_time(before.starts_at)} to {said_time(after.starts_at)}"
    return (
        f"moves from {said_short_day(before.day)} {said_time(before.starts_at)}"
        f" to {said_short_day(after.day)} {said_time(after.starts_at)}"
    )


def _said_place(before: Slot, after: Slot) -> str:
    if before.where == after.where:
        return "has a new link"
    if not after.where:
        return f"no longer has a place (was {before.where})"
    return f"is now in {after.where}" + (f" instead of {before.where}" if before.where else "")


def _said_crew(before: Slot, after: Slot, to: int | None) -> list[str]:
    was = {part.person_id: part for part in before.parts}
    now = {part.person_id: part for part in after.parts}
    left = sorted(was[person].name for person in was.keys() - now.keys())
    come = sorted(now[person].name for person in now.keys() - was.keys())
    said = []
    if come and left:
        said.append(f"is now with {said_list(come)} instead of {said_list(left)}")
    elif come:
        said.append(f"is joined by {said_list(come)}")
    elif left:
        said.append(f"goes on without {said_list(left)}")
    changed = sorted(was.keys() & now.keys(), key=lambda person: now[person].name)
    said.extend(
        f"now has {'you' if person == to else now[person].name} {PARTS[now[person].part]}"
        for person in changed
        if was[person].part is not now[person].part
    )
    return said


def _said_case(before: Slot, after: Slot) -> str:
    if not after.case_code:
        return f"is no longer about {before.case_code}"
    return f"is now about {after.case_code}" + (f" instead of {before.case_code}" if before.case_code else "")


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _place(slot: Slot) -> tuple[object, ...]:
    return (slot.place_id, slot.place, slot.site, slot.link)


def _crew(slot: Slot) -> frozenset[tuple[int, str]]:
    return frozenset((part.person_id, part.part.value) for part in slot.parts)


def _differ(one: Slot | None, other: Slot | None) -> bool:
    if one is None or other is None:
        return one is not other
    return facts(one) != facts(other)
