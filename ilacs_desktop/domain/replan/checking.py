"""Looking at a proposal once more, with eyes that know nothing of how it was made.

Every pair is compared and every rule asked anew. What the draft did wrong before is nobody's to mend here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import combinations

from ilacs_desktop.domain.clashes import Clash, find_clashes
from ilacs_desktop.domain.moments import local
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.replan.situation import Situation, bound_people, meet, minute_of, span_of
from ilacs_desktop.domain.replan.wishes import Away, Cancel, Closed, Must, Swap, Wish
from ilacs_desktop.domain.timetable import Slot, SlotKind, facts


def with_changes(slots: Iterable[Slot], changed: Iterable[Slot]) -> tuple[Slot, ...]:
    """The draft in which the changed slots are as they would be."""
    by_uid = {slot.uid: slot for slot in changed}
    return tuple(by_uid.get(slot.uid, slot) for slot in slots)


def new_clashes(situation: Situation, after: Iterable[Slot]) -> tuple[Clash, ...]:
    """The clashes the rules find in ``after`` that the draft does not have."""
    before = {clash.key for clash in find_clashes(situation.slots, facts=situation.facts)}
    return tuple(clash for clash in find_clashes(after, facts=situation.facts) if clash.key not in before)


def new_faults(situation: Situation, after: Iterable[Slot]) -> tuple[str, ...]:
    """What a proposal must never bring, pair by pair; sentences for tests, empty when all is well."""
    after = tuple(after)
    known = _faults(situation, situation.slots)
    fresh = _faults(situation, after)
    found = [sentence for key, sentence in fresh.items() if key not in known]
    return (*found, *_not_granted(situation, after), *_touched_fixed(situation, after))


def _faults(situation: Situation, slots: tuple[Slot, ...]) -> dict[Hashable, str]:
    busy = [slot for slot in slots if slot.takes_time]
    found: dict[Hashable, str] = {}
    for one, other in combinations(busy, 2):
        pair = tuple(sorted((one.uid, other.uid)))
        shared = bound_people(one) & bound_people(other)
        way = situation.minutes_between_sites(one.site, other.site)
        start, end = span_of(one)
        for person_id in shared:
            if meet((start - way, end + way), span_of(other)):
                found["person", person_id, pair] = f"person {person_id} in {pair}"
        if one.place_id is not None and one.place_id == other.place_id and meet((start, end), span_of(other)):
            found["place", pair] = f"place {one.place_id} in {pair}"
        if _same_child(one, other) and meet((start, end), span_of(other)):
            found["child", pair] = f"child {one.case_code} in {pair}"
    for slot in busy:
        for key in _own_faults(situation, slot):
            found[key, slot.uid] = f"{key} in {slot.uid}"
    return found


def _own_faults(situation: Situation, slot: Slot) -> Iterable[Hashable]:
    place = situation.places.get(slot.place_id or 0)
    if place is not None and place.capacity is not None and len(bound_people(slot)) > place.capacity:
        yield "capacity", slot.place_id
    if situation.facts.days is not None and slot.day not in situation.facts.days:
        yield "days", slot.day
    for person_id in bound_people(slot):
        person = situation.people.get(person_id)
        for absence in situation.facts.absences:
            if (
                absence.person_id == person_id
                and slot.starts_at < absence.ends_at
                and absence.starts_at < slot.ends_at
            ):
                yield "absence", person_id, absence.id
        if person is None:
            continue
        if not person.is_active:
            yield "list", person_id
        if not (person.on_site_from or slot.day) <= slot.day <= (person.on_site_until or slot.day):
            yield "site", person_id
        starts, ends = local(slot.starts_at).time(), local(slot.ends_at).time()
        if person.side is not Side.INSPECTORATE and (starts < person.works_from or ends > person.works_until):
            yield "hours", person_id


def _not_granted(situation: Situation, after: tuple[Slot, ...]) -> Iterable[str]:
    by_uid = {slot.uid: slot for slot in after}
    busy = [slot for slot in after if slot.takes_time and slot.kind is not SlotKind.BLOCKER]
    for wish in situation.wishes:
        if isinstance(wish, Must):
            slot = by_uid[wish.uid]
            if slot.is_cancelled or slot.day != situation.day:
                yield f"{wish.uid} does not happen on the day"
        elif isinstance(wish, Cancel):
            if not by_uid[wish.uid].is_cancelled:
                yield f"{wish.uid} is not cancelled"
        else:
            yield from (f"{wish} and {slot.uid}" for slot in busy if _is_against(situation, wish, slot))


def _is_against(situation: Situation, wish: Wish, slot: Slot) -> bool:
    """Whether a slot is where a wish forbids it; what a late lane holds shows in the slots after it."""
    if isinstance(wish, Away | Closed):
        if not meet((minute_of(wish.starts_at), minute_of(wish.ends_at)), span_of(slot)):
            return False
        if isinstance(wish, Closed):
            return wish.place_id == slot.place_id
        return wish.person_id in bound_people(slot)
    if isinstance(wish, Swap):
        comers = {other.other_id for other in situation.wishes if isinstance(other, Swap)}
        is_held = wish.person_id in bound_people(slot) and wish.person_id not in comers
        return is_held and slot.day == situation.day
    return False


def _touched_fixed(situation: Situation, after: tuple[Slot, ...]) -> Iterable[str]:
    for slot in after:
        before = situation.by_uid[slot.uid]
        if situation.is_fixed(before) and facts(before) != facts(slot):
            yield f"{slot.uid} is fixed and changed"


def _same_child(one: Slot, other: Slot) -> bool:
    sessions = one.kind is SlotKind.CASE_SESSION and other.kind is SlotKind.CASE_SESSION
    return sessions and bool(one.case_code) and one.case_code == other.case_code
