"""Any two editions of a timetable beside each other: an issue, the draft, a checkpoint; and as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ilacs_desktop.domain.moments import said_day, said_short_day, said_time
from ilacs_desktop.domain.timetable.diff import Change, ChangeKind, changes_between, issuable, kinds_of
from ilacs_desktop.domain.timetable.slots import Slot, SlotKind, SlotStatus, said_list
from ilacs_desktop.domain.timetable.swaps import Replacement, Swap, Told, told_units

SWAP, REPLACED_BY = "swap", "replaced by"
_COMES_OR_GOES = {ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CANCELLED, ChangeKind.REINSTATED}


class EditionKind(StrEnum):
    """What a timetable can be compared as."""

    DRAFT = "draft"
    ISSUE = "issue"
    CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class Edition:
    """One side of a comparison. ``number`` is an issue's number or a checkpoint's id, ``name`` its name."""

    kind: EditionKind
    number: int = 0
    name: str = ""
    made_at: datetime | None = None

    @property
    def title(self) -> str:
        """``the draft``, ``issue 5``, ``checkpoint “Before lunch”``."""
        if self.kind is EditionKind.DRAFT:
            return "the draft"
        if self.kind is EditionKind.ISSUE:
            return f"issue {self.number}"
        return f"checkpoint “{self.name}”"

    @property
    def is_private(self) -> bool:
        """Whether it may hold what never reaches an issue."""
        return self.kind is not EditionKind.ISSUE

    def is_same_as(self, other: Edition) -> bool:
        """Whether both stand for the same, whatever it is called by now."""
        return (self.kind, self.number) == (other.kind, other.number)


DRAFT = Edition(EditionKind.DRAFT)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What turns ``old`` into ``new``; ``before`` and ``after`` are the slots that were compared."""

    old: Edition
    new: Edition
    before: tuple[Slot, ...]
    after: tuple[Slot, ...]
    changes: tuple[Change, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which anything differs, in order."""
        return tuple(
            sorted({slot.day for each in self.changes for slot in (each.before, each.after) if slot})
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference as it is listed: its day and time, its classes in words, and a sentence.

    A swap and a replacement are one difference of two slots. ``brief`` says it beside its day and its
    classes: ``C-014 records with Inspector B, 09:00 to 10:30, Room 2``. ``is_private`` marks what is
    nobody's news but the coordinator's.
    """

    day: date
    at: datetime
    classes: tuple[str, ...]
    sentence: str
    uids: tuple[str, ...]
    brief: str = ""
    is_private: bool = False

    @property
    def uid(self) -> str:
        """The slot to go to: the one that stands now."""
        return self.uids[-1]


def compare(old: Edition, before: Iterable[Slot], new: Edition, after: Iterable[Slot]) -> Comparison:
    """Compare two editions.

    Where one of them is an issue, the other is looked at as it would be issued: without blockers. What
    is cancelled on one side and not known to the other is nobody's news.
    """
    was, now = tuple(before), tuple(after)
    if not old.is_private and new.is_private:
        now = issuable(now, was)
    elif old.is_private and not new.is_private:
        was = issuable(was, now)
    elif old.is_private and new.is_private:
        was, now = _known_or_standing(was, now), _known_or_standing(now, was)
    return Comparison(old, new, was, now, changes_between(was, now))


def _known_or_standing(slots: Iterable[Slot], others: Iterable[Slot]) -> tuple[Slot, ...]:
    """``slots`` without those that are cancelled and that the other side does not know at all."""
    known = {slot.uid for slot in others}
    return tuple(slot for slot in slots if not slot.is_cancelled or slot.uid in known)


def differences_of(changes: Iterable[Change]) -> tuple[Difference, ...]:
    """Changes as they are told, swaps and replacements put together, in order of time."""
    return tuple(_difference(unit) for unit in told_units(changes))


def _difference(unit: Told) -> Difference:
    if isinstance(unit, Swap):
        classes: tuple[str, ...] = (SWAP,)
    elif isinstance(unit, Replacement):
        classes = (REPLACED_BY,)
    else:
        classes = tuple(kind.value for kind in unit.kinds)
    slots = [slot for change in unit.changes for slot in (change.before, change.after) if slot]
    return Difference(
        day=unit.slot.day,
        at=unit.slot.starts_at,
        classes=classes,
        sentence=unit.sentence,
        uids=tuple(change.uid for change in unit.changes),
        brief=_brief(unit),
        is_private=any(slot.kind is SlotKind.BLOCKER for slot in slots),
    )


def _brief(unit: Told) -> str:
    """The sentence; of what is new, gone or back only what it is, for its class says the rest."""
    if not isinstance(unit, Change) or not _COMES_OR_GOES & set(unit.kinds):
        return unit.sentence
    slot = unit.slot
    span = f"{said_time(slot.starts_at)} to {said_time(slot.ends_at)}"
    return ", ".join(word for word in (slot.title_with_inspectors, span, slot.where) if word)


def said_count(differences: Sequence[Difference]) -> str:
    """``3 differences on 2 days: 1 swap, 1 re-timed, 1 added``; what leads a difference is counted."""
    if not differences:
        return "no differences"
    firsts = Counter(each.classes[0] for each in differences)
    days = len({each.day for each in differences})
    many = f"{len(differences)} differences" if len(differences) > 1 else "1 difference"
    on = f"{days} days" if days > 1 else "1 day"
    return f"{many} on {on}: {', '.join(f'{count} {word}' for word, count in firsts.items())}"


def said_comparison(comparison: Comparison, *, title: str = "") -> str:
    """A comparison as plain text to be copied or printed, by day, a line for each difference.

    What is private is counted but not told, for text travels. A slot that has gone to another day
    stands on the day it is on now; the day it left says where it went.
    """
    differences = differences_of(comparison.changes)
    told = [each for each in differences if not each.is_private]
    lines = [title] if title else []
    lines.append(f"What changed from {comparison.old.title} to {comparison.new.title}")
    lines.append(f"{_capital(said_count(told))}.")
    left = _left_days(comparison.changes)
    for day in sorted({each.day for each in told} | left.keys()):
        lines += ["", said_day(day)]
        lines += [
            f"- {said_list(list(each.classes)).capitalize()}: {each.sentence}."
            for each in told
            if each.day == day
        ]
        lines += [f"- {sentence}" for sentence in left.get(day, ())]
    hidden = len(differences) - len(told)
    if hidden:
        is_one = hidden == 1
        verb = "is" if is_one else "are"
        lines += ["", f"{hidden} private {'difference' if is_one else 'differences'} {verb} left out."]
    return "\n".join(lines) + "\n"


def _left_days(changes: Iterable[Change]) -> dict[date, list[str]]:
    left: dict[date, list[str]] = {}
    for change in changes:
        before, after = change.before, change.after
        if ChangeKind.MOVED_DAY not in change.kinds or not before or not after or after.is_cancelled:
            continue
        if SlotKind.BLOCKER not in {before.kind, after.kind}:
            where = f"{said_short_day(after.day)} {said_time(after.starts_at)}"
            left.setdefault(before.day, []).append(
                f"{said_time(before.starts_at)} {before.title} is now on {where}."
            )
    return left


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# -- going back ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GoingBack:
    """What going back to an edition would change in the draft.

    ``stays`` are slots that differ but are left as they are, each with the reason.
    """

    to: Edition
    changes: tuple[Change, ...]
    stays: tuple[tuple[Slot, str], ...] = ()


def going_back(draft: Iterable[Slot], to: Edition, wanted: Iterable[Slot]) -> GoingBack:
    """What would change if the draft were made to say what ``to`` says.

    Locked slots and what has begun stay; so do blockers where ``to`` is an issue. A slot that ``to``
    does not know is cancelled.
    """
    changes, stays = [], []
    for change in compare(DRAFT, draft, to, wanted).changes:
        why = _why_it_stays(change.before)
        if why and change.before is not None:
            stays.append((change.before, why))
        elif change.after is None and change.before is not None:
            gone = replace(change.before, status=SlotStatus.CANCELLED)
            if kinds := kinds_of(change.before, gone):
                changes.append(Change(change.uid, kinds, change.before, gone))
        else:
            changes.append(change)
    return GoingBack(to, tuple(changes), tuple(stays))


def _why_it_stays(slot: Slot | None) -> str:
    if slot is None or slot.status is SlotStatus.CANCELLED:
        return "locked" if slot is not None and slot.locked else ""
    if slot.locked:
        return "locked"
    return "" if slot.status is SlotStatus.PLANNED else slot.status.value
