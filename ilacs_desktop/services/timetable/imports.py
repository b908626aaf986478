"""A timetable from a file: looked at first, taken in afterwards as one edit of the draft."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.keep import KEEP
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.people import Place
from ilacs_desktop.domain.timetable import Part, Slot, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.listing import (
    Fate,
    Known,
    ListChange,
    ListDrafts,
    ListReview,
    Values,
    review_list,
)
from ilacs_desktop.intake.timetable_list import read_timetable_list
from ilacs_desktop.services.inspections.records import record_of
from ilacs_desktop.services.timetable import clashing, drafting, reading
from ilacs_desktop.services.timetable.journal import recording
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.people import PersonRecord, PlaceRecord

STALE = "The draft has changed since this list was looked at."
OTHER = "This is a list of ours from another timetable, so nothing is taken for missing."
UNREAD = "Nothing is removed, for a row that could not be read might be any slot."


@dataclass(frozen=True, slots=True)
class Taken:
    """How many slots were added, changed and stood down."""

    added: int
    changed: int
    removed: int


class Imports:
    """Everything one can do with a timetable that comes as a list."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        working_days: Callable[[Session, int], Collection[date]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._working_days = working_days

    def read(
        self, inspection_id: int, path: Path, *, cancelled: Callable[[], bool] | None = None
    ) -> ListDrafts:
        """What the file says; nothing is compared or stored.

        Raises:
            Explained: the file cannot be read, holds no timetable, or there is no such inspection.
        """
        with self._store.reading() as session:
            around = record_of(session, inspection_id).on_site_from
        return read_timetable_list(path, around=around, cancelled=cancelled)

    def review(
        self,
        inspection_id: int,
        drafts: ListDrafts,
        *,
        whole_days: bool = False,
        without_unknown: bool = False,
    ) -> ListReview:
        """What taking the list in would do to the draft; nothing is stored.

        ``whole_days``: the list is the whole timetable of the days in it, and what it lacks is removed.
        ``without_unknown``: rows with people or places we do not know are taken without them.
        """
        with self._store.reading() as session:
            draft = reading.draft(session, inspection_id)
            drafts, notes = _ours_or_not(drafts, {slot.uid for slot in draft})
            if not drafts.may_remove and (drafts.is_own or whole_days) and drafts.rows:
                notes = (*notes, UNREAD)
            known = Known(
                tuple(reading.people(session).values()),
                tuple(record.row() for record in session.scalars(select(PlaceRecord))),
            )
            changes = review_list(
                drafts,
                draft,
                base=_base(session, inspection_id, drafts),
                known=known,
                whole_days=whole_days,
                without_unknown=without_unknown,
            )
            clashes = self._clashes(session, inspection_id, draft, changes, known)
        return ListReview(drafts.file_name, changes, drafts.refusals, notes, clashes, drafts.is_own)

    def take(self, inspection_id: int, review: ListReview, *, by: object | None = None) -> Taken:
        """Do what was reviewed, as one edit of the draft that one undo takes back.

        Raises:
            Explained: nothing would change, or the draft has changed since the review; nothing is stored.
        """
        if review.is_empty:
            raise Explained("There is nothing new in this list.")
        doing = [
            change for change in review.changes if change.fate in {Fate.ADDED, Fate.CHANGED, Fate.REMOVED}
        ]
        with self._store.working("Take in a timetable", by=by) as session:
            _check_still(session, inspection_id, doing)
            with recording(session, inspection_id, f"Take in a timetable of {len(doing)} changes"):
                for change in doing:
                    _do(session, inspection_id, change)
        return Taken(*(review.count(fate) for fate in (Fate.ADDED, Fate.CHANGED, Fate.REMOVED)))

    def _clashes(
        self,
        session: Session,
        inspection_id: int,
        draft: Sequence[Slot],
        changes: Iterable[ListChange],
        known: Known,
    ) -> tuple[str, ...]:
        """What the draft would newly clash in, gravest first."""
        days, now = self._working_days(session, inspection_id), self._clock()
        after = _after(session, draft, changes, known.places)
        had = {
            each.key
            for each in clashing.clashes(session, inspection_id, working_days=days, now=now, slots=draft)
        }
        found = clashing.clashes(session, inspection_id, working_days=days, now=now, slots=after)
        return tuple(dict.fromkeys(each.sentence for each in found if each.key not in had))


def _ours_or_not(drafts: ListDrafts, uids: Collection[str]) -> tuple[ListDrafts, tuple[str, ...]]:
    """A list of ours whose slots are mostly not here was written from another inspection."""
    with_id = [row for row in drafts.rows if row.uid]
    here = sum(row.uid in uids for row in with_id)
    if drafts.is_own and 2 * here < max(1, len(with_id)):
        return replace(drafts, is_own=False, number=None, covers=""), (*drafts.notes, OTHER)
    return drafts, drafts.notes


def _base(session: Session, inspection_id: int, drafts: ListDrafts) -> tuple[Slot, ...] | None:
    if drafts.number is None or drafts.number > reading.last_number(session, inspection_id):
        return None
    return reading.issue(session, inspection_id, drafts.number).slots


def _check_still(session: Session, inspection_id: int, doing: Sequence[ListChange]) -> None:
    versions = {slot.uid: slot.version for slot in reading.draft(session, inspection_id)}
    if any(change.uid and versions.get(change.uid) != change.version for change in doing):
        raise Explained(STALE, remedy="Look at the list again, then take it in.")


def _do(session: Session, inspection_id: int, change: ListChange) -> None:
    values, uid = change.values, change.uid
    if change.fate is Fate.REMOVED:
        drafting.cancel_within(session, inspection_id, uid, reason="Not in the list that was taken in.")
        return
    if change.fate is Fate.ADDED:
        if values.starts_at is None or values.ends_at is None:
            raise ValueError("a new slot needs its times")
        drafting.add_within(
            session,
            inspection_id,
            starts_at=values.starts_at,
            ends_at=values.ends_at,
            purpose=values.purpose or "",
            kind=values.kind or SlotKind.MEETING,
            place_id=values.place_id,
            parts=values.parts or (),
            case_code=values.case_code or "",
            note=values.note,
        )
        return
    record = drafting.record_of(session, inspection_id, uid)
    was_off = record.status is SlotStatus.CANCELLED
    if was_off:
        drafting.reinstate_within(session, inspection_id, uid)
    drafting.change_within(
        session,
        inspection_id,
        uid,
        starts_at=values.starts_at or KEEP,
        ends_at=values.ends_at or KEEP,
        purpose=KEEP if values.purpose is None else values.purpose,
        kind=values.kind or KEEP,
        place_id=values.place_id if values.has_place else KEEP,
        parts=KEEP if values.parts is None else values.parts,
        case_code=KEEP if values.case_code is None else values.case_code,
        note="\n".join(filter(None, (record.note, values.note))) if values.note else KEEP,
    )
    if values.is_off is True or (was_off and values.is_off is None):
        drafting.cancel_within(session, inspection_id, uid, reason="Stood down in the list taken in.")


def _after(
    session: Session, draft: Sequence[Slot], changes: Iterable[ListChange], places: Sequence[Place]
) -> tuple[Slot, ...]:
    """The draft as it would be."""
    people = {record.id: record.row() for record in session.scalars(select(PersonRecord))}
    rooms = {place.id: place for place in places}
    slots = {slot.uid: slot for slot in draft}
    for number, change in enumerate(changes):
        if change.fate is Fate.REMOVED:
            slots[change.uid] = replace(slots[change.uid], status=SlotStatus.CANCELLED)
        elif change.fate in {Fate.ADDED, Fate.CHANGED}:
            values = change.values
            uid = change.uid or f"row {number}"
            slot = slots.get(uid) or _blank(uid, values)
            parts = slot.parts
            if values.parts is not None:
                parts = tuple(
                    Part(key, people[key].label, people[key].side, part) for key, part in values.parts
                )
            room = rooms.get(values.place_id or 0)
            status = {None: slot.status, True: SlotStatus.CANCELLED, False: SlotStatus.PLANNED}[values.is_off]
            slots[uid] = replace(
                slot,
                starts_at=values.starts_at or slot.starts_at,
                ends_at=values.ends_at or slot.ends_at,
                purpose=values.purpose or slot.purpose,
                kind=values.kind or slot.kind,
                case_code=slot.case_code if values.case_code is None else values.case_code,
                parts=parts,
                status=status,
            )
            if values.has_place:
                slots[uid] = replace(
                    slots[uid],
                    place_id=values.place_id,
                    place=room.name if room else "",
                    site=room.site if room else "",
                )
    return tuple(sorted(slots.values(), key=lambda slot: (slot.starts_at, slot.uid)))


def _blank(uid: str, values: Values) -> Slot:
    if values.starts_at is None or values.ends_at is None:
        raise ValueError("a new slot needs its times")
    return Slot(uid, values.starts_at, values.ends_at, values.purpose or "", SlotKind.MEETING)
