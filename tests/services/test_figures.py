from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest

import pytest
from sqlalchemy import event

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Figure, FigureEntry, Manner, PointEntry

TOLD_AT = datetime(2026, 12, 2, 10, 40, tzinfo=UTC)
ENTRY = FigureEntry(
    "Return interviews within 72 hours",
    "84%",
    period="June to November",
    source="Mosaic",
    told_to="Inspector B",
    told_by="A. Osei",
    told_at=TOLD_AT,
)


@pytest.fixture
def naughty(shared_data) -> list[str]:
    """Strings that have broken programs."""
    strings: list[str] = json.loads((shared_data / "strings" / "blns.json").read_text(encoding="utf-8"))
    return strings


@pytest.fixture
def figures(house):
    return house.figures


def test_that_a_figure_taken_down_in_a_line_says_what_who_and_when(house, figures, inspection, clock):
    enquiry = house.enquiry.start(inspection.id, "Missing children")
    line = "10:40 = 84% of return interviews within 72 hours, June to November, as of 30 Nov re missing"

    made = figures.take_down(
        inspection.id,
        verbatim=line,
        about="84% of return interviews within 72 hours, June to November, as of 30 Nov",
        told_to="Inspector B",
        told_by="AD",
        told_at=TOLD_AT,
        enquiry_id=enquiry.id,
    )

    assert made == Figure(
        id=made.id,
        inspection_id=inspection.id,
        number=1,
        measure="return interviews within 72 hours",
        value="84",
        unit="%",
        period="June to November",
        as_of=date(2026, 11, 30),
        source="",
        manner=Manner.SAID,
        told_to="Inspector B",
        told_by="AD",
        told_at=TOLD_AT,
        verbatim=line,
        enquiry_id=enquiry.id,
        enquiry="Missing children",
        noted_at=clock.now,
        noted_by=made.noted_by,
        version=1,
    )
    assert (made.ref, made.said, made.is_current) == ("F-01", "84%", True)
    hits = house.lookup.search("interviews 84", inspection.id)
    assert [(hit.ref, hit.title) for hit in hits] == [
        (Ref(Kind.FIGURE, made.id), "return interviews within 72 hours: 84%")
    ]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (replace(ENTRY, value=" "), "There is no number in this."),
        (replace(ENTRY, measure="\n"), "A figure needs to say what it counts."),
        (replace(ENTRY, value="8" * 61), f"“{'8' * 30}…” is longer than 60 signs."),
        (replace(ENTRY, told_at=datetime(2027, 1, 1, tzinfo=UTC)), "A figure cannot be told in the future."),
        (replace(ENTRY, request_id=99), "There is no such request in this inspection."),
        (replace(ENTRY, enquiry_id=99), "There is no such line of enquiry in this inspection."),
    ],
)
def test_that_a_figure_that_says_too_little_is_refused(figures, inspection, entry, says):
    with pytest.raises(Explained, match=says):
        figures.note(inspection.id, entry)
    assert figures.all(inspection.id) == ()


def test_that_a_line_without_a_number_or_a_measure_is_no_figure(figures, inspection):
    with pytest.raises(Explained, match="There is no number in this"):
        figures.take_down(inspection.id, verbatim="caseloads are fine")
    with pytest.raises(Explained, match="needs to say what it counts"):
        figures.take_down(inspection.id, verbatim="84%")


def test_that_figures_that_disagree_stand_side_by_side_until_somebody_says_why(figures, inspection):
    said = figures.note(inspection.id, ENTRY)
    written = figures.note(
        inspection.id,
        replace(
            ENTRY,
            measure="RHIs within 72 hours",
            value="79",
            unit="per cent",
            period="Jun–Nov 2026",
            manner=Manner.WRITTEN,
            told_to="Inspector C",
            told_at=TOLD_AT + timedelta(hours=3),
        ),
    )
    figures.note(inspection.id, replace(ENTRY, period="May", value="71%"))

    (found,) = figures.disagreeing(inspection.id)

    assert found.figures == (said, written)
    assert found.said == (
        "Return interviews within 72 hours, June to November: 84% (F-01), 79 per cent (F-02)"
    )
    figures.explain(written.id, [said.id], why="Inspector C asked for those placed outside as well.")
    assert figures.disagreeing(inspection.id) == ()
    assert figures.explained(inspection.id) == {
        frozenset((said.id, written.id)): "Inspector C asked for those placed outside as well."
    }


def test_that_a_superseded_figure_keeps_who_had_it_and_no_longer_disagrees(figures, inspection, clock):
    old = figures.note(inspection.id, ENTRY)
    new = figures.supersede(
        old.id, replace(ENTRY, value="79", unit="%", told_at=clock.now), version=old.version
    )

    assert new.supersedes_id == old.id
    assert figures.one(old.id) == replace(old, superseded_by_id=new.id)
    assert not figures.one(old.id).is_current
    assert figures.all(inspection.id) == (new, figures.one(old.id))
    assert figures.disagreeing(inspection.id) == ()
    with pytest.raises(Explained, match="F-01 has been superseded by F-02"):
        figures.put_right(old.id, ENTRY)
    with pytest.raises(Explained, match="F-01 has been superseded by F-02"):
        figures.supersede(old.id, ENTRY)
    with pytest.raises(Explained, match="This was told before F-02"):
        figures.supersede(new.id, ENTRY)


def test_that_a_figure_taken_back_stays_with_its_reason_and_can_stand_again(figures, inspection):
    made = figures.note(inspection.id, ENTRY)

    with pytest.raises(Explained, match="Say why"):
        figures.withdraw(made.id, reason=" ")
    back = figures.withdraw(made.id, reason="It counted episodes, not children.")

    assert (back.withdrawn_reason, back.is_current) == ("It counted episodes, not children.", False)
    with pytest.raises(Explained, match="F-01 was taken back"):
        figures.supersede(made.id, ENTRY)
    assert figures.restore(made.id).is_current
    with pytest.raises(Explained, match="F-01 was not taken back"):
        figures.restore(made.id)


def test_that_the_second_of_two_edits_at_once_is_refused(figures, inspection):
    made = figures.note(inspection.id, ENTRY)
    figures.put_right(made.id, replace(ENTRY, source="ChAT"), version=made.version)

    with pytest.raises(Explained, match="Someone else has just changed F-01"):
        figures.put_right(made.id, replace(ENTRY, source="Mosaic report 12"), version=made.version)
    assert figures.one(made.id).source == "ChAT"


def test_that_many_figures_are_read_in_as_many_queries_as_one(house, figures, inspection, store, clock):
    asked = house.info_requests.add(inspection.id, verbatim="Caseloads?")

    def queries() -> int:
        counted: list[str] = []

        def count(_connection, _cursor, statement, *_rest):
            counted.append(statement)

        event.listen(store.engine, "before_cursor_execute", count)
        figures.all(inspection.id)
        event.remove(store.engine, "before_cursor_execute", count)
        return len(counted)

    first = figures.note(inspection.id, replace(ENTRY, request_id=asked.id))
    one = queries()
    for value in ("80", "81"):
        figures.note(inspection.id, replace(ENTRY, value=value, request_id=asked.id))

    assert queries() == one
    assert [row.request_ref for row in figures.all(inspection.id)] == ["IR-001"] * 3
    linked = house.info_requests.linked_things(asked.id)
    assert (len(linked), linked[0].ref, linked[0].title) == (
        3,
        Ref(Kind.FIGURE, first.id),
        "F-01 Return interviews within 72 hours: 84%",
    )


def test_that_strange_strings_come_back_as_they_were_typed(house, figures, inspection, naughty):
    texts = [text for text in naughty if text.strip()]
    short = [text for text in texts if len(text) <= 60]
    packs = [
        (*long, *brief)
        for long, brief in zip_longest(batched(texts, 5), batched(short, 5), fillvalue=("x",) * 5)
        if len(long) == len(brief) == 5
    ]
    with house.store.working("Note strange strings"):
        for measure, source, typed, they_said, evidence, value, unit, period, to, told_by in packs:
            entry = FigureEntry(measure, value, unit, period, None, source, Manner.SAID, to, told_by, TOLD_AT)
            figures.note(inspection.id, entry, verbatim=typed)
            point = PointEntry(they_said, said_at=TOLD_AT, evidence=evidence, raise_where=period)
            house.clarifications.note(inspection.id, point, verbatim=typed)

    kept = sorted(figures.all(inspection.id), key=lambda row: row.number)
    noted = sorted(house.clarifications.all(inspection.id), key=lambda row: row.number)
    assert len(packs) > 90
    assert [
        (one.measure, one.source, one.verbatim, two.they_said, two.evidence,
         one.value, one.unit, one.period, one.told_to, one.told_by)
        for one, two in zip(kept, noted, strict=True)
    ] == packs  # fmt: skip
    assert [(row.raise_where, row.verbatim) for row in noted] == [(pack[7], pack[2]) for pack in packs]


def batched(texts: list[str], length: int) -> list[tuple[str, ...]]:
    """The texts in packs, the last one filled up."""
    full = [*texts, *texts[: -len(texts) % length]]
    return [tuple(full[at : at + length]) for at in range(0, len(full), length)]
