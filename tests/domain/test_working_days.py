from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.working_days import add_working_days, is_working_day, working_days_between

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2018, 1, 1), date(2030, 12, 31)), max_size=30)


def test_that_a_weekend_and_a_holiday_are_not_working_days():
    holidays = {date(2026, 12, 25)}

    days = {day: is_working_day(date(2026, 12, day), holidays=holidays) for day in range(24, 29)}

    assert days == {24: True, 25: False, 26: False, 27: False, 28: True}


def test_that_the_start_is_day_zero():
    assert add_working_days(date(2026, 11, 28), 0, holidays=set()) == date(2026, 11, 28)


def test_that_working_days_are_counted_backwards_too():
    assert add_working_days(date(2026, 11, 30), -1, holidays=set()) == date(2026, 11, 27)


@given(DAYS, st.integers(0, 90), HOLIDAYS)
def test_that_adding_and_counting_agree(start, days, holidays):
    end = add_working_days(start, days, holidays=holidays)

    assert working_days_between(start, end, holidays=holidays) == days
    assert working_days_between(end, start, holidays=holidays) in {-days, -days + 1, -days - 1}


@given(DAYS, st.integers(1, 60), HOLIDAYS)
def test_that_the_answer_is_a_working_day_and_the_next_one_is_later(start, days, holidays):
    end = add_working_days(start, days, holidays=holidays)

    assert is_working_day(end, holidays=holidays)
    assert add_working_days(start, days + 1, holidays=holidays) > end
    assert end >= start + timedelta(days=days)
