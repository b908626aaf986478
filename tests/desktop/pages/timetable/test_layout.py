"""Where slots lie on the board."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.desktop.pages.timetable.board.layout import Block, Lane, Wish, arrange, snapped

LANES = (Lane(1, "Inspector A"), Lane(2, "Inspector B"))


def test_that_an_empty_day_is_quarters_from_eight_to_six():
    board = arrange(LANES, [])

    assert board.marks[0] == 8 * 60
    assert board.marks[-1] == 18 * 60
    assert board.row_count == 40
    assert board.columns == (0, 1)
    assert board.blocks == ()


def test_that_a_slot_off_the_quarters_gets_its_own_row_edges():
    board = arrange(LANES, [Wish("a", 1, 9 * 60 + 10, 9 * 60 + 50)])

    assert board.row_count == 42
    assert board.blocks == (Block("a", 1, 550, 590, board.marks.index(550), 4, 1, 1),)


def test_that_overlapping_slots_lie_side_by_side_and_others_keep_the_whole_lane():
    board = arrange(
        LANES,
        [Wish("a", 0, 540, 600), Wish("b", 0, 555, 585), Wish("c", 0, 660, 720), Wish("d", 1, 540, 600)],
    )

    assert board.columns == (0, 0, 1)
    assert {block.uid: (block.column, block.columns) for block in board.blocks} == {
        "a": (0, 1),
        "b": (1, 1),
        "c": (0, 2),
        "d": (2, 1),
    }
    assert board.columns_of(0) == (0, 2)
    assert board.columns_of(1) == (2, 1)


def test_that_slots_that_only_meet_share_one_column():
    board = arrange(LANES[:1], [Wish("a", 0, 540, 600), Wish("b", 0, 600, 630)])

    assert board.columns == (0,)


def test_that_the_day_grows_by_whole_hours_for_early_and_late_slots():
    board = arrange(LANES, [Wish("early", 0, 7 * 60 + 30, 8 * 60), Wish("late", 0, 18 * 60, 19 * 60 + 10)])

    assert (board.marks[0], board.marks[-1]) == (7 * 60, 20 * 60)


def test_that_a_slot_that_ends_before_it_starts_can_still_be_read():
    board = arrange(LANES, [Wish("a", 0, 600, 590)])

    assert (board.blocks[0].start, board.blocks[0].end) == (600, 615)


def test_that_a_drag_lands_on_the_nearest_quarter():
    assert [snapped(minute) for minute in (540, 547, 548, 562.4)] == [540, 540, 555, 555]


wishes = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 1439), st.integers(-30, 300)).map(
        lambda t: (t[0], t[1], t[1] + t[2])
    ),
    max_size=18,
)


@settings(max_examples=80, deadline=None)
@given(wishes)
def test_that_no_two_slots_share_a_cell_and_each_stays_in_its_lane(raw):
    board = arrange(LANES, [Wish(str(n), lane, start, end) for n, (lane, start, end) in enumerate(raw)])

    assert sorted(block.uid for block in board.blocks) == sorted(str(n) for n in range(len(raw)))
    cells = [
        (row, column)
        for block in board.blocks
        for row in range(block.row, block.row + block.rows)
        for column in range(block.column, block.column + block.columns)
    ]
    assert len(cells) == len(set(cells))
    for block in board.blocks:
        assert {board.columns[c] for c in range(block.column, block.column + block.columns)} == {block.lane}
        assert (board.marks[block.row], board.marks[block.row + block.rows]) == (block.start, block.end)
        assert board.block_at(block.row, block.column) == block
        assert board.find(block.uid) == block
