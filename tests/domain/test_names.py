"""What looks like a name, and what does not, on a list that should hold IDs alone."""

from __future__ import annotations

import pytest

from ilacs_desktop.domain.casefiles.names import looks_like_an_id, names_in, seems_to_name

OURS = ("Rashida Malik", "Children in care 1", "Borchester")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("900101 Mary Jones\n900102, Aled O’Brien-Price", 2),
        ("900101 JONES, Mary (4)", 1),
        ("Name; ID\nMary; 900101\nAled; 900102", 2),
        ("Dear Rashida Malik,\nCould we see 900101 and C-014 with Rashida Malik in Borchester?", 0),
        ("Children in Care 1: 900101, 900102\nInspector B will visit on Wednesday 2 December at 10:30", 0),
        ("Kind regards\nPat Marsh\nHis Majesty’s Inspector", 0),
        ("", 0),
    ],
)
def test_that_names_beside_ids_are_counted(text, found):
    assert names_in(text, known=OURS) == found


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("900101", True),
        ("P/2026-14", True),
        ("Mary", False),
        ("Mary 2", False),
        ("", False),
        ("1" * 61, False),
    ],
)
def test_that_an_id_is_one_word_with_figures(word, is_one):
    assert looks_like_an_id(word) is is_one


@pytest.mark.parametrize(
    ("text", "seems"),
    [
        ("Anna Kowalska, in Polish", True),
        ("his mother Anna Kowalska", True),
        ("Foster Carer", False),
        ("Polish interpreter, after 16:00", False),
        ("Sampled by Ofsted", False),
        ("spoke to Rashida Malik", False),
        ("", False),
    ],
)
def test_that_words_beside_a_code_are_looked_at_for_a_name(text, seems):
    assert seems_to_name(text, known=OURS) is seems
