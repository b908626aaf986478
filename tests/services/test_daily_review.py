"""The daily review on a whole house: what waits, what is behind us, what is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from ilacs_desktop.domain.briefing import Audience, SheetKind
from ilacs_desktop.domain.daily_review import StepState
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus
from ilacs_desktop.store.inspection import InspectionRecord

WEDNESDAY, THURSDAY = date(2026, 12, 2), date(2026, 12, 3)


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    return moment(day, time(hour, minute))


def states(house: Any, inspection: Inspection) -> dict[str, StepState]:
    return {step.key: step.state for step in house.daily_review.steps(inspection.id, WEDNESDAY)}


def sentence(house: Any, inspection: Inspection, key: str) -> str:
    steps = {step.key: step for step in house.daily_review.steps(inspection.id, WEDNESDAY)}
    return str(steps[key].sentence)


@pytest.fixture
def inspection(house: Any) -> Inspection:
    """Borsetshire with an empty draft."""
    record = InspectionRecord(
        authority="Borsetshire",
        framework_key="standard",
        framework_name="Standard inspection",
        framework_edition="2026",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
        on_site_from=date(2026, 11, 30),
        on_site_until=date(2026, 12, 11),
    )
    with house.store.working("Prepare") as session:
        session.add(record)
    return record.row()


@pytest.fixture
def planned(house: Any, inspection: Inspection, person: Callable[..., Person]) -> Person:
    """A draft of one slot for tomorrow, with R. Malik in it."""
    malik = person("Rashida Malik")
    house.timetable.add(
        inspection.id,
        starts_at=at(9, 30),
        ends_at=at(10, 30),
        purpose="supervision",
        kind=SlotKind.MEETING,
        parts=[(malik.id, PartKind.ATTENDS)],
        uid="s1",
    )
    return malik


def test_that_the_steps_stand_in_the_order_of_the_evening(house: Any, inspection: Inspection):
    assert [step.key for step in house.daily_review.steps(inspection.id, WEDNESDAY)] == [
        "today", "debriefs", "meeting", "requests", "enquiries", "clashes", "impact", "issue", "told",
        "sheet",
    ]  # fmt: skip


def test_that_the_evening_walks_from_draft_to_sheet(house: Any, inspection: Inspection, planned: Person):
    assert states(house, inspection) == {
        "today": StepState.NOTHING,
        "debriefs": StepState.NOTHING,
        "meeting": StepState.NOTHING,
        "requests": StepState.NOTHING,
        "enquiries": StepState.NOTHING,
        "clashes": StepState.NOTHING,
        "impact": StepState.OPEN,
        "issue": StepState.OPEN,
        "told": StepState.NOTHING,
        "sheet": StepState.OPEN,
    }
    assert house.daily_review.left(inspection.id, WEDNESDAY) == (
        "No issue yet; 1 slot in the draft.",
        "No sheet for Thursday 3 December yet.",
    )

    house.timetable.issue(inspection.id)
    assert house.daily_review.left(inspection.id, WEDNESDAY) == (
        "1 message is not confirmed; 1 not sent yet.",
        "No sheet for Thursday 3 December yet.",
    )

    house.timetable.mark_confirmed([each.id for each in house.timetable.tellings(inspection.id)], how="phone")
    house.briefing.make(inspection.id, day=THURSDAY, kind=SheetKind.MORNING, audience=Audience.ALL_STAFF)
    assert house.daily_review.left(inspection.id, WEDNESDAY) == ()
    assert sentence(house, inspection, "issue") == "Everything is issued: issue 1, 18:40."
    assert sentence(house, inspection, "sheet") == "Sheet 1 for Thursday 3 December is made."

    house.timetable.move(inspection.id, "s1", starts_at=at(11))
    house.timetable.issue(inspection.id)
    assert sentence(house, inspection, "sheet") == (
        "The sheets for Thursday 3 December do not know issue 2 yet."
    )


def test_that_a_slot_of_today_waits_until_it_is_said_what_became_of_it(
    house: Any, inspection: Inspection, planned: Person
):
    house.timetable.add(
        inspection.id,
        starts_at=at(14, day=WEDNESDAY),
        ends_at=at(15, day=WEDNESDAY),
        purpose="audit review",
        kind=SlotKind.MEETING,
        uid="s0",
    )
    assert sentence(house, inspection, "today") == "1 slot is over and does not say yet whether it happened."

    house.timetable.mark(inspection.id, "s0", SlotStatus.DID_NOT_HAPPEN, reason="inspector went elsewhere")

    assert sentence(house, inspection, "today") == (
        "Everything that is over today says what became of it; 1 did not happen."
    )


def test_that_requests_and_lines_of_enquiry_are_counted(
    house: Any, inspection: Inspection, planned: Person, clock: Any
):
    house.info_requests.add(
        inspection.id, verbatim="Return interviews, please", target_at=clock.now + timedelta(hours=1)
    )
    house.enquiry.start(inspection.id, "Missing children")

    found = {step.key: step for step in house.daily_review.steps(inspection.id, WEDNESDAY)}

    assert (found["requests"].count, found["requests"].state) == (1, StepState.OPEN)
    assert found["requests"].sentence.startswith("1 request open; ")
    assert found["enquiries"].state in {StepState.OPEN, StepState.NOTHING}


def test_that_a_finished_step_is_kept_with_its_note(house: Any, inspection: Inspection, planned: Person):
    house.daily_review.finish(inspection.id, WEDNESDAY, "requests", note="all have owners")

    assert states(house, inspection)["requests"] is StepState.DONE
    assert states(house, inspection)["issue"] is StepState.OPEN
    (step,) = (step for step in house.daily_review.steps(inspection.id, WEDNESDAY) if step.key == "requests")
    assert step.note == "all have owners"
    house.daily_review.reopen(inspection.id, WEDNESDAY, "requests")
    assert states(house, inspection)["requests"] is StepState.NOTHING


def test_that_a_step_in_which_something_waits_is_only_skipped_with_a_reason(
    house: Any, inspection: Inspection, planned: Person
):
    with pytest.raises(Explained, match="No issue yet; 1 slot in the draft"):
        house.daily_review.finish(inspection.id, WEDNESDAY, "issue")
    with pytest.raises(Explained, match="A step that is skipped needs a note"):
        house.daily_review.finish(inspection.id, WEDNESDAY, "issue", skipped=True)
    with pytest.raises(Explained, match="There is no step “sleep”"):
        house.daily_review.finish(inspection.id, WEDNESDAY, "sleep")

    house.daily_review.finish(inspection.id, WEDNESDAY, "issue", skipped=True, note="a call at 20:00")

    assert states(house, inspection)["issue"] is StepState.SKIPPED


def test_that_what_comes_up_after_a_step_was_done_opens_it_again(
    house: Any, inspection: Inspection, planned: Person
):
    house.timetable.issue(inspection.id)
    house.daily_review.finish(inspection.id, WEDNESDAY, "issue")

    house.timetable.move(inspection.id, "s1", starts_at=at(11))

    assert states(house, inspection)["issue"] is StepState.OPEN
    assert sentence(house, inspection, "issue") == "1 change since issue 1, not yet issued."
