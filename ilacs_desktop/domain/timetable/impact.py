"""What issuing the draft would mean, seen before it is done: what breaks, who hears, what goes stale."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ilacs_desktop.domain.moments import day_of, local, said_short_day, said_time, said_when
from ilacs_desktop.domain.people import Absence, Person, Side
from ilacs_desktop.domain.timetable.clash import Clash
from ilacs_desktop.domain.timetable.diff import Change
from ilacs_desktop.domain.timetable.slips import Slip
from ilacs_desktop.domain.timetable.slots import Slot, said_list

MOST_PLACES = 2
"""A clash of more slots, such as a day too long, is nowhere in particular."""

WHOLE_TEAM = "whole team"
"""What the calendar file of everyone is called."""


@dataclass(frozen=True, slots=True)
class HungDeadline:
    """A request's deadline that hangs on a slot: ``minutes`` before its start, or after its end."""

    ref: str
    uid: str
    minutes: int = 0
    is_after_end: bool = False

    def at(self, slot: Slot) -> datetime:
        """The deadline where ``slot`` is."""
        minutes = timedelta(minutes=self.minutes)
        return slot.ends_at + minutes if self.is_after_end else slot.starts_at - minutes


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """A deadline that moves with its slot. ``now_at`` is None when the slot stands no more."""

    ref: str
    was_at: datetime
    now_at: datetime | None

    def said(self, now: datetime) -> str:
        """``IR-031 Thu 14:00 → 15:30``; days are left out where they go without saying."""
        was = said_when(self.was_at, now)
        if self.now_at is None:
            return f"{self.ref} {was}: its slot is stood down"
        same_day = day_of(self.was_at) == day_of(self.now_at)
        return f"{self.ref} {was} → {said_time(self.now_at) if same_day else said_when(self.now_at, now)}"


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """A sheet that was made. ``person_id`` is given when it is one person's page."""

    number: int
    title: str
    day: date
    person_id: int | None = None

    @property
    def said(self) -> str:
        """``Sheet 7, Morning sheet, Thu 3 Dec``."""
        return ", ".join(filter(None, (f"Sheet {self.number}", self.title, said_short_day(self.day))))


@dataclass(frozen=True, slots=True)
class Break:
    """A clash that would be issued, with when and where it is."""

    clash: Clash
    at: datetime
    where: str

    @property
    def said(self) -> str:
        """``Thu 3 Dec 09:30, Room 2``."""
        at = f"{said_short_day(day_of(self.at))} {said_time(self.at)}"
        return f"{at}, {self.where}" if self.where else at


@dataclass(frozen=True, slots=True)
class Impact:
    """The cost of issuing now. ``issue_number`` is the number the issue would bear.

    ``gone_home`` holds one entry for each person to tell who has gone home by
    now: ``R. Malik (finished at 17:00)``; or is off today or on the day it concerns. Inspectors keep
    hours of their own. ``clashes`` are those of the days that change, and whatever stops the issue;
    ``breaks`` says of each where it is. ``people`` are those to tell, soonest first; ``sheets`` and
    ``calendars`` are what was handed out and is right no more: sheets by number, calendar files by
    the person, or place, they are of.
    """

    issue_number: int
    changes: tuple[Change, ...]
    people_to_tell: int
    gone_home: tuple[str, ...]
    deadlines_that_move: int
    sheets_out_of_date: int
    clashes: tuple[Clash, ...]
    people: tuple[str, ...] = ()
    deadlines: tuple[DeadlineMove, ...] = ()
    sheets: tuple[MadeSheet, ...] = ()
    calendars: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def stops(self) -> tuple[Clash, ...]:
        """The clashes that the issue waits for: put right, or let stand with a reason."""
        return tuple(clash for clash in self.clashes if clash.stops)


def impact_of(
    changes: tuple[Change, ...],
    slips: Iterable[Slip],
    *,
    issue_number: int,
    people: Mapping[int, Person],
    absences: Iterable[Absence],
    clashes: Iterable[Clash],
    now: datetime,
    sheets: Iterable[MadeSheet] = (),
    hung: Iterable[HungDeadline] = (),
    issued: Sequence[Slot] = (),
    draft: Iterable[Slot] = (),
) -> Impact:
    """What issuing ``changes`` would mean at ``now``, when ``slips`` are what people would be told.

    ``sheets`` are the newest of their sort, ``hung`` the deadlines that hang on slots, ``issued`` the
    slots of the last issue; ``draft`` holds the slots that the clashes are between.
    """
    slips, away, clashes = tuple(slips), tuple(absences), tuple(clashes)
    gone = (_gone_home(slip, people.get(slip.person_id), away, now) for slip in slips)
    stale, moves = stale_sheets(changes, sheets), deadline_moves(changes, hung)
    return Impact(
        issue_number=issue_number,
        changes=changes,
        people_to_tell=len(slips),
        gone_home=tuple(sorted(words for words in gone if words)),
        deadlines_that_move=len(moves),
        sheets_out_of_date=len(stale),
        clashes=clashes,
        people=tuple(slip.name for slip in sorted(slips, key=lambda each: (each.first_starts_at, each.name))),
        deadlines=moves,
        sheets=stale,
        calendars=stale_calendars(changes, issued),
        breaks=_breaks(clashes, draft),
    )


def deadline_moves(changes: Iterable[Change], hung: Iterable[HungDeadline]) -> tuple[DeadlineMove, ...]:
    """The deadlines that ``changes`` move or leave without a slot, soonest first."""
    by_uid = {change.uid: change for change in changes}
    moves = []
    for deadline in hung:
        change = by_uid.get(deadline.uid)
        before = _standing(change.before) if change else None
        if change is None or before is None:
            continue  # nobody has been told of the slot yet
        after = _standing(change.after)
        was, now = deadline.at(before), deadline.at(after) if after else None
        if was != now:
            moves.append(DeadlineMove(deadline.ref, was, now))
    return tuple(sorted(moves, key=lambda move: (move.was_at, move.ref)))


def stale_sheets(changes: Iterable[Change], sheets: Iterable[MadeSheet]) -> tuple[MadeSheet, ...]:
    """The sheets of the days that change, by number; of personal pages only those of people in a change."""
    touched: dict[date, set[int]] = {}
    for change in changes:
        for slot in (change.before, change.after):
            if slot is not None:
                touched.setdefault(slot.day, set()).update(part.person_id for part in change.people)
    found = [
        sheet
        for sheet in sheets
        if sheet.day in touched and (sheet.person_id is None or sheet.person_id in touched[sheet.day])
    ]
    return tuple(sorted(found, key=lambda sheet: sheet.number))


def stale_calendars(changes: Iterable[Change], issued: Iterable[Slot]) -> tuple[str, ...]:
    """Whose calendar files of the last issue are right no more: people by name, places, the whole team.

    Whoever, or whatever place, was in no slot of the last issue has no file yet.
    """
    people: dict[int, str] = {}
    places: dict[int, str] = {}
    for slot in issued:
        if not slot.is_cancelled:
            people.update((part.person_id, part.name) for part in slot.parts)
            if slot.place_id is not None:
                places[slot.place_id] = slot.place
    touched_people: set[int] = set()
    touched_places: set[int] = set()
    for change in changes:
        touched_people.update(part.person_id for part in change.people)
        touched_places.update(
            slot.place_id for slot in (change.before, change.after) if slot and slot.place_id is not None
        )
    if not (people or places) or not (touched_people or touched_places):
        return ()
    return (
        *sorted(name for person_id, name in people.items() if person_id in touched_people),
        *sorted(name for place_id, name in places.items() if place_id in touched_places),
        WHOLE_TEAM,
    )


def _breaks(clashes: Iterable[Clash], draft: Iterable[Slot]) -> tuple[Break, ...]:
    by_uid = {slot.uid: slot for slot in draft}
    found = []
    for clash in clashes:
        slots = [by_uid[uid] for uid in clash.uids if uid in by_uid]
        if slots:
            names = list(dict.fromkeys(slot.where for slot in slots if slot.where))
            where = said_list(names) if len(slots) <= MOST_PLACES else ""
            found.append(Break(clash, max(slot.starts_at for slot in slots), where))
    return tuple(found)


def _gone_home(slip: Slip, person: Person | None, absences: Collection[Absence], now: datetime) -> str:
    """Why this person may not hear of it any more today; empty when they are at work."""
    if person is None:
        return ""
    first_on = day_of(slip.first_starts_at)
    away = [
        absence
        for absence in absences
        if absence.person_id == slip.person_id
        and absence.ends_at > now
        and (
            day_of(absence.starts_at) <= day_of(now)
            or day_of(absence.starts_at) <= first_on <= day_of(absence.ends_at)
        )
    ]
    said = []
    if person.side is not Side.INSPECTORATE and local(now).time() >= person.works_until:
        said.append(f"finished at {person.works_until:%H:%M}")
    if away:
        absence = min(away, key=lambda each: each.starts_at)
        said.append(f"{absence.kind.value} until {said_short_day(day_of(absence.ends_at))}")
    return f"{slip.name} ({', '.join(said)})" if said else ""


def _standing(slot: Slot | None) -> Slot | None:
    return None if slot is None or slot.is_cancelled else slot
