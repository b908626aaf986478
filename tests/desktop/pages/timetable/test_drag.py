"""What a drag would do: plain sums."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.desktop.pages.timetable.board.drag import Carry, Grip, Move, carry_of, grasp
from ilacs_desktop.desktop.pages.timetable.board.layout import Block, Lane

LANES = (Lane(1, "Inspector A"), Lane(2, "Inspector B"), Lane(3, "Inspector C"))


def block(uid="a", lane=0, start=540, end=600):
    return Block(uid, lane, start, end, 0, 1, lane, 1)


def test_that_all_that_is_held_moves_by_the_same_lanes_and_minutes():
    drag = grasp(block(), 550, others=[block("b", 1, 660, 750)], lane_count=3).to(1, 580)

    assert carry_of(drag, LANES) == Carry(
        (Move("a", LANES[0], LANES[1], 570, 630), Move("b", LANES[1], LANES[2], 690, 780))
    )


def test_that_an_edge_keeps_a_quarter_of_an_hour_from_the_other():
    assert grasp(block(), 545, Grip.START).to(0, 900).places[0].start == 585
    assert grasp(block(), 595, Grip.END).to(2, 100).places[0].end == 555


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 90), st.integers(1, 5)), min_size=1, max_size=5),
    st.integers(-5, 5),
    st.floats(-400, 1800),
)
def test_that_nothing_held_leaves_the_board(raw, lane, minute):
    blocks = [
        block(
            str(n), at, min(15 * start, 1440 - 15 * length), min(15 * start, 1440 - 15 * length) + 15 * length
        )
        for n, (at, start, length) in enumerate(raw)
    ]
    first, *others = blocks

    drag = grasp(first, first.start, others=others, lane_count=3).to(lane, minute)

    shifts = {
        (place.lane - own.lane, place.start - own.start, place.end - own.end)
        for place, own in zip(drag.places, blocks, strict=True)
    }
    assert len(shifts) == 1
    for place in drag.places:
        assert 0 <= place.lane <= 2
        assert 0 <= place.start < place.end <= 1440
