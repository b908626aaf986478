"""The clock of a concern: who is rung, and when, until it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.casefiles import Concern, ConcernStage, concern_ring, concern_steps, restricted_to

SAID = datetime(2026, 12, 2, 16, 48, tzinfo=UTC)
CONCERN = Concern(1, 1, "C-022", SAID, "Inspector B", "not seen", 7, "M. Quinn", "L. Finch", ref="CC-01")


def rung(concern: Concern, minutes: int) -> tuple[ConcernStage, int, tuple[str, ...]] | None:
    ring = concern_ring(concern, SAID + timedelta(minutes=minutes))
    return (ring.stage, ring.rung, ring.names) if ring else None


def test_that_more_people_are_rung_the_longer_a_concern_waits() -> None:
    both = ("M. Quinn", "L. Finch")

    assert [rung(CONCERN, minutes) for minutes in (0, 14, 15, 30, 60, 90)] == [
        (ConcernStage.ACKNOWLEDGE, 0, ("M. Quinn",)),
        (ConcernStage.ACKNOWLEDGE, 0, ("M. Quinn",)),
        (ConcernStage.ACKNOWLEDGE, 1, both),
        (ConcernStage.ACKNOWLEDGE, 2, (*both, "the director")),
        (ConcernStage.ACKNOWLEDGE, 3, (*both, "the director")),
        (ConcernStage.ACKNOWLEDGE, 4, (*both, "the director")),
    ]


def test_that_every_later_step_rings_from_when_it_is_due_and_a_closed_concern_never() -> None:
    heard = replace(CONCERN, acknowledged_at=SAID + timedelta(minutes=5), deputy="")
    acted = replace(heard, action="Visited")
    told = replace(acted, reported_back_at=SAID + timedelta(minutes=90))

    assert [rung(heard, 59), rung(heard, 60), rung(heard, 75)] == [
        None,
        (ConcernStage.ACT, 0, ("M. Quinn",)),
        (ConcernStage.ACT, 1, ("M. Quinn", "the director")),
    ]
    assert [rung(acted, 239), rung(acted, 240)] == [None, (ConcernStage.REPORT_BACK, 0, ("M. Quinn",))]
    assert [rung(told, 479), rung(told, 480)] == [None, (ConcernStage.CLOSE, 0, ("M. Quinn",))]
    assert rung(replace(told, closed_at=SAID + timedelta(minutes=100)), 5000) is None


def test_that_steps_say_by_when_they_are_due() -> None:
    heard = replace(CONCERN, acknowledged_at=SAID + timedelta(minutes=5))

    assert [
        (
            step.stage,
            (step.due_at - SAID).seconds // 60,
            step.is_done,
            step.is_late(SAID + timedelta(hours=2)),
        )
        for step in concern_steps(heard)
    ] == [
        (ConcernStage.ACKNOWLEDGE, 15, True, False),
        (ConcernStage.ACT, 60, False, True),
        (ConcernStage.REPORT_BACK, 240, False, False),
        (ConcernStage.CLOSE, 480, False, False),
    ]
    assert restricted_to(replace(heard, readers=("K. Boyle",))) == (
        "Restricted to M. Quinn, L. Finch and K. Boyle"
    )


@settings(max_examples=100)
@given(st.lists(st.integers(0, 3000), min_size=2, max_size=2))
def test_that_an_open_concern_never_rings_fewer_people_as_time_goes_on(moments: list[int]) -> None:
    earlier, later = (concern_ring(CONCERN, SAID + timedelta(minutes=each)) for each in sorted(moments))

    assert earlier is not None
    assert later is not None
    assert (earlier.rung, earlier.at) <= (later.rung, later.at)
    assert set(earlier.names) <= set(later.names)
    assert later.at <= SAID + timedelta(minutes=max(moments))
