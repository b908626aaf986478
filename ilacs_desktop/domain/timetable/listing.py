"""A timetable that comes in as a list: what each row would do to the draft, before anything is stored.

A row that carries the id of a slot is that slot. A row without one is, as a guess that is said to be
one, the slot of the same day, start and purpose. A list that we wrote ourselves from an issue is
compared with that issue first: what nobody touched in it changes nothing, however the draft has
moved on since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from ilacs_desktop.domain.errors import Refusal
from ilacs_desktop.domain.moments import moment, said_short_day, said_time
from ilacs_desktop.domain.people import Person, Place, Side, name_key, person_called
from ilacs_desktop.domain.timetable.slots import PartKind, Slot, SlotKind, said_list

WHOLE = "whole timetable"
PURPOSE_LETTERS = 300


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One row of the list. None: the list has no such column; the slot keeps what it has."""

    row: str
    day: date
    starts: time
    ends: time
    purpose: str
    uid: str = ""
    kind: SlotKind | None = None
    place: str | None = None
    site: str | None = None
    inspectors: tuple[tuple[str, str], ...] | None = None
    staff: tuple[tuple[str, str], ...] | None = None
    case_code: str | None = None
    is_off: bool | None = None
    remark: str = ""

    @property
    def starts_at(self) -> datetime:
        """The start as a moment."""
        return moment(self.day, self.starts)

    @property
    def ends_at(self) -> datetime:
        """The end as a moment."""
        return moment(self.day, self.ends)


@dataclass(frozen=True, slots=True)
class ListDrafts:
    """What a file says. ``covers`` is ``WHOLE`` or two days of a list of ours, else empty.

    ``spared`` are the ids in rows that were refused, empty for a row without one: a slot whose row could
    not be read is not missing from the list.
    """

    file_name: str
    rows: tuple[RowDraft, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...] = ()
    is_own: bool = False
    number: int | None = None
    covers: str = ""
    spared: tuple[str, ...] = ()

    @property
    def may_remove(self) -> bool:
        """Whether it can be told what is missing: a refused row without an id might be any slot."""
        return bool(self.rows) and "" not in self.spared


class Fate(StrEnum):
    """What a row would do."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    WAITING = "not known"
    KEPT = "left as it is"
    SAME = "no change"


@dataclass(frozen=True, slots=True)
class Values:
    """What a slot is to become; None stays as it is."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    purpose: str | None = None
    kind: SlotKind | None = None
    place_id: int | None = None
    has_place: bool = False
    parts: tuple[tuple[int, PartKind], ...] | None = None
    case_code: str | None = None
    is_off: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListChange:
    """One row, or one slot that is in no row: its fate, why, and old → new for each difference."""

    fate: Fate
    row: str
    title: str
    when: str
    what: tuple[str, ...] = ()
    is_guess: bool = False
    uid: str = ""
    version: int = 0
    values: Values = Values()


@dataclass(frozen=True, slots=True)
class ListReview:
    """What taking the list in would do. ``clashes`` are sentences of what it would newly bring."""

    file_name: str
    changes: tuple[ListChange, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    is_own: bool = False

    def count(self, fate: Fate) -> int:
        """How many rows have this fate."""
        return sum(change.fate is fate for change in self.changes)

    @property
    def is_empty(self) -> bool:
        """Whether taking it in would do nothing."""
        return not any(change.fate in {Fate.ADDED, Fate.CHANGED, Fate.REMOVED} for change in self.changes)


@dataclass(frozen=True, slots=True)
class Known:
    """The lists names are looked up in."""

    people: tuple[Person, ...]
    places: tuple[Place, ...]


def review_list(
    drafts: ListDrafts,
    draft: Sequence[Slot],
    *,
    base: Sequence[Slot] | None,
    known: Known,
    whole_days: bool = False,
    without_unknown: bool = False,
) -> tuple[ListChange, ...]:
    """What each row would do, in their order, then what would be removed.

    ``base`` holds the slots of the issue the list was written from, None when that is not known.
    With ``whole_days`` a slot that is on a day of the list and in no row of it is removed; for a list
    of ours, on the days it covers, this is said by the list itself.
    """
    held = {slot.uid: slot for slot in draft if slot.kind is not SlotKind.BLOCKER}
    started = {slot.uid: slot for slot in base or ()}
    taken: set[str] = set()
    changes = []
    for row in drafts.rows:
        slot, is_guess = _slot_of(row, held, taken)
        if slot is not None:
            taken.add(slot.uid)
        was = started.get(slot.uid) if slot is not None and base is not None else None
        changes.append(
            _change(row, slot, was, is_guess=is_guess, known=known, without_unknown=without_unknown)
        )
    if drafts.may_remove and (drafts.is_own or whole_days):
        taken |= set(drafts.spared)
        changes += _removed(drafts, held.values(), taken, started if base is not None else None, whole_days)
    return tuple(changes)


def _slot_of(row: RowDraft, held: Mapping[str, Slot], taken: Collection[str]) -> tuple[Slot | None, bool]:
    if row.uid and row.uid in held and row.uid not in taken:
        return held[row.uid], False
    same = [
        slot
        for slot in held.values()
        if slot.uid not in taken and slot.starts_at == row.starts_at and same_words(slot.purpose, row.purpose)
    ]
    standing = [slot for slot in same if not slot.is_cancelled] or same
    if row.case_code is not None and len(standing) > 1:
        standing = [slot for slot in standing if slot.case_code == row.case_code] or standing
    return (standing[0], True) if standing else (None, False)


def _change(
    row: RowDraft,
    slot: Slot | None,
    base: Slot | None,
    *,
    is_guess: bool,
    known: Known,
    without_unknown: bool,
) -> ListChange:
    title = f"{row.case_code} {row.purpose}" if row.case_code else row.purpose
    when = f"{said_short_day(row.day)} {row.starts:%H:%M}–{row.ends:%H:%M}"
    place_id, strangers = _place(row, known.places)
    parts, unknown = _parts(row, slot, known.people)
    strangers += unknown
    notes = [row.remark] if row.remark else []
    values, said = _differences(row, slot, base, place_id, parts)
    if row.uid and slot is None:
        notes.append("its id is no longer in the draft")
    if is_guess:
        notes.append("taken for the slot of the same day, start and purpose")
    fate = Fate.ADDED if slot is None else Fate.CHANGED if said else Fate.SAME
    if slot is None and row.is_off:
        fate, notes = Fate.KEPT, [*notes, "is stood down and not in the draft"]
    if fate is Fate.CHANGED and slot is not None and slot.locked:
        fate, notes = Fate.KEPT, [*notes, "is locked"]
    if fate is Fate.CHANGED and slot is not None and slot.started_at is not None:
        fate, notes = Fate.KEPT, [*notes, "has begun"]
    if strangers and fate in {Fate.ADDED, Fate.CHANGED}:
        text = f"Not known: {', '.join(strangers)}"
        notes.append(text)
        if without_unknown:
            values = replace(values, note=text)
        else:
            fate = Fate.WAITING
    return ListChange(
        fate,
        row.row,
        slot.title if slot is not None else title,
        when,
        (*said, *notes),
        is_guess,
        slot.uid if slot else "",
        slot.version if slot else 0,
        values,
    )


def _differences(
    row: RowDraft,
    slot: Slot | None,
    base: Slot | None,
    place_id: int | None,
    parts: tuple[tuple[int, PartKind], ...] | None,
) -> tuple[Values, tuple[str, ...]]:
    """What differs from the slot, and was not so already when the list was written."""
    if slot is None:
        return (
            Values(
                row.starts_at,
                row.ends_at,
                row.purpose,
                row.kind,
                place_id,
                row.place is not None,
                parts,
                row.case_code,
                note="",
            ),
            (),
        )
    since = base or slot
    said: list[str] = []
    starts = ends = purpose = kind = case = off = new_parts = None
    has_place = False
    old_when = (since.starts_at, since.ends_at)
    if (row.starts_at, row.ends_at) not in {old_when, (slot.starts_at, slot.ends_at)}:
        starts, ends = row.starts_at, row.ends_at
        said.append(f"{_when(slot)} → {said_short_day(row.day)} {row.starts:%H:%M}–{row.ends:%H:%M}")
    if not same_words(row.purpose, since.purpose) and not same_words(row.purpose, slot.purpose):
        purpose = row.purpose
        said.append(f"“{slot.purpose}” → “{row.purpose}”")
    if row.kind is not None and row.kind not in {since.kind, slot.kind}:
        kind = row.kind
        said.append(f"{slot.kind.value} → {row.kind.value}")
    if row.place is not None and place_id not in {since.place_id, slot.place_id}:
        has_place = bool(place_id) or not row.place
        if has_place:
            there = ", ".join(filter(None, (row.place, row.site or "")))
            said.append(f"{slot.where or 'no place'} → {there or 'no place'}")
    if parts is not None and set(parts) not in (_crew(since), _crew(slot)):
        new_parts = parts
        said.append(_said_crew(slot, parts, row))
    if row.case_code is not None and row.case_code not in {since.case_code, slot.case_code}:
        case = row.case_code
        said.append(f"case {slot.case_code or 'none'} → {row.case_code or 'none'}")
    if row.is_off is not None and row.is_off not in {since.is_cancelled, slot.is_cancelled}:
        off = row.is_off
        said.append("stood down" if row.is_off else "on again")
    return Values(starts, ends, purpose, kind, place_id, has_place, new_parts, case, off), tuple(said)


def _removed(
    drafts: ListDrafts,
    slots: Iterable[Slot],
    taken: Collection[str],
    base: Mapping[str, Slot] | None,
    whole_days: bool,
) -> list[ListChange]:
    days = {row.day for row in drafts.rows}
    found = []
    for slot in slots:
        if slot.uid in taken or slot.is_cancelled:
            continue
        own = drafts.is_own and _covers(
            drafts.covers, base[slot.uid].day if base and slot.uid in base else slot.day
        )
        if own and base is not None and slot.uid not in base:
            own = False  # put into the draft after the list was written
        if not own and not (whole_days and slot.day in days):
            continue
        fate, what = Fate.REMOVED, ("not in the list: stood down",)
        if slot.locked:
            fate, what = Fate.KEPT, ("not in the list, but locked",)
        elif slot.started_at is not None or slot.ended_at is not None or not slot.takes_time:
            fate, what = Fate.KEPT, ("not in the list, but has begun",)
        found.append(ListChange(fate, "", slot.title, _when(slot), what, False, slot.uid, slot.version))
    return found


def _covers(covers: str, day: date) -> bool:
    if covers == WHOLE:
        return True
    first, _, last = covers.partition(" to ")
    return bool(last) and first <= day.isoformat() <= last


def _when(slot: Slot) -> str:
    return f"{said_short_day(slot.day)} {said_time(slot.starts_at)}–{said_time(slot.ends_at)}"


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, spaces and what cannot be seen."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    seen = (each if each.isprintable() else " " if each.isspace() else "" for each in text)
    return " ".join("".join(seen).split()).casefold()


def _crew(slot: Slot) -> set[tuple[int, PartKind]]:
    return {(part.person_id, part.part) for part in slot.parts}


def _said_crew(slot: Slot, parts: Sequence[tuple[int, PartKind]], row: RowDraft) -> str:
    old = said_list([part.name for part in slot.parts]) or "nobody"
    names = [name for group in (row.inspectors, row.staff) for name, _ in group or ()]
    if {key for key, _ in parts} == {part.person_id for part in slot.parts}:
        return "other parts for the same people"
    return f"{old} → {said_list(names) or 'nobody'}"


def _place(row: RowDraft, places: Sequence[Place]) -> tuple[int | None, list[str]]:
    if not row.place:
        return None, []
    wanted = name_key(row.place)
    found = [place for place in places if wanted in {name_key(place.name), name_key(place.label)}]
    if row.site and len(found) > 1:
        found = [place for place in found if name_key(place.site) == name_key(row.site)] or found
    if len(found) == 1:
        return found[0].id, []
    return None, [f"place “{row.place}”" + (" (several have this name)" if found else "")]


def _parts(
    row: RowDraft, slot: Slot | None, people: Sequence[Person]
) -> tuple[tuple[tuple[int, PartKind], ...] | None, list[str]]:
    """The people of the slot as the row has them; a side the list says nothing of stays."""
    if row.inspectors is None and row.staff is None:
        return None, []
    parts: dict[int, PartKind] = {}
    strangers: list[str] = []
    kept = {part.person_id: part for part in slot.parts} if slot else {}
    for names, is_inspectors in ((row.inspectors, True), (row.staff, False)):
        if names is None:
            parts |= {
                part.person_id: part.part
                for part in kept.values()
                if (part.side is Side.INSPECTORATE) is is_inspectors
            }
        for name, word in names or ():
            person = person_called(name, people, is_inspector=is_inspectors)
            if person is None:
                strangers.append(name)
            else:
                parts[person.id] = PartKind(word) if word else PartKind.ATTENDS
    return tuple(parts.items()), strangers
