"""Why nothing can be proposed: wishes a fixed slot forbids, and wishes that exclude each other.

The second are found by a deletion filter: wish after wish is left out, and stays out when it still cannot
be done without it. What is left cannot be granted together, and any of them left out would help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.replan.preparing import stuck
from ilacs_desktop.domain.replan.proposals import Exclusion
from ilacs_desktop.domain.replan.situation import Situation
from ilacs_desktop.domain.replan.wishes import Late, Swap, Wish, said_wish
from ilacs_desktop.domain.timetable import Slot


def fixed_exclusions(situation: Situation) -> tuple[Exclusion, ...]:
    """Each wish that something locked or begun forbids, and wishes that contradict each other."""
    found = [*_contradictions(situation)]
    lates = tuple(wish for wish in situation.wishes if isinstance(wish, Late))
    for wish in situation.wishes:
        # what goes on when somebody is late stays where it is, whatever else is wished
        alone = replace(situation, wishes=tuple(dict.fromkeys((wish, *lates))))
        for slot in stuck(alone):
            found.append(
                Exclusion(
                    (wish,),
                    f"{said(situation, wish)}, but “{slot.title}” {said_short_day(slot.day)}"
                    f" {said_time(slot.starts_at)} {alone.why_fixed(slot)}.",
                    _remedy(slot),
                )
            )
    return tuple(found)


def excluded(situation: Situation, can_be: Callable[[Sequence[Wish]], bool]) -> Exclusion:
    """The smallest set that was found of wishes that cannot be granted together.

    ``can_be`` says whether some wishes can be granted; all of the situation's together cannot.
    """
    core = list(situation.wishes)
    for wish in situation.wishes:
        fewer = [each for each in core if each is not wish]
        if fewer and not can_be(fewer):
            core = fewer
    sentences = [said(situation, wish) for wish in core]
    if len(core) == 1:
        return Exclusion(
            tuple(core),
            f"{sentences[0]}: there is no time and place for it beside what is fixed.",
            "Leave this wish out, or unlock or cancel what stands in its way.",
        )
    return Exclusion(
        tuple(core),
        f"These wishes exclude each other: {'; '.join(sentences)}.",
        "Leave one of them out, or let the slot that must happen be cancelled.",
    )


def said(situation: Situation, wish: Wish) -> str:
    """A wish as a sentence without its full stop."""
    return said_wish(wish, people=situation.people, places=situation.places, slots=situation.by_uid)


def _contradictions(situation: Situation) -> Iterable[Exclusion]:
    both = situation.must & situation.cancel
    for uid in sorted(both):
        wishes = tuple(wish for wish in situation.wishes if getattr(wish, "uid", None) == uid)
        yield Exclusion(
            wishes,
            f"“{situation.by_uid[uid].title}” cannot both happen and be cancelled.",
            "Leave one of the two wishes out.",
        )
    swaps = [wish for wish in situation.wishes if isinstance(wish, Swap)]
    for wish in swaps:
        others = [each for each in swaps if each.person_id == wish.person_id and each is not wish]
        if others and swaps.index(wish) < swaps.index(others[0]):
            yield Exclusion(
                (wish, *others),
                f"Two people come for {situation.people[wish.person_id].label}.",
                "Leave one of the two wishes out.",
            )


def _remedy(slot: Slot) -> str:
    if slot.locked:
        return "Unlock the slot, or leave this wish out."
    return "Leave this wish out, or say what became of the slot."
