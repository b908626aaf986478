"""Everything a re-plan looks at, read once: the draft, the people, what stands fixed, what is wished.

Within a re-plan a moment is a whole number of minutes, so that times can be compared, shifted and set
on a grid without a zone in the way. Lengths are kept as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from ilacs_desktop.domain.clashes import ClashFacts
from ilacs_desktop.domain.people import Person, Place, Side
from ilacs_desktop.domain.replan.wishes import Away, Cancel, Closed, Late, Must, Swap, Wish
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind, SlotStatus

Span = tuple[int, int]
"""From one minute to another; the end is not in it."""


def minute_of(at: datetime) -> int:
    """The moment as whole minutes."""
    return int(at.timestamp()) // 60


def moment_of(minute: int) -> datetime:
    """The moment, in UTC, of such a minute."""
    return datetime.fromtimestamp(minute * 60, UTC)


def meet(one: Span, other: Span) -> bool:
    """Whether two spans share time."""
    return one[0] < other[1] and other[0] < one[1]


def span_of(slot: Slot) -> Span:
    """When the slot is, in minutes."""
    return minute_of(slot.starts_at), minute_of(slot.ends_at)


def bound_people(slot: Slot) -> frozenset[int]:
    """Those who cannot be elsewhere meanwhile: everyone whose part is not optional."""
    return frozenset(part.person_id for part in slot.parts if part.part is not PartKind.OPTIONAL)


@dataclass(frozen=True)
class Situation:
    """The whole draft on the evening (or the morning) on which ``day`` has to be planned anew.

    ``facts`` is what the clash rules look at. ``confirmed`` have said that they know the newest issue;
    ``hearing`` will be told something at the next issue anyway. ``other_days`` may take what the day
    cannot hold; none by default. Places are tried in order of name.
    """

    slots: tuple[Slot, ...]
    day: date
    now: datetime
    facts: ClashFacts
    wishes: tuple[Wish, ...] = ()
    confirmed: frozenset[int] = frozenset()
    hearing: frozenset[int] = frozenset()
    other_days: tuple[date, ...] = ()

    @cached_property
    def known(self) -> dict[str, object]:
        """What was worked out of it already and stays true: it never changes."""
        return {}

    @cached_property
    def by_uid(self) -> Mapping[str, Slot]:
        """The slots of the draft by uid."""
        return {slot.uid: slot for slot in self.slots}

    @property
    def people(self) -> Mapping[int, Person]:
        """Everyone on the list, by id."""
        return self.facts.people

    @property
    def places(self) -> Mapping[int, Place]:
        """Every place, by id."""
        return self.facts.places

    @cached_property
    def travel(self) -> Mapping[tuple[str, str], int]:
        """Minutes from one site to another, both ways."""
        both: dict[tuple[str, str], int] = {}
        for way in self.facts.travel:
            both[way.from_site, way.to_site] = both[way.to_site, way.from_site] = way.minutes
        return both

    def minutes_between_sites(self, one: str, other: str) -> int:
        """The way between two sites; none when either is unknown or they are the same."""
        return self.travel.get((one, other), 0) if one and other and one != other else 0

    @cached_property
    def inspectors(self) -> tuple[Person, ...]:
        """The inspectors who are on the list, by id."""
        return tuple(
            person
            for _, person in sorted(self.people.items())
            if person.side is Side.INSPECTORATE and person.is_active
        )

    @cached_property
    def must(self) -> frozenset[str]:
        """The slots that have to happen on the day."""
        return frozenset(wish.uid for wish in self.wishes if isinstance(wish, Must))

    @cached_property
    def cancel(self) -> frozenset[str]:
        """The slots that are to be stood down."""
        return frozenset(wish.uid for wish in self.wishes if isinstance(wish, Cancel))

    @cached_property
    def swaps(self) -> Mapping[int, int]:
        """Who comes for whom on the day; of two wishes about one person the later counts."""
        return {wish.person_id: wish.other_id for wish in self.wishes if isinstance(wish, Swap)}

    @cached_property
    def away(self) -> Mapping[int, tuple[Span, ...]]:
        """When people cannot be had, by the wishes alone (absences on the list come with ``facts``)."""
        spans: dict[int, list[Span]] = {}
        for wish in self.wishes:
            if isinstance(wish, Away):
                span = minute_of(wish.starts_at), minute_of(wish.ends_at)
                spans.setdefault(wish.person_id, []).append(span)
            elif isinstance(wish, Late):
                held, span = self._held_by(wish)
                for person_id in bound_people(held) if held else {wish.person_id}:
                    spans.setdefault(person_id, []).append(span)
        return {person_id: tuple(sorted(found)) for person_id, found in spans.items()}

    @cached_property
    def closed(self) -> Mapping[int, tuple[Span, ...]]:
        """When places cannot be used, by the wishes."""
        spans: dict[int, list[Span]] = {}
        for wish in self.wishes:
            if isinstance(wish, Closed):
                span = minute_of(wish.starts_at), minute_of(wish.ends_at)
                spans.setdefault(wish.place_id, []).append(span)
            elif isinstance(wish, Late):
                held, span = self._held_by(wish)
                if held is not None and held.place_id is not None:
                    spans.setdefault(held.place_id, []).append(span)
        return {place_id: tuple(sorted(found)) for place_id, found in spans.items()}

    @cached_property
    def absences(self) -> Mapping[int, tuple[Span, ...]]:
        """When people are away by the list."""
        spans: dict[int, list[Span]] = {}
        for absence in self.facts.absences:
            span = minute_of(absence.starts_at), minute_of(absence.ends_at)
            spans.setdefault(absence.person_id, []).append(span)
        return {person_id: tuple(sorted(found)) for person_id, found in spans.items()}

    @cached_property
    def overrunning(self) -> frozenset[str]:
        """The slots that go on when somebody is running late; they stay where they are."""
        held = (self._held_by(wish)[0] for wish in self.wishes if isinstance(wish, Late))
        return frozenset(slot.uid for slot in held if slot is not None)

    def is_fixed(self, slot: Slot) -> bool:
        """Whether nothing may touch the slot: locked, begun or over, private, or on no day of ours."""
        if slot.locked or slot.kind is SlotKind.BLOCKER or slot.uid in self.overrunning:
            return True
        if slot.status not in {SlotStatus.PLANNED, SlotStatus.CANCELLED}:
            return True
        if slot.starts_at <= self.now:
            return True
        if slot.uid in self.must:
            return False
        return slot.is_cancelled or slot.day != self.day

    def why_fixed(self, slot: Slot) -> str:
        """What keeps the slot where it is, for people."""
        if slot.locked:
            return "is locked"
        if slot.kind is SlotKind.BLOCKER:
            return "is a private blocker"
        if slot.status not in {SlotStatus.PLANNED, SlotStatus.CANCELLED} or slot.starts_at <= self.now:
            return "has begun"
        if slot.uid in self.overrunning:
            return "will be going on"
        return f"is not on {self.day:%A}"

    def _held_by(self, wish: Late) -> tuple[Slot | None, Span]:
        """What goes on when the person is late, and the time that is lost by it."""
        at = minute_of(wish.at)
        for slot in self.slots:
            if wish.person_id in bound_people(slot) and _may_go_on(slot):
                starts, ends = span_of(slot)
                if starts < at < ends or (ends == at and slot.status is SlotStatus.STARTED):
                    return slot, (ends, ends + wish.minutes)
        return None, (at, at + wish.minutes)


def on_days(situation: Situation) -> Collection[date]:
    """The days on which something may be put."""
    return (situation.day, *situation.other_days)


def _may_go_on(slot: Slot) -> bool:
    return slot.status in {SlotStatus.PLANNED, SlotStatus.STARTED}
