"""When a line of enquiry is suggested to move."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.enquiry import (
    Enquiry,
    EnquiryState,
    Heat,
    HeatRow,
    MovementRules,
    Provenance,
    Signal,
    Strength,
    Suggestion,
    count_heat,
    suggest,
    weekdays_between,
)

RULES = MovementRules()
MONDAY = date(2026, 11, 30)
WEDNESDAY = date(2026, 12, 2)


def signal(
    day: date = WEDNESDAY,
    strength: Strength = Strength.CLEAR,
    provenance: Provenance = Provenance.FIRST_HAND,
    inspector_id: int | None = 1,
    enquiry_id: int = 1,
) -> Signal:
    at = datetime(day.year, day.month, day.day, 11, 20, tzinfo=UTC)
    name = f"Inspector {'ABC'[inspector_id - 1]}" if inspector_id else ""
    return Signal(1, enquiry_id, at, "Case session", inspector_id, name, strength, provenance, "Said so.")


def enquiry(number: int = 1) -> Enquiry:
    state = EnquiryState.EMERGING
    return Enquiry(number, 1, f"K-{number:02d}", "Neglect", state, state, None, None, 0, 0, 1)


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ([], Suggestion(EnquiryState.EMERGING, "There is no signal yet.")),
        ([signal()], Suggestion(EnquiryState.EMERGING, "1 signal so far.")),
        ([signal(), signal(strength=Strength.WEAK, inspector_id=2)],
         Suggestion(EnquiryState.EMERGING, "2 signals from 2 inspectors so far.")),
        ([signal(strength=Strength.WEAK)] * 3, Suggestion(EnquiryState.ACTIVE, "3 signals and still coming.")),
        ([signal(), signal(inspector_id=2)],
         Suggestion(EnquiryState.ACTIVE, "2 signals from 2 inspectors and still coming.")),
        ([signal()] * 4, Suggestion(EnquiryState.ACTIVE, "4 signals and still coming.")),
        ([signal()] * 3 + [signal(inspector_id=2)],
         Suggestion(EnquiryState.EVIDENCED, "4 signals from 2 inspectors, first-hand and from more than one side.")),
        ([signal(provenance=Provenance.INFERRED)] * 3 + [signal(MONDAY)],
         Suggestion(EnquiryState.ACTIVE, "4 signals and still coming.")),
        ([signal(MONDAY)] * 4, Suggestion(EnquiryState.QUIET, "No signal for 2 working days.")),
        ([signal(date(2026, 11, 26))] * 4 + [signal()],
         Suggestion(EnquiryState.RETURNED, "1 signal after a silence.")),
        ([signal(date(2026, 11, 26))] * 4 + [signal(MONDAY), signal()],
         Suggestion(EnquiryState.EVIDENCED, "6 signals, first-hand and from more than one side.")),
    ],
)  # fmt: skip
def test_that_a_state_is_suggested_by_number_weight_spread_and_silence(
    signals: list[Signal], expected: Suggestion
) -> None:
    assert suggest(signals, today=WEDNESDAY, rules=RULES) == expected


def test_that_a_weekend_is_no_silence() -> None:
    friday, next_monday = date(2026, 12, 4), date(2026, 12, 7)

    assert weekdays_between(friday, next_monday) == 1
    assert suggest([signal(friday)] * 3, today=next_monday, rules=RULES).state is EnquiryState.ACTIVE


STRATEGY = st.lists(
    st.builds(
        signal,
        day=st.dates(date(2026, 11, 23), date(2026, 12, 11)),
        strength=st.sampled_from(Strength),
        provenance=st.sampled_from(Provenance),
        inspector_id=st.sampled_from([None, 1, 2, 3]),
    ),
    max_size=12,
)


@given(STRATEGY, st.dates(date(2026, 11, 23), date(2026, 12, 18)), st.randoms())
def test_that_a_suggestion_does_not_hang_on_the_order_in_which_signals_are_given(
    signals, today, random
) -> None:
    shuffled = list(signals)
    random.shuffle(shuffled)

    assert suggest(signals, today=today, rules=RULES) == suggest(shuffled, today=today, rules=RULES)


@given(STRATEGY, st.dates(date(2026, 11, 23), date(2026, 12, 18)))
def test_that_only_silence_makes_a_line_quiet_and_a_new_signal_ends_it(signals, today) -> None:
    last = max((each.at.date() for each in signals), default=None)
    silent = last is not None and weekdays_between(last, today) >= RULES.quiet_after_days

    assert (suggest(signals, today=today, rules=RULES).state is EnquiryState.QUIET) == silent
    assert suggest([*signals, signal(today)], today=today, rules=RULES).state is not EnquiryState.QUIET


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 60))
def test_that_weekdays_are_counted_one_by_one(start, days) -> None:
    end = start + timedelta(days=days)
    counted = [start + timedelta(days=n) for n in range(1, days + 1)]

    assert weekdays_between(start, end) == sum(f"{day:%a}" not in {"Sat", "Sun"} for day in counted)
    assert weekdays_between(end, start) == 0 or start == end


def test_that_heat_counts_by_day_and_inspector_and_puts_the_hottest_line_first() -> None:
    cool, hot = enquiry(1), enquiry(2)
    signals = [
        signal(MONDAY, enquiry_id=1),
        signal(MONDAY, enquiry_id=2),
        signal(WEDNESDAY, enquiry_id=2, inspector_id=2),
        signal(WEDNESDAY, enquiry_id=2, inspector_id=None),
    ]

    heat = count_heat([cool, hot], signals, days=[date(2026, 12, 1), WEDNESDAY])

    assert heat == Heat(
        days=(MONDAY, date(2026, 12, 1), WEDNESDAY),
        inspectors=("Inspector A", "Inspector B", "not known"),
        rows=(HeatRow(hot, (1, 0, 2), (1, 1, 1)), HeatRow(cool, (1, 0, 0), (1, 0, 0))),
    )


@given(STRATEGY)
def test_that_heat_loses_no_signal(signals) -> None:
    (row,) = count_heat([enquiry(1)], signals, days=[]).rows

    assert (sum(row.by_day), sum(row.by_inspector)) == (len(signals), len(signals))
