"""On which day lists were drawn, which day that may be, and what months they cover."""

from datetime import date

import pytest

from ilacs_desktop.intake.annex_a.checks import earliest_extract, months_earlier
from ilacs_desktop.intake.annex_a.drawn import said_in_titles, staleness


@pytest.mark.parametrize(
    ("notified_on", "earliest_on"),
    [
        (date(2026, 11, 23), date(2026, 11, 18)),
        (date(2026, 11, 27), date(2026, 11, 18)),
        (date(2026, 11, 29), date(2026, 11, 18)),
        (date(2026, 11, 30), date(2026, 11, 25)),
    ],
)
def test_that_lists_may_be_drawn_from_the_wednesday_of_the_week_before(notified_on, earliest_on):
    assert earliest_extract(notified_on) == earliest_on


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 30), 6, date(2024, 2, 29)),
        (date(2026, 3, 15), 12, date(2025, 3, 15)),
        (date(2026, 1, 31), 6, date(2025, 7, 31)),
    ],
)
def test_that_months_before_a_day_end_on_a_day_there_is(day, months, before):
    assert months_earlier(day, months) == before


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"titled_on": date(2026, 11, 17)}, "These lists say they are of Tuesday 17 November 2026"),
        ({"titled_on": date(2026, 11, 18), "saved_on": date(2026, 11, 1)}, ""),
        ({"saved_on": date(2026, 11, 1)}, "This file was last saved on Sunday 1 November 2026"),
        (
            {"saved_on": date(2026, 11, 20), "newest_on": date(2026, 11, 2)},
            "The newest date in these lists is",
        ),
        ({"newest_on": date(2026, 11, 18)}, ""),
        ({}, ""),
    ],
)
def test_that_lists_drawn_too_early_are_said_to_be(known, sentence):
    nothing = {"titled_on": None, "saved_on": None, "newest_on": None}

    found = staleness(date(2026, 11, 18), **(nothing | known))

    assert found.startswith(sentence)
    assert bool(found) == bool(sentence)


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ([["Data as at 12/11/2026"]], date(2026, 11, 12)),
        ([["x"], ["Extract date:", "", date(2026, 11, 12)]], date(2026, 11, 12)),
        ([["Report run on 12th November 2026 by KB"]], date(2026, 11, 12)),
        ([["Contacts, six months"], [date(2026, 11, 12)]], None),
    ],
)
def test_that_the_day_of_the_lists_is_read_from_their_titles(rows, day):
    assert said_in_titles(rows) == day
