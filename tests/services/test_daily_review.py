"""The daily review on a whole house: what waits, what is behind us, what is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from ilacs_desktop.domain.briefing import Audience, SheetKind
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.daily_review import StepState
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus
from ilacs_desktop.services.house import build
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
        "concerns", "today", "debriefs", "meeting", "requests", "enquiries", "clashes", "impact", "issue", "told",
        "sheet",
    ]  # fmt: skip


def test_that_the_evening_walks_from_draft_to_sheet(house: Any, inspection: Inspection, planned: Person):
    assert states(house, inspection) == {
        "concerns": StepState.NOTHING,
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


# -- a step that was done, and what comes up after it ----------------------------------------------


def test_that_clashes_and_impact_open_again_when_tomorrow_is_edited_after_they_were_looked_at(
    house: Any, inspection: Inspection, planned: Person, clock: Any
):
    house.timetable.add(
        inspection.id,
        starts_at=at(9, 45),
        ends_at=at(10, 15),
        purpose="court",
        kind=SlotKind.MEETING,
        parts=[(planned.id, PartKind.ATTENDS)],
        uid="s2",
    )
    for key in ("clashes", "impact"):
        assert house.daily_review.finish(inspection.id, WEDNESDAY, key).state is StepState.DONE
    clock.now += timedelta(minutes=1)
    house.timetable.add(
        inspection.id,
        starts_at=at(14, day=WEDNESDAY),
        ends_at=at(15, day=WEDNESDAY),
        purpose="audit",
        kind=SlotKind.MEETING,
        uid="s0",
    )
    house.timetable.actuals.end(inspection.id, "s0")
    assert {states(house, inspection)[key] for key in ("clashes", "impact")} == {StepState.DONE}

    house.timetable.move(inspection.id, "s2", starts_at=at(9, 50))

    assert {states(house, inspection)[key] for key in ("clashes", "impact")} == {StepState.OPEN}


def test_that_a_new_request_opens_the_requests_again(house: Any, inspection: Inspection, clock: Any):
    house.info_requests.add(inspection.id, verbatim="Return interviews, please")
    house.daily_review.finish(inspection.id, WEDNESDAY, "requests")
    assert states(house, inspection)["requests"] is StepState.DONE

    clock.now += timedelta(minutes=5)
    house.info_requests.add(inspection.id, verbatim="And those of October")

    assert states(house, inspection)["requests"] is StepState.OPEN


def test_that_the_impact_is_looked_at_but_keeps_nobody_from_going_home(
    house: Any, inspection: Inspection, planned: Person
):
    assert sentence(house, inspection, "impact") == (
        "Issue 1 would be news for 1 person; 1 of them gone for the day."
    )
    assert house.daily_review.left(inspection.id, WEDNESDAY) == (
        "No issue yet; 1 slot in the draft.",
        "No sheet for Thursday 3 December yet.",
    )


def test_that_owners_who_are_off_duty_are_named(
    house: Any, inspection: Inspection, person: Callable[..., Person]
):
    early, late = person("Ama Osei"), person("Lena Grant", works_until=time(20))
    for owner in (early, late):
        house.info_requests.add(inspection.id, verbatim=f"for {owner.name}", owner_id=owner.id)

    evening = house.daily_review.evening(inspection.id, WEDNESDAY)

    owners = {row.request.id: row.request.owner for row in evening.requests}
    assert {owners[key]: words for key, words in evening.off_duty.items()} == {"A. Osei": "finished at 17:00"}


def test_that_many_slots_are_marked_as_ended_in_one_deed_that_can_be_undone(
    house: Any, inspection: Inspection, planned: Person
):
    for hour in (10, 12, 14):
        house.timetable.add(
            inspection.id,
            starts_at=at(hour, day=WEDNESDAY),
            ends_at=at(hour + 1, day=WEDNESDAY),
            purpose=f"audit {hour}",
            kind=SlotKind.MEETING,
            uid=f"t{hour}",
        )
    evening = house.daily_review.evening(inspection.id, WEDNESDAY)

    house.daily_review.end_all(inspection.id, [slot.uid for slot in evening.unmarked])

    assert states(house, inspection)["today"] is StepState.NOTHING
    house.timetable.journal.undo(inspection.id)
    assert len(house.daily_review.evening(inspection.id, WEDNESDAY).unmarked) == 3


# -- the record of the days ------------------------------------------------------------------------


def all_told(house: Any, inspection: Inspection) -> None:
    """Issued, confirmed, and a sheet made: nothing is left."""
    house.timetable.issue(inspection.id)
    house.timetable.mark_confirmed([each.id for each in house.timetable.tellings(inspection.id)], how="phone")
    house.briefing.make(inspection.id, day=THURSDAY, kind=SheetKind.MORNING, audience=Audience.ALL_STAFF)


def test_that_the_day_is_closed_once_nothing_is_left_and_keeps_what_each_step_said(
    house: Any, inspection: Inspection, planned: Person, clock: Any
):
    with pytest.raises(Explained, match=r"Two things before you can go home\.") as refused:
        house.daily_review.close(inspection.id, WEDNESDAY)
    assert "No issue yet" in refused.value.remedy
    all_told(house, inspection)
    house.daily_review.finish(inspection.id, WEDNESDAY, "issue", note="before seven")

    record = house.daily_review.close(inspection.id, WEDNESDAY)

    assert [(step.key, step.note) for step in record.steps] == [
        ("concerns", "No child-safety concern is open."),
        ("today", "Everything that is over today says what became of it."),
        ("debriefs", "Every session that has ended is debriefed."),
        ("meeting", "No daily meeting was planned today."),
        ("requests", "No request is open."),
        ("enquiries", "No line of enquiry has moved."),
        ("clashes", "Nothing clashes on Thursday 3 December."),
        ("impact", "Nothing has changed; issuing would change nobody’s day."),
        ("issue", "before seven"),
        ("told", "Everyone has confirmed."),
        ("sheet", "Sheet 1 for Thursday 3 December is made."),
    ]
    assert (record.closed.finished_at, record.closed.finished_by) == (clock.now, "K. Boyle")
    assert (record.not_kept, house.daily_review.days(inspection.id)) == ((), (WEDNESDAY,))


def test_that_a_review_begun_on_wednesday_is_still_wednesdays_after_midnight_and_after_a_restart(
    house: Any, inspection: Inspection, planned: Person, clock: Any, tmp_path: Any
):
    house.daily_review.finish(inspection.id, house.daily_review.day(), "requests", note="all have owners")
    house.daily_review.meeting.keep(inspection.id, WEDNESDAY, "They have seen enough of permanence")
    house.store.close()
    clock.now = datetime(2026, 12, 3, 0, 30, tzinfo=UTC)
    again = build(house.store, clock, folder=tmp_path, key=bytes(range(32)))

    assert again.daily_review.day() == WEDNESDAY
    steps = {step.key: step for step in again.daily_review.steps(inspection.id, again.daily_review.day())}
    assert (steps["requests"].state, steps["requests"].note) == (StepState.DONE, "all have owners")
    assert steps["meeting"].sentence == "1 point kept: 1 note."
    assert "Thursday 3 December" in steps["sheet"].sentence
    again.daily_review.finish(inspection.id, WEDNESDAY, "issue", skipped=True, note="in the morning")
    kept = again.daily_review.record(inspection.id, WEDNESDAY)
    assert [(step.key, step.state, step.finished_at) for step in kept.steps] == [
        ("requests", StepState.DONE, datetime(2026, 12, 2, 18, 40, tzinfo=UTC)),
        ("issue", StepState.SKIPPED, clock.now),
    ]


def test_that_the_review_of_a_day_behind_us_can_only_be_looked_at(
    house: Any, inspection: Inspection, planned: Person, clock: Any
):
    house.daily_review.finish(inspection.id, WEDNESDAY, "requests", note="all have owners")
    point = house.daily_review.meeting.keep(inspection.id, WEDNESDAY, "They have seen enough")
    before = house.daily_review.record(inspection.id, WEDNESDAY)
    clock.now = datetime(2026, 12, 3, 18, 40, tzinfo=UTC)

    review = house.daily_review
    for deed in (
        lambda: review.finish(inspection.id, WEDNESDAY, "told", note="x"),
        lambda: review.finish(inspection.id, WEDNESDAY, "told", note="x", skipped=True),
        lambda: review.reopen(inspection.id, WEDNESDAY, "requests"),
        lambda: review.close(inspection.id, WEDNESDAY),
        lambda: review.meeting.keep(inspection.id, WEDNESDAY, "one more"),
        lambda: review.meeting.take_back(point.id),
    ):
        with pytest.raises(Explained, match="The review of Wednesday 2 December is over"):
            deed()

    assert review.record(inspection.id, WEDNESDAY).steps == before.steps
    assert [each.text for each in review.record(inspection.id, WEDNESDAY).points] == ["They have seen enough"]


def test_that_an_open_concern_is_left_can_be_skipped_with_a_reason_and_a_newer_one_opens_it_again(
    house: Any, inspection: Inspection, person: Callable[..., Person], clock: Any
):
    marsh, owner = person("P. Marsh", "inspectorate"), person("Helena Quist")

    def raise_one() -> None:
        house.casefiles.raise_concern(
            inspection.id, said_by_id=marsh.id, what="Not seen since November", owner_id=owner.id
        )

    raise_one()
    assert states(house, inspection)["concerns"] is StepState.OPEN
    with pytest.raises(Explained, match="a child-safety concern is open"):
        house.daily_review.finish(inspection.id, WEDNESDAY, "concerns")
    house.daily_review.finish(inspection.id, WEDNESDAY, "concerns", skipped=True, note="visit at nine")
    assert states(house, inspection)["concerns"] is StepState.SKIPPED

    clock.now += timedelta(minutes=5)
    raise_one()

    assert states(house, inspection)["concerns"] is StepState.OPEN
    assert sentence(house, inspection, "concerns").startswith("2 child-safety concerns are open: ")


# -- the daily meeting -----------------------------------------------------------------------------


@pytest.fixture
def marsh(person: Callable[..., Person]) -> Person:
    return person("P. Marsh", "inspectorate", known_as="Inspector B")


def test_that_the_meeting_waits_until_something_is_kept_of_it(house: Any, inspection: Inspection):
    house.timetable.add(
        inspection.id,
        starts_at=at(16, 30, WEDNESDAY),
        ends_at=at(17, day=WEDNESDAY),
        purpose="Daily meeting",
        kind=SlotKind.KEEP_IN_TOUCH,
        uid="kit",
    )
    assert sentence(house, inspection, "meeting") == (
        "The daily meeting was at 16:30; nothing is kept of it yet."
    )

    house.daily_review.meeting.keep(inspection.id, WEDNESDAY, "They have seen enough of permanence")

    assert states(house, inspection)["meeting"] is StepState.NOTHING
    assert sentence(house, inspection, "meeting") == "1 point kept: 1 note."


def test_that_each_point_becomes_what_it_says_or_what_it_is_told_to_become(
    house: Any, inspection: Inspection, planned: Person, marsh: Person, clock: Any
):
    line = house.enquiry.start(inspection.id, "Missing children")
    keep = house.daily_review.meeting.keep
    request = keep(inspection.id, WEDNESDAY, "Inspector B asked for the audit schedule by 9am re missing")
    asked = keep(inspection.id, WEDNESDAY, "? which months for the return interviews")
    signal = keep(inspection.id, WEDNESDAY, "Inspector B finds it strong re missing", kind="signal")
    figure = keep(inspection.id, WEDNESDAY, "84 % of return interviews in 72 hours", kind="figure")
    edit = keep(inspection.id, WEDNESDAY, "supervision at eleven", slot_uid="s1")
    note = keep(inspection.id, WEDNESDAY, "Inspector B is happy with the pace")

    points = house.daily_review.meeting.points(inspection.id, WEDNESDAY)
    assert points == (request, asked, signal, figure, edit, note)
    assert [(point.kind, point.said, point.became and point.became.kind) for point in points] == [
        ("request", "IR-001", Kind.INFO_REQUEST),
        ("clarification", "Q-01", Kind.CLARIFICATION),
        ("signal", line.code, Kind.SIGNAL),
        ("figure", "F-01", Kind.FIGURE),
        ("timetable", "supervision, Thu 09:30", Kind.SLOT),
        ("note", "", None),
    ]
    assert (note.noted_at, note.noted_by) == (clock.now, "K. Boyle")
    asked_for = house.info_requests.one(request.became.id)
    assert (asked_for.asked_by, asked_for.target_at) == ("Inspector B", at(9))


def test_that_a_point_that_cannot_be_stored_leaves_nothing_behind(
    house: Any, inspection: Inspection, planned: Person
):
    keep = house.daily_review.meeting.keep
    with pytest.raises(Explained, match="A signal belongs to a line of enquiry"):
        keep(inspection.id, WEDNESDAY, "they find it strong", kind="signal")
    with pytest.raises(Explained, match="There is nothing to keep yet"):
        keep(inspection.id, WEDNESDAY, "   ")
    with pytest.raises(Explained, match="This slot is not in the draft"):
        keep(inspection.id, WEDNESDAY, "move it", slot_uid="nowhere")
    with pytest.raises(Explained, match="A point cannot be kept as “poem”"):
        keep(inspection.id, WEDNESDAY, "roses", kind="poem")

    assert house.daily_review.meeting.points(inspection.id, WEDNESDAY) == ()
    assert house.info_requests.open(inspection.id) == ()


def test_that_a_point_taken_back_leaves_what_it_became(house: Any, inspection: Inspection, marsh: Person):
    keep = house.daily_review.meeting.keep
    point = keep(inspection.id, WEDNESDAY, "Inspector B asked for the audit schedule")

    house.daily_review.meeting.take_back(point.id)

    assert house.daily_review.meeting.points(inspection.id, WEDNESDAY) == ()
    assert [row.ref for row in house.info_requests.open(inspection.id)] == ["IR-001"]


def test_that_one_of_everything_and_many_are_looked_at_in_the_same_number_of_queries(
    house: Any, inspection: Inspection, planned: Person, marsh: Person
):
    said: list[object] = []

    def queries() -> int:
        said.clear()
        house.daily_review.steps(inspection.id, WEDNESDAY)
        return len(said)

    def one_more(number: int) -> None:
        house.info_requests.add(inspection.id, verbatim=f"words {number}", owner_id=planned.id)
        house.enquiry.start(inspection.id, f"Line {number}")
        house.daily_review.meeting.keep(inspection.id, WEDNESDAY, f"Inspector B asked for list {number}")
        house.timetable.add(
            inspection.id,
            starts_at=at(13),
            ends_at=at(14),
            purpose=f"audit {number}",
            kind=SlotKind.MEETING,
            parts=[(planned.id, PartKind.ATTENDS), (marsh.id, PartKind.LEADS)],
        )

    house.timetable.issue(inspection.id)
    event.listen(house.store.engine, "before_cursor_execute", lambda *facts: said.append(facts[2]))
    one_more(0)
    with_one = queries()
    for number in range(1, 5):
        one_more(number)

    assert queries() == with_one
