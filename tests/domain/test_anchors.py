"""Deadlines that hang on a slot: where the slot takes them, and how that is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.info_requests import (
    Anchor,
    ClockPause,
    Due,
    Edge,
    InfoRequest,
    TheirStatus,
    anchored_at,
    due_of,
    ends_after,
    without_pauses,
)
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind, SlotStatus

MINUTE = timedelta(minutes=1)


def at(hour: int, minute: int = 0, day: int = 3) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def a_slot(**more: object) -> Slot:
    given_fields = {
        "uid": "s1",
        "starts_at": at(14),
        "ends_at": at(15),
        "purpose": "C-014 records",
        "kind": SlotKind.CASE_SESSION,
        "parts": (Part(2, "Inspector B", Side.INSPECTORATE, PartKind.LEADS),),
    }
    return Slot(**{**given_fields, **more})


def a_request(anchor: Anchor, **more: object) -> InfoRequest:
    given_fields = {
        "id": 31,
        "inspection_id": 1,
        "number": 31,
        "ref": "IR-031",
        "verbatim": "The chronology before I read the record, please",
        "meaning": "",
        "asked_at": at(10, 40),
        "target_at": at(13, 30),
    }
    return InfoRequest(**{**given_fields, "anchor": anchor, **more})


BEFORE = Anchor("s1", Edge.START, 30, a_slot())


def test_that_a_tied_deadline_says_what_it_hangs_on():
    assert due_of(a_request(BEFORE), at(12)) == Due(
        at=at(13, 30),
        slack_minutes=90,
        working="Asked 10:40, due 30 min before C-014 records with Inspector B, 13:30.",
    )


def test_that_a_deadline_moves_with_its_slot_and_the_promise_stays():
    moved = replace(BEFORE, slot=a_slot(starts_at=at(15, 30), ends_at=at(16, 30)))

    assert due_of(a_request(moved, asked_by="Inspector B", promised_at=at(13)), at(12)) == Due(
        at=at(15),
        slack_minutes=180,
        working="Asked 10:40, due 30 min before C-014 records with Inspector B, "
        "13:30 → moved to 15:00 with the slot. Promised to Inspector B for 13:00.",
    )


def test_that_a_deadline_that_moves_to_another_day_names_the_day():
    moved = replace(BEFORE, slot=a_slot(starts_at=at(9, day=4), ends_at=at(10, day=4)))

    assert due_of(a_request(moved), at(12)).working == (
        "Asked 10:40, due 30 min before C-014 records with Inspector B, "
        "13:30 → moved to Fri 08:30 with the slot."
    )


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        (Anchor("s1", Edge.START, 0, a_slot()), "when C-014 records with Inspector B starts"),
        (Anchor("s1", Edge.END, 0, a_slot()), "when C-014 records with Inspector B ends"),
        (Anchor("s1", Edge.END, 60, a_slot()), "1 h after the end of C-014 records with Inspector B"),
        (Anchor("s1", Edge.START, 15), "15 min before a slot"),
    ],
)
def test_that_each_end_is_said_in_words(anchor: Anchor, words: str):
    assert anchor.said == words


@pytest.mark.parametrize(
    ("anchor", "why"),
    [
        (replace(BEFORE, slot=a_slot(status=SlotStatus.CANCELLED)), "the slot is cancelled"),
        (replace(BEFORE, slot=a_slot(status=SlotStatus.DID_NOT_HAPPEN)), "the slot did not happen"),
        (replace(BEFORE, is_gone=True), "the slot is no longer in the draft"),
    ],
)
def test_that_a_slot_that_no_longer_stands_leaves_the_last_deadline(anchor: Anchor, why: str):
    assert not anchor.holds
    assert due_of(a_request(anchor), at(12)) == Due(
        at=at(13, 30),
        slack_minutes=90,
        working="Asked 10:40, due 30 min before C-014 records with Inspector B, 13:30, "
        f"{why} and the last deadline stays.",
    )


def test_that_a_slot_nobody_remembers_leaves_the_deadline_where_it_was_tied():
    anchor = Anchor("s1", Edge.START, 30, None, is_gone=True)

    assert due_of(a_request(anchor), at(12)) == Due(
        at=at(13, 30),
        slack_minutes=90,
        working="Asked 10:40, due 30 min before a slot, 13:30, "
        "the slot is no longer in the draft and the last deadline stays.",
    )


def test_that_nothing_is_due_while_the_clock_stands_still_and_the_slot_keeps_its_deadline_after():
    still = a_request(BEFORE, pauses=(ClockPause(at(11), None, "asked which months"),))
    runs = a_request(BEFORE, pauses=(ClockPause(at(11), at(11, 40), "asked which months"),))

    assert (due_of(still, at(12)).at, due_of(still, at(12)).is_paused) == (None, True)
    assert due_of(runs, at(12)).at == at(13, 30)
    assert "paused 11:00–11:40 while we asked which months" in due_of(runs, at(12)).working


def test_that_what_was_given_still_says_when_it_was_due():
    given_ = a_request(BEFORE, theirs=TheirStatus.GIVEN, given_at=at(13))

    assert due_of(given_, at(14)).working == (
        "Asked 10:40, due 30 min before C-014 records with Inspector B, 13:30. Given 13:00."
    )


edges, minutes = st.sampled_from(Edge), st.integers(0, 600)


@given(edges, minutes, st.integers(0, 3000), st.integers(5, 300), st.integers(-600, 600))
def test_that_a_deadline_moves_by_just_as_much_as_the_slot(
    edge: Edge, before: int, start: int, length: int, shift: int
):
    slot = a_slot(starts_at=at(6) + start * MINUTE, ends_at=at(6) + (start + length) * MINUTE)
    moved = replace(slot, starts_at=slot.starts_at + shift * MINUTE, ends_at=slot.ends_at + shift * MINUTE)
    one, other = Anchor("s1", edge, before, slot), Anchor("s1", edge, before, moved)

    first = due_of(a_request(one, asked_at=at(0)), at(12))
    second = due_of(a_request(other, asked_at=at(0)), at(12))

    assert first.at == anchored_at(one, slot.starts_at, slot.ends_at)
    assert second.at == first.at + shift * MINUTE
    assert second.slack_minutes == first.slack_minutes + shift


pauses = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 120)), max_size=4).map(
    lambda pairs: tuple(
        ClockPause(at(10) + begins * MINUTE, at(10) + (begins + length) * MINUTE, "asked")
        for begins, length in pairs
    )
)


@given(pauses, st.integers(0, 600))
def test_that_a_deadline_let_go_stays_where_it_was_however_often_the_clock_stood(
    stood: tuple[ClockPause, ...], after: int
):
    due_at = at(10) + after * MINUTE

    named = without_pauses(due_at, at(10), stood)

    again = ends_after(at(10), int((named - at(10)) / MINUTE), pauses=stood)
    assert again == due_at or any(pause.paused_at <= due_at <= pause.resumed_at for pause in stood)
    assert again <= due_at
