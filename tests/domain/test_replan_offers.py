"""What is offered by bits is what is offered when every rule is asked for every choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ilacs_desktop.domain.replan.greedy import Board
from ilacs_desktop.domain.replan.masks import calendar_of
from ilacs_desktop.domain.replan.offers import Offers
from ilacs_desktop.domain.replan.preparing import Freedom, prepare, touches
from ilacs_desktop.domain.replan.situation import Situation
from tests.domain.replan_days import DAY, clock, hard_day


def offered(situation: Situation, *, by_bits: bool) -> list[object]:
    fresh = replace(situation)
    moving = [slot for slot in fresh.slots if not fresh.is_fixed(slot)]
    offers = Offers(fresh, (slot for slot in fresh.slots if fresh.is_fixed(slot)))
    offers._is_plain = by_bits and offers._is_plain
    found: list[object] = []
    for slot in moving:
        task = offers.task(slot, touched=touches(fresh, slot))
        modes = [(start, list(modes.items())) for start, modes in task.modes.items()]
        places = [(start, list(places.items())) for start, places in task.places.items()]
        found.append((slot.uid, modes, places, task.present, task.cost_of_start))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_that_bits_offer_what_the_rules_offer(seed: int) -> None:
    day = hard_day(seed)
    assert offered(day, by_bits=True) == offered(day, by_bits=False)


@pytest.mark.parametrize("seed", range(4))
def test_that_bits_offer_the_same_on_other_days_and_after_the_day_has_begun(seed: int) -> None:
    days = (DAY, DAY + timedelta(days=1), DAY + timedelta(days=4))
    day = hard_day(seed)
    later = replace(
        day, now=clock("10:30"), other_days=days[1:], facts=replace(day.facts, days=(DAY, days[2]))
    )
    assert offered(later, by_bits=True) == offered(later, by_bits=False)


def test_that_a_board_is_as_before_when_what_was_put_is_lifted() -> None:
    day = hard_day(3)
    prepared = prepare(day, Freedom(push=False))
    board = Board(day, prepared.standing)
    task = next(task for task in prepared.tasks if task.modes)
    choices = list(task.choices())
    before = [board.fits(task, choice) for choice in choices]
    put = next(choice for choice, fits in zip(choices, before, strict=True) if fits)
    board.put(task, put)
    board.lift(task.slot.uid)
    assert [board.fits(task, choice) for choice in choices] == before


def test_that_a_calendar_knows_when_somebody_is_away() -> None:
    day = hard_day(0)
    calendar = calendar_of(day)
    for person_id, spans in day.away.items():
        for start, end in spans:
            assert calendar.own(person_id) & calendar.bits(start, end) == calendar.bits(start, end)
    assert calendar_of(day) is calendar
