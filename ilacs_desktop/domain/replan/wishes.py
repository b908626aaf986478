"""What must change: the wishes a re-plan has to grant, whatever it costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, said_minutes, said_short_day, said_time
from ilacs_desktop.domain.people import Person, Place, Side
from ilacs_desktop.domain.timetable import Slot, SlotStatus


@dataclass(frozen=True, slots=True)
class Away:
    """A person is not to be had from one moment to another."""

    person_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """A place cannot be used from one moment to another."""

    place_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Swap:
    """All day, whatever ``person_id`` has is done by ``other_id``; two such wishes change two over."""

    person_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class Must:
    """A slot has to happen on the day: not cancelled, not on another day."""

    uid: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """A slot is stood down."""

    uid: str


@dataclass(frozen=True, slots=True)
class Late:
    """A person is running late at a moment: what goes on then ends that many minutes later.

    When nothing goes on, the person is free only that many minutes after ``at``.
    """

    person_id: int
    minutes: int
    at: datetime


Wish = Away | Closed | Swap | Must | Cancel | Late


def said_wish(
    wish: Wish, *, people: Mapping[int, Person], places: Mapping[int, Place], slots: Mapping[str, Slot]
) -> str:
    """A wish as a sentence without its full stop: ``R. Malik is away Thu 3 Dec 13:00–17:00``."""
    match wish:
        case Away():
            return f"{people[wish.person_id].label} is away {_span(wish.starts_at, wish.ends_at)}"
        case Closed():
            return f"{places[wish.place_id].label} is closed {_span(wish.starts_at, wish.ends_at)}"
        case Swap():
            return f"{people[wish.other_id].label} comes for {people[wish.person_id].label}"
        case Must():
            return f"{_said_slot(slots[wish.uid])} must happen on the day"
        case Cancel():
            return f"{_said_slot(slots[wish.uid])} is cancelled"
        case Late():
            return (
                f"{people[wish.person_id].label} is running {said_minutes(wish.minutes)} late"
                f" at {said_short_day(day_of(wish.at))} {said_time(wish.at)}"
            )


def checked_wishes(
    wishes: Iterable[Wish],
    *,
    people: Mapping[int, Person],
    places: Mapping[int, Place],
    slots: Mapping[str, Slot],
) -> tuple[Wish, ...]:
    """The wishes, each once, in the order given.

    Raises:
        Explained: there is none, or one of them says nothing that can be looked for.
    """
    found = tuple(dict.fromkeys(wishes))
    if not found:
        raise Explained("There is nothing to plan around yet.", remedy="Say first what must change.")
    for wish in found:
        reason, remedy = _fault(wish, people, places, slots)
        if reason:
            raise Explained(reason, remedy=remedy)
    return found


def _fault(  # noqa: PLR0911 - one line for each thing that can be wrong
    wish: Wish, people: Mapping[int, Person], places: Mapping[int, Place], slots: Mapping[str, Slot]
) -> tuple[str, str]:
    if isinstance(wish, Away | Closed) and wish.ends_at <= wish.starts_at:
        return "A wish ends before it starts.", "Give an end that is later than the start."
    if isinstance(wish, Away | Late) and wish.person_id not in people:
        return "This person is not on the list.", "Choose somebody from the list."
    if isinstance(wish, Closed) and wish.place_id not in places:
        return "This place is not known.", "Choose one from the list of places."
    if isinstance(wish, Must | Cancel):
        slot = slots.get(wish.uid)
        if slot is None:
            return "This slot is not in the draft.", "Look at the timetable again and choose a slot."
        if isinstance(wish, Cancel) and slot.is_cancelled:
            return f"“{slot.title}” is cancelled already.", "Leave this wish out."
        if isinstance(wish, Must) and slot.status is SlotStatus.DID_NOT_HAPPEN:
            return f"“{slot.title}” is marked as not having happened.", "Take that mark back first."
    if isinstance(wish, Late) and wish.minutes <= 0:
        return "Late by no minutes is on time.", "Say by how many minutes."
    if isinstance(wish, Swap):
        return _swap_fault(wish, people)
    return "", ""


def _swap_fault(wish: Swap, people: Mapping[int, Person]) -> tuple[str, str]:
    one, other = people.get(wish.person_id), people.get(wish.other_id)
    if one is None or other is None:
        return "This person is not on the list.", "Choose somebody from the list."
    if one.id == other.id:
        return f"{one.label} cannot come for {one.label}.", "Choose somebody else."
    if one.side is not other.side and Side.INSPECTORATE in {one.side, other.side}:
        return (
            f"{other.label} cannot come for {one.label}: one is an inspector and the other is not.",
            "An inspector is swapped for an inspector.",
        )
    return "", ""


def _span(starts_at: datetime, ends_at: datetime) -> str:
    first, last = day_of(starts_at), day_of(ends_at)
    if first == last:
        return f"{said_short_day(first)} {said_time(starts_at)}–{said_time(ends_at)}"
    return f"{said_short_day(first)} {said_time(starts_at)} to {said_short_day(last)} {said_time(ends_at)}"


def _said_slot(slot: Slot) -> str:
    return f"“{slot.title}” {said_short_day(slot.day)} {said_time(slot.starts_at)}"
