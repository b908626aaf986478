"""Which slots a list shows: facets one chooses from, and words one types. Plain Python, no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ilacs_desktop.desktop.pages.timetable.cards import Card, Look
from ilacs_desktop.domain.moments import said_day, said_short_day, said_time
from ilacs_desktop.domain.people import Person, order_of_label
from ilacs_desktop.domain.timetable import SlotKind, SlotStatus

Key = str | int

ANY_CASE, NO_CASE = "any case", "no case"
NO_INSPECTOR, NO_PLACE = -1, -1


class Facet(StrEnum):
    """What a list can be narrowed by."""

    INSPECTOR = "inspector"
    TEAM = "team"
    PLACE = "place"
    KIND = "kind"
    CASE = "case"
    STATUS = "status"
    SINCE = "since"


class Mark(StrEnum):
    """States beside what became of a slot."""

    CHANGED = "not issued"
    CLASH = "clash"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen. Of one facet any will do; every facet and every word must be met."""

    text: str = ""
    chosen: Mapping[Facet, frozenset[Key]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return not self.text.strip() and not self.chosen

    @property
    def since(self) -> int | None:
        """The issue since which a slot must have changed; None when that is not asked."""
        return next((key for key in self.chosen.get(Facet.SINCE, ()) if isinstance(key, int)), None)

    def keys(self, facet: Facet) -> frozenset[Key]:
        """What is chosen of a facet."""
        return self.chosen.get(facet, frozenset())

    def toggled(self, facet: Facet, key: Key) -> Filters:
        """The filters with one choice put on or taken off; of issues only one can be on."""
        was = self.keys(facet)
        now = frozenset({key}) if facet is Facet.SINCE and key not in was else was ^ {key}
        return self._with(facet, now)

    def without(self, facet: Facet, key: Key) -> Filters:
        """The filters with one choice taken off."""
        return self._with(facet, self.keys(facet) - {key})

    def _with(self, facet: Facet, keys: frozenset[Key]) -> Filters:
        chosen = {other: own for other, own in self.chosen.items() if other is not facet}
        return replace(self, chosen={**chosen, facet: keys} if keys else chosen)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, what it is called, and how many slots it would leave by itself."""

    key: Key
    word: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """What the choices are made from: the people behind the parts, and what changed since which issue."""

    people: Mapping[int, Person] = field(default_factory=dict)
    issues: tuple[int, ...] = ()
    changed_since: Mapping[int, frozenset[str]] = field(default_factory=dict)


def keys_of(card: Card, facet: Facet, ground: Ground) -> frozenset[Key]:
    """What a slot answers to under a facet."""
    return _KEYS[facet](card, ground)


def _inspectors(card: Card, _ground: Ground) -> frozenset[Key]:
    return frozenset(part.person_id for part in card.slot.inspectors) or frozenset({NO_INSPECTOR})


def _teams(card: Card, ground: Ground) -> frozenset[Key]:
    people = (ground.people.get(part.person_id) for part in card.slot.staff)
    return frozenset(person.team for person in people if person is not None and person.team)


def _states(card: Card, _ground: Ground) -> frozenset[Key]:
    marks = {
        Mark.CHANGED: card.is_changed,
        Mark.CLASH: card.look is Look.CLASH,
        Mark.LOCKED: card.slot.locked,
    }
    return frozenset({card.slot.status.value, *(mark.value for mark, holds in marks.items() if holds)})


def _cases(card: Card, _ground: Ground) -> frozenset[Key]:
    return frozenset({ANY_CASE, card.slot.case_code} if card.slot.case_code else {NO_CASE})


_KEYS: Mapping[Facet, Callable[[Card, Ground], frozenset[Key]]] = {
    Facet.INSPECTOR: _inspectors,
    Facet.TEAM: _teams,
    Facet.PLACE: lambda card, _: frozenset({NO_PLACE if card.slot.place_id is None else card.slot.place_id}),
    Facet.KIND: lambda card, _: frozenset({card.slot.kind.value}),
    Facet.CASE: _cases,
    Facet.STATUS: _states,
    Facet.SINCE: lambda card, ground: frozenset(
        number for number, uids in ground.changed_since.items() if card.uid in uids
    ),
}


def narrowed(cards: Iterable[Card], filters: Filters, ground: Ground) -> tuple[Card, ...]:
    """The cards that meet ``filters``, in the order given."""
    words = filters.text.casefold().split()
    return tuple(
        card
        for card in cards
        if all(keys & keys_of(card, facet, ground) for facet, keys in filters.chosen.items())
        and (not words or _holds(card, words))
    )


def _holds(card: Card, words: Sequence[str]) -> bool:
    slot = card.slot
    said = (
        card.title,
        slot.case_code,
        slot.kind.value,
        slot.where,
        slot.note,
        *(part.name for part in slot.parts),
        *slot.enquiries,
        *card.marks,
        said_day(slot.day),
        said_short_day(slot.day),
        said_time(slot.starts_at),
    )
    text = "\n".join(said).casefold()
    return all(word in text for word in words)


def options_of(cards: Sequence[Card], facet: Facet, ground: Ground) -> tuple[Option, ...]:
    """What can be chosen of a facet, each with its count; only what is there, in the order one looks for."""
    if facet is Facet.SINCE:
        return tuple(Option(number, str(number)) for number in ground.issues)
    counts = Counter(key for card in cards for key in keys_of(card, facet, ground))
    words = _words_of(cards, facet)
    return tuple(
        Option(key, words.get(key, str(key)), counts[key]) for key in sorted(counts, key=_order(facet, words))
    )


def _words_of(cards: Sequence[Card], facet: Facet) -> dict[Key, str]:
    """Names for the keys that are ids; the others are their own words."""
    if facet is Facet.INSPECTOR:
        return {part.person_id: part.name for card in cards for part in card.slot.inspectors}
    if facet is Facet.PLACE:
        return {card.slot.place_id: card.slot.where for card in cards if card.slot.place_id is not None}
    return {}


def _order(facet: Facet, words: Mapping[Key, str]) -> Callable[[Key], tuple[int, bool, tuple[bool, str]]]:
    """Sorts kinds and states as they come in a day, all else by name; nobody and no place come last."""
    ranks = {
        Facet.KIND: [kind.value for kind in SlotKind],
        Facet.STATUS: [*(status.value for status in SlotStatus), *(mark.value for mark in Mark)],
        Facet.CASE: [ANY_CASE, NO_CASE],
    }.get(facet, [])

    def order(key: Key) -> tuple[int, bool, tuple[bool, str]]:
        rank = ranks.index(str(key)) if key in ranks else len(ranks)
        return (rank, key == -1, order_of_label(words.get(key, str(key))))

    return order
