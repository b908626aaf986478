"""Checklist, record check, debriefs that become things, and who sits in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from ilacs_desktop.domain.casefiles import (
    LATE_ENTRY,
    AnnexAReview,
    Becomes,
    ChildDraft,
    Confidence,
    Mark,
    OurReading,
    Question,
    SessionState,
    Tone,
    ToneFrom,
    pipeline,
    taken_back,
)
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import SlotKind, SlotStatus

START = datetime(2026, 12, 2, 16, 0, tzinfo=UTC)
FACTS = (("care_visit_on", "2026-10-16"), ("return_offered", "Y"), ("return_accepted", "N"))
CHILD = ChildDraft("900101", ("child in care",), "Care 1", "Malik, Rashida", "10 to 15", FACTS, (8,))


@pytest.fixture
def crew(person: Any) -> dict[str, int]:
    return {
        "inspector_id": person("P. Marsh", "inspectorate", known_as="Inspector B").id,
        "worker_id": person("Rashida Malik", team="Care 1").id,
        "sits_in_id": person("Lou Finch", role="Team manager").id,
    }


@pytest.fixture
def planned(house: Any, inspection: Any, crew: dict[str, int]) -> Any:
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), (CHILD,)))
    (child,) = house.casefiles.children(inspection.id)
    (session,) = house.casefiles.choose([child.id], reason="Sampled by Ofsted")
    return house.casefiles.plan(session.id, starts_at=START, minutes=60, by_video=True, **crew)


def test_that_the_manager_who_sits_in_is_not_the_worker_and_leaves_with_the_slot(
    house: Any, inspection: Any, planned: Any, crew: dict[str, int]
) -> None:
    assert (planned.worker, planned.sits_in, planned.by_video) == ("R. Malik", "L. Finch", True)
    house.people.change(crew["sits_in_id"], known_as="Lou")
    assert house.casefiles.one_session(planned.id).sits_in == "Lou"
    slot = house.timetable.slot(inspection.id, planned.slot_uid)
    house.timetable.change(
        inspection.id,
        slot.uid,
        parts=[(part.person_id, part.part) for part in slot.parts if part.person_id != crew["sits_in_id"]],
    )

    after = house.casefiles.one_session(planned.id)

    assert (after.worker, after.sits_in) == ("R. Malik", "")


def test_that_the_record_check_says_what_is_seen_first_and_asks_nobody_to_alter_a_record(
    house: Any, planned: Any
) -> None:
    check = house.casefiles.record_check(planned.id)

    assert check.seen_first == tuple(spot[:1].upper() + spot[1:] for spot in planned.child.weak_spots)
    assert "Return interview offered, not accepted" in check.seen_first
    assert check.have_open == (
        "Care plan and the minutes of the last review",
        "Latest assessment",
        "Chronology",
        "The last three visits",
        "Supervision of this child in the last three months",
    )
    assert check.rule == LATE_ENTRY
    asked = " ".join((*check.seen_first, *check.have_open)).casefold()
    assert [
        word for word in ("update", "correct", "amend", "complete", "add ", "change") if word in asked
    ] == []


def test_that_the_checklist_comes_from_the_framework_and_an_edited_one_keeps_its_ticks(
    house: Any, inspection: Any, planned: Any, clock: Any
) -> None:
    points = house.casefiles.checklist(inspection.id)
    assert [(point.key, point.step) for point in points[:3]] == [
        ("worker_told", SessionState.WORKER_TOLD),
        ("worker_asked", SessionState.WORKER_TOLD),
        ("manager_told", SessionState.MANAGER_TOLD),
    ]
    ticked = house.casefiles.tick(planned.id, "worker_told")
    assert [(tick.key, tick.at, tick.by) for tick in ticked.ticks] == [("worker_told", clock.now, "K. Boyle")]

    lines = [
        ("Water on the table", SessionState.READY),
        (points[0].what, points[0].step),
        ("  ", points[0].step),
    ]
    house.casefiles.edit_checklist(inspection.id, lines)

    assert [point.key for point in house.casefiles.checklist(inspection.id)] == [
        "worker_told",
        "water_on_the_table",
    ]
    assert house.casefiles.one_session(planned.id).ticks == ticked.ticks
    assert house.casefiles.tick(planned.id, "worker_told", done=False).ticks == ()
    with pytest.raises(Explained, match="no longer on the checklist"):
        house.casefiles.tick(planned.id, "room")
    with pytest.raises(Explained, match="at least one point"):
        house.casefiles.edit_checklist(inspection.id, [])
    usual = [(point.what, point.step) for point in house.casefiles.usual_checklist(inspection.id)]
    house.casefiles.edit_checklist(inspection.id, usual)
    assert house.casefiles.checklist(inspection.id) == points


def test_that_every_answer_becomes_what_it_is_once_and_in_one_transaction(
    house: Any, inspection: Any, planned: Any, crew: dict[str, int], clock: Any
) -> None:
    enquiry = house.enquiry.start(inspection.id, "Return interviews")
    said = {
        "asked": "How soon after a missing episode?",
        "liked": "84% of visits in time",
        "worried": "Nobody asked the child since October",
        "promised": "The last three return interviews",
        "worker_is": "Tired but well",
    }
    becomes = {
        Question.ASKED: Becomes.SIGNAL,
        Question.LIKED: Becomes.FIGURE,
        Question.WORRIED: Becomes.CONCERN,
        Question.PROMISED: Becomes.REQUEST,
    }
    with pytest.raises(Explained, match="senior owner"):
        house.casefiles.debrief(planned.id, **said, becomes=becomes, enquiry_id=enquiry.id)
    assert house.casefiles.debrief_of(planned.id) is None
    assert house.info_requests.live(inspection.id) == ()

    reading = OurReading(Tone.PROBING, ToneFrom.TOLD, Confidence.FAIRLY)
    keep = dict(said, reading=reading, becomes=becomes, enquiry_id=enquiry.id, owner_id=crew["sits_in_id"])
    debrief = house.casefiles.debrief(planned.id, **keep)
    again = house.casefiles.debrief(planned.id, **keep)

    assert [ref.kind for ref in debrief.became] == [Kind.SIGNAL, Kind.FIGURE, Kind.CONCERN, Kind.INFO_REQUEST]
    assert again == debrief
    assert debrief.reading is not None
    assert debrief.reading.said == "our reading: probing, told by the worker, fairly sure"
    ended = START + timedelta(hours=1)
    (request,) = house.info_requests.live(inspection.id)
    assert (request.verbatim, request.asked_by, request.asked_of, request.asked_at) == (
        "The last three return interviews",
        "Inspector B",
        "R. Malik",
        ended,
    )
    (concern,) = house.casefiles.concerns(inspection.id)
    assert (concern.code, concern.said_at, concern.said_by, concern.owner) == (
        "C-001",
        ended,
        "Inspector B",
        "L. Finch",
    )
    assert [signal.quote for signal in house.enquiry.signals(enquiry.id)] == [said["asked"]]
    assert debrief.worried == "Raised as a concern for the child’s safety; the words are there."


def test_that_a_mistaken_step_is_taken_back_here_and_in_the_timetable(
    house: Any, inspection: Any, planned: Any, clock: Any
) -> None:
    clock.now = START
    house.timetable.actuals.start(inspection.id, planned.slot_uid)
    clock.now = START + timedelta(minutes=20)
    ended = house.casefiles.advance(planned.id, SessionState.ENDED)

    going_on = house.casefiles.step_back(planned.id)

    slot = house.timetable.slot(inspection.id, planned.slot_uid)
    assert [(step.state, step.by, step.at) for step in ended.steps[1:]] == [
        (SessionState.IN_SESSION, "K. Boyle", START),
        (SessionState.ENDED, "K. Boyle", clock.now),
    ]
    assert (slot.status, slot.started_at, slot.ended_at) == (SlotStatus.STARTED, START, None)
    assert [each.mark for each in pipeline(going_on.state, going_on.steps)] == [
        Mark.TAKEN, *[Mark.NOT_NOTED] * 4, Mark.TAKEN, *[Mark.TO_COME] * 3,
    ]  # fmt: skip
    back = house.casefiles.step_back(planned.id)
    assert (back.state, taken_back(back.steps)) == (SessionState.CHOSEN, back.steps[-1])
    assert house.timetable.slot(inspection.id, planned.slot_uid).status is SlotStatus.PLANNED
    with pytest.raises(Explained, match="Nothing has been noted"):
        house.casefiles.step_back(planned.id)
    with pytest.raises(Explained, match="did not happen"):
        house.casefiles.stand_down(planned.id)
    off = house.casefiles.stand_down(planned.id, why="worker ill")
    assert (off.did_not_happen, house.timetable.slot(inspection.id, planned.slot_uid).status) == (
        True,
        SlotStatus.DID_NOT_HAPPEN,
    )
    house.timetable.actuals.take_back(inspection.id, planned.slot_uid)
    house.casefiles.debrief(planned.id, asked="why")
    with pytest.raises(Explained, match="stays"):
        house.casefiles.step_back(planned.id)


def test_that_a_case_session_made_in_the_timetable_is_the_one_that_waits(
    house: Any, inspection: Any, planned: Any, crew: dict[str, int]
) -> None:
    house.timetable.journal.undo(inspection.id)
    there = {"starts_at": START + timedelta(days=1), "ends_at": START + timedelta(days=1, hours=1)}

    slot = house.timetable.add(
        inspection.id, **there, purpose="records", kind=SlotKind.CASE_SESSION, case_code="C-001"
    )

    (session,) = house.casefiles.sessions(inspection.id)
    assert (session.slot_uid, session.starts_at) == (slot.uid, there["starts_at"])
    house.casefiles.advance(planned.id, SessionState.WORKER_TOLD)
    house.casefiles.advance(planned.id, SessionState.READY)
    house.timetable.change(inspection.id, slot.uid, case_code="C-999")
    gone = house.casefiles.one_session(planned.id)
    assert (gone.state, gone.lost_its_slot, taken_back(gone.steps)) == (
        SessionState.WORKER_TOLD,
        True,
        gone.steps[-1],
    )


def test_that_a_debrief_ends_what_nobody_marked_as_planned_or_as_is_said(
    store: Any, house: Any, inspection: Any, planned: Any, clock: Any
) -> None:
    with pytest.raises(Explained, match="before it began"):
        house.casefiles.debrief(
            planned.id, asked="why", began_at=START, ended_at=START - timedelta(minutes=1)
        )
    with pytest.raises(Explained, match="in the future"):
        house.casefiles.debrief(planned.id, asked="why", ended_at=clock.now + timedelta(minutes=1))
    assert house.casefiles.one_session(planned.id).steps == planned.steps

    began, ended = START + timedelta(minutes=5), START + timedelta(minutes=50)
    house.casefiles.debrief(planned.id, asked="why", began_at=began, ended_at=ended)

    slot = house.timetable.slot(inspection.id, planned.slot_uid)
    assert (slot.status, slot.started_at, slot.ended_at, slot.late_minutes) == (
        SlotStatus.ENDED,
        began,
        ended,
        5,
    )
    after = house.casefiles.one_session(planned.id)
    assert [(step.state, step.at) for step in after.steps[1:]] == [
        (SessionState.IN_SESSION, clock.now),
        (SessionState.ENDED, clock.now),
        (SessionState.DEBRIEFED, clock.now),
    ]
    with store.reading() as session:
        rows = session.execute(text("SELECT deed_number, kind FROM audit_entries")).all()
    one_deed = {kind for number, kind in rows if number == max(number for number, _ in rows)}
    assert {"slot", "case session"} <= one_deed


def test_that_what_is_half_written_of_a_debrief_stays_until_it_is_whole(
    store: Any, house: Any, planned: Any
) -> None:
    with store.reading() as session:
        before = session.execute(text("SELECT count(*) FROM audit_entries")).scalar()
    house.casefiles.jot(planned.id, {"asked": "How so"})
    house.casefiles.jot(planned.id, {"asked": "How soon", "tone": "probing"})
    with store.reading() as session:
        after = session.execute(text("SELECT count(*) FROM audit_entries")).scalar()

    assert house.casefiles.jotting_of(planned.id) == {"asked": "How soon", "tone": "probing"}
    assert after == before
    house.casefiles.debrief(planned.id, asked="How soon?")
    assert house.casefiles.jotting_of(planned.id) == {}


def test_that_a_welfare_check_is_kept_apart_from_the_debrief(house: Any, planned: Any, clock: Any) -> None:
    after = house.casefiles.welfare(planned.id, " Went home early ")

    assert (after.welfare, after.welfare_at) == ("Went home early", clock.now)
    with pytest.raises(Explained, match="how the worker is"):
        house.casefiles.welfare(planned.id, " ")
