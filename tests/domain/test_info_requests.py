from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    DEFAULT_TARGETS,
    Busy,
    ClockPause,
    Due,
    InfoRequest,
    OurStatus,
    RequestKind,
    Supplied,
    TheirStatus,
    WorkingHours,
    acknowledgement_of,
    busy_tomorrow,
    check_can_be_given,
    check_our_step,
    check_their_step,
    due_of,
    ends_after,
    next_status,
    rank_similar,
    said_length,
    triage,
)
from ilacs_desktop.domain.moments import LONDON

MINUTE = timedelta(minutes=1)


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def a_request(**more: object) -> InfoRequest:
    given_fields = {
        "id": 31,
        "inspection_id": 1,
        "number": 31,
        "ref": "IR-031",
        "verbatim": "What share of missing children get an interview in 72 hours?",
        "meaning": "",
        "asked_at": at(16, 10),
        "asked_by": "Inspector B",
        "owner_id": 7,
        "owner": "A. Osei",
        "ours": OurStatus.CHECKING,
        "target_minutes": 120,
    }
    return InfoRequest(**{**given_fields, **more})


# -- the clock ---------------------------------------------------------------------------------


def test_that_the_working_of_a_paused_and_promised_request_reads_as_in_the_sketch():
    request = a_request(
        pauses=(ClockPause(at(16, 40), at(17, 25), "asked which months"),), promised_at=at(8, 30, day=3)
    )

    assert due_of(request, at(18, 40)) == Due(
        at=at(18, 55),
        slack_minutes=15,
        working="Asked 16:10, two hours, paused 16:40–17:25 while we asked which months, due 18:55. "
        "Promised to Inspector B for Thu 08:30.",
    )


def test_that_a_request_whose_clock_stands_still_is_due_at_no_moment():
    request = a_request(pauses=(ClockPause(at(16, 40), None, "asked which months"),))

    assert due_of(request, at(18, 40)) == Due(
        is_paused=True,
        working="Asked 16:10, two hours, paused since 16:40 while we asked which months.",
    )


def test_that_what_was_overdue_before_the_clock_stopped_stays_overdue():
    request = a_request(pauses=(ClockPause(at(18, 20), None, "asked which months"),))

    due = due_of(request, at(18, 40))

    assert (due.at, due.slack_minutes, due.is_overdue, due.is_paused) == (at(18, 10), -30, True, True)


def test_that_a_time_the_inspector_named_moves_on_by_the_pause():
    request = a_request(target_at=at(20), target_minutes=None, pauses=(ClockPause(at(17), at(17, 30), ""),))

    due = due_of(request, at(18, 40))

    assert (due.at, due.working) == (
        at(20, 30),
        "Asked 16:10, wanted by 20:00, paused 17:00–17:30, due 20:30.",
    )


def test_that_a_request_is_overdue_once_clocks_show_a_later_minute():
    request = a_request()

    assert not due_of(request, at(18, 10) + timedelta(seconds=59)).is_overdue
    assert due_of(request, at(18, 11)).is_overdue


def test_that_slack_is_counted_in_the_minutes_clocks_show():
    assert due_of(a_request(), at(17, 55) + timedelta(seconds=7)).slack_minutes == 15


def test_that_what_was_given_has_no_slack_and_says_when():
    due = due_of(a_request(theirs=TheirStatus.GIVEN, given_at=at(18)), at(18, 40))

    assert due == Due(at=at(18, 10), working="Asked 16:10, two hours, due 18:10. Given 18:00.")


def test_that_a_staged_request_and_a_withdrawn_one_are_not_due():
    assert due_of(a_request(staged=True), at(18)) == Due(working="Not asked for yet.")
    assert due_of(a_request(theirs=TheirStatus.WITHDRAWN), at(18)) == Due(
        working="Withdrawn; nothing is due."
    )


def test_that_more_wanted_starts_the_clock_anew():
    due = due_of(a_request(theirs=TheirStatus.MORE_WANTED, restarted_at=at(18)), at(18, 40))

    assert (due.at, due.working) == (at(20), "More wanted 18:00, two hours, due 20:00.")


def test_that_working_hours_carry_an_allowance_over_the_night_and_the_weekend():
    friday = datetime(2026, 12, 4, 16, 30, tzinfo=UTC)

    assert ends_after(friday, 120, hours=WorkingHours()) == datetime(2026, 12, 7, 10, 30, tzinfo=UTC)


def test_that_a_day_off_is_passed_over():
    hours = WorkingHours(days_off=frozenset({date(2026, 12, 3)}))

    assert ends_after(at(16, 30), 60, hours=hours) == at(9, 30, day=4)


def test_that_hours_without_a_minute_and_weeks_without_a_day_are_refused():
    with pytest.raises(ValueError, match="at least one minute"):
        WorkingHours(opens=time(9), closes=time(9))
    with pytest.raises(ValueError, match="at least one minute"):
        WorkingHours(weekdays=frozenset())


def test_that_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="end before"):
        ends_after(at(9), 60, pauses=(ClockPause(at(10), at(9), ""),))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "one minute"), (30, "30 minutes"), (60, "one hour"), (90, "1 h 30"), (120, "two hours")],
)
def test_that_an_allowance_is_said_in_words(minutes, words):
    assert said_length(minutes) == words


def counts_in(hours, shown):
    """Whether the minute that begins at ``shown`` is one of the hours."""
    if shown.date() in hours.on_site:
        return hours.on_site_opens <= shown.time() < hours.on_site_closes
    return (
        shown.weekday() in hours.weekdays
        and shown.date() not in hours.days_off
        and hours.opens <= shown.time() < hours.closes
    )


def by_stepping(start, minutes, pauses, hours, limit=40 * 24 * 60):
    """The oracle: walk minute by minute and count those that run."""
    at, left = start, minutes
    for _ in range(limit):
        if left == 0:
            return at
        counts = hours is None or counts_in(hours, at.astimezone(LONDON))
        stands = any(
            pause.paused_at <= at and (pause.resumed_at is None or at < pause.resumed_at) for pause in pauses
        )
        left -= counts and not stands
        at += MINUTE
    return None


def moments_around(*days):
    """Minutes of ordinary days and of both clock changes."""
    return st.sampled_from(days).flatmap(
        lambda day: st.integers(0, 36 * 60).map(
            lambda minutes: datetime.combine(day, time(), tzinfo=UTC) + minutes * MINUTE
        )
    )


STARTS = moments_around(date(2026, 12, 2), date(2026, 12, 4), date(2026, 3, 28), date(2026, 10, 24))


@st.composite
def a_clock(draw):
    start = draw(STARTS)
    pauses = []
    for _ in range(draw(st.integers(0, 4))):
        paused_at = start + draw(st.integers(-120, 600)) * MINUTE
        length = draw(st.one_of(st.none(), st.integers(0, 400)))
        pauses.append(ClockPause(paused_at, None if length is None else paused_at + length * MINUTE))
    return start, draw(st.integers(0, 600)), tuple(pauses)


@given(a_clock())
def test_that_the_clock_ends_where_stepping_minute_by_minute_ends(clock):
    start, minutes, pauses = clock

    assert ends_after(start, minutes, pauses=pauses) == by_stepping(start, minutes, pauses, None, limit=2400)


DAYS = st.frozensets(
    st.sampled_from((date(2026, 12, 2), date(2026, 3, 29), date(2026, 10, 25))).flatmap(
        lambda day: st.integers(-1, 3).map(lambda more: day + timedelta(days=more))
    ),
    max_size=4,
)


@given(a_clock(), st.integers(0, 22), st.integers(1, 6), st.sets(st.integers(0, 6), min_size=1), DAYS, DAYS)
def test_that_the_clock_in_working_hours_ends_where_stepping_ends(
    clock, opens, length, weekdays, days_off, on_site
):
    start, minutes, pauses = clock
    hours = WorkingHours(
        opens=time(opens),
        closes=time(min(opens + length, 23), 30),
        weekdays=frozenset(weekdays),
        days_off=days_off,
        on_site=on_site,
        on_site_opens=time(max(opens - 1, 0)),
        on_site_closes=time(23, 45),
    )
    minutes %= 200
    is_stopped = any(pause.resumed_at is None for pause in pauses)

    stepped = by_stepping(start, minutes, pauses, hours, limit=2400 if is_stopped else 30 * 24 * 60)

    found = ends_after(start, minutes, pauses=pauses, hours=hours)
    assert found == stepped or (stepped is None and (is_stopped or found > start + timedelta(days=30)))


@settings(max_examples=50)
@given(a_clock())
def test_that_a_named_time_is_moved_on_by_the_minutes_that_stood_still(clock):
    start, minutes, pauses = clock
    request = a_request(
        asked_at=start, target_at=start + minutes * MINUTE, target_minutes=None, pauses=pauses
    )

    due = due_of(request, start)

    assert due.at == by_stepping(start, minutes, pauses, None, limit=2400)
    assert due.slack_minutes == (None if due.at is None else (due.at - start) // MINUTE)


@settings(max_examples=50)
@given(a_clock(), st.integers(-600, 600))
def test_that_a_request_is_late_once_stepping_has_passed_its_end(clock, later):
    start, minutes, pauses = clock
    now = start + later * MINUTE
    ends_at = by_stepping(start, minutes, pauses, None, limit=2400)

    answer = due_of(a_request(asked_at=start, target_minutes=minutes, pauses=pauses), now)
    word = acknowledgement_of(a_request(asked_at=start, acknowledge_minutes=minutes, pauses=pauses), now)

    assert (answer.at, answer.is_overdue) == (ends_at, ends_at is not None and ends_at < now)
    assert (word.at, word.is_overdue) == (start + minutes * MINUTE, later > minutes)


@given(a_clock(), st.integers(1, 300))
def test_that_a_longer_pause_never_makes_it_due_sooner(clock, more):
    start, minutes, pauses = clock
    longer = tuple(
        ClockPause(pause.paused_at, pause.resumed_at and pause.resumed_at + more * MINUTE) for pause in pauses
    )

    short, long = ends_after(start, minutes, pauses=pauses), ends_after(start, minutes, pauses=longer)

    assert long is None or (short is not None and long >= short)


# -- the steps ---------------------------------------------------------------------------------


def test_that_every_kind_has_its_usual_time_and_says_it_is_a_template():
    assert set(DEFAULT_TARGETS) == set(RequestKind)
    assert {target.basis for target in DEFAULT_TARGETS.values()} == {"template"}


@pytest.mark.parametrize(
    ("ours", "following"),
    [
        (OurStatus.CAPTURED, OurStatus.ASSIGNED),
        (OurStatus.CHECKING, OurStatus.CLEARED),
        (OurStatus.CLEARED, None),
    ],
)
def test_that_the_next_step_follows_the_order(ours, following):
    assert next_status(a_request(ours=ours)) is following


@pytest.mark.parametrize(
    ("request_fields", "status", "reason", "message"),
    [
        ({}, OurStatus.GATHERING, "", "IR-031 goes back only with a reason."),
        ({"owner_id": None}, OurStatus.GATHERING, "", "Nobody owns IR-031 yet."),
        ({"staged": True}, OurStatus.CLEARED, "", "IR-031 has not been asked for yet."),
        ({"theirs": TheirStatus.GIVEN}, OurStatus.CHECKING, "", "IR-031 is given; its preparation is over."),
        (
            {"pauses": (ClockPause(at(17), None, ""),)},
            OurStatus.CLEARED,
            "",
            "IR-031 still waits for a clarification.",
        ),
    ],
)
def test_that_a_step_of_ours_is_refused_with_its_reason(request_fields, status, reason, message):
    with pytest.raises(Explained) as refusal:
        check_our_step(a_request(**request_fields), status, reason=reason)

    assert refusal.value.message == message


def test_that_a_step_back_with_a_reason_and_a_leap_forward_are_taken():
    check_our_step(a_request(), OurStatus.GATHERING, reason="names in table 2")
    check_our_step(a_request(ours=OurStatus.ASSIGNED), OurStatus.CLEARED, reason="")


@pytest.mark.parametrize(
    ("theirs", "status", "reason"),
    [
        (TheirStatus.NOT_GIVEN, TheirStatus.GIVEN, ""),
        (TheirStatus.NOT_GIVEN, TheirStatus.ACCEPTED, ""),
        (TheirStatus.GIVEN, TheirStatus.MORE_WANTED, " "),
        (TheirStatus.NOT_GIVEN, TheirStatus.WITHDRAWN, ""),
        (TheirStatus.ACCEPTED, TheirStatus.WITHDRAWN, "no"),
    ],
)
def test_that_a_step_of_theirs_is_refused(theirs, status, reason):
    with pytest.raises(Explained):
        check_their_step(a_request(theirs=theirs), status, reason=reason)


def test_that_only_what_is_cleared_can_be_given():
    check_can_be_given(a_request(ours=OurStatus.CLEARED))
    with pytest.raises(Explained, match="only what is cleared"):
        check_can_be_given(a_request(ours=OurStatus.CHECKING))


# -- already supplied, and tonight ---------------------------------------------------------------

SUPPLIED = tuple(
    Supplied(Ref(Kind.INFO_REQUEST, number), label, title, "")
    for number, label, title in (
        (12, "IR-012", "Return interviews offered and accepted, Q2"),
        (8, "A-08", "Annex A list 8, missing episodes and return interviews"),
        (29, "IR-029", "LADO annual report"),
        (34, "IR-034", "Care leavers in unsuitable accommodation"),
        (40, "IR-040", "Supervision records, Team 3"),
    )
)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("return-interview data", ["IR-012", "A-08"]),
        ("RHIs", ["IR-012", "A-08"]),
        ("annual LADO report", ["IR-029"]),
        ("unsuitable acommodation for CLs", ["IR-034"]),
        ("supervision record of team 3", ["IR-040"]),
        ("caseloads", []),
        ("", []),
        ("can we have the data", []),
    ],
)
def test_that_what_resembles_a_line_is_ranked(text, labels):
    assert [each.label for each in rank_similar(text, SUPPLIED)] == labels


def test_that_a_likeness_says_in_what():
    assert rank_similar("return-interview data", SUPPLIED)[0].why == "shares return interview"


def test_that_tonight_is_sorted_by_slack_and_knows_who_is_busy_tomorrow():
    rows = [
        a_request(id=1, due=Due(at=at(9, day=3), slack_minutes=860)),
        a_request(id=2, due=Due(at=at(18, 55), slack_minutes=15), owner_id=None, owner=""),
        a_request(id=3, due=Due(is_paused=True), pauses=(ClockPause(at(17), None, ""),)),
        a_request(id=4, theirs=TheirStatus.GIVEN),
        a_request(id=5, staged=True),
    ]
    busy = busy_tomorrow(
        [
            Busy(7, at(13, day=3), at(14, day=3), "leave"),
            Busy(7, at(9, day=3), at(10, 30, day=3), "with Inspector B"),
            Busy(7, at(9, day=4), at(10, day=4), "court"),
        ],
        at(18, 40),
    )

    table = triage(rows, at(18, 40), busy=busy)

    assert [(row.request.id, row.owner_busy, row.waits_for, row.is_late_tonight) for row in table] == [
        (2, "", "an owner", True),
        (1, "busy 09:00–10:30, with Inspector B", "A. Osei", False),
        (3, "busy 09:00–10:30, with Inspector B", "Inspector B", False),
    ]
