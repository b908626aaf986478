from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.inspection import (
    AgendaItem,
    AgendaRule,
    Basis,
    Era,
    Framework,
    Hang,
    Inspection,
    InspectionState,
    InspectorRole,
    MilestoneRule,
    Step,
    agenda,
    anchors_of,
    era_of,
    first_day_on_site,
    is_over_christmas,
    last_day_on_site,
    milestone_dates,
    months_after,
    plan,
)

CALL = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)


def framework(**changes):
    standard = Framework(
        key="standard",
        name="Standard inspection",
        edition="April 2026",
        in_use_from=date(2018, 1, 1),
        in_use_until=None,
        summary="Two weeks",
        first_week=2,
        first_weekday=0,
        notice_working_days=5,
        weeks=2,
        days=0,
        usual_call_weekday=0,
        is_graded=True,
        inspectors=(InspectorRole("lead inspector", 1), InspectorRole("social care inspector", 3)),
        facts=(),
        milestones=(
            MilestoneRule(
                "lists", "Lists given", Hang.read("N + 1 working days"), Basis.TEMPLATE, "x", time(17)
            ),
            MilestoneRule(
                "set_up", "Set-up", Hang.read("N"), Basis.TEMPLATE, "x", minutes_after_call=60
            ),
            MilestoneRule(
                "publish",
                "Publish",
                Hang.read("REPORT_RECEIVED + 30 working days"),
                Basis.STATUTORY,
                "law",
            ),
        ),
        staged=(),
        agenda=(
            AgendaRule("Keep in touch", "keep in touch", Hang.read("F1"), time(16, 30), 30, ("lead inspector",), Hang.read("FL - 1 working days")),
            AgendaRule("Arrival", "logistics", Hang.read("F1"), time(9), 30, ()),
        ),
        eras=(),
        checked_on=date(2026, 8, 22),
        source="test",
    )  # fmt: skip
    return replace(standard, **changes)


def inspection(**changes):
    return replace(
        Inspection(
            1,
            "Borsetshire",
            "standard",
            "Standard inspection",
            "April 2026",
            CALL,
            date(2026, 11, 30),
            date(2026, 12, 11),
        ),
        **changes,
    )


@pytest.mark.parametrize(
    ("on", "line"),
    [
        (date(2026, 11, 20), "Before the call · Friday 20 November"),
        (date(2026, 11, 23), "Off-site week · day 1 of 5 · Monday 23 November"),
        (date(2026, 11, 24), "Off-site week · day 2 of 5 · Tuesday 24 November"),
        (date(2026, 11, 28), "Weekend before the inspectors arrive · Saturday 28 November"),
        (date(2026, 11, 30), "Week 2 · day 1 of 10 · Monday 30 November"),
        (date(2026, 12, 2), "Week 2 · day 3 of 10 · Wednesday 2 December"),
        (date(2026, 12, 5), "Weekend · 5 of 10 days done · Saturday 5 December"),
        (date(2026, 12, 11), "Week 3 · day 10 of 10 · Friday 11 December"),
        (date(2026, 12, 14), "After the inspection · week 1 · Monday 14 December"),
        (date(2026, 12, 21), "After the inspection · week 2 · Monday 21 December"),
    ],
)
def test_that_the_day_line_says_where_a_day_lies(on, line):
    assert inspection().day_line(on) == line


def test_that_the_day_line_leaves_out_a_bank_holiday():
    easter = inspection(
        notified_at=datetime(2026, 4, 27, 8, tzinfo=UTC),
        on_site_from=date(2026, 5, 5),
        on_site_until=date(2026, 5, 8),
        holidays=(date(2026, 5, 4),),
    )

    assert easter.day_line(date(2026, 5, 4)) == "Bank holiday · Monday 4 May"
    assert easter.day_line(date(2026, 5, 5)) == "Week 2 · day 1 of 4 · Tuesday 5 May"


def test_that_the_day_line_says_when_it_was_paused_or_closed():
    on = date(2026, 12, 2)
    paused = inspection(state=InspectionState.PAUSED, paused_on=date(2026, 12, 1))

    assert paused.day_line(on) == "Paused since Tue 1 Dec · Wednesday 2 December"
    assert inspection(state=InspectionState.CLOSED).day_line(on) == "Closed · Wednesday 2 December"


def test_that_two_weeks_off_site_are_counted_through():
    jtai = inspection(on_site_from=date(2026, 12, 7), on_site_until=date(2026, 12, 11))

    assert jtai.day_line(date(2026, 12, 1)) == "Off site · week 2 · day 7 of 10 · Tuesday 1 December"


@given(st.integers(-30, 60))
def test_that_every_day_of_an_inspection_has_a_line(offset):
    on = date(2026, 11, 23) + timedelta(days=offset)

    assert inspection().day_line(on).endswith(f"{on:%A} {on.day} {on:%B}")


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 11, 23), InspectionState.NOTIFIED),
        (date(2026, 11, 24), InspectionState.OFF_SITE),
        (date(2026, 12, 2), InspectionState.ON_SITE),
        (date(2026, 12, 14), InspectionState.DRAFTING),
    ],
)
def test_that_the_calendar_moves_an_inspection_along(on, state):
    assert inspection().state_on(on) is state


def test_that_the_calendar_does_not_move_what_was_paused():
    paused = inspection(state=InspectionState.PAUSED, paused_on=date(2026, 12, 1))

    assert paused.state_on(date(2026, 12, 2)) is InspectionState.PAUSED


@pytest.mark.parametrize(
    "text",
    ["N", "F1 - 1 working days", "FL + 39 days", "REPORT_RECEIVED + 70 working days", "lists + 2 days"],
)
def test_that_what_a_date_hangs_on_reads_back_as_it_was_written(text):
    assert str(Hang.read(text)) == text


@pytest.mark.parametrize("text", ["", "N+1", "N + days", "N + 1 weeks", "N + -1 days", "the call"])
def test_that_a_slip_in_what_a_date_hangs_on_is_refused(text):
    with pytest.raises(ValueError, match="is not an anchor"):
        Hang.read(text)


def test_that_what_a_date_hangs_on_is_said_in_words():
    said = [
        Hang.read(text).said({"lists": "Lists given"})
        for text in ("REPORT_RECEIVED + 70 working days", "F1 - 1 working days", "lists + 2 days", "N", "F1")
    ]

    assert said == [
        "70 working days after the day the report was received",
        "1 working day before the first day on site",
        "2 days after “Lists given”",
        "the day of the call",
        "on the first day on site",
    ]


def test_that_a_standard_call_gives_the_next_two_weeks():
    first = first_day_on_site(framework(), date(2026, 11, 23), holidays=set())

    assert (first, last_day_on_site(framework(), first, holidays=set())) == (
        date(2026, 11, 30),
        date(2026, 12, 11),
    )


def test_that_a_first_day_on_a_bank_holiday_moves_to_the_next_working_day():
    holidays = {date(2026, 5, 4)}

    first = first_day_on_site(framework(weeks=1), date(2026, 4, 27), holidays=holidays)

    assert first == date(2026, 5, 5)
    assert last_day_on_site(framework(weeks=1), first, holidays=holidays) == date(2026, 5, 8)


def test_that_a_visit_lasts_its_working_days():
    visit = framework(first_weekday=1, weeks=0, days=2)

    first = first_day_on_site(visit, date(2026, 11, 23), holidays=set())

    assert (first, last_day_on_site(visit, first, holidays=set())) == (date(2026, 12, 1), date(2026, 12, 2))


def test_that_notice_in_working_days_gives_the_first_day_where_no_week_is_named():
    old = framework(first_week=None, notice_working_days=1, weeks=4)

    assert first_day_on_site(old, date(2018, 3, 5), holidays=set()) == date(2018, 3, 6)


def test_that_agreed_dates_have_to_be_entered():
    agreed = framework(first_week=None, notice_working_days=None)

    assert plan(agreed, CALL, holidays=set()) is None
    assert plan(agreed, CALL, on_site_from=date(2026, 12, 8), holidays=set()).on_site_until == date(
        2026, 12, 18
    )


def test_that_a_plan_dates_milestones_and_leaves_waiting_clocks_open():
    found = plan(framework(), CALL, holidays=set())

    assert [(each.rule.key, each.due_on, each.due_at_time) for each in found.milestones] == [
        ("lists", date(2026, 11, 24), time(17)),
        ("set_up", date(2026, 11, 23), time(10, 20)),
        ("publish", None, None),
    ]
    assert found.cautions == ()


def test_that_an_agenda_line_is_repeated_each_working_day():
    anchors = anchors_of(date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 2))

    assert agenda(framework(), anchors, holidays=set()) == (
        AgendaItem(
            datetime(2026, 11, 30, 9, tzinfo=UTC),
            datetime(2026, 11, 30, 9, 30, tzinfo=UTC),
            "Arrival",
            "logistics",
        ),
        *(
            AgendaItem(
                datetime(2026, month, day, 16, 30, tzinfo=UTC),
                datetime(2026, month, day, 17, tzinfo=UTC),
                "Keep in touch",
                "keep in touch",
                ("lead inspector",),
            )
            for month, day in ((11, 30), (12, 1))
        ),
    )


def test_that_milestones_follow_the_one_they_hang_on():
    hangs = {"lists": Hang("N", 1, Step.WORKING_DAYS), "cases": Hang("lists", 2, Step.WORKING_DAYS)}
    anchors = {"N": date(2026, 11, 23)}

    assert milestone_dates(hangs, anchors, holidays=set()) == {
        "lists": date(2026, 11, 24),
        "cases": date(2026, 11, 26),
    }
    assert milestone_dates(hangs, anchors, fixed={"lists": date(2026, 11, 26)}, holidays=set()) == {
        "lists": date(2026, 11, 26),
        "cases": date(2026, 11, 30),
    }


def test_that_milestones_in_a_circle_are_refused():
    with pytest.raises(ValueError, match="a → b → a"):
        milestone_dates({"a": Hang("b"), "b": Hang("a")}, {}, holidays=set())


@given(st.integers(0, 400), st.integers(0, 40))
def test_that_moving_an_anchor_moves_what_hangs_on_it_the_same_way(offset, days):
    hangs = {"a": Hang("F1", days), "b": Hang("a", 3)}
    first = date(2026, 1, 5)

    before = milestone_dates(hangs, {"F1": first}, holidays=set())
    after = milestone_dates(hangs, {"F1": first + timedelta(days=offset)}, holidays=set())

    assert {key: after[key] - before[key] for key in hangs} == dict.fromkeys(hangs, timedelta(days=offset))


def keys(notified_on, first, last, others=(), **changes):
    found = plan(
        framework(**changes),
        datetime.combine(notified_on, time(9), tzinfo=UTC),
        on_site_from=first,
        on_site_until=last,
        holidays={date(2026, 12, 25), date(2026, 12, 28), date(2026, 5, 4)},
        others=others,
    )
    return [caution.key for caution in found.cautions]


@pytest.mark.parametrize(
    ("notified_on", "first", "last", "found"),
    [
        (date(2026, 11, 23), None, None, []),
        (date(2026, 11, 24), None, None, ["weekday", "notice"]),
        (date(2026, 7, 27), None, None, ["august"]),
        (date(2026, 12, 14), None, None, ["christmas", "holiday"]),
        (date(2026, 4, 27), None, None, ["holiday"]),
        (date(2026, 11, 23), date(2026, 11, 25), None, ["notice"]),
        (date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 9), ["shape"]),
        (date(2026, 11, 23), date(2026, 11, 28), date(2026, 12, 4), ["notice", "rest"]),
        (date(2026, 11, 23), date(2026, 11, 16), None, ["order"]),
    ],
)
def test_that_unusual_dates_are_said_and_kept(notified_on, first, last, found):
    assert keys(notified_on, first, last) == found


def test_that_less_than_six_months_between_inspections_is_said():
    others = (("Focused visit", date(2026, 7, 2)), ("Short inspection", date(2023, 5, 5)))

    assert keys(date(2026, 11, 23), None, None, others) == ["gap"]
    assert keys(date(2027, 1, 4), None, None, others) == []


def test_that_a_type_no_longer_used_is_said():
    assert keys(date(2026, 11, 23), None, None, in_use_until=date(2018, 8, 31)) == ["historical"]


def test_that_the_era_follows_the_first_day_on_site():
    eras = tuple(
        Era(key, key, start, end, (), Basis.OFSTED, "x")
        for key, start, end in (
            ("2023", date(2023, 1, 1), date(2026, 3, 31)),
            ("2026", date(2026, 4, 1), None),
        )
    )

    found = [era_of(eras, on) for on in (date(2022, 12, 31), date(2026, 3, 31), date(2026, 4, 1))]

    assert found == [None, eras[0], eras[1]]


@pytest.mark.parametrize(
    ("on", "months", "then"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 11), -6, date(2026, 6, 11)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
    ],
)
def test_that_months_end_where_the_month_ends(on, months, then):
    assert months_after(on, months) == then


def test_that_christmas_reaches_over_new_year():
    assert is_over_christmas(date(2026, 12, 14), date(2026, 12, 24))
    assert is_over_christmas(date(2027, 1, 1), date(2027, 1, 8))
    assert not is_over_christmas(date(2027, 1, 4), date(2027, 1, 8))
