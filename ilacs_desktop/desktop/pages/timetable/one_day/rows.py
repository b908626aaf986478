"""One person's or one place's day as a column: slots, the time between them, the way, what is due. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from ilacs_desktop.desktop.pages.timetable.whole import Whole
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.moments import minutes_between, moment
from ilacs_desktop.domain.people import Absence, Person, Place, Travel
from ilacs_desktop.domain.timetable import Slot

LEAST_GAP_MINUTES = 10


class EntryKind(StrEnum):
    """What stands in the column."""

    SLOT = "slot"
    GAP = "gap"
    TRAVEL = "travel"
    AWAY = "away"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the column, from ``starts_at`` to ``ends_at``; what is due has no length.

    ``minutes`` is how long it takes, of a way how long it would take. ``is_short`` marks a way for
    which there is not enough time.
    """

    kind: EntryKind
    starts_at: datetime
    ends_at: datetime
    minutes: int = 0
    slot: Slot | None = None
    absence: Absence | None = None
    request: InfoRequest | None = None
    to_site: str = ""
    is_short: bool = False

    @property
    def uid(self) -> str:
        """What the row stands for, the same when the day is shown again."""
        if self.slot is not None:
            return self.slot.uid
        if self.request is not None:
            return f"request {self.request.id}"
        return f"{self.kind} {self.starts_at.isoformat()}"


@dataclass(frozen=True, slots=True)
class Totals:
    """A day in figures: slots that stand, minutes in them, on the way and free, first start and last end."""

    slots: int = 0
    busy_minutes: int = 0
    travel_minutes: int = 0
    free_minutes: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    due: int = 0


def day_of_person(whole: Whole, person: Person, day: date) -> tuple[Entry, ...]:
    """The day of a person between the hours they work, and beyond where there is something."""
    slots = [
        slot
        for slot in whole.slots
        if slot.day == day and any(part.person_id == person.id for part in slot.parts)
    ]
    start, end = moment(day, time()), moment(day + timedelta(days=1), time())
    away = [
        Entry(
            EntryKind.AWAY,
            max(absence.starts_at, start),
            min(absence.ends_at, end),
            minutes_between(max(absence.starts_at, start), min(absence.ends_at, end)),
            absence=absence,
        )
        for absence in whole.absences
        if absence.person_id == person.id and absence.starts_at < end and absence.ends_at > start
    ]
    due = [
        Entry(EntryKind.DUE, request.due.at, request.due.at, request=request)
        for request in whole.requests
        if request.owner_id == person.id and request.due.at is not None and start <= request.due.at < end
    ]
    opens, closes = moment(day, person.works_from), moment(day, person.works_until)
    return _column(slots, [*away, *due], opens, closes, whole.travel)


def day_of_place(whole: Whole, place: Place, day: date) -> tuple[Entry, ...]:
    """The day of a place, from nine to five and beyond where there is something."""
    slots = [slot for slot in whole.slots if slot.day == day and slot.place_id == place.id]
    return _column(slots, [], moment(day, time(9)), moment(day, time(17)), ())


def totals_of(entries: Iterable[Entry]) -> Totals:
    """A column in figures; what overlaps counts once."""
    entries = tuple(entries)
    standing = [entry for entry in entries if entry.slot is not None and entry.slot.takes_time]
    return Totals(
        slots=len(standing),
        busy_minutes=sum(minutes_between(*span) for span in _merged(standing)),
        travel_minutes=sum(entry.minutes for entry in entries if entry.kind is EntryKind.TRAVEL),
        free_minutes=sum(entry.minutes for entry in entries if entry.kind is EntryKind.GAP),
        first_at=min((entry.starts_at for entry in standing), default=None),
        last_at=max((entry.ends_at for entry in standing), default=None),
        due=sum(entry.kind is EntryKind.DUE for entry in entries),
    )


def _column(
    slots: Sequence[Slot],
    others: Sequence[Entry],
    opens: datetime,
    closes: datetime,
    travel: Sequence[Travel],
) -> tuple[Entry, ...]:
    rows = [Entry(EntryKind.SLOT, slot.starts_at, slot.ends_at, slot.minutes, slot=slot) for slot in slots]
    busy = [entry for entry in rows if entry.slot is not None and entry.slot.takes_time]
    away = [entry for entry in others if entry.kind is EntryKind.AWAY]
    ways = _ways(busy, travel)
    taken = _merged([*busy, *away])
    gaps = []
    at = min([opens, *(start for start, _ in taken)])
    end = max([closes, *(stop for _, stop in taken)])
    for start, stop in [*taken, (end, end)]:
        way = next(
            (entry for entry in ways if at <= entry.starts_at < start and entry.ends_at <= start), None
        )
        free_from = way.ends_at if way else at
        minutes = minutes_between(free_from, start)
        if minutes >= LEAST_GAP_MINUTES:
            gaps.append(Entry(EntryKind.GAP, free_from, start, minutes))
        at = max(at, stop)
    return tuple(sorted([*rows, *others, *ways, *gaps], key=_in_order))


def _in_order(entry: Entry) -> tuple[datetime, int, datetime, str]:
    """By time; what is due stands before what begins then, a way before the free time after it."""
    ranks = (EntryKind.DUE, EntryKind.TRAVEL, EntryKind.AWAY, EntryKind.SLOT, EntryKind.GAP)
    return entry.starts_at, ranks.index(entry.kind), entry.ends_at, entry.uid


def _ways(busy: Sequence[Entry], travel: Sequence[Travel]) -> list[Entry]:
    """The way from each slot to the next where that is at another site, if it is known how long it takes."""
    minutes = _minutes(travel)
    ways = []
    ordered = sorted(busy, key=lambda entry: entry.starts_at)
    for one, other in pairwise(ordered):
        if one.slot is None or other.slot is None or not one.slot.site or not other.slot.site:
            continue
        takes = minutes.get((one.slot.site, other.slot.site), 0)
        there = minutes_between(one.ends_at, other.starts_at)
        if takes and there >= 0:  # what overlaps is a clash, and its cards say so
            ways.append(
                Entry(
                    EntryKind.TRAVEL,
                    one.ends_at,
                    one.ends_at + timedelta(minutes=min(takes, there)),
                    takes,
                    to_site=other.slot.site,
                    is_short=there < takes,
                )
            )
    return ways


def _minutes(travel: Sequence[Travel]) -> Mapping[tuple[str, str], int]:
    return {
        pair: way.minutes
        for way in travel
        for pair in ((way.from_site, way.to_site), (way.to_site, way.from_site))
    }


def _merged(entries: Sequence[Entry]) -> list[tuple[datetime, datetime]]:
    """The stretches that are taken, each moment once, in order."""
    spans: list[tuple[datetime, datetime]] = []
    for entry in sorted(entries, key=lambda entry: entry.starts_at):
        if spans and entry.starts_at <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], entry.ends_at))
        else:
            spans.append((entry.starts_at, entry.ends_at))
    return spans
