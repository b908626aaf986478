"""What is asked when many sessions are planned at once, and what is proposed for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from ilacs_desktop.domain.people import Person, Place, Side
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind

USUAL_MINUTES = 60
FIRST_HOUR, DAY_ENDS = time(9, 30), time(17)


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """Within what sessions are to be planned; hours are London's, the last is when all is over.

    Inspectors, navigators and places are tried in the order given; without places none is proposed.
    """

    days: tuple[date, ...]
    inspector_ids: tuple[int, ...]
    begins: time = FIRST_HOUR
    ends: time = DAY_ENDS
    minutes: int = USUAL_MINUTES
    place_ids: tuple[int, ...] = ()
    navigator_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One session as it is proposed, or as somebody wants it; ``why`` says why it could not be placed.

    ``note`` is what is to be known of it ("Felpersham is 75 minutes away"). ``is_kept`` has a time in the
    timetable already and stays there. ``is_set`` was set by hand: it stays when all else is proposed
    again. ``slot_uid``, ``version`` and ``slot_version`` are the session's when it was looked at.
    """

    session_id: int
    code: str
    worker: str = ""
    starts_at: datetime | None = None
    minutes: int = USUAL_MINUTES
    inspector_id: int | None = None
    worker_id: int | None = None
    navigator_id: int | None = None
    place_id: int | None = None
    sits_in_id: int | None = None
    by_video: bool = False
    why: str = ""
    note: str = ""
    is_kept: bool = False
    is_set: bool = False
    slot_uid: str = ""
    version: int = 0
    slot_version: int = 0

    @property
    def id(self) -> int:
        """The session's: a row in a list is known by it."""
        return self.session_id

    @property
    def ends_at(self) -> datetime | None:
        """When it is over; None when it could not be placed."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at is not None else None

    @property
    def is_placed(self) -> bool:
        """Whether it has a time and those whom it needs."""
        return self.starts_at is not None and self.inspector_id is not None and self.worker_id is not None


@dataclass(frozen=True, slots=True)
class WaitingSession:
    """A session that is to be planned: its worker, where the worker is, and what is known of it before.

    ``row`` is bare, or says what was planned once (it was stood down) or is planned now (``is_kept``).
    ``far`` says in words that its locality is too far to visit, and is empty when it is not.
    ``said_worker`` is the name the extract has for a worker who is not on the list of people.
    """

    row: PlanRow
    locality: str = ""
    far: str = ""
    said_worker: str = ""


@dataclass(frozen=True, slots=True)
class Planning:
    """What many sessions are planned from: they themselves, the days on site to come, people and places.

    ``terms`` are what is asked to begin with.
    """

    sessions: tuple[WaitingSession, ...]
    days: tuple[date, ...]
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    terms: PlanTerms

    @property
    def inspectors(self) -> tuple[Person, ...]:
        """Those who may lead a session."""
        return tuple(each for each in self.people if each.side is Side.INSPECTORATE)

    @property
    def staff(self) -> tuple[Person, ...]:
        """Everybody else."""
        return tuple(each for each in self.people if each.side is not Side.INSPECTORATE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row for every session, and what each row would clash with, in sentences; nothing is stored."""

    rows: tuple[PlanRow, ...]
    clashes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """In words: "10 of 12 are placed, 2 are not"."""
        new = [row for row in self.rows if not row.is_kept]
        placed = sum(row.is_placed for row in new)
        kept = len(self.rows) - len(new)
        words = f"{placed} of {len(new)} placed" if placed < len(new) else f"All {placed} placed"
        if len(new) == 1:
            words = "It is placed" if placed else "It could not be placed"
        stays = f"; {kept} planned already stay as they are" if kept else ""
        return f"{words}{stays}."


def slots_of_rows(
    rows: Iterable[PlanRow], people: Mapping[int, Person], places: Mapping[int, Place], purpose: str
) -> tuple[Slot, ...]:
    """The rows that are placed as slots of a timetable that is not stored; of each the uid is ``uid_of``."""
    return tuple(
        _slot(row, row.starts_at, people, places, purpose)
        for row in rows
        if row.starts_at is not None and row.is_placed
    )


def uid_of(row: PlanRow) -> str:
    """The uid of a row's slot: its own, or one that no slot of a timetable has."""
    return row.slot_uid or f"plan-{row.session_id}"


def _slot(
    row: PlanRow,
    starts_at: datetime,
    people: Mapping[int, Person],
    places: Mapping[int, Place],
    purpose: str,
) -> Slot:
    wanted = (
        (row.inspector_id, PartKind.LEADS),
        (row.worker_id, PartKind.ATTENDS),
        (row.navigator_id, PartKind.NAVIGATES),
        (row.sits_in_id, PartKind.ATTENDS),
    )
    parts: dict[int, Part] = {}
    for person_id, part in wanted:
        person = people.get(person_id or 0)
        if person is not None and person.id not in parts:
            parts[person.id] = Part(person.id, person.label, person.side, part)
    slot = Slot(
        uid=uid_of(row),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=row.minutes),
        purpose=purpose,
        kind=SlotKind.CASE_SESSION,
        parts=tuple(parts.values()),
        case_code=row.code,
    )
    place = places.get(row.place_id or 0)
    if place is None:
        return slot
    return replace(slot, place_id=place.id, place=place.name, site=place.site, link=place.link)
