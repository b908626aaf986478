"""“Already supplied?” asked of a real store that holds 209 things, some of them much alike."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import rank_similar
from ilacs_desktop.store.info_requests import FigureRecord, GivenItemRecord, InfoRequestRecord

PAIRS = Path(__file__).parents[1] / "domain" / "similar_pairs.toml"
SUPPLIED = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["supplied"]
MORNING = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)


def a_request(inspection_id, number, title, *, series="IR", **more):
    return InfoRequestRecord(
        inspection_id=inspection_id,
        series=series,
        number=number,
        verbatim=title,
        title=title,
        asked_at=MORNING,
        moved_at=MORNING,
        **more,
    )


def a_figure(inspection_id, number, measure, value, **more):
    return FigureRecord(
        inspection_id=inspection_id,
        number=number,
        measure=measure,
        value=value,
        told_at=MORNING,
        noted_at=MORNING,
        **more,
    )


def put(store, inspection_id):
    """Store everything in the labelled set; gives title to where it stands."""
    where, given = {}, []
    with store.working("Take down many requests") as session:
        for number, each in enumerate(SUPPLIED, 1):
            if each["as"] == "figure":
                measure, _, value = each["title"].partition(": ")
                record = a_figure(inspection_id, number, measure, value, period=each["text"])
            else:
                record = a_request(
                    inspection_id,
                    number,
                    each["title"],
                    series="T",
                    staged=each["as"] == "staged",
                    given_at=MORNING if each["as"] == "given" else None,
                )
            session.add(record)
            where[each["title"]] = record
            if each["as"] == "given":
                given.append((record, each["file"]))
        session.flush()
        for record, file_name in given:
            session.add(
                GivenItemRecord(
                    inspection_id=inspection_id,
                    request_id=record.id,
                    file_name=file_name,
                    how="sharing site",
                    given_at=MORNING,
                )
            )
        return {title: Ref(record.KIND, record.id) for title, record in where.items()}


@pytest.fixture
def filled(store, inspection):
    return put(store, inspection.id)


def test_that_two_hundred_questions_in_other_words_find_their_answer_among_the_first_five(
    house, inspection, filled
):
    missed, asked = [], 0
    for each in SUPPLIED:
        for question in each["asked"]:
            asked += 1
            found = house.info_requests.similar(inspection.id, question)
            if filled[each["title"]] not in [one.ref for one in found]:
                missed.append(f"{question!r}: not {each['title']!r} but {[one.title for one in found]}")

    assert asked >= 200
    assert 1 - len(missed) / asked >= 0.95, "\n".join(missed)


def test_that_an_answer_says_where_it_stands_and_in_what_it_is_alike(house, inspection, filled):
    (first, *_) = house.info_requests.similar(inspection.id, "RHI timeliness")

    assert (first.title, first.state, first.is_given) == (
        "Return home interviews offered and completed within 72 hours",
        "given 09:00",
        True,
    )
    assert first.why == "shares return interview, timeliness"


def test_that_a_request_is_found_by_the_file_that_was_given_for_it(house, inspection, filled):
    (first, *_) = house.info_requests.similar(inspection.id, "continuum of need")

    assert (first.title, first.is_given) == ("Threshold document", True)


def test_that_a_figure_that_was_said_is_offered_but_not_one_taken_back(store, house, inspection):
    with store.working("Note figures") as session:
        session.add(a_figure(inspection.id, 1, "Children on a child protection plan", "187"))
        session.add(
            a_figure(
                inspection.id, 2, "Children on a plan for a long time", "9", withdrawn_reason="Miscounted"
            )
        )

    found = house.info_requests.similar(inspection.id, "how many on CP plans")

    figures = [(each.label, each.title, each.is_given) for each in found if each.ref.kind is Kind.FIGURE]
    assert figures == [("F-01", "Children on a child protection plan: 187", False)]


def test_that_the_requests_of_another_inspection_are_not_offered(store, house, inspection):
    other = house.inspections.open_inspection(
        authority="Borsetshire",
        framework_key="standard",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
        is_rehearsal=True,
    )
    with store.working("Take down requests in both") as session:
        session.add_all(a_request(other.id, n, "Genograms in case files", series="T") for n in range(1, 91))
        session.add(a_request(inspection.id, 1, "Genograms, six of them", series="T"))

    found = house.info_requests.similar(inspection.id, "genograms")

    assert [each.title for each in found] == ["Genograms, six of them"]


def test_that_looking_reads_as_many_statements_for_few_as_for_many(store, house, inspection):
    def statements():
        seen = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731 - an event wants a function
        event.listen(store.engine, "before_cursor_execute", listener)
        house.info_requests.similar(inspection.id, "care leavers in custody")
        event.remove(store.engine, "before_cursor_execute", listener)
        return len(seen)

    with store.working("One request") as session:
        session.add(a_request(inspection.id, 900, "Care leavers in custody", series="T"))
    few = statements()
    put(store, inspection.id)

    assert statements() == few + 1  # the figures, of which there are none at first


@pytest.mark.parametrize("text", ["", "  ", "can we have the data", "“”", '" OR *', "(((", "a" * 5000])
def test_that_text_of_no_meaning_resembles_nothing(house, inspection, filled, text):
    assert house.info_requests.similar(inspection.id, text) == ()


def test_that_nothing_is_ranked_for_words_alone_that_every_request_has():
    assert rank_similar("please send the latest data", ()) == ()
