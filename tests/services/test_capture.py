from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ilacs_desktop.domain.capture import CaptureKind, Corrections
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import OurStatus, RequestKind
from ilacs_desktop.domain.timetable import SlotKind

CORRIDOR = "10:40 Inspector B asked AD for return-interview data by 2pm re missing"


@pytest.fixture
def corridor(house, inspection, person, clock):
    """The people and the line of enquiry of the corridor line, at 10:41."""
    person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    person("Rosa Quinn", role="Assistant Director")
    house.enquiry.start(inspection.id, "Missing and return interviews")
    clock.now = datetime(2026, 12, 2, 10, 41, tzinfo=UTC)
    return inspection


def keep(house, inspection, line, **corrections):
    captured = house.capture.read(inspection.id, line, corrections=Corrections(**corrections))
    return house.capture.store(inspection.id, captured)


def test_that_the_corridor_line_becomes_a_dated_owned_linked_request(house, corridor):
    ref = keep(house, corridor, CORRIDOR)

    made = house.info_requests.one(ref.id)
    assert ref.kind is Kind.INFO_REQUEST
    assert (made.verbatim, made.title, made.asked_by, made.asked_of, made.owner, made.enquiry, made.ours) == (
        CORRIDOR,
        "return-interview data",
        "Inspector B",
        "AD",
        "R. Quinn",
        "Missing and return interviews",
        OurStatus.ASSIGNED,
    )
    assert made.due.working == "Asked 10:40, wanted by 14:00."
    assert made.due.at == datetime(2026, 12, 2, 14, 0, tzinfo=UTC)


def test_that_reading_stores_nothing(house, store, corridor):
    heard = []
    store.listen(heard.append)

    house.capture.read(corridor.id, CORRIDOR)

    assert heard == []


def test_that_an_offer_is_tracked_like_a_request(house, corridor):
    made = house.info_requests.one(keep(house, corridor, "+ the participation film @AD by 3pm").id)

    assert (made.ref, made.kind, made.owner, made.title) == (
        "IR-001", RequestKind.OFFER, "R. Quinn", "the participation film",
    )  # fmt: skip
    assert made.target_at == datetime(2026, 12, 2, 15, 0, tzinfo=UTC)


def test_that_a_figure_goes_to_the_register_with_whom_it_was_told(house, corridor):
    line = "= 10:30 Inspector B: 83% of return interviews within 2 hours re missing @AD"
    ref = keep(house, corridor, line)

    made = house.figures.one(ref.id)
    assert (ref.kind, house.capture.name_of(ref), made.said, made.told_to, made.told_by, made.enquiry) == (
        Kind.FIGURE, "F-01", "83%", "Inspector B", "R. Quinn", "Missing and return interviews",
    )  # fmt: skip
    assert (made.told_at, made.verbatim) == (datetime(2026, 12, 2, 10, 30, tzinfo=UTC), line)


def test_that_a_point_of_clarification_goes_to_its_register_with_when_it_is_raised(house, corridor):
    line = "? Inspector B thought visits were six weekly @AD by tomorrow 9"
    ref = keep(house, corridor, line)

    made = house.clarifications.one(ref.id)
    assert (ref.kind, house.capture.name_of(ref), made.they_said, made.said_by, made.owner) == (
        Kind.CLARIFICATION, "Q-01", "thought visits were six weekly", "Inspector B", "R. Quinn",
    )  # fmt: skip
    assert (made.raise_at, made.verbatim) == (datetime(2026, 12, 3, 9, 0, tzinfo=UTC), line)


def test_that_a_deadline_that_names_a_slot_moves_with_it(house, corridor):
    slot = house.timetable.add(
        corridor.id,
        starts_at=datetime(2026, 12, 3, 10, 0, tzinfo=UTC),
        ends_at=datetime(2026, 12, 3, 11, 0, tzinfo=UTC),
        purpose="Edge of care team",
        kind=SlotKind.FOCUS_GROUP,
    )
    captured = house.capture.read(corridor.id, "pathway plans 30 min before the edge of care session")
    ref = house.capture.store(corridor.id, captured)
    assert captured.chips[-1].text == "due Thu 09:30: 30 min before Edge of care team"

    house.timetable.move(corridor.id, slot.uid, starts_at=datetime(2026, 12, 3, 14, 0, tzinfo=UTC))

    made = house.info_requests.one(ref.id)
    assert (made.title, made.due.at) == ("pathway plans", datetime(2026, 12, 3, 13, 30, tzinfo=UTC))


def test_that_one_look_says_what_is_meant_how_it_may_go_on_and_what_was_supplied(house, corridor):
    keep(house, corridor, CORRIDOR)

    look = house.capture.look(corridor.id, "return-interview data @Qu", len("return-interview data @Qu"))

    assert look.captured.about == "return-interview data @Qu"
    assert [each.text for each in look.completions] == ["R. Quinn"]
    assert "IR-001" in [each.label for each in look.similar]


def test_that_a_signal_goes_to_its_line_of_enquiry_with_the_exact_words(house, corridor):
    ref = keep(house, corridor, "~ Inspector B liked the tracker re missing")

    (line,) = house.enquiry.all(corridor.id)
    (signal,) = house.enquiry.signals(line.id)
    assert (ref.kind, signal.id, signal.quote) == (
        Kind.SIGNAL,
        ref.id,
        "~ Inspector B liked the tracker re missing",
    )


def test_that_a_concern_is_raised_with_its_owner(house, corridor):
    ref = keep(house, corridor, "!! Inspector B: not seen since 3 November @AD")

    (concern,) = house.casefiles.concerns(corridor.id)
    assert (ref.kind, concern.id, concern.owner, concern.said_by) == (
        Kind.CONCERN,
        ref.id,
        "R. Quinn",
        "Inspector B",
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("~ Inspector B liked the tracker", "A signal belongs to a line of enquiry."),
        ("!! not seen since 3 November @AD", "A concern needs to say who raised it."),
        ("!! Inspector B: not seen since 3 November", "A concern needs a senior owner."),
        ("!! Inspector B: C-999 not seen @AD", "No child has the code C-999."),
        ("   ", "There is nothing to keep yet."),
    ],
)
def test_that_what_lacks_something_is_refused_and_says_what(house, corridor, line, message):
    with pytest.raises(Explained) as refusal:
        keep(house, corridor, line)

    assert refusal.value.message == message


def test_that_a_second_asker_gets_the_same_answer_cleared_and_given(house, corridor):
    requests = house.info_requests
    first = keep(house, corridor, CORRIDOR)
    again = house.capture.read(corridor.id, "return-interview data please")
    with pytest.raises(Explained, match="Nothing was given for IR-001 yet"):
        house.capture.store_as_same(corridor.id, again, first.id)
    requests.clear(first.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    requests.give(first.id, how="printed")

    second = requests.one(house.capture.store_as_same(corridor.id, again, first.id).id)

    assert (second.ref, second.ours, second.owner, second.meaning, second.is_open) == (
        "IR-002",
        OurStatus.CLEARED,
        "R. Quinn",
        "The same answer as IR-001.",
        False,
    )
    assert requests.history(first.id)[-1].what == "its answer serves IR-002 as well"
    assert [(line.ref, line.how) for line in requests.given(corridor.id)] == [
        ("IR-002", "printed"),
        ("IR-001", "printed"),
    ]


def test_that_a_signal_asks_for_nothing_that_could_be_supplied_already(house, corridor):
    keep(house, corridor, CORRIDOR)
    again = house.capture.read(corridor.id, "return-interview data")
    signal = house.capture.read(corridor.id, "~ return-interview data re missing")

    assert "IR-001" in [each.label for each in house.capture.already_supplied(corridor.id, again)]
    assert house.capture.already_supplied(corridor.id, signal) == ()
    assert signal.kind is CaptureKind.SIGNAL


def test_that_what_was_staged_is_asked_for_now_and_no_second_request_is_made(house, corridor):
    staged = next(
        each for each in house.info_requests.staged(corridor.id) if "supervision" in each.title.lower()
    )
    before = len(house.info_requests.all(corridor.id))
    line = "10:40 Inspector B asked for the supervision policy by 2pm re missing @AD"

    ref = house.capture.store_as_staged(corridor.id, house.capture.read(corridor.id, line), staged.id)

    made = house.info_requests.one(ref.id)
    assert (made.ref, made.staged, made.asked_by, made.owner, made.enquiry, made.verbatim) == (
        staged.ref, False, "Inspector B", "R. Quinn", "Missing and return interviews", staged.verbatim,
    )  # fmt: skip
    assert (made.asked_at, made.due.at) == (
        datetime(2026, 12, 2, 10, 40, tzinfo=UTC), datetime(2026, 12, 2, 14, 0, tzinfo=UTC),
    )  # fmt: skip
    said = [each.why for each in house.info_requests.history(ref.id) if each.why.startswith("In their words")]
    assert said == [f"In their words: {line}"]
    assert len(house.info_requests.all(corridor.id)) == before
    with pytest.raises(Explained, match="asked for already"):
        house.capture.store_as_staged(corridor.id, house.capture.read(corridor.id, line), staged.id)


def test_that_the_usual_time_shown_is_the_one_agreed(house, corridor):
    rules = house.info_requests.rules()
    minutes = {**rules.answer_minutes, RequestKind.DOCUMENT: 90}
    house.info_requests.set_rules(replace(rules, answer_minutes=minutes))

    look = house.capture.look(corridor.id, "caseloads", 9)

    assert (look.usual_minutes, look.usual_at) == (90, datetime(2026, 12, 2, 12, 11, tzinfo=UTC))
    assert house.info_requests.one(keep(house, corridor, "caseloads").id).due.at == look.usual_at
