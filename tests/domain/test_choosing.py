import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.casefiles.choosing import (
    Draw,
    PastedIds,
    ReasonKind,
    draw,
    reason_kind_of,
    sort_ids,
    words_like_ids,
)

IDS = st.lists(st.text("0123456789ABC-", min_size=3, max_size=8), unique=True, max_size=40)


def test_that_ids_are_read_out_of_an_email():
    text = (
        "Dear all,\n\nat 09:30 on 2 December, or on 03/12/2026, could we see (900101), B-900205;\n"
        "• 900310.0\n* C-014\n\tand “900101” again? The 2nd of 12 was b900999.\nThanks"
    )

    words = words_like_ids(text)

    assert words == ("900101", "B-900205", "900310", "C-014", "900101", "b900999")
    known = {"900101": "900101", "B-900205": "B-900205", "C-014": "77", "B900999": "B900999"}
    assert sort_ids(words, known) == PastedIds(
        ("900101", "B-900205", "77", "B900999"), ("900310",), ("900101",)
    )


@pytest.mark.parametrize(("word", "kept"), [("000123", "123"), ("b12345", "B12345"), ("B12345", "b12345")])
def test_that_zeros_and_capitals_do_not_hide_a_child(word, kept):
    assert sort_ids([word], {kept: kept}).found == (kept,)


@settings(max_examples=100)
@given(IDS, st.integers(0, 40), st.text(max_size=6), st.randoms())
def test_that_a_draw_is_the_same_whatever_the_order(ids, count, seed, shuffled):
    first = draw(ids, count, seed=seed)
    shuffled.shuffle(ids)

    assert draw(ids, count, seed=seed) == first
    assert len(set(first)) == min(count, len(ids))


@settings(max_examples=100)
@given(IDS.filter(lambda ids: len(ids) > 1), st.integers(1, 10), st.text(max_size=6))
def test_that_a_child_more_changes_at_most_one_of_those_drawn(ids, count, seed):
    fewer, more = set(draw(ids[1:], count, seed=seed)), set(draw(ids, count, seed=seed))

    assert len(fewer - more) <= 1


def test_that_a_draw_favours_nobody():
    ids = [f"9{n:05}" for n in range(100)]
    drawn = random.Random(1)  # noqa: S311 - a test of chance, the same each time

    counts = dict.fromkeys(ids, 0)
    for _ in range(400):
        for each in draw(ids, 10, seed=str(drawn.random())):
            counts[each] += 1

    assert min(counts.values()) > 15
    assert max(counts.values()) < 75


def test_that_a_draw_stays_as_it_is_from_version_to_version():
    assert draw([f"9001{n:02}" for n in range(20)], 3, seed="4711") == ("900117", "900100", "900115")
    assert (
        Draw("4711", 1430, ("1", "2"), "child in care").said
        == "random draw of 2 of 1,430 (child in care), seed 4711"
    )


def test_that_a_reason_in_words_says_its_kind():
    assert reason_kind_of("Sampled by Ofsted, call of Tuesday") is ReasonKind.SAMPLED
    assert reason_kind_of("Because") is None
