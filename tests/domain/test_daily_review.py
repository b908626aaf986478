"""Rules of the review of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.capture import read_line
from ilacs_desktop.domain.daily_review import (
    MUST_BE_EMPTY,
    TITLES,
    off_duty,
    review_day,
    said_left,
    stands,
    suggested_kind,
)
from ilacs_desktop.domain.moments import day_of, local
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Side

EVENING = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
OSEI = Person(2, "Ama Osei", Side.AUTHORITY)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 12, 2, 18, 40, tzinfo=UTC), date(2026, 12, 2)),
        (datetime(2026, 12, 3, 0, 30, tzinfo=UTC), date(2026, 12, 2)),
        (datetime(2026, 12, 3, 4, 59, tzinfo=UTC), date(2026, 12, 2)),
        (datetime(2026, 12, 3, 5, 0, tzinfo=UTC), date(2026, 12, 3)),
        (datetime(2026, 7, 1, 3, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 7, 1, 4, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_that_an_evenings_work_belongs_to_its_day_until_five_in_the_morning(now: datetime, day: date):
    assert review_day(now) == day


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - the timezone is given beside
def test_that_the_day_under_review_is_today_or_yesterday_and_never_goes_back(now: datetime):
    later = review_day(now + timedelta(minutes=1))

    assert review_day(now) in {day_of(now), day_of(now) - timedelta(days=1)}
    assert review_day(now) == day_of(now) or local(now).time() < time(5)
    assert later >= review_day(now)


def test_that_what_is_left_is_said_in_one_sentence():
    assert [said_left(("x",) * count) for count in (0, 1, 2, 13)] == [
        "Everything is done. You can go home.",
        "One thing before you can go home.",
        "Two things before you can go home.",
        "13 things before you can go home.",
    ]


@given(
    st.sampled_from(sorted(TITLES)),
    st.integers(0, 5),
    st.one_of(st.none(), st.integers(-60, 60)),
)
def test_that_a_step_stays_done_only_while_nothing_newer_waits_in_it(
    key: str, count: int, newest: int | None
):
    newest_at = None if newest is None else EVENING + timedelta(minutes=newest)

    expected = not count or (key not in MUST_BE_EMPTY and (newest is None or newest <= 0))

    assert stands(key, count, newest_at, EVENING) is expected


def test_that_an_owner_is_on_duty_in_their_hours_and_away_says_until_when():
    leave = Absence(
        1, 2, AbsenceKind.LEAVE, EVENING - timedelta(days=1), datetime(2026, 12, 4, 9, tzinfo=UTC)
    )
    noon = EVENING.replace(hour=12)

    assert [
        off_duty(OSEI, (), noon),
        off_duty(OSEI, (), EVENING),
        off_duty(OSEI, (), EVENING.replace(hour=7)),
        off_duty(OSEI, (leave,), noon),
    ] == ["", "finished at 17:00", "starts at 09:00", "away: leave until Fri 4 Dec"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Inspector B is happy with the pace", "note"),
        ("They have seen enough of permanence", "note"),
        ("Inspector B asked for the audit schedule", "request"),
        ("The audit schedule by 9am", "request"),
        ("Could we have the rota, please", "request"),
        ("? which months", "clarification"),
        ("= 84 % in 72 hours", "figure"),
        ("~ strong planning re missing", "signal"),
    ],
)
def test_that_a_line_says_what_it_is_kept_as(line: str, kind: str):
    marsh = Person(1, "P. Marsh", Side.INSPECTORATE, known_as="Inspector B")

    assert suggested_kind(read_line(line, EVENING, [marsh, OSEI], [(1, "K-01", "Missing")])) == kind
