"""Lines of enquiry: started, fed, moved by a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.enquiry import (
    Enquiry,
    EnquiryState,
    Heat,
    HeatRow,
    MovementRules,
    Provenance,
    Signal,
    Strength,
)
from ilacs_desktop.domain.errors import Explained


def test_that_a_line_of_enquiry_emerges_with_the_next_code(house, inspection) -> None:
    house.enquiry.start(inspection.id, "Permanence planning")

    started = house.enquiry.start(inspection.id, "  Missing and  return interviews ")

    emerging = EnquiryState.EMERGING
    assert started == Enquiry(
        2, inspection.id, "K-02", "Missing and return interviews", emerging, emerging, None, None, 0, 0, 1,
        "There is no signal yet.",
    )  # fmt: skip
    assert house.enquiry.one(2) == started


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("  ", "A line of enquiry needs a title."),
        ("x" * 201, "This title is longer than 200 characters."),
        ("NEGLECT", "K-01 has this title already."),
    ],
)
def test_that_a_title_is_given_short_and_new(house, inspection, title, sentence) -> None:
    house.enquiry.start(inspection.id, "Neglect")

    with pytest.raises(Explained) as refusal:
        house.enquiry.start(inspection.id, title)

    assert refusal.value.message == sentence
    assert [each.title for each in house.enquiry.all(inspection.id)] == ["Neglect"]


def test_that_a_signal_is_kept_with_its_source_and_moves_nothing_by_itself(
    house, inspection, person, clock
) -> None:
    marsh = person("P. Marsh", "inspectorate", known_as="Inspector B")
    line = house.enquiry.start(inspection.id, "Neglect")
    heard: list[frozenset[Kind]] = []
    house.store.listen(lambda changes: heard.append(changes.kinds))

    signal = house.enquiry.add_signal(
        line.id, quote=" How long do they wait? ", source="Case session, C-014", inspector_id=marsh.id,
        strength=Strength.STRONG, at=clock.now - timedelta(hours=2),
    )  # fmt: skip
    house.enquiry.add_signal(line.id, quote="Asked for the neglect tool.", source="Call")

    assert signal == Signal(
        1, line.id, datetime(2026, 12, 2, 16, 40, tzinfo=UTC), "Case session, C-014", marsh.id, "Inspector B",
        Strength.STRONG, Provenance.FIRST_HAND, "How long do they wait?", 1,
    )  # fmt: skip
    assert [each.quote for each in house.enquiry.signals(line.id)] == [
        "Asked for the neglect tool.",
        "How long do they wait?",
    ]
    (now,) = house.enquiry.all(inspection.id)
    assert (now.state, now.suggested_state, now.has_movement, now.today_count, now.because) == (
        EnquiryState.EMERGING, EnquiryState.ACTIVE, True, 2, "2 signals and still coming.",
    )  # fmt: skip
    assert heard == [frozenset({Kind.SIGNAL})] * 2


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"quote": " "}, "A signal needs the words that were said or seen."),
        ({"source": ""}, "A signal needs a source."),
        ({"inspector_id": 99}, "This inspector is not on the list of people."),
        ({"at": datetime(2026, 12, 3, 9, tzinfo=UTC)}, "This signal is dated in the future."),
        ({"enquiry_id": 99}, "There is no such line of enquiry."),
    ],
)
def test_that_a_signal_without_words_source_or_truth_is_refused(house, inspection, more, sentence) -> None:
    line = house.enquiry.start(inspection.id, "Neglect")
    asked = {"enquiry_id": line.id, "quote": "x", "source": "Call"} | more

    with pytest.raises(Explained) as refusal:
        house.enquiry.add_signal(asked.pop("enquiry_id"), **asked)

    assert refusal.value.message == sentence
    assert house.enquiry.signals(line.id) == ()


def test_that_a_person_confirms_every_movement(house, inspection) -> None:
    line = house.enquiry.start(inspection.id, "Neglect")

    moved = house.enquiry.set_state(line.id, EnquiryState.RETURNED)

    assert (moved.state, house.enquiry.one(line.id).state) == (EnquiryState.RETURNED, EnquiryState.RETURNED)


def test_that_silence_suggests_quiet_and_a_new_signal_a_return(house, inspection, clock) -> None:
    line = house.enquiry.start(inspection.id, "Neglect")
    house.enquiry.add_signal(line.id, quote="x", source="Call")
    states = []

    for days in (0, 1, 2, 3):
        clock.now += timedelta(days=bool(days))
        states.append(house.enquiry.one(line.id).suggested_state)
    clock.now += timedelta(days=2)
    house.enquiry.add_signal(line.id, quote="y", source="Call")

    emerging, quiet = EnquiryState.EMERGING, EnquiryState.QUIET
    assert states == [emerging, emerging, quiet, quiet]
    assert house.enquiry.one(line.id).suggested_state is EnquiryState.RETURNED


def test_that_heat_has_the_days_asked_for_and_today(house, inspection, person, clock) -> None:
    marsh = person("P. Marsh", "inspectorate", known_as="Inspector B")
    line = house.enquiry.start(inspection.id, "Neglect")
    quiet = house.enquiry.start(inspection.id, "Adoption")
    yesterday = clock.now - timedelta(days=1)
    house.enquiry.add_signal(line.id, quote="x", source="Call", at=yesterday, inspector_id=marsh.id)

    heat = house.enquiry.heat(inspection.id)

    assert heat == Heat(
        days=(yesterday.date(), clock.now.date()),
        inspectors=("Inspector B",),
        rows=(HeatRow(house.enquiry.one(line.id), (1, 0), (1,)), HeatRow(quiet, (0, 0), (0,))),
    )
    assert [each.quote for each in house.enquiry.signals_on(inspection.id, yesterday.date())] == ["x"]


def test_that_themes_and_rules_come_from_the_shipped_data(house) -> None:
    themes = house.enquiry.themes()

    assert (len(themes), len({theme.title for theme in themes})) == (63, 63)
    assert house.enquiry.rules == MovementRules()


def test_that_the_number_of_queries_does_not_grow_with_the_lines(house, inspection, person, store) -> None:
    counts = []
    queries: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: queries.append(args[2]))
    for number in range(3):
        inspector = person(f"P. Marsh{number}", "inspectorate")
        line = house.enquiry.start(inspection.id, f"Line {number}")
        house.enquiry.add_signal(line.id, quote="x", source="Call", inspector_id=inspector.id)
        queries.clear()
        house.enquiry.all(inspection.id)
        house.enquiry.heat(inspection.id)
        counts.append(len(queries))

    assert counts[0] == counts[2]
