"""Reading a figure out of a line, and which figures disagree."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.info_requests import (
    Figure,
    FigureEntry,
    FigureWords,
    Manner,
    disagreements,
    read_figure,
    told_before,
)

LINES = tomllib.loads((Path(__file__).parent / "figure_lines.toml").read_text(encoding="utf-8"))["lines"]
TOLD_AT = datetime(2026, 12, 2, 10, 40, tzinfo=UTC)
TOLD_ON = date(2026, 12, 2)


def figure(number: int, measure: str, value: str, **more: object) -> Figure:
    plain = Figure(
        id=number,
        inspection_id=1,
        number=number,
        measure=measure,
        value=value,
        unit="",
        period="",
        as_of=None,
        source="",
        manner=Manner.SAID,
        told_to="Inspector B",
        told_by="A. Osei",
        told_at=TOLD_AT + timedelta(minutes=number),
    )
    return replace(plain, **more)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:40] or "nothing")
def test_that_a_line_is_read_as_people_mean_it(line):
    text, measure, value, unit, period, as_of, source = line

    assert read_figure(text, TOLD_ON) == FigureWords(
        measure, value, unit, period, date.fromisoformat(as_of) if as_of else None, source
    )


def test_that_a_line_says_which_inspector_was_told():
    assert [
        read_figure(line, TOLD_ON)
        for line in (
            "84% of return interviews in 72 h, told inspector b",
            "told Inspector B 14 children missing",
        )
    ] == [
        FigureWords("return interviews in 72 h", "84", "%", told_to="Inspector B"),
        FigureWords("children missing", "14", told_to="Inspector B"),
    ]


@given(st.text(max_size=80))
def test_that_any_line_is_read_without_a_fault_and_without_inventing_a_number(line):
    words = read_figure(line, TOLD_ON)

    assert all(part in " ".join(line.split()) for part in words.value.split())
    assert words.unit in {"", "%", "£"}


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        (("RHIs within 72 hours", "84", {"unit": "%"}), ("Return interviews within 72 hours", "79", {"unit": "per cent"}), True),
        (("RHIs within 72 hours", "84", {"unit": "%"}), ("Return interviews within 72 hours", "84.0", {"unit": "%"}), False),
        (("RHIs within 72 hours", "84", {}), ("RHIs within 24 hours", "79", {}), False),
        (("Children in care", "1,204", {}), ("children in care", "1204", {}), False),
        (("Children in care", "412", {"as_of": date(2026, 11, 1)}), ("Children in care", "418", {"as_of": date(2026, 12, 1)}), False),
        (("Children in care", "412", {"as_of": date(2026, 11, 1)}), ("Children in care", "418", {}), True),
        (("Referrals", "31", {"period": "May"}), ("Referrals", "35", {"period": "June"}), False),
        (("Referrals", "31", {"period": "June to November"}), ("Referrals", "35", {"period": "Jun–Nov 2026"}), True),
        (("Referrals", "31", {"period": "June 2025"}), ("Referrals", "35", {"period": "June 2026"}), False),
        (("Visits in time", "84", {"unit": "%"}), ("Visits in time", "41", {"unit": ""}), False),
        (("Children seen alone", "84", {}), ("Children not seen alone", "16", {}), False),
        (("Children seen alone", "84", {"withdrawn_reason": "wrong"}), ("Children seen alone", "81", {}), False),
        (("Children seen alone", "84", {"superseded_by_id": 2}), ("Children seen alone", "81", {}), False),
        (("子", "84", {}), ("子", "81", {}), True),
    ],
)  # fmt: skip
def test_that_two_figures_disagree_when_they_speak_of_the_same_and_differ(one, other, is_told):
    pair = (figure(1, one[0], one[1], **one[2]), figure(2, other[0], other[1], **other[2]))

    assert bool(disagreements(pair)) is is_told
    assert bool(disagreements(reversed(pair))) is is_told


def test_that_three_stand_in_one_disagreement_and_an_explained_pair_leaves_the_third():
    said = [figure(1, "Caseload", "18"), figure(2, "Caseloads", "19"), figure(3, "caseload", "18.0")]

    (found,) = disagreements(said)
    explained = disagreements(said, explained={frozenset((1, 2))})

    assert [each.id for each in found.figures] == [1, 2, 3]
    assert [each.id for each in explained[0].figures] == [2, 3]
    assert found.said == "Caseload: 18 (F-01), 19 (F-02), 18.0 (F-03)"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Caseload", "RHIs in time", "Children in care"]),
            st.sampled_from(["18", "18.0", "19", "twenty"]),
            st.sampled_from(["", "May", "June to July"]),
        ),
        max_size=8,
    )
)
def test_that_no_figure_stands_in_two_disagreements_and_each_stands_with_one_it_differs_from(told):
    figures = [
        figure(number, measure, value, period=period)
        for number, (measure, value, period) in enumerate(told, 1)
    ]

    found = disagreements(figures)

    ids = [one.id for each in found for one in each.figures]
    assert len(ids) == len(set(ids))
    assert all(len({one.value.removesuffix(".0") for one in each.figures}) > 1 for each in found)


def test_that_what_was_told_of_the_same_before_is_known_while_it_is_typed():
    told = [figure(1, "Return interviews within 72 hours", "79", unit="%"), figure(2, "Caseload", "18")]

    assert told_before(FigureEntry("RHIs within 72 hours", "84%"), told) == ((told[0], True),)
    assert told_before(FigureEntry("RHIs within 72 hours", "79%"), told) == ((told[0], False),)
    assert told_before(FigureEntry("RHIs within 72 hours", ""), told) == ((told[0], False),)
    assert told_before(FigureEntry(" ", "84%"), told) == ()
